use std::fmt;

use super::findings::Findings;
use super::report::Report;
use super::space::{IdValue, place};
use crate::calendar::{Day, Month};
use crate::rules::Rule;

/// Whom or what a finding over columns is about: ids as their columns hold them.
///
/// [`rules::Subject`](crate::rules::Subject) is the same with every id as text.
///
/// ```
/// # use hongyan::columns::{Columns, Door, Frame, Frames};
/// # let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
/// # let ended_on = [day("2024-09-24").number(), day("2024-09-25").number()];
/// # let sessions = Frame::new(hongyan::facts::Table::Sessions)
/// #     .with("session", &["D0924", "D0925"])
/// #     .with("project", &[1, 1])
/// #     .with("worker", &[7, 8])
/// #     .with("form", &[1_u8, 0])
/// #     .with("ended_on", &ended_on);
/// # let columns = Columns::check(Frames::new().with(sessions), Door::new())?;
/// use hongyan::columns::{IdValue, Key};
/// use hongyan::{Check, Policy, Rule};
///
/// let policy = Policy::default();
/// let report = Check::new(&policy, day("2024-10-05")).columns(&columns);
/// let subject = report.subject(report.of(Rule::RecordDeadline).unwrap(), 0).unwrap();
/// assert_eq!(subject.rule(), Rule::RecordDeadline);
/// assert_eq!(subject.keys().map(|(name, _)| name).collect::<Vec<_>>(), ["session", "worker"]);
/// assert_eq!(subject.key("worker"), Some(Key::Id(IdValue::Integer(7))));
/// assert_eq!(subject.to_string(), "session D0924, worker 7");
/// # Ok::<(), hongyan::columns::FaultTally>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject<'a> {
    rule: Rule,
    keys: [Option<Key<'a>>; 3],
}

/// The value of one key of a subject.
///
/// See the example of [`Subject`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Key<'a> {
    /// A project, worker, session, supervisor or mentor.
    Id(IdValue<'a>),
    /// A day.
    Day(Day),
    /// A month.
    Month(Month),
    /// A year.
    Year(i32),
}

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Key::Id(id) => id.fmt(f),
            Key::Day(day) => day.fmt(f),
            Key::Month(month) => month.fmt(f),
            Key::Year(year) => year.fmt(f),
        }
    }
}

impl<'a> Subject<'a> {
    /// The rule that has such subjects.
    ///
    /// See the example of [`Subject`].
    #[must_use]
    pub fn rule(self) -> Rule {
        self.rule
    }

    /// Names and values of its keys, in the order that sorts the findings.
    ///
    /// See the example of [`Subject`].
    pub fn keys(self) -> impl Iterator<Item = (&'static str, Key<'a>)> {
        let names = self.rule.key_names().iter().copied();
        names.zip(self.keys).filter_map(|(name, key)| Some((name, key?)))
    }

    /// The value of the key with this name.
    ///
    /// See the example of [`Subject`].
    #[must_use]
    pub fn key(self, name: &str) -> Option<Key<'a>> {
        self.keys().find(|(own, _)| *own == name).map(|(_, key)| key)
    }
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (name, value)) in self.keys().enumerate() {
            write!(f, "{}{name} {value}", if place == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl Report<'_, '_> {
    /// The subject of one finding of this report; for all of them, in their order, see [`Report::subjects`].
    ///
    /// `None` beyond the last of the findings. See the example of [`Subject`].
    #[must_use]
    pub fn subject<'r>(&'r self, findings: &Findings, at: usize) -> Option<Subject<'r>> {
        let rule = findings.rule();
        let (first, second, third) = (*findings.first.get(at)?, *findings.second.get(at)?, *findings.third.get(at)?);
        let mut keys = [None; 3];
        for ((nth, name), slot) in rule.key_names().iter().enumerate().zip(&mut keys) {
            *slot = Some(match (*name, nth) {
                ("month", _) => Key::Month(Month::from_number(third)),
                ("year", 2) => Key::Year(third),
                ("year", _) => Key::Year(second.cast_signed()),
                ("appointed_on" | "guided_on" | "found_on", _) => Key::Day(Day::from_number(second.cast_signed())),
                ("session", _) => Key::Id(self.session(first)?),
                (_, 0) => Key::Id(self.first_space(rule)?.value(first)?),
                _ => Key::Id(self.second_space(rule)?.value(second)?),
            });
        }
        Some(Subject { rule, keys })
    }

    /// The subjects of findings of this report, in their order.
    ///
    /// ```
    /// # use hongyan::columns::{Columns, Door, Frame, Frames};
    /// # let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
    /// # let ended_on = [day("2024-09-24").number(), day("2024-09-25").number()];
    /// # let sessions = Frame::new(hongyan::facts::Table::Sessions)
    /// #     .with("session", &["D0924", "D0925"])
    /// #     .with("project", &[1, 1])
    /// #     .with("worker", &[7, 8])
    /// #     .with("form", &[1_u8, 0])
    /// #     .with("ended_on", &ended_on);
    /// # let columns = Columns::check(Frames::new().with(sessions), Door::new())?;
    /// use hongyan::{Check, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day("2024-10-05")).columns(&columns);
    /// let findings = report.of(Rule::RecordDeadline).unwrap();
    /// let about: Vec<String> = report.subjects(findings).map(|subject| subject.to_string()).collect();
    /// assert_eq!(about, ["session D0924, worker 7", "session D0925, worker 8"]);
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    pub fn subjects<'r>(&'r self, findings: &'r Findings) -> impl Iterator<Item = Subject<'r>> {
        (0..findings.len()).filter_map(move |at| self.subject(findings, at))
    }

    /// The row of the sessions that a finding of [`Rule::RecordDeadline`] is about.
    ///
    /// `None` of another rule.
    ///
    /// ```
    /// # use hongyan::columns::{Columns, Door, Frame, Frames};
    /// # let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
    /// # let ended_on = [day("2024-09-24").number(), day("2024-09-25").number()];
    /// # let sessions = Frame::new(hongyan::facts::Table::Sessions)
    /// #     .with("session", &["D0924", "D0925"])
    /// #     .with("project", &[1, 1])
    /// #     .with("worker", &[7, 8])
    /// #     .with("form", &[1_u8, 0])
    /// #     .with("ended_on", &ended_on);
    /// # let columns = Columns::check(Frames::new().with(sessions), Door::new())?;
    /// use hongyan::{Check, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day("2024-10-05")).columns(&columns);
    /// let findings = report.of(Rule::RecordDeadline).unwrap();
    /// assert_eq!([0, 1, 2].map(|at| report.row(findings, at)), [Some(0), Some(1), None]);
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn row(&self, findings: &Findings, at: usize) -> Option<usize> {
        if findings.rule() == Rule::RecordDeadline { findings.first.get(at).map(|row| place(*row)) } else { None }
    }
}

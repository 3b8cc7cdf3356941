//! What changed between two reports, and by what: the day asked about, a key of the policy, or the facts.
//!
//! A cause is established by judging again: with the facts of one report or of both, every change is put down to the
//! smallest sets of things that, changed in the earlier question, give the later answer. Without facts the two reports
//! say what changed; by what, only if nothing but one thing can have done it.
//!
//! ```
//! use hongyan::diff::{Factor, diff};
//! use hongyan::facts::{Facts, Form, Session, Tables};
//! use hongyan::finding::Verdict;
//! use hongyan::policy::Profile;
//! use hongyan::{Policy, check};
//!
//! let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
//! let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
//! let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
//! let september = check(&facts, &Policy::default(), day(9, 30));
//! let october = check(&facts, &Policy::from(Profile::CivilCode), day(10, 5));
//!
//! // due on 1 October as counted, and rolled over National Day on the 8th: still pending, with another last day
//! let diff = diff((&september, &facts), (&october, &facts));
//! let change = &diff.changes[0];
//! assert_eq!(change.to.as_ref().map(|state| state.verdict), Some(Verdict::Pending));
//! assert!(change.is_established());
//! assert_eq!(change.causes()[0][0], Factor::Key("supervision.record.last_day".to_owned()));
//! # Ok::<(), hongyan::facts::Faults>(())
//! ```

mod causes;
mod policy;
mod write;

use std::collections::BTreeMap;

use causes::{Asking, Found};
pub use policy::KeyChange;

use crate::calendar::Day;
use crate::facts::Facts;
use crate::finding::Verdict;
use crate::report::{Counts, Finding, Report, Summary};
use crate::rules::{Rule, Subject};

/// A report, with the facts that it was made from where they are at hand.
///
/// Made from a report, from `(&report, &facts)`, or from `(&report, Option<&facts>)`.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::diff::{Side, diff};
/// use hongyan::{Policy, Report, check};
///
/// // last month's report was saved without its facts
/// let saved = check(&facts, &Policy::default(), day(9, 30)).to_json().unwrap();
/// let september = Report::from_json(&saved).unwrap();
/// let october = check(&facts, &Policy::default(), day(10, 5));
/// let diff = diff(Side::from(&september), Side::from((&october, &facts)));
/// assert_eq!(diff.changes.len(), 1);
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Side<'r> {
    report: &'r Report,
    facts: Option<&'r Facts>,
}

impl<'r> From<&'r Report> for Side<'r> {
    fn from(report: &'r Report) -> Side<'r> {
        Side { report, facts: None }
    }
}

impl<'r> From<(&'r Report, &'r Facts)> for Side<'r> {
    fn from((report, facts): (&'r Report, &'r Facts)) -> Side<'r> {
        Side { report, facts: Some(facts) }
    }
}

impl<'r> From<(&'r Report, Option<&'r Facts>)> for Side<'r> {
    fn from((report, facts): (&'r Report, Option<&'r Facts>)) -> Side<'r> {
        Side { report, facts }
    }
}

/// What about a finding is compared.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::diff::State;
/// use hongyan::{Policy, check};
///
/// let report = check(&facts, &Policy::default(), day(10, 5));
/// let state = State::from(report.findings().next().unwrap());
/// assert_eq!(state.due_on, Some(day(10, 1).into()));
/// assert_eq!(state.contested_by, [("supervision.record.last_day", "next_workday")]);
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct State {
    /// How the duty stands.
    pub verdict: Verdict,
    /// Last day on which it can be met.
    pub due_on: Option<Day>,
    /// Day of the event that met it.
    pub settled_on: Option<Day>,
    /// Whether another admissible reading gives another verdict.
    pub contested: bool,
    /// The readings that alone do, key and value.
    pub contested_by: Vec<(&'static str, &'static str)>,
}

impl From<Finding<'_>> for State {
    fn from(finding: Finding<'_>) -> State {
        State {
            verdict: finding.verdict,
            due_on: finding.due_on,
            settled_on: finding.settled_on,
            contested: finding.contested,
            contested_by: if finding.contested { finding.contested_by().collect() } else { Vec::new() },
        }
    }
}

/// A part of a finding that is compared.
///
/// See the example of [`Change::moved`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Field {
    /// The verdict.
    Verdict,
    /// The last day.
    DueOn,
    /// The day of the event that met it.
    SettledOn,
    /// Whether it is contested.
    Contested,
    /// By which readings.
    ContestedBy,
}

impl Field {
    /// All of them, as they are written.
    pub const ALL: [Field; 5] = [Field::Verdict, Field::DueOn, Field::SettledOn, Field::Contested, Field::ContestedBy];

    /// The name on the wire.
    ///
    /// ```
    /// use hongyan::diff::Field;
    ///
    /// assert_eq!(Field::ALL.map(Field::name), ["verdict", "due_on", "settled_on", "contested", "contested_by"]);
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Field::Verdict => "verdict",
            Field::DueOn => "due_on",
            Field::SettledOn => "settled_on",
            Field::Contested => "contested",
            Field::ContestedBy => "contested_by",
        }
    }

    fn same(self, one: &State, other: &State) -> bool {
        match self {
            Field::Verdict => one.verdict == other.verdict,
            Field::DueOn => one.due_on == other.due_on,
            Field::SettledOn => one.settled_on == other.settled_on,
            Field::Contested => one.contested == other.contested,
            Field::ContestedBy => one.contested_by == other.contested_by,
        }
    }
}

/// Something that two questions may differ in.
///
/// A cause is a list of them: see [`Change::causes`].
///
/// ```
/// use hongyan::diff::Factor;
///
/// assert_eq!(Factor::AsOf.name(), "as_of");
/// assert_eq!(Factor::Key("mentor.term.years".to_owned()).name(), "policy.mentor.term.years");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Factor {
    /// The day asked about.
    AsOf,
    /// The facts.
    Facts,
    /// A key of the policy, by its full name.
    Key(String),
    /// The engine: another version judged.
    Engine,
}

/// A duty that stands otherwise.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::diff::{Change, diff};
/// use hongyan::finding::Verdict;
/// use hongyan::{Policy, Subject, check};
///
/// let (policy, days) = (Policy::default(), [day(9, 20), day(10, 5)]);
/// let [before, after] = days.map(|as_of| check(&facts, &policy, as_of));
/// let diff = diff(&before, &after);
/// let change: &Change<'_> = &diff.changes[0];
/// assert_eq!(change.subject, Subject::RecordDeadline { session: "D2024-0924", worker: "周敏" });
/// assert_eq!(change.from, None); // the session had not been held
/// assert_eq!(change.to.as_ref().unwrap().verdict, Verdict::Breach);
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change<'r> {
    /// Whom or what it is about.
    pub subject: Subject<'r>,
    /// How it stood; `None` if there was no finding, or none was kept.
    pub from: Option<State>,
    /// How it stands; `None` if there is no finding, or none was kept.
    pub to: Option<State>,
    causes: Vec<Vec<Factor>>,
    established: bool,
    is_left_out: bool,
}

impl Change<'_> {
    /// What moved; empty for a finding that appeared or went.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::diff::{Field, diff};
    /// use hongyan::{Policy, check};
    ///
    /// let (policy, days) = (Policy::default(), [day(9, 30), day(10, 5)]);
    /// let [before, after] = days.map(|as_of| check(&facts, &policy, as_of));
    /// let diff = diff(&before, &after);
    /// let moved: Vec<Field> = diff.changes[0].moved().collect();
    /// // from pending to breach, which a workday's grace would have spared
    /// assert_eq!(moved, [Field::Verdict, Field::Contested, Field::ContestedBy]);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    pub fn moved(&self) -> impl Iterator<Item = Field> {
        let both = self.from.as_ref().zip(self.to.as_ref());
        Field::ALL.into_iter().filter(move |field| both.is_some_and(|(from, to)| !field.same(from, to)))
    }

    /// Whether one of the reports, which came without its facts, keeps only some findings and has none of this subject: it
    /// stood otherwise or there was none, and nobody can tell which.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = |id, day| Session::new(id, "磁器口", "周敏", Form::Group, day);
    /// # let sessions = vec![session("D2024-0904", day(9, 4)), session("D2024-0924", day(9, 24))];
    /// # let facts = Facts::new(Tables { sessions: Some(sessions), ..Tables::default() })?;
    /// use hongyan::diff::diff;
    /// use hongyan::{Check, Keep, Policy, Report};
    ///
    /// // of two records one was late already, and the report kept what is a problem
    /// let policy = Policy::default();
    /// let problems = |as_of| Check::new(&policy, as_of).keep(Keep::PROBLEMS).run(&facts);
    /// let saved = Report::from_json(&problems(day(9, 25)).to_json().unwrap()).unwrap();
    /// let later = problems(day(10, 9));
    /// let diff = diff(&saved, (&later, &facts));
    /// assert!(diff.changes[0].is_left_out()); // it was pending then, which that report does not say
    /// assert_eq!((diff.unchanged, diff.changes[0].is_established()), (1, false));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn is_left_out(&self) -> bool {
        self.is_left_out
    }

    /// Whether the causes were established. If not, they are those that come into question, alone or together.
    ///
    /// See the example of [this module](self).
    #[must_use]
    pub fn is_established(&self) -> bool {
        self.established
    }

    /// The smallest sets of things each of which does it: several sets if each would have done, a set of several if they
    /// do it together only. Of more than two that are needed together one such set is given.
    ///
    /// What they do is to move the verdict, if that moved; else whatever did.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::diff::{Factor, diff};
    /// use hongyan::policy::Profile;
    /// use hongyan::{Policy, check};
    ///
    /// // a week later, and no longer rolled over National Day: either alone makes it late
    /// let before = check(&facts, &Policy::from(Profile::CivilCode), day(10, 2));
    /// let after = check(&facts, &Policy::default(), day(10, 9));
    /// let diff = diff((&before, &facts), (&after, &facts));
    /// let last_day = Factor::Key("supervision.record.last_day".to_owned());
    /// assert_eq!(diff.changes[0].causes(), [[Factor::AsOf], [last_day]]);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn causes(&self) -> &[Vec<Factor>] {
        &self.causes
    }
}

/// What changed between two reports. It is written as JSON: `{as_of{from, to}, engine{from, to}, policy[{key, from,
/// to}], partial[rule], not_compared[rule], unchanged, unknown, changes[{rule, subject, change, from, to, moved,
/// left_out, established, causes, message}]}`, where `change` is `appeared`, `went` or `moved` and a cause is a list of
/// `as_of`, `facts`, `engine` and `policy.<key>`.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::diff::diff;
/// use hongyan::{Policy, check};
///
/// let report = check(&facts, &Policy::default(), day(10, 5));
/// let later = check(&facts, &Policy::default(), day(10, 6));
/// let diff = diff(&report, &later);
/// assert!(diff.changes.is_empty()); // a day later it is a breach still
/// assert_eq!(diff.unchanged, 1);
/// assert_eq!(diff.as_of.map(|day| day.to_string()), ["2024-10-05", "2024-10-06"]);
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Diff<'r> {
    /// The days asked about.
    pub as_of: [Day; 2],
    /// The versions of the engine.
    pub engine: [&'r str; 2],
    /// The keys in which the policies differ, by name. Lists of editions with other dates are one key, `editions`.
    pub policy: Vec<KeyChange>,
    /// The rules of which a report without its facts keeps only a part.
    pub partial: Vec<Rule>,
    /// The rules that only one of the reports has answered.
    pub not_compared: Vec<Rule>,
    /// How many findings are as they were, of those that are compared.
    pub unchanged: usize,
    /// How many findings one report has and the other may have left out as they are: nothing is said of them. Only by
    /// rules that are `partial`.
    pub unknown: usize,
    /// What changed, by rule and subject, ids as texts.
    pub changes: Vec<Change<'r>>,
}

/// Compares two reports, of which `before` is the earlier. Each may come with its facts, `(&report, &facts)`.
///
/// Only what the reports keep is compared; with facts, what one of them has left out is looked up. Facts are judged
/// again once for every combination of day, facts and keys that comes into question, and only for rules with changes.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
/// use hongyan::diff::{Factor, diff};
/// use hongyan::{Policy, check};
///
/// let policy = Policy::default();
/// let september = check(&facts, &policy, day(30));
/// let october = check(&facts, &policy, chrono::NaiveDate::from_ymd_opt(2024, 10, 5).unwrap());
/// let diff = diff((&september, &facts), (&october, &facts));
/// assert_eq!(diff.changes[0].causes(), [[Factor::AsOf]]);
/// ```
#[must_use]
pub fn diff<'r>(before: impl Into<Side<'r>>, after: impl Into<Side<'r>>) -> Diff<'r> {
    let (before, after) = (before.into(), after.into());
    let policy = policy::changes(before.report.policy(), after.report.policy());
    let mut asking = Asking::new(before, after, &policy);
    let mut diff = Diff {
        as_of: [before.report.as_of(), after.report.as_of()],
        engine: [before.report.engine_version(), after.report.engine_version()],
        policy: Vec::new(),
        partial: Vec::new(),
        not_compared: Vec::new(),
        unchanged: 0,
        unknown: 0,
        changes: Vec::new(),
    };
    for rule in Rule::ALL {
        let answered = [before, after].map(|side| side.report.summary().get(rule).is_some());
        match answered {
            [true, true] => {
                let sides = [(before, Found::Before), (after, Found::After)];
                let sides = sides.map(|(side, found)| Kept::of(side, found, rule));
                if sides.iter().any(|one| one.is_partial()) {
                    diff.partial.push(rule);
                }
                compare(rule, sides, &mut asking, &mut diff);
                asking.forget();
            }
            [false, false] => {}
            _ => diff.not_compared.push(rule),
        }
    }
    diff.policy = policy;
    diff
}

/// A report as one of the two that are compared by a rule.
#[derive(Clone, Copy)]
struct Kept<'r> {
    side: Side<'r>,
    found: Found,
    kept: Counts,
    all: Counts,
}

impl<'r> Kept<'r> {
    fn of(side: Side<'r>, found: Found, rule: Rule) -> Kept<'r> {
        let mut kept = Summary::default();
        for finding in side.report.findings().filter(|finding| finding.rule == rule) {
            kept.count(rule, finding.verdict, finding.contested, 1);
        }
        let [kept, all] = [&kept, side.report.summary()].map(|counts| counts.get(rule).copied().unwrap_or_default());
        Kept { side, found, kept, all }
    }

    /// Whether the report has every finding of the rule.
    fn is_whole(self) -> bool {
        Verdict::ALL.iter().all(|verdict| self.kept.of(*verdict) == self.all.of(*verdict))
    }

    /// Whether the report has left out findings that cannot be looked up.
    fn is_partial(self) -> bool {
        !self.is_whole() && self.side.facts.is_none()
    }

    /// Whether a finding that stands so may be among those that were left out.
    fn may_lack(self, state: &State) -> bool {
        let lacks = self.kept.of(state.verdict) < self.all.of(state.verdict);
        lacks && (!state.contested || self.kept.contested < self.all.contested)
    }

    /// How a subject stands of which the report has no finding, where that can be looked up.
    fn left_out(self, subject: Subject<'_>, asking: &mut Asking<'_, '_>) -> Option<State> {
        if self.is_whole() { None } else { asking.left_out(subject, self.found) }
    }
}

fn compare<'r>(rule: Rule, [before, after]: [Kept<'r>; 2], asking: &mut Asking<'r, '_>, diff: &mut Diff<'r>) {
    let mut pairs: BTreeMap<Subject<'r>, [Option<State>; 2]> = BTreeMap::new();
    for (place, one) in [before, after].into_iter().enumerate() {
        for finding in one.side.report.findings().filter(|finding| finding.rule == rule) {
            if let Some(slot) = pairs.entry(finding.subject).or_default().get_mut(place) {
                *slot = Some(State::from(finding));
            }
        }
    }
    for (subject, [from, to]) in pairs {
        let from = from.or_else(|| before.left_out(subject, asking));
        let to = to.or_else(|| after.left_out(subject, asking));
        if from == to {
            diff.unchanged = diff.unchanged.saturating_add(1);
            continue;
        }
        let lacking = match (&from, &to) {
            (None, Some(state)) => Some((before, state)),
            (Some(state), None) => Some((after, state)),
            _ => None,
        };
        let left_out = lacking.filter(|(one, _)| one.is_partial());
        if left_out.is_some_and(|(one, state)| one.may_lack(state)) {
            diff.unknown = diff.unknown.saturating_add(1);
            continue;
        }
        let is_left_out = left_out.is_some();
        let (causes, established) = if is_left_out {
            (asking.possible(rule), false)
        } else {
            asking.causes(subject, from.as_ref(), to.as_ref())
        };
        diff.changes.push(Change { subject, from, to, causes, established, is_left_out });
    }
}

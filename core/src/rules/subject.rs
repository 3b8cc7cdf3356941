use std::fmt;

use super::Rule;
use crate::calendar::{Day, Month};

/// Whom or what a finding is about. Every rule has its own keys.
///
/// ```
/// use hongyan::{Rule, Subject};
///
/// let subject = Subject::RecordDeadline { session: "D2024-0924", worker: "周敏" };
/// assert_eq!(subject.rule(), Rule::RecordDeadline);
/// assert_eq!(subject.keys().map(|(name, _)| name).collect::<Vec<_>>(), ["session", "worker"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Subject<'a> {
    /// A worker's month on a project.
    SupervisionFrequency {
        /// The project.
        project: &'a str,
        /// The worker.
        worker: &'a str,
        /// The calendar month.
        month: Month,
    },
    /// A worker's record of a session.
    RecordDeadline {
        /// The session.
        session: &'a str,
        /// The worker who received it.
        worker: &'a str,
    },
    /// A supervisor on a project.
    CyclePlan {
        /// The project.
        project: &'a str,
        /// The supervisor.
        supervisor: &'a str,
    },
    /// A supervisor's month on a project.
    MonthlyPlan {
        /// The project.
        project: &'a str,
        /// The supervisor.
        supervisor: &'a str,
        /// The calendar month.
        month: Month,
    },
    /// A mentor.
    MentorEligibility {
        /// The mentor.
        mentor: &'a str,
    },
    /// A mentor's guidance day.
    MentorTerm {
        /// The mentor.
        mentor: &'a str,
        /// The day.
        guided_on: Day,
    },
    /// A year of a mentor's term: 1, 2, 3, or the calendar year where the policy reads it so.
    AnnualGuidance {
        /// The mentor.
        mentor: &'a str,
        /// The certificate's day.
        appointed_on: Day,
        /// The year.
        year: i32,
    },
    /// A mentor's appointment.
    MentorInactivity {
        /// The mentor.
        mentor: &'a str,
        /// The certificate's day.
        appointed_on: Day,
    },
    /// A mentor's calendar year.
    AnnualEvaluation {
        /// The mentor.
        mentor: &'a str,
        /// The year.
        year: i32,
    },
    /// A mentor's calendar year.
    Commendation {
        /// The mentor.
        mentor: &'a str,
        /// The year.
        year: i32,
    },
    /// A violation that was found.
    Revocation {
        /// The mentor.
        mentor: &'a str,
        /// The day it was found.
        found_on: Day,
    },
}

/// The value of one key of a subject.
///
/// ```
/// use hongyan::rules::Key;
/// use hongyan::{Day, Subject};
///
/// let guided_on = Day::new(2024, 3, 5).unwrap();
/// let keys: Vec<_> = Subject::MentorTerm { mentor: "何静", guided_on }.keys().collect();
/// assert_eq!(keys, [("mentor", Key::Id("何静")), ("guided_on", Key::Day(guided_on))]);
/// assert_eq!(keys[1].1.to_string(), "2024-03-05");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Key<'a> {
    /// A project, worker, session, supervisor or mentor.
    Id(&'a str),
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
            Key::Id(id) => f.write_str(id),
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
    pub const fn rule(self) -> Rule {
        match self {
            Subject::SupervisionFrequency { .. } => Rule::SupervisionFrequency,
            Subject::RecordDeadline { .. } => Rule::RecordDeadline,
            Subject::CyclePlan { .. } => Rule::CyclePlan,
            Subject::MonthlyPlan { .. } => Rule::MonthlyPlan,
            Subject::MentorEligibility { .. } => Rule::MentorEligibility,
            Subject::MentorTerm { .. } => Rule::MentorTerm,
            Subject::AnnualGuidance { .. } => Rule::AnnualGuidance,
            Subject::MentorInactivity { .. } => Rule::MentorInactivity,
            Subject::AnnualEvaluation { .. } => Rule::AnnualEvaluation,
            Subject::Commendation { .. } => Rule::Commendation,
            Subject::Revocation { .. } => Rule::Revocation,
        }
    }

    /// Names and values of its keys, in the order that sorts a report.
    ///
    /// See the examples of [`Subject`] and [`Key`].
    pub fn keys(self) -> impl Iterator<Item = (&'static str, Key<'a>)> {
        use Key::{Day, Id, Month, Year};
        let keys = match self {
            Subject::SupervisionFrequency { project, worker, month } => {
                [Some(("project", Id(project))), Some(("worker", Id(worker))), Some(("month", Month(month)))]
            }
            Subject::RecordDeadline { session, worker } => {
                [Some(("session", Id(session))), Some(("worker", Id(worker))), None]
            }
            Subject::CyclePlan { project, supervisor } => {
                [Some(("project", Id(project))), Some(("supervisor", Id(supervisor))), None]
            }
            Subject::MonthlyPlan { project, supervisor, month } => {
                [Some(("project", Id(project))), Some(("supervisor", Id(supervisor))), Some(("month", Month(month)))]
            }
            Subject::MentorEligibility { mentor } => [Some(("mentor", Id(mentor))), None, None],
            Subject::MentorTerm { mentor, guided_on } => {
                [Some(("mentor", Id(mentor))), Some(("guided_on", Day(guided_on))), None]
            }
            Subject::AnnualGuidance { mentor, appointed_on, year } => {
                [Some(("mentor", Id(mentor))), Some(("appointed_on", Day(appointed_on))), Some(("year", Year(year)))]
            }
            Subject::MentorInactivity { mentor, appointed_on } => {
                [Some(("mentor", Id(mentor))), Some(("appointed_on", Day(appointed_on))), None]
            }
            Subject::AnnualEvaluation { mentor, year } | Subject::Commendation { mentor, year } => {
                [Some(("mentor", Id(mentor))), Some(("year", Year(year))), None]
            }
            Subject::Revocation { mentor, found_on } => {
                [Some(("mentor", Id(mentor))), Some(("found_on", Day(found_on))), None]
            }
        };
        keys.into_iter().flatten()
    }

    /// The subject of this rule with these keys by name, as `name=value` pairs give them.
    ///
    /// # Errors
    /// Says which key is missing, unknown or unreadable.
    ///
    /// ```
    /// use hongyan::{Rule, Subject};
    ///
    /// let pairs = [("mentor", "何静"), ("year", "2024")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    /// let subject = Subject::from_pairs(Rule::Commendation, &pairs)?;
    /// assert_eq!(subject, Subject::Commendation { mentor: "何静", year: 2024 });
    /// let error = Subject::from_pairs(Rule::MentorTerm, &pairs).unwrap_err();
    /// assert_eq!(error.to_string(), "mentor_term has no key `year`; its keys are mentor, guided_on");
    /// # Ok::<(), hongyan::rules::SubjectError>(())
    /// ```
    pub fn from_pairs(rule: Rule, pairs: &'a [(String, String)]) -> Result<Subject<'a>, SubjectError> {
        let names = Rule::key_names(rule);
        if let Some((name, _)) = pairs.iter().find(|(name, _)| !names.contains(&name.as_str())) {
            return Err(SubjectError::UnknownKey { rule, key: name.clone(), keys: names.join(", ") });
        }
        if let Some((name, _)) =
            pairs.iter().find(|(name, _)| pairs.iter().filter(|(other, _)| other == name).count() > 1)
        {
            return Err(SubjectError::RepeatedKey { rule, key: name.clone() });
        }
        let text = |key: &'static str| {
            let found = pairs.iter().find(|(name, _)| name == key);
            found.map(|(_, value)| value.as_str()).ok_or(SubjectError::MissingKey { rule, key })
        };
        let bad = |key: &'static str| SubjectError::BadValue { key, value: text(key).unwrap_or_default().to_owned() };
        let day = |key| text(key)?.parse::<Day>().map_err(|_| bad(key));
        let month = |key| text(key)?.parse::<Month>().map_err(|_| bad(key));
        let year = |key| text(key)?.parse::<i32>().map_err(|_| bad(key));
        Ok(match rule {
            Rule::SupervisionFrequency => Subject::SupervisionFrequency {
                project: text("project")?,
                worker: text("worker")?,
                month: month("month")?,
            },
            Rule::RecordDeadline => Subject::RecordDeadline { session: text("session")?, worker: text("worker")? },
            Rule::CyclePlan => Subject::CyclePlan { project: text("project")?, supervisor: text("supervisor")? },
            Rule::MonthlyPlan => Subject::MonthlyPlan {
                project: text("project")?,
                supervisor: text("supervisor")?,
                month: month("month")?,
            },
            Rule::MentorEligibility => Subject::MentorEligibility { mentor: text("mentor")? },
            Rule::MentorTerm => Subject::MentorTerm { mentor: text("mentor")?, guided_on: day("guided_on")? },
            Rule::AnnualGuidance => Subject::AnnualGuidance {
                mentor: text("mentor")?,
                appointed_on: day("appointed_on")?,
                year: year("year")?,
            },
            Rule::MentorInactivity => {
                Subject::MentorInactivity { mentor: text("mentor")?, appointed_on: day("appointed_on")? }
            }
            Rule::AnnualEvaluation => Subject::AnnualEvaluation { mentor: text("mentor")?, year: year("year")? },
            Rule::Commendation => Subject::Commendation { mentor: text("mentor")?, year: year("year")? },
            Rule::Revocation => Subject::Revocation { mentor: text("mentor")?, found_on: day("found_on")? },
        })
    }
}

impl Rule {
    /// The names of a subject's keys, in the order that sorts a report.
    ///
    /// ```
    /// use hongyan::Rule;
    ///
    /// assert_eq!(Rule::key_names(Rule::AnnualGuidance), ["mentor", "appointed_on", "year"]);
    /// ```
    #[must_use]
    pub const fn key_names(self) -> &'static [&'static str] {
        match self {
            Rule::SupervisionFrequency => &["project", "worker", "month"],
            Rule::RecordDeadline => &["session", "worker"],
            Rule::CyclePlan => &["project", "supervisor"],
            Rule::MonthlyPlan => &["project", "supervisor", "month"],
            Rule::MentorEligibility => &["mentor"],
            Rule::MentorTerm => &["mentor", "guided_on"],
            Rule::AnnualGuidance => &["mentor", "appointed_on", "year"],
            Rule::MentorInactivity => &["mentor", "appointed_on"],
            Rule::AnnualEvaluation | Rule::Commendation => &["mentor", "year"],
            Rule::Revocation => &["mentor", "found_on"],
        }
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

/// Keys that name no subject of a rule.
///
/// ```
/// use hongyan::rules::SubjectError;
/// use hongyan::{Rule, Subject};
///
/// let pairs = [("mentor".to_owned(), "何静".to_owned())];
/// let error = Subject::from_pairs(Rule::Commendation, &pairs).unwrap_err();
/// assert_eq!(error, SubjectError::MissingKey { rule: Rule::Commendation, key: "year" });
/// assert_eq!(error.to_string(), "commendation needs the key `year`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SubjectError {
    /// A key that subjects of the rule do not have.
    #[error("{rule} has no key `{key}`; its keys are {keys}")]
    UnknownKey {
        /// The rule.
        rule: Rule,
        /// The key.
        key: String,
        /// The keys it has.
        keys: String,
    },
    /// A key that is not given.
    #[error("{rule} needs the key `{key}`")]
    MissingKey {
        /// The rule.
        rule: Rule,
        /// The key.
        key: &'static str,
    },
    /// A key that is given more than once.
    #[error("`{key}` of {rule} is given more than once")]
    RepeatedKey {
        /// The rule.
        rule: Rule,
        /// The key.
        key: String,
    },
    /// A value that is not a date, month or year.
    #[error("{key}: `{value}` cannot be read")]
    BadValue {
        /// The key.
        key: &'static str,
        /// The value.
        value: String,
    },
}

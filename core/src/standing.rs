//! How every mentor stands: in office or not, since when and until when, and whether this year's commendation is open.
//!
//! They are told with every report, whatever rules are asked: see [`Report::standings`](crate::Report::standings).
//!
//! ```
//! use hongyan::facts::{Appointment, Facts, Tables, Violation};
//! use hongyan::standing::Status;
//! use hongyan::{Policy, check};
//!
//! let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
//! let decided = Violation { revoked_on: Some(day(5, 20)), ..Violation::new("何静", day(5, 6)) };
//! let facts = Facts::new(Tables {
//!     appointments: Some(vec![Appointment::new("何静", day(1, 15)), Appointment::new("李导师", day(1, 15))]),
//!     violations: Some(vec![decided]),
//!     ..Tables::default()
//! })?;
//! let report = check(&facts, &Policy::default(), day(6, 1));
//! let standings: Vec<_> = report.standings().map(|one| (one.mentor, one.status)).collect();
//! assert_eq!(standings, [("何静", Status::Revoked), ("李导师", Status::InTerm)]);
//! # Ok::<(), hongyan::facts::Faults>(())
//! ```

use serde::Serialize;

use crate::calendar::{Day, Period};
use crate::facts::{Id, Ids};
use crate::finding::Verdict;
use crate::names::named;
use crate::policy::Policy;
use crate::rules::commendation;
use crate::rules::mentors::term::Appointment;
use crate::rules::{Editions, Source, mentors};

/// Where a mentor stands on the day asked about.
///
/// The example of [this module](self) meets two of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// The latest appointment's term was cut by a revocation and is over.
    Revoked,
    /// The day lies in a term.
    InTerm,
    /// Every term is over.
    Expired,
    /// The only appointments are still to come.
    NotYet,
    /// No appointment.
    NeverAppointed,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 5] =
        [Status::Revoked, Status::InTerm, Status::Expired, Status::NotYet, Status::NeverAppointed];

    /// The status with this name on the wire.
    ///
    /// ```
    /// use hongyan::standing::Status;
    ///
    /// assert_eq!(Status::from_name("in_term"), Some(Status::InTerm));
    /// assert_eq!(Status::from_name("retired"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.name() == name)
    }

    /// The name on the wire.
    ///
    /// ```
    /// use hongyan::standing::Status;
    ///
    /// assert_eq!(Status::NotYet.name(), "not_yet");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Status::Revoked => "revoked",
            Status::InTerm => "in_term",
            Status::Expired => "expired",
            Status::NotYet => "not_yet",
            Status::NeverAppointed => "never_appointed",
        }
    }
}

named!(Status, "standing", de);

/// How one mentor stands.
///
/// ```
/// use hongyan::facts::{Appointment, Facts, Tables};
/// use hongyan::standing::Status;
/// use hongyan::{Policy, check};
///
/// let day = |year| chrono::NaiveDate::from_ymd_opt(year, 3, 1).unwrap();
/// let appointments = Some(vec![Appointment::new("何静", day(2024))]);
/// let facts = Facts::new(Tables { appointments, ..Tables::default() })?;
/// let report = check(&facts, &Policy::default(), day(2028));
/// assert_eq!(report.standings().next().unwrap().status, Status::Expired);
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Standing<'r> {
    /// The mentor.
    pub mentor: &'r str,
    /// Where the mentor stands.
    #[serde(rename = "standing")]
    pub status: Status,
    /// First day of the current, else the latest term.
    pub first_day: Option<Day>,
    /// Last day of the same term.
    pub last_day: Option<Day>,
    /// Whether rule 10 leaves the commendation of the year open; `None` if it does not judge it.
    pub commendable: Option<bool>,
}

/// A standing as a report keeps it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record {
    pub(crate) mentor: Id,
    pub(crate) status: Status,
    days: Option<Period>,
    commendable: Option<bool>,
}

impl Record {
    /// The same under another id of the mentor.
    #[cfg(feature = "columns")]
    pub(crate) fn of(self, mentor: Id) -> Record {
        Record { mentor, ..self }
    }

    /// What a report says of a mentor.
    #[cfg(feature = "json")]
    pub(crate) fn told(mentor: Id, status: Status, days: Option<Period>, commendable: Option<bool>) -> Record {
        Record { mentor, status, days, commendable }
    }

    pub(crate) fn view(self, ids: &Ids) -> Standing<'_> {
        Standing {
            mentor: ids.text(self.mentor),
            status: self.status,
            first_day: self.days.map(|days| days.from),
            last_day: self.days.map(|days| days.to),
            commendable: self.commendable,
        }
    }
}

/// Every mentor named in any table, ascending. `judged` = the tables that rule 10 needs are present.
pub(crate) fn standings(source: &impl Source, judged: bool, policy: &Policy, as_of: Day) -> Vec<Record> {
    let (terms, numbers) = (policy.mentor_term(), policy.commendation());
    let effective = policy.mentor_effective();
    let rule_10 = commendation::Terms { editions: numbers.editions(), counting: None, lapse_effect: None, effective };
    let mut standings = Vec::new();
    source.offices(|record| {
        let (status, appointment) = status(record, terms.editions(), as_of);
        let days = appointment.map(|one| one.term(terms.editions().on(one.appointed_on), as_of).days);
        let judgement = if judged { commendation::judge(&rule_10, record.year(as_of.year()), as_of) } else { None };
        let commendable = judgement.map(|judgement| judgement.verdict != Verdict::Breach);
        standings.push(Record { mentor: record.mentor, status, days, commendable });
    });
    standings
}

/// How a mentor stands, and the appointment of the current or else the latest term.
pub(crate) fn status(
    record: mentors::Record<'_>,
    terms: Editions<'_, mentors::term::Terms>,
    as_of: Day,
) -> (Status, Option<Appointment>) {
    let on = |one: &Appointment| terms.on(one.appointed_on);
    let mut made = record.appointments.iter().filter(|one| one.appointed_on <= as_of);
    let current = made.clone().rfind(|one| one.holds(as_of, on(one), as_of)).copied();
    match (made.next_back().copied(), record.appointments.last()) {
        // what cut it has happened, so it is over
        (Some(latest), _) if latest.is_cut(on(&latest), as_of) => (Status::Revoked, current.or(Some(latest))),
        (Some(_), _) if current.is_some() => (Status::InTerm, current),
        (Some(latest), _) => (Status::Expired, Some(latest)),
        (None, Some(future)) => (Status::NotYet, Some(*future)),
        (None, None) => (Status::NeverAppointed, None),
    }
}

//! How many duties were met in time, late or not at all: per duty, project, supervisor, month, worker and mentor.

mod place;
mod tally;
mod trend;

use std::collections::BTreeMap;

use serde::Serialize;

pub(crate) use place::{Place, Places};
pub use tally::Tally;
pub use trend::{Moment, Trend, month_ends, trend};

use crate::calendar::Month;
use crate::facts::{Facts, Id};
use crate::message::{Text, document};
use crate::report::Report;
use crate::rules::Rule;

/// By what duties are counted together.
///
/// See the example of [`rates()`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Dimension {
    /// By duty.
    Rule,
    /// By project.
    Project,
    /// By the supervisor of the engagement or session.
    Supervisor,
    /// By the month that the duty belongs to; the duties of mentors belong to none.
    Month,
    /// By worker.
    Worker,
    /// By mentor.
    Mentor,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Dimension; 6] = [
        Dimension::Rule,
        Dimension::Project,
        Dimension::Supervisor,
        Dimension::Month,
        Dimension::Worker,
        Dimension::Mentor,
    ];

    /// What it is called, for headings.
    ///
    /// ```
    /// use hongyan::render::Dimension;
    ///
    /// assert_eq!(Dimension::Supervisor.word().zh, "督导");
    /// ```
    #[must_use]
    pub const fn word(self) -> Text {
        match self {
            Dimension::Rule => document::DUTY,
            Dimension::Project => document::PROJECT,
            Dimension::Supervisor => document::SUPERVISOR,
            Dimension::Month => document::MONTH,
            Dimension::Worker => document::WORKER,
            Dimension::Mentor => document::MENTOR,
        }
    }
}

/// The counts of one duty, project, person or month.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::render::{Dimension, Rate, rates};
///
/// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
/// let rates = rates(&report, &facts);
/// let months: &[Rate] = rates.get(Dimension::Month);
/// assert_eq!((months[0].name.as_str(), months[0].tally.missed), ("2024-09", 1));
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Rate {
    /// Whose: a rule's name, an id of the facts, or a month (`YYYY-MM`).
    pub name: String,
    /// How many.
    #[serde(flatten)]
    pub tally: Tally,
}

/// The counts of a report, by every dimension.
///
/// A duty counts where it belongs: its project, supervisor and month are read off the facts where its subject does not
/// name them. Findings that the report did not keep are not counted.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::render::{Dimension, Rates, rates};
///
/// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
/// let rates: Rates = rates(&report, &facts);
/// assert_eq!(rates.all.total(), 1);
/// assert!(rates.get(Dimension::Mentor).is_empty()); // nothing here belongs to a mentor
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Rates {
    /// Everything together.
    pub all: Tally,
    /// By dimension, then by name (rules in the order of a report).
    pub by: BTreeMap<Dimension, Vec<Rate>>,
}

impl Rates {
    /// The counts by one dimension; empty if nothing belongs to it.
    ///
    /// See the examples of [`Rates`] and [`rates()`].
    #[must_use]
    pub fn get(&self, by: Dimension) -> &[Rate] {
        self.by.get(&by).map_or(&[], Vec::as_slice)
    }
}

/// Counts the report's findings. `facts` are those that the report was made from.
///
/// ```
/// use hongyan::facts::{Facts, Form, Session, Tables};
/// use hongyan::render::{Dimension, rates};
/// use hongyan::{Policy, check};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 3, d).unwrap();
///
/// let session = Session::new("D2024-0312", "磁器口", "周敏", Form::Group, day(5));
/// let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// let report = check(&facts, &Policy::default(), day(20));
/// let rates = rates(&report, &facts);
/// assert_eq!(rates.all.missed, 1);
/// assert_eq!(rates.get(Dimension::Project)[0].name, "磁器口");
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[must_use]
pub fn rates(report: &Report, facts: &Facts) -> Rates {
    let mut counts = Counts::default();
    let places = Places::new(report, facts);
    for (keys, finding) in report.keyed() {
        let place = places.of(finding.rule, keys);
        counts.count(finding.rule, place, Tally::of(&finding));
    }
    counts.finish(report)
}

#[derive(Default)]
struct Counts {
    all: Tally,
    rules: BTreeMap<Rule, Tally>,
    ids: [std::collections::HashMap<Id, Tally>; 4],
    months: BTreeMap<Month, Tally>,
}

impl Counts {
    fn count(&mut self, rule: Rule, place: Place, one: Tally) {
        let Place { project, supervisor, worker, mentor, month } = place;
        self.all.add(one);
        self.rules.entry(rule).or_default().add(one);
        for (counts, id) in self.ids.iter_mut().zip([project, supervisor, worker, mentor]) {
            if let Some(id) = id {
                counts.entry(id).or_default().add(one);
            }
        }
        if let Some(month) = month {
            self.months.entry(month).or_default().add(one);
        }
    }

    fn finish(self, report: &Report) -> Rates {
        let rate = |name: String, tally| Rate { name, tally };
        let mut by = BTreeMap::new();
        let rules = self.rules.into_iter();
        by.insert(Dimension::Rule, rules.map(|(rule, tally)| rate(rule.name().to_owned(), tally)).collect());
        let months = self.months.into_iter();
        by.insert(Dimension::Month, months.map(|(month, tally)| rate(month.to_string(), tally)).collect());
        let dimensions = [Dimension::Project, Dimension::Supervisor, Dimension::Worker, Dimension::Mentor];
        for (dimension, counts) in dimensions.into_iter().zip(self.ids) {
            // ids compare as their texts
            let sorted: BTreeMap<Id, Tally> = counts.into_iter().collect();
            let named = sorted.into_iter().map(|(id, tally)| rate(report.name(id).to_owned(), tally));
            by.insert(dimension, named.collect());
        }
        by.retain(|_, rates: &mut Vec<Rate>| !rates.is_empty());
        Rates { all: self.all, by }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Verdict;
    use crate::render::sample;

    #[test]
    fn every_finding_is_counted_once() {
        let (facts, report) = sample::district();
        let rates = rates(&report, &facts);
        let total = |verdict| report.summary().total(verdict);
        assert_eq!(rates.all.in_time, total(Verdict::Compliant));
        assert_eq!(rates.all.late + rates.all.missed, total(Verdict::Breach));
        assert_eq!(rates.all.pending, total(Verdict::Pending));
        assert_eq!(rates.all.not_applicable, total(Verdict::NotApplicable));
        assert_eq!(rates.all.contested, report.findings().filter(|one| one.contested).count() as u64);
        let sum = |by: &[Rate]| by.iter().map(|rate| rate.tally.total()).sum::<u64>();
        assert_eq!(sum(rates.get(Dimension::Rule)), rates.all.total());
        // every duty of supervision has a project and a month, every other one a mentor
        assert_eq!(sum(rates.get(Dimension::Project)) + sum(rates.get(Dimension::Mentor)), rates.all.total());
        assert_eq!(rates.get(Dimension::Worker).len(), 45);
        assert_eq!(rates.get(Dimension::Project).len(), 8);
        // nine, and a worker whom a slip of the pen names as the supervisor
        assert_eq!(rates.get(Dimension::Supervisor).len(), 10);
    }

    #[test]
    fn a_record_belongs_to_the_project_and_month_of_its_session() {
        let (facts, report) = sample::district();
        let only = crate::Check::new(report.policy(), report.as_of()).rules([Rule::RecordDeadline]).run(&facts);
        let rates = rates(&only, &facts);
        let sessions = facts.len(crate::facts::Table::Sessions).unwrap() as u64;
        let by = |dimension| rates.get(dimension).iter().map(|rate| rate.tally.total()).sum::<u64>();
        // sessions before the effective period are not judged, those after the day asked about are unseen
        assert_eq!(by(Dimension::Project), only.findings().len() as u64);
        assert_eq!(by(Dimension::Month), only.findings().len() as u64);
        assert!(by(Dimension::Month) <= sessions);
    }
}

//! All duties over all facts: findings, summary, standings, deadlines, warnings.
//!
//! ```
//! # use hongyan::facts::{Facts, Form, Session, Tables};
//! # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
//! # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
//! # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
//! use hongyan::finding::Verdict;
//! use hongyan::{Check, Keep, Policy, Rule};
//!
//! let policy = Policy::default();
//! let report = Check::new(&policy, day(10, 5)).keep(Keep::PROBLEMS).run(&facts);
//! let finding = report.findings().next().unwrap();
//! assert_eq!((finding.rule, finding.verdict), (Rule::RecordDeadline, Verdict::Breach));
//! assert_eq!(
//!     finding.message().to_string(),
//!     "周敏 has not handed in the record of D2024-0924; it was due on 2024-10-01, 4 days ago"
//! );
//! # Ok::<(), hongyan::facts::Faults>(())
//! ```

mod finding;
mod offices;
#[cfg(feature = "json")]
mod read;
mod run;
mod summary;
mod write;

use std::borrow::Cow;
use std::sync::Arc;

pub use finding::Finding;
pub(crate) use finding::{Record, flipped_by};
pub use offices::Office;
#[cfg(feature = "json")]
pub use read::ReadError;
#[cfg(feature = "schema")]
pub(crate) use read::{WrittenPolicy, document_schema};
pub(crate) use run::visit;
#[cfg(feature = "columns")]
pub(crate) use run::visit_grouped;
pub use summary::{Counts, Summary};
#[cfg(all(feature = "columns", feature = "json"))]
pub(crate) use write::Evidence;
pub use write::WithMessages;

use crate::calendar::Day;
use crate::facts::{Facts, Fault, Id, Ids, Table};
use crate::finding::{Stretch, Verdict};
use crate::message::Told;
use crate::policy::Policy;
use crate::rules::{Keys, Rule, Subject};
use crate::standing::{self, Standing};
use crate::stop::{Stop, Stopped, Until};
use crate::warning::{self, Warning};

/// Checks everything: every rule, every finding kept.
///
/// `as_of` is the day on which the question is asked, a [`Day`] or a [`chrono::NaiveDate`]; later events are not seen.
/// For a choice of rules or findings see [`Check`].
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
/// use hongyan::{Policy, check};
///
/// let report = check(&facts, &Policy::default(), day(30));
/// assert_eq!(report.findings().len(), 1);
/// ```
#[must_use]
pub fn check(facts: &Facts, policy: &Policy, as_of: impl Into<Day>) -> Report {
    Check::new(policy, as_of).run(facts)
}

/// Which findings a report keeps. Summary, standings and deadlines stay whole.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
/// use hongyan::finding::Verdict;
/// use hongyan::{Check, Keep, Policy};
///
/// let policy = Policy::default();
/// let kept = |keep| Check::new(&policy, day(30)).keep(keep).run(&facts).findings().len();
/// assert_eq!(kept(Keep::only(&[Verdict::Pending])), 1);
/// assert_eq!(kept(Keep::only(&[Verdict::Breach])), 0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Keep {
    pub(crate) verdicts: u8,
    pub(crate) contested: bool,
}

impl Keep {
    /// Every finding.
    pub const ALL: Keep = Keep { verdicts: u8::MAX, contested: true };
    /// What needs a person: breaches, what cannot be decided, and what another reading would decide otherwise.
    pub const PROBLEMS: Keep =
        Keep { verdicts: 1 << Verdict::Breach as u8 | 1 << Verdict::Undetermined as u8, contested: true };

    /// What another reading would decide otherwise, and nothing else.
    pub const CONTESTED: Keep = Keep { verdicts: 0, contested: true };

    /// These, and what another reading would decide otherwise.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::finding::Verdict;
    /// use hongyan::{Check, Keep, Policy};
    ///
    /// let policy = Policy::default();
    /// let kept = |keep| Check::new(&policy, day(10, 5)).keep(keep).run(&facts).findings().len();
    /// let undecided = Keep::only(&[Verdict::Undetermined]);
    /// assert_eq!(kept(undecided), 0);
    /// assert_eq!(kept(undecided.or_contested()), 1); // a breach that another reading would not see
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub const fn or_contested(self) -> Keep {
        Keep { contested: true, ..self }
    }

    /// Findings with one of these verdicts; with none of them a report has its summary alone.
    ///
    /// See the example of [`Keep`].
    #[must_use]
    pub fn only(verdicts: &[Verdict]) -> Keep {
        let verdicts = verdicts.iter().fold(0, |set, verdict| set | 1 << *verdict as u8);
        Keep { verdicts, contested: false }
    }

    /// Whether a finding has to be written, be it among those kept or among the deadlines.
    pub(crate) fn writes(self, verdict: Verdict, contested: bool) -> bool {
        self.has(verdict, contested) || verdict == Verdict::Pending
    }

    pub(crate) fn has(self, verdict: Verdict, contested: bool) -> bool {
        self.verdicts & (1 << verdict as u8) != 0 || (self.contested && contested)
    }
}

/// A question: which rules, under which policy, on which day.
///
/// ```
/// use hongyan::facts::{Facts, Table, Tables};
/// use hongyan::finding::Verdict;
/// use hongyan::{Check, Day, Keep, Policy, Rule};
///
/// let facts = Facts::new(Tables { sessions: Some(vec![]), ..Tables::default() })?;
/// let policy = Policy::default();
/// let report = Check::new(&policy, Day::new(2024, 5, 1).unwrap())
///     .rules([Rule::RecordDeadline, Rule::CyclePlan])
///     .keep(Keep::only(&[Verdict::Breach]))
///     .run(&facts);
/// assert_eq!(report.skipped(), [(Rule::CyclePlan, vec![Table::Engagements, Table::Plans])]);
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Check<'p> {
    pub(crate) policy: &'p Policy,
    pub(crate) as_of: Day,
    // bit by place in `Rule::ALL`
    pub(crate) rules: u16,
    pub(crate) keep: Keep,
}

impl<'p> Check<'p> {
    /// Every rule, every finding. A day outside the years 1900 to 2200 is taken for the nearest within them; text from a
    /// user is checked by [`Fault::as_of`].
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::{Check, Day, Policy};
    ///
    /// let policy = Policy::default();
    /// assert_eq!(Check::new(&policy, day(10, 5)).run(&facts).findings().len(), 1);
    /// assert_eq!(Check::new(&policy, Day::MAX).run(&facts).as_of(), Day::new(2200, 12, 31).unwrap());
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn new(policy: &'p Policy, as_of: impl Into<Day>) -> Check<'p> {
        Check { policy, as_of: within(as_of.into()), rules: u16::MAX, keep: Keep::ALL }
    }

    /// Only these rules.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::{Check, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let mentors = [Rule::MentorTerm, Rule::MentorInactivity];
    /// let report = Check::new(&policy, day(10, 5)).rules(mentors).run(&facts);
    /// assert_eq!(report.findings().len(), 0); // records are not asked about
    /// assert!(report.skipped().iter().map(|(rule, _)| *rule).eq(mentors)); // and these facts have no mentors
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn rules(self, rules: impl IntoIterator<Item = Rule>) -> Check<'p> {
        Check { rules: rules.into_iter().fold(0, |set, rule| set | 1 << rule as u16), ..self }
    }

    /// Only these findings.
    ///
    /// See the example of [`Keep`].
    #[must_use]
    pub fn keep(self, keep: Keep) -> Check<'p> {
        Check { keep, ..self }
    }

    /// The rules that are asked, in order.
    pub(crate) fn asked(&self) -> impl Iterator<Item = Rule> + use<> {
        let rules = self.rules;
        Rule::ALL.into_iter().filter(move |rule| rules & (1 << *rule as u16) != 0)
    }

    /// Asks it of these facts.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::{Check, Keep, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let check = Check::new(&policy, day(10, 5)).rules([Rule::RecordDeadline]).keep(Keep::PROBLEMS);
    /// assert_eq!(check.run(&facts).findings().len(), 1); // facts may be asked any number of times
    /// assert_eq!(check.run(&Facts::default()).skipped().len(), 1);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn run(self, facts: &Facts) -> Report {
        let mut collector = run::Collector::new(self.keep);
        for rule in self.served(facts) {
            collector.begin(rule);
            visit(rule, facts, self.policy, self.as_of, &mut collector);
        }
        self.report_of(facts, collector)
    }

    /// The same unless it is stopped from another thread: then it ends before the next subject.
    ///
    /// # Errors
    /// If it was stopped.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::stop::{Stop, Stopped};
    /// use hongyan::{Check, Policy};
    ///
    /// let (policy, stop) = (Policy::default(), Stop::new());
    /// let check = Check::new(&policy, day(10, 5));
    /// assert_eq!(check.run_unless(&facts, &stop).map(|report| report.findings().len()), Ok(1));
    /// stop.stop();
    /// assert_eq!(check.run_unless(&facts, &stop).err(), Some(Stopped));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    pub fn run_unless(self, facts: &Facts, stop: &Stop) -> Result<Report, Stopped> {
        let mut collector = run::Collector::new(self.keep);
        for rule in self.served(facts) {
            collector.begin(rule);
            visit(rule, facts, self.policy, self.as_of, &mut Until { visitor: &mut collector, stop });
            stop.passed()?;
        }
        let report = self.report_of(facts, collector);
        stop.passed().map(|()| report)
    }

    fn served(self, facts: &Facts) -> impl Iterator<Item = Rule> {
        self.asked().filter(|rule| facts.serves(*rule))
    }

    /// What the collector has, and what is said whatever rules are asked.
    fn report_of(self, facts: &Facts, collector: run::Collector) -> Report {
        let absent = self.asked().filter(|rule| !facts.serves(*rule));
        let skipped = absent.map(|rule| (rule, rule.missing(|table| facts.has(table)))).collect();
        let run::Collected { records, stretches, deadlines, summary } = collector.finish();
        Report {
            version: VERSION,
            as_of: self.as_of,
            policy: self.policy.clone(),
            ids: Arc::clone(facts.ids()),
            records,
            stretches,
            deadlines,
            summary,
            skipped,
            standings: standing::standings(facts, facts.serves(Rule::Commendation), self.policy, self.as_of),
            warnings: warning::warnings(facts, self.policy, self.as_of),
            told: Vec::new(),
            faults: facts.faults().to_vec(),
        }
    }
}

/// A day that may be asked about: the nearest to this one within the years 1900 to 2200.
pub(crate) fn within(as_of: Day) -> Day {
    as_of.max(Day::FIRST).min(Day::LAST)
}

/// The version of this engine, as a report that it makes carries it.
pub(crate) const VERSION: Cow<'static, str> = Cow::Borrowed(env!("CARGO_PKG_VERSION"));

/// The answer. It is written as the contract's JSON; the same input gives the same bytes.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
/// # let report = hongyan::check(&facts, &hongyan::Policy::default(), chrono::NaiveDate::from_ymd_opt(2024, 10, 5).unwrap());
/// use hongyan::Rule;
///
/// assert_eq!(report.summary().get(Rule::RecordDeadline).unwrap().breach, 1);
/// assert_eq!(report.skipped().len(), 10); // the rules whose tables are absent
/// assert_eq!(report.deadlines().len(), 0); // nothing is pending
/// ```
#[derive(Clone, Debug)]
pub struct Report {
    pub(crate) version: Cow<'static, str>,
    pub(crate) as_of: Day,
    pub(crate) policy: Policy,
    pub(crate) ids: Arc<Ids>,
    pub(crate) records: Vec<Record>,
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) deadlines: Vec<Record>,
    pub(crate) summary: Summary,
    pub(crate) skipped: Vec<(Rule, Vec<Table>)>,
    pub(crate) standings: Vec<standing::Record>,
    pub(crate) warnings: Vec<warning::Record>,
    /// The sentences of the warnings, in their order, of a report that was read; else empty.
    pub(crate) told: Vec<Told>,
    pub(crate) faults: Vec<Fault>,
}

impl Report {
    /// The version of the engine that made it.
    ///
    /// It is that of this crate, unless the report was read and another version had made it.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
    /// let saved = report.to_json().unwrap();
    /// let mine = format!(r#""version":"{}""#, report.engine_version());
    /// let older = hongyan::Report::from_json(&saved.replace(&mine, r#""version":"0.0.9""#)).unwrap();
    /// assert_eq!(older.engine_version(), "0.0.9");
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn engine_version(&self) -> &str {
        &self.version
    }

    /// The day that was asked about.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
    /// assert_eq!(report.as_of().to_string(), "2024-10-05");
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The policy that was used.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::{Policy, check};
    ///
    /// let report = check(&facts, &Policy::default(), day(10, 5));
    /// // the same question on another day
    /// let later = check(&facts, report.policy(), day(10, 12));
    /// assert_eq!(later.policy(), report.policy());
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The findings that were kept: by rule, then by the keys of their subjects.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
    /// let late: Vec<_> = report.findings().filter(|finding| finding.margin_days < Some(0)).collect();
    /// assert_eq!(late[0].margin_days, Some(-4));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn findings(&self) -> impl ExactSizeIterator<Item = Finding<'_>> + Clone {
        self.records.iter().map(|record| record.view(&self.ids, &self.stretches))
    }

    /// The findings that were kept, each with the ids of its subject; they are ids of the facts for which
    /// [`Report::is_of`] holds.
    #[cfg(feature = "render")]
    pub(crate) fn keyed(&self) -> impl ExactSizeIterator<Item = (Keys, Finding<'_>)> + Clone {
        self.records.iter().map(|record| (record.keys, record.view(&self.ids, &self.stretches)))
    }

    /// The deadlines, likewise.
    #[cfg(feature = "render")]
    pub(crate) fn keyed_deadlines(&self) -> impl ExactSizeIterator<Item = (Keys, Finding<'_>)> + Clone {
        self.deadlines.iter().map(|record| (record.keys, record.view(&self.ids, &self.stretches)))
    }

    /// The text behind an id of its findings.
    #[cfg(feature = "render")]
    pub(crate) fn name(&self, id: crate::facts::Id) -> &str {
        self.ids.text(id)
    }

    /// Whether the report was made from these facts, as far as the texts tell.
    pub(crate) fn is_of(&self, facts: &Facts) -> bool {
        Arc::ptr_eq(&self.ids, facts.ids()) || self.ids == *facts.ids()
    }

    /// The same report with the ids of these facts, so that documents and pictures can draw on both; a report that was
    /// read has ids of its own. It stays as it is if the facts do not name everything that it names, in the same order.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::{Policy, Report, check};
    ///
    /// let report = check(&facts, &Policy::default(), day(10, 5));
    /// let read = Report::from_json(&report.to_json().unwrap()).unwrap().over(&facts);
    /// assert_eq!(read.findings().next(), report.findings().next());
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn over(mut self, facts: &Facts) -> Report {
        let ids = facts.ids();
        let own = (0..self.ids.count()).map_while(Id::new);
        let moved: Option<Vec<Id>> = own.map(|id| ids.find(self.ids.text(id))).collect();
        let Some(moved) = moved.filter(|moved| moved.is_sorted()) else {
            return self;
        };
        let to = |id: Id| moved.get(id.index()).copied().unwrap_or(id);
        for record in self.records.iter_mut().chain(&mut self.deadlines) {
            record.keys = record.keys.moved(to);
        }
        for standing in &mut self.standings {
            standing.mentor = to(standing.mentor);
        }
        for (_, id) in self.warnings.iter_mut().flat_map(|warning| warning.ids.iter_mut().flatten()) {
            *id = to(*id);
        }
        self.ids = Arc::clone(ids);
        self
    }

    /// The finding of this subject, if it was kept.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::{Policy, Subject, check};
    ///
    /// let report = check(&facts, &Policy::default(), day(10, 5));
    /// let finding = report.finding(Subject::RecordDeadline { session: "D2024-0924", worker: "周敏" }).unwrap();
    /// assert_eq!(finding.due_on.unwrap().to_string(), "2024-10-01");
    /// assert_eq!(report.finding(Subject::RecordDeadline { session: "D2024-0924", worker: "陈勇" }), None);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn finding(&self, subject: Subject<'_>) -> Option<Finding<'_>> {
        let rule = subject.rule();
        let found = Keys::candidates(subject, &self.ids).find_map(|keys| {
            let at = self.records.partition_point(|record| (record.rule, record.keys) < (rule, keys));
            self.records.get(at).filter(|record| (record.rule, record.keys) == (rule, keys))
        })?;
        Some(found.view(&self.ids, &self.stretches))
    }

    /// All pending findings with a due date, by that date, then in the order of the report.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(9, 28));
    /// let next = report.deadlines().next().unwrap();
    /// assert_eq!((next.due_on.unwrap().to_string(), next.margin_days), ("2024-10-01".to_owned(), Some(3)));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn deadlines(&self) -> impl ExactSizeIterator<Item = Finding<'_>> + Clone {
        self.deadlines.iter().map(|record| record.view(&self.ids, &self.stretches))
    }

    /// How many findings of each rule have which verdict, whatever was kept.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::{Check, Keep, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day(10, 5)).keep(Keep::only(&[])).run(&facts);
    /// assert_eq!(report.findings().len(), 0); // none was kept, and all are counted
    /// assert_eq!(report.summary().get(Rule::RecordDeadline).unwrap().breach, 1);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// The rules that could not be asked, each with the tables that are absent.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::Rule;
    /// use hongyan::facts::Table;
    ///
    /// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
    /// let (rule, missing) = &report.skipped()[0];
    /// assert_eq!((*rule, missing.as_slice()), (Rule::SupervisionFrequency, &[Table::Engagements][..]));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn skipped(&self) -> &[(Rule, Vec<Table>)] {
        &self.skipped
    }

    /// How every mentor stands, by mentor.
    ///
    /// ```
    /// use hongyan::facts::{Appointment, Facts, Tables};
    /// use hongyan::{Day, Policy, check};
    ///
    /// let appointed_on = Day::new(2024, 3, 1).unwrap();
    /// let appointments = Some(vec![Appointment::new("何静", appointed_on)]);
    /// let facts = Facts::new(Tables { appointments, ..Tables::default() })?;
    /// let report = check(&facts, &Policy::default(), Day::new(2025, 3, 1).unwrap());
    /// let standing = report.standings().next().unwrap();
    /// assert_eq!((standing.mentor, standing.last_day), ("何静", Day::new(2027, 3, 1)));
    /// assert_eq!(standing.commendable, None); // nothing is known of guidance
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn standings(&self) -> impl ExactSizeIterator<Item = Standing<'_>> + Clone {
        self.standings.iter().map(|record| record.view(&self.ids))
    }

    /// What looks odd in the facts, by table and row. The rows are used.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::warning::WarningCode;
    ///
    /// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(9, 1));
    /// let odd: Vec<_> = report.warnings().map(|warning| (warning.code, warning.row)).collect();
    /// assert_eq!(odd, [(WarningCode::EventAfterAsOf, Some(0))]);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn warnings(&self) -> impl ExactSizeIterator<Item = Warning<'_>> + Clone {
        self.warnings.iter().enumerate().map(|(at, record)| record.view(&self.ids, self.told.get(at)))
    }

    /// The faults of rows that were left out on request.
    ///
    /// ```
    /// use hongyan::facts::{Builder, Cell, OnError, Table};
    ///
    /// let mut builder = Builder::new();
    /// builder.row(Table::Mentors, [("mentor", Cell::text("何静")), ("experience", Cell::text("perhaps"))]);
    /// let report = hongyan::check(&builder.build(OnError::Skip)?, &hongyan::Policy::default(), hongyan::Day::FIRST);
    /// assert_eq!(report.findings().len(), 0); // the row was left out, and it is said
    /// assert_eq!(
    ///     report.faults()[0].to_string(),
    ///     "mentors, row 0, experience: `perhaps` is not what is expected: true or false"
    /// );
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Bytes that the report occupies, the texts of the facts not included.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
    /// let a_finding = report.memory();
    /// assert!(a_finding > 0 && a_finding < 200);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn memory(&self) -> usize {
        [
            std::mem::size_of_val(self.records.as_slice()),
            std::mem::size_of_val(self.stretches.as_slice()),
            std::mem::size_of_val(self.deadlines.as_slice()),
            std::mem::size_of_val(self.standings.as_slice()),
            std::mem::size_of_val(self.warnings.as_slice()),
        ]
        .into_iter()
        .fold(0, usize::saturating_add)
    }

    /// The report as the contract's JSON.
    ///
    /// # Errors
    /// None that can occur: every value has a JSON form.
    ///
    /// [`Report::from_json`] takes it up again.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
    /// let json = report.to_json().unwrap();
    /// assert!(json.starts_with(r#"{"engine":{"name":"hongyan","#));
    /// assert!(json.contains(r#""summary":{"record_deadline":{"compliant":0,"breach":1,"#));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[cfg(feature = "json")]
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// The same report, each finding written with its `message` in both languages.
    ///
    /// Only findings grow by it; it is written by any serializer of serde.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::report::WithMessages;
    ///
    /// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
    /// let written: WithMessages<'_> = report.with_messages();
    /// let json = serde_json::to_value(written).unwrap();
    /// assert_eq!(
    ///     json["findings"][0]["message"]["en"],
    ///     "周敏 has not handed in the record of D2024-0924; it was due on 2024-10-01, 4 days ago"
    /// );
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn with_messages(&self) -> WithMessages<'_> {
        WithMessages(self)
    }
}

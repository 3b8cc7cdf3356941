//! Why a finding is what it is: the facts that were looked at, the arithmetic step by step, the result under every
//! admissible reading, and what would still make it compliant.
//!
//! An explanation asks the same judge about the same facts; asking never changes a verdict.
//!
//! ```
//! # use hongyan::facts::{Facts, Form, Session, Tables};
//! # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
//! # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
//! # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
//! use hongyan::{Policy, check};
//!
//! let report = check(&facts, &Policy::default(), day(9, 28));
//! let explanation = report.explain(&facts, report.findings().next().unwrap().subject).unwrap();
//! let step = &explanation.steps[0];
//! assert_eq!((step.from, step.to), (Some(day(9, 24).into()), Some(day(10, 1).into()))); // a week
//! let remedy = explanation.remedy.unwrap();
//! assert_eq!((remedy.possible, remedy.by), (true, Some(day(10, 1).into())));
//! # Ok::<(), hongyan::facts::Faults>(())
//! ```

mod mentors;
mod remedy;
mod supervision;
mod write;

use std::sync::Arc;

pub use remedy::Remedy;

use crate::calendar::Day;
use crate::contest::{Alternative, Terms, alternatives, contested};
use crate::facts::{Facts, Ids, Table};
use crate::finding::{Judgement, Stretch};
use crate::message::{Message, Param};
use crate::policy::Policy;
use crate::report::{Finding, Record, Report, visit};
use crate::rules::{Keys, Rule, Subject, Visitor};

/// A row that was looked at.
///
/// ```
/// use hongyan::explain::Fact;
/// use hongyan::facts::{Appointment, Facts, Guidance, Table, Tables};
/// use hongyan::{Day, Policy, Subject, check};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let facts = Facts::new(Tables {
///     appointments: Some(vec![Appointment::new("何静", day("2024-01-15"))]),
///     guidance: Some(vec![Guidance::new("何静", day("2024-03-01"))]),
///     ..Tables::default()
/// })?;
/// let report = check(&facts, &Policy::default(), day("2024-02-01"));
/// let subject = Subject::AnnualGuidance { mentor: "何静", appointed_on: day("2024-01-15"), year: 1 };
/// let explanation = report.explain(&facts, subject).unwrap();
/// let guided: &Fact = explanation.facts.iter().find(|fact| fact.table == Table::Guidance).unwrap();
/// assert_eq!((guided.row, guided.counted), (0, false)); // it is still to come
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fact {
    /// Its table.
    pub table: Table,
    /// Its 0-based number in the input.
    pub row: usize,
    /// Whether it counted for the verdict.
    pub counted: bool,
    /// Why it did or did not.
    pub why: Message,
}

/// A step of the arithmetic.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::explain::Step;
/// use hongyan::message::Lang;
/// use hongyan::{Policy, check};
///
/// let report = check(&facts, &Policy::default(), day(10, 5));
/// let explanation = report.explain(&facts, report.findings().next().unwrap().subject).unwrap();
/// let codes: Vec<&str> = explanation.steps.iter().map(|step: &Step| step.text.code()).collect();
/// assert_eq!(codes, ["step.count_days", "step.not_rolled", "step.over"]);
/// assert!(explanation.steps[0].text.text(Lang::En).contains("7 days"));
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// The day it starts from.
    pub from: Option<Day>,
    /// The day it leads to.
    pub to: Option<Day>,
    /// What is done; its code names the step.
    pub text: Message,
}

/// Why one finding is what it is.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
/// # let report = hongyan::check(&facts, &hongyan::Policy::default(), chrono::NaiveDate::from_ymd_opt(2024, 10, 5).unwrap());
/// let subject = report.findings().next().unwrap().subject;
/// let explanation = report.explain(&facts, subject).unwrap();
/// assert_eq!(explanation.facts.len(), 1); // the session
/// assert_eq!(explanation.readings.len(), 2); // as counted, and rolled
/// ```
#[derive(Clone, Debug)]
pub struct Explanation {
    ids: Arc<Ids>,
    record: Record,
    stretches: Vec<Stretch>,
    /// The rows that were looked at.
    pub facts: Vec<Fact>,
    /// The arithmetic, in order.
    pub steps: Vec<Step>,
    /// The result under every admissible combination of readings, the policy's own first.
    pub readings: Vec<Alternative>,
    /// What would still make it compliant; `None` if it is, or if there is nothing to do.
    pub remedy: Option<Remedy>,
}

impl Explanation {
    /// The finding that is explained.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::{Check, Keep, Policy, Subject};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day(9, 28)).keep(Keep::PROBLEMS).run(&facts);
    /// let subject = Subject::RecordDeadline { session: "D2024-0924", worker: "周敏" };
    /// assert_eq!(report.finding(subject), None); // pending, so it was not kept
    /// let explanation = report.explain(&facts, subject).unwrap();
    /// assert_eq!(explanation.finding().margin_days, Some(3));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn finding(&self) -> Finding<'_> {
        self.record.view(&self.ids, &self.stretches)
    }
}

impl Report {
    /// Why the finding of this subject is what it is: the facts looked at, the arithmetic, the other readings, and what
    /// would still make it compliant. `facts` are those that the report was made from.
    ///
    /// `None` if nothing is found of this subject on that day; a finding that was not kept is explained all the same.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::{Policy, Subject, check};
    ///
    /// let report = check(&facts, &Policy::default(), day(10, 5));
    /// let subject = Subject::RecordDeadline { session: "D2024-0924", worker: "周敏" };
    /// let explanation = report.explain(&facts, subject).unwrap();
    /// let rolled = &explanation.readings[1];
    /// assert_eq!(rolled.settings.last(), Some(&("supervision.record.last_day", "next_workday")));
    /// assert_eq!(rolled.due_on, Some(day(10, 8).into()));
    /// let nobody = Subject::RecordDeadline { session: "D2024-0924", worker: "陈勇" };
    /// assert!(report.explain(&facts, nobody).is_none());
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn explain(&self, facts: &Facts, subject: Subject<'_>) -> Option<Explanation> {
        explain(facts, self.policy(), self.as_of(), subject)
    }
}

pub(crate) fn explain(facts: &Facts, policy: &Policy, as_of: Day, subject: Subject<'_>) -> Option<Explanation> {
    let rule = subject.rule();
    if rule.needs().iter().any(|table| !facts.has(*table)) {
        return None;
    }
    let wanted = Keys::of(subject, facts.ids())?;
    let mut probe = Probe { rule, wanted, found: None, stretches: Vec::new(), here: false };
    visit(rule, facts, policy, as_of, &mut probe);
    let Probe { found: Some((record, readings)), stretches, .. } = probe else {
        return None;
    };
    let missed = stretches.iter().filter(|stretch| stretch.missed).copied().collect();
    let mut notes = Notes { facts: Vec::new(), steps: Vec::new(), as_of };
    match rule {
        Rule::SupervisionFrequency | Rule::RecordDeadline | Rule::CyclePlan | Rule::MonthlyPlan => {
            supervision::note(&mut notes, facts, policy, wanted, &record);
        }
        _ => mentors::note(&mut notes, facts, policy, wanted, &record),
    }
    notes.margin(&record.judgement);
    let ids = Arc::clone(facts.ids());
    let remedy = remedy::remedy(&record.view(&ids, &[]));
    Some(Explanation {
        record: Record { stretches: 0, ..record },
        stretches: missed,
        facts: notes.facts,
        steps: notes.steps,
        readings,
        remedy,
        ids,
    })
}

/// Looks at one subject among those visited.
struct Probe {
    rule: Rule,
    wanted: Keys,
    found: Option<(Record, Vec<Alternative>)>,
    stretches: Vec<Stretch>,
    /// Whether the subject visited last is the one.
    here: bool,
}

impl Visitor for Probe {
    fn subject<T: Terms>(&mut self, keys: Keys, terms: T, judge: impl Fn(T) -> Option<Judgement>) {
        self.here = keys == self.wanted;
        let Some((judgement, contest)) = self.here.then(|| contested(terms, &judge)).flatten() else { return };
        let record = Record { rule: self.rule, keys, judgement, contest, stretches: 0 };
        self.found = Some((record, alternatives(terms, judge)));
    }

    fn stretches(&mut self, stretches: impl Iterator<Item = Stretch>) {
        if self.here {
            self.stretches.extend(stretches);
        }
    }
}

/// What an explanation gathers on its way.
struct Notes {
    facts: Vec<Fact>,
    steps: Vec<Step>,
    as_of: Day,
}

impl Notes {
    fn fact(&mut self, (table, row): (Table, usize), counted: bool, why: Message) {
        self.facts.push(Fact { table, row, counted, why });
    }

    fn step(&mut self, from: impl Into<Option<Day>>, to: impl Into<Option<Day>>, text: Message) {
        let (from, to) = (from.into(), to.into());
        let text = from.into_iter().fold(text, |text, day| text.with("from", Param::Day(day)));
        let text = to.into_iter().fold(text, |text, day| text.with("to", Param::Day(day)));
        self.steps.push(Step { from, to, text });
    }

    /// A row whose event has not happened yet.
    fn unseen(&mut self, at: (Table, usize), day: Day) {
        self.fact(at, false, Message::explaining("why.unseen").with("day", Param::Day(day)));
    }

    /// The last step of a duty with a last day: how far the event, or the day asked about, lies from it.
    fn margin(&mut self, judgement: &Judgement) {
        let (Some(due_on), Some(margin)) = (judgement.due_on, judgement.margin_days) else {
            return;
        };
        let seen = due_on.plus_days(margin.saturating_neg());
        let code = match (judgement.settled_on, margin >= 0) {
            (Some(_), true) => "step.met_before_due",
            (Some(_), false) => "step.met_after_due",
            (None, true) => "step.still_open",
            (None, false) => "step.over",
        };
        let days = Param::Days(i64::from(margin.saturating_abs()));
        self.step(seen, due_on, Message::explaining(code).with("days", days));
    }
}

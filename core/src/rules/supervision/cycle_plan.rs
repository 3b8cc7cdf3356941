//! At the beginning of a project its supervisor makes a supervision plan for the whole cycle.
//!
//! Clause S2.1 (项目之初). How soon is not said; one month is assumed.
//!
//! ```
//! use hongyan::calendar::Day;
//! use hongyan::finding::Verdict;
//! use hongyan::rules::cycle_plan::{Supervisor, Terms, judge};
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let supervisor = Supervisor { start: day("2024-01-15"), project_start: day("2024-01-15"), made_on: None };
//! let judgement = judge(&Terms::default(), supervisor, day("2024-02-15")).unwrap();
//! assert_eq!(judgement.verdict, Verdict::Pending);
//! assert_eq!(judgement.due_on, Some(day("2024-02-15")));
//! ```

use crate::calendar::{Day, Period};
use crate::contest::{self, Reading, Settled, Slot};
use crate::finding::{Force, Judgement};
use crate::rules::{Editions, Keys, Source, Visitor};

/// Force of the duty: the text has no number.
pub const FORCE: Force = Force::Advisory;

/// Whether a supervisor who takes over a running project owes a plan.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::Verdict;
/// use hongyan::rules::cycle_plan::{Successor, Supervisor, Terms, judge};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// // takes over in March, and makes no plan
/// let supervisor = Supervisor { start: day("2024-03-01"), project_start: day("2024-01-15"), made_on: None };
/// let verdict = |successor| {
///     judge(&Terms { successor, ..Terms::default() }, supervisor, day("2024-05-01")).unwrap().verdict
/// };
/// assert_eq!(verdict(Successor::Exempt), Verdict::NotApplicable);
/// assert_eq!(verdict(Successor::OwesOne), Verdict::Breach);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Successor {
    /// No: the plan belongs to the project's beginning.
    #[default]
    Exempt,
    /// Yes, from the first day under the new supervisor.
    OwesOne,
}

impl Reading for Successor {
    const SLOT: Slot = Slot { key: "supervision.cycle_plan.successor", values: &["exempt", "owes_one"] };
    const ALL: &'static [Self] = &[Successor::Exempt, Successor::OwesOne];

    #[inline]
    fn index(self) -> usize {
        self as usize
    }
}

/// The number and reading of S2.1.
///
/// See the example of [`Successor`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Months from the start, 0 to 60 (assumed).
    pub within_months: u32,
    /// Reading.
    pub successor: Successor,
    /// Whether the reading is settled.
    pub settled: Settled,
    /// When the supervision system applies (assumed).
    pub effective: Period,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { within_months: 1, successor: Successor::default(), settled: Settled::NONE, effective: super::EFFECTIVE }
    }
}

impl Terms {
    /// The last day for the plan of a supervisor who starts on this day.
    ///
    /// ```
    /// use hongyan::rules::cycle_plan::Terms;
    ///
    /// let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
    /// assert_eq!(Terms::default().due_on(day("2024-01-31")), day("2024-02-29")); // a month later
    /// ```
    #[must_use]
    pub const fn due_on(&self, start: Day) -> Day {
        start.plus_months(self.within_months)
    }
}

impl contest::Terms for Terms {
    const SLOTS: &'static [Slot] = &[Successor::SLOT];

    #[inline]
    fn is_settled(&self, slot: usize) -> bool {
        self.settled.has(slot)
    }

    #[inline]
    fn value(&self, _slot: usize) -> Option<usize> {
        Some(self.successor.index())
    }

    #[inline]
    fn with(mut self, _slot: usize, value: usize) -> Terms {
        self.successor = Successor::at(value).unwrap_or_default();
        self
    }
}

/// A supervisor's time on a project.
///
/// See the example of [this module](self).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Supervisor {
    /// First day of any engagement under the supervisor on the project.
    pub start: Day,
    /// First day of any engagement on the project.
    pub project_start: Day,
    /// Day of the earliest cycle plan, if there is one.
    pub made_on: Option<Day>,
}

/// Judges one supervisor's cycle plan. `None` before the start and if the start is outside the effective period.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::{Force, Verdict};
/// use hongyan::rules::cycle_plan::{Supervisor, Terms, judge};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let start = day("2024-01-15");
/// let supervisor = |made_on| Supervisor { start, project_start: start, made_on: Some(day(made_on)) };
/// let late = judge(&Terms::default(), supervisor("2024-02-16"), day("2024-05-01")).unwrap();
/// assert_eq!((late.verdict, late.margin_days, late.force), (Verdict::Breach, Some(-1), Force::Advisory));
/// // a plan made before the project begins will do
/// let early = judge(&Terms::default(), supervisor("2024-01-10"), day("2024-05-01")).unwrap();
/// assert_eq!(early.verdict, Verdict::Compliant);
/// ```
#[must_use]
pub fn judge(terms: &Terms, supervisor: Supervisor, as_of: Day) -> Option<Judgement> {
    if supervisor.start > as_of || !terms.effective.contains(supervisor.start) {
        return None;
    }
    if supervisor.start > supervisor.project_start && terms.successor == Successor::Exempt {
        return Some(Judgement::not_applicable(FORCE));
    }
    let due_on = terms.due_on(supervisor.start);
    Some(Judgement::by_deadline(FORCE, due_on, supervisor.made_on.filter(|day| *day <= as_of), as_of))
}

pub(crate) fn visit(source: &impl Source, terms: Editions<'_, Terms>, as_of: Day, visitor: &mut impl Visitor) {
    source.supervisions(|one| {
        let start = one.spans.first().map_or(one.project_start, |span| span.from);
        let row = Supervisor { start, project_start: one.project_start, made_on: one.cycle_plan };
        let keys = Keys::ids(one.project, one.supervisor);
        visitor.subject(keys, terms.on(start), |terms| judge(&terms, row, as_of));
    });
}

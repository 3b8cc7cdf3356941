//! A supervisor makes the month's supervision plan at the end or the beginning of the month.
//!
//! Clause S2.2 (月底或月初).
//!
//! ```
//! use hongyan::calendar::Day;
//! use hongyan::rules::monthly_plan::{Due, Month, Terms, judge};
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let february = Month { first_engaged: day("2024-02-01"), made_on: Some(day("2024-02-11")) };
//! let judgement = judge(&Terms::default(), february, day("2024-03-01")).unwrap();
//! assert_eq!(judgement.margin_days, Some(-1)); // due on the 10th
//! let lenient = Terms { due: Due::MonthEnd, ..Terms::default() };
//! assert_eq!(judge(&lenient, february, day("2024-03-01")).unwrap().margin_days, Some(18));
//! ```

use super::engaged;
use crate::calendar::{Day, Period};
use crate::contest::{self, Reading, Settled, Slot};
use crate::finding::{Force, Judgement};
use crate::rules::{Editions, Keys, Source, Visitor};

/// What "the end or beginning of the month" means.
///
/// See the example of [this module](self).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Due {
    /// The end of the month before or the beginning of the month itself: workers must be able to arrange their time.
    #[default]
    MonthStart,
    /// By the end of the month itself, as the words stand.
    MonthEnd,
}

impl Reading for Due {
    const SLOT: Slot = Slot { key: "supervision.monthly_plan.due", values: &["month_start", "month_end"] };
    const ALL: &'static [Self] = &[Due::MonthStart, Due::MonthEnd];

    #[inline]
    fn index(self) -> usize {
        self as usize
    }
}

/// The number and reading of S2.2.
///
/// See the example of [this module](self).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Reading.
    pub due: Due,
    /// Length of the month's beginning in days, 1 to 28 (assumed); counted from the first engaged day.
    pub month_start_days: u32,
    /// Whether the reading is settled.
    pub settled: Settled,
    /// When the supervision system applies (assumed).
    pub effective: Period,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { due: Due::default(), month_start_days: 10, settled: Settled::NONE, effective: super::EFFECTIVE }
    }
}

impl Terms {
    /// Force of the duty: a number of days for the month's beginning is assumed, its end is not.
    ///
    /// ```
    /// use hongyan::finding::Force;
    /// use hongyan::rules::monthly_plan::{Due, Terms};
    ///
    /// assert_eq!(Terms::default().force(), Force::Advisory);
    /// assert_eq!(Terms { due: Due::MonthEnd, ..Terms::default() }.force(), Force::Mandatory);
    /// ```
    #[must_use]
    pub const fn force(&self) -> Force {
        match self.due {
            Due::MonthStart => Force::Advisory,
            Due::MonthEnd => Force::Mandatory,
        }
    }

    /// The last day for the plan of a month with this first engaged day.
    ///
    /// Under [`Due::MonthStart`] at most the month's last day.
    ///
    /// ```
    /// use hongyan::rules::monthly_plan::{Due, Terms};
    ///
    /// let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
    /// assert_eq!(Terms::default().due_on(day("2024-02-01")), day("2024-02-10")); // the tenth day
    /// assert_eq!(Terms::default().due_on(day("2024-02-25")), day("2024-02-29"));
    /// assert_eq!(Terms { due: Due::MonthEnd, ..Terms::default() }.due_on(day("2024-02-01")), day("2024-02-29"));
    /// let late = Terms { month_start_days: u32::MAX, ..Terms::default() };
    /// assert_eq!(late.due_on(day("2024-02-01")), day("2024-02-29"));
    /// ```
    #[must_use]
    pub fn due_on(&self, first_engaged: Day) -> Day {
        let last = first_engaged.month().last_day();
        match self.due {
            Due::MonthStart => first_engaged.later(self.month_start_days.saturating_sub(1)).min(last),
            Due::MonthEnd => last,
        }
    }
}

impl contest::Terms for Terms {
    const SLOTS: &'static [Slot] = &[Due::SLOT];

    #[inline]
    fn is_settled(&self, slot: usize) -> bool {
        self.settled.has(slot)
    }

    #[inline]
    fn value(&self, _slot: usize) -> Option<usize> {
        Some(self.due.index())
    }

    #[inline]
    fn with(mut self, _slot: usize, value: usize) -> Terms {
        self.due = Due::at(value).unwrap_or_default();
        self
    }
}

/// A supervisor's month on a project.
///
/// See the example of [this module](self).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// First day in the month on which anyone was engaged under the supervisor.
    pub first_engaged: Day,
    /// Day of the earliest plan for the month, if there is one.
    pub made_on: Option<Day>,
}

/// Judges one supervisor's plan for one month. `None` before its first engaged day.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::Verdict;
/// use hongyan::rules::monthly_plan::{Month, Terms, judge};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let march = Month { first_engaged: day("2024-03-01"), made_on: Some(day("2024-03-08")) };
/// let verdict = |as_of| judge(&Terms::default(), march, day(as_of)).map(|judgement| judgement.verdict);
/// assert_eq!(verdict("2024-02-29"), None);
/// assert_eq!(verdict("2024-03-07"), Some(Verdict::Pending)); // the plan is still to come
/// assert_eq!(verdict("2024-03-08"), Some(Verdict::Compliant));
/// ```
#[must_use]
pub fn judge(terms: &Terms, month: Month, as_of: Day) -> Option<Judgement> {
    if month.first_engaged > as_of {
        return None;
    }
    let made_on = month.made_on.filter(|day| *day <= as_of);
    Some(Judgement::by_deadline(terms.force(), terms.due_on(month.first_engaged), made_on, as_of))
}

pub(crate) fn visit(source: &impl Source, terms: Editions<'_, Terms>, as_of: Day, visitor: &mut impl Visitor) {
    let mut spans = Vec::new();
    source.supervisions(|one| {
        spans.clear();
        let effective = terms.on(as_of).effective;
        spans.extend(one.spans.iter().map(|span| span.and(effective)));
        Period::unite(&mut spans);
        for month in engaged::months(&spans, as_of) {
            let row = Month { first_engaged: month.first, made_on: one.monthly_plan(month.month) };
            let keys = Keys::month(one.project, one.supervisor, month.month);
            visitor.subject(keys, terms.on(month.first), |terms| judge(&terms, row, as_of));
        }
    });
}

//! In every year of the term a mentor guides students.
//!
//! Clause M5 (任期内每年).
//!
//! ```
//! use hongyan::calendar::Day;
//! use hongyan::finding::Verdict;
//! use hongyan::rules::annual_guidance::{TermYear, Terms, judge};
//! use hongyan::rules::mentors::term::Appointment;
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let appointment = Appointment::new(day("2023-07-25"));
//! let first = TermYear { appointment, year: 1, guidance: &[day("2024-07-25")] };
//! let judgement = judge(&Terms::default(), first, day("2024-08-01")).unwrap();
//! assert_eq!((judgement.verdict, judgement.margin_days), (Verdict::Compliant, Some(0)));
//! ```

use super::term::{self, Appointment, LastDay, since, until};
use crate::calendar::{Day, Period};
use crate::contest::{self, Reading, Slot};
use crate::finding::{Force, Judgement, Verdict};
use crate::rules::{Editions, Keys, Source, Visitor};

/// Force of the clause.
pub const FORCE: Force = Force::Mandatory;

/// What "every year of the term" counts.
///
/// See the example of [`Terms`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Year {
    /// Years from the appointment: 1, 2, 3.
    #[default]
    TermYear,
    /// Calendar years that the term touches.
    CalendarYear,
}

impl Reading for Year {
    const SLOT: Slot = Slot { key: "mentor.annual_guidance.year", values: &["term_year", "calendar_year"] };
    const ALL: &'static [Self] = &[Year::TermYear, Year::CalendarYear];

    #[inline]
    fn index(self) -> usize {
        self as usize
    }
}

/// The readings of M5's yearly duty.
///
/// ```
/// use hongyan::Day;
/// use hongyan::rules::annual_guidance::{TermYear, Terms, Year, judge};
/// use hongyan::rules::mentors::term::Appointment;
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let appointment = Appointment::new(day("2023-07-25"));
/// let due_on = |year, nth| {
///     let row = TermYear { appointment, year: nth, guidance: &[] };
///     judge(&Terms { year, ..Terms::default() }, row, day("2024-02-01")).unwrap().due_on
/// };
/// assert_eq!(due_on(Year::TermYear, 1), Some(day("2024-07-25")));
/// assert_eq!(due_on(Year::CalendarYear, 2024), Some(day("2024-12-31")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The term.
    pub term: term::Terms,
    /// Reading; it names the subjects and is therefore never varied.
    pub year: Year,
    /// When the mentor measure applies (text, M9).
    pub effective: Period,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { term: term::Terms::default(), year: Year::default(), effective: super::EFFECTIVE }
    }
}

impl contest::Terms for Terms {
    const SLOTS: &'static [Slot] = &[LastDay::SLOT];

    #[inline]
    fn is_settled(&self, _slot: usize) -> bool {
        self.term.settled
    }

    #[inline]
    fn value(&self, _slot: usize) -> Option<usize> {
        Some(self.term.last_day.index())
    }

    #[inline]
    fn with(mut self, _slot: usize, value: usize) -> Terms {
        self.term = self.term.read(LastDay::at(value));
        self
    }
}

/// One year of one appointment.
///
/// See the example of [this module](self).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermYear<'a> {
    /// The appointment.
    pub appointment: Appointment,
    /// 1, 2, 3, or a calendar year under [`Year::CalendarYear`].
    pub year: i32,
    /// The mentor's guidance days, ascending.
    pub guidance: &'a [Day],
}

/// The days of a year of the term, and whether it is a whole one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Days {
    days: Period,
    whole: bool,
}

/// `None` if the term and the effective period leave the year no day.
fn days(terms: &Terms, appointment: Appointment, year: i32, as_of: Day) -> Option<Days> {
    let term = appointment.term(terms.term, as_of);
    let bounds = Period { from: term.days.from, to: term.days.to.min(terms.effective.to) };
    let (full, whole_from) = match terms.year {
        Year::TermYear => {
            let nth = u32::try_from(year).ok()?;
            let from = match nth.checked_sub(1)? {
                0 => appointment.appointed_on,
                before => appointment.appointed_on.plus_years(before).next(),
            };
            (Period { from, to: appointment.appointed_on.plus_years(nth) }, from)
        }
        Year::CalendarYear => {
            let full = Period { from: Day::new(year, 1, 1)?, to: Day::new(year, 12, 31)? };
            (full, full.from)
        }
    };
    let days = full.and(bounds);
    // a term that ends on the eve of the corresponding day, uncut, has its full last year
    let ends_on_eve = terms.year == Year::TermYear
        && !term.cut
        && term.days.to == full.to.previous()
        && days.to == full.to.previous();
    let whole = days.from == whole_from && (days.to == full.to || ends_on_eve);
    (!days.is_empty()).then_some(Days { days, whole })
}

/// The days of a year of the term, and whether it is a whole one; `None` if it has none.
pub(crate) fn year_days(terms: &Terms, appointment: Appointment, year: i32, as_of: Day) -> Option<(Period, bool)> {
    days(terms, appointment, year, as_of).map(|Days { days, whole }| (days, whole))
}

/// Judges one year of one appointment. `None` before the year begins and if it ends before the measure applies.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::Verdict;
/// use hongyan::rules::annual_guidance::{TermYear, Terms, judge};
/// use hongyan::rules::mentors::term::Appointment;
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// // revoked in the second year, which is no whole one then
/// let appointment = Appointment { revoked_on: Some(day("2025-03-01")), ..Appointment::new(day("2023-07-25")) };
/// let verdict = |year| {
///     let row = TermYear { appointment, year, guidance: &[] };
///     judge(&Terms::default(), row, day("2025-12-31")).map(|judgement| judgement.verdict)
/// };
/// assert_eq!(verdict(1), Some(Verdict::Breach));
/// assert_eq!(verdict(2), Some(Verdict::NotApplicable));
/// assert_eq!(verdict(3), None);
/// ```
#[must_use]
pub fn judge(terms: &Terms, row: TermYear<'_>, as_of: Day) -> Option<Judgement> {
    if row.appointment.appointed_on > as_of {
        return None;
    }
    let Days { days, whole } = days(terms, row.appointment, row.year, as_of)?;
    if days.to < terms.effective.from || days.from.max(terms.effective.from) > as_of {
        return None;
    }
    let settled_on = since(until(row.guidance, days.to.min(as_of)), days.from).first().copied();
    let judgement = Judgement::by_deadline(FORCE, days.to, settled_on, as_of);
    if judgement.verdict == Verdict::Breach && !whole {
        return Some(Judgement::not_applicable(FORCE));
    }
    Some(judgement)
}

pub(crate) fn visit(source: &impl Source, terms: Editions<'_, Terms>, as_of: Day, visitor: &mut impl Visitor) {
    source.offices(|record| {
        for appointment in record.appointments {
            let terms = terms.on(appointment.appointed_on);
            let first = match terms.year {
                Year::TermYear => 1,
                Year::CalendarYear => appointment.appointed_on.year(),
            };
            let years = (first..).take_while(|year| days(&terms, *appointment, *year, as_of).is_some());
            for year in years {
                let row = TermYear { appointment: *appointment, year, guidance: record.guidance };
                let keys = Keys::mentor(record.mentor, appointment.appointed_on.number(), year);
                visitor.subject(keys, terms, |terms| judge(&terms, row, as_of));
            }
        }
    });
}

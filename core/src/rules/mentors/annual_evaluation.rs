//! The office evaluates every mentor every year.
//!
//! Clause M6 (年度考核). By when is not said; three months after the year are assumed.
//!
//! ```
//! use hongyan::calendar::Day;
//! use hongyan::rules::annual_evaluation::{MentorYear, Terms, judge};
//! use hongyan::rules::mentors::term::Appointment;
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let appointments = [Appointment::new(day("2023-07-25"))];
//! let row = MentorYear { appointments: &appointments, year: 2023, evaluated_on: None };
//! assert_eq!(judge(&Terms::default(), row, day("2024-01-01")).unwrap().due_on, Some(day("2024-03-31")));
//! ```

use super::term::{self, Appointment, days_in_year, seen};
use crate::calendar::{Day, Period};
use crate::contest::{self, Slot};
use crate::finding::{Force, Judgement};
use crate::rules::{Editions, Keys, Source, Visitor};

/// Force of the duty: the text has no number.
pub const FORCE: Force = Force::Advisory;

/// The numbers of one edition.
///
/// ```
/// use hongyan::Day;
/// use hongyan::rules::annual_evaluation::Numbers;
///
/// let by_the_end_of_january = Numbers { within_months: 1, ..Numbers::default() };
/// let due_on = by_the_end_of_january.due_on(Day::new(2023, 7, 25).unwrap());
/// assert_eq!(due_on, Day::new(2024, 1, 31).unwrap());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// The term.
    pub term: term::Terms,
    /// Months after 31 December, 0 to 60 (assumed).
    pub within_months: u32,
}

impl Default for Numbers {
    fn default() -> Numbers {
        Numbers { term: term::Terms::default(), within_months: 3 }
    }
}

impl Numbers {
    /// The last day for the evaluation of the calendar year that this day lies in.
    ///
    /// ```
    /// use hongyan::Day;
    /// use hongyan::rules::annual_evaluation::Numbers;
    ///
    /// let in_2023 = Day::new(2023, 7, 25).unwrap();
    /// assert_eq!(Numbers::default().due_on(in_2023).to_string(), "2024-03-31");
    /// ```
    #[must_use]
    pub const fn due_on(&self, in_year: Day) -> Day {
        in_year.end_of_year().plus_months(self.within_months)
    }
}

/// The numbers by edition: the term by its appointment, `within_months` by the year's first term day.
///
/// See the example of [this module](self); with several editions, of [`Editions`].
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The numbers.
    pub editions: Editions<'a, Numbers>,
    /// When the mentor measure applies (text, M9).
    pub effective: Period,
}

impl Default for Terms<'_> {
    fn default() -> Self {
        Terms { editions: Editions::single(Numbers::default()), effective: super::EFFECTIVE }
    }
}

impl Terms<'_> {
    fn term(&self, appointed_on: Day) -> term::Terms {
        self.editions.on(appointed_on).term
    }
}

impl contest::Terms for Terms<'_> {
    const SLOTS: &'static [Slot] = &[];
}

/// A mentor's calendar year.
///
/// See the example of [`judge`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MentorYear<'a> {
    /// The mentor's appointments, ascending.
    pub appointments: &'a [Appointment],
    /// The year.
    pub year: i32,
    /// Day of the earliest evaluation for that year, if there is one.
    pub evaluated_on: Option<Day>,
}

/// Judges one year of one mentor. `None` before its first term day and if it has none.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::Verdict;
/// use hongyan::rules::annual_evaluation::{MentorYear, Terms, judge};
/// use hongyan::rules::mentors::term::Appointment;
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let appointments = [Appointment::new(day("2023-07-25"))];
/// let year = |year, evaluated_on| MentorYear { appointments: &appointments, year, evaluated_on };
/// let late = judge(&Terms::default(), year(2023, Some(day("2024-04-01"))), day("2024-06-01")).unwrap();
/// assert_eq!((late.verdict, late.margin_days), (Verdict::Breach, Some(-1)));
/// assert_eq!(judge(&Terms::default(), year(2022, None), day("2024-06-01")), None); // not yet appointed
/// ```
#[must_use]
pub fn judge(terms: &Terms<'_>, row: MentorYear<'_>, as_of: Day) -> Option<Judgement> {
    let days = days_in_year(seen(row.appointments, as_of, |day| terms.term(day)), terms.effective, row.year)?;
    if days.from > as_of {
        return None;
    }
    let due_on = terms.editions.on(days.from).due_on(days.from);
    Some(Judgement::by_deadline(FORCE, due_on, row.evaluated_on.filter(|day| *day <= as_of), as_of))
}

pub(crate) fn visit(source: &impl Source, terms: Terms<'_>, as_of: Day, visitor: &mut impl Visitor) {
    source.offices(|record| {
        for year in term::years(seen(record.appointments, as_of, |day| terms.term(day)), terms.effective) {
            let row = MentorYear { appointments: record.appointments, year, evaluated_on: record.evaluated_on(year) };
            visitor.subject(Keys::mentor(record.mentor, year, 0), terms, |terms| judge(&terms, row, as_of));
        }
    });
}

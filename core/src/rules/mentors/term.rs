//! The term of an appointment, on which rules 6 to 10 rest: three years from the certificate, both ends included (M5).
//!
//! ```
//! use hongyan::calendar::Day;
//! use hongyan::rules::mentors::term::{Appointment, LastDay, Terms};
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let appointment = Appointment::new(day("2023-07-25"));
//! let as_of = day("2026-12-01");
//! assert_eq!(appointment.term(Terms::default(), as_of).days.to, day("2026-07-25"));
//! let day_before = Terms { last_day: LastDay::DayBefore, ..Terms::default() };
//! assert_eq!(appointment.term(day_before, as_of).days.to, day("2026-07-24"));
//! ```

use crate::calendar::{Day, Period};
use crate::contest::{Reading, Slot};

/// On which day a term of years ends.
///
/// See the example of [this module](self).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LastDay {
    /// On the corresponding day (Civil Code art. 202).
    #[default]
    CorrespondingDay,
    /// On the day before it, as everyday counting has it.
    DayBefore,
}

impl Reading for LastDay {
    const SLOT: Slot = Slot { key: "mentor.term.last_day", values: &["corresponding_day", "day_before"] };
    const ALL: &'static [Self] = &[LastDay::CorrespondingDay, LastDay::DayBefore];

    fn index(self) -> usize {
        self as usize
    }
}

/// The number and reading of M5's term.
///
/// ```
/// use hongyan::rules::mentors::term::{Appointment, Terms};
///
/// let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
/// let two_years = Terms { years: 2, ..Terms::default() };
/// assert_eq!(Appointment::new(day("2024-02-29")).last_day(two_years), day("2026-02-28"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Years, 1 to 50 (text).
    pub years: u32,
    /// Reading.
    pub last_day: LastDay,
    /// Whether the reading is settled.
    pub settled: bool,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { years: 3, last_day: LastDay::default(), settled: false }
    }
}

impl Terms {
    /// The same under this reading, unless another is settled.
    ///
    /// ```
    /// use hongyan::rules::mentors::term::{LastDay, Terms};
    ///
    /// assert_eq!(Terms::default().read(Some(LastDay::DayBefore)).last_day, LastDay::DayBefore);
    /// let settled = Terms { settled: true, ..Terms::default() };
    /// assert_eq!(settled.read(Some(LastDay::DayBefore)).last_day, LastDay::CorrespondingDay);
    /// ```
    #[must_use]
    pub fn read(self, last_day: Option<LastDay>) -> Terms {
        match last_day {
            Some(last_day) if !self.settled => Terms { last_day, ..self },
            _ => self,
        }
    }
}

/// A certificate.
///
/// ```
/// use hongyan::rules::mentors::term::{Appointment, Terms};
///
/// let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
/// let printed = Appointment { ends_on: Some(day("2025-12-31")), ..Appointment::new(day("2024-01-15")) };
/// assert_eq!(printed.last_day(Terms::default()), day("2025-12-31"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// Its date.
    pub appointed_on: Day,
    /// The last day printed on it, if one is.
    pub ends_on: Option<Day>,
    /// The mentor's first revocation on or after `appointed_on`, if there is one.
    pub revoked_on: Option<Day>,
}

/// An appointment's days.
///
/// See the example of [`Appointment::term`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// From the certificate to the last day; empty if revoked on its first day.
    pub days: Period,
    /// Whether a revocation ended it early.
    pub cut: bool,
}

impl Appointment {
    /// An appointment without a printed end, not revoked.
    ///
    /// See the example of [this module](self).
    #[must_use]
    pub const fn new(appointed_on: Day) -> Appointment {
        Appointment { appointed_on, ends_on: None, revoked_on: None }
    }

    /// Its term as far as it is known on this day: a revocation after `as_of` has not happened.
    ///
    /// ```
    /// use hongyan::rules::mentors::term::{Appointment, Term, Terms};
    ///
    /// let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
    /// let revoked = Appointment { revoked_on: Some(day("2024-11-05")), ..Appointment::new(day("2024-01-15")) };
    /// let Term { days, cut } = revoked.term(Terms::default(), day("2024-12-01"));
    /// assert_eq!((days.to, cut), (day("2024-11-04"), true));
    /// // on the eve of the decision nobody knew
    /// assert_eq!(revoked.term(Terms::default(), day("2024-11-04")).days.to, day("2027-01-15"));
    /// ```
    #[must_use]
    pub fn term(self, terms: Terms, as_of: Day) -> Term {
        let natural = self.last_day(terms);
        match self.revoked_on.filter(|day| *day <= as_of && *day <= natural) {
            Some(revoked_on) => Term { days: Period { from: self.appointed_on, to: revoked_on.previous() }, cut: true },
            None => Term { days: Period { from: self.appointed_on, to: natural }, cut: false },
        }
    }

    /// The last day of its term, were it not for a revocation: the printed one, else as the text counts.
    ///
    /// See the examples of [`Appointment`] and [`Terms`].
    #[must_use]
    pub fn last_day(self, terms: Terms) -> Day {
        self.ends_on.unwrap_or_else(|| {
            let corresponding = self.appointed_on.plus_years(terms.years);
            match terms.last_day {
                LastDay::CorrespondingDay => corresponding,
                LastDay::DayBefore => corresponding.previous(),
            }
        })
    }

    /// Whether a day lies in its term.
    ///
    /// ```
    /// use hongyan::rules::mentors::term::{Appointment, Terms};
    ///
    /// let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
    /// let appointment = Appointment::new(day("2023-07-25"));
    /// let holds = |on| appointment.holds(day(on), Terms::default(), day("2026-12-01"));
    /// assert!(!holds("2023-07-24") && holds("2023-07-25"));
    /// assert!(holds("2026-07-25") && !holds("2026-07-26"));
    /// ```
    #[must_use]
    #[inline]
    pub fn holds(self, day: Day, terms: Terms, as_of: Day) -> bool {
        let ahead = day.days_since(self.appointed_on);
        if ahead < 0 {
            return false;
        }
        if self.ends_on.is_none() && self.revoked_on.is_none() {
            // a year has 365 or 366 days: near the end alone it takes a calendar
            let years = i32::try_from(terms.years).unwrap_or(i32::MAX);
            if ahead < years.saturating_mul(365) {
                return true;
            }
            if ahead > years.saturating_mul(366) {
                return false;
            }
        }
        self.term(terms, as_of).days.contains(day)
    }

    /// Whether a revocation ended its term early.
    ///
    /// ```
    /// use hongyan::rules::mentors::term::{Appointment, Terms};
    ///
    /// let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
    /// let revoked = |on| Appointment { revoked_on: Some(day(on)), ..Appointment::new(day("2023-07-25")) };
    /// assert!(revoked("2026-07-25").is_cut(Terms::default(), day("2026-12-01")));
    /// assert!(!revoked("2026-07-26").is_cut(Terms::default(), day("2026-12-01"))); // the term was over
    /// ```
    #[must_use]
    #[inline]
    pub fn is_cut(self, terms: Terms, as_of: Day) -> bool {
        self.revoked_on.is_some() && self.term(terms, as_of).cut
    }
}

/// The terms of the appointments that have been made by this day, each under the terms of its own day.
pub(crate) fn seen(
    appointments: &[Appointment],
    as_of: Day,
    terms: impl Fn(Day) -> Terms,
) -> impl DoubleEndedIterator<Item = Term> {
    let seen = appointments.iter().filter(move |one| one.appointed_on <= as_of);
    seen.map(move |one| one.term(terms(one.appointed_on), as_of))
}

/// First and last day of the terms in a calendar year, within the effective period.
#[must_use]
pub(crate) fn days_in_year(terms: impl Iterator<Item = Term>, effective: Period, year: i32) -> Option<Period> {
    let within = effective.and(Period { from: Day::new(year, 1, 1)?, to: Day::new(year, 12, 31)? });
    terms
        .map(|term| term.days.and(within))
        .filter(|days| !days.is_empty())
        .reduce(|all, days| Period { from: all.from.min(days.from), to: all.to.max(days.to) })
}

/// The calendar years from the terms' first day to their last, within the effective period.
pub(super) fn years(terms: impl Iterator<Item = Term>, effective: Period) -> impl Iterator<Item = i32> {
    let days = terms.map(|term| term.days.and(effective)).filter(|days| !days.is_empty());
    let all = days.reduce(|all, days| Period { from: all.from.min(days.from), to: all.to.max(days.to) });
    all.into_iter().flat_map(|all| all.from.year()..=all.to.year())
}

/// Up to and including this day, of days that ascend.
#[must_use]
pub(super) fn until(days: &[Day], last: Day) -> &[Day] {
    if days.last().is_none_or(|day| *day <= last) {
        return days;
    }
    days.get(..days.partition_point(|day| *day <= last)).unwrap_or_default()
}

/// From this day on, of days that ascend.
#[must_use]
pub(super) fn since(days: &[Day], first: Day) -> &[Day] {
    if days.first().is_none_or(|day| *day >= first) {
        return days;
    }
    days.get(days.partition_point(|day| *day < first)..).unwrap_or_default()
}

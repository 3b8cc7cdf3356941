//! A mentor who gave no guidance for six consecutive months is not commended.
//!
//! Clause M6 (表彰、推荐资格). For which year the eligibility is lost is a reading.
//!
//! ```
//! use hongyan::calendar::Day;
//! use hongyan::finding::Verdict;
//! use hongyan::rules::commendation::{MentorYear, Terms, judge};
//! use hongyan::rules::mentors::term::Appointment;
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let appointments = [Appointment::new(day("2024-01-15"))];
//! let row = MentorYear { appointments: &appointments, guidance: &[], revocations: &[], year: 2024 };
//! assert_eq!(judge(&Terms::default(), row, day("2024-07-15")).unwrap().verdict, Verdict::Pending);
//! assert_eq!(judge(&Terms::default(), row, day("2024-07-16")).unwrap().verdict, Verdict::Breach);
//! ```

use super::stretch::{self, Counting, Seen, telling, watched};
use super::term::{self, Appointment, days_in_year, seen};
use crate::calendar::{Day, Period};
use crate::contest::{self, Reading, Slot};
use crate::finding::{Detail, Force, Judgement, Stretch, Verdict};
use crate::rules::{Editions, Keys, Source, Visitor};

/// Force of the clause.
pub const FORCE: Force = Force::Mandatory;

/// Which years a missed stretch costs.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::Verdict;
/// use hongyan::rules::Editions;
/// use hongyan::rules::commendation::{LapseEffect, MentorYear, Numbers, Terms, judge};
/// use hongyan::rules::mentors::term::Appointment;
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// // no guidance from 15 January 2024 until 2 February 2025
/// let appointments = [Appointment::new(day("2024-01-15"))];
/// let guidance = ["2025-02-02", "2025-07-15", "2025-12-20"].map(day);
/// let lost = |lapse_effect, year| {
///     let editions = Editions::single(Numbers { lapse_effect, ..Numbers::default() });
///     let row = MentorYear { appointments: &appointments, guidance: &guidance, revocations: &[], year };
///     let judgement = judge(&Terms { editions, ..Terms::default() }, row, day("2026-03-01"));
///     judgement.unwrap().verdict == Verdict::Breach
/// };
/// let years = |effect| [2024, 2025, 2026].map(|year| lost(effect, year));
/// assert_eq!(years(LapseEffect::YearOfLapse), [true, false, false]);
/// assert_eq!(years(LapseEffect::EveryYearTouched), [true, true, false]);
/// assert_eq!(years(LapseEffect::RestOfTerm), [true, true, true]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LapseEffect {
    /// The year of the day after the missed deadline.
    #[default]
    YearOfLapse,
    /// Every year from that day to the day before guidance resumed.
    EveryYearTouched,
    /// Every year from that day to the end of the term.
    RestOfTerm,
}

impl Reading for LapseEffect {
    const SLOT: Slot = Slot {
        key: "mentor.commendation.lapse_effect",
        values: &["year_of_lapse", "every_year_touched", "rest_of_term"],
    };
    const ALL: &'static [Self] = &[LapseEffect::YearOfLapse, LapseEffect::EveryYearTouched, LapseEffect::RestOfTerm];

    #[inline]
    fn index(self) -> usize {
        self as usize
    }
}

/// The number and readings of one edition.
///
/// See the example of [`LapseEffect`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// How stretches are counted, within which term.
    pub stretch: stretch::Terms,
    /// Reading.
    pub lapse_effect: LapseEffect,
    /// Whether that reading is settled.
    pub settled: bool,
}

/// What a commendation is lost by, each appointment by its own edition.
///
/// See the example of [`LapseEffect`]; with several editions, of [`Editions`].
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The numbers and readings.
    pub editions: Editions<'a, Numbers>,
    /// A reading put in the place of the unsettled ones.
    pub counting: Option<Counting>,
    /// A reading put in the place of the unsettled ones.
    pub lapse_effect: Option<LapseEffect>,
    /// When the mentor measure applies (text, M9).
    pub effective: Period,
}

impl Default for Terms<'_> {
    fn default() -> Self {
        Terms {
            editions: Editions::single(Numbers::default()),
            counting: None,
            lapse_effect: None,
            effective: super::EFFECTIVE,
        }
    }
}

impl Terms<'_> {
    fn read(&self, numbers: Numbers) -> Numbers {
        let lapse_effect = self.lapse_effect.filter(|_| !numbers.settled).unwrap_or(numbers.lapse_effect);
        Numbers { stretch: numbers.stretch.read(self.counting), lapse_effect, ..numbers }
    }

    fn on(&self, appointed_on: Day) -> Numbers {
        self.read(self.editions.on(appointed_on))
    }

    fn term(&self, appointed_on: Day) -> term::Terms {
        self.on(appointed_on).stretch.term
    }
}

impl contest::Terms for Terms<'_> {
    const SLOTS: &'static [Slot] = &[Counting::SLOT, LapseEffect::SLOT];

    #[inline]
    fn is_settled(&self, slot: usize) -> bool {
        self.editions.iter().all(|one| if slot == 0 { one.stretch.settled } else { one.settled })
    }

    #[inline]
    fn value(&self, slot: usize) -> Option<usize> {
        let index = |one: Numbers| {
            let one = self.read(one);
            if slot == 0 { one.stretch.counting.index() } else { one.lapse_effect.index() }
        };
        let first = index(self.editions.on(Day::MIN));
        self.editions.iter().all(|one| index(one) == first).then_some(first)
    }

    #[inline]
    fn with(mut self, slot: usize, value: usize) -> Self {
        if slot == 0 {
            self.counting = Counting::at(value);
        } else {
            self.lapse_effect = LapseEffect::at(value);
        }
        self
    }
}

/// A mentor's calendar year.
///
/// See the example of [this module](self).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MentorYear<'a> {
    /// The mentor's appointments, ascending.
    pub appointments: &'a [Appointment],
    /// The mentor's guidance days, ascending without repetition.
    pub guidance: &'a [Day],
    /// The days of the mentor's revocations, ascending.
    pub revocations: &'a [Day],
    /// The year.
    pub year: i32,
}

/// Whether a missed stretch costs the year.
fn costs(effect: LapseEffect, stretch: Stretch, last_day: Day, as_of: Day, year: i32) -> bool {
    let lapse = stretch.deadline.next().year();
    let until = match effect {
        LapseEffect::YearOfLapse => lapse,
        LapseEffect::EveryYearTouched => {
            let over = stretch.resumed_on.map_or_else(|| last_day.min(as_of), Day::previous);
            over.year().max(lapse)
        }
        LapseEffect::RestOfTerm => last_day.year(),
    };
    stretch.missed && lapse <= year && year <= until
}

/// Judges one year of one mentor. `None` before its first term day and if it has none.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::{Detail, Verdict};
/// use hongyan::rules::commendation::{MentorYear, Terms, judge};
/// use hongyan::rules::mentors::term::Appointment;
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let (appointments, guidance) = ([Appointment::new(day("2024-01-15"))], [day("2024-05-01")]);
/// let row = MentorYear { appointments: &appointments, guidance: &guidance, revocations: &[], year: 2024 };
/// // due at the year's end, but it may be lost six months after the last guidance
/// let judgement = judge(&Terms::default(), row, day("2024-06-01")).unwrap();
/// assert_eq!((judgement.due_on, judgement.holds_until), (Some(day("2024-12-31")), Some(day("2024-11-01"))));
/// let judgement = judge(&Terms::default(), row, day("2024-11-02")).unwrap();
/// assert_eq!(judgement.detail, Detail::Lost { inactive: true, revoked: false });
/// ```
#[must_use]
pub fn judge(terms: &Terms<'_>, row: MentorYear<'_>, as_of: Day) -> Option<Judgement> {
    let days = days_in_year(seen(row.appointments, as_of, |day| terms.term(day)), terms.effective, row.year)?;
    if days.from > as_of {
        return None;
    }
    let mut inactive = false;
    let mut holds_until = days.to;
    for appointment in row.appointments {
        let numbers = terms.on(appointment.appointed_on);
        let Some(watched) = watched(&numbers.stretch, *appointment, terms.effective, as_of) else {
            continue;
        };
        let mut current = None;
        let seen = Seen::of(numbers.stretch, watched, row.guidance, as_of);
        for stretch in telling(numbers.stretch, watched, seen, as_of) {
            inactive |= costs(numbers.lapse_effect, stretch, watched.to, as_of, row.year);
            current = Some(stretch.deadline);
        }
        // a deadline that is still running may cost the year when it passes
        if let Some(deadline) = current.filter(|deadline| as_of <= *deadline && *deadline < watched.to) {
            holds_until = holds_until.min(deadline);
        }
    }
    let revoked = row.revocations.iter().any(|day| *day <= as_of && day.year() == row.year);
    if inactive || revoked {
        return Some(Judgement::bare(Verdict::Breach, FORCE).with_detail(Detail::Lost { inactive, revoked }));
    }
    if as_of > days.to {
        return Some(Judgement::bare(Verdict::Compliant, FORCE));
    }
    let pending = Judgement::by_deadline(FORCE, days.to, None, as_of);
    Some(Judgement { holds_until: Some(holds_until), ..pending })
}

pub(crate) fn visit(source: &impl Source, terms: Terms<'_>, as_of: Day, visitor: &mut impl Visitor) {
    source.offices(|record| {
        for year in term::years(seen(record.appointments, as_of, |day| terms.term(day)), terms.effective) {
            let row = record.year(year);
            visitor.subject(Keys::mentor(record.mentor, year, 0), terms, |terms| judge(&terms, row, as_of));
        }
    });
}

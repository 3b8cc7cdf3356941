//! A mentor does not go six consecutive months without guidance.
//!
//! Clause M6 (连续6个月).
//!
//! ```
//! use hongyan::calendar::Day;
//! use hongyan::finding::Verdict;
//! use hongyan::rules::mentor_inactivity::{Mentor, Terms, judge};
//! use hongyan::rules::mentors::term::Appointment;
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let guidance = [day("2024-07-16")];
//! let mentor = Mentor { appointment: Appointment::new(day("2024-01-15")), guidance: &guidance };
//! let judgement = judge(&Terms::default(), mentor, day("2024-08-01")).unwrap();
//! assert_eq!((judgement.verdict, judgement.due_on), (Verdict::Breach, Some(day("2024-07-15"))));
//! ```

use super::stretch::{self, Counting, Seen, stretches, telling, watched};
use super::term::{Appointment, LastDay};
use crate::calendar::{Day, Period};
use crate::contest::{self, Reading, Slot};
use crate::finding::{Detail, Force, Judgement, Stretch, Verdict};
use crate::rules::{Editions, Keys, Source, Visitor};

/// Force of the clause.
pub const FORCE: Force = Force::Mandatory;

/// The number and readings of M6's stretch.
///
/// ```
/// use hongyan::Day;
/// use hongyan::rules::mentor_inactivity::{Mentor, Terms, judge};
/// use hongyan::rules::mentors::stretch::{self, Counting};
/// use hongyan::rules::mentors::term::Appointment;
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let mentor = Mentor { appointment: Appointment::new(day("2024-01-15")), guidance: &[] };
/// let stretch = stretch::Terms { counting: Counting::CalendarMonths, ..stretch::Terms::default() };
/// let terms = Terms { stretch, ..Terms::default() };
/// // February to July are six whole months
/// assert_eq!(judge(&terms, mentor, day("2024-06-01")).unwrap().due_on, Some(day("2024-07-31")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// How the months are counted, within which term.
    pub stretch: stretch::Terms,
    /// When the mentor measure applies (text, M9).
    pub effective: Period,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { stretch: stretch::Terms::default(), effective: super::EFFECTIVE }
    }
}

impl contest::Terms for Terms {
    const SLOTS: &'static [Slot] = &[Counting::SLOT, LastDay::SLOT];

    #[inline]
    fn is_settled(&self, slot: usize) -> bool {
        if slot == 0 { self.stretch.settled } else { self.stretch.term.settled }
    }

    #[inline]
    fn value(&self, slot: usize) -> Option<usize> {
        Some(if slot == 0 { self.stretch.counting.index() } else { self.stretch.term.last_day.index() })
    }

    #[inline]
    fn with(mut self, slot: usize, value: usize) -> Terms {
        if slot == 0 {
            self.stretch = self.stretch.read(Counting::at(value));
        } else {
            self.stretch.term = self.stretch.term.read(LastDay::at(value));
        }
        self
    }
}

/// One appointment with the mentor's guidance.
///
/// See the example of [this module](self).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mentor<'a> {
    /// The appointment.
    pub appointment: Appointment,
    /// The mentor's guidance days, ascending without repetition.
    pub guidance: &'a [Day],
}

/// The stretches of one appointment, missed or not. Empty if it is not judged.
///
/// ```
/// use hongyan::Day;
/// use hongyan::rules::mentor_inactivity::{Mentor, Terms, stretches_of};
/// use hongyan::rules::mentors::term::Appointment;
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let guidance = [day("2024-03-01"), day("2024-10-01")];
/// let mentor = Mentor { appointment: Appointment::new(day("2024-01-15")), guidance: &guidance };
/// let terms = Terms::default();
/// let stretches = stretches_of(&terms, mentor, day("2024-12-01"));
/// let deadlines: Vec<_> = stretches.map(|one| (one.deadline, one.missed)).collect();
/// let expected = [("2024-07-15", false), ("2024-09-01", true), ("2025-04-01", false)];
/// assert_eq!(deadlines, expected.map(|(on, missed)| (day(on), missed)));
/// ```
pub fn stretches_of(terms: &Terms, mentor: Mentor<'_>, as_of: Day) -> impl Iterator<Item = Stretch> {
    let watched = watched(&terms.stretch, mentor.appointment, terms.effective, as_of);
    watched.into_iter().flat_map(move |watched| stretches(terms.stretch, watched, mentor.guidance, as_of))
}

/// Judges one appointment. `None` before it and if the measure never applied to it.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::{Detail, Verdict};
/// use hongyan::rules::mentor_inactivity::{Mentor, Terms, judge};
/// use hongyan::rules::mentors::term::Appointment;
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let mentor = Mentor { appointment: Appointment::new(day("2024-01-15")), guidance: &[] };
/// let open = judge(&Terms::default(), mentor, day("2024-07-15")).unwrap();
/// assert_eq!((open.verdict, open.margin_days), (Verdict::Pending, Some(0))); // today still saves the mentor
/// let missed = judge(&Terms::default(), mentor, day("2024-07-16")).unwrap();
/// assert_eq!((missed.verdict, missed.detail), (Verdict::Breach, Detail::Stretches(1)));
/// ```
#[must_use]
pub fn judge(terms: &Terms, mentor: Mentor<'_>, as_of: Day) -> Option<Judgement> {
    let watched = watched(&terms.stretch, mentor.appointment, terms.effective, as_of)?;
    let seen = Seen::of(terms.stretch, watched, mentor.guidance, as_of);
    Some(judge_watched(terms, watched, seen, as_of))
}

/// The same where it is known already which days are watched and what is seen in them.
fn judge_watched(terms: &Terms, watched: Period, seen: Seen<'_>, as_of: Day) -> Judgement {
    let last_day = watched.to;
    let (mut first, mut current, mut missed) = (None, None, 0_u32);
    for stretch in telling(terms.stretch, watched, seen, as_of) {
        if stretch.missed {
            first = first.or(Some(stretch));
            missed = missed.saturating_add(1);
        }
        current = Some(stretch.deadline);
    }
    if let Some(first) = first {
        let until = first.resumed_on.unwrap_or_else(|| last_day.min(as_of));
        let breach = Judgement::by_deadline(FORCE, first.deadline, Some(until), as_of);
        return Judgement { settled_on: None, ..breach }.with_detail(Detail::Stretches(missed));
    }
    match current {
        Some(deadline) if as_of <= last_day && deadline <= last_day => {
            Judgement::by_deadline(FORCE, deadline, None, as_of)
        }
        _ => Judgement::bare(Verdict::Compliant, FORCE),
    }
}

pub(crate) fn visit(source: &impl Source, terms: Editions<'_, Terms>, as_of: Day, visitor: &mut impl Visitor) {
    source.offices(|record| {
        for appointment in record.appointments {
            let terms = terms.on(appointment.appointed_on);
            let keys = Keys::mentor(record.mentor, appointment.appointed_on.number(), 0);
            // which days are watched depends on one reading, and that but for the last of them
            let watched = [LastDay::CorrespondingDay, LastDay::DayBefore].map(|last_day| {
                let stretch = stretch::Terms { term: terms.stretch.term.read(Some(last_day)), ..terms.stretch };
                watched(&stretch, *appointment, terms.effective, as_of)
            });
            let all = watched.into_iter().flatten().reduce(|all, days| Period { to: all.to.max(days.to), ..all });
            let seen = all.map(|all| Seen::of(terms.stretch, all, record.guidance, as_of));
            let watched = |terms: &Terms| watched.get(terms.stretch.term.last_day.index()).copied().flatten();
            visitor.subject(keys, terms, |terms| Some(judge_watched(&terms, watched(&terms)?, seen?, as_of)));
            let own = watched(&terms).into_iter();
            visitor.stretches(own.flat_map(|days| stretches(terms.stretch, days, record.guidance, as_of)));
        }
    });
}

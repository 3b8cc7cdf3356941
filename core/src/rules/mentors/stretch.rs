//! Stretches without guidance (M6), on which rules 8 and 10 rest.
//!
//! ```
//! use hongyan::Day;
//! use hongyan::rules::mentors::stretch::{Counting, Terms};
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let calendar = Terms { counting: Counting::CalendarMonths, ..Terms::default() };
//! // last guided on 10 January: until when is it six months?
//! assert_eq!(Terms::default().deadline(day("2024-01-10")), day("2024-07-10"));
//! assert_eq!(calendar.deadline(day("2024-01-10")), day("2024-07-31"));
//! ```

use super::term::{self, Appointment, since, until};
use crate::calendar::{Day, Period};
use crate::contest::{Reading, Slot};
use crate::finding::Stretch;

/// How six consecutive months are counted.
///
/// See the example of [this module](self).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Counting {
    /// From the last guidance to the corresponding day (Civil Code arts. 201, 202).
    #[default]
    Rolling,
    /// Whole calendar months after the month of the last guidance.
    CalendarMonths,
}

impl Reading for Counting {
    const SLOT: Slot = Slot { key: "mentor.inactivity.counting", values: &["rolling", "calendar_months"] };
    const ALL: &'static [Self] = &[Counting::Rolling, Counting::CalendarMonths];

    fn index(self) -> usize {
        self as usize
    }
}

/// The number and reading of M6's stretch, with the term that bounds it.
///
/// ```
/// use hongyan::rules::mentors::stretch::Terms;
///
/// let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
/// let three_months = Terms { months: 3, ..Terms::default() };
/// assert_eq!(three_months.deadline(day("2023-11-30")), day("2024-02-29"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Months, 1 to 600 (text).
    pub months: u32,
    /// Reading.
    pub counting: Counting,
    /// Whether the reading is settled.
    pub settled: bool,
    /// The term.
    pub term: term::Terms,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { months: 6, counting: Counting::default(), settled: false, term: term::Terms::default() }
    }
}

impl Terms {
    /// The same under this reading, unless another is settled.
    ///
    /// ```
    /// use hongyan::rules::mentors::stretch::{Counting, Terms};
    ///
    /// let calendar = Some(Counting::CalendarMonths);
    /// assert_eq!(Terms::default().read(calendar).counting, Counting::CalendarMonths);
    /// let settled = Terms { settled: true, ..Terms::default() };
    /// assert_eq!(settled.read(calendar).counting, Counting::Rolling);
    /// ```
    #[must_use]
    pub fn read(self, counting: Option<Counting>) -> Terms {
        match counting {
            Some(counting) if !self.settled => Terms { counting, ..self },
            _ => self,
        }
    }

    /// The last day on which guidance still saves a mentor whose last guidance was on this day.
    ///
    /// See the example of [this module](self).
    #[must_use]
    pub const fn deadline(&self, after: Day) -> Day {
        match self.counting {
            Counting::Rolling => after.plus_months(self.months),
            Counting::CalendarMonths => after.month().plus(self.months).last_day(),
        }
    }

    /// Whether the deadline after one day has passed on another.
    ///
    /// ```
    /// use hongyan::rules::mentors::stretch::Terms;
    ///
    /// let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
    /// let terms = Terms::default();
    /// assert!(!terms.lapsed(day("2024-01-10"), day("2024-07-10"))); // the deadline itself still saves
    /// assert!(terms.lapsed(day("2024-01-10"), day("2024-07-11")));
    /// ```
    #[must_use]
    #[inline]
    pub fn lapsed(&self, after: Day, on: Day) -> bool {
        on.days_since(after) > self.shortest() && on > self.deadline(after)
    }

    /// So many days at least lie between a day and its deadline: no month is shorter than 28 days, so most pairs need no
    /// calendar.
    #[inline]
    fn shortest(&self) -> i32 {
        i32::try_from(self.months).unwrap_or(i32::MAX).saturating_mul(28)
    }

    /// From where to where, among these days, there are such that follow the day before them late enough to have lapsed.
    fn late(&self, first: Day, later: &[Day]) -> (usize, usize) {
        let shortest = self.shortest();
        let far = |after: Day, on: Day| on.number().wrapping_sub(after.number()) > shortest;
        let begins = later.first().is_some_and(|on| far(first, *on));
        let pairs = || later.iter().zip(later.get(1..).unwrap_or_default()).map(|(after, on)| far(*after, *on));
        // mostly there are none, which is seen without a branch and becomes vectors
        if !pairs().fold(begins, |any, far| any | far) {
            return (0, 0);
        }
        let next = |place: usize| place.saturating_add(1);
        let from = if begins { Some(0) } else { pairs().position(|far| far).map(next) };
        let last = pairs().rposition(|far| far).map_or(0, next);
        from.map_or((0, 0), |from| (from, next(last)))
    }
}

/// The days of an appointment on which M6 looks: from the later of the certificate and the effective date to the
/// earlier of the term's last day and the effective period's. `None` if there is none on or before `as_of`.
///
/// ```
/// use hongyan::Day;
/// use hongyan::calendar::Period;
/// use hongyan::rules::mentors::stretch::{Terms, watched};
/// use hongyan::rules::mentors::term::Appointment;
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let appointment = Appointment::new(day("2024-01-10"));
/// let ever = Period { from: Day::MIN, to: Day::MAX };
/// let period = watched(&Terms::default(), appointment, ever, day("2024-08-15")).unwrap();
/// assert_eq!((period.from, period.to), (day("2024-01-10"), day("2027-01-10")));
/// ```
#[must_use]
pub fn watched(terms: &Terms, appointment: Appointment, effective: Period, as_of: Day) -> Option<Period> {
    if appointment.appointed_on > as_of {
        return None;
    }
    let days = appointment.term(terms.term, as_of).days.and(effective);
    (!days.is_empty() && days.from <= as_of).then_some(days)
}

/// Every stretch of the watched days: one after each guidance day, the last one still running or cut by the term.
///
/// `guidance` ascends without repetition.
///
/// ```
/// use hongyan::Day;
/// use hongyan::calendar::Period;
/// use hongyan::rules::mentors::stretch::{Terms, stretches, watched};
/// use hongyan::rules::mentors::term::Appointment;
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let appointment = Appointment::new(day("2024-01-10"));
/// let ever = Period { from: Day::MIN, to: Day::MAX };
/// let period = watched(&Terms::default(), appointment, ever, day("2024-08-15")).unwrap();
/// let all: Vec<_> = stretches(Terms::default(), period, &[day("2024-07-11")], day("2024-08-15")).collect();
/// assert!(all[0].missed); // a day after the six months
/// assert_eq!(all[0].deadline, day("2024-07-10"));
/// ```
pub fn stretches(terms: Terms, watched: Period, guidance: &[Day], as_of: Day) -> impl Iterator<Item = Stretch> {
    spans(watched.from, resuming(watched, guidance, as_of))
        .map(move |(after, resumed_on)| stretch(&terms, watched, as_of, after, resumed_on))
}

/// The guidance that is seen in watched days after the first of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'g> {
    days: &'g [Day],
    /// The place of the first of these days before which a stretch may have been missed, and the place after that of the
    /// last. Before the others guidance came so soon that none was, however it is counted.
    late: (usize, usize),
}

impl<'g> Seen<'g> {
    pub(crate) fn of(terms: Terms, watched: Period, guidance: &'g [Day], as_of: Day) -> Seen<'g> {
        let days = resuming(watched, guidance, as_of);
        Seen { days, late: terms.late(watched.from, days) }
    }
}

/// The stretches that matter: every missed one, and the last. What was seen may reach beyond the watched days, which begin
/// with the same day.
pub(crate) fn telling(terms: Terms, watched: Period, seen: Seen<'_>, as_of: Day) -> impl Iterator<Item = Stretch> {
    let later = until(seen.days, watched.to);
    let end = later.len();
    let span = move |place: usize| {
        let before = place.checked_sub(1).and_then(|before| later.get(before));
        (before.copied().unwrap_or(watched.from), later.get(place).copied())
    };
    let matters = move |span: &(Day, Option<Day>)| span.1.is_none_or(|resumed_on| terms.lapsed(span.0, resumed_on));
    let telling = (seen.late.0.min(end)..seen.late.1.min(end)).chain([end]).map(span).filter(matters);
    telling.map(move |(after, resumed_on)| stretch(&terms, watched, as_of, after, resumed_on))
}

/// The guidance days after the first watched day, as far as they have been seen.
fn resuming(watched: Period, guidance: &[Day], as_of: Day) -> &[Day] {
    until(since(guidance, watched.from.next()), watched.to.min(as_of))
}

/// From each anchor to the next.
fn spans(first: Day, later: &[Day]) -> impl Iterator<Item = (Day, Option<Day>)> {
    let anchors = std::iter::once(first).chain(later.iter().copied());
    anchors.zip(later.iter().copied().map(Some).chain(std::iter::once(None)))
}

fn stretch(terms: &Terms, watched: Period, as_of: Day, after: Day, resumed_on: Option<Day>) -> Stretch {
    let missed = terms.lapsed(after, resumed_on.unwrap_or_else(|| watched.to.min(as_of)));
    Stretch { after, deadline: terms.deadline(after), resumed_on, missed }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers below a bound that look random.
    fn dice(mut state: u32) -> impl FnMut(u32) -> i32 {
        move |below| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((u64::from(state) * u64::from(below)) >> 32) as i32
        }
    }

    /// What matters is every missed stretch and the last, also if more was seen than is watched.
    #[test]
    fn missed_stretches_and_the_last_tell() {
        let mut roll = dice(11);
        let (mut missed, mut calm, mut beyond) = (0, 0, 0);
        for _ in 0..if cfg!(miri) { 60 } else { 6_000 } {
            let from = Day::from_number(19_000 + roll(60));
            let watched = Period { from, to: from.plus_days(roll(500)) };
            let wider = Period { to: watched.to.plus_days(roll(3) * roll(40)), ..watched };
            let as_of = from.plus_days(roll(700));
            let longest = [5, 40, 80, 300][roll(4).cast_unsigned() as usize];
            let ahead = std::iter::successors(Some(-20), |day| Some(day + 1 + roll(longest))).take(40);
            let guidance: Vec<Day> = ahead.map(|ahead| from.plus_days(ahead)).take_while(|day| *day <= as_of).collect();
            let counting = if roll(2) == 0 { Counting::Rolling } else { Counting::CalendarMonths };
            let terms = Terms { months: [1, 2, 6][roll(3).cast_unsigned() as usize], counting, ..Terms::default() };
            let all: Vec<Stretch> = stretches(terms, watched, &guidance, as_of).collect();
            let last = all.len() - 1;
            let matter = all.iter().enumerate().filter(|(at, stretch)| stretch.missed || *at == last);
            let matter: Vec<Stretch> = matter.map(|(_, stretch)| *stretch).collect();
            for seen in [watched, wider].map(|days| Seen::of(terms, days, &guidance, as_of)) {
                assert_eq!(
                    telling(terms, watched, seen, as_of).collect::<Vec<_>>(),
                    matter,
                    "{watched:?} {guidance:?}"
                );
                beyond += usize::from(seen.days.last().is_some_and(|day| *day > watched.to));
            }
            missed += matter.len() - 1;
            calm += usize::from(all.len() > 3 && matter.len() == 1);
        }
        assert!(cfg!(miri) || missed > 500 && calm > 500 && beyond > 200, "{missed}, {calm}, {beyond}");
    }

    #[test]
    fn days_until_and_since() {
        let days = [3, 5, 9].map(Day::from_number);
        for day in 0..12 {
            let on = Day::from_number(day);
            assert!(until(&days, on).iter().eq(days.iter().filter(|one| **one <= on)));
            assert!(since(&days, on).iter().eq(days.iter().filter(|one| **one >= on)));
            assert!(until(&[], on).is_empty() && since(&[], on).is_empty());
        }
    }
}

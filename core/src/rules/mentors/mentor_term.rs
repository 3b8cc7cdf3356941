//! A mentor guides within a term of appointment.
//!
//! Clause M5 (服务期限). The text does not forbid guidance outside it in so many words: advisory.
//!
//! ```
//! use hongyan::calendar::Day;
//! use hongyan::finding::Verdict;
//! use hongyan::rules::mentor_term::{Guidance, Terms, judge};
//! use hongyan::rules::mentors::term::Appointment;
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let appointments = [Appointment::new(day("2023-07-25"))];
//! let guidance = Guidance { guided_on: day("2026-07-26"), appointments: &appointments };
//! assert_eq!(judge(&Terms::default(), guidance, day("2026-12-01")).unwrap().verdict, Verdict::Breach);
//! ```

use super::term::{self, Appointment, LastDay};
use crate::calendar::{Day, Period};
use crate::contest::{self, Reading, Slot};
use crate::finding::{Detail, Force, Judgement, Reason, Verdict};
use crate::rules::{Editions, Keys, Source, Visitor};

/// Force of the duty.
pub const FORCE: Force = Force::Advisory;

/// The terms of office, each by its own appointment's edition.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::Verdict;
/// use hongyan::rules::mentor_term::{Guidance, Terms, judge};
/// use hongyan::rules::mentors::term::{Appointment, LastDay};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let appointments = [Appointment::new(day("2023-07-25"))];
/// let guidance = Guidance { guided_on: day("2026-07-25"), appointments: &appointments };
/// let verdict = |last_day| {
///     let terms = Terms { last_day, ..Terms::default() };
///     judge(&terms, guidance, day("2026-12-01")).unwrap().verdict
/// };
/// assert_eq!(verdict(None), Verdict::Compliant); // the last day of three years
/// assert_eq!(verdict(Some(LastDay::DayBefore)), Verdict::Breach);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The number and reading of M5.
    pub term: Editions<'a, term::Terms>,
    /// A reading put in the place of the unsettled ones.
    pub last_day: Option<LastDay>,
    /// When the mentor measure applies (text, M9).
    pub effective: Period,
}

impl Default for Terms<'_> {
    fn default() -> Self {
        Terms { term: Editions::single(term::Terms::default()), last_day: None, effective: super::EFFECTIVE }
    }
}

impl Terms<'_> {
    fn of(&self, appointment: Appointment) -> term::Terms {
        self.term.on(appointment.appointed_on).read(self.last_day)
    }
}

impl Terms<'_> {
    /// What may make verdicts turn within some days.
    fn turns(&self, appointments: &[Appointment], as_of: Day, within: Period, turns: &mut Turns) {
        let Turns { before, last_days } = turns;
        before.clear();
        last_days.clear();
        let turn = |day: Day| (within.from < day && day <= within.to).then_some(day);
        before.extend([self.effective.from, self.effective.to.next(), as_of.next()].into_iter().filter_map(turn));
        for one in appointments {
            let terms = self.term.on(one.appointed_on);
            let last_day = one.term(term::Terms { last_day: LastDay::CorrespondingDay, ..terms }, as_of).days.to;
            // of the two readings one ends on the eve of the other
            before.extend([one.appointed_on, last_day, last_day.next()].into_iter().filter_map(turn));
            last_days.push(last_day);
        }
        before.sort_unstable();
        before.push(Day::MAX);
    }
}

/// The days before which verdicts may turn; from one to the next they are alike under any reading.
#[derive(Default)]
struct Turns {
    /// Ascending, and at last a day that comes after all.
    before: Vec<Day>,
    /// On these alone the readings may differ.
    last_days: Vec<Day>,
}

impl contest::Terms for Terms<'_> {
    const SLOTS: &'static [Slot] = &[LastDay::SLOT];

    #[inline]
    fn is_settled(&self, _slot: usize) -> bool {
        self.term.iter().all(|terms| terms.settled)
    }

    #[inline]
    fn value(&self, _slot: usize) -> Option<usize> {
        let first = self.term.on(Day::MIN).read(self.last_day).last_day;
        let same = self.term.iter().all(|terms| terms.read(self.last_day).last_day == first);
        same.then(|| first.index())
    }

    #[inline]
    fn with(mut self, _slot: usize, value: usize) -> Self {
        self.last_day = LastDay::at(value);
        self
    }
}

/// A day on which a mentor guided.
///
/// See the example of [this module](self).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guidance<'a> {
    /// The day.
    pub guided_on: Day,
    /// The mentor's appointments, ascending.
    pub appointments: &'a [Appointment],
}

/// Judges one guidance day of one mentor. `None` if it has not come and outside the effective period.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::Reason;
/// use hongyan::rules::mentor_term::{Guidance, Terms, judge};
/// use hongyan::rules::mentors::term::Appointment;
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let appointments = [Appointment { revoked_on: Some(day("2024-11-05")), ..Appointment::new(day("2024-01-15")) }];
/// let reason = |text: &str| {
///     let guidance = Guidance { guided_on: day(text), appointments: &appointments };
///     judge(&Terms::default(), guidance, day("2024-12-01")).unwrap().detail.reason()
/// };
/// assert_eq!(reason("2024-01-14"), Some(Reason::BeforeTerm));
/// assert_eq!(reason("2024-11-04"), None); // in the term
/// assert_eq!(reason("2024-11-05"), Some(Reason::Revoked));
/// ```
#[must_use]
pub fn judge(terms: &Terms<'_>, guidance: Guidance<'_>, as_of: Day) -> Option<Judgement> {
    let day = guidance.guided_on;
    if day > as_of || !terms.effective.contains(day) {
        return None;
    }
    let mut before = guidance.appointments.iter().rev().filter(|one| one.appointed_on <= day);
    let latest = before.clone().next().copied();
    if before.any(|one| one.holds(day, terms.of(*one), as_of)) {
        return Some(Judgement { settled_on: Some(day), ..Judgement::bare(Verdict::Compliant, FORCE) });
    }
    let reason = match latest {
        Some(latest) if latest.is_cut(terms.of(latest), as_of) => Reason::Revoked,
        Some(_) => Reason::AfterTerm,
        None if guidance.appointments.iter().any(|one| one.appointed_on <= as_of) => Reason::BeforeTerm,
        None => Reason::NeverAppointed,
    };
    Some(Judgement::bare(Verdict::Breach, FORCE).with_detail(Detail::Because(reason)))
}

pub(crate) fn visit(source: &impl Source, terms: Terms<'_>, as_of: Day, visitor: &mut impl Visitor) {
    let mut turns = Turns::default();
    source.offices(|record| {
        let mut rest = record.guidance;
        let (Some(from), Some(to)) = (rest.first(), rest.last()) else { return };
        terms.turns(record.appointments, as_of, Period { from: *from, to: *to }, &mut turns);
        for turn in &turns.before {
            let before = match rest {
                [first, ..] if first >= turn => continue,
                [.., last] if last < turn => rest.len(),
                _ => rest.partition_point(|day| day < turn),
            };
            let (days, later) = rest.split_at_checked(before).unwrap_or_default();
            if days.is_empty() {
                return;
            }
            rest = later;
            let day = |place| days.get(place).copied().unwrap_or(Day::MIN);
            let row = |place| Guidance { guided_on: day(place), appointments: record.appointments };
            let keys = |place| Keys::mentor(record.mentor, day(place).number(), 0);
            let disputed = days.first().is_some_and(|day| turns.last_days.contains(day));
            visitor.alike(days.len(), disputed, keys, terms, |place, terms| judge(&terms, row(place), as_of));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Id;
    use crate::rules::Supervision;
    use crate::rules::mentor_eligibility::Applicant;
    use crate::rules::mentors::Record;
    use crate::rules::revocation::Violation;

    /// One mentor.
    struct One<'r>(Record<'r>);

    impl Source for One<'_> {
        fn supervisions(&self, _: impl FnMut(Supervision<'_>)) {}

        fn applicants(&self, _: impl FnMut(Id, Applicant)) {}

        fn offices(&self, mut visit: impl FnMut(Record<'_>)) {
            visit(self.0);
        }

        fn violations(&self, _: impl FnMut(Id, Violation)) {}
    }

    /// Holds what is said to be alike, and undisputed, against each reading.
    #[derive(Default)]
    struct Doubts {
        days: Vec<Day>,
        alike: usize,
        disputed: usize,
    }

    impl Visitor for Doubts {
        fn subject<T: contest::Terms>(&mut self, _: Keys, _: T, _: impl Fn(T) -> Option<Judgement>) {
            panic!("all are visited together");
        }

        fn alike<T: contest::Terms>(
            &mut self,
            subjects: usize,
            disputed: bool,
            keys: impl Fn(usize) -> Keys,
            terms: T,
            judge: impl Fn(usize, T) -> Option<Judgement>,
        ) {
            let said = |subject: usize, terms: T| judge(subject, terms).map(|own| (own.verdict, own.due_on));
            let readings = [terms, terms.with(0, 0), terms.with(0, 1)];
            for subject in 0..subjects {
                let crate::rules::Second::Number(day) = keys(subject).second else { panic!("a day") };
                self.days.push(Day::from_number(day));
                for terms in readings {
                    assert_eq!(said(subject, terms), said(0, terms));
                    assert!(disputed || said(subject, terms) == said(0, readings[0]), "undisputed");
                }
            }
            self.alike += usize::from(subjects > 1);
            self.disputed += usize::from(said(0, readings[1]) != said(0, readings[2]));
        }
    }

    #[test]
    fn days_between_two_turns_are_alike_and_last_days_disputed() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let [first, second] = ["2021-02-28", "2023-11-20"].map(day);
        let revoked = |on: &str| Appointment { revoked_on: Some(day(on)), ..Appointment::new(first) };
        let to = day("2024-05-09");
        for (appointments, disputed) in [
            (&[][..], 0),
            (&[Appointment::new(first)][..], 1),
            // the last day of one lies within the other
            (&[Appointment::new(first), Appointment::new(second)], 0),
            (&[Appointment { ends_on: Some(to), ..Appointment::new(first) }], 0),
            (&[revoked("2023-05-05")], 0),
            // on the last day, which it does not take away under one reading
            (&[revoked("2024-02-28")], 0),
            (&[revoked("2024-02-29")], 1),
        ] {
            let all: Vec<Day> = (-40..1_400).map(|ahead| first.plus_days(ahead)).collect();
            for guidance in [&all[..], &all[50..60], &all[..1], &[]] {
                let record =
                    Record { mentor: Id::new(0).unwrap(), appointments, guidance, revocations: &[], evaluations: &[] };
                for effective in [Period::ALWAYS, Period { from: day("2021-06-01"), to: day("2024-02-27") }] {
                    let mut doubts = Doubts::default();
                    let terms = Terms { effective, ..Terms::default() };
                    visit(&One(record), terms, day("2024-11-01"), &mut doubts);
                    assert_eq!(doubts.days, guidance);
                    assert_eq!(doubts.alike > 0, guidance.len() > 1);
                    let ever = guidance.len() == all.len() && effective == Period::ALWAYS;
                    assert_eq!(doubts.disputed, if ever { disputed } else { 0 }, "{appointments:?}");
                }
            }
        }
    }
}

//! The same judge under every admissible reading.
//!
//! A rule says, through [`Terms`], which readings its clause admits; this module varies them and compares verdicts. It
//! knows no rule, and no rule knows it.
//!
//! ```
//! use hongyan::Day;
//! use hongyan::contest::contested;
//! use hongyan::finding::Verdict;
//! use hongyan::rules::monthly_plan::{Month, Terms, judge};
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! // a plan made on the 20th: late if the month's beginning is meant, in time if its end is
//! let month = Month { first_engaged: day("2024-03-01"), made_on: Some(day("2024-03-20")) };
//! let (judgement, contest) = contested(Terms::default(), |terms| judge(&terms, month, day("2024-04-01"))).unwrap();
//! assert_eq!(judgement.verdict, Verdict::Breach);
//! assert!(contest.contested);
//! assert_eq!(contest.due_range.unwrap().to, day("2024-03-31"));
//! ```

use crate::calendar::{Day, Period};
use crate::finding::{Judgement, Range, Verdict};

/// A reading key and its admissible values, by the names a policy gives them.
///
/// The one of an enum is its [`Reading::SLOT`]; those of a rule are its [`Terms::SLOTS`].
///
/// ```
/// use hongyan::contest::{Slot, Terms as _};
/// use hongyan::rules::mentor_eligibility::Terms;
///
/// const CATEGORIES: Slot = Slot { key: "mentor.categories", values: &["closed", "open"] };
/// assert_eq!(Terms::SLOTS, [CATEGORIES]);
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Slot {
    /// The full dotted policy key.
    pub key: &'static str,
    /// The admissible values.
    pub values: &'static [&'static str],
}

/// An enum whose variants are the admissible meanings of one clause.
///
/// ```
/// use hongyan::contest::Reading;
/// use hongyan::rules::record_deadline::LastDay;
///
/// assert_eq!(LastDay::SLOT.key, "supervision.record.last_day");
/// assert_eq!(LastDay::NextWorkday.name(), "next_workday");
/// assert_eq!(LastDay::at(0), Some(LastDay::default()));
/// ```
pub trait Reading: Copy + PartialEq + Sized + 'static {
    /// Key and value names; the names stand in the order of [`Reading::ALL`].
    const SLOT: Slot;
    /// All meanings; the first is the default.
    const ALL: &'static [Self];

    /// The name of this meaning in a policy.
    ///
    /// ```
    /// use hongyan::contest::Reading as _;
    /// use hongyan::rules::mentors::term::LastDay;
    ///
    /// assert_eq!(LastDay::default().name(), "corresponding_day");
    /// ```
    #[must_use]
    fn name(self) -> &'static str {
        Self::SLOT.values.get(self.index()).copied().unwrap_or_default()
    }

    /// Its place among [`Reading::ALL`].
    ///
    /// ```
    /// use hongyan::contest::Reading as _;
    /// use hongyan::rules::mentors::term::LastDay;
    ///
    /// assert_eq!(LastDay::ALL[LastDay::DayBefore.index()], LastDay::DayBefore);
    /// ```
    #[must_use]
    fn index(self) -> usize;

    /// The meaning at this place.
    ///
    /// `None` past the last of them.
    ///
    /// ```
    /// use hongyan::contest::Reading as _;
    /// use hongyan::rules::mentors::term::LastDay;
    ///
    /// assert_eq!(LastDay::at(1), Some(LastDay::DayBefore));
    /// assert_eq!(LastDay::at(2), None);
    /// ```
    #[must_use]
    fn at(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }
}

/// Which of a rule's readings a law or the issuing office has settled: bit `i` for slot `i`.
///
/// ```
/// use hongyan::contest::Settled;
///
/// let second = Settled::NONE.with(1);
/// assert!(second.has(1) && !second.has(0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Settled(u8);

impl Settled {
    /// None of them.
    pub const NONE: Settled = Settled(0);

    /// These and the one in this slot.
    ///
    /// A slot is one of 0 to 7.
    ///
    /// ```
    /// use hongyan::contest::Settled;
    /// use hongyan::rules::record_deadline::Terms;
    ///
    /// // the office that issued the system has said what both mean
    /// let settled = Settled::NONE.with(0).with(1);
    /// let terms = Terms { settled, ..Terms::default() };
    /// assert!(terms.settled.has(0) && terms.settled.has(1));
    /// ```
    #[must_use]
    #[inline]
    pub const fn with(self, slot: usize) -> Settled {
        Settled(self.0 | (1 << (slot & 7)))
    }

    /// Whether the one in this slot is settled.
    ///
    /// ```
    /// use hongyan::contest::Settled;
    /// use hongyan::rules::record_deadline::Terms;
    ///
    /// // the Civil Code settles the first day; the last day stays open
    /// let settled = Terms::default().settled;
    /// assert!(settled.has(0) && !settled.has(1));
    /// ```
    #[must_use]
    #[inline]
    pub const fn has(self, slot: usize) -> bool {
        self.0 & (1 << (slot & 7)) != 0
    }
}

/// What a rule is judged by: numbers and readings. `Copy`, so that a variation is a value and not a mutation.
///
/// ```
/// use hongyan::contest::{Settled, Terms as _};
/// use hongyan::rules::record_deadline::{LastDay, Terms};
///
/// // slot 1 is that of the last day
/// let rolled = Terms::default().with(1, 1);
/// assert_eq!(rolled.last_day, LastDay::NextWorkday);
/// // a settled reading is not varied
/// let settled = Terms { settled: Settled::NONE.with(1), ..Terms::default() };
/// assert!(settled.is_settled(1));
/// ```
pub trait Terms: Copy {
    /// The readings that may be varied, at most eight values in all. Terms that have any say the rest of this trait too.
    const SLOTS: &'static [Slot];

    /// Whether every edition involved has settled it.
    ///
    /// ```
    /// use hongyan::contest::Terms as _;
    /// use hongyan::rules::record_deadline::Terms;
    ///
    /// // by the Civil Code the session's day is not counted; what a rest day means is open
    /// let terms = Terms::default();
    /// assert!(terms.is_settled(0) && !terms.is_settled(1));
    /// ```
    fn is_settled(&self, _slot: usize) -> bool {
        true
    }

    /// The value in force, by its place in the slot; `None` if the editions involved differ.
    ///
    /// ```
    /// use hongyan::contest::Terms as _;
    /// use hongyan::rules::record_deadline::Terms;
    ///
    /// let in_force = Terms::default().value(1).unwrap();
    /// assert_eq!(Terms::SLOTS[1].values[in_force], "as_counted");
    /// ```
    fn value(&self, _slot: usize) -> Option<usize> {
        None
    }

    /// The same with this value wherever it is not settled.
    ///
    /// ```
    /// use hongyan::contest::Terms as _;
    /// use hongyan::rules::monthly_plan::{Due, Terms};
    ///
    /// assert_eq!(Terms::default().with(0, 1).due, Due::MonthEnd);
    /// ```
    #[must_use]
    fn with(self, _slot: usize, _value: usize) -> Self {
        self
    }
}

/// Which single readings flip a verdict: one bit a value, counted through the slots.
///
/// ```
/// use hongyan::contest::{Flips, Terms as _, contested};
/// use hongyan::rules::record_deadline::{Session, Terms, judge};
///
/// let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
/// let session = Session::new(day("2024-09-24"), Some(day("2024-10-08")));
/// let (_, contest) = contested(Terms::default(), |terms| judge(&terms, session, day("2024-12-01"))).unwrap();
/// let flips: Flips = contest.by;
/// assert_eq!(flips.names(Terms::SLOTS).count(), 1); // rolled over National Day it came in time
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flips(u8);

impl Flips {
    /// The readings as `full.dotted.key=value`, in the order of the slots.
    ///
    /// ```
    /// use hongyan::contest::{Terms as _, contested};
    /// use hongyan::facts::Form;
    /// use hongyan::rules::supervision_frequency::{Attended, Terms, WorkerMonth, judge};
    ///
    /// let day = |d| hongyan::Day::new(2024, 3, d).unwrap();
    /// // an individual supervision and one among peers, which may count as the group's
    /// let held = [Attended::on_project(day(5), Form::Individual), Attended::on_project(day(20), Form::Peer)];
    /// let march = WorkerMonth::whole(day(1).month(), &held);
    /// let (_, contest) = contested(Terms::default(), |terms| judge(&terms, march, day(31).next())).unwrap();
    /// let flips: Vec<_> = contest.by.names(Terms::SLOTS).collect();
    /// assert_eq!(flips, [("supervision.frequency.peer", "counts_as_group")]);
    /// ```
    pub fn names(self, slots: &'static [Slot]) -> impl Iterator<Item = (&'static str, &'static str)> {
        let values = slots.iter().flat_map(|slot| slot.values.iter().map(|value| (slot.key, *value)));
        values.enumerate().filter(move |(bit, _)| self.0 & (1 << (bit & 7)) != 0).map(|(_, name)| name)
    }

    /// Those with these names, if the slots have them all.
    #[cfg(feature = "json")]
    pub(crate) fn of<'n>(slots: &'static [Slot], mut names: impl Iterator<Item = (&'n str, &'n str)>) -> Option<Flips> {
        let all = || slots.iter().flat_map(|slot| slot.values.iter().map(|value| (slot.key, *value)));
        names.try_fold(Flips::default(), |Flips(bits), name| {
            let bit = all().position(|known| known == name)?;
            Some(Flips(bits | 1 << (bit & 7)))
        })
    }

    /// One bit a value.
    #[cfg(feature = "columns")]
    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    #[cfg(feature = "columns")]
    pub(crate) const fn from_bits(bits: u8) -> Flips {
        Flips(bits)
    }

    /// Whether no single reading flips it.
    ///
    /// A verdict may be contested all the same: by several readings together.
    ///
    /// ```
    /// use hongyan::contest::contested;
    /// use hongyan::facts::Form;
    /// use hongyan::rules::supervision_frequency::{Attended, Terms, WorkerMonth, judge};
    ///
    /// let day = |d| hongyan::Day::new(2024, 3, d).unwrap();
    /// // the peers' session was held on another project: it counts if both are read so
    /// let elsewhere = Attended { on_project: false, ..Attended::on_project(day(20), Form::Peer) };
    /// let held = [Attended::on_project(day(5), Form::Individual), elsewhere];
    /// let march = WorkerMonth::whole(day(1).month(), &held);
    /// let (_, contest) = contested(Terms::default(), |terms| judge(&terms, march, day(31).next())).unwrap();
    /// assert!(contest.contested && contest.by.is_empty());
    /// ```
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// How a verdict fares under the other readings.
///
/// ```
/// use hongyan::Day;
/// use hongyan::contest::{Contest, contested};
/// use hongyan::rules::record_deadline::{Session, Terms, judge};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let contest = |ended_on: &str| -> Contest {
///     let session = Session::new(day(ended_on), None);
///     contested(Terms::default(), |terms| judge(&terms, session, day("2024-10-05"))).unwrap().1
/// };
/// // a week later it is a workday; a week later it is National Day
/// assert!(!contest("2024-09-23").contested);
/// assert!(contest("2024-09-24").contested);
/// assert_eq!(contest("2024-09-24").due_range.unwrap().to, day("2024-10-08"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Contest {
    /// Whether some combination gives another verdict.
    pub contested: bool,
    /// The readings that alone do so.
    pub by: Flips,
    /// From the earliest to the latest `due_on` over all combinations; `None` where the verdict has no `due_on`.
    pub due_range: Option<Period>,
}

/// Judges under the policy's own readings, and then under every other combination.
///
/// ```
/// use hongyan::contest::{Terms as _, contested};
/// use hongyan::rules::record_deadline::{Session, Terms, judge};
///
/// let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
/// let session = Session::new(day("2024-09-24"), Some(day("2024-10-08")));
/// let (judgement, contest) =
///     contested(Terms::default(), |terms| judge(&terms, session, day("2024-12-01"))).unwrap();
/// assert_eq!(judgement.margin_days, Some(-7));
/// assert!(contest.contested);
/// assert_eq!(contest.by.names(Terms::SLOTS).next(), Some(("supervision.record.last_day", "next_workday")));
/// ```
#[inline]
pub fn contested<T: Terms>(terms: T, judge: impl Fn(T) -> Option<Judgement>) -> Option<(Judgement, Contest)> {
    let own = judge(terms)?;
    let contest = contest(terms, &own, judge);
    Some((own, contest))
}

/// Judges again under every combination of unsettled readings.
///
/// ```
/// use hongyan::Day;
/// use hongyan::contest::contest;
/// use hongyan::rules::record_deadline::{Session, Terms, judge};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let session = Session::new(day("2024-09-24"), Some(day("2024-10-08")));
/// let own = judge(&Terms::default(), session, day("2024-10-12")).unwrap();
/// let contest = contest(Terms::default(), &own, |terms| judge(&terms, session, day("2024-10-12")));
/// assert!(contest.contested);
/// let range = contest.due_range.unwrap();
/// assert_eq!((range.from, range.to), (day("2024-10-01"), day("2024-10-08")));
/// ```
#[inline]
pub fn contest<T: Terms>(terms: T, own: &Judgement, judge: impl Fn(T) -> Option<Judgement>) -> Contest {
    let mut contested = false;
    let mut by = 0_u8;
    let mut due = Range::default();
    due.add(own.due_on);
    each(terms, |terms, single, _| {
        if let Some(other) = judge(terms) {
            due.add(other.due_on);
            if other.verdict != own.verdict {
                contested = true;
                by |= single;
            }
        }
    });
    Contest { contested, by: Flips(by), due_range: own.due_on.and_then(|_| due.get()) }
}

/// Visits the terms in force and every other combination of unsettled readings.
#[cfg(feature = "columns")]
pub(crate) fn every<T: Terms>(terms: T, mut visit: impl FnMut(T)) {
    visit(terms);
    each(terms, |varied, _, _| visit(varied));
}

/// One combination of readings, for an explanation: the settings, and what they lead to.
///
/// They are listed by [`alternatives`], and by an [explanation](crate::explain::Explanation::readings).
///
/// ```
/// use hongyan::Day;
/// use hongyan::contest::{Alternative, alternatives};
/// use hongyan::rules::cycle_plan::{Supervisor, Terms, judge};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// // a supervisor who takes over in March
/// let supervisor = Supervisor { start: day("2024-03-01"), project_start: day("2024-01-01"), made_on: None };
/// let all: Vec<Alternative> = alternatives(Terms::default(), |terms| judge(&terms, supervisor, day("2024-05-01")));
/// assert_eq!(all[1].settings, [("supervision.cycle_plan.successor", "owes_one")]);
/// assert_eq!(all[1].due_on, Some(day("2024-04-01"))); // and without a successor's duty there is none
/// assert_eq!(all[0].due_on, None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Alternative {
    /// The values by key, in the order of the slots. A key that is left as it is while its editions differ is absent.
    pub settings: Vec<(&'static str, &'static str)>,
    /// The verdict, or `None` if this combination does not judge the subject.
    pub verdict: Option<Verdict>,
    /// The last day in this combination.
    pub due_on: Option<Day>,
}

/// Every combination with its outcome, the policy's own first.
///
/// ```
/// use hongyan::Day;
/// use hongyan::contest::alternatives;
/// use hongyan::finding::Verdict;
/// use hongyan::rules::record_deadline::{Session, Terms, judge};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let session = Session::new(day("2024-09-24"), Some(day("2024-10-08")));
/// let all = alternatives(Terms::default(), |terms| judge(&terms, session, day("2024-10-12")));
/// let verdicts: Vec<_> = all.iter().filter_map(|one| one.verdict).collect();
/// assert_eq!(verdicts, [Verdict::Breach, Verdict::Compliant]);
/// ```
pub fn alternatives<T: Terms>(terms: T, judge: impl Fn(T) -> Option<Judgement>) -> Vec<Alternative> {
    let outcome = |varied: T, wheels: [usize; MOST_SLOTS]| {
        let judged = judge(varied);
        let settings = T::SLOTS.iter().zip(wheels).enumerate().filter_map(|(slot, (names, wheel))| {
            let value = wheel.checked_sub(1).or_else(|| terms.value(slot))?;
            Some((names.key, *names.values.get(value)?))
        });
        Alternative {
            settings: settings.collect(),
            verdict: judged.map(|judged| judged.verdict),
            due_on: judged.and_then(|judged| judged.due_on),
        }
    };
    let mut all = vec![outcome(terms, [0; MOST_SLOTS])];
    each(terms, |varied, _, wheels| all.push(outcome(varied, wheels)));
    all
}

/// The greatest number of slots a rule has.
const MOST_SLOTS: usize = 4;

/// The places of the slots. `enumerate` would count with a check, which is a way to panic.
const PLACES: [usize; MOST_SLOTS] = [0, 1, 2, 3];

/// Visits every combination but the policy's own, each with the bit of its value if it changes one reading alone.
///
/// It is an odometer with a wheel for each slot: 0 leaves the slot as it is, `v + 1` sets value `v`.
#[inline]
fn each<T: Terms>(terms: T, mut visit: impl FnMut(T, u8, [usize; MOST_SLOTS])) {
    const { assert!(fits(T::SLOTS), "more slots or values than a contest can hold") };
    let mut wheels = [0_usize; MOST_SLOTS];
    while turn(&terms, &mut wheels) {
        let (mut varied, mut changed, mut single, mut bit) = (terms, 0_u32, 0_u8, 0_u32);
        for ((names, wheel), slot) in T::SLOTS.iter().zip(wheels).zip(PLACES) {
            if let Some(value) = wheel.checked_sub(1) {
                varied = varied.with(slot, value);
                changed = changed.saturating_add(1);
                single = 1_u8.checked_shl(bit.saturating_add(value as u32)).unwrap_or(0);
            }
            bit = bit.saturating_add(names.values.len() as u32);
        }
        visit(varied, if changed == 1 { single } else { 0 }, wheels);
    }
}

/// Whether the slots and their values can be told apart by the wheels and by the bits of [`Flips`].
const fn fits(slots: &[Slot]) -> bool {
    let (mut rest, mut values) = (slots, 0_usize);
    while let [slot, others @ ..] = rest {
        values = values.saturating_add(slot.values.len());
        rest = others;
    }
    slots.len() <= MOST_SLOTS && values <= u8::BITS as usize
}

/// Turns to the next combination; false when all wheels are back at 0.
#[inline]
fn turn<T: Terms>(terms: &T, wheels: &mut [usize; MOST_SLOTS]) -> bool {
    for ((names, wheel), slot) in T::SLOTS.iter().zip(wheels).zip(PLACES) {
        if terms.is_settled(slot) {
            continue;
        }
        *wheel = wheel.saturating_add(1);
        // the value in force is the same as leaving the slot as it is
        if terms.value(slot).is_some_and(|own| own.saturating_add(1) == *wheel) {
            *wheel = wheel.saturating_add(1);
        }
        if *wheel <= names.values.len() {
            return true;
        }
        *wheel = 0;
    }
    false
}

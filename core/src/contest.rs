//! The same judge under every admissible reading.
//!
//! A rule says, through [`Terms`], which readings its clause admits; this module varies them and compares verdicts. It
//! knows no rule, and no rule knows it.

use crate::calendar::Period;
use crate::finding::{Judgement, Range, Verdict};

/// A reading key and its admissible values, by the names a policy gives them.
#[derive(Debug, PartialEq, Eq)]
pub struct Slot {
    /// The full dotted policy key.
    pub key: &'static str,
    /// The admissible values.
    pub values: &'static [&'static str],
}

/// An enum whose variants are the admissible meanings of one clause.
pub trait Reading: Copy + PartialEq + Sized + 'static {
    /// Key and value names; the names stand in the order of [`Reading::ALL`].
    const SLOT: Slot;
    /// All meanings; the first is the default.
    const ALL: &'static [Self];

    /// The name of this meaning in a policy.
    #[must_use]
    fn name(self) -> &'static str {
        Self::SLOT.values.get(self.index()).copied().unwrap_or_default()
    }

    /// Its place among [`Reading::ALL`].
    #[must_use]
    fn index(self) -> usize {
        Self::ALL.iter().position(|one| *one == self).unwrap_or_default()
    }

    /// The meaning at this place.
    #[must_use]
    fn at(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }
}

/// Which of a rule's readings a law or the issuing office has settled: bit `i` for slot `i`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Settled(u8);

impl Settled {
    /// None of them.
    pub const NONE: Settled = Settled(0);

    /// These and the one in this slot.
    #[must_use]
    pub const fn with(self, slot: usize) -> Settled {
        Settled(self.0 | (1 << (slot & 7)))
    }

    /// Whether the one in this slot is settled.
    #[must_use]
    pub const fn has(self, slot: usize) -> bool {
        self.0 & (1 << (slot & 7)) != 0
    }
}

/// What a rule is judged by: numbers and readings. `Copy`, so that a variation is a value and not a mutation.
pub trait Terms: Copy {
    /// The readings that may be varied (at most eight values in all).
    const SLOTS: &'static [Slot];

    /// Whether every edition involved has settled it.
    fn is_settled(&self, slot: usize) -> bool;

    /// The value in force, by its place in the slot; `None` if the editions involved differ.
    fn value(&self, slot: usize) -> Option<usize>;

    /// The same with this value wherever it is not settled.
    #[must_use]
    fn with(self, slot: usize, value: usize) -> Self;
}

/// Which single readings flip a verdict: one bit a value, counted through the slots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flips(u8);

impl Flips {
    /// The readings as `full.dotted.key=value`, in the order of the slots.
    pub fn names(self, slots: &'static [Slot]) -> impl Iterator<Item = (&'static str, &'static str)> {
        let values = slots
            .iter()
            .flat_map(|slot| slot.values.iter().map(|value| (slot.key, *value)));
        values
            .enumerate()
            .filter(move |(bit, _)| self.0 & (1 << (bit & 7)) != 0)
            .map(|(_, name)| name)
    }

    /// Whether no single reading flips it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// How a verdict fares under the other readings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Contest {
    /// Whether some combination gives another verdict.
    pub contested: bool,
    /// The readings that alone do so.
    pub by: Flips,
    /// From the earliest to the latest `due_on` over all combinations; `None` where the verdict has no `due_on`.
    pub due_range: Option<Period>,
}

/// Judges again under every combination of unsettled readings.
#[inline]
pub fn contest<T: Terms>(terms: T, own: &Judgement, judge: impl Fn(T) -> Option<Judgement>) -> Contest {
    let mut contested = false;
    let mut by = 0_u8;
    let mut due = Range::default();
    due.add(own.due_on);
    each(terms, |terms, single| {
        if let Some(other) = judge(terms) {
            due.add(other.due_on);
            if other.verdict != own.verdict {
                contested = true;
                by |= single;
            }
        }
    });
    Contest {
        contested,
        by: Flips(by),
        due_range: own.due_on.and_then(|_| due.get()),
    }
}

/// One combination of readings, for an explanation: the settings, and what they lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The values set, by key, in the order of the slots; a key whose editions differ and are left so is absent.
    pub settings: Vec<(&'static str, &'static str)>,
    /// The verdict, or `None` if this combination does not judge the subject.
    pub verdict: Option<Verdict>,
    /// The last day in this combination.
    pub due_on: Option<crate::calendar::Day>,
}

/// Every combination with its outcome, the policy's own first.
pub fn alternatives<T: Terms>(terms: T, judge: impl Fn(T) -> Option<Judgement>) -> Vec<Alternative> {
    let outcome = |terms: T| {
        let judged = judge(terms);
        let settings = T::SLOTS.iter().enumerate();
        Alternative {
            settings: settings
                .filter_map(|(slot, names)| Some((names.key, *names.values.get(terms.value(slot)?)?)))
                .collect(),
            verdict: judged.map(|judged| judged.verdict),
            due_on: judged.and_then(|judged| judged.due_on),
        }
    };
    let mut all = vec![outcome(terms)];
    each(terms, |terms, _| all.push(outcome(terms)));
    all
}

/// Visits every combination but the policy's own, each with the bit of its value if it changes one reading alone.
#[inline]
fn each<T: Terms>(terms: T, mut visit: impl FnMut(T, u8)) {
    vary(terms, 0, 0, Changed::None, &mut visit);
}

#[derive(Clone, Copy)]
enum Changed {
    None,
    One(u8),
    More,
}

#[inline]
fn vary<T: Terms>(terms: T, slot: usize, bit: u32, changed: Changed, visit: &mut impl FnMut(T, u8)) {
    let Some(names) = T::SLOTS.get(slot) else {
        match changed {
            Changed::None => {}
            Changed::One(single) => visit(terms, single),
            Changed::More => visit(terms, 0),
        }
        return;
    };
    let next_slot = slot.saturating_add(1);
    let next_bit = bit.saturating_add(names.values.len() as u32);
    vary(terms, next_slot, next_bit, changed, visit);
    if terms.is_settled(slot) {
        return;
    }
    let own = terms.value(slot);
    for value in 0..names.values.len() {
        if own != Some(value) {
            let changed = match changed {
                Changed::None => Changed::One(1_u8.checked_shl(bit.saturating_add(value as u32)).unwrap_or(0)),
                _ => Changed::More,
            };
            vary(terms.with(slot, value), next_slot, next_bit, changed, visit);
        }
    }
}

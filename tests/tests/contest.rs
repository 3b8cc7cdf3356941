//! The contest against every combination written out: terms with slots of two and three values, settled, open, or
//! unknown because editions differ, and judges that answer anything for each combination.

use std::collections::BTreeSet;

use hongyan::calendar::Period;
use hongyan::contest::{Flips, Reading, Settled, Slot, Terms, alternatives, contest, contested};
use hongyan::finding::{Force, Judgement, Verdict};
use hongyan::rules::mentors::stretch::Counting;
use hongyan::rules::mentors::term;
use hongyan::rules::{
    commendation, cycle_plan, mentor_eligibility, monthly_plan, record_deadline, revocation, supervision_frequency,
};
use hongyan::{Day, Report, check};
use hongyan_tests::{ask, random};

const SLOTS: [Slot; 3] = [
    Slot { key: "a", values: &["a0", "a1"] },
    Slot { key: "b", values: &["b0", "b1", "b2"] },
    Slot { key: "c", values: &["c0", "c1"] },
];
/// What a slot has that nothing was put into while its editions differ.
const MIXED: usize = 7;

#[derive(Clone, Copy, Debug)]
struct Made {
    values: [usize; 3],
    settled: Settled,
}

impl Terms for Made {
    const SLOTS: &'static [Slot] = &SLOTS;

    fn is_settled(&self, slot: usize) -> bool {
        self.settled.has(slot)
    }

    fn value(&self, slot: usize) -> Option<usize> {
        Some(self.values[slot]).filter(|value| *value != MIXED)
    }

    fn with(mut self, slot: usize, value: usize) -> Made {
        assert!(!self.settled.has(slot), "what is settled is not varied");
        self.values[slot] = value;
        self
    }
}

/// A judgement that follows from the values and a seed without a pattern; none for some.
fn judge(terms: Made, seed: u64) -> Option<Judgement> {
    let [a, b, c] = terms.values.map(|value| value as u64);
    let mut number = seed.wrapping_add(a * 3 + b * 31 + c * 311).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    number ^= number >> 29;
    let verdict = Verdict::ALL[(number % 3) as usize];
    let due_on = (number >> 8 & 3 != 0).then(|| Day::new(2024, 5, 1 + (number >> 16 & 15) as u32).expect("a day"));
    let mut judgement = Judgement::bare(verdict, Force::Mandatory);
    judgement.due_on = due_on;
    (number >> 4 & 7 != 0).then_some(judgement)
}

/// Every combination but the terms as they are, with how many slots it changes and the name of the last.
fn others(terms: Made) -> Vec<(Made, Vec<(&'static str, &'static str)>)> {
    let wheel = |slot: usize| -> Vec<Option<usize>> {
        let all = (0..SLOTS[slot].values.len()).filter(|value| terms.values[slot] != *value).map(Some);
        std::iter::once(None).chain(all.filter(|_| !terms.settled.has(slot))).collect()
    };
    let mut all = Vec::new();
    for a in wheel(0) {
        for b in wheel(1) {
            for c in wheel(2) {
                let (mut made, mut changed) = (terms, Vec::new());
                for (slot, value) in [a, b, c].into_iter().enumerate() {
                    if let Some(value) = value {
                        made.values[slot] = value;
                        changed.push((SLOTS[slot].key, SLOTS[slot].values[value]));
                    }
                }
                if !changed.is_empty() {
                    all.push((made, changed));
                }
            }
        }
    }
    all
}

fn every_terms() -> impl Iterator<Item = Made> {
    (0..8_usize).flat_map(|settled| {
        let settled = (0..3).filter(|slot| settled >> slot & 1 == 1).fold(Settled::NONE, Settled::with);
        [0, 1, MIXED].into_iter().flat_map(move |a| {
            [0, 1, 2, MIXED].into_iter().flat_map(move |b| [0, 1, MIXED].map(|c| Made { values: [a, b, c], settled }))
        })
    })
}

#[test]
fn a_contest_is_what_every_other_combination_says() {
    let (mut flipped, mut by_none) = (0, 0);
    for terms in every_terms() {
        for seed in 0..60 {
            let found = contested(terms, |terms| judge(terms, seed));
            let Some(own) = judge(terms, seed) else {
                assert_eq!(found, None);
                continue;
            };
            let others: Vec<_> =
                others(terms).into_iter().filter_map(|(made, changed)| Some((judge(made, seed)?, changed))).collect();
            let differing = || others.iter().filter(|(other, _)| other.verdict != own.verdict);
            let alone: BTreeSet<_> =
                differing().filter(|(_, changed)| changed.len() == 1).map(|(_, changed)| changed[0]).collect();
            let days = || others.iter().filter_map(|(other, _)| other.due_on).chain(own.due_on);
            let range = own.due_on.and_then(|_| Some(Period { from: days().min()?, to: days().max()? }));

            let (judgement, contest_of) = found.expect("judged");
            assert_eq!(judgement, own);
            assert_eq!(contest(terms, &own, |terms| judge(terms, seed)), contest_of);
            assert_eq!(contest_of.contested, differing().count() > 0, "{terms:?} {seed}");
            assert_eq!(contest_of.due_range, range, "{terms:?} {seed}");
            let names: Vec<_> = contest_of.by.names(&SLOTS).collect();
            assert_eq!(names, alone.iter().copied().collect::<Vec<_>>(), "{terms:?} {seed}");
            assert_eq!(contest_of.by.is_empty(), alone.is_empty());
            flipped += alone.len();
            by_none += usize::from(contest_of.contested && alone.is_empty());
        }
    }
    assert!(flipped > 1_000 && by_none > 20, "{flipped} {by_none}");
    assert!(Flips::default().is_empty() && Flips::default().names(&SLOTS).next().is_none());
}

#[test]
fn alternatives_are_all_combinations_with_their_settings() {
    for terms in every_terms() {
        let found = alternatives(terms, |terms| judge(terms, 5));
        let mut expected = vec![(terms, Vec::new())];
        expected.extend(others(terms));
        assert_eq!(found.len(), expected.len());
        let settings = |made: Made| -> Vec<(&str, &str)> {
            let known = SLOTS.iter().zip(made.values).filter(|(_, value)| *value != MIXED);
            known.map(|(slot, value)| (slot.key, slot.values[value])).collect()
        };
        let outcome = |made: Made| {
            let judged = judge(made, 5);
            (settings(made), judged.map(|one| one.verdict), judged.and_then(|one| one.due_on))
        };
        let listed: Vec<_> = found.into_iter().map(|one| (one.settings, one.verdict, one.due_on)).collect();
        assert_eq!(listed[0], outcome(terms), "the policy's own comes first");
        for (made, _) in expected {
            assert!(listed.contains(&outcome(made)), "{made:?}");
        }
    }
}

#[test]
fn what_is_settled_twice_is_settled() {
    let settled = Settled::NONE.with(1).with(2).with(1);
    assert_eq!([0, 1, 2, 3].map(|slot| settled.has(slot)), [false, true, true, false]);
    assert_eq!(settled, Settled::NONE.with(2).with(1));
}

/// A rule without readings has nothing to be varied, and says so if it is asked.
#[test]
fn terms_without_readings_are_settled() {
    let terms = revocation::Terms { effective: Period::ALWAYS };
    assert!(revocation::Terms::SLOTS.is_empty() && terms.is_settled(0));
    assert_eq!(terms.value(0), None);
}

#[test]
fn what_contests_a_verdict_is_read_as_it_was_written() {
    let mut seen = BTreeSet::new();
    for seed in 0..60 {
        let district = random::district(seed);
        let (facts, policy) = (ask::facts(&district.facts), ask::policy(&district.policy));
        let report = check(&facts, &policy, ask::day(&district.as_of));
        let json = report.to_json().expect("a report has a JSON form");
        let again = Report::from_json(&json).unwrap_or_else(|error| panic!("district {seed}: {error}"));
        for (own, read) in report.findings().zip(again.findings()) {
            let names: Vec<_> = own.contested_by().collect();
            assert_eq!(read.contested_by().collect::<Vec<_>>(), names, "district {seed}");
            seen.extend(names.into_iter().map(|(key, value)| format!("{key}={value}")));
        }
        let foreign =
            json.replacen("supervision.frequency.scope=per_worker", "supervision.frequency.scope=per_wrkr", 1);
        assert_eq!(Report::from_json(&foreign).is_ok(), foreign == json, "district {seed}");
    }
    assert!(seen.len() > 12, "{seen:?}");
}

/// The meanings of a reading stand in the order of their names.
fn named<R: Reading + std::fmt::Debug>() {
    assert_eq!(R::ALL.len(), R::SLOT.values.len());
    for (place, (meaning, name)) in R::ALL.iter().zip(R::SLOT.values).enumerate() {
        assert_eq!((meaning.name(), meaning.index(), R::at(place)), (*name, place, Some(*meaning)), "{}", R::SLOT.key);
    }
    assert_eq!(R::at(R::ALL.len()), None);
}

#[test]
fn every_meaning_of_every_reading_has_its_name() {
    named::<supervision_frequency::PartialMonth>();
    named::<supervision_frequency::Scope>();
    named::<supervision_frequency::Peer>();
    named::<record_deadline::FirstDay>();
    named::<record_deadline::LastDay>();
    named::<cycle_plan::Successor>();
    named::<monthly_plan::Due>();
    named::<mentor_eligibility::Categories>();
    named::<term::LastDay>();
    named::<Counting>();
    named::<commendation::LapseEffect>();
}

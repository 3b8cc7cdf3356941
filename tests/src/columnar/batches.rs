//! Columns in batches held against one call.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use fastrand::Rng;
use hongyan::Check;
use hongyan::columns::{Accumulator, Door};
use hongyan::facts::OnError;
use serde_json::{Map, Value};

use super::{IdsAs, Owned, parting};

/// Facts in batches, and whole, rows in the order of the batches.
struct Split {
    batches: Vec<Value>,
    whole: Value,
}

/// Deals rows out. Sessions that share a key stay together, and so does a mentor's guidance of one day.
fn split(facts: &Value, dice: &mut Rng) -> Split {
    let count = dice.usize(1..7);
    let mut batches = vec![Map::new(); count];
    let mut whole = Map::new();
    for (name, rows) in facts.as_object().expect("tables") {
        let rows = rows.as_array().expect("rows");
        let salt = dice.u64(..);
        let mut dealt: Vec<Vec<Value>> = vec![Vec::new(); count];
        for row in rows {
            let together = match name.as_str() {
                "sessions" => Some([&row["session"], &row["worker"]]),
                "guidance" => Some([&row["mentor"], &row["guided_on"]]),
                _ => None,
            };
            let at = together.map_or_else(
                || dice.u64(..),
                |keys| {
                    let mut hasher = DefaultHasher::new();
                    (salt, keys.map(Value::to_string)).hash(&mut hasher);
                    hasher.finish()
                },
            );
            dealt[(at % count as u64) as usize].push(row.clone());
        }
        whole.insert(name.clone(), dealt.concat().into());
        // a table is present if one batch has it
        let sure = dice.usize(0..count);
        for (at, (batch, rows)) in batches.iter_mut().zip(dealt).enumerate() {
            if !rows.is_empty() || at == sure || dice.bool() {
                batch.insert(name.clone(), rows.into());
            }
        }
    }
    Split { batches: batches.into_iter().map(Value::Object).collect(), whole: Value::Object(whole) }
}

/// Takes batches in, by several accumulators that are saved, loaded and merged at random.
fn gather(owned: &[Owned], check: &Check<'_>, door: Door, dice: &mut Rng) -> Accumulator {
    let mut all: Vec<Accumulator> = (0..dice.usize(1..4)).map(|_| Accumulator::new(check, door)).collect();
    let mut order: Vec<usize> = (0..owned.len()).collect();
    dice.shuffle(&mut order);
    for at in order {
        let into = dice.usize(0..all.len());
        let number = at as u32 * 10;
        owned[at].frames(|frames| all[into].add(number, frames)).unwrap_or_else(|error| panic!("{error}"));
        if dice.u8(0..3) == 0 {
            all[into] = Accumulator::load(&all[into].save()).expect("what was saved");
        }
        if dice.u8(0..4) == 0 {
            drop(all[into].finish());
        }
    }
    while all.len() > 1 {
        let one = all.swap_remove(dice.usize(0..all.len()));
        let into = dice.usize(0..all.len());
        all[into].merge(one).expect("the same question");
    }
    all.pop().expect("an accumulator")
}

fn threads<T: Send>(count: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(count).build().expect("threads").install(work)
}

/// A report as JSON without the warnings that batches cannot tell.
fn told(report: &hongyan::Report, facts: &Value) -> String {
    let mut report: Value = serde_json::from_str(&report.to_json().expect("JSON")).expect("JSON");
    let guidance = facts["guidance"].as_array().into_iter().flatten();
    let mut days = BTreeSet::new();
    let once =
        guidance.map(|row| (row["mentor"].to_string(), row["guided_on"].to_string())).all(|day| days.insert(day));
    let known = |warning: &Value| match warning["code"].as_str().expect("a code") {
        "session_of_unknown_engagement" | "session_outside_engagement" => false,
        "guidance_before_appointment" => once,
        _ => true,
    };
    report["warnings"].as_array_mut().expect("warnings").retain(known);
    report.to_string()
}

/// A door that does this with faulty rows.
#[must_use]
pub fn door(on_error: OnError) -> Door {
    let mut door = Door::default();
    door.on_error = on_error;
    door
}

/// Whether batches end as one call does, and come to the same bytes by two ways.
///
/// # Panics
/// If they do not.
pub fn assert_alike(facts: &Value, check: &Check<'_>, ids: IdsAs, door: Door, seed: u64, name: &str) {
    let mut dice = Rng::with_seed(seed);
    let Split { batches, whole } = split(facts, &mut dice);
    let one = Owned::of(&whole, ids, seed)
        .check(door, |columns| check.columns(&columns).to_report())
        .unwrap_or_else(|faults| panic!("{name}: {faults}"));
    let mut saved = Vec::new();
    for count in [1, 2] {
        let owned: Vec<Owned> = batches.iter().map(|batch| Owned::of(batch, ids, dice.u64(..))).collect();
        let mut dice = dice.fork();
        let (report, bytes) = threads(count, || {
            let mut all = gather(&owned, check, door, &mut dice);
            let report = all.finish().unwrap_or_else(|faults| panic!("{name}: {faults}"));
            (report.to_report(), all.save())
        });
        let (one, many) = (told(&one, &whole), told(&report, &whole));
        assert!(one == many, "{name}, {count} threads\n{}", parting(&one, &many));
        saved.push(bytes);
    }
    assert!(saved[0] == saved[1], "{name}: other bytes");
}

#![no_main]
//! Batches in any order, merged, saved and resumed: the findings of all rows at once. Saved bytes that were tampered
//! with are refused, or give some report; they never panic.

use std::collections::BTreeSet;

use hongyan::columns::{Accumulator, Door};
use hongyan::facts::{Builder, Fault, FaultCode, OnError};
use hongyan::{Check, Keep};
use hongyan_fuzz::arrays::{Ids, Laid, batch, frames, question};
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// What does not speak of rows, which every batch counts for itself.
fn judged(report: &hongyan::Report) -> Value {
    let mut value = serde_json::to_value(report).expect("a report has a JSON form");
    let map = value.as_object_mut().expect("an object");
    map.remove("warnings");
    map.remove("faults");
    value
}

/// The rows whose keys others share; those of batches come in the order of their numbers.
fn keys(faults: &[Fault]) -> BTreeSet<(Option<String>, Option<usize>)> {
    let shared = faults.iter().filter(|fault| fault.code == FaultCode::DuplicateKey);
    shared.map(|fault| (fault.table.as_deref().map(str::to_owned), fault.row)).collect()
}

fn tampered(u: &mut Unstructured<'_>, mut bytes: Vec<u8>) -> Result<()> {
    for _ in 0..u.int_in_range(1..=4_u8)? {
        let at = u.int_in_range(0..=bytes.len() - 1)?;
        match u.int_in_range(0..=3_u8)? {
            0 => bytes[at] = u.arbitrary()?,
            1 => bytes[at] = bytes[at].wrapping_add(1),
            2 => drop(bytes.remove(at)),
            _ => bytes.truncate(at.max(16)),
        }
    }
    if u.ratio(9_u8, 10_u8)? && bytes.len() > 4 {
        // with the right sum, so that it is read at all
        let body = bytes.len() - 4;
        let sum = crc32fast::hash(&bytes[..body]).to_le_bytes();
        bytes[body..].copy_from_slice(&sum);
    }
    if let Ok(mut accumulator) = Accumulator::load(&bytes) {
        let _ = accumulator.save();
        if let Ok(report) = accumulator.finish() {
            let _ = serde_json::to_string(&report.to_report());
        }
    }
    Ok(())
}

fn same(u: &mut Unstructured<'_>) -> Result<()> {
    let ids = if u.arbitrary()? { Ids::Texts } else { Ids::Numbers };
    let (policy, as_of) = question(u)?;
    let check = Check::new(&policy, as_of).keep(if u.arbitrary()? { Keep::ALL } else { Keep::PROBLEMS });
    let count = u.int_in_range(1..=3_usize)?;
    let mut batches: Vec<Vec<Laid>> = Vec::new();
    for place in 0..count {
        batches.push(batch(u, ids, place)?);
    }
    let door = Door::new().skipping_faults();
    let mut parts = [Accumulator::new(&check, door), Accumulator::new(&check, door)];
    let mut order: Vec<usize> = (0..count).collect();
    if u.arbitrary()? {
        order.reverse();
    }
    for place in order {
        let part = &mut parts[usize::from(u.arbitrary::<bool>()?)];
        part.add(place as u32, frames(&batches[place])).expect("faulty rows are skipped");
        if u.ratio(1_u8, 3_u8)? {
            *part = Accumulator::load(&part.save()).expect("what was saved is loaded");
        }
    }
    let [mut one, other] = parts;
    one.merge(other).expect("parts of one question");
    let saved = one.save();
    let report = one.finish().expect("faulty rows are skipped");

    let mut builder = Builder::new();
    batches.iter().flatten().for_each(|table| table.rows(&mut builder));
    let facts = builder.build(OnError::Skip).expect("faulty rows are skipped");
    assert_eq!(keys(report.faults().first()), keys(facts.faults()));
    assert_eq!(judged(&report.to_report()), judged(&check.run(&facts)));
    tampered(u, saved)
}

fuzz_target!(|bytes: &[u8]| {
    let _ = same(&mut Unstructured::new(bytes));
});

//! Batches whose faulty rows are left out: what one call over all rows leaves out, and says of them.

use std::collections::BTreeSet;

use fastrand::Rng;
use hongyan::columns::{Accumulator, Frame, Frames};
use hongyan::facts::{Builder, Cell, FaultCode, OnError, Table};
use hongyan::{Check, Day, Policy, Rule};
use hongyan_tests::columnar::batches::{assert_alike, door};
use hongyan_tests::columnar::{IdsAs, Owned, holdable, numbered, parting};
use hongyan_tests::random::{self, spoil};
use hongyan_tests::vectors;
use serde_json::json;

/// Faulty rows: the same faults under the rows of the whole tables, and the same report without them.
#[test]
fn faults_come_out_alike() {
    let (mut compared, mut across) = (0, 0);
    for (file, cases) in vectors::all() {
        for case in cases {
            if !holdable(&case.facts) {
                continue;
            }
            let whole = Builder::from_json(&case.facts.to_string()).unwrap().build(OnError::Skip);
            let whole = whole.unwrap();
            let codes: BTreeSet<FaultCode> = whole.faults().iter().map(|fault| fault.code).collect();
            // a column may be absent in every row of a batch, and only there
            if codes.is_empty()
                || codes.contains(&FaultCode::MissingTableColumn)
                || codes.contains(&FaultCode::MissingValue)
            {
                continue;
            }
            let policy = case.policy();
            let check = Check::new(&policy, case.as_of).rules(case.rules());
            for seed in 0..4 {
                let name = format!("{file}: {}", case.name);
                assert_alike(&case.facts, &check, IdsAs::Texts, door(OnError::Skip), seed, &name);
                compared += 1;
            }
            across += usize::from(codes.contains(&FaultCode::DuplicateKey));
        }
    }
    assert!(compared > 100 && across > 0, "{compared} compared, {across} with keys");
}

/// One call over rows, over columns, and batches leave out the same rows and say the same of them.
#[test]
fn spoilt_districts_come_out_alike() {
    let (mut shared, mut alone) = (0, 0);
    let seeds = random::seeds(300);
    for seed in seeds.clone() {
        let mut district = random::district(seed);
        spoil(&mut district.facts, &mut Rng::with_seed(seed));
        let policy = Policy::from_json(&district.policy.to_string()).unwrap();
        let check = Check::new(&policy, district.as_of.parse::<Day>().unwrap());
        let name = format!("district {seed}");
        let skip = door(OnError::Skip);
        assert_alike(&district.facts, &check, IdsAs::Texts, skip, seed, &name);
        let (numbers, _) = numbered(&district.facts, IdsAs::Sparse);
        assert_alike(&numbers, &check, IdsAs::Sparse, skip, seed, &name);

        let facts = Builder::from_json(&district.facts.to_string()).unwrap().build(OnError::Skip).unwrap();
        let rows = check.run(&facts).to_json().unwrap();
        let columns = Owned::of(&district.facts, IdsAs::Texts, seed).report(skip, &check).unwrap();
        assert!(rows == columns, "{name}\n{}", parting(&rows, &columns));
        let at = |fault: &hongyan::facts::Fault| (fault.table.clone(), fault.row);
        let (keys, own): (Vec<_>, Vec<_>) =
            facts.faults().iter().partition(|fault| fault.code == FaultCode::DuplicateKey);
        let own: BTreeSet<_> = own.into_iter().map(at).collect();
        let keys: BTreeSet<_> = keys.into_iter().map(at).collect();
        shared += keys.difference(&own).count();
        alone += own.difference(&keys).count();
    }
    let few = seeds.count() / 3;
    assert!(shared >= 3 * few && alone > few, "{shared} sound rows with a faulty key, {alone} faulty rows without");
}

/// The day that one mentor was appointed on, with a last day that is as good as it is.
fn appointments(ends_on: &[&str]) -> Owned {
    let row = |ends_on: &&str| json!({"mentor": "M", "appointed_on": "2024-01-01", "ends_on": ends_on});
    let facts = json!({"appointments": ends_on.iter().map(row).collect::<Vec<_>>(), "guidance": [
        {"mentor": "M", "guided_on": "2024-05-01"}]});
    Owned::of(&facts, IdsAs::Texts, 0)
}

/// What is told of a mentor whose certificates came in these batches: the standing, and the faults by code and row.
fn certified(batches: &[&[&str]]) -> (&'static str, Vec<(&'static str, Option<usize>)>) {
    let policy = Policy::default();
    let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
    let mut all = Accumulator::new(&check, door(OnError::Skip));
    for (number, batch) in (0..).zip(batches) {
        let mut one = Accumulator::new(&check, door(OnError::Skip));
        appointments(batch).frames(|frames| one.add(number, frames)).unwrap();
        all.merge(Accumulator::load(&one.save()).unwrap()).unwrap();
    }
    let report = all.finish().unwrap();
    let standing = report.to_report().standings().next().map_or("", |one| one.status.name());
    (standing, report.faults().first().iter().map(|fault| (fault.code.name(), fault.row)).collect())
}

/// A fuzz find: the sound certificate was kept.
#[test]
fn a_sound_row_that_shares_the_key_of_a_faulty_one_is_left_out() {
    let both = vec![("duplicate_key", Some(0)), ("bad_date", Some(1)), ("duplicate_key", Some(1))];
    for batches in [&[&["2026-01-01", "2024-02-30"][..]][..], &[&["2026-01-01"], &["2024-02-30"]]] {
        let (standing, mut faults) = certified(batches);
        faults.sort_by_key(|(code, row)| (*row, *code));
        assert_eq!((standing, faults), ("never_appointed", both.clone()), "{batches:?}");
    }
    // rows alike in what is wrong with them share no key that differs
    let (_, faults) = certified(&[&["2024-02-30"], &["2024-02-31"]]);
    assert_eq!(faults, [("bad_date", Some(0)), ("bad_date", Some(1))]);
    let (_, faults) = certified(&[&["2024-02-30"], &["1900-01-01"]]);
    assert_eq!(faults.iter().filter(|(code, _)| *code == "duplicate_key").count(), 2);
}

/// Faulty rows without number, and what they cost.
#[test]
fn faulty_rows_are_counted_beyond_those_that_are_told() {
    let policy = Policy::default();
    let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
    let faulty = vec!["2024-02-30"; 3_000];
    let mut all = Accumulator::new(&check, door(OnError::Skip));
    appointments(&faulty).frames(|frames| all.add(0, frames)).unwrap();
    appointments(&faulty).frames(|frames| all.add(1, frames)).unwrap();
    let count = |all: &mut Accumulator| {
        let report = all.finish().unwrap();
        let mut counts = report.faults().counts().filter(|(code, _)| *code == FaultCode::DuplicateKey);
        (counts.next().map_or(0, |(_, count)| count), report.faults().first().len())
    };
    assert_eq!(count(&mut all), (0, 1_000));
    let before = all.memory();
    appointments(&["2026-01-01"]).frames(|frames| all.add(2, frames)).unwrap();
    assert_eq!(count(&mut all), (6_001, 1_000));
    // the first thousand repetitions are kept, the others counted
    assert!(before < 1_000_000 && all.memory().abs_diff(before) < 1_000, "{before} bytes, then {}", all.memory());
}

/// Rows are told by their places in the whole table, also where rows before them are not kept.
#[test]
fn keys_that_differ_are_told_after_rows_without_one() {
    let policy = Policy::default();
    let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
    let row = |mentor: &str, ends_on: &str| json!({"mentor": mentor, "appointed_on": "2024-01-01", "ends_on": ends_on});
    let mut all = Accumulator::new(&check, door(OnError::Skip));
    for (number, rows) in
        [(0, [row("", "2026-01-01"), row("M", "2026-01-01")]), (1, [row("", "2026-01-01"), row("M", "2026-01-02")])]
    {
        Owned::of(&json!({"appointments": rows}), IdsAs::Texts, 0).frames(|frames| all.add(number, frames)).unwrap();
    }
    let report = all.finish().unwrap();
    let mut told: Vec<_> = report.faults().first().iter().map(|fault| (fault.row, fault.code.name())).collect();
    told.sort_unstable();
    let expected = [(0, "bad_value"), (1, "duplicate_key"), (2, "bad_value"), (3, "duplicate_key")];
    assert_eq!(told, expected.map(|(row, code)| (Some(row), code)));
}

/// Integers beside texts of the same ids are no keys, so nothing is kept of their rows; what is saved can be read.
#[test]
fn rows_with_ids_of_another_type_are_not_kept() {
    let policy = Policy::default();
    let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
    let (texts, numbers, days) = (["M", "N"], [1, 2], [19_800, 19_800]);
    let appointments =
        Frame::new(Table::Appointments).with("mentor", texts.as_slice()).with("appointed_on", days.as_slice());
    let violations = Frame::new(Table::Violations).with("mentor", numbers.as_slice()).with("found_on", days.as_slice());
    let mut all = Accumulator::new(&check, door(OnError::Skip));
    all.add(0, Frames::new().with(appointments).with(violations)).unwrap();
    let saved = all.save();
    let mut again = Accumulator::load(&saved).unwrap();
    assert_eq!(again.save(), saved);
    let report = again.finish().unwrap();
    let counts: Vec<_> = report.faults().counts().map(|(code, count)| (code.name(), count)).collect();
    assert_eq!(counts, [("wrong_type", 1)]);
}

/// A column that is wrong as such makes its rows faulty, but not different from others of their key.
#[test]
fn rows_that_are_faulty_as_rows_share_their_keys() {
    let policy = Policy::default();
    let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap()).rules([Rule::MentorEligibility]);
    let good = [true];
    let mentors = || {
        let names = ["responsibility", "experience", "commitment"];
        let frame = Frame::new(Table::Mentors).with("mentor", &["M"]).with("category", &["expert"]);
        names.into_iter().fold(frame, |frame, name| frame.with(name, good.as_slice()))
    };
    let counts = |second: Frame<'_>| {
        let mut all = Accumulator::new(&check, door(OnError::Skip));
        all.add(1, Frames::new().with(second)).unwrap();
        all.add(2, Frames::new().with(mentors())).unwrap();
        let mut again = Accumulator::load(&all.save()).unwrap();
        assert_eq!(again.save(), all.save());
        let report = again.finish().unwrap();
        let found = report.summary().get(Rule::MentorEligibility).map_or(0, |counts| counts.compliant);
        let faults = report.faults().counts().map(|(code, count)| (code.name(), count)).collect::<Vec<_>>();
        (found, faults)
    };
    assert_eq!(counts(mentors().with("hall", &["x"])), (1, vec![("unknown_column", 1)]));
    let text = Frame::new(Table::Mentors).with("mentor", &["M"]).with("responsibility", &["yes"]);
    assert_eq!(counts(text), (0, vec![("wrong_type", 1), ("duplicate_key", 2)]));
    // a loader refused a value: anything stands in its place
    let mut refused = mentors();
    refused.refuse(0, "commitment", &Cell::Number(1));
    assert_eq!(counts(refused), (0, vec![("wrong_type", 1), ("duplicate_key", 2)]));
    let mut nobody = mentors();
    nobody.refuse(0, "mentor", &Cell::Flag(true));
    assert_eq!(counts(nobody), (1, vec![("wrong_type", 1)]));
}

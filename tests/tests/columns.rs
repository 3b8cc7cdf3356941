//! Columns give what facts give, byte for byte.

use hongyan::columns::Door;
use hongyan::facts::{Facts, OnError};
use hongyan::{Check, Day, Policy};
use hongyan_tests::columnar::{IdsAs, Owned, holdable, numbered, parting};
use hongyan_tests::{random, vectors};

#[test]
fn every_case_comes_out_alike() {
    let (mut alike, mut refused) = (0, 0);
    for (file, cases) in vectors::all() {
        for case in cases {
            let Ok(facts) = case.facts() else {
                refused += 1;
                continue;
            };
            if !facts.faults().is_empty() {
                continue;
            }
            let policy = case.policy();
            let check = Check::new(&policy, case.as_of).rules(case.rules());
            let scalar = check.run(&facts).to_json().unwrap();
            for seed in 0..3 {
                let owned = Owned::of(&case.facts, IdsAs::Texts, seed);
                let columns = owned
                    .report(Door::default(), &check)
                    .unwrap_or_else(|faults| panic!("{file}: {}: {faults}", case.name));
                assert!(scalar == columns, "{file}: {}\n{}", case.name, parting(&scalar, &columns));
                alike += 1;
            }
        }
    }
    assert!(alike > 3_000 && refused > 0, "{alike} alike, {refused} refused");
}

/// Random districts, each under its own policy.
#[test]
fn random_districts_come_out_alike() {
    for seed in 0..3_000 {
        let district = random::district(seed);
        let facts = Facts::from_json(&district.facts.to_string()).unwrap();
        let policy = Policy::from_json(&district.policy.to_string()).unwrap();
        let as_of: Day = district.as_of.parse().unwrap();
        let check = Check::new(&policy, as_of);
        let scalar = check.run(&facts).to_json().unwrap();
        let columns = Owned::of(&district.facts, IdsAs::Texts, seed).report(Door::default(), &check).unwrap();
        assert!(scalar == columns, "district {seed}\n{}", parting(&scalar, &columns));
        for ids in [IdsAs::Integers, IdsAs::Sparse] {
            let (facts, texts) = numbered(&district.facts, ids);
            let scalar = check.run(&Facts::from_json(&texts.to_string()).unwrap()).to_json().unwrap();
            let columns = Owned::of(&facts, ids, seed).report(Door::default(), &check).unwrap();
            assert!(scalar == columns, "district {seed} with {ids:?}\n{}", parting(&scalar, &columns));
        }
    }
}

/// Faulty rows: the same faults, and the same report without them.
#[test]
fn faults_come_out_alike() {
    let mut compared = 0;
    for (file, cases) in vectors::all() {
        for case in cases {
            if !holdable(&case.facts) {
                continue;
            }
            let skipped =
                hongyan::facts::Builder::from_json(&case.facts.to_string()).unwrap().build(OnError::Skip).unwrap();
            if skipped.faults().is_empty() {
                continue;
            }
            let policy = case.policy();
            let check = Check::new(&policy, case.as_of).rules(case.rules());
            let scalar = check.run(&skipped).to_json().unwrap();
            for seed in 0..3 {
                let owned = Owned::of(&case.facts, IdsAs::Texts, seed);
                let door = {
                    let mut door = Door::default();
                    door.on_error = OnError::Skip;
                    door
                };
                let columns = owned.report(door, &check).unwrap();
                assert!(scalar == columns, "{file}: {}\n{}", case.name, parting(&scalar, &columns));
                assert!(owned.report(Door::default(), &check).is_err());
                compared += 1;
            }
        }
    }
    assert!(compared > 100, "{compared} compared");
}

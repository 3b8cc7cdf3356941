//! Columns give what facts give, byte for byte.

use hongyan::Check;
use hongyan::columns::Door;
use hongyan::facts::OnError;
use hongyan_tests::columnar::{IdsAs, Owned, differences, holdable, parting};
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

/// Random districts, each under its own policy, ids as texts and as integers.
#[test]
fn random_districts_come_out_alike() {
    for seed in random::seeds(600) {
        let differences = differences(&random::district(seed), seed);
        assert!(differences.is_empty(), "district {seed} {}", differences.join("\n"));
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
                let columns = owned.report(Door::new().skipping_faults(), &check).unwrap();
                assert!(scalar == columns, "{file}: {}\n{}", case.name, parting(&scalar, &columns));
                assert!(owned.report(Door::default(), &check).is_err());
                compared += 1;
            }
        }
    }
    assert!(compared > 100, "{compared} compared");
}

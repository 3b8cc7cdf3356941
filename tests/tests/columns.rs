//! Columns give what facts give, byte for byte.

use hongyan::Check;
use hongyan::columns::Door;
use hongyan::facts::{OnError, Table};
use hongyan_tests::columnar::{IdsAs, Owned, differences, parting};
use hongyan_tests::{random, vectors};
use serde_json::Value;

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
    for seed in 0..600 {
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

/// Whether columns can hold the facts as they are: every table a list of objects with known columns, and no value of
/// another type than texts where its kind is text.
fn holdable(facts: &Value) -> bool {
    let Some(tables) = facts.as_object() else { return false };
    tables.iter().all(|(name, rows)| {
        let (Some(table), Some(rows)) = (Table::from_name(name), rows.as_array()) else { return false };
        rows.iter().all(|row| {
            row.as_object().is_some_and(|row| {
                row.iter().all(|(name, cell)| {
                    use hongyan::facts::Kind;
                    let Some(at) = table.position(name) else { return false };
                    match table.columns()[at].kind {
                        Kind::Year | Kind::Count => {
                            cell.is_null() || cell.as_i64().is_some_and(|n| i32::try_from(n).is_ok())
                        }
                        Kind::Flag => cell.is_null() || cell.is_boolean(),
                        _ => cell.is_null() || cell.is_string(),
                    }
                })
            })
        })
    })
}

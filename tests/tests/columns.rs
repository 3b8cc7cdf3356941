//! Columns give what facts give, byte for byte.

use hongyan::columns::Door;
use hongyan::facts::{Facts, OnError, Table};
use hongyan::{Check, Day, Policy};
use hongyan_tests::columnar::{IdsAs, Owned};
use hongyan_tests::{random, vectors};
use serde_json::Value;

/// Where two texts part.
fn parting(one: &str, other: &str) -> String {
    let at = one.bytes().zip(other.bytes()).position(|(a, b)| a != b).unwrap_or(one.len().min(other.len()));
    let cut = |text: &str| {
        let from = (0..=at.saturating_sub(300)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let to = (at + 200..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        text[from..to].to_owned()
    };
    format!("facts:   {}\ncolumns: {}", cut(one), cut(other))
}

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

/// Every id as a number that orders as the id does; once as the columns hold it, once as the report writes it.
fn numbered(facts: &Value, ids: IdsAs) -> (Value, Value) {
    let id_columns = |table: Table| {
        table.columns().iter().filter(|column| column.kind == hongyan::facts::Kind::Id).map(|column| column.name)
    };
    let mut all = std::collections::BTreeSet::new();
    for table in Table::ALL {
        for row in facts[table.name()].as_array().into_iter().flatten() {
            all.extend(id_columns(table).filter_map(|name| row[name].as_str().map(str::to_owned)));
        }
    }
    let far = if ids == IdsAs::Sparse { 1_000_003 } else { 1 };
    let (mut near, mut written) = (facts.clone(), facts.clone());
    for table in Table::ALL {
        for (facts, far) in [(&mut near, 1), (&mut written, far)] {
            for row in facts.get_mut(table.name()).and_then(Value::as_array_mut).into_iter().flatten() {
                for name in id_columns(table) {
                    let Some(text) = row.get(name).and_then(Value::as_str) else { continue };
                    let place = all.iter().position(|id| id == text).unwrap() as i64 + 10_000;
                    row[name] = Value::from((place * far).to_string());
                }
            }
        }
    }
    (near, written)
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

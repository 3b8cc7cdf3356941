//! Columns held against facts, byte for byte.

use std::collections::BTreeSet;

use hongyan::columns::Door;
use hongyan::facts::{Facts, Kind, Table};
use hongyan::{Check, Day, Policy};
use serde_json::Value;

use super::{FAR, IdsAs, Owned};
use crate::random::District;

/// Where two texts part.
#[must_use]
pub fn parting(facts: &str, columns: &str) -> String {
    let at = facts.bytes().zip(columns.bytes()).position(|(a, b)| a != b).unwrap_or(facts.len().min(columns.len()));
    let cut = |text: &str| {
        let from = (0..=at.saturating_sub(300)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let to = (at + 200..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        text[from..to].to_owned()
    };
    format!("facts:   {}\ncolumns: {}", cut(facts), cut(columns))
}

/// Every id as a number that orders as the id does: once as columns take it, once as a report writes it.
///
/// # Panics
/// If the facts are no tables.
#[must_use]
pub fn numbered(facts: &Value, ids: IdsAs) -> (Value, Value) {
    let id_columns =
        |table: Table| table.columns().iter().filter(|column| column.kind == Kind::Id).map(|column| column.name);
    let mut all = BTreeSet::new();
    for table in Table::ALL {
        for row in facts[table.name()].as_array().into_iter().flatten() {
            all.extend(id_columns(table).filter_map(|name| row[name].as_str().map(str::to_owned)));
        }
    }
    let far = if ids == IdsAs::Sparse { FAR } else { 1 };
    let (mut taken, mut written) = (facts.clone(), facts.clone());
    for table in Table::ALL {
        for (facts, far) in [(&mut taken, 1), (&mut written, far)] {
            for row in facts.get_mut(table.name()).and_then(Value::as_array_mut).into_iter().flatten() {
                for name in id_columns(table) {
                    let Some(text) = row.get(name).and_then(Value::as_str) else { continue };
                    let place = all.iter().position(|id| id == text).expect("a known id") as i64 + 10_000;
                    row[name] = Value::from((place * far).to_string());
                }
            }
        }
    }
    (taken, written)
}

/// Each way of holding ids in which columns come to another report on a district than facts do, with the place where
/// they part; the seed chooses the layouts.
///
/// # Panics
/// If a door refuses the district: random districts are valid.
#[must_use]
pub fn differences(district: &District, seed: u64) -> Vec<String> {
    let policy = Policy::from_json(&district.policy.to_string()).unwrap_or_else(|errors| panic!("{errors}"));
    let as_of: Day = district.as_of.parse().expect("a day");
    let check = Check::new(&policy, as_of);
    let mut differences = Vec::new();
    for ids in [IdsAs::Texts, IdsAs::Integers, IdsAs::Sparse] {
        let (taken, written) = match ids {
            IdsAs::Texts => (district.facts.clone(), district.facts.clone()),
            _ => numbered(&district.facts, ids),
        };
        let facts = Facts::from_json(&written.to_string()).unwrap_or_else(|faults| panic!("{faults}"));
        let scalar = check.run(&facts).to_json().expect("a report has a JSON form");
        match Owned::of(&taken, ids, seed).report(Door::default(), &check) {
            Ok(columns) if columns == scalar => {}
            Ok(columns) => differences.push(format!("with {ids:?}:\n{}", parting(&scalar, &columns))),
            Err(faults) => differences.push(format!("with {ids:?}: refused: {faults}")),
        }
    }
    differences
}

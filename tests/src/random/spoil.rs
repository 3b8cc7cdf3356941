//! Rows that are faulty in themselves and share keys with others.

use fastrand::Rng;
use serde_json::{Value, json};

/// A row that shares the key of this one and is faulty in itself; `None` where no row of the table can be.
fn spoilt(table: &str, row: &Value, dice: &mut Rng) -> Option<Value> {
    let (column, values) = match table {
        "excuses" => ("reason", vec![json!(""), Value::Null]),
        "appointments" => ("ends_on", vec![json!("2024-02-30"), json!("1850-01-01"), json!("1900-01-01")]),
        "violations" => ("revoked_on", vec![json!("2024-02-30"), json!("2300-01-01")]),
        _ => return None,
    };
    let mut row = row.clone();
    row[column] = values[dice.usize(0..values.len())].clone();
    Some(row)
}

/// Faulty rows beside sound ones of the same key, beside faulty ones that are alike or differ, and alone.
///
/// # Panics
/// If the facts are no tables of rows.
pub fn spoil(facts: &mut Value, dice: &mut Rng) {
    for (table, rows) in facts.as_object_mut().expect("tables") {
        let rows = rows.as_array_mut().expect("rows");
        let mut all = Vec::new();
        for row in rows.drain(..) {
            let count = if dice.u8(0..3) == 0 { dice.usize(1..4) } else { 0 };
            let faulty: Vec<Value> = (0..count).filter_map(|_| spoilt(table, &row, dice)).collect();
            if faulty.is_empty() || dice.u8(0..4) > 0 {
                all.push(row);
            }
            all.extend(faulty);
        }
        *rows = all;
    }
}

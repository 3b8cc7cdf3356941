//! The core held against the naive judge.

use hongyan::facts::Facts;
use hongyan::{Policy, check};
use serde_json::Value;

use crate::naive;
use crate::random::District;

/// Everything in which the two reports on a district differ; empty if they agree.
///
/// # Panics
/// If the core refuses the district's facts or policy: random districts are valid.
#[must_use]
pub fn differences(district: &District) -> Vec<String> {
    let facts = Facts::from_json(&district.facts.to_string()).unwrap_or_else(|faults| panic!("{faults}"));
    let policy = Policy::from_json(&district.policy.to_string()).unwrap_or_else(|errors| panic!("{errors}"));
    let as_of: hongyan::Day = district.as_of.parse().expect("a day");
    let core = serde_json::to_value(check(&facts, &policy, as_of)).expect("a report has a JSON form");
    let naive = naive::report(&district.facts, Some(&district.policy), &district.as_of, None);
    let mut differences = Vec::new();
    for key in ["as_of", "findings", "summary", "standings", "deadlines", "skipped", "warnings"] {
        compare(key, &core[key], &naive[key], &mut differences);
    }
    differences
}

fn compare(at: &str, core: &Value, naive: &Value, differences: &mut Vec<String>) {
    match (core, naive) {
        (Value::Array(core), Value::Array(naive)) if core.len() == naive.len() => {
            for (index, (core, naive)) in core.iter().zip(naive).enumerate() {
                compare(&format!("{at}[{index}]"), core, naive, differences);
            }
        }
        (Value::Object(core), Value::Object(naive)) => {
            // the naive judge writes no sentences
            let keys = core.keys().chain(naive.keys()).filter(|key| *key != "message");
            for key in keys.collect::<std::collections::BTreeSet<_>>() {
                match (core.get(key), naive.get(key)) {
                    (Some(core), Some(naive)) => compare(&format!("{at}.{key}"), core, naive, differences),
                    (core, naive) => differences.push(format!("{at}.{key}: core {core:?}, naive {naive:?}")),
                }
            }
        }
        _ if core != naive => differences.push(format!("{at}: core {core}, naive {naive}")),
        _ => {}
    }
}

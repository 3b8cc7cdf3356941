//! Asks the core in JSON and takes its answer as JSON.

use std::collections::BTreeMap;

use hongyan::facts::Facts;
use hongyan::{Check, Day, Policy, Rule};
use serde_json::Value;

use crate::random::District;

/// The JSON form of anything.
///
/// # Panics
/// If it has none.
pub fn json(of: &impl serde::Serialize) -> Value {
    serde_json::to_value(of).expect("everything has a JSON form")
}

/// Facts that are known to be valid.
///
/// # Panics
/// If they are refused.
#[must_use]
pub fn facts(facts: &Value) -> Facts {
    Facts::from_json(&facts.to_string()).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A policy that is known to be valid.
///
/// # Panics
/// If it is refused.
#[must_use]
pub fn policy(policy: &Value) -> Policy {
    Policy::from_json(&policy.to_string()).unwrap_or_else(|errors| panic!("{errors}\n{policy}"))
}

/// A day that is known to be one.
///
/// # Panics
/// If it is not.
#[must_use]
pub fn day(text: &str) -> Day {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// A rule by its name.
///
/// # Panics
/// If there is none.
#[must_use]
pub fn rule(name: &str) -> Rule {
    Rule::from_name(name).unwrap_or_else(|| panic!("no rule {name}"))
}

/// A question past both doors.
pub struct Question {
    /// The facts.
    pub facts: Facts,
    /// The policy.
    pub policy: Policy,
    /// The day asked about.
    pub as_of: Day,
}

impl From<&District> for Question {
    fn from(district: &District) -> Question {
        Question { facts: facts(&district.facts), policy: policy(&district.policy), as_of: day(&district.as_of) }
    }
}

impl Question {
    /// The whole report.
    #[must_use]
    pub fn report(&self) -> Value {
        json(&Check::new(&self.policy, self.as_of).run(&self.facts))
    }

    /// The findings on another day.
    #[must_use]
    pub fn findings_on(&self, as_of: Day) -> Findings {
        let report = Check::new(&self.policy, as_of).run(&self.facts);
        by_subject(report.findings().map(|finding| json(&finding)))
    }
}

/// Findings by rule and subject.
pub type Findings = BTreeMap<(String, String), Value>;

/// Findings by rule and subject.
///
/// # Panics
/// If two are about the same.
pub fn by_subject(findings: impl IntoIterator<Item = Value>) -> Findings {
    let mut all = Findings::new();
    for finding in findings {
        let name = finding["rule"].as_str().expect("a rule").to_owned();
        let before = all.insert((name, finding["subject"].to_string()), finding);
        assert!(before.is_none(), "two findings about {before:?}");
    }
    all
}

/// The elements of a list.
///
/// # Panics
/// If it is none.
#[must_use]
pub fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

/// The text of a value, if it is one.
#[must_use]
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

//! The cases: one file a rule, each a list of cases, and how a report is held against them.
//!
//! An expected finding is matched by `rule` and `subject`; every key it gives must be equal, objects as subsets, lists
//! whole. An unknown field, a repeated name or an empty file is an error: nothing is skipped silently.

use std::collections::BTreeSet;
use std::path::PathBuf;

use hongyan::facts::{Builder, Facts, Faults, OnError};
use hongyan::{Check, Day, Policy, Report, Rule};
use serde::Deserialize;
use serde_json::Value;

use crate::random;

/// A sentence that someone could dispute, and what follows from it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The sentence.
    pub name: String,
    /// The clause or the reading.
    pub why: Option<String>,
    /// The day asked about.
    pub as_of: Day,
    /// The policy; none = the default.
    pub policy: Option<Value>,
    /// The rules; none = all.
    pub rules: Option<Vec<String>>,
    /// `skip` leaves faulty rows out.
    #[serde(default)]
    pub on_error: OnFault,
    /// The tables.
    pub facts: Value,
    /// Findings.
    pub expect: Vec<Value>,
    /// Whether these are all.
    #[serde(default)]
    pub expect_only: bool,
    /// All faults, in order.
    pub faults: Option<Vec<Value>>,
    /// All warnings, in order.
    pub warnings: Option<Vec<Value>>,
    /// All skipped rules.
    pub skipped: Option<Vec<Value>>,
    /// Counts by rule.
    pub summary: Option<Value>,
    /// All standings.
    pub standings: Option<Vec<Value>>,
    /// All deadlines.
    pub deadlines: Option<Vec<Value>>,
}

/// What a case does with faults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnFault {
    /// The input is refused.
    #[default]
    Raise,
    /// Faulty rows are left out.
    Skip,
}

/// The folder of the vector files.
#[must_use]
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// Every file with its cases, by name.
///
/// # Panics
/// If a file cannot be read as the format says.
#[must_use]
pub fn all() -> Vec<(String, Vec<Case>)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("the folder of vectors")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let files = paths.into_iter().map(|path| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a vector file");
        let cases: Vec<Case> = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!cases.is_empty(), "{name} has no case");
        let mut names = BTreeSet::new();
        for case in &cases {
            assert!(names.insert(case.name.clone()), "{name}: `{}` stands twice", case.name);
        }
        (name, cases)
    });
    files.collect()
}

/// The same, thinned as random districts are.
#[must_use]
pub fn some() -> Vec<(String, Vec<Case>)> {
    let step = usize::try_from(random::one_in()).unwrap_or(usize::MAX);
    let thinned = |(file, cases): (String, Vec<Case>)| (file, cases.into_iter().step_by(step).collect());
    all().into_iter().map(thinned).collect()
}

impl Case {
    /// The checked policy.
    ///
    /// # Panics
    /// If it is refused.
    #[must_use]
    pub fn policy(&self) -> Policy {
        let Some(policy) = &self.policy else {
            return Policy::default();
        };
        Policy::from_json(&policy.to_string()).unwrap_or_else(|errors| panic!("{}: {errors}", self.name))
    }

    /// The facts, or why they are refused.
    ///
    /// # Errors
    /// As the door says.
    pub fn facts(&self) -> Result<Facts, Faults> {
        let on_error = match self.on_error {
            OnFault::Raise => OnError::Raise,
            OnFault::Skip => OnError::Skip,
        };
        Builder::from_json(&self.facts.to_string())?.build(on_error)
    }

    /// The rules asked.
    ///
    /// # Panics
    /// If there is no such rule.
    #[must_use]
    pub fn rules(&self) -> Vec<Rule> {
        let named = |name: &String| Rule::from_name(name).unwrap_or_else(|| panic!("{}: rule {name}", self.name));
        self.rules.as_ref().map_or_else(|| Rule::ALL.to_vec(), |rules| rules.iter().map(named).collect())
    }

    /// The report on these facts.
    #[must_use]
    pub fn report(&self, facts: &Facts) -> Report {
        Check::new(&self.policy(), self.as_of).rules(self.rules()).run(facts)
    }

    /// Everything in which the outcome differs from what is expected.
    #[must_use]
    pub fn differences(&self) -> Vec<String> {
        let mut differences = Vec::new();
        let facts = match self.facts() {
            Ok(facts) => facts,
            Err(faults) => {
                let actual: Vec<Value> = faults.iter().map(value).collect();
                match &self.faults {
                    Some(expected) => lists("faults", expected, &actual, &mut differences),
                    None => differences.push(format!("refused: {faults}")),
                }
                return differences;
            }
        };
        if self.faults.is_some() && self.on_error == OnFault::Raise {
            differences.push("not refused".to_owned());
        }
        let report = value(&self.report(&facts));
        let list = |key: &str| report[key].as_array().cloned().unwrap_or_default();
        self.compare_findings(&list("findings"), &mut differences);
        let whole = [
            ("faults", &self.faults),
            ("warnings", &self.warnings),
            ("skipped", &self.skipped),
            ("standings", &self.standings),
            ("deadlines", &self.deadlines),
        ];
        for (key, expected) in whole {
            if let Some(expected) = expected {
                lists(key, expected, &list(key), &mut differences);
            }
        }
        if let Some(expected) = &self.summary {
            subset("summary", expected, &report["summary"], &mut differences);
        }
        differences
    }

    fn compare_findings(&self, findings: &[Value], differences: &mut Vec<String>) {
        let same = |a: &Value, b: &Value| a["rule"] == b["rule"] && a["subject"] == b["subject"];
        for expected in &self.expect {
            match findings.iter().find(|actual| same(expected, actual)) {
                Some(actual) => {
                    subset(&format!("{} {}", expected["rule"], expected["subject"]), expected, actual, differences);
                }
                None => differences.push(format!("no finding {} {}", expected["rule"], expected["subject"])),
            }
        }
        if self.expect_only {
            for actual in findings {
                if !self.expect.iter().any(|expected| same(expected, actual)) {
                    differences.push(format!("unexpected finding {actual}"));
                }
            }
        }
    }
}

fn value(of: &impl serde::Serialize) -> Value {
    serde_json::to_value(of).expect("everything has a JSON form")
}

fn lists(at: &str, expected: &[Value], actual: &[Value], differences: &mut Vec<String>) {
    if expected.len() != actual.len() {
        differences.push(format!("{at}: {} expected, {} found: {actual:?}", expected.len(), actual.len()));
        return;
    }
    for (index, (expected, actual)) in expected.iter().zip(actual).enumerate() {
        subset(&format!("{at}[{index}]"), expected, actual, differences);
    }
}

fn subset(at: &str, expected: &Value, actual: &Value, differences: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, expected) in expected {
                match found.get(key) {
                    // no detail at all is said by an empty object
                    Some(found) if key == "detail" && expected == &serde_json::json!({}) && found != expected => {
                        differences.push(format!("{at}.detail: none expected, {found} found"));
                    }
                    Some(found) => subset(&format!("{at}.{key}"), expected, found, differences),
                    None => differences.push(format!("{at}.{key}: missing")),
                }
            }
        }
        _ if expected != actual => differences.push(format!("{at}: {expected} expected, {actual} found")),
        _ => {}
    }
}

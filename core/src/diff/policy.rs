//! In which keys two policies differ, and the policy in between.

use std::collections::BTreeMap;

use crate::policy::Policy;
use crate::rules::Rule;
use crate::value::Value;

/// A key with its two values.
///
/// ```
/// use hongyan::diff::diff;
/// use hongyan::policy::Profile;
/// use hongyan::value::Value;
/// use hongyan::{Day, Facts, Policy, check};
///
/// let ask = |profile: Profile| check(&Facts::default(), &Policy::from(profile), Day::new(2024, 10, 5).unwrap());
/// let (plain, civil_code) = (ask(Profile::Plain), ask(Profile::CivilCode));
/// let keys = diff(&plain, &civil_code).policy;
/// let change = keys.iter().find(|change| change.key == "supervision.record.last_day").unwrap();
/// assert_eq!(change.from, Value::Text("as_counted".to_owned()));
/// assert_eq!(change.to, Value::Text("next_workday".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct KeyChange {
    /// Its full name, within an edition if there are several: `editions[1].policy.mentor.term.years`.
    pub key: String,
    /// The earlier value; null also where there is none.
    pub from: Value,
    /// The later value.
    pub to: Value,
}

/// The whole list, where one of two policies is none or has other dates.
const EDITIONS: &str = "editions";

/// The keys in which two policies differ, by name.
pub(super) fn changes(before: &Policy, after: &Policy) -> Vec<KeyChange> {
    let (before, after) = (before.to_value(), after.to_value());
    if before == after {
        return Vec::new();
    }
    let (Some(from), Some(to)) = (flat(&before, &after), flat(&after, &before)) else {
        return vec![KeyChange { key: EDITIONS.to_owned(), from: before, to: after }];
    };
    let keys: std::collections::BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    let value = |of: &BTreeMap<String, Value>, key: &str| of.get(key).cloned().unwrap_or_default();
    let pairs =
        keys.into_iter().map(|key| KeyChange { key: key.clone(), from: value(&from, key), to: value(&to, key) });
    pairs.filter(|change| change.from != change.to).collect()
}

/// The keys of a policy by name; `None` if the other has another list of editions.
fn flat(policy: &Value, other: &Value) -> Option<BTreeMap<String, Value>> {
    let mut keys = BTreeMap::new();
    match (list(policy), list(other)) {
        (None, None) => leaves("", policy, &mut keys),
        (Some(own), Some(others)) if own.len() == others.len() => {
            for (place, (edition, other)) in own.iter().zip(others).enumerate() {
                let same = |name| entry(edition, name) == entry(other, name);
                if !(same("effective_from") && same("effective_to")) {
                    return None;
                }
                leaves(&format!("{EDITIONS}[{place}].policy."), entry(edition, "policy")?, &mut keys);
            }
        }
        _ => return None,
    }
    Some(keys)
}

fn list(policy: &Value) -> Option<&[Value]> {
    match entry(policy, EDITIONS)? {
        Value::List(editions) => Some(editions),
        _ => None,
    }
}

fn entry<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Map(entries) => entries.iter().find(|(key, _)| key == name).map(|(_, value)| value),
        _ => None,
    }
}

/// Settled readings and years of rest days are keys of their own.
fn leaves(place: &str, value: &Value, keys: &mut BTreeMap<String, Value>) {
    let Value::Map(entries) = value else { return };
    for (name, value) in entries {
        let at = format!("{place}{name}");
        match value {
            Value::Map(_) if !is_leaf(place) => leaves(&format!("{at}."), value, keys),
            _ => {
                keys.insert(at, value.clone());
            }
        }
    }
}

fn is_leaf(place: &str) -> bool {
    ["settled.", "rest_days."].iter().any(|name| place.ends_with(name))
}

/// The policy `before` with the later value of these keys; `None` if that is none.
pub(super) fn between(before: &Policy, changes: &[&KeyChange]) -> Option<Policy> {
    let mut value = before.to_value();
    for change in changes {
        if change.key == EDITIONS {
            value = change.to.clone();
            continue;
        }
        let (policy, key) = match change.key.strip_prefix("editions[").and_then(|rest| rest.split_once("].policy.")) {
            Some((place, key)) => (edition(&mut value, place.parse().ok()?)?, key),
            None => (&mut value, change.key.as_str()),
        };
        set(policy, key, &change.to)?;
    }
    Policy::from_value(&value).ok()
}

fn edition(policy: &mut Value, place: usize) -> Option<&mut Value> {
    match child(policy, EDITIONS)? {
        Value::List(editions) => child(editions.get_mut(place)?, "policy"),
        _ => None,
    }
}

fn child<'v>(value: &'v mut Value, name: &str) -> Option<&'v mut Value> {
    match value {
        Value::Map(entries) => entries.iter_mut().find(|(key, _)| key == name).map(|(_, value)| value),
        _ => None,
    }
}

fn set(policy: &mut Value, key: &str, to: &Value) -> Option<()> {
    // what is settled goes by full names with dots
    let (map, name) = match key.strip_prefix("settled.") {
        Some(name) => (child(policy, "settled")?, name),
        None => {
            let (path, name) = key.rsplit_once('.')?;
            (path.split('.').try_fold(policy, child)?, name)
        }
    };
    let Value::Map(entries) = map else { return None };
    let at = entries.iter().position(|(key, _)| key == name);
    match (at, to) {
        // only settled readings and rest days may be absent; an open end is null
        (Some(at), Value::Null) if !name.starts_with("effective_") => drop(entries.remove(at)),
        (Some(at), to) => entries.get_mut(at)?.1 = to.clone(),
        (None, to) => entries.push((name.to_owned(), to.clone())),
    }
    Some(())
}

/// Whether a rule looks at this key at all.
pub(super) fn touches(key: &str, rule: Rule) -> bool {
    let key = key.split_once("].policy.").map_or(key, |(_, key)| key);
    let key = key.strip_prefix("settled.").unwrap_or(key);
    key == EDITIONS || looks_at(rule).iter().any(|begin| key.starts_with(begin))
}

/// The beginnings of the keys that a rule looks at.
const fn looks_at(rule: Rule) -> &'static [&'static str] {
    match rule {
        Rule::SupervisionFrequency => &["supervision.effective_", "supervision.frequency."],
        Rule::RecordDeadline => &["supervision.effective_", "supervision.record.", "rest_days."],
        Rule::CyclePlan => &["supervision.effective_", "supervision.cycle_plan."],
        Rule::MonthlyPlan => &["supervision.effective_", "supervision.monthly_plan."],
        Rule::MentorEligibility => &["mentor.categories"],
        Rule::MentorTerm => &["mentor.effective_", "mentor.term."],
        Rule::AnnualGuidance => &["mentor.effective_", "mentor.term.", "mentor.annual_guidance."],
        Rule::MentorInactivity => &["mentor.effective_", "mentor.term.", "mentor.inactivity."],
        Rule::AnnualEvaluation => &["mentor.effective_", "mentor.term.", "mentor.evaluation."],
        Rule::Commendation => &["mentor.effective_", "mentor.term.", "mentor.inactivity.", "mentor.commendation."],
        Rule::Revocation => &["mentor.effective_"],
    }
}

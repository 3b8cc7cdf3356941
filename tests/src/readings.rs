//! The reading keys of the policy and the brackets of the rules, copied from the contract by hand: what the tests hold
//! the core against must not come from the core.

use serde_json::Value;

/// Every reading key with its admissible values, the default first.
pub const READINGS: [(&str, &[&str]); 12] = [
    ("supervision.frequency.partial_month", &["whole_months_only", "every_month_touched"]),
    ("supervision.frequency.scope", &["per_project", "per_worker"]),
    ("supervision.frequency.peer", &["counts_for_nothing", "counts_as_group"]),
    ("supervision.record.first_day", &["excluded", "included"]),
    ("supervision.record.last_day", &["as_counted", "next_workday"]),
    ("supervision.cycle_plan.successor", &["exempt", "owes_one"]),
    ("supervision.monthly_plan.due", &["month_start", "month_end"]),
    ("mentor.categories", &["closed", "open"]),
    ("mentor.term.last_day", &["corresponding_day", "day_before"]),
    ("mentor.annual_guidance.year", &["term_year", "calendar_year"]),
    ("mentor.inactivity.counting", &["rolling", "calendar_months"]),
    ("mentor.commendation.lapse_effect", &["year_of_lapse", "every_year_touched", "rest_of_term"]),
];

/// Every rule, in the order of a report, with the keys in its brackets.
pub const BRACKETS: [(&str, &[&str]); 11] = [
    (
        "supervision_frequency",
        &["supervision.frequency.partial_month", "supervision.frequency.scope", "supervision.frequency.peer"],
    ),
    ("record_deadline", &["supervision.record.first_day", "supervision.record.last_day"]),
    ("cycle_plan", &["supervision.cycle_plan.successor"]),
    ("monthly_plan", &["supervision.monthly_plan.due"]),
    ("mentor_eligibility", &["mentor.categories"]),
    ("mentor_term", &["mentor.term.last_day"]),
    ("annual_guidance", &["mentor.term.last_day"]),
    ("mentor_inactivity", &["mentor.inactivity.counting", "mentor.term.last_day"]),
    ("annual_evaluation", &[]),
    ("commendation", &["mentor.inactivity.counting", "mentor.commendation.lapse_effect"]),
    ("revocation", &[]),
];

/// Every verdict, in the order of a summary.
pub const VERDICTS: [&str; 6] = ["compliant", "breach", "pending", "excused", "not_applicable", "undetermined"];

/// The admissible values of a reading key.
///
/// # Panics
/// If it is none.
#[must_use]
pub fn values(key: &str) -> &'static [&'static str] {
    let found = READINGS.iter().find(|(known, _)| *known == key);
    found.unwrap_or_else(|| panic!("{key} is no reading")).1
}

/// The policies in a policy: its editions, or itself.
pub fn editions(policy: &mut Value) -> Vec<&mut Value> {
    if policy.get("editions").is_none() {
        return vec![policy];
    }
    let list = policy["editions"].as_array_mut().expect("a list of editions");
    list.iter_mut().map(|edition| &mut edition["policy"]).collect()
}

/// Sets a dotted key in one policy.
pub fn set(policy: &mut Value, key: &str, value: impl Into<Value>) {
    let place = key.split('.').fold(policy, |place, name| &mut place[name]);
    *place = value.into();
}

/// The value of a dotted key in one policy.
#[must_use]
pub fn get<'p>(policy: &'p Value, key: &str) -> &'p Value {
    key.split('.').fold(policy, |place, name| &place[name])
}

/// The policy, which must be written in full, with this reading wherever no edition has settled it.
#[must_use]
pub fn read_as(policy: &Value, key: &str, value: &str) -> Value {
    let mut policy = policy.clone();
    for edition in editions(&mut policy) {
        if edition["settled"].get(key).is_none() {
            set(edition, key, value);
        }
    }
    policy
}

//! A policy in few words: what differs from the profile that says most of it.

use std::collections::BTreeMap;

use hongyan::policy::Profile;
use hongyan_tests::ask;
use serde_json::{Value, json};

/// What is said is what differs from the profile that says most of it; of two that say as much, from the first.
#[test]
fn a_policy_in_brief_is_what_differs_from_the_nearest_profile() {
    let years = json!({"mentor": {"term": {"years": 2}}});
    let lenient = json!({"supervision": {"record": {"last_day": "next_workday"}}, "settled": {}});
    let added = json!({"2027": {"holidays": ["2027-01-01"], "makeup_workdays": ["2027-01-02"]}});
    let until =
        |to: Value, policy: &Value| json!({"effective_from": "2023-07-01", "effective_to": to, "policy": policy});
    let later = |policy: &Value| json!({"effective_from": "2024-07-01", "effective_to": null, "policy": policy});
    let articles: BTreeMap<_, _> = Profile::CivilCode.citations().iter().copied().collect();
    let list = json!({"editions": [until(json!("2024-06-30"), &years), later(&lenient)]});
    let cases = [
        (json!({}), json!({})),
        (json!({"profile": "plain"}), json!({})),
        (json!({"profile": "civil_code"}), json!({"profile": "civil_code"})),
        (years.clone(), years.clone()),
        (json!({"rest_days": added}), json!({"rest_days": added})),
        // the Civil Code's articles without the profile's name
        (
            json!({"supervision": {"record": {"last_day": "next_workday"}}, "settled": articles}),
            json!({"profile": "civil_code"}),
        ),
        (json!({"profile": "civil_code", "settled": {}}), lenient.clone()),
        (
            json!({"editions": [until(json!("2024-06-30"), &years), later(&json!({"profile": "civil_code", "settled": {}}))]}),
            list.clone(),
        ),
        (list.clone(), list),
        (json!({"editions": [until(Value::Null, &json!({}))]}), json!({"editions": [until(Value::Null, &json!({}))]})),
    ];
    for (given, expected) in cases {
        let policy = ask::policy(&given);
        let brief = ask::json(&policy.to_brief_value());
        assert_eq!(brief, expected, "{given}");
        assert_eq!(ask::policy(&brief), policy, "{given}");
        // however long it was, it is as brief again
        assert_eq!(ask::json(&ask::policy(&ask::json(&policy)).to_brief_value()), expected, "{given}");
    }
}

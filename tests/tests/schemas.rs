//! The published schemas are those of the code, and everything that passes a door or leaves the house fits them.

use hongyan::{Check, check};
use hongyan_tests::ask::{self, Question, json};
use hongyan_tests::{random, schemas, vectors};
use jsonschema::Validator;
use serde_json::{Value, json};

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).expect("a schema")
}

fn holds(validator: &Validator, value: &Value, at: &str) {
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert!(errors.is_empty(), "{at}: {errors:?}");
}

#[test]
fn the_published_schemas_are_those_of_the_code() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/schemas");
    for (name, text) in schemas() {
        let published = std::fs::read_to_string(folder.join(name)).expect("a published schema");
        assert!(published == text, "{name}: run `cargo run -p hongyan-tests --bin schemas`");
    }
}

#[test]
fn everything_of_the_vectors_fits() {
    let [facts, policy, report] =
        [hongyan::schema::facts(), hongyan::schema::policy(), hongyan::schema::report()].map(|one| validator(&one));
    let (mut valid, mut refused) = (0, 0);
    for (file, cases) in vectors::all() {
        for case in cases {
            let at = format!("{file}: {}", case.name);
            if let Some(given) = &case.policy {
                holds(&policy, given, &at);
            }
            holds(&policy, &json(&case.policy()), &at);
            let Ok(taken) = case.facts() else {
                refused += usize::from(!facts.is_valid(&case.facts));
                continue;
            };
            if taken.faults().is_empty() {
                holds(&facts, &case.facts, &at);
            }
            let answer = Check::new(&case.policy(), case.as_of).rules(case.rules()).run(&taken);
            holds(&report, &json(&answer), &at);
            holds(&report, &json(&answer.with_messages()), &at);
            valid += 1;
        }
    }
    assert!(valid > 1_000 && refused > 50, "{valid} valid, {refused} refused");
}

#[test]
fn everything_of_random_districts_fits() {
    let [facts, policy, report] =
        [hongyan::schema::facts(), hongyan::schema::policy(), hongyan::schema::report()].map(|one| validator(&one));
    for seed in 0..150 {
        let district = random::district(seed);
        let at = format!("district {seed}");
        holds(&facts, &district.facts, &at);
        holds(&policy, &district.policy, &at);
        let question = Question::from(&district);
        holds(&report, &json(&check(&question.facts, &question.policy, question.as_of)), &at);
    }
}

#[test]
fn what_no_door_takes_does_not_fit() {
    let policy = validator(&hongyan::schema::policy());
    for refused in [
        json!({"mentor": {"term": {"yaers": 3}}}),
        json!({"mentor": {"term": {"years": 0}}}),
        json!({"settled": {"mentor.term.years": "x"}}),
        json!({"editions": []}),
        json!({"editions": [{"effective_from": "2024-01-01", "policy": {"mentor": {"effective_to": null}}}]}),
        json!({"profile": "strict"}),
        json!([]),
    ] {
        assert!(!policy.is_valid(&refused), "{refused}");
        assert!(hongyan::Policy::from_json(&refused.to_string()).is_err(), "{refused}");
    }
    let report = validator(&hongyan::schema::report());
    let facts = ask::facts(&json!({"mentors": [{"mentor": "M"}]}));
    let answer = json(&check(&facts, &hongyan::Policy::default(), ask::day("2024-01-01")));
    holds(&report, &answer, "a report");
    for key in ["due_on", "verdict", "detail"] {
        let mut less = answer.clone();
        less["findings"][0].as_object_mut().expect("a finding").remove(key);
        assert!(!report.is_valid(&less), "without {key}");
    }
}

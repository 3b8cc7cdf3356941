//! The door of policies: what it refuses, how it names it, and what it lets in.

use hongyan::calendar::RestYear;
use hongyan::policy::{Basis, DatedDraft, Draft, PolicyError, PolicyErrors, Profile, Values};
use hongyan::{Day, Policy};
use hongyan_tests::ask::{day, json, list, text};
use hongyan_tests::readings::{self, READINGS, set};
use serde_json::{Value, json};

/// What a key admits.
#[derive(Clone, Copy)]
enum Admits {
    Date,
    DateOrNull,
    Count(i64, i64),
    Reading,
    Forms,
}
use Admits::{Count, Date, DateOrNull, Forms, Reading};

/// The table of the contract's section 3: key, default, what is admitted, basis.
const KEYS: [(&str, &str, Admits, &str); 25] = [
    ("supervision.effective_from", "2023-07-25", Date, "assumed"),
    ("supervision.effective_to", "null", DateOrNull, "assumed"),
    ("supervision.frequency.individual_per_month", "1", Count(0, 31), "text"),
    ("supervision.frequency.group_per_month", "1", Count(0, 31), "text"),
    ("supervision.frequency.partial_month", "whole_months_only", Reading, "reading"),
    ("supervision.frequency.scope", "per_project", Reading, "reading"),
    ("supervision.frequency.peer", "counts_for_nothing", Reading, "reading"),
    ("supervision.record.within_days", "7", Count(1, 366), "text"),
    ("supervision.record.first_day", "excluded", Reading, "reading"),
    ("supervision.record.last_day", "as_counted", Reading, "reading"),
    ("supervision.record.forms", "[individual, group, peer, on_site]", Forms, "assumed"),
    ("supervision.cycle_plan.within_months", "1", Count(0, 60), "assumed"),
    ("supervision.cycle_plan.successor", "exempt", Reading, "reading"),
    ("supervision.monthly_plan.due", "month_start", Reading, "reading"),
    ("supervision.monthly_plan.month_start_days", "10", Count(1, 28), "assumed"),
    ("mentor.effective_from", "2023-06-30", Date, "text"),
    ("mentor.effective_to", "null", DateOrNull, "text"),
    ("mentor.categories", "closed", Reading, "reading"),
    ("mentor.term.years", "3", Count(1, 50), "text"),
    ("mentor.term.last_day", "corresponding_day", Reading, "reading"),
    ("mentor.annual_guidance.year", "term_year", Reading, "reading"),
    ("mentor.inactivity.months", "6", Count(1, 600), "text"),
    ("mentor.inactivity.counting", "rolling", Reading, "reading"),
    ("mentor.commendation.lapse_effect", "year_of_lapse", Reading, "reading"),
    ("mentor.evaluation.within_months", "3", Count(0, 60), "assumed"),
];

fn read(policy: &Value) -> Policy {
    read_text(&policy.to_string())
}

fn read_text(policy: &str) -> Policy {
    Policy::from_json(policy).unwrap_or_else(|errors| panic!("{policy}: {errors}"))
}

/// Keys and codes of the errors, sorted.
fn codes(errors: &PolicyErrors) -> Vec<(String, String)> {
    let mut codes: Vec<_> = list(&json(errors))
        .iter()
        .map(|error| {
            let written = ["key", "value", "code", "message"];
            assert!(written.iter().all(|key| error.get(key).is_some()), "{error}");
            for lang in ["zh", "en"] {
                let message = text(&error["message"][lang]);
                assert!(!message.is_empty(), "{error}");
                assert!(message.contains(text(&error["key"])), "{error}");
            }
            (text(&error["key"]).to_owned(), text(&error["code"]).to_owned())
        })
        .collect();
    codes.sort_unstable();
    codes
}

#[track_caller]
fn errors_of(policy: &str) -> PolicyErrors {
    match Policy::from_json(policy) {
        Ok(_) => panic!("not refused: {policy}"),
        Err(errors) => errors,
    }
}

#[track_caller]
fn refused_text(policy: &str, expected: &[(&str, &str)]) {
    let errors = errors_of(policy);
    assert_eq!(codes(&errors), pairs(expected), "{policy}\n{errors}");
}

#[track_caller]
fn refused(policy: &Value, expected: &[(&str, &str)]) {
    refused_text(&policy.to_string(), expected);
    // serde's own door says the same in one text
    let error = serde_json::from_value::<Policy>(policy.clone()).map(|_| ());
    let error = error.expect_err("the same door").to_string();
    assert_eq!(error, errors_of(&policy.to_string()).to_string());
}

fn with(key: &str, value: Value) -> Value {
    let mut policy = json!({});
    set(&mut policy, key, value);
    policy
}

// ---- keys ----

#[test]
fn describe_lists_the_keys_of_the_contract() {
    let described = Policy::default().describe();
    assert_eq!(described.iter().count(), KEYS.len());
    for (described, (key, default, admits, basis)) in described.iter().zip(KEYS) {
        assert_eq!(described.key, key);
        assert_eq!((described.default.as_str(), described.value.as_str()), (default, default));
        assert_eq!(described.basis.name(), basis, "{key}");
        let admits_reading = matches!(admits, Reading);
        let admissible = match admits {
            Date => "YYYY-MM-DD".to_owned(),
            DateOrNull => "YYYY-MM-DD | null".to_owned(),
            Count(min, max) => format!("{min}..{max}"),
            Reading => readings::values(key).join(" | "),
            Forms => "[individual, group, peer, on_site, meeting, training]".to_owned(),
        };
        assert_eq!(described.admissible, admissible, "{key}");
        assert_eq!(described.basis == Basis::Reading, READINGS.iter().any(|(name, _)| *name == key));
        let settled = (key == "supervision.record.first_day").then_some("Civil Code art. 201(1)");
        assert_eq!(described.settled.as_deref(), settled, "{key}");
        assert!(!described.meaning.zh.is_empty() && !described.meaning.en.is_empty(), "{key}");
        assert!(hongyan::clauses::article(described.clause).next().is_some(), "{key}");
        assert_eq!(described.edition, None);
        let choices: Vec<&str> = described.choices.iter().map(|choice| choice.value).collect();
        assert_eq!(choices, if admits_reading { readings::values(key) } else { &[] }, "{key}");
        assert!(described.choices.iter().all(|choice| !choice.meaning.zh.is_empty() && !choice.meaning.en.is_empty()));
    }
    assert!((&described).into_iter().eq(described.iter()));
    let printed = Policy::default().describe().to_string();
    for (key, default, ..) in KEYS {
        assert!(printed.lines().any(|line| line.starts_with(key) && line.contains(default)), "{printed}");
    }
}

#[test]
fn describe_shows_the_value_in_force_edition_by_edition() {
    let policy = json!({"editions": [
        {"effective_from": "2023-07-01", "effective_to": "2024-12-31", "policy": {"mentor": {"term": {"years": 2}}}},
        {"effective_from": "2025-01-01", "policy": {"profile": "civil_code"}},
    ]});
    let described = read(&policy).describe();
    let of = |edition, key: &str| {
        let found = described.iter().find(|one| one.edition == Some(edition) && one.key == key);
        found.map(|one| (one.value.as_str(), one.default.as_str(), one.settled.as_deref()))
    };
    assert_eq!(of(0, "mentor.term.years"), Some(("2", "3", None)));
    assert_eq!(of(1, "mentor.term.years"), Some(("3", "3", None)));
    assert_eq!(
        of(1, "supervision.record.last_day"),
        Some(("next_workday", "as_counted", Some("Civil Code art. 203(1)")))
    );
    // the dates are those of the list
    assert_eq!(of(0, "mentor.effective_from"), None);
    assert_eq!(described.iter().count(), 2 * (KEYS.len() - 4));
}

#[test]
fn every_key_is_written_as_it_is_read() {
    for (key, _, admits, _) in KEYS {
        let values: Vec<Value> = match admits {
            Date => vec![json!("1900-01-01"), json!("2020-02-29")],
            DateOrNull => vec![json!(null), json!("2023-07-25"), json!("2200-12-31")],
            Count(min, max) => vec![json!(min), json!(max), json!((min + max) / 2)],
            Reading => readings::values(key).iter().map(|value| json!(value)).collect(),
            Forms => {
                vec![json!(["training"]), json!(["individual", "group", "peer", "on_site", "meeting", "training"])]
            }
        };
        for value in values {
            let written = json(&read(&with(key, value.clone())));
            assert_eq!(readings::get(&written, key), &value, "{key}");
            // and no other key with it
            for (other, default, ..) in KEYS.iter().filter(|(other, ..)| *other != key) {
                let found = readings::get(&written, other).to_string().replace(['"', ' '], "");
                assert_eq!(found, default.replace(' ', ""), "{key} = {value} changed {other}");
            }
        }
    }
    // a set has no order and no repetition
    assert_eq!(
        read(&with("supervision.record.forms", json!(["group", "individual", "group"]))),
        read(&with("supervision.record.forms", json!(["individual", "group"])))
    );
}

#[test]
fn a_wrong_type_is_named_for_every_key() {
    let all = [
        json!(null),
        json!(true),
        json!(5),
        json!(1.5),
        json!("nonsense"),
        json!([]),
        json!(["group"]),
        json!([5]),
        json!({}),
        json!({"x": 1}),
    ];
    for (key, _, admits, _) in KEYS {
        for value in &all {
            let expected = match (admits, value) {
                (DateOrNull, Value::Null) => continue,
                (Forms, Value::Array(items)) if items == &[json!("group")] => continue,
                (Count(..), Value::Number(number)) if number.is_i64() => continue,
                (Date | DateOrNull | Reading, Value::String(_)) => "bad_value",
                (Forms, Value::Array(items)) if items.is_empty() => "bad_value",
                _ => "wrong_type",
            };
            refused(&with(key, value.clone()), &[(key, expected)]);
        }
    }
}

#[test]
fn a_whole_number_may_have_a_point() {
    let years = |years: Value| with("mentor.term.years", years);
    assert_eq!(read(&years(json!(5.0))), read(&years(json!(5))));
    refused(&years(json!(5.5)), &[("mentor.term.years", "wrong_type")]);
}

#[test]
fn an_impossible_value_is_named_for_every_key() {
    for (key, _, admits, _) in KEYS {
        let values = match admits {
            Date | DateOrNull => vec![
                json!("2023-02-29"),
                json!("2024-02-30"),
                json!("2024-13-01"),
                json!("1899-12-31"),
                json!("2201-01-01"),
                json!("2024-1-1"),
                json!("20240101"),
                json!("2024-01-01T00:00:00"),
                json!(""),
            ],
            Count(min, max) => vec![json!(min - 1), json!(max + 1), json!(-5), json!(1_i64 << 40), json!(i64::MIN)],
            Reading => vec![json!(""), json!("default"), json!(readings::values(key)[0].to_uppercase())],
            Forms => vec![json!([]), json!(["group", "seminar"]), json!(["Group"])],
        };
        for value in values {
            refused(&with(key, value), &[(key, "bad_value")]);
        }
    }
    for instrument in ["supervision", "mentor"] {
        let period = |to: &str| json!({instrument: {"effective_from": "2024-03-01", "effective_to": to}});
        refused(&period("2024-02-29"), &[(&format!("{instrument}.effective_to"), "bad_value")]);
        read(&period("2024-03-01"));
    }
}

#[test]
fn unknown_keys_are_named_at_every_level() {
    refused(&json!({"x": 1}), &[("x", "unknown_key")]);
    refused(&json!({"supervision": {"x": 1}}), &[("supervision.x", "unknown_key")]);
    refused(&json!({"supervision": {"record": {"x": {"y": 1}}}}), &[("supervision.record.x", "unknown_key")]);
    refused(&json!({"mentor": {"term": {"yaers": 3}}}), &[("mentor.term.yaers", "unknown_key")]);
    // a part of a name is no key
    refused(&json!({"mentor": {"ter": {"years": 3}}}), &[("mentor.ter", "unknown_key")]);
    refused(&json!({"mentor": 3}), &[("mentor", "wrong_type")]);
    refused(&json!({"mentor": {"term": [3]}}), &[("mentor.term", "wrong_type")]);
    refused(&json!({"mentor": {"term": null}}), &[("mentor.term", "wrong_type")]);
    refused(&json!({"rest_days": {"2027": {"holiday": []}}}), &[("rest_days.2027.holiday", "unknown_key")]);
    // nested tables are the one spelling
    refused(&json!({"mentor": {"term.years": 3}}), &[("mentor.term.years", "unknown_key")]);
}

#[test]
fn several_errors_are_named_all_at_once() {
    refused(
        &json!({
            "profile": "strict",
            "x": 1,
            "supervision": {"record": {"within_days": 0, "last_day": 7, "y": null}, "effective_from": "soon"},
            "mentor": {"term": {"years": 51}, "categories": "half-open"},
            "settled": {"mentor.term.last_day": 202},
            "rest_days": {"27": {}, "2027": {"holidays": "2027-01-01"}},
        }),
        &[
            ("profile", "bad_value"),
            ("x", "unknown_key"),
            ("supervision.record.within_days", "bad_value"),
            ("supervision.record.last_day", "wrong_type"),
            ("supervision.record.y", "unknown_key"),
            ("supervision.effective_from", "bad_value"),
            ("mentor.term.years", "bad_value"),
            ("mentor.categories", "bad_value"),
            ("settled.mentor.term.last_day", "wrong_type"),
            ("rest_days.27", "bad_value"),
            ("rest_days.2027.holidays", "wrong_type"),
        ],
    );
    // what is wrong across keys, together with itself
    refused(
        &json!({
            "supervision": {"effective_from": "2024-03-01", "effective_to": "2024-02-29"},
            "settled": {"mentor.term.years": "a letter", "x": "a letter", "mentor.categories": " "},
            "rest_days": {"2027": {"holidays": ["2026-12-31"]}},
        }),
        &[
            ("supervision.effective_to", "bad_value"),
            ("settled.mentor.term.years", "bad_value"),
            ("settled.x", "unknown_key"),
            ("settled.mentor.categories", "bad_value"),
            ("rest_days.2027.holidays[0]", "bad_value"),
        ],
    );
}

#[test]
fn errors_within_a_key_and_across_keys_are_named_together() {
    refused(
        &json!({"rest_days": {"2027": {"holidays": ["2026-12-31", 5, "2027-02-29"]}}}),
        &[
            ("rest_days.2027.holidays[0]", "bad_value"),
            ("rest_days.2027.holidays[1]", "wrong_type"),
            ("rest_days.2027.holidays[2]", "bad_value"),
        ],
    );
    refused(
        &json!({"x": 1, "settled": {"mentor.term.years": "a letter"}}),
        &[("x", "unknown_key"), ("settled.mentor.term.years", "bad_value")],
    );
    refused(
        &json!({
            "mentor": {"term": {"years": 0}},
            "rest_days": {"2027": {"holidays": ["2026-12-31"], "x": 1}},
        }),
        &[
            ("mentor.term.years", "bad_value"),
            ("rest_days.2027.x", "unknown_key"),
            ("rest_days.2027.holidays[0]", "bad_value"),
        ],
    );
}

#[test]
fn a_period_that_ends_before_it_begins_is_named_beside_other_errors() {
    refused(
        &json!({"x": 1, "mentor": {"effective_to": "2000-01-01"}}),
        &[("x", "unknown_key"), ("mentor.effective_to", "bad_value")],
    );
}

#[test]
fn a_date_that_cannot_be_read_is_not_held_against_the_other() {
    refused(
        &json!({"mentor": {"effective_from": "soon", "effective_to": "2000-01-01"}}),
        &[("mentor.effective_from", "bad_value")],
    );
}

#[test]
fn a_key_may_stand_once() {
    for (policy, key) in [
        (r#"{"mentor": {"term": {"years": 3, "years": 3}}}"#, "mentor.term.years"),
        (r#"{"mentor": {"term": {"years": 3}, "term": {"years": 4}}}"#, "mentor.term"),
        (r#"{"mentor": {}, "supervision": {}, "mentor": {}}"#, "mentor"),
        (r#"{"profile": "plain", "profile": "civil_code"}"#, "profile"),
        (r#"{"settled": {}, "settled": {}}"#, "settled"),
        (r#"{"settled": {"mentor.categories": "a", "mentor.categories": "b"}}"#, "settled.mentor.categories"),
        (r#"{"rest_days": {"2027": {}, "2027": {}}}"#, "rest_days.2027"),
        (r#"{"rest_days": {"2027": {"holidays": [], "holidays": []}}}"#, "rest_days.2027.holidays"),
        (r#"{"editions": [{"effective_from": "2024-01-01", "policy": {}, "policy": {}}]}"#, "editions[0].policy"),
    ] {
        refused_text(policy, &[(key, "bad_value")]);
    }
}

#[test]
fn the_list_of_editions_may_stand_once() {
    let list = r#"[{"effective_from": "2024-01-01", "policy": {}}]"#;
    refused_text(&format!(r#"{{"editions": {list}, "editions": {list}}}"#), &[("editions", "bad_value")]);
}

#[test]
fn a_dotted_name_is_no_key_of_a_policy() {
    // the keys of the contract are nested tables
    refused(&json!({"supervision.record.within_days": 9}), &[("supervision.record.within_days", "unknown_key")]);
    refused(
        &json!({"supervision.record.within_days": 9, "supervision": {"record": {"within_days": 3}}}),
        &[("supervision.record.within_days", "unknown_key")],
    );
}

#[test]
fn what_is_no_policy_at_all_has_no_key() {
    for text in ["", "{", "nonsense", r#"{"mentor": {}"#, "{} {}", r#"{"mentor": }"#] {
        let errors = errors_of(text);
        assert_eq!(errors.as_slice().len(), 1);
        assert_eq!(errors.as_slice()[0].key, None, "{text}");
        assert!(json(&errors)[0]["key"].is_null());
        assert!(errors.to_string().starts_with("cannot be read: "), "{errors}");
    }
    for text in ["=", "[mentor", "mentor = {", "a = 1\na = 2", "[mentor]\n[mentor]"] {
        let errors = Policy::from_toml(text).map(|_| ()).expect_err(text);
        assert_eq!((errors.as_slice().len(), &errors.as_slice()[0].key), (1, &None), "{text}");
    }
    for value in [json!([]), json!("plain"), json!(5), json!(null), json!(true)] {
        let errors = errors_of(&value.to_string());
        assert_eq!(errors.as_slice().len(), 1, "{value}");
        assert_eq!((&errors.as_slice()[0].key, errors.as_slice()[0].code.name()), (&None, "wrong_type"), "{value}");
        assert!(errors.to_string().ends_with("has the wrong type; expected: an object"), "{errors}");
    }
    assert_eq!(read_text("{}"), Policy::default());
    assert_eq!(Policy::from_toml("").expect("nothing said"), Policy::default());
}

// ---- profiles and what is settled ----

const CIVIL_CODE: [(&str, &str); 4] = [
    ("supervision.record.first_day", "Civil Code art. 201(1)"),
    ("supervision.record.last_day", "Civil Code art. 203(1)"),
    ("mentor.term.last_day", "Civil Code art. 202"),
    ("mentor.inactivity.counting", "Civil Code art. 202"),
];

fn settled(policy: &Policy) -> Vec<(String, String)> {
    let written = json(policy);
    let settled = written["settled"].as_object().expect("a map");
    let mut written: Vec<_> = settled.iter().map(|(key, citation)| (key.clone(), text(citation).to_owned())).collect();
    written.sort_unstable();
    let cited = policy.citations().map(|(key, citation)| (key.to_owned(), citation.to_owned()));
    let mut cited: Vec<_> = cited.collect();
    cited.sort_unstable();
    assert_eq!(cited, written);
    written
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = of.iter().map(|(key, citation)| ((*key).to_owned(), (*citation).to_owned())).collect();
    pairs.sort_unstable();
    pairs
}

#[test]
fn profiles() {
    assert_eq!(read(&json!({"profile": "plain"})), Policy::default());
    assert_eq!(Policy::from(Profile::Plain), Policy::default());
    let civil_code = read(&json!({"profile": "civil_code"}));
    assert_eq!(civil_code, Policy::from(Profile::CivilCode));
    assert_eq!(settled(&civil_code), pairs(&CIVIL_CODE));
    // one value differs from the defaults
    let mut same = json(&civil_code);
    set(&mut same, "supervision.record.last_day", "as_counted");
    same["settled"] = json(&Policy::default())["settled"].clone();
    assert_eq!(same, json(&Policy::default()));
    assert_eq!(readings::get(&json(&civil_code), "supervision.record.last_day"), &json!("next_workday"));
    // a key overrides the profile, wherever the profile stands
    for text in [
        r#"{"profile": "civil_code", "supervision": {"record": {"within_days": 9}}}"#,
        r#"{"supervision": {"record": {"within_days": 9}}, "profile": "civil_code"}"#,
    ] {
        let policy = json(&read_text(text));
        assert_eq!(readings::get(&policy, "supervision.record.within_days"), &json!(9));
        assert_eq!(readings::get(&policy, "supervision.record.last_day"), &json!("next_workday"));
    }
    // a `settled` that is given replaces the profile's
    let own = read(&json!({"profile": "civil_code", "settled": {"mentor.categories": "letter"}}));
    assert_eq!(settled(&own), pairs(&[("mentor.categories", "letter")]));
    refused(&json!({"profile": "Plain"}), &[("profile", "bad_value")]);
    refused(&json!({"profile": null}), &[("profile", "wrong_type")]);
    refused(&json!({"profile": 1}), &[("profile", "wrong_type")]);
}

#[test]
fn the_default_citation_speaks_of_the_default_value_only() {
    let first_day = "supervision.record.first_day";
    assert_eq!(settled(&Policy::default()), pairs(&CIVIL_CODE[..1]));
    assert_eq!(settled(&read(&with(first_day, json!("excluded")))), pairs(&CIVIL_CODE[..1]));
    assert_eq!(settled(&read(&with(first_day, json!("included")))), []);
    let mut cited = with(first_day, json!("included"));
    cited["settled"] = json!({first_day: "letter"});
    assert_eq!(settled(&read(&cited)), pairs(&[(first_day, "letter")]));
    assert_eq!(settled(&read(&json!({"settled": {}}))), []);
    let mut changed = with(first_day, json!("included"));
    changed["profile"] = json!("civil_code");
    assert_eq!(settled(&read(&changed)), pairs(&CIVIL_CODE[1..]));
}

#[test]
fn what_may_be_settled() {
    for (reading, _) in READINGS {
        let policy = read(&json!({"settled": {reading: "letter"}}));
        assert_eq!(settled(&policy), pairs(&[(reading, "letter")]));
    }
    for (key, _, _, basis) in KEYS.iter().filter(|(.., basis)| *basis != "reading") {
        assert_ne!(*basis, "reading");
        refused(&json!({"settled": {*key: "letter"}}), &[(&format!("settled.{key}"), "bad_value")]);
    }
    let at = |value: Value| json!({"settled": {"mentor.categories": value}});
    for empty in ["", " ", "\n\t", "\u{3000}"] {
        refused(&at(json!(empty)), &[("settled.mentor.categories", "bad_value")]);
    }
    for wrong in [json!(null), json!(true), json!(8), json!([]), json!({}), json!(["letter"])] {
        refused(&at(wrong), &[("settled.mentor.categories", "wrong_type")]);
    }
    for unknown in ["x", "mentor", "mentor.categories.x", "categories", "profile", "settled"] {
        refused(&json!({"settled": {unknown: "letter"}}), &[(&format!("settled.{unknown}"), "unknown_key")]);
    }
    for wrong in [json!(null), json!([]), json!("letter"), json!(5)] {
        refused(&json!({"settled": wrong}), &[("settled", "wrong_type")]);
    }
}

// ---- rest days ----

#[test]
fn rest_days() {
    let year = |year: &str, days: Value| json!({"rest_days": {year: days}});
    for bad in ["1899", "2201", "27", "02027", "+202", "-202", "x", "", "2027 ", "２０２７"] {
        refused(&year(bad, json!({})), &[(&format!("rest_days.{bad}"), "bad_value")]);
    }
    for wrong in [json!(null), json!([]), json!("2027-01-01"), json!(1)] {
        refused(&json!({"rest_days": wrong}), &[("rest_days", "wrong_type")]);
        refused(&year("2027", wrong), &[("rest_days.2027", "wrong_type")]);
    }
    for list in ["holidays", "makeup_workdays"] {
        let at = format!("rest_days.2027.{list}");
        for wrong in [json!(null), json!({}), json!("2027-01-01"), json!(1)] {
            refused(&year("2027", json!({list: wrong})), &[(&at, "wrong_type")]);
        }
        refused(
            &year("2027", json!({list: ["2027-01-01", 5, "2027-02-29", null, "2201-01-01"]})),
            &[
                (&format!("{at}[1]"), "wrong_type"),
                (&format!("{at}[2]"), "bad_value"),
                (&format!("{at}[3]"), "wrong_type"),
                (&format!("{at}[4]"), "bad_value"),
            ],
        );
    }
}

#[test]
fn dates_outside_their_year_are_named_each() {
    for list in ["holidays", "makeup_workdays"] {
        let at = format!("rest_days.2027.{list}");
        refused(
            &json!({"rest_days": {"2027": {list: ["2026-12-31", "2027-01-01", "2027-12-31", "2028-01-01"]}}}),
            &[(&format!("{at}[0]"), "bad_value"), (&format!("{at}[3]"), "bad_value")],
        );
    }
    let good = json!({"rest_days": {"1900": {}, "2200": {"holidays": ["2200-12-31"], "makeup_workdays": []}}});
    assert_eq!(
        json(&read(&good))["rest_days"],
        json!({
            "1900": {"holidays": [], "makeup_workdays": []},
            "2200": {"holidays": ["2200-12-31"], "makeup_workdays": []},
        })
    );
}

// ---- editions ----

fn edition(from: &str, to: Option<&str>) -> Value {
    json!({"effective_from": from, "effective_to": to, "policy": {}})
}

fn editions(list: impl IntoIterator<Item = Value>) -> Value {
    json!({"editions": list.into_iter().collect::<Vec<_>>()})
}

#[test]
fn editions_that_fit_together() {
    let three = editions([
        edition("2023-07-01", Some("2024-02-29")),
        edition("2024-03-01", Some("2024-03-01")),
        edition("2024-03-02", None),
    ]);
    let policy = read(&three);
    let written = json(&policy);
    assert_eq!(list(&written["editions"]).len(), 3);
    assert_eq!(written["editions"][1]["effective_to"], "2024-03-01");
    assert!(written["editions"][2]["effective_to"].is_null());
    assert_eq!(read(&written), policy);
    for instrument in ["supervision", "mentor"] {
        for part in ["effective_from", "effective_to"] {
            assert!(written["editions"][0]["policy"][instrument].get(part).is_none(), "{written}");
        }
    }
    let closed = read(&editions([edition("2023-07-01", Some("2023-07-01"))]));
    let period = closed.mentor_effective();
    assert_eq!(period, closed.supervision_effective());
    assert_eq!((period.from.to_string(), period.to.to_string()), ("2023-07-01".into(), "2023-07-01".into()));
    // `effective_to` may be left out
    let open = read_text(r#"{"editions": [{"effective_from": "2024-01-01", "policy": {}}]}"#);
    assert_eq!(open, read(&editions([edition("2024-01-01", None)])));
    assert_ne!(open, Policy::default());
}

#[test]
fn a_day_takes_its_edition_the_first_before_and_the_last_after() {
    let years = |from: &str, to: Option<&str>, years: u32| {
        let mut one = edition(from, to);
        set(&mut one["policy"], "mentor.term.years", years);
        one
    };
    let policy =
        read(&editions([years("2024-01-01", Some("2024-12-31"), 1), years("2025-01-01", Some("2025-06-30"), 2)]));
    for (day, expected) in [
        ("1900-01-01", 1),
        ("2024-01-01", 1),
        ("2024-12-31", 1),
        ("2025-01-01", 2),
        ("2025-06-30", 2),
        ("2025-07-01", 2),
        ("2200-12-31", 2),
    ] {
        let day: Day = day.parse().expect("a day");
        assert_eq!(policy.values_on(day).mentor.term.years, expected, "{day}");
    }
}

#[test]
fn editions_that_do_not_fit_together() {
    let (a, b) = (edition("2023-07-01", Some("2024-02-29")), edition("2024-03-01", None));
    refused(&editions([]), &[("editions", "bad_edition")]);
    // a gap, an overlap, the wrong order
    refused(&editions([a.clone(), edition("2024-03-02", None)]), &[("editions[1].effective_from", "bad_edition")]);
    refused(&editions([a.clone(), edition("2024-02-29", None)]), &[("editions[1].effective_from", "bad_edition")]);
    refused(
        &editions([edition("2024-03-01", Some("2024-12-31")), edition("2023-07-01", Some("2024-02-29"))]),
        &[("editions[1].effective_from", "bad_edition")],
    );
    // open in the middle
    refused(&editions([edition("2023-07-01", None), b.clone()]), &[("editions[0].effective_to", "bad_edition")]);
    refused(
        &editions([a.clone(), edition("2024-03-01", None), edition("2025-01-01", None)]),
        &[("editions[1].effective_to", "bad_edition")],
    );
    // over before it begins
    refused(&editions([edition("2023-07-01", Some("2023-06-30"))]), &[("editions[0].effective_to", "bad_edition")]);
    // several places
    refused(
        &editions([edition("2023-07-01", None), b.clone(), b.clone()]),
        &[("editions[0].effective_to", "bad_edition"), ("editions[1].effective_to", "bad_edition")],
    );
    for wrong in [json!(null), json!({}), json!("list"), json!(1)] {
        refused(&json!({"editions": wrong}), &[("editions", "wrong_type")]);
        if !wrong.is_object() {
            refused(&editions([wrong]), &[("editions[0]", "wrong_type")]);
        }
    }
}

#[test]
fn an_edition_needs_a_first_day_and_a_policy() {
    refused(&editions([json!({"policy": {}})]), &[("editions[0].effective_from", "bad_edition")]);
    refused(&editions([json!({"effective_from": "2024-01-01"})]), &[("editions[0].policy", "bad_edition")]);
}

#[test]
fn errors_within_an_edition_name_their_place() {
    let (a, b) = (edition("2023-07-01", Some("2024-02-29")), edition("2024-03-01", None));
    let changed = |key: &str, value: Value| {
        let mut second = b.clone();
        set(&mut second, key, value);
        editions([a.clone(), second])
    };
    for (key, value, at, code) in [
        ("policy.mentor.term.years", json!(0), "editions[1].policy.mentor.term.years", "bad_value"),
        ("policy.mentor.term.yaers", json!(1), "editions[1].policy.mentor.term.yaers", "unknown_key"),
        ("policy.x", json!(1), "editions[1].policy.x", "unknown_key"),
        ("policy.profile", json!("x"), "editions[1].policy.profile", "bad_value"),
        ("policy.settled", json!({"x": "letter"}), "editions[1].policy.settled.x", "unknown_key"),
        (
            "policy.settled",
            json!({"mentor.term.years": "letter"}),
            "editions[1].policy.settled.mentor.term.years",
            "bad_value",
        ),
        (
            "policy.rest_days",
            json!({"2027": {"holidays": ["2026-01-01"]}}),
            "editions[1].policy.rest_days.2027.holidays[0]",
            "bad_value",
        ),
        ("policy.rest_days", json!({"x": {}}), "editions[1].policy.rest_days.x", "bad_value"),
        ("policy.editions", json!([]), "editions[1].policy.editions", "unknown_key"),
        ("policy", json!(null), "editions[1].policy", "wrong_type"),
        ("policy", json!([]), "editions[1].policy", "wrong_type"),
        ("effective_from", json!(2024), "editions[1].effective_from", "wrong_type"),
        ("effective_from", json!("2024-02-30"), "editions[1].effective_from", "bad_value"),
        ("effective_from", json!("2201-01-01"), "editions[1].effective_from", "bad_value"),
        ("effective_to", json!(true), "editions[1].effective_to", "wrong_type"),
        ("effective_to", json!("never"), "editions[1].effective_to", "bad_value"),
        ("from", json!("2024-03-01"), "editions[1].from", "unknown_key"),
    ] {
        refused(&changed(key, value), &[(at, code)]);
    }
    // the dates are those of the list alone
    for instrument in ["supervision", "mentor"] {
        for (part, value) in [("effective_from", json!("2024-03-01")), ("effective_to", json!(null))] {
            let at = format!("policy.{instrument}.{part}");
            refused(&changed(&at, value), &[(&format!("editions[1].{at}"), "bad_edition")]);
        }
    }
    for (key, value) in [("profile", json!("plain")), ("mentor", json!({})), ("settled", json!({})), ("x", json!(1))] {
        let mut policy = editions([a.clone(), b.clone()]);
        policy[key] = value;
        refused(&policy, &[(key, "unknown_key")]);
    }
}

#[test]
fn errors_of_several_editions_are_named_together() {
    let (mut a, mut b) = (edition("2023-07-01", Some("2024-02-29")), edition("2024-03-02", None));
    set(&mut a["policy"], "mentor.term.years", 0);
    set(&mut b["policy"], "mentor.x", 0);
    b["policy"]["settled"] = json!({"mentor.term.years": "letter"});
    let mut policy = editions([a, b]);
    policy["profile"] = json!("plain");
    refused(
        &policy,
        &[
            ("profile", "unknown_key"),
            ("editions[0].policy.mentor.term.years", "bad_value"),
            ("editions[1].policy.mentor.x", "unknown_key"),
            ("editions[1].policy.settled.mentor.term.years", "bad_value"),
            ("editions[1].effective_from", "bad_edition"),
        ],
    );
}

#[test]
fn an_edition_that_cannot_be_read_does_not_shift_the_places_of_the_others() {
    let settled = json!({"effective_from": "2024-01-01", "policy": {"settled": {"x": "letter"}}});
    refused(
        &editions([json!({"policy": {}}), settled.clone()]),
        &[("editions[0].effective_from", "bad_edition"), ("editions[1].policy.settled.x", "unknown_key")],
    );
    refused(
        &editions([json!(5), settled]),
        &[("editions[0]", "wrong_type"), ("editions[1].policy.settled.x", "unknown_key")],
    );
}

#[test]
fn what_an_edition_lacks_is_named_beside_its_other_errors() {
    refused(
        &editions([json!({})]),
        &[("editions[0].effective_from", "bad_edition"), ("editions[0].policy", "bad_edition")],
    );
    refused(
        &editions([json!({"x": 1, "policy": {"y": 1}})]),
        &[
            ("editions[0].x", "unknown_key"),
            ("editions[0].policy.y", "unknown_key"),
            ("editions[0].effective_from", "bad_edition"),
        ],
    );
    refused(
        &editions([json!({"effective_from": "soon"})]),
        &[("editions[0].effective_from", "bad_value"), ("editions[0].policy", "bad_edition")],
    );
}

// ---- TOML ----

#[test]
fn json_and_toml_give_equal_policies() {
    for (json, toml) in [
        ("{}", ""),
        (r#"{"profile": "civil_code"}"#, r#"profile = "civil_code""#),
        (
            r#"{"supervision": {"effective_from": "2024-01-01", "record": {"within_days": 9, "forms": ["group"]}}}"#,
            "supervision.effective_from = 2024-01-01\n[supervision.record]\nwithin_days = 9\nforms = [\"group\"]",
        ),
        (
            r#"{"mentor": {"effective_from": "2024-01-01", "effective_to": "2025-02-28"}}"#,
            "[mentor]\neffective_from = \"2024-01-01\"\neffective_to = 2025-02-28",
        ),
        (
            r#"{"settled": {"mentor.categories": "2024年3月1日函"}}"#,
            "[settled]\n\"mentor.categories\" = \"2024年3月1日函\"",
        ),
        (
            r#"{"rest_days": {"2027": {"holidays": ["2027-01-01", "2027-01-02"], "makeup_workdays": []}}}"#,
            "[rest_days.2027]\nholidays = [2027-01-01, \"2027-01-02\"]\nmakeup_workdays = []",
        ),
        (
            r#"{"editions": [
                {"effective_from": "2023-07-01", "effective_to": "2024-12-31", "policy": {"mentor": {"term": {"years": 2}}}},
                {"effective_from": "2025-01-01", "policy": {"profile": "civil_code", "settled": {}}}]}"#,
            "[[editions]]\neffective_from = 2023-07-01\neffective_to = 2024-12-31\npolicy.mentor.term.years = 2\n\
             [[editions]]\neffective_from = \"2025-01-01\"\n[editions.policy]\nprofile = \"civil_code\"\n\
             [editions.policy.settled]",
        ),
    ] {
        let from_toml = Policy::from_toml(toml).unwrap_or_else(|errors| panic!("{toml}: {errors}"));
        assert_eq!(from_toml, read_text(json), "{toml}");
    }
}

#[test]
fn toml_is_refused_as_json_is() {
    for (toml, key, code) in [
        ("x = 1", "x", "unknown_key"),
        ("mentor.term.years = 0", "mentor.term.years", "bad_value"),
        ("mentor.term.years = 3.5", "mentor.term.years", "wrong_type"),
        ("mentor.term.years = 2024-01-01", "mentor.term.years", "wrong_type"),
        ("mentor.effective_from = 2201-01-01", "mentor.effective_from", "bad_value"),
        ("mentor.effective_from = 2024-01-01T00:00:00", "mentor.effective_from", "bad_value"),
        ("mentor.effective_from = 00:00:00", "mentor.effective_from", "bad_value"),
        (
            "[[editions]]\neffective_from = 2024-01-01\n[editions.policy.mentor.term]\nyears = \"three\"",
            "editions[0].policy.mentor.term.years",
            "wrong_type",
        ),
        ("editions = []", "editions", "bad_edition"),
        ("[settled.mentor]\ncategories = \"letter\"", "settled.mentor", "wrong_type"),
    ] {
        let errors = Policy::from_toml(toml).map(|_| ()).expect_err(toml);
        assert_eq!(codes(&errors), [(key.to_owned(), code.to_owned())], "{toml}");
    }
}

// ---- typed ----

fn dated(from: &str, to: Option<&str>, policy: impl Into<Draft>) -> DatedDraft {
    DatedDraft { effective_from: day(from), effective_to: to.map(day), policy: policy.into() }
}

#[track_caller]
fn typed_refusal(policy: Result<Policy, PolicyErrors>, expected: &[(&str, &str)]) {
    let errors = policy.map(|_| ()).expect_err("refused");
    assert_eq!(codes(&errors), pairs(expected), "{errors}");
}

#[test]
fn typed_values_take_the_same_door() {
    assert_eq!(Policy::new(Values::default()).expect("the defaults"), Policy::default());
    assert_eq!(Policy::new(Profile::CivilCode).expect("a profile"), read(&json!({"profile": "civil_code"})));
    let mut values = Values::default();
    values.supervision.record.within_days = 0;
    values.supervision.record.forms = hongyan::facts::Forms::default();
    values.supervision.frequency.group_per_month = 32;
    values.mentor.term.years = 51;
    values.mentor.effective_from = Day::MIN;
    values.mentor.effective_to = Some(Day::MAX);
    typed_refusal(
        Policy::new(values),
        &[
            ("supervision.record.within_days", "bad_value"),
            ("supervision.record.forms", "bad_value"),
            ("supervision.frequency.group_per_month", "bad_value"),
            ("mentor.term.years", "bad_value"),
            ("mentor.effective_from", "bad_value"),
            ("mentor.effective_to", "bad_value"),
        ],
    );
    let settled = [("x", "letter"), ("mentor.term.years", "letter"), ("mentor.categories", " ")];
    let settled = settled.map(|(key, citation)| (key.to_owned(), citation.to_owned()));
    let wrong_year = RestYear { holidays: vec![day("2026-12-31")], makeup_workdays: vec![] };
    let draft = Draft {
        settled: Some(settled.into()),
        rest_days: [(2027, wrong_year), (1899, RestYear::default())].into(),
        ..Draft::default()
    };
    typed_refusal(
        Policy::new(draft),
        &[
            ("settled.x", "unknown_key"),
            ("settled.mentor.term.years", "bad_value"),
            ("settled.mentor.categories", "bad_value"),
            ("rest_days.2027.holidays[0]", "bad_value"),
            ("rest_days.1899", "bad_value"),
        ],
    );
}

#[test]
fn typed_editions_take_the_same_door() {
    let list =
        vec![dated("2023-07-01", Some("2024-12-31"), Profile::Plain), dated("2025-01-01", None, Profile::CivilCode)];
    let written = json!({"editions": [
        {"effective_from": "2023-07-01", "effective_to": "2024-12-31", "policy": {}},
        {"effective_from": "2025-01-01", "policy": {"profile": "civil_code"}},
    ]});
    assert_eq!(Policy::with_editions(list).expect("they fit"), read(&written));
    typed_refusal(Policy::with_editions(vec![]), &[("editions", "bad_edition")]);
    let mut values = Values::default();
    values.mentor.term.years = 0;
    let list = vec![dated("2023-07-01", None, Profile::Plain), dated("2025-01-01", None, values)];
    typed_refusal(
        Policy::with_editions(list),
        &[("editions[0].effective_to", "bad_edition"), ("editions[1].policy.mentor.term.years", "bad_value")],
    );
}

#[test]
fn typed_editions_lie_within_the_years_of_policies() {
    for (from, to) in [("0001-01-01", None), ("2023-07-01", Some("2201-01-01"))] {
        let errors = Policy::with_editions(vec![dated(from, to, Profile::Plain)]).map(|_| ());
        assert!(errors.is_err(), "{from} {to:?} cannot be read again once written");
    }
}

/// Everything that begins on one day, and what the rules say of it on another.
fn begun_on(day: Day, policy: &Policy, as_of: Day) -> hongyan::Report {
    let on = day.to_string();
    let facts = json!({
        "engagements": [{"project": "P", "worker": "W", "start": on, "supervisor": "S"}],
        "sessions": [{"session": "s", "project": "P", "worker": "W", "form": "individual", "ended_on": on}],
        "plans": [],
        "appointments": [{"mentor": "M", "appointed_on": on}],
        "guidance": [],
        "evaluations": [],
    });
    hongyan::check(&hongyan_tests::ask::facts(&facts), policy, as_of)
}

#[test]
fn the_dates_of_a_policy_are_those_of_its_findings() {
    use hongyan::Rule;
    use hongyan::finding::Verdict;
    let (mut compared, mut unknown) = (0, 0);
    for seed in 0..300 {
        let policy = read(&hongyan_tests::random::district(seed).policy);
        let mentor_from = policy.mentor_effective().from;
        // with a stride that meets every day of the month and every weekday
        for start in (day("2023-06-01").number()..=day("2027-03-01").number()).step_by(83).map(Day::from_number) {
            let start = start.plus_days(i32::try_from(seed).unwrap() % 83);
            let report = begun_on(start, &policy, start);
            let due_on = |rule: Rule| report.findings().find(|one| one.rule == rule).and_then(|one| one.due_on);
            let expected = [
                (Rule::RecordDeadline, policy.record_due(start).on),
                (Rule::CyclePlan, policy.cycle_plan_due(start)),
                (Rule::MonthlyPlan, policy.monthly_plan_due(start.max(policy.supervision_effective().from))),
                (Rule::MentorInactivity, policy.inactivity_deadline(start, start.max(mentor_from))),
                (Rule::AnnualEvaluation, policy.evaluation_due(start.max(mentor_from))),
            ];
            for (rule, expected) in expected {
                let found = due_on(rule);
                assert_eq!(found.unwrap_or(expected), expected, "district {seed}, {start}, {rule}");
                compared += usize::from(found.is_some());
            }
            let standing = report.standings().next().unwrap();
            assert_eq!(standing.last_day, Some(policy.term_last_day(start, None)), "district {seed}, {start}");

            let due = policy.record_due(start);
            let report = begun_on(start, &policy, due.on.next());
            let record = report.findings().find(|one| one.rule == Rule::RecordDeadline);
            if let Some(record) = record.filter(|one| one.due_on.is_some()) {
                assert_eq!(record.verdict == Verdict::Undetermined, !due.known, "district {seed}, {start}");
                unknown += usize::from(!due.known);
            }
        }
    }
    assert!(compared > 10_000 && unknown > 50, "{compared}, {unknown}");
}

#[test]
fn the_calendar_of_a_policy_is_that_of_the_days_edition() {
    let free = json!({"rest_days": {"2027": {"holidays": ["2027-01-04"]}}});
    let policy = read(&json!({"editions": [
        {"effective_from": "2026-01-01", "effective_to": "2027-01-02", "policy": {}},
        {"effective_from": "2027-01-03", "policy": free},
    ]}));
    let next = |text: &str| policy.next_workday(day(text));
    assert_eq!((next("2027-01-02").on, next("2027-01-02").known), (day("2027-01-04"), false));
    assert_eq!((next("2027-01-03").on, next("2027-01-03").known), (day("2027-01-05"), true));
    assert_eq!(policy.is_rest_day(day("2027-01-02")), None);
    assert_eq!(policy.is_rest_day(day("2027-01-03")), Some(true));
    assert_eq!(policy.is_rest_day(day("2027-01-05")), Some(false));
    assert_eq!(policy.term_last_day(day("2024-01-01"), Some(day("2024-06-30"))), day("2024-06-30"));
}

#[test]
fn an_error_says_what_is_expected() {
    let edition = |from: &str, to: Value| json!({"effective_from": from, "effective_to": to, "policy": {}});
    let cases = [
        (json!({"mentor": {"term": {"years": 0}}}), "mentor.term.years: `0` is not admitted; expected: 1..50"),
        (json!({"editions": []}), "editions: missing; expected: at least one edition"),
        (
            json!({"editions": [edition("2023-07-01", json!("2023-12-31")), edition("2024-02-01", Value::Null)]}),
            "editions[1].effective_from: `2024-02-01` does not fit the list of editions: 2024-01-01",
        ),
    ];
    for (policy, expected) in cases {
        let errors = errors_of(&policy.to_string());
        let told = |errors: Vec<&PolicyError>| assert_eq!(errors.len(), 1, "{policy}");
        told(errors.iter().collect());
        told((&errors).into_iter().collect());
        assert_eq!(errors.to_string(), expected);
        assert_eq!(errors.into_iter().map(|error| error.to_string()).collect::<Vec<_>>(), [expected]);
    }
}

/// Dates that a policy is asked for by themselves, each by the edition of its own day.
#[test]
fn dates_of_single_events() {
    let numbers = |within: u32, days: u32, months: u32| {
        json!({
            "supervision": {"cycle_plan": {"within_months": within}, "monthly_plan": {"month_start_days": days},
                "record": {"within_days": days}},
            "mentor": {"inactivity": {"months": months}, "evaluation": {"within_months": within}, "term": {"years": within}},
        })
    };
    let policy = read(&json!({"editions": [
        {"effective_from": "2023-07-01", "effective_to": "2024-06-30", "policy": numbers(1, 5, 6)},
        {"effective_from": "2024-07-01", "policy": numbers(2, 8, 12)},
    ]}));
    let dates = |on: &str| {
        let on = day(on);
        let dates = [
            policy.record_due(on).on,
            policy.cycle_plan_due(on),
            policy.monthly_plan_due(on),
            policy.term_last_day(on, None),
            policy.inactivity_deadline(on, day("2024-08-31")),
            policy.evaluation_due(on),
        ];
        dates.map(|date| date.to_string())
    };
    let before = ["2024-02-05", "2024-02-29", "2024-01-31", "2025-01-31", "2025-02-28", "2025-01-31"];
    assert_eq!(dates("2024-01-31"), before);
    let after = ["2024-07-09", "2024-09-01", "2024-07-08", "2026-07-01", "2025-08-31", "2025-02-28"];
    assert_eq!(dates("2024-07-01"), after);
    assert_eq!(policy.term_last_day(day("2024-07-01"), Some(day("2024-12-31"))), day("2024-12-31"));
}

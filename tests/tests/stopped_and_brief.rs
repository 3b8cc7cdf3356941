//! A call by rows that is stopped, a policy said in few words, and the sizes that are told.

use hongyan::clauses::CLAUSES;
use hongyan::facts::Facts;
use hongyan::message::Lang;
use hongyan::render::Language;
use hongyan::stop::Stop;
use hongyan::value::Value;
use hongyan::{Check, Day, Keep, Policy};
use hongyan_tests::random;

#[test]
fn a_call_by_rows_that_is_stopped_gives_nothing() {
    for seed in 0..20 {
        let district = random::district(seed);
        let facts = Facts::from_json(&district.facts.to_string()).unwrap();
        let policy = Policy::from_json(&district.policy.to_string()).unwrap();
        let check = Check::new(&policy, district.as_of.parse::<Day>().unwrap());
        let (whole, stop) = (check.run(&facts), Stop::new());
        let report = check.run_unless(&facts, &stop).unwrap();
        assert_eq!(report.to_json().unwrap(), whole.to_json().unwrap());
        stop.stop();
        assert_eq!(check.run_unless(&facts, &stop).unwrap_err().to_string(), "the call was stopped");
        assert!(facts.memory() > 0 && report.memory() > 0);
        // what is kept beside the contested findings of the first is all contested
        let few = check.keep(Keep::only(&[]).or_contested()).run(&facts);
        assert!(few.findings().all(|finding| finding.contested));
        assert_eq!(few.findings().len(), check.keep(Keep::CONTESTED).run(&facts).findings().len());
    }
}

/// What is left out of the brief form comes back from the profile.
#[test]
fn a_policy_said_in_few_words_is_the_same_policy() {
    let mut shorter = 0;
    for seed in 0..200 {
        let policy = Policy::from_json(&random::district(seed).policy.to_string()).unwrap();
        let brief = policy.to_brief_value();
        let again = Policy::from_value(&brief).unwrap_or_else(|errors| panic!("{brief}: {errors}"));
        assert_eq!(again.to_value(), policy.to_value());
        shorter += usize::from(brief.to_string().len() < policy.to_value().to_string().len());
    }
    assert_eq!(shorter, 200);
    let code = Policy::from_json(r#"{"profile": "civil_code", "rest_days": {"2027": {"holidays": ["2027-01-01"]}}}"#);
    let brief = code.unwrap().to_brief_value();
    assert_eq!(brief.at("profile"), Some(&Value::Text("civil_code".to_owned())));
    assert!(brief.at("rest_days").is_some() && brief.at("rest_days.2027.holidays.first").is_none());
    let mut text = Value::Text("x".to_owned());
    text.put("a.b", Value::Null);
    assert_eq!(text, Value::from("x".to_owned()));
}

#[test]
fn errors_of_policies_say_what_and_where() {
    let errors = Policy::from_json(r#"{"mentor": {"term": {"years": 51, "last": 1}}, "editions": 3}"#).unwrap_err();
    let codes: Vec<&str> = (&errors).into_iter().map(|error| error.code.name()).collect();
    assert!(codes.iter().all(|code| ["unknown_key", "wrong_type", "bad_value", "bad_edition"].contains(code)));
    let texts: Vec<String> = errors.into_iter().map(|error| error.to_string()).collect();
    assert_eq!(texts.len(), codes.len());
    assert!(!texts.is_empty() && texts.iter().all(|text| !text.is_empty()), "{texts:?}");
}

#[test]
fn languages_and_clauses_by_name() {
    for (name, language) in [("zh", Language::Zh), ("en", Language::En), ("both", Language::Both)] {
        assert_eq!(Language::from_name(name), Some(language));
    }
    assert_eq!((Language::from_name("fr"), Language::from(Lang::En)), (None, Language::En));
    let names: std::collections::BTreeSet<&str> = CLAUSES.iter().map(|clause| clause.force.name()).collect();
    assert!(names.is_subset(&["shall", "need", "ought", "principle", "statement", "may", "aim"].into()), "{names:?}");
    assert!(names.len() > 3, "{names:?}");
}

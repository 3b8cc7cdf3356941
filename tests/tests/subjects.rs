//! Subjects by the names and values of their keys, as a command line or a saved report gives them.

use hongyan::rules::{Key, SubjectError};
use hongyan::{Rule, Subject};
use hongyan_tests::{ask, random};

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn every_subject_is_found_again_by_its_keys_in_any_order() {
    let mut rules = std::collections::BTreeSet::new();
    for seed in 0..30 {
        let question = ask::Question::from(&random::district(seed));
        for finding in hongyan::check(&question.facts, &question.policy, question.as_of).findings() {
            let subject = finding.subject;
            let keys: Vec<(&str, Key<'_>)> = subject.keys().collect();
            assert!(keys.iter().map(|(name, _)| name).eq(subject.rule().key_names()), "{subject}");
            let mut named: Vec<_> = keys.iter().map(|(name, value)| ((*name).to_owned(), value.to_string())).collect();
            assert_eq!(Subject::from_pairs(subject.rule(), &named), Ok(subject));
            named.reverse();
            assert_eq!(Subject::from_pairs(subject.rule(), &named), Ok(subject));
            rules.insert(subject.rule());
        }
    }
    assert_eq!(rules.len(), Rule::ALL.len());
}

#[test]
fn keys_that_name_no_subject_are_refused() {
    let rule = Rule::Commendation;
    let refused = |given: &[(&str, &str)]| {
        let given = pairs(given);
        Subject::from_pairs(rule, &given).map(|subject| subject.to_string())
    };
    let (mentor, year) = (("mentor", "M"), ("year", "2024"));
    assert_eq!(refused(&[mentor, year]), Ok("mentor M, year 2024".to_owned()));
    let unknown = SubjectError::UnknownKey { rule, key: "month".to_owned(), keys: "mentor, year".to_owned() };
    assert_eq!(refused(&[mentor, ("month", "2024-03"), year]), Err(unknown));
    let repeated = SubjectError::RepeatedKey { rule, key: "year".to_owned() };
    assert_eq!(refused(&[mentor, year, year]), Err(repeated.clone()));
    assert_eq!(refused(&[mentor, year, ("year", "2025"), ("year", "2026")]), Err(repeated));
    assert_eq!(refused(&[mentor]), Err(SubjectError::MissingKey { rule, key: "year" }));
    assert_eq!(refused(&[]), Err(SubjectError::MissingKey { rule, key: "mentor" }));
    for value in ["", "x", "2024-03", "20.5", "99999999999"] {
        let bad = SubjectError::BadValue { key: "year", value: value.to_owned() };
        assert_eq!(refused(&[mentor, ("year", value)]), Err(bad));
    }
}

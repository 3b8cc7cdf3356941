//! Every sentence that a person reads, over all cases and many districts: there, whole, and about its own subject.

use hongyan::facts::{Facts, Fault};
use hongyan::message::{Lang, Message, Param};
use hongyan::{Check, Finding, Report};
use hongyan_tests::ask::{Question, json, text};
use hongyan_tests::random::district;
use hongyan_tests::vectors;
use serde_json::Value;

const DISTRICTS: u64 = 500;

/// The sentence is there in both languages, holds these values, and besides them nothing of its template: no brace, no
/// gap where a value should stand.
fn whole(message: &Message, values: &[String]) {
    for lang in [Lang::Zh, Lang::En] {
        let sentence = message.text(lang);
        assert!(!sentence.trim().is_empty(), "{}", message.code());
        assert_ne!(sentence, message.code(), "no sentence");
        for value in values {
            assert!(sentence.contains(value.as_str()), "`{value}` is not in: {sentence}");
        }
        // the caller's own texts may look like anything
        let texts = message.params().iter().filter_map(|(_, param)| match param {
            Param::Text(text) => Some(text),
            _ => None,
        });
        let mut given: Vec<&String> = values.iter().chain(texts).filter(|text| !text.is_empty()).collect();
        given.sort_by_key(|value| std::cmp::Reverse(value.len()));
        let mut rest = sentence.clone();
        for value in given {
            rest = rest.replace(value.as_str(), "#");
        }
        // an empty text that is at fault is shown as one
        let shows_nothing = |param: &(&str, Param)| *param == ("value", Param::Text(String::new()));
        if message.params().iter().any(shows_nothing) {
            rest = rest.replace("``", "#");
        }
        assert!(!rest.contains(['{', '}']), "{rest}");
        for gap in ["  ", " ,", " ;", " :", "``", "()", "（）", "，，", "，；"] {
            assert!(!rest.contains(gap), "`{gap}` in {}: {rest}", message.code());
        }
        let ends_well = !rest.ends_with([' ', ',', '，', '：', ':']) && !rest.starts_with([' ', ',', '，']);
        assert!(ends_well, "{}: {rest}", message.code());
        let chinese = rest.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
        assert_eq!(chinese, lang == Lang::Zh, "{lang:?}: {rest}");
    }
    assert_eq!(json(message)["zh"], message.text(Lang::Zh));
    assert_eq!(json(message)["en"], message.text(Lang::En));
}

/// A text or a number as a person reads it.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn finding(finding: &Finding<'_>) {
    let written = json(finding);
    let subject = written["subject"].as_object().expect("a subject");
    let mut values: Vec<String> = subject.values().map(shown).collect();
    // a sentence about a last day names it, and so does one about what was done
    let verdict = text(&written["verdict"]);
    if verdict == "pending" || verdict == "breach" || written["detail"]["reason"] == "calendar_unknown" {
        values.extend(written["due_on"].as_str().map(str::to_owned));
    }
    if written["detail"]["reason"] != "calendar_unknown" {
        values.extend(written["settled_on"].as_str().map(str::to_owned));
    }
    if let Some(stretches) = written["detail"]["stretches"].as_array() {
        values.push(text(&stretches[0]["after"]).to_owned());
        values.push(stretches.len().to_string());
    }
    for missing in written["detail"]["missing"].as_array().into_iter().flatten() {
        values.push(missing["required"].to_string());
        values.push(missing["held"].to_string());
    }
    whole(&finding.message(), &values);
}

fn report(report: &Report) {
    for one in report.findings() {
        finding(&one);
    }
    for warning in report.warnings() {
        let row = warning.row.expect("a row").to_string();
        whole(&warning.message(), &[warning.table.name().to_owned(), row]);
    }
    for fault in report.faults() {
        self::fault(fault);
    }
    let with = json(&report.with_messages());
    for (with, finding) in with["findings"].as_array().expect("a list").iter().zip(report.findings()) {
        assert_eq!(with["message"], json(&finding.message()));
    }
}

fn fault(fault: &Fault) {
    let written = json(fault);
    let mut values: Vec<String> = Vec::new();
    for key in ["table", "row", "column"] {
        if !written[key].is_null() {
            values.push(shown(&written[key]));
        }
    }
    if !written["value"].is_null() {
        values.push(fault.value.to_string());
    }
    // a table that does not exist is named as it was written, and that is all there is to say
    whole(&fault.message(), &values);
    assert_eq!(written["message"], json(&fault.message()));
}

#[test]
fn every_sentence_of_every_case() {
    for (_, cases) in vectors::all() {
        for case in cases {
            match case.facts() {
                Ok(facts) => report(&case.report(&facts)),
                Err(faults) => {
                    faults.iter().for_each(fault);
                    for lang in [Lang::Zh, Lang::En] {
                        let summary = faults.summary(lang);
                        let lines = faults.as_slice().len().min(10) + usize::from(faults.as_slice().len() > 10);
                        assert_eq!(summary.lines().count(), lines, "{summary}");
                    }
                }
            }
        }
    }
}

#[test]
fn every_sentence_of_many_districts() {
    for seed in 0..DISTRICTS {
        let question = Question::from(&district(seed));
        report(&Check::new(&question.policy, question.as_of).run(&question.facts));
    }
}

#[test]
fn braces_of_the_caller_stay_as_they_are() {
    let facts = r#"{"guidance": [{"mentor": "{mentor} {x} }{", "guided_on": "2024-03-05"}], "appointments": []}"#;
    let facts = Facts::from_json(facts).unwrap_or_else(|faults| panic!("{faults}"));
    let report = hongyan::check(&facts, &hongyan::Policy::default(), chrono::NaiveDate::MAX);
    let sentence = report.findings().next().expect("a finding").message();
    for lang in [Lang::Zh, Lang::En] {
        assert!(sentence.text(lang).contains("{mentor} {x} }{"), "{}", sentence.text(lang));
        assert!(sentence.text(lang).contains("2024-03-05"));
    }
}

#[test]
fn a_long_list_of_faults_names_ten_and_counts_the_rest() {
    let row = r#"{"mentor": "M1", "guided_on": "soon"}"#;
    let facts = format!(r#"{{"guidance": [{}]}}"#, vec![row; 13].join(", "));
    let faults = Facts::from_json(&facts).expect_err("no dates");
    assert_eq!(faults.as_slice().len(), 13);
    for lang in [Lang::Zh, Lang::En] {
        let summary = faults.summary(lang);
        assert_eq!(summary.lines().count(), 11);
        assert!(summary.lines().last().expect("a line").contains('3'), "{summary}");
    }
}

#![no_main]
//! Rows and texts through the npm package's module: sound questions have core's answer, everything else has a refusal
//! with faults or errors.

use hongyan::facts::{Builder, OnError};
use hongyan::value::Value;
use hongyan::{Check, Policy};
use hongyan_fuzz::refused;
use hongyan_fuzz::rows::{Input, When};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use serde_json::json;

#[derive(Debug, Arbitrary)]
struct Given {
    input: Input,
    /// In the place of what the package writes.
    facts: Option<String>,
    options: Option<String>,
    policy: Option<String>,
    subject: Option<String>,
    writing: Option<String>,
    reading: Option<String>,
    file: Vec<u8>,
    days: [When; 2],
    number: f64,
    format: u8,
}

/// An answer, or a refusal that says something.
fn told<T>(answer: Result<T, String>) -> Option<T> {
    answer.map_err(|refusal| refused(&refusal)).ok()
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

/// The cells of findings, their texts as they are.
fn cells(findings: &Value) -> Vec<Value> {
    let Value::List(findings) = findings else { panic!("a list: {findings:?}") };
    let mut cells = Vec::new();
    for finding in findings {
        let Value::Map(entries) = finding else { panic!("a finding: {finding:?}") };
        for (key, value) in entries {
            match value {
                Value::Map(parts) if key == "subject" => cells.extend(parts.iter().map(|(_, part)| part.clone())),
                Value::List(days) => cells.extend(days.iter().cloned()),
                Value::Map(evidence) if evidence.is_empty() => cells.push(Value::Number(0)),
                other => cells.push(other.clone()),
            }
        }
    }
    cells
}

/// Whether a report whose findings are cells is this one.
fn is_report(written: &str, own: &str) {
    let Value::List(both) = value(written) else { panic!("a report and its texts: {written}") };
    let [Value::Map(report), Value::List(texts)] = both.as_slice() else { panic!("a report and its texts: {written}") };
    let Value::Map(expected) = value(own) else { panic!("a report: {own}") };
    assert_eq!(report.len(), expected.len());
    for ((key, given), (name, expected)) in report.iter().zip(&expected) {
        assert_eq!(key, name);
        if key != "findings" && key != "deadlines" {
            assert_eq!(given, expected);
            continue;
        }
        let Value::List(given) = given else { panic!("cells: {given:?}") };
        let expected = cells(expected);
        assert_eq!(given.len(), expected.len());
        for pair in given.iter().zip(&expected) {
            match pair {
                (Value::Number(place), Value::Text(_)) => {
                    assert_eq!(usize::try_from(*place).ok().and_then(|place| texts.get(place)), Some(pair.1));
                }
                (given, expected) => assert_eq!(given, expected),
            }
        }
    }
}

fuzz_target!(|given: Given| {
    let as_of = hongyan::Day::from(given.input.as_of.day());
    let sound = Builder::from(&given.input.tables()).build(OnError::Skip).expect("faulty rows are skipped");
    let written = serde_json::to_string(&sound).expect("facts have a JSON form");
    let options = json!({"as_of": as_of.to_string(), "on_error": "skip", "lang": "en"}).to_string();

    let policy = given.policy.as_deref().and_then(|text| Policy::from_json(text).ok()).unwrap_or_default();
    let policy_text = serde_json::to_string(&policy).expect("a policy has a JSON form");
    let report = hongyan_wasm::evaluate(&written, &options, Some(policy_text.clone())).expect("facts of the core");
    let facts = hongyan::facts::Facts::from_json(&written).expect("facts of the core");
    let own = Check::new(&policy, as_of).run(&facts);
    assert!(report.is_ascii());
    let own_text = own.to_json().expect("a report has a JSON form");
    is_report(&report, &own_text);
    let messages = hongyan_wasm::messages(&written, &options, Some(policy_text.clone())).expect("facts of the core");
    let messages: Vec<String> = serde_json::from_str(&messages).expect("a list of sentences");
    assert_eq!(messages.len(), own.findings().len());
    if let Some(finding) = own.findings().next() {
        let subject = json!({"rule": finding.rule.name(), "subject": finding.subject}).to_string();
        let why = hongyan_wasm::explain(&written, &subject, &options, Some(policy_text.clone())).expect("a finding");
        let own = own.explain(&facts, finding.subject);
        assert_eq!(why, serde_json::to_string(&own).expect("an explanation has a JSON form"));
    }
    told(hongyan_wasm::offices(&written, &options, None)).expect("facts of the core");

    let format = ["html", "xlsx", "ics", "csv", "pdf"][usize::from(given.format % 5)];
    let lang = ["zh", "en", "both", "de"][usize::from(given.format / 64)];
    let writing = given.writing.clone().unwrap_or_else(|| json!({"format": format, "lang": lang}).to_string());
    let document = told(hongyan_wasm::render(&own_text, Some(written.clone()), None, &writing));
    if given.writing.is_none() {
        assert_eq!(document.is_some(), format != "pdf" && lang != "de");
    }

    // whatever stands in the place of one of the texts
    let (text, asked) = (given.facts.as_deref().unwrap_or(&written), given.options.as_deref().unwrap_or(&options));
    told(hongyan_wasm::evaluate(text, asked, given.policy.clone()));
    told(hongyan_wasm::explain(text, given.subject.as_deref().unwrap_or("{}"), asked, given.policy.clone()));
    told(hongyan_wasm::messages(text, asked, given.policy.clone()));
    told(hongyan_wasm::render(text, given.facts.clone(), given.reading.clone(), &writing));
    let lang = given.subject.as_deref().unwrap_or("en");
    told(hongyan_wasm::template(lang));
    told(hongyan_wasm::describe_policy(given.policy.clone(), lang));
    told(hongyan_wasm::full_policy(given.policy.clone(), lang));
    told(hongyan_wasm::policy_from_toml(given.policy.as_deref().unwrap_or_default(), lang));
    let days = given.facts.clone().unwrap_or_else(|| json!(given.days.map(|day| day.day().to_string())).to_string());
    for question in [
        "record_due",
        "cycle_plan_due",
        "monthly_plan_due",
        "inactivity_deadline",
        "evaluation_due",
        "next_workday",
        "is_rest_day",
        "term_last_day",
        "day_number",
    ] {
        // what a question does not ask for is not looked at
        let answer = told(hongyan_wasm::date(question, &days, given.policy.clone(), lang));
        if given.facts.is_none() && given.policy.is_none() && given.subject.is_none() {
            answer.expect("days of the calendar, the default policy, a language");
        }
    }
    told(hongyan_wasm::day_text(given.number, lang));

    let mut files = hongyan_wasm::Files::new();
    files.add("x.csv".to_owned(), given.file.clone());
    let reading = given.reading.as_deref().unwrap_or(r#"{"on_error": "skip", "infer_engagements": true}"#);
    for strict in [true, false] {
        told(files.read(reading, strict));
    }
});

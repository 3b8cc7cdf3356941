#![no_main]
//! A saved report, as it is and with arbitrary changes: taken up again with the same bytes, or refused with a sentence.

use hongyan::facts::{Builder, Facts, OnError};
use hongyan::render::{self, Bom, Language};
use hongyan::{Policy, Report, check, diff};
use hongyan_fuzz::rows::Input;
use hongyan_fuzz::said;
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

#[derive(Debug, Arbitrary)]
enum Edit {
    /// One value takes the place of another.
    Move(u16, u16),
    Remove(u16),
    Double(u16),
    Number(u16, i64),
    Text(u16, String),
    Null(u16),
}

#[derive(Debug, Arbitrary)]
struct Saved {
    input: Input,
    edits: Vec<Edit>,
    text: Option<String>,
}

/// The paths to all values.
fn paths(value: &Value, at: String, all: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            paths(value, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), all);
        }),
        Value::Array(items) => items.iter().enumerate().for_each(|(place, value)| {
            paths(value, format!("{at}/{place}"), all);
        }),
        _ => {}
    }
    all.push(at);
}

fn edit(report: &mut Value, edit: &Edit) {
    let mut all = Vec::new();
    paths(report, String::new(), &mut all);
    let path = |place: u16| all[usize::from(place) % all.len()].clone();
    let (at, value) = match edit {
        Edit::Move(from, to) => (path(*to), report.pointer(&path(*from)).cloned().unwrap_or_default()),
        Edit::Number(at, number) => (path(*at), json!(number)),
        Edit::Text(at, text) => (path(*at), json!(text)),
        Edit::Null(at) => (path(*at), Value::Null),
        Edit::Remove(at) | Edit::Double(at) => {
            let at = path(*at);
            let Some((parent, name)) = at.rsplit_once('/') else { return };
            match (report.pointer_mut(parent), name.parse::<usize>()) {
                (Some(Value::Object(map)), _) => drop(map.remove(&name.replace("~1", "/").replace("~0", "~"))),
                (Some(Value::Array(items)), Ok(place)) if matches!(edit, Edit::Remove(_)) => drop(items.remove(place)),
                (Some(Value::Array(items)), Ok(place)) => {
                    let again = items[place].clone();
                    items.push(again);
                }
                _ => {}
            }
            return;
        }
    };
    if let Some(slot) = report.pointer_mut(&at) {
        *slot = value;
    }
}

/// Read, written, read: the same. What is made of a report can be made of it.
fn held(text: &str) {
    match Report::from_json(text) {
        Err(error) => said(&error.message()),
        Ok(report) => {
            let written = report.to_json().expect("a report has a JSON form");
            let again = Report::from_json(&written).expect("a report written by the core is read");
            assert_eq!(again.to_json().expect("a report has a JSON form"), written);
            for finding in report.findings() {
                assert_eq!(report.finding(finding.subject), Some(finding));
            }
            let nothing = Facts::default();
            assert!(!render::html(&report, &nothing, Language::Both).is_empty());
            render::csv(&report, Bom::With).expect("CSV is written");
            assert!(!render::ics(&report, Language::Zh).is_empty());
            let same = diff::diff(&report, &again);
            assert!(same.changes.is_empty() && same.policy.is_empty());
        }
    }
}

fuzz_target!(|saved: Saved| {
    if let Some(text) = &saved.text {
        held(text);
    }
    let facts = Builder::from(&saved.input.tables()).build(OnError::Skip).expect("faulty rows are skipped");
    let report = check(&facts, &Policy::default(), saved.input.as_of.day());
    let text = report.to_json().expect("a report has a JSON form");
    let again = Report::from_json(&text).expect("a report written by the core is read");
    assert_eq!(again.to_json().expect("a report has a JSON form"), text);
    let told = serde_json::to_string(&report.with_messages()).expect("a report has a JSON form");
    let again = Report::from_json(&told).expect("a report with messages is read");
    assert_eq!(serde_json::to_string(&again.with_messages()).expect("a report has a JSON form"), told);

    let mut value: Value = serde_json::from_str(&text).expect("a report is JSON");
    saved.edits.iter().take(8).for_each(|one| edit(&mut value, one));
    held(&value.to_string());
    let known = diff::diff((&report, &facts), (&again, &facts));
    assert!(known.changes.is_empty());
});

//! What several targets ask of an answer.

pub mod arrays;
pub mod given;
pub mod rows;

use std::panic;

use hongyan::facts::{Facts, Faults, OnError};
use hongyan::intake::{self, Limits, Options};
use hongyan::message::{Lang, Message};
use hongyan::{Policy, Report, check};
use serde_json::Value;

/// A sentence has a template and words in both languages.
pub fn said(message: &Message) {
    for lang in [Lang::Zh, Lang::En] {
        let text = message.text(lang);
        assert!(!text.trim().is_empty() && text != message.code(), "no sentence for {}", message.code());
    }
}

/// Every fault has a sentence; there is at least one.
pub fn explained(faults: &Faults) {
    assert!(!faults.is_empty());
    faults.iter().for_each(|fault| said(&fault.message()));
    assert!(!faults.summary(Lang::Zh).is_empty() && !faults.summary(Lang::En).is_empty());
}

/// A refusal of the npm package's module: JSON with at least one fault or error, and a sentence for each line of them.
pub fn refused(refusal: &str) -> Value {
    let value: Value = serde_json::from_str(refusal).expect("a refusal is JSON");
    let listed = |name: &str| value[name].as_array().map_or(0, Vec::len);
    assert!(listed("faults") + listed("errors") > 0, "{value}");
    assert!(value["message"].as_str().is_some_and(|message| !message.trim().is_empty()), "{value}");
    value
}

/// Whether a report is short enough to be written again and again: a few rows asked about in 2200 have a quarter of a
/// million months.
pub fn is_short(report: &Report) -> bool {
    report.findings().len() <= 1_000
}

/// Asks everything of accepted facts: report, JSON, sentences, explanations of the first findings.
pub fn asked(facts: &Facts, as_of: hongyan::Day) -> Report {
    let report = check(facts, &Policy::default(), as_of);
    if !is_short(&report) {
        return report;
    }
    let json = report.to_json().expect("a report has a JSON form");
    serde_json::from_str::<Value>(&json).expect("a report is JSON");
    serde_json::to_string(&report.with_messages()).expect("a report with messages has a JSON form");
    report.faults().iter().for_each(|fault| said(&fault.message()));
    report.warnings().for_each(|warning| said(&warning.message()));
    for finding in report.findings().take(8) {
        said(&finding.message());
        let found = report.finding(finding.subject).expect("a kept finding is found by its subject");
        assert_eq!(found, finding);
        let why = report.explain(facts, finding.subject).expect("a finding is explained");
        assert_eq!(why.finding(), finding);
        why.facts.iter().for_each(|fact| said(&fact.why));
        why.steps.iter().for_each(|step| said(&step.text));
        why.remedy.iter().for_each(|remedy| said(&remedy.text));
        serde_json::to_string(&why).expect("an explanation has a JSON form");
    }
    report
}

/// Facts written as JSON are read again as the same facts.
pub fn round_trip(facts: &Facts) -> Facts {
    let json = serde_json::to_string(facts).expect("facts have a JSON form");
    let again = Facts::from_json(&json).expect("facts written by the core pass its door");
    assert_eq!(serde_json::to_string(&again).expect("facts have a JSON form"), json);
    again
}

/// Small limits, so that an input is bounded by them and not by the machine.
pub fn options(on_error: OnError) -> Options {
    let limits = Limits {
        files: 8,
        uncompressed_bytes: 1 << 20,
        compression_ratio: 100,
        sheets: 8,
        cells: 20_000,
        rows: 2_000,
        columns: 64,
        cell_bytes: 1 << 12,
        faults: 1_000,
    };
    Options { on_error, limits, infer_engagements: true, ..Options::default() }
}

/// Reads one file both ways and holds the answers against each other.
pub fn taken_in(name: &str, bytes: &[u8]) {
    let files = [(name, bytes)];
    let (raised, report) = intake::inspect(&files, &options(OnError::Raise));
    let (skipped, _) = intake::inspect(&files, &options(OnError::Skip));
    for lang in [Lang::Zh, Lang::En] {
        assert_eq!(report.text(lang).is_empty(), report.files.is_empty());
    }
    for sheet in &report.sheets {
        sheet.why.iter().for_each(said);
        sheet.columns.iter().flat_map(|column| &column.why).for_each(said);
        sheet.skipped.iter().for_each(|skipped| said(&skipped.why));
        sheet.readings.iter().for_each(|reading| said(&reading.why));
    }
    serde_json::to_string(&report).expect("an intake report has a JSON form");
    match (&raised, &skipped) {
        (Ok(facts), Ok(same)) => {
            assert!(facts.faults().is_empty() && same.faults().is_empty());
            let json = |facts| serde_json::to_string(facts).expect("facts have a JSON form");
            assert_eq!(json(facts), json(same));
        }
        (Err(faults), Ok(facts)) => assert_eq!(faults.as_slice(), facts.faults()),
        (Err(faults), Err(same)) => assert_eq!(faults, same),
        (Ok(_), Err(faults)) => panic!("skipping faults found some: {faults}"),
    }
    raised.iter().chain(&skipped).for_each(|facts| {
        round_trip(facts);
    });
    [raised.err(), skipped.err()].iter().flatten().for_each(explained);
    // the mapping that was found is a mapping
    let again = Options { mapping: report.mapping(), ..options(OnError::Skip) };
    if let Err(faults) = intake::read(&files, &again) {
        explained(&faults);
    }
}

/// Lets panics of the libraries unwind, since the intake guards against them; whatever leaves the guard still ends the
/// process, and so does every panic of our own.
pub fn let_libraries_unwind() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let file = info.location().map_or("", |location| location.file());
        if !file.contains("registry/src/") && !file.starts_with("/rustc/") {
            before(info);
        }
    }));
}

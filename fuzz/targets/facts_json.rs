#![no_main]
//! A text as facts: refused with sentences, or judged, explained, and written so that it reads back the same.

use hongyan::Day;
use hongyan::facts::{Builder, Facts, OnError};
use hongyan_fuzz::{asked, explained, is_short, round_trip};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let days = [Day::new(2025, 6, 30), Day::new(2024, 2, 29), Some(Day::FIRST), Some(Day::LAST)];
    let as_of = days[text.len() % days.len()].expect("a day of the calendar");
    let raised = Facts::from_json(text);
    let skipped = Builder::from_json(text).and_then(|builder| builder.build(OnError::Skip));
    match (&raised, &skipped) {
        (Err(faults), Ok(facts)) => assert_eq!(faults.as_slice(), facts.faults()),
        (Err(faults), Err(same)) => assert_eq!(faults, same),
        (Ok(_), Ok(facts)) => assert!(facts.faults().is_empty()),
        (Ok(_), Err(faults)) => panic!("skipping faults found some: {faults}"),
    }
    if let Err(faults) = &raised {
        explained(faults);
    }
    let Ok(facts) = skipped else { return };
    let report = asked(&facts, as_of);
    let again = asked(&round_trip(&facts), as_of);
    assert_eq!(report.findings().len(), again.findings().len());
    if !is_short(&report) {
        return;
    }
    let json = |report: &hongyan::Report| report.to_json().expect("a report has a JSON form");
    let whole = facts.faults().is_empty() && !report.warnings().any(|warning| warning.code.name() == "repeated_row");
    if whole {
        assert_eq!(json(&report), json(&again));
    } else {
        // rows that were left out have no number any more
        let judged = |report: &hongyan::Report| {
            let mut value: serde_json::Value = serde_json::from_str(&json(report)).expect("a report is JSON");
            let map = value.as_object_mut().expect("a report is an object");
            map.remove("warnings");
            map.remove("faults");
            value
        };
        assert_eq!(judged(&report), judged(&again));
    }
    let inferred = facts.infer_engagements();
    asked(&inferred, as_of);
});

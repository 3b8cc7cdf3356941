//! Findings as a table.

use csv::Writer;
use hongyan::finding::Reason;
use hongyan::{Finding, Report};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// The columns that name a subject, each null where the rule has no such key.
const SUBJECT: [&str; 10] =
    ["project", "worker", "session", "month", "supervisor", "mentor", "appointed_on", "guided_on", "found_on", "year"];

const OTHERS: [&str; 11] = [
    "verdict",
    "force",
    "due_on",
    "settled_on",
    "margin_days",
    "holds_until",
    "contested",
    "due_earliest",
    "due_latest",
    "reason",
    "detail",
];

/// What of a finding is read off its JSON.
#[derive(Deserialize)]
struct Written<'j> {
    subject: Map<String, Value>,
    #[serde(borrow)]
    detail: &'j RawValue,
}

/// Every finding of a report, one a row.
pub(crate) fn csv(report: &Report) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut writer = Writer::from_writer(Vec::new());
    let columns = ["rule", "clause"].into_iter().chain(SUBJECT).chain(OTHERS);
    writer.write_record(columns)?;
    for finding in report.findings() {
        let json = serde_json::to_string(&finding)?;
        writer.write_record(cells(&finding, &serde_json::from_str(&json)?))?;
    }
    Ok(writer.into_inner().map_err(|error| error.into_error())?)
}

fn cells(finding: &Finding<'_>, written: &Written<'_>) -> Vec<String> {
    let subject = SUBJECT.iter().map(|column| match written.subject.get(*column) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    });
    let others = [
        finding.verdict.name().to_owned(),
        finding.force.name().to_owned(),
        or_empty(finding.due_on),
        or_empty(finding.settled_on),
        or_empty(finding.margin_days),
        or_empty(finding.holds_until),
        finding.contested.to_string(),
        or_empty(finding.due_range.map(|range| range.from)),
        or_empty(finding.due_range.map(|range| range.to)),
        or_empty(finding.detail.reason().map(Reason::name)),
        written.detail.get().to_owned(),
    ];
    let named = [finding.rule.name().to_owned(), finding.clause.to_owned()];
    named.into_iter().chain(subject).chain(others).collect()
}

fn or_empty(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

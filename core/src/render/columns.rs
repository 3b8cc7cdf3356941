//! A finding as one row of the contract's table (section 6, "As a table").

use std::fmt;

use crate::calendar::{Day, Month};
use crate::report::Finding;
use crate::rules::Key;

/// The columns, in order.
pub(crate) const COLUMNS: [&str; 23] = [
    "rule",
    "clause",
    "project",
    "worker",
    "session",
    "month",
    "supervisor",
    "mentor",
    "appointed_on",
    "guided_on",
    "found_on",
    "year",
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

/// The value of one cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Datum<'r> {
    Null,
    /// A text of the caller's.
    Text(&'r str),
    /// A word of the contract.
    Name(&'static str),
    Json(String),
    Day(Day),
    Month(Month),
    Number(i64),
    Flag(bool),
}

impl fmt::Display for Datum<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Datum::Null => Ok(()),
            Datum::Text(text) => f.write_str(text),
            Datum::Name(name) => f.write_str(name),
            Datum::Json(json) => f.write_str(json),
            Datum::Day(day) => day.fmt(f),
            Datum::Month(month) => month.fmt(f),
            Datum::Number(number) => number.fmt(f),
            Datum::Flag(flag) => flag.fmt(f),
        }
    }
}

/// The value of a subject's key, null where the rule has none of this name.
pub(crate) fn key<'r>(finding: &Finding<'r>, name: &str) -> Datum<'r> {
    let found = finding.subject.keys().find(|(known, _)| *known == name);
    match found.map(|(_, key)| key) {
        Some(Key::Id(id)) => Datum::Text(id),
        Some(Key::Day(day)) => Datum::Day(day),
        Some(Key::Month(month)) => Datum::Month(month),
        Some(Key::Year(year)) => Datum::Number(i64::from(year)),
        None => Datum::Null,
    }
}

/// The cells of a finding, in the order of [`COLUMNS`].
pub(crate) fn cells<'r>(finding: &Finding<'r>) -> [Datum<'r>; COLUMNS.len()] {
    let day = |day: Option<Day>| day.map_or(Datum::Null, Datum::Day);
    let key = |name| key(finding, name);
    [
        Datum::Name(finding.rule.name()),
        Datum::Name(finding.clause),
        key("project"),
        key("worker"),
        key("session"),
        key("month"),
        key("supervisor"),
        key("mentor"),
        key("appointed_on"),
        key("guided_on"),
        key("found_on"),
        key("year"),
        Datum::Name(finding.verdict.name()),
        Datum::Name(finding.force.name()),
        day(finding.due_on),
        day(finding.settled_on),
        finding.margin_days.map_or(Datum::Null, |margin| Datum::Number(i64::from(margin))),
        day(finding.holds_until),
        Datum::Flag(finding.contested),
        day(finding.due_range.map(|range| range.from)),
        day(finding.due_range.map(|range| range.to)),
        finding.detail.reason().map_or(Datum::Null, |reason| Datum::Name(reason.name())),
        Datum::Json(finding.detail_json()),
    ]
}

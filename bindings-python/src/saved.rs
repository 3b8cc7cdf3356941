//! Findings of a report that holds no columns, such as one that was saved, in the same columns.

use std::sync::Arc;

use arrow_array::{BooleanArray, Int32Array};
use hongyan::finding::{Force, Reason, Verdict};
use hongyan::report::Finding;
use hongyan::rules::Key;
use hongyan::{Day, Rule};
use pyo3::prelude::*;

use crate::cells::{batch, days, large_texts, place, texts, words};
use crate::findings::Words;
use crate::frame::{Frame, failed};

/// Findings as a table; ids are texts.
pub(crate) fn frame<'r>(findings: impl ExactSizeIterator<Item = Finding<'r>> + Clone) -> PyResult<Frame> {
    let vocabularies = Words::new();
    let all = || findings.clone();
    let key = |name: &'static str| {
        all().map(move |one| one.subject.keys().find(|(known, _)| *known == name).map(|(_, key)| key))
    };
    let id = |name| {
        large_texts(key(name).map(|key| match key {
            Some(Key::Id(id)) => Some(id),
            _ => None,
        }))
    };
    let day = |name| {
        days(key(name).map(|key| match key {
            Some(Key::Day(day)) => Some(day),
            _ => None::<Day>,
        }))
    };
    let of = |vocabulary, places: Vec<Option<i8>>| words(vocabulary, places).map_err(|error| failed(&error));
    let clauses = &vocabularies.clauses;
    let months = key("month").map(|key| match key {
        Some(Key::Month(month)) => Some(month.to_string()),
        _ => None,
    });
    let years = key("year").map(|key| match key {
        Some(Key::Year(year)) => Some(year),
        _ => None,
    });
    let range = |end: fn(hongyan::calendar::Period) -> Day| days(all().map(|one| one.due_range.map(end)));
    batch(vec![
        ("rule", of(&vocabularies.rules, all().map(|one| place(&Rule::ALL, &one.rule)).collect())?),
        ("clause", of(&clauses.1, all().map(|one| place(&clauses.0, &one.clause)).collect())?),
        ("project", id("project")),
        ("worker", id("worker")),
        ("session", id("session")),
        ("month", texts(months)),
        ("supervisor", id("supervisor")),
        ("mentor", id("mentor")),
        ("appointed_on", day("appointed_on")),
        ("guided_on", day("guided_on")),
        ("found_on", day("found_on")),
        ("year", Arc::new(years.collect::<Int32Array>())),
        ("verdict", of(&vocabularies.verdicts, all().map(|one| place(&Verdict::ALL, &one.verdict)).collect())?),
        ("force", of(&vocabularies.forces, all().map(|one| place(&Force::ALL, &one.force)).collect())?),
        ("due_on", days(all().map(|one| one.due_on))),
        ("settled_on", days(all().map(|one| one.settled_on))),
        ("margin_days", Arc::new(all().map(|one| one.margin_days).collect::<Int32Array>())),
        ("holds_until", days(all().map(|one| one.holds_until))),
        ("contested", Arc::new(all().map(|one| Some(one.contested)).collect::<BooleanArray>())),
        ("due_earliest", range(|range| range.from)),
        ("due_latest", range(|range| range.to)),
        (
            "reason",
            of(
                &vocabularies.reasons,
                all().map(|one| one.detail.reason().and_then(|reason| place(&Reason::ALL, &reason))).collect(),
            )?,
        ),
        ("detail", texts(all().map(|one| Some(one.detail_json())))),
    ])
    .map(Frame::new)
}

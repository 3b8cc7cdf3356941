//! A report as documents and sentences, for which facts are needed row by row.

use std::path::PathBuf;
use std::sync::OnceLock;

use hongyan::Rule;
use hongyan::explain::Explanation;
use hongyan::facts::{Facts, Fault};
use hongyan::message::Lang;
use hongyan::render::{self, Bom, Dimension, Language, Trend};
use hongyan::rules::Subject;
use hongyan::warning::Warning;
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDate, PyDict, PyFloat, PyString};
use serde::Serialize;

use crate::ask::Question;
use crate::files::unread;
use crate::frame::failed;
use crate::report::Report;
use crate::scalars;

/// How many month ends a trend looks back.
const MONTHS: u32 = 12;

/// Facts, and all that was found of them.
#[derive(Debug)]
pub(crate) struct District {
    pub(crate) facts: Facts,
    pub(crate) report: hongyan::Report,
    // made once, when a document asks for it
    trend: OnceLock<Trend>,
}

impl District {
    pub(crate) fn of(facts: Facts, report: hongyan::Report) -> District {
        District { facts, report, trend: OnceLock::new() }
    }

    pub(crate) fn trend(&self, question: &Question) -> &Trend {
        self.trend.get_or_init(|| {
            let reports = render::month_ends(question.as_of, MONTHS).map(|day| question.on(day).run(&self.facts));
            render::trend(reports, &self.facts)
        })
    }
}

/// What was understood of an input.
#[derive(Serialize)]
struct Understood<'r> {
    facts: &'r Facts,
    faults: &'r [Fault],
    warnings: Vec<Warning<'r>>,
}

/// Facts with what was found odd of them, as JSON.
pub(crate) fn understood(facts: &Facts, faults: &[Fault], report: &hongyan::Report) -> PyResult<String> {
    let understood = Understood { facts, faults, warnings: report.warnings().collect() };
    serde_json::to_string(&understood).map_err(|error| failed(&error))
}

/// The language of a document: `zh`, `en` or `both`.
pub(crate) fn language(name: &str) -> PyResult<Language> {
    let unknown = || PyValueError::new_err(format!("lang is `zh`, `en` or `both`, not `{name}`"));
    Language::from_name(name).ok_or_else(unknown)
}

/// Gives a text, or writes it to a file.
pub(crate) fn text<'py>(py: Python<'py>, path: Option<PathBuf>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    match path {
        None => Ok(PyString::new(py, text).into_any()),
        Some(path) => written(py, &path, text.as_bytes()),
    }
}

/// Gives bytes, or writes them to a file.
pub(crate) fn bytes<'py>(py: Python<'py>, path: Option<PathBuf>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    match path {
        None => Ok(PyBytes::new(py, bytes).into_any()),
        Some(path) => written(py, &path, bytes),
    }
}

fn written<'py>(py: Python<'py>, path: &std::path::Path, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    py.detach(|| std::fs::write(path, bytes)).map_err(|error| unread(path, error))?;
    Ok(py.None().into_bound(py))
}

/// The table of findings.
pub(crate) fn csv(report: &hongyan::Report, bom: bool) -> PyResult<Vec<u8>> {
    render::csv(report, if bom { Bom::With } else { Bom::Without }).map_err(|error| failed(&error))
}

/// The dimension of this name.
pub(crate) fn dimension(name: &str) -> PyResult<(&'static str, Dimension)> {
    let all = [
        ("rule", Dimension::Rule),
        ("project", Dimension::Project),
        ("supervisor", Dimension::Supervisor),
        ("month", Dimension::Month),
        ("worker", Dimension::Worker),
        ("mentor", Dimension::Mentor),
    ];
    let unknown = || {
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        PyValueError::new_err(format!("rates are counted by {}, not by `{name}`", names.join(", ")))
    };
    all.into_iter().find(|(known, _)| *known == name).ok_or_else(unknown)
}

/// Rule and keys of a subject: a dict that names them, or a text `RULE?key=value&key=value`.
pub(crate) fn subject(object: &Bound<'_, PyAny>) -> PyResult<(Rule, Vec<(String, String)>)> {
    let py = object.py();
    if let Ok(text) = object.cast::<PyString>() {
        let text = text.to_cow()?;
        let (rule, query) = text.split_once('?').unwrap_or((&text, ""));
        let keywords = PyDict::new(py);
        keywords.set_item("keep_blank_values", true)?;
        let pairs = py.import("urllib.parse")?.call_method("parse_qsl", (query,), Some(&keywords))?;
        return Ok((named(rule)?, pairs.extract()?));
    }
    // a row of pandas is a series
    let object = if object.hasattr("to_dict")? { object.call_method0("to_dict")? } else { object.clone() };
    let dict = object.cast::<PyDict>().map_err(|_| {
        PyValueError::new_err("whom an explanation is about is said by a finding as a dict, or `RULE?key=value`")
    })?;
    let rule = dict.get_item("rule")?.ok_or_else(|| PyKeyError::new_err("rule"))?;
    let rule = named(&rule.extract::<String>()?)?;
    let keys = match dict.get_item("subject")? {
        Some(keys) => keys.cast_into::<PyDict>()?,
        None => dict.clone(),
    };
    let mut pairs = Vec::new();
    for name in rule.key_names() {
        if let Some(value) = keys.get_item(name)? {
            pairs.extend(key(&value)?.map(|text| ((*name).to_owned(), text)));
        }
    }
    Ok((rule, pairs))
}

/// A key of a subject as text, be it from a row of pandas, where an integer may have become a float and a date a time.
fn key(value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    let value = scalars::plain(value)?.unwrap_or_else(|| value.clone());
    let number = value.cast::<PyFloat>().ok().map(|number| number.value());
    if value.is_none() || number.is_some_and(f64::is_nan) {
        return Ok(None);
    }
    if let Some(number) = number.filter(|number| number.fract() == 0.0) {
        return Ok(Some(format!("{number:.0}")));
    }
    let text =
        if value.is_instance_of::<PyDate>() { value.call_method0("isoformat")? } else { value.str()?.into_any() };
    text.extract().map(Some)
}

fn named(rule: &str) -> PyResult<Rule> {
    rule.parse().map_err(|unknown: hongyan::names::UnknownName| crate::error::word(&unknown))
}

/// Why a finding is what it is.
pub(crate) fn explain(
    rule: Rule,
    pairs: &[(String, String)],
    explain: impl FnOnce(Subject<'_>) -> Option<Explanation>,
) -> PyResult<Explanation> {
    let subject = Subject::from_pairs(rule, pairs).map_err(|error| crate::error::word(&error))?;
    explain(subject).ok_or_else(|| PyKeyError::new_err(format!("nothing is found of {subject} on that day")))
}

/// Takes up a report that ``Report.to_json`` wrote, to be compared with a later one.
///
/// The facts are not in it, so that it cannot explain findings or count rates.
///
/// Args:
///     path: the file.
///     lang: the language of messages and documents, ``zh`` or ``en``.
///
/// Raises:
///     ValueError: for a file that is no report.
///     OSError: for a file that cannot be read.
///
/// >>> import hongyan, pathlib, tempfile
/// >>> path = pathlib.Path(tempfile.mkdtemp(), "report.json")
/// >>> hongyan.check(as_of="2024-03-10", sessions=[]).to_json(path)
/// >>> hongyan.load_report(path).as_of
/// datetime.date(2024, 3, 10)
#[pyfunction]
#[pyo3(signature = (path, *, lang="en"))]
pub(crate) fn load_report(py: Python<'_>, path: PathBuf, lang: &str) -> PyResult<Report> {
    let lang = crate::ask::lang(lang)?;
    let text = py.detach(|| std::fs::read_to_string(&path)).map_err(|error| unread(&path, error))?;
    let read = py.detach(|| hongyan::Report::from_json(&text));
    let report =
        read.map_err(|error| PyValueError::new_err(format!("{}: {}", path.display(), error.message().text(lang))))?;
    Ok(Report::saved(report, lang))
}

/// The findings in sentences.
pub(crate) fn messages(report: &hongyan::Report, lang: Lang) -> Vec<String> {
    report.findings().map(|finding| finding.message().text(lang)).collect()
}

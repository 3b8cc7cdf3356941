//! Tables in, a report out.

use std::sync::Arc;

use hongyan::Day;
use hongyan::columns::Columns;
use hongyan::facts::{Fault, FaultCode, Table};
use hongyan::message::Lang;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::ask::{self, Question};
use crate::held::Held;
use crate::listen::listening;
use crate::report::Report;
use crate::tables::{Ids, Tables};
use crate::{day, error, tables};

/// Judges tables and gives a report.
///
/// A table is anything that speaks Arrow (``pyarrow``, Polars, pandas, DuckDB, ...), a dict of columns, a list of dicts, or
/// a path to Parquet, CSV or a workbook, whose faults name the places in it. Columns of one chunk are not copied where Arrow's layout is core's; chunks and
/// readers are joined column by column, which is several times faster than judging batches one by one. The interpreter is
/// released meanwhile, and Ctrl-C ends a long call before its next rule.
///
/// Args:
///     as_of: the day asked about, a ``datetime.date`` or ``YYYY-MM-DD``; later events are not seen.
///     policy: a :class:`Policy`, a dict or a profile's name; the defaults if none is given.
///     rules: names of rules; all if none is given.
///     keep: which findings the table has: ``problems`` (breaches, what is undetermined, what is contested), ``all``, a
///         verdict or several. Summary, standings and deadlines stay whole.
///     on_error: ``raise`` refuses tables with faults, ``skip`` leaves faulty rows out and tells of them in ``faults``.
///     trust_keys: the caller vouches that (``session``, ``worker``) is unique; it is not checked then.
///     tz: the zone whose days are meant by columns of instants, such as ``Asia/Shanghai``, or a ``zoneinfo.ZoneInfo``.
///     lang: the language of messages and documents, ``zh`` or ``en``.
///     progress: is called with the name of each step before it begins.
///     engagements, sessions, excuses, plans, mentors, appointments, guidance, evaluations, violations: the tables.
///         Ids are text, categoricals or integers (which stay integers); dates are dates, timestamps at midnight or
///         ``YYYY-MM-DD``; months are ``YYYY-MM`` or dates; forms are names, or codes 0 to 5 in a column of nothing else.
///         Rows that pandas writes as dicts are taken as its frames are: ``NaN``, ``NaT`` and ``NA`` are null, a
///         ``Timestamp`` at midnight is a date.
///
/// Raises:
///     InputError: for faulty tables, with every fault.
///     PolicyError: for a faulty policy, with every error.
///     ValueError: for a rule, verdict or zone that there is not.
///     OSError: for files that cannot be read.
///
/// >>> import datetime, hongyan
/// >>> sessions = {"session": [1, 2], "project": [7, 7], "worker": [4, 5], "form": ["group", "individual"],
/// ...             "ended_on": [datetime.date(2024, 3, 5)] * 2, "record_submitted_on": [datetime.date(2024, 3, 13), None]}
/// >>> report = hongyan.check(as_of="2024-03-10", sessions=sessions)
/// >>> report.summary["record_deadline"]["pending"]
/// 2
#[pyfunction]
#[pyo3(signature = (
    *, as_of, policy=None, rules=None, keep=None, on_error="raise", trust_keys=false, tz=None, lang="en",
    progress=None, **tables
), text_signature = "(*, as_of, policy=None, rules=None, keep='problems', on_error='raise', trust_keys=False, \
tz=None, lang='en', progress=None, engagements=None, sessions=None, excuses=None, plans=None, mentors=None, \
appointments=None, guidance=None, evaluations=None, violations=None)")]
#[expect(clippy::too_many_arguments, reason = "they are keywords")]
pub(crate) fn check(
    py: Python<'_>,
    as_of: &Bound<'_, PyAny>,
    policy: Option<&Bound<'_, PyAny>>,
    rules: Option<&Bound<'_, PyAny>>,
    keep: Option<&Bound<'_, PyAny>>,
    on_error: &str,
    trust_keys: bool,
    tz: Option<&Bound<'_, PyAny>>,
    lang: &str,
    progress: Option<&Bound<'_, PyAny>>,
    tables: Option<&Bound<'_, PyDict>>,
) -> PyResult<Report> {
    let lang: Lang = ask::lang(lang)?;
    let (door, reading) = ask::door(on_error, trust_keys, tz, Ids::Read, lang)?;
    let (day, mut found) = match day::as_of(as_of)? {
        Ok(day) => (day, Vec::new()),
        // it is told with what else is wrong
        Err(faults) => (Day::MIN, faults.as_slice().to_vec()),
    };
    let question = Question::on_day(py, day, policy, rules, keep)?;
    let tell = |step: &str| progress.map_or(Ok(()), |progress| progress.call1((step,)).map(drop));
    let mut all = Tables::default();
    for (name, object) in tables.into_iter().flatten() {
        let name: String = name.extract()?;
        match Table::from_name(&name) {
            _ if object.is_none() => {}
            Some(table) => {
                tell(table.name())?;
                all.push(tables::read(table, &object, reading)?);
            }
            None => found.push(Fault::new(FaultCode::UnknownTable).in_table(name)),
        }
    }
    if !found.is_empty() {
        let checked = py.detach(|| Columns::check(all.frames(), door).map(|columns| columns.faults().clone()));
        return Err(error::with_tally(py, &found, &checked.unwrap_or_else(|faults| faults), lang));
    }
    tell("check")?;
    let held = listening(py, all.all_rows(), |stop| Held::new(all, door, &question.check(), stop))?;
    let held = held.map_err(|faults| error::tally(py, &faults, lang))?;
    Ok(Report::new(Arc::new(held), question, lang, None))
}

//! Core's errors as exceptions of Python, which are written in Python.

use hongyan::columns::FaultTally;
use hongyan::facts::{Fault, Faults, Table};
use hongyan::message::{Lang, Text};
use hongyan::policy::PolicyErrors;
use hongyan::value::Value;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::frame::Frame;
use crate::python;

fn raised<'py>(py: Python<'py>, name: &str, args: impl pyo3::call::PyCallArgs<'py>) -> PyErr {
    let class = py.import("hongyan._errors").and_then(|module| module.getattr(name));
    match class.and_then(|class| class.call1(args)) {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

fn input(py: Python<'_>, message: String, faults: &[Fault], total: u64) -> PyErr {
    match Frame::faults(faults) {
        Ok(frame) => raised(py, "InputError", (message, frame, total)),
        Err(error) => error,
    }
}

/// Faults of facts.
pub(crate) fn faults(py: Python<'_>, faults: &Faults, lang: Lang) -> PyErr {
    let total = u64::try_from(faults.len()).unwrap_or(u64::MAX);
    input(py, faults.summary(lang), faults.as_slice(), total)
}

/// Faults that a loader has found.
pub(crate) fn listed(py: Python<'_>, faults: &[Fault], lang: Lang) -> PyErr {
    let total = u64::try_from(faults.len()).unwrap_or(u64::MAX);
    input(py, Fault::summarised(faults, lang), faults, total)
}

/// Faults of columns, of which the first are known in full.
pub(crate) fn tally(py: Python<'_>, faults: &FaultTally, lang: Lang) -> PyErr {
    input(py, faults.summary(lang), faults.first(), faults.total())
}

/// Faults that were found before those of columns.
pub(crate) fn with_tally(py: Python<'_>, found: &[Fault], tally: &FaultTally, lang: Lang) -> PyErr {
    let faults: Vec<Fault> = found.iter().chain(tally.first()).cloned().collect();
    let total = u64::try_from(found.len()).unwrap_or(u64::MAX).saturating_add(tally.total());
    input(py, Fault::list(faults.iter().map(|fault| fault.text(lang)), total, lang), &faults, total)
}

/// The same of a batch: its number stands in `batch`.
pub(crate) fn of_batch(py: Python<'_>, error: PyErr, batch: u32) -> PyErr {
    match error.value(py).setattr("batch", batch) {
        Ok(()) => error,
        Err(error) => error,
    }
}

/// Sentences about faults as one text, as the message of a refusal has them.
#[pyfunction]
pub(crate) fn _list(sentences: Vec<String>, total: u64, lang: &str) -> PyResult<String> {
    Ok(Fault::list(sentences, total, crate::ask::lang(lang)?))
}

/// Errors of a policy.
pub(crate) fn policy(py: Python<'_>, errors: &PolicyErrors) -> PyErr {
    match python::object(py, errors) {
        Ok(list) => raised(py, "PolicyError", (errors.summary(Lang::En), list)),
        Err(error) => error,
    }
}

/// A word that none of the admitted ones is.
pub(crate) fn word(error: &impl std::fmt::Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}

const A_TABLE: Text = Text::new(
    "一个表：Arrow 数据、Polars 或 pandas 的数据框、列的字典、行的列表，或 Parquet、CSV、工作簿的路径",
    "a table: Arrow data, a frame of Polars or pandas, a dict of columns, a list of dicts, or a path to Parquet, CSV or a \
     workbook",
);

const A_COLUMN: Text = Text::new("一列：列表、数组或 Series", "a column: a list, an array or a series");

/// The class of an object by its full name.
fn class(object: &Bound<'_, PyAny>) -> PyResult<Value> {
    Ok(Value::Text(object.get_type().fully_qualified_name()?.to_cow()?.into_owned()))
}

fn wrong(object: &Bound<'_, PyAny>, fault: Fault, lang: Lang) -> PyErr {
    class(object).map_or_else(|error| error, |class| listed(object.py(), &[fault.of(class)], lang))
}

/// Something that is no table.
pub(crate) fn wrong_table(object: &Bound<'_, PyAny>, table: Table, lang: Lang) -> PyErr {
    wrong(object, Fault::wrong_shape(A_TABLE).in_table(table.name()), lang)
}

/// Something that is no column.
pub(crate) fn wrong_column(object: &Bound<'_, PyAny>, table: Table, name: String, lang: Lang) -> PyErr {
    wrong(object, Fault::wrong_shape(A_COLUMN).in_table(table.name()).in_column(name), lang)
}

/// A table whose library broke off, with what it said.
pub(crate) fn broken(table: Table, said: &impl std::fmt::Display, lang: Lang) -> PyErr {
    Python::attach(|py| listed(py, &[Fault::unreadable(said.to_string()).in_table(table.name())], lang))
}

/// A table of another library that it could not give, with what it raised.
pub(crate) fn unread(py: Python<'_>, table: Table, raised: PyErr, lang: Lang) -> PyErr {
    let said = raised.value(py).to_string();
    let error = listed(py, &[Fault::unreadable(said).in_table(table.name())], lang);
    error.set_cause(py, Some(raised));
    error
}

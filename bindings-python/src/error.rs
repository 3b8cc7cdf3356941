//! Core's errors as exceptions of Python, which are written in Python.

use hongyan::columns::FaultTally;
use hongyan::facts::{Fault, Faults, Table};
use hongyan::message::Lang;
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

/// Faults of columns, of which the first are known in full.
pub(crate) fn tally(py: Python<'_>, faults: &FaultTally, lang: Lang) -> PyErr {
    input(py, faults.summary(lang), faults.first(), faults.total())
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

/// Something that is no table.
pub(crate) fn wrong_table(object: &Bound<'_, PyAny>, table: Table) -> PyErr {
    let named = || PyResult::Ok(object.get_type().fully_qualified_name()?.to_cow()?.into_owned());
    match named() {
        Ok(name) => {
            faults(object.py(), &Fault::not_a_list().in_table(table.name()).of(Value::Text(name)).into(), Lang::En)
        }
        Err(error) => error,
    }
}

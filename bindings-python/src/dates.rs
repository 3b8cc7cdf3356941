//! The regulation's dates for single events: of one date, or of every value of a column.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Date32Type;
use arrow_array::{Array, ArrayRef, Date32Array, Int32Array};
use hongyan::Day;
use hongyan::calendar::DueDay;
use hongyan::value::Value;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};
use pyo3_arrow::PyArray;

use crate::column::{Odd, Read, Refusal, Values};
use crate::policy::Policy;
use crate::{cells, day, lists};

/// A rolled day, where the calendar knows it.
fn known(due: DueDay) -> Option<Day> {
    due.known.then_some(due.on)
}

fn not_a_date(object: &Bound<'_, PyAny>) -> PyErr {
    let named = || PyResult::Ok(object.get_type().fully_qualified_name()?.to_cow()?.into_owned());
    match named() {
        Ok(name) => PyTypeError::new_err(format!("a `datetime.date` or a column of dates is expected, not `{name}`")),
        Err(error) => error,
    }
}

/// The days of a column.
fn days(object: &Bound<'_, PyAny>) -> PyResult<Option<Int32Array>> {
    let Some(Read { column, cells }) = lists::dates(object)? else { return Ok(None) };
    if let Some((row, odd)) = cells.first() {
        let told = |shown: &str| format!("row {row}: `{shown}` is no date");
        return Err(match odd {
            Odd::Time(shown) => PyValueError::new_err(told(shown)),
            Odd::Cell(cell) => PyTypeError::new_err(told(&Value::from(cell.clone()).to_string())),
        });
    }
    let held = column.map_err(|refusal| match refusal {
        Refusal::Type(given) | Refusal::Zone(given) => {
            PyTypeError::new_err(format!("a column of dates is expected, not of `{given}`"))
        }
    })?;
    match held.values {
        Values::I32(values) => Ok(Some(Int32Array::new(values, held.nulls))),
        Values::Null(rows) => Ok(Some(Int32Array::new_null(rows))),
        Values::Text(_) => Err(PyTypeError::new_err("a column of dates is expected, not of texts")),
        _ => Err(not_a_date(object)),
    }
}

/// One date, or every value of a column; what is null stays so.
fn each<'py>(
    object: &Bound<'py, PyAny>,
    policy: Option<&Bound<'py, PyAny>>,
    of: impl Fn(&hongyan::Policy, Day) -> Option<Day> + Sync,
) -> PyResult<Bound<'py, PyAny>> {
    let py = object.py();
    let policy = Policy::of(py, policy)?;
    if let Some(on) = day::civil(object)? {
        return day::date_or_none(py, of(policy.core(), on));
    }
    let days = days(object)?.ok_or_else(|| not_a_date(object))?;
    column_of(
        py,
        py.detach(|| days.iter().map(|on| of(policy.core(), Day::from_number(on?)).map(Day::number)).collect()),
    )
}

/// The same of two dates, or of two columns row by row; beside a column may stand one date.
fn both<'py>(
    first: &Bound<'py, PyAny>,
    second: &Bound<'py, PyAny>,
    policy: Option<&Bound<'py, PyAny>>,
    of: impl Fn(&hongyan::Policy, Day, Option<Day>) -> Option<Day> + Sync,
) -> PyResult<Bound<'py, PyAny>> {
    let py = first.py();
    let policy = Policy::of(py, policy)?;
    if let Some(one) = day::civil(first)? {
        let other = day::civil(second)?;
        if other.is_none() && !second.is_none() {
            return Err(not_a_date(second));
        }
        return day::date_or_none(py, of(policy.core(), one, other));
    }
    let ones = days(first)?.ok_or_else(|| not_a_date(first))?;
    let others = match day::civil(second)? {
        // one date stands beside every value
        Some(day) => Some(Int32Array::from_value(day.number(), ones.len())),
        None if second.is_none() => Some(Int32Array::new_null(ones.len())),
        None => days(second)?,
    };
    let others = others.ok_or_else(|| not_a_date(second))?;
    if ones.len() != others.len() {
        let (one, other) = (ones.len(), others.len());
        return Err(PyValueError::new_err(format!("columns are equally long, not {one} and {other}")));
    }
    let pair = |(one, other): (Option<i32>, Option<i32>)| {
        of(policy.core(), Day::from_number(one?), other.map(Day::from_number)).map(Day::number)
    };
    column_of(py, py.detach(|| ones.iter().zip(others.iter()).map(pair).collect()))
}

fn column_of(py: Python<'_>, days: Date32Array) -> PyResult<Bound<'_, PyAny>> {
    let array: ArrayRef = Arc::new(days);
    Ok(PyArray::from_array_ref(array).into_pyobject(py)?.into_any())
}

macro_rules! dates {
    ($($name:ident($date:ident) = $of:expr;)+) => {$(
        #[pyfunction]
        #[pyo3(signature = ($date, policy=None))]
        pub(crate) fn $name<'py>(
            $date: &Bound<'py, PyAny>,
            policy: Option<&Bound<'py, PyAny>>,
        ) -> PyResult<Bound<'py, PyAny>> {
            each($date, policy, $of)
        }
    )+};
}

dates! {
    record_due(ended_on) = |policy, day| known(policy.record_due(day));
    cycle_plan_due(start) = |policy, day| Some(policy.cycle_plan_due(day));
    monthly_plan_due(first_engaged) = |policy, day| Some(policy.monthly_plan_due(day));
    evaluation_due(first_term_day) = |policy, day| Some(policy.evaluation_due(day));
    next_workday(date) = |policy, day| known(policy.next_workday(day));
}

/// The days of a column as a list.
#[pyfunction]
#[pyo3(name = "_dates")]
pub(crate) fn dates<'py>(py: Python<'py>, column: PyArray) -> PyResult<Bound<'py, PyList>> {
    let column = column.array();
    let dates = (0..column.len()).map(|row| cells::python(py, column.as_ref(), row));
    PyList::new(py, dates.collect::<PyResult<Vec<_>>>()?)
}

/// The days of a column as numpy has them: 64 bits each, the least number for what is null.
#[pyfunction]
#[pyo3(name = "_day_numbers")]
pub(crate) fn day_numbers<'py>(py: Python<'py>, column: PyArray) -> PyResult<Bound<'py, PyBytes>> {
    let column = column.array();
    let days = column.as_primitive_opt::<Date32Type>().ok_or_else(|| PyTypeError::new_err("days are expected"))?;
    let numbers = days.iter().flat_map(|day| day.map_or(i64::MIN, i64::from).to_le_bytes());
    Ok(PyBytes::new(py, &numbers.collect::<Vec<u8>>()))
}

#[pyfunction]
#[pyo3(signature = (appointed_on, ends_on=None, policy=None))]
pub(crate) fn term_last_day<'py>(
    appointed_on: &Bound<'py, PyAny>,
    ends_on: Option<&Bound<'py, PyAny>>,
    policy: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let none = appointed_on.py().None().into_bound(appointed_on.py());
    both(appointed_on, ends_on.unwrap_or(&none), policy, |policy, appointed_on, ends_on| {
        Some(policy.term_last_day(appointed_on, ends_on))
    })
}

#[pyfunction]
#[pyo3(signature = (appointed_on, after, policy=None))]
pub(crate) fn inactivity_deadline<'py>(
    appointed_on: &Bound<'py, PyAny>,
    after: &Bound<'py, PyAny>,
    policy: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    both(appointed_on, after, policy, |policy, appointed_on, after| {
        Some(policy.inactivity_deadline(appointed_on, after?))
    })
}

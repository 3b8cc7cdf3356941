//! Dates between Python and core.

use hongyan::Day;
use hongyan::facts::{Fault, Faults};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDateTime, PyString};

/// Python's ordinal of 1970-01-01.
const EPOCH: i32 = 719_163;

/// A `datetime.date`; none if it is something else, a `datetime.datetime` among it.
pub(crate) fn civil(object: &Bound<'_, PyAny>) -> PyResult<Option<Day>> {
    if !object.is_instance_of::<PyDate>() || object.is_instance_of::<PyDateTime>() {
        return Ok(None);
    }
    let ordinal: i32 = object.call_method0(intern!(object.py(), "toordinal"))?.extract()?;
    Ok(Some(Day::from_number(ordinal.saturating_sub(EPOCH))))
}

/// A day as a `datetime.date`.
pub(crate) fn date(py: Python<'_>, day: Day) -> PyResult<Bound<'_, PyAny>> {
    let ordinal = day.number().saturating_add(EPOCH);
    py.get_type::<PyDate>().call_method1(intern!(py, "fromordinal"), (ordinal,))
}

/// The same, or nothing.
pub(crate) fn date_or_none(py: Python<'_>, day: Option<Day>) -> PyResult<Bound<'_, PyAny>> {
    day.map_or_else(|| Ok(py.None().into_bound(py)), |day| date(py, day))
}

/// The day asked about: a `datetime.date` or ISO text.
pub(crate) fn as_of(object: &Bound<'_, PyAny>) -> PyResult<Result<Day, Faults>> {
    let text = match civil(object)? {
        Some(day) => day.to_string(),
        None if object.is_instance_of::<PyString>() => object.extract()?,
        None => object.str()?.extract()?,
    };
    Ok(Fault::as_of(&text))
}

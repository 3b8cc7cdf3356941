//! Single values of numpy and pandas, as rows of their frames have them, as Python's own.

use pyo3::intern;
use pyo3::prelude::*;

/// Such a value as `None`, a `bool`, a number, a `datetime.date` if it is midnight without a zone, or a
/// `datetime.datetime`; none if it is something else.
pub(crate) fn plain<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let class = object.get_type();
    let module: String = class.getattr(intern!(object.py(), "__module__"))?.extract().unwrap_or_default();
    match module.split('.').next() {
        Some("pandas") => of_pandas(object, &class.name()?.to_cow()?),
        Some("numpy") => of_numpy(object),
        _ => Ok(None),
    }
}

fn of_pandas<'py>(object: &Bound<'py, PyAny>, class: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    match class {
        "NAType" | "NaTType" => Ok(Some(object.py().None().into_bound(object.py()))),
        "Timestamp" if object.getattr("tzinfo")?.is_none() && object.eq(object.call_method0("normalize")?)? => {
            object.call_method0("date").map(Some)
        }
        _ => Ok(None),
    }
}

fn of_numpy<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    // nanoseconds would become numbers
    let in_units = |unit: &str| object.call_method1("astype", (unit,));
    let kind: Option<char> = object.getattr("dtype").and_then(|of| of.getattr("kind")?.extract()).ok();
    let value = match kind {
        Some('M') => {
            let day = in_units("datetime64[D]")?;
            let is_midnight = day.eq(object)? || object.ne(object)?;
            if is_midnight { day } else { in_units("datetime64[us]")? }
        }
        Some('b' | 'f' | 'i' | 'u') => object.clone(),
        _ => return Ok(None),
    };
    value.call_method0("item").map(Some)
}

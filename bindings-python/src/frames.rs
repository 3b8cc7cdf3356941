//! What libraries of frames need before Arrow takes their frames, and where it takes none.

use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PySlice};

/// The library that an object belongs to.
fn library(object: &Bound<'_, PyAny>) -> PyResult<String> {
    let module: String = object.get_type().getattr("__module__")?.extract().unwrap_or_default();
    Ok(module.split('.').next().unwrap_or_default().to_owned())
}

pub(crate) fn speaks_arrow(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(object.hasattr("__arrow_c_stream__")? || object.hasattr("__arrow_c_array__")?)
}

/// What is still to be computed is computed: a lazy frame of Polars, a relation of an older DuckDB.
pub(crate) fn collected<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let mut object = object.clone();
    for call in ["collect", "fetch_arrow_table", "to_arrow"] {
        if !speaks_arrow(&object)? && object.hasattr(call)? {
            object = object.call_method0(call)?;
        }
    }
    without_nulls(object)
}

/// A frame of Polars whose columns of nulls have a type: what Polars exports for its own is not what Arrow defines.
pub(crate) fn without_nulls(object: Bound<'_, PyAny>) -> PyResult<Bound<'_, PyAny>> {
    if library(&object)? != "polars" {
        return Ok(object);
    }
    let polars = object.py().import("polars")?;
    let (null, flag) = (polars.getattr("Null")?, polars.getattr("Boolean")?);
    if object.hasattr("dtypes")? {
        if object.getattr("dtypes")?.contains(&null)? {
            let types = PyDict::new(object.py());
            types.set_item(null, flag)?;
            return object.call_method1("cast", (types,));
        }
    } else if object.getattr("dtype")?.eq(&null)? {
        return object.call_method1("cast", (flag,));
    }
    Ok(object)
}

/// Whether an object is one column, be it of a frame or of Arrow's.
pub(crate) fn is_column(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(object.hasattr("dtype")? || (object.hasattr("type")? && !object.hasattr("schema")?))
}

/// The columns of a frame of Polars or pandas, labels of rows that have a name among them; none of anything else.
pub(crate) fn series<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Vec<Bound<'py, PyAny>>>> {
    if !object.hasattr("columns")? {
        return Ok(None);
    }
    match library(object)?.as_str() {
        "polars" => object.call_method0("get_columns")?.extract().map(Some),
        "pandas" => {
            let names = object.getattr("index")?.getattr("names")?.try_iter()?.collect::<PyResult<Vec<_>>>()?;
            let named: Vec<usize> = (0..).zip(&names).filter(|(_, name)| !name.is_none()).map(|(at, _)| at).collect();
            let frame = if named.is_empty() { object.clone() } else { object.call_method1("reset_index", (named,))? };
            let (all, places) = (PySlice::full(object.py()), frame.getattr("iloc")?);
            let column = |place: usize| places.get_item((&all, place));
            (0..frame.getattr("columns")?.len()?).map(column).collect::<PyResult<_>>().map(Some)
        }
        _ => Ok(None),
    }
}

/// The values of a column that Arrow did not take, one by one; what it raised where there is none.
pub(crate) fn list<'py>(column: &Bound<'py, PyAny>, raised: PyErr) -> PyResult<Bound<'py, PyAny>> {
    if raised.is_instance_of::<PyException>(column.py()) {
        for call in ["to_list", "to_pylist", "tolist"] {
            if column.hasattr(call)? {
                return column.call_method0(call);
            }
        }
    }
    Err(raised)
}

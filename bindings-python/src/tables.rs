//! Tables in whatever form a caller has them, as columns that core can borrow.

use arrow_array::RecordBatchReader;
use hongyan::facts::Table;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PySequence, PyString};
use pyo3_arrow::input::AnyRecordBatch;

use crate::frame::failed;
pub(crate) use crate::taken::{Given, Ids, Reading, Tables, kind};
use crate::{files, lists};

impl Given {
    /// As a table for the caller.
    pub(crate) fn told(&self) -> PyResult<crate::frame::Frame> {
        let columns = self.columns.iter().map(|(name, held)| (name.as_str(), held.told(kind(self.table, name))));
        crate::cells::batch(columns.collect()).map(crate::frame::Frame::new)
    }
}

/// A table in any form: Arrow in all its shapes, a path, a dict of columns, a list of dicts.
pub(crate) fn read(table: Table, object: &Bound<'_, PyAny>, reading: Reading) -> PyResult<Given> {
    let mut given = given(table, object, reading)?;
    if reading.ids == Ids::Ignored {
        given.forget_ids();
    }
    Ok(given)
}

/// Batches one after another, or whatever else an object is.
pub(crate) enum Stream<'py> {
    Batches(Box<dyn RecordBatchReader + Send>),
    Other(Bound<'py, PyAny>),
}

/// A table as batches, if it speaks Arrow.
pub(crate) fn stream<'py>(object: &Bound<'py, PyAny>) -> PyResult<Stream<'py>> {
    let object = collected(object)?;
    match object.extract::<AnyRecordBatch>() {
        Ok(any) => Ok(Stream::Batches(any.into_reader()?)),
        Err(_) => Ok(Stream::Other(object)),
    }
}

fn given(table: Table, object: &Bound<'_, PyAny>, reading: Reading) -> PyResult<Given> {
    let py = object.py();
    if let Some(path) = files::path(object)? {
        return files::read(py, table, &path, reading);
    }
    let object = match stream(object)? {
        Stream::Batches(reader) => {
            return py.detach(|| Given::of_reader(table, reader, reading)).map_err(|error| failed(&error));
        }
        Stream::Other(object) => object,
    };
    if object.hasattr("__arrow_c_stream__")? || object.hasattr("__arrow_c_array__")? {
        // what went wrong there is told by it
        object.extract::<AnyRecordBatch>()?;
    }
    if let Ok(columns) = object.cast::<PyDict>() {
        return lists::columns(table, columns.iter(), reading.zone);
    }
    if let Ok(columns) = object.cast::<PyMapping>() {
        let items: Vec<(Bound<'_, PyAny>, Bound<'_, PyAny>)> =
            columns.items()?.iter().map(|pair| pair.extract()).collect::<PyResult<_>>()?;
        return lists::columns(table, items.into_iter(), reading.zone);
    }
    if let Ok(rows) = object.cast::<PySequence>()
        && !object.is_instance_of::<PyString>()
    {
        return lists::rows(table, rows);
    }
    Err(crate::error::wrong_table(&object, table))
}

/// What is still to be computed is computed: a lazy frame of Polars, a relation of an older DuckDB.
fn collected<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let speaks = |object: &Bound<'py, PyAny>| {
        Ok::<bool, PyErr>(object.hasattr("__arrow_c_stream__")? || object.hasattr("__arrow_c_array__")?)
    };
    let mut object = object.clone();
    for call in ["collect", "fetch_arrow_table", "to_arrow"] {
        if !speaks(&object)? && object.hasattr(call)? {
            object = object.call_method0(call)?;
        }
    }
    without_nulls(object)
}

/// A frame of Polars whose columns of nulls have a type: what Polars exports for its own is not what Arrow defines.
pub(crate) fn without_nulls(object: Bound<'_, PyAny>) -> PyResult<Bound<'_, PyAny>> {
    let module: String = object.get_type().getattr("__module__")?.extract().unwrap_or_default();
    if module != "polars" && !module.starts_with("polars.") {
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

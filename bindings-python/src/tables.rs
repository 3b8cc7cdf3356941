//! Tables in whatever form a caller has them, as columns that core can borrow.

use arrow_array::RecordBatchReader;
use hongyan::facts::Table;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PySequence, PyString};
use pyo3_arrow::input::AnyRecordBatch;

use crate::frame::failed;
pub(crate) use crate::taken::{Given, Ids, Located, Reading, Tables, kind};
use crate::{error, files, frames, lists};

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
    let object = frames::collected(object)?;
    match batches(&object) {
        Ok(reader) => Ok(Stream::Batches(reader)),
        Err(_) => Ok(Stream::Other(object)),
    }
}

fn batches(object: &Bound<'_, PyAny>) -> PyResult<Box<dyn RecordBatchReader + Send>> {
    object.extract::<AnyRecordBatch>()?.into_reader()
}

/// A table of a library that speaks Arrow.
pub(crate) fn arrow(table: Table, object: &Bound<'_, PyAny>, reading: Reading) -> PyResult<Given> {
    let reader = batches(object)?;
    object.py().detach(|| Given::of_reader(table, reader, reading)).map_err(|error| failed(&error))
}

fn given(table: Table, object: &Bound<'_, PyAny>, reading: Reading) -> PyResult<Given> {
    let py = object.py();
    if let Some(path) = files::path(object)? {
        return files::read(py, table, &path, reading);
    }
    let object = frames::collected(object)?;
    if frames::speaks_arrow(&object)? {
        let raised = match arrow(table, &object, reading) {
            Ok(given) => return Ok(given),
            Err(raised) => raised,
        };
        return match frames::series(&object)? {
            _ if !raised.is_instance_of::<PyException>(py) => Err(raised),
            Some(series) => lists::series(table, series, reading),
            None if frames::is_column(&object)? => Err(error::wrong_table(&object, table, reading.lang)),
            None => Err(error::unread(py, table, raised, reading.lang)),
        };
    }
    if let Ok(columns) = object.cast::<PyDict>() {
        return lists::columns(table, columns.iter(), reading);
    }
    if let Ok(columns) = object.cast::<PyMapping>() {
        let items: Vec<(Bound<'_, PyAny>, Bound<'_, PyAny>)> =
            columns.items()?.iter().map(|pair| pair.extract()).collect::<PyResult<_>>()?;
        return lists::columns(table, items.into_iter(), reading);
    }
    match object.cast::<PySequence>() {
        Ok(rows) if !object.is_instance_of::<PyString>() => lists::rows(table, rows),
        _ => Err(error::wrong_table(&object, table, reading.lang)),
    }
}

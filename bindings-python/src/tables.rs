//! Tables in whatever form a caller has them, as columns that core can borrow.

use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader};
use arrow_schema::SchemaRef;
use hongyan::columns::{Frame, Frames};
use hongyan::facts::{Kind, Table};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PySequence, PyString};
use pyo3_arrow::input::AnyRecordBatch;

use crate::column::{self, Held, Odd, Read, Refusal};
use crate::frame::failed;
use crate::zone::Zone;
use crate::{files, lists};

/// Tables, each with its columns and what could not become one.
#[derive(Debug, Default)]
pub(crate) struct Tables(Vec<Given>);

/// A table that was given.
#[derive(Debug)]
pub(crate) struct Given {
    pub(crate) table: Table,
    pub(crate) columns: Vec<(String, Held)>,
    pub(crate) whole: Vec<(String, Refusal)>,
    pub(crate) cells: Vec<(String, usize, Odd)>,
    pub(crate) rows: Vec<(usize, String)>,
}

impl Tables {
    pub(crate) fn push(&mut self, given: Given) {
        self.0.push(given);
    }

    /// Whether a column was given and holds integers.
    pub(crate) fn is_of_integers(&self, table: Table, column: &str) -> bool {
        let mut columns = self.0.iter().filter(|given| given.table == table).flat_map(|given| &given.columns);
        columns.any(|(name, held)| name == column && held.is_of_integers())
    }

    /// The number of rows of a table.
    pub(crate) fn rows(&self, table: Table) -> usize {
        self.0.iter().filter(|given| given.table == table).map(|given| given.frame().rows()).sum()
    }

    /// As core borrows them.
    pub(crate) fn frames(&self) -> Frames<'_> {
        self.0.iter().map(Given::frame).collect()
    }
}

impl Given {
    pub(crate) fn new(table: Table) -> Given {
        Given { table, columns: Vec::new(), whole: Vec::new(), cells: Vec::new(), rows: Vec::new() }
    }

    /// Forgets all ids, and what was wrong with them.
    fn forget_ids(&mut self) {
        let (table, is_id) = (self.table, |table, name: &str| kind(table, name) == Some(Kind::Id));
        self.columns.retain(|(name, _)| !is_id(table, name));
        self.whole.retain(|(name, _)| !is_id(table, name));
        self.cells.retain(|(name, ..)| !is_id(table, name));
    }

    pub(crate) fn frame(&self) -> Frame<'_> {
        let mut frame = Frame::new(self.table);
        for (name, held) in &self.columns {
            frame = frame.with(name, held.array());
        }
        for (name, refusal) in &self.whole {
            match refusal {
                Refusal::Type(given) => frame.refuse_type(name, given),
                Refusal::Zone(given) => frame.refuse_zone(name, given),
            }
        }
        for (name, row, odd) in &self.cells {
            match odd {
                Odd::Cell(cell) => frame.refuse(*row, name, cell),
                Odd::Time(shown) => frame.refuse_time(*row, name, || shown.clone()),
            }
        }
        for (row, shown) in &self.rows {
            frame.refuse_row(*row, shown);
        }
        frame
    }

    /// As a table for the caller.
    pub(crate) fn told(&self) -> PyResult<crate::frame::Frame> {
        let columns = self.columns.iter().map(|(name, held)| (name.as_str(), held.told(kind(self.table, name))));
        crate::cells::batch(columns.collect()).map(crate::frame::Frame::new)
    }

    /// Adds a column, or what is wrong with it. A column that the table does not have is only named.
    pub(crate) fn add(&mut self, name: &str, array: &ArrayRef, zone: Option<Zone>) {
        let read = match kind(self.table, name) {
            Some(kind) => column::read(array, kind, zone),
            None => Read { column: Ok(Held::null(array.len())), cells: Vec::new() },
        };
        self.take(name, read);
    }

    pub(crate) fn take(&mut self, name: &str, read: Read) {
        match read.column {
            Ok(held) => self.columns.push((name.to_owned(), held)),
            Err(refusal) => self.whole.push((name.to_owned(), refusal)),
        }
        self.cells.extend(read.cells.into_iter().map(|(row, odd)| (name.to_owned(), row, odd)));
    }

    /// One batch.
    pub(crate) fn of_batch(table: Table, batch: &RecordBatch, reading: Reading) -> Given {
        let mut given = Given::new(table);
        for (field, array) in batch.schema_ref().fields().iter().zip(batch.columns()) {
            if !is_index(field.name()) && reading.wants(kind(table, field.name())) {
                given.add(field.name(), array, reading.zone);
            }
        }
        given
    }

    /// Reads batches to their end, column by column.
    pub(crate) fn of_reader(
        table: Table,
        reader: Box<dyn RecordBatchReader + Send>,
        reading: Reading,
    ) -> Result<Given, arrow_schema::ArrowError> {
        let schema: SchemaRef = reader.schema();
        let mut chunks: Vec<Vec<ArrayRef>> = schema.fields().iter().map(|_| Vec::new()).collect();
        for batch in reader {
            for ((chunks, column), field) in chunks.iter_mut().zip(batch?.columns()).zip(schema.fields()) {
                if !column.is_empty() && reading.wants(kind(table, field.name())) {
                    chunks.push(ArrayRef::clone(column));
                }
            }
        }
        let mut given = Given::new(table);
        for (field, chunks) in schema.fields().iter().zip(chunks) {
            if is_index(field.name()) || !reading.wants(kind(table, field.name())) {
                continue;
            }
            let array = column::joined(&chunks, field.data_type())?;
            drop(chunks);
            given.add(field.name(), &array, reading.zone);
        }
        Ok(given)
    }
}

/// What a column of this name holds, if the table has it.
pub(crate) fn kind(table: Table, column: &str) -> Option<Kind> {
    table.position(column).and_then(|place| table.columns().get(place)).map(|column| column.kind)
}

/// The column in which pandas carries the labels of its rows.
fn is_index(name: &str) -> bool {
    name.strip_prefix("__index_level_").is_some_and(|rest| rest.ends_with("__"))
}

/// How tables are to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub(crate) zone: Option<Zone>,
    pub(crate) on_error: hongyan::facts::OnError,
    pub(crate) ids: Ids,
}

/// Whether ids are of interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ids {
    Read,
    Ignored,
}

impl Reading {
    /// Whether a column is to be read at all.
    pub(crate) fn wants(self, kind: Option<Kind>) -> bool {
        self.ids == Ids::Read || kind != Some(Kind::Id)
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

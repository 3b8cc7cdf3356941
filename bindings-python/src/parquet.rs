//! A table from a Parquet file: only its own columns, row groups side by side, one column after another in memory.

use std::fs::File;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef};
use arrow_cast::cast;
use arrow_schema::{DataType, Field, FieldRef, Schema, SchemaRef};
use hongyan::facts::{Kind, Table};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::ParquetMetaData;
use parquet::file::statistics::Statistics;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use rayon::prelude::*;

use crate::column::{self, Held, Read};
use crate::files::unread;
use crate::tables::{Given, Reading, kind};

fn failed(path: &Path, error: &impl std::fmt::Display) -> PyErr {
    PyValueError::new_err(format!("{}: {error}", path.display()))
}

/// A file whose footer has been read.
pub(crate) struct Parquet<'p> {
    table: Table,
    path: &'p Path,
    reading: Reading,
    found: ArrowReaderMetadata,
    /// The columns that are wanted, with their places in the file.
    fields: Vec<(usize, FieldRef)>,
}

/// Rows that are decoded and looked at together, so that they are while they lie in the cache.
pub(crate) const ROWS: usize = 1 << 17;

impl<'p> Parquet<'p> {
    pub(crate) fn open(table: Table, path: &'p Path, reading: Reading) -> PyResult<Parquet<'p>> {
        let file = File::open(path).map_err(|error| unread(path, error))?;
        let failed = |error| failed(path, &error);
        let found = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(failed)?;
        let options = ArrowReaderOptions::new().with_schema(with_dictionaries(found.schema()));
        let found = ArrowReaderMetadata::try_new(Arc::clone(found.metadata()), options).map_err(failed)?;
        let fields = found.schema().fields().iter().cloned().enumerate();
        let fields = fields.filter(|(_, field)| reading.wants(kind(table, field.name()))).collect();
        Ok(Parquet { table, path, reading, found, fields })
    }

    /// Reads all columns. Those that the table does not have are only named.
    pub(crate) fn read(&self) -> PyResult<Given> {
        let rows = usize::try_from(self.found.metadata().file_metadata().num_rows()).unwrap_or(usize::MAX);
        let one = |(place, field): &(usize, FieldRef)| match kind(self.table, field.name()) {
            None => Ok(Read { column: Ok(Held::null(rows)), cells: Vec::new() }),
            Some(kind) => {
                let narrow = kind == Kind::Id
                    && *field.data_type() == DataType::Int64
                    && is_narrow(self.found.metadata(), *place);
                // into one piece, where columns are enough for every thread; a dictionary is that of its row group
                let groups = 0..self.groups();
                let whole = !is_text(field) && self.fields.len() >= rayon::current_num_threads();
                let parts: Vec<Range<usize>> =
                    if whole { vec![groups] } else { groups.map(|group| group..group.saturating_add(1)).collect() };
                let array = column(self.path, &self.found, *place, narrow, parts)?;
                Ok(column::read(&array, kind, self.reading.zone))
            }
        };
        let read: PyResult<Vec<Read>> = self.fields.par_iter().map(one).collect();
        let mut given = Given::new(self.table);
        for ((_, field), read) in self.fields.iter().zip(read?) {
            given.take(field.name(), read);
        }
        Ok(given)
    }

    /// The number of row groups.
    pub(crate) fn groups(&self) -> usize {
        self.found.metadata().num_row_groups()
    }

    /// The rows of one group, some at a time.
    pub(crate) fn group(&self, group: usize) -> PyResult<impl Iterator<Item = PyResult<Given>>> {
        let places = || self.fields.iter().filter(|(_, field)| kind(self.table, field.name()).is_some());
        let mask = places().map(|(place, _)| *place);
        let reader = reader(self.path, &self.found, mask, group..group.saturating_add(1), ROWS)?;
        let unknown = self.fields.iter().filter(|(_, field)| kind(self.table, field.name()).is_none());
        let unknown: Vec<&FieldRef> = unknown.map(|(_, field)| field).collect();
        Ok(reader.map(move |batch| {
            let batch = batch.map_err(|error| failed(self.path, &error))?;
            let mut given = Given::of_batch(self.table, &batch, self.reading);
            for field in &unknown {
                given.columns.push((field.name().clone(), Held::null(batch.num_rows())));
            }
            Ok(given)
        }))
    }
}

fn is_text(field: &Field) -> bool {
    match field.data_type() {
        DataType::Dictionary(_, values) => column::is_text(values),
        other => column::is_text(other),
    }
}

/// A reader of some columns of some row groups.
fn reader(
    path: &Path,
    found: &ArrowReaderMetadata,
    places: impl IntoIterator<Item = usize>,
    groups: Range<usize>,
    rows: usize,
) -> PyResult<ParquetRecordBatchReader> {
    // a file of its own, for its place in the file is its own
    let file = File::open(path).map_err(|error| unread(path, error))?;
    let mask = ProjectionMask::roots(found.metadata().file_metadata().schema_descr(), places);
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, found.clone());
    let builder = builder.with_projection(mask).with_row_groups(groups.collect()).with_batch_size(rows);
    builder.build().map_err(|error| failed(path, &error))
}

/// Texts are mostly repeated in a file of facts, and stay so in memory.
fn with_dictionaries(schema: &SchemaRef) -> SchemaRef {
    let dictionary = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    let fields = schema.fields().iter().map(|field| match field.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
            Field::new(field.name(), dictionary.clone(), field.is_nullable())
        }
        _ => Field::clone(field),
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// Whether the file says of wide integers that all of them fit into narrow ones.
fn is_narrow(metadata: &ParquetMetaData, place: usize) -> bool {
    let fits = |number: Option<&i64>| number.is_some_and(|number| i32::try_from(*number).is_ok());
    metadata.row_groups().iter().all(|group| {
        let statistics = group.columns().get(place).and_then(|column| column.statistics());
        matches!(statistics, Some(Statistics::Int64(of)) if fits(of.min_opt()) && fits(of.max_opt()))
    })
}

/// One column, its row groups in these parts side by side.
fn column(
    path: &Path,
    found: &ArrowReaderMetadata,
    place: usize,
    narrow: bool,
    parts: Vec<Range<usize>>,
) -> PyResult<ArrayRef> {
    let read = |groups: Range<usize>| -> PyResult<Vec<ArrayRef>> {
        let rows = found.metadata().row_groups().get(groups.clone()).unwrap_or_default();
        let rows = rows.iter().map(|group| usize::try_from(group.num_rows()).unwrap_or_default());
        let mut chunks = Vec::new();
        for batch in reader(path, found, [place], groups, rows.fold(1, usize::saturating_add))? {
            let batch = batch.map_err(|error| failed(path, &error))?;
            for array in batch.columns() {
                let array = if narrow { cast(array, &DataType::Int32) } else { Ok(Arc::clone(array)) };
                chunks.push(array.map_err(|error| failed(path, &error))?);
            }
        }
        Ok(chunks)
    };
    let chunks = parts.into_par_iter().map(read).collect::<PyResult<Vec<_>>>()?.concat();
    let data_type = chunks.first().map(|chunk| chunk.data_type().clone());
    let data_type = data_type.or_else(|| found.schema().fields().get(place).map(|field| field.data_type().clone()));
    column::joined(&chunks, &data_type.unwrap_or(DataType::Null)).map_err(|error| failed(path, &error))
}

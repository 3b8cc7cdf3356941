//! A table from a Parquet file: only its own columns, row groups side by side, one column after another in memory.

mod numbers;
mod room;

use std::fs::File;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef};
use arrow_schema::{DataType, Field, FieldRef, Schema, SchemaRef};
use hongyan::facts::{Kind, Table};
use hongyan::message::Lang;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;
use pyo3::prelude::*;
use rayon::prelude::*;

use crate::column::{self, Held, Read};
use crate::files::{unread, unreadable};
use crate::parquet::numbers::{Numbers, rows};
use crate::tables::{Given, Reading, kind};

/// A file of a table.
#[derive(Clone, Copy)]
struct Place<'p> {
    table: Table,
    path: &'p Path,
    lang: Lang,
}

impl Place<'_> {
    fn open(self) -> PyResult<File> {
        File::open(self.path).map_err(|error| unread(self.path, error))
    }

    fn failed(self, error: &impl std::fmt::Display) -> PyErr {
        unreadable(self.table, self.path, error.to_string(), self.lang)
    }
}

/// A file whose footer has been read.
pub(crate) struct Parquet<'p> {
    table: Table,
    place: Place<'p>,
    reading: Reading,
    found: ArrowReaderMetadata,
    /// The columns that are wanted, with their places in the file.
    fields: Vec<(usize, FieldRef)>,
}

/// Rows that are decoded and looked at together, so that they are while they lie in the cache.
pub(crate) const ROWS: usize = 1 << 16;

impl<'p> Parquet<'p> {
    pub(crate) fn open(table: Table, path: &'p Path, reading: Reading) -> PyResult<Parquet<'p>> {
        let at = Place { table, path, lang: reading.lang };
        let failed = |error| at.failed(&error);
        let found = ArrowReaderMetadata::load(&at.open()?, ArrowReaderOptions::new()).map_err(failed)?;
        let options = ArrowReaderOptions::new().with_schema(with_dictionaries(found.schema()));
        let found = ArrowReaderMetadata::try_new(Arc::clone(found.metadata()), options).map_err(failed)?;
        let fields = found.schema().fields().iter().cloned().enumerate();
        let fields = fields.filter(|(_, field)| reading.wants(kind(table, field.name()))).collect();
        Ok(Parquet { table, place: at, reading, found, fields })
    }

    /// Reads all columns. Those that the table does not have are only named.
    pub(crate) fn read(&self) -> PyResult<Given> {
        let rows = usize::try_from(self.found.metadata().file_metadata().num_rows()).unwrap_or(usize::MAX);
        let one = |(place, field): &(usize, FieldRef)| {
            let Some(kind) = kind(self.table, field.name()) else { return Ok(Read::of(Held::null(rows))) };
            match self.numbers(field) {
                Some(numbers) => numbers.read().map(Read::of).map_err(|error| self.failed(field.name(), &error)),
                None => {
                    let array = column(self.place, &self.found, *place, field, kind)?;
                    Ok(column::read(&array, kind, self.reading.zone))
                }
            }
        };
        let read: PyResult<Vec<Read>> = self.fields.par_iter().map(one).collect();
        let mut given = Given::new(self.table);
        for ((_, field), read) in self.fields.iter().zip(read?) {
            given.take(field.name(), read);
        }
        Ok(given)
    }

    fn failed(&self, column: &str, error: &ParquetError) -> PyErr {
        self.place.failed(&format!("{column}: {error}"))
    }

    fn numbers(&self, field: &Field) -> Option<Numbers<'_>> {
        Numbers::of(self.place.path, self.found.metadata(), field, kind(self.table, field.name())?)
    }

    /// The number of row groups.
    pub(crate) fn groups(&self) -> usize {
        self.found.metadata().num_row_groups()
    }

    /// The rows of one group, some at a time.
    pub(crate) fn group(&self, group: usize) -> PyResult<impl Iterator<Item = PyResult<Given>>> {
        let metadata = self.found.metadata().row_group(group);
        let (mut lanes, mut others, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        for (place, field) in &self.fields {
            match self.numbers(field).filter(|numbers| !numbers.has_all(metadata)) {
                Some(numbers) => lanes
                    .push((field.name(), numbers.group(metadata).map_err(|error| self.failed(field.name(), &error))?)),
                None if kind(self.table, field.name()).is_some() => others.push(*place),
                None => unknown.push(field.name()),
            }
        }
        let rows = rows(metadata);
        let mut reader = reader(self.place, &self.found, others, group..group.saturating_add(1), ROWS)?;
        Ok((0..rows).step_by(ROWS).map(move |from| {
            let rows = ROWS.min(rows.saturating_sub(from));
            let mut given = match reader.next() {
                Some(batch) => {
                    let batch = batch.map_err(|error| self.place.failed(&error))?;
                    Given::of_batch(self.table, &batch, self.reading)
                }
                None => Given::new(self.table),
            };
            for (name, lane) in &mut lanes {
                given.take(name, Read::of(lane.next(rows).map_err(|error| self.failed(name, &error))?));
            }
            given.columns.extend(unknown.iter().map(|name| (String::clone(name), Held::null(rows))));
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
    at: Place<'_>,
    found: &ArrowReaderMetadata,
    places: impl IntoIterator<Item = usize>,
    groups: Range<usize>,
    rows: usize,
) -> PyResult<ParquetRecordBatchReader> {
    let mask = ProjectionMask::roots(found.metadata().file_metadata().schema_descr(), places);
    // a file of its own, for its place in the file is its own
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(at.open()?, found.clone());
    let builder = builder.with_projection(mask).with_row_groups(groups.collect()).with_batch_size(rows);
    builder.build().map_err(|error| at.failed(&error))
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

/// One column as an array, its row groups side by side.
fn column(at: Place<'_>, found: &ArrowReaderMetadata, place: usize, field: &Field, kind: Kind) -> PyResult<ArrayRef> {
    // words become codes while they lie in the cache; if one is none of its vocabulary, all stay as they are
    let coded = if is_text(field) && column::is_word(kind) {
        chunks(at, found, place, ROWS, |array| column::as_codes(array, kind))?
    } else {
        None
    };
    let chunks = match coded {
        Some(coded) => coded,
        None => chunks(at, found, place, usize::MAX, |array| Some(Arc::clone(array)))?.unwrap_or_default(),
    };
    let data_type = chunks.first().map_or_else(|| field.data_type(), |chunk| chunk.data_type());
    column::joined(&chunks, data_type).map_err(|error| at.failed(&error))
}

/// A column in pieces of so many rows at most, none of which goes over two row groups; none if one cannot be taken so.
fn chunks(
    at: Place<'_>,
    found: &ArrowReaderMetadata,
    place: usize,
    at_once: usize,
    take: impl Fn(&ArrayRef) -> Option<ArrayRef> + Sync,
) -> PyResult<Option<Vec<ArrayRef>>> {
    let group = |(group, metadata): (usize, &RowGroupMetaData)| -> PyResult<Option<Vec<ArrayRef>>> {
        let at_once = at_once.min(rows(metadata).max(1));
        let batches = reader(at, found, [place], group..group.saturating_add(1), at_once)?;
        let mut chunks = Vec::new();
        for batch in batches {
            // there is one column
            for array in batch.map_err(|error| at.failed(&error))?.columns() {
                chunks.push(take(array));
            }
        }
        Ok(chunks.into_iter().collect())
    };
    let groups = found.metadata().row_groups().par_iter().enumerate().map(group).collect::<PyResult<Vec<_>>>()?;
    Ok(groups.into_iter().collect::<Option<Vec<_>>>().map(|groups| groups.concat()))
}

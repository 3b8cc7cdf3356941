//! Tables that were taken in: columns that core can borrow, and what could not become one. Nothing here knows Python, so
//! that the fuzz targets reach it.

use std::fmt;

use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader};
use arrow_schema::SchemaRef;
use hongyan::columns::{Frame, Frames};
use hongyan::facts::{Fault, Kind, OnError, Source, Table};
use hongyan::message::Lang;

use crate::column::{self, Held, Odd, Read, Refusal};
use crate::zone::Zone;

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
    /// What was found wrong with a file, and which of its rows and values that concerns.
    pub(crate) told: Vec<Fault>,
    pub(crate) refused: Vec<(usize, Option<&'static str>)>,
    pub(crate) located: Option<Located>,
}

/// Where a person finds the place of a fault in a file.
pub(crate) struct Located(pub(crate) Box<Locate>);

type Locate = dyn Fn(&Fault) -> Option<Source> + Send + Sync;

impl fmt::Debug for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Located")
    }
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

    /// The number of rows of all tables.
    pub(crate) fn all_rows(&self) -> usize {
        self.0.iter().map(|given| given.frame().rows()).fold(0, usize::saturating_add)
    }

    /// As core borrows them.
    pub(crate) fn frames(&self) -> Frames<'_> {
        self.0.iter().map(Given::frame).collect()
    }
}

impl Given {
    pub(crate) fn new(table: Table) -> Given {
        Given {
            table,
            columns: Vec::new(),
            whole: Vec::new(),
            cells: Vec::new(),
            rows: Vec::new(),
            told: Vec::new(),
            refused: Vec::new(),
            located: None,
        }
    }

    /// Forgets all ids, and what was wrong with them, but not how many rows there are.
    pub(crate) fn forget_ids(&mut self) {
        let rows = self.frame().rows();
        let (table, is_id) = (self.table, |table, name: &str| kind(table, name) == Some(Kind::Id));
        self.columns.retain(|(name, _)| !is_id(table, name));
        self.whole.retain(|(name, _)| !is_id(table, name));
        self.cells.retain(|(name, ..)| !is_id(table, name));
        self.told.retain(|fault| !fault.column.as_deref().is_some_and(|name| is_id(table, name)));
        self.refused.retain(|(_, name)| !name.is_some_and(|name| is_id(table, name)));
        self.count(rows);
    }

    /// Stands for ids that were not read.
    pub(crate) fn count(&mut self, rows: usize) {
        if let Some(id) = self.table.columns().iter().find(|column| column.kind == Kind::Id) {
            self.columns.push((id.name.to_owned(), Held::null(rows)));
        }
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
        self.told.iter().for_each(|fault| frame.tell(fault.clone()));
        self.refused.iter().for_each(|(row, column)| frame.refuse_told(*row, *column));
        match &self.located {
            Some(Located(locate)) => frame.located(locate),
            None => frame,
        }
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
        if self.knows(name) {
            return self.repeat(name);
        }
        match read.column {
            Ok(held) => self.columns.push((name.to_owned(), held)),
            Err(refusal) => self.whole.push((name.to_owned(), refusal)),
        }
        self.cells.extend(read.cells.into_iter().map(|(row, odd)| (name.to_owned(), row, odd)));
    }

    /// The same with a column that was taken in by itself.
    pub(crate) fn join(&mut self, name: &str, column: Given) {
        if self.knows(name) {
            return self.repeat(name);
        }
        self.columns.extend(column.columns);
        self.whole.extend(column.whole);
        self.cells.extend(column.cells);
    }

    fn knows(&self, name: &str) -> bool {
        let names = self.columns.iter().map(|(known, _)| known).chain(self.whole.iter().map(|(known, _)| known));
        names.into_iter().any(|known| known == name)
    }

    /// Another column of a name that is there: the door says so, and what it holds does not matter.
    fn repeat(&mut self, name: &str) {
        self.columns.push((name.to_owned(), Held::null(self.frame().rows())));
    }

    /// One batch.
    pub(crate) fn of_batch(table: Table, batch: &RecordBatch, reading: Reading) -> Given {
        let mut given = Given::new(table);
        for (field, array) in batch.schema_ref().fields().iter().zip(batch.columns()) {
            if !is_index(field.name()) && reading.wants(kind(table, field.name())) {
                given.add(field.name(), array, reading.zone);
            }
        }
        if reading.ids == Ids::Ignored {
            given.count(batch.num_rows());
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

/// How tables are to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub(crate) zone: Option<Zone>,
    pub(crate) on_error: OnError,
    pub(crate) ids: Ids,
    pub(crate) lang: Lang,
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

/// What a column of this name holds, if the table has it.
pub(crate) fn kind(table: Table, column: &str) -> Option<Kind> {
    table.position(column).and_then(|place| table.columns().get(place)).map(|column| column.kind)
}

/// The column in which pandas carries the labels of its rows.
fn is_index(name: &str) -> bool {
    name.strip_prefix("__index_level_").is_some_and(|rest| rest.ends_with("__"))
}

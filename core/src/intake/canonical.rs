//! Files in the facts' own shape, read strictly: CSV with canonical headings, one file a table, given to the door cell by
//! cell, or JSON. Any bytes may come.

use std::collections::BTreeMap;

use csv::ByteRecord;

use super::sheet::letters;
use crate::facts::{Builder, Cell, Column, Fault, FaultCode, Faults, Kind, OnError, Source, Table};
use crate::message::{Message, Param, Sentence};

/// The name of a file without its last ending, and that ending.
fn parts(file: &str) -> Option<(&str, &str)> {
    file.rsplit_once('.')
}

fn is_json(file: &str) -> bool {
    parts(file).is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("json"))
}

/// Whether files have the facts' own shape by their names: one of JSON, or CSV alone, of which one is named like a table.
pub(super) fn is_canonical<'f>(names: impl Iterator<Item = &'f str> + Clone) -> bool {
    let mut first = names.clone();
    if first.next().is_some_and(is_json) && first.next().is_none() {
        return true;
    }
    let csv = |name: &str| parts(name).is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("csv"));
    let table = |name: &str| parts(name).is_some_and(|(stem, _)| Table::from_name(stem).is_some());
    names.clone().all(csv) && names.clone().any(table)
}

/// Tables on their way to the door.
#[derive(Debug)]
pub(super) struct Tables {
    builder: Builder,
    on_error: OnError,
    places: BTreeMap<Table, Places>,
}

impl Tables {
    pub(super) fn new(on_error: OnError) -> Tables {
        Tables { builder: Builder::new(), on_error, places: BTreeMap::new() }
    }

    pub(super) fn read(&mut self, file: &str, bytes: &[u8]) {
        let name = parts(file).map_or(file, |(stem, _)| stem);
        match Table::from_name(name) {
            _ if is_json(file) => self.json(file, bytes),
            None => self.refuse(file, Fault::new(FaultCode::UnknownTable).in_table(name.to_owned())),
            Some(table) if self.places.contains_key(&table) => {
                self.refuse(file, Fault::new(FaultCode::DuplicateKey).in_table(name.to_owned()));
            }
            Some(table) => {
                let places = read(&mut self.builder, table, file, bytes, self.on_error);
                self.places.insert(table, places);
            }
        }
    }

    /// That a file is no JSON is one fault, of the whole file; there is nothing else then that could be used.
    fn json(&mut self, file: &str, bytes: &[u8]) {
        let read = match std::str::from_utf8(bytes) {
            Ok(text) => self.builder.add_json(text),
            Err(error) => Err(Fault::unreadable(error.to_string()).into()),
        };
        for fault in read.err().into_iter().flatten() {
            self.on_error = OnError::Raise;
            self.refuse(file, fault);
        }
    }

    fn refuse(&mut self, file: &str, fault: Fault) {
        self.builder.fault(located(fault, Source { file: Some(file.to_owned()), ..Source::default() }));
    }

    pub(super) fn build(self) -> (Result<crate::Facts, Faults>, BTreeMap<Table, Places>) {
        let Tables { builder, on_error, places } = self;
        let facts = builder.build_located(on_error, |fault| {
            let table = fault.table.as_deref().and_then(Table::from_name)?;
            Some(places.get(&table)?.source(fault.row, fault.column.as_deref()))
        });
        (facts, places)
    }
}

/// Where a person finds the rows and columns of a table in its file.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    file: String,
    headings: Vec<String>,
    /// Of every row given to the door: its 1-based row in the file.
    rows: Vec<usize>,
}

impl Places {
    /// The place of a row and a column; of several columns joined by commas, all their letters. What has no row is said
    /// of the headings.
    pub(super) fn source(&self, row: Option<usize>, column: Option<&str>) -> Source {
        let place = |name: &str| self.headings.iter().position(|heading| heading == name);
        let letters: Vec<String> =
            column.into_iter().flat_map(|names| names.split(',')).filter_map(|name| place(name).map(letter)).collect();
        Source {
            file: Some(self.file.clone()),
            sheet: None,
            row: row.map_or(Some(1), |row| self.rows.get(row).copied()),
            column: (!letters.is_empty()).then(|| letters.join(",")),
        }
    }

    fn at(&self, row: usize, place: Option<usize>) -> Source {
        Source { file: Some(self.file.clone()), sheet: None, row: Some(row), column: place.map(letter) }
    }
}

fn letter(place: usize) -> String {
    letters(u32::try_from(place).unwrap_or(u32::MAX))
}

fn because(code: &'static str) -> Sentence {
    Message::reading(code).both()
}

fn ragged(cells: usize, headings: usize) -> Sentence {
    let number = |number: usize| Param::Number(i64::try_from(number).unwrap_or(i64::MAX));
    Message::reading("intake.canonical.ragged").with("cells", number(cells)).with("headings", number(headings)).both()
}

/// Gives a file's rows to the door, with a fault for everything that is no cell.
///
/// If faulty rows are to be skipped and the headings have a fault, no row can be trusted: the table stays absent.
fn read(builder: &mut Builder, table: Table, file: &str, bytes: &[u8], on_error: OnError) -> Places {
    let mut places = Places { file: file.to_owned(), ..Places::default() };
    let mut records = Records::new(bytes);
    let mut faults = Vec::new();
    match records.next() {
        Some(record) => headings(table, &record, &mut places, &mut faults),
        None => faults.push((
            Fault::unreadable(because("intake.canonical.no_headings")),
            Source { row: None, ..places.at(1, None) },
        )),
    }
    let refused = !faults.is_empty();
    let unreadable = faults.iter().any(|(fault, _)| fault.code == FaultCode::Unreadable);
    for (fault, source) in faults {
        builder.fault(located(fault.in_table(table.name()), source));
    }
    if unreadable || (refused && on_error == OnError::Skip) {
        return places;
    }
    builder.table(table);
    for record in records {
        row(builder, table, &record, &mut places);
    }
    places
}

fn located(mut fault: Fault, source: Source) -> Fault {
    fault.source = Some(source);
    fault
}

/// Reads the headings; each that is no column or stands twice is a fault, once for the table.
fn headings(table: Table, record: &Record, places: &mut Places, faults: &mut Vec<(Fault, Source)>) {
    for (place, cell) in record.cells.iter().enumerate() {
        let at = places.at(record.row, Some(place));
        let Ok(heading) = std::str::from_utf8(cell) else {
            faults.push((Fault::unreadable(because("intake.canonical.not_utf8")), at));
            return;
        };
        let heading = heading.trim();
        if table.position(heading).is_none() {
            let fault = Fault::new(FaultCode::UnknownColumn).in_column(heading.to_owned());
            faults.push((fault, at));
        } else if places.headings.iter().any(|known| known == heading) {
            let fault = Fault::new(FaultCode::AmbiguousHeading).in_column(heading.to_owned());
            faults.push((fault, at));
        }
        places.headings.push(heading.to_owned());
    }
}

fn row(builder: &mut Builder, table: Table, record: &Record, places: &mut Places) {
    // a row without a single value is a blank line of a spreadsheet
    if record.cells.iter().all(<[u8]>::is_empty) {
        return;
    }
    let number = builder.next_row(table);
    places.rows.push(record.row);
    let mut refuse = |cause: Sentence, column: Option<(usize, &String)>| {
        let fault = Fault::unreadable(cause).in_table(table.name()).in_row(number);
        let source = places.at(record.row, column.map(|(place, _)| place));
        builder.fault(match column {
            Some((_, heading)) => located(fault.in_column(heading.clone()), source),
            None => located(fault, source),
        });
        builder.faulty_row(table);
    };
    if record.is_open {
        return refuse(because("intake.canonical.open_quote"), None);
    }
    if record.cells.len() != places.headings.len() {
        return refuse(ragged(record.cells.len(), places.headings.len()), None);
    }
    let mut cells = Vec::with_capacity(table.columns().len());
    for (place, (heading, bytes)) in places.headings.iter().zip(&record.cells).enumerate() {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return refuse(because("intake.canonical.not_utf8"), Some((place, heading)));
        };
        let column = table.position(heading).and_then(|place| table.columns().get(place));
        // a heading that is no column, or stands a second time, has its fault already
        let given = cells.iter().any(|(name, _)| *name == heading);
        if let Some(column) = column.filter(|_| !given) {
            cells.push((heading, cell(column, text)));
        }
    }
    builder.row(table, cells);
}

/// A cell as its column's kind has it on the wire; what does not look so stays text, for the door to name.
fn cell<'a>(column: &Column, text: &'a str) -> Cell<'a> {
    if text.is_empty() {
        return Cell::Null;
    }
    match column.kind {
        Kind::Flag if text.eq_ignore_ascii_case("true") => Cell::Flag(true),
        Kind::Flag if text.eq_ignore_ascii_case("false") => Cell::Flag(false),
        Kind::Year | Kind::Count => text.parse().map_or(Cell::text(text), Cell::Number),
        _ => Cell::text(text),
    }
}

struct Record {
    cells: ByteRecord,
    /// 1-based row as a spreadsheet numbers it: a line, but a cell of several lines is in one row.
    row: usize,
    /// Whether a quotation mark has swallowed the lines after it.
    is_open: bool,
}

/// The records of a file, each with its row. The csv reader leaves blank lines out and counts lines, not rows.
struct Records<'b> {
    bytes: &'b [u8],
    reader: csv::Reader<&'b [u8]>,
    start: usize,
    row: usize,
}

impl<'b> Records<'b> {
    fn new(bytes: &'b [u8]) -> Records<'b> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        Records { bytes, reader, start: 0, row: 1 }
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let mut cells = ByteRecord::new();
        // reading bytes of any length from memory cannot fail
        if !self.reader.read_byte_record(&mut cells).unwrap_or(false) {
            return None;
        }
        let place = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX);
        let from = place(cells.position().map_or(0, csv::Position::byte));
        let rest = self.bytes.get(from..).unwrap_or_default();
        let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let start = from.saturating_add(blank);
        let between = self.bytes.get(self.start..start).unwrap_or_default();
        self.row = self.row.saturating_add(line_ends(between));
        self.start = start;
        let row = self.row;
        let inner = cells.iter().map(line_ends).fold(0, usize::saturating_add);
        // they will be among the line ends before the next record, but start no row
        self.row = self.row.saturating_sub(inner);
        let end = place(self.reader.position().byte());
        let whole = self.bytes.get(start..end).unwrap_or_default();
        let quotes = whole.iter().filter(|byte| **byte == b'"').count();
        Some(Record { cells, row, is_open: inner > 0 && quotes % 2 == 1 })
    }
}

/// Line ends: `\n`, `\r\n` or `\r` alone.
fn line_ends(bytes: &[u8]) -> usize {
    let followers = bytes.iter().skip(1).map(Some).chain([None]);
    let ends = bytes.iter().zip(followers);
    ends.filter(|(byte, next)| matches!((byte, next), (b'\n', _)) || (**byte == b'\r' && *next != Some(&b'\n'))).count()
}

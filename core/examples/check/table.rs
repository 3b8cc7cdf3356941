//! One CSV file with canonical headings, given to the door cell by cell. Any bytes may come.

use csv::ByteRecord;
use hongyan::facts::{Builder, Cell, Column, Fault, FaultCode, Kind, OnError, Source, Table};

use crate::words;

/// Where a person finds the rows and columns of a table in its file.
#[derive(Debug, Default)]
pub(crate) struct Places {
    file: String,
    headings: Vec<String>,
    /// Of every row given to the door: its 1-based row in the file.
    rows: Vec<usize>,
}

impl Places {
    /// The place of a row and a column; of several columns joined by commas, all their letters. What has no row is said
    /// of the headings.
    pub(crate) fn source(&self, row: Option<usize>, column: Option<&str>) -> Source {
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

/// `A`, `B`, ..., `Z`, `AA`, ...
fn letter(place: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = Some(place);
    while let Some(place) = rest {
        letters.push(char::from(b'A'.saturating_add(u8::try_from(place % 26).unwrap_or(0))));
        rest = (place / 26).checked_sub(1);
    }
    letters.iter().rev().collect()
}

/// Gives a file's rows to the door, with a fault for everything that is no cell.
///
/// If faulty rows are to be skipped and the headings have a fault, no row can be trusted: the table stays absent.
pub(crate) fn read(builder: &mut Builder, table: Table, file: &str, bytes: &[u8], on_error: OnError) -> Places {
    let mut places = Places { file: file.to_owned(), ..Places::default() };
    let mut records = Records::new(bytes);
    let mut faults = Vec::new();
    match records.next() {
        Some(record) => headings(table, &record, &mut places, &mut faults),
        None => faults.push((Fault::unreadable(words::NO_HEADINGS), Source { row: None, ..places.at(1, None) })),
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
            faults.push((Fault::unreadable(words::NOT_UTF8), at));
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
    let mut refuse = |cause: hongyan::message::Sentence, column: Option<(usize, &String)>| {
        let fault = Fault::unreadable(cause).in_table(table.name()).in_row(number);
        let source = places.at(record.row, column.map(|(place, _)| place));
        builder.fault(match column {
            Some((_, heading)) => located(fault.in_column(heading.clone()), source),
            None => located(fault, source),
        });
        builder.faulty_row(table);
    };
    if record.is_open {
        return refuse(words::OPEN_QUOTE.into(), None);
    }
    if record.cells.len() != places.headings.len() {
        return refuse(words::ragged(record.cells.len(), places.headings.len()), None);
    }
    let mut cells = Vec::with_capacity(table.columns().len());
    for (place, (heading, bytes)) in places.headings.iter().zip(&record.cells).enumerate() {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return refuse(words::NOT_UTF8.into(), Some((place, heading)));
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

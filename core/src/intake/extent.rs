//! How far the tables of an `.ods` file reach, and which of their cells are merged: its reader holds each table as a
//! full rectangle, and does not tell of merges.

use std::collections::HashMap;
use std::io::{BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::limits::Limits;
use super::refused::Refused;
use super::sheet::Merge;

/// The merged cells of every table, by its name.
pub(super) type Merges = HashMap<String, Vec<Merge>>;

#[derive(Default)]
struct Table {
    name: String,
    merges: Vec<Merge>,
    row: u64,
    rows_used: u64,
    column: u64,
    columns_used: u64,
    repeats: u64,
    is_used: bool,
    // bytes of text: of the cell, of the row, and of all, repetitions counted
    cell_text: u64,
    cell_repeats: u64,
    row_text: u64,
    text: u64,
}

impl Table {
    fn begin_row(&mut self, start: &BytesStart<'_>) {
        self.repeats = number(start, "number-rows-repeated");
        (self.column, self.is_used, self.row_text) = (0, false, 0);
    }

    fn end_cell(&mut self) {
        self.row_text = self.row_text.saturating_add(self.cell_text.saturating_mul(self.cell_repeats));
        self.cell_text = 0;
    }

    /// A text within a cell: its reader copies it as often as the cell repeats.
    fn holds(&mut self, text: &str) {
        self.cell_text = self.cell_text.saturating_add(u64::try_from(text.len()).unwrap_or(u64::MAX));
    }

    fn end_row(&mut self) {
        self.text = self.text.saturating_add(self.row_text.saturating_mul(self.repeats));
        self.row = self.row.saturating_add(self.repeats);
        if self.is_used {
            self.rows_used = self.row;
        }
    }

    fn new(start: &BytesStart<'_>) -> Table {
        let name = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "name");
        let name = name.and_then(|name| name.normalized_value(XmlVersion::Implicit1_0).ok()).unwrap_or_default();
        Table { name: name.into_owned(), ..Table::default() }
    }

    /// A merge that begins in the cell to come.
    fn merge(&mut self, start: &BytesStart<'_>) {
        let last = |first: u64, count: u64| first.saturating_add(count).saturating_sub(1);
        let (rows, columns) = (number(start, "number-rows-spanned"), number(start, "number-columns-spanned"));
        let place = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        if rows > 1 || columns > 1 {
            self.merges.push(Merge {
                rows: (place(self.row), place(last(self.row, rows))),
                columns: (place(self.column), place(last(self.column, columns))),
            });
        }
    }

    fn cell(&mut self, start: &BytesStart<'_>) {
        self.merge(start);
        self.cell_repeats = number(start, "number-columns-repeated");
        self.column = self.column.saturating_add(self.cell_repeats);
        let has_value = |key: &str| key.ends_with("value-type") || key.ends_with("formula");
        for attribute in start.attributes().flatten() {
            if has_value(attribute.key.as_ref()) {
                self.is_used = true;
                self.columns_used = self.columns_used.max(self.column);
            }
            self.holds(&attribute.value);
        }
    }
}

/// An attribute that says how often something repeats; once if it is absent.
fn number(start: &BytesStart<'_>, name: &str) -> u64 {
    let found = start.attributes().flatten().find(|attribute| attribute.key.as_ref().ends_with(name));
    found.and_then(|attribute| attribute.value.parse().ok()).unwrap_or(1)
}

/// The merges of a document; one with a table of more cells than the limit, the empty ones within it included, or of
/// more text, is refused.
pub(super) fn check(content: impl Read, limits: &Limits) -> Result<Merges, Refused> {
    let limit = u64::try_from(limits.cells).unwrap_or(u64::MAX);
    let mut reader = Reader::from_reader(BufReader::new(content));
    let mut buffer = Vec::new();
    let mut table = Table::default();
    let mut merges = Merges::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => match start.local_name().as_ref() {
                "table" => table = Table::new(&start),
                "table-row" => table.begin_row(&start),
                "table-cell" | "covered-table-cell" => table.cell(&start),
                _ => {}
            },
            Ok(Event::Empty(start)) => match start.local_name().as_ref() {
                "table-row" => {
                    table.begin_row(&start);
                    table.end_row();
                }
                "table-cell" | "covered-table-cell" => {
                    table.cell(&start);
                    table.end_cell();
                }
                _ => {}
            },
            Ok(Event::End(end)) => match end.local_name().as_ref() {
                "table-cell" | "covered-table-cell" => table.end_cell(),
                "table-row" => table.end_row(),
                "table" => {
                    let Table { name, merges: found, .. } = std::mem::take(&mut table);
                    merges.insert(name, found);
                }
                _ => {}
            },
            Ok(Event::Text(text)) => table.holds(text.as_ref()),
            Ok(Event::Eof) => return Ok(merges),
            Err(error) => return Err(Refused::Unreadable(error.to_string())),
            Ok(_) => {}
        }
        if table.rows_used.saturating_mul(table.columns_used) > limit {
            return Err(Refused::TooLarge("cells"));
        }
        if table.text > limits.uncompressed_bytes {
            return Err(Refused::TooLarge("uncompressed_bytes"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(cells: usize) -> Limits {
        Limits { cells, ..Limits::default() }
    }

    #[test]
    fn a_text_counts_as_often_as_it_repeats() {
        let rows = |text: &str| {
            format!(
                r#"<table:table><table:table-row table:number-rows-repeated="1000"><table:table-cell office:value-type="string"
                table:number-columns-repeated="1000"><text:p>{text}</text:p></table:table-cell></table:table-row></table:table>"#
            )
        };
        assert!(check(rows("a").as_bytes(), &Limits::default()).is_ok());
        let long = check(rows(&"a".repeat(1_100)).as_bytes(), &Limits::default());
        assert!(matches!(long, Err(Refused::TooLarge("uncompressed_bytes"))));
    }

    #[test]
    fn merges_are_found() {
        let table = r#"<table:table table:name="A &amp; B"><table:table-row table:number-rows-repeated="2"/><table:table-row>
            <table:table-cell/><table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="3"/>
            </table:table-row></table:table>"#;
        let merges = check(table.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(merges["A & B"], [Merge { rows: (2, 3), columns: (1, 3) }]);
    }

    #[test]
    fn empty_cells_between_full_ones_count() {
        let far = r#"<table:table><table:table-row><table:table-cell office:value-type="string"/></table:table-row>
            <table:table-row table:number-rows-repeated="999999"><table:table-cell/></table:table-row>
            <table:table-row><table:table-cell table:number-columns-repeated="99"/>
            <table:table-cell office:value-type="float"></table:table-cell></table:table-row></table:table>"#;
        assert!(matches!(check(far.as_bytes(), &cells(1_000_000)), Err(Refused::TooLarge("cells"))));
        assert!(check(far.as_bytes(), &cells(200_000_000)).is_ok());
        let near = far.replace(r#"office:value-type="float""#, "");
        assert!(check(near.as_bytes(), &cells(1_000)).is_ok());
    }
}

//! How far the tables of an `.ods` file reach, and which of their cells are merged: its reader holds each table as a
//! full rectangle, and does not tell of merges.

use std::collections::HashMap;
use std::io::{BufReader, Read};

use quick_xml::{Reader, XmlVersion};
use quick_xml::events::{BytesStart, Event};

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
}

impl Table {
    fn begin_row(&mut self, start: &BytesStart<'_>) {
        self.repeats = number(start, "number-rows-repeated");
        (self.column, self.is_used) = (0, false);
    }

    fn end_row(&mut self) {
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
        self.column = self.column.saturating_add(number(start, "number-columns-repeated"));
        let has_value = |key: &str| key.ends_with("value-type") || key.ends_with("formula");
        if start.attributes().flatten().any(|attribute| has_value(attribute.key.as_ref())) {
            self.is_used = true;
            self.columns_used = self.columns_used.max(self.column);
        }
    }
}

/// An attribute that says how often something repeats; once if it is absent.
fn number(start: &BytesStart<'_>, name: &str) -> u64 {
    let found = start.attributes().flatten().find(|attribute| attribute.key.as_ref().ends_with(name));
    found.and_then(|attribute| attribute.value.parse().ok()).unwrap_or(1)
}

/// The merges of a document; one with a table of more cells than `limit`, the empty ones within it included, is refused.
pub(super) fn check(content: impl Read, limit: usize) -> Result<Merges, Refused> {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
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
                "table-cell" | "covered-table-cell" => table.cell(&start),
                _ => {}
            },
            Ok(Event::End(end)) if end.local_name().as_ref() == "table-row" => table.end_row(),
            Ok(Event::End(end)) if end.local_name().as_ref() == "table" => {
                let Table { name, merges: found, .. } = std::mem::take(&mut table);
                merges.insert(name, found);
            }
            Ok(Event::Eof) => return Ok(merges),
            Err(error) => return Err(Refused::Unreadable(error.to_string())),
            Ok(_) => {}
        }
        if table.rows_used.saturating_mul(table.columns_used) > limit {
            return Err(Refused::TooLarge("cells"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_cells_between_full_ones_count() {
        let far = r#"<table:table><table:table-row><table:table-cell office:value-type="string"/></table:table-row>
            <table:table-row table:number-rows-repeated="999999"><table:table-cell/></table:table-row>
            <table:table-row><table:table-cell table:number-columns-repeated="99"/>
            <table:table-cell office:value-type="float"></table:table-cell></table:table-row></table:table>"#;
        assert!(matches!(check(far.as_bytes(), 1_000_000), Err(Refused::TooLarge("cells"))));
        assert!(check(far.as_bytes(), 200_000_000).is_ok());
        let near = far.replace(r#"office:value-type="float""#, "");
        assert!(check(near.as_bytes(), 1_000).is_ok());
    }
}

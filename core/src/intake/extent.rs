//! How far the tables of an `.ods` file reach: its reader holds each as a full rectangle.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::refused::Refused;

#[derive(Default)]
struct Table {
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

    fn cell(&mut self, start: &BytesStart<'_>) {
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

/// Refuses a document with a table of more cells than `limit`, the empty ones within it included.
pub(super) fn check(content: impl Read, limit: usize) -> Result<(), Refused> {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    let mut reader = Reader::from_reader(BufReader::new(content));
    let mut buffer = Vec::new();
    let mut table = Table::default();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => match start.local_name().as_ref() {
                "table" => table = Table::default(),
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
            Ok(Event::Eof) => return Ok(()),
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

//! A sheet as it was read: cells in rows, before anything is understood.

use crate::calendar::Day;

/// What a cell shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shown<'s> {
    Empty,
    Text(&'s str),
    Number(f64),
    /// A real date cell, as the serial that stands behind it.
    Date(f64),
    /// A length of time, in days.
    Duration(f64),
    Flag(bool),
    /// An error value such as `#REF!`.
    Error(&'s str),
    /// A formula whose value the file does not hold.
    Uncomputed,
}

/// A text within the sheet's own memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    start: u32,
    len: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Raw {
    Text(Span),
    Number(f64),
    Date(f64),
    Duration(f64),
    Flag(bool),
    Error(Span),
    Uncomputed,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    column: u32,
    raw: Raw,
}

#[derive(Clone, Copy, Debug)]
struct RowStart {
    number: u32,
    start: u32,
}

/// Merged cells, both ends included, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
}

/// Where a sheet's cells come from; it decides what a number may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Medium {
    /// Text whose numbers were typed or printed.
    Csv,
    /// Cells with types.
    Workbook,
}

/// A sheet: its cells by row, in one piece of memory.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) name: Option<String>,
    pub(super) medium: Medium,
    pub(super) is_1904: bool,
    rows: Vec<RowStart>,
    entries: Vec<Entry>,
    text: String,
    merges: Vec<Merge>,
    // merges over more than one row, by column and first row, with what they show
    spans: Vec<(u32, u32, u32, Raw)>,
}

/// The sheet is larger than 32 bits can address.
#[derive(Debug)]
pub(super) struct Full;

impl Sheet {
    pub(super) fn new(name: Option<String>, medium: Medium, is_1904: bool) -> Sheet {
        Sheet {
            name,
            medium,
            is_1904,
            rows: Vec::new(),
            entries: Vec::new(),
            text: String::new(),
            merges: Vec::new(),
            spans: Vec::new(),
        }
    }

    pub(super) fn keep(&mut self, text: &str) -> Result<Span, Full> {
        let start = u32::try_from(self.text.len()).map_err(|_| Full)?;
        let len = u32::try_from(text.len()).map_err(|_| Full)?;
        start.checked_add(len).ok_or(Full)?;
        self.text.push_str(text);
        Ok(Span { start, len })
    }

    /// Bytes of text kept so far.
    pub(super) fn text_len(&self) -> usize {
        self.text.len()
    }

    /// Adds a cell; rows come in ascending order, the columns of a row in any.
    pub(super) fn push(&mut self, row: u32, column: u32, raw: Raw) -> Result<(), Full> {
        let start = u32::try_from(self.entries.len()).map_err(|_| Full)?;
        if self.rows.last().is_none_or(|last| last.number != row) {
            self.rows.push(RowStart { number: row, start });
        }
        self.entries.push(Entry { column, raw });
        Ok(())
    }

    /// Whether cells must still be put in order: a file may hold its rows as it likes.
    fn in_order(&self) -> bool {
        self.rows.is_sorted_by(|a, b| a.number < b.number)
    }

    /// Ends the reading.
    pub(super) fn finish(&mut self, merges: Vec<Merge>) {
        if !self.in_order() {
            let mut cells: Vec<(u32, Entry)> = Vec::with_capacity(self.entries.len());
            for at in 0..self.rows.len() {
                let number = self.rows.get(at).map_or(0, |row| row.number);
                cells.extend(self.entries_of(at).iter().map(|entry| (number, *entry)));
            }
            cells.sort_by_key(|(row, entry)| (*row, entry.column));
            self.rows.clear();
            self.entries.clear();
            for (row, entry) in cells {
                // cannot be full: it held them before
                let _ = self.push(row, entry.column, entry.raw);
            }
        }
        self.merges = merges;
        let mut spans = Vec::new();
        for merge in self.merges.iter().filter(|merge| merge.rows.1 > merge.rows.0) {
            if let Some(raw) = self.find(merge.rows.0).and_then(|at| self.own(at, merge.columns.0)) {
                spans.push((merge.columns.0, merge.rows.0, merge.rows.1, raw));
            }
        }
        spans.sort_by_key(|(column, from, ..)| (*column, *from));
        self.spans = spans;
        self.entries.shrink_to_fit();
        self.text.shrink_to_fit();
    }

    fn entries_of(&self, at: usize) -> &[Entry] {
        let start = |at: usize| self.rows.get(at).and_then(|row| usize::try_from(row.start).ok());
        let from = start(at).unwrap_or(self.entries.len());
        let to = start(at.saturating_add(1)).unwrap_or(self.entries.len());
        self.entries.get(from..to).unwrap_or_default()
    }

    /// The number of rows that hold anything.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row's number in the file, counted from 0.
    pub(super) fn number(&self, at: usize) -> u32 {
        self.rows.get(at).map_or(0, |row| row.number)
    }

    /// The place of a row by its number in the file.
    pub(super) fn find(&self, number: u32) -> Option<usize> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok()
    }

    fn own(&self, at: usize, column: u32) -> Option<Raw> {
        let entries = self.entries_of(at);
        entries.iter().find(|entry| entry.column == column).map(|entry| entry.raw)
    }

    /// What a cell shows; a merge over several rows shows its value in each of them.
    pub(super) fn cell(&self, at: usize, column: u32) -> Shown<'_> {
        self.show(self.own(at, column).or_else(|| self.spanned(at, column)))
    }

    /// What the cell itself holds, merges left aside.
    pub(super) fn own_cell(&self, at: usize, column: u32) -> Shown<'_> {
        self.show(self.own(at, column))
    }

    fn spanned(&self, at: usize, column: u32) -> Option<Raw> {
        if self.spans.is_empty() {
            return None;
        }
        let number = self.number(at);
        let after = self.spans.partition_point(|(of, from, ..)| (*of, *from) <= (column, number));
        let (of, _, to, raw) = self.spans.get(after.checked_sub(1)?)?;
        (*of == column && number <= *to).then_some(*raw)
    }

    fn show(&self, raw: Option<Raw>) -> Shown<'_> {
        let text = |span: Span| {
            let start = usize::try_from(span.start).unwrap_or(usize::MAX);
            let end = start.saturating_add(usize::try_from(span.len).unwrap_or(usize::MAX));
            self.text.get(start..end).unwrap_or_default()
        };
        match raw {
            None => Shown::Empty,
            Some(Raw::Text(span)) => Shown::Text(text(span)),
            Some(Raw::Number(number)) => Shown::Number(number),
            Some(Raw::Date(serial)) => Shown::Date(serial),
            Some(Raw::Duration(days)) => Shown::Duration(days),
            Some(Raw::Flag(flag)) => Shown::Flag(flag),
            Some(Raw::Error(span)) => Shown::Error(text(span)),
            Some(Raw::Uncomputed) => Shown::Uncomputed,
        }
    }

    /// The cells that a row itself holds, in the order of the file.
    pub(super) fn cells(&self, at: usize) -> impl Iterator<Item = (u32, Shown<'_>)> {
        self.entries_of(at).iter().map(|entry| (entry.column, self.show(Some(entry.raw))))
    }

    /// The merge whose first cell this is.
    pub(super) fn merge_at(&self, number: u32, column: u32) -> Option<Merge> {
        let begins = |merge: &&Merge| merge.rows.0 == number && merge.columns.0 == column;
        self.merges.iter().find(begins).copied()
    }

    /// Whether any cells are merged.
    pub(super) fn has_merges(&self) -> bool {
        !self.merges.is_empty()
    }
}

impl Shown<'_> {
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Shown::Empty => true,
            Shown::Text(text) => text.chars().all(super::text::is_space),
            _ => false,
        }
    }

    /// The cell as a person sees it, nearly: what a fault shows.
    pub(super) fn display(&self, is_1904: bool) -> String {
        match self {
            Shown::Empty => String::new(),
            Shown::Text(text) | Shown::Error(text) => (*text).to_owned(),
            Shown::Number(number) | Shown::Duration(number) => number.to_string(),
            Shown::Date(serial) => super::date::from_serial(*serial, is_1904)
                .map_or_else(|| serial.to_string(), |day: Day| day.to_string()),
            Shown::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
            Shown::Uncomputed => "=".to_owned(),
        }
    }
}

/// The letters of a column counted from 0: A, B, ..., Z, AA.
pub(super) fn letters(column: u32) -> String {
    let mut rest = u64::from(column).saturating_add(1);
    let mut letters = Vec::new();
    while let Some(place) = rest.checked_sub(1) {
        let letter = u8::try_from(place % 26).unwrap_or(0);
        letters.push(char::from(b'A'.saturating_add(letter)));
        rest = place / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn a_merge_down_stands_for_every_row() {
        let mut sheet = Sheet::new(None, Medium::Workbook, false);
        let span = sheet.keep("a").unwrap();
        sheet.push(5, 1, Raw::Number(1.0)).unwrap();
        sheet.push(3, 0, Raw::Text(span)).unwrap();
        sheet.push(4, 1, Raw::Number(2.0)).unwrap();
        sheet.push(6, 1, Raw::Number(3.0)).unwrap();
        sheet.finish(vec![Merge { rows: (3, 5), columns: (0, 0) }]);
        let shown: Vec<_> = (0..sheet.len()).map(|at| (sheet.number(at), sheet.cell(at, 0))).collect();
        let a = Shown::Text("a");
        assert_eq!(shown, [(3, a), (4, a), (5, a), (6, Shown::Empty)]);
        assert_eq!(sheet.own_cell(1, 0), Shown::Empty);
    }
}

//! Rows written straight into the workbook's parts.
//!
//! The workbook's library keeps two kilobytes for every row until it writes them all. It is therefore given the last
//! row of a table alone, one cell of each style; the rows are put in that row's place while they are made.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::sheet::{Cell, STYLES, Style};
use crate::calendar::Day;
use crate::render::csv::is_run;
use crate::render::text::{printable, width};
use crate::render::{Error, Language};

/// Characters of one cell.
const MOST_CHARS: usize = 32_767;
/// How hard rows are packed: they are much alike, and more takes twice the time for a tenth of the size.
const LEVEL: i64 = 3;
/// The height of a line, and of the highest row that there is, in points.
const LINE: usize = 15;
const HIGHEST: usize = 409;

/// Rows to come, and the sheets that take them.
pub(super) struct Pending<'a> {
    pub(super) rows: Box<dyn Iterator<Item = Vec<Cell<'a>>> + 'a>,
    /// The sheet's place in the workbook, counted from 1, and its number of rows.
    pub(super) sheets: Vec<(usize, u32)>,
    /// How wide the columns are, in characters.
    pub(super) widths: Vec<f64>,
}

/// The workbook with all rows in their places.
pub(super) fn filled(book: &[u8], pending: Vec<Pending<'_>>, language: Language) -> Result<Vec<u8>, Error> {
    let part = |number: usize| format!("xl/worksheets/sheet{number}.xml");
    let named: Vec<String> = pending.iter().flat_map(|one| &one.sheets).map(|(number, _)| part(*number)).collect();
    let mut from = ZipArchive::new(Cursor::new(book))?;
    let mut to = ZipWriter::new(Cursor::new(Vec::with_capacity(book.len())));
    for at in 0..from.len() {
        let entry = from.by_index_raw(at)?;
        if !named.iter().any(|name| name.as_bytes() == entry.name_raw()) {
            to.raw_copy_file(entry)?;
        }
    }
    for mut one in pending {
        for (number, count) in std::mem::take(&mut one.sheets) {
            let mut xml = String::new();
            from.by_name(&part(number))?.read_to_string(&mut xml)?;
            to.start_file(part(number), SimpleFileOptions::default().compression_level(Some(LEVEL)))?;
            sheet(&mut to, &xml, &mut one, count, language)?;
        }
    }
    Ok(to.finish()?.into_inner())
}

/// A sheet with the rows in place of the one that shows the styles.
fn sheet(
    to: &mut impl Write,
    xml: &str,
    pending: &mut Pending<'_>,
    count: u32,
    language: Language,
) -> Result<(), Error> {
    let model = format!("<row r=\"{}\"", count.saturating_add(1));
    let (before, model) = xml.split_once(&model).ok_or(Error::of("no row of styles"))?;
    let (model, after) = model.split_once("</row>").ok_or(Error::of("no end of the row of styles"))?;
    let styles: Vec<&str> =
        model.split(" s=\"").skip(1).filter_map(|rest| rest.split_once('"').map(|(style, _)| style)).collect();
    if styles.len() < STYLES.len() {
        return Err(Error::of("not all styles are there"));
    }
    to.write_all(before.as_bytes())?;
    let mut row = Row { xml: String::new(), number: 2, styles: &styles, language };
    for cells in pending.rows.by_ref().take(usize::try_from(count).unwrap_or(usize::MAX)) {
        row.write(&cells, &pending.widths);
        to.write_all(row.xml.as_bytes())?;
        row.number = row.number.saturating_add(1);
    }
    to.write_all(after.as_bytes())?;
    Ok(())
}

struct Row<'s> {
    xml: String,
    number: u32,
    styles: &'s [&'s str],
    language: Language,
}

impl Row<'_> {
    // writing to a String cannot fail: the results are let go
    fn write(&mut self, cells: &[Cell<'_>], widths: &[f64]) {
        self.xml.clear();
        let lines = cells.iter().zip(widths).map(|(cell, width)| lines(cell, *width)).max().unwrap_or(1);
        let _ = write!(self.xml, "<row r=\"{}\"", self.number);
        if lines > 1 {
            let height = lines.saturating_mul(LINE).min(HIGHEST);
            let _ = write!(self.xml, " ht=\"{height}\" customHeight=\"1\"");
        }
        self.xml.push('>');
        for (cell, column) in cells.iter().zip(b'A'..) {
            self.cell(cell, char::from(column));
        }
        self.xml.push_str("</row>");
    }

    fn cell(&mut self, cell: &Cell<'_>, column: char) {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => self.text(column, text, Style::Text),
            Cell::Word(word) => {
                let word = self.language.say(*word);
                self.text(column, &word, Style::Text);
            }
            Cell::Owned(text) => self.text(column, text, Style::Text),
            Cell::Long(text) => self.text(column, text, Style::Long),
            Cell::Number(number) => self.number(column, *number, Style::Text),
            Cell::Day(day) => self.day(column, *day, Style::Day),
            Cell::Month(month) => self.day(column, month.first_day(), Style::Month),
            Cell::Share(share) => self.number(column, f64::from(*share) / 1000.0, Style::Share),
        }
    }

    fn begin(&mut self, column: char, style: Style) {
        let style = self.styles.get(style as usize).copied().unwrap_or_default();
        let _ = write!(self.xml, "<c r=\"{column}{}\" s=\"{style}\"", self.number);
    }

    fn number(&mut self, column: char, number: f64, style: Style) {
        self.begin(column, style);
        let _ = write!(self.xml, "><v>{number}</v></c>");
    }

    fn day(&mut self, column: char, day: Day, style: Style) {
        match serial(day) {
            Some(serial) => self.number(column, f64::from(serial), style),
            None => self.text(column, &day.to_string(), Style::Text),
        }
    }

    /// A text that would run as a formula is marked as a text.
    fn text(&mut self, column: char, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        let style = match style {
            Style::Text if is_run(text) => Style::Quoted,
            Style::Long if is_run(text) => Style::QuotedLong,
            style => style,
        };
        self.begin(column, style);
        self.xml.push_str(" t=\"inlineStr\"><is><t");
        if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) || text.contains('\n') {
            self.xml.push_str(" xml:space=\"preserve\"");
        }
        self.xml.push('>');
        escaped(&printable(text), &mut self.xml);
        self.xml.push_str("</t></is></c>");
    }
}

/// Text as XML has it. What looks like the number of a character, `_x0041_`, would be read as one.
fn escaped(text: &str, to: &mut String) {
    let mut rest = text.chars().take(MOST_CHARS);
    while let Some(c) = rest.next() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '_' if is_numbered(rest.clone()) => to.push_str("_x005F_"),
            // no XML holds these
            '\u{fffe}' | '\u{ffff}' => to.push('\u{fffd}'),
            c => to.push(c),
        }
    }
}

fn is_numbered(mut after: impl Iterator<Item = char>) -> bool {
    after.next() == Some('x')
        && after.by_ref().take(4).filter(char::is_ascii_hexdigit).count() == 4
        && after.next() == Some('_')
}

/// The lines that a cell takes: a sentence is wrapped, other cells are as their column is wide.
fn lines(cell: &Cell<'_>, column: f64) -> usize {
    let Cell::Long(text) = cell else { return 1 };
    // words do not fill their line, and the widths of letters differ
    let fits = (column * 0.9).max(1.0) as usize;
    text.split('\n').map(|line| width(line).div_ceil(fits).max(1)).fold(0, usize::saturating_add)
}

/// Days as a workbook counts them; it has a 29 February 1900.
fn serial(day: Day) -> Option<i32> {
    let days = day.number().saturating_add(25_569);
    match days {
        ..=1 => None,
        2..=60 => Some(days.saturating_sub(1)),
        days => Some(days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_for_themselves() {
        for (text, xml) in [
            ("a<b>&c", "a&lt;b&gt;&amp;c"),
            ("_x0041_", "_x005F_x0041_"),
            ("_x004_", "_x004_"),
            ("__x00e9_", "__x005F_x00e9_"),
            ("\u{ffff}", "\u{fffd}"),
        ] {
            let mut written = String::new();
            escaped(text, &mut written);
            assert_eq!(written, xml);
        }
    }

    #[test]
    fn days_are_counted_as_workbooks_do() {
        for (day, number) in [
            ("1899-12-31", None),
            ("1900-01-01", Some(1)),
            ("1900-02-28", Some(59)),
            ("1900-03-01", Some(61)),
            ("2023-06-30", Some(45_107)),
            ("2026-11-23", Some(46_349)),
        ] {
            assert_eq!(serial(day.parse().unwrap()), number, "{day}");
        }
    }

    #[test]
    fn sentences_are_given_room() {
        assert_eq!(lines(&Cell::Long("督导".repeat(50)), 70.0), 4);
        assert_eq!(lines(&Cell::Text("督导督导"), 4.0), 1);
        assert_eq!(lines(&Cell::Long(String::new()), 70.0), 1);
    }
}

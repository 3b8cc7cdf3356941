//! Pages of cells, written as a workbook or as CSV.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

/// What is written into a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Ink {
    Blank,
    Text(String),
    Number(f64),
    /// A real date cell.
    Date(NaiveDate),
    /// A formula with the value that it shows.
    Formula(String, String),
}

impl Ink {
    pub fn text(text: impl Into<String>) -> Ink {
        let text = text.into();
        if text.is_empty() { Ink::Blank } else { Ink::Text(text) }
    }
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub name: String,
    pub rows: Vec<Vec<Ink>>,
    /// First row, first column, last row, last column.
    pub merges: Vec<(usize, usize, usize, usize)>,
    pub hidden_rows: Vec<usize>,
}

/// The pages as one workbook; the same bytes every time.
#[must_use]
pub fn xlsx(pages: &[Page]) -> Vec<u8> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2025, 12, 24).expect("a day");
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let dated = Format::new().set_num_format("yyyy/m/d");
    let plain = Format::new();
    for page in pages {
        let sheet = book.add_worksheet();
        sheet.set_name(&page.name).expect("a name for a sheet");
        for (from_row, from_column, to_row, to_column) in &page.merges {
            let (rows, columns) = ((*from_row as u32, *to_row as u32), (*from_column as u16, *to_column as u16));
            sheet.merge_range(rows.0, columns.0, rows.1, columns.1, "", &plain).expect("a merge");
        }
        for (row, cells) in page.rows.iter().enumerate() {
            for (column, ink) in cells.iter().enumerate() {
                let (row, column) = (row as u32, column as u16);
                match ink {
                    Ink::Blank => continue,
                    Ink::Text(text) => sheet.write_string(row, column, text),
                    Ink::Number(number) => sheet.write_number(row, column, *number),
                    Ink::Date(day) => sheet.write_number_with_format(row, column, f64::from(serial(*day)), &dated),
                    Ink::Formula(formula, value) => {
                        sheet.write_formula(row, column, rust_xlsxwriter::Formula::new(formula).set_result(value))
                    }
                }
                .expect("a cell");
            }
        }
        for row in &page.hidden_rows {
            sheet.set_row_hidden(*row as u32).expect("a row");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// Days since 1899-12-30.
#[must_use]
pub fn serial(day: NaiveDate) -> i32 {
    day.num_days_from_ce() - 693_594
}

/// The page as text; merges leave their first cell only.
#[must_use]
pub fn csv(page: &Page, sign: char) -> String {
    let mut text = String::new();
    for cells in &page.rows {
        let cells: Vec<String> = cells
            .iter()
            .map(|ink| match ink {
                Ink::Blank => String::new(),
                Ink::Text(text) | Ink::Formula(_, text) => text.clone(),
                Ink::Number(number) => number.to_string(),
                Ink::Date(day) => format!("{}/{}/{}", day.year(), day.month(), day.day()),
            })
            .map(|cell| {
                if cell.contains([sign, '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
            })
            .collect();
        text.push_str(&cells.join(&sign.to_string()));
        text.push_str("\r\n");
    }
    text
}

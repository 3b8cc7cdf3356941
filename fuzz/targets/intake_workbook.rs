#![no_main]
//! Workbooks as people make them: facts laid out as sheets are read back as the same facts; with titles, merged cells,
//! totals, formulas and stray cells around them, whatever is read is told, in part or as faults.

use hongyan::facts::{Builder, Facts, OnError, Table};
use hongyan::intake;
use hongyan_fuzz::rows::{Input, Name};
use hongyan_fuzz::{let_libraries_unwind, options, taken_in};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use serde_json::Value;

#[derive(Debug, Arbitrary)]
struct Book {
    input: Input,
    plain: bool,
    /// Dates as Excel has them, or as text.
    dates: bool,
    chinese: bool,
    /// Rows that stand above the headings.
    above: u8,
    strays: Vec<Stray>,
    merges: Vec<(u8, u8, u8, u8)>,
    hidden: Option<u8>,
}

#[derive(Debug, Arbitrary)]
struct Stray {
    row: u8,
    column: u8,
    what: What,
}

#[derive(Debug, Arbitrary)]
enum What {
    Word(u8),
    Text(Name),
    Number(f64),
    Day(u16),
    Time(u16, f32),
    Flag(bool),
    Sum(u8),
    Error,
}

/// Headings, totals and notes that ledgers have.
const WORDS: [&str; 24] = [
    "项目名称",
    "社工姓名",
    "督导形式",
    "督导日期",
    "记录提交日期",
    "督导者",
    "序号",
    "备注",
    "合计",
    "小计",
    "填表人",
    "2024年3月",
    "个别督导",
    "小组督导",
    "3月5日",
    "2024.3.5",
    "20240305",
    "同上",
    "—",
    "#N/A",
    "姓名",
    "日期",
    "共 3 人",
    "=1+1",
];

fn write(sheet: &mut Worksheet, at: (u32, u16), value: &Value, dates: bool) -> Result<(), XlsxError> {
    let date = Format::new().set_num_format("yyyy-mm-dd");
    match value {
        Value::Null => {}
        Value::Bool(flag) => drop(sheet.write(at.0, at.1, *flag)?),
        Value::Number(number) => drop(sheet.write(at.0, at.1, number.as_f64().unwrap_or_default())?),
        Value::String(text) => match ExcelDateTime::parse_from_str(text) {
            Ok(day) if dates && text.len() == 10 && text.as_str() > "1900-03-01" => {
                sheet.write_with_format(at.0, at.1, &day, &date)?;
            }
            _ => drop(sheet.write(at.0, at.1, text.as_str())?),
        },
        _ => unreachable!("rows hold single values"),
    }
    Ok(())
}

/// The facts, one sheet a table.
fn laid(facts: &Facts, book: &Book, workbook: &mut Workbook, above: u32) -> Result<(), XlsxError> {
    let json = serde_json::to_value(facts).expect("facts have a JSON form");
    for table in Table::ALL {
        let rows = json[table.name()].as_array().cloned().unwrap_or_default();
        if rows.is_empty() {
            continue;
        }
        let sheet = workbook.add_worksheet().set_name(table.name())?;
        for (column, at) in table.columns().iter().zip(0_u16..) {
            let given: &str = column.name;
            sheet.write(above, at, given)?;
            for (row, below) in rows.iter().zip(above + 1..) {
                write(sheet, (below, at), &row[given], book.dates)?;
            }
        }
    }
    Ok(())
}

fn stray(sheet: &mut Worksheet, Stray { row, column, what }: &Stray) -> Result<(), XlsxError> {
    let at = (u32::from(row % 40), u16::from(column % 16));
    let date = Format::new().set_num_format("yyyy/m/d hh:mm");
    match what {
        What::Word(word) => drop(sheet.write(at.0, at.1, WORDS[usize::from(*word) % WORDS.len()])?),
        What::Text(name) => drop(sheet.write(at.0, at.1, name.text())?),
        What::Number(number) if number.is_finite() => drop(sheet.write(at.0, at.1, *number)?),
        What::Number(_) | What::Error => drop(sheet.write(at.0, at.1, Formula::new("=NA()").set_result("#N/A"))?),
        What::Day(day) => drop(sheet.write_with_format(at.0, at.1, f64::from(*day), &date)?),
        What::Time(day, part) if part.is_finite() => {
            sheet.write_with_format(at.0, at.1, f64::from(*day) + f64::from(part.fract()), &date)?;
        }
        What::Time(..) => {}
        What::Flag(flag) => drop(sheet.write(at.0, at.1, *flag)?),
        What::Sum(rows) => {
            let sum = Formula::new(format!("=SUM(A1:A{})", u32::from(*rows) + 1)).set_result(rows.to_string());
            sheet.write(at.0, at.1, sum)?;
        }
    }
    Ok(())
}

fn made(book: &Book, facts: &Facts) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let above = if book.plain { 0 } else { u32::from(book.above % 4) };
    laid(facts, book, &mut workbook, above)?;
    if !book.plain {
        if workbook.worksheets().is_empty() {
            workbook.add_worksheet().set_name(if book.chinese { "督导记录" } else { "sessions" })?;
        }
        let sheets = workbook.worksheets_mut();
        for (stray, place) in book.strays.iter().take(80).zip(0_usize..) {
            let count = sheets.len();
            self::stray(&mut sheets[place % count], stray)?;
        }
        for (row, column, down, right) in book.merges.iter().take(6) {
            let (row, column) = (u32::from(row % 40), u16::from(column % 16));
            let end = (row + u32::from(down % 4), column + u16::from(right % 4));
            // two that overlap are refused by the writer
            let _ = sheets[0].merge_range(row, column, end.0, end.1, "", &Format::new());
        }
        if let Some(row) = book.hidden {
            sheets[0].set_row_hidden(u32::from(row % 40))?;
        }
    }
    if workbook.worksheets().is_empty() {
        workbook.add_worksheet();
    }
    workbook.save_to_buffer()
}

fuzz_target!(
    init: let_libraries_unwind(),
    |book: Book| {
        let mut book = book;
        if book.plain {
            book.input.names = ["周敏", "李雷", "磁器口项目", "红岩社区"].map(Name::plain);
        }
        let facts = Builder::from(&book.input.tables()).build(OnError::Skip).expect("faulty rows are skipped");
        let Ok(bytes) = made(&book, &facts) else { return };
        let rows = Table::ALL.iter().filter_map(|table| facts.len(*table)).sum::<usize>();
        if book.plain && rows > 0 {
            let read = intake::read(&[("x.xlsx", &bytes)], &options(OnError::Raise)).unwrap_or_else(|faults| panic!("{faults}"));
            let (own, again) = [&facts, &read.facts].map(|facts| serde_json::to_value(facts).expect("JSON")).into();
            for table in Table::ALL.map(Table::name) {
                let rows = |json: &Value| json[table].as_array().cloned().unwrap_or_default();
                assert_eq!(rows(&own), rows(&again), "{table}");
            }
        }
        taken_in("x.xlsx", &bytes);
    }
);

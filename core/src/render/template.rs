//! A workbook to fill in: the nine tables with headings, lists to choose from and one example row each.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook,
    Worksheet,
};

use super::xlsx::{date, properties};
use super::{Error, Language};
use crate::calendar::Day;
use crate::facts::{Column, ContentSource, Form, Kind, PlanKind, Table};
use crate::message::{Text, document};

/// Rows that are prepared for entries.
const PREPARED: u32 = 2000;

/// The tables as a workbook that an office can fill in: one sheet each, with headings, lists to choose from, notes on
/// every column and one example row, which is to be replaced. Required columns are darker.
///
/// ```
/// use hongyan::intake::{Options, inspect};
/// use hongyan::render::{Language, template};
///
/// let workbook = template(Language::En)?;
/// let (_, report) = inspect(&[("template.xlsx", workbook)], &Options::default());
/// assert!(report.sheets.len() >= 9); // a sheet for each table
/// # Ok::<(), hongyan::render::Error>(())
/// ```
///
/// # Errors
/// If the workbook cannot be written.
pub fn template(language: Language) -> Result<Vec<u8>, Error> {
    let mut workbook = Workbook::new();
    let made = Day::new(2023, 7, 25).unwrap_or(Day::MIN);
    workbook.set_properties(&properties(made, &language.say(document::TEMPLATE))?);
    for table in Table::ALL {
        let sheet = workbook.add_worksheet();
        // a heading has one language: it is read back
        sheet.set_name(table.word().get(language.first()))?;
        for (column, at) in table.columns().iter().zip(0_u16..) {
            fill(sheet, language, table, column, at)?;
        }
        let last = u16::try_from(table.columns().len()).unwrap_or(u16::MAX).saturating_sub(1);
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofilter(0, 0, 1, last)?;
        sheet.set_row_height(0, 28)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, language: Language, table: Table, column: &Column, at: u16) -> Result<(), Error> {
    let ground = if column.required { 0x16_324A } else { 0x55_606D };
    let head = Format::new()
        .set_bold()
        .set_align(FormatAlign::VerticalCenter)
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(ground))
        .set_border(FormatBorder::Thin);
    let heading = document::heading(table, column);
    sheet.write_with_format(0, at, heading.get(language.first()), &head)?;
    sheet.insert_note(0, at, &note(language, table, column))?;
    let format = body(column.kind);
    sheet.set_column_width(at, width(column.kind))?;
    sheet.set_column_format(at, &format)?;
    example(sheet, language, table, column, at, &format)?;
    if let Some(validation) = validation(language, column)? {
        sheet.add_data_validation(1, at, PREPARED, at, &validation)?;
    }
    Ok(())
}

/// What a column holds, and whether it must be filled in.
fn note(language: Language, table: Table, column: &Column) -> Note {
    let needed = if column.required { document::REQUIRED } else { document::OPTIONAL };
    let expects = match column.kind {
        Kind::Flag | Kind::Form | Kind::PlanKind | Kind::ContentSource => document::CHOOSE,
        Kind::Date => document::DATE_HINT,
        Kind::Month => document::MONTH_HINT,
        kind => kind.expects(),
    };
    let text = format!("{}\n{}\n{}", language.say(table.row_word()), language.say(needed), language.say(expects));
    Note::new(text).set_author("hongyan").add_author_prefix(false)
}

const fn width(kind: Kind) -> f64 {
    match kind {
        Kind::Id | Kind::Text | Kind::Reason => 20.0,
        _ => 14.0,
    }
}

fn body(kind: Kind) -> Format {
    match kind {
        Kind::Date => Format::new().set_num_format("yyyy-mm-dd"),
        Kind::Month | Kind::Id | Kind::Text | Kind::Reason => Format::new().set_num_format("@"),
        _ => Format::new(),
    }
}

/// The choices of a column, in words that are read back.
fn choices(kind: Kind) -> Vec<Text> {
    match kind {
        Kind::Form => Form::ALL.iter().map(|form| form.word()).collect(),
        Kind::PlanKind => PlanKind::ALL.iter().map(|kind| kind.word()).collect(),
        Kind::ContentSource => ContentSource::ALL.iter().map(|source| document::content_source(*source)).collect(),
        Kind::Flag => vec![document::YES, document::NO],
        _ => Vec::new(),
    }
}

fn validation(language: Language, column: &Column) -> Result<Option<DataValidation>, Error> {
    let choices = match column.name {
        "category" => document::CATEGORIES.to_vec(),
        _ => choices(column.kind),
    };
    let words: Vec<&str> = choices.iter().map(|word| word.get(language.first())).collect();
    let validation = match column.kind {
        _ if !words.is_empty() => DataValidation::new().allow_list_strings(&words)?,
        Kind::Date => DataValidation::new().allow_date(DataValidationRule::Between(
            ExcelDateTime::from_ymd(1900, 1, 1)?,
            ExcelDateTime::from_ymd(2200, 12, 31)?,
        )),
        Kind::Year => DataValidation::new().allow_whole_number(DataValidationRule::Between(1900, 2200)),
        Kind::Count => DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
        _ => return Ok(None),
    };
    // any other group is admitted, and judged
    let strict = column.name != "category";
    Ok(Some(validation.show_error_message(strict)))
}

/// The example: an invented worker and mentor, in days that fit together.
fn example(
    sheet: &mut Worksheet,
    language: Language,
    table: Table,
    column: &Column,
    at: u16,
    format: &Format,
) -> Result<(), Error> {
    let lang = language.first();
    let text = document::example(table, column.name);
    let day = |text: &str| text.parse::<Day>().ok();
    match column.kind {
        Kind::Date => {
            if let Some(day) = text.and_then(|text| day(text.en)) {
                sheet.write_datetime_with_format(1, at, date(day)?, format)?;
            }
        }
        Kind::Year | Kind::Count => {
            if let Some(number) = text.and_then(|text| text.en.parse::<f64>().ok()) {
                sheet.write_number_with_format(1, at, number, format)?;
            }
        }
        _ => {
            let chosen = choices(column.kind).first().copied();
            if let Some(text) = text.or(chosen) {
                sheet.write_string_with_format(1, at, text.get(lang), format)?;
            }
        }
    }
    Ok(())
}

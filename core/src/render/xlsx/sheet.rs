//! One way to fill a sheet: headings, frozen and filtered, and rows of typed cells.

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use super::date;
use crate::calendar::{Day, Month};
use crate::message::Text;
use crate::render::csv::is_run;
use crate::render::text::{printable, shortened};
use crate::render::{Error, Language};

/// Rows of one sheet, the heading included.
const MOST_ROWS: u32 = 1_048_576;
/// Characters of one cell.
const MOST_CHARS: usize = 32_767;

/// A value of a cell.
pub(super) enum Cell<'a> {
    Empty,
    Text(&'a str),
    Word(Text),
    Owned(String),
    /// A sentence, which may take two lines.
    Long(String),
    Number(f64),
    Day(Day),
    Month(Month),
    Share(u32),
}

impl Cell<'_> {
    pub(super) fn count(count: u64) -> Cell<'static> {
        // exact up to 2^53
        Cell::Number(count as f64)
    }

    pub(super) fn day(day: Option<Day>) -> Cell<'static> {
        day.map_or(Cell::Empty, Cell::Day)
    }
}

/// A column: its heading and how wide it is, in characters.
pub(super) type Column = (Text, f64);

#[derive(Clone)]
struct Formats {
    head: Format,
    text: Format,
    quoted: Format,
    long: Format,
    quoted_long: Format,
    day: Format,
    month: Format,
    share: Format,
    title: Format,
}

/// The workbook and what all its sheets share.
pub(super) struct Book {
    workbook: Workbook,
    pub(super) language: Language,
    formats: Formats,
}

impl Book {
    pub(super) fn new(workbook: Workbook, language: Language) -> Book {
        let top = || Format::new().set_align(FormatAlign::Top);
        let formats = Formats {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(0x16_324A))
                .set_border_bottom(FormatBorder::Thin),
            text: top(),
            quoted: top().set_quote_prefix(),
            long: top().set_text_wrap(),
            quoted_long: top().set_text_wrap().set_quote_prefix(),
            // so that they do not touch a text that follows
            day: top().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            month: top().set_num_format("yyyy-mm").set_align(FormatAlign::Left),
            share: top().set_num_format("0.0%"),
            title: Format::new().set_bold().set_font_size(14),
        };
        Book { workbook, language, formats }
    }

    /// A sheet of this name with a line of headings, and its rows; what does not fit goes to further sheets.
    pub(super) fn table<'a, R>(&mut self, name: Text, columns: &[Column], rows: R) -> Result<(), Error>
    where
        R: IntoIterator<Item = Vec<Cell<'a>>>,
    {
        let language = self.language;
        let mut rows = rows.into_iter().peekable();
        for number in 1_u32.. {
            let formats = &self.formats;
            let sheet = self.workbook.add_worksheet();
            let title = language.say(name);
            sheet.set_name(match number {
                1 => shortened(&title, 31).into_owned(),
                number => format!("{} {number}", shortened(&title, 27)),
            })?;
            for ((heading, width), at) in columns.iter().zip(0_u16..) {
                sheet.write_with_format(0, at, language.say(*heading).as_ref(), &formats.head)?;
                sheet.set_column_width(at, *width)?;
            }
            let mut row = 1;
            while row < MOST_ROWS
                && let Some(cells) = rows.next()
            {
                for (cell, at) in cells.iter().zip(0_u16..) {
                    write(sheet, formats, language, (row, at), cell)?;
                }
                row = row.saturating_add(1);
            }
            let last = u16::try_from(columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
            sheet.set_freeze_panes(1, 0)?;
            sheet.autofilter(0, 0, row.saturating_sub(1).max(1), last)?;
            sheet.set_row_height(0, 32)?;
            sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
            sheet.set_repeat_rows(0, 0)?;
            colour(sheet, language, columns, row)?;
            if rows.peek().is_none() {
                break;
            }
        }
        Ok(())
    }

    /// A sheet of lines that are no table: a title, then names with values.
    pub(super) fn lines(&mut self, name: Text, title: Text, lines: &[(Text, Cell<'_>)]) -> Result<(), Error> {
        let language = self.language;
        // a number stands beside its name, not at the far end of a wide column
        let left = |format: &Format| format.clone().set_align(FormatAlign::Left);
        let base = &self.formats;
        let formats = &Formats { text: left(&base.text), share: left(&base.share), ..base.clone() };
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(shortened(&language.say(name), 31).as_ref())?;
        sheet.write_with_format(0, 0, language.say(title).as_ref(), &formats.title)?;
        sheet.set_column_width(0, 28)?.set_column_width(1, 80)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        for ((name, cell), row) in lines.iter().zip(2_u32..) {
            sheet.write_with_format(row, 0, language.say(*name).as_ref(), &formats.text)?;
            write(sheet, formats, language, (row, 1), cell)?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Vec<u8>, Error> {
        Ok(self.workbook.save_to_buffer()?)
    }
}

fn write(
    sheet: &mut Worksheet,
    formats: &Formats,
    language: Language,
    (row, at): (u32, u16),
    cell: &Cell<'_>,
) -> Result<(), Error> {
    let text = |text: &str| -> String { printable(text).chars().take(MOST_CHARS).collect() };
    match cell {
        Cell::Empty => {}
        Cell::Text(given) if is_run(given) => {
            sheet.write_string_with_format(row, at, text(given), &formats.quoted)?;
        }
        Cell::Text(given) => {
            sheet.write_string_with_format(row, at, text(given), &formats.text)?;
        }
        Cell::Word(word) => {
            sheet.write_string_with_format(row, at, language.say(*word), &formats.text)?;
        }
        Cell::Owned(given) => {
            let format = if is_run(given) { &formats.quoted } else { &formats.text };
            sheet.write_string_with_format(row, at, text(given), format)?;
        }
        Cell::Long(given) => {
            let format = if is_run(given) { &formats.quoted_long } else { &formats.long };
            sheet.write_string_with_format(row, at, text(given), format)?;
        }
        Cell::Number(number) => {
            sheet.write_number_with_format(row, at, *number, &formats.text)?;
        }
        Cell::Day(day) => {
            sheet.write_datetime_with_format(row, at, date(*day)?, &formats.day)?;
        }
        Cell::Month(month) => {
            sheet.write_datetime_with_format(row, at, date(month.first_day())?, &formats.month)?;
        }
        Cell::Share(share) => {
            sheet.write_number_with_format(row, at, f64::from(*share) / 1000.0, &formats.share)?;
        }
    }
    Ok(())
}

/// Colours by value: verdicts by their words, days left by their sign, breaches where there are some.
fn colour(sheet: &mut Worksheet, language: Language, columns: &[Column], rows: u32) -> Result<(), Error> {
    use crate::finding::Verdict;
    use crate::message::document;
    let last = rows.saturating_sub(1).max(1);
    let paint =
        |ink: u32, ground: u32| Format::new().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(ground));
    let red = || paint(0x98_201C, 0xFB_E9E6);
    let amber = || paint(0x7A_4200, 0xFD_F3DE);
    for ((heading, _), at) in columns.iter().zip(0_u16..) {
        let mut rule = |rule: ConditionalFormatCellRule<String>, format: Format| -> Result<(), Error> {
            let condition = ConditionalFormatCell::new().set_rule(rule).set_format(format);
            sheet.add_conditional_format(1, at, last, at, &condition)?;
            Ok(())
        };
        if *heading == document::VERDICT {
            let painted = [
                (Verdict::Breach, red()),
                (Verdict::Pending, paint(0x1D_4F7C, 0xE9_F1F8)),
                (Verdict::Undetermined, paint(0x56_3385, 0xF1_EAF9)),
                (Verdict::Compliant, paint(0x18_5C43, 0xE6_F2EC)),
            ];
            for (verdict, format) in painted {
                let word = language.say(verdict.word()).into_owned();
                rule(ConditionalFormatCellRule::EqualTo(word), format)?;
            }
        } else if *heading == document::IS_CONTESTED {
            let word = language.say(document::YES).into_owned();
            rule(ConditionalFormatCellRule::EqualTo(word), amber())?;
        } else if *heading == document::MISSED || *heading == document::LATE {
            let format = if *heading == document::MISSED { red() } else { amber() };
            let condition =
                ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::GreaterThan(0)).set_format(format);
            sheet.add_conditional_format(1, at, last, at, &condition)?;
        } else if *heading == document::DAYS_LEFT {
            let condition = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::LessThanOrEqualTo(7))
                .set_format(amber());
            sheet.add_conditional_format(1, at, last, at, &condition)?;
        }
    }
    Ok(())
}

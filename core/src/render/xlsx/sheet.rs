//! One way to make a sheet: headings, frozen and filtered, colours, how it is printed. Its rows are written later.

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use super::date;
use super::stream::{self, Pending};
use crate::calendar::{Day, Month};
use crate::message::Text;
use crate::render::csv::is_run;
use crate::render::text::{printable, shortened};
use crate::render::{Error, Language};

/// Rows of one sheet, the heading included.
const MOST_ROWS: u32 = 1_048_576;
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

/// A value beside its name.
pub(super) enum Line {
    Text(String),
    Count(u64),
    Day(Day),
    Share(u32),
}

/// A column: its heading and how wide it is, in characters.
pub(super) type Column = (Text, f64);

/// How the cells of a table look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Text,
    Quoted,
    Long,
    QuotedLong,
    Day,
    Month,
    Share,
}

pub(super) const STYLES: [Style; 7] =
    [Style::Text, Style::Quoted, Style::Long, Style::QuotedLong, Style::Day, Style::Month, Style::Share];

impl Style {
    fn format(self) -> Format {
        let top = || Format::new().set_align(FormatAlign::Top);
        match self {
            Style::Text => top(),
            Style::Quoted => top().set_quote_prefix(),
            Style::Long => top().set_text_wrap(),
            Style::QuotedLong => top().set_text_wrap().set_quote_prefix(),
            // left, so that they do not touch a text that follows
            Style::Day => top().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            Style::Month => top().set_num_format("yyyy-mm").set_align(FormatAlign::Left),
            Style::Share => top().set_num_format("0.0%"),
        }
    }
}

/// How much of a table is printed: on paper, a table of all columns could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Print {
    AllColumns,
    /// So many from the left.
    First(u16),
}

/// The workbook, what all its sheets share, and the rows that are still to be written.
pub(super) struct Book<'a> {
    workbook: Workbook,
    pub(super) language: Language,
    head: Format,
    sheets: usize,
    pending: Vec<Pending<'a>>,
}

impl<'a> Book<'a> {
    pub(super) fn new(workbook: Workbook, language: Language) -> Book<'a> {
        let head = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(0x16_324A))
            .set_border_bottom(FormatBorder::Thin);
        Book { workbook, language, head, sheets: 0, pending: Vec::new() }
    }

    /// A sheet of this name, the next in the workbook.
    fn add(&mut self, name: &str) -> Result<&mut Worksheet, Error> {
        self.sheets = self.sheets.saturating_add(1);
        Ok(self.workbook.add_worksheet().set_name(name)?)
    }

    /// A sheet of this name with a line of headings, and its rows; what does not fit goes to further sheets.
    pub(super) fn table(&mut self, name: Text, columns: &[Column], rows: Vec<Vec<Cell<'a>>>) -> Result<(), Error> {
        self.long_table(name, columns, Print::AllColumns, rows.len(), rows.into_iter())
    }

    /// The same for many rows, which are made when they are written.
    pub(super) fn long_table<R>(
        &mut self,
        name: Text,
        columns: &[Column],
        print: Print,
        count: usize,
        rows: R,
    ) -> Result<(), Error>
    where
        R: Iterator<Item = Vec<Cell<'a>>> + 'a,
    {
        let language = self.language;
        let title = language.say(name);
        let mut left = count;
        let mut sheets = Vec::new();
        for number in 1_u32.. {
            let here = u32::try_from(left).unwrap_or(u32::MAX).min(MOST_ROWS.saturating_sub(1));
            let head = self.head.clone();
            let sheet = self.add(&match number {
                1 => shortened(&title, 31).into_owned(),
                number => format!("{} {number}", shortened(&title, 27)),
            })?;
            for ((heading, width), at) in columns.iter().zip(0_u16..) {
                sheet.write_with_format(0, at, language.say(*heading).as_ref(), &head)?;
                sheet.set_column_width(at, *width)?;
            }
            let last = u16::try_from(columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
            if here > 0 {
                for (style, at) in STYLES.into_iter().zip(0_u16..) {
                    sheet.write_blank(here, at, &style.format())?;
                }
                // so that the sheet says how far it reaches
                if usize::from(last) >= STYLES.len() {
                    sheet.write_blank(here, last, &Style::Text.format())?;
                }
            }
            sheet.set_freeze_panes(1, 0)?;
            sheet.autofilter(0, 0, here.max(1), last)?;
            sheet.set_row_height(0, 32)?;
            on_paper(sheet)?;
            if let Print::First(columns) = print {
                sheet.set_print_area(0, 0, here, columns.saturating_sub(1))?;
            }
            sheet.set_repeat_rows(0, 0)?;
            colour(sheet, language, columns, here.max(1))?;
            if here > 0 {
                sheets.push((self.sheets, here));
            }
            left = left.saturating_sub(usize::try_from(here).unwrap_or(usize::MAX));
            if left == 0 {
                break;
            }
        }
        let widths = columns.iter().map(|(_, width)| *width).collect();
        self.pending.push(Pending { rows: Box::new(rows), sheets, widths });
        Ok(())
    }

    /// A sheet of lines that are no table: a title, then names with values.
    pub(super) fn lines(&mut self, name: Text, title: Text, lines: &[(Text, Line)]) -> Result<(), Error> {
        let language = self.language;
        let sheet = self.add(&shortened(&language.say(name), 31))?;
        let title_format = Format::new().set_bold().set_font_size(14);
        sheet.write_with_format(0, 0, language.say(title).as_ref(), &title_format)?;
        sheet.set_column_width(0, 28)?.set_column_width(1, 80)?;
        on_paper(sheet)?;
        // a number stands beside its name, not at the far end of a wide column
        let left = |style: Style| style.format().set_align(FormatAlign::Left);
        for ((name, line), row) in lines.iter().zip(2_u32..) {
            sheet.write_with_format(row, 0, language.say(*name).as_ref(), &left(Style::Text))?;
            match line {
                Line::Text(text) => {
                    let style = if is_run(text) { Style::QuotedLong } else { Style::Long };
                    sheet.write_string_with_format(row, 1, printable(text), &left(style))?;
                }
                Line::Count(count) => {
                    // exact up to 2^53
                    sheet.write_number_with_format(row, 1, *count as f64, &left(Style::Text))?;
                }
                Line::Day(day) => {
                    sheet.write_datetime_with_format(row, 1, date(*day)?, &left(Style::Day))?;
                }
                Line::Share(share) => {
                    sheet.write_number_with_format(row, 1, f64::from(*share) / 1000.0, &left(Style::Share))?;
                }
            }
        }
        Ok(())
    }

    /// Writes the workbook, its rows included.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Error> {
        let book = self.workbook.save_to_buffer()?;
        drop(self.workbook);
        stream::filled(&book, self.pending, self.language)
    }
}

/// A4, landscape, as wide as the paper.
fn on_paper(sheet: &mut Worksheet) -> Result<(), Error> {
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3);
    sheet.set_footer("&C&P / &N");
    Ok(())
}

/// Colours by value: verdicts by their words, days left by their sign, breaches where there are some.
fn colour(sheet: &mut Worksheet, language: Language, columns: &[Column], last: u32) -> Result<(), Error> {
    use crate::finding::Verdict;
    use crate::message::document;
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

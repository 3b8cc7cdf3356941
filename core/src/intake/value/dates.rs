//! Cells as days, months and years.

use super::{Here, Reading, Refusal, because, expected};
use crate::facts::{Cell, Column, FaultCode};
use crate::intake::date::{self, Setting, Written};
use crate::intake::sheet::Shown;
use crate::intake::text::folded;
use crate::intake::vocabulary;

impl Reading<'_> {
    pub(super) fn year<'s>(&mut self, column: &Column, here: Here<'s>) -> Result<Cell<'s>, Refusal> {
        match here.shown {
            Shown::Number(number) if number.fract() == 0.0 && number.abs() < 1e9 => Ok(Cell::Number(number as i128)),
            Shown::Text(text) => {
                let key = folded(text);
                let bare = ["年度", "年份", "年"].iter().find_map(|end| key.strip_suffix(end)).unwrap_or(&key);
                let digits: String = bare.chars().map(chinese_digit).collect();
                match (digits.len(), digits.parse::<i128>()) {
                    (4, Ok(year)) => {
                        if digits != text {
                            self.note("intake.reading.word", column, here, text, || digits.clone());
                        }
                        Ok(Cell::Number(year))
                    }
                    (1..=2, Ok(_)) => Err(because(FaultCode::AmbiguousDate, "intake.date.short_year")),
                    _ if vocabulary::is_stroke(&key) => Ok(Cell::Null),
                    _ => expected(FaultCode::BadValue, column.kind),
                }
            }
            _ => expected(FaultCode::BadValue, column.kind),
        }
    }

    pub(super) fn month<'s>(&mut self, column: &Column, here: Here<'s>) -> Result<Cell<'s>, Refusal> {
        let refused = |(code, why)| because(code, why);
        let month = match here.shown {
            Shown::Date(serial) => date::of_cell(serial, self.setting.is_1904).map_err(refused)?.month(),
            Shown::Number(number) => date::month_of_number(number, self.setting).map_err(refused)?,
            Shown::Text(text) => {
                let key = folded(text);
                if vocabulary::is_nothing(&key) {
                    self.note("intake.reading.nothing", column, here, text, String::new);
                    return Ok(Cell::Null);
                }
                date::month_of_text(text, self.setting).map_err(refused)?
            }
            _ => return expected(FaultCode::WrongType, column.kind),
        };
        let text = here.shown.display(self.setting.is_1904);
        if text != month.to_string() {
            self.log.reading(
                "intake.reading.month",
                (here.row, here.column),
                column.name,
                &text,
                || month.to_string(),
                false,
            );
        }
        Ok(Cell::Month(month))
    }

    pub(super) fn date<'s>(&mut self, column: &Column, here: Here<'s>) -> Result<Cell<'s>, Refusal> {
        let refused = |(code, why)| because(code, why);
        let setting = Setting { range_is_last_day: column.name == "ended_on", ..self.setting };
        let (day, written) = match here.shown {
            Shown::Date(serial) => (date::of_cell(serial, setting.is_1904).map_err(refused)?, Written::Cell),
            Shown::Number(number) => date::of_number(number, setting).map_err(refused)?,
            Shown::Flag(false) if column.name == "record_submitted_on" => return Ok(Cell::Null),
            Shown::Text(text) => match date::of_text(text, setting) {
                Ok(found) => found,
                Err(refusal) => return self.word_for_date(column, here, text).unwrap_or(Err(refused(refusal))),
            },
            _ => return expected(FaultCode::BadDate, column.kind),
        };
        let (code, each) = match written {
            Written::Iso | Written::Cell => return Ok(Cell::Day(day)),
            Written::Usual | Written::Compact => ("intake.reading.date", false),
            Written::Serial => ("intake.reading.serial", false),
            Written::Range => ("intake.reading.range", true),
            Written::DefaultYear => ("intake.reading.default_year", true),
        };
        let text = here.shown.display(setting.is_1904);
        self.log.reading(code, (here.row, here.column), column.name, &text, || day.to_string(), each);
        Ok(Cell::Day(day))
    }

    /// Words under a date: no end, not handed in, not decided.
    fn word_for_date<'s>(&mut self, column: &Column, here: Here<'s>, text: &str) -> Option<Result<Cell<'s>, Refusal>> {
        let key = folded(text);
        let code = match column.name {
            "end" | "ends_on" if vocabulary::is_no_end(&key) => "intake.reading.no_end",
            "record_submitted_on" if vocabulary::is_not_submitted(&key) => "intake.reading.not_submitted",
            "record_submitted_on" if vocabulary::is_submitted(&key) => {
                return Some(Err(because(FaultCode::BadDate, "intake.date.day_needed")));
            }
            "revoked_on" if vocabulary::is_undecided(&key) => "intake.reading.undecided",
            _ if vocabulary::is_stroke(&key) => "intake.reading.nothing",
            _ => return None,
        };
        self.note(code, column, here, text, String::new);
        Some(Ok(Cell::Null))
    }
}

fn chinese_digit(c: char) -> char {
    let digit = "〇一二三四五六七八九".chars().position(|d| d == c || (d == '〇' && matches!(c, '零' | '○')));
    digit.and_then(|digit| u32::try_from(digit).ok()).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c)
}

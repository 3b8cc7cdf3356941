//! Dates as offices write them. What can be read in more than one way is refused, never guessed.

mod parts;
mod token;

use crate::calendar::{Day, Month};
use crate::facts::FaultCode;
use parts::{Part, Parts};

/// The years that a bare number may stand for.
pub(super) const WINDOW: std::ops::RangeInclusive<i32> = 2023..=2035;

/// What is known about a cell besides its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// Bare serials count from 1904.
    pub(super) is_1904: bool,
    /// The year of a date that names none.
    pub(super) default_year: Option<i32>,
    /// A range of days stands for its last one.
    pub(super) range_is_last_day: bool,
    /// A text may be a number that was printed: `2024.1` may have been `2024.10`.
    pub(super) printed: bool,
}

/// How a date was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Written {
    /// `2024-03-05`
    Iso,
    /// `2024/3/5`, `2024.3.5`, `2024年3月5日`, Chinese digits
    Usual,
    /// `20240305`
    Compact,
    /// A serial number.
    Serial,
    /// A real date cell.
    Cell,
    /// A range, its last day taken.
    Range,
    /// No year; the default one taken.
    DefaultYear,
}

/// Why a date is refused: the fault's code and the sentence that says why.
pub(super) type Refusal = (FaultCode, &'static str);

pub(super) const NOT_A_DATE: Refusal = (FaultCode::BadDate, "intake.date.not_one");
const NO_SUCH_DAY: Refusal = (FaultCode::BadDate, "intake.date.no_such_day");
const NO_DAY: Refusal = (FaultCode::BadDate, "intake.date.no_day");
const IMPLAUSIBLE: Refusal = (FaultCode::BadDate, "intake.date.implausible");
const FALSE_LEAP_DAY: Refusal = (FaultCode::BadDate, "intake.date.false_leap_day");
const BACKWARDS: Refusal = (FaultCode::BadDate, "intake.date.backwards");
const OUT_OF_RANGE: Refusal = (FaultCode::DateOutOfRange, "intake.date.out_of_range");
const NO_YEAR: Refusal = (FaultCode::AmbiguousDate, "intake.date.no_year");
const SHORT_YEAR: Refusal = (FaultCode::AmbiguousDate, "intake.date.short_year");
const YEAR_LAST: Refusal = (FaultCode::AmbiguousDate, "intake.date.year_last");
const REPUBLIC: Refusal = (FaultCode::AmbiguousDate, "intake.date.republic");
const DECIMAL: Refusal = (FaultCode::AmbiguousDate, "intake.date.decimal");
const A_RANGE: Refusal = (FaultCode::AmbiguousDate, "intake.date.range");
const SEVERAL: Refusal = (FaultCode::AmbiguousDate, "intake.date.several");

/// The day of a serial number; the time of day is dropped. 60 in the 1900 system is a day that never was.
pub(super) fn from_serial(serial: f64, is_1904: bool) -> Option<Day> {
    let days = serial.floor();
    if !(0.0..2_958_466.0).contains(&days) {
        return None;
    }
    let days = days as i32;
    let epoch = Day::from_number(-25_569); // 1899-12-30
    match (is_1904, days) {
        (true, _) => Some(Day::from_number(-24_107).plus_days(days)),
        (false, 0 | 60) => None,
        (false, 1..60) => Some(epoch.plus_days(days).next()),
        (false, _) => Some(epoch.plus_days(days)),
    }
}

/// A real date cell.
pub(super) fn of_cell(serial: f64, is_1904: bool) -> Result<Day, Refusal> {
    match from_serial(serial, is_1904) {
        Some(day) if crate::calendar::YEARS.contains(&day.year()) => Ok(day),
        Some(_) => Err(OUT_OF_RANGE),
        None if serial.floor() == 60.0 => Err(FALSE_LEAP_DAY),
        None => Err(NOT_A_DATE),
    }
}

/// A bare number in place of a date.
pub(super) fn of_number(number: f64, setting: Setting) -> Result<(Day, Written), Refusal> {
    if number.fract() == 0.0 && (10_000_000.0..100_000_000.0).contains(&number) {
        return compact(number as u32).map(|day| (day, Written::Compact));
    }
    if number.fract() != 0.0 && (1900.0..2201.0).contains(&number) {
        return Err(DECIMAL);
    }
    if number.floor() == 60.0 && !setting.is_1904 {
        return Err(FALSE_LEAP_DAY);
    }
    match from_serial(number, setting.is_1904) {
        Some(day) if WINDOW.contains(&day.year()) => Ok((day, Written::Serial)),
        _ if (1900.0..2201.0).contains(&number) || (190_000.0..220_100.0).contains(&number) => Err(NO_DAY),
        _ => Err(IMPLAUSIBLE),
    }
}

fn compact(number: u32) -> Result<Day, Refusal> {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    let day = Day::new(i32::try_from(year).unwrap_or(0), month, day).ok_or(NO_SUCH_DAY)?;
    if WINDOW.contains(&day.year()) { Ok(day) } else { Err(IMPLAUSIBLE) }
}

/// A text in place of a date.
pub(super) fn of_text(text: &str, setting: Setting) -> Result<(Day, Written), Refusal> {
    if let Some((year, month, day, written)) = plainly(text) {
        return day_of(year, month, day).map(|day| (day, written));
    }
    let parts = parts::read(text).ok_or(NOT_A_DATE)?;
    match parts.as_slice() {
        [Parts::Number(digits)] => of_digits(digits, setting),
        [one] => {
            let part = part(one, setting)?;
            let (day, defaulted) = resolve(part, setting)?;
            Ok((day, if defaulted { Written::DefaultYear } else { Written::Usual }))
        }
        [from, to] => {
            let (from, to) = range(from, to, setting)?;
            if to < from {
                return Err(BACKWARDS);
            }
            if setting.range_is_last_day { Ok((to, Written::Range)) } else { Err(A_RANGE) }
        }
        _ => Err(SEVERAL),
    }
}

/// `2024-03-05`, `2024/3/5`, `2024.3.5` and `2024年3月5日` without more, as most dates are.
fn plainly(text: &str) -> Option<(i32, u32, u32, Written)> {
    let number = |text: &str, longest: usize| -> Option<u32> {
        let fits = (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if fits { text.parse().ok() } else { None }
    };
    let (year, rest) = text.split_at_checked(4)?;
    let year = i32::try_from(number(year, 4)?).ok()?;
    let sign = rest.chars().next()?;
    let rest = rest.strip_prefix(sign)?;
    let (month, day) = match sign {
        '年' => rest.strip_suffix('日')?.split_once('月')?,
        '-' | '/' | '.' => rest.split_once(sign)?,
        _ => return None,
    };
    let is_iso = sign == '-' && text.len() == 10;
    let written = if is_iso { Written::Iso } else { Written::Usual };
    Some((year, number(month, 2)?, number(day, 2)?, written))
}

/// Both ends of a range of days, such as a term.
pub(super) fn range_of_text(text: &str, setting: Setting) -> Result<(Day, Day), Refusal> {
    match parts::read(text).ok_or(NOT_A_DATE)?.as_slice() {
        [from, to] => {
            let (from, to) = range(from, to, setting)?;
            if to < from { Err(BACKWARDS) } else { Ok((from, to)) }
        }
        _ => Err(NOT_A_DATE),
    }
}

/// The later end may leave out what it shares with the earlier one.
fn range(from: &Parts, to: &Parts, setting: Setting) -> Result<(Day, Day), Refusal> {
    let whole = |parts: &Parts| match parts {
        Parts::Number(digits) => of_digits(digits, setting).map(|(day, _)| day),
        other => resolve(part(other, setting)?, setting).map(|(day, _)| day),
    };
    let first = whole(from)?;
    let second = match to {
        Parts::Number(digits) if digits.len() <= 2 => {
            let day = digits.parse().map_err(|_| NOT_A_DATE)?;
            day_of(first.year(), month_number(first), day)?
        }
        Parts::Dated(Part { year: None, month, day: Some(day) }) => {
            let month = month.unwrap_or_else(|| month_number(first));
            day_of(first.year(), month, *day)?
        }
        // the order is that of the earlier end
        Parts::NoYear(month, day) => day_of(first.year(), *month, *day)?,
        Parts::Number(digits) if digits.len() <= 5 && digits.contains('.') => {
            let (month, day) = digits.split_once('.').ok_or(NOT_A_DATE)?;
            let number = |text: &str| text.parse::<u32>().map_err(|_| NOT_A_DATE);
            day_of(first.year(), number(month)?, number(day)?)?
        }
        other => whole(other)?,
    };
    Ok((first, second))
}

fn month_number(day: Day) -> u32 {
    u32::try_from(day.month().number().rem_euclid(12)).map_or(1, |month| month.saturating_add(1))
}

fn of_digits(digits: &str, setting: Setting) -> Result<(Day, Written), Refusal> {
    let number: f64 = digits.parse().map_err(|_| NOT_A_DATE)?;
    if digits.len() == 6 && !digits.contains('.') {
        return Err(if digits.starts_with("20") { NO_DAY } else { SHORT_YEAR });
    }
    if let Some((year, _)) = digits.split_once('.')
        && year.len() == 4
        && (1900.0..2201.0).contains(&number)
    {
        return Err(if setting.printed { DECIMAL } else { NO_DAY });
    }
    if digits.contains('.') && number < 32.0 {
        return Err(NO_YEAR);
    }
    of_number(number, setting)
}

/// The part with its year known to be one.
fn part(parts: &Parts, _: Setting) -> Result<Part, Refusal> {
    match parts {
        Parts::Dated(part) => Ok(*part),
        Parts::ShortYear => Err(SHORT_YEAR),
        Parts::YearLast => Err(YEAR_LAST),
        Parts::Republic => Err(REPUBLIC),
        Parts::NoYear(..) => Err(NO_YEAR),
        Parts::Number(_) => Err(NOT_A_DATE),
    }
}

fn resolve(part: Part, setting: Setting) -> Result<(Day, bool), Refusal> {
    match part {
        Part { year: Some(year), month: Some(month), day: Some(day) } => {
            day_of(year, month, day).map(|day| (day, false))
        }
        Part { year: None, month: Some(month), day: Some(day) } => {
            // a day that no year has is wrong whatever the year
            day_of(2024, month, day)?;
            let year = setting.default_year.ok_or(NO_YEAR)?;
            day_of(year, month, day).map(|day| (day, true))
        }
        Part { year: Some(_), day: None, .. } => Err(NO_DAY),
        Part { month: Some(_), day: None, .. } => Err(NO_DAY),
        _ => Err(NOT_A_DATE),
    }
}

fn day_of(year: i32, month: u32, day: u32) -> Result<Day, Refusal> {
    let found = Day::new(year, month, day).ok_or(NO_SUCH_DAY)?;
    if crate::calendar::YEARS.contains(&year) { Ok(found) } else { Err(OUT_OF_RANGE) }
}

/// A text in place of a month.
pub(super) fn month_of_text(text: &str, setting: Setting) -> Result<Month, Refusal> {
    if let Ok(month) = text.parse::<Month>() {
        return if crate::calendar::YEARS.contains(&month.year()) { Ok(month) } else { Err(OUT_OF_RANGE) };
    }
    let parts = parts::read(text.trim_end_matches('份')).ok_or(NOT_A_DATE)?;
    let month_of = |year: i32, month: u32| {
        let month = Month::new(year, month).ok_or(NO_SUCH_DAY)?;
        if crate::calendar::YEARS.contains(&year) { Ok(month) } else { Err(OUT_OF_RANGE) }
    };
    match parts.as_slice() {
        [Parts::Number(digits)] => match digits.split_once('.') {
            Some((year, "1")) if year.len() == 4 && setting.printed => Err(DECIMAL),
            Some((year, month)) if year.len() == 4 && (1..=2).contains(&month.len()) => {
                month_of(year.parse().map_err(|_| NOT_A_DATE)?, month.parse().map_err(|_| NOT_A_DATE)?)
            }
            None if digits.len() == 6 => {
                let number: i32 = digits.parse().map_err(|_| NOT_A_DATE)?;
                month_of(number / 100, u32::try_from(number % 100).unwrap_or(0))
            }
            None if digits.len() <= 2 => month_without_year(digits.parse().map_err(|_| NOT_A_DATE)?, setting),
            _ => of_digits(digits, setting).map(|(day, _)| day.month()),
        },
        [Parts::Dated(Part { year: Some(year), month: Some(month), day: None })] => month_of(*year, *month),
        [Parts::Dated(Part { year: None, month: Some(month), day: None })] => month_without_year(*month, setting),
        [one] => resolve(part(one, setting)?, setting).map(|(day, _)| day.month()),
        _ => Err(SEVERAL),
    }
}

fn month_without_year(month: u32, setting: Setting) -> Result<Month, Refusal> {
    if !(1..=12).contains(&month) {
        return Err(NOT_A_DATE);
    }
    let year = setting.default_year.ok_or(NO_YEAR)?;
    Month::new(year, month).ok_or(NOT_A_DATE)
}

/// A bare number in place of a month.
pub(super) fn month_of_number(number: f64, setting: Setting) -> Result<Month, Refusal> {
    let printed = Setting { printed: true, ..setting };
    month_of_text(&number.to_string(), printed)
}

/// Whether the text is a time of day, or a span of such times, and no date.
pub(super) fn is_clock(text: &str) -> bool {
    token::is_clock(text)
}

#[cfg(test)]
mod tests;

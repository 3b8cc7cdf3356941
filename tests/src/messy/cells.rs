//! Values as people type them.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use fastrand::Rng;

use super::page::{Ink, serial};

pub(super) fn pick<T: Copy>(rng: &mut Rng, list: &[T]) -> T {
    list[rng.usize(0..list.len())]
}

pub(super) fn chance(rng: &mut Rng, percent: u32) -> bool {
    rng.u32(0..100) < percent
}

/// A date in one of the ways that name one day only.
pub(super) fn date(rng: &mut Rng, day: NaiveDate, is_csv: bool, may_range: bool) -> Ink {
    let (y, m, d) = (day.year(), day.month(), day.day());
    let in_window = (2023..=2035).contains(&y);
    let weekday = match day.weekday() {
        Weekday::Mon => '一',
        Weekday::Tue => '二',
        Weekday::Wed => '三',
        Weekday::Thu => '四',
        Weekday::Fri => '五',
        Weekday::Sat => '六',
        Weekday::Sun => '日',
    };
    Ink::Text(match rng.u32(0..22) {
        0 => format!("{y}/{m}/{d}"),
        1 => format!("{y}.{m}.{d}"),
        2 => format!("{y}年{m}月{d}日"),
        3 => format!("{y}.{m:02}.{d:02}"),
        4 => format!("{y}-{m:02}-{d:02} 14:30"),
        5 => format!("{y}年{m}月{d}日(周{weekday})下午"),
        6 => format!("{y}年{m}月{d}日 星期{weekday}"),
        7 => wide(&format!("{y}-{m:02}-{d:02}")),
        8 => chinese(day),
        9 if in_window => format!("{y}{m:02}{d:02}"),
        10 if in_window && is_csv => serial(day).to_string(),
        10 if in_window => return Ink::Number(f64::from(serial(day))),
        11..=14 if !is_csv => return Ink::Date(day),
        15 if may_range && d > 1 => format!("{y}.{m}.{}-{m}.{d}", d - 1),
        16 if may_range && d > 1 => format!("{y}年{m}月{}日至{d}日", d - 1),
        17 => format!("{y}年{m}月{d}日14:00-16:00"),
        18 => format!(" {y}-{m}-{d} "),
        19 => format!("{} {} {y}", d, day.format("%B")),
        20 if in_window && !is_csv => return Ink::Number(f64::from(y * 10_000 + m as i32 * 100 + d as i32)),
        _ => day.to_string(),
    })
}

pub(super) fn month(rng: &mut Rng, text: &str, is_csv: bool) -> Ink {
    let first: NaiveDate = format!("{text}-01").parse().expect("a month");
    let (y, m) = (first.year(), first.month());
    Ink::Text(match rng.u32(0..7) {
        0 => format!("{y}年{m}月"),
        1 => format!("{y}年{m:02}月份"),
        2 => format!("{y}/{m:02}"),
        3 if !is_csv => return Ink::Date(first + Days::new(0)),
        4 => format!("{y}{m:02}"),
        5 if m != 1 => format!("{y}.{m}"),
        _ => text.to_owned(),
    })
}

fn wide(text: &str) -> String {
    text.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).filter(|_| c.is_ascii_graphic()).unwrap_or(c)).collect()
}

fn chinese(day: NaiveDate) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let small = |number: u32| {
        let digit = |d: u32| {
            if d == 0 { String::new() } else { DIGITS[d as usize].to_string() }
        };
        match number {
            0..=9 => digit(number),
            10..=19 => format!("十{}", digit(number - 10)),
            _ => format!("{}十{}", digit(number / 10), digit(number % 10)),
        }
    };
    let year: String = day.year().to_string().bytes().map(|b| DIGITS[usize::from(b - b'0')]).collect();
    format!("{year}年{}月{}日", small(day.month()), small(day.day()))
}

/// A name, at times with letter-spacing, zero-width characters or spaces around it.
pub(super) fn name(rng: &mut Rng, name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let is_han = chars.iter().all(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    match rng.u32(0..12) {
        0 if is_han && chars.len() == 2 => format!("{} {}", chars[0], chars[1]),
        1 if is_han && chars.len() == 2 => format!("{}\u{3000}{}", chars[0], chars[1]),
        2 => format!(" {name}"),
        3 => format!("{name}\u{200b}"),
        4 if name.is_ascii() => wide(name),
        _ => name.to_owned(),
    }
}

//! Lines above a table: its title, and what holds for all its rows.

use super::headings::{self, Field};
use super::mapping::Known;
use super::sheet::{Sheet, Shown};
use super::text::tidy;
use crate::facts::Table;

/// The lines between two rows as one text.
pub(super) fn title(sheet: &Sheet, from: usize, header: usize) -> String {
    let mut title = String::new();
    for at in from..header {
        for (_, shown) in sheet.cells(at) {
            if let Shown::Text(text) = shown
                && title.len() < 500
            {
                title.push_str(&tidy(text));
                title.push(' ');
            }
        }
    }
    title
}

/// A field, its value, and the cell that says so.
pub(super) type Constant = (Field, String, (u32, u32));

/// `项目名称：桐花坡项目` above the table, in one cell or two.
pub(super) fn constants(sheet: &Sheet, from: usize, header: usize, table: Table, known: &Known) -> Vec<Constant> {
    let mut constants: Vec<Constant> = Vec::new();
    for at in from..header {
        let row = sheet.number(at);
        let mut waiting: Option<Field> = None;
        for (column, shown) in sheet.cells(at) {
            let text = match shown {
                Shown::Text(text) => tidy(text),
                Shown::Number(number) => number.to_string(),
                _ => continue,
            };
            let pairs = pairs(&text);
            if pairs.is_empty() {
                match waiting.take() {
                    Some(field) if !text.is_empty() => constants.push((field, text, (row, column))),
                    _ => waiting = meaning(&text, table, known),
                }
            }
            for (label, value) in pairs {
                if let Some(field) = meaning(&label, table, known) {
                    if value.is_empty() {
                        waiting = Some(field);
                    } else {
                        constants.push((field, value, (row, column)));
                    }
                }
            }
        }
    }
    // what stands twice with different values holds for no row
    let twice = |one: &Constant| constants.iter().any(|other| other.0 == one.0 && other.1 != one.1);
    constants.iter().filter(|one| !twice(one)).cloned().collect()
}

fn meaning(label: &str, table: Table, known: &Known) -> Option<Field> {
    known.headings.meaning(table, &headings::key(label)).map(|(field, _)| field)
}

/// `督导：张三  日期：2024.3.5` as pairs.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        // `14:00` is no pair
        match word.split_once([':', '：']) {
            Some((label, value)) if !label.is_empty() && !label.chars().all(|c| c.is_ascii_digit()) => {
                pairs.push((label.to_owned(), value.to_owned()));
            }
            _ => {
                if let Some((_, value)) = pairs.last_mut() {
                    if !value.is_empty() {
                        value.push(' ');
                    }
                    value.push_str(word);
                }
            }
        }
    }
    pairs
}

//! A record filled in as a form, one to a sheet: labels on the left, values on the right.

use super::headings::{self, Field};
use super::layout::{Chosen, TableLayout, Unit};
use super::lines;
use super::mapping::Known;
use super::sheet::{Sheet, Shown};
use super::text::tidy;
use crate::facts::Table;
use crate::message::{Message, Param};

/// Larger sheets are no forms.
const ROWS: usize = 80;

/// A value of a form: field, heading, text or the cell itself, and where.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) field: Field,
    pub(super) heading: String,
    /// The value's text if it shares a cell with its label.
    pub(super) text: Option<String>,
    pub(super) at: usize,
    pub(super) column: u32,
}

/// What a sheet is as a form.
#[derive(Debug)]
pub(super) enum Form {
    Whole(Table, Vec<Entry>),
    /// It looks like one but leaves something open.
    Unclear(Message),
    No,
}

/// Reads a sheet as a form, if it certainly is one.
pub(super) fn read(sheet: &Sheet, known: &Known) -> Form {
    if sheet.len() > ROWS {
        return Form::No;
    }
    let mut best: Option<(Table, Vec<Entry>, usize)> = None;
    for table in [Table::Sessions, Table::Guidance, Table::Plans, Table::Evaluations] {
        let entries = entries(sheet, table, known);
        let mut fields: Vec<Field> = entries.iter().map(|entry| entry.field).collect();
        fields.sort_unstable();
        fields.dedup();
        let rows = entries.iter().map(|entry| entry.at).collect::<std::collections::BTreeSet<_>>().len();
        if fields.len() >= 3 && rows >= 2 && best.as_ref().is_none_or(|(_, _, most)| fields.len() > *most) {
            best = Some((table, entries, fields.len()));
        }
    }
    let Some((table, entries, _)) = best else {
        return Form::No;
    };
    let twice = entries
        .iter()
        .filter(|one| entries.iter().filter(|other| other.field == one.field).count() > 1)
        .map(|one| one.heading.clone())
        .collect::<Vec<_>>();
    if !twice.is_empty() {
        return Form::Unclear(Message::reading("intake.form.twice").with("headings", Param::Text(twice.join(", "))));
    }
    let missing = layout(table, &entries).missing();
    if !missing.is_empty() {
        return Form::Unclear(
            Message::reading("intake.form.incomplete")
                .with("table", Param::Text(table.name().to_owned()))
                .with("missing", Param::Text(missing.join(", "))),
        );
    }
    Form::Whole(table, entries)
}

/// Whether a sheet is a form with nothing left open.
pub(super) fn is_whole(sheet: &Sheet, known: &Known) -> bool {
    matches!(read(sheet, known), Form::Whole(..))
}

/// The fields of a form as a layout.
pub(super) fn layout(table: Table, entries: &[Entry]) -> TableLayout {
    let chosen = entries.iter().map(|entry| Chosen {
        column: entry.column,
        field: entry.field,
        strength: 0,
        heading: entry.heading.clone(),
        key: headings::key(&entry.heading),
        unit: Unit::of(&headings::key(&entry.heading)),
    });
    TableLayout { table, chosen: chosen.collect(), constants: Vec::new(), kind: None, is_second: false }
}

fn entries(sheet: &Sheet, table: Table, known: &Known) -> Vec<Entry> {
    let mut entries = Vec::new();
    for at in 0..sheet.len() {
        let mut waiting: Option<(Field, String)> = None;
        for (column, shown) in sheet.cells(at).filter(|(_, shown)| !shown.is_blank()) {
            let text = if let Shown::Text(text) = shown { tidy(text) } else { String::new() };
            let label = headings::key(&text);
            let meaning = known.headings.meaning(table, &label).filter(|(field, _)| *field != Field::Idle);
            if let Some((field, _)) = meaning.filter(|_| !text.is_empty()) {
                waiting = Some((field, text));
                continue;
            }
            if known.headings.is_known(&label) && !text.is_empty() {
                waiting = None;
                continue;
            }
            if let Some((field, heading)) = waiting.take() {
                entries.push(Entry { field, heading, text: None, at, column });
                continue;
            }
            for (label, value) in lines::pairs(&text) {
                if let Some((field, _)) = known.headings.meaning(table, &headings::key(&label))
                    && !value.is_empty()
                {
                    entries.push(Entry { field, heading: label, text: Some(value), at, column });
                }
            }
        }
    }
    entries
}

//! Which part of a sheet is which table.

use super::assign::{self, Assigned, Label};
use super::headings::{self, Field};
use super::layout::{Block, TableLayout};
use super::mapping::Known;
use super::sheet::{Medium, Sheet, Shown};
use super::{columns, date, hints, lines};
use crate::facts::{Kind, Table};
use crate::message::{Message, Param};

/// How far down a heading is looked for.
const DEPTH: usize = 60;

/// What a sheet turned out to be.
#[derive(Debug)]
pub(super) enum Found {
    Table(Box<Block>),
    /// A table whose headings leave a choice.
    Ambiguous(Table, usize, Vec<(Field, Vec<super::layout::Chosen>)>),
    /// It looks like a table, but which one, or where its columns are, is not certain.
    Unclear(Message),
    Nothing,
}

/// What is known about a sheet before its cells are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'n> {
    pub(super) file: &'n str,
    pub(super) sheet: Option<&'n str>,
    pub(super) forced: Option<Table>,
}

struct Candidate {
    header: (usize, usize),
    labels: Vec<Label>,
    assigned: Assigned,
    score: i64,
    missing: usize,
    /// How many required columns it has.
    needed: usize,
    hinted: bool,
}

/// Finds the next table of a sheet, from a row on.
pub(super) fn next(sheet: &Sheet, from: usize, names: Names<'_>, known: &Known) -> Found {
    let mut best: Vec<Candidate> = Vec::new();
    let mut most_known = 0;
    for at in from..sheet.len().min(from.saturating_add(DEPTH)) {
        let labels = assign::labels(sheet, at);
        let is_known = |label: &&Label| label.keys.iter().any(|key| known.headings.is_known(key));
        let count = labels.iter().filter(is_known).count();
        // what is not a heading in most of its cells is a row, or a form
        let cells = sheet.cells(at).filter(|(_, shown)| !shown.is_blank()).count();
        let mostly = count.saturating_mul(2) > cells;
        let wordy = count > 0 && (mostly || (count.saturating_mul(3) >= cells && !has_heading(sheet, at, known)));
        // and a row with a day in it is none either, whatever its other cells are called
        if (!wordy || has_day(sheet, at)) && names.forced.is_none() {
            continue;
        }
        most_known = most_known.max(count);
        consider(sheet, (at, at), from, &labels, names, known, &mut best);
        if let Some(labels) = assign::labels_of_two(sheet, at) {
            consider(sheet, (at, at.saturating_add(1)), from, &labels, names, known, &mut best);
        }
    }
    // the first complete heading is the one; a later one repeats it or begins another table
    let complete = best.iter().filter(|one| one.missing == 0);
    if let Some(first) = complete.map(|one| one.header.1).min() {
        best.retain(|one| one.header.1 == first || one.header == (first, first.saturating_add(1)));
    }
    let top = best.iter().map(|one| one.score).max();
    let mut tied = best.into_iter().filter(|one| Some(one.score) == top);
    let Some(candidate) = tied.next() else {
        return Found::Nothing;
    };
    let table = candidate.assigned.layout.table;
    let rivals: Vec<&str> = tied
        .filter(|other| other.assigned.layout.table != table)
        .map(|other| other.assigned.layout.table.name())
        .collect();
    let enough = candidate.missing == 0
        || names.forced.is_some()
        || (candidate.hinted && candidate.needed >= 2)
        || candidate.needed >= 3;
    if !enough {
        return if most_known >= 3 {
            Found::Unclear(
                Message::reading("intake.sheet.incomplete")
                    .with("table", Param::Text(table.name().to_owned()))
                    .with("missing", Param::Text(candidate.assigned.layout.missing().join(", "))),
            )
        } else {
            Found::Nothing
        };
    }
    if !rivals.is_empty() {
        let tables = format!("{table}, {}", rivals.join(", "));
        return Found::Unclear(Message::reading("intake.sheet.rivals").with("tables", Param::Text(tables)));
    }
    if !candidate.assigned.ambiguous.is_empty() {
        return Found::Ambiguous(table, candidate.header.0, candidate.assigned.ambiguous);
    }
    Found::Table(Box::new(block(sheet, candidate, names, known)))
}

fn consider(
    sheet: &Sheet,
    header: (usize, usize),
    from: usize,
    labels: &[Label],
    names: Names<'_>,
    known: &Known,
    best: &mut Vec<Candidate>,
) {
    for table in Table::ALL.into_iter().filter(|table| names.forced.is_none_or(|forced| forced == *table)) {
        let mut assigned = assign::assign(sheet, header.1.saturating_add(1), labels, table, known);
        if assigned.layout.chosen.is_empty() {
            continue;
        }
        let strength = |name: Option<&str>| name.map_or(0, |name| hints::strength(name, table));
        let title = lines::title(sheet, from, header.0);
        let hint = strength(names.sheet)
            .saturating_mul(3)
            .saturating_add(strength(Some(hints::stem(names.file))).saturating_mul(2))
            .saturating_add(strength(Some(&title)).saturating_mul(2));
        complete(sheet, from, header.0, names, &title, &mut assigned.layout, known);
        let ambiguous_fields: Vec<Field> = assigned.ambiguous.iter().map(|(field, _)| *field).collect();
        let missing: Vec<&str> = assigned
            .layout
            .missing()
            .into_iter()
            .filter(|name| !ambiguous_fields.iter().any(|field| field.name(table) == *name))
            .collect();
        let count = |of: usize| i64::try_from(of).unwrap_or(i64::MAX);
        let chosen = &assigned.layout.chosen;
        let required = |field: Field| matches!(field, Field::Column(place) if table.columns().get(place).is_some_and(|c| c.required));
        let needed = chosen.iter().filter(|one| required(one.field)).count();
        let fields = chosen.len().saturating_add(ambiguous_fields.len());
        let weak = chosen.iter().filter(|one| one.strength > 0 && required(one.field)).count();
        // a list of people with a name each is no table of mentors yet
        let bare = table == Table::Mentors && weak > 0 && hint == 0;
        // a heading made of what stands below another one explains more than either
        let composed = labels.iter().filter(|label| match label.keys.as_slice() {
            [both, sub] => both != sub && chosen.iter().any(|one| one.column == label.column && one.key == *both),
            _ => false,
        });
        let score = count(needed)
            .saturating_add(count(composed.count()))
            .saturating_mul(10)
            .saturating_add(count(fields).saturating_mul(4))
            .saturating_add(count(hint))
            .saturating_sub(count(weak).saturating_mul(5))
            .saturating_sub(count(missing.len()).saturating_mul(25));
        if bare || (fields < 2 && hint == 0 && names.forced.is_none() && table != Table::Mentors) {
            continue;
        }
        best.push(Candidate {
            header,
            labels: labels.to_vec(),
            missing: missing.len(),
            assigned,
            score,
            needed,
            hinted: hint > 0,
        });
    }
}

/// Adds what stands outside the columns: lines above the table, and what its names say of plans.
fn complete(
    sheet: &Sheet,
    from: usize,
    header: usize,
    names: Names<'_>,
    title: &str,
    layout: &mut TableLayout,
    known: &Known,
) {
    for (field, value, place) in lines::constants(sheet, from, header, layout.table, known) {
        if let Field::Column(column) = field
            && !layout.has(column)
            && layout.table.columns().get(column).is_some_and(|column| column.kind == Kind::Id)
        {
            layout.constants.push((column, value, place));
        }
    }
    if layout.table == Table::Plans {
        let named = [names.sheet.unwrap_or_default(), title, hints::stem(names.file)];
        layout.kind = named.into_iter().find_map(hints::kind);
    }
}

fn block(sheet: &Sheet, candidate: Candidate, names: Names<'_>, known: &Known) -> Block {
    let Candidate { header, labels, assigned, .. } = candidate;
    let mut why = Vec::new();
    if names.forced.is_some() {
        why.push(Message::reading("intake.sheet.by_name"));
    } else {
        let table = Param::Text(assigned.layout.table.name().to_owned());
        why.push(Message::reading("intake.sheet.by_headings").with("table", table));
    }
    why.extend(assigned.layout.constants.iter().map(|constant| assigned.layout.said(constant)));
    if assigned.layout.missing().is_empty() && assigned.layout.table == Table::Sessions && !assigned.layout.has(0) {
        why.push(Message::reading("intake.sheet.made_sessions"));
    }
    let mut tables = vec![assigned.layout.clone()];
    tables.extend(seconds(sheet, header.1, &labels, &assigned.layout, known));
    let columns = columns::report(sheet, header, &labels, &assigned, &tables, known);
    Block { header, tables, columns, why }
}

/// A list of mentors may hold their certificates and violations as well.
fn seconds(sheet: &Sheet, header: usize, labels: &[Label], first: &TableLayout, known: &Known) -> Vec<TableLayout> {
    const FAMILY: [Table; 3] = [Table::Mentors, Table::Appointments, Table::Violations];
    if !FAMILY.contains(&first.table) {
        return Vec::new();
    }
    let others = FAMILY.into_iter().filter(|table| *table != first.table);
    let mut seconds = Vec::new();
    for table in others {
        let assigned = assign::assign(sheet, header.saturating_add(1), labels, table, known);
        let mut layout = assigned.layout;
        // a column belongs to one table, but for the mentor's name
        let taken = |column: u32| first.chosen.iter().any(|one| one.column == column);
        layout.chosen.retain(|one| {
            one.field == Field::Column(0) || (!taken(one.column) && matches!(one.field, Field::Column(_) | Field::Term))
        });
        layout.constants = first.constants.iter().filter(|(place, ..)| *place == 0).cloned().collect();
        layout.is_second = true;
        if layout.missing().is_empty() && layout.chosen.len() >= 2 && assigned.ambiguous.is_empty() {
            seconds.push(layout);
        }
    }
    seconds
}

/// Whether a cell of the row is a whole date.
fn has_day(sheet: &Sheet, at: usize) -> bool {
    let setting = date::Setting {
        is_1904: sheet.is_1904,
        default_year: None,
        range_is_last_day: true,
        printed: sheet.medium == Medium::Csv,
    };
    sheet.cells(at).any(|(_, shown)| match shown {
        Shown::Date(_) => true,
        Shown::Text(text) => date::of_text(text, setting).is_ok(),
        _ => false,
    })
}

/// Whether any cell of the row below is a heading, as in a form.
fn has_heading(sheet: &Sheet, at: usize, known: &Known) -> bool {
    let below = at.saturating_add(1);
    below < sheet.len()
        && sheet.cells(below).any(|(_, shown)| {
            matches!(shown, Shown::Text(text) if !shown.is_blank() && known.headings.is_known(&headings::key(text)))
        })
}

/// Whether a row looks like the heading of another table.
pub(super) fn is_heading(sheet: &Sheet, at: usize, known: &Known) -> bool {
    let (mut cells, mut found) = (0_usize, 0_usize);
    for (_, shown) in sheet.cells(at) {
        let Shown::Text(text) = shown else { return false };
        if text.len() > 60 {
            return false;
        }
        cells = cells.saturating_add(1);
        let key = headings::key(text);
        if known.headings.is_known(&key) {
            found = found.saturating_add(1);
        } else if cells >= 3 && found == 0 {
            return false;
        }
    }
    found >= 3 && found.saturating_mul(3) >= cells.saturating_mul(2)
}

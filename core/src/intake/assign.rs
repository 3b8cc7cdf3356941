//! From headings to fields, for one table. Two headings that could be one field are not decided by chance.

use super::date;
use super::headings::{self, Field};
use super::layout::{Chosen, TableLayout, Unit};
use super::mapping::Known;
use super::sheet::{Medium, Sheet, Shown, letters};
use super::text::folded;
use super::vocabulary;
use crate::facts::{Kind, Table};
use crate::message::Message;

/// A heading's column, the heading as it stands, and the texts it may be known by.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) column: u32,
    pub(super) text: String,
    pub(super) keys: Vec<String>,
}

/// What became of the headings.
#[derive(Clone, Debug)]
pub(super) struct Assigned {
    pub(super) layout: TableLayout,
    /// Headings that were set aside, and why.
    pub(super) aside: Vec<(u32, Message)>,
    /// Headings that could all be one field.
    pub(super) ambiguous: Vec<(Field, Vec<Chosen>)>,
}

/// Chooses a column for each field, by its heading and, where headings differ in nothing, by what its cells hold.
pub(super) fn assign(sheet: &Sheet, below: usize, labels: &[Label], table: Table, known: &Known) -> Assigned {
    let mut found: Vec<Chosen> = Vec::new();
    let mut aside = Vec::new();
    for label in labels {
        let meaning = label.keys.iter().find_map(|key| Some((key, known.headings.meaning(table, key)?)));
        let Some((key, (field, strength))) = meaning else {
            continue;
        };
        let given = known.given.contains(key);
        let field = if given { field } else { by_content(sheet, below, label.column, table, key, field) };
        if field == Field::Idle {
            aside.push((label.column, Message::reading("intake.column.content")));
            continue;
        }
        found.push(Chosen {
            column: label.column,
            field,
            strength,
            heading: label.text.clone(),
            unit: Unit::of(key),
            key: key.clone(),
        });
    }
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut ambiguous = Vec::new();
    let mut fields: Vec<Field> = found.iter().map(|one| one.field).collect();
    fields.sort_unstable();
    fields.dedup();
    for field in fields {
        let mut of: Vec<Chosen> = found.iter().filter(|one| one.field == field).cloned().collect();
        if of.len() > 1 {
            let fits = |one: &Chosen| fits(sheet, below, one.column, table, field);
            if of.iter().any(fits) {
                let (kept, left): (Vec<_>, Vec<_>) = of.into_iter().partition(fits);
                aside.extend(left.iter().map(|one| (one.column, Message::reading("intake.column.content"))));
                of = kept;
            }
        }
        let best = of.iter().map(|one| one.strength).min().unwrap_or_default();
        let (best, weaker): (Vec<_>, Vec<_>) = of.into_iter().partition(|one| one.strength == best);
        aside.extend(weaker.iter().map(|one| (one.column, Message::reading("intake.column.weaker"))));
        match best.as_slice() {
            [one] => chosen.push(one.clone()),
            // remarks may stand in several columns
            several if field == Field::Remark || field == Field::Status => chosen.extend(several.iter().cloned()),
            _ => ambiguous.push((field, best)),
        }
    }
    // a day of submission makes the mere word about it needless only where it stands: both are kept
    chosen.sort_by_key(|one| one.column);
    let layout = TableLayout { table, chosen, constants: Vec::new(), kind: None, is_second: false };
    Assigned { layout, aside, ambiguous }
}

/// Cells of a column below its heading, a few hundred at most.
fn sample<'s>(sheet: &'s Sheet, below: usize, column: u32) -> impl Iterator<Item = Shown<'s>> {
    (below..sheet.len().min(below.saturating_add(300)))
        .map(move |at| sheet.cell(at, column))
        .filter(|shown| !shown.is_blank())
}

/// 督导, 督导记录 and the like mean what their cells hold.
fn by_content(sheet: &Sheet, below: usize, column: u32, table: Table, key: &str, field: Field) -> Field {
    let place = |name: &str| table.position(name).map_or(field, Field::Column);
    let (mut cells, mut dates, mut forms, mut words) = (0_usize, 0_usize, 0_usize, 0_usize);
    let counted = matches!(
        key,
        "督导" | "督导记录" | "记录提交" | "提交" | "提交情况" | "形式" | "方式" | "类型" | "类别" | "督导方式"
    );
    if table != Table::Sessions || !counted {
        return field;
    }
    for shown in sample(sheet, below, column) {
        let text = if let Shown::Text(text) = shown { folded(text) } else { String::new() };
        let add = |to: &mut usize, of: bool| *to = to.saturating_add(usize::from(of));
        add(&mut cells, true);
        add(&mut dates, is_date(shown, sheet));
        add(&mut forms, vocabulary::form(&text).is_some());
        add(
            &mut words,
            vocabulary::is_submitted(&text) || vocabulary::is_not_submitted(&text) || matches!(shown, Shown::Flag(_)),
        );
    }
    let most = |of: usize| cells > 0 && of.saturating_mul(2) > cells;
    match key {
        "督导" if most(forms) => place("form"),
        "督导" if most(dates) => place("ended_on"),
        "督导记录" | "记录提交" | "提交" | "提交情况" if most(dates) => place("record_submitted_on"),
        "督导记录" if !most(words) => Field::Idle,
        "形式" | "方式" | "类型" | "类别" | "督导方式"
            if cells > 0 && forms == 0 && all_modes(sheet, below, column) =>
        {
            Field::Idle
        }
        _ => field,
    }
}

fn all_modes(sheet: &Sheet, below: usize, column: u32) -> bool {
    sample(sheet, below, column).all(|shown| matches!(shown, Shown::Text(text) if vocabulary::is_mode(&folded(text))))
}

fn is_date(shown: Shown<'_>, sheet: &Sheet) -> bool {
    let setting = date::Setting {
        is_1904: sheet.is_1904,
        default_year: Some(2024),
        range_is_last_day: true,
        printed: sheet.medium == Medium::Csv,
    };
    match shown {
        Shown::Date(serial) => serial >= 1.0,
        Shown::Number(number) => date::of_number(number, setting).is_ok(),
        Shown::Text(text) => date::of_text(text, setting).is_ok(),
        _ => false,
    }
}

/// Whether a column can hold a field at all; of several, those that cannot are set aside.
fn fits(sheet: &Sheet, below: usize, column: u32, table: Table, field: Field) -> bool {
    let mut cells = sample(sheet, below, column).peekable();
    if cells.peek().is_none() {
        return false;
    }
    let kind = match field {
        Field::Column(place) => table.columns().get(place).map(|column| column.kind),
        _ => None,
    };
    let clock = |shown: Shown<'_>| match shown {
        Shown::Date(serial) => serial < 1.0,
        Shown::Number(number) => (0.0..1.0).contains(&number),
        Shown::Text(text) => date::is_clock(text),
        Shown::Duration(_) => true,
        _ => false,
    };
    match kind {
        Some(Kind::Date) => !cells.all(clock),
        Some(Kind::Form) => !all_modes(sheet, below, column),
        _ => true,
    }
}

/// `督导日期 (C), 日期 (F)`
pub(super) fn named(chosen: &[Chosen]) -> String {
    let names: Vec<String> = chosen.iter().map(|one| format!("{} ({})", one.heading, letters(one.column))).collect();
    names.join(", ")
}

/// The labels of a heading of one row.
pub(super) fn labels(sheet: &Sheet, at: usize) -> Vec<Label> {
    let mut labels = Vec::new();
    for column in columns(sheet, at) {
        if let Shown::Text(text) = sheet.cell(at, column)
            && !sheet.cell(at, column).is_blank()
        {
            labels.push(Label { column, text: super::text::tidy(text), keys: vec![headings::key(text)] });
        }
    }
    labels
}

/// The columns that a row shows anything in, merges from above included.
fn columns(sheet: &Sheet, at: usize) -> Vec<u32> {
    let mut columns: Vec<u32> = sheet.cells(at).map(|(column, _)| column).collect();
    if sheet.has_merges() {
        for above in at.saturating_sub(3)..at {
            columns.extend(sheet.cells(above).map(|(column, _)| column));
        }
    }
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// The labels of a heading of two rows: what stands below, with what spans it from above.
pub(super) fn labels_of_two(sheet: &Sheet, at: usize) -> Option<Vec<Label>> {
    let below = at.checked_add(1).filter(|below| *below < sheet.len())?;
    if sheet.number(below) != sheet.number(at).saturating_add(1) {
        return None;
    }
    let texts_only = |at: usize| sheet.cells(at).all(|(_, shown)| matches!(shown, Shown::Text(_)));
    if !texts_only(at) || !texts_only(below) {
        return None;
    }
    let text = |at: usize, column: u32| match sheet.own_cell(at, column) {
        Shown::Text(text) => super::text::tidy(text),
        _ => String::new(),
    };
    let mut columns: Vec<u32> = sheet.cells(at).chain(sheet.cells(below)).map(|(column, _)| column).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut labels = Vec::new();
    let mut over: Option<(String, Option<u32>)> = None;
    for column in columns {
        let (top, sub) = (text(at, column), text(below, column));
        if !top.is_empty() {
            let until = sheet.merge_at(sheet.number(at), column).map(|merge| merge.columns.1);
            over = Some((top.clone(), until.or_else(|| sheet.has_merges().then_some(column))));
        }
        let spanning = over.as_ref().filter(|(_, until)| until.is_none_or(|until| column <= until));
        let spanning = spanning.map(|(text, _)| text.as_str()).unwrap_or_default();
        let (whole, keys) = if sub.is_empty() {
            (top.clone(), vec![headings::key(&top)])
        } else {
            let both = format!("{spanning}{sub}");
            (both.clone(), vec![headings::key(&both), headings::key(&sub)])
        };
        if !whole.is_empty() {
            labels.push(Label { column, text: whole, keys });
        }
    }
    Some(labels)
}

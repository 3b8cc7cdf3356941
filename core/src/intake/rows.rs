//! Rows of a part of a sheet: which are data, and what they give.

use std::collections::HashSet;

use super::emit::Output;
use super::headings::{self, Field};
use super::layout::{Block, Chosen, TableLayout};
use super::mapping::Known;
use super::sheet::{Medium, Sheet, Shown};
use super::text::folded;
use super::value::{Here, Reading};
use super::vocabulary::{self, Status};
use super::{lines, recognise};
use crate::facts::Kind;
use crate::message::Message;

/// What was read of a block.
pub(super) struct Tally {
    pub(super) read: usize,
    pub(super) given: usize,
    /// The row where the next heading stands, by place.
    pub(super) next: usize,
    /// What lines between the rows say of those below.
    pub(super) why: Vec<Message>,
}

/// A cell that is read as a field.
pub(super) type FieldCell<'s> = (Field, Here<'s>);

/// Reads the rows below a heading, to the end or to the next heading.
pub(super) fn read(
    sheet: &Sheet,
    block: &Block,
    reading: &mut Reading<'_>,
    output: &mut Output<'_>,
    place: u32,
) -> Tally {
    let mut tally = Tally { read: 0, given: 0, next: sheet.len(), why: Vec::new() };
    let mut tables = block.tables.clone();
    let mut all: Vec<&Chosen> = block.tables.iter().flat_map(|layout| &layout.chosen).collect();
    all.sort_by_key(|chosen| chosen.column);
    all.dedup_by_key(|chosen| chosen.column);
    let mut seen = HashSet::new();
    let mut cells: Vec<FieldCell<'_>> = Vec::new();
    let mut judged = String::new();
    for at in block.header.1.saturating_add(1)..sheet.len() {
        if output.builder.is_beyond() {
            break;
        }
        let number = sheet.number(at);
        let first = first_text(sheet, at);
        let skip = |reading: &mut Reading<'_>, code| reading.log.skip(code, number, || whole(sheet, at));
        if first.is_some_and(|first| first != judged && may_be_section(first, reading)) {
            let found: Vec<Message> =
                tables.iter_mut().flat_map(|layout| section(sheet, at, layout, reading.known)).collect();
            if !found.is_empty() {
                tally.why.extend(found);
                skip(reading, "intake.skip.title");
                continue;
            }
        }
        if let Some(code) = not_data(sheet, at, &all) {
            skip(reading, code);
            continue;
        }
        // the same first text as in the row before needs no second look
        if first != Some(judged.as_str()) {
            if first.is_some_and(may_head) && recognise::is_heading(sheet, at, reading.known) {
                tally.next = at;
                break;
            }
            judged.clear();
            judged.push_str(first.unwrap_or_default());
        }
        if all.iter().all(|chosen| sheet.own_cell(at, chosen.column).is_blank()) {
            skip(reading, "intake.skip.blank");
            continue;
        }
        match status(sheet, at, &all) {
            Status::NotHeld => {
                skip(reading, "intake.skip.not_held");
                continue;
            }
            Status::Unclear => output.unclear_status(place, number, whole(sheet, at)),
            Status::Held | Status::Silent => {}
        }
        tally.read = tally.read.saturating_add(1);
        for layout in &tables {
            cells.clear();
            cells.extend(layout.chosen.iter().map(|chosen| (chosen.field, here(sheet, at, chosen))));
            if layout.is_second && !has_own(layout, &cells) {
                continue;
            }
            if layout.table == crate::facts::Table::Mentors && tables.len() > 1 && !seen.insert(shape(&cells)) {
                skip(reading, "intake.skip.same_mentor");
                continue;
            }
            tally.given = tally.given.saturating_add(output.row(layout, &cells, (place, number), reading));
        }
    }
    tally
}

/// A quick look before [`section`].
fn may_be_section(first: &str, reading: &Reading<'_>) -> bool {
    first.contains([':', '：']) || (may_head(first) && reading.known.headings.is_known(&headings::key(first)))
}

/// A line such as `项目名称：乙项目` between the rows: it holds for those below it, in place of the one before.
fn section(sheet: &Sheet, at: usize, layout: &mut TableLayout, known: &Known) -> Vec<Message> {
    let shown: Vec<Shown<'_>> = sheet.cells(at).map(|(_, shown)| shown).filter(|shown| !shown.is_blank()).collect();
    let is_pair = |shown: &Shown<'_>| matches!(shown, Shown::Text(text) if !lines::pairs(text).is_empty());
    if !(shown.iter().all(is_pair) || (shown.len() == 2 && !shown.iter().any(is_pair))) {
        return Vec::new();
    }
    let mut why = Vec::new();
    for (field, value, place) in lines::constants(sheet, at, at.saturating_add(1), layout.table, known) {
        let Field::Column(column) = field else { continue };
        let is_id = layout.table.columns().get(column).is_some_and(|column| column.kind == Kind::Id);
        if !is_id || layout.chosen_for(field).is_some() || known.headings.is_known(&headings::key(&value)) {
            continue;
        }
        layout.constants.retain(|(of, ..)| *of != column);
        layout.constants.push((column, value, place));
        why.extend(layout.constants.last().map(|constant| layout.said(constant)));
    }
    why
}

fn here<'s>(sheet: &'s Sheet, at: usize, chosen: &Chosen) -> Here<'s> {
    Here {
        shown: sheet.cell(at, chosen.column),
        row: sheet.number(at),
        column: chosen.column,
        unit: chosen.unit,
        is_weak: chosen.strength > 0,
    }
}

/// Whether a row has anything for a second table beyond the name.
fn has_own(layout: &TableLayout, cells: &[FieldCell<'_>]) -> bool {
    let dated = |field: Field| match field {
        Field::Column(0) => false,
        Field::Column(place) => {
            layout.table == crate::facts::Table::Mentors
                || layout.table.columns().get(place).is_some_and(|c| c.required)
        }
        _ => field == Field::Term,
    };
    let blank = |here: &Here<'_>| match here.shown {
        Shown::Text(text) => vocabulary::is_nothing(&folded(text)) || here.shown.is_blank(),
        _ => here.shown.is_blank(),
    };
    layout.table == crate::facts::Table::Mentors || cells.iter().any(|(field, here)| dated(*field) && !blank(here))
}

fn shape(cells: &[FieldCell<'_>]) -> Vec<String> {
    cells.iter().map(|(_, here)| folded(&here.shown.display(false))).collect()
}

fn first_text(sheet: &Sheet, at: usize) -> Option<&str> {
    sheet.cells(at).find_map(|(_, shown)| match shown {
        Shown::Text(text) if !shown.is_blank() => Some(text),
        _ => None,
    })
}

/// The row as one text, for the report.
fn whole(sheet: &Sheet, at: usize) -> String {
    let shown = sheet.cells(at).map(|(_, shown)| shown.display(sheet.is_1904));
    let shown: Vec<String> = shown.filter(|text| !text.is_empty()).take(12).collect();
    shown.join(" | ").chars().take(200).collect()
}

fn may_head(text: &str) -> bool {
    text.len() <= 60 && !text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Totals, repeated headings, titles, signatures.
fn not_data(sheet: &Sheet, at: usize, all: &[&Chosen]) -> Option<&'static str> {
    let mut texts = sheet.cells(at).filter(|(_, shown)| !shown.is_blank()).take(3);
    let mut count = 0_usize;
    let mut first_column = 0;
    for (column, shown) in texts.by_ref() {
        if count == 0 {
            first_column = column;
        }
        count = count.saturating_add(1);
        if let Shown::Text(text) = shown
            && text.len() <= 120
            && may_sum_or_note(text)
        {
            let key = folded(text);
            if vocabulary::is_total(&key) {
                return Some("intake.skip.total");
            }
            if count == 1 && vocabulary::is_note(&key) {
                return Some("intake.skip.note");
            }
        }
    }
    if is_repeated_heading(sheet, at, all) {
        return Some("intake.skip.heading");
    }
    if count == 1 && is_title(sheet, at, first_column) {
        return Some("intake.skip.title");
    }
    None
}

/// A quick look before the thorough one.
fn may_sum_or_note(text: &str) -> bool {
    match text.bytes().next() {
        Some(byte) if byte.is_ascii() => {
            // total, subtotal, sum, grand total, note, prepared, approved, reviewed, remark, signature; brackets and spaces
            !byte.is_ascii_alphanumeric()
                || (b"tsgnparTSGNPAR".contains(&byte) && !text.bytes().any(|b| b.is_ascii_digit()))
        }
        _ => text.contains(['计', '总', '汇', '和', ':', '：', '签', '章']),
    }
}

fn is_repeated_heading(sheet: &Sheet, at: usize, all: &[&Chosen]) -> bool {
    let (mut same, mut shown_cells) = (0_usize, 0_usize);
    for chosen in all {
        let shown = sheet.own_cell(at, chosen.column);
        if shown.is_blank() {
            continue;
        }
        shown_cells = shown_cells.saturating_add(1);
        match shown {
            Shown::Text(text)
                if text.len() <= chosen.heading.len().saturating_add(30)
                    && headings::may_be(text, &chosen.key)
                    && headings::key(text) == chosen.key =>
            {
                same = same.saturating_add(1);
            }
            // the first that differs tells, as a rule
            _ if same == 0 => return false,
            _ => {}
        }
    }
    same >= 2 && same.saturating_mul(2) > shown_cells
}

/// A single text over the table's width, or one that names a part of it.
fn is_title(sheet: &Sheet, at: usize, column: u32) -> bool {
    if sheet.medium == Medium::Workbook
        && sheet
            .merge_at(sheet.number(at), column)
            .is_some_and(|merge| merge.columns.1 > merge.columns.0.saturating_add(1))
    {
        return true;
    }
    let Shown::Text(text) = sheet.own_cell(at, column) else {
        return false;
    };
    let key = folded(text);
    let parts = ["月", "月份", "季度", "年", "年度", "一览表", "登记表", "记录表", "台账", "名单", "明细", "部分"];
    key.contains([':', '：'])
        || parts.iter().any(|part| key.ends_with(part))
        || key.starts_with(['(', '（'])
        || key.contains('、')
        || is_numbered(&key)
}

/// `2.日期按实际填写`, a line of explanations.
fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len()
        && rest.strip_prefix(['.', ')', '）']).is_some_and(|rest| rest.starts_with(super::text::is_han))
}

/// What the columns for status and remarks say of the event.
fn status(sheet: &Sheet, at: usize, all: &[&Chosen]) -> Status {
    let (mut found, mut held) = (Status::Silent, false);
    for chosen in all.iter().filter(|chosen| matches!(chosen.field, Field::Status | Field::Remark)) {
        let text = match sheet.cell(at, chosen.column) {
            Shown::Text(text) => folded(text),
            Shown::Flag(false) if chosen.field == Field::Status => "否".to_owned(),
            _ => continue,
        };
        let status = if chosen.field == Field::Status { vocabulary::status(&text) } else { vocabulary::remark(&text) };
        match status {
            Status::NotHeld => return Status::NotHeld,
            Status::Unclear => found = Status::Unclear,
            Status::Held => held = true,
            Status::Silent => {}
        }
    }
    // a status that says so settles what a remark leaves open
    if held { Status::Held } else { found }
}

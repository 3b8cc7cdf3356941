//! One sheet: its tables one below the other, or its form, or nothing.

use super::assign::named;
use super::date::Setting;
use super::emit::Place;
use super::files::Run;
use super::forms::{self, Form};
use super::headings::Field;
use super::layout::{Block, TableLayout};
use super::recognise::{self, Found, Names};
use super::report::{ColumnReport, SheetReport, one_based};
use super::rows::{self, FieldCell};
use super::sheet::{Medium, Sheet, Shown, letters};
use super::value::{Here, Reading};
use super::{hints, layout};
use crate::facts::{Fault, FaultCode, Source, Table};
use crate::message::{Message, Param};
use crate::value::Value;

pub(super) fn read(run: &mut Run<'_>, file: &str, sheet: &Sheet) {
    let name = sheet.name.as_deref();
    let own = name.and_then(|name| run.known.sheet(&format!("{file}/{name}")).or_else(|| run.known.sheet(name)));
    let told = own.or_else(|| {
        let last = file.rsplit(['/', '\\']).next().unwrap_or(file);
        run.known.sheet(file).or_else(|| run.known.sheet(last)).or_else(|| run.known.sheet(hints::stem(file)))
    });
    let forced = match told {
        Some(None) => return aside(run, file, sheet, Message::reading("intake.sheet.told")),
        Some(Some(table)) => Some(table),
        None => name.map_or_else(|| hints::exact(hints::stem(file)), hints::exact),
    };
    if sheet.len() == 0 {
        if let Some(table) = forced {
            run.output.builder.table(table);
            run.any = true;
        }
        return aside(run, file, sheet, Message::reading("intake.sheet.empty"));
    }
    if forced.is_none() && name.is_some_and(hints::is_aside) {
        return aside(run, file, sheet, Message::reading("intake.sheet.aside"));
    }
    let names = Names { file, sheet: name, forced };
    let mut from = 0;
    while from < sheet.len() {
        match recognise::next(sheet, from, names, run.known) {
            // values beside labels may pass for the heading of a table, but not for that of a whole one
            Found::Table(found)
                if forced.is_none() && from == 0 && is_partial(&found) && forms::is_whole(sheet, run.known) =>
            {
                return form(run, file, sheet, None);
            }
            Found::Table(found) => {
                let next = block(run, file, sheet, &found);
                from = next.max(found.header.1.saturating_add(1));
            }
            Found::Ambiguous(table, header, fields) => {
                for (field, chosen) in fields {
                    ambiguous(run, file, sheet, (table, header), field, &chosen);
                }
                return;
            }
            Found::Unclear(why) => return form(run, file, sheet, Some(why)),
            Found::Nothing if from == 0 => return form(run, file, sheet, None),
            Found::Nothing => return,
        }
    }
}

fn is_partial(block: &Block) -> bool {
    block.tables.first().is_some_and(|layout| !layout.missing().is_empty())
}

/// A sheet that gives no rows, and why.
fn aside(run: &mut Run<'_>, file: &str, sheet: &Sheet, why: Message) {
    run.report.sheets.push(SheetReport {
        file: file.to_owned(),
        sheet: sheet.name.clone(),
        why: vec![why],
        ..SheetReport::default()
    });
}

fn refuse(run: &mut Run<'_>, file: &str, sheet: &Sheet, why: Message) {
    let source = Source { file: Some(file.to_owned()), sheet: sheet.name.clone(), ..Source::default() };
    let fault = Fault::with_reason(FaultCode::Unreadable, why.both());
    run.fault(Fault { source: Some(source), ..fault });
    aside(run, file, sheet, why);
}

fn ambiguous(
    run: &mut Run<'_>,
    file: &str,
    sheet: &Sheet,
    (table, header): (Table, usize),
    field: Field,
    chosen: &[layout::Chosen],
) {
    let headings = named(chosen);
    let why = Message::reading("intake.heading.ambiguous").with("headings", Param::Text(headings.clone()));
    let source = Source {
        file: Some(file.to_owned()),
        sheet: sheet.name.clone(),
        row: Some(one_based(sheet.number(header))),
        column: chosen.first().map(|one| letters(one.column)),
    };
    let fault = Fault::with_reason(FaultCode::AmbiguousHeading, why.both());
    let fault = fault.in_table(table.name()).in_column(field.name(table)).of(Value::Text(headings));
    run.fault(Fault { source: Some(source), ..fault });
    aside(run, file, sheet, why);
}

fn setting(run: &Run<'_>, sheet: &Sheet) -> Setting {
    Setting {
        is_1904: sheet.is_1904,
        default_year: run.options.default_year,
        range_is_last_day: false,
        printed: sheet.medium == Medium::Csv,
    }
}

fn block(run: &mut Run<'_>, file: &str, sheet: &Sheet, block: &Block) -> usize {
    for layout in &block.tables {
        run.output.builder.table(layout.table);
    }
    run.any = true;
    let place = run.output.place(Place {
        file: file.to_owned(),
        sheet: sheet.name.clone(),
        header: Some(one_based(sheet.number(block.header.0))),
        letters: block.tables.iter().flat_map(letters_of).collect(),
    });
    let mut reading = Reading::new(run.known, setting(run, sheet));
    let tally = rows::read(sheet, block, &mut reading, &mut run.output, place);
    let mut report = SheetReport {
        file: file.to_owned(),
        sheet: sheet.name.clone(),
        tables: block.tables.iter().map(|layout| layout.table).collect(),
        why: block.why.iter().cloned().chain(tally.why).collect(),
        header_rows: Some((one_based(sheet.number(block.header.0)), one_based(sheet.number(block.header.1)))),
        columns: block.columns.clone(),
        rows_read: tally.read,
        rows_given: tally.given,
        ..SheetReport::default()
    };
    reading.log.finish(&mut report);
    run.report.sheets.push(report);
    tally.next
}

fn letters_of(layout: &TableLayout) -> Vec<(Table, &'static str, String, Option<usize>)> {
    let columns = layout.table.columns().iter();
    columns.filter_map(|column| Some((layout.table, column.name, layout.letter(column.name)?, None))).collect()
}

fn form(run: &mut Run<'_>, file: &str, sheet: &Sheet, why: Option<Message>) {
    let (table, entries) = match (forms::read(sheet, run.known), why) {
        (Form::Whole(table, entries), _) => (table, entries),
        (Form::Unclear(why), _) | (Form::No, Some(why)) => return refuse(run, file, sheet, why),
        (Form::No, None) => return aside(run, file, sheet, Message::reading("intake.sheet.unknown")),
    };
    let layout = forms::layout(table, &entries);
    run.output.builder.table(table);
    run.any = true;
    let number = |at: usize| sheet.number(at);
    let letters_of = |entry: &forms::Entry| {
        let place = if let Field::Column(place) = entry.field { table.columns().get(place) } else { None };
        Some((table, place?.name, letters(entry.column), Some(one_based(number(entry.at)))))
    };
    let place = run.output.place(Place {
        file: file.to_owned(),
        sheet: sheet.name.clone(),
        header: None,
        letters: entries.iter().filter_map(letters_of).collect(),
    });
    let mut reading = Reading::new(run.known, setting(run, sheet));
    let cells: Vec<FieldCell<'_>> = entries
        .iter()
        .zip(&layout.chosen)
        .map(|(entry, chosen)| {
            let shown = entry.text.as_deref().map_or_else(|| sheet.cell(entry.at, entry.column), Shown::Text);
            (
                entry.field,
                Here { shown, row: number(entry.at), column: entry.column, unit: chosen.unit, is_weak: false },
            )
        })
        .collect();
    let given = run.output.row(&layout, &cells, (place, number(0)), &mut reading);
    let column = |entry: &forms::Entry| ColumnReport {
        column: format!("{}{}", letters(entry.column), one_based(number(entry.at))),
        heading: entry.heading.clone(),
        field: Some(entry.field.name(table)),
        why: None,
    };
    let mut report = SheetReport {
        file: file.to_owned(),
        sheet: sheet.name.clone(),
        tables: vec![table],
        why: vec![Message::reading("intake.sheet.form")],
        columns: entries.iter().map(column).collect(),
        rows_read: 1,
        rows_given: given,
        ..SheetReport::default()
    };
    reading.log.finish(&mut report);
    run.report.sheets.push(report);
}

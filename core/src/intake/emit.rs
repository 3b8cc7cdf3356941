//! Rows of facts, their faults, and where a person finds both.

use super::date;
use super::headings::Field;
use super::layout::TableLayout;
use super::report::one_based;
use super::rows::FieldCell;
use super::sheet::{Shown, letters};
use super::text::folded;
use super::value::{Here, Reading, Refusal, because};
use super::vocabulary;
use crate::calendar::Day;
use crate::facts::{Builder, Cell, Column, Fault, FaultCode, PlanKind, Source, Table};
use crate::message::Message;
use crate::value::Value;

/// A part of a file that gave rows.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) sheet: Option<String>,
    /// The heading's row, counted from 1.
    pub(super) header: Option<usize>,
    /// Per column of the facts: its letter and, in a form, its row.
    pub(super) letters: Vec<(Table, &'static str, String, Option<usize>)>,
}

/// Takes rows and keeps where they came from.
#[derive(Debug)]
pub(super) struct Output<'b> {
    pub(super) builder: &'b mut Builder,
    pub(super) places: Vec<Place>,
    // per table: place and row, counted from 0, of every row of facts
    origins: [Vec<(u32, Option<u32>)>; Table::ALL.len()],
    // a fault for the row that comes next
    unclear: Option<(u32, u32, String)>,
}

impl<'b> Output<'b> {
    pub(super) fn new(builder: &'b mut Builder) -> Output<'b> {
        Output { builder, places: Vec::new(), origins: Default::default(), unclear: None }
    }

    /// Adds a place and gives its number.
    pub(super) fn place(&mut self, place: Place) -> u32 {
        self.places.push(place);
        u32::try_from(self.places.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Notes the rows that something else put into the builder.
    pub(super) fn catch_up(&mut self, place: u32) {
        for (table, origins) in Table::ALL.into_iter().zip(&mut self.origins) {
            origins.resize(self.builder.next_row(table), (place, None));
        }
    }

    /// The row that comes next may not have taken place.
    pub(super) fn unclear_status(&mut self, place: u32, row: u32, text: String) {
        self.unclear = Some((place, row, text));
    }

    /// Adds the rows of facts that a row of a sheet gives, and counts them.
    pub(super) fn row(
        &mut self,
        layout: &TableLayout,
        cells: &[FieldCell<'_>],
        (place, number): (u32, u32),
        reading: &mut Reading<'_>,
    ) -> usize {
        let table = layout.table;
        let row = self.builder.next_row(table);
        let mut values: Vec<(&'static str, Cell<'_>)> = Vec::with_capacity(table.columns().len());
        let mut workers: Option<Vec<String>> = None;
        for (field, here) in cells {
            let Field::Column(at) = field else { continue };
            let Some(column) = table.columns().get(*at) else {
                continue;
            };
            if splits(table, column) {
                match reading.names(column, *here) {
                    Ok(names) if names.len() > 1 => workers = Some(names),
                    Ok(names) => values.push((column.name, names.into_iter().next().map_or(Cell::Null, Cell::text))),
                    Err(refusal) => values.push((column.name, self.refuse(place, table, row, column, *here, refusal))),
                }
                continue;
            }
            let value = reading.cell(table, column, *here);
            let value = value.unwrap_or_else(|refusal| self.refuse(place, table, row, column, *here, refusal));
            values.push((column.name, value));
        }
        self.submitted(table, cells, (place, row), reading, &mut values);
        self.term(table, cells, (place, row), reading, &mut values);
        for (at, value, _) in &layout.constants {
            if let Some(column) = table.columns().get(*at) {
                values.push((column.name, Cell::text(value.clone())));
            }
        }
        let absent = |values: &[(&str, Cell<'_>)], name: &str| !values.iter().any(|(of, _)| *of == name);
        if table == Table::Plans && absent(&values, "kind") {
            let month = values.iter().any(|(name, value)| *name == "month" && *value != Cell::Null);
            let kind = layout.kind.or(month.then_some(PlanKind::Monthly));
            values.extend(kind.map(|kind| ("kind", Cell::text(kind.name()))));
        }
        if table == Table::Sessions && absent(&values, "session") {
            values.push(("session", Cell::text(self.session(place, number))));
        }
        if let Some((place, number, text)) = self.unclear.take() {
            let reason = Message::reading("intake.value.status").both();
            let fault = Fault::with_reason(FaultCode::BadValue, reason).in_table(table.name()).in_row(row);
            let source = self.source(place, Some(number), None);
            self.builder.fault(Fault { source, ..fault.of(Value::Text(text)) });
            if let Some((_, value)) = values.first_mut() {
                *value = Cell::Refused;
            }
        }
        let names = workers.unwrap_or_default();
        let given = names.len().max(1);
        if names.is_empty() {
            self.builder.row(table, values);
        } else {
            for name in names {
                let worker = (if table == Table::Guidance { "mentor" } else { "worker" }, Cell::text(name));
                self.builder.row(table, values.iter().cloned().chain([worker]));
            }
        }
        if let Some(origins) = self.origins.get_mut(table as usize) {
            origins.resize(self.builder.next_row(table), (place, Some(number)));
        }
        given
    }

    /// A session without an id of its own is named by its place.
    fn session(&self, place: u32, number: u32) -> String {
        let place = usize::try_from(place).ok().and_then(|place| self.places.get(place));
        let sheet = place.and_then(|place| place.sheet.as_deref()).map(|sheet| format!("/{sheet}"));
        let file = place.map(|place| place.file.as_str()).unwrap_or_default();
        format!("{file}{}#{}", sheet.unwrap_or_default(), one_based(number))
    }

    fn refuse<'c>(
        &mut self,
        place: u32,
        table: Table,
        row: usize,
        column: &Column,
        here: Here<'_>,
        refusal: Refusal,
    ) -> Cell<'c> {
        let (code, context) = refusal;
        let value = match here.shown {
            Shown::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Value::Number(number as i128),
            Shown::Number(number) => Value::Float(number),
            Shown::Flag(flag) => Value::Flag(flag),
            other => Value::Text(other.display(false)),
        };
        let fault = Fault::new(code).in_table(table.name()).in_row(row).in_column(column.name);
        let source = self.source(place, Some(here.row), Some(letters(here.column)));
        self.builder.fault(Fault { source, ..fault.of(value).because(context) });
        Cell::Refused
    }

    fn source(&self, place: u32, row: Option<u32>, column: Option<String>) -> Option<Source> {
        let place = usize::try_from(place).ok().and_then(|place| self.places.get(place))?;
        Some(Source { file: Some(place.file.clone()), sheet: place.sheet.clone(), row: row.map(one_based), column })
    }

    /// 是否提交 beside a day, or instead of one.
    fn submitted(
        &mut self,
        table: Table,
        cells: &[FieldCell<'_>],
        (place, row): (u32, usize),
        reading: &mut Reading<'_>,
        values: &mut Vec<(&'static str, Cell<'_>)>,
    ) {
        let Some((_, here)) = cells.iter().find(|(field, _)| *field == Field::Submitted) else {
            return;
        };
        let Some(column) = table.columns().iter().find(|column| column.name == "record_submitted_on") else {
            return;
        };
        let dated = values.iter().position(|(name, _)| *name == column.name);
        let day = dated.and_then(|at| values.get(at)).map(|(_, value)| value);
        if day.is_some_and(|value| *value != Cell::Null) {
            return;
        }
        let text = match here.shown {
            Shown::Flag(flag) => if flag { "是" } else { "否" }.to_owned(),
            Shown::Text(text) => folded(text),
            _ if here.shown.is_blank() => return,
            other => other.display(false),
        };
        let value = if text.is_empty() || vocabulary::is_not_submitted(&text) {
            Cell::Null
        } else if let Ok(Cell::Day(day)) = reading.cell(table, column, *here) {
            Cell::Day(day)
        } else {
            self.refuse(place, table, row, column, *here, because(FaultCode::BadDate, "intake.date.day_needed"))
        };
        match dated.and_then(|at| values.get_mut(at)) {
            Some((_, known)) => *known = value,
            None => values.push((column.name, value)),
        }
    }

    /// Both ends of a term, where columns of their own do not give them.
    fn term(
        &mut self,
        table: Table,
        cells: &[FieldCell<'_>],
        (place, row): (u32, usize),
        reading: &mut Reading<'_>,
        values: &mut Vec<(&'static str, Cell<'_>)>,
    ) {
        let Some((_, here)) = cells.iter().find(|(field, _)| *field == Field::Term) else {
            return;
        };
        let (Some(from), Some(to)) = (table.columns().get(1), table.columns().get(2)) else {
            return;
        };
        let (start, end): (Option<Day>, Option<Day>) = match term(*here, reading) {
            Ok(ends) => ends,
            Err(refusal) => {
                let refused = self.refuse(place, table, row, to, *here, refusal);
                set(values, to.name, refused);
                if !values.iter().any(|(name, _)| *name == from.name) {
                    values.push((from.name, Cell::Refused));
                }
                return;
            }
        };
        let text = here.shown.display(false);
        let understood = || [start, end].map(|day| day.map_or_else(String::new, |day| day.to_string())).join(" .. ");
        reading.log.reading("intake.reading.term", (here.row, here.column), "ends_on", &text, understood, true);
        for (name, day) in [(from.name, start), (to.name, end)] {
            if let Some(day) = day {
                set(values, name, Cell::Day(day));
            }
        }
    }

    pub(super) fn finish(self) -> Origins {
        Origins { places: self.places, rows: self.origins }
    }
}

/// Where every row of facts came from.
#[derive(Clone, Debug, Default)]
pub(super) struct Origins {
    places: Vec<Place>,
    /// Per table: place and row, counted from 0, of every row of facts.
    rows: [Vec<(u32, Option<u32>)>; Table::ALL.len()],
}

impl Origins {
    fn of(&self, table: Table, row: usize) -> Option<(&Place, Option<usize>)> {
        let (place, number) = self.rows.get(table as usize)?.get(row)?;
        Some((self.places.get(usize::try_from(*place).ok()?)?, number.map(one_based)))
    }

    /// Where a person finds a row of facts.
    pub(super) fn source(&self, table: Table, row: usize) -> Option<Source> {
        let (place, row) = self.of(table, row)?;
        Some(Source { file: Some(place.file.clone()), sheet: place.sheet.clone(), row, column: None })
    }

    /// Where a person finds the place of a fault that the door found.
    pub(super) fn locate(&self, fault: &Fault) -> Option<Source> {
        let table = fault.table.as_deref().and_then(Table::from_name)?;
        let column = fault.column.as_deref();
        let letter = |place: &Place| {
            let name = column?.split(',').next()?;
            let found = place.letters.iter().find(|(of, known, ..)| *of == table && *known == name);
            found.map(|(_, _, letter, row)| (letter.clone(), *row))
        };
        let Some(row) = fault.row else {
            let place = self.places.iter().find(|place| place.letters.iter().any(|(of, ..)| *of == table))?;
            return Some(Source {
                file: Some(place.file.clone()),
                sheet: place.sheet.clone(),
                row: place.header,
                column: None,
            });
        };
        let (place, number) = self.of(table, row)?;
        let (letter, own_row) = letter(place).map_or((None, None), |(letter, row)| (Some(letter), row));
        Some(Source {
            file: Some(place.file.clone()),
            sheet: place.sheet.clone(),
            row: own_row.or(number),
            column: letter,
        })
    }
}

/// Whether a cell of this column may name several, each a row of its own.
fn splits(table: Table, column: &Column) -> bool {
    match table {
        Table::Sessions | Table::Engagements | Table::Excuses => column.name == "worker",
        Table::Guidance => column.name == "mentor",
        _ => false,
    }
}

/// Gives a value to a column that has none yet.
fn set<'c>(values: &mut Vec<(&'static str, Cell<'c>)>, name: &'static str, cell: Cell<'c>) {
    match values.iter_mut().find(|(of, _)| *of == name) {
        Some((_, value)) if *value == Cell::Null => *value = cell,
        Some(_) => {}
        None => values.push((name, cell)),
    }
}

/// A term's cell: a range, an end only, an open one, or its usual length of three years, which says nothing new.
fn term(here: Here<'_>, reading: &Reading<'_>) -> Result<(Option<Day>, Option<Day>), Refusal> {
    let refused = |(code, why)| because(code, why);
    let text = match here.shown {
        Shown::Text(text) => text,
        Shown::Error(_) => return Err(because(FaultCode::ErrorCell, "intake.value.error")),
        Shown::Uncomputed => return Err(because(FaultCode::ErrorCell, "intake.value.uncomputed")),
        _ if here.shown.is_blank() => return Ok((None, None)),
        _ => return Err(refused(date::NOT_A_DATE)),
    };
    let key = folded(text);
    if key.is_empty()
        || vocabulary::is_no_end(&key)
        || matches!(key.as_str(), "3年" | "三年" | "叁年" | "3years" | "threeyears")
    {
        return Ok((None, None));
    }
    for open in ["至今", "起", "至长期", "起长期"] {
        if let Some(start) = key.strip_suffix(open) {
            return date::of_text(start, reading.setting).map(|(day, _)| (Some(day), None)).map_err(refused);
        }
    }
    let text = key.strip_prefix('自').or(key.strip_prefix('从')).unwrap_or(&key).replace("起至", "至");
    date::range_of_text(text.trim_end_matches('止'), reading.setting)
        .map(|(from, to)| (Some(from), Some(to)))
        .map_err(refused)
}

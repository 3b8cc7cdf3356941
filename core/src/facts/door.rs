use std::cmp::Ordering;
use std::sync::Arc;

use super::cell::check;
use super::fault::Context;
use super::ids::Interner;
use super::row::{self, Row};
use super::schema::WIDTH;
use super::{Attendance, Cell, Checked, Facts, Fault, FaultCode, Faults, Kind, PlanKind, Source, Supervised, Table};
use crate::calendar::Day;
use crate::message::{Message, Param};
use crate::value::Value;

/// What to do with an input that has faults.
///
/// ```
/// use hongyan::facts::{Builder, Cell, Facts, Faults, OnError, Table};
///
/// let read = |on_error: OnError| -> Result<Facts, Faults> {
///     let mut builder = Builder::new();
///     builder.row(Table::Guidance, [("mentor", Cell::text("何静")), ("guided_on", Cell::text("2024-03-05"))]);
///     builder.row(Table::Guidance, [("mentor", Cell::text("何静")), ("guided_on", Cell::text("2024-02-30"))]);
///     builder.build(on_error)
/// };
/// assert!(read(OnError::Raise).is_err());
/// let facts = read(OnError::Skip)?;
/// assert_eq!(facts.len(Table::Guidance), Some(1));
/// assert_eq!(facts.faults()[0].row, Some(1)); // a report made of them tells it, too
/// # Ok::<(), Faults>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OnError {
    /// Refuse it whole.
    #[default]
    Raise,
    /// Leave the faulty rows out and return their faults with the facts.
    Skip,
}

/// A row as the door sees it, padded with nulls.
pub(crate) type Cells = [Checked; WIDTH];

/// A table on its way through the door.
#[derive(Debug, Default)]
pub(super) struct Pending {
    pub(super) rows: Vec<Cells>,
    faulty: Vec<bool>,
    // per column: whether any row has it, null or not
    pub(super) seen: [bool; WIDTH],
}

/// A row on its way through the door.
pub(crate) struct Open {
    table: Table,
    number: usize,
    checked: Cells,
    given: [bool; WIDTH],
    faults: Vec<Fault>,
    /// The column that is looked for first: they mostly come in the order of the table.
    pub(crate) next: usize,
}

impl Open {
    fn fault(&self, code: FaultCode) -> Fault {
        Fault::new(code).in_table(self.table.name()).in_row(self.number)
    }
}

/// The most faults of one input: it is refused whole beyond, with the first ones and `too_large`. A fault takes some
/// hundred bytes, and two bytes of JSON are enough for one.
pub const MOST_FAULTS: usize = 1_000_000;

/// How much a loader lets through the door. An input that goes beyond is refused whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Rows of all tables together.
    pub(crate) rows: usize,
    pub(crate) faults: usize,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { rows: usize::MAX, faults: MOST_FAULTS }
    }
}

/// Faults, and the bound that they or their rows went beyond.
#[derive(Debug, Default)]
pub(super) struct Noted {
    faults: Vec<Fault>,
    bounds: Bounds,
    rows: usize,
    beyond: Option<&'static str>,
}

impl Noted {
    fn push(&mut self, fault: Fault) {
        if self.faults.len() < self.bounds.faults {
            self.faults.push(fault);
        } else {
            self.beyond = self.beyond.or(Some("faults"));
        }
    }

    /// All of them in order, each with its place; an error beyond a bound.
    pub(super) fn settled(self, locate: impl Fn(&Fault) -> Option<Source>) -> Result<Vec<Fault>, Faults> {
        let Noted { mut faults, beyond, .. } = self;
        faults.sort_by_cached_key(Fault::order);
        for fault in &mut faults {
            if fault.source.is_none() {
                fault.source = locate(fault);
            }
        }
        if let Some(limit) = beyond {
            // what was not taken in can be neither used nor skipped row by row
            let reason = Message::new("fault.limit").with("limit", Param::Text(limit.to_owned()));
            faults.push(Fault::with_reason(FaultCode::TooLarge, reason.both()));
            return Err(Faults(faults));
        }
        Ok(faults)
    }

    /// Whether another row may come.
    fn admit(&mut self) -> bool {
        let fits = self.rows < self.bounds.rows;
        self.rows = self.rows.saturating_add(usize::from(fits));
        if !fits {
            self.beyond = self.beyond.or(Some("rows"));
        }
        fits
    }
}

/// Takes tables row by row and cell by cell, and checks them.
///
/// This is the door for loaders of other formats; [`Facts::new`] and `Facts::from_json` stand on it.
///
/// ```
/// use hongyan::facts::{Builder, Cell, OnError, Table};
///
/// let mut builder = Builder::new();
/// builder.row(Table::Guidance, [("mentor", Cell::text("m")), ("guided_on", Cell::text("2024-02-30"))]);
/// let faults = builder.build(OnError::Raise).unwrap_err();
/// assert_eq!(faults.to_string(), "guidance, row 0, guided_on: `2024-02-30` is not a date (YYYY-MM-DD)");
/// ```
#[derive(Debug, Default)]
pub struct Builder {
    pub(super) interner: Interner,
    pub(super) tables: [Option<Pending>; Table::ALL.len()],
    pub(super) noted: Noted,
    integers: bool,
}

impl Builder {
    /// No table yet.
    ///
    /// ```
    /// use hongyan::facts::{Builder, OnError, Table};
    ///
    /// let facts = Builder::new().build(OnError::Raise)?;
    /// assert!(Table::ALL.iter().all(|table| !facts.has(*table)));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn new() -> Builder {
        Builder::default()
    }

    /// A door that lets only so much through.
    #[cfg(feature = "intake")]
    pub(crate) fn within(bounds: Bounds) -> Builder {
        Builder { noted: Noted { bounds, ..Noted::default() }, ..Builder::default() }
    }

    /// A door for columns that have passed one: ids may be integers, and then order by value.
    #[cfg(feature = "columns")]
    pub(crate) fn with_integers() -> Builder {
        Builder { integers: true, ..Builder::default() }
    }

    /// Whether more was given than may pass.
    #[cfg(feature = "json")]
    pub(crate) fn is_beyond(&self) -> bool {
        self.noted.beyond.is_some()
    }

    /// Makes a table present, even without rows.
    ///
    /// ```
    /// use hongyan::facts::{Builder, OnError, Table};
    ///
    /// let mut builder = Builder::new();
    /// builder.table(Table::Violations); // nobody broke the law, as opposed to: nobody looked
    /// assert_eq!(builder.build(OnError::Raise)?.len(Table::Violations), Some(0));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    pub fn table(&mut self, table: Table) {
        self.pending(table);
    }

    /// Adds a fault that the loader found. A fault of a row that the loader cannot give is followed by
    /// [`Builder::faulty_row`], so that later rows keep their numbers.
    ///
    /// ```
    /// use hongyan::facts::{Builder, Fault, FaultCode, OnError};
    ///
    /// let mut builder = Builder::new();
    /// builder.fault(Fault::new(FaultCode::UnknownTable).in_table("workers"));
    /// let faults = builder.build(OnError::Raise).unwrap_err();
    /// assert_eq!(faults.as_slice()[0].code, FaultCode::UnknownTable);
    /// ```
    pub fn fault(&mut self, fault: Fault) {
        self.noted.push(fault);
    }

    /// Takes the place of a row that the loader cannot give.
    ///
    /// ```
    /// use hongyan::facts::{Builder, Cell, Fault, FaultCode, OnError, Table};
    ///
    /// let mut builder = Builder::new();
    /// // the first line of a file cannot be split into cells
    /// builder.fault(Fault::unreadable("a quote is not closed").in_table("guidance").in_row(0));
    /// builder.faulty_row(Table::Guidance);
    /// builder.row(Table::Guidance, [("mentor", Cell::text("")), ("guided_on", Cell::text("2024-03-05"))]);
    /// let faults = builder.build(OnError::Raise).unwrap_err();
    /// let places: Vec<_> = faults.iter().map(|fault| (fault.row, fault.code)).collect();
    /// assert_eq!(places, [(Some(0), FaultCode::Unreadable), (Some(1), FaultCode::BadValue)]);
    /// ```
    pub fn faulty_row(&mut self, table: Table) {
        if self.noted.admit()
            && let Some(pending) = self.pending(table)
        {
            pending.rows.push([Checked::Faulty; WIDTH]);
            pending.faulty.push(true);
        }
    }

    /// The number that the next row of the table gets.
    ///
    /// Counted from 0, faulty rows included.
    ///
    /// ```
    /// use hongyan::facts::{Builder, Table};
    ///
    /// let mut builder = Builder::new();
    /// assert_eq!(builder.next_row(Table::Guidance), 0);
    /// builder.faulty_row(Table::Guidance);
    /// assert_eq!(builder.next_row(Table::Guidance), 1);
    /// ```
    #[must_use]
    pub fn next_row(&self, table: Table) -> usize {
        self.tables.get(table as usize).and_then(Option::as_ref).map_or(0, |pending| pending.rows.len())
    }

    /// Adds a row. Columns may come in any order; an absent column is null.
    ///
    /// What is wrong with it is told by [`Builder::build`].
    ///
    /// ```
    /// use hongyan::facts::{Builder, Cell, OnError, Table};
    ///
    /// let mut builder = Builder::new();
    /// let row = [("made_on", "2024-01-20"), ("kind", "cycle"), ("supervisor", "何静"), ("project", "磁器口")];
    /// builder.row(Table::Plans, row.map(|(column, text)| (column, Cell::text(text))));
    /// builder.row(Table::Plans, [("projekt", Cell::text("磁器口"))]);
    /// let faults = builder.build(OnError::Raise).unwrap_err();
    /// let fault = &faults.as_slice()[0];
    /// assert_eq!((fault.row, fault.column.as_deref()), (Some(1), Some("project"))); // it is required
    /// ```
    pub fn row<'c>(&mut self, table: Table, cells: impl IntoIterator<Item = (impl AsRef<str>, Cell<'c>)>) {
        let Some(mut row) = self.open(table) else { return };
        for (name, cell) in cells {
            let name = name.as_ref();
            let place = table.position_from(row.next, name);
            self.put(&mut row, name, place, cell);
        }
        self.close(row);
    }

    /// A row to which cells come one by one; `None` if it goes beyond what may pass.
    pub(crate) fn open(&mut self, table: Table) -> Option<Open> {
        self.noted.admit().then(|| Open {
            table,
            number: self.next_row(table),
            checked: [Checked::Null; WIDTH],
            given: [false; WIDTH],
            faults: Vec::new(),
            next: 0,
        })
    }

    /// Puts a cell into the column that has this place, if there is one of its name.
    pub(crate) fn put(&mut self, row: &mut Open, name: &str, place: Option<usize>, cell: Cell<'_>) {
        row.next = place.map_or(row.next, |place| place.saturating_add(1));
        let column = place.and_then(|place| row.table.columns().get(place));
        let slots = place.and_then(|place| row.checked.get_mut(place).zip(row.given.get_mut(place)));
        let (Some(column), Some((slot, given))) = (column, slots) else {
            let unknown = row.fault(FaultCode::UnknownColumn);
            row.faults.push(unknown.in_column(name.to_owned()).of(cell));
            return;
        };
        if std::mem::replace(given, true) {
            let repeated = Fault::repeated_name().in_table(row.table.name()).in_row(row.number);
            row.faults.push(repeated.in_column(column.name).of(cell));
            return;
        }
        let integer = match cell {
            Cell::Number(number) if self.integers && column.kind == Kind::Id => i64::try_from(number).ok(),
            _ => None,
        };
        if let Some(id) = integer.and_then(|number| self.interner.number(number)) {
            *slot = Checked::Id(id);
            return;
        }
        match check(&cell, column.kind, |text| self.interner.id(text)) {
            Ok(value) => *slot = value,
            Err((code, context)) => {
                *slot = Checked::Faulty;
                let fault = row.fault(code);
                row.faults.push(fault.in_column(column.name).of(cell).because(context));
            }
        }
    }

    pub(crate) fn close(&mut self, mut row: Open) {
        let (table, checked) = (row.table, row.checked);
        across(table, &checked, |code, column, value, context| {
            let fault = row.fault(code);
            row.faults.push(fault.in_column(column).of(value).because(context));
        });
        let unusable = |cell: &Checked, required: bool| (required && cell.is_null()) || *cell == Checked::Faulty;
        let missing = table.columns().iter().zip(&checked).any(|(column, cell)| unusable(cell, column.required));
        if let Some(pending) = self.pending(table) {
            pending.rows.push(checked);
            pending.faulty.push(missing || !row.faults.is_empty());
            for (seen, given) in pending.seen.iter_mut().zip(row.given) {
                *seen |= given;
            }
        }
        row.faults.into_iter().for_each(|fault| self.noted.push(fault));
    }

    fn pending(&mut self, table: Table) -> Option<&mut Pending> {
        self.tables.get_mut(table as usize).map(|slot| slot.get_or_insert_default())
    }

    /// Ends the input: checked facts, or what is wrong with it.
    ///
    /// # Errors
    /// Every fault found, unless faulty rows are to be skipped.
    ///
    /// ```
    /// use hongyan::facts::{Builder, Cell, OnError, Table};
    ///
    /// let mut builder = Builder::new();
    /// builder.row(Table::Violations, [("mentor", Cell::text("何静")), ("found_on", Cell::text("1066-10-14"))]);
    /// let faults = builder.build(OnError::Raise).unwrap_err();
    /// assert_eq!(faults.len(), 1); // a year before 1900
    /// ```
    pub fn build(self, on_error: OnError) -> Result<Facts, Faults> {
        self.build_located(on_error, |_| None)
    }

    /// Ends the input; `locate` tells where a person finds the place of a fault.
    ///
    /// # Errors
    /// Every fault found, unless faulty rows are to be skipped.
    ///
    /// ```
    /// use hongyan::facts::{Builder, Cell, Fault, OnError, Source, Table};
    ///
    /// let mut builder = Builder::new();
    /// builder.row(Table::Guidance, [("mentor", Cell::text("何静")), ("guided_on", Cell::text("soon"))]);
    /// // row 0 of the table stands in line 2 of the file, below the headings
    /// let locate = |fault: &Fault| {
    ///     let row = fault.row.map(|row| row + 2);
    ///     Some(Source { file: Some("指导.csv".to_owned()), row, column: Some("B".to_owned()), sheet: None })
    /// };
    /// let faults = builder.build_located(OnError::Raise, locate).unwrap_err();
    /// assert_eq!(faults.to_string(), "指导.csv, row 2, B (guided_on): `soon` is not a date (YYYY-MM-DD)");
    /// ```
    pub fn build_located(self, on_error: OnError, locate: impl Fn(&Fault) -> Option<Source>) -> Result<Facts, Faults> {
        let Builder { interner, tables, mut noted, .. } = self;
        let (ids, ranks) = interner.finish();
        let mut facts = Facts { ids: Arc::new(ids), ..Facts::default() };
        for (table, pending) in Table::ALL.into_iter().zip(tables) {
            let Some(mut pending) = pending else { continue };
            for cell in pending.rows.iter_mut().flatten() {
                *cell = cell.ranked(&ranks);
            }
            missing(table, &pending, &mut noted);
            let order = order(table, &pending.rows);
            duplicates(table, &mut pending, &order, &facts.ids, &mut noted);
            let used = unique(table, &pending, &order, &mut facts.repeated);
            facts.fill(table, &used);
        }
        facts.index();
        facts.repeated.sort_unstable();
        let faults = noted.settled(locate)?;
        if on_error == OnError::Raise && !faults.is_empty() {
            return Err(Faults(faults));
        }
        facts.faults = faults;
        Ok(facts)
    }
}

impl Checked {
    fn is_null(&self) -> bool {
        matches!(self, Checked::Null)
    }
}

/// What concerns several cells of one row.
pub(crate) fn across(table: Table, cells: &Cells, mut fault: impl FnMut(FaultCode, &'static str, Value, Context)) {
    let day = |place: usize| match cells.get(place) {
        Some(Checked::Day(day)) => Some(*day),
        _ => None,
    };
    let mut ordered = |start: (&'static str, Option<Day>), end: (&'static str, Option<Day>)| {
        if let (Some(from), Some(to)) = (start.1, end.1)
            && to < from
        {
            fault(FaultCode::EndBeforeStart, end.0, Value::Text(to.to_string()), Context::After(start.0, from));
        }
    };
    match (table, cells) {
        (Table::Engagements, _) => ordered(("start", day(2)), ("end", day(3))),
        (Table::Appointments, _) => ordered(("appointed_on", day(1)), ("ends_on", day(2))),
        (Table::Plans, [_, _, Checked::Kind(PlanKind::Monthly), Checked::Null, ..]) => {
            fault(FaultCode::MissingValue, "month", Value::Null, Context::None);
        }
        _ => {}
    }
}

/// Required values that are absent: in every row once for the table, else in each row.
fn missing(table: Table, pending: &Pending, noted: &mut Noted) {
    for (place, column) in table.columns().iter().enumerate().filter(|(_, column)| column.required) {
        let fault = |code| Fault::new(code).in_table(table.name()).in_column(column.name);
        let is_missing = |cells: &Cells| cells.get(place).is_some_and(Checked::is_null);
        let mut rows = pending.rows.iter().enumerate().filter(|(_, cells)| is_missing(cells)).map(|(row, _)| row);
        if pending.seen.get(place) == Some(&true) {
            rows.for_each(|row| noted.push(fault(FaultCode::MissingValue).in_row(row)));
        } else if rows.next().is_some() {
            noted.push(fault(FaultCode::MissingTableColumn));
        }
    }
}

pub(crate) fn key(table: Table, cells: &Cells) -> impl Iterator<Item = &Checked> {
    table.key().iter().filter_map(|place| cells.get(*place))
}

/// The order of a table's rows: by key, then by every column.
pub(crate) fn compare(table: Table, one: &Cells, other: &Cells) -> Ordering {
    key(table, one).cmp(key(table, other)).then_with(|| one.cmp(other))
}

/// Row numbers by key, then by every column, then by place.
fn order(table: Table, rows: &[Cells]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_unstable_by(|a, b| match (rows.get(*a), rows.get(*b)) {
        (Some(x), Some(y)) => compare(table, x, y).then_with(|| a.cmp(b)),
        _ => Ordering::Equal,
    });
    order
}

/// Rows that share a key and differ are all faults, so that the order of rows cannot matter.
fn duplicates(table: Table, pending: &mut Pending, order: &[usize], ids: &super::Ids, noted: &mut Noted) {
    if table.key().is_empty() {
        return;
    }
    let rows = &pending.rows;
    let same = |a: &usize, b: &usize| match (rows.get(*a), rows.get(*b)) {
        (Some(a), Some(b)) => key(table, a).eq(key(table, b)),
        _ => false,
    };
    for group in order.chunk_by(same) {
        let mut cells = group.iter().filter_map(|row| rows.get(*row));
        let Some(first) = cells.next() else { continue };
        let keyed = key(table, first).all(|cell| !matches!(cell, Checked::Null | Checked::Faulty));
        if !keyed || cells.all(|other| other == first) {
            continue;
        }
        for row in group {
            let fault = Fault::new(FaultCode::DuplicateKey).in_row(*row);
            noted.push(keyed_fault(fault, table, first, ids));
            if let Some(faulty) = pending.faulty.get_mut(*row) {
                *faulty = true;
            }
        }
    }
}

/// The same fault at the key of a row; at every column of it where rows have no key.
pub(crate) fn keyed_fault(fault: Fault, table: Table, cells: &Cells, ids: &super::Ids) -> Fault {
    let columns = table.columns();
    let names: Vec<&str> = table.key().iter().filter_map(|at| columns.get(*at)).map(|c| c.name).collect();
    let display = |cell: &Checked| Value::from(cell.cell(|id| ids.text(id).into())).to_string();
    let fault = fault.in_table(table.name());
    if names.is_empty() {
        let values: Vec<String> = cells.iter().take(columns.len()).map(display).collect();
        return fault.of(Value::Text(values.join(",")));
    }
    let values: Vec<String> = key(table, cells).map(display).collect();
    fault.in_column(names.join(",")).of(Value::Text(values.join(",")))
}

/// The rows that are used, in order; those equal to an earlier one are noted and left.
fn unique<'p>(
    table: Table,
    pending: &'p Pending,
    order: &[usize],
    repeated: &mut Vec<(Table, usize, usize)>,
) -> Vec<(usize, &'p Cells)> {
    let mut used: Vec<(usize, &Cells)> = Vec::with_capacity(order.len());
    for row in order {
        let (Some(cells), Some(false)) = (pending.rows.get(*row), pending.faulty.get(*row)) else {
            continue;
        };
        match used.last() {
            Some((first, last)) if *last == cells => repeated.push((table, *row, *first)),
            _ => used.push((*row, cells)),
        }
    }
    used
}

impl Facts {
    fn fill(&mut self, table: Table, used: &[(usize, &Cells)]) {
        fn read<R: Row>(used: &[(usize, &Cells)]) -> Option<Vec<R>> {
            let rows = used.iter().filter_map(|(row, cells)| R::read(*cells, u32::try_from(*row).ok()?));
            let mut list = Vec::with_capacity(used.len());
            list.extend(rows);
            Some(list)
        }
        match table {
            Table::Engagements => self.engagements = read::<row::Engagement>(used),
            Table::Sessions => self.sessions = read::<row::Session>(used),
            Table::Excuses => self.excuses = read::<row::Excuse>(used),
            Table::Plans => self.plans = read::<row::Plan>(used),
            Table::Mentors => self.mentors = read::<row::Mentor>(used),
            Table::Appointments => self.appointments = read::<row::Appointment>(used),
            Table::Guidance => self.guidance = read::<row::Guidance>(used),
            Table::Evaluations => self.evaluations = read::<row::Evaluation>(used),
            Table::Violations => self.violations = read::<row::Violation>(used),
        }
    }

    /// The orders besides that of the tables in which rules read them.
    pub(super) fn index(&mut self) {
        let mut attendances = std::mem::take(&mut self.attendances);
        attendances.clear();
        attendances.extend(self.sessions().iter().map(|session| Attendance {
            worker: session.worker,
            ended_on: session.ended_on,
            project: session.project,
            form: session.form,
        }));
        attendances.sort_unstable();
        let mut supervised = std::mem::take(&mut self.supervised);
        supervised.clear();
        supervised.extend(self.engagements().iter().filter_map(|engagement| {
            Some(Supervised {
                project: engagement.project,
                supervisor: engagement.supervisor?,
                start: engagement.start,
                end: engagement.end,
            })
        }));
        supervised.sort_unstable();
        self.attendances = attendances;
        self.supervised = supervised;
    }
}

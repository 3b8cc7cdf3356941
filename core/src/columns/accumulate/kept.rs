//! The tables whose rows are subjects or bear on many: every different row is kept once.

use super::ids::{Entering, Ranks};
use super::runs::{Merged, Runs};
use crate::columns::array::NO_DAY;
use crate::columns::door::{Columns, SPACES};
use crate::columns::faults::FaultTally;
use crate::columns::space::NO_CODE;
use crate::facts::{Cell, Kind, PlanKind, Table};

/// The most columns that a row keeps.
pub(super) const CELLS: usize = 5;

/// Where a row stands: its batch, and its place there. Rows of the whole table follow the order of batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    pub(super) batch: u32,
    pub(super) row: u32,
}

/// A row, each cell as a number: a code of an id or a text, a day, a month, a year, a word or a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) cells: [u32; CELLS],
    /// The first row that is alike.
    pub(super) at: At,
    /// How many are alike.
    pub(super) times: u32,
}

impl Merged for Row {
    type Key = [u32; CELLS];
    type Spill = Row;

    fn key(&self) -> [u32; CELLS] {
        self.cells
    }

    fn join(self, other: Row, spill: &mut impl FnMut(Row)) -> Row {
        spill(Row { at: self.at.max(other.at), times: 1, ..self });
        Row { at: self.at.min(other.at), times: self.times.saturating_add(other.times), ..self }
    }
}

/// What a column's numbers stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Codes of one of the four kinds of ids.
    Ids(usize),
    Texts,
    Numbers,
    Words,
    Flags,
}

impl Holds {
    /// What stands for an absent value.
    pub(super) const fn absent(self) -> u32 {
        match self {
            Holds::Ids(_) | Holds::Texts => NO_CODE,
            Holds::Numbers => NO_DAY.cast_unsigned(),
            Holds::Words | Holds::Flags => NOTHING,
        }
    }

    /// What stands for a value that did not pass the door.
    pub(super) const fn spoilt(self) -> u32 {
        match self {
            Holds::Numbers => NO_DAY.wrapping_add(1).cast_unsigned(),
            _ => NOTHING.wrapping_sub(1),
        }
    }
}

/// What stands for no word and no flag.
pub(super) const NOTHING: u32 = u32::MAX;

/// The columns of a table that are kept, by their places.
pub(super) fn holds(table: Table) -> impl Iterator<Item = Holds> {
    // whom a mentor guided decides nothing
    let kept = match table {
        Table::Sessions => 0,
        Table::Guidance => 2,
        _ => CELLS,
    };
    table.columns().iter().take(kept).enumerate().map(move |(at, column)| match column.kind {
        Kind::Id => Holds::Ids(SPACES.iter().position(|columns| columns.contains(&(table, at))).unwrap_or_default()),
        Kind::Text | Kind::Reason => Holds::Texts,
        Kind::Flag => Holds::Flags,
        Kind::Form | Kind::PlanKind | Kind::ContentSource => Holds::Words,
        Kind::Date | Kind::Month | Kind::Year | Kind::Count => Holds::Numbers,
    })
}

/// The rows of all tables but the sessions.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables {
    rows: [Runs<Row>; Table::ALL.len()],
    /// The first repetitions of each table, in the order of rows.
    again: [Vec<Row>; Table::ALL.len()],
}

impl Tables {
    /// Takes in the rows of a batch.
    pub(super) fn take_in(
        &mut self,
        columns: &Columns<'_>,
        batch: u32,
        ids: &mut [Entering<'_>; 4],
        text: &mut impl FnMut(&str) -> u32,
    ) {
        for table in Table::ALL {
            let mut rows = Vec::new();
            each(columns, table, text, |row, mut cells| {
                for (cell, holds) in cells.iter_mut().zip(holds(table)) {
                    if let Holds::Ids(space) = holds
                        && let Some(ids) = ids.get_mut(space)
                    {
                        *cell = ids.code(*cell);
                    }
                }
                rows.push(Row { cells, at: At { batch, row }, times: 1 });
            });
            self.add(table, rows);
        }
    }

    pub(super) fn add(&mut self, table: Table, rows: Vec<Row>) {
        let (Some(own), Some(again)) = (self.rows.get_mut(table as usize), self.again.get_mut(table as usize)) else {
            return;
        };
        own.add(rows, &mut |row| again.push(row));
        self.bound(table);
    }

    /// Takes in rows whose ids have other codes here.
    pub(super) fn merge(&mut self, other: Tables, ids: &[Ranks; 4], texts: &Ranks) {
        for (table, (rows, repeated)) in Table::ALL.into_iter().zip(other.rows.into_iter().zip(other.again)) {
            let change = |row: Row| recode(table, row, ids, texts);
            let (Some(own), Some(again)) = (self.rows.get_mut(table as usize), self.again.get_mut(table as usize))
            else {
                continue;
            };
            again.extend(repeated.into_iter().map(change));
            let mut spill = |row| again.push(row);
            let Runs(runs) = rows.map(change, &mut spill);
            own.add_runs(runs, &mut spill);
            self.bound(table);
        }
    }

    /// Lets go of repetitions beyond those that are told of. Which these are does not depend on the order of batches.
    fn bound(&mut self, table: Table) {
        if let Some(again) = self.again.get_mut(table as usize) {
            if table == Table::Guidance {
                // its rows are whole days: the batch has told of rows alike
                again.clear();
            } else if again.len() > FaultTally::KEPT {
                again.sort_unstable_by_key(|row| row.at);
                again.truncate(FaultTally::KEPT);
            }
            again.shrink_to_fit();
        }
    }

    /// Brings all rows in one order, under these codes.
    pub(super) fn settle(&mut self, ids: &[Ranks; 4], texts: &Ranks) {
        for table in Table::ALL {
            let (Some(rows), Some(again)) = (self.rows.get_mut(table as usize), self.again.get_mut(table as usize))
            else {
                continue;
            };
            let change = |row: Row| recode(table, row, ids, texts);
            again.iter_mut().for_each(|row| *row = change(*row));
            let mut spill = |row| again.push(row);
            *rows = std::mem::take(rows).map(change, &mut spill);
            rows.settle(&mut spill);
            again.sort_unstable_by_key(|row| row.at);
            self.bound(table);
        }
    }

    /// The rows of a table, and the repetitions; in order once they are settled.
    pub(super) fn rows(&self, table: Table) -> (&[Row], &[Row]) {
        let rows = self.rows.get(table as usize).map(Runs::rows);
        (rows.unwrap_or_default(), self.again.get(table as usize).map(Vec::as_slice).unwrap_or_default())
    }

    /// Takes back what [`Tables::rows`] gave.
    pub(super) fn restore(&mut self, table: Table, rows: Vec<Row>, repeated: Vec<Row>) {
        self.add(table, rows);
        if let Some(again) = self.again.get_mut(table as usize) {
            again.extend(repeated);
        }
    }

    pub(super) fn memory(&self) -> usize {
        let again = self.again.iter().map(|again| again.capacity().saturating_mul(size_of::<Row>()));
        self.rows.iter().map(Runs::memory).chain(again).fold(0, usize::saturating_add)
    }
}

fn recode(table: Table, mut row: Row, ids: &[Ranks; 4], texts: &Ranks) -> Row {
    for (cell, holds) in row.cells.iter_mut().zip(holds(table)) {
        let ranks = match holds {
            Holds::Ids(space) => ids.get(space),
            Holds::Texts => Some(texts),
            Holds::Numbers | Holds::Words | Holds::Flags => None,
        };
        if let Some(ranks) = ranks.filter(|_| *cell != holds.absent() && *cell != holds.spoilt()) {
            *cell = ranks.of(*cell);
        }
    }
    row
}

/// The rows of a batch that are used, under its own codes of ids.
fn each(
    columns: &Columns<'_>,
    table: Table,
    text: &mut impl FnMut(&str) -> u32,
    mut visit: impl FnMut(u32, [u32; CELLS]),
) {
    let Some(frame) = columns.frames.get(table) else { return };
    let number = |day: Option<crate::Day>| crate::columns::array::number(day).cast_unsigned();
    let flag = |flag: Option<bool>| flag.map_or(NOTHING, u32::from);
    let mut text_of =
        |at: usize, row: u32| match frame.at(at).map(|array| array.cell(crate::columns::space::place(row))) {
            Some(Cell::Text(words)) => text(&words),
            _ => NO_CODE,
        };
    let small = &columns.small;
    match table {
        Table::Engagements => {
            let Some(table) = &columns.engagements else { return };
            for (row, at) in (0..table.rows).zip(0..).filter(|(row, _)| !table.left_out.has(*row)) {
                let (project, worker) = (table.project.get(row), table.worker.get(row));
                let days = [table.start.get(row), table.end.get(row)].map(i32::cast_unsigned);
                let [start, end] = days;
                visit(at, [project, worker, start, end, table.supervisor.get(row)]);
            }
        }
        Table::Sessions => {}
        Table::Excuses => small.excuses.iter().for_each(|one| {
            let month = one.of.month.cast_unsigned();
            visit(one.row, [one.of.project, one.of.worker, month, text_of(3, one.row), 0]);
        }),
        Table::Plans => small.plans.iter().for_each(|one| {
            let month = one.of.month.map_or(NO_DAY, |month| month.number()).cast_unsigned();
            let kind = PlanKind::code(one.of.kind).into();
            visit(one.row, [one.of.project, one.of.supervisor, kind, month, number(Some(one.of.made_on))]);
        }),
        Table::Mentors => small.mentors.iter().for_each(|one| {
            let (mentor, of) = one.of;
            let [responsibility, experience, commitment] = [of.responsibility, of.experience, of.commitment].map(flag);
            visit(one.row, [mentor, text_of(1, one.row), responsibility, experience, commitment]);
        }),
        Table::Appointments => small.appointments.iter().for_each(|one| {
            let days = [number(Some(one.of.appointed_on)), number(one.of.ends_on)];
            let [appointed_on, ends_on] = days;
            visit(one.row, [one.of.mentor, appointed_on, ends_on, text_of(3, one.row), 0]);
        }),
        Table::Guidance => {
            let Some(table) = &columns.guidance else { return };
            for (row, at) in (0..table.rows).zip(0..).filter(|(row, _)| !table.left_out.has(*row)) {
                visit(at, [table.mentor.get(row), table.guided_on.get(row).cast_unsigned(), 0, 0, 0]);
            }
        }
        Table::Evaluations => small.evaluations.iter().for_each(|one| {
            let of = one.of;
            visit(one.row, [of.mentor, of.year.cast_unsigned(), number(Some(of.evaluated_on)), 0, 0]);
        }),
        Table::Violations => small.violations.iter().for_each(|one| {
            let of = one.of;
            visit(one.row, [of.mentor, number(Some(of.found_on)), number(of.revoked_on), 0, 0]);
        }),
    }
}

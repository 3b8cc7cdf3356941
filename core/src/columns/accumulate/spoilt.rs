//! Rows that are faulty in themselves: a sound row of any batch that shares the key of one is faulty, too.

use super::ids::Entering;
use super::kept::{At, CELLS, Holds, Row, Tables, holds};
use crate::columns::door::{Columns, cell_of};
use crate::columns::frame::Frame;
use crate::columns::keys::{KEYED, id_of, is_keyed};
use crate::facts::{Cell, Checked, Column, Id, Table, check};

/// Takes in the rows of a batch that are left out and have a key.
pub(super) fn take_in(
    tables: &mut Tables,
    columns: &Columns<'_>,
    batch: u32,
    ids: &mut [Entering<'_>; 4],
    text: &mut impl FnMut(&str) -> u32,
) {
    for table in KEYED {
        let Some(frame) = columns.frames.get(table) else { continue };
        let mut rows = Vec::new();
        for row in columns.left_out(table).iter().filter(|row| is_keyed(frame, *row)) {
            let mut cells = [0; CELLS];
            let kept = cells.iter_mut().zip(holds(table)).zip(table.columns()).enumerate();
            for (place, ((cell, holds), column)) in kept {
                *cell = number(frame, (row, place), column, holds, ids, text);
            }
            if let Ok(row) = u32::try_from(row)
                && has_ids(table, &cells)
            {
                rows.push(Row { cells, at: At { batch, row }, times: 1 });
            }
        }
        tables.add(table, rows);
    }
}

/// Whether its ids are of the sort that the batch has: an integer among texts is no key.
fn has_ids(table: Table, cells: &[u32; CELLS]) -> bool {
    cells.iter().zip(holds(table)).all(|(cell, holds)| !matches!(holds, Holds::Ids(_)) || *cell != holds.absent())
}

/// A value as it is kept of sound rows, too, so that rows alike are alike here.
fn number(
    frame: &Frame<'_>,
    (row, place): (usize, usize),
    column: &Column,
    holds: Holds,
    ids: &mut [Entering<'_>; 4],
    text: &mut impl FnMut(&str) -> u32,
) -> u32 {
    if frame.is_refused(row, place) {
        return holds.spoilt();
    }
    let Some(array) = frame.at(place) else { return holds.absent() };
    let cell = cell_of(&array, column.kind, row);
    match (check(&cell, column.kind, |_| Id::new(0)), holds, &cell) {
        (Ok(Checked::Null), ..) => holds.absent(),
        (Ok(Checked::Day(day)), ..) => day.number().cast_unsigned(),
        (Ok(Checked::Month(month)), ..) => month.number().cast_unsigned(),
        (Ok(Checked::Flag(flag)), ..) => flag.into(),
        (Ok(Checked::Id(_)), Holds::Ids(space), _) => {
            let code = id_of(&array, row).zip(ids.get_mut(space)).map(|(id, ids)| ids.of(id));
            code.unwrap_or(holds.absent())
        }
        (Ok(Checked::Id(_)), _, Cell::Text(words)) => text(words),
        // no table with a key has words or counts
        _ => holds.spoilt(),
    }
}

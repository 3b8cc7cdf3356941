//! Kept rows laid out as columns again, in the order of the whole table.

use super::kept::{At, Holds, Row, holds};
use crate::columns::array::{Array, Column, Texts, Validity};
use crate::columns::door::rows;
use crate::columns::faults::FaultTally;
use crate::columns::frame::Frame;
use crate::columns::keys;
use crate::columns::space::{Codes, IdValue, Space};
use crate::columns::typed::Rows;
use crate::facts::Table;

/// The rows of one table as columns.
pub(super) struct Laid {
    pub(super) table: Table,
    /// Where each row stands.
    pub(super) at: Vec<At>,
    pub(super) rows: Vec<Row>,
    /// The rows that are faulty in themselves.
    pub(super) left_out: Rows,
    columns: Vec<(Holds, Values, Vec<u8>)>,
}

enum Values {
    Codes(Vec<u32>),
    Integers(Vec<i64>),
    Numbers(Vec<i32>),
    Words(Vec<u8>),
    Flags(Vec<bool>),
}

impl Laid {
    /// Lays out rows that are used, and rows that are faulty in themselves.
    pub(super) fn of(table: Table, mut rows: Vec<Row>, spoilt: &[Row], spaces: &[Space<'static>; 4]) -> Laid {
        rows.extend(spoilt);
        if !rows.is_sorted_by_key(|row| row.at) {
            rows.sort_unstable_by_key(|row| row.at);
        }
        let mut left_out = Rows::NONE;
        let places = spoilt.iter().filter_map(|row| rows.binary_search_by_key(&row.at, |row| row.at).ok());
        places.for_each(|row| left_out.add(row));
        let columns = holds(table).enumerate().map(|(at, holds)| {
            let cells = || rows.iter().filter_map(|row| row.cells.get(at).copied());
            let integers = |space: usize| spaces.get(space).filter(|space| matches!(space, Space::Integers(_)));
            let values = match holds {
                Holds::Ids(space) => match integers(space) {
                    Some(space) => Values::Integers(
                        cells()
                            .map(|code| match space.value(code) {
                                Some(IdValue::Integer(id)) => id,
                                _ => 0,
                            })
                            .collect(),
                    ),
                    None => Values::Codes(cells().collect()),
                },
                Holds::Texts => Values::Codes(cells().collect()),
                Holds::Numbers => Values::Numbers(cells().map(u32::cast_signed).collect()),
                Holds::Words => Values::Words(cells().map(|word| u8::try_from(word).unwrap_or(u8::MAX)).collect()),
                Holds::Flags => Values::Flags(cells().map(|flag| flag == 1).collect()),
            };
            let given = |cell| cell != holds.absent() && cell != holds.spoilt();
            (holds, values, cells().map(|cell| u8::from(given(cell))).collect())
        });
        let columns = columns.collect();
        Laid { table, at: rows.iter().map(|row| row.at).collect(), rows, left_out, columns }
    }

    pub(super) fn frame<'l>(&'l self, spaces: &'l [Space<'static>; 4], texts: &'l Space<'static>) -> Frame<'l> {
        let columns = self.table.columns().iter().zip(&self.columns);
        let mut frame = columns.fold(Frame::new(self.table), |frame, (column, (holds, values, valid))| {
            let words = match holds {
                Holds::Ids(space) => spaces.get(*space),
                _ => Some(texts),
            };
            let words = match words {
                Some(Space::Shared(texts)) => texts.0.texts(),
                _ => Texts::Slices(&[]),
            };
            frame.with(column.name, array(values, words, Validity::Bytes(valid)))
        });
        for row in self.left_out.iter() {
            self.spoilt(row).for_each(|place| frame.mark_refused(row, place));
        }
        frame
    }

    /// The places of a row whose values did not pass the door.
    fn spoilt(&self, row: usize) -> impl Iterator<Item = usize> {
        let cells = self.rows.get(row).into_iter().flat_map(|row| row.cells);
        cells.zip(holds(self.table)).enumerate().filter(|(_, (cell, holds))| *cell == holds.spoilt()).map(|(at, _)| at)
    }

    /// Whether every row passes the door, or is faulty in itself and has a key.
    pub(super) fn is_sound(&self, spaces: &[Space<'static>; 4], texts: &Space<'static>) -> bool {
        let frame = self.frame(spaces, texts);
        let (mut faults, mut faulty) = (FaultTally::default(), Rows::NONE);
        rows(&frame, &mut faults, &mut faulty);
        (0..self.rows.len()).all(|row| match self.left_out.has(row) {
            true => keys::is_keyed(&frame, row),
            false => !faulty.has(row) && self.spoilt(row).next().is_none(),
        })
    }

    /// The codes of the ids in a column.
    pub(super) fn codes(&self, at: usize) -> Codes<'static> {
        Codes::Own(self.rows.iter().filter_map(|row| row.cells.get(at).copied()).collect())
    }
}

fn array<'l>(values: &'l Values, words: Texts<'l>, validity: Validity<'l>) -> Array<'l> {
    match values {
        Values::Codes(values) => Array::Dictionary(Column { values, validity }, words),
        Values::Integers(values) => Array::I64(Column { values, validity }),
        Values::Numbers(values) => Array::I32(Column { values, validity }),
        Values::Words(values) => Array::U8(Column { values, validity }),
        Values::Flags(values) => Array::Bool(Column { values, validity }),
    }
}

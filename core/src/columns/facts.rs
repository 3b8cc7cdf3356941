//! Columns past their door as facts: for what is made row by row, such as documents.

use super::array::Array;
use super::door::{Columns, cell_of, mixed};
use super::faults::FaultTally;
use super::typed::Rows;
use crate::facts::{Builder, Cell, Facts, Kind, OnError, Table};

impl Columns<'_> {
    /// The same as facts, without the rows that were left out. Integers stay integers and order by value. It takes
    /// many times the memory of the columns: for documents, not for millions of rows.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    ///
    /// let guidance = Frame::new(Table::Guidance).with("mentor", &[10, 9]).with("guided_on", &[19_800, 19_800]);
    /// let columns = Columns::check(Frames::new().with(guidance), Door::default())?;
    /// assert_eq!(columns.to_facts().len(Table::Guidance), Some(2));
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn to_facts(&self) -> Facts {
        let mut left_out: [Rows; Table::ALL.len()] = Default::default();
        // these have been told
        let mut faults = FaultTally::default();
        for frame in self.frames.iter() {
            if let Some(out) = left_out.get_mut(frame.table as usize) {
                frame.structure(&mut faults, out);
            }
        }
        for columns in super::door::SPACES {
            mixed(&self.frames, columns, &mut faults, &mut left_out);
        }
        let mut builder = Builder::with_integers();
        for frame in self.frames.iter() {
            let table = frame.table;
            builder.table(table);
            for row in 0..frame.rows() {
                if left_out.get(table as usize).is_some_and(|out| out.has(row)) {
                    builder.faulty_row(table);
                    continue;
                }
                let cells = table.columns().iter().enumerate().filter_map(|(place, column)| {
                    let array = frame.at(place)?;
                    Some((column.name, cell(&array, column.kind, row)))
                });
                builder.row(table, cells);
            }
        }
        // what has faults was left out there, too
        let mut facts = builder.build(OnError::Skip).unwrap_or_default();
        facts.replace_faults(self.faults.first().to_vec());
        facts
    }
}

/// A value as it was given: an integer id stays one.
pub(super) fn cell<'a>(array: &Array<'a>, kind: Kind, row: usize) -> Cell<'a> {
    match (array, kind) {
        (Array::I32(_) | Array::I64(_) | Array::U32(_), Kind::Id) => array.cell(row),
        _ => cell_of(array, kind, row),
    }
}

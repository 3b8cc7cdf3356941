use std::collections::BTreeSet;

use super::unit::{Unit, earlier};
use super::watch::Watch;
use crate::calendar::Day;
use crate::facts::Kept;
use crate::policy::Policy;

/// The rows of a unit, by table and in the order of the table.
#[derive(Clone, Debug, Default)]
pub(super) struct Held {
    pub(super) rows: Vec<Kept>,
    /// Its day in the queue.
    pub(super) next: Option<Day>,
}

impl Held {
    pub(super) fn insert(&mut self, row: Kept) {
        let (table, cells) = (row.table(), row.cells());
        if let Err(at) = self.rows.binary_search_by(|one| one.compare(table, &cells)) {
            self.rows.insert(at, row);
        }
    }

    pub(super) fn remove(&mut self, row: Kept) {
        let (table, cells) = (row.table(), row.cells());
        if let Ok(at) = self.rows.binary_search_by(|one| one.compare(table, &cells)) {
            self.rows.remove(at);
        }
    }

    /// Puts the unit into the queue for its next day, in the place of the one it has there.
    pub(super) fn schedule(
        &mut self,
        unit: Unit,
        watch: &Watch,
        policy: &Policy,
        as_of: Day,
        queue: &mut BTreeSet<(Day, Unit)>,
    ) {
        let mut next = unit.next_date(policy, &self.rows, as_of);
        if let Some(day) = watch.next {
            earlier(&mut next, day, as_of);
        }
        let before = std::mem::replace(&mut self.next, next);
        if before != next {
            if let Some(day) = before {
                queue.remove(&(day, unit));
            }
            queue.extend(next.map(|day| (day, unit)));
        }
    }
}

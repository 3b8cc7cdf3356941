use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use super::row::{self, Row};
use super::schema::WIDTH;
use super::{Builder, Cells, Checked, Facts, Fault, Id, Ids, OnError, Table, compare, key};

/// Facts that are written anew for every question about a few rows, on the same memory.
///
/// Texts keep their ids and new ones come at the end. So ids do not compare as their texts here; nothing asked of a
/// slate may depend on that. They are ordered all the same, and rows are kept in that order.
#[derive(Clone, Debug)]
pub(crate) struct Slate {
    facts: Facts,
    /// The ids by the hashes of their texts. A text whose hash is taken stands at the next one that is free.
    index: HashMap<u64, Id>,
    hasher: RandomState,
}

impl Slate {
    /// Knows the texts of these facts by the same ids.
    pub(crate) fn new(facts: &Facts) -> Slate {
        let ids = facts.ids.with_room();
        let (hasher, mut index) = (RandomState::new(), HashMap::with_capacity(ids.count()));
        for (id, text) in ids.iter() {
            let mut hash = hasher.hash_one(text);
            while index.contains_key(&hash) {
                hash = hash.wrapping_add(1);
            }
            index.insert(hash, id);
        }
        Slate { facts: Facts { ids: Arc::new(ids), ..Facts::default() }, index, hasher }
    }

    pub(crate) fn ids(&self) -> &Ids {
        &self.facts.ids
    }

    /// The id of a text that is known.
    pub(crate) fn find(&self, text: &str) -> Option<Id> {
        self.place(text).ok()
    }

    /// The id of a text, or else the hash that is free for it.
    fn place(&self, text: &str) -> Result<Id, u64> {
        let mut hash = self.hasher.hash_one(text);
        while let Some(id) = self.index.get(&hash) {
            if self.ids().text(*id) == text {
                return Ok(*id);
            }
            hash = hash.wrapping_add(1);
        }
        Err(hash)
    }

    /// The id of a text, known or not. `None` once there are 2^32 - 1 texts.
    pub(crate) fn id(&mut self, text: &str) -> Option<Id> {
        match self.place(text) {
            Ok(id) => Some(id),
            Err(hash) => {
                // the slate alone holds them, unless it was cloned; then they are copied once
                let id = Arc::make_mut(&mut self.facts.ids).push(text)?;
                self.index.insert(hash, id);
                Some(id)
            }
        }
    }

    /// The facts that these rows make up. Rows of a table come in its order.
    pub(crate) fn write<'r>(&mut self, rows: impl IntoIterator<Item = &'r Kept>) -> &Facts {
        write(&mut self.facts, rows);
        &self.facts
    }

    /// The same on memory of its own.
    pub(crate) fn copy<'r>(&self, rows: impl IntoIterator<Item = &'r Kept>) -> Facts {
        let mut facts = Facts { ids: Arc::clone(&self.facts.ids), ..Facts::default() };
        write(&mut facts, rows);
        facts
    }

    /// Facts of these tables and rows like any others: ids are ranks again, and every row has its place in its table as
    /// its number.
    pub(crate) fn facts<'r>(
        &self,
        tables: impl IntoIterator<Item = Table>,
        rows: impl IntoIterator<Item = &'r Kept>,
        inferred: bool,
        faults: &[Fault],
    ) -> Facts {
        let mut builder = Builder::new();
        tables.into_iter().for_each(|table| builder.table(table));
        for row in rows {
            let (table, cells) = (row.table(), row.cells());
            let cells = table.columns().iter().zip(cells);
            let text = |id| Cow::Borrowed(self.ids().text(id));
            builder.row(table, cells.map(|(column, cell)| (column.name, cell.cell(text))));
        }
        // nothing that passed the door once is refused here
        let mut facts = builder.build(OnError::Skip).unwrap_or_default();
        facts.number();
        Facts { inferred, faults: faults.to_vec(), ..facts }
    }
}

fn write<'r>(facts: &mut Facts, rows: impl IntoIterator<Item = &'r Kept>) {
    facts.clear();
    rows.into_iter().for_each(|row| facts.add(*row));
    facts.index();
}

macro_rules! kept {
    ($($type:ident: $table:ident = $rows:ident),+ $(,)?) => {
        /// A row of any table.
        #[derive(Clone, Copy, Debug)]
        pub(crate) enum Kept {
            $($type(row::$type)),+
        }

        impl Kept {
            /// Reads a checked row; `None` if a required value is missing, which the door has ruled out.
            pub(crate) fn read(table: Table, cells: &[Checked]) -> Option<Kept> {
                match table {
                    $(Table::$table => row::$type::read(cells, 0).map(Kept::$type)),+
                }
            }

            pub(crate) fn table(&self) -> Table {
                match self {
                    $(Kept::$type(_) => Table::$table),+
                }
            }

            pub(crate) fn with_cells(&self, visit: impl FnOnce(&[Checked])) {
                match self {
                    $(Kept::$type(row) => row.with_cells(visit)),+
                }
            }
        }

        impl Facts {
            fn clear(&mut self) {
                $(self.$rows.get_or_insert_default().clear();)+
            }

            fn add(&mut self, row: Kept) {
                match row {
                    $(Kept::$type(row) => self.$rows.get_or_insert_default().push(row)),+
                }
            }

            fn number(&mut self) {
                fn each<R: Row>(rows: Option<&mut Vec<R>>) {
                    for (row, number) in rows.into_iter().flatten().zip(0..) {
                        let mut numbered = None;
                        row.with_cells(|cells| numbered = R::read(cells, number));
                        *row = numbered.unwrap_or(*row);
                    }
                }
                $(each(self.$rows.as_mut());)+
            }
        }
    };
}

kept! {
    Engagement: Engagements = engagements,
    Session: Sessions = sessions,
    Excuse: Excuses = excuses,
    Plan: Plans = plans,
    Mentor: Mentors = mentors,
    Appointment: Appointments = appointments,
    Guidance: Guidance = guidance,
    Evaluation: Evaluations = evaluations,
    Violation: Violations = violations,
}

impl Kept {
    pub(crate) fn cells(&self) -> Cells {
        let mut all = [Checked::Null; WIDTH];
        self.with_cells(|cells| all.iter_mut().zip(cells).for_each(|(slot, cell)| *slot = *cell));
        all
    }

    /// Where it stands beside a row: by table, then in the order of the table.
    pub(crate) fn compare(&self, table: Table, cells: &Cells) -> Ordering {
        self.table().cmp(&table).then_with(|| compare(table, &self.cells(), cells))
    }

    /// The same by key alone.
    pub(crate) fn compare_key(&self, table: Table, cells: &Cells) -> Ordering {
        self.table().cmp(&table).then_with(|| key(table, &self.cells()).cmp(key(table, cells)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Guidance, Tables};

    #[test]
    fn texts_keep_their_ids_and_facts_are_ranked_again() {
        let day = chrono::NaiveDate::from_ymd_opt(2024, 3, 5).unwrap();
        let guidance = ["b", "d"].map(|mentor| Guidance::new(mentor, day)).to_vec();
        let facts = Facts::new(Tables { guidance: Some(guidance), ..Tables::default() }).unwrap();
        let mut slate = Slate::new(&facts);
        let ids = ["b", "d", "c", "a"].map(|text| slate.id(text).unwrap());
        assert!(ids.is_sorted());
        for (text, id) in ["b", "d", "c", "a"].into_iter().zip(ids) {
            assert_eq!((slate.find(text), slate.id(text), slate.ids().text(id)), (Some(id), Some(id), text));
        }
        assert_eq!(slate.find("e"), None);
        let rows = ids.map(|id| {
            let cells = [Checked::Id(id), Checked::Day(day.into()), Checked::Null];
            Kept::read(Table::Guidance, &cells).unwrap()
        });
        let facts = slate.facts([Table::Guidance], &rows, false, &[]);
        let mut mentors = Vec::new();
        facts.each_row(Table::Guidance, |row, _| mentors.push(row));
        assert_eq!(mentors, [0, 1, 2, 3]);
        assert_eq!(facts.guidance().iter().map(|row| facts.ids().text(row.mentor)).collect::<String>(), "abcd");
    }

    #[test]
    fn a_row_is_compact() {
        assert!(size_of::<Kept>() <= 52);
    }
}

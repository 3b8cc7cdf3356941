use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::{Checked, Facts, Ids, Table};

pub(super) fn serialize<S: Serializer>(facts: &Facts, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for table in Table::ALL {
        if facts.has(table) {
            map.serialize_entry(table.name(), &Rows { facts, table })?;
        }
    }
    map.end()
}

struct Rows<'a> {
    facts: &'a Facts,
    table: Table,
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.facts.rows_as_given(self.table);
        let mut list = serializer.serialize_seq(Some(rows.len()))?;
        for (_, cells) in rows {
            list.serialize_element(&Cells { table: self.table, cells: &cells, ids: self.facts.ids() })?;
        }
        list.end()
    }
}

struct Cells<'a> {
    table: Table,
    cells: &'a [Checked],
    ids: &'a Ids,
}

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.cells.len()))?;
        for (column, cell) in self.table.columns().iter().zip(self.cells) {
            map.serialize_key(column.name)?;
            match cell {
                Checked::Null | Checked::Faulty => map.serialize_value(&()),
                Checked::Id(id) => map.serialize_value(self.ids.text(*id)),
                Checked::Day(day) => map.serialize_value(day),
                Checked::Month(month) => map.serialize_value(month),
                Checked::Number(number) => map.serialize_value(number),
                Checked::Flag(flag) => map.serialize_value(flag),
                Checked::Form(form) => map.serialize_value(form),
                Checked::Kind(kind) => map.serialize_value(kind),
                Checked::Source(source) => map.serialize_value(source),
            }?;
        }
        map.end()
    }
}

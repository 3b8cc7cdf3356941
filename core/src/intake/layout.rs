//! How a part of a sheet is read: which of its columns is which field of which table.

use super::headings::Field;
use super::report::{ColumnReport, one_based};
use super::sheet::letters;
use crate::facts::{PlanKind, Table};
use crate::message::{Message, Param};

/// The unit of a column of lengths of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Minutes,
    Hours,
    Unsaid,
}

impl Unit {
    pub(super) fn of(heading: &str) -> Unit {
        if heading.contains("小时") || heading.contains("时数") || heading.contains("hour") {
            Unit::Hours
        } else if heading.contains('分') || heading.contains("min") {
            Unit::Minutes
        } else {
            Unit::Unsaid
        }
    }
}

/// A column that is read.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) column: u32,
    pub(super) field: Field,
    pub(super) strength: u8,
    /// The heading as it stands.
    pub(super) heading: String,
    /// The same made comparable.
    pub(super) key: String,
    pub(super) unit: Unit,
}

/// Place of the column of the facts, value, row and column of the cell that gives it.
pub(super) type Constant = (usize, String, (u32, u32));

/// How one table is read off a part of a sheet.
#[derive(Clone, Debug)]
pub(super) struct TableLayout {
    pub(super) table: Table,
    pub(super) chosen: Vec<Chosen>,
    /// Values that a line gives for the rows below it.
    pub(super) constants: Vec<Constant>,
    /// The kind of plans that lack a column for it.
    pub(super) kind: Option<PlanKind>,
    /// Another table of the same rows comes first; this one has a row only where it has something of its own.
    pub(super) is_second: bool,
}

/// A part of a sheet under one heading.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// First and last row of the heading, by place.
    pub(super) header: (usize, usize),
    pub(super) tables: Vec<TableLayout>,
    pub(super) columns: Vec<ColumnReport>,
    pub(super) why: Vec<Message>,
}

impl TableLayout {
    pub(super) fn chosen_for(&self, field: Field) -> Option<&Chosen> {
        self.chosen.iter().find(|chosen| chosen.field == field)
    }

    pub(super) fn has(&self, place: usize) -> bool {
        self.chosen_for(Field::Column(place)).is_some() || self.constants.iter().any(|(of, ..)| *of == place)
    }

    /// How the intake report says what a line gives.
    pub(super) fn said(&self, (column, value, (row, at)): &Constant) -> Message {
        let name = self.table.columns().get(*column).map_or("", |column| column.name);
        let place = format!("{}{}", letters(*at), one_based(*row));
        let message = Message::reading("intake.sheet.constant").with("field", Param::Text(name.to_owned()));
        message.with("value", Param::Text(value.clone())).with("cell", Param::Text(place))
    }

    /// The required columns that nothing gives.
    pub(super) fn missing(&self) -> Vec<&'static str> {
        let columns = self.table.columns().iter().enumerate();
        let missing =
            columns.filter(|(place, column)| column.required && !self.has(*place) && !self.derives(column.name));
        missing.map(|(_, column)| column.name).collect()
    }

    /// Whether a required column can be made from others.
    fn derives(&self, name: &str) -> bool {
        let has = |name: &str| self.table.position(name).is_some_and(|place| self.has(place));
        match (self.table, name) {
            (Table::Sessions, "session") => true,
            (Table::Sessions, "ended_on") | (_, "") => false,
            (Table::Plans, "kind") => self.kind.is_some() || has("month"),
            (Table::Appointments, "appointed_on") => self.chosen_for(Field::Term).is_some(),
            _ => false,
        }
    }

    /// The letter of the column that holds a column of the facts.
    pub(super) fn letter(&self, name: &str) -> Option<String> {
        // a key's fault names its columns together
        let name = name.split(',').next()?;
        let place = self.table.position(name)?;
        let chosen = self.chosen_for(Field::Column(place)).or_else(|| {
            (self.table == Table::Appointments && (name == "appointed_on" || name == "ends_on"))
                .then(|| self.chosen_for(Field::Term))
                .flatten()
        });
        chosen.map(|chosen| letters(chosen.column))
    }
}

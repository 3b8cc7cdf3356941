//! Which heading means which column, by table.

use std::collections::HashMap;

use super::aliases::{IDLE, aliases};
use super::text::{folded, without_brackets};
use crate::facts::Table;

/// What a column of a sheet is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Field {
    /// A column of the table, by its place.
    Column(usize),
    /// 聘期 as a range: both ends of a term.
    Term,
    /// Whether a record was handed in, without its day.
    Submitted,
    /// Whether the event took place.
    Status,
    /// Remarks, among which such a status may stand.
    Remark,
    /// Known, and nothing that is asked for.
    Idle,
}

impl Field {
    /// The name in reports and mappings.
    pub(super) fn name(self, table: Table) -> &'static str {
        match self {
            Field::Column(place) => table.columns().get(place).map_or("", |column| column.name),
            Field::Term => "term",
            Field::Submitted => "submitted",
            Field::Status => "status",
            Field::Remark => "remark",
            Field::Idle => "ignore",
        }
    }

    /// The field of a table with this name.
    pub(super) fn from_name(table: Table, name: &str) -> Option<Field> {
        match name {
            "term" if table == Table::Appointments => Some(Field::Term),
            "submitted" if table == Table::Sessions => Some(Field::Submitted),
            "status" => Some(Field::Status),
            "remark" => Some(Field::Remark),
            "ignore" => Some(Field::Idle),
            name => table.position(name).map(Field::Column),
        }
    }
}

/// A field and how good its evidence is: 0 is the best; a weaker one is used only where no better stands.
pub(super) type Meaning = (Field, u8);

/// Every heading that is known, for every table.
#[derive(Debug)]
pub(super) struct Headings {
    known: HashMap<String, [Option<Meaning>; Table::ALL.len()]>,
    idle: Vec<&'static str>,
}

impl Headings {
    /// The built-in ones.
    pub(super) fn new() -> Headings {
        let mut headings = Headings { known: HashMap::new(), idle: IDLE.split_whitespace().collect() };
        for table in Table::ALL {
            for (name, strength, words) in aliases(table) {
                let Some(field) = Field::from_name(table, name) else {
                    continue;
                };
                for word in words.split_whitespace() {
                    headings.learn(table, word, (field, *strength), false);
                }
            }
            for (place, column) in table.columns().iter().enumerate() {
                headings.learn(table, &key(column.name), (Field::Column(place), 0), true);
            }
        }
        headings
    }

    /// Adds a heading; `replace` lets it stand against one that is known already.
    pub(super) fn learn(&mut self, table: Table, heading: &str, meaning: Meaning, replace: bool) {
        let meanings = self.known.entry(heading.to_owned()).or_default();
        if let Some(slot) = meanings.get_mut(table as usize)
            && (replace || slot.is_none())
        {
            *slot = Some(meaning);
        }
    }

    /// What a heading means in a table.
    pub(super) fn meaning(&self, table: Table, heading: &str) -> Option<Meaning> {
        let of = |key: &str| self.known.get(key).and_then(|meanings| meanings.get(table as usize)).copied().flatten();
        of(heading).or_else(|| {
            let (outside, _) = without_brackets(heading);
            of(&outside)
        })
    }

    /// Whether it is a heading in any table.
    pub(super) fn is_known(&self, heading: &str) -> bool {
        self.known.contains_key(heading) || self.is_idle(heading) || {
            let (outside, _) = without_brackets(heading);
            self.known.contains_key(&outside)
        }
    }

    /// Whether it is known to be nothing that is asked for.
    pub(super) fn is_idle(&self, heading: &str) -> bool {
        self.idle.contains(&heading) || self.idle.contains(&without_brackets(heading).0.as_str())
    }
}

/// A heading made comparable.
pub(super) fn key(heading: &str) -> String {
    let folded = folded(heading);
    folded
        .chars()
        .filter(|c| !matches!(c, '_' | '-' | '*' | '★' | '※' | '"' | '\'' | '“' | '”'))
        .collect::<String>()
        .trim_end_matches([':', '：', '.'])
        .trim_end_matches("(必填)")
        .to_owned()
}

/// A quick look before [`key`]: whether a text begins as a key does.
pub(super) fn may_be(text: &str, key: &str) -> bool {
    let begins = |c: char| c.is_alphanumeric() || c == '#';
    let first = text.chars().map(super::text::half_width).find(|c| begins(*c));
    first.map(|c| c.to_ascii_lowercase()) == key.chars().find(|c| begins(*c)).map(|c| c.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_as_people_write_them() {
        let headings = Headings::new();
        let column = |table: Table, name: &str| table.position(name).map(Field::Column);
        for (table, heading, name) in [
            (Table::Sessions, "督导 日期", "ended_on"),
            (Table::Sessions, "Ended On", "ended_on"),
            (Table::Sessions, "ended_on", "ended_on"),
            (Table::Sessions, "*被督导者：", "worker"),
            (Table::Sessions, "督导时长（分钟）", "minutes"),
            (Table::Sessions, "参加人员", "worker"),
            (Table::Plans, "制定人", "supervisor"),
            (Table::Appointments, "聘任日期", "appointed_on"),
            (Table::Excuses, "事由", "reason"),
            (Table::Mentors, "责任心", "responsibility"),
        ] {
            assert_eq!(
                headings.meaning(table, &key(heading)).map(|(field, _)| field),
                column(table, name),
                "{heading}"
            );
        }
        assert!(headings.is_idle("序号") && headings.meaning(Table::Sessions, "序号").is_none());
    }

    #[test]
    fn every_alias_names_a_field() {
        for table in Table::ALL {
            for (name, ..) in aliases(table) {
                assert!(Field::from_name(table, name).is_some(), "{table} {name}");
            }
            for column in table.columns() {
                assert!(Headings::new().meaning(table, &key(column.name)).is_some());
            }
        }
    }
}

//! The words for what has a name in the interface, for whoever shows it to people.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::facts::{ContentSource, Form, PlanKind, Table};
use crate::finding::{Force, Verdict};
use crate::message::{Text, document};
use crate::rules::Rule;

/// A table as a person calls it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TableWords {
    /// The table.
    pub name: Text,
    /// The headings of its columns, as in the template.
    pub columns: BTreeMap<&'static str, Text>,
}

/// What rules, verdicts, tables and codes are called, by their names.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Words {
    /// The titles of the rules.
    pub rules: BTreeMap<&'static str, Text>,
    /// The verdicts.
    pub verdicts: BTreeMap<&'static str, Text>,
    /// How strictly a clause binds.
    pub forces: BTreeMap<&'static str, Text>,
    /// The tables and their columns.
    pub tables: BTreeMap<&'static str, TableWords>,
    /// The values of columns that hold codes.
    pub values: BTreeMap<&'static str, BTreeMap<&'static str, Text>>,
}

/// The words of this library.
#[must_use]
pub fn words() -> Words {
    let table = |table: Table| {
        let columns = table.columns().iter().map(|column| (column.name, document::heading(table, column))).collect();
        (table.name(), TableWords { name: table.word(), columns })
    };
    let values = [
        ("form", Form::ALL.iter().map(|form| (form.name(), form.word())).collect()),
        ("kind", PlanKind::ALL.iter().map(|kind| (kind.name(), kind.word())).collect()),
        (
            "content_source",
            ContentSource::ALL.iter().map(|source| (source.name(), document::content_source(*source))).collect(),
        ),
        // their English words are their names
        ("category", document::CATEGORIES.iter().map(|group| (group.en, *group)).collect()),
    ];
    Words {
        rules: Rule::ALL.iter().map(|rule| (rule.name(), rule.title())).collect(),
        verdicts: Verdict::ALL.iter().map(|verdict| (verdict.name(), verdict.word())).collect(),
        forces: Force::ALL.iter().map(|force| (force.name(), force.word())).collect(),
        tables: Table::ALL.into_iter().map(table).collect(),
        values: values.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_nameless() {
        let words = words();
        assert_eq!((words.rules.len(), words.verdicts.len(), words.forces.len(), words.tables.len()), (11, 6, 3, 9));
        let columns = words.tables.values().flat_map(|table| table.columns.values());
        let values = words.values.values().flat_map(BTreeMap::values);
        for text in columns.chain(values) {
            assert!(!text.zh.is_empty() && !text.en.is_empty());
        }
    }
}

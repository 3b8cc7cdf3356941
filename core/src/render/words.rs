//! The words for what has a name in the interface, for whoever shows it to people.

use serde::{Serialize, Serializer};

use crate::facts::{ContentSource, Form, PlanKind, Table};
use crate::finding::{Force, Verdict};
use crate::message::{Text, document};
use crate::rules::Rule;

/// Names with what they stand for, in the order of this library; written as a map.
///
/// See the example of [`Words`].
#[derive(Clone, Debug, PartialEq)]
pub struct Named<T>(Vec<(&'static str, T)>);

impl<T> Named<T> {
    /// The names and what they stand for.
    ///
    /// See the example of [`Words`].
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&'static str, &T)> {
        self.0.iter().map(|(name, of)| (*name, of))
    }
}

impl<T> FromIterator<(&'static str, T)> for Named<T> {
    fn from_iter<I: IntoIterator<Item = (&'static str, T)>>(entries: I) -> Named<T> {
        Named(entries.into_iter().collect())
    }
}

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// A table as a person calls it.
///
/// ```
/// use hongyan::render::{TableWords, words};
///
/// let words = words();
/// let (name, guidance): (_, &TableWords) = words.tables.iter().find(|(name, _)| *name == "guidance").unwrap();
/// assert_eq!((name, guidance.name.en), ("guidance", "Guidance"));
/// assert_eq!(guidance.columns.iter().next().unwrap().1.zh, "导师姓名"); // the heading of `mentor`
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TableWords {
    /// The table.
    pub name: Text,
    /// The headings of its columns, as in the template.
    pub columns: Named<Text>,
}

/// What rules, verdicts, tables and codes are called, by their names.
///
/// ```
/// use hongyan::message::Text;
/// use hongyan::render::{Named, Words};
///
/// let words: Words = hongyan::render::words();
/// let verdicts: &Named<Text> = &words.verdicts;
/// assert_eq!(verdicts.iter().next(), Some(("compliant", &Text::new("合规", "compliant"))));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Words {
    /// The titles of the rules.
    pub rules: Named<Text>,
    /// The verdicts.
    pub verdicts: Named<Text>,
    /// How strictly a clause binds.
    pub forces: Named<Text>,
    /// The tables and their columns.
    pub tables: Named<TableWords>,
    /// The values of columns that hold codes.
    pub values: Named<Named<Text>>,
}

/// The words of this library.
///
/// ```
/// let words = hongyan::render::words();
/// assert_eq!(words.tables.iter().count(), 9);
/// ```
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
        let lengths = [words.rules.iter().len(), words.verdicts.iter().len(), words.forces.iter().len()];
        assert_eq!(lengths, [11, 6, 3]);
        assert_eq!(words.tables.iter().len(), 9);
        let columns = words.tables.iter().flat_map(|(_, table)| table.columns.iter());
        let values = words.values.iter().flat_map(|(_, values)| values.iter());
        for (name, text) in columns.chain(values) {
            assert!(!text.zh.is_empty() && !text.en.is_empty(), "{name}");
        }
    }
}

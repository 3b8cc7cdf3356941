//! What a user says about headings and values that are not recognised; and what was found, in the same shape.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::headings::{self, Field, Headings};
use super::text::{folded, tidy};
use crate::facts::{Fault, FaultCode, Table};

/// Sheets, headings and values that mean something. It is plain data, to be kept as JSON or TOML.
///
/// ```
/// use hongyan::intake::Mapping;
///
/// let mapping = Mapping::from_json(r#"{"headings": {"辅导老师": "supervisor"}, "values": {"form": {"谈心": "individual"}}}"#)?;
/// assert_eq!(mapping.headings["辅导老师"], "supervisor");
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// Name of a sheet or file -> name of a table, or `ignore`. Where several files have a sheet of this name, one of
    /// them is named by its file, too: `FILE/SHEET`.
    pub sheets: BTreeMap<String, String>,
    /// Heading -> column of the facts (`worker`, or `sessions.worker` for one table), or `ignore`.
    pub headings: BTreeMap<String, String>,
    /// Column of the facts -> (text of a cell -> value on the wire); an empty value means that nothing is entered.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
}

impl Mapping {
    /// Reads a mapping from JSON.
    ///
    /// # Errors
    /// `unreadable` if it is not JSON or not a mapping.
    ///
    /// ```
    /// use hongyan::intake::{Mapping, Options, read};
    ///
    /// // this office writes 谈心 for an individual supervision
    /// let mapping = Mapping::from_json(r#"{"values": {"form": {"谈心": "individual"}}}"#)?;
    /// let csv = "项目名称,社工姓名,督导形式,督导日期\n磁器口,周敏,谈心,2024-03-05\n";
    /// assert!(read(&[("督导记录.csv", csv)], &Options::default()).is_err());
    /// assert!(read(&[("督导记录.csv", csv)], &Options { mapping, ..Options::default() }).is_ok());
    /// assert!(Mapping::from_json(r#"{"words": {}}"#).is_err());
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Mapping, crate::facts::Faults> {
        serde_json::from_str(text).map_err(|error| Fault::unreadable(error.to_string()).into())
    }

    /// Reads a mapping from TOML.
    ///
    /// # Errors
    /// `unreadable` if it is not TOML or not a mapping.
    ///
    /// ```
    /// use hongyan::intake::Mapping;
    ///
    /// let mapping = Mapping::from_toml("[headings]\n'辅导老师' = 'supervisor'\n'备注' = 'ignore'")?;
    /// assert_eq!(mapping.headings["备注"], "ignore");
    /// assert!(Mapping::from_toml("headings = 3").is_err());
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Mapping, crate::facts::Faults> {
        toml::from_str(text).map_err(|error| Fault::unreadable(error.to_string()).into())
    }

    /// The mapping as JSON text.
    ///
    /// [`Mapping::from_json`] reads it again.
    ///
    /// ```
    /// use hongyan::intake::Mapping;
    ///
    /// let mut mapping = Mapping::default();
    /// mapping.sheets.insert("草稿".to_owned(), "ignore".to_owned());
    /// assert_eq!(Mapping::from_json(&mapping.to_json())?, mapping);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

/// A mapping made ready for looking up.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) headings: Headings,
    sheets: HashMap<String, Option<Table>>,
    values: HashMap<&'static str, HashMap<String, String>>,
    /// Headings that the user gave, by their key.
    pub(super) given: Vec<String>,
}

impl Known {
    /// The built-in words and those of a mapping; names that do not exist are faults.
    pub(super) fn new(mapping: &Mapping) -> Result<Known, Vec<Fault>> {
        let mut known =
            Known { headings: Headings::new(), sheets: HashMap::new(), values: HashMap::new(), given: Vec::new() };
        let mut faults = Vec::new();
        for (sheet, name) in &mapping.sheets {
            match Table::from_name(name) {
                Some(table) => drop(known.sheets.insert(folded(sheet), Some(table))),
                None if name == "ignore" => drop(known.sheets.insert(folded(sheet), None)),
                None => faults.push(Fault::new(FaultCode::UnknownTable).in_table(name.clone())),
            }
        }
        for (heading, name) in &mapping.headings {
            let key = headings::key(heading);
            let (of, name) =
                name.split_once('.').map_or((None, name.as_str()), |(table, name)| (Table::from_name(table), name));
            let mut found = false;
            for table in Table::ALL.into_iter().filter(|table| of.is_none_or(|of| of == *table)) {
                if let Some(field) = Field::from_name(table, name) {
                    known.headings.learn(table, &key, (field, 0), true);
                    found = true;
                }
            }
            if found {
                known.given.push(key);
            } else {
                faults.push(
                    Fault::new(FaultCode::UnknownColumn)
                        .in_column(name.to_owned())
                        .of(crate::facts::Cell::text(heading.as_str())),
                );
            }
        }
        for (name, values) in &mapping.values {
            let column = Table::ALL.iter().flat_map(|table| table.columns()).find(|column| column.name == name);
            match column {
                Some(column) => {
                    let values = values.iter().map(|(text, value)| (tidy(text), value.clone()));
                    known.values.entry(column.name).or_default().extend(values);
                }
                None => faults.push(Fault::new(FaultCode::UnknownColumn).in_column(name.clone())),
            }
        }
        if faults.is_empty() { Ok(known) } else { Err(faults) }
    }

    /// What the user says about a sheet or file: a table, or that it is to be ignored.
    pub(super) fn sheet(&self, name: &str) -> Option<Option<Table>> {
        self.sheets.get(&folded(name)).copied()
    }

    /// What the user says about a value.
    pub(super) fn value(&self, column: &str, text: &str) -> Option<&str> {
        if self.values.is_empty() {
            return None;
        }
        self.values.get(column)?.get(&tidy(text)).map(String::as_str)
    }
}

//! The shapes of a written report.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::calendar::Day;
use crate::facts::{FaultCode, Form, Source, Table};
use crate::finding::{Force, Reason, Verdict};
use crate::message::Sentence;
use crate::report::Counts;
use crate::rules::Rule;
use crate::standing::Status;
use crate::value::Value;
use crate::warning::WarningCode;

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) engine: Engine,
    pub(super) as_of: Day,
    #[cfg_attr(feature = "schema", schemars(with = "WrittenPolicy"))]
    pub(super) policy: Value,
    pub(super) summary: Entries<Rule, Counts>,
    pub(super) findings: Vec<Finding>,
    pub(super) standings: Vec<Standing>,
    pub(super) deadlines: Vec<Finding>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) warnings: Vec<Warning>,
    pub(super) faults: Vec<Fault>,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Engine {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) schema: u32,
}

// A key that may be null has to be there all the same: hence the plain function, which takes no absence.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Finding {
    pub(super) rule: Rule,
    pub(super) clause: String,
    pub(super) subject: Entries<String, Key>,
    pub(super) verdict: Verdict,
    pub(super) force: Force,
    #[serde(deserialize_with = "Option::deserialize")]
    pub(super) due_on: Option<Day>,
    #[serde(deserialize_with = "Option::deserialize")]
    pub(super) settled_on: Option<Day>,
    #[serde(deserialize_with = "Option::deserialize")]
    pub(super) margin_days: Option<i32>,
    #[serde(deserialize_with = "Option::deserialize")]
    pub(super) holds_until: Option<Day>,
    pub(super) contested: bool,
    #[serde(deserialize_with = "Option::deserialize")]
    pub(super) due_range: Option<[Day; 2]>,
    pub(super) detail: Detail,
    // said again from the rest
    #[serde(rename = "message")]
    _message: Option<Sentence>,
}

impl Finding {
    /// Names and values of the subject's keys: a year is a number, all else is text.
    pub(super) fn pairs(&self) -> Option<Vec<(String, String)>> {
        let pairs = self.subject.0.iter().map(|(name, key)| match (name.as_str(), key) {
            ("year", Key::Year(year)) => Some((name.clone(), year.to_string())),
            ("year", _) | (_, Key::Year(_)) => None,
            (_, Key::Text(text)) => Some((name.clone(), text.clone())).filter(|_| !text.is_empty()),
        });
        pairs.collect()
    }
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(super) enum Key {
    Year(i32),
    Text(String),
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Detail {
    pub(super) missing: Option<Vec<MissingForm>>,
    pub(super) failed: Option<Vec<String>>,
    pub(super) unknown: Option<Vec<String>>,
    pub(super) stretches: Option<Vec<Missed>>,
    pub(super) reasons: Option<Vec<String>>,
    pub(super) reason: Option<Reason>,
    pub(super) contested_by: Option<Vec<String>>,
}

#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct MissingForm {
    pub(super) form: Form,
    pub(super) required: u32,
    pub(super) held: u32,
}

#[derive(Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Missed {
    pub(super) after: Day,
    pub(super) missed: Day,
    pub(super) resumed_on: Option<Day>,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Standing {
    pub(super) mentor: String,
    pub(super) standing: Status,
    #[serde(deserialize_with = "Option::deserialize")]
    pub(super) first_day: Option<Day>,
    #[serde(deserialize_with = "Option::deserialize")]
    pub(super) last_day: Option<Day>,
    #[serde(deserialize_with = "Option::deserialize")]
    pub(super) commendable: Option<bool>,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Skipped {
    pub(super) rule: Rule,
    pub(super) missing: Vec<Table>,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Warning {
    pub(super) code: WarningCode,
    pub(super) table: Table,
    #[serde(deserialize_with = "Option::deserialize")]
    pub(super) row: Option<usize>,
    pub(super) message: Sentence,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Fault {
    #[serde(deserialize_with = "Option::deserialize")]
    pub(super) table: Option<String>,
    #[serde(deserialize_with = "Option::deserialize")]
    pub(super) row: Option<usize>,
    #[serde(deserialize_with = "Option::deserialize")]
    pub(super) column: Option<String>,
    #[serde(deserialize_with = "exact")]
    pub(super) value: Value,
    pub(super) code: FaultCode,
    pub(super) message: Sentence,
    pub(super) source: Option<Source>,
}

/// The policy of a report, as a schema names it.
#[cfg(feature = "schema")]
pub(crate) enum WrittenPolicy {}

/// The schema of a report. A key that may be null has to be there all the same.
#[cfg(feature = "schema")]
pub(crate) fn document_schema(generator: schemars::SchemaGenerator) -> schemars::Schema {
    let mut schema = generator.into_root_schema_for::<Document>();
    let optional = [("Finding", Some("message")), ("Standing", None), ("Warning", None), ("Fault", Some("source"))];
    for (name, optional) in optional {
        let Some(one) = schema.get_mut("$defs").and_then(|defs| defs.get_mut(name)) else { continue };
        let keys = one.get("properties").and_then(serde_json::Value::as_object).into_iter().flat_map(|all| all.keys());
        let required: Vec<serde_json::Value> =
            keys.filter(|key| optional != Some(key.as_str())).map(|key| key.as_str().into()).collect();
        if let Some(map) = one.as_object_mut() {
            map.insert("required".to_owned(), required.into());
        }
    }
    schema
}

#[cfg(feature = "schema")]
impl<K: schemars::JsonSchema, V: schemars::JsonSchema> schemars::JsonSchema for Entries<K, V> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("{}By{}", V::schema_name(), K::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "object",
            "propertyNames": generator.subschema_for::<K>(),
            "additionalProperties": generator.subschema_for::<V>(),
        })
    }
}

/// A value with its whole numbers as they are, however long: by itself JSON's reader makes fractions of them.
fn exact<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    match raw.get().parse::<i128>() {
        Ok(number) => Ok(Value::Number(number)),
        Err(_) => serde_json::from_str(raw.get()).map_err(D::Error::custom),
    }
}

/// The entries of an object in their order, repetitions included.
pub(super) struct Entries<K, V>(pub(super) Vec<(K, V)>);

impl<'de, K: Deserialize<'de>, V: Deserialize<'de>> Deserialize<'de> for Entries<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entries<K, V>, D::Error> {
        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }
}

struct EntriesVisitor<K, V>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de>, V: Deserialize<'de>> Visitor<'de> for EntriesVisitor<K, V> {
    type Value = Entries<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<K, V>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}

use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::facts::Value;

/// A tree of values, as JSON and TOML have it. Keys keep their order and their repetitions.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Raw {
    Null,
    Flag(bool),
    Number(i64),
    Float(f64),
    Text(String),
    List(Vec<Raw>),
    Map(Vec<(String, Raw)>),
}

impl Raw {
    /// Sets a value under a dotted path, making the maps on its way.
    pub(super) fn put(&mut self, path: &str, value: Raw) {
        if let Raw::Map(entries) = self {
            let (head, rest) = path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
            let Some(rest) = rest else {
                entries.push((head.to_owned(), value));
                return;
            };
            match entries.iter_mut().find(|(key, _)| key == head) {
                Some((_, child)) => child.put(rest, value),
                None => {
                    let mut child = Raw::Map(Vec::new());
                    child.put(rest, value);
                    entries.push((head.to_owned(), child));
                }
            }
        }
    }

    /// A value for an error.
    pub(super) fn value(&self) -> Value {
        match self {
            Raw::Null => Value::Null,
            Raw::Flag(flag) => Value::Flag(*flag),
            Raw::Number(number) => Value::Number(*number),
            Raw::Float(float) => Value::Float(*float),
            Raw::Text(text) => Value::Text(text.clone()),
            Raw::List(_) => Value::Text("[…]".to_owned()),
            Raw::Map(_) => Value::Text("{…}".to_owned()),
        }
    }
}

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Raw::Null => serializer.serialize_unit(),
            Raw::Flag(flag) => serializer.serialize_bool(*flag),
            Raw::Number(number) => serializer.serialize_i64(*number),
            Raw::Float(float) => serializer.serialize_f64(*float),
            Raw::Text(text) => serializer.serialize_str(text),
            Raw::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Raw::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                entries.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a policy")
    }

    fn visit_unit<E: Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Raw, E> {
        Ok(Raw::Flag(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Raw, E> {
        Ok(Raw::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Raw, E> {
        Ok(i64::try_from(number).map_or(Raw::Float(number as f64), Raw::Number))
    }

    fn visit_f64<E: Error>(self, float: f64) -> Result<Raw, E> {
        Ok(Raw::Float(float))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

#[cfg(feature = "toml")]
impl From<toml::Value> for Raw {
    fn from(value: toml::Value) -> Raw {
        match value {
            toml::Value::String(text) => Raw::Text(text),
            toml::Value::Integer(number) => Raw::Number(number),
            toml::Value::Float(float) => Raw::Float(float),
            toml::Value::Boolean(flag) => Raw::Flag(flag),
            toml::Value::Datetime(date) => Raw::Text(date.to_string()),
            toml::Value::Array(items) => Raw::List(items.into_iter().map(Raw::from).collect()),
            toml::Value::Table(table) => Raw::Map(table.into_iter().map(|(key, value)| (key, value.into())).collect()),
        }
    }
}

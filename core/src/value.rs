//! Values as they are given, before a door has checked them.
//!
//! ```
//! use hongyan::facts::{Builder, Cell, OnError, Table};
//! use hongyan::value::Value;
//!
//! // a fault shows the value as it was given
//! let mut builder = Builder::new();
//! builder.row(Table::Mentors, [("mentor", Cell::text("何静")), ("experience", Cell::Number(1))]);
//! let faults = builder.build(OnError::Raise).unwrap_err();
//! assert_eq!(faults.as_slice()[0].value, Value::Number(1));
//! ```

use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value as it was given, in the shapes of JSON and TOML. Keys of a map keep their order and their repetitions.
///
/// ```
/// use hongyan::value::Value;
///
/// let policy = hongyan::Policy::default().to_value();
/// assert_eq!(policy.at("mentor.term.years"), Some(&Value::Number(3)));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// True or false.
    Flag(bool),
    /// A whole number.
    Number(i128),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A map.
    Map(Vec<(String, Value)>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Flag(flag) => flag.fmt(f),
            Value::Number(number) => number.fmt(f),
            Value::Float(float) => float.fmt(f),
            Value::Text(text) => f.write_str(text),
            Value::List(items) => {
                f.write_str("[")?;
                for (place, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if place == 0 { "" } else { ", " })?;
                }
                f.write_str("]")
            }
            Value::Map(entries) => {
                f.write_str("{")?;
                for (place, (key, value)) in entries.iter().enumerate() {
                    write!(f, "{}{key}: {value}", if place == 0 { "" } else { ", " })?;
                }
                f.write_str("}")
            }
        }
    }
}

impl Value {
    /// The value under a dotted path, if there is one.
    ///
    /// ```
    /// use hongyan::value::Value;
    ///
    /// let policy = hongyan::Policy::default().to_value();
    /// let last_day = policy.at("supervision.record.last_day");
    /// assert_eq!(last_day, Some(&Value::Text("as_counted".to_owned())));
    /// assert_eq!(policy.at("supervision.record.last_dya"), None);
    /// ```
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Value> {
        path.split('.').try_fold(self, |value, name| match value {
            Value::Map(entries) => entries.iter().find(|(key, _)| key == name).map(|(_, child)| child),
            _ => None,
        })
    }

    /// Sets a value under a dotted path, making the maps on its way. Nothing happens where one of them is no map.
    ///
    /// ```
    /// use hongyan::value::Value;
    ///
    /// let mut policy = Value::Map(Vec::new());
    /// policy.put("mentor.term.years", Value::Number(5));
    /// policy.put("mentor.term.years", Value::Number(2));
    /// assert_eq!(policy.to_string(), "{mentor: {term: {years: 2}}}");
    /// ```
    pub fn put(&mut self, path: &str, value: Value) {
        if let Value::Map(entries) = self {
            let (head, rest) = path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
            let own = entries.iter_mut().find(|(key, _)| key == head);
            let Some(rest) = rest else {
                match own {
                    Some((_, old)) => *old = value,
                    None => entries.push((head.to_owned(), value)),
                }
                return;
            };
            match own {
                Some((_, child)) => child.put(rest, value),
                None => {
                    let mut child = Value::Map(Vec::new());
                    child.put(rest, value);
                    entries.push((head.to_owned(), child));
                }
            }
        }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Flag(flag) => serializer.serialize_bool(*flag),
            Value::Number(number) => serializer.serialize_i128(*number),
            Value::Float(float) => serializer.serialize_f64(*float),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Value::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                entries.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Flag(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E: Error>(self, float: f64) -> Result<Value, E> {
        Ok(Value::Float(float))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<Value, D::Error> {
        Value::deserialize(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Value::Map(entries))
    }
}

#[cfg(feature = "toml")]
impl From<toml::Value> for Value {
    fn from(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => Value::Text(text),
            toml::Value::Integer(number) => Value::Number(number.into()),
            toml::Value::Float(float) => Value::Float(float),
            toml::Value::Boolean(flag) => Value::Flag(flag),
            toml::Value::Datetime(date) => Value::Text(date.to_string()),
            toml::Value::Array(items) => Value::List(items.into_iter().map(Value::from).collect()),
            toml::Value::Table(table) => {
                Value::Map(table.into_iter().map(|(key, value)| (key, value.into())).collect())
            }
        }
    }
}

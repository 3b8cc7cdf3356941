//! Python's objects as serde reads them: facts and policies.

use std::fmt;

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use crate::{day, scalars};

/// An object of Python on its way into core. Dates are ISO text; what has no shape in JSON is a newtype of its text.
pub(crate) struct Given<'py>(pub(crate) Bound<'py, PyAny>);

/// What Python raised meanwhile.
#[derive(Debug)]
pub(crate) enum Refused {
    Raised(PyErr),
    Said(String),
}

impl From<PyErr> for Refused {
    fn from(error: PyErr) -> Refused {
        Refused::Raised(error)
    }
}

impl From<Refused> for PyErr {
    fn from(refused: Refused) -> PyErr {
        match refused {
            Refused::Raised(error) => error,
            Refused::Said(text) => pyo3::exceptions::PyValueError::new_err(text),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Raised(error) => error.fmt(f),
            Refused::Said(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for Refused {}

impl Error for Refused {
    fn custom<T: fmt::Display>(text: T) -> Refused {
        Refused::Said(text.to_string())
    }
}

/// How deep lists and maps may lie in each other; facts need three, policies five.
const DEPTH: u8 = 32;

struct At<'py> {
    object: Bound<'py, PyAny>,
    depth: u8,
}

impl<'de> Deserializer<'de> for Given<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        At { object: self.0, depth: DEPTH }.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> Deserializer<'de> for At<'_> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        let object = &self.object;
        if let Ok(text) = object.cast::<PyString>() {
            return match text.to_cow() {
                Ok(text) => visitor.visit_str(&text),
                // halves of letters, which no encoding has
                Err(_) => odd(object, visitor),
            };
        }
        if object.is_none() {
            return visitor.visit_unit();
        }
        if let Ok(flag) = object.cast::<PyBool>() {
            return visitor.visit_bool(flag.is_true());
        }
        if let Ok(number) = object.cast::<PyInt>() {
            return match (number.extract::<i64>(), number.extract::<u64>()) {
                (Ok(number), _) => visitor.visit_i64(number),
                (_, Ok(number)) => visitor.visit_u64(number),
                _ => odd(object, visitor),
            };
        }
        if let Ok(number) = object.cast::<PyFloat>() {
            let number: f64 = number.extract()?;
            // the null of a frame
            return if number.is_nan() { visitor.visit_unit() } else { visitor.visit_f64(number) };
        }
        if let Some(day) = day::civil(object)? {
            return visitor.visit_str(&day.to_string());
        }
        let Some(depth) = self.depth.checked_sub(1) else {
            return odd(object, visitor);
        };
        if let Ok(list) = object.cast::<PyList>() {
            return visitor.visit_seq(Items { items: list.iter(), depth });
        }
        if let Ok(list) = object.cast::<PyTuple>() {
            return visitor.visit_seq(Items { items: list.iter(), depth });
        }
        if let Ok(map) = object.cast::<PyDict>() {
            return visitor.visit_map(Entries { entries: map.iter(), value: None, depth });
        }
        if let Ok(map) = object.cast::<PyMapping>() {
            let entries = map.items()?;
            let pairs: Vec<(Bound<'_, PyAny>, Bound<'_, PyAny>)> =
                entries.iter().map(|pair| pair.extract()).collect::<PyResult<_>>()?;
            return visitor.visit_map(Entries { entries: pairs.into_iter(), value: None, depth });
        }
        // numpy's integers and the like
        if let Ok(number) = object.extract::<i64>() {
            return visitor.visit_i64(number);
        }
        match scalars::plain(object)? {
            Some(plain) if !plain.is(object) => At { object: plain, depth }.deserialize_any(visitor),
            _ => odd(object, visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        if self.object.is_none() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct enum identifier
    }
}

/// A value without a shape in JSON, as its text: no column and no key takes it.
fn odd<'de, V: Visitor<'de>>(object: &Bound<'_, PyAny>, visitor: V) -> Result<V::Value, Refused> {
    let text = object.str()?;
    let text = text.to_string_lossy();
    let text: StrDeserializer<'_, Refused> = text.as_ref().into_deserializer();
    visitor.visit_newtype_struct(text)
}

struct Items<I> {
    items: I,
    depth: u8,
}

impl<'de, 'py, I: Iterator<Item = Bound<'py, PyAny>>> SeqAccess<'de> for Items<I> {
    type Error = Refused;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Refused> {
        let Some(object) = self.items.next() else { return Ok(None) };
        seed.deserialize(At { object, depth: self.depth }).map(Some)
    }
}

struct Entries<'py, I> {
    entries: I,
    value: Option<Bound<'py, PyAny>>,
    depth: u8,
}

impl<'de, 'py, I: Iterator<Item = (Bound<'py, PyAny>, Bound<'py, PyAny>)>> MapAccess<'de> for Entries<'py, I> {
    type Error = Refused;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refused> {
        let Some((key, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some(value);
        // a key that is no text cannot be the name of anything: it is shown as one
        let name = if key.is_instance_of::<PyString>() { key } else { key.str()?.into_any() };
        seed.deserialize(At { object: name, depth: self.depth }).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refused> {
        let object = self.value.take().ok_or_else(|| Refused::Said("a value without its key".to_owned()))?;
        seed.deserialize(At { object, depth: self.depth })
    }
}

//! What core writes through serde, as Python's objects: the shapes on the wire stand in core alone.

use std::cell::RefCell;
use std::fmt;

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, SerializeTupleStruct};

/// An object of Python for what core writes.
pub(crate) fn object<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    let texts = Texts::new(py);
    value.serialize(Writer(&texts)).map_err(|error| error.0)
}

#[derive(Debug)]
struct Failed(PyErr);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failed {}

impl ser::Error for Failed {
    fn custom<T: fmt::Display>(text: T) -> Failed {
        Failed(PyValueError::new_err(text.to_string()))
    }
}

impl From<PyErr> for Failed {
    fn from(error: PyErr) -> Failed {
        Failed(error)
    }
}

/// Texts that were written lately: names, days and ids repeat, and a text of Python that is there already is cheap.
struct Texts<'py> {
    py: Python<'py>,
    lately: RefCell<Vec<Option<Known<'py>>>>,
}

/// A text, and the object that it is.
type Known<'py> = (Box<str>, Bound<'py, PyString>);

impl<'py> Texts<'py> {
    const SLOTS: usize = 256;

    fn new(py: Python<'py>) -> Texts<'py> {
        Texts { py, lately: RefCell::new(vec![None; Texts::SLOTS]) }
    }

    /// The slot of a text, from its length and its ends: two that share one are only written more often.
    #[inline]
    fn slot(text: &str) -> usize {
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        let bytes = text.as_bytes();
        let (head, tail) = match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
            _ => (bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0),
        };
        let length = u64::try_from(bytes.len()).unwrap_or_default();
        let spread = (head ^ tail.rotate_left(29) ^ length).wrapping_mul(SPREAD);
        usize::try_from(spread >> 56).unwrap_or_default()
    }

    #[inline]
    fn get(&self, text: &str) -> PyResult<Bound<'py, PyString>> {
        let mut lately = self.lately.borrow_mut();
        let Some(slot) = lately.get_mut(Texts::slot(text)) else { return Ok(PyString::new(self.py, text)) };
        if let Some((known, object)) = slot
            && **known == *text
        {
            return Ok(object.clone());
        }
        let object = PyString::new(self.py, text);
        *slot = Some((text.into(), object.clone()));
        Ok(object)
    }
}

#[derive(Clone, Copy)]
struct Writer<'t, 'py>(&'t Texts<'py>);

type Written<'py> = Result<Bound<'py, PyAny>, Failed>;

macro_rules! plainly {
    ($($name:ident: $type:ty),+ $(,)?) => {$(
        fn $name(self, value: $type) -> Written<'py> {
            Ok(value.into_bound_py_any(self.0.py)?)
        }
    )+};
}

impl<'t, 'py> ser::Serializer for Writer<'t, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;
    type SerializeSeq = List<'t, 'py>;
    type SerializeTuple = List<'t, 'py>;
    type SerializeTupleStruct = List<'t, 'py>;
    type SerializeTupleVariant = Impossible<Bound<'py, PyAny>, Failed>;
    type SerializeMap = Map<'t, 'py>;
    type SerializeStruct = Map<'t, 'py>;
    type SerializeStructVariant = Impossible<Bound<'py, PyAny>, Failed>;

    plainly! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_f32: f32, serialize_f64: f64, serialize_char: char,
    }

    fn serialize_str(self, text: &str) -> Written<'py> {
        Ok(self.0.get(text)?.into_any())
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Written<'py> {
        self.serialize_str(&value.to_string())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Written<'py> {
        Ok(bytes.into_bound_py_any(self.0.py)?)
    }

    fn serialize_none(self) -> Written<'py> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written<'py> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written<'py> {
        Ok(self.0.py.None().into_bound(self.0.py))
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written<'py> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written<'py> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written<'py> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written<'py> {
        let mut map = self.serialize_map(Some(1))?;
        map.serialize_entry(variant, value)?;
        SerializeMap::end(map)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'t, 'py>, Failed> {
        Ok(List { writer: self, list: PyList::empty(self.0.py) })
    }

    fn serialize_tuple(self, len: usize) -> Result<List<'t, 'py>, Failed> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<List<'t, 'py>, Failed> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Failed> {
        Err(ser::Error::custom("a variant with several values has no shape on the wire"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Map<'t, 'py>, Failed> {
        Ok(Map { writer: self, map: PyDict::new(self.0.py), key: None })
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Map<'t, 'py>, Failed> {
        self.serialize_map(Some(len))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Failed> {
        Err(ser::Error::custom("a variant with fields has no shape on the wire"))
    }
}

struct List<'t, 'py> {
    writer: Writer<'t, 'py>,
    list: Bound<'py, PyList>,
}

impl<'py> SerializeSeq for List<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        Ok(self.list.append(value.serialize(self.writer)?)?)
    }

    fn end(self) -> Written<'py> {
        Ok(self.list.into_any())
    }
}

macro_rules! as_list {
    ($($of:ident.$each:ident),+) => {$(
        impl<'py> $of for List<'_, 'py> {
            type Ok = Bound<'py, PyAny>;
            type Error = Failed;

            fn $each<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
                SerializeSeq::serialize_element(self, value)
            }

            fn end(self) -> Written<'py> {
                SerializeSeq::end(self)
            }
        }
    )+};
}

as_list!(SerializeTuple.serialize_element, SerializeTupleStruct.serialize_field);

struct Map<'t, 'py> {
    writer: Writer<'t, 'py>,
    map: Bound<'py, PyDict>,
    key: Option<Bound<'py, PyAny>>,
}

impl<'py> SerializeMap for Map<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failed> {
        self.key = Some(key.serialize(self.writer)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        let value = value.serialize(self.writer)?;
        match self.key.take() {
            Some(key) => Ok(self.map.set_item(key, value)?),
            None => Err(ser::Error::custom("a value without its key")),
        }
    }

    fn end(self) -> Written<'py> {
        Ok(self.map.into_any())
    }
}

impl<'py> SerializeStruct for Map<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Failed> {
        self.serialize_entry(name, value)
    }

    fn end(self) -> Written<'py> {
        SerializeMap::end(self)
    }
}

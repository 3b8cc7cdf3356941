//! What core writes through serde, as Python's objects: the shapes on the wire stand in core alone.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use std::sync::Mutex;

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, SerializeTupleStruct};

/// An object of Python for what core writes.
pub(crate) fn object<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    object_of(py, value, None)
}

/// The same of what was asked under a policy that has been written before.
pub(crate) fn object_of<'py>(
    py: Python<'py>,
    value: &impl Serialize,
    policy: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let desk = Desk { py, texts: Texts::new(), shapes: RefCell::default(), policy };
    let written = value.serialize(Writer(&desk));
    desk.texts.keep();
    written.map_err(|error| error.0)
}

/// An object of its own that equals this one, of dicts and lists.
pub(crate) fn copied<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if let Ok(map) = object.cast::<PyDict>() {
        let copy = map.copy()?;
        for (key, value) in map {
            if value.is_instance_of::<PyDict>() || value.is_instance_of::<PyList>() {
                copy.set_item(key, copied(&value)?)?;
            }
        }
        return Ok(copy.into_any());
    }
    let Ok(list) = object.cast::<PyList>() else { return Ok(object.clone()) };
    let copy = PyList::empty(object.py());
    list.iter().try_for_each(|item| copy.append(copied(&item)?))?;
    Ok(copy.into_any())
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

/// What is at hand while objects are written.
struct Desk<'py> {
    py: Python<'py>,
    texts: Texts,
    shapes: RefCell<[Option<Rc<Shape<'py>>>; Shape::MOST]>,
    policy: Option<Bound<'py, PyAny>>,
}

/// A dict that was written lately. One with the same keys is a copy of it in which only what differs is set; findings
/// differ in half of their values.
struct Shape<'py> {
    entries: Vec<Entry<'py>>,
    map: Bound<'py, PyDict>,
}

#[derive(Clone)]
struct Entry<'py> {
    name: &'static str,
    key: Bound<'py, PyAny>,
    value: Bound<'py, PyAny>,
}

impl Shape<'_> {
    /// Greater dicts are not written twice.
    const MOST: usize = 16;
}

/// Texts that were written lately: names, days and ids repeat, and a text of Python that is there already is cheap.
#[derive(Default)]
struct Texts(Box<RefCell<Lately>>);

#[derive(Default)]
struct Lately {
    /// Names of core, days and months: kept from one report to the next.
    kept: Slots<3, 1024>,
    /// Ids and whatever else: kept no longer than the report is written, for they are somebody's.
    passing: Slots<3, 256>,
    /// Longer ones, such as the readings that flip a verdict.
    long: Slots<7, 32>,
}

/// Where texts wait from one report to the next.
static WAITING: Mutex<Option<Texts>> = Mutex::new(None);

impl Texts {
    fn new() -> Texts {
        WAITING.try_lock().ok().and_then(|mut texts| texts.take()).unwrap_or_default()
    }

    /// Keeps what may be kept.
    fn keep(mut self) {
        let Lately { passing, long, .. } = self.0.get_mut();
        passing.forget();
        long.forget();
        if let Ok(mut waiting) = WAITING.try_lock() {
            *waiting = Some(self);
        }
    }

    /// The text of a name, which only core gives.
    #[inline]
    fn name<'py>(&self, py: Python<'py>, name: &'static str) -> Bound<'py, PyString> {
        self.0.borrow_mut().kept.get(py, name)
    }

    #[inline]
    fn get<'py>(&self, py: Python<'py>, text: &str) -> Bound<'py, PyString> {
        let mut lately = self.0.borrow_mut();
        match text.as_bytes() {
            // a day, a month, or an id that looks like one
            [b'0'..=b'9', _, _, _, b'-', _, b'0'..=b'9'] | [b'0'..=b'9', _, _, _, b'-', _, _, b'-', _, b'0'..=b'9'] => {
                lately.kept.get(py, text)
            }
            short if short.len() < Slots::<3, 256>::ROOM => lately.passing.get(py, text),
            _ => lately.long.get(py, text),
        }
    }
}

/// Texts of fewer than eight times `W` bytes. Each has one of `N` places, a power of two: two that share it are only
/// written more often.
struct Slots<const W: usize, const N: usize> {
    known: [Option<Known<W>>; N],
    /// Places that are taken.
    taken: Vec<usize>,
}

/// A text, padded, and the object that it is.
struct Known<const W: usize> {
    words: [u64; W],
    object: Py<PyString>,
}

impl<const W: usize, const N: usize> Default for Slots<W, N> {
    fn default() -> Slots<W, N> {
        Slots { known: [const { None }; N], taken: Vec::new() }
    }
}

impl<const W: usize, const N: usize> Slots<W, N> {
    /// Bytes of a text and its length.
    const ROOM: usize = W * 8;

    /// A text and its length, if it fits.
    #[inline]
    fn words(text: &str) -> Option<[u64; W]> {
        let mut bytes = [[0; 8]; W];
        let [text_bytes @ .., length] = bytes.as_flattened_mut() else { return None };
        text_bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        *length = u8::try_from(text.len()).ok()?;
        Some(bytes.map(u64::from_le_bytes))
    }

    #[inline]
    fn place(words: &[u64; W]) -> usize {
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        let mixed = words.iter().fold(0_u64, |mixed, word| mixed.rotate_left(29) ^ word);
        usize::try_from(mixed.wrapping_mul(SPREAD) >> 48).unwrap_or_default() & N.wrapping_sub(1)
    }

    #[inline]
    fn get<'py>(&mut self, py: Python<'py>, text: &str) -> Bound<'py, PyString> {
        let Some(words) = Slots::<W, N>::words(text) else { return PyString::new(py, text) };
        let place = Slots::<W, N>::place(&words);
        let Some(slot) = self.known.get_mut(place) else { return PyString::new(py, text) };
        match slot {
            Some(known) if known.words == words => known.object.bind(py).clone(),
            _ => {
                let object = PyString::new(py, text);
                if slot.replace(Known { words, object: object.clone().unbind() }).is_none() {
                    self.taken.push(place);
                }
                object
            }
        }
    }

    fn forget(&mut self) {
        for place in self.taken.drain(..) {
            if let Some(slot) = self.known.get_mut(place) {
                *slot = None;
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Writer<'t, 'py>(&'t Desk<'py>);

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
    type SerializeStruct = Struct<'t, 'py>;
    type SerializeStructVariant = Impossible<Bound<'py, PyAny>, Failed>;

    plainly! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_f32: f32, serialize_f64: f64, serialize_char: char,
    }

    fn serialize_str(self, text: &str) -> Written<'py> {
        Ok(self.0.texts.get(self.0.py, text).into_any())
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
        Ok(self.0.texts.name(self.0.py, variant).into_any())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Written<'py> {
        match &self.0.policy {
            Some(policy) if name == "Policy" => Ok(copied(policy)?),
            _ => value.serialize(self),
        }
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

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Struct<'t, 'py>, Failed> {
        Struct::new(self, len)
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

struct Struct<'t, 'py> {
    writer: Writer<'t, 'py>,
    len: usize,
    /// What `map` is a copy of, as long as the names are the same.
    shape: Option<Rc<Shape<'py>>>,
    map: Bound<'py, PyDict>,
    at: usize,
    /// What `map` holds if there is no shape.
    entries: Vec<Entry<'py>>,
}

impl<'t, 'py> Struct<'t, 'py> {
    fn new(writer: Writer<'t, 'py>, len: usize) -> Result<Struct<'t, 'py>, Failed> {
        let shape = writer.0.shapes.borrow().get(len).cloned().flatten();
        let map = shape.as_ref().map_or_else(|| Ok(PyDict::new(writer.0.py)), |shape| shape.map.copy())?;
        Ok(Struct { writer, len, shape, map, at: 0, entries: Vec::new() })
    }

    fn put(&mut self, name: &'static str, value: Bound<'py, PyAny>) -> PyResult<()> {
        if let Some(shape) = &self.shape {
            match shape.entries.get(self.at).filter(|known| std::ptr::eq(known.name, name)) {
                Some(known) => {
                    self.at = self.at.saturating_add(1);
                    return if known.value.is(&value) { Ok(()) } else { self.map.set_item(&known.key, value) };
                }
                None => self.leave_shape()?,
            }
        }
        let key = self.writer.0.texts.name(self.writer.0.py, name).into_any();
        self.map.set_item(&key, &value)?;
        self.entries.push(Entry { name, key, value });
        Ok(())
    }

    /// Goes on without a shape, with what was put so far.
    fn leave_shape(&mut self) -> PyResult<()> {
        let Some(shape) = self.shape.take() else { return Ok(()) };
        let map = PyDict::new(self.writer.0.py);
        for Entry { name, key, .. } in shape.entries.iter().take(self.at) {
            let value = self.map.as_any().get_item(key)?;
            map.set_item(key, &value)?;
            self.entries.push(Entry { name, key: key.clone(), value });
        }
        self.map = map;
        Ok(())
    }

    fn finish(mut self) -> PyResult<Bound<'py, PyAny>> {
        if self.shape.as_ref().is_some_and(|shape| shape.entries.len() != self.at) {
            self.leave_shape()?;
        }
        let mut shapes = self.writer.0.shapes.borrow_mut();
        if let (None, Some(slot)) = (&self.shape, shapes.get_mut(self.len)) {
            *slot = Some(Rc::new(Shape { entries: self.entries, map: self.map.clone() }));
        }
        Ok(self.map.into_any())
    }
}

impl<'py> SerializeStruct for Struct<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Failed> {
        let value = value.serialize(self.writer)?;
        Ok(self.put(name, value)?)
    }

    fn end(self) -> Written<'py> {
        Ok(self.finish()?)
    }
}

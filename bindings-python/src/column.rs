//! Arrow's columns as core borrows them. A column that lies in memory as core reads it is not copied.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int8Type, Int32Type, Int64Type, UInt8Type, UInt32Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, DictionaryArray, Int32Array, Int64Array, LargeStringArray, NullArray,
    StringArray, UInt8Array, UInt32Array,
};
use arrow_buffer::{ArrowNativeType, BooleanBuffer, Buffer, NullBuffer, ScalarBuffer};
use arrow_cast::{CastOptions, cast_with_options};
use arrow_schema::DataType;
use hongyan::columns::{self, Column, Texts, Validity};
use hongyan::facts::{Cell, ContentSource, Form, Kind, PlanKind};

use crate::zone;

/// Values of one column, in a layout of core's.
#[derive(Clone, Debug)]
pub(crate) enum Values {
    I32(ScalarBuffer<i32>),
    I64(ScalarBuffer<i64>),
    U32(ScalarBuffer<u32>),
    U8(ScalarBuffer<u8>),
    Bool(Vec<bool>),
    Text(Strings),
    Dictionary(ScalarBuffer<u32>, Strings),
    Null(usize),
}

/// Texts of which all bytes are known to be UTF-8.
#[derive(Clone, Debug)]
pub(crate) enum Strings {
    Small(StringArray),
    Large(LargeStringArray),
}

/// A column, and which of its rows hold a value.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) values: Values,
    pub(crate) nulls: Option<NullBuffer>,
}

/// What cannot be a column of this kind.
#[derive(Clone, Debug)]
pub(crate) enum Refusal {
    Type(String),
    Zone(String),
}

/// A column with the values that were refused, by row.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) column: Result<Held, Refusal>,
    pub(crate) cells: Vec<(usize, Odd)>,
}

/// A value that cannot be one of its column.
#[derive(Clone, Debug)]
pub(crate) enum Odd {
    Cell(Cell<'static>),
    Time(String),
}

impl Read {
    /// A column of which nothing was refused.
    pub(crate) fn of(held: Held) -> Read {
        Read { column: Ok(held), cells: Vec::new() }
    }
}

impl From<ScalarBuffer<i32>> for Values {
    fn from(values: ScalarBuffer<i32>) -> Values {
        Values::I32(values)
    }
}

impl From<ScalarBuffer<i64>> for Values {
    fn from(values: ScalarBuffer<i64>) -> Values {
        Values::I64(values)
    }
}

impl Held {
    /// Numbers, of which these are there.
    pub(crate) fn numbers<T: ArrowNativeType>(values: ScalarBuffer<T>, present: BooleanBuffer) -> Held
    where
        Values: From<ScalarBuffer<T>>,
    {
        let (rows, nulls) = (values.len(), NullBuffer::new(present));
        match nulls.null_count() {
            // a library gives a column without a value any type
            absent if absent == rows && rows > 0 => Held::null(rows),
            _ => Held::new(values.into(), Some(&nulls)),
        }
    }

    pub(crate) fn null(rows: usize) -> Held {
        Held { values: Values::Null(rows), nulls: None }
    }

    fn new(values: Values, nulls: Option<&NullBuffer>) -> Held {
        Held { values, nulls: nulls.filter(|nulls| nulls.null_count() > 0).cloned() }
    }

    /// As an array for the caller; numbers of days are dates.
    pub(crate) fn told(&self, kind: Option<Kind>) -> ArrayRef {
        let nulls = self.nulls.clone();
        match &self.values {
            Values::I32(values) if kind == Some(Kind::Date) => Arc::new(Date32Array::new(values.clone(), nulls)),
            Values::I32(values) => Arc::new(Int32Array::new(values.clone(), nulls)),
            Values::I64(values) => Arc::new(Int64Array::new(values.clone(), nulls)),
            Values::U32(values) => Arc::new(UInt32Array::new(values.clone(), nulls)),
            Values::U8(values) => Arc::new(UInt8Array::new(values.clone(), nulls)),
            Values::Bool(values) => Arc::new(BooleanArray::new(values.clone().into(), nulls)),
            Values::Text(texts) => texts.told(nulls),
            Values::Dictionary(keys, texts) => {
                let keys = UInt32Array::new(keys.clone(), nulls);
                let told = DictionaryArray::<UInt32Type>::try_new(keys, texts.told(None));
                told.map_or_else(|_| Arc::new(NullArray::new(self.array().len())) as ArrayRef, |told| Arc::new(told))
            }
            Values::Null(rows) => Arc::new(NullArray::new(*rows)),
        }
    }

    pub(crate) fn is_of_integers(&self) -> bool {
        matches!(self.values, Values::I32(_) | Values::I64(_) | Values::U32(_))
    }

    /// As core borrows it.
    pub(crate) fn array(&self) -> columns::Array<'_> {
        let validity =
            self.nulls.as_ref().map_or(Validity::All, |nulls| Validity::Bits(nulls.validity(), nulls.offset()));
        match &self.values {
            Values::I32(values) => columns::Array::I32(Column { values, validity }),
            Values::I64(values) => columns::Array::I64(Column { values, validity }),
            Values::U32(values) => columns::Array::U32(Column { values, validity }),
            Values::U8(values) => columns::Array::U8(Column { values, validity }),
            Values::Bool(values) => columns::Array::Bool(Column { values, validity }),
            Values::Text(texts) => columns::Array::Text(texts.borrowed(), validity),
            Values::Dictionary(keys, texts) => {
                columns::Array::Dictionary(Column { values: keys, validity }, texts.borrowed())
            }
            Values::Null(rows) => columns::Array::Null(*rows),
        }
    }
}

impl Strings {
    /// Texts of an array, looked at: what came through Arrow's interface may be anything.
    fn of(array: &dyn Array) -> Option<Strings> {
        let bytes_are_text = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok();
        match array.data_type() {
            DataType::Utf8 => {
                let array = array.as_string::<i32>();
                bytes_are_text(array.value_data()).then(|| Strings::Small(array.clone()))
            }
            _ => {
                let array = array.as_string_opt::<i64>()?;
                bytes_are_text(array.value_data()).then(|| Strings::Large(array.clone()))
            }
        }
    }

    fn told(&self, nulls: Option<NullBuffer>) -> ArrayRef {
        match self {
            Strings::Small(texts) => {
                Arc::new(StringArray::new(texts.offsets().clone(), texts.values().clone(), nulls)) as ArrayRef
            }
            Strings::Large(texts) => {
                Arc::new(LargeStringArray::new(texts.offsets().clone(), texts.values().clone(), nulls))
            }
        }
    }

    fn borrowed(&self) -> Texts<'_> {
        fn text(bytes: &[u8]) -> &str {
            // looked at when it was taken in
            std::str::from_utf8(bytes).unwrap_or_default()
        }
        match self {
            Strings::Small(array) => Texts::Offsets(array.value_offsets(), text(array.value_data())),
            Strings::Large(array) => Texts::LargeOffsets(array.value_offsets(), text(array.value_data())),
        }
    }
}

/// The chunks of a column as one array.
pub(crate) fn joined(chunks: &[ArrayRef], data_type: &DataType) -> Result<ArrayRef, arrow_schema::ArrowError> {
    match chunks {
        [] => Ok(arrow_array::new_empty_array(data_type)),
        [one] => Ok(Arc::clone(one)),
        many => {
            let many: Vec<&dyn Array> = many.iter().map(AsRef::as_ref).collect();
            arrow_select::concat::concat(&many)
        }
    }
}

fn cast(array: &dyn Array, to: &DataType) -> Option<ArrayRef> {
    let options = CastOptions { safe: false, ..CastOptions::default() };
    cast_with_options(array, to, &options).ok()
}

/// Reads an array as a column of this kind. `zone` is the one whose days instants are taken to mean.
pub(crate) fn read(array: &ArrayRef, kind: Kind, zone: Option<zone::Zone>) -> Read {
    let mut cells = Vec::new();
    let column = held(array, kind, zone, &mut cells);
    Read { column, cells }
}

fn held(
    array: &ArrayRef,
    kind: Kind,
    zone: Option<zone::Zone>,
    cells: &mut Vec<(usize, Odd)>,
) -> Result<Held, Refusal> {
    let refused = || Refusal::Type(array.data_type().to_string());
    let own = |values: Values| Held::new(values, array.nulls());
    let is_word = is_word(kind);
    match (array.data_type(), kind) {
        (DataType::Null, _) => Ok(Held::null(array.len())),
        // a library gives a column without a value any type
        _ if array.null_count() == array.len() && !array.is_empty() => Ok(Held::null(array.len())),
        (DataType::Dictionary(_, values), _) if is_text(values) && is_word => match coded(array, kind) {
            Some(held) => Ok(held),
            None => dictionary(array).ok_or_else(refused),
        },
        (DataType::Dictionary(_, values), _) if is_text(values) => dictionary(array).ok_or_else(refused),
        (DataType::Dictionary(_, values), _) => held(&cast(array, values).ok_or_else(refused)?, kind, zone, cells),
        (DataType::RunEndEncoded(_, values), _) => {
            held(&cast(array, values.data_type()).ok_or_else(refused)?, kind, zone, cells)
        }
        (given, Kind::Id | Kind::Text | Kind::Reason | Kind::Date | Kind::Month) if is_text(given) => {
            text(array).ok_or_else(refused)
        }
        (given, _) if is_text(given) && is_word => text(array).ok_or_else(refused),
        (DataType::Int32, Kind::Id | Kind::Year | Kind::Count) => {
            Ok(own(Values::I32(array.as_primitive::<Int32Type>().values().clone())))
        }
        (DataType::Int64, Kind::Id | Kind::Year | Kind::Count) => {
            Ok(own(Values::I64(array.as_primitive::<Int64Type>().values().clone())))
        }
        (DataType::UInt32, Kind::Id | Kind::Year | Kind::Count) => {
            Ok(own(Values::U32(array.as_primitive::<UInt32Type>().values().clone())))
        }
        (given, Kind::Id | Kind::Year | Kind::Count) if given.is_integer() => {
            let wide = cast(array, &DataType::Int64).ok_or_else(refused)?;
            Ok(Held::new(Values::I64(wide.as_primitive::<Int64Type>().values().clone()), wide.nulls()))
        }
        (given, Kind::Year | Kind::Count) if given.is_floating() => whole(array, cells).ok_or_else(refused),
        (DataType::Boolean, Kind::Flag) => Ok(own(Values::Bool(array.as_boolean().values().iter().collect()))),
        (DataType::UInt8, _) if is_word => Ok(own(Values::U8(array.as_primitive::<UInt8Type>().values().clone()))),
        (given, _) if is_word && given.is_integer() => codes(array, cells).ok_or_else(refused),
        (DataType::Date32, Kind::Date) => Ok(own(Values::I32(array.as_primitive::<Date32Type>().values().clone()))),
        (DataType::Date32 | DataType::Date64 | DataType::Timestamp(..), Kind::Date | Kind::Month) => {
            zone::days(array, kind, zone, cells)
        }
        _ => Err(refused()),
    }
}

/// Whether a column of this kind holds words of a vocabulary.
pub(crate) fn is_word(kind: Kind) -> bool {
    matches!(kind, Kind::Form | Kind::PlanKind | Kind::ContentSource)
}

pub(crate) fn is_text(data_type: &DataType) -> bool {
    matches!(data_type, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

fn strings(array: &dyn Array) -> Option<Strings> {
    match array.data_type() {
        DataType::Utf8View => Strings::of(&cast(array, &DataType::LargeUtf8)?),
        _ => Strings::of(array),
    }
}

fn text(array: &dyn Array) -> Option<Held> {
    Some(Held::new(Values::Text(strings(array)?), array.nulls()))
}

fn dictionary(array: &dyn Array) -> Option<Held> {
    let given = array.as_any_dictionary_opt()?;
    let keys = given.keys();
    let keys = match keys.data_type() {
        DataType::UInt32 => keys.as_primitive::<UInt32Type>().values().clone(),
        // keys of values are not negative
        DataType::Int32 => ScalarBuffer::from(keys.as_primitive::<Int32Type>().values().inner().clone()),
        _ => cast(keys, &DataType::UInt32)?.as_primitive::<UInt32Type>().values().clone(),
    };
    let texts = strings(given.values().as_ref())?;
    Some(Held::new(Values::Dictionary(keys, texts), array.logical_nulls().as_ref()))
}

/// Words of a dictionary as codes, a quarter of the memory or less and nothing more to be looked up; none if one of them
/// is none of its vocabulary, of which the door then tells.
fn coded(array: &dyn Array, kind: Kind) -> Option<Held> {
    let given = array.as_any_dictionary_opt()?;
    let texts = strings(given.values().as_ref())?;
    let texts = texts.borrowed();
    let code = |place| match kind {
        Kind::Form => Form::from_name(texts.get(place)).map(Form::code),
        Kind::PlanKind => PlanKind::from_name(texts.get(place)).map(PlanKind::code),
        _ => ContentSource::from_name(texts.get(place)).map(ContentSource::code),
    };
    let codes: Vec<u8> = (0..texts.len()).map(code).collect::<Option<_>>()?;
    // a vocabulary is short
    let mut table = [0_u8; 128];
    table.get_mut(..codes.len())?.copy_from_slice(&codes);
    let known = u8::try_from(codes.len()).ok()?;
    let nulls = array.logical_nulls();
    let is_null = |row: usize| nulls.as_ref().is_some_and(|nulls| nulls.is_null(row));
    let keys = given.keys();
    let small: ScalarBuffer<u8> = match keys.data_type() {
        DataType::UInt8 => keys.as_primitive::<UInt8Type>().values().clone(),
        // what is negative becomes too great
        DataType::Int8 => ScalarBuffer::from(keys.as_primitive::<Int8Type>().values().inner().clone()),
        DataType::Int32 => narrowed(keys.as_primitive::<Int32Type>().values()),
        DataType::UInt32 => narrowed(keys.as_primitive::<UInt32Type>().values()),
        _ => narrowed(cast(keys, &DataType::Int64)?.as_primitive::<Int64Type>().values()),
    };
    // without a branch, so that it becomes vectors; the key of a null may be any
    let all = small.iter().fold(true, |all, key| all & (*key < known))
        || small.iter().enumerate().all(|(row, key)| *key < known || is_null(row));
    let code = |key: &u8| table.get(usize::from(*key & 127)).copied().unwrap_or_default();
    let values = small.iter().map(code).collect();
    all.then(|| Held::new(Values::U8(values), nulls.as_ref()))
}

/// A bit for each value: whether it is not this one.
pub(crate) fn bits<T: Copy + PartialEq>(values: &[T], absent: T) -> BooleanBuffer {
    let (chunks, rest) = values.as_chunks::<64>();
    let mut words = Vec::with_capacity(values.len().div_ceil(64));
    words.extend(chunks.iter().map(|chunk| word(chunk, absent)));
    if !rest.is_empty() {
        let mut last = [absent; 64];
        last.iter_mut().zip(rest).for_each(|(slot, value)| *slot = *value);
        words.push(word(&last, absent));
    }
    BooleanBuffer::new(Buffer::from_vec(words), 0, values.len())
}

/// 64 of these bits, in the order in which memory has them.
#[inline(always)]
fn word<T: Copy + PartialEq>(values: &[T; 64], absent: T) -> u64 {
    // of eight bytes of 0 or 1, each comes to its own bit of the highest byte
    const GATHER: u64 = 0x0102_0408_1020_4080;
    // first bytes, then bits: both become vectors so
    let mut flags = [0_u8; 64];
    flags.iter_mut().zip(values).for_each(|(flag, value)| *flag = u8::from(*value != absent));
    let mut bytes = [0_u8; 8];
    for (byte, flags) in bytes.iter_mut().zip(flags.as_chunks::<8>().0) {
        *byte = (u64::from_le_bytes(*flags).wrapping_mul(GATHER) >> 56) as u8;
    }
    u64::from_ne_bytes(bytes)
}

/// Words of a dictionary as codes, if all of them are of their vocabulary.
pub(crate) fn as_codes(array: &ArrayRef, kind: Kind) -> Option<ArrayRef> {
    coded(array, kind).map(|held| held.told(None))
}

/// Keys as bytes; what is none of them is too great.
fn narrowed<T: Copy + TryInto<u8>>(keys: &[T]) -> ScalarBuffer<u8> {
    keys.iter().map(|key| (*key).try_into().unwrap_or(u8::MAX)).collect()
}

/// Numbers that are whole although their type does not say so.
fn whole(array: &dyn Array, cells: &mut Vec<(usize, Odd)>) -> Option<Held> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let array = cast(array, &DataType::Float64)?;
    let array = array.as_primitive::<Float64Type>();
    let mut read = |(row, number): (usize, Option<f64>)| match number {
        None => 0,
        // whole and exact
        Some(number) if number.fract() == 0.0 && number.abs() <= EXACT => number as i64,
        Some(number) => {
            cells.push((row, Odd::Cell(Cell::Float(number))));
            0
        }
    };
    let values: ScalarBuffer<i64> = array.iter().enumerate().map(&mut read).collect();
    Some(Held::new(Values::I64(values), array.nulls()))
}

/// Codes of a vocabulary in a type that is wider than they are.
fn codes(array: &dyn Array, cells: &mut Vec<(usize, Odd)>) -> Option<Held> {
    let array = cast(array, &DataType::Int64)?;
    let array = array.as_primitive::<Int64Type>();
    let mut read = |(row, number): (usize, Option<i64>)| {
        u8::try_from(number.unwrap_or_default()).unwrap_or_else(|_| {
            cells.push((row, Odd::Cell(Cell::text(number.unwrap_or_default().to_string()))));
            0
        })
    };
    let values: ScalarBuffer<u8> = array.iter().enumerate().map(&mut read).collect();
    Some(Held::new(Values::U8(values), array.nulls()))
}

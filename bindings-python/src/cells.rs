//! Columns for the caller, and their cells as Python's objects.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int8Type, Int32Type, Int64Type, UInt64Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, DictionaryArray, Int8Array, Int32Array, Int64Array, LargeStringArray,
    RecordBatch, StringArray, UInt64Array,
};
use arrow_schema::{DataType, Field, Schema};
use hongyan::Day;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;

use crate::day;
use crate::frame::failed;

/// Columns by name, all equally long.
pub(crate) fn batch(columns: Vec<(&str, ArrayRef)>) -> PyResult<RecordBatch> {
    let field = |(name, array): &(&str, ArrayRef)| Field::new(*name, array.data_type().clone(), true);
    let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    RecordBatch::try_new(Arc::new(schema), arrays).map_err(|error| failed(&error))
}

/// Words of a vocabulary, by their places in it.
pub(crate) fn words(vocabulary: &ArrayRef, places: Vec<Option<i8>>) -> Result<ArrayRef, arrow_schema::ArrowError> {
    Ok(Arc::new(DictionaryArray::<Int8Type>::try_new(Int8Array::from(places), Arc::clone(vocabulary))?))
}

/// A vocabulary.
pub(crate) fn vocabulary<'w>(words: impl IntoIterator<Item = &'w str>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(words))
}

/// The place of something in a list, as a vocabulary counts it.
pub(crate) fn place<T: PartialEq>(all: &[T], one: &T) -> Option<i8> {
    all.iter().position(|other| other == one).and_then(|place| i8::try_from(place).ok())
}

pub(crate) fn texts<T: AsRef<str>>(values: impl IntoIterator<Item = Option<T>>) -> ArrayRef {
    Arc::new(values.into_iter().collect::<StringArray>())
}

pub(crate) fn large_texts<T: AsRef<str>>(values: impl IntoIterator<Item = Option<T>>) -> ArrayRef {
    Arc::new(values.into_iter().collect::<LargeStringArray>())
}

pub(crate) fn days(values: impl IntoIterator<Item = Option<Day>>) -> ArrayRef {
    Arc::new(values.into_iter().map(|day| day.map(Day::number)).collect::<Date32Array>())
}

pub(crate) fn flags(values: impl IntoIterator<Item = Option<bool>>) -> ArrayRef {
    Arc::new(values.into_iter().collect::<BooleanArray>())
}

pub(crate) fn integers(values: impl IntoIterator<Item = Option<i64>>) -> ArrayRef {
    Arc::new(values.into_iter().collect::<Int64Array>())
}

pub(crate) fn small_integers(values: impl IntoIterator<Item = Option<i32>>) -> ArrayRef {
    Arc::new(values.into_iter().collect::<Int32Array>())
}

pub(crate) fn counts(values: impl IntoIterator<Item = u64>) -> ArrayRef {
    Arc::new(UInt64Array::from_iter_values(values))
}

/// A cell of a column of ours as Python's object.
pub(crate) fn python<'py>(py: Python<'py>, column: &dyn Array, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if column.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).into_bound_py_any(py),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).into_bound_py_any(py),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).into_bound_py_any(py),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into_bound_py_any(py),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).into_bound_py_any(py),
        DataType::Boolean => column.as_boolean().value(row).into_bound_py_any(py),
        DataType::Date32 => day::date(py, Day::from_number(column.as_primitive::<Date32Type>().value(row))),
        _ => {
            let words = column.as_dictionary::<Int8Type>();
            words.key(row).map_or_else(|| Ok(py.None().into_bound(py)), |at| python(py, words.values(), at))
        }
    }
}

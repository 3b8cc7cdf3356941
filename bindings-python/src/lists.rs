//! Plain lists and dicts as columns.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, Date32Array, Int64Array, LargeStringArray};
use arrow_buffer::{NullBuffer, ScalarBuffer};
use hongyan::Day;
use hongyan::facts::{Cell, Fault, Kind, Placed, Table};
use hongyan::value::Value;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyList, PyMapping, PySequence, PyString};
use pyo3_arrow::input::AnyArray;

use crate::column::{self, Held, Odd, Read, Strings, Values};
use crate::day;
use crate::frame::failed;
use crate::tables::{self, Given, Reading, kind};
use crate::{error, frames, scalars};

/// A value of Python's.
#[derive(Clone, Debug)]
enum One {
    Null,
    Integer(i64),
    Float(f64),
    Flag(bool),
    Text(String),
    Day(Day),
    Other(String),
}

impl One {
    fn of(object: &Bound<'_, PyAny>) -> PyResult<One> {
        if object.is_none() {
            return Ok(One::Null);
        }
        if let Ok(text) = object.cast::<PyString>() {
            return Ok(match text.to_cow() {
                Ok(text) => One::Text(text.into_owned()),
                // halves of letters, which no encoding has
                Err(_) => One::Other(text.to_string_lossy().into_owned()),
            });
        }
        if let Ok(flag) = object.cast::<PyBool>() {
            return Ok(One::Flag(flag.is_true()));
        }
        if object.is_instance_of::<PyFloat>() {
            let number: f64 = object.extract()?;
            // the null of a frame
            return Ok(if number.is_nan() { One::Null } else { One::Float(number) });
        }
        if let Some(day) = day::civil(object)? {
            return Ok(One::Day(day));
        }
        if let Ok(number) = object.extract::<i64>() {
            return Ok(One::Integer(number));
        }
        match scalars::plain(object)? {
            Some(value) if !value.is(object) => One::of(&value),
            _ => Ok(One::Other(shown(object)?)),
        }
    }

    fn cell(self) -> Cell<'static> {
        match self {
            One::Null => Cell::Null,
            One::Integer(number) => Cell::Number(number.into()),
            One::Float(number) => Cell::Float(number),
            One::Flag(flag) => Cell::Flag(flag),
            One::Text(text) => Cell::text(text),
            One::Day(day) => Cell::Day(day),
            One::Other(text) => Cell::Nested(Value::Text(text)),
        }
    }
}

/// An object as its text; halves of letters, which no encoding has, are marked.
fn shown(object: &Bound<'_, PyAny>) -> PyResult<String> {
    Ok(object.str()?.to_string_lossy().into_owned())
}

/// The layouts that a column of a list can take.
#[derive(Clone, Copy, PartialEq)]
enum Layout {
    Integers,
    Flags,
    Days,
    Texts,
}

impl Layout {
    /// The layout that this value of a column asks for; none if any will do, or none will.
    fn of(one: &One, kind: Kind) -> Option<Layout> {
        match (one, kind) {
            (One::Integer(_), Kind::Id | Kind::Year | Kind::Count) => Some(Layout::Integers),
            (One::Float(number), Kind::Year | Kind::Count) if number.fract() == 0.0 => Some(Layout::Integers),
            (One::Flag(_), Kind::Flag) => Some(Layout::Flags),
            (One::Day(_), Kind::Date | Kind::Month) => Some(Layout::Days),
            (One::Text(_), Kind::Year | Kind::Count | Kind::Flag) => None,
            (One::Text(_), _) => Some(Layout::Texts),
            _ => None,
        }
    }
}

/// The values of a column in one layout. Dates beside texts become texts.
fn read(ones: Vec<One>, kind: Kind) -> Read {
    if ones.iter().all(|one| matches!(one, One::Null)) {
        return Read { column: Ok(Held::null(ones.len())), cells: Vec::new() };
    }
    let mut layouts = ones.iter().filter_map(|one| Layout::of(one, kind));
    let mut layout = layouts.next().unwrap_or(Layout::Texts);
    if layout == Layout::Days && layouts.any(|other| other == Layout::Texts) {
        layout = Layout::Texts;
    }
    let mut cells = Vec::new();
    let nulls: NullBuffer = ones.iter().map(|one| !matches!(one, One::Null)).collect();
    let mut odd = |row: usize, one: One| cells.push((row, Odd::Cell(one.cell())));
    let values = match layout {
        Layout::Integers => {
            let number = |(row, one)| match one {
                One::Integer(number) => number,
                One::Float(number) if kind != Kind::Id && number.fract() == 0.0 => number as i64,
                One::Null => 0,
                other => {
                    odd(row, other);
                    0
                }
            };
            Values::I64(ones.into_iter().enumerate().map(number).collect::<ScalarBuffer<i64>>())
        }
        Layout::Flags => {
            let flag = |(row, one)| match one {
                One::Flag(flag) => flag,
                One::Null => false,
                other => {
                    odd(row, other);
                    false
                }
            };
            Values::Bool(ones.into_iter().enumerate().map(flag).collect())
        }
        Layout::Days => {
            let number = |day: Day| if kind == Kind::Month { day.month().number() } else { day.number() };
            let day = |(row, one)| match one {
                One::Day(day) => number(day),
                One::Null => 0,
                other => {
                    odd(row, other);
                    0
                }
            };
            Values::I32(ones.into_iter().enumerate().map(day).collect::<ScalarBuffer<i32>>())
        }
        Layout::Texts => {
            let text = |(row, one)| match one {
                One::Text(text) => text,
                One::Day(day) if kind == Kind::Date => day.to_string(),
                One::Day(day) if kind == Kind::Month => day.month().to_string(),
                One::Null => String::new(),
                other => {
                    odd(row, other);
                    String::new()
                }
            };
            let texts = ones.into_iter().enumerate().map(text);
            Values::Text(Strings::Large(LargeStringArray::from_iter_values(texts)))
        }
    };
    let nulls = Some(nulls).filter(|nulls| nulls.null_count() > 0);
    Read { column: Ok(Held { values, nulls }), cells }
}

/// A list of dicts.
pub(crate) fn rows(table: Table, rows: &Bound<'_, PySequence>) -> PyResult<Given> {
    let mut given = Given::new(table);
    let mut columns: Vec<Option<Vec<One>>> = table.columns().iter().map(|_| None).collect();
    let mut count = 0_usize;
    for (at, row) in rows.try_iter()?.enumerate() {
        let row = row?;
        count = at.saturating_add(1);
        let entries: Vec<(Bound<'_, PyAny>, Bound<'_, PyAny>)> = match (row.cast::<PyDict>(), row.cast::<PyMapping>()) {
            (Ok(dict), _) => dict.iter().collect(),
            (_, Ok(map)) => map.items()?.iter().map(|pair| pair.extract()).collect::<PyResult<_>>()?,
            _ => {
                given.rows.push((at, shown(&row)?));
                continue;
            }
        };
        for (name, value) in entries {
            let name = shown(&name)?;
            match table.position(&name).and_then(|place| columns.get_mut(place)) {
                Some(column) => {
                    let column = column.get_or_insert_default();
                    column.resize(at, One::Null);
                    column.push(One::of(&value)?);
                }
                None => given.cells.push((name, at, Odd::Cell(One::of(&value)?.cell()))),
            }
        }
    }
    for (column, ones) in table.columns().iter().zip(columns) {
        match ones {
            Some(mut ones) => {
                ones.resize(count, One::Null);
                given.take(column.name, read(ones, column.kind));
            }
            // so that a table with rows of unknown columns alone has rows
            None if !column.required => given.columns.push((column.name.to_owned(), Held::null(count))),
            None => {}
        }
    }
    Ok(given)
}

/// Rows of a file, each in its place.
pub(crate) fn placed(table: Table, rows: &Placed) -> Given {
    let one = |row: usize, place: usize| match rows.cell(row, place) {
        Cell::Text(text) => One::Text(text.into_owned()),
        Cell::Number(number) => i64::try_from(number).map_or(One::Null, One::Integer),
        Cell::Flag(flag) => One::Flag(flag),
        Cell::Day(day) => One::Day(day),
        Cell::Month(month) => One::Text(month.to_string()),
        _ => One::Null,
    };
    let mut given = Given::new(table);
    for (place, column) in table.columns().iter().enumerate() {
        if rows.has(place) {
            given.take(column.name, read((0..rows.rows()).map(|row| one(row, place)).collect(), column.kind));
            let refused = (0..rows.rows()).filter(|row| rows.cell(*row, place) == Cell::Refused);
            given.refused.extend(refused.map(|row| (row, Some(column.name))));
        } else if !column.required {
            // so that a table of which no row could be read has rows
            given.columns.push((column.name.to_owned(), Held::null(rows.rows())));
        }
    }
    // what is wrong with a row need not be one of its values
    let is_of_row = |fault: &&Fault| fault.column.as_deref().is_none_or(|name| kind(table, name).is_none());
    given.refused.extend(rows.faults().iter().filter(is_of_row).filter_map(|fault| Some((fault.row?, None))));
    given.told = rows.faults().to_vec();
    given
}

/// Rows that core wrote.
pub(crate) fn json(table: Table, rows: &[serde_json::Value]) -> Given {
    use serde_json::Value as Json;
    let one = |value: Option<&Json>, kind: Kind| match value {
        Some(Json::Bool(flag)) => One::Flag(*flag),
        Some(Json::String(text)) if kind == Kind::Date => {
            text.parse().map_or_else(|_| One::Text(text.clone()), One::Day)
        }
        Some(Json::String(text)) => One::Text(text.clone()),
        Some(Json::Number(number)) => number.as_i64().map_or(One::Null, One::Integer),
        _ => One::Null,
    };
    let mut given = Given::new(table);
    for column in table.columns() {
        let ones: Vec<One> = rows.iter().map(|row| one(row.get(column.name), column.kind)).collect();
        if column.required || ones.iter().any(|one| !matches!(one, One::Null)) {
            given.take(column.name, read(ones, column.kind));
        }
    }
    given
}

/// A dict of columns, each a list, an array or a series.
pub(crate) fn columns<'py>(
    table: Table,
    columns: impl Iterator<Item = (Bound<'py, PyAny>, Bound<'py, PyAny>)>,
    reading: Reading,
) -> PyResult<Given> {
    let mut given = Given::new(table);
    for (name, values) in columns {
        let name = shown(&name)?;
        if let Some(days) = numpy_days(&values)? {
            given.add(&name, &days, reading.zone);
            continue;
        }
        let plain = plain(&values)?;
        match arrow(&plain) {
            Ok(Some(array)) => given.add(&name, &array, reading.zone),
            Ok(None) => match ones(&plain)? {
                Some(ones) => take(&mut given, name, ones),
                None => return Err(error::wrong_column(&values, table, name, reading.lang)),
            },
            // what Arrow does not take is looked at value by value
            Err(raised) => match frames::list(&values, raised).and_then(|list| ones(&list)) {
                Ok(Some(ones)) => take(&mut given, name, ones),
                Ok(None) => return Err(error::wrong_column(&values, table, name, reading.lang)),
                Err(raised) => return Err(raised),
            },
        }
    }
    Ok(given)
}

/// The values of a list; none if it is something else.
fn ones(values: &Bound<'_, PyAny>) -> PyResult<Option<Vec<One>>> {
    if values.is_instance_of::<PyString>() {
        return Ok(None);
    }
    let Ok(list) = values.cast::<PySequence>() else { return Ok(None) };
    list.try_iter()?.map(|one| One::of(&one?)).collect::<PyResult<Vec<One>>>().map(Some)
}

/// Takes up a column of such values.
fn take(given: &mut Given, name: String, ones: Vec<One>) {
    match kind(given.table, &name) {
        Some(kind) => given.take(&name, codes(&ones, kind).unwrap_or_else(|| read(ones, kind))),
        None => given.columns.push((name, Held::null(ones.len()))),
    }
}

/// Codes of a vocabulary, where a column of words has nothing but whole numbers.
fn codes(ones: &[One], kind: Kind) -> Option<Read> {
    let number = |one: &One| match one {
        One::Integer(number) => Some(Some(*number)),
        One::Null => Some(None),
        _ => None,
    };
    let numbers: Int64Array = ones.iter().filter(|_| column::is_word(kind)).map(number).collect::<Option<_>>()?;
    let numbers: ArrayRef = Arc::new(numbers);
    (!numbers.is_empty()).then(|| column::read(&numbers, kind, None))
}

/// The columns of a frame that Arrow does not take as a whole, each by itself: what it does not take of one is looked at
/// value by value.
pub(crate) fn series(table: Table, series: Vec<Bound<'_, PyAny>>, reading: Reading) -> PyResult<Given> {
    let mut given = Given::new(table);
    for one in series {
        let name = shown(&one.getattr("name")?)?;
        if !reading.wants(kind(table, &name)) {
            given.count(one.len()?);
            continue;
        }
        match tables::arrow(table, &one.call_method0("to_frame")?, reading) {
            Ok(column) => given.join(&name, column),
            Err(raised) => match ones(&frames::list(&one, raised)?)? {
                Some(ones) => take(&mut given, name, ones),
                None => return Err(error::wrong_column(&one, table, name, reading.lang)),
            },
        }
    }
    Ok(given)
}

/// A column that Arrow describes as one array.
fn arrow(values: &Bound<'_, PyAny>) -> PyResult<Option<ArrayRef>> {
    if !frames::speaks_arrow(values)? {
        return Ok(None);
    }
    let values = frames::without_nulls(values.clone())?;
    let array = values.extract::<AnyArray>()?.into_chunked_array()?;
    column::joined(array.chunks(), array.data_type()).map(Some).map_err(|error| failed(&error))
}

/// A column of dates in any form: an array of Arrow's, a series, an array of numpy, a list.
pub(crate) fn dates(values: &Bound<'_, PyAny>) -> PyResult<Option<Read>> {
    if let Some(days) = numpy_days(values)? {
        return Ok(Some(column::read(&days, Kind::Date, None)));
    }
    let values = plain(values)?;
    if let Some(array) = arrow(&values)? {
        return Ok(Some(column::read(&array, Kind::Date, None)));
    }
    Ok(ones(&values)?.map(|ones| read(ones, Kind::Date)))
}

/// An array of numpy, or a series or an index without Arrow, as an array of numpy; none if it is something else.
fn numpy<'py>(values: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    if frames::speaks_arrow(values)? || !values.hasattr("dtype")? {
        return Ok(None);
    }
    let array = if values.hasattr("to_numpy")? { values.call_method0("to_numpy")? } else { values.clone() };
    match array.getattr("ndim")?.extract::<usize>()? {
        1 => Ok(Some(array)),
        dimensions => Err(PyTypeError::new_err(format!("a column has one dimension, not {dimensions}"))),
    }
}

/// The days of an array of numpy whose times are all at midnight.
fn numpy_days(values: &Bound<'_, PyAny>) -> PyResult<Option<ArrayRef>> {
    let Some(values) = numpy(values)? else { return Ok(None) };
    if !values.getattr("dtype")?.getattr("kind")?.eq("M")? {
        return Ok(None);
    }
    let days = values.call_method1("astype", ("datetime64[D]",))?;
    let nothing = values.py().import("numpy")?.call_method1("isnat", (&values,))?;
    let whole = days.call_method1("__eq__", (&values,))?.call_method1("__or__", (nothing,))?;
    if !whole.call_method0("all")?.is_truthy()? {
        return Ok(None);
    }
    let bytes = days.call_method1("astype", ("<i8",))?.call_method0("tobytes")?;
    let numbers = bytes.cast::<PyBytes>()?.as_bytes().as_chunks::<8>().0.iter().map(|bytes| i64::from_le_bytes(*bytes));
    // what no date of 32 bits is, is none of the calendar's either
    let day = |number| if number == i64::MIN { None } else { Some(i32::try_from(number).unwrap_or(i32::MAX)) };
    Ok(Some(Arc::new(Date32Array::from_iter(numbers.map(day)))))
}

/// An array of numpy, or a series without Arrow, as something that can be read: its values one by one, those at
/// midnight as dates.
fn plain<'py>(values: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let Some(values) = numpy(values)? else { return Ok(values.clone()) };
    if !values.getattr("dtype")?.getattr("kind")?.eq("M")? {
        return values.call_method0("tolist");
    }
    let list = |unit: &str| values.call_method1("astype", (unit,))?.call_method0("tolist");
    let (days, times) = (list("datetime64[D]")?, list("datetime64[us]")?);
    let same = values.call_method1("astype", ("datetime64[D]",))?.call_method1("__eq__", (&values,))?;
    let chosen = PyList::empty(values.py());
    for ((day, time), same) in days.try_iter()?.zip(times.try_iter()?).zip(same.try_iter()?) {
        chosen.append(if same?.is_truthy()? { day? } else { time? })?;
    }
    Ok(chosen.into_any())
}

//! Ids as small numbers: the codes of projects, workers, supervisors and mentors, in the order of the ids.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use super::array::{Array, Texts, Validity};
use super::fetch::Fetch;
use super::numbered::{self, Numbered};
use super::{intern, par};

/// What stands for an id that is absent.
pub(super) const NO_CODE: u32 = u32::MAX;

/// A code as a place in a list.
#[inline]
pub(super) const fn place(code: u32) -> usize {
    code as usize
}

/// An id as its column gives it.
///
/// ```
/// use hongyan::columns::IdValue;
///
/// assert!(IdValue::Integer(9) < IdValue::Integer(10));
/// assert!(IdValue::Text("10") < IdValue::Text("9"));
/// assert_eq!(IdValue::Integer(10).to_string(), "10");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdValue<'a> {
    /// An integer; integers order by value.
    Integer(i64),
    /// A text; texts order by code point.
    Text(&'a str),
}

impl std::fmt::Display for IdValue<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            IdValue::Integer(number) => number.fmt(f),
            IdValue::Text(text) => f.write_str(text),
        }
    }
}

/// All ids of one kind. A code is a place in it; codes order as the ids do.
///
/// See the example of [`Report::second_space`](super::Report::second_space).
///
/// ```
/// use hongyan::columns::{IdValue, Space};
///
/// let near = Space::Range { from: 100, len: 3 };
/// assert_eq!(near.value(2), Some(IdValue::Integer(102)));
/// let names = Space::Texts(vec!["何静", "李导师"]);
/// assert_eq!(names.code(IdValue::Text("李导师")), Some(1));
/// ```
#[derive(Clone, Debug, Default)]
pub enum Space<'a> {
    /// No id at all.
    #[default]
    Empty,
    /// Integers that lie close together: the code is the distance from the first.
    Range {
        /// The least, or 0 if that is little less.
        from: i64,
        /// The number of codes.
        len: u32,
    },
    /// Integers far apart, ascending.
    Integers(Vec<i64>),
    /// Texts, ascending.
    Texts(Vec<&'a str>),
    /// Texts of its own, ascending.
    Shared(SharedTexts),
}

/// Texts in one piece of memory that several may hold. [`Space::value`] and [`Space::code`] read them.
#[derive(Clone, Debug, Default)]
pub struct SharedTexts(pub(super) Arc<Packed>);

/// Texts in one piece of memory.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    text: String,
    /// Where each begins, and where the last ends.
    offsets: Vec<i64>,
}

impl Default for Packed {
    fn default() -> Packed {
        Packed { text: String::new(), offsets: vec![0] }
    }
}

impl Packed {
    /// Texts of one length that follow one another.
    pub(super) fn of_length(text: String, len: usize) -> Packed {
        let ends = (0..=text.len()).step_by(len.max(1)).map(|end| i64::try_from(end).unwrap_or(i64::MAX));
        Packed { offsets: ends.collect(), text }
    }

    pub(super) fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    pub(super) fn get(&self, at: usize) -> Option<&str> {
        if at < self.len() { Some(self.texts().get(at)) } else { None }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.offsets.push(i64::try_from(self.text.len()).unwrap_or(i64::MAX));
    }

    pub(super) fn texts(&self) -> Texts<'_> {
        Texts::LargeOffsets(&self.offsets, &self.text)
    }

    /// The first place whose text is not below this one.
    fn find(&self, text: &str) -> Result<usize, usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.texts().get(middle).cmp(text) {
                Ordering::Less => low = middle.saturating_add(1),
                Ordering::Equal => return Ok(middle),
                Ordering::Greater => high = middle,
            }
        }
        Err(low)
    }

    pub(super) fn memory(&self) -> usize {
        self.offsets.capacity().saturating_mul(size_of::<i64>()).saturating_add(self.text.capacity())
    }
}

impl Space<'_> {
    /// The number of codes; not every one need stand in the data.
    ///
    /// ```
    /// use hongyan::columns::Space;
    ///
    /// assert_eq!(Space::Range { from: 100, len: 3 }.len(), 3);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Space::Empty => 0,
            Space::Range { len, .. } => place(*len),
            Space::Integers(values) => values.len(),
            Space::Texts(texts) => texts.len(),
            Space::Shared(texts) => texts.0.len(),
        }
    }

    /// Whether there is no code.
    ///
    /// ```
    /// use hongyan::columns::Space;
    ///
    /// assert!(Space::default().is_empty());
    /// assert!(!Space::Integers(vec![-5, 1 << 40]).is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id of a code.
    ///
    /// `None` if there is no such code. See the example of [`Space`].
    #[must_use]
    pub fn value(&self, code: u32) -> Option<IdValue<'_>> {
        if place(code) >= self.len() {
            return None;
        }
        match self {
            Space::Empty => None,
            Space::Range { from, .. } => Some(IdValue::Integer(from.saturating_add(i64::from(code)))),
            Space::Integers(values) => values.get(place(code)).copied().map(IdValue::Integer),
            Space::Texts(texts) => texts.get(place(code)).copied().map(IdValue::Text),
            Space::Shared(texts) => texts.0.get(place(code)).map(IdValue::Text),
        }
    }

    /// The code of an id, if it has one.
    ///
    /// ```
    /// use hongyan::columns::{IdValue, Space};
    ///
    /// let near = Space::Range { from: 100, len: 3 };
    /// assert_eq!(near.code(IdValue::Integer(101)), Some(1));
    /// assert_eq!(near.code(IdValue::Integer(103)), None);
    /// ```
    #[must_use]
    pub fn code(&self, id: IdValue<'_>) -> Option<u32> {
        let found = match (self, id) {
            (Space::Range { from, len }, IdValue::Integer(number)) => {
                let ahead = u32::try_from(number.checked_sub(*from)?).ok()?;
                return (ahead < *len).then_some(ahead);
            }
            (Space::Integers(values), IdValue::Integer(number)) => values.binary_search(&number),
            (Space::Texts(texts), IdValue::Text(text)) => texts.binary_search(&text),
            (Space::Shared(texts), IdValue::Text(text)) => texts.0.find(text),
            _ => return None,
        };
        u32::try_from(found.ok()?).ok()
    }
}

/// Whether an array can hold ids, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Integers,
    Texts,
}

pub(super) fn sort(array: &Array<'_>) -> Option<Sort> {
    match array {
        Array::I32(_) | Array::I64(_) | Array::U32(_) => Some(Sort::Integers),
        Array::Text(..) | Array::Dictionary(..) => Some(Sort::Texts),
        _ => None,
    }
}

/// A column of ids as codes.
#[derive(Clone, Debug)]
pub(super) enum Codes<'a> {
    /// Integers of a [`Space::Range`] that begins here.
    I32(&'a [i32], i64, Validity<'a>),
    I64(&'a [i64], i64, Validity<'a>),
    U32(&'a [u32], i64, Validity<'a>),
    Own(Vec<u32>),
    /// Texts that end with numbers.
    Numbered(Numbered<'a>),
    /// The rows from which on each of the codes holds.
    Runs(Vec<u32>, Vec<u32>),
    /// Nobody is named.
    Nobody,
}

/// Integers whose distance fits into 32 bits: the low half is enough to tell it.
trait Low: Copy {
    fn low(self) -> u32;
}

impl Low for i32 {
    #[inline]
    fn low(self) -> u32 {
        self.cast_unsigned()
    }
}

impl Low for i64 {
    #[inline]
    fn low(self) -> u32 {
        self as u32
    }
}

impl Low for u32 {
    #[inline]
    fn low(self) -> u32 {
        self
    }
}

impl Codes<'_> {
    /// The code of a row; [`NO_CODE`] if it has none.
    #[inline(always)]
    pub(super) fn get(&self, row: usize) -> u32 {
        fn ahead<T: Low>(values: &[T], from: i64, validity: Validity<'_>, row: usize) -> u32 {
            let value = if validity.has(row) { values.get(row) } else { None };
            value.map_or(NO_CODE, |value| value.low().wrapping_sub(from.low()))
        }
        match self {
            Codes::I32(values, from, validity) => ahead(values, *from, *validity, row),
            Codes::I64(values, from, validity) => ahead(values, *from, *validity, row),
            Codes::U32(values, from, validity) => ahead(values, *from, *validity, row),
            Codes::Own(codes) => codes.get(row).copied().unwrap_or(NO_CODE),
            Codes::Numbered(texts) => texts.get(row),
            Codes::Runs(starts, codes) => {
                let run = starts.partition_point(|start| place(*start) <= row).checked_sub(1);
                run.and_then(|run| codes.get(run)).copied().unwrap_or(NO_CODE)
            }
            Codes::Nobody => NO_CODE,
        }
    }

    /// Begins to bring near what so many rows are read from.
    #[inline(always)]
    pub(super) fn fetch(&self, fetch: Fetch, row: usize, count: usize) {
        match self {
            Codes::I32(values, ..) => fetch.ahead(values, row, count),
            Codes::I64(values, ..) => fetch.ahead(values, row, count),
            Codes::U32(values, ..) => fetch.ahead(values, row, count),
            Codes::Own(codes) => fetch.ahead(codes, row, count),
            Codes::Numbered(texts) => texts.fetch(fetch, row, count),
            Codes::Runs(..) | Codes::Nobody => {}
        }
    }

    /// The codes of some rows; `room` takes them where they do not lie in memory as they are.
    #[inline]
    pub(super) fn block<'s>(&'s self, rows: Range<usize>, room: &'s mut Vec<u32>) -> &'s [u32] {
        fn fill<T: Low>(room: &mut Vec<u32>, values: &[T], from: i64, validity: Validity<'_>, rows: Range<usize>) {
            room.clear();
            let (first, values) = (rows.start, values.get(rows).unwrap_or_default());
            room.extend(values.iter().map(|value| value.low().wrapping_sub(from.low())));
            if !validity.is_all() {
                for (row, code) in room.iter_mut().enumerate() {
                    if !validity.has(first.saturating_add(row)) {
                        *code = NO_CODE;
                    }
                }
            }
        }
        match self {
            Codes::Own(codes) => return codes.get(rows).unwrap_or_default(),
            // these are their own codes
            Codes::I32(values, 0, Validity::All) => {
                return bytemuck::must_cast_slice(values.get(rows).unwrap_or_default());
            }
            Codes::U32(values, 0, Validity::All) => return values.get(rows).unwrap_or_default(),
            Codes::I32(values, from, validity) => fill(room, values, *from, *validity, rows),
            Codes::I64(values, from, validity) => fill(room, values, *from, *validity, rows),
            Codes::U32(values, from, validity) => fill(room, values, *from, *validity, rows),
            Codes::Numbered(texts) => {
                room.clear();
                texts.fill(rows, room);
            }
            Codes::Runs(starts, codes) => {
                room.clear();
                let first = starts.partition_point(|start| place(*start) <= rows.start).saturating_sub(1);
                let ends = starts.iter().skip(first.saturating_add(1)).map(|end| place(*end)).chain([usize::MAX]);
                for (end, code) in ends.zip(codes.get(first..).unwrap_or_default()) {
                    room.resize(end.min(rows.end).saturating_sub(rows.start), *code);
                    if end >= rows.end {
                        break;
                    }
                }
            }
            Codes::Nobody => {
                room.clear();
                room.resize(rows.len(), NO_CODE);
            }
        }
        room
    }

    /// Whether they never descend.
    pub(super) fn ascend(&self, rows: usize) -> bool {
        match self {
            Codes::Runs(_, codes) => return codes.is_sorted(),
            Codes::Numbered(texts) => return texts.ascends,
            _ => {}
        }
        let parts = par::ranges(rows, 1 << 16, 64);
        let ascend = |range: &Range<usize>| {
            let (mut room, mut last) = (Vec::new(), range.start.checked_sub(1).map_or(0, |row| self.get(row)));
            par::blocks(range.clone()).all(|rows| {
                let codes = self.block(rows, &mut room);
                let sorted = codes.is_sorted() && codes.first().is_none_or(|first| last <= *first);
                last = codes.last().copied().unwrap_or(last);
                sorted
            })
        };
        par::map(&parts, ascend).into_iter().all(|ascend| ascend)
    }
}

/// Codes at rows that ascend; runs are followed, not searched.
pub(super) struct Ascending<'c, 'a> {
    codes: &'c Codes<'a>,
    run: usize,
}

impl<'c, 'a> Ascending<'c, 'a> {
    pub(super) fn new(codes: &'c Codes<'a>, first: usize) -> Ascending<'c, 'a> {
        let run = match codes {
            Codes::Runs(starts, _) => starts.partition_point(|start| place(*start) <= first).saturating_sub(1),
            _ => 0,
        };
        Ascending { codes, run }
    }

    #[inline(always)]
    pub(super) fn at(&mut self, row: usize) -> u32 {
        let Codes::Runs(starts, codes) = self.codes else { return self.codes.get(row) };
        while starts.get(self.run.saturating_add(1)).is_some_and(|start| place(*start) <= row) {
            self.run = self.run.saturating_add(1);
        }
        codes.get(self.run).copied().unwrap_or(NO_CODE)
    }
}

/// The space of these columns, and each of them as codes. Integers and texts are not mixed: the door sees to it.
pub(super) fn encode<'a>(columns: &[Option<Array<'a>>]) -> (Space<'a>, Vec<Codes<'a>>) {
    let given: Vec<&Array<'a>> = columns.iter().flatten().collect();
    match given.iter().find_map(|array| sort(array)) {
        None => (Space::Empty, columns.iter().map(|_| Codes::Nobody).collect()),
        Some(Sort::Texts) => numbered::texts(columns).unwrap_or_else(|| intern::texts(columns)),
        Some(Sort::Integers) => match close(&given) {
            Close::None => (Space::Empty, columns.iter().map(|_| Codes::Nobody).collect()),
            Close::Range(from, len) => {
                let codes = columns.iter().map(|array| offsets(array.as_ref(), from)).collect();
                (Space::Range { from, len }, codes)
            }
            Close::Far => intern::integers(columns),
        },
    }
}

fn offsets<'a>(array: Option<&Array<'a>>, from: i64) -> Codes<'a> {
    match array {
        Some(Array::I32(column)) => Codes::I32(column.values, from, column.validity),
        Some(Array::I64(column)) => Codes::I64(column.values, from, column.validity),
        Some(Array::U32(column)) => Codes::U32(column.values, from, column.validity),
        _ => Codes::Nobody,
    }
}

/// Whether integers lie close together.
enum Close {
    None,
    Range(i64, u32),
    Far,
}

fn close(arrays: &[&Array<'_>]) -> Close {
    let rows = arrays.iter().map(|array| array.len()).fold(0, usize::saturating_add);
    let ends = arrays.iter().filter_map(|array| ends(array));
    let Some((least, most)) = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) else {
        return Close::None;
    };
    let span = most.checked_sub(least).and_then(|span| u32::try_from(span).ok()).and_then(|span| span.checked_add(1));
    match span {
        Some(len) if place(len) <= rows.saturating_mul(2).saturating_add(1 << 16) => {
            // integers that count from 1, or nearly, are their own codes: a few codes more, and no subtraction
            match u32::try_from(least)
                .ok()
                .filter(|before| *before <= len / 8)
                .and_then(|before| len.checked_add(before))
            {
                Some(len) => Close::Range(0, len),
                None => Close::Range(least, len),
            }
        }
        _ => Close::Far,
    }
}

/// The least and the greatest integer of a column.
pub(super) fn ends(array: &Array<'_>) -> Option<(i64, i64)> {
    fn of<T: Copy + Ord + Into<i64> + Send + Sync>(values: &[T], validity: Validity<'_>) -> Option<(i64, i64)> {
        let parts = par::ranges(values.len(), 1 << 16, 64);
        let ends = par::map(&parts, |range| {
            let part = values.get(range.clone()).unwrap_or_default();
            if validity.is_all() {
                let first = *part.first()?;
                let (least, most) = part.iter().fold((first, first), |(a, b), value| (a.min(*value), b.max(*value)));
                return Some((least, most));
            }
            let valid = part.iter().zip(range.clone()).filter(|(_, row)| validity.has(*row)).map(|(value, _)| *value);
            valid.fold(None, |ends: Option<(T, T)>, value| {
                Some(ends.map_or((value, value), |(a, b)| (a.min(value), b.max(value))))
            })
        });
        let (least, most) = ends.into_iter().flatten().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        Some((least.into(), most.into()))
    }
    match array {
        Array::I32(column) => of(column.values, column.validity),
        Array::I64(column) => of(column.values, column.validity),
        Array::U32(column) => of(column.values, column.validity),
        _ => None,
    }
}

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use super::par;
use crate::calendar::Day;

/// Which rows of a column hold a value.
///
/// ```
/// use hongyan::columns::Validity;
///
/// // rows 0 and 2 hold a value, as four libraries would say it
/// let (bits, flags) = ([0b101], [true, false, true]);
/// for validity in [Validity::Bits(&bits, 0), Validity::Bytes(&[1, 0, 1]), Validity::Flags(&flags)] {
///     assert_eq!([0, 1, 2, 3].map(|row| validity.has(row)), [true, false, true, false]);
/// }
/// assert!(Validity::All.has(3));
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub enum Validity<'a> {
    /// All of them.
    #[default]
    All,
    /// One bit a row, least significant first, from this bit on: Arrow's layout. Bits that are absent are null.
    Bits(&'a [u8], usize),
    /// One byte a row, 0 = null. Bytes that are absent are null.
    Bytes(&'a [u8]),
    /// One flag a row, false = null. Flags that are absent are null.
    Flags(&'a [bool]),
}

impl Validity<'_> {
    /// Whether the row holds a value.
    ///
    /// See the example of [`Validity`].
    #[must_use]
    #[inline]
    pub fn has(self, row: usize) -> bool {
        match self {
            Validity::All => true,
            Validity::Bits(bits, offset) => {
                let bit = offset.saturating_add(row);
                bits.get(bit >> 3).is_some_and(|byte| byte & (1 << (bit & 7)) != 0)
            }
            Validity::Bytes(bytes) => bytes.get(row).is_some_and(|byte| *byte != 0),
            Validity::Flags(flags) => flags.get(row).is_some_and(|flag| *flag),
        }
    }

    /// Whether no row can be null.
    ///
    /// ```
    /// use hongyan::columns::Validity;
    ///
    /// assert!(Validity::default().is_all());
    /// assert!(!Validity::Flags(&[true]).is_all()); // though none of its rows is null
    /// ```
    #[must_use]
    #[inline]
    pub fn is_all(self) -> bool {
        matches!(self, Validity::All)
    }
}

/// Values and which of them are valid. The value of a null is not looked at.
///
/// ```
/// use hongyan::columns::{Array, Column, Validity};
///
/// let submitted_on = Column { values: &[19_800, 0], validity: Validity::Flags(&[true, false]) };
/// assert_eq!((submitted_on.get(0), submitted_on.get(1)), (Some(19_800), None));
/// assert_eq!(Array::I32(submitted_on).len(), 2);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Column<'a, T> {
    /// One value a row.
    pub values: &'a [T],
    /// Which rows hold one.
    pub validity: Validity<'a>,
}

impl<'a, T> From<&'a [T]> for Column<'a, T> {
    fn from(values: &'a [T]) -> Column<'a, T> {
        Column { values, validity: Validity::All }
    }
}

impl<T: Copy> Column<'_, T> {
    /// The value of a row, if it holds one.
    ///
    /// See the example of [`Column`].
    #[must_use]
    #[inline]
    pub fn get(&self, row: usize) -> Option<T> {
        if self.validity.has(row) { self.values.get(row).copied() } else { None }
    }
}

/// Texts, one a row.
///
/// ```
/// use hongyan::columns::Texts;
///
/// let slices = ["何静", "", "周敏"];
/// let arrow = Texts::Offsets(&[0, 6, 6, 12], "何静周敏"); // bytes, not characters
/// assert_eq!(arrow.len(), 3);
/// assert_eq!([0, 1, 2].map(|row| arrow.get(row)), [0, 1, 2].map(|row| Texts::Slices(&slices).get(row)));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Texts<'a> {
    /// One slice a row.
    Slices(&'a [&'a str]),
    /// One string a row.
    Strings(&'a [String]),
    /// All texts in one piece; row `i` from offset `i` to offset `i + 1`: Arrow's `utf8`.
    Offsets(&'a [i32], &'a str),
    /// The same with wide offsets: Arrow's `large_utf8`.
    LargeOffsets(&'a [i64], &'a str),
}

impl<'a> Texts<'a> {
    /// The number of rows.
    ///
    /// See the example of [`Texts`].
    #[must_use]
    pub fn len(self) -> usize {
        match self {
            Texts::Slices(slices) => slices.len(),
            Texts::Strings(strings) => strings.len(),
            Texts::Offsets(offsets, _) => offsets.len().saturating_sub(1),
            Texts::LargeOffsets(offsets, _) => offsets.len().saturating_sub(1),
        }
    }

    /// Whether there is no row.
    ///
    /// ```
    /// use hongyan::columns::Texts;
    ///
    /// assert!(Texts::Offsets(&[0], "").is_empty());
    /// assert!(!Texts::Slices(&[""]).is_empty()); // a row with an empty text
    /// ```
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The text of a row; empty where the offsets lead nowhere.
    ///
    /// See the example of [`Texts`].
    #[must_use]
    #[inline]
    pub fn get(self, row: usize) -> &'a str {
        fn cut<T: Copy + TryInto<usize>>(offsets: &[T], row: usize, data: &'_ str) -> Option<(usize, usize)> {
            let [from, to] = *offsets.get(row..row.saturating_add(2))? else { return None };
            let (from, to) = (from.try_into().ok()?, to.try_into().ok()?);
            (to <= data.len()).then_some((from, to))
        }
        match self {
            Texts::Slices(slices) => slices.get(row).copied().unwrap_or_default(),
            Texts::Strings(strings) => strings.get(row).map(String::as_str).unwrap_or_default(),
            Texts::Offsets(offsets, data) => {
                cut(offsets, row, data).and_then(|(from, to)| data.get(from..to)).unwrap_or_default()
            }
            Texts::LargeOffsets(offsets, data) => {
                cut(offsets, row, data).and_then(|(from, to)| data.get(from..to)).unwrap_or_default()
            }
        }
    }
}

impl Texts<'_> {
    /// Whether every one of these rows has a text that is not empty, as far as a glance tells.
    pub(super) fn are_filled(self, rows: Range<usize>) -> bool {
        fn filled<T: Copy + PartialOrd + TryInto<usize>>(offsets: &[T], rows: Range<usize>, data: &str) -> bool {
            let offsets = offsets.get(rows.start..rows.end.saturating_add(1)).unwrap_or_default();
            let (Some(Ok(from)), Some(Ok(to))) =
                (offsets.first().map(|from| (*from).try_into()), offsets.last().map(|to| (*to).try_into()))
            else {
                return false;
            };
            let ends = offsets.get(1..).unwrap_or_default();
            // without a branch, so that it becomes vectors
            let ascend = offsets.iter().zip(ends).fold(true, |ascend, (from, to)| ascend & (from < to));
            // between such letters a text can be cut anywhere
            ascend && data.as_bytes().get(from..to).is_some_and(<[u8]>::is_ascii)
        }
        match self {
            Texts::Offsets(offsets, data) => filled(offsets, rows, data),
            Texts::LargeOffsets(offsets, data) => filled(offsets, rows, data),
            Texts::Slices(_) | Texts::Strings(_) => false,
        }
    }
}

/// Whether this holds of the offsets between which each text lies.
pub(super) fn all_between<T: Copy + Send + Sync>(offsets: &[T], holds: impl Fn(T, T) -> bool + Send + Sync) -> bool {
    let rows = par::ranges(offsets.len().saturating_sub(1), 1 << 16, 64);
    let hold = par::map(&rows, |rows| {
        let from = offsets.get(rows.clone()).unwrap_or_default();
        let to = offsets.get(rows.start.saturating_add(1)..).unwrap_or_default();
        // without a branch, so that it becomes vectors
        from.iter().zip(to).fold(true, |hold, (from, to)| hold & holds(*from, *to))
    });
    hold.into_iter().all(|hold| hold)
}

/// A borrowed column. What its values mean follows from the column of the table that it stands for: an id may be an
/// integer, a text or a dictionary; a date is a number of days since 1970-01-01 or a text `YYYY-MM-DD`; a month is
/// [`Month::number`](crate::calendar::Month::number) or a text `YYYY-MM`; forms, kinds and sources are codes (their
/// place in [`Form::ALL`](crate::facts::Form::ALL) and the like) or their names.
///
/// ```
/// use hongyan::columns::{Array, Columns, Door, Frame, Frames, Texts};
/// use hongyan::facts::Table;
///
/// // ids as a dictionary, days as numbers, and a column that is null throughout
/// let mentor = Array::dictionary(&[0, 0, 1], Texts::Slices(&["何静", "李导师"]));
/// let guidance = Frame::new(Table::Guidance)
///     .with("mentor", mentor)
///     .with("guided_on", Array::from(&[19_800, 19_830, 19_815]))
///     .with("student", Array::Null(3));
/// assert!(Columns::check(Frames::new().with(guidance), Door::new()).is_ok());
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Array<'a> {
    /// 32-bit integers: ids, days, months, years, counts. Only these hold days and months.
    I32(Column<'a, i32>),
    /// 64-bit integers: ids, years, counts.
    I64(Column<'a, i64>),
    /// Unsigned 32-bit integers: ids, years, counts.
    U32(Column<'a, u32>),
    /// Codes.
    U8(Column<'a, u8>),
    /// Flags.
    Bool(Column<'a, bool>),
    /// Texts.
    Text(Texts<'a>, Validity<'a>),
    /// Texts by their place in a dictionary.
    Dictionary(Column<'a, u32>, Texts<'a>),
    /// As many nulls as this.
    Null(usize),
}

impl<'a> Array<'a> {
    /// Texts that repeat: each row names one of `texts` by its place, the first being 0.
    ///
    /// ```
    /// use hongyan::columns::{Array, Texts};
    ///
    /// let project = Array::dictionary(&[0, 0, 1], Texts::Slices(&["north", "south"]));
    /// assert_eq!(project.len(), 3);
    /// ```
    #[must_use]
    pub fn dictionary(keys: &'a [u32], texts: Texts<'a>) -> Array<'a> {
        Array::Dictionary(keys.into(), texts)
    }

    /// The number of rows.
    ///
    /// ```
    /// use hongyan::columns::Array;
    ///
    /// assert_eq!(Array::from(&["何静", "李导师"]).len(), 2);
    /// assert_eq!(Array::Null(5).len(), 5);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Array::I32(column) => column.values.len(),
            Array::I64(column) => column.values.len(),
            Array::U32(column) | Array::Dictionary(column, _) => column.values.len(),
            Array::U8(column) => column.values.len(),
            Array::Bool(column) => column.values.len(),
            Array::Text(texts, _) => texts.len(),
            Array::Null(rows) => *rows,
        }
    }

    /// Whether there is no row.
    ///
    /// ```
    /// use hongyan::columns::Array;
    ///
    /// assert!(Array::from(&[] as &[i32]).is_empty());
    /// assert!(!Array::Null(1).is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same with these rows valid.
    ///
    /// Of an [`Array::Null`] none are.
    ///
    /// ```
    /// use hongyan::columns::{Array, Validity};
    ///
    /// let submitted_on = Array::from(&[19_800, 0]).with_validity(Validity::Flags(&[true, false]));
    /// let Array::I32(column) = submitted_on else { unreachable!() };
    /// assert_eq!((column.get(0), column.get(1)), (Some(19_800), None));
    /// ```
    #[must_use]
    pub fn with_validity(self, validity: Validity<'a>) -> Array<'a> {
        match self {
            Array::I32(column) => Array::I32(Column { validity, ..column }),
            Array::I64(column) => Array::I64(Column { validity, ..column }),
            Array::U32(column) => Array::U32(Column { validity, ..column }),
            Array::U8(column) => Array::U8(Column { validity, ..column }),
            Array::Bool(column) => Array::Bool(Column { validity, ..column }),
            Array::Text(texts, _) => Array::Text(texts, validity),
            Array::Dictionary(column, texts) => Array::Dictionary(Column { validity, ..column }, texts),
            Array::Null(rows) => Array::Null(rows),
        }
    }

    pub(super) fn validity(&self) -> Validity<'a> {
        match self {
            Array::I32(column) => column.validity,
            Array::I64(column) => column.validity,
            Array::U32(column) | Array::Dictionary(column, _) => column.validity,
            Array::U8(column) => column.validity,
            Array::Bool(column) => column.validity,
            Array::Text(_, validity) => *validity,
            Array::Null(_) => Validity::Bytes(&[]),
        }
    }

    /// The value of a row as a door takes it, for a message or a slow path.
    pub(super) fn cell(&self, row: usize) -> crate::facts::Cell<'a> {
        use crate::facts::Cell;
        fn of<'a, T: Copy>(column: &Column<'_, T>, row: usize, cell: impl FnOnce(T) -> Cell<'a>) -> Cell<'a> {
            column.get(row).map_or(Cell::Null, cell)
        }
        match self {
            Array::I32(column) => of(column, row, |value| Cell::Number(value.into())),
            Array::I64(column) => of(column, row, |value| Cell::Number(value.into())),
            Array::U32(column) => of(column, row, |value| Cell::Number(value.into())),
            Array::U8(column) => of(column, row, |value| Cell::Number(value.into())),
            Array::Bool(column) => of(column, row, Cell::Flag),
            Array::Text(texts, validity) if validity.has(row) => Cell::Text(Cow::Borrowed(texts.get(row))),
            Array::Dictionary(column, texts) => of(column, row, |key| match usize::try_from(key) {
                Ok(place) if place < texts.len() => Cell::text(texts.get(place)),
                // a number where a text belongs is a fault
                _ => Cell::Number(key.into()),
            }),
            Array::Text(..) | Array::Null(_) => Cell::Null,
        }
    }
}

macro_rules! from_slice {
    ($($type:ty, $values:ident => $array:expr;)+) => {$(
        impl<'a> From<&'a [$type]> for Array<'a> {
            fn from($values: &'a [$type]) -> Array<'a> {
                $array
            }
        }

        impl<'a> From<&'a Vec<$type>> for Array<'a> {
            fn from(values: &'a Vec<$type>) -> Array<'a> {
                Array::from(values.as_slice())
            }
        }

        impl<'a, const ROWS: usize> From<&'a [$type; ROWS]> for Array<'a> {
            fn from(values: &'a [$type; ROWS]) -> Array<'a> {
                Array::from(values.as_slice())
            }
        }
    )+};
}

from_slice! {
    i32, values => Array::I32(values.into());
    i64, values => Array::I64(values.into());
    u32, values => Array::U32(values.into());
    u8, values => Array::U8(values.into());
    bool, values => Array::Bool(values.into());
    &'a str, values => Array::Text(Texts::Slices(values), Validity::All);
    String, values => Array::Text(Texts::Strings(values), Validity::All);
}

/// What stands for a day that is absent.
pub const NO_DAY: i32 = i32::MIN;

/// A day as a column holds it.
#[inline]
pub(super) fn number(day: Option<Day>) -> i32 {
    day.map_or(NO_DAY, Day::number)
}

#[cfg(test)]
mod tests;

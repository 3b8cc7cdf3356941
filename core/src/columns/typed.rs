//! Columns past the door, as the rules' loops read them.

use std::borrow::Cow;
use std::ops::Range;

use super::array::{Array, Column, NO_DAY, Validity};
use super::fetch::Fetch;
use super::frame::Frame;
use super::par;
use super::space::{Codes, place};
use crate::calendar::{Day, Month, Period};
use crate::facts::{Cell, ContentSource, Form, Kind, PlanKind};

/// What stands for a code of a vocabulary that is absent.
pub(super) const NO_WORD: u8 = u8::MAX;

/// Days, months or years as numbers.
#[derive(Clone, Debug)]
pub(super) struct Numbers<'a> {
    values: Cow<'a, [i32]>,
    validity: Validity<'a>,
}

impl<'a> Numbers<'a> {
    /// Of a column that holds such a kind. What could not be read counts as absent: the door has spoken of it.
    pub(super) fn of(array: Option<Array<'a>>, kind: Kind) -> Numbers<'a> {
        if let Some(Array::I32(column)) = array {
            return Numbers::given(column);
        }
        let read = |array: Array<'a>| (0..array.len()).map(|row| parse(&array.cell(row), kind)).collect();
        Numbers { values: Cow::Owned(array.map_or_else(Vec::new, read)), validity: Validity::All }
    }

    /// The number of a row; [`NO_DAY`] if it has none.
    pub(super) fn given(Column { values, validity }: Column<'a, i32>) -> Numbers<'a> {
        Numbers { values: Cow::Borrowed(values), validity }
    }

    #[inline]
    pub(super) fn get(&self, row: usize) -> i32 {
        if self.validity.has(row) { self.values.get(row).copied().unwrap_or(NO_DAY) } else { NO_DAY }
    }

    pub(super) fn day(&self, row: usize) -> Option<Day> {
        Some(self.get(row)).filter(|number| *number != NO_DAY).map(Day::from_number)
    }

    /// The numbers of some rows, [`NO_DAY`] where there is none; `room` takes them where they do not lie in memory so.
    #[inline]
    pub(super) fn block<'s>(&'s self, rows: Range<usize>, room: &'s mut Vec<i32>) -> &'s [i32] {
        self.filled(rows, NO_DAY, room)
    }

    /// The values of some rows and which of them hold, where that lies in memory as a byte each.
    fn flagged(&self, rows: Range<usize>) -> Option<(&[i32], &[u8])> {
        match self.validity {
            Validity::Bytes(flags) => Some((self.values.get(rows.clone())?, flags.get(rows)?)),
            _ => None,
        }
    }

    /// The same with another number where there is none.
    #[inline]
    pub(super) fn filled<'s>(&'s self, rows: Range<usize>, null: i32, room: &'s mut Vec<i32>) -> &'s [i32] {
        let first = rows.start;
        let values = match self.values.get(rows.clone()) {
            Some(values) if self.validity.is_all() => return values,
            values => values.unwrap_or_default(),
        };
        room.resize(rows.len(), null);
        let arch = pulp::Arch::new();
        let done = match self.validity {
            Validity::Bits(bits, offset) if offset.saturating_add(first).is_multiple_of(8) => {
                let bytes = bits.get(offset.saturating_add(first) / 8..).unwrap_or_default();
                arch.dispatch(Masked { values, bytes, null, room })
            }
            Validity::Bytes(bytes) => {
                arch.dispatch(Flagged { values, flags: bytes.get(first..).unwrap_or_default(), null, room })
            }
            Validity::Flags(flags) => {
                arch.dispatch(Flagged { values, flags: flags.get(first..).unwrap_or_default(), null, room })
            }
            _ => 0,
        };
        room.get_mut(values.len()..).unwrap_or_default().fill(null);
        let slots = room.get_mut(done..).unwrap_or_default().iter_mut();
        let (values, first) = (values.get(done..).unwrap_or_default(), first.saturating_add(done));
        for (ahead, (slot, value)) in slots.zip(values).enumerate() {
            *slot = if self.validity.has(first.saturating_add(ahead)) { *value } else { null };
        }
        room
    }
}

/// Takes over the values whose bits are set, eight a byte, without a branch, so that it becomes vectors. The last few
/// rows, which fill no byte, are left; how many were done is returned.
struct Masked<'k> {
    values: &'k [i32],
    bytes: &'k [u8],
    null: i32,
    room: &'k mut [i32],
}

impl pulp::NullaryFnOnce for Masked<'_> {
    type Output = usize;

    #[inline(always)]
    fn call(self) -> usize {
        let (values, room) = (self.values.as_chunks::<8>().0, self.room.as_chunks_mut::<8>().0);
        let done = values.len().min(self.bytes.len());
        for ((values, byte), room) in values.iter().zip(self.bytes).zip(room) {
            // all is read before anything is written, so that eight become one; a bit becomes the sign, the sign a mask
            let (values, byte) = (*values, i32::from(*byte));
            let mut shift = 32_u32;
            *room = values.map(|value| {
                shift = shift.wrapping_sub(1);
                let mask = byte.wrapping_shl(shift) >> 31;
                (value & mask) | (self.null & !mask)
            });
        }
        done.saturating_mul(8)
    }
}

/// The same of values that have a byte each. How many were done is returned.
struct Flagged<'k, T> {
    values: &'k [i32],
    flags: &'k [T],
    null: i32,
    room: &'k mut [i32],
}

impl<T: Copy + Default + PartialEq> pulp::NullaryFnOnce for Flagged<'_, T> {
    type Output = usize;

    #[inline(always)]
    fn call(self) -> usize {
        let Flagged { values, flags, null, room } = self;
        let unset = T::default();
        for ((value, flag), slot) in values.iter().zip(flags).zip(room) {
            *slot = given(*value, *flag != unset, null);
        }
        values.len().min(flags.len())
    }
}

/// A value if it holds, else what stands for none. A mask becomes a vector where a choice does not.
#[inline(always)]
fn given(value: i32, holds: bool, null: i32) -> i32 {
    let mask = i32::from(holds).wrapping_neg();
    (value & mask) | (null & !mask)
}

fn parse(cell: &Cell<'_>, kind: Kind) -> i32 {
    let number = match (cell, kind) {
        (Cell::Text(text), Kind::Date) => text.parse().ok().map(Day::number),
        (Cell::Text(text), Kind::Month) => text.parse().ok().map(Month::number),
        (Cell::Number(number), Kind::Year | Kind::Count) => i32::try_from(*number).ok(),
        _ => None,
    };
    number.unwrap_or(NO_DAY)
}

/// The codes of a vocabulary.
pub(super) fn words<'a>(array: Option<Array<'a>>, kind: Kind) -> Cow<'a, [u8]> {
    let Some(array) = array else { return Cow::Borrowed(&[]) };
    if let Array::U8(Column { values, validity: Validity::All }) = array {
        return Cow::Borrowed(values);
    }
    let code = |row| match array.cell(row) {
        Cell::Number(code) => u8::try_from(code).ok(),
        Cell::Text(text) => match kind {
            Kind::Form => Form::from_name(&text).map(Form::code),
            Kind::PlanKind => PlanKind::from_name(&text).map(PlanKind::code),
            _ => ContentSource::from_name(&text).map(ContentSource::code),
        },
        _ => None,
    };
    Cow::Owned((0..array.len()).map(|row| code(row).unwrap_or(NO_WORD)).collect())
}

/// How many words a vocabulary has.
pub(super) fn vocabulary(kind: Kind) -> Option<usize> {
    match kind {
        Kind::Form => Some(Form::ALL.len()),
        Kind::PlanKind => Some(PlanKind::ALL.len()),
        Kind::ContentSource => Some(ContentSource::ALL.len()),
        _ => None,
    }
}

/// A set of rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    words: Vec<u64>,
    len: usize,
}

impl Rows {
    pub(super) const NONE: Rows = Rows { words: Vec::new(), len: 0 };

    pub(super) fn add(&mut self, row: usize) {
        let word = row / 64;
        if self.words.len() <= word {
            self.words.resize(word.saturating_add(1), 0);
        }
        if let Some(word) = self.words.get_mut(word)
            && *word & (1 << (row % 64)) == 0
        {
            *word |= 1 << (row % 64);
            self.len = self.len.saturating_add(1);
        }
    }

    /// Adds all of these rows.
    pub(super) fn add_all(&mut self, rows: Range<usize>) {
        let (mut from, end) = (rows.start, rows.end);
        if self.words.len() < end.div_ceil(64) {
            self.words.resize(end.div_ceil(64), 0);
        }
        while from < end {
            let until = (from | 63).saturating_add(1).min(end);
            let bits = u64::MAX >> 64_usize.saturating_sub(until.saturating_sub(from)) << (from % 64);
            if let Some(word) = self.words.get_mut(from / 64) {
                self.len = self.len.saturating_add(place((bits & !*word).count_ones()));
                *word |= bits;
            }
            from = until;
        }
    }

    #[inline]
    pub(super) fn has(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word & (1 << (row % 64)) != 0)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.within(0..usize::MAX)
    }

    /// Those of some rows, ascending.
    pub(super) fn within(&self, rows: Range<usize>) -> impl Iterator<Item = usize> {
        let mut at = rows.start / 64;
        let end = rows.end.div_ceil(64).min(self.words.len());
        let mut next = self.words.get(at).copied().unwrap_or_default() & u64::MAX << (rows.start % 64);
        std::iter::from_fn(move || {
            while next == 0 {
                at = at.saturating_add(1);
                if at >= end {
                    return None;
                }
                next = self.words.get(at).copied().unwrap_or_default();
            }
            let ahead = place(next.trailing_zeros());
            next &= next.wrapping_sub(1);
            Some(at.saturating_mul(64).saturating_add(ahead))
        })
        .take_while(move |row| *row < rows.end)
    }

    /// Whether any of these rows is in it.
    #[inline]
    pub(super) fn touches(&self, rows: Range<usize>) -> bool {
        !self.is_empty() && rows.into_iter().any(|row| self.has(row))
    }
}

/// Engagements.
#[derive(Clone, Debug)]
pub(super) struct Engagements<'a> {
    pub(super) rows: usize,
    /// Whether the workers never descend.
    pub(super) sorted: bool,
    pub(super) project: Codes<'a>,
    pub(super) worker: Codes<'a>,
    pub(super) supervisor: Codes<'a>,
    pub(super) start: Numbers<'a>,
    pub(super) end: Numbers<'a>,
    pub(super) left_out: Rows,
}

/// Sessions.
#[derive(Clone, Debug)]
pub(super) struct Sessions<'a> {
    pub(super) rows: usize,
    /// Whether the workers never descend.
    pub(super) sorted: bool,
    pub(super) session: Array<'a>,
    pub(super) project: Codes<'a>,
    pub(super) worker: Codes<'a>,
    pub(super) form: Cow<'a, [u8]>,
    pub(super) ended_on: Numbers<'a>,
    /// From the first to the last day on which one ended.
    pub(super) between: Option<Period>,
    pub(super) submitted_on: Numbers<'a>,
    /// Of each block.
    pub(super) dates: Vec<Dates>,
    pub(super) left_out: Rows,
}

/// The forms of sessions, one for each row.
fn forms<'a>(frame: &Frame<'a>) -> Cow<'a, [u8]> {
    let mut forms = words(frame.at(3), Kind::Form);
    if forms.len() < frame.rows() {
        forms.to_mut().resize(frame.rows(), NO_WORD);
    }
    forms
}

/// The days of a block of sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dates {
    /// The first and the last on which one ended: the greater before the less if none has a day.
    ended: (i32, i32),
    /// The last of all days.
    latest: i32,
    /// Whether a record was handed in before its session ended.
    precedes: bool,
}

impl Dates {
    /// The days of all rows, one for each [`par::BLOCK`] of them.
    fn of(ended_on: &Numbers<'_>, submitted_on: &Numbers<'_>, rows: usize) -> Vec<Dates> {
        let parts = par::map(&par::ranges(rows.div_ceil(par::BLOCK), 32, 64), |blocks| {
            let (mut ended, mut submitted) = (Vec::new(), Vec::new());
            let dates = blocks.clone().map(|block| {
                let rows = par::block(block, rows);
                let ended_on = ended_on.block(rows.clone(), &mut ended);
                let (submitted_on, flags) = match submitted_on.flagged(rows.clone()) {
                    Some((values, flags)) => (values, Some(flags)),
                    None => (submitted_on.block(rows, &mut submitted), None),
                };
                pulp::Arch::new().dispatch(Dated { ended_on, submitted_on, flags })
            });
            dates.collect::<Vec<_>>()
        });
        parts.concat()
    }

    /// Whether no day of theirs is later than this one, and no record precedes its session.
    pub(super) fn are_calm(self, as_of: Day) -> bool {
        !self.precedes && self.latest <= as_of.number()
    }
}

/// Looks at the days of a block without a branch, so that it becomes vectors.
struct Dated<'k> {
    ended_on: &'k [i32],
    submitted_on: &'k [i32],
    /// Which of these hold; all that are not [`NO_DAY`] if there are none.
    flags: Option<&'k [u8]>,
}

impl pulp::NullaryFnOnce for Dated<'_> {
    type Output = Dates;

    #[inline(always)]
    fn call(self) -> Dates {
        let rows = self.ended_on.iter().copied().zip(self.submitted_on.iter().copied());
        match self.flags {
            None => dates(rows),
            Some(flags) => dates(
                rows.zip(flags)
                    .map(|((ended_on, submitted_on), flag)| (ended_on, given(submitted_on, *flag != 0, NO_DAY))),
            ),
        }
    }
}

#[inline(always)]
fn dates(rows: impl Iterator<Item = (i32, i32)>) -> Dates {
    // what is absent is the least number there is; one less, it is the greatest
    let before = |day: i32| day.wrapping_sub(1);
    let (mut first, mut last, mut latest, mut precedes) = (i32::MAX, NO_DAY, NO_DAY, 0);
    for (ended_on, submitted_on) in rows {
        first = first.min(before(ended_on));
        last = last.max(ended_on);
        latest = latest.max(submitted_on);
        precedes |= i32::from(before(submitted_on) < before(ended_on));
    }
    Dates { ended: (first.wrapping_add(1), last), latest: latest.max(last), precedes: precedes != 0 }
}

impl<'a> Sessions<'a> {
    /// Rows of a frame, with the codes of their ids.
    pub(super) fn of(frame: &Frame<'a>, project: Codes<'a>, worker: Codes<'a>, left_out: Rows) -> Sessions<'a> {
        let ended_on = Numbers::of(frame.at(4), Kind::Date);
        let submitted_on = Numbers::of(frame.at(5), Kind::Date);
        let dates = Dates::of(&ended_on, &submitted_on, frame.rows());
        let ended = dates.iter().map(|dates| dates.ended).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let between = ended.filter(|(_, last)| *last != NO_DAY);
        Sessions {
            sorted: worker.ascend(frame.rows()),
            rows: frame.rows(),
            session: frame.at(0).unwrap_or(Array::Null(frame.rows())),
            project,
            worker,
            form: forms(frame),
            between: between.map(|(from, to)| Period { from: Day::from_number(from), to: Day::from_number(to) }),
            ended_on,
            submitted_on,
            dates,
            left_out,
        }
    }
}

impl Sessions<'_> {
    /// Begins to bring near what rule 1 asks of so many rows.
    #[inline(always)]
    pub(super) fn fetch(&self, fetch: Fetch, row: usize, count: usize) {
        self.worker.fetch(fetch, row, count);
        self.project.fetch(fetch, row, count);
        fetch.ahead(&self.ended_on.values, row, count);
        fetch.ahead(&self.form, row, count);
    }

    /// The forms of some rows, [`NO_WORD`] where a row is left out.
    #[inline]
    pub(super) fn forms<'s>(&'s self, rows: Range<usize>, room: &'s mut Vec<u8>) -> &'s [u8] {
        let forms = self.form.get(rows.clone()).unwrap_or_default();
        if !self.left_out.touches(rows.clone()) {
            return forms;
        }
        room.clear();
        room.extend(forms.iter().zip(rows).map(|(form, row)| if self.left_out.has(row) { NO_WORD } else { *form }));
        room
    }
}

/// Guidance.
#[derive(Clone, Debug)]
pub(super) struct Guidance<'a> {
    pub(super) rows: usize,
    /// Whether the mentors never descend.
    pub(super) sorted: bool,
    pub(super) mentor: Codes<'a>,
    pub(super) guided_on: Numbers<'a>,
    pub(super) left_out: Rows,
}

#[cfg(test)]
mod tests;

//! Rows in the order of a column of codes.

use std::borrow::Cow;
use std::ops::Range;

use super::array::Validity;
use super::par;
use super::space::{Codes, NO_CODE, place};
use super::typed::Rows;

/// Rows that stand together by code, codes ascending.
#[derive(Clone, Debug)]
pub(super) enum Order {
    /// As they are: they never descend.
    Given(usize),
    /// By this list.
    By(Vec<u32>),
}

impl Order {
    /// The order of these codes, of which there are so many, and which may be known to be sorted; rows without a code come nowhere. Equal codes keep the
    /// order of their rows.
    pub(super) fn of(codes: &Codes<'_>, sorted: bool, rows: usize, space: usize) -> Order {
        if sorted {
            return Order::Given(rows);
        }
        Order::By(places(codes, rows, space))
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Order::Given(rows) => *rows,
            Order::By(list) => list.len(),
        }
    }

    /// The row at a place.
    #[inline]
    pub(super) fn row(&self, at: usize) -> usize {
        match self {
            Order::Given(_) => at,
            Order::By(list) => list.get(at).map_or(usize::MAX, |row| place(*row)),
        }
    }

    /// The first place whose code is not below this one.
    pub(super) fn find(&self, codes: &Codes<'_>, code: u32) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if codes.get(self.row(middle)) < code {
                low = middle.saturating_add(1);
            } else {
                high = middle;
            }
        }
        low
    }

    /// The end of the run of equal codes that begins at a place.
    pub(super) fn run(&self, codes: &Codes<'_>, from: usize) -> usize {
        if let (Order::Given(rows), Codes::Runs(starts, codes)) = (self, codes) {
            let mut next = starts.partition_point(|start| place(*start) <= from);
            while next < codes.len() && codes.get(next) == next.checked_sub(1).and_then(|own| codes.get(own)) {
                next = next.saturating_add(1);
            }
            return starts.get(next).map_or(*rows, |start| place(*start)).min(*rows);
        }
        let code = codes.get(self.row(from));
        let mut to = from.saturating_add(1);
        while to < self.len() && codes.get(self.row(to)) == code {
            to = to.saturating_add(1);
        }
        to
    }
}

/// The places of codes by code; those of equal codes stay in their order.
pub(super) fn stable(codes: &[u32], space: usize) -> Vec<u32> {
    places(&Codes::U32(codes, 0, Validity::All), codes.len(), space)
}

fn places(codes: &Codes<'_>, rows: usize, space: usize) -> Vec<u32> {
    let number = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
    let numbers = |rows: Range<usize>, room: &mut Vec<u32>| room.extend(number(rows.start)..number(rows.end));
    group(codes, rows, space, numbers).0
}

/// The codes of the rows that are not left out; the others have none.
pub(super) fn used<'c, 'a>(codes: &'c Codes<'a>, rows: usize, left_out: &Rows) -> Cow<'c, Codes<'a>> {
    if left_out.is_empty() {
        return Cow::Borrowed(codes);
    }
    let code = |row| if left_out.has(row) { NO_CODE } else { codes.get(row) };
    Cow::Owned(Codes::Own((0..rows).map(code).collect()))
}

/// The values of rows brought together by code, rows without a code left out, and where those of each code begin.
/// `values` appends those of some rows.
pub(super) fn group<T: Copy + Default + Send>(
    codes: &Codes<'_>,
    rows: usize,
    space: usize,
    values: impl Fn(Range<usize>, &mut Vec<T>) + Send + Sync,
) -> (Vec<T>, Vec<u32>) {
    // each part counts and places the codes of its own range, so that nothing is shared
    let parts: Vec<Counted> = par::map(&par::ranges(space, 1 << 14, 2), |range| Counted::count(codes, rows, range));
    let total = parts.iter().map(|part| part.total).fold(0, usize::saturating_add);
    let mut list = vec![T::default(); total];
    let mut starts = Vec::with_capacity(space.saturating_add(1));
    let mut before = 0_usize;
    for part in &parts {
        let before_part = u32::try_from(before).unwrap_or(u32::MAX);
        starts.extend(part.starts.iter().map(|start| start.saturating_add(before_part)));
        before = before.saturating_add(part.total);
    }
    starts.push(u32::try_from(total).unwrap_or(u32::MAX));
    let mut rest = list.as_mut_slice();
    let mut rooms = Vec::new();
    for part in parts {
        let room = par::cut(&mut rest, part.total);
        rooms.push((part, room));
    }
    par::each(rooms, |(part, room)| part.place(codes, rows, &values, room));
    (list, starts)
}

/// The places that are marked, ascending, each with its marks.
#[inline(always)]
pub(super) fn marked(marks: &[u8], mut visit: impl FnMut(usize, u8)) {
    let (words, rest) = marks.as_chunks::<8>();
    let mut at = 0_usize;
    for word in words {
        let mut word = u64::from_le_bytes(*word);
        while word != 0 {
            let byte = word.trailing_zeros() & !7;
            visit(at.saturating_add(place(byte >> 3)), word.wrapping_shr(byte) as u8);
            word &= !0xff_u64.wrapping_shl(byte);
        }
        at = at.saturating_add(8);
    }
    (at..).zip(rest).filter(|(_, mark)| **mark != 0).for_each(|(at, mark)| visit(at, *mark));
}

/// Marks the rows of a block whose code differs from that of the row before, other marks `KEPT` or not. The first row
/// gets no mark.
#[inline]
pub(super) fn differ<const KEPT: bool>(
    codes: &Codes<'_>,
    rows: Range<usize>,
    room: &mut Vec<u32>,
    mark: u8,
    marks: &mut [u8],
) {
    let arch = pulp::Arch::new();
    // integers differ where codes do
    match codes {
        Codes::I32(values, _, Validity::All) => {
            arch.dispatch(Differ::<_, KEPT> { values: values.get(rows).unwrap_or_default(), mark, marks });
        }
        Codes::I64(values, _, Validity::All) => {
            arch.dispatch(Differ::<_, KEPT> { values: values.get(rows).unwrap_or_default(), mark, marks });
        }
        Codes::Runs(starts, codes) => {
            if !KEPT {
                marks.fill(0);
            }
            let first = starts.partition_point(|start| place(*start) <= rows.start);
            let runs = starts.iter().zip(codes).skip(first).zip(codes.iter().skip(first.saturating_sub(1)));
            for ((start, code), before) in runs.take_while(|((start, _), _)| place(**start) < rows.end) {
                if let Some(slot) = marks.get_mut(place(*start).saturating_sub(rows.start)).filter(|_| code != before) {
                    *slot |= mark;
                }
            }
        }
        _ => arch.dispatch(Differ::<_, KEPT> { values: codes.block(rows, room), mark, marks }),
    }
}

/// Has no branch, so that it becomes vectors of the width that the processor has.
struct Differ<'k, T, const KEPT: bool> {
    values: &'k [T],
    mark: u8,
    marks: &'k mut [u8],
}

impl<T: PartialEq, const KEPT: bool> pulp::NullaryFnOnce for Differ<'_, T, KEPT> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Differ { values, mark, marks } = self;
        let Some((first, marks)) = marks.split_first_mut() else { return };
        if !KEPT {
            *first = 0;
        }
        let pairs = values.iter().zip(values.get(1..).unwrap_or_default());
        for (marks, (before, value)) in marks.iter_mut().zip(pairs) {
            let own = if before == value { 0 } else { mark };
            *marks = if KEPT { *marks | own } else { own };
        }
    }
}

/// How many rows have which code of a range, and where the first of each goes.
struct Counted {
    range: Range<u32>,
    starts: Vec<u32>,
    total: usize,
}

impl Counted {
    fn count(codes: &Codes<'_>, rows: usize, range: &Range<usize>) -> Counted {
        let end = |code: usize| u32::try_from(code).unwrap_or(u32::MAX);
        let range = end(range.start)..end(range.end);
        let mut starts = vec![0_u32; range.len()];
        let mut room = Vec::new();
        for block in par::blocks(0..rows) {
            for code in codes.block(block, &mut room) {
                if let Some(count) = starts.get_mut(place(code.wrapping_sub(range.start))) {
                    *count = count.saturating_add(1);
                }
            }
        }
        let mut total = 0_u32;
        for start in &mut starts {
            let count = *start;
            *start = total;
            total = total.saturating_add(count);
        }
        Counted { range, starts, total: place(total) }
    }

    fn place<T: Copy>(
        mut self,
        codes: &Codes<'_>,
        rows: usize,
        values: impl Fn(Range<usize>, &mut Vec<T>),
        list: &mut [T],
    ) {
        let (mut room, mut own) = (Vec::new(), Vec::new());
        for block in par::blocks(0..rows) {
            own.clear();
            values(block.clone(), &mut own);
            for (code, value) in codes.block(block, &mut room).iter().zip(&own) {
                if let Some(next) = self.starts.get_mut(place(code.wrapping_sub(self.range.start))) {
                    if let Some(slot) = list.get_mut(place(*next)) {
                        *slot = *value;
                    }
                    *next = next.saturating_add(1);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;

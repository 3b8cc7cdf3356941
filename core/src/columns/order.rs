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

/// So many rows are worth a part or a bucket of their own.
const SHARE: usize = if cfg!(test) { 1 << 8 } else { 1 << 14 };

/// The values of rows brought together by code, rows without a code left out, and where those of each code begin.
/// `values` appends those of some rows.
pub(super) fn group<T: Copy + Default + Send + Sync>(
    codes: &Codes<'_>,
    rows: usize,
    space: usize,
    values: impl Fn(Range<usize>, &mut Vec<T>) + Send + Sync,
) -> (Vec<T>, Vec<u32>) {
    // what is placed within a bucket stays in the cache
    let shift = space.div_ceil((rows / SHARE).clamp(1, 256)).next_power_of_two().trailing_zeros();
    let buckets = space.div_ceil(1 << shift);
    let parts = par::map(&par::ranges(rows, SHARE, 16), |rows| {
        let (mut part, mut room) = (Buckets::default(), Vec::new());
        part.fill(
            codes,
            rows.clone(),
            buckets,
            |code| place(code) >> shift,
            |rows, codes, list| {
                room.clear();
                values(rows, &mut room);
                list.extend(codes.iter().copied().zip(room.iter().copied()));
            },
        );
        part
    });
    let total = parts.iter().map(Buckets::len).fold(0, usize::saturating_add);
    let (mut list, mut starts) = (vec![T::default(); total], vec![0_u32; space.saturating_add(1)]);
    let (mut rest, mut rest_of_starts, mut before) = (list.as_mut_slice(), starts.as_mut_slice(), 0_usize);
    let mut rooms = Vec::new();
    for bucket in 0..buckets {
        let len = parts.iter().map(|part| part.bucket(bucket).len()).fold(0, usize::saturating_add);
        let starts = par::cut(&mut rest_of_starts, (1 << shift).min(space.saturating_sub(bucket << shift)));
        rooms.push((bucket, before, starts, par::cut(&mut rest, len)));
        before = before.saturating_add(len);
    }
    rest_of_starts.fill(u32::try_from(total).unwrap_or(u32::MAX));
    par::each(rooms, |(bucket, before, starts, list)| {
        let ahead = |code: u32| place(code).wrapping_sub(bucket << shift);
        for part in &parts {
            for (code, _) in part.bucket(bucket) {
                if let Some(count) = starts.get_mut(ahead(*code)) {
                    *count = count.wrapping_add(1);
                }
            }
        }
        let before = u32::try_from(before).unwrap_or(u32::MAX);
        let mut total = before;
        for start in starts.iter_mut() {
            (*start, total) = (total, total.saturating_add(*start));
        }
        let mut next = starts.to_vec();
        for part in &parts {
            for (code, value) in part.bucket(bucket) {
                if let Some(next) = next.get_mut(ahead(*code))
                    && let Some(slot) = list.get_mut(place(next.wrapping_sub(before)))
                {
                    *slot = *value;
                    *next = next.wrapping_add(1);
                }
            }
        }
    });
    (list, starts)
}

/// What stands in some rows, by bucket, each bucket in the order of the rows.
#[derive(Clone, Debug)]
pub(super) struct Buckets<T> {
    waiting: Vec<T>,
    ends: Vec<usize>,
}

impl<T> Default for Buckets<T> {
    fn default() -> Self {
        Buckets { waiting: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Copy + Default> Buckets<T> {
    /// Takes rows in place of those it has. Rows whose code has no bucket below `buckets` are left out; `values` appends
    /// what stands in some rows, which have these codes. Counts, then places: no bucket ever grows.
    pub(super) fn fill(
        &mut self,
        codes: &Codes<'_>,
        rows: Range<usize>,
        buckets: usize,
        bucket_of: impl Fn(u32) -> usize,
        mut values: impl FnMut(Range<usize>, &[u32], &mut Vec<T>),
    ) {
        let Buckets { waiting, ends } = self;
        let mut room = Vec::new();
        ends.clear();
        ends.resize(buckets, 0);
        for block in par::blocks(rows.clone()) {
            for code in codes.block(block, &mut room) {
                if let Some(count) = ends.get_mut(bucket_of(*code)) {
                    *count = count.wrapping_add(1);
                }
            }
        }
        let mut total = 0_usize;
        for start in ends.iter_mut() {
            (*start, total) = (total, total.saturating_add(*start));
        }
        if waiting.len() < total {
            *waiting = vec![T::default(); total];
        }
        let mut own = Vec::new();
        for block in par::blocks(rows) {
            let codes = codes.block(block.clone(), &mut room);
            own.clear();
            values(block, codes, &mut own);
            for (code, value) in codes.iter().zip(&own) {
                // the next place of a bucket is its end once all are placed
                if let Some(next) = ends.get_mut(bucket_of(*code))
                    && let Some(slot) = waiting.get_mut(*next)
                {
                    *slot = *value;
                    *next = next.wrapping_add(1);
                }
            }
        }
    }

    /// Forgets its rows.
    pub(super) fn clear(&mut self) {
        self.ends.clear();
    }

    pub(super) fn len(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
    }

    pub(super) fn bucket(&self, bucket: usize) -> &[T] {
        let start = bucket.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.ends.get(bucket).and_then(|end| self.waiting.get(start..*end)).unwrap_or_default()
    }
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
        Codes::Numbered(texts) => texts.differ::<KEPT>(rows, mark, marks),
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

#[cfg(test)]
mod tests;

//! Parts of a whole, worked on one after another or on all processors; the result is the same.

use std::ops::Range;

/// Rows that are worked on at a time: their columns fit into the first level of cache.
pub(super) const BLOCK: usize = 2_048;

/// The results for these parts, in their order.
pub(super) fn map<P: Send + Sync, T: Send>(parts: &[P], work: impl Fn(&P) -> T + Send + Sync) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        parts.par_iter().map(work).collect()
    }
    #[cfg(not(feature = "parallel"))]
    parts.iter().map(work).collect()
}

/// The same, giving each part to its worker for good.
pub(super) fn each<P: Send, T: Send>(parts: Vec<P>, work: impl Fn(P) -> T + Send + Sync) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        parts.into_par_iter().map(work).collect()
    }
    #[cfg(not(feature = "parallel"))]
    parts.into_iter().map(work).collect()
}

/// Sorts values of which no two are alike.
pub(super) fn sort<T: Ord + Send>(values: &mut [T]) {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        values.par_sort_unstable();
    }
    #[cfg(not(feature = "parallel"))]
    values.sort_unstable();
}

/// Cuts `0..len` into at most `most` ranges of about equal length, none shorter than `least` but the last.
pub(super) fn ranges(len: usize, least: usize, most: usize) -> Vec<Range<usize>> {
    let size = len.div_ceil(most.max(1)).max(least).max(1);
    // so that masks, which have a bit for each row, begin with a word
    let size = if size < BLOCK { size } else { size.next_multiple_of(64) };
    (0..len.div_ceil(size))
        .map(|part| {
            let from = part.saturating_mul(size);
            from..from.saturating_add(size).min(len)
        })
        .collect()
}

/// A range cut into blocks.
pub(super) fn blocks(range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    pieces(range, BLOCK)
}

/// A range cut into pieces of this size, of which the last may be smaller.
pub(super) fn pieces(range: Range<usize>, size: usize) -> impl Iterator<Item = Range<usize>> {
    let end = range.end;
    range.step_by(size).map(move |from| from..from.saturating_add(size).min(end))
}

/// A block of so many rows, by its place.
pub(super) fn block(nth: usize, rows: usize) -> Range<usize> {
    let from = nth.saturating_mul(BLOCK);
    from.min(rows)..from.saturating_add(BLOCK).min(rows)
}

/// Takes so many places off the front of a buffer, or what is left of it.
pub(super) fn cut<'b, T>(buffer: &mut &'b mut [T], places: usize) -> &'b mut [T] {
    let places = places.min(buffer.len());
    let (taken, rest) = std::mem::take(buffer).split_at_mut_checked(places).unwrap_or_default();
    *buffer = rest;
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_cover_everything_once() {
        for (len, least, most) in [(0, 1, 4), (1, 1, 4), (10, 3, 4), (10, 1, 3), (1_000, 7, 64), (5, 100, 2)] {
            let ranges = ranges(len, least, most);
            assert!(ranges.len() <= most);
            assert_eq!(ranges.iter().cloned().flatten().collect::<Vec<_>>(), (0..len).collect::<Vec<_>>());
            assert_eq!(ranges.iter().cloned().flat_map(blocks).flatten().count(), len);
        }
    }

    #[test]
    fn long_ranges_begin_with_a_word_of_a_mask() {
        for (len, least, most) in [(300_001, 1, 64), (BLOCK, BLOCK, 9), (7 * BLOCK + 1, BLOCK + 1, 3)] {
            let ranges = ranges(len, least, most);
            assert!(
                ranges.iter().all(|range| range.start % 64 == 0),
                "{len} in ranges of {least} and more: {ranges:?}"
            );
        }
        assert_eq!(ranges(BLOCK, BLOCK - 1, 2), [0..BLOCK - 1, BLOCK - 1..BLOCK]);
    }
}

//! Where texts that stand one after another change.

use std::ops::Range;

/// Where a text begins or ends.
pub(super) trait Offset: Copy + PartialEq {
    fn place(self) -> usize;

    /// So many texts of a length further.
    fn ahead(self, texts: usize, len: usize) -> Self;
}

impl Offset for i32 {
    #[inline]
    fn place(self) -> usize {
        usize::try_from(self).unwrap_or_default()
    }

    #[inline]
    fn ahead(self, texts: usize, len: usize) -> i32 {
        self.wrapping_add((texts as i32).wrapping_mul(len as i32))
    }
}

impl Offset for i64 {
    #[inline]
    fn place(self) -> usize {
        usize::try_from(self).unwrap_or_default()
    }

    #[inline]
    fn ahead(self, texts: usize, len: usize) -> i64 {
        self.wrapping_add((texts as i64).wrapping_mul(len as i64))
    }
}

/// Visits the rows whose text is another than that of the row before, and the first row.
///
/// Texts that repeat repeat their bytes, so it is bytes that are compared, many at once, and not texts.
pub(super) fn starts<T: Offset>(offsets: &[T], data: &[u8], rows: Range<usize>, mut visit: impl FnMut(usize)) {
    let mut row = rows.start;
    while row < rows.end {
        let Some([from, to]) = offsets.get(row..).and_then(<[T]>::first_chunk::<2>).copied() else { return };
        visit(row);
        row = row.saturating_add(1);
        let len = to.place().saturating_sub(from.place());
        let left = rows.end.saturating_sub(row);
        let alike = if len == 0 {
            left
        } else {
            let bytes = left.saturating_mul(len);
            let (own, next) =
                (data.get(from.place()..).unwrap_or_default(), data.get(to.place()..).unwrap_or_default());
            common(own, next.get(..bytes).unwrap_or(next)).checked_div(len).unwrap_or_default()
        };
        // of these as many as end where texts of this length do
        let ends = offsets.get(row.saturating_add(1)..).unwrap_or_default();
        let ends = ends.get(..alike).unwrap_or(ends);
        let ends_there = |(nth, end): (usize, &T)| *end == to.ahead(nth, len);
        // without a branch, so that it becomes vectors
        let all = (1..).zip(ends).fold(true, |all, end| all & ends_there(end));
        let same =
            if all { ends.len() } else { (1..).zip(ends).take_while(|(nth, end)| ends_there((*nth, end))).count() };
        row = row.saturating_add(same);
    }
}

/// How many bytes two texts begin with in common.
#[inline]
fn common(one: &[u8], other: &[u8]) -> usize {
    let mut same = 0_usize;
    for (a, b) in one.as_chunks::<16>().0.iter().zip(other.as_chunks::<16>().0) {
        let differ = u128::from_le_bytes(*a) ^ u128::from_le_bytes(*b);
        if differ != 0 {
            return same.saturating_add((differ.trailing_zeros() / 8) as usize);
        }
        same = same.saturating_add(16);
    }
    let rest = one.iter().skip(same).zip(other.iter().skip(same));
    same.saturating_add(rest.take_while(|(a, b)| a == b).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(texts: &[&str], rows: Range<usize>) {
        let data = texts.concat();
        let mut end = 0;
        let ends = texts.iter().map(|text| {
            end += text.len() as i32;
            end
        });
        let narrow: Vec<i32> = std::iter::once(0).chain(ends).collect();
        let wide: Vec<i64> = narrow.iter().map(|offset| i64::from(*offset)).collect();
        let [mut found, mut also] = [Vec::new(), Vec::new()];
        starts(&narrow, data.as_bytes(), rows.clone(), |row| found.push(row));
        starts(&wide, data.as_bytes(), rows.clone(), |row| also.push(row));
        let expected: Vec<usize> =
            rows.clone().filter(|row| *row == rows.start || texts[*row] != texts[row - 1]).collect();
        assert_eq!([&found, &also], [&expected; 2], "{texts:?} {rows:?}");
    }

    #[test]
    fn texts_change_where_another_begins() {
        let words =
            ["", "a", "aa", "aaa", "ab", "b", "红岩", "W0000017", "W0000018", "a text of more than sixteen bytes"];
        // words in a row of which many repeat, also as parts of one another
        for seed in 0..if cfg!(miri) { 5 } else { 400_usize } {
            let mut state = seed.wrapping_mul(0x9e37_79b9).wrapping_add(1);
            let mut next = |below: usize| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) % below
            };
            let mut texts: Vec<&str> = Vec::new();
            for _ in 0..next(12) {
                let word = words[next(words.len())];
                texts.extend(std::iter::repeat_n(word, 1 + next(5)));
            }
            let from = next(texts.len() + 1);
            alike(&texts, 0..texts.len());
            alike(&texts, from..texts.len());
            alike(&texts, 0..from);
        }
    }

    #[test]
    fn runs_of_any_length_end_where_they_end() {
        for len in 1..70 {
            let texts: Vec<&str> = std::iter::repeat_n("P7", len).chain(std::iter::repeat_n("P8", 3)).collect();
            alike(&texts, 0..texts.len());
        }
    }
}

//! Whether no two values of a column are alike, where that is seen without bringing them in order.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use super::array::{Array, Texts, Validity};
use super::par;
use super::space::ends;

/// Integers that span this many times their number are close enough together for a bit each.
const SPAN: usize = 8;
const FIRST: usize = 1_024;

/// Whether no two values are alike: they ascend, or are integers close together. Otherwise they may be distinct all the
/// same. Nulls are not looked at.
pub(super) fn are_distinct(array: &Array<'_>) -> bool {
    match array {
        Array::I32(column) => integers(array, column.values, column.validity),
        Array::I64(column) => integers(array, column.values, column.validity),
        Array::U32(column) => integers(array, column.values, column.validity),
        Array::Text(texts, Validity::All) => texts_ascend(texts, array.len()),
        _ => false,
    }
}

fn integers<T: Copy + Ord + Into<i64> + Send + Sync>(array: &Array<'_>, values: &[T], validity: Validity<'_>) -> bool {
    let ascend = |rows: Range<usize>| {
        let values = values.get(rows.start.saturating_sub(1)..rows.end).unwrap_or_default();
        values.is_sorted_by(|a, b| a < b)
    };
    if validity.is_all() && all(values.len(), ascend) {
        return true;
    }
    let span = |least: i64, most: i64| most.checked_sub(least).and_then(|span| usize::try_from(span).ok());
    let is_close = |span: Option<usize>| span.filter(|span| *span <= values.len().saturating_mul(SPAN));
    // the first ones may tell already that they are far apart
    let first = values.get(..FIRST).unwrap_or_default();
    if let (Some(least), Some(most)) = (first.iter().min(), first.iter().max())
        && validity.is_all()
        && is_close(span((*least).into(), (*most).into())).is_none()
    {
        return false;
    }
    let Some((least, most)) = ends(array) else { return true };
    let Some(span) = is_close(span(least, most)) else { return false };
    let seen: Vec<AtomicU64> = std::iter::repeat_with(AtomicU64::default).take((span / 64).saturating_add(1)).collect();
    let is_new = |value: i64| {
        let ahead = value.wrapping_sub(least).cast_unsigned();
        let bit = 1_u64 << (ahead % 64);
        let word = usize::try_from(ahead / 64).ok().and_then(|word| seen.get(word));
        word.is_some_and(|word| word.fetch_or(bit, Ordering::Relaxed) & bit == 0)
    };
    all(values.len(), |rows| {
        let own = values.get(rows.clone()).unwrap_or_default();
        own.iter().zip(rows).all(|(value, row)| !validity.has(row) || is_new((*value).into()))
    })
}

fn texts_ascend(texts: &Texts<'_>, rows: usize) -> bool {
    all(rows, |rows| {
        let mut texts = (rows.start.saturating_sub(1)..rows.end).map(|row| texts.get(row));
        let first = texts.next();
        texts.try_fold(first, |last, own| if last < Some(own) { Some(Some(own)) } else { None }).is_some()
    })
}

/// Whether something holds of all parts of so many rows.
fn all(rows: usize, holds: impl Fn(Range<usize>) -> bool + Send + Sync) -> bool {
    let parts = par::ranges(rows, if cfg!(test) { 16 } else { 1 << 16 }, 64);
    par::map(&parts, |rows| holds(rows.clone())).into_iter().all(|holds| holds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::array::Column;

    fn of<'a>(values: &'a [i64], validity: Validity<'a>) -> Array<'a> {
        Array::I64(Column { values, validity })
    }

    #[test]
    fn integers_that_ascend_or_lie_close_together() {
        let ascending: Vec<i64> = (0..100).map(|at| at * at * 1_000 - 7).collect();
        let mut shuffled: Vec<i64> = (0..100).map(|at| at * 37 % 101 - 50).collect();
        for (values, distinct) in [(&ascending, true), (&shuffled, true), (&vec![], true), (&vec![i64::MIN], true)] {
            assert_eq!(are_distinct(&of(values, Validity::All)), distinct, "{values:?}");
        }
        // wherever two are alike, also as neighbours at the border of two parts
        for (one, other) in [(0, 99), (15, 16), (16, 17), (98, 99), (3, 50)] {
            let mut values = shuffled.clone();
            values[other] = values[one];
            assert!(!are_distinct(&of(&values, Validity::All)), "{one} and {other}");
            let mut values = ascending.clone();
            values[other] = values[one];
            assert!(!are_distinct(&of(&values, Validity::All)), "{one} and {other}");
            let mut valid = vec![1; 100];
            valid[other] = 0;
            let mut values = shuffled.clone();
            values[other] = values[one];
            assert!(are_distinct(&of(&values, Validity::Bytes(&valid))), "a null is none of {one} and {other}");
        }
        // too far apart to say
        shuffled[7] = i64::MAX;
        assert!(!are_distinct(&of(&shuffled, Validity::All)));
        let least = *shuffled.iter().min().unwrap();
        for (ahead, distinct) in [(100 * SPAN as i64, true), (100 * SPAN as i64 + 1, false)] {
            shuffled[7] = least + ahead;
            assert_eq!(are_distinct(&of(&shuffled, Validity::All)), distinct);
        }
        // a last bit in a word of its own
        let full: Vec<i64> = (0..=640).map(|at| at * 37 % 641).collect();
        assert!(are_distinct(&of(&full, Validity::All)));
        // the first ones are close together, or far apart already
        let mut many: Vec<i64> = (0..3_000).map(|at| at * 37 % 3_001).collect();
        assert!(are_distinct(&of(&many, Validity::All)));
        for at in [2_500, 500] {
            let kept = std::mem::replace(&mut many[at], 1 << 40);
            assert!(!are_distinct(&of(&many, Validity::All)));
            many[at] = kept;
        }
        let small = [[3, 1], [1, 1]]
            .map(|values| are_distinct(&Array::I32(Column { values: &values, validity: Validity::All })));
        assert_eq!(small, [true, false]);
        assert!(are_distinct(&Array::U32(Column { values: &[u32::MAX, 0, 7], validity: Validity::Bytes(&[0, 1, 1]) })));
    }

    #[test]
    fn texts_that_ascend() {
        let mut names: Vec<String> = (0..100).map(|at| format!("S{at:03}")).collect();
        let distinct = |names: &[String]| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            are_distinct(&Array::from(names.as_slice()))
        };
        assert!(distinct(&names) && distinct(&[]) && distinct(&names[..1]));
        for at in [1, 15, 16, 17, 99] {
            let before = names[at - 1].clone();
            let kept = std::mem::replace(&mut names[at], before);
            assert!(!distinct(&names), "{at}");
            names[at] = kept;
        }
        names.swap(4, 60);
        assert!(!distinct(&names), "they do not ascend: it is not seen whether they are");
    }
}

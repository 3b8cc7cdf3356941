use super::*;
use crate::columns::array::Column;
use crate::columns::space::{IdValue, place};

/// Texts one after another, with what stands before the first, and where each ends.
fn laid_out<T: AsRef<str>>(texts: &[T], ahead: &str) -> (String, Vec<i32>, Vec<i64>) {
    let (mut data, mut ends) = (ahead.to_owned(), vec![ahead.len()]);
    for text in texts {
        data.push_str(text.as_ref());
        ends.push(data.len());
    }
    let narrow = ends.iter().map(|end| i32::try_from(*end).unwrap()).collect();
    (data, narrow, ends.into_iter().map(|end| i64::try_from(end).unwrap()).collect())
}

/// Every row has the code of its text, and codes order as the texts do.
fn come_back(texts: &[String], ahead: &str) {
    let (data, narrow, wide) = laid_out(texts, ahead);
    for layout in [Texts::Offsets(&narrow, &data), Texts::LargeOffsets(&wide, &data)] {
        let array = Array::Text(layout, Validity::All);
        let (space, codes) = super::texts(&[None, Some(array), Some(Array::Null(7))]).expect("numbers behind a mark");
        let all: Vec<IdValue<'_>> =
            (0..u32::try_from(space.len()).unwrap()).map(|code| space.value(code).unwrap()).collect();
        assert!(all.is_sorted_by(|a, b| a < b), "{all:?}");
        assert!(all.contains(&IdValue::Text(texts.iter().min().unwrap())) && all.len() <= 2 * texts.len());
        let [Codes::Nobody, Codes::Numbered(own), Codes::Nobody] = codes.as_slice() else { panic!("{codes:?}") };
        let mut block = vec![NO_CODE];
        own.fill(0..texts.len() + 3, &mut block);
        assert_eq!((block.len(), block[0]), (texts.len() + 1, NO_CODE));
        for (row, text) in texts.iter().enumerate() {
            assert_eq!(all[place(own.get(row))], IdValue::Text(text), "row {row}");
            assert_eq!(own.get(row), block[row + 1]);
        }
        assert_eq!([texts.len(), usize::MAX - 1, usize::MAX].map(|row| own.get(row)), [NO_CODE; 3]);
        let mut some = Vec::new();
        own.fill(1..texts.len(), &mut some);
        assert_eq!(some, block[2..]);
    }
}

#[test]
fn texts_come_back_from_their_numbers() {
    // the mark fills what sixteen bytes leave to the digits, or there is none
    for mark in ["", "W", "员", "磁器口-", "2024-000", "00000000", "////////", "::::::::", "中文ab", "x"] {
        for digits in 1..=8_usize {
            if mark.len() + digits > BYTES {
                continue;
            }
            let most = 10_u32.pow(u32::try_from(digits).unwrap()) - 1;
            for first in [0, most / 3, most.saturating_sub(20)] {
                let numbers = (0..20_u32).map(|row| (first + row * 7 % 20).min(most));
                let texts: Vec<String> = numbers.map(|number| format!("{mark}{number:0digits$}")).collect();
                come_back(&texts, "");
                come_back(&texts, "什么都行 12345678901234567890");
                come_back(&texts[..1], "");
            }
        }
    }
}

#[test]
fn parts_and_blocks_meet() {
    let rows = if cfg!(miri) { 300 } else { 40_000 };
    let texts: Vec<String> = (0..rows).map(|row| format!("W{:07}", 1_000 + row * 7_919 % rows)).collect();
    come_back(&texts, "");
    // one that is odd, wherever it stands
    for at in [0, 1, rows / 2, rows - 1] {
        for odd in ["W00000:0", "W000/000", "W000\u{e9}00", "V0000000", "w0000000"] {
            let mut texts = texts.clone();
            texts[at] = odd.to_owned();
            let (data, narrow, _) = laid_out(&texts, "");
            let array = Array::Text(Texts::Offsets(&narrow, &data), Validity::All);
            assert!(super::texts(&[Some(array)]).is_none(), "{odd} in row {at}");
        }
    }
}

#[test]
fn rows_are_marked_where_the_number_is_another() {
    let texts: Vec<String> = [7, 7, 8, 8, 8, 9, 7, 7].map(|number| format!("W{number:04}")).to_vec();
    for ahead in ["", "12345678"] {
        let (data, narrow, _) = laid_out(&texts, ahead);
        let array = Array::Text(Texts::Offsets(&narrow, &data), Validity::All);
        let (_, codes) = super::texts(&[Some(array)]).unwrap();
        let [Codes::Numbered(own)] = codes.as_slice() else { panic!("{codes:?}") };
        assert!(!own.ascends);
        let mut marks = [4; 8];
        own.differ::<true>(0..8, 1, &mut marks);
        assert_eq!(marks, [4, 4, 5, 4, 4, 5, 5, 4]);
        // a mark that stands there already stays
        own.differ::<true>(0..8, 4, &mut marks);
        assert_eq!(marks, [4, 4, 5, 4, 4, 5, 5, 4]);
        own.differ::<false>(2..8, 2, &mut marks[2..]);
        assert_eq!(marks, [4, 4, 0, 0, 0, 2, 2, 0]);
        own.differ::<false>(1..3, 2, &mut marks[1..3]);
        assert_eq!(marks[..3], [4, 0, 2]);
    }
}

#[test]
fn numbers_that_never_descend_are_known_to() {
    let rows = if cfg!(miri) { 200 } else { 40_000_u32 };
    let falls = |at: u32| {
        let number = |row: u32| if row == at { row / 3 } else { row / 3 + 1 };
        let texts: Vec<String> = (0..rows).map(|row| format!("员{:06}", number(row))).collect();
        let (data, narrow, _) = laid_out(&texts, "");
        let array = Array::Text(Texts::Offsets(&narrow, &data), Validity::All);
        let (_, codes) = super::texts(&[Some(array)]).unwrap();
        !codes[0].ascend(texts.len())
    };
    assert!(!falls(rows) && !falls(0));
    // within a part, and where parts meet
    for at in [1, 2, 100, 16_384, 16_385, 32_768, rows - 1].into_iter().filter(|at| *at < rows && at % 3 != 0) {
        assert!(falls(at), "row {at}");
    }
}

#[test]
fn other_texts_are_told_apart_otherwise() {
    let is_none = |texts: &[&str]| {
        let (data, narrow, wide) = laid_out(texts, "");
        let layouts = [Texts::Offsets(&narrow, &data), Texts::LargeOffsets(&wide, &data), Texts::Slices(texts)];
        let known = |layout| super::texts(&[Some(Array::Text(layout, Validity::All))]).is_some();
        assert!(!known(layouts[2]) && known(layouts[0]) == known(layouts[1]), "{texts:?}");
        !known(layouts[0])
    };
    assert!(is_none(&[]) && is_none(&[""]) && is_none(&["何静"]) && is_none(&["1a"]));
    assert!(is_none(&["W1", "W22"]) && is_none(&["W1", ""]) && is_none(&["", "W1"]) && is_none(&["W11", "W2", "W333"]));
    // longer than what is read at once
    assert!(is_none(&["a-mark-of-ten-and-6", "a-mark-of-ten-and-7"]));
    // too far apart for a text for each number between
    assert!(is_none(&["W1", "W5"]) && is_none(&["100000000", "200000000"]));
    assert!(!is_none(&["W1", "W4"]) && !is_none(&["W5", "W1", "W3"]));
    let (data, narrow, _) = laid_out(&["W1", "W2"], "");
    let texts = Texts::Offsets(&narrow, &data);
    let some = Array::Text(texts, Validity::All);
    assert!(super::texts(&[Some(some), Some(Array::Null(3))]).is_some());
    for other in [
        Array::Text(texts, Validity::Flags(&[true, false])),
        Array::dictionary(&[0, 1], texts),
        Array::I32(Column { values: &[1], validity: Validity::All }),
        Array::Text(Texts::Slices(&["W1"]), Validity::All),
    ] {
        assert!(super::texts(&[Some(some), Some(other)]).is_none(), "{other:?}");
    }
    // a column of another mark or length, and one without a row
    for (texts, fits) in [(["W3", "W1"].as_slice(), true), (&["V3"], false), (&["W03"], false), (&[], true)] {
        let (data, narrow, _) = laid_out(texts, "");
        let other = Array::Text(Texts::Offsets(&narrow, &data), Validity::All);
        assert_eq!(super::texts(&[Some(some), Some(other)]).is_some(), fits, "{texts:?}");
        assert_eq!(super::texts(&[Some(other), Some(some)]).is_some(), fits, "{texts:?}");
    }
    assert!(super::texts(&[None, Some(Array::Null(2))]).is_none());
}

use super::*;

const ROWS: usize = 70;

/// Every way to hold these codes, none where the flag is false.
fn every_way<'s>(lists: &'s Lists, given: &'s [bool]) -> Vec<(Codes<'s>, Vec<u32>)> {
    let own = |from: u32| -> Vec<u32> { lists.own.iter().map(|code| code.wrapping_sub(from)).collect() };
    let masked = |from: u32| -> Vec<u32> {
        own(from).into_iter().zip(given).map(|(code, given)| if *given { code } else { NO_CODE }).collect()
    };
    let nulls = Validity::Flags(given);
    vec![
        (Codes::I32(&lists.i32, 2, Validity::All), own(2)),
        (Codes::I64(&lists.i64, 3, Validity::All), own(3)),
        (Codes::U32(&lists.own, 0, Validity::All), own(0)),
        (Codes::I32(&lists.i32, 0, nulls), masked(0)),
        (Codes::I64(&lists.i64, 1, nulls), masked(1)),
        (Codes::U32(&lists.own, 3, nulls), masked(3)),
        (Codes::Own(lists.own.clone()), own(0)),
        (Codes::Runs(vec![0, 3, 4, 50], vec![8, 8, 5, 9]), runs()),
        (Codes::Nobody, vec![NO_CODE; ROWS]),
    ]
}

struct Lists {
    i32: Vec<i32>,
    i64: Vec<i64>,
    own: Vec<u32>,
}

fn runs() -> Vec<u32> {
    (0..ROWS)
        .map(|row| {
            if row < 4 {
                8
            } else if row < 50 {
                5
            } else {
                9
            }
        })
        .collect()
}

#[test]
fn codes_of_single_rows_and_of_blocks() {
    let own: Vec<u32> = (0..70).map(|row| 3 + row * 37 % 11).collect();
    let lists = Lists {
        i32: own.iter().map(|code| *code as i32).collect(),
        i64: own.iter().map(|code| i64::from(*code)).collect(),
        own,
    };
    let given: Vec<bool> = (0..ROWS).map(|row| row % 5 != 3).collect();
    for (codes, expected) in every_way(&lists, &given) {
        for (row, code) in expected.iter().enumerate() {
            assert_eq!(codes.get(row), *code, "row {row} of {codes:?}");
        }
        for rows in [0..ROWS, 0..1, 2..5, 3..4, 4..50, 7..61, 49..51, 50..ROWS, 9..9] {
            let mut room = vec![77; 20];
            assert_eq!(codes.block(rows.clone(), &mut room), &expected[rows.clone()], "{rows:?} of {codes:?}");
        }
        for (first, step) in [(0, 1), (0, 3), (2, 1), (3, 30), (50, 7)] {
            let mut ascending = Ascending::new(&codes, first);
            for row in (first..ROWS).step_by(step) {
                assert_eq!(ascending.at(row), expected[row], "row {row} from {first} of {codes:?}");
                assert_eq!(ascending.at(row), expected[row], "row {row} once more");
            }
        }
        assert_eq!(codes.ascend(ROWS), expected.is_sorted(), "{codes:?}");
    }
    let beyond = [Codes::Own(vec![1]), Codes::U32(&[4], 4, Validity::All)];
    assert!(beyond.iter().all(|codes| codes.get(1) == NO_CODE));
}

#[test]
fn an_order_is_seen_across_blocks() {
    let rows = if cfg!(miri) { 2_100 } else { 9_000 };
    let mut codes: Vec<u32> = (0..9_000).map(|row| row / 3).take(rows).collect();
    assert!(Codes::Own(codes.clone()).ascend(rows));
    for at in [1, 2_047, 2_048, 2_049, 6_144, rows - 1].into_iter().filter(|at| *at < rows) {
        let before = codes[at];
        codes[at] = codes[at - 1].wrapping_sub(1);
        assert_eq!(Codes::Own(codes.clone()).ascend(rows), codes.is_sorted(), "row {at}");
        codes[at] = before;
    }
    assert!(!Codes::Own(vec![2, 1]).ascend(2) && Codes::Own(vec![]).ascend(0));
    let (values, nulls) = ([5, 5, 6], [true, false, true]);
    assert!(Codes::U32(&values, 5, Validity::All).ascend(3));
    assert!(!Codes::U32(&values, 5, Validity::Flags(&nulls)).ascend(3));
    assert!(Codes::Runs(vec![0, 4], vec![1, 2]).ascend(9) && !Codes::Runs(vec![0, 4], vec![2, 1]).ascend(9));
}

#[test]
fn ends_are_those_of_values_that_are_given() {
    let nulls = [true, false, true, true, false];
    let values = [3_i64, i64::MAX, -8, 5, i64::MIN];
    let all = Array::from(&values);
    assert_eq!(ends(&all), Some((i64::MIN, i64::MAX)));
    assert_eq!(ends(&all.with_validity(Validity::Flags(&nulls))), Some((-8, 5)));
    assert_eq!(ends(&all.with_validity(Validity::Bytes(&[]))), None);
    let rows = if cfg!(miri) { 3_000 } else { 140_000 };
    let long: Vec<i32> = (0..rows).map(|row| (row * 31 + 500) % rows).collect();
    assert_eq!(ends(&Array::from(&long)), Some((0, i64::from(rows) - 1)));
    assert_eq!(ends(&Array::from(&[7_u32, u32::MAX])), Some((7, u32::MAX.into())));
    assert_eq!(ends(&Array::from(&[0_u8])), None);
    assert_eq!(ends(&Array::from(&[] as &[i32])), None);
}

/// Integers close together are their own codes: as many as twice the rows and some more.
#[test]
fn integers_are_close_or_far() {
    for (rows, most) in [(2_u32, (1 << 16) + 3), (5, (1 << 16) + 9)] {
        let mut values = vec![10_i64; rows as usize];
        for (last, is_close) in [(most, true), (most + 1, false)] {
            values[0] = 10 + i64::from(last);
            match close(&[&Array::from(&values)]) {
                Close::Range(from, len) => assert!(is_close && (from, len) == (0, last + 11)),
                Close::Far => assert!(!is_close, "{rows} rows up to {last}"),
                Close::None => panic!("there are integers"),
            }
        }
    }
    // those that count from a little above 0 count from there
    for (values, range) in [
        (&[3, 3], (3, 1)),
        (&[-1, 70], (-1, 72)),
        (&[0, 70], (0, 71)),
        (&[1, 8], (0, 9)),
        (&[1, 7], (1, 7)),
        (&[10, 89], (0, 90)),
        (&[11, 90], (11, 80)),
    ] {
        assert!(
            matches!(close(&[&Array::from(values)]), Close::Range(from, len) if (from, len) == range),
            "{values:?}"
        );
    }
    let ends = [Array::from(&[i64::MIN, i64::MAX]), Array::from(&[0_i64, 1 << 32])];
    assert!(ends.iter().all(|array| matches!(close(&[array]), Close::Far)));
    assert!(matches!(close(&[&Array::Null(3)]), Close::None));
}

#[test]
fn texts_in_one_piece_are_found() {
    let mut packed = Packed::default();
    assert_eq!((packed.len(), packed.get(0), packed.find("a")), (0, None, Err(0)));
    let texts = ["", "a", "ab", "b", "红", "红岩"];
    texts.iter().for_each(|text| packed.push(text));
    assert_eq!(packed.len(), texts.len());
    for (at, text) in texts.iter().enumerate() {
        assert_eq!((packed.get(at), packed.find(text)), (Some(*text), Ok(at)));
        assert_eq!(packed.find(&format!("{text}\u{1}")), Err(at + 1));
    }
    assert_eq!(packed.get(texts.len()), None);
    assert!(packed.memory() >= 7 * size_of::<i64>() + "aabb红红岩".len());
    let space = Space::Shared(SharedTexts(Arc::new(packed)));
    assert_eq!((space.len(), space.code(IdValue::Text("b")), space.code(IdValue::Integer(1))), (6, Some(3), None));
    assert_eq!((space.value(4), space.value(6)), (Some(IdValue::Text("红")), None));
}

#[test]
fn ids_of_codes_and_codes_of_ids() {
    let range = Space::Range { from: -2, len: 3 };
    assert_eq!([-3, -2, 0, 1].map(|id| range.code(IdValue::Integer(id))), [None, Some(0), Some(2), None]);
    assert_eq!([0, 2, 3].map(|code| range.value(code)), [Some(-2), Some(0), None].map(|id| id.map(IdValue::Integer)));
    let far = Space::Integers(vec![-5, 8, 1 << 40]);
    assert_eq!([8, 9, 1 << 40].map(|id| far.code(IdValue::Integer(id))), [Some(1), None, Some(2)]);
    assert_eq!((far.len(), far.value(2), far.value(3)), (3, Some(IdValue::Integer(1 << 40)), None));
    let texts = Space::Texts(vec!["a", "b"]);
    assert_eq!((texts.len(), texts.value(1), texts.value(2)), (2, Some(IdValue::Text("b")), None));
    assert!(Space::Empty.is_empty() && ![&range, &far, &texts].into_iter().any(Space::is_empty));
}

#[test]
fn columns_of_nobody_and_of_integers_beside_nothing() {
    let (space, codes) = encode(&[None, Some(Array::Null(3))]);
    assert!(matches!(space, Space::Empty) && codes.iter().all(|codes| matches!(codes, Codes::Nobody)));
    let none = Array::from(&[4, 5]).with_validity(Validity::Bytes(&[]));
    let (space, codes) = encode(&[Some(none), None]);
    assert!(matches!(space, Space::Empty) && codes.iter().all(|codes| matches!(codes, Codes::Nobody)));
    let (values, wide) = ([9, 7], [8_i64]);
    let (space, codes) = encode(&[Some(Array::from(&values)), None, Some(Array::from(&wide)), Some(Array::Null(1))]);
    assert!(matches!(space, Space::Range { from: 7, len: 3 }));
    assert_eq!(codes.iter().map(|codes| codes.get(0)).collect::<Vec<_>>(), [2, NO_CODE, 1, NO_CODE]);
}

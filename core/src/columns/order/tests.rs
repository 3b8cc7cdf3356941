use super::*;
use crate::columns::space::NO_CODE;

/// Codes without a pattern, some of them none.
fn codes(rows: u32, kinds: u32) -> Vec<u32> {
    let code = |row: u32| match row.wrapping_mul(2_654_435_761) >> 7 {
        mixed if mixed % 13 == 0 => NO_CODE,
        mixed => mixed % kinds,
    };
    (0..rows).map(code).collect()
}

#[test]
fn rows_come_together_by_code() {
    // interpreted, fewer rows, and still two parts of the kinds
    let (some, many) = if cfg!(miri) { (100, 17_000) } else { (5_000, 40_000) };
    for (rows, kinds) in [(0, 1), (1, 1), (some / 7, 9), (some, 40), (some, many)] {
        let own = codes(rows, kinds);
        let mut expected: Vec<u32> = (0..rows).filter(|row| own[place(*row)] != NO_CODE).collect();
        expected.sort_by_key(|row| own[place(*row)]);
        let order = Order::of(&Codes::Own(own.clone()), false, own.len(), place(kinds));
        assert!(matches!(&order, Order::By(list) if *list == expected), "{rows} rows of {kinds} kinds");
        assert_eq!(order.len(), expected.len());
        for (at, row) in expected.iter().enumerate() {
            assert_eq!(order.row(at), place(*row));
        }
        assert_eq!(order.row(order.len()), usize::MAX);
        let values = |rows: Range<usize>, list: &mut Vec<usize>| list.extend(rows);
        let (list, starts) = group(&Codes::Own(own.clone()), own.len(), place(kinds), values);
        assert_eq!(list, expected.iter().map(|row| place(*row)).collect::<Vec<_>>());
        let before = |code: u32| expected.iter().filter(|row| own[place(**row)] < code).count();
        for (code, start) in (0..).zip(&starts).filter(|(code, _)| code % 211 == 0 || kinds < 100) {
            assert_eq!(place(*start), before(code), "code {code}");
        }
        assert_eq!(starts.len(), place(kinds) + 1);
    }
}

#[test]
fn rows_wait_in_buckets_in_their_order() {
    let own = codes(3_000, 90);
    let columns = Codes::Own(own.clone());
    let mut buckets = Buckets::default();
    assert_eq!((buckets.len(), buckets.bucket(0)), (0, [].as_slice()));
    // filled again, and with fewer rows, nothing is left of what was there
    for rows in [0..3_000, 9..9, 700..2_900, 5..6] {
        buckets.fill(
            &columns,
            rows.clone(),
            5,
            |code| place(code) >> 4,
            |block, codes, list: &mut Vec<usize>| {
                assert_eq!(codes, &own[block.clone()]);
                list.extend(block);
            },
        );
        for bucket in 0..6 {
            let expected: Vec<usize> =
                rows.clone().filter(|row| bucket < 5 && place(own[*row]) >> 4 == bucket).collect();
            assert_eq!(buckets.bucket(bucket), expected, "bucket {bucket} of {rows:?}");
        }
        assert_eq!(buckets.len(), rows.filter(|row| own[*row] < 80).count());
    }
    let bucket = place(own[5]) >> 4;
    assert_eq!((buckets.len(), buckets.bucket(bucket)), (1, [5].as_slice()));
    buckets.clear();
    assert_eq!((buckets.len(), buckets.bucket(bucket)), (0, [].as_slice()));
}

#[test]
fn places_are_found_by_code() {
    let sorted = [1, 1, 1, 4, 4, 6, 9, 9, 9, 9];
    let codes = Codes::Own(sorted.to_vec());
    let given = Order::of(&codes, true, sorted.len(), 10);
    assert!(matches!(given, Order::Given(10)));
    let shuffled = Codes::Own(vec![9, 4, 1, 9, 6, 1, 9, 4, 1, 9]);
    for (order, codes) in [(given, codes), (Order::of(&shuffled, false, 10, 10), shuffled)] {
        for code in 0..11 {
            assert_eq!(order.find(&codes, code), sorted.partition_point(|one| *one < code), "code {code}");
        }
        for from in 0..sorted.len() {
            let end = sorted.partition_point(|one| *one <= sorted[from]);
            assert_eq!(order.run(&codes, from), end, "from {from}");
        }
    }
}

#[test]
fn a_run_goes_on_where_parts_met() {
    let runs = Codes::Runs(vec![0, 3, 8, 20, 25], vec![7, 7, 9, 9, NO_CODE]);
    let ends = [(0, 8), (2, 8), (3, 8), (7, 8), (8, 25), (19, 25), (20, 25), (25, 31), (30, 31)];
    for (from, end) in ends {
        assert_eq!(Order::Given(31).run(&runs, from), end, "from {from}");
    }
    assert_eq!(Order::Given(22).run(&runs, 21), 22);
}

#[test]
fn rows_that_are_left_out_have_no_code() {
    let codes = Codes::Own(vec![4, 5, 6]);
    assert!(matches!(used(&codes, 3, &Rows::NONE), Cow::Borrowed(_)));
    let mut left_out = Rows::default();
    left_out.add(1);
    let mut room = Vec::new();
    assert_eq!(used(&codes, 3, &left_out).block(0..3, &mut room), [4, NO_CODE, 6]);
}

#[test]
fn rows_without_a_code_are_a_run_that_ends_with_the_rows() {
    let codes = Codes::Own(vec![1, NO_CODE, NO_CODE]);
    assert_eq!([0, 1, 2].map(|from| Order::Given(3).run(&codes, from)), [1, 3, 3]);
}

#[test]
fn a_stable_order_keeps_the_places_of_equal_codes() {
    let rows = if cfg!(miri) { 300 } else { 3_000 };
    let own: Vec<u32> = codes(rows, 17).into_iter().map(|code| code.min(16)).collect();
    let mut expected: Vec<u32> = (0..rows).collect();
    expected.sort_by_key(|at| own[place(*at)]);
    assert_eq!(places(&Codes::Own(own), rows as usize, 17), expected);
}

#[test]
fn marked_places_are_found() {
    for len in 0..40_usize {
        for seed in 0..if cfg!(miri) { 2 } else { 40_usize } {
            let marks: Vec<u8> = (0..len).map(|at| ((at * 31 + seed * 17) % 7).saturating_sub(4) as u8).collect();
            let mut found = Vec::new();
            marked(&marks, |at, mark| found.push((at, mark)));
            let expected: Vec<(usize, u8)> = (0..len).zip(marks.clone()).filter(|(_, mark)| *mark != 0).collect();
            assert_eq!(found, expected, "{marks:?}");
        }
    }
}

#[test]
fn marks_stand_where_codes_differ() {
    let wide: Vec<i64> = codes(300, 3).into_iter().map(|code| i64::from(code % 3)).collect();
    let narrow: Vec<i32> = wide.iter().map(|code| *code as i32).collect();
    let own: Vec<u32> = wide.iter().map(|code| *code as u32).collect();
    let none: Vec<bool> = (0..300).map(|row| row % 9 != 4).collect();
    let nulls = Validity::Flags(&none);
    let with_nulls: Vec<u32> =
        own.iter().zip(&none).map(|(code, given)| if *given { *code } else { NO_CODE }).collect();
    let kinds = [
        (Codes::I32(&narrow, 0, Validity::All), &own),
        (Codes::I64(&wide, 0, Validity::All), &own),
        (Codes::I32(&narrow, 0, nulls), &with_nulls),
        (Codes::I64(&wide, 0, nulls), &with_nulls),
        (Codes::Own(own.clone()), &own),
    ];
    for (codes, own) in kinds {
        let mut room = Vec::new();
        let rows = 20..250;
        let expected = |mark: u8, before: &[u8]| -> Vec<u8> {
            let differs = |at: usize| at > 0 && own[rows.start + at] != own[rows.start + at - 1];
            before.iter().enumerate().map(|(at, kept)| kept | if differs(at) { mark } else { 0 }).collect()
        };
        let mut marks = vec![4; rows.len()];
        differ::<false>(&codes, rows.clone(), &mut room, 2, &mut marks);
        assert_eq!(marks, expected(2, &vec![0; rows.len()]));
        let mut marks = vec![5; rows.len()];
        differ::<true>(&codes, rows.clone(), &mut room, 2, &mut marks);
        assert_eq!(marks, expected(2, &vec![5; rows.len()]));
        let mut marks = vec![1; rows.len()];
        differ::<true>(&codes, rows.clone(), &mut room, 1, &mut marks);
        assert_eq!(marks, vec![1; rows.len()]);
    }
    // where parts met, a run goes on in the next
    let runs = Codes::Runs(vec![0, 3, 8, 20, 21, 30], vec![7, 7, 2, 5, 2, 2]);
    let (mut room, mut told) = (Vec::new(), Vec::new());
    told.extend_from_slice(runs.block(0..40, &mut room));
    for rows in [0..40, 0..8, 1..9, 8..22, 5..30, 21..40, 35..40] {
        let differs = |at: usize| at > 0 && told[rows.start + at] != told[rows.start + at - 1];
        let expected: Vec<u8> = (0..rows.len()).map(|at| if differs(at) { 2 } else { 0 }).collect();
        let mut marks = vec![9; rows.len()];
        differ::<false>(&runs, rows.clone(), &mut room, 2, &mut marks);
        assert_eq!(marks, expected, "{rows:?}");
        let mut marks = vec![1; rows.len()];
        differ::<true>(&runs, rows.clone(), &mut room, 2, &mut marks);
        assert_eq!(marks, expected.iter().map(|mark| mark | 1).collect::<Vec<u8>>(), "{rows:?}");
    }
    differ::<false>(&Codes::Nobody, 0..0, &mut Vec::new(), 1, &mut []);
}

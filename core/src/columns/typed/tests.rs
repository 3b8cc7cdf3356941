use super::*;
use crate::columns::array::Texts;
use crate::facts::Table;

/// Days without a pattern on both sides of 1970.
fn days(rows: i32) -> Vec<i32> {
    (0..rows).map(|row| row.wrapping_mul(7_919) % 9_000 - 4_000).collect()
}

/// A bit for each of these flags, from an offset on, among bits that are set.
fn bits(flags: &[bool], offset: usize) -> Vec<u8> {
    let mut bytes = vec![0xff_u8; (flags.len() + offset).div_ceil(8)];
    for (bit, flag) in (offset..).zip(flags) {
        bytes[bit / 8] &= !(u8::from(!flag) << (bit % 8));
    }
    bytes
}

#[test]
fn a_block_has_the_number_of_each_of_its_rows() {
    let days = days(90);
    let given: Vec<bool> = (0..90).map(|row| row % 3 != 1 && row % 7 != 2).collect();
    let some: Vec<u8> = given.iter().map(|given| u8::from(*given) * 4).collect();
    let masks: Vec<Vec<u8>> = (0..17).map(|offset| bits(&given, offset)).collect();
    let short = bits(&given[..40], 0);
    let mut validities =
        vec![Validity::All, Validity::Bytes(&some), Validity::Flags(&given), Validity::Bits(&short, 0)];
    validities.extend(masks.iter().enumerate().map(|(offset, mask)| Validity::Bits(mask, offset)));
    for validity in validities {
        let numbers = Numbers { values: Cow::Borrowed(&days), validity };
        let own = |row: usize| if validity.has(row) { days.get(row).copied().unwrap_or(NO_DAY) } else { NO_DAY };
        for rows in [0..90, 0..8, 3..4, 5..29, 8..72, 16..33, 40..90, 60..60] {
            // what stood there before is not seen again
            let mut room = vec![77; 50];
            let expected: Vec<i32> = rows.clone().map(own).collect();
            assert_eq!(numbers.block(rows.clone(), &mut room), expected, "{rows:?} of {validity:?}");
            let one_by_one: Vec<i32> = rows.clone().map(|row| numbers.get(row)).collect();
            assert_eq!(one_by_one, expected);
        }
        // a column that is absent has no number
        let absent = Numbers { values: Cow::Borrowed(&[]), validity };
        assert_eq!(absent.block(3..12, &mut vec![77; 50]), [NO_DAY; 9]);
    }
}

#[test]
fn full_bytes_of_a_mask_are_taken_over_together() {
    let days = days(21);
    for (bytes, done, null) in [(3, 16, NO_DAY), (2, 16, 0), (1, 8, NO_DAY), (0, 0, -1)] {
        let (bytes, mut room) = (vec![0b1010_0101; bytes], vec![5; 21]);
        let count = pulp::Arch::new().dispatch(Masked { values: &days, bytes: &bytes, null, room: &mut room });
        assert_eq!(count, done);
        for (row, (found, day)) in room.iter().zip(&days).enumerate() {
            let expected = if row >= done {
                5
            } else if 0b1010_0101 >> (row % 8) & 1 == 1 {
                *day
            } else {
                null
            };
            assert_eq!(*found, expected, "row {row}");
        }
    }
}

#[test]
fn what_the_days_of_a_block_have_in_common() {
    let count = if cfg!(miri) { 2_100 } else { 5_000 };
    let rows = count as usize;
    let given: Vec<bool> = (0..rows).map(|row| row % 3 != 1).collect();
    for days in
        [days(count), (0..count).rev().collect(), vec![Day::LAST.number(); rows], vec![Day::FIRST.number(); rows]]
    {
        let bytes: Vec<u8> = given.iter().map(|given| u8::from(*given) * 3).collect();
        let flags = [Validity::Flags(&given), Validity::Bytes(&bytes)];
        let cases = [(Validity::All, None), (Validity::Flags(&given), Some(0)), (Validity::All, Some(7))];
        for ((validity, early), flags) in cases.into_iter().flat_map(|case| flags.map(|flags| (case, flags))) {
            // days after those of the sessions, but for one row
            let later = |(row, day): (usize, &i32)| if Some(row) == early { day - 1 } else { day + (row % 5) as i32 };
            let later: Vec<i32> = days.iter().enumerate().map(later).collect();
            let (ended_on, submitted_on) = (
                Numbers { values: Cow::Borrowed(&days), validity },
                Numbers { values: Cow::Borrowed(&later), validity: flags },
            );
            let dates = Dates::of(&ended_on, &submitted_on, rows);
            assert_eq!(dates.len(), rows.div_ceil(par::BLOCK));
            for (nth, dates) in dates.iter().enumerate() {
                let own = || par::block(nth, rows).filter(|row| validity.has(*row)).map(|row| days[row]);
                let submitted = par::block(nth, rows).filter(|row| given[*row]).map(|row| later[row]);
                let precedes = early.is_some_and(|row| given[row] && par::block(nth, rows).contains(&row));
                let ended = (own().min().unwrap(), own().max().unwrap());
                let latest = submitted.max().unwrap().max(ended.1);
                assert_eq!(*dates, Dates { ended, latest, precedes });
                let on = Day::from_number(latest);
                assert_eq!([on, on.previous()].map(|day| dates.are_calm(day)), [!precedes, false]);
            }
        }
        let nothing = Numbers { values: Cow::Borrowed(&days), validity: Validity::Bytes(&[]) };
        let dates = Dates::of(&nothing, &nothing, rows);
        assert!(dates.iter().all(|dates| dates.ended.1 == NO_DAY && dates.are_calm(Day::MIN)), "{dates:?}");
        assert!(Dates::of(&nothing, &nothing, 0).is_empty());
    }
}

#[test]
fn texts_and_numbers_are_read_by_their_kind() {
    let day = Cell::text("2024-02-29");
    assert_eq!(parse(&day, Kind::Date), Day::new(2024, 2, 29).unwrap().number());
    assert_eq!(parse(&Cell::text("2024-02"), Kind::Month), Month::new(2024, 2).unwrap().number());
    assert_eq!((parse(&Cell::Number(2_024), Kind::Year), parse(&Cell::Number(-3), Kind::Count)), (2_024, -3));
    for (cell, kind) in [
        (Cell::text("2024-02-30"), Kind::Date),
        (day, Kind::Month),
        (Cell::Number(2_024), Kind::Date),
        (Cell::Number(1 << 40), Kind::Year),
        (Cell::text("2024"), Kind::Year),
        (Cell::Null, Kind::Date),
    ] {
        assert_eq!(parse(&cell, kind), NO_DAY, "{cell:?} as {kind:?}");
    }
}

#[test]
fn words_are_codes_whatever_holds_them() {
    let codes: Vec<u8> = vec![0, 1, 1, 9];
    let given = [true, false, true, true];
    assert!(matches!(words(Some(Array::from(&codes)), Kind::Form), Cow::Borrowed([0, 1, 1, 9])));
    let some = Array::from(&codes).with_validity(Validity::Flags(&given));
    assert_eq!(*words(Some(some), Kind::Form), [0, NO_WORD, 1, 9]);
    assert!(words(None, Kind::Form).is_empty());
    assert_eq!(*words(Some(Array::Null(2)), Kind::Form), [NO_WORD; 2]);
    let name = |texts: &'static [&'static str], kind| words(Some(Array::from(texts)), kind).into_owned();
    assert_eq!(name(&["group", "x", "individual"], Kind::Form), [1, NO_WORD, 0]);
    assert_eq!(
        name(&["monthly", "group", "cycle"], Kind::PlanKind),
        [PlanKind::Monthly.code(), NO_WORD, PlanKind::Cycle.code()]
    );
    let source = ContentSource::ALL[1];
    let names = [source.name(), "cycle"];
    assert_eq!(*words(Some(Array::from(&names)), Kind::ContentSource), [source.code(), NO_WORD]);
    let counts = [Kind::Form, Kind::PlanKind, Kind::ContentSource, Kind::Id].map(vocabulary);
    assert_eq!(counts, [Some(Form::ALL.len()), Some(PlanKind::ALL.len()), Some(ContentSource::ALL.len()), None]);
}

#[test]
fn a_set_of_rows() {
    let all = [0, 1, 63, 64, 65, 130, 700];
    let mut rows = Rows::NONE;
    assert!(rows.is_empty() && !rows.touches(0..1_000));
    for row in [700, 64, 0, 64, 130, 63, 1, 65, 0, 65, 700] {
        rows.add(row);
    }
    assert!(!rows.is_empty());
    assert_eq!((rows.len, rows.iter().collect::<Vec<_>>()), (all.len(), all.to_vec()));
    assert!((0..800).all(|row| rows.has(row) == all.contains(&row)));
    for range in [0..701, 1..700, 64..65, 63..131, 66..130, 700..9_999, 701..702, 5..5] {
        let expected: Vec<_> = all.into_iter().filter(|row| range.contains(row)).collect();
        assert_eq!(rows.within(range.clone()).collect::<Vec<_>>(), expected, "{range:?}");
    }
    assert!(rows.touches(130..131) && rows.touches(100..200) && !rows.touches(131..700) && !rows.touches(64..64));
}

#[test]
fn rows_are_added_together() {
    for (from, to) in [(0, 1), (0, 64), (0, 65), (63, 64), (63, 65), (64, 128), (10, 300), (127, 129), (5, 5)] {
        let (mut together, mut single) = (Rows::NONE, Rows::NONE);
        [2, 400].into_iter().for_each(|row| together.add(row));
        [2, 400].into_iter().chain(from..to).for_each(|row| single.add(row));
        together.add_all(from..to);
        let found: Vec<usize> = together.iter().collect();
        assert_eq!(found, single.iter().collect::<Vec<_>>(), "{from}..{to}");
        assert_eq!(together.len, single.len);
    }
    let mut none = Rows::NONE;
    none.add_all(7..7);
    assert!(none.is_empty() && none.iter().next().is_none());
}

#[test]
fn forms_of_rows_that_are_left_out_are_none() {
    let codes = [0_u8, 1, 2, 3, 4, 5];
    let ids = [1; 6];
    let mut left_out = Rows::NONE;
    left_out.add(2);
    let whole = Frame::new(Table::Sessions).with("worker", &ids).with("form", &codes);
    let sessions = Sessions::of(&whole, Codes::Nobody, Codes::Nobody, left_out.clone());
    assert_eq!(sessions.forms(0..2, &mut vec![9]), [0, 1]);
    assert_eq!(sessions.forms(1..5, &mut vec![9]), [1, NO_WORD, 3, 4]);
    assert_eq!(sessions.forms(3..6, &mut vec![9]), [3, 4, 5]);
    // without forms, and with too few
    let few = Frame::new(Table::Sessions).with("worker", &ids).with("form", &codes[..3]);
    for (frame, first) in [(Frame::new(Table::Sessions).with("worker", &ids), NO_WORD), (few, 0)] {
        let sessions = Sessions::of(&frame, Codes::Nobody, Codes::Nobody, Rows::NONE);
        assert_eq!((sessions.rows, sessions.form.len()), (6, 6));
        assert_eq!((sessions.form[0], sessions.form[3]), (first, NO_WORD));
    }
    let texts = Array::Text(Texts::Slices(&["group", "peer"]), Validity::All);
    let named = Frame::new(Table::Sessions).with("form", texts);
    assert_eq!(
        *Sessions::of(&named, Codes::Nobody, Codes::Nobody, Rows::NONE).form,
        [Form::Group.code(), Form::Peer.code()]
    );
}

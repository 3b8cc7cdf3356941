use super::*;
use crate::columns::array::Texts;
use crate::facts::Form;

#[test]
fn values_within_their_bounds_are_good_at_a_glance() {
    let (first, last) = (Day::FIRST.number(), Day::LAST.number());
    let (first_month, last_month) = (Day::FIRST.month().number(), Day::LAST.month().number());
    for (kind, least, most) in [
        (Kind::Date, first, last),
        (Kind::Month, first_month, last_month),
        (Kind::Year, *YEARS.start(), *YEARS.end()),
        (Kind::Count, 0, i32::MAX),
    ] {
        for value in [least.saturating_sub(1), least, least + 1, most - 1, most, most.saturating_add(1)] {
            let values = [least, value, most];
            let is_good = (least..=most).contains(&value);
            assert_eq!(values_plain(&Array::from(&values), kind, 0..3), is_good, "{value} as {kind:?}");
            // what is null, or lies elsewhere, is not looked at
            let null = Array::from(&values).with_validity(Validity::Flags(&[true, false, true]));
            assert!(values_plain(&null, kind, 0..3) && values_plain(&Array::from(&values), kind, 2..3));
            let others_null = Array::from(&values).with_validity(Validity::Flags(&[false, true, false]));
            assert_eq!(values_plain(&others_null, kind, 0..3), is_good);
        }
    }
}

#[test]
fn bad_values_are_seen_wherever_they_stand_in_a_mask() {
    let (rows, good) = (if cfg!(miri) { 70 } else { 5_000 }, Day::FIRST.number());
    let given: Vec<bool> = (0..rows).map(|row| row % 3 != 1).collect();
    let bits: Vec<u8> =
        given.chunks(8).map(|flags| flags.iter().rev().fold(0, |byte, given| byte << 1 | u8::from(*given))).collect();
    let bytes: Vec<u8> = given.iter().map(|given| u8::from(*given)).collect();
    let masks = [Validity::Bits(&bits, 0), Validity::Bytes(&bytes), Validity::Flags(&given)];
    for bad in [0, 1, 2, 7, 8, 40, 63, 64, rows - 3, rows - 2, rows - 1] {
        for value in [i32::MIN, good - 1, Day::LAST.number() + 1] {
            // where there is no value anything may lie
            let mut values: Vec<i32> = given.iter().map(|given| if *given { good } else { i32::MIN }).collect();
            values[bad] = value;
            for mask in masks {
                let column = Array::from(&values).with_validity(mask);
                assert_eq!(
                    values_plain(&column, Kind::Date, 0..rows),
                    !given[bad],
                    "{value} in row {bad} under {mask:?}"
                );
                assert!(values_plain(&column, Kind::Date, bad + 1..rows) && values_plain(&column, Kind::Date, 0..bad));
            }
        }
    }
}

#[test]
fn as_many_bad_values_as_there_are_are_seen() {
    let (before, after) = (Day::FIRST.number() - 1, Day::LAST.number() + 1);
    for values in [[before, before, 0], [after, after, 0], [before, after, 0], [0, before, before]] {
        assert!(!values_plain(&Array::from(&values), Kind::Date, 0..3), "{values:?}");
    }
}

#[test]
fn words_within_their_vocabulary_are_good_at_a_glance() {
    for kind in [Kind::Form, Kind::PlanKind, Kind::ContentSource] {
        let count = u8::try_from(vocabulary(kind).unwrap()).unwrap();
        for code in 0..=u8::MAX {
            let codes = [0, code];
            for rows in [0..2, 1..2] {
                assert_eq!(values_plain(&Array::from(&codes), kind, rows), code < count, "{code} as {kind:?}");
            }
            // what is null is not looked at
            let null = |given| Array::from(&codes).with_validity(Validity::Flags(given));
            assert!(values_plain(&null(&[true, false]), kind, 0..2));
            assert_eq!(values_plain(&null(&[false, true]), kind, 0..2), code < count);
        }
    }
    assert!(!values_plain(&Array::from(&[0_u8]), Kind::Date, 0..1));
    let named = |text| values_plain(&Array::from(&["peer", text]), Kind::Form, 0..2);
    assert!(named(Form::Group.name()) && !named("lunch"));
}

#[test]
fn arrays_are_good_at_a_glance_where_their_kind_is() {
    let (narrow, wide, unsigned, flags) = ([1], [1_i64], [1_u32], [true]);
    let arrays = [Array::from(&narrow), Array::from(&wide), Array::from(&unsigned), Array::from(&flags)];
    let good = |kind: Kind| arrays.map(|array| values_plain(&array, kind, 0..1));
    assert_eq!(good(Kind::Id), [true, true, true, false]);
    assert_eq!(good(Kind::Flag), [false, false, false, true]);
    assert_eq!(good(Kind::Date), [true, false, false, false]);
    assert_eq!(good(Kind::Text), [false; 4]);
    assert!(values_plain(&Array::Null(1), Kind::Date, 0..1));
}

#[test]
fn texts_that_are_not_empty_are_good_at_a_glance() {
    let texts = ["何静", "", "b"];
    let (all, offsets) = ("何静b", [0, 6, 6, 7]);
    for texts in [Texts::Slices(&texts), Texts::Offsets(&offsets, all)] {
        let of = |kind, rows, validity| values_plain(&Array::Text(texts, validity), kind, rows);
        for kind in [Kind::Id, Kind::Reason] {
            assert!(of(kind, 0..1, Validity::All) && of(kind, 2..3, Validity::All));
            assert!(!of(kind, 0..3, Validity::All));
            assert!(of(kind, 0..3, Validity::Flags(&[true, false, true])));
            assert!(!of(kind, 0..3, Validity::Flags(&[false, true, false])));
        }
        assert!(of(Kind::Text, 0..3, Validity::All));
        assert!(!of(Kind::Date, 0..1, Validity::All));
    }
    let dictionary = |texts| Array::dictionary(&[1, 0, 1], Texts::Slices(texts));
    assert!(values_plain(&dictionary(&["2024-02-29", "2024-03-01"]), Kind::Date, 0..3));
    assert!(!values_plain(&dictionary(&["2024-02-30", "2024-03-01"]), Kind::Date, 0..3));
}

#[test]
fn rows_of_required_columns_have_no_null() {
    let (mentor, days) = ([1, 2, 3], [0; 3]);
    let frame = |validity| {
        let guided_on = Array::from(&days).with_validity(validity);
        Frame::new(Table::Guidance).with("mentor", &mentor).with("guided_on", guided_on).with("student", Array::Null(3))
    };
    assert!(is_plain(&frame(Validity::All), 0..3));
    assert!(is_plain(&frame(Validity::Flags(&[true; 3])), 0..3));
    let some = frame(Validity::Flags(&[true, true, false]));
    assert!(is_plain(&some, 0..2) && !is_plain(&some, 0..3) && !is_plain(&some, 2..3));
    // a column that ends before
    let short = Frame::new(Table::Guidance).with("mentor", &mentor).with("guided_on", &days[..2]);
    assert!(is_plain(&short, 0..2) && !is_plain(&short, 1..3));
}

#[test]
fn an_end_is_not_before_its_start() {
    let ids = [1; 3];
    let (start, end) = ([10, 10, 10], [11, 10, 9]);
    let (text, some) = (["2024-01-01"; 3], [true, true, false]);
    for (table, names) in [(Table::Engagements, ["start", "end"]), (Table::Appointments, ["appointed_on", "ends_on"])] {
        let frame =
            |end| Frame::new(table).with(table.columns()[0].name, &ids).with(names[0], &start).with(names[1], end);
        let own = frame(Array::from(&end));
        assert_eq!([0..1, 1..2, 2..3, 0..3].map(|rows| across_plain(&own, rows)), [true, true, false, false]);
        assert!(across_plain(&frame(Array::from(&end).with_validity(Validity::Flags(&some))), 0..3));
        assert!(!across_plain(&frame(Array::from(&text)), 0..3));
        assert!(across_plain(&Frame::new(table).with(names[0], &start), 0..3));
    }
    assert!(!across_plain(&Frame::new(Table::Plans), 0..1) && across_plain(&Frame::new(Table::Guidance), 0..1));
}

/// Blocks that are good at a glance on both sides of some that are not.
#[test]
fn faulty_rows_are_found_among_good_blocks() {
    let rows = if cfg!(miri) { 4_200 } else { 9_000 };
    let ids: Vec<i32> = (0..9_000).take(rows).collect();
    let mut days = vec![0; rows];
    let faulty = [2_047, 2_049, 2_050, 2_051, 8_999].into_iter().chain(5_000..5_300);
    let faulty: Vec<usize> = faulty.filter(|row| *row < rows).collect();
    faulty.iter().for_each(|row| days[*row] = i32::MAX);
    let frame = Frame::new(Table::Guidance).with("mentor", &ids).with("guided_on", &days);
    let (mut faults, mut out) = (FaultTally::default(), Rows::NONE);
    super::rows(&frame, &mut faults, &mut out);
    let mut expected = faulty;
    expected.sort_unstable();
    assert_eq!(out.iter().collect::<Vec<_>>(), expected);
    assert_eq!(faults.total(), if cfg!(miri) { 4 } else { 305 });
}

fn cells(array: &[i32], kind: Kind) -> [Cell<'_>; 3] {
    [0, 1, 2].map(|row| cell_of(&Array::from(array), kind, row))
}

fn word(kind: Kind, codes: &[u8]) -> Cell<'_> {
    cell_of(&Array::from(codes), kind, 0)
}

#[test]
fn cells_are_read_by_their_kind() {
    let (day, month) = ([0, i32::MIN, Day::LAST.number() + 1], [24_000, i32::MIN, i32::MAX]);
    let far = Day::from_number(day[2]);
    assert_eq!(
        cells(&day, Kind::Date),
        [Cell::Day(Day::from_number(0)), Cell::Number(i32::MIN.into()), Cell::Day(far)]
    );
    assert_eq!(cells(&month, Kind::Month)[0], Cell::Month(Month::from_number(24_000)));
    assert_eq!(cells(&month, Kind::Month)[2], Cell::Number(i32::MAX.into()));
    assert_eq!(cells(&[7, -8, 0], Kind::Id), [Cell::text("7"), Cell::text("-8"), Cell::text("0")]);
    assert_eq!(cell_of(&Array::from(&[7_i64]), Kind::Date, 0), Cell::Number(7));
    assert_eq!(word(Kind::Form, &[1]), Cell::text("group"));
    assert_eq!(word(Kind::PlanKind, &[0]), Cell::text(crate::facts::PlanKind::from_code(0).unwrap().name()));
    assert_eq!(word(Kind::ContentSource, &[1]), Cell::text(crate::facts::ContentSource::from_code(1).unwrap().name()));
    assert_eq!(word(Kind::Form, &[77]), Cell::text("77"));
}

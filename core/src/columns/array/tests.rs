use super::*;

#[test]
fn texts_are_filled_where_none_is_empty_and_all_are_plain() {
    let text = "abcdef";
    for (offsets, filled) in [
        (vec![0, 1, 3, 6], true),
        (vec![1, 2, 3, 4], true),
        (vec![0, 1, 1, 6], false),
        (vec![0, 3, 2, 6], false),
        (vec![0, 0, 1, 2], false),
        (vec![0, 1, 2, 7], false),
        (vec![-1, 1, 2, 3], false),
    ] {
        let wide: Vec<i64> = offsets.iter().map(|offset| i64::from(*offset)).collect();
        assert_eq!(Texts::Offsets(&offsets, text).are_filled(0..3), filled, "{offsets:?}");
        assert_eq!(Texts::LargeOffsets(&wide, text).are_filled(0..3), filled, "{offsets:?}");
    }
    let offsets = [0, 1, 1, 2, 3, 3];
    let rows = [0..1, 1..2, 2..4, 3..5, 0..5, 3..9].map(|rows| Texts::Offsets(&offsets, text).are_filled(rows));
    assert_eq!(rows, [true, false, true, false, false, false]);
    // a letter of several bytes may be cut
    assert!(!Texts::Offsets(&[0, 1, 3], "红").are_filled(0..2) && !Texts::Slices(&["a"]).are_filled(0..1));
}

#[test]
fn offsets_that_lead_nowhere_give_nothing() {
    let of = |offsets: &'static [i32]| [0, 1, 2].map(|row| Texts::Offsets(offsets, "abc").get(row));
    assert_eq!(of(&[0, 1, 3]), ["a", "bc", ""]);
    assert_eq!(of(&[0, 4, 3]), ["", "", ""]);
    assert_eq!(of(&[-1, 2, 1]), ["", "", ""]);
    assert_eq!(of(&[3, 3, 3]), ["", "", ""]);
    assert_eq!(Texts::LargeOffsets(&[1, 3], "abc").get(0), "bc");
    let owned = ["a".to_owned(), String::new()];
    assert_eq!([0, 1, 2].map(|row| Texts::Strings(&owned).get(row)), ["a", "", ""]);
    assert_eq!((Texts::Strings(&owned).len(), Texts::LargeOffsets(&[1, 3], "abc").len()), (2, 1));
}

#[test]
fn bits_are_those_of_their_rows() {
    let bits = [0b1010_0101, 0b0000_0011];
    for offset in 0..12 {
        for row in 0..20 {
            let bit = offset + row;
            let expected = bit < 16 && bits[bit / 8] >> (bit % 8) & 1 == 1;
            assert_eq!(Validity::Bits(&bits, offset).has(row), expected, "row {row} from {offset}");
        }
    }
}

#[test]
fn every_array_has_its_length_its_nulls_and_its_cells() {
    use crate::facts::Cell;
    let (narrow, wide, unsigned, bytes, flags) = ([7, -8], [7_i64, -8], [7_u32, 8], [7_u8, 8], [true, false]);
    let words = ["a", "b"];
    let arrays = [
        (Array::from(&narrow), [Cell::Number(7), Cell::Number(-8)]),
        (Array::from(&wide), [Cell::Number(7), Cell::Number(-8)]),
        (Array::from(&unsigned), [Cell::Number(7), Cell::Number(8)]),
        (Array::from(&bytes), [Cell::Number(7), Cell::Number(8)]),
        (Array::from(&flags), [Cell::Flag(true), Cell::Flag(false)]),
        (Array::from(&words), [Cell::text("a"), Cell::text("b")]),
        (Array::dictionary(&[1, 2], Texts::Slices(&words)), [Cell::text("b"), Cell::Number(2)]),
    ];
    for (array, cells) in arrays {
        assert_eq!((array.len(), array.is_empty()), (2, false));
        assert_eq!([array.cell(0), array.cell(1)], cells);
        assert!(array.validity().is_all());
        let some = array.with_validity(Validity::Flags(&[false, true]));
        let [_, second] = cells;
        assert_eq!([some.cell(0), some.cell(1)], [Cell::Null, second], "{array:?}");
        assert!(!some.validity().has(0) && some.validity().has(1));
    }
    let none = Array::Null(3).with_validity(Validity::All);
    assert_eq!((none.len(), none.cell(0), none.validity().has(0)), (3, Cell::Null, false));
}

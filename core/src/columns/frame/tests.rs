use super::*;
use crate::columns::{Columns, Door, Frames};
use crate::message::Lang;

fn guidance() -> Frame<'static> {
    Frame::new(Table::Guidance).with("mentor", &[3, 4, 5]).with("guided_on", &[19_800, 19_801, 19_802])
}

/// The faults of a frame as they are told, and the rows that are left out.
fn told(frame: Frame<'_>) -> (String, Vec<usize>) {
    let columns = Columns::check(Frames::new().with(frame), Door::new().skipping_faults()).unwrap();
    (columns.faults().summary(Lang::En), columns.left_out(Table::Guidance).iter().collect())
}

#[test]
fn what_a_loader_refuses_is_told_and_left_out() {
    let mut time = guidance();
    time.refuse_time(1, "guided_on", || "2024-03-05 14:30".to_owned());
    let (faults, out) = told(time);
    assert!(faults.starts_with("guidance, row 1, guided_on: `2024-03-05 14:30`: it has a time of day"), "{faults}");
    assert_eq!(out, [1]);

    let of_type = |column: &str| {
        let mut frame = Frame::new(Table::Guidance).with("mentor", &[3, 4, 5]);
        frame.refuse_type(column, "list of int64");
        told(frame)
    };
    let (faults, out) = of_type("guided_on");
    assert_eq!(faults, "guidance, guided_on: `list of int64` has the wrong type; expected: dates, or texts YYYY-MM-DD");
    assert_eq!(out, [0, 1, 2]);
    let (faults, out) = of_type("hall");
    assert!(faults.contains("hall") && out == [0, 1, 2], "{faults}");

    let mut zoned = Frame::new(Table::Guidance).with("mentor", &[3, 4, 5]);
    zoned.refuse_zone("guided_on", "timestamp[us, tz=UTC]");
    let (faults, out) = told(zoned);
    assert!(faults.contains("`timestamp[us, tz=UTC]`") && faults.contains("zone"), "{faults}");
    assert_eq!(out, [0, 1, 2]);

    // what is no row misses no value either
    let days = Array::from(&[19_800, 19_801, 0]).with_validity(crate::columns::Validity::Flags(&[true, true, false]));
    let mut row = Frame::new(Table::Guidance).with("mentor", &[3, 4, 5]).with("guided_on", days);
    row.refuse_row(2, "null");
    let (faults, out) = told(row);
    assert!(faults.contains("row 2") && faults.lines().count() == 1 && out == [2], "{faults}");
}

#[test]
fn refused_values_are_known_by_their_places() {
    let mut frame = guidance();
    for (row, place) in [(0, 0), (1, 0), (5, 0), (6, 0), (9, 0), (1, 1)] {
        frame.mark_refused(row, place);
    }
    for place in 0..3 {
        let refused = (0..12).filter(|row| frame.is_refused(*row, place)).collect::<Vec<_>>();
        assert_eq!(refused, [&[0, 1, 5, 6, 9][..], &[1], &[]][place]);
    }
    assert!(!frame.is_refused(0, WIDTH) && !frame.is_none(0));
    frame.refuse_type("student", "list");
    assert!((0..12).all(|row| frame.is_refused(row, 2)) && !frame.is_refused(2, 0));
}

#[test]
fn columns_are_required_where_there_are_rows() {
    let faults = |frame: Frame<'_>| {
        let (mut faults, mut out) = (FaultTally::default(), Rows::NONE);
        frame.structure(&mut faults, &mut out);
        (faults.counts().collect::<Vec<_>>(), out.iter().count())
    };
    assert_eq!(faults(Frame::new(Table::Guidance)), (vec![], 0));
    assert_eq!(faults(guidance()), (vec![], 0));
    let missing = |rows: &'static [i32]| Frame::new(Table::Guidance).with("mentor", rows);
    assert_eq!(faults(missing(&[])), (vec![], 0));
    assert_eq!(faults(missing(&[1, 2])), (vec![(FaultCode::MissingTableColumn, 1)], 2));
    // without ids, these are not missed, but days are
    let nobody = Frame::new(Table::Guidance).with("mentor", &[1, 2]).without_ids();
    assert_eq!((nobody.rows(), faults(nobody)), (2, (vec![(FaultCode::MissingTableColumn, 1)], 2)));
    let days = Frame::new(Table::Guidance).with("guided_on", &[1, 2]);
    assert_eq!(faults(days.clone().without_ids()), (vec![], 0));
    assert_eq!(faults(days), (vec![(FaultCode::MissingTableColumn, 1)], 2));
}

use super::*;

#[test]
fn as_many_are_kept_as_are_told_in_full() {
    let kept = FaultTally::KEPT;
    assert_eq!([0, kept - 1, kept, kept + 1].map(FaultTally::wants), [true, true, false, false]);
    let list = |len: usize| (0..len).rev().collect::<Vec<_>>();
    for len in [0, kept, 2 * kept - 1] {
        let mut all = list(len);
        assert_eq!((FaultTally::trim(&mut all, |one| *one), all), (None, list(len)));
    }
    for len in [2 * kept, 2 * kept + 1] {
        let mut all = list(len);
        assert_eq!(FaultTally::trim(&mut all, |one| *one), Some(kept - 1));
        assert_eq!(all, (0..kept).collect::<Vec<_>>());
    }
    let mut tally = FaultTally::default();
    for row in 0..kept + 5 {
        tally.add_with(FaultCode::BadDate, || Fault::new(FaultCode::BadDate).in_row(row));
    }
    assert_eq!((tally.total(), tally.first().len()), (kept as u64 + 5, kept));
    tally.count(FaultCode::BadValue, 3);
    tally.keep(Fault::new(FaultCode::BadValue));
    assert_eq!((tally.total(), tally.first().len(), tally.is_empty()), (kept as u64 + 8, kept + 1, false));
    tally.settle();
    assert_eq!(tally.first().len(), kept);
}

#[test]
fn what_concerns_a_column_is_told_once() {
    let fault = |code, row: Option<usize>| {
        let mut fault = Fault::new(code).in_table("guidance").in_column("hall");
        fault.row = row;
        fault
    };
    let part = |rows: &[usize]| {
        let mut part = FaultTally::default();
        part.push(fault(FaultCode::UnknownColumn, None));
        rows.iter().for_each(|row| part.push(fault(FaultCode::BadDate, Some(*row))));
        part
    };
    let mut all = part(&[1, 2]);
    all.append(part(&[0, 2]), 10);
    let counts: Vec<_> = all.counts().collect();
    assert_eq!(counts, [(FaultCode::UnknownColumn, 1), (FaultCode::BadDate, 4)]);
    let rows: Vec<_> = all.first().iter().map(|fault| fault.row).collect();
    assert_eq!(rows, [None, Some(1), Some(2), Some(10), Some(12)]);
    // another column's fault is another
    let mut other = FaultTally::default();
    other.push(Fault::new(FaultCode::UnknownColumn).in_table("guidance").in_column("room"));
    all.append(other, 20);
    assert_eq!((all.total(), all.first().len()), (6, 6));
    // what is told once is not counted among codes that have nothing left
    let mut again = FaultTally::default();
    again.append(part(&[]), 0);
    again.append(part(&[]), 3);
    assert_eq!(again.counts().collect::<Vec<_>>(), [(FaultCode::UnknownColumn, 1)]);
}

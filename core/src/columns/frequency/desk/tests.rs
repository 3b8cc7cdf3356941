use super::*;

/// Sets of months for each form, on the project and elsewhere.
const SETS: [u64; 6] = [0b1011, 0b0110, 1 << 63, 0b1_0001, 1 << 63 | 1, 0b100];

fn seen(sets: [u64; 6]) -> Seen {
    let mut seen = Seen::default();
    for (nth, set) in (0..).zip(sets) {
        // in two parts
        seen.add(nth >= 3, nth % 3, set & 0xffff);
        seen.add(nth >= 3, nth % 3, set & !0xffff);
        // of other forms nothing is asked
        seen.add(nth >= 3, 3 + nth % 3, u64::MAX);
    }
    seen
}

fn held(sets: &[u64], month: usize) -> usize {
    sets.iter().enumerate().map(|(nth, set)| usize::from(set >> month & 1 == 1) << nth).sum()
}

#[test]
fn forms_held_in_a_month() {
    let seen = seen(SETS);
    assert_eq!(seen.sets(), SETS);
    for month in 0..64 {
        assert_eq!(seen.held(month), held(&SETS, month), "month {month}");
    }
    assert_eq!([64, 65, usize::MAX].map(|month| seen.held(month)), [0; 3]);
}

#[test]
fn months_alike_come_together() {
    for sets in [SETS, [0b1011, 0b0110, 1 << 63, 0, 0, 0], [0; 6], [0, 0, 0, 0, 0, 1], [5, 0, 1, 2, 2, 0]] {
        for months in [0, 1, 0b1_1111, u64::MAX, 1 << 63] {
            let mut left = months;
            let mut visited = std::collections::BTreeSet::new();
            seen(sets).kinds(months, false, |kind, alike| {
                assert!(visited.insert(kind) && alike != 0 && left & alike == alike);
                left &= !alike;
                (0..64).filter(|month| alike >> month & 1 == 1).for_each(|month| assert_eq!(kind, held(&sets, month)));
            });
            assert_eq!(left, 0);
            // or those that have all that is asked for at once
            let (mut met, mut others) = (Vec::new(), Vec::new());
            seen(sets).kinds(months, true, |kind, alike| {
                if kind & MET == MET { met.push((kind, alike)) } else { others.push((kind, alike)) }
            });
            let all = months & sets[0] & sets[1];
            assert_eq!(met, if all == 0 { vec![] } else { vec![(MET, all)] });
            let mut one_by_one = Vec::new();
            seen(sets).kinds(months & !all, false, |kind, alike| one_by_one.push((kind, alike)));
            assert_eq!(others, one_by_one);
        }
    }
}

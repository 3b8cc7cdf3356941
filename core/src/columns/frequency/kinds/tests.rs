use super::*;
use crate::columns::frequency::ROOM;
use crate::contest::Reading as _;
use crate::rules::supervision_frequency::{Peer, Scope};

fn terms(individual: u32, group: u32) -> Terms {
    Terms { individual_per_month: individual, group_per_month: group, ..Terms::default() }
}

/// Sets of days, without a pattern and mostly small.
fn held(seed: u32) -> Held {
    let set = |form: u32| {
        let mixed = (seed * 8 + form).wrapping_mul(2_654_435_761);
        mixed & mixed.rotate_left(9) & mixed.rotate_left(17) & (u32::MAX >> 3)
    };
    std::array::from_fn(|form| set(form as u32))
}

fn sessions(on: &Held, off: &Held, first: Day) -> Vec<Attended> {
    let forms = [Form::Individual, Form::Group, Form::Peer];
    let mut all = Vec::new();
    for (held, on_project) in [(on, true), (off, false)] {
        for (form, days) in forms.iter().zip(held) {
            let days = (0..31).filter(|day| days >> day & 1 == 1);
            all.extend(days.map(|day| Attended { ended_on: first.plus_days(day), form: *form, on_project }));
        }
    }
    all.sort_by_key(|one| one.ended_on);
    all
}

#[test]
fn months_of_a_kind_are_judged_as_any_of_them() {
    let first = Day::new(2024, 5, 1).unwrap();
    let last = first.plus_days(30);
    let mut seen = std::collections::BTreeSet::new();
    let all = [((0, 0), 1), ((1, 1), 1), ((4, 1), 0), ((1, 0), 1), ((2, 1), 2), ((1, 3), 2)];
    // interpreted, without the large tables
    for (numbers, width) in all.into_iter().take(if cfg!(miri) { 3 } else { 6 }) {
        for peer in Peer::ALL {
            for scope in Scope::ALL {
                let terms = Terms { peer: *peer, scope: *scope, ..terms(numbers.0, numbers.1) };
                let kinds = Kind::new(terms);
                assert_eq!(kinds.width, width);
                for seed in 0..if cfg!(miri) { 16 } else { 120 } {
                    let (on, off) = (held(seed), held(seed + 1_000));
                    let flags = seed as usize % 8;
                    let kind = kinds.of(&on, &off, flags);
                    assert_eq!(kind.is_some(), width > 0);
                    let Some(kind) = kind else { continue };
                    let row = WorkerMonth {
                        first_engaged: first,
                        last_engaged: last,
                        whole: flags & WHOLE != 0,
                        excused: flags & EXCUSED != 0,
                        sessions: &sessions(&on, &off, first),
                    };
                    let as_of = if flags & OVER != 0 { last.next() } else { last };
                    let (judgement, contest) = contested(terms, |terms| judge(&terms, row, as_of)).unwrap();
                    let known = kinds.known(kind).unwrap();
                    assert_eq!((known.verdict, known.contested), (judgement.verdict, contest.contested));
                    assert_eq!((known.dated, known.contest(last)), (judgement.settled_on.is_some(), contest));
                    seen.insert((known.verdict, known.contested, known.dated));
                }
            }
        }
    }
    assert!(
        seen.len() > if cfg!(miri) { 5 } else { 8 } && seen.iter().any(|(verdict, ..)| *verdict == Verdict::Excused),
        "{seen:?}"
    );
}

#[test]
fn plain_kinds_are_those_that_are_written_and_those_that_name_a_day() {
    for keep in [Keep::ALL, Keep::PROBLEMS, Keep::only(&[Verdict::Compliant]), Keep::only(&[])] {
        let kinds = Kind::new(terms(1, 1));
        let plain = kinds.plain(keep);
        for held in 0..64_usize {
            let known = kinds.known(held << FLAGS | WHOLE | OVER).unwrap();
            assert_eq!(plain.find >> held & 1 == 1, keep.writes(known.verdict, known.contested), "{held:b}");
            assert_eq!(plain.dated >> held & 1 == 1, known.dated, "{held:b}");
        }
        assert!(plain.dated != 0 && plain.dated != u64::MAX);
        // what is met is compliant under every reading; where that is written, it names its day
        assert_eq!(plain.met_alike, !keep.writes(Verdict::Compliant, false), "{keep:?}");
    }
    assert_eq!((Kind::new(terms(1, 1)).len(), Kind::new(terms(3, 0)).len()), (1 << 9, 1 << 15));
    assert_eq!((Kind::new(terms(4, 0)).len(), ROOM), (0, 8));
}

#[test]
fn kinds_are_those_of_the_edition() {
    let border = Day::new(2024, 7, 1).unwrap();
    let later = [(border, terms(2, 1)), (border.plus_days(9), terms(3, 1))];
    let kinds = Kinds::of(Editions::new(terms(1, 1), &later));
    let asked = [border.previous(), border, border.plus_days(8), border.plus_days(9), Day::MAX];
    assert_eq!(asked.map(|day| kinds.on(day).terms.individual_per_month), [1, 2, 2, 3, 3]);
    assert!(kinds.single().is_none());
    assert!(Kinds::of(Editions::single(terms(2, 1))).single().is_none());
    assert!(Kinds::of(Editions::single(terms(1, 1))).single().is_some());
}

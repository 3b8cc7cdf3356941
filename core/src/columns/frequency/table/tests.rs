use super::*;
use crate::calendar::Day;

#[test]
fn a_waiting_session_keeps_what_counts() {
    for project in [0, 1, 70_000, u32::MAX] {
        for worker in [0, 1, 0x1234, (1 << 14) - 1, 0xffff] {
            for (form, kept_form) in [(0, 0), (1, 1), (2, 2), (3, 3), (7, 3), (u8::MAX, 3)] {
                for (day, kept_day) in [(0, 0), (1, 1), (9_999, 9_999), (Packed::DAYS, 16_383), (u32::MAX, 16_383)] {
                    let session = Packed::new(project, Packed::low(worker, form, day));
                    assert_eq!((session.project(), session.worker()), (project, place(worker)));
                    assert_eq!(session.form_and_day(), (kept_form, kept_day));
                }
            }
        }
    }
}

#[test]
fn sessions_are_packed_as_one_by_one() {
    let workers: Vec<u32> = (0..70).map(|row| row * 1_003).collect();
    let forms: Vec<u8> = (0..70).map(|row| row % 7).collect();
    let days: Vec<i32> = (0..70).map(|row| 19_700 + row * 31 % 90 - 10).collect();
    for shift in [0, 3, 14] {
        let mut low = vec![0; 80];
        let pack = Pack { workers: &workers, forms: &forms, days: &days, first: 19_700, shift, low: &mut low };
        pulp::Arch::new().dispatch(pack);
        for row in 0..70 {
            let session = Packed::new(5, low[row]);
            assert_eq!(session.worker(), place(workers[row] % (1 << shift)));
            let day = u32::try_from(days[row] - 19_700).unwrap_or(Packed::DAYS);
            assert_eq!(session.form_and_day(), (forms[row].min(3), day as u16));
        }
    }
}

/// Sets of months come back from one word and from three, those of the project apart from the others.
fn sets_come_back<const WORDS: usize>(all: u64) {
    let within = Period { from: Day::new(2024, 1, 1).unwrap(), to: Day::new(2024, 12, 31).unwrap() };
    let months = Months::of(within, within.to);
    let spell = Spell { worker: 0, project: 9, span: Period { from: within.from.plus_days(40), ..within } };
    let mut entry: Entry<WORDS> = Entry::new(&spell, &months);
    assert_eq!((entry.project, entry.from, entry.len), (9, 40, 366 - 40));
    let sets = [all, 0b101, all & 0x15_5555, 1, all & !1, 0b110];
    for (form, pair) in (0..).zip(sets.chunks(2)) {
        let (word, bit) = Entry::<WORDS>::at(form);
        entry.on[word] |= pair[0] << bit;
        entry.off[word] |= pair[1] << bit;
    }
    let (mut seen, mut expected) = (Seen::default(), Seen::default());
    entry.add(&mut seen);
    for (form, pair) in (0..).zip(sets.chunks(2)) {
        expected.add(false, form, pair[0]);
        expected.add(true, form, pair[1]);
    }
    assert_eq!(format!("{seen:?}"), format!("{expected:?}"));
}

#[test]
fn sets_of_months_come_back() {
    sets_come_back::<1>((1 << SHORT) - 1);
    sets_come_back::<FORMS>(u64::MAX);
}

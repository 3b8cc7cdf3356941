use super::*;
use crate::columns::array::Validity;
use crate::columns::{Array, Door, Frame, Frames};
use crate::facts::Table;

fn one(month: i32, held: [u32; FORMS]) -> Attendance {
    Attendance { worker: 3, project: 5, month, held }
}

#[test]
fn a_form_held_twice_on_a_day_is_left_over() {
    let mut again = Vec::new();
    let both = one(7, [0b101, 0, 1 << 30]).join(one(7, [0b110, 2, 1 << 30]), &mut |more| again.push(more));
    assert_eq!(both, one(7, [0b111, 2, 1 << 30]));
    let more = |form, day, times| Again { worker: 3, project: 5, month: 7, form, day, times };
    assert_eq!(again, [more(0, 2, 1), more(2, 30, 1)]);
    assert_eq!(both.key(), (3, 5, 7));
    assert_eq!(more(1, 2, 9).key(), (3, 5, 7, 1, 2));
    assert_eq!(more(0, 2, 3).join(more(0, 2, 4), &mut |()| ()), more(0, 2, 7));
    assert_eq!(more(0, 2, 30).join(more(0, 2, 250), &mut |()| ()), more(0, 2, Again::MOST));
}

#[test]
fn days_lie_in_their_months() {
    let (from, to) = (Day::new(2023, 12, 30).unwrap(), Day::new(2024, 3, 1).unwrap());
    let days = Days::of(Period { from, to });
    for number in from.number()..=to.number() {
        let day = Day::from_number(number);
        let ahead = day.days_since(day.month().first_day());
        assert_eq!(days.get(number), Some((day.month().number(), 1 << ahead)));
    }
    assert_eq!([from.number() - 1, to.number() + 1, i32::MIN].map(|day| days.get(day)), [None; 3]);
    assert_eq!(between(&[]), None);
    let months = [one(24_290, [0; 3]), one(24_288, [0; 3]), one(24_289, [0; 3])];
    let [last, first, _] = months.map(|one| Month::from_number(one.month));
    assert_eq!(between(&months), Some(Period { from: first.first_day(), to: last.last_day() }));
}

/// What sessions in any order tell, counted one by one.
#[test]
fn sessions_become_sets_of_days() {
    let rows = if cfg!(miri) { 100 } else { 3_000_i32 };
    let ids: Vec<i32> = (0..rows).collect();
    let start = Day::new(2024, 1, 10).unwrap();
    let days: Vec<i32> = (0..rows).map(|row| start.number() + row * 7_919 % 80).collect();
    let forms: Vec<u8> = (0..rows).map(|row| (row * 31 % 7 % 6) as u8).collect();
    let projects: Vec<i32> = (0..rows).map(|row| row / 2 % 3).collect();
    let given: Vec<bool> = (0..rows).map(|row| row % 50 != 7).collect();
    let within = Period { from: start.plus_days(5), to: start.plus_days(70) };
    for stay in [1, 40] {
        let workers: Vec<i32> = (0..rows).map(|row| row / stay % 11).collect();
        let frame = Frame::new(Table::Sessions)
            .with("session", &ids)
            .with("project", &projects)
            .with("worker", Array::from(&workers).with_validity(Validity::Flags(&given)))
            .with("form", &forms)
            .with("ended_on", &days);
        let columns = Columns::check(Frames::new().with(frame), Door::new().skipping_faults()).unwrap();
        let mut counts = std::collections::BTreeMap::new();
        for row in 0..usize::try_from(rows).unwrap() {
            let day = Day::from_number(days[row]);
            if given[row] && usize::from(forms[row]) < FORMS && within.contains(day) {
                let day_of_month = u8::try_from(day.days_since(day.month().first_day())).unwrap();
                let code = |id: i32| u32::try_from(id).unwrap();
                let key = (code(workers[row]), code(projects[row]), day.month().number(), forms[row], day_of_month);
                *counts.entry(key).or_insert(0_u8) += 1;
            }
        }
        for with_counts in [true, false] {
            let (runs, again) = attendance(&columns, within, with_counts);
            let mut found = std::collections::BTreeMap::new();
            for one in runs.concat() {
                for (form, held) in (0..).zip(one.held) {
                    for day in (0..31).filter(|day| held >> day & 1 == 1) {
                        *found.entry((one.worker, one.project, one.month, form, day)).or_insert(0) += 1;
                    }
                }
            }
            assert!(found.values().all(|times| *times == 1) && found.keys().eq(counts.keys()), "{stay} rows a worker");
            for more in &again {
                *found.get_mut(&more.key()).unwrap() += more.times;
            }
            assert!(if with_counts { found == counts } else { again.is_empty() });
            assert!(runs.iter().all(|run| run.is_sorted_by(|a, b| a.key() < b.key())));
        }
    }
}

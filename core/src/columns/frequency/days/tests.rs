use super::*;
use crate::calendar::Day;

const WIDTH: usize = 3;

/// Days of four slots and three months, without a pattern; of forms that do not count, every day.
fn held() -> Vec<Held> {
    let set = |place: usize, form: usize| {
        let mixed = (place * ROOM + form).wrapping_mul(2_654_435_761) as u32;
        mixed & mixed.rotate_left(11) & (u32::MAX >> 1)
    };
    (0..4 * WIDTH)
        .map(|place| std::array::from_fn(|form| if form < FORMS { set(place, form) } else { u32::MAX }))
        .collect()
}

#[test]
fn what_was_held_elsewhere_is_what_other_slots_have() {
    let mut days = Days { held: held(), ..Days::default() };
    days.sum_up(WIDTH);
    assert_eq!(days.any.len(), WIDTH);
    for slot in 0..4 {
        for nth in 0..WIDTH {
            let off = elsewhere(&days.any[nth], &days.held[slot * WIDTH + nth]);
            for (form, off) in off.into_iter().enumerate().take(FORMS) {
                let others = (0..4).filter(|other| *other != slot);
                let expected = others.fold(0, |all, other| all | days.held[other * WIDTH + nth][form]);
                assert_eq!(off, expected, "form {form} in month {nth} beside slot {slot}");
            }
        }
    }
    days.sum_up(0);
    assert!(days.any.is_empty());
}

fn case(counted: u32, on: Held, off: Held) -> Case {
    let month = Month::new(2024, 5).unwrap();
    let month = engaged::EngagedMonth { month, first: month.first_day(), last: month.last_day(), whole: true };
    Case { month, excused: false, counted, on, off }
}

fn sorted(mut sessions: Vec<Attended>) -> Vec<(Day, usize, bool)> {
    sessions.sort_by_key(|one| (one.ended_on, one.form.code(), one.on_project));
    sessions.iter().map(|one| (one.ended_on, usize::from(one.form.code()), one.on_project)).collect()
}

#[test]
fn every_session_of_a_month_is_found() {
    let first = Month::new(2024, 5).unwrap().first_day();
    let counted = 0x7fff_00ff;
    // twice on a day of slot 1, and on one that does not count
    let several =
        vec![((WIDTH + 2, 0), 3), ((WIDTH + 2, 1), 20), ((2, 2), 30), ((WIDTH + 1, 0), 4), ((WIDTH + 2, 0), 10)];
    for nth in 0..WIDTH {
        for slot in 0..4 {
            let mut days = Days { held: held(), several: several.clone(), ..Days::default() };
            let base = slot * WIDTH;
            days.every_session(base, nth, WIDTH, &case(counted, [0; ROOM], [0; ROOM]));
            let mut expected = Vec::new();
            let mut add = |other: usize, form: usize, day: u32| {
                if counted >> day & 1 == 1 {
                    let form = Form::from_code(form as u8).unwrap();
                    expected.push(Attended { ended_on: first.plus_days(day as i32), form, on_project: other == slot });
                }
            };
            for other in 0..4 {
                for form in 0..FORMS {
                    let set = held()[other * WIDTH + nth][form];
                    (0..31).filter(|day| set >> day & 1 == 1).for_each(|day| add(other, form, day));
                }
            }
            for ((at, form), day) in several.iter().filter(|((at, _), _)| at % WIDTH == nth) {
                add(at / WIDTH, *form, *day);
            }
            assert!(days.attended.is_sorted_by_key(|one| one.ended_on));
            assert_eq!(sorted(days.attended), sorted(expected), "month {nth} of slot {slot}");
        }
    }
    let mut days = Days { held: held(), ..Days::default() };
    days.every_session(0, WIDTH, WIDTH, &case(u32::MAX, [0; ROOM], [0; ROOM]));
    assert!(days.attended.is_empty());
}

#[test]
fn sessions_that_sets_stand_for_ascend() {
    let (on, off) = ([1 << 30 | 1, 0b110, 0, 0, 0, 0, 0, 0], [0b10, 0, 1 << 30, 0, 0, 0, 0, 0]);
    let mut attended = Vec::new();
    case(u32::MAX, on, off).sessions(&mut attended);
    assert!(attended.is_sorted_by_key(|one| one.ended_on));
    let first = Month::new(2024, 5).unwrap().first_day();
    let found = sorted(attended);
    let expected = [(0, 0, true), (1, 0, false), (1, 1, true), (2, 1, true), (30, 0, true), (30, 2, false)];
    assert_eq!(found, expected.map(|(ahead, form, own)| (first.plus_days(ahead), form, own)));
}

#[test]
fn projects_have_their_slots() {
    let span = crate::calendar::Period { from: Day::FIRST, to: Day::LAST };
    let spell = |project| Spell { worker: 1, project, span };
    let mut days = Days::default();
    days.open(&[spell(4), spell(4), spell(9)], WIDTH);
    assert_eq!((days.slots.clone(), days.held.len(), days.elsewhere), (vec![4, 9], 3 * WIDTH, false));
    assert_eq!([4, 9, 7, 10].map(|project| days.slot(project)), [0, 1, 2, 2]);
    assert!(days.elsewhere);
    // one project alone is elsewhere for none, another is for it
    days.open(&[spell(4)], WIDTH);
    days.slot(5);
    assert!(days.elsewhere);
    days.open(&[spell(4), spell(5)], WIDTH);
    days.slot(4);
    assert!(days.elsewhere);
    days.open(&[spell(4)], WIDTH);
    days.slot(4);
    assert!(!days.elsewhere);
}

use super::*;
use crate::calendar::Day;
use crate::columns::frequency::desk::bit;
use crate::columns::{Columns, Door, Frame, Frames};
use crate::facts::Table as Named;
use crate::policy::Policy;
use crate::report::Keep;

#[test]
fn a_waiting_session_keeps_what_counts() {
    for project in [0, 1, 70_000, u32::MAX] {
        for worker in [0, 1, 0x1234, (1 << 14) - 1, 0xffff] {
            for (form, kept_form) in [(0, 0), (1, 1), (2, 2), (3, 3), (7, 3), (u8::MAX, 3)] {
                for (day, kept_day) in [(0, 0), (1, 1), (9_999, 9_999), (Packed::DAYS, 16_383), (u32::MAX, 16_383)] {
                    let session = Packed::new(project, Packed::low(worker, form, day));
                    assert_eq!((session.project(), session.worker()), (project, worker));
                    assert_eq!(session.form_and_day(), (kept_form, kept_day));
                }
            }
        }
    }
}

/// A spell in one number has the days of its project, and no others.
#[test]
fn a_single_spell_has_its_days() {
    for project in [0, 1, 70_000, u32::MAX - 1] {
        for (from, len) in [(0, 1), (0, 366), (7, 40), (400, 0), (651, 1_000), (u16::MAX, u16::MAX)] {
            let single = Single::<1>::of(&Entry { on: [5], off: [6], project, from, len });
            assert_eq!(single.on, [0]);
            let days = u32::from(from)..u32::from(from) + u32::from(len);
            for other in [0, 1, 70_000, 70_001, u32::MAX, project] {
                for day in [0, 1, 7, 46, 47, 365, 366, 400, 1_650, u32::MAX, days.start.wrapping_sub(1), days.end] {
                    assert_eq!(single.has(other, day), other == project && days.contains(&day), "{other} on {day}");
                }
            }
        }
    }
    assert!(!Single::<1>::NONE.has(0, 0));
}

#[test]
fn sessions_are_packed_as_one_by_one() {
    let workers: Vec<u32> = (0..70).map(|row| row * 1_003).collect();
    let projects: Vec<u32> = (0..70).map(|row| row % 11).collect();
    let forms: Vec<u8> = (0..70).map(|row| row % 7).collect();
    let days: Vec<i32> = (0..70).map(|row| 19_700 + row * 31 % 90 - 10).collect();
    for shift in [0, 3, 14] {
        let mut list = vec![0; 70];
        let (workers, projects, forms, days) = (&workers, &projects, &forms, &days);
        pulp::Arch::new().dispatch(Pack { workers, projects, forms, days, first: 19_700, shift, list: &mut list });
        for row in 0..70 {
            let session = Packed(list[row]);
            assert_eq!(session.worker(), workers[row] % (1 << shift));
            assert_eq!(session.project(), projects[row]);
            let day = u32::try_from(days[row] - 19_700).unwrap_or(Packed::DAYS);
            assert_eq!(session.form_and_day(), (forms[row].min(3), day));
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
        let (word, bit) = if WORDS == 1 { (0, bit(form)) } else { (form.into(), 0) };
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

/// The same sets, whether rows wait in buckets or not.
fn entered_alike<const WORDS: usize>(context: &Context<'_, '_>, sessions: &Sessions<'_>) {
    let spells = context.spells.all();
    let [mut waited, mut came] = [(); 2].map(|()| Table::<WORDS>::of(context, &spells, context.columns.workers.len()));
    waited.enter_by_buckets(context, sessions);
    let outside = came.enter_as_they_come(context, sessions);
    assert!(waited.buckets() > 1 && waited.entries.len() == came.entries.len());
    let (mut on, mut off) = (0, 0);
    for (one, other) in waited.entries.iter().zip(&came.entries) {
        assert_eq!((one.on, one.off), (other.on, other.off), "on project {}", one.project);
        on += usize::from(one.on != [0; WORDS]);
        off += usize::from(one.off != [0; WORDS]);
    }
    assert!(on > 100 && off > 100, "{on} spells with sessions, {off} with sessions elsewhere");
    let mut engaged = vec![Vec::new(); context.columns.workers.len()];
    // who attended anything outside of the spells on its project
    spells.iter().for_each(|spell| engaged[place(spell.worker)].push(spell));
    let mut alone = Vec::new();
    for row in 0..sessions.rows {
        let (worker, project) = (place(sessions.worker.get(row)), sessions.project.get(row));
        let day = sessions.ended_on.day(row).unwrap();
        if !engaged[worker].iter().any(|spell| spell.project == project && spell.span.contains(day)) {
            alone.push(row);
        }
    }
    assert!(alone.len() > 100 && alone.len() < sessions.rows);
    assert_eq!(outside.iter().collect::<Vec<_>>(), alone);
}

#[test]
fn sessions_are_entered_alike_by_buckets_and_as_they_come() {
    let (workers, rows) = if cfg!(miri) { (300, 2_500) } else { (3_000, 300_000_i32) };
    let first = Day::new(2024, 1, 1).unwrap().number();
    for days in [300, 900] {
        let mixed = |at: i32| (at.wrapping_mul(0x9e37_79b1_u32.cast_signed()) >> 8) & 0xffff;
        let engaged: Vec<i32> = (0..workers * 5 / 4).map(|at| at % workers).collect();
        let on: Vec<i32> = (0..).zip(&engaged).map(|(at, worker)| worker % 40 + at / workers).collect();
        let starts: Vec<i32> = engaged.iter().map(|worker| first + worker % 200).collect();
        let engagements =
            Frame::new(Named::Engagements).with("project", &on).with("worker", &engaged).with("start", &starts);
        let session: Vec<i32> = (0..rows).collect();
        let worker: Vec<i32> = session.iter().map(|row| mixed(*row) % workers).collect();
        let project: Vec<i32> = session.iter().zip(&worker).map(|(row, worker)| worker % 40 + row % 3 / 2).collect();
        let form: Vec<u8> = session.iter().map(|row| (mixed(*row + 7) % 4) as u8).collect();
        let ended_on: Vec<i32> = session.iter().map(|row| first - 20 + mixed(*row + 3) % days).collect();
        let sessions = Frame::new(Named::Sessions)
            .with("session", &session)
            .with("project", &project)
            .with("worker", &worker)
            .with("form", &form)
            .with("ended_on", &ended_on);
        let columns = Columns::check(Frames::new().with(engagements).with(sessions), Door::new()).unwrap();
        let sessions = columns.sessions.as_ref().unwrap();
        let as_of = Day::from_number(first + days);
        super::super::ask(&columns, sessions.between, &Policy::default(), as_of, Keep::ALL, |context| {
            assert_eq!(context.months.len() <= SHORT, days == 300);
            if days == 300 {
                entered_alike::<1>(context, sessions)
            } else {
                entered_alike::<FORMS>(context, sessions)
            }
            Vec::new()
        });
    }
}

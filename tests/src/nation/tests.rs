//! What the nation promises, asked of size M.

use std::collections::{HashMap, HashSet};

use super::supervising::{MONTHS, month};
use super::*;
use crate::random::date;

fn nation() -> Nation {
    Nation::new(Size::M, 1)
}

fn number(year: i32, month: u32, day: u32) -> i32 {
    let since = date(year, month, day) - date(1970, 1, 1);
    since.num_days() as i32
}

fn percent(part: usize, whole: usize) -> f64 {
    part as f64 * 100.0 / whole as f64
}

#[test]
fn days_are_those_of_the_calendar() {
    assert_eq!((FIRST, LAST, AS_OF), (number(2024, 1, 1), number(2024, 12, 31), number(2025, 1, 15)));
    for (at, first) in MONTHS.iter().enumerate().take(12) {
        assert_eq!(*first, number(2024, at as u32 + 1, 1));
    }
    assert_eq!(MONTHS[12], number(2025, 1, 1));
}

#[test]
fn the_seed_decides() {
    let small = |seed| Nation::new(Size::S, seed);
    assert_eq!(small(1), small(1));
    assert_ne!(small(1), small(2));
    assert_eq!(small(1).shuffled(5), small(1).shuffled(5));
}

#[test]
fn rows_are_sorted_and_session_and_worker_unique() {
    let Nation { engagements, sessions, appointments, guidance } = nation();
    let rows = |a: &[i32], b: &[i32], c: &[i64]| -> Vec<(i32, i32, i64)> {
        (0..a.len()).map(|row| (a[row], b[row], c[row])).collect()
    };
    let wide = |days: &[i32]| days.iter().map(|day| i64::from(*day)).collect::<Vec<i64>>();
    assert!(rows(&engagements.worker, &engagements.project, &wide(&engagements.start)).is_sorted());
    assert!(rows(&sessions.worker, &sessions.ended_on, &sessions.session).is_sorted());
    assert!(rows(&appointments.mentor, &appointments.appointed_on, &wide(&appointments.mentor)).is_sorted());
    assert!(rows(&guidance.mentor, &guidance.guided_on, &wide(&guidance.mentor)).is_sorted());
    let keys: HashSet<_> = sessions.session.iter().zip(&sessions.worker).collect();
    assert_eq!(keys.len(), sessions.session.len());
}

#[test]
fn a_session_has_one_day_form_and_project_and_groups_are_shared() {
    let sessions = nation().sessions;
    let mut held: HashMap<i64, (i32, u8, i32, usize)> = HashMap::new();
    for row in 0..sessions.session.len() {
        let (day, form, project) = (sessions.ended_on[row], sessions.form[row], sessions.project[row]);
        let one = held.entry(sessions.session[row]).or_insert((day, form, project, 0));
        assert_eq!((one.0, one.1, one.2), (day, form, project));
        one.3 += 1;
    }
    let groups: Vec<usize> = held.values().filter(|one| one.1 == GROUP).map(|one| one.3).collect();
    let attending = groups.iter().sum::<usize>() as f64 / groups.len() as f64;
    assert!((15.0..30.0).contains(&attending), "{attending} attend a group session");
    assert!(held.values().filter(|one| one.1 != GROUP).all(|one| one.3 == 1));
}

#[test]
fn nobody_comes_back_within_the_month_in_which_they_left() {
    let engagements = nation().engagements;
    let mut back = 0;
    for row in 1..engagements.worker.len() {
        let same = |column: &[i32]| column[row - 1] == column[row];
        if same(&engagements.worker) && same(&engagements.project) {
            let (left, came) = (engagements.end[row - 1], engagements.start[row]);
            assert!(left != NULL && month(left) < month(came), "left {left}, came back {came}");
            back += 1;
        }
    }
    assert!((50..200).contains(&back), "{back} come back");
}

#[test]
fn engagements_are_of_every_kind() {
    let Engagements { project, worker, start, end, supervisor } = nation().engagements;
    let rows = worker.len();
    assert!((0..rows).all(|row| end[row] == NULL || start[row] <= end[row]));
    let count = |when: &dyn Fn(usize) -> bool| (0..rows).filter(|row| when(*row)).count();
    let joined = count(&|row| (FIRST + 1..=LAST).contains(&start[row]) && !MONTHS.contains(&start[row]));
    let left = count(&|row| (FIRST..LAST).contains(&end[row]));
    assert!(joined > 1_000 && left > 500, "{joined} joined and {left} left within a month");
    assert!(count(&|row| end[row] != NULL && end[row] < FIRST) > 100);
    assert!(count(&|row| start[row] > LAST) > 20);
    let projects: HashSet<_> = worker.iter().zip(&project).collect();
    let second = percent(projects.len() - 10_000, 10_000);
    assert!((8.0..10.0).contains(&second), "{second} % on a second project");
    let supervisors: HashSet<_> = project.iter().zip(&supervisor).collect();
    assert!((450..600).contains(&supervisors.len()), "one or two for each of 400 projects");
}

#[test]
fn rates_of_months_and_records_are_as_wanted() {
    let Nation { engagements, sessions, .. } = nation();
    let mut by_pair: HashMap<(i32, i32), Vec<usize>> = HashMap::new();
    for row in 0..sessions.worker.len() {
        by_pair.entry((sessions.worker[row], sessions.project[row])).or_default().push(row);
    }
    let (mut months, mut short, mut stray) = (0, 0, sessions.worker.len());
    for row in 0..engagements.worker.len() {
        let end = if engagements.end[row] == NULL { i32::MAX } else { engagements.end[row] };
        let days = engagements.start[row]..=end;
        let mut held = [[false; 3]; 12];
        for at in by_pair.get(&(engagements.worker[row], engagements.project[row])).into_iter().flatten() {
            let day = sessions.ended_on[*at];
            stray -= usize::from(days.contains(&day));
            if days.contains(&day) && (FIRST..=LAST).contains(&day) {
                held[month(day)][sessions.form[*at] as usize] = true;
            }
        }
        let (from, to) = (engagements.start[row].max(FIRST), end.min(LAST));
        if from <= to {
            let touched = &held[month(from)..=month(to)];
            months += touched.len();
            short += touched.iter().filter(|forms| !forms[0] || !forms[1]).count();
        }
    }
    let rate = percent(short, months);
    assert!((3.5..4.5).contains(&rate), "{rate} % of months miss a form");
    let each = sessions.worker.len() as f64 / months as f64;
    assert!((2.5..2.75).contains(&each), "{each} sessions a month");
    assert!((50..2_000).contains(&stray), "{stray} sessions on days outside");

    let late = (0..sessions.ended_on.len())
        .filter(|row| {
            sessions.record_submitted_on[*row] == NULL
                || sessions.record_submitted_on[*row] > sessions.ended_on[*row] + 7
        })
        .count();
    let late = percent(late, sessions.ended_on.len());
    assert!((13.0..17.0).contains(&late), "{late} % late or never");
    assert!(sessions.record_submitted_on.iter().all(|day| *day == NULL || *day <= AS_OF));
    assert!(sessions.ended_on.iter().all(|day| (FIRST - 31..AS_OF).contains(day)));
}

#[test]
fn mentors_have_terms_gaps_and_days_that_count_twice() {
    let Nation { appointments, guidance, .. } = nation();
    let mut terms: HashMap<i32, Vec<i32>> = HashMap::new();
    for (mentor, day) in appointments.mentor.iter().zip(&appointments.appointed_on) {
        terms.entry(*mentor).or_default().push(*day);
    }
    assert_eq!(terms.len(), 1_000);
    for count in 1..=3 {
        assert!(terms.values().any(|days| days.len() == count), "{count} appointments");
    }
    assert!(terms.values().all(|days| days.len() <= 3 && days.is_sorted_by(|a, b| a < b)));
    assert!(appointments.appointed_on.contains(&number(2020, 2, 29)));
    let (mut before, mut twice, mut long) = (0, 0, 0);
    for row in 0..guidance.mentor.len() {
        let (mentor, day) = (guidance.mentor[row], guidance.guided_on[row]);
        assert!(day <= AS_OF);
        before += usize::from(day < terms[&mentor][0]);
        if row > 0 && guidance.mentor[row - 1] == mentor {
            let gap = day - guidance.guided_on[row - 1];
            long += usize::from(gap > 184);
            if gap == 0 {
                twice += 1;
                // at least 1095 days, both ends included
                assert!(terms[&mentor].iter().any(|from| (*from..=from + 1_095).contains(&day)));
            }
        }
    }
    assert!(before > 100 && twice > 30 && long > 200, "{before} before, {twice} twice, {long} long");
}

#[test]
fn shuffling_keeps_the_rows() {
    let rows = |nation: &Nation| {
        let Sessions { session, project, worker, form, ended_on, record_submitted_on } = &nation.sessions;
        let row = |at: usize| (worker[at], ended_on[at], session[at], project[at], form[at], record_submitted_on[at]);
        (0..session.len()).map(row).collect::<Vec<_>>()
    };
    let sorted = Nation::new(Size::S, 3);
    let shuffled = sorted.shuffled(4);
    let mut again = rows(&shuffled);
    assert_ne!(again, rows(&sorted));
    again.sort_unstable();
    assert_eq!(again, rows(&sorted));
}

#[test]
fn files_give_the_nation_back() {
    let folder = std::env::temp_dir().join(format!("hongyan-nation-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut nation = Nation::new(Size::S, 3);
    write(&mut nation, &folder).unwrap();
    assert_eq!(read(&folder).unwrap(), nation);
    std::fs::remove_dir_all(&folder).unwrap();
}

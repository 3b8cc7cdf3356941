use super::*;
use crate::columns::{Array, Door, Frame, Frames, IdValue, Validity};
use crate::facts::Table;

#[test]
fn days_ascend_each_once() {
    let day = |number: u32| Day::from_number((number % 60).cast_signed());
    let shuffled: Vec<Day> = (0..200).map(|at| day(at * 7_919)).collect();
    let ascending: Vec<Day> = (0..50).map(day).collect();
    let twice: Vec<Day> = (0..50).flat_map(|at| [day(at), day(at)]).collect();
    let descending: Vec<Day> = ascending.iter().rev().copied().collect();
    // as many words as days, and one more; both ends of the calendar
    let wide = |last: i32| vec![Day::from_number(last), Day::from_number(-3), Day::from_number(60)];
    let ends = vec![Day::MAX, Day::MIN, Day::MAX];
    let mut room = vec![u64::MAX; 3];
    for days in [
        vec![],
        vec![day(3)],
        vec![day(3); 4],
        shuffled,
        ascending,
        descending,
        twice,
        wide(3 * 64 - 4),
        wide(3 * 64 - 3),
        ends,
    ] {
        let mut tidied = days.clone();
        let kept = tidy(&mut tidied, &mut room);
        let expected: std::collections::BTreeSet<Day> = days.into_iter().collect();
        assert_eq!(tidied[..place(kept)], expected.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn days_are_marked_as_they_are_sorted() {
    for seed in 0..if cfg!(miri) { 3 } else { 200_u32 } {
        let day = |at: u32| Day::from_number(((at + seed).wrapping_mul(2_654_435_761) >> 22).cast_signed() - 300);
        let days: Vec<Day> = (0..seed % 90 + 1).map(day).collect();
        let first = *days.iter().min().unwrap();
        let (mut sorted, mut marked) = (days.clone(), days.clone());
        let kept = by_sorting(&mut sorted);
        assert_eq!(by_marking(&mut marked, first, 16, &mut vec![7; 20]), kept);
        assert_eq!(marked[..kept], sorted[..kept], "{days:?}");
    }
}

#[test]
fn rows_are_taken_by_mentor() {
    let rows = [1, 1, 2, 5, 5, 5];
    assert_eq!([0, 1, 2, 3, 5, 6].map(|mentor| from(&rows, mentor, |row| *row).len()), [6, 6, 4, 3, 3, 0]);
    let mut rest = rows.as_slice();
    let taken = [0, 1, 2, 3, 5, 6].map(|mentor| take(&mut rest, mentor, |row| *row).to_vec());
    assert_eq!(taken, [vec![], vec![1, 1], vec![2], vec![], vec![5, 5, 5], vec![]]);
}

/// Guidance in any order, with rows that are left out: the days of each mentor.
#[test]
fn guidance_is_brought_together_by_mentor() {
    let (rows, codes) = if cfg!(miri) { (300, 311) } else { (40_000_i32, 3_251) };
    let sorted: Vec<i32> = (0..rows).map(|row| 10 + row / 37 * 3).collect();
    let shuffled: Vec<i32> = sorted.iter().map(|mentor| (mentor * 7_919 - 10) % codes + 10).collect();
    let mut days: Vec<i32> = (0..rows).map(|row| row * 31 % 23).collect();
    for (mentors, out) in [(&sorted, false), (&shuffled, false), (&sorted, true), (&shuffled, true)] {
        (0..days.len()).step_by(97).for_each(|row| days[row] = if out { i32::MAX } else { 5 });
        let frame = Frame::new(Table::Guidance).with("mentor", mentors).with("guided_on", &days);
        let columns = Columns::check(Frames::new().with(frame), Door::new().skipping_faults()).unwrap();
        assert_eq!(columns.guidance.as_ref().unwrap().sorted, mentors == &sorted);
        let index = Index::of(&columns, true, false);
        let mut expected = std::collections::BTreeMap::<i32, std::collections::BTreeSet<Day>>::new();
        for (mentor, day) in mentors.iter().zip(&days).filter(|(_, day)| **day != i32::MAX) {
            expected.entry(*mentor).or_default().insert(Day::from_number(*day));
        }
        let (mut seen, mut room) = (0, Vec::new());
        for code in 0..columns.mentors.len() as u32 {
            let found = index.guidance.of_mentor(code, &mut room);
            let Some(IdValue::Integer(mentor)) = columns.mentors.value(code) else { panic!("an integer") };
            let own = expected.get(&i32::try_from(mentor).unwrap()).cloned().unwrap_or_default();
            assert_eq!(found, own.into_iter().collect::<Vec<_>>(), "code {code}");
            seen += found.len();
        }
        assert_eq!(seen, expected.values().map(std::collections::BTreeSet::len).sum::<usize>());
        assert!(Index::of(&columns, false, false).guidance.of_mentor(0, &mut room).is_empty());
    }
}

/// Days that descend for one mentor are seen wherever they do, and those of others do not count.
#[test]
fn rows_are_read_as_they_stand_where_days_ascend() {
    let rows = if cfg!(miri) { 2_100 } else { 40_000_i32 };
    // long enough that some lie in two blocks, and two parts
    let mentors: Vec<i32> = (0..rows).map(|row| row / 700).collect();
    // each day twice; the second mentor has one day in all rows
    let ascending: Vec<i32> = (0..rows).map(|row| if row / 700 == 1 { 100 } else { 100 + row % 700 / 2 }).collect();
    let is_given = |days: &[i32]| {
        let frame = Frame::new(Table::Guidance).with("mentor", &mentors).with("guided_on", days);
        let columns = Columns::check(Frames::new().with(frame), Door::new()).unwrap();
        let index = Index::of(&columns, true, false);
        let mut room = Vec::new();
        for mentor in 0..columns.mentors.len() as u32 {
            let own = mentors.iter().zip(days).filter(|(one, _)| **one == mentor.cast_signed());
            let own: std::collections::BTreeSet<Day> = own.map(|(_, day)| Day::from_number(*day)).collect();
            assert!(index.guidance.has(mentor));
            assert_eq!(index.guidance.of_mentor(mentor, &mut room), own.into_iter().collect::<Vec<_>>());
        }
        matches!(index.guidance.days, Days::Given(_))
    };
    assert!(is_given(&ascending));
    let borders = [1, 699, 701, par::BLOCK as i32 - 1, par::BLOCK as i32, rows - 1];
    for row in borders.into_iter().chain(if cfg!(miri) { None } else { Some(1 << 14) }) {
        let mut days = ascending.clone();
        days[row as usize] = 99;
        assert!(!is_given(&days), "row {row}");
    }
    // the first row of a mentor follows nothing
    let mut days = ascending;
    days[700] = 99;
    assert!(is_given(&days));
}

/// Mentors whom other tables name, and who guided nobody, between those who did.
#[test]
fn mentors_without_guidance_have_no_day() {
    let far = if cfg!(miri) { 270 } else { 900 };
    let named: Vec<i32> = (0..far + 100).collect();
    let guided: Vec<i32> = (0..10).chain(far..far + 10).collect();
    let (appointed_on, guided_on) = (vec![19_000; named.len()], vec![19_500; guided.len()]);
    let frames = Frames::new()
        .with(Frame::new(Table::Appointments).with("mentor", &named).with("appointed_on", &appointed_on))
        .with(Frame::new(Table::Guidance).with("mentor", &guided).with("guided_on", &guided_on));
    let columns = Columns::check(frames, Door::new()).unwrap();
    let index = Index::of(&columns, true, false);
    let mut room = Vec::new();
    for mentor in &named {
        let days = index.guidance.of_mentor(mentor.cast_unsigned(), &mut room);
        assert_eq!(days.len(), usize::from(guided.contains(mentor)), "mentor {mentor}");
    }
}

/// Applicants and violations of more mentors than a part has: each is visited once.
#[test]
fn parts_have_mentors_of_their_own() {
    let mentors = if cfg!(miri) { 300 } else { 700 };
    let named: Vec<i32> = (0..mentors).rev().collect();
    let found_on = vec![19_500; named.len()];
    let frames = Frames::new()
        .with(Frame::new(Table::Mentors).with("mentor", &named))
        .with(Frame::new(Table::Violations).with("mentor", &named).with("found_on", &found_on));
    let columns = Columns::check(frames, Door::new()).unwrap();
    let index = Index::of(&columns, true, false);
    let (mut applicants, mut violations, mut offices) = (Vec::new(), Vec::new(), Vec::new());
    let parts = index.by_mentor();
    assert!(parts.len() > 1);
    for part in &parts {
        part.applicants(|mentor, _| applicants.push(mentor.index()));
        part.violations(|mentor, _| violations.push(mentor.index()));
        part.offices(|record| offices.push(record.mentor.index()));
    }
    let all: Vec<usize> = (0..mentors as usize).collect();
    assert!(applicants == all && violations == all && offices == all);
}

/// Very many projects and supervisors: each lies in one part, and is told of as one by one.
#[test]
fn parts_have_whole_projects() {
    let rows = if cfg!(miri) { 1_200 } else { 9_000_i32 };
    let ids: Vec<i32> = (0..rows).map(|row| row * 31 % (rows / 3)).collect();
    let workers: Vec<i32> = (0..rows).collect();
    let supervisors: Vec<i32> = (0..rows).map(|row| row % 7).collect();
    let given: Vec<bool> = (0..rows).map(|row| row % 10 != 3).collect();
    let starts: Vec<i32> = (0..rows).map(|row| 100 + row * 13 % 500).collect();
    let frame = Frame::new(Table::Engagements)
        .with("project", &ids)
        .with("worker", &workers)
        .with("start", &starts)
        .with("supervisor", Array::from(&supervisors).with_validity(Validity::Flags(&given)));
    let columns = Columns::check(Frames::new().with(frame).with(Frame::new(Table::Plans)), Door::new()).unwrap();
    let index = Index::of(&columns, false, true);
    let mut expected = std::collections::BTreeMap::<(i32, i32), Vec<Period>>::new();
    let mut first = std::collections::BTreeMap::<i32, i32>::new();
    for row in 0..ids.len() {
        let start = first.entry(ids[row]).or_insert(i32::MAX);
        *start = starts[row].min(*start);
        if given[row] {
            let span = Period::new(Day::from_number(starts[row]), None);
            expected.entry((ids[row], supervisors[row])).or_default().push(span);
        }
    }
    expected.values_mut().for_each(|spans| spans.sort_unstable());
    let mut found = Vec::new();
    let parts = index.by_project();
    assert!(parts.len() > 1 && parts.iter().all(|part| !part.supervised.is_empty()));
    for part in &parts {
        part.supervisions(|one| {
            let keys = (one.project.index() as i32, one.supervisor.index() as i32);
            assert_eq!(one.project_start.number(), first[&keys.0]);
            found.push((keys, one.spans.to_vec()));
        });
    }
    assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
}

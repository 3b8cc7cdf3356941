use super::*;
use crate::columns::{Door, Frames};

/// Numbers below a bound, the same ones every time.
struct Dice(u32);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % bound
    }
}

/// Engagements of some workers (project, worker, start, end) of whom the first has many and the last none.
fn engagements(dice: &mut Dice) -> [Vec<i32>; 4] {
    let (mut projects, mut workers, mut starts, mut ends) = <(Vec<_>, Vec<_>, Vec<_>, Vec<_>)>::default();
    for worker in 0..7 {
        for _ in 0..if worker == 0 { 40 } else { dice.below(4) } {
            let start = 19_700 + dice.below(60).cast_signed();
            projects.push(dice.below(3).cast_signed());
            workers.push(worker);
            starts.push(start);
            ends.push(start + dice.below(30).cast_signed());
        }
    }
    [projects, workers, starts, ends]
}

#[test]
fn engagements_hold_on_their_days() {
    let mut dice = Dice(7);
    for _ in 0..if cfg!(miri) { 2 } else { 30 } {
        let [projects, workers, starts, ends] = engagements(&mut dice);
        let frame = Frame::new(Table::Engagements)
            .with("project", &projects)
            .with("worker", &workers)
            .with("start", &starts)
            .with("end", &ends);
        let columns = Columns::check(Frames::new().with(frame), Door::new()).unwrap();
        let engaged = Engaged::of(&columns, columns.engagements.as_ref().unwrap());
        for (worker, project) in (0..8).flat_map(|worker| (0..4).map(move |project| (worker, project))) {
            let own = (0..workers.len()).filter(|row| (workers[*row], projects[*row]) == (worker, project));
            let spans: Vec<(i32, i32)> = own.map(|row| (starts[row], ends[row])).collect();
            let (worker, project) = (worker.cast_unsigned(), project.cast_unsigned());
            assert_eq!(engaged.names(worker, project), !spans.is_empty());
            for day in 19_690..19_800 {
                let held = spans.iter().any(|(from, to)| (*from..=*to).contains(&day));
                assert_eq!(engaged.holds(worker, project, day), held, "{worker} on {project} on {day}: {spans:?}");
            }
        }
    }
}

/// What is seen at a glance is the same whether workers are known to stand together or not.
#[test]
fn odd_sessions_are_seen_at_a_glance() {
    let mut dice = Dice(3);
    let mut found = [0; 2];
    for round in 0..if cfg!(miri) { 4 } else { 200 } {
        let [projects, workers, starts, ends] = engagements(&mut dice);
        let rows = dice.below(120);
        let mut own: Vec<i32> = (0..rows).map(|_| dice.below(7).cast_signed()).collect();
        own.sort_unstable();
        let on: Vec<i32> = (0..rows).map(|_| dice.below(3).cast_signed()).collect();
        let days: Vec<i32> = (0..rows).map(|_| 19_700 + dice.below(90).cast_signed()).collect();
        // of some blocks all days are in order
        let calm = round % 2 == 0;
        let given: Vec<i32> =
            days.iter().map(|day| day + dice.below(9).cast_signed() - if calm { 0 } else { 2 }).collect();
        let valid: Vec<u8> = (0..rows).map(|_| u8::from(dice.below(9) > 0)).collect();
        let as_of = Day::from_number(if calm { 19_900 } else { 19_770 });
        let ids: Vec<i32> = (0..rows.cast_signed()).collect();
        let forms = vec![0_u8; ids.len()];
        let submitted = Array::from(&given).with_validity(crate::columns::Validity::Bytes(&valid));
        let sessions = Frame::new(Table::Sessions)
            .with("session", &ids)
            .with("project", &on)
            .with("worker", &own)
            .with("form", &forms)
            .with("ended_on", &days)
            .with("record_submitted_on", submitted);
        let engagements = Frame::new(Table::Engagements)
            .with("project", &projects)
            .with("worker", &workers)
            .with("start", &starts)
            .with("end", &ends);
        let frames = Frames::new().with(sessions).with(engagements);
        let columns = Columns::check(frames, Door::new()).unwrap();
        let sessions = columns.sessions.as_ref().unwrap();
        let engaged = Engaged::of(&columns, columns.engagements.as_ref().unwrap());
        let expected: Vec<usize> = (0..ids.len())
            .filter(|row| {
                let submitted = if valid[*row] == 0 { None } else { Some(given[*row]) };
                let late = days[*row].max(submitted.unwrap_or(days[*row])) > as_of.number();
                let held = (0..workers.len()).any(|at| {
                    (workers[at], projects[at]) == (own[*row], on[*row])
                        && (starts[at]..=ends[at]).contains(&days[*row])
                });
                late || submitted.is_some_and(|day| day < days[*row]) || !held
            })
            .collect();
        for sorted in [true, false] {
            let sessions = Sessions { sorted, ..sessions.clone() };
            let odd = OddSessions {
                columns: &columns,
                sessions: &sessions,
                engaged: Some(&engaged),
                outside: None,
                supervisor: None,
                as_of,
            };
            let (mut a, mut b, mut c, mut d, mut odd_rows) = Default::default();
            let all = 0..ids.len();
            odd.glance(
                [sessions.worker.block(all.clone(), &mut a), sessions.project.block(all.clone(), &mut b)],
                (sessions.ended_on.block(all.clone(), &mut c), sessions.submitted_on.block(all, &mut d)),
                sessions.dates.iter().all(|dates| dates.are_calm(as_of)),
                &mut odd_rows,
            );
            assert_eq!(odd_rows, expected, "workers are known to stand together: {sorted}");
        }
        found[usize::from(calm)] += expected.len();
    }
    assert!(found.iter().all(|found| *found > 20), "{found:?}");
}

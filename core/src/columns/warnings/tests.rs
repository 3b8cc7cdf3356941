use super::*;
use crate::Check;
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
                all.clone(),
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

/// What frequency has seen tells of no other warnings than rows that are all looked at.
#[test]
fn sessions_that_were_seen_within_engagements_need_no_look() {
    let first = Day::new(2024, 1, 1).unwrap();
    let (as_of, policy) = (first.plus_days(330), Policy::default());
    let (mut told, mut skipped) = (0, [0; 5]);
    for seed in 0..if cfg!(miri) { 4 } else { 240_u32 } {
        let roll = |at: u32, of: u32, below: u32| {
            let mixed = at.wrapping_mul(2_654_435_761).wrapping_add(of.wrapping_mul(40_503)).wrapping_add(seed * 977);
            ((mixed ^ mixed >> 15).wrapping_mul(0x2c1b_3c6d) >> 8) % below
        };
        // many workers, whose sessions wait in buckets; few; sessions of years; engagements of some alone or of nobody
        let workers = [3, 12, 150][place(seed % 3)];
        let days = if seed % 5 == 0 { 900 } else { 300 };
        let from = [0, 2, workers][place(seed / 3 % 3)];
        let (mut worker, mut project, mut starts, mut ends) = (vec![], vec![], vec![], vec![]);
        for at in (from..workers).flat_map(|one| std::iter::repeat_n(one, if roll(one, 1, 6) == 0 { 2 } else { 1 })) {
            let start = roll(at, 2 + starts.len() as u32, 60).cast_signed();
            worker.push(at.cast_signed());
            project.push((at % 4 + roll(at, starts.len() as u32, 2)).cast_signed());
            starts.push(first.number() + start);
            ends.push(first.number() + start + 200 + roll(at, 3, 120).cast_signed());
        }
        let rows = workers * 9;
        let mut sessions: Vec<(i32, i32, i32, u8)> = (0..rows)
            .map(|row| {
                let own = roll(row, 4, workers);
                // many rows are as they should be, so that whole districts are
                let odd = seed % 7 != 0 && roll(row, 5, 40) == 0;
                let own = if odd { own } else { own.max(from.min(workers - 1)) };
                let at = worker.iter().position(|worker| *worker == own.cast_signed());
                let of = at.map_or((0, 0), |at| (project[at], starts[at] - first.number()));
                let day = if odd || days > 300 {
                    roll(row, 6, days).cast_signed()
                } else {
                    of.1 + roll(row, 6, 200).cast_signed()
                };
                (own.cast_signed(), of.0 + i32::from(odd && row % 2 == 0), first.number() + day, (row % 4) as u8)
            })
            .collect();
        if seed % 2 == 0 {
            sessions.sort_unstable();
        }
        let session: Vec<i32> = (0..rows.cast_signed()).collect();
        let column = |of: fn(&(i32, i32, i32, u8)) -> i32| sessions.iter().map(of).collect::<Vec<i32>>();
        let (own, on, ended_on) = (column(|one| one.0), column(|one| one.1), column(|one| one.2));
        let form: Vec<u8> = sessions.iter().map(|one| one.3).collect();
        let engagements = Frame::new(Table::Engagements)
            .with("project", &project)
            .with("worker", &worker)
            .with("start", &starts)
            .with("end", &ends);
        let sessions = Frame::new(Table::Sessions)
            .with("session", &session)
            .with("project", &on)
            .with("worker", &own)
            .with("form", &form)
            .with("ended_on", &ended_on);
        let columns = Columns::check(Frames::new().with(engagements).with(sessions), Door::new()).unwrap();
        let report = Check::new(&policy, as_of).columns(&columns);
        let expected = warnings(&columns, &policy, as_of, About::Everything, None).first;
        assert_eq!(report.odd(), expected, "seed {seed}");
        told += expected.len();
        let sorted = usize::from(columns.sessions.as_ref().unwrap().sorted);
        let place = match report.outside() {
            Some(rows) => 2 * sorted + usize::from(rows.is_empty()),
            None => 4,
        };
        skipped[place] += 1;
    }
    assert!(cfg!(miri) || told > 1_000 && skipped.iter().all(|found| *found > 2), "{told} warnings, {skipped:?}");
}

//! Batches end with what one big call gives, in whatever order and wherever they were taken in.

use fastrand::Rng;
use hongyan::columns::{Accumulator, AddError, Door, Frame, Frames, LoadError, MergeError};
use hongyan::facts::{FaultCode, OnError, Table};
use hongyan::{Check, Day, Keep, Policy, Rule};
use hongyan_tests::columnar::batches::{assert_alike, door};
use hongyan_tests::columnar::{IdsAs, Owned, numbered};
use hongyan_tests::nation::{AS_OF, NULL, Nation, Size};
use hongyan_tests::random::{self, spoil};
use hongyan_tests::vectors;
use serde_json::{Value, json};

#[test]
fn every_case_comes_out_alike() {
    let mut alike = 0;
    for (file, cases) in vectors::some() {
        for case in cases {
            if case.facts().is_err() || !case.facts().is_ok_and(|facts| facts.faults().is_empty()) {
                continue;
            }
            let policy = case.policy();
            for keep in [Keep::ALL, Keep::PROBLEMS] {
                let check = Check::new(&policy, case.as_of).rules(case.rules()).keep(keep);
                let name = format!("{file}: {}", case.name);
                assert_alike(&case.facts, &check, IdsAs::Texts, Door::default(), alike, &name);
                alike += 1;
            }
        }
    }
    assert!(alike > 2_000 / random::one_in(), "{alike} alike");
}

#[test]
fn random_districts_come_out_alike() {
    for seed in random::seeds(400) {
        let district = random::district(seed);
        let policy = Policy::from_json(&district.policy.to_string()).unwrap();
        let as_of: Day = district.as_of.parse().unwrap();
        let keep = if seed % 2 == 0 { Keep::ALL } else { Keep::PROBLEMS };
        let check = Check::new(&policy, as_of).keep(keep);
        let name = format!("district {seed}");
        assert_alike(&district.facts, &check, IdsAs::Texts, Door::default(), seed, &name);
        let (facts, _) = numbered(&district.facts, IdsAs::Integers);
        assert_alike(&facts, &check, IdsAs::Integers, Door::default(), seed, &name);
        assert_alike(&facts, &check, IdsAs::Sparse, Door::default(), seed, &name);
    }
}

/// Policies that ask for several sessions a month, so that it matters how many a day has.
#[test]
fn several_sessions_a_day_come_out_alike() {
    for seed in random::seeds(200) {
        let mut district = random::district(seed);
        let again: Vec<Value> = district.facts["sessions"].as_array().cloned().unwrap_or_default();
        let mut more = Vec::new();
        for times in 0..3 {
            more.extend(again.iter().map(|row| {
                let mut row = row.clone();
                row["session"] = format!("{}#{times}", row["session"].as_str().unwrap()).into();
                row
            }));
        }
        if let Some(rows) = district.facts.get_mut("sessions").and_then(Value::as_array_mut) {
            rows.extend(more);
        }
        let frequency = json!({"individual_per_month": seed % 6, "group_per_month": (seed / 6) % 4});
        let policy = json!({"supervision": {"effective_from": "2022-01-01", "frequency": frequency}});
        let policy = Policy::from_json(&policy.to_string()).unwrap();
        let check = Check::new(&policy, district.as_of.parse::<Day>().unwrap());
        assert_alike(&district.facts, &check, IdsAs::Texts, Door::default(), seed, &format!("district {seed}"));
    }
}

/// Workers who attended twice on a day, on their project and on two others, of whom two sessions a month are asked.
#[test]
fn sessions_of_one_day_are_those_of_their_worker() {
    let (mut engagements, mut sessions) = (Vec::new(), Vec::new());
    for worker in 0..6 {
        engagements.push(json!({"project": "p", "worker": format!("w{worker}"), "start": "2024-03-01"}));
        let held = match worker % 3 {
            0 => [("p", "05"), ("p", "05"), ("p", "06")],
            1 => [("q", "07"), ("r", "07"), ("p", "08")],
            _ => [("p", "09"), ("p", "10"), ("q", "09")],
        };
        for (nth, (project, day)) in held.into_iter().enumerate() {
            sessions.push(json!({"session": format!("{worker}-{nth}"), "project": project,
                "worker": format!("w{worker}"), "form": "individual", "ended_on": format!("2024-03-{day}")}));
        }
    }
    let facts = json!({"engagements": engagements, "sessions": sessions});
    for (individual, scope) in [(2, "per_worker"), (3, "per_worker"), (2, "per_project"), (3, "per_project")] {
        let frequency = json!({"individual_per_month": individual, "group_per_month": 0, "scope": scope});
        let policy = json!({"supervision": {"frequency": frequency}});
        let policy = Policy::from_json(&policy.to_string()).unwrap();
        let check = Check::new(&policy, Day::new(2024, 4, 10).unwrap()).rules([Rule::SupervisionFrequency]);
        for seed in 0..6 {
            assert_alike(&facts, &check, IdsAs::Texts, Door::default(), seed, &format!("{frequency}"));
        }
    }
}

/// A nation's columns as the contract's JSON.
fn facts_of(nation: &Nation) -> Value {
    let day = |number: i32| if number == NULL { Value::Null } else { Day::from_number(number).to_string().into() };
    let id = |number: i64| Value::from((number + 10_000).to_string());
    let (e, s, a, g) = (&nation.engagements, &nation.sessions, &nation.appointments, &nation.guidance);
    let engagements = (0..e.worker.len()).map(|row| {
        json!({"project": id(e.project[row].into()), "worker": id(e.worker[row].into()), "start": day(e.start[row]),
            "end": day(e.end[row]), "supervisor": id(e.supervisor[row].into())})
    });
    let sessions = (0..s.worker.len()).map(|row| {
        json!({"session": id(s.session[row]), "project": id(s.project[row].into()), "worker": id(s.worker[row].into()),
            "form": hongyan::facts::Form::from_code(s.form[row]).unwrap().name(), "ended_on": day(s.ended_on[row]),
            "record_submitted_on": day(s.record_submitted_on[row])})
    });
    let appointments = (0..a.mentor.len())
        .map(|row| json!({"mentor": id(a.mentor[row].into()), "appointed_on": day(a.appointed_on[row])}));
    let guidance =
        (0..g.mentor.len()).map(|row| json!({"mentor": id(g.mentor[row].into()), "guided_on": day(g.guided_on[row])}));
    json!({"engagements": engagements.collect::<Vec<_>>(), "sessions": sessions.collect::<Vec<_>>(),
        "appointments": appointments.collect::<Vec<_>>(), "guidance": guidance.collect::<Vec<_>>(), "plans": []})
}

#[test]
fn a_nation_comes_out_alike() {
    let nation = Nation::new(Size::Workers(300), 4);
    let policy = Policy::default();
    let as_of = Day::from_number(AS_OF);
    for (seed, facts) in (0..).zip([facts_of(&nation), facts_of(&nation.shuffled(5))]) {
        for ids in [IdsAs::Texts, IdsAs::Integers, IdsAs::Sparse] {
            let check = Check::new(&policy, as_of).keep(Keep::PROBLEMS);
            assert_alike(&facts, &check, ids, Door::default(), seed, "nation");
        }
    }
}

#[test]
fn keys_are_compared_over_batches() {
    let policy = Policy::default();
    let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
    let appointment = |ends_on: i32| {
        let facts = json!({"appointments": [{"mentor": "M", "appointed_on": "2024-01-01",
            "ends_on": Day::from_number(ends_on).to_string()}]});
        Owned::of(&facts, IdsAs::Texts, 0)
    };
    let mut all = Accumulator::new(&check, Door::default());
    appointment(20_000).frames(|frames| all.add(5, frames)).unwrap();
    appointment(20_000).frames(|frames| all.add(6, frames)).unwrap();
    let warned = all.finish().unwrap().to_report().warnings().map(|one| (one.code.name(), one.row)).collect::<Vec<_>>();
    assert_eq!(warned, [("repeated_row", Some(1))]);
    appointment(20_001).frames(|frames| all.add(2, frames)).unwrap();
    let faults = all.finish().unwrap_err();
    let rows: Vec<_> = faults.first().iter().map(|fault| (fault.code, fault.row)).collect();
    assert_eq!(rows, [0, 1, 2].map(|row| (FaultCode::DuplicateKey, Some(row))));
}

/// Rows of one batch that share a key and differ are refused with the batch, whatever comes later.
#[test]
fn keys_that_differ_within_a_batch_are_refused_at_once() {
    let policy = Policy::default();
    let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
    let row = |ends_on: &str| json!({"mentor": "M", "appointed_on": "2024-01-01", "ends_on": ends_on});
    let owned = Owned::of(&json!({"appointments": [row("2026-01-01"), row("2026-01-02")]}), IdsAs::Texts, 0);
    let mut raising = Accumulator::new(&check, Door::default());
    match owned.frames(|frames| raising.add(0, frames)) {
        Err(AddError::Faults(faults)) => assert_eq!(faults.counts().next(), Some((FaultCode::DuplicateKey, 2))),
        other => panic!("{other:?}"),
    }
    assert_eq!(raising.batches().len(), 0);
    let mut skipping = Accumulator::new(&check, door(OnError::Skip));
    assert!(owned.frames(|frames| skipping.add(0, frames)).is_ok());
}

/// A refused batch changes nothing; a batch counts once; questions and kinds of ids are not mixed.
#[test]
fn what_does_not_fit_is_refused() {
    let policy = Policy::default();
    let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
    let (mentor, text, day) = (vec![1_i32, 2], vec!["a", "b"], vec![19_800_i32, 19_801]);
    let frames = |mentor: hongyan::columns::Array<'static>, day: &'static [i32]| {
        Frames::new().with(Frame::new(Table::Guidance).with("mentor", mentor).with("guided_on", day))
    };
    let leak = |list: Vec<i32>| -> &'static [i32] { list.leak() };
    let (mentor, day) = (leak(mentor), leak(day));
    let text: &'static [&'static str] = text.leak();
    let mut all = Accumulator::new(&check, Door::default());
    all.add(1, frames(mentor.into(), day)).unwrap();
    let before = all.save();
    assert!(matches!(all.add(2, frames(mentor.into(), leak(vec![19_800, 9_999_999]))), Err(AddError::Faults(_))));
    assert!(matches!(all.add(2, frames(text.into(), day)), Err(AddError::Faults(_))));
    assert_eq!(all.add(1, frames(mentor.into(), day)), Err(AddError::SameBatch(1)));
    let mut other = Accumulator::new(&check, Door::default());
    other.add(2, frames(text.into(), day)).unwrap();
    assert_eq!(all.merge(other.clone()), Err(MergeError::Ids));
    assert_eq!(all.merge(all.clone()), Err(MergeError::SameBatch(1)));
    let asked = Accumulator::new(&check.keep(Keep::PROBLEMS), Door::default());
    assert_eq!(all.merge(asked), Err(MergeError::Question));
    assert_eq!(all.save(), before);
}

/// Sessions of these workers through a year, so many a month, all of them recorded in time.
fn busy(workers: i32, a_month: i32, first_session: i64) -> [Vec<i64>; 5] {
    let mut columns: [Vec<i64>; 5] = Default::default();
    let mut session = first_session;
    for worker in 0..workers {
        for month in 0..12 {
            for one in 0..a_month {
                let ended_on = Day::new(2024, month as u32 + 1, one as u32 % 20 + 1).unwrap().number();
                let row = [session, i64::from(worker / 25), i64::from(worker), i64::from(one % 3), i64::from(ended_on)];
                columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
                session += 1;
            }
        }
    }
    columns
}

fn taken_in(check: &Check<'_>, batches: &[[Vec<i64>; 5]]) -> Accumulator {
    let mut all = Accumulator::new(check, Door::default());
    for (number, [session, project, worker, form, day]) in (0..).zip(batches) {
        let form: Vec<u8> = form.iter().map(|form| *form as u8).collect();
        let day: Vec<i32> = day.iter().map(|day| *day as i32).collect();
        let frame = Frame::new(Table::Sessions)
            .with("session", session)
            .with("project", project)
            .with("worker", worker)
            .with("form", &form)
            .with("ended_on", &day)
            .with("record_submitted_on", &day);
        all.add(number, Frames::new().with(frame)).unwrap();
    }
    all
}

/// Twice and eight times the rows for the same workers and months take no more room.
#[test]
fn memory_follows_subjects() {
    let policy = Policy::default();
    let check = Check::new(&policy, Day::new(2025, 6, 1).unwrap()).keep(Keep::PROBLEMS);
    let mut once = taken_in(&check, &[busy(500, 20, 0)]);
    let mut twice = taken_in(&check, &[busy(500, 40, 0)]);
    let batches: Vec<_> = (0..8).map(|batch| busy(500, 20, batch * 1_000_000)).collect();
    let mut many = taken_in(&check, &batches);
    drop((once.save(), twice.save(), many.save()));
    let (once, twice, many) = (once.memory(), twice.memory(), many.memory());
    assert!(twice.abs_diff(once) < 1_000 && many.abs_diff(once) < 1_000, "{once}, {twice}, {many} bytes");
    assert!(once < 500 * 12 * 24 + 40_000, "{once} bytes");
}

/// Of rows that are alike the first repetitions are kept, however many batches have them.
#[test]
fn memory_does_not_follow_repeated_rows() {
    let policy = Policy::default();
    let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
    let row = json!({"mentor": "M", "appointed_on": "2024-01-01"});
    let owned = Owned::of(&json!({"appointments": vec![row; 1_500]}), IdsAs::Texts, 0);
    let memory = |batches: u32| {
        let mut all = Accumulator::new(&check, Door::default());
        for number in 0..batches {
            owned.frames(|frames| all.add(number, frames)).unwrap();
        }
        let warnings = all.finish().unwrap().to_report().warnings().map(|one| one.row).collect::<Vec<_>>();
        assert!(warnings.into_iter().eq((1..=1_000).map(Some)));
        all.memory()
    };
    let (few, many) = (memory(2), memory(8));
    assert!(many.abs_diff(few) < 1_000, "{few}, then {many} bytes");
}

/// The sum at the end of saved bytes, as the polynomial of CRC-32 has it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 0 { sum >> 1 } else { sum >> 1 ^ 0xEDB8_8320 })
    })
}

#[test]
fn damaged_bytes_are_refused() {
    let policy = Policy::default();
    let mut refused = 0;
    let seeds = random::seeds(12);
    for seed in seeds.clone() {
        let mut district = random::district(seed);
        spoil(&mut district.facts, &mut Rng::with_seed(seed));
        let check = Check::new(&policy, district.as_of.parse::<Day>().unwrap());
        let mut all = Accumulator::new(&check, door(OnError::Skip));
        Owned::of(&district.facts, IdsAs::Texts, seed).frames(|frames| all.add(3, frames)).unwrap();
        let bytes = all.save();
        assert_eq!(Accumulator::load(&bytes).unwrap().save(), bytes);
        for len in 0..bytes.len() {
            assert!(Accumulator::load(&bytes[..len]).is_err(), "{len} of {}", bytes.len());
        }
        let mut longer = bytes[..bytes.len() - 4].to_vec();
        longer.push(0);
        longer.extend(crc(&longer).to_le_bytes());
        assert_eq!(Accumulator::load(&longer).unwrap_err(), LoadError::Damaged);
        for version in [1, 3] {
            let mut other = bytes.clone();
            other[7] = version;
            assert_eq!(Accumulator::load(&other).unwrap_err(), LoadError::Version(version));
        }
        let mut dice = Rng::with_seed(seed);
        for _ in 0..2_000 {
            let mut changed = bytes.clone();
            let at = dice.usize(0..changed.len());
            changed[at] ^= 1 << dice.u8(0..8);
            assert!(Accumulator::load(&changed).is_err());
            // with the right sum it may be sound, but never does harm
            let body = changed.len() - 4;
            if at < body {
                let sum = crc(&changed[..body]).to_le_bytes();
                changed[body..].copy_from_slice(&sum);
                match Accumulator::load(&changed) {
                    Ok(mut all) => drop((all.finish().map(|report| report.to_report()), all.save())),
                    Err(_) => refused += 1,
                }
            }
        }
    }
    assert!(refused > 400 * seeds.count(), "{refused} refused");
}

#[test]
fn a_report_says_that_keys_were_trusted() {
    let policy = Policy::default();
    let check = Check::new(&policy, Day::new(2025, 6, 1).unwrap()).rules([Rule::RecordDeadline]);
    assert!(!taken_in(&check, &[busy(3, 2, 0)]).finish().unwrap().trusts_keys());
    assert!(taken_in(&check, &[busy(3, 2, 0), busy(3, 2, 1_000)]).finish().unwrap().trusts_keys());
    // a batch without a session has none that could share a key
    assert!(!taken_in(&check, &[busy(3, 2, 0), busy(0, 0, 0)]).finish().unwrap().trusts_keys());
}

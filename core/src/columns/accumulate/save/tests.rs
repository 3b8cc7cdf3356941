use super::*;
use crate::calendar::YEARS;
use crate::columns::accumulate::days::{Again, Attendance, FORMS};
use crate::columns::accumulate::kept::{At, CELLS, Holds, Row};
use crate::columns::accumulate::runs::Runs;
use crate::columns::{Array, Frame, Frames};
use crate::facts::{Context, Fault, FaultCode, Kind};
use crate::finding::Force;
use crate::message::Sentence;
use crate::value::Value;

const YEARS_FROM: i32 = *YEARS.start();
const YEARS_TO: i32 = *YEARS.end();

/// Two batches with something of everything that is saved.
fn sound(door: Door) -> Accumulator {
    let frequency = Value::Map(vec![("individual_per_month".to_owned(), Value::Number(2))]);
    let supervision = Value::Map(vec![("frequency".to_owned(), frequency)]);
    let policy = Policy::from_value(&Value::Map(vec![("supervision".to_owned(), supervision)])).unwrap();
    let mut all = Accumulator::new(&Check::new(&policy, Day::new(2024, 6, 1).unwrap()).keep(Keep::ALL), door);
    let day = |month, day| Day::new(2024, month, day).unwrap().number();
    let ended_on = [day(4, 30), day(4, 30), day(2, 29), day(4, 2)];
    let submitted_on = Array::from(&[0; 4]).with_validity(crate::columns::Validity::Bytes(&[]));
    let sessions = Frame::new(Table::Sessions)
        .with("session", &[4, 5, 9, 9])
        .with("project", &[1, 1, 1, 2])
        .with("worker", &[7, 7, 8, 7])
        .with("form", &[0_u8, 0, 1, 9])
        .with("ended_on", &ended_on)
        .with("record_submitted_on", submitted_on);
    let starts = [day(1, 1), day(1, 1), day(1, 1)];
    let engagements = Frame::new(Table::Engagements)
        .with("project", &[1, 1, 2])
        .with("worker", &[7, 7, 8])
        .with("start", &starts)
        .with("supervisor", &[7, 7, 7]);
    let mentors = Frame::new(Table::Mentors).with("mentor", &["红", "岩"]).with("category", &["expert", "x"]);
    let days = ["2024-01-01", "2024-02-30", "2024-02-31"];
    let appointments = Frame::new(Table::Appointments).with("mentor", &["红", "红", "岩"]).with("appointed_on", &days);
    all.add(3, Frames::new().with(sessions).with(engagements)).unwrap();
    all.add(8, Frames::new().with(mentors).with(appointments)).unwrap();
    all
}

fn skipping() -> Accumulator {
    static SOUND: std::sync::OnceLock<Accumulator> = std::sync::OnceLock::new();
    SOUND.get_or_init(|| sound(Door::new().skipping_faults())).clone()
}

/// Whether these come back as they were saved.
fn comes_back(mut all: Accumulator) -> bool {
    let bytes = all.save();
    match Accumulator::load(&bytes) {
        Ok(mut again) => {
            assert!(again.save() == bytes);
            true
        }
        Err(error) => {
            assert_eq!(error, LoadError::Damaged);
            false
        }
    }
}

fn changed(change: impl FnOnce(&mut Accumulator)) -> bool {
    let mut all = skipping();
    all.settle();
    change(&mut all);
    comes_back(all)
}

fn attended(of: Attendance) -> bool {
    changed(|all| all.attendance = Runs(vec![vec![of]]))
}

#[test]
fn what_was_taken_in_comes_back() {
    let mut all = skipping();
    let bytes = all.save();
    assert!(!all.attendance.rows().is_empty() && !all.again.rows().is_empty() && all.left_out.first.len() == 3);
    let mut again = Accumulator::load(&bytes).unwrap();
    assert_eq!((again.question.door, again.question.keep), (all.question.door, Keep::ALL));
    let report = |all: &mut Accumulator| all.finish().unwrap().to_report();
    let (one, other) = (report(&mut all), report(&mut again));
    assert!(one.findings().eq(other.findings()) && one.warnings().eq(other.warnings()));
    assert!(one.summary() == other.summary() && one.faults() == other.faults());
    // nothing yet, and another door
    let policy = Policy::default();
    let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap()).keep(Keep::PROBLEMS).rules([Rule::CyclePlan]);
    for door in [Door::new(), Door::new().trusting_keys(), Door::new().skipping_faults()] {
        let again = Accumulator::load(&Accumulator::new(&check, door).save()).unwrap();
        assert!(again.question.is(&Accumulator::new(&check, door).question));
    }
}

#[test]
fn nothing_is_kept_for_rules_that_are_not_asked() {
    let policy = Policy::default();
    let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap()).keep(Keep::ALL);
    let taken_in = |rules: &[Rule]| {
        let mut all = Accumulator::new(&check.rules(rules.iter().copied()), Door::new());
        let sessions = Frame::new(Table::Sessions)
            .with("session", &[4])
            .with("project", &[1])
            .with("worker", &[7])
            .with("form", &[0_u8])
            .with("ended_on", &[19_800]);
        all.add(0, Frames::new().with(sessions)).unwrap();
        (all.attendance.rows().len(), all.records.findings.len())
    };
    assert_eq!(taken_in(&[Rule::SupervisionFrequency]), (1, 0));
    assert_eq!(taken_in(&[Rule::RecordDeadline, Rule::CyclePlan]), (0, 1));
    assert_eq!(taken_in(&[Rule::Revocation]), (0, 0));
}

#[test]
fn attendance_is_of_those_who_are_known() {
    let last = skipping();
    let (workers, projects) = (last.ids[1].len() as u32, last.ids[0].len() as u32);
    let april = Day::new(2024, 4, 1).unwrap().month().number();
    let good = Attendance { worker: workers - 1, project: projects - 1, month: april, held: [1 << 29, 0, 1] };
    assert!(attended(good));
    assert!(!attended(Attendance { worker: workers, ..good }) && !attended(Attendance { project: projects, ..good }));
    // April has thirty days, and no month lies beyond the years of days
    assert!(!attended(Attendance { held: [1 << 30, 0, 0], ..good }));
    assert!(attended(Attendance { month: april + 1, held: [1 << 30, 0, 0], ..good }));
    assert!(!attended(Attendance { month: april - 2, held: [0, 0, 1 << 29], ..good }));
    for (year, is_known) in [(YEARS_FROM - 1, false), (YEARS_FROM, true), (YEARS_TO, true), (YEARS_TO + 1, false)] {
        assert_eq!(attended(Attendance { month: year * 12, held: [1; FORMS], ..good }), is_known, "{year}");
    }
    let again = |of: Again| changed(|all| all.again = Runs(vec![vec![of]]));
    let good = Again { worker: workers - 1, project: 0, month: april, form: 2, day: 30, times: Again::MOST };
    assert!(again(good));
    let bad = [
        Again { worker: workers, ..good },
        Again { project: projects, ..good },
        Again { form: 3, ..good },
        Again { day: 31, ..good },
        Again { times: Again::MOST + 1, ..good },
    ];
    assert!(bad.into_iter().all(|of| !again(of)));
}

#[test]
fn findings_are_of_those_who_are_known() {
    let known = skipping();
    let (sessions, workers) = (known.sessions.len() as u32, known.ids[1].len() as u32);
    let last = |all: &Accumulator| all.records.findings.len() - 1;
    assert!(changed(|all| {
        let last = last(all);
        all.records.findings.first[last] = sessions - 1;
        all.records.findings.second[last] = workers - 1;
        all.records.findings.verdict[last] = Verdict::ALL.len() as u8 - 1;
        all.records.findings.force[last] = Force::ALL.len() as u8 - 1;
    }));
    assert!(!changed(|all| *all.records.findings.first.last_mut().unwrap() = sessions));
    assert!(!changed(|all| *all.records.findings.second.last_mut().unwrap() = workers));
    assert!(!changed(|all| *all.records.findings.verdict.last_mut().unwrap() = Verdict::ALL.len() as u8));
    assert!(!changed(|all| *all.records.findings.force.last_mut().unwrap() = Force::ALL.len() as u8));
    assert!(!changed(|all| all.records.findings.detail.truncate(1)));
    assert!(!changed(|all| all.records.deadlines.flips.push(0)));
}

#[test]
fn rows_are_of_ids_and_batches_that_are_known() {
    let known = skipping();
    let mentors = known.ids[3].len() as u32;
    let texts = known.texts.len() as u32;
    let with = |cells: [u32; CELLS], at: At| {
        changed(|all| all.kept.restore(Table::Mentors, vec![Row { cells, at, times: 1 }], Vec::new()))
    };
    let at = At { batch: 8, row: 1 };
    assert!(with([mentors - 1, texts - 1, 1, 0, 1], at));
    assert!(!with([mentors, texts - 1, 1, 0, 1], at) && !with([mentors - 1, texts, 1, 0, 1], at));
    let absent = Holds::Texts.absent();
    assert!(with([mentors - 1, absent, 1, 0, 1], at));
    assert!(!with([absent, 0, 1, 0, 1], at));
    // also where there may be none
    let day = Day::new(2024, 1, 1).unwrap().number().cast_unsigned();
    let nothing = Holds::Numbers.absent();
    let row = |table, cells, batch| {
        changed(|all| all.kept.restore(table, vec![Row { cells, at: At { batch, row: 0 }, times: 1 }], Vec::new()))
    };
    let issued = |by: u32| row(Table::Appointments, [mentors - 1, day, nothing, by, 0], 8);
    assert_eq!([absent, texts - 1, texts].map(issued), [true, true, false]);
    let supervisors = known.ids[2].len() as u32;
    let supervised = |by: u32| row(Table::Engagements, [0, 0, day, nothing, by], 3);
    assert_eq!([Holds::Ids(2).absent(), supervisors - 1, supervisors].map(supervised), [true, true, false]);
    assert!(!with([0; CELLS], At { batch: 8, row: 2 }) && !with([0; CELLS], At { batch: 7, row: 0 }));
    // the batch has it, but not of this table
    assert!(!with([0; CELLS], At { batch: 3, row: 0 }));
    assert!(changed(|all| all.present = (1 << Table::ALL.len()) - 1));
    assert!(!changed(|all| all.present = 1 << Table::ALL.len()));
}

#[test]
fn every_kind_of_fault_comes_back() {
    let sentence = || Sentence { zh: "一".into(), en: "one".into() };
    for context in [
        Context::None,
        Context::Expected(Kind::ContentSource),
        Context::After("start", Day::new(2024, 2, 29).unwrap()),
        Context::Repeated,
        Context::Cause(sentence()),
        Context::Because(sentence()),
    ] {
        let mut fault = Fault::new(FaultCode::WrongType).in_table("engagements").in_row(2).in_column("end");
        fault.context = context;
        assert!(changed(|all| all.left_out.first.push((3, fault))));
    }
}

#[test]
fn what_stands_for_nothing_is_no_day() {
    for number in [Holds::Numbers.absent(), Holds::Numbers.spoilt()].map(u32::cast_signed) {
        assert!(!(Day::FIRST.number()..=Day::LAST.number()).contains(&number), "{number}");
    }
}

#[test]
fn a_day_that_cannot_be_asked_about_is_damage() {
    let mut all = skipping();
    all.question.as_of = Day::MAX;
    assert!(!comes_back(all));
}

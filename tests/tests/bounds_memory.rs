//! What inputs that mean harm may cost in memory, counted by the allocator. Each bound is one that SECURITY.md or the
//! documentation of a door states; what is not bounded there takes far more here than the bound.

use std::sync::{Mutex, MutexGuard, PoisonError};

use hongyan::columns::{Columns, Door, FaultTally, Frame, Frames};
use hongyan::facts::{Builder, Facts, FaultCode, MOST_FAULTS, OnError, Table};
use hongyan::{Check, Keep, Policy, Rule};
use hongyan_tests::ask;
use peak_alloc::PeakAlloc;
use serde_json::json;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

const MIB: usize = 1 << 20;

/// The allocator counts for all threads: one test at a time.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a call takes at its peak, beyond what was there.
fn taken<T>(call: impl FnOnce() -> T) -> (T, usize) {
    let before = PEAK.current_usage();
    PEAK.reset_peak_usage();
    let out = call();
    (out, PEAK.peak_usage().saturating_sub(before))
}

#[test]
fn ten_million_faults_of_columns_take_little() {
    let _alone = alone();
    let rows = 5_000_000;
    // two bytes a row: each has a form that is none and lacks its day
    let form = vec![9_u8; rows];
    let frames = || {
        let sessions =
            Frame::new(Table::Sessions).with("form", &form).with("minutes", hongyan::columns::Array::Null(rows));
        Frames::new().with(sessions.with("ended_on", hongyan::columns::Array::Null(rows)))
    };
    let (faults, peak) = taken(|| Columns::check(frames(), Door::new()).expect_err("no row is sound"));
    assert_eq!(faults.first().len(), FaultTally::KEPT);
    assert!(faults.total() > 10_000_000 - 10, "{}", faults.total());
    assert!(peak < 80 * MIB, "{peak} bytes");
}

#[test]
fn ten_million_faults_of_json_are_refused_beyond_a_million() {
    let _alone = alone();
    // twenty megabytes of rows that are none
    let text = format!("{{\"sessions\":[{}1]}}", "1,".repeat(10_000_000));
    for on_error in [OnError::Raise, OnError::Skip] {
        let build = || Builder::from_json(&text).and_then(|builder| builder.build(on_error));
        let (faults, peak) = taken(|| build().expect_err("it is refused whole"));
        assert_eq!(faults.len(), MOST_FAULTS + 1);
        let last = faults.iter().last().expect("a fault");
        assert_eq!(last.code, FaultCode::TooLarge);
        assert!(peak < MOST_FAULTS * 600, "{peak} bytes");
    }
    // whatever comes after too much, it has to be JSON
    let cut = text.get(..text.len() - 2).expect("ASCII");
    let faults = Facts::from_json(cut).expect_err("it has no end");
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [FaultCode::Unreadable]);
}

#[test]
fn rows_of_json_take_ten_times_their_text() {
    let _alone = alone();
    let row = |at: usize| json!({"mentor": format!("m{at}"), "guided_on": "2024-03-05", "student": format!("s{at}")});
    let rows: Vec<_> = (0..30_000).map(row).collect();
    let text = json!({"guidance": rows}).to_string();
    let (facts, peak) = taken(|| Facts::from_json(&text).expect("sound rows"));
    assert_eq!(facts.len(Table::Guidance), Some(30_000));
    assert!(peak < 10 * text.len(), "{peak} bytes for {}", text.len());
    // and values that are none of a column, however many are in each other
    let text = format!("{{\"guidance\":[{{\"mentor\":[{}0]}}]}}", "[],".repeat(1_000_000));
    let (faults, peak) = taken(|| Facts::from_json(&text).expect_err("a list is no mentor"));
    assert_eq!(faults.len(), 2);
    assert!(peak < 64 * text.len(), "{peak} bytes for {}", text.len());
}

#[test]
fn one_worker_on_many_projects_over_three_centuries_takes_what_is_found() {
    let _alone = alone();
    let count = 20_000_i32;
    let (first, last) = (ask::day("1900-01-01").number(), ask::day("2200-12-31").number());
    let spread = |at: i32| first + at.wrapping_mul(7_919).rem_euclid(last - first - 40);
    let ids: Vec<i32> = (0..count).collect();
    let worker = vec![7; ids.len()];
    let start: Vec<i32> = ids.iter().map(|at| spread(*at)).collect();
    let end: Vec<i32> = start.iter().map(|day| day + 40).collect();
    let held: Vec<i32> = start.iter().map(|day| day + 20).collect();
    let form = vec![0_u8; ids.len()];
    let frames = || {
        let engagements = Frame::new(Table::Engagements).with("project", &ids).with("worker", &worker);
        let sessions = Frame::new(Table::Sessions).with("session", &ids).with("project", &ids).with("worker", &worker);
        Frames::new()
            .with(engagements.with("start", &start).with("end", &end))
            .with(sessions.with("form", &form).with("ended_on", &held))
    };
    let policy =
        json!({"supervision": {"effective_from": "1900-01-01", "frequency": {"partial_month": "every_month_touched"}}});
    let policy = Policy::from_json(&policy.to_string()).expect("a policy");
    let check = Check::new(&policy, ask::day("2200-12-31")).rules([Rule::SupervisionFrequency]).keep(Keep::ALL);
    let columns = Columns::check(frames(), Door::new()).expect("sound rows");
    let (report, peak) = taken(|| check.columns(&columns));
    let findings = report.of(Rule::SupervisionFrequency).expect("it was asked").len();
    assert!(findings > 40_000, "{findings}");
    // sets of days for every project and month would be 2 GiB
    assert!(peak < 96 * MIB, "{peak} bytes");
}

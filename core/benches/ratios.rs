//! Ratios against what a developer would write with chrono, measured in turns in one run:
//! `cargo bench --bench ratios`; with `-- --record` it also writes `core/benches/results.md`.

#![expect(clippy::arithmetic_side_effects, reason = "dates of a fixed year, added as one would by hand")]

mod common;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

use chrono::{Datelike, Months, NaiveDate, Weekday};
use hongyan::calendar::rest_days::MAINLAND_CHINA;
use hongyan::contest::contested;
use hongyan::rules::record_deadline::{Terms, judge};
use hongyan::{Day, Policy, check};

const TURNS: usize = 201;
const ITEMS: u32 = 10_000;

/// Nanoseconds per item of both, by median, and the median of their ratios turn by turn.
fn in_turns(mut ours: impl FnMut(), mut theirs: impl FnMut(), turns: usize, items: u32) -> (f64, f64, f64) {
    let time = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed().as_nanos() as f64 / f64::from(items)
    };
    let mut pairs: Vec<(f64, f64)> = (0..turns).map(|_| (time(&mut ours), time(&mut theirs))).collect();
    let mut median = |key: fn(&(f64, f64)) -> f64| {
        pairs.sort_by(|a, b| key(a).total_cmp(&key(b)));
        pairs.get(turns / 2).map_or(f64::NAN, key)
    };
    (median(|pair| pair.0), median(|pair| pair.1), median(|pair| pair.0 / pair.1))
}

fn main() {
    let mut table = String::from("| per item | ours | chrono by hand | ratio | goal |\n|---|--:|--:|--:|---|\n");
    let mut line = |name: &str, (ours, theirs, ratio): (f64, f64, f64), goal: &str| {
        let _ = writeln!(table, "| {name} | {ours:.2} ns | {theirs:.2} ns | {ratio:.2} | {goal} |");
    };
    let (typed, plain) = common::sessions(ITEMS);
    let (terms, as_of) = (Terms::default(), common::as_of());
    let day = Day::from(as_of);
    let by_hand = || {
        for (ended_on, submitted_on) in &plain {
            black_box(common::by_hand(*ended_on, *submitted_on, as_of));
        }
    };
    let decide = || {
        for session in &typed {
            black_box(judge(black_box(&terms), *session, day));
        }
    };
    line("record deadline, all fields", in_turns(decide, by_hand, TURNS, ITEMS), "under 5 ns");

    let rest_days = rest_days();
    let by_hand_contested = || {
        for (ended_on, submitted_on) in &plain {
            let own = common::by_hand(*ended_on, *submitted_on, as_of);
            let due_on = by_hand_rolled(*ended_on, &rest_days);
            let seen = submitted_on.unwrap_or(as_of);
            black_box((own, due_on, (seen <= due_on) == (own.0 != 1)));
        }
    };
    let decide_contested = || {
        for session in &typed {
            black_box(contested(black_box(terms), |terms| judge(&terms, *session, day)));
        }
    };
    let both = in_turns(decide_contested, by_hand_contested, TURNS, ITEMS);
    line("with contested and due_range", both, "under 25 ns");

    let days: Vec<Day> = plain.iter().map(|(ended_on, _)| Day::from(*ended_on)).collect();
    let ours = || {
        for day in &days {
            black_box(day.plus_months(black_box(6)));
        }
    };
    let theirs = || {
        for (date, _) in &plain {
            black_box(*date + Months::new(black_box(6)));
        }
    };
    line("six months later", in_turns(ours, theirs, TURNS, ITEMS), "no slower");

    let facts = common::facts(10_000);
    let policy = Policy::default();
    let mut seconds: Vec<f64> = (0..11)
        .map(|_| {
            let start = Instant::now();
            black_box(check(&facts, &policy, as_of));
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    let median = seconds.get(5).copied().unwrap_or(f64::NAN);
    let report = check(&facts, &policy, as_of);
    let ratio = report.memory() as f64 / facts.memory() as f64;
    let _ = write!(
        table,
        "\nReport over 10,000 workers x 12 months (300,000 sessions, {} findings) from checked facts, one core: \
         {median:.3} s (goal: under 0.5 s). Facts {:.1} MB, report {:.1} MB: {ratio:.2} times the facts (goal: under 4).\n",
        report.findings().len(),
        facts.memory() as f64 / 1e6,
        report.memory() as f64 / 1e6,
    );
    println!("{table}");
    let head = "# Last results\n\nWritten by `cargo bench --bench ratios -- --record`. Medians of measurements taken in turns in one \
                run; only the ratios mean anything across machines.\n\n";
    if !std::env::args().any(|argument| argument == "--record") {
        return;
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/results.md");
    if let Err(error) = std::fs::write(path, format!("{head}{table}")) {
        eprintln!("{path}: {error}");
    }
}

/// The same with the other reading: rolled off weekends and the given rest days.
fn by_hand_rolled(ended_on: NaiveDate, rest_days: &HashSet<NaiveDate>) -> NaiveDate {
    let mut due_on = ended_on + chrono::Days::new(7);
    while rest_days.contains(&due_on) {
        due_on = due_on + chrono::Days::new(1);
    }
    due_on
}

/// The rest days of the years in question, as a developer would keep them.
fn rest_days() -> HashSet<NaiveDate> {
    let mut days = HashSet::new();
    let mut date = common::date(2023, 1, 1);
    while date < common::date(2027, 1, 1) {
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        if MAINLAND_CHINA.rests(date.into()) || (weekend && !MAINLAND_CHINA.knows(date.into())) {
            days.insert(date);
        }
        date = date.succ_opt().unwrap_or(date);
    }
    days
}

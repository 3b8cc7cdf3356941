//! Single decisions, month arithmetic, and a report, beside chrono. Ratios: `cargo bench --bench ratios`.

#![expect(clippy::arithmetic_side_effects, reason = "dates of a fixed year, added as one would by hand")]

mod common;

use std::hint::black_box;

use chrono::Months;
use divan::Bencher;
use divan::counter::ItemsCount;
use hongyan::contest::contested;
use hongyan::rules::record_deadline::{Terms, judge};
use hongyan::{Day, Policy, check};

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

const SESSIONS: u32 = 1_000;

#[divan::bench]
fn record_deadline(bencher: Bencher<'_, '_>) {
    let (sessions, _) = common::sessions(SESSIONS);
    let (terms, as_of) = (Terms::default(), Day::from(common::as_of()));
    bencher.counter(ItemsCount::new(SESSIONS)).bench(|| {
        for session in &sessions {
            black_box(judge(black_box(&terms), *session, as_of));
        }
    });
}

#[divan::bench]
fn record_deadline_contested(bencher: Bencher<'_, '_>) {
    let (sessions, _) = common::sessions(SESSIONS);
    let (terms, as_of) = (Terms::default(), Day::from(common::as_of()));
    bencher.counter(ItemsCount::new(SESSIONS)).bench(|| {
        for session in &sessions {
            black_box(contested(black_box(terms), |terms| judge(&terms, *session, as_of)));
        }
    });
}

#[divan::bench]
fn record_deadline_by_hand(bencher: Bencher<'_, '_>) {
    let (_, sessions) = common::sessions(SESSIONS);
    let as_of = common::as_of();
    bencher.counter(ItemsCount::new(SESSIONS)).bench(|| {
        for (ended_on, submitted_on) in &sessions {
            black_box(common::by_hand(*ended_on, *submitted_on, as_of));
        }
    });
}

#[divan::bench]
fn six_months_later(bencher: Bencher<'_, '_>) {
    let (_, sessions) = common::sessions(SESSIONS);
    let days: Vec<Day> = sessions.iter().map(|(ended_on, _)| Day::from(*ended_on)).collect();
    bencher.counter(ItemsCount::new(SESSIONS)).bench(|| {
        for day in &days {
            black_box(day.plus_months(black_box(6)));
        }
    });
}

#[divan::bench]
fn six_months_later_by_chrono(bencher: Bencher<'_, '_>) {
    let (_, sessions) = common::sessions(SESSIONS);
    bencher.counter(ItemsCount::new(SESSIONS)).bench(|| {
        for (ended_on, _) in &sessions {
            black_box(*ended_on + Months::new(black_box(6)));
        }
    });
}

#[divan::bench(sample_count = 10)]
fn report_300_000_sessions(bencher: Bencher<'_, '_>) {
    let facts = common::facts(10_000);
    let policy = Policy::default();
    bencher.bench(|| black_box(check(&facts, &policy, common::as_of())));
}

#[divan::bench(sample_count = 3)]
fn door_300_000_sessions(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(|| common::district(10_000)).bench_values(hongyan::Facts::new);
}

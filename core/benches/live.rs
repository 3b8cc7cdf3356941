//! One change, and one day, in ledgers of ten workers and of a hundred thousand: `cargo bench --bench live`.

#![expect(clippy::arithmetic_side_effects, reason = "dates of a fixed year, added as one would by hand")]

#[expect(dead_code, reason = "the other benchmarks use the rest")]
mod common;

use std::hint::black_box;

use chrono::Days;
use divan::Bencher;
use hongyan::facts::{Form, Session, Tables};
use hongyan::live::Live;
use hongyan::{Facts, Policy, Rule};

fn main() {
    divan::main();
}

const WORKERS: [u32; 3] = [10, 1_000, 100_000];

fn live(tables: Tables) -> Live {
    Live::new(&Facts::new(tables).unwrap_or_default(), &Policy::default(), common::as_of(), Rule::ALL)
}

/// The sessions of ten workers, spread over the ledger: as much memory is touched in a large one as in a small one.
fn of_ten(tables: &Tables, workers: u32) -> Vec<Session> {
    let all = tables.sessions.as_deref().unwrap_or_default();
    let each = all.len() / workers as usize;
    let apart = workers as usize / 10;
    (0..each).flat_map(|place| (0..10).filter_map(move |one| all.get(one * apart * each + place).cloned())).collect()
}

/// Sessions all over the ledger, so that in a large one nothing is found in the processor's cache.
fn anywhere(tables: &Tables) -> Vec<Session> {
    let all = tables.sessions.as_deref().unwrap_or_default();
    let mut dice = common::Dice::new();
    let some = (0..1_000).filter_map(|_| all.get(dice.roll(all.len() as u32) as usize).cloned());
    some.collect()
}

/// A record arrives late, or proves not to have: the row is replaced, what changed is told.
#[divan::bench(args = WORKERS, sample_count = 1_000)]
fn a_record_arrives(bencher: Bencher<'_, '_>, workers: u32) {
    let tables = common::district(workers);
    let sessions = of_ten(&tables, workers);
    records(bencher, live(tables), &sessions);
}

#[divan::bench(args = WORKERS, sample_count = 1_000)]
fn a_record_arrives_anywhere(bencher: Bencher<'_, '_>, workers: u32) {
    let tables = common::district(workers);
    let sessions = anywhere(&tables);
    records(bencher, live(tables), &sessions);
}

fn records(bencher: Bencher<'_, '_>, mut live: Live, sessions: &[Session]) {
    let mut places = sessions.iter().cycle();
    let mut changes = 0;
    bencher.bench_local(|| {
        let Some(session) = places.next() else { return };
        changes += 1;
        let arrived = (changes / sessions.len()).is_multiple_of(2);
        let record_submitted_on = arrived.then(|| session.ended_on + Days::new(40));
        black_box(live.correct(Session { record_submitted_on, ..session.clone() }).unwrap_or_default());
    });
}

/// A session that was not there is entered and taken out again.
#[divan::bench(args = WORKERS, sample_count = 1_000)]
fn a_session_comes_and_goes(bencher: Bencher<'_, '_>, workers: u32) {
    let tables = common::district(workers);
    let sessions = of_ten(&tables, workers);
    let mut live = live(tables);
    let mut places = sessions.iter().cycle();
    bencher.bench_local(|| {
        let Some(session) = places.next() else { return };
        let new = Session { session: "new".to_owned(), form: Form::Group, ..session.clone() };
        black_box(live.insert(new.clone()).unwrap_or_default());
        black_box(live.withdraw(new).unwrap_or_default());
    });
}

/// A day passes on which nothing happens.
#[divan::bench(args = WORKERS, sample_count = 1_000)]
fn a_quiet_day(bencher: Bencher<'_, '_>, workers: u32) {
    let mut live = live(common::district(workers));
    let (today, quiet) = (common::as_of(), common::as_of() + Days::new(1));
    live.advance(today);
    bencher.with_inputs(|| ()).bench_local_values(|()| black_box(live.advance(quiet)));
}

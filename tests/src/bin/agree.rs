//! The long run: `cargo run --release -p hongyan-tests --bin agree -- [COUNT] [FROM]`.
//!
//! Holds the core against the naive judge and columns against the core on random districts, all policies mixed in, and
//! prints the first that differ. Columns are asked with ids as texts, as integers, and as integers far apart. Before the
//! districts come nations of four hundred workers under every reading.

use hongyan::Day;
use hongyan_tests::columnar::sweep::{Sample, editions, policies, sweep};
use hongyan_tests::{agreement, columnar, random};
use rayon::prelude::*;

/// What differs on one district.
fn differences(seed: u64) -> (Vec<String>, Vec<String>) {
    let district = random::district(seed);
    (agreement::differences(&district), columnar::differences(&district, seed))
}

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>().expect("a number"));
    let count = numbers.next().unwrap_or(100_000);
    let from = numbers.next().unwrap_or(0);
    let border = Day::new(2024, 5, 17).expect("a day");
    let mut asked = sweep(&Sample::new(400, from, 0), policies);
    asked += sweep(&Sample::new(400, from + 1, 800), policies);
    asked += sweep(&Sample::new(400, from + 2, 0), |rule| editions(&policies(rule), border, from, 100));
    println!("nations: {asked} questions answered alike");
    let (mut judges, mut columns) = (0_u64, 0_u64);
    let mut shown = 0;
    // some at a time, so that the first that differ are printed early and in order
    for first in (from..from + count).step_by(1_000) {
        let seeds = first..(first + 1_000).min(from + count);
        let all: Vec<_> = seeds.into_par_iter().map(|seed| (seed, differences(seed))).collect();
        for (seed, (naive, columnar)) in all {
            judges += u64::from(!naive.is_empty());
            columns += u64::from(!columnar.is_empty());
            let both: Vec<String> = naive.into_iter().chain(columnar).collect();
            if !both.is_empty() && shown < 5 {
                shown += 1;
                println!("district {seed}\n  {}", both[..both.len().min(8)].join("\n  "));
            }
        }
    }
    println!("{count} districts from {from}: {judges} differ from the naive judge, {columns} as columns");
    std::process::exit(i32::from(judges + columns > 0));
}

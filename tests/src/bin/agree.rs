//! The long run: `cargo run --release -p hongyan-tests --bin agree -- [COUNT] [FROM]`.
//!
//! Holds the core against the naive judge on random districts, all policies mixed in, and prints the first that differ.

use hongyan_tests::{agreement, random};

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>().expect("a number"));
    let count = numbers.next().unwrap_or(100_000);
    let from = numbers.next().unwrap_or(0);
    let mut differing = 0_u64;
    for seed in from..from + count {
        let differences = agreement::differences(&random::district(seed));
        if !differences.is_empty() {
            differing += 1;
            if differing <= 5 {
                println!("district {seed}\n  {}", differences[..differences.len().min(8)].join("\n  "));
            }
        }
    }
    println!("{count} districts from {from}: {differing} differ");
    std::process::exit(i32::from(differing > 0));
}

//! The long run: `cargo run --release -p hongyan-tests --bin live -- [COUNT] [FROM]`.
//!
//! Holds facts that change, and days that pass, against reports made anew on random districts; prints the first that
//! differ.

use hongyan_tests::live::{advanced, amended};

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>().expect("a number"));
    let count = numbers.next().unwrap_or(10_000);
    let from = numbers.next().unwrap_or(0);
    let mut differing = 0_u64;
    for seed in from..from + count {
        for law in [amended(seed, 60), advanced(seed, 1100)] {
            if let Err(why) = law {
                differing += 1;
                if differing <= 3 {
                    println!("{why}");
                }
            }
        }
    }
    println!("{count} districts from {from}: {differing} differ");
    std::process::exit(i32::from(differing > 0));
}

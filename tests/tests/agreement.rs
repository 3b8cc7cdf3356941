//! The naive judge and the core agree on every district of a fixed range. The long run is the program `agree`.

use hongyan_tests::{agreement, random};

/// How many districts are asked about, unless `HONGYAN_DISTRICTS` says otherwise.
const DISTRICTS: u64 = 3_000;

#[test]
fn the_naive_judge_and_the_core_agree() {
    let districts = std::env::var("HONGYAN_DISTRICTS").map_or(DISTRICTS, |count| count.parse().expect("a number"));
    let mut differing = Vec::new();
    for seed in 0..districts {
        let differences = agreement::differences(&random::district(seed));
        if !differences.is_empty() {
            differing.push(format!("district {seed}\n  {}", differences.join("\n  ")));
        }
    }
    assert!(
        differing.is_empty(),
        "{} of {districts} districts differ; the first:\n{}",
        differing.len(),
        differing[..differing.len().min(3)].join("\n")
    );
}

//! The naive judge and the core agree on every district of a fixed range. The long run is the program `agree`.

use hongyan_tests::{agreement, random};

#[test]
fn the_naive_judge_and_the_core_agree() {
    let seeds = random::seeds(3_000);
    let mut differing = Vec::new();
    for seed in seeds.clone() {
        let differences = agreement::differences(&random::district(seed));
        if !differences.is_empty() {
            differing.push(format!("district {seed}\n  {}", differences.join("\n  ")));
        }
    }
    assert!(
        differing.is_empty(),
        "{} of {} districts differ; the first:\n{}",
        differing.len(),
        seeds.end,
        differing[..differing.len().min(3)].join("\n")
    );
}

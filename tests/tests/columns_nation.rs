//! A nation's columns give what its facts give, whatever the policy, the order of rows and the number of threads.

use hongyan::calendar::Day;
use hongyan::columns::{NO_DAY, NOT_JUDGED, RecordStatus};
use hongyan::finding::Verdict;
use hongyan::{Check, Keep, Policy, Rule};
use hongyan_tests::columnar::sweep::{Sample, difference, editions, keeps, policies, sweep};
use hongyan_tests::random;

/// At least so many questions, or any if they are thinned.
fn least(questions: usize) -> usize {
    if random::one_in() == 1 { questions } else { 1 }
}

/// Days from 2024 to years of which the rest days are known only in part: a roll may leave the known ones.
const TO_2026: i32 = 800;

#[test]
fn every_reading_of_every_rule() {
    let asked = sweep(&Sample::new(22, 1, 0), policies);
    assert!(asked >= least(601), "{asked}");
}

#[test]
fn rolling_over_years_unknown_in_part() {
    let sample = Sample::new(30, 2, TO_2026);
    assert!(sample.as_of > Day::new(2027, 1, 1).unwrap());
    let only = |rule| if rule == Rule::RecordDeadline { policies(rule) } else { Vec::new() };
    assert!(sweep(&sample, only) >= least(128));
}

#[test]
fn two_policies_that_follow_each_other() {
    for (seed, border) in [(0, Day::new(2024, 5, 17).unwrap()), (1, Day::new(2024, 8, 1).unwrap())] {
        let pairs = |rule| editions(&policies(rule), border, seed, 20);
        assert!(sweep(&Sample::new(22, 3 + seed, 0), pairs) >= least(160));
    }
}

/// Four hundred workers under some policies; the program `agree` asks them under all.
#[test]
fn four_hundred_workers() {
    let some = |rule| {
        let all = policies(rule);
        let step = (all.len() / 4).max(1);
        let mut some: Vec<_> = all.iter().skip(3).step_by(step).cloned().collect();
        some.extend(editions(&all, Day::new(2024, 5, 17).unwrap(), 9, 2));
        some
    };
    assert!(sweep(&Sample::new(400, 5, 0), some) >= least(31));
}

#[test]
fn every_rule_with_every_keep_before_within_and_after_the_year() {
    let sample = Sample::new(15, 6, 0);
    let policy = Policy::default();
    for sample in [sample.clone(), sample.shuffled(3)] {
        let facts = sample.facts();
        sample.columns(|columns| {
            for later in [-800, -365, -200, -31, -15, 0, 16, 400] {
                let as_of = Day::from_number(sample.as_of.number() + later);
                for keep in keeps() {
                    let difference = difference(&Check::new(&policy, as_of).keep(keep), &facts, columns);
                    assert_eq!(difference, None, "as of {as_of}, {keep:?}");
                }
            }
        });
    }
}

#[test]
fn one_thread_or_two_and_any_order_of_rows_the_same_bytes() {
    let sample = Sample::new(200, 7, 0);
    let policy = Policy::default();
    let check = Check::new(&policy, sample.as_of).keep(Keep::PROBLEMS);
    let bytes = |sample: &Sample, threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| sample.columns(|columns| check.columns(columns).to_report().to_json().unwrap()))
    };
    let one = bytes(&sample, 1);
    assert!(one.len() > 50_000);
    assert!(one == bytes(&sample, 2));
    for seed in 0..2 {
        // warnings name rows, so an order has bytes of its own
        let shuffled = sample.shuffled(seed);
        let other = bytes(&shuffled, 1);
        assert!(other == bytes(&shuffled, 2));
        assert!(until_warnings(&one) == until_warnings(&other));
    }
}

fn until_warnings(report: &str) -> &str {
    report.split("\"warnings\":").next().unwrap()
}

/// The state of a row, as buffers take it.
type Status = (u8, i32, bool);

#[test]
fn the_state_of_every_row_is_what_its_finding_says() {
    for (sample, policies) in [(Sample::new(60, 8, 0), 16), (Sample::new(60, 9, TO_2026), 16)] {
        for sample in [sample.clone(), sample.shuffled(1)] {
            sample.columns(|columns| {
                for text in policies_of_records().iter().take(policies) {
                    let policy = Policy::from_json(&text.to_string()).unwrap();
                    let check = Check::new(&policy, sample.as_of).rules([Rule::RecordDeadline]);
                    let report = check.columns(columns);
                    let findings = report.of(Rule::RecordDeadline).unwrap();
                    let rows = *findings.first.iter().max().unwrap() as usize + 1;
                    let mut expected: Vec<Status> = vec![(NOT_JUDGED, NO_DAY, false); rows];
                    for (at, row) in findings.first.iter().enumerate() {
                        expected[*row as usize] =
                            (findings.verdict[at], findings.margin_days[at], findings.contested[at]);
                    }
                    let mut verdict = vec![99; rows];
                    let mut margin_days = vec![99; rows];
                    let mut contested = vec![true; rows];
                    check.record_status(
                        columns,
                        RecordStatus {
                            verdict: &mut verdict,
                            margin_days: &mut margin_days,
                            contested: &mut contested,
                        },
                    );
                    for (row, expected) in expected.iter().enumerate() {
                        assert_eq!((verdict[row], margin_days[row], contested[row]), *expected, "row {row}, {text}");
                    }
                }
            });
        }
    }
}

fn policies_of_records() -> Vec<serde_json::Value> {
    policies(Rule::RecordDeadline).into_iter().step_by(2).collect()
}

#[test]
fn buffers_of_any_length_are_filled_as_far_as_they_reach() {
    let sample = Sample::new(60, 10, 0);
    let policy = Policy::default();
    let check = Check::new(&policy, sample.as_of);
    sample.columns(|columns| {
        let fill = |verdicts: usize, margins: usize, contests: usize| {
            let (mut verdict, mut margin_days, mut contested) =
                (vec![99; verdicts], vec![99; margins], vec![true; contests]);
            check.record_status(
                columns,
                RecordStatus { verdict: &mut verdict, margin_days: &mut margin_days, contested: &mut contested },
            );
            (verdict, margin_days, contested)
        };
        let long = 100_000;
        let (verdict, margin_days, contested) = fill(long, long, long);
        let rows = verdict.iter().position(|verdict| *verdict == 99).unwrap();
        assert!(rows > 2_500 && verdict.contains(&(Verdict::Breach as u8)));
        assert!(verdict[rows..].iter().all(|one| *one == 99) && margin_days[rows..].iter().all(|one| *one == 99));
        assert!(contested[rows..].iter().all(|one| *one));
        assert!(contested[..rows].iter().any(|one| *one) && !contested[..rows].iter().all(|one| *one));
        for lengths in [
            (rows, rows, rows),
            (rows, rows, 0),
            (rows, 0, 0),
            (0, rows, 0),
            (0, 0, rows),
            (0, 0, 0),
            (rows - 1, rows - 1, rows - 1),
            (2_048, 2_048, 2_048),
            (2_047, 2_049, 1),
            (1, 2_500, rows),
            (rows, 7, 2_060),
        ] {
            let found = fill(lengths.0, lengths.1, lengths.2);
            assert!(found.0 == verdict[..lengths.0], "verdicts with {lengths:?}");
            assert!(found.1 == margin_days[..lengths.1], "margins with {lengths:?}");
            assert!(found.2 == contested[..lengths.2], "contests with {lengths:?}");
        }
    });
}

//! Explanations: they repeat the finding, never change it, and show every admissible reading.

use std::collections::BTreeSet;

use hongyan::facts::Table;
use hongyan::finding::Verdict;
use hongyan::message::Lang;
use hongyan::{Facts, Policy, Report, Rule, check};
use hongyan_tests::{random, vectors};
use serde_json::{Value, json};

fn judged(seed: u64) -> (Facts, Report) {
    let district = random::district(seed);
    let facts = Facts::from_json(&district.facts.to_string()).expect("valid facts");
    let policy = Policy::from_json(&district.policy.to_string()).expect("a valid policy");
    let as_of: hongyan::Day = district.as_of.parse().expect("a day");
    let report = check(&facts, &policy, as_of);
    (facts, report)
}

/// Where the rows stand of which the earliest counts.
fn table_of_the_earliest(rule: Rule) -> Option<Table> {
    match rule {
        Rule::CyclePlan | Rule::MonthlyPlan => Some(Table::Plans),
        Rule::AnnualEvaluation => Some(Table::Evaluations),
        _ => None,
    }
}

/// Every finding of a report explains itself; the number of explanations.
fn explained(facts: &Facts, report: &Report, at: &str) -> usize {
    let before = report.to_json().expect("JSON");
    let policy = serde_json::from_str::<Value>(&before).expect("JSON")["policy"].clone();
    for finding in report.findings() {
        let at = format!("{at}: {} {}", finding.rule, finding.subject);
        let explanation = report.explain(facts, finding.subject).unwrap_or_else(|| panic!("{at}: not explained"));
        let repeated = serde_json::to_value(explanation.finding()).expect("JSON");
        assert_eq!(repeated, serde_json::to_value(finding).expect("JSON"), "{at}");

        let (own, others) = explanation.readings.split_first().expect("the policy's own reading");
        assert_eq!((own.verdict, own.due_on), (Some(finding.verdict), finding.due_on), "{at}");
        let differs = others.iter().any(|other| other.verdict.is_some_and(|verdict| verdict != finding.verdict));
        assert_eq!(differs, finding.contested, "{at}");
        let settings: BTreeSet<_> = explanation.readings.iter().map(|one| format!("{:?}", one.settings)).collect();
        let mixed = explanation.readings.iter().any(|one| one.settings.len() < own.settings.len().max(1));
        assert!(mixed || settings.len() == explanation.readings.len(), "{at}: a combination stands twice");

        // under one policy each reading has one value, and what is settled keeps it
        if policy.get("editions").is_none() {
            for other in others {
                assert!(other.settings.iter().map(|(key, _)| key).eq(own.settings.iter().map(|(key, _)| key)), "{at}");
                let kept = |((key, value), (_, own)): (&(&str, &str), &(&str, &str))| {
                    policy["settled"].get(*key).is_none() || value == own
                };
                assert!(other.settings.iter().zip(&own.settings).all(kept), "{at}: what is settled is varied");
            }
        }

        match (&explanation.remedy, finding.verdict) {
            (None, Verdict::Compliant | Verdict::NotApplicable | Verdict::Excused) => {}
            (Some(remedy), Verdict::Pending | Verdict::Undetermined) => assert!(remedy.possible, "{at}"),
            (Some(_), Verdict::Breach) => {}
            (remedy, verdict) => panic!("{at}: {verdict:?} with {remedy:?}"),
        }
        assert!(!explanation.facts.is_empty(), "{at}: no facts");
        for fact in &explanation.facts {
            assert!(facts.has(fact.table), "{at}: a fact of a table that is absent");
        }
        // of several plans or evaluations the one that met the duty counts, and no other
        if let Some(table) = table_of_the_earliest(finding.rule) {
            let counted = explanation.facts.iter().filter(|fact| fact.table == table && fact.counted);
            assert_eq!(counted.count(), usize::from(finding.settled_on.is_some()), "{at}");
        }
        for lang in [Lang::Zh, Lang::En] {
            let text = explanation.text(lang);
            assert!(!text.contains('{') && !text.contains("  : "), "{at}: {text}");
        }
        let written = serde_json::to_value(&explanation).expect("JSON");
        let keys: Vec<&str> = written.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["facts", "finding", "readings", "remedy", "steps"], "{at}");
        if finding.due_on.is_some() {
            let steps = written["steps"].as_array().expect("a list");
            let to: Vec<&Value> = steps.iter().map(|step| &step["to"]).collect();
            assert!(to.contains(&&written["finding"]["due_on"]), "{at}: no step leads to the due date: {steps:?}");
        }
    }
    assert_eq!(report.to_json().expect("JSON"), before, "{at}: asking changed the report");
    report.findings().len()
}

#[test]
fn every_finding_of_the_vectors_explains_itself() {
    let mut count = 0;
    for (file, cases) in vectors::all() {
        for case in cases {
            if let Ok(facts) = case.facts() {
                count += explained(&facts, &case.report(&facts), &format!("{file}: {}", case.name));
            }
        }
    }
    assert!(count > 1_000, "{count}");
}

#[test]
fn every_finding_of_random_districts_explains_itself() {
    let seeds = random::seeds(400);
    let least = 10 * seeds.end as usize;
    let count: usize = seeds
        .map(|seed| {
            let (facts, report) = judged(seed);
            explained(&facts, &report, &format!("district {seed}"))
        })
        .sum();
    assert!(count > least, "{count}");
}

#[test]
fn what_is_not_found_is_not_explained() {
    let (facts, report) = judged(2);
    let nobody = hongyan::Subject::MentorEligibility { mentor: "nobody at all" };
    assert!(report.explain(&facts, nobody).is_none());
}

/// A year of a term is a step by itself, from its first day to its last, and says whether it is a whole one.
#[test]
fn a_year_of_a_term_is_a_step() {
    let day = |text: &str| -> hongyan::Day { text.parse().expect("a day") };
    let facts = json!({
        "appointments": [
            {"mentor": "M", "appointed_on": "2024-01-15"},
            {"mentor": "N", "appointed_on": "2024-01-15", "ends_on": "2024-06-30"},
        ],
        "guidance": [
            {"mentor": "M", "guided_on": "2024-01-14"},
            {"mentor": "M", "guided_on": "2024-03-05"},
            {"mentor": "M", "guided_on": "2025-01-16"},
        ],
    });
    let facts = Facts::from_json(&facts.to_string()).expect("valid facts");
    let report = check(&facts, &Policy::default(), day("2025-03-01"));
    let appointed_on = day("2024-01-15");
    let explained = |mentor, year| {
        let subject = hongyan::Subject::AnnualGuidance { mentor, appointed_on, year };
        report.explain(&facts, subject).expect("judged")
    };
    for (mentor, year, code, from, to) in [
        ("M", 1, "step.year", "2024-01-15", "2025-01-15"),
        ("M", 2, "step.year", "2025-01-16", "2026-01-15"),
        ("N", 1, "step.year_partial", "2024-01-15", "2024-06-30"),
    ] {
        let explanation = explained(mentor, year);
        let step = explanation.steps.iter().find(|step| step.text.code().starts_with("step.year")).expect("a step");
        assert_eq!((step.text.code(), step.from, step.to), (code, Some(day(from)), Some(day(to))), "{mentor} {year}");
        let guidance = explanation.facts.iter().filter(|fact| fact.table == Table::Guidance && fact.counted);
        assert_eq!(guidance.count(), usize::from(mentor == "M"), "{mentor} {year}");
    }
}

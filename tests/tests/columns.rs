//! Columns give what facts give, byte for byte.

use hongyan::columns::Door;
use hongyan::facts::OnError;
use hongyan::{Check, Keep, Rule};
use hongyan_tests::ask::Question;
use hongyan_tests::columnar::{IdsAs, Owned, differences, holdable, parting};
use hongyan_tests::{ask, random, vectors};
use serde_json::Value;

#[test]
fn every_case_comes_out_alike() {
    let (mut alike, mut refused) = (0, 0);
    for (file, cases) in vectors::some() {
        for case in cases {
            let Ok(facts) = case.facts() else {
                refused += 1;
                continue;
            };
            if !facts.faults().is_empty() {
                continue;
            }
            let policy = case.policy();
            let check = Check::new(&policy, case.as_of).rules(case.rules());
            let scalar = check.run(&facts).to_json().unwrap();
            for seed in 0..3 {
                let owned = Owned::of(&case.facts, IdsAs::Texts, seed);
                let columns = owned
                    .report(Door::default(), &check)
                    .unwrap_or_else(|faults| panic!("{file}: {}: {faults}", case.name));
                assert!(scalar == columns, "{file}: {}\n{}", case.name, parting(&scalar, &columns));
                alike += 1;
            }
        }
    }
    assert!(alike > 3_000 / random::one_in() && refused > 0, "{alike} alike, {refused} refused");
}

/// Random districts, each under its own policy, ids as texts and as integers.
#[test]
fn random_districts_come_out_alike() {
    for seed in random::seeds(600) {
        let differences = differences(&random::district(seed), seed);
        assert!(differences.is_empty(), "district {seed} {}", differences.join("\n"));
    }
}

/// Faulty rows: the same faults, and the same report without them.
#[test]
fn faults_come_out_alike() {
    let mut compared = 0;
    for (file, cases) in vectors::all() {
        for case in cases {
            if !holdable(&case.facts) {
                continue;
            }
            let skipped =
                hongyan::facts::Builder::from_json(&case.facts.to_string()).unwrap().build(OnError::Skip).unwrap();
            if skipped.faults().is_empty() {
                continue;
            }
            let policy = case.policy();
            let check = Check::new(&policy, case.as_of).rules(case.rules());
            let scalar = check.run(&skipped).to_json().unwrap();
            for seed in 0..3 {
                let owned = Owned::of(&case.facts, IdsAs::Texts, seed);
                let columns = owned.report(Door::new().skipping_faults(), &check).unwrap();
                assert!(scalar == columns, "{file}: {}\n{}", case.name, parting(&scalar, &columns));
                assert!(owned.report(Door::default(), &check).is_err());
                let back = owned.check(Door::new().skipping_faults(), |columns| columns.to_facts()).unwrap();
                assert_eq!(ask::json(&back), ask::json(&skipped), "{file}: {}", case.name);
                assert_eq!(ask::json(&back.faults()), ask::json(&skipped.faults()), "{file}: {}", case.name);
                compared += 1;
            }
        }
    }
    assert!(compared > 100, "{compared} compared");
}

/// The same text, as the report's values are written.
fn parsed(text: &str) -> String {
    serde_json::from_str::<Value>(text).expect("JSON").to_string()
}

/// Evidence as text, of all findings of a rule and of some, is that of the report.
#[test]
fn evidence_comes_out_alike() {
    let mut texts = 0;
    for seed in random::seeds(300) {
        let question = Question::from(&random::district(seed));
        let check = Check::new(&question.policy, question.as_of);
        let scalar = check.run(&question.facts);
        let owned = Owned::of(&random::district(seed).facts, IdsAs::Texts, seed);
        let compared = owned.check(Door::default(), |columns| {
            let report = check.keep(Keep::ALL).columns(&columns);
            for rule in Rule::ALL {
                let written: Vec<String> = scalar
                    .findings()
                    .filter(|finding| finding.rule == rule)
                    .map(|finding| ask::json(&finding)["detail"].to_string())
                    .collect();
                let Some(findings) = report.of(rule) else { continue };
                for range in [0..written.len(), written.len() / 2..written.len(), 0..0] {
                    let details = findings.details(range.clone());
                    let told = details.places.iter().map(|place| parsed(&details.texts[*place as usize]));
                    assert_eq!(told.collect::<Vec<_>>(), written[range], "district {seed}, {rule}");
                    texts += details.texts.len();
                }
            }
        });
        compared.unwrap_or_else(|faults| panic!("{faults}"));
    }
    assert!(texts > 100, "{texts}");
}

//! A finding over columns is explained as over facts, word for word, with the row numbers of the tables.

use hongyan::columns::Door;
use hongyan::facts::Facts;
use hongyan::{Check, Keep, Subject};
use hongyan_tests::ask::Question;
use hongyan_tests::columnar::{IdsAs, Owned, holdable, numbered};
use hongyan_tests::{random, vectors};
use serde_json::Value;

/// Explains every finding both ways; how many there were.
fn explained(check: &Check<'_>, facts: &Facts, columns: &Value, ids: IdsAs, seed: u64, at: &str) -> usize {
    let scalar = check.run(facts);
    let owned = Owned::of(columns, ids, seed);
    let door = Door::new().skipping_faults();
    owned
        .check(door, |columns| {
            // what is not kept is explained too
            let report = check.keep(Keep::only(&[])).columns(&columns);
            for finding in scalar.findings() {
                let one = scalar.explain(facts, finding.subject).expect("an explanation");
                let other = report.explain(finding.subject);
                let other = other.unwrap_or_else(|| panic!("{at}: {} is not explained", finding.subject));
                let [one, other] = [one, other].map(|of| serde_json::to_string(&of).expect("JSON"));
                assert_eq!(one, other, "{at}: {}", finding.subject);
            }
            let nobody = Subject::MentorEligibility { mentor: "nobody at all" };
            assert!(report.explain(nobody).is_none());
        })
        .unwrap_or_else(|faults| panic!("{at}: {faults}"));
    scalar.findings().len()
}

#[test]
fn every_finding_of_the_vectors_is_explained_alike() {
    let mut count = 0;
    for (file, cases) in vectors::some() {
        for (seed, case) in (0..).zip(cases) {
            let Ok(facts) = case.facts() else { continue };
            if !holdable(&case.facts) {
                continue;
            }
            let policy = case.policy();
            let check = Check::new(&policy, case.as_of).rules(case.rules());
            count += explained(&check, &facts, &case.facts, IdsAs::Texts, seed, &format!("{file}: {}", case.name));
        }
    }
    assert!(count > 1_000 / random::one_in() as usize, "{count}");
}

#[test]
fn every_finding_of_random_districts_is_explained_alike() {
    let mut count = 0;
    let seeds = random::seeds(100);
    for seed in seeds.clone() {
        let question = Question::from(&random::district(seed));
        let check = Check::new(&question.policy, question.as_of);
        let at = format!("district {seed}");
        let facts = random::district(seed).facts;
        count += explained(&check, &question.facts, &facts, IdsAs::Texts, seed, &at);
        for ids in [IdsAs::Integers, IdsAs::Sparse] {
            let (numbers, texts) = numbered(&facts, ids);
            let facts = hongyan_tests::ask::facts(&texts);
            count += explained(&check, &facts, &numbers, ids, seed, &at);
        }
    }
    assert!(count > 20 * seeds.count(), "{count}");
}

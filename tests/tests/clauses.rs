//! The register of clauses leaves nothing out, and every finding cites what stands in it.

use std::collections::{BTreeMap, BTreeSet};

use hongyan::Rule;
use hongyan::clauses::{CLAUSES, Coverage, article, clause};
use hongyan_tests::vectors;

/// Every statement of the notice, the supervision system and the mentor measure.
const IDS: [&str; 33] = [
    "N0", "S0", "S1.1", "S1.2", "S1.3", "S2.1", "S2.2", "S3.0", "S3.1", "S3.2", "S4.1", "S4.2", "S5.1", "S5.2",
    "S6.1.1", "S6.1.2", "S6.2.1", "S6.2.2", "M1", "M2", "M3", "M4.1", "M4.2", "M4.3", "M4.4", "M5.1", "M5.2", "M6.1",
    "M6.2", "M7.1", "M7.2", "M8", "M9",
];

/// Each rule with the clauses that its findings cite, as the contract has them.
const CITED: [(&str, &[&str]); 11] = [
    ("supervision_frequency", &["S4"]),
    ("record_deadline", &["S6.2.1"]),
    ("cycle_plan", &["S2.1"]),
    ("monthly_plan", &["S2.2"]),
    ("mentor_eligibility", &["M2", "M3"]),
    ("mentor_term", &["M5"]),
    ("annual_guidance", &["M5"]),
    ("mentor_inactivity", &["M6"]),
    ("annual_evaluation", &["M6"]),
    ("commendation", &["M6"]),
    ("revocation", &["M7"]),
];

fn rules_of(id: &str) -> &'static [Rule] {
    match clause(id).map(|clause| &clause.coverage) {
        Some(Coverage::Rules(rules)) => rules,
        _ => &[],
    }
}

#[test]
fn no_clause_is_left_out() {
    let ids: Vec<&str> = CLAUSES.iter().map(|clause| clause.id).collect();
    assert_eq!(ids, IDS);
    for clause in CLAUSES {
        assert!(clause.id.starts_with(clause.article), "{}", clause.id);
        for text in [clause.text.zh, clause.text.en] {
            assert!(!text.trim().is_empty(), "{}", clause.id);
        }
        let why = match &clause.coverage {
            Coverage::Rules(rules) => {
                assert!(!rules.is_empty(), "{}", clause.id);
                continue;
            }
            Coverage::Vocabulary(why) | Coverage::Data(why) | Coverage::NotComputable(why) => why,
            other => panic!("{}: {other:?}", clause.id),
        };
        assert!(!why.zh.trim().is_empty() && !why.en.trim().is_empty(), "{}", clause.id);
    }
}

#[test]
fn every_rule_is_cited_and_cites() {
    assert!(Rule::ALL.iter().map(|rule| rule.name()).eq(CITED.iter().map(|(rule, _)| *rule)));
    for (rule, (_, cited)) in Rule::ALL.into_iter().zip(CITED) {
        assert_eq!(rule.clauses(), cited);
        for of in cited {
            assert!(article(of).any(|clause| rules_of(clause.id).contains(&rule)), "{of} does not name {rule}");
        }
        // no clause outside those cited names the rule
        for clause in CLAUSES.iter().filter(|clause| rules_of(clause.id).contains(&rule)) {
            assert!(cited.contains(&clause.article), "{} names {rule}", clause.id);
        }
    }
}

#[test]
fn every_finding_of_every_case_cites_the_register() {
    let mut cited: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (file, cases) in vectors::all() {
        for case in cases {
            let Ok(facts) = case.facts() else { continue };
            for finding in case.report(&facts).findings() {
                assert!(
                    article(finding.clause).any(|clause| clause.article == finding.clause),
                    "{file}: {}: no clause {}",
                    case.name,
                    finding.clause
                );
                cited.entry(finding.rule.name()).or_default().insert(finding.clause);
            }
        }
    }
    let expected = CITED.iter().map(|(rule, cited)| (*rule, cited.iter().copied().collect()));
    assert_eq!(cited, expected.collect());
}

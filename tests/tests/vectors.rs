//! Every case of every vector file.

use hongyan::finding::Verdict;
use hongyan::{Check, Keep};
use hongyan_tests::{ask, vectors};

#[test]
fn every_case_comes_out_as_it_says() {
    let mut wrong = Vec::new();
    let mut cases = 0;
    for (file, list) in vectors::all() {
        for case in list {
            cases += 1;
            let differences = case.differences();
            if !differences.is_empty() {
                wrong.push(format!("{file}: {}\n  {}", case.name, differences.join("\n  ")));
            }
        }
    }
    println!("{cases} cases");
    assert!(wrong.is_empty(), "{} of {cases} cases differ\n{}", wrong.len(), wrong.join("\n"));
}

/// What is not kept is counted, and due, all the same.
#[test]
fn a_choice_of_findings_filters_findings_alone() {
    let some = [Keep::only(&[]), Keep::CONTESTED, Keep::only(&[Verdict::Compliant]), Keep::only(&[Verdict::Breach])];
    for (file, list) in vectors::all() {
        for case in list {
            let Ok(facts) = case.facts() else { continue };
            let (whole, policy) = (ask::json(&case.report(&facts)), case.policy());
            for keep in some {
                let kept = ask::json(&Check::new(&policy, case.as_of).rules(case.rules()).keep(keep).run(&facts));
                for key in ["summary", "standings", "deadlines", "skipped", "warnings"] {
                    assert_eq!(kept[key], whole[key], "{file}: {}: {key}", case.name);
                }
            }
        }
    }
}

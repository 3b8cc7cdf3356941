//! What changed between two reports, and by what: every cause that is said to be established is tried here, through JSON
//! and from the beginning.

use std::collections::BTreeMap;

use hongyan::diff::{Change, Diff, Factor, diff};
use hongyan::facts::Facts;
use hongyan::finding::Verdict;
use hongyan::message::Lang;
use hongyan::{Check, Day, Keep, Policy, Report, Rule, check};
use hongyan_tests::ask::{self, json};
use hongyan_tests::random::district;
use serde_json::{Value, json};

/// One of two questions.
struct Asked {
    facts: Facts,
    policy: Value,
    as_of: Day,
    report: Report,
}

impl Asked {
    fn new(facts: &Value, policy: &Value, as_of: Day) -> Asked {
        let (facts, policy) = (ask::facts(facts), ask::policy(policy));
        let report = check(&facts, &policy, as_of);
        Asked { facts, policy: json(&policy), as_of, report }
    }
}

/// What is looked for in a change: the verdict if it moved, else all that moved.
fn outcome(change: &Value, finding: Option<&Value>) -> Value {
    let Some(finding) = finding else { return Value::Null };
    let mut state = json!({});
    let moved: Vec<&str> = ask::list(&change["moved"]).iter().map(ask::text).collect();
    let fields = if moved.contains(&"verdict") || moved.is_empty() { vec!["verdict"] } else { moved };
    for field in fields {
        let value = match field {
            "contested_by" => finding.get("detail").map_or(&finding["contested_by"], |detail| &detail["contested_by"]),
            field => &finding[field],
        };
        state[field] = if *value == json!([]) { Value::Null } else { value.clone() };
    }
    state
}

/// The earlier question with these parts as they are in the later one; `None` if there is no such policy.
fn asked_again(before: &Asked, after: &Asked, diff: &Diff<'_>, cause: &[Factor]) -> Option<Report> {
    let has = |factor: &Factor| cause.contains(factor);
    let mut policy = before.policy.clone();
    let keys = cause.iter().filter_map(|factor| match factor {
        Factor::Key(key) => Some(key),
        _ => None,
    });
    let mut all = 0;
    for key in keys {
        all += 1;
        let change = diff.policy.iter().find(|change| change.key == *key).expect("a key that differs");
        set(&mut policy, key, &json(&change.to));
    }
    if all == diff.policy.len() {
        policy = after.policy.clone();
    }
    let policy = Policy::from_json(&policy.to_string()).ok()?;
    let facts = if has(&Factor::Facts) { &after.facts } else { &before.facts };
    let as_of = if has(&Factor::AsOf) { after.as_of } else { before.as_of };
    Some(check(facts, &policy, as_of))
}

fn set(policy: &mut Value, key: &str, to: &Value) {
    if key == "editions" {
        *policy = to.clone();
        return;
    }
    let (policy, key) = match key.strip_prefix("editions[").and_then(|rest| rest.split_once("].policy.")) {
        Some((place, key)) => (&mut policy["editions"][place.parse::<usize>().unwrap()]["policy"], key),
        None => (policy, key),
    };
    let path: Vec<&str> = match key.strip_prefix("settled.") {
        Some(name) => vec!["settled", name],
        None => key.split('.').collect(),
    };
    let (name, path) = path.split_last().unwrap();
    let map = path.iter().fold(policy, |map, name| &mut map[*name]).as_object_mut().unwrap();
    if to.is_null() && !name.starts_with("effective_") {
        map.remove(*name);
    } else {
        map.insert((*name).to_owned(), to.clone());
    }
}

fn found(report: &Report, change: &Change<'_>) -> Option<Value> {
    report.finding(change.subject).map(|finding| json(&finding))
}

/// Tries every established cause; how many there were.
fn tried(before: &Asked, after: &Asked, diff: &Diff<'_>, at: &str) -> usize {
    let written = json(diff);
    for (change, written) in diff.changes.iter().zip(ask::list(&written["changes"])) {
        let at = format!("{at}: {} {}", change.subject.rule(), change.subject);
        assert!(change.is_established() && !change.causes().is_empty(), "{at}: {written}");
        let wanted = outcome(written, found(&after.report, change).as_ref());
        let of = |cause: &[Factor]| {
            asked_again(before, after, diff, cause).map(|report| outcome(written, found(&report, change).as_ref()))
        };
        for cause in change.causes() {
            assert_eq!(of(cause), Some(wanted.clone()), "{at}: {cause:?} does not lead there");
            for left in 0..cause.len() {
                let mut less = cause.clone();
                less.remove(left);
                if less.len() < cause.len() && !less.is_empty() {
                    assert_ne!(of(&less), Some(wanted.clone()), "{at}: {less:?} would have done");
                }
            }
        }
        for lang in Lang::ALL {
            let text = diff.message(change).text(lang);
            assert!(!text.contains('{') && !text.is_empty(), "{at}: {text}");
        }
    }
    diff.changes.len()
}

#[test]
fn every_cause_leads_to_its_change() {
    let (mut changes, mut together, mut several) = (0, 0, 0);
    for seed in 0..150 {
        let (one, other) = (district(seed), district(seed + 1_000));
        let (day, later) = (ask::day(&one.as_of), ask::day(&other.as_of));
        // what differs is told by the bits of the seed
        let pick = |bit: u64, a: &Value, b: &Value| if seed >> bit & 1 == 0 { a.clone() } else { b.clone() };
        let as_of = if seed >> 2 & 1 == 0 { day } else { later };
        let mut fewer = one.facts.clone();
        for rows in fewer.as_object_mut().unwrap().values_mut() {
            let rows = rows.as_array_mut().unwrap();
            rows.truncate(rows.len() - rows.len() / 4);
        }
        let before = Asked::new(&one.facts, &one.policy, day);
        let after = Asked::new(&pick(0, &one.facts, &fewer), &pick(1, &one.policy, &other.policy), as_of);
        let diff = diff((&before.report, &before.facts), (&after.report, &after.facts));
        changes += tried(&before, &after, &diff, &format!("district {seed}"));
        let causes = || diff.changes.iter().flat_map(|change| change.causes());
        together += causes().filter(|cause| cause.len() > 1).count();
        several += diff.changes.iter().filter(|change| change.causes().len() > 1).count();
        let [from, to] = [&before, &after].map(|one| one.report.findings().len());
        let appeared = diff.changes.iter().filter(|change| change.from.is_none()).count();
        let compared = diff.unchanged + diff.changes.len();
        if diff.not_compared.is_empty() {
            assert_eq!(compared, from + appeared, "district {seed}");
            assert!(compared >= to);
        }
    }
    assert!(changes > 2_000 && together > 50 && several > 50, "{changes}, {together}, {several}");
}

#[test]
fn a_report_does_not_differ_from_itself() {
    for seed in 0..60 {
        let one = district(seed);
        let asked = Asked::new(&one.facts, &one.policy, ask::day(&one.as_of));
        let saved = Report::from_json(&asked.report.to_json().unwrap()).unwrap();
        for diff in [diff(&asked.report, &saved), diff((&saved, &asked.facts), &asked.report)] {
            assert!(diff.changes.is_empty() && diff.policy.is_empty() && diff.partial.is_empty());
            assert_eq!(diff.unchanged, asked.report.findings().len());
        }
    }
}

fn session(submitted_on: Option<&str>) -> Value {
    json!({"sessions": [{
        "session": "s", "project": "P", "worker": "W", "form": "group", "ended_on": "2024-09-24",
        "record_submitted_on": submitted_on,
    }]})
}

const ROLLED: &str = r#"{"supervision": {"record": {"last_day": "next_workday"}}}"#;

/// The causes of the only change, as they are written.
fn causes(diff: &Diff<'_>) -> (bool, Value) {
    let written = json(diff);
    let changes = ask::list(&written["changes"]);
    assert_eq!(changes.len(), 1, "{written}");
    (changes[0]["established"] == true, changes[0]["causes"].clone())
}

#[test]
fn one_side_of_the_facts_is_enough_where_it_tells() {
    let day = ask::day;
    let (none, late) = (session(None), session(Some("2024-10-07")));
    let rolled: Value = serde_json::from_str(ROLLED).unwrap();
    let key = "policy.supervision.record.last_day";

    // pending on 30 September, over on 5 October: time alone
    let (a, b) = (Asked::new(&none, &json!({}), day("2024-09-30")), Asked::new(&none, &json!({}), day("2024-10-05")));
    let established = (true, json!([["as_of"]]));
    assert_eq!(causes(&diff((&a.report, &a.facts), &b.report)), established);
    assert_eq!(causes(&diff(&a.report, (&b.report, &b.facts))), established);
    assert_eq!(causes(&diff(&a.report, &b.report)), (false, json!([["as_of"], ["facts"]])));

    // late as counted, in time if rolled: the key alone
    let (a, b) = (Asked::new(&late, &json!({}), day("2024-11-01")), Asked::new(&late, &rolled, day("2024-11-01")));
    let established = (true, json!([[key]]));
    assert_eq!(causes(&diff(&a.report, (&b.report, &b.facts))), established);
    assert_eq!(causes(&diff((&a.report, &a.facts), &b.report)), established);
    assert_eq!(causes(&diff(&a.report, &b.report)), (false, json!([[key], ["facts"]])));

    // nothing handed in as counted, handed in on the 7th if rolled: neither alone
    let (a, b) = (Asked::new(&none, &json!({}), day("2024-11-01")), Asked::new(&late, &rolled, day("2024-11-01")));
    let both = (true, json!([[key, "facts"]]));
    assert_eq!(causes(&diff((&a.report, &a.facts), (&b.report, &b.facts))), both);
    assert!(!causes(&diff((&a.report, &a.facts), &b.report)).0, "with the earlier facts alone it cannot be told");

    // nothing but the facts can have done it
    let (a, b) = (Asked::new(&none, &json!({}), day("2024-11-01")), Asked::new(&late, &json!({}), day("2024-11-01")));
    let moved = diff(&a.report, &b.report);
    assert_eq!(causes(&moved), (true, json!([["facts"]])));
    // a breach both times, but now handed in
    assert_eq!(json(&moved)["changes"][0]["moved"], json!(["settled_on", "contested", "contested_by"]));
    // keys that the rule does not look at are no cause
    let years = json!({"mentor": {"term": {"years": 5}}});
    let c = Asked::new(&late, &years, day("2024-11-01"));
    assert_eq!(causes(&diff(&a.report, &c.report)), (true, json!([["facts"]])));
}

#[test]
fn what_a_report_leaves_out_is_looked_up_where_it_can_be() {
    let facts = ask::facts(&session(Some("2024-10-02")));
    let policy = Policy::default();
    let [before, after] = ["2024-10-02", "2024-11-01"].map(ask::day);
    let problems = |day| Check::new(&policy, day).keep(Keep::only(&[Verdict::Breach])).run(&facts);
    let (before, after) = (check(&facts, &policy, before), problems(after));
    assert!(diff(&before, &after).changes.is_empty());

    // the first report keeps nothing of what is compliant
    let rolled = Policy::from_json(ROLLED).unwrap();
    let kept = Check::new(&rolled, after.as_of()).keep(Keep::only(&[Verdict::Breach])).run(&facts);
    let unknown = diff(&kept, &after);
    assert_eq!(unknown.partial, [Rule::RecordDeadline]);
    let change = &unknown.changes[0];
    assert!(change.from.is_none() && change.is_left_out() && !change.is_established());
    assert!(unknown.message(change).text(Lang::En).contains("now breach, which it was not"));
    let went = diff(&after, &kept);
    assert!(went.changes[0].to.is_none() && went.changes[0].is_left_out());
    assert!(went.message(&went.changes[0]).text(Lang::En).contains("was breach, which it is no longer"));
    let known = diff((&kept, &facts), &after);
    assert!(known.partial.is_empty());
    let from = known.changes[0].from.as_ref().expect("looked up");
    assert_eq!(from.verdict, Verdict::Compliant);
}

#[test]
fn nothing_is_said_of_what_a_report_may_have_left_out_as_it_is() {
    let mut left_out = 0;
    for seed in 0..60 {
        let one = district(seed);
        let asked = Asked::new(&one.facts, &one.policy, ask::day(&one.as_of));
        let whole = &asked.report;
        for keep in [Keep::PROBLEMS, Keep::only(&[Verdict::Compliant]), Keep::only(&[])] {
            let kept = Check::new(whole.policy(), whole.as_of()).keep(keep).run(&asked.facts);
            let saved = Report::from_json(&kept.to_json().unwrap()).unwrap();
            for diff in [diff(&saved, whole), diff(&saved, (whole, &asked.facts)), diff(whole, &saved)] {
                assert!(diff.changes.is_empty(), "seed {seed}: {}", json(&diff));
                assert_eq!(diff.unchanged, saved.findings().len());
                assert_eq!(diff.unchanged + diff.unknown, whole.findings().len());
                assert_eq!(diff.unknown > 0, !diff.partial.is_empty());
                left_out += diff.unknown;
            }
        }
    }
    assert!(left_out > 1_000, "{left_out}");
}

#[test]
fn rules_that_one_of_them_did_not_answer_are_named() {
    let one = Asked::new(&session(None), &json!({}), ask::day("2024-11-01"));
    let other = Check::new(&Policy::default(), one.as_of).rules([Rule::MentorTerm]).run(&one.facts);
    let diff = diff(&one.report, &other);
    assert_eq!((diff.not_compared.as_slice(), diff.changes.len()), (&[Rule::RecordDeadline][..], 0));
}

#[test]
fn another_engine_is_told_apart() {
    let asked = Asked::new(&session(None), &json!({}), ask::day("2024-11-01"));
    let old = asked
        .report
        .to_json()
        .unwrap()
        .replace(&format!("\"version\":\"{}\"", asked.report.engine_version()), "\"version\":\"0.0.9\"");
    let old = old.replace("\"verdict\":\"breach\"", "\"verdict\":\"undetermined\"");
    let old = old.replace("\"breach\":1", "\"breach\":0").replace("\"undetermined\":0", "\"undetermined\":1");
    let old = Report::from_json(&old).unwrap();
    let known = diff((&old, &asked.facts), (&asked.report, &asked.facts));
    assert_eq!(causes(&known), (true, json!([["engine"]])));
    let (established, causes) = causes(&diff(&old, &asked.report));
    assert_eq!((established, causes), (false, json!([["facts"], ["engine"]])));
    let text = known.message(&known.changes[0]).text(Lang::En);
    assert!(text.contains("undetermined, now breach; the engine changed from version 0.0.9"), "{text}");
}

#[test]
fn editions_with_the_same_dates_are_compared_key_by_key() {
    let list = |years: u32| {
        json!({"editions": [
            {"effective_from": "2023-07-01", "effective_to": "2023-12-31", "policy": {}},
            {"effective_from": "2024-01-01", "policy": {"mentor": {"term": {"years": years}}}},
        ]})
    };
    let facts = json!({
        "appointments": [{"mentor": "M", "appointed_on": "2024-02-01"}],
        "guidance": [{"mentor": "M", "guided_on": "2026-03-01"}],
    });
    let [one, other] = [3, 2].map(|years| Asked::new(&facts, &list(years), ask::day("2026-06-01")));
    let known = diff((&one.report, &one.facts), (&other.report, &other.facts));
    let keys: BTreeMap<&str, String> = known.policy.iter().map(|key| (key.key.as_str(), key.to.to_string())).collect();
    assert_eq!(keys, BTreeMap::from([("editions[1].policy.mentor.term.years", "2".to_owned())]));
    assert!(tried(&one, &other, &known, "editions") > 0);

    let plain = Asked::new(&facts, &json!({}), ask::day("2026-06-01"));
    let known = diff((&other.report, &other.facts), (&plain.report, &plain.facts));
    assert_eq!(known.policy[0].key, "editions");
    assert!(tried(&other, &plain, &known, "editions and none") > 0);
}

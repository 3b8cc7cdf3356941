//! Laws that hold for every district. A failing law names the seed of its district: `random::district(seed)`.
//!
//! The seeds are the same in every run; with `PROPTEST_CASES` set they are that many and fresh.

use std::collections::BTreeSet;

use fastrand::Rng;
use hongyan::facts::Facts;
use hongyan::finding::Verdict;
use hongyan::{Check, Day, Keep, Policy, Rule};
use hongyan_tests::ask::{self, Findings, Question, by_subject, json, list, text};
use hongyan_tests::random::{District, district};
use hongyan_tests::readings::{self, BRACKETS, READINGS};
use hongyan_tests::typed::tables;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Map, Value};

fn laws(cases: u32) -> ProptestConfig {
    let fixed = ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(20_230_725),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    match std::env::var_os("PROPTEST_CASES") {
        None => fixed,
        Some(_) => ProptestConfig { failure_persistence: None, ..ProptestConfig::default() },
    }
}

/// A district by its seed.
fn districts() -> impl Strategy<Value = u64> {
    0..1_000_000_000_u64
}

fn ensure(law: bool, why: impl FnOnce() -> String) -> Result<(), TestCaseError> {
    if law { Ok(()) } else { Err(TestCaseError::fail(why())) }
}

fn same(what: &str, one: &Value, other: &Value) -> Result<(), TestCaseError> {
    ensure(one == other, || {
        let (one, other) = (one.to_string(), other.to_string());
        let at = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        let show = |text: &str| String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(200)..]).into_owned();
        format!("{what} differ:\n{:.600}\nand\n{:.600}", show(&one), show(&other))
    })
}

proptest! {
    #![proptest_config(laws(300))]

    #[test]
    fn the_order_of_tables_rows_and_columns_does_not_matter(seed in districts()) {
        order(&district(seed), seed)?;
    }

    #[test]
    fn facts_read_again_give_the_same_report(seed in districts()) {
        facts_again(&district(seed))?;
    }

    #[test]
    fn a_policy_read_again_is_the_same_policy(seed in districts()) {
        policy_again(&district(seed))?;
    }

    #[test]
    fn typed_rows_give_the_report_of_json(seed in districts()) {
        typed(&district(seed))?;
    }

    #[test]
    fn keep_filters_findings_and_nothing_else(seed in districts()) {
        keep(&district(seed))?;
    }

    #[test]
    fn a_choice_of_rules_gives_exactly_their_findings(seed in districts()) {
        some_rules(&district(seed), seed)?;
    }

    #[test]
    fn the_future_is_not_seen(seed in districts()) {
        future(&district(seed))?;
    }
}

proptest! {
    #![proptest_config(laws(250))]

    #[test]
    fn a_verdict_stands_exactly_through_its_holds_until(seed in districts()) {
        stands(&district(seed), seed)?;
    }

    #[test]
    fn what_is_met_stays_met_and_a_breach_is_final(seed in districts()) {
        stays(&district(seed), seed)?;
    }

    #[test]
    fn settling_a_reading_only_ends_its_contest(seed in districts()) {
        settling(&district(seed))?;
    }

    #[test]
    fn every_combination_of_readings_gives_what_contested_promises(seed in districts()) {
        contested(&district(seed))?;
    }
}

/// Same findings, summary, standings and deadlines, and the same warnings about the same rows, in whatever order tables,
/// rows and columns are written. The numbers of the rows that warnings name are aside.
fn order(district: &District, seed: u64) -> Result<(), TestCaseError> {
    let question = Question::from(district);
    let rng = &mut Rng::with_seed(seed);
    let written = shuffled(&district.facts, rng);
    let again: Value = serde_json::from_str(&written).expect("JSON");
    let facts = Facts::from_json(&written).unwrap_or_else(|faults| panic!("{faults}"));
    let (one, other) = (question.report(), Question { facts, ..question }.report());
    for key in ["findings", "summary", "standings", "deadlines", "skipped", "policy", "as_of"] {
        same(key, &one[key], &other[key])?;
    }
    let odd = (about(&one, &district.facts), about(&other, &again));
    ensure(odd.0 == odd.1, || format!("warnings differ: {odd:#?}"))
}

/// The same facts as text, tables, rows and columns in another order.
fn shuffled(facts: &Value, rng: &mut Rng) -> String {
    fn object(mut entries: Vec<(String, String)>, rng: &mut Rng) -> String {
        rng.shuffle(&mut entries);
        let entries: Vec<String> =
            entries.iter().map(|(name, value)| format!("{}: {value}", Value::from(name.as_str()))).collect();
        format!("{{{}}}", entries.join(", "))
    }
    let columns = |row: &Value| -> Vec<(String, String)> {
        let row = row.as_object().expect("a row").iter();
        row.map(|(name, value)| (name.clone(), value.to_string())).collect()
    };
    let tables = facts.as_object().expect("tables").iter();
    let tables: Vec<_> = tables
        .map(|(table, rows)| {
            let mut rows: Vec<String> = list(rows).iter().map(|row| object(columns(row), rng)).collect();
            rng.shuffle(&mut rows);
            (table.clone(), format!("[{}]", rows.join(", ")))
        })
        .collect();
    object(tables, rng)
}

/// A row's own content: its columns that are not null.
fn content(row: &Value) -> Value {
    let row = row.as_object().expect("a row").iter();
    Value::Object(
        row.filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.clone(), value.clone())).collect(),
    )
}

/// The warnings by code and content of their row.
fn about(report: &Value, facts: &Value) -> Vec<String> {
    let warnings = list(&report["warnings"]).iter();
    let mut all: Vec<String> = warnings
        .map(|warning| {
            let row = &facts[text(&warning["table"])][warning["row"].as_u64().expect("a row") as usize];
            format!("{} {} {}", warning["code"], warning["table"], content(row))
        })
        .collect();
    all.sort_unstable();
    all
}

/// Facts that are written and read again give the same report, to the byte, and are written the same again.
fn facts_again(district: &District) -> Result<(), TestCaseError> {
    let question = Question::from(district);
    let written = json(&question.facts);
    let facts = ask::facts(&written);
    same("facts", &json(&facts), &written)?;
    let again = Question { facts, policy: question.policy.clone(), as_of: question.as_of };
    same("reports", &question.report(), &again.report())
}

/// A policy that is written in full and read again equals itself, in JSON and in TOML, and the same question twice gives
/// the same bytes.
fn policy_again(district: &District) -> Result<(), TestCaseError> {
    let question = Question::from(district);
    let written = json(&question.policy);
    let again = ask::policy(&written);
    prop_assert_eq!(&again, &question.policy);
    same("policies", &json(&again), &written)?;
    let serde: Policy = serde_json::from_value(written.clone()).expect("the same door behind serde");
    prop_assert_eq!(&serde, &question.policy);
    let toml = toml::to_string(&without_null(&written)).expect("a policy in TOML");
    prop_assert_eq!(&Policy::from_toml(&toml).expect("the same policy"), &question.policy);
    let bytes = |policy: &Policy, facts: &Facts| Check::new(policy, question.as_of).run(facts).to_json().expect("JSON");
    let first = bytes(&question.policy, &question.facts);
    prop_assert_eq!(&first, &bytes(&again, &question.facts));
    prop_assert_eq!(&first, &bytes(&question.policy, &ask::facts(&district.facts)));
    Ok(())
}

/// TOML has no null; an absent last day means the same.
fn without_null(value: &Value) -> Value {
    match value {
        Value::Object(entries) => {
            let entries = entries.iter().filter(|(_, value)| !value.is_null());
            entries.map(|(key, value)| (key.clone(), without_null(value))).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(without_null).collect(),
        other => other.clone(),
    }
}

/// Typed rows take the same door as JSON and give the same bytes.
fn typed(district: &District) -> Result<(), TestCaseError> {
    let question = Question::from(district);
    let facts = Facts::new(tables(&district.facts)).unwrap_or_else(|faults| panic!("{faults}"));
    same("facts", &json(&facts), &json(&question.facts))?;
    let one = question.report();
    same("reports", &one, &Question { facts, ..question }.report())
}

/// `keep` filters findings; everything else stays whole. Every kept finding is found by its subject, no other is.
fn keep(district: &District) -> Result<(), TestCaseError> {
    let Question { facts, policy, as_of } = Question::from(district);
    let whole = Check::new(&policy, as_of).run(&facts);
    let all = json(&whole);
    let has = |finding: &Value, verdicts: &[&str]| verdicts.contains(&text(&finding["verdict"]));
    let problem =
        |finding: &Value| has(finding, &["breach", "undetermined"]) || finding["contested"].as_bool().expect("a flag");
    type Wanted<'w> = Box<dyn Fn(&Value) -> bool + 'w>;
    let mut choices: Vec<(Keep, Wanted<'_>)> = vec![
        (Keep::ALL, Box::new(|_| true)),
        (Keep::PROBLEMS, Box::new(problem)),
        (Keep::only(&[]), Box::new(|_| false)),
        (
            Keep::only(&[Verdict::Pending, Verdict::NotApplicable]),
            Box::new(|finding| has(finding, &["pending", "not_applicable"])),
        ),
    ];
    for verdict in Verdict::ALL {
        choices.push((Keep::only(&[verdict]), Box::new(move |finding| has(finding, &[verdict.name()]))));
    }
    for (keep, wanted) in choices {
        let report = Check::new(&policy, as_of).keep(keep).run(&facts);
        let kept = json(&report);
        let expected: Vec<&Value> = list(&all["findings"]).iter().filter(|finding| wanted(finding)).collect();
        same("findings", &kept["findings"], &json(&expected))?;
        for key in ["summary", "standings", "deadlines", "skipped", "warnings", "faults", "policy", "as_of"] {
            same(key, &kept[key], &all[key])?;
        }
        for finding in whole.findings() {
            let found = report.finding(finding.subject);
            let is_kept = wanted(&json(&finding));
            ensure(found.is_some() == is_kept, || format!("{:?} is looked up wrongly", finding.subject))?;
            ensure(found.is_none_or(|found| json(&found) == json(&finding)), || format!("{found:?}"))?;
        }
    }
    Ok(())
}

/// A choice of rules gives their findings, counts, deadlines and gaps; standings and warnings do not depend on it.
fn some_rules(district: &District, seed: u64) -> Result<(), TestCaseError> {
    let Question { facts, policy, as_of } = Question::from(district);
    let all = json(&Check::new(&policy, as_of).run(&facts));
    let rng = &mut Rng::with_seed(seed);
    let mut chosen: Vec<Rule> = Rule::ALL.into_iter().filter(|_| rng.bool()).collect();
    // neither the order nor a repetition of the choice matters
    rng.shuffle(&mut chosen);
    chosen.extend(chosen.first().copied());
    let some = json(&Check::new(&policy, as_of).rules(chosen.iter().copied()).run(&facts));
    let is_chosen = |name: &str| chosen.iter().any(|rule| rule.name() == name);
    for key in ["findings", "deadlines", "skipped"] {
        let expected = list(&all[key]).iter().filter(|one| is_chosen(text(&one["rule"])));
        same(key, &some[key], &json(&expected.collect::<Vec<_>>()))?;
    }
    let summary = all["summary"].as_object().expect("a summary").iter();
    let expected: Map<_, _> =
        summary.filter(|(rule, _)| is_chosen(rule)).map(|(rule, counts)| (rule.clone(), counts.clone())).collect();
    same("summary", &some["summary"], &Value::Object(expected))?;
    for key in ["standings", "warnings"] {
        same(key, &some[key], &all[key])?;
    }
    Ok(())
}

/// The facts without the events after a day: what is known on that day.
fn known_on(facts: &Value, as_of: Day) -> Value {
    let as_of = as_of.to_string();
    let is_later = |day: &Value| day.as_str().is_some_and(|day| *day > *as_of);
    let mut facts = facts.clone();
    for (table, rows) in facts.as_object_mut().expect("tables") {
        let rows = rows.as_array_mut().expect("rows");
        let event = match table.as_str() {
            "sessions" => "ended_on",
            "plans" => "made_on",
            "guidance" => "guided_on",
            "evaluations" => "evaluated_on",
            "appointments" => "appointed_on",
            // a revocation is seen by its own date, whatever its `found_on`
            "violations" => {
                rows.retain(|row| {
                    let revoked = row["revoked_on"].as_str().is_some_and(|day| *day <= *as_of);
                    revoked || !is_later(&row["found_on"])
                });
                "revoked_on"
            }
            _ => continue,
        };
        if table == "violations" {
            for row in rows {
                if is_later(&row[event]) {
                    row[event] = Value::Null;
                }
            }
            continue;
        }
        rows.retain(|row| !is_later(&row[event]));
        for row in rows {
            if is_later(&row["record_submitted_on"]) {
                row["record_submitted_on"] = Value::Null;
            }
        }
    }
    facts
}

/// What happens after `as_of` changes no finding.
fn future(district: &District) -> Result<(), TestCaseError> {
    let question = Question::from(district);
    let one = question.report();
    let facts = ask::facts(&known_on(&district.facts, question.as_of));
    let other = Question { facts, ..question }.report();
    for key in ["findings", "summary", "deadlines", "skipped"] {
        same(key, &one[key], &other[key])?;
    }
    Ok(())
}

/// With no new fact a verdict with `holds_until` stands through that day, its dates with it, and on the day after there
/// is another: the bound is exact. A verdict without `holds_until` stands for good. One exception: rule 5 carries no
/// date and takes the edition of `as_of`, so that with several editions it may change at a border.
fn stands(district: &District, seed: u64) -> Result<(), TestCaseError> {
    let question = Question::from(district);
    let facts = ask::facts(&known_on(&district.facts, question.as_of));
    let question = Question { facts, ..question };
    let as_of = question.as_of;
    let editions = json(&question.policy).get("editions").map_or(1, |list| ask::list(list).len());
    let rng = &mut Rng::with_seed(seed);
    let first = question.findings_on(as_of);
    let mut days = BTreeSet::from([as_of.next(), as_of.plus_days(rng.i32(2..400)), as_of.plus_days(5_000)]);
    for finding in first.values() {
        if let Some(until) = finding["holds_until"].as_str().map(ask::day) {
            ensure(until >= as_of, || format!("holds until a day that is over: {finding}"))?;
            let between = until.days_since(as_of);
            days.extend([until.previous(), until, until.next()]);
            days.insert(as_of.plus_days(rng.i32(0..=between)));
            if between < 12 {
                days.extend((0..between).map(|days| as_of.plus_days(days)));
            }
        }
    }
    for day in days.into_iter().filter(|day| *day >= as_of) {
        let later = question.findings_on(day);
        for (key, finding) in &first {
            let Some(now) = later.get(key) else {
                return Err(TestCaseError::fail(format!("no longer judged on {day}: {finding}")));
            };
            let until = finding["holds_until"].as_str().map(ask::day);
            let stands = ["verdict", "due_on", "settled_on"].iter().all(|key| now[key] == finding[key]);
            match until {
                None if finding["rule"] == "mentor_eligibility" && editions > 1 => {}
                None => ensure(now["verdict"] == finding["verdict"], || format!("on {day}: {now}\nwas {finding}"))?,
                Some(until) if day <= until => ensure(stands, || format!("on {day}: {now}\nwas {finding}"))?,
                Some(until) if day == until.next() => {
                    ensure(now["verdict"] != finding["verdict"], || format!("still stands on {day}: {now}"))?;
                }
                Some(_) => {}
            }
        }
    }
    Ok(())
}

/// With fixed facts, as days pass and events come into sight:
///
/// - A finding with a `settled_on` keeps it and its verdict, compliant, in breach or undetermined: what was met stays met,
///   what was met late stays late. Its `due_on` stays too, except under rule 7, where a later revocation may cut the year
///   that ended the guidance already given; the guidance then still lies in it.
/// - A breach is final, of every rule but the fifth under several editions (no date of its own).
/// - `not_applicable` is final.
///
/// No such law holds for rule 10's `compliant` (another appointment in the same year opens it again; it has no
/// `settled_on`) and for rule 1's `excused` (sessions held later meet the month after all).
fn stays(district: &District, seed: u64) -> Result<(), TestCaseError> {
    let question = Question::from(district);
    let editions = json(&question.policy).get("editions").map_or(1, |list| ask::list(list).len());
    let rng = &mut Rng::with_seed(seed);
    let first = question.findings_on(question.as_of);
    let mut days = vec![question.as_of.next(), question.as_of.plus_days(5_000)];
    days.extend((0..5).map(|_| question.as_of.plus_days(rng.i32(2..900))));
    for day in days {
        let later = question.findings_on(day);
        for (key, finding) in &first {
            let Some(now) = later.get(key) else { continue };
            let why = || format!("on {day}: {now}\nwas {finding}");
            if finding["rule"] == "mentor_eligibility" && editions > 1 {
                continue;
            }
            if !finding["settled_on"].is_null() {
                ensure(now["verdict"] == finding["verdict"], why)?;
                ensure(now["settled_on"] == finding["settled_on"], why)?;
                let cut = finding["rule"] == "annual_guidance" && text(&now["due_on"]) < text(&finding["due_on"]);
                ensure(now["due_on"] == finding["due_on"] || cut, why)?;
            }
            if ["breach", "not_applicable"].contains(&text(&finding["verdict"])) {
                ensure(now["verdict"] == finding["verdict"], why)?;
            }
        }
        gone(&first, &later)?;
    }
    Ok(())
}

/// A duty that was met is not forgotten.
fn gone(first: &Findings, later: &Findings) -> Result<(), TestCaseError> {
    for (key, finding) in first.iter().filter(|(_, finding)| !finding["settled_on"].is_null()) {
        ensure(later.contains_key(key), || format!("no longer judged: {finding}"))?;
    }
    Ok(())
}

/// Settling a reading takes its values out of `contested_by` and changes nothing else there; it never changes a verdict
/// or a date, it may end a contest and narrow a `due_range`, never begin or widen one.
fn settling(district: &District) -> Result<(), TestCaseError> {
    let question = Question::from(district);
    let written = json(&question.policy);
    let before = question.findings_on(question.as_of);
    for (reading, _) in READINGS {
        let mut policy = written.clone();
        for edition in readings::editions(&mut policy) {
            edition["settled"][reading] = "letter of 1 March 2024".into();
        }
        let settled = Question { facts: question.facts.clone(), policy: ask::policy(&policy), as_of: question.as_of };
        let after = settled.findings_on(question.as_of);
        prop_assert_eq!(before.len(), after.len());
        for (before, after) in before.values().zip(after.values()) {
            let why = || format!("{reading} settled: {after}\nwas {before}");
            let rest = |finding: &Value| {
                let mut finding = finding.clone();
                for key in ["contested", "due_range"] {
                    finding[key] = Value::Null;
                }
                finding["detail"].as_object_mut().expect("an object").remove("contested_by");
                finding
            };
            ensure(rest(before) == rest(after), why)?;
            let mut by = contested_by(before);
            by.retain(|name| !name.starts_with(&format!("{reading}=")));
            ensure(by == contested_by(after), why)?;
            ensure(before["contested"] == true || after["contested"] == false, why)?;
            let range = |finding: &Value| {
                finding["due_range"].as_array().map(|ends| (text(&ends[0]).to_owned(), text(&ends[1]).to_owned()))
            };
            let narrower = match (range(before), range(after)) {
                (Some((from, to)), Some((new_from, new_to))) => from <= new_from && new_to <= to,
                (before, after) => before == after,
            };
            ensure(narrower, why)?;
        }
    }
    Ok(())
}

fn contested_by(finding: &Value) -> Vec<String> {
    let by = finding["detail"]["contested_by"].as_array();
    by.map(|by| by.iter().map(|name| text(name).to_owned()).collect()).unwrap_or_default()
}

/// Every combination of the readings in a rule's brackets, set in the policy as a user would: `contested` iff one of
/// them gives the subject another verdict, `contested_by` exactly the single values that do, sorted, and `due_range` from
/// the earliest to the latest `due_on` of all. Keys outside the brackets stay as they are.
fn contested(district: &District) -> Result<(), TestCaseError> {
    let question = Question::from(district);
    let written = json(&question.policy);
    for (name, brackets) in BRACKETS {
        let ask_under = |policy: &Policy| -> Findings {
            let report = Check::new(policy, question.as_of).rules([ask::rule(name)]).run(&question.facts);
            by_subject(report.findings().map(|finding| json(&finding)))
        };
        let own = ask_under(&question.policy);
        if own.is_empty() {
            continue;
        }
        let under: Vec<(Vec<String>, Findings)> = combinations(&written, brackets)
            .into_iter()
            .map(|(settings, policy)| (settings, ask_under(&ask::policy(&policy))))
            .collect();
        for (key, finding) in &own {
            let (mut differs, mut by, mut due) = (false, Vec::new(), Vec::new());
            due.extend(finding["due_on"].as_str());
            for (settings, findings) in &under {
                // a combination that does not judge the subject is left out
                let Some(other) = findings.get(key) else { continue };
                due.extend(other["due_on"].as_str());
                if other["verdict"] != finding["verdict"] {
                    differs = true;
                    if let [single] = settings.as_slice() {
                        by.push(single.clone());
                    }
                }
            }
            by.sort_unstable();
            ensure(finding["contested"] == differs, || format!("contested = {differs}: {finding}"))?;
            ensure(contested_by(finding) == by, || format!("contested by {by:?}: {finding}"))?;
            ensure(finding["detail"].get("contested_by").is_some() == differs, || {
                format!("contested_by stands iff contested: {finding}")
            })?;
            let range = match (due.iter().min(), due.iter().max()) {
                (Some(from), Some(to)) if !finding["due_on"].is_null() => serde_json::json!([from, to]),
                _ => Value::Null,
            };
            ensure(finding["due_range"] == range, || format!("due_range = {range}: {finding}"))?;
        }
    }
    Ok(())
}

/// Every way to set some of these keys, each with the `key=value` set and the policy that results.
fn combinations(policy: &Value, keys: &[&str]) -> Vec<(Vec<String>, Value)> {
    let mut all = vec![(Vec::new(), policy.clone())];
    for key in keys {
        for (settings, policy) in all.clone() {
            for value in readings::values(key) {
                let mut settings: Vec<String> = settings.clone();
                settings.push(format!("{key}={value}"));
                all.push((settings, readings::read_as(&policy, key, value)));
            }
        }
    }
    all
}

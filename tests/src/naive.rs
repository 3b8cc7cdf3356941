//! The second judge: a slow, plain model of the contract, written apart from the engine and used to cross-check it.
//!
//! It walks days one by one, tries every combination of readings, and quotes the contract where it decides. It takes
//! facts and policies that are already known to be valid.

mod dates;
mod facts;
mod finding;
mod mentors;
mod policy;
mod rest_days;
mod standings;
mod supervision;
mod terms;
mod warnings;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use dates::{Day, day};
use facts::{Facts, TABLES};
use finding::{Finding, Subject};
use policy::{
    CATEGORIES, COUNTING, DUE, FIRST_DAY, LAPSE_EFFECT, LAST_DAY, Law, PARTIAL_MONTH, PEER, SCOPE, SUCCESSOR,
    TERM_LAST_DAY,
};
use supervision::Engaged;

/// A rule, the tables it needs, and the reading keys in its brackets.
type Rule = (&'static str, &'static [&'static str], &'static [&'static str]);

const RULES: [Rule; 11] = [
    ("supervision_frequency", &["engagements", "sessions"], &[PARTIAL_MONTH, SCOPE, PEER]),
    ("record_deadline", &["sessions"], &[FIRST_DAY, LAST_DAY]),
    ("cycle_plan", &["engagements", "plans"], &[SUCCESSOR]),
    ("monthly_plan", &["engagements", "plans"], &[DUE]),
    ("mentor_eligibility", &["mentors"], &[CATEGORIES]),
    ("mentor_term", &["appointments", "guidance"], &[TERM_LAST_DAY]),
    ("annual_guidance", &["appointments", "guidance"], &[TERM_LAST_DAY]),
    ("mentor_inactivity", &["appointments", "guidance"], &[COUNTING, TERM_LAST_DAY]),
    ("annual_evaluation", &["appointments", "evaluations"], &[]),
    ("commendation", &["appointments", "guidance"], &[COUNTING, LAPSE_EFFECT]),
    ("revocation", &["violations"], &[]),
];

const VERDICTS: [&str; 6] = ["compliant", "breach", "pending", "excused", "not_applicable", "undetermined"];

/// The report of section 6: `as_of`, `findings`, `summary`, `standings`, `deadlines`, `skipped` and `warnings`.
/// `rules` = the rules chosen, all without.
pub fn report(facts: &Value, policy: Option<&Value>, as_of: &str, rules: Option<&[String]>) -> Value {
    let law = Law::new(policy.unwrap_or(&json!({})));
    let as_of = day(as_of);
    let all = Facts::new(facts);
    let seen = all.seen(as_of);
    let engaged = Engaged::new(&seen, law.supervision, as_of);
    let judge = |rule: &str, law: &Law| -> Vec<Finding> {
        let mut findings = match rule {
            "supervision_frequency" => supervision::supervision_frequency(&seen, &engaged, law, as_of),
            "record_deadline" => supervision::record_deadline(&seen, law, as_of),
            "cycle_plan" => supervision::cycle_plan(&seen, law, as_of),
            "monthly_plan" => supervision::monthly_plan(&seen, &engaged, law, as_of),
            "mentor_eligibility" => mentors::mentor_eligibility(&seen, law, as_of),
            "mentor_term" => mentors::mentor_term(&seen, law),
            "annual_guidance" => mentors::annual_guidance(&seen, law, as_of),
            "mentor_inactivity" => mentors::mentor_inactivity(&seen, law, as_of),
            "annual_evaluation" => mentors::annual_evaluation(&seen, law, as_of),
            "commendation" => mentors::commendation(&seen, law, as_of),
            "revocation" => mentors::revocation(&seen, law, as_of),
            other => panic!("no rule {other}"),
        };
        findings.sort_by(|one, other| one.subject.cmp(&other.subject));
        findings
    };

    let mut findings = Vec::new();
    let mut summary = Map::new();
    let mut skipped = Vec::new();
    let mut commendations = Vec::new();
    for (rule, needed, brackets) in RULES {
        let chosen = rules.is_none_or(|rules| rules.iter().any(|name| name == rule));
        // "A rule whose tables are absent appears in the report's `skipped` with the missing tables."
        let absent = |table: &&&str| !all.present.contains(table);
        let missing: Vec<&str> = TABLES.iter().filter(|table| needed.contains(table)).filter(absent).copied().collect();
        if !missing.is_empty() {
            if chosen {
                skipped.push(json!({"rule": rule, "missing": missing}));
            }
            continue;
        }
        // `commendable` is given "whatever rules were chosen".
        if rule == "commendation" {
            commendations = judge(rule, &law);
        }
        if chosen {
            let judged = contested(judge(rule, &law), &law, brackets, |law| judge(rule, law));
            summary.insert(rule.to_string(), counts(&judged));
            findings.extend(judged);
        }
    }

    // "All `pending` findings with a due date, whole, by `due_on`, then report order": the sort keeps the order of equals.
    let mut deadlines: Vec<&Finding> =
        findings.iter().filter(|finding| finding.verdict == "pending" && finding.due_on.is_some()).collect();
    deadlines.sort_by_key(|finding| finding.due_on);

    json!({
        "as_of": as_of.to_string(),
        "findings": findings.iter().map(Finding::json).collect::<Vec<_>>(),
        "summary": summary,
        "standings": standings::standings(&all, &seen, &law, as_of, &commendations),
        "deadlines": deadlines.into_iter().map(Finding::json).collect::<Vec<_>>(),
        "skipped": skipped,
        "warnings": warnings::warnings(&all, &seen, &law, as_of),
    })
}

/// "`contested`: true exactly where some such combination gives this subject another verdict with the same facts and
/// `as_of`": judge everything anew under every combination and compare subject by subject.
fn contested(
    mut findings: Vec<Finding>,
    law: &Law,
    brackets: &[&'static str],
    judge: impl Fn(&Law) -> Vec<Finding>,
) -> Vec<Finding> {
    // The first combination changes nothing: it is the policy's own.
    let combinations = law.combinations(brackets);
    let mut judged: Vec<BTreeMap<Subject, Finding>> = Vec::new();
    for settings in &combinations {
        let anew = judge(&law.read_as(settings));
        judged.push(anew.into_iter().map(|finding| (finding.subject.clone(), finding)).collect());
    }
    for finding in &mut findings {
        let mut contested_by = BTreeSet::new();
        let mut due_days: BTreeSet<Day> = BTreeSet::new();
        for (settings, judged) in combinations.iter().zip(&judged) {
            // "A combination that does not judge the subject is left out."
            let Some(other) = judged.get(&finding.subject) else {
                continue;
            };
            due_days.extend(other.due_on);
            if other.verdict != finding.verdict {
                finding.contested = true;
                // "The single reading values that alone flip it; it can be empty where only a combination does."
                if let [(key, value)] = settings[..] {
                    contested_by.insert(format!("{key}={value}"));
                }
            }
        }
        if finding.contested {
            finding.detail("contested_by", json!(contested_by));
        }
        // "`[earliest, latest]` of the `due_on`s over all admissible readings of that rule; null where `due_on` is null."
        if finding.due_on.is_some() {
            finding.due_range = due_days.first().copied().zip(due_days.last().copied());
        }
    }
    findings
}

/// "`summary` `{rule: {compliant, breach, pending, excused, not_applicable, undetermined, contested}}`, zeros included".
fn counts(findings: &[Finding]) -> Value {
    let mut counts = Map::new();
    for verdict in VERDICTS {
        let count = findings.iter().filter(|finding| finding.verdict == verdict).count();
        counts.insert(verdict.to_string(), json!(count));
    }
    counts.insert("contested".to_string(), json!(findings.iter().filter(|finding| finding.contested).count()));
    Value::Object(counts)
}

//! What a report over columns says, accessor by accessor, is what a report over rows says.

use hongyan::columns::{Columns, Door, Findings, Report, Space};
use hongyan::facts::Facts;
use hongyan::stop::Stop;
use hongyan::{Check, Day, Keep, Policy, Rule};
use hongyan_tests::columnar::{IdsAs, Owned};
use hongyan_tests::random::{self, District};
use serde_json::{Value, json};

/// Asks a district over rows and over columns.
fn asked(seed: u64, then: impl FnOnce(&Check<'_>, &Columns<'_>, &Facts, &hongyan::Report)) {
    let District { facts, policy, as_of } = random::district(seed);
    let policy = Policy::from_json(&policy.to_string()).unwrap();
    let check = Check::new(&policy, as_of.parse::<Day>().unwrap()).keep(Keep::ALL);
    let rows = Facts::from_json(&facts.to_string()).unwrap();
    let expected = check.run(&rows);
    let owned = Owned::of(&facts, IdsAs::Texts, seed);
    owned.check(Door::default(), |columns| then(&check, &columns, &rows, &expected)).unwrap();
}

/// Names and values of a subject, values as text.
fn keys(subject: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    subject.as_object().unwrap().iter().map(|(name, value)| (name.clone(), text(value))).collect()
}

/// Rule, keys and due day.
type Due = (Rule, Vec<(String, String)>, Option<i32>);

/// The same of a report over rows.
fn due_of_rows(report: &hongyan::Report) -> Vec<Due> {
    let of = |one: hongyan::Finding<'_>| {
        let mut keys = keys(&serde_json::to_value(one).unwrap()["subject"]);
        keys.sort();
        (one.rule, keys, one.due_on.map(Day::number))
    };
    report.deadlines().map(of).collect()
}

/// What a report lists by day.
fn due(report: &Report<'_, '_>) -> Vec<Due> {
    let all: Vec<(&Findings, usize)> =
        report.deadlines().iter().flat_map(|one| (0..one.len()).map(move |at| (one, at))).collect();
    let of = |(findings, at): (&Findings, usize)| {
        let subject = report.subject(findings, at).unwrap();
        let mut keys: Vec<_> = subject.keys().map(|(name, key)| (name.to_owned(), key.to_string())).collect();
        keys.sort();
        (subject.rule(), keys, findings.due_on.get(at).copied())
    };
    report.deadlines_by_day().into_iter().map(|at| of(all[at])).collect()
}

#[test]
fn deadlines_come_by_day_and_not_by_id() {
    let held = |session: &str, day: &str| json!({"session": session, "project": "p", "worker": "w", "form": "individual", "ended_on": day});
    let facts = json!({
        "engagements": [{"project": "p", "worker": "w", "supervisor": "s", "start": "2024-03-01"}],
        "sessions": [held("a", "2024-03-08"), held("b", "2024-03-06"), held("c", "2024-03-07")],
        "plans": [],
    });
    let policy = Policy::default();
    let check = Check::new(&policy, Day::new(2024, 3, 9).unwrap());
    let expected = check.run(&Facts::from_json(&facts.to_string()).unwrap());
    let day = |day| Day::new(2024, 3, day).unwrap().number();
    Owned::of(&facts, IdsAs::Texts, 0)
        .check(Door::default(), |columns| {
            let report = check.columns(&columns);
            let records = report.deadlines().iter().find(|one| one.rule() == Rule::RecordDeadline).unwrap();
            // a week after each session
            assert_eq!(records.due_on, [day(13), day(14), day(15)]);
            let found = due(&report);
            assert!(found.len() > 3 && found.is_sorted_by_key(|(_, _, due_on)| *due_on));
            assert_eq!(found, due_of_rows(&expected));
        })
        .unwrap();
}

#[test]
fn deadlines_standings_and_skipped_rules() {
    for seed in random::seeds(60) {
        asked(seed, |check, columns, _, expected| {
            let report = check.columns(columns);
            assert_eq!((report.as_of(), report.policy().to_value()), (expected.as_of(), expected.policy().to_value()));
            assert_eq!(report.skipped(), expected.skipped());
            assert!(report.deadlines().iter().all(|findings| findings.due_on.is_sorted()), "district {seed}");
            assert_eq!(due(&report), due_of_rows(expected), "district {seed}");
            let mentors = report.first_space(Rule::MentorTerm).unwrap();
            let statuses: Vec<_> = report
                .statuses()
                .into_iter()
                .map(|(code, status)| (mentors.value(code).unwrap().to_string(), status))
                .collect();
            let standings: Vec<_> = expected.standings().map(|one| (one.mentor.to_owned(), one.status)).collect();
            assert_eq!(statuses, standings, "district {seed}");
            let outline = report.outline();
            assert_eq!((outline.findings().len(), outline.deadlines().len()), (0, 0));
            assert_eq!(outline.summary(), expected.summary());
            assert_eq!(outline.standings().len(), expected.standings().len());
        });
    }
}

#[test]
fn findings_one_by_one() {
    let mut seen = 0;
    let seeds = random::seeds(120);
    for seed in seeds.clone() {
        asked(seed, |check, columns, rows, expected| {
            let report = check.columns(columns);
            let mut all = expected.findings();
            for findings in report.findings() {
                let half = findings.len() / 2;
                // in two parts, so that the second begins among what the first has passed
                let parts = [findings.details(0..half), findings.details(half..findings.len())];
                for at in 0..findings.len() {
                    let one = all.next().unwrap();
                    let told = serde_json::to_value(one).unwrap();
                    let subject = report.subject(findings, at).unwrap();
                    assert_eq!(subject.rule(), one.rule);
                    assert_eq!(findings.clause(at), told["clause"]);
                    for (name, value) in keys(&told["subject"]) {
                        assert_eq!(subject.key(&name).unwrap().to_string(), value);
                        assert!(subject.to_string().contains(&format!("{name} {value}")), "{subject}");
                    }
                    assert!(subject.key("hall").is_none());
                    let (part, place) = if at < half { (&parts[0], at) } else { (&parts[1], at - half) };
                    let detail: Value = serde_json::from_str(&part.texts[part.places[place] as usize]).unwrap();
                    assert_eq!(detail, told["detail"], "{told}");
                    let row = report.row(findings, at);
                    assert_eq!(row.is_some(), one.rule == Rule::RecordDeadline);
                    seen += 1;
                }
            }
            assert!(all.next().is_none());
            let facts = |facts: &Facts| serde_json::to_string(facts).unwrap();
            assert_eq!(facts(&columns.to_facts()), facts(rows));
        });
    }
    assert!(seen > 16 * seeds.count(), "{seen} findings");
}

#[test]
fn a_call_that_is_stopped_gives_nothing() {
    asked(2, |check, columns, _, expected| {
        let stop = Stop::new();
        let report = check.columns_unless(columns, &stop).unwrap();
        assert_eq!(report.to_report().to_json().unwrap(), expected.to_json().unwrap());
        stop.stop();
        assert!(check.columns_unless(columns, &stop).is_err());
    });
}

#[test]
fn spaces_of_ids() {
    let empty = Space::default();
    assert!(empty.is_empty() && empty.value(0).is_none());
    asked(2, |check, columns, _, _| {
        let report = check.columns(columns);
        for rule in Rule::ALL {
            let spaces = [report.first_space(rule), report.second_space(rule)];
            for space in spaces.into_iter().flatten() {
                for code in (0..).take(space.len()) {
                    assert_eq!(space.code(space.value(code).unwrap()), Some(code));
                }
                assert!(space.value(u32::MAX).is_none());
            }
        }
        assert!(report.first_space(Rule::RecordDeadline).is_none() && report.second_space(Rule::Revocation).is_none());
    });
}

//! A report that was saved is taken up again as it was: same bytes, same documents; what is none is refused.

use fastrand::Rng;
use hongyan::columns::{Columns, Door, Frame, Frames};
use hongyan::facts::{Builder, Facts, OnError, Table};
use hongyan::message::Lang;
use hongyan::render::{self, Bom, Language};
use hongyan::{Check, Day, Keep, Policy, Report, check};
use hongyan_tests::ask::Question;
use hongyan_tests::columnar::{IdsAs, Owned, numbered, parting};
use hongyan_tests::{ask, random, vectors};
use serde_json::{Value, json};

fn read(text: &str) -> Report {
    Report::from_json(text).unwrap_or_else(|error| panic!("{error}\n{text:.2000}"))
}

/// Saved and taken up again, with messages and without.
fn same(report: &Report, at: &str) -> Report {
    let saved = report.to_json().expect("JSON");
    let again = read(&saved);
    assert_eq!(again.to_json().expect("JSON"), saved, "{at}");
    let told = serde_json::to_string(&report.with_messages()).expect("JSON");
    let told_again = read(&told);
    assert_eq!(serde_json::to_string(&told_again.with_messages()).expect("JSON"), told, "{at}");
    for finding in report.findings() {
        let found = again.finding(finding.subject).unwrap_or_else(|| panic!("{at}: {} is lost", finding.subject));
        assert_eq!((found.verdict, found.due_on), (finding.verdict, finding.due_on), "{at}");
    }
    again
}

/// The documents of two reports are the same.
fn documents(one: &Report, other: &Report, at: &str) {
    let nothing = Facts::default();
    let documents = |report: &Report| {
        let csv = render::csv(report, Bom::Without).expect("a table");
        [
            // days within the sentences of warnings are not marked as such again
            render::html(report, &nothing, Language::Both).replace("<time>", "").replace("</time>", ""),
            String::from_utf8(csv).expect("a text"),
            render::ics(report, Language::Zh),
            format!("{:?}", render::rates(report, &nothing)),
        ]
    };
    for (one, other) in documents(one).iter().zip(&documents(other)) {
        assert!(one == other, "{at}: {}", parting(one, other));
    }
}

#[test]
fn every_case_is_saved_and_taken_up_again() {
    let (mut reports, mut faults, mut warnings) = (0, 0, 0);
    for (file, cases) in vectors::all() {
        for case in cases {
            let builder = Builder::from_json(&case.facts.to_string()).expect("an object of tables");
            let Ok(facts) = builder.build(OnError::Skip) else { continue };
            let report = Check::new(&case.policy(), case.as_of).rules(case.rules()).run(&facts);
            let at = format!("{file}: {}", case.name);
            let again = same(&report, &at);
            if reports % 8 == 0 {
                documents(&report, &again, &at);
            }
            reports += 1;
            faults += report.faults().len();
            warnings += report.warnings().len();
        }
    }
    assert!(reports > 1_000 && faults > 100 && warnings > 50, "{reports}, {faults}, {warnings}");
}

#[test]
fn random_districts_are_saved_and_taken_up_again() {
    for seed in random::seeds(300) {
        let question = Question::from(&random::district(seed));
        let keep = if seed % 4 == 0 { Keep::PROBLEMS } else { Keep::ALL };
        let report = Check::new(&question.policy, question.as_of).keep(keep).run(&question.facts);
        let again = same(&report, &format!("district {seed}"));
        let book = |report| render::xlsx(report, &question.facts, Language::Zh);
        if seed % 10 == 0 {
            documents(&report, &again, &format!("district {seed}"));
            assert!(book(&report).is_ok() && book(&again).is_ok(), "district {seed}");
        }
    }
}

#[test]
fn integer_ids_keep_their_order() {
    for seed in random::seeds(200) {
        let district = random::district(seed);
        let ids = if seed % 2 == 0 { IdsAs::Integers } else { IdsAs::Sparse };
        let (facts, _) = numbered(&district.facts, ids);
        let owned = Owned::of(&facts, ids, seed);
        let question = Question::from(&district);
        let check = Check::new(&question.policy, question.as_of);
        let report = owned.check(Door::default(), |columns| check.columns(&columns).to_report()).expect("no fault");
        same(&report, &format!("district {seed}"));
    }
    let on = ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"].map(|on| on.parse::<Day>().unwrap().number());
    let appointments = Frame::new(Table::Appointments).with("mentor", &[10, 9, -3, -20]).with("appointed_on", &on);
    let guidance = Frame::new(Table::Guidance).with("mentor", &[9, 10, 100, -20]).with("guided_on", &on);
    let columns = Columns::check(Frames::new().with(appointments).with(guidance), Door::default()).expect("no fault");
    let report = Check::new(&Policy::default(), Day::from_number(19_900)).columns(&columns).to_report();
    let again = same(&report, "numbers");
    documents(&report, &again, "numbers");
    let mentors: Vec<&str> = again.standings().map(|one| one.mentor).collect();
    assert_eq!(mentors, ["-20", "-3", "9", "10", "100"]);
}

/// One report with everything in it.
fn full() -> Value {
    let facts = json!({
        "engagements": [{"project": "P", "worker": "W", "start": "2024-01-10", "supervisor": "S"}],
        "sessions": [
            {"session": "s", "project": "P", "worker": "W", "form": "group", "ended_on": "2024-02-05"},
            {"session": "t", "project": "P", "worker": "W", "form": "group", "ended_on": "2026-12-26"},
            {"session": "", "project": "P", "worker": "W", "form": "group", "ended_on": 170141183460469231731687303715884105727_i128 as f64},
        ],
        "plans": [],
        "mentors": [{"mentor": "M", "responsibility": false}],
        "appointments": [{"mentor": "M", "appointed_on": "2024-01-01"}],
        "guidance": [{"mentor": "M", "guided_on": "2023-08-01"}],
        "violations": [{"mentor": "M", "found_on": "2024-05-01", "revoked_on": "2025-06-01"}],
    });
    let policy = r#"{"editions": [
        {"effective_from": "2023-07-01", "effective_to": "2024-06-30", "policy": {"rest_days": {"2023": {"holidays": []}}}},
        {"effective_from": "2024-07-01", "policy": {"profile": "civil_code"}}
    ]}"#;
    let facts = Builder::from_json(&facts.to_string()).unwrap().build(OnError::Skip).unwrap();
    let report = check(&facts, &Policy::from_json(policy).unwrap(), "2024-11-01".parse::<Day>().unwrap());
    assert_eq!(report.faults().len(), 2);
    assert!(report.warnings().len() > 0 && !report.skipped().is_empty() && report.deadlines().len() > 0);
    same(&report, "full");
    serde_json::from_str(&report.to_json().unwrap()).unwrap()
}

/// The message of a refusal, in both languages.
fn refusal(report: &Value) -> String {
    let error = Report::from_json(&report.to_string()).expect_err("it does not fit together");
    assert!(!error.message().text(Lang::Zh).is_empty());
    error.to_string()
}

#[test]
fn what_does_not_fit_together_is_refused_with_its_place() {
    let report = full();
    type Change = fn(&mut Value);
    let changes: [(Change, &str); 27] = [
        (|r| r["engine"]["schema"] = json!(2), "hongyan in version 2"),
        (|r| r["engine"]["name"] = json!("other"), "other in version 1"),
        (|r| r["as_of"] = json!("2300-01-01"), "as_of: the year"),
        (|r| r["as_of"] = json!("2024-02-30"), "`2024-02-30` is not a date"),
        (|r| r["policy"]["editions"][1]["policy"]["mentor"]["term"]["years"] = json!(0), "mentor.term.years"),
        (|r| r["policy"] = json!([]), "the policy of the report"),
        (|r| r["summary"]["record_deadline"]["breach"] = json!(0), "summary.record_deadline: it counts fewer"),
        (|r| r["summary"]["record_deadline"]["late"] = json!(0), "unknown field `late`"),
        (|r| r["summary"]["lateness"] = json!({}), "there is no rule `lateness`"),
        (|r| r["findings"][0]["verdict"] = json!("fine"), "there is no verdict `fine`"),
        (|r| r["findings"][0]["clause"] = json!("S5"), "findings[0]: the clause"),
        (|r| r["findings"][0]["subject"]["worker"] = json!(""), "findings[0]: the subject"),
        (|r| r["findings"][0]["subject"]["month"] = json!(3), "findings[0]: the subject"),
        (|r| r["findings"][0]["subject"]["session"] = json!("s"), "findings[0]: the subject"),
        (|r| r["findings"][0]["rule"] = json!("revocation"), "findings[0]: the subject"),
        (|r| r["findings"][0]["detail"]["reason"] = json!("revoked"), "findings[0]: the detail"),
        (|r| r["findings"][0]["detail"]["stretches"] = json!([]), "findings[0]: the detail"),
        (|r| r["findings"][0]["contested"] = json!(false), "findings[0]: contested_by"),
        (|r| r["findings"][0]["detail"]["contested_by"] = json!(["mentor.categories=open"]), "contested_by"),
        (|r| r["findings"][1]["due_range"] = json!(["2024-01-01", "2024-01-02"]), "findings[1]: the due day"),
        (|r| drop(r["findings"][1].as_object_mut().unwrap().remove("margin_days")), "missing field `margin_days`"),
        (|r| r["findings"].as_array_mut().unwrap().swap(0, 1), "findings[1]: it stands out of order"),
        (|r| r["deadlines"][0]["verdict"] = json!("breach"), "deadlines[0]: it is not pending"),
        (|r| r["standings"][0]["last_day"] = json!(null), "standings[0]: the term"),
        (|r| r["standings"][0]["standing"] = json!("retired"), "there is no standing `retired`"),
        (|r| r["warnings"][0]["code"] = json!("odd"), "there is no warning `odd`"),
        (|r| r["faults"][0]["code"] = json!("odd"), "there is no fault `odd`"),
    ];
    for (place, (change, expected)) in changes.into_iter().enumerate() {
        let mut changed = report.clone();
        change(&mut changed);
        assert_ne!(changed, report, "change {place} changes nothing");
        let refusal = refusal(&changed);
        assert!(refusal.contains(expected), "change {place}: {refusal}");
    }
    let twice = report.to_string().replacen("\"summary\":{", "\"summary\":{\"cycle_plan\":{\"compliant\":0,\"breach\":0,\"pending\":0,\"excused\":0,\"not_applicable\":0,\"undetermined\":0,\"contested\":0},", 1);
    let error = Report::from_json(&twice).expect_err("a rule stands twice");
    assert_eq!(error.to_string(), "the report does not fit together: summary.cycle_plan: it stands more than once");
    for text in ["", "{", "[]", "null", "{}", "\u{feff}{}"] {
        assert!(Report::from_json(text).is_err(), "{text}");
    }
}

/// Whatever is done to the bytes: an error, or a report that is taken up again as it was written.
#[test]
fn tampering_never_panics() {
    let saved = full().to_string();
    let rng = &mut Rng::with_seed(7);
    let (mut refused, mut taken) = (0, 0);
    for _ in 0..2_000 {
        let mut bytes = saved.clone().into_bytes();
        for _ in 0..rng.usize(1..4) {
            let at = rng.usize(0..bytes.len());
            match rng.u8(0..4) {
                0 => bytes[at] = rng.u8(b' '..b'~'),
                1 => drop(bytes.remove(at)),
                2 => {
                    let other = rng.usize(0..bytes.len());
                    bytes.swap(at, other);
                }
                _ => bytes.truncate(at.max(1)),
            }
        }
        let Ok(text) = String::from_utf8(bytes) else { continue };
        match Report::from_json(&text) {
            Err(_) => refused += 1,
            Ok(report) => {
                same(&report, "tampered");
                taken += 1;
            }
        }
    }
    assert!(refused > 500 && taken > 5, "{refused} refused, {taken} taken");
}

#[test]
fn numbers_of_faults_are_written_as_they_were() {
    let mut report = full();
    let floats = [0.1, 1e300, 5e-324, 123_456_789.123_456_79].map(|float| json!(float).to_string());
    let others = ["170141183460469231731687303715884105727", "-5", "[1,2.5,null]", "\"x\"", "null", "true"];
    for value in others.map(str::to_owned).into_iter().chain(floats) {
        report["faults"][0]["value"] = json!("here");
        let text = report.to_string().replace("\"here\"", &value);
        let written = read(&text).to_json().expect("JSON");
        assert!(written.contains(&format!("\"value\":{value},")), "{value}: {written}");
    }
}

#[test]
fn the_version_that_made_it_stays() {
    let mut report = full();
    report["engine"]["version"] = json!("0.0.9");
    let read = read(&report.to_string());
    assert_eq!(read.engine_version(), "0.0.9");
    assert!(read.to_json().expect("JSON").contains("\"version\":\"0.0.9\""));
}

/// Over facts that have other texts, too, a report names whom it named.
#[test]
fn a_report_over_facts_with_more_texts_says_the_same() {
    for seed in 0..30 {
        let mut district = random::district(seed);
        let question = Question::from(&district);
        let report = check(&question.facts, &question.policy, question.as_of);
        // sorts before all others, so that every text has another place
        let first = json!({"project": "!", "worker": "!", "month": "2024-01", "reason": "!"});
        let excuses = district.facts.as_object_mut().expect("tables").entry("excuses").or_insert(json!([]));
        excuses.as_array_mut().expect("rows").push(first);
        let more = Question::from(&district).facts;
        let over = read(&report.to_json().expect("JSON")).over(&more);
        for finding in report.findings() {
            // of tallies the met ones are not written
            let found = over.finding(finding.subject).map(|found| ask::json(&found));
            assert_eq!(found, Some(ask::json(&finding)), "district {seed}");
        }
        assert_eq!(over.to_json().expect("JSON"), report.to_json().expect("JSON"), "district {seed}");
    }
}

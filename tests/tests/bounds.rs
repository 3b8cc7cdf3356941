//! Inputs that mean harm: deep, huge, many of one kind, names that try to be something else. Each is answered, and as
//! any other is. What they take in memory is counted in `bounds_memory`.

use fastrand::Rng;
use hongyan::columns::Door;
use hongyan::facts::{Builder, Facts, FaultCode, OnError};
use hongyan::message::Lang;
use hongyan::policy::PolicyErrorCode;
use hongyan::render::{self, Bom, Language};
use hongyan::{Check, Policy, Report, Rule, check};
use hongyan_tests::ask;
use hongyan_tests::columnar::{IdsAs, Owned, parting};
use serde_json::{Value, json};

#[test]
fn what_lies_too_deep_is_refused() {
    for depth in [200, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deep = format!("{}0{}", open.repeat(depth), close.repeat(depth));
            for text in
                [deep.clone(), format!("{{\"sessions\":{deep}}}"), format!("{{\"sessions\":[{{\"worker\":{deep}}}]}}")]
            {
                let faults = Facts::from_json(&text).expect_err("too deep");
                // what stands under an unknown name is passed over without going into it
                let passed_over = text == deep && open == "{\"a\":";
                let code = if passed_over { FaultCode::UnknownTable } else { FaultCode::Unreadable };
                assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [code]);
                assert!(Report::from_json(&text).is_err());
            }
            assert!(Policy::from_json(&deep).is_err());
            assert!(Policy::from_json(&format!("{{\"mentor\":{deep}}}")).is_err());
        }
        assert!(Policy::from_toml(&format!("a = {}{}", "[".repeat(depth), "]".repeat(depth))).is_err());
        assert!(Policy::from_toml(&format!("a = {}1{}", "{a = ".repeat(depth), "}".repeat(depth))).is_err());
        assert!(Policy::from_toml(&format!("{}a = 1", "a.".repeat(depth))).is_err());
        assert!(Policy::from_toml(&format!("[{}a]\nb = 1", "a.".repeat(depth))).is_err());
    }
}

#[test]
fn numbers_of_any_size_are_faults_where_none_fits() {
    let digits = "9".repeat(400);
    for number in ["1e999", "-1e999", "1e-999", "-0", "0.1", "9223372036854775808", "-99999999999999999999", &digits] {
        let text = format!(
            r#"{{"sessions": [{{"session": "s", "project": "p", "worker": "w", "form": "group", "ended_on": {number}, "minutes": {number}}}],
                "evaluations": [{{"mentor": "m", "year": {number}, "evaluated_on": "2024-01-01"}}]}}"#
        );
        let Err(faults) = Facts::from_json(&text) else { panic!("{number} is no date") };
        assert!(faults.iter().all(|fault| !fault.message().text(Lang::En).is_empty()));
        let key = format!(r#"{{"mentor": {{"term": {{"years": {number}}}}}}}"#);
        assert!(Policy::from_json(&key).is_err(), "{number}");
    }
}

/// However many keys stand beside each other, each is looked up once.
#[test]
fn a_policy_of_three_hundred_thousand_keys_is_refused_for_each() {
    let keys: Vec<String> = (0..300_000).map(|key| format!("\"k{key}\": 1")).collect();
    let errors = Policy::from_json(&format!("{{{}}}", keys.join(","))).expect_err("unknown keys");
    assert_eq!(errors.as_slice().len(), keys.len());
    assert!(errors.iter().all(|error| error.code == PolicyErrorCode::UnknownKey));
    let twice =
        Policy::from_json(&format!("{{\"settled\": {{{},\"k7\": 2}}}}", keys.join(","))).expect_err("none is text");
    assert!(twice.iter().any(|error| error.code == PolicyErrorCode::BadValue), "the repeated key");
}

/// A worker on more projects than are laid out at a time, under policies for which sets of months are and are not enough.
#[test]
fn a_worker_on_a_thousand_projects_is_judged_by_parts_as_by_rows() {
    const FORMS: [&str; 4] = ["individual", "group", "peer", "meeting"];
    let mut dice = Rng::with_seed(7);
    for (projects, policy) in [
        (70, json!({})),
        (90, json!({"supervision": {"frequency": {"scope": "per_worker", "partial_month": "every_month_touched"}}})),
        (
            150,
            json!({"supervision": {"frequency": {"individual_per_month": 3, "group_per_month": 2, "scope": "per_worker"}}}),
        ),
        (1_100, json!({"supervision": {"frequency": {"peer": "counts_as_group"}}})),
        (180, json!({"supervision": {"effective_from": "1900-01-01"}})),
    ] {
        let far = policy["supervision"]["effective_from"].is_string();
        let mut engagements = Vec::new();
        let mut sessions = Vec::new();
        for project in 0..projects {
            let year = if far { 1901 + project } else { 2024 };
            let project = format!("p{project}");
            let end = if dice.bool() {
                json!(format!("{year}-04-{:02}", dice.u8(1..=30)))
            } else {
                json!(format!("{year}-12-31"))
            };
            engagements.push(json!({"project": project, "worker": "w", "start": format!("{year}-0{}-01", dice.u8(1..=3)), "end": end}));
            for _ in 0..dice.u8(0..4) {
                let day = format!("{year}-0{}-{:02}", dice.u8(1..=5), dice.u8(1..=28));
                let session = format!("s{}", sessions.len());
                sessions.push(json!({"session": session, "project": project, "worker": "w", "form": dice.choice(FORMS), "ended_on": day}));
            }
        }
        let excuses: Vec<Value> = (0..projects)
            .step_by(9)
            .map(|project| {
                let month = if far { format!("{}-02", 1901 + project) } else { "2024-02".to_owned() };
                json!({"project": format!("p{project}"), "worker": "w", "month": month, "reason": "r"})
            })
            .collect();
        for excuses in [vec![], excuses] {
            let facts = json!({"engagements": engagements, "sessions": sessions, "excuses": excuses});
            let policy = ask::policy(&policy);
            let check = Check::new(&policy, ask::day(if far { "2100-01-01" } else { "2024-07-15" }))
                .rules([Rule::SupervisionFrequency]);
            let scalar = check.run(&ask::facts(&facts)).to_json().unwrap();
            for seed in 0..3 {
                let columns = Owned::of(&facts, IdsAs::Texts, seed).report(Door::default(), &check).unwrap();
                assert!(scalar == columns, "{projects} projects\n{}", parting(&scalar, &columns));
            }
        }
    }
}

/// Rows that share all but what tells them apart: each is compared with those alone that look like it.
#[test]
fn many_engagements_of_one_pair_are_told_apart() {
    let day = |at: usize| ask::day("2024-01-01").plus_days(i32::try_from(at % 300).unwrap()).to_string();
    let rows = 4_000;
    let engagements: Vec<Value> = (0..rows).map(|at| {
        // every fifth row stands twice
        let at = if at % 5 == 1 { at - 1 } else { at };
        json!({"project": "p", "worker": "w", "start": "2024-01-01", "end": day(at), "supervisor": format!("m{at}")})
    }).collect();
    let sessions: Vec<Value> = (0..600).map(|at| {
        json!({"session": format!("s{at}"), "project": "p", "worker": "w", "form": "group", "ended_on": day(at * 7)})
    }).collect();
    let facts = json!({"engagements": engagements, "sessions": sessions, "plans": []});
    let policy = Policy::default();
    let check = Check::new(&policy, ask::day("2024-06-01"));
    let scalar = check.run(&ask::facts(&facts));
    let repeated = scalar.warnings().filter(|warning| warning.code.name() == "repeated_row").count();
    assert_eq!(repeated, rows / 5);
    let columns = Owned::of(&facts, IdsAs::Texts, 3).report(Door::default(), &check).unwrap();
    let (own, other): (Value, Value) =
        (serde_json::from_str(&scalar.to_json().unwrap()).unwrap(), serde_json::from_str(&columns).unwrap());
    assert_eq!(own["findings"], other["findings"]);
    // of the warnings columns keep the first thousand
    let first = |report: &Value| report["warnings"].as_array().unwrap()[..900].to_vec();
    assert_eq!(first(&own), first(&other));
}

const NAMES: [&str; 9] = [
    "\u{202e}txt.exe",
    "a\u{0}b\u{1b}[2Jc",
    "<script>alert(1)</script>",
    "=HYPERLINK(\"http://x\")",
    "+SUM(1)",
    "\tx",
    "\r\nEND:VEVENT\r\nX:1",
    "\u{2066}\u{200f}\u{feff}",
    "{worker}{0}%s",
];

#[test]
fn names_stay_names_in_everything_that_is_written() {
    let rows: Vec<Value> = NAMES.iter().enumerate().map(|(at, name)| {
        json!({"session": format!("{name}{at}"), "project": name, "worker": name, "form": "group", "ended_on": "2024-03-05"})
    }).collect();
    let facts = json!({"sessions": rows, "engagements": NAMES.map(|name| json!({"project": name, "worker": name, "start": "2024-01-01"}))});
    let facts = Builder::from_json(&facts.to_string()).unwrap().build(OnError::Raise).unwrap();
    for as_of in ["2024-03-08", "2024-06-01"] {
        let report = check(&facts, &Policy::default(), ask::day(as_of));
        // a sentence has the name as it is; JSON escapes it and gives it back
        for finding in report.findings() {
            let [_, worker] =
                ["session", "worker"].map(|key| serde_json::to_value(finding.subject).unwrap()[key].clone());
            let worker = worker.as_str().unwrap().to_owned();
            assert!(NAMES.contains(&worker.as_str()));
            assert!(finding.message().text(Lang::En).contains(&worker), "{worker:?}");
        }
        let json = report.to_json().unwrap();
        assert_eq!(Report::from_json(&json).unwrap().to_json().unwrap(), json);
        assert!(!json.contains(|c: char| c < ' '), "a control sign stands in JSON as it is");

        let hidden = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{2066}\u{200f}\u{feff}".contains(c);
        let page = render::html(&report, &facts, Language::Both);
        assert!(!page.contains("<script>alert") && !page.contains(hidden));
        let calendar = render::ics(&report, Language::Zh);
        for line in calendar.split("\r\n") {
            assert!(!line.contains(hidden) && !line.starts_with("X:"), "{line:?}");
        }
        assert_eq!(calendar.lines().filter(|line| *line == "END:VEVENT").count(), report.deadlines().len());
        let csv = String::from_utf8(render::csv(&report, Bom::Without).unwrap()).unwrap();
        for cell in csv.lines().flat_map(|line| line.split(',')).map(|cell| cell.trim_start_matches('"')) {
            assert!(!cell.starts_with(['=', '+', '@', '\t', '\r']), "{cell:?}");
        }
    }
}

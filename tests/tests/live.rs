//! Facts that change while they are watched. The long run is the program `live`.

use chrono::NaiveDate;
use fastrand::Rng;
use hongyan::facts::{
    Appointment, Builder, Engagement, Facts, FaultCode, Faults, Form, Guidance, Mentor, OnError, Plan, PlanKind,
    Session, Table, Tables,
};
use hongyan::live::{Change, Live, Row, RowKey};
use hongyan::message::Lang;
use hongyan::{Day, Policy, Rule, Subject};
use hongyan_tests::live::{advanced, advancing, amended, seen};
use hongyan_tests::random::District;
use hongyan_tests::{ask, random};
use serde_json::json;

#[test]
fn what_changes_is_what_reports_made_anew_differ_in() {
    for seed in random::seeds(160) {
        amended(seed, 25).unwrap_or_else(|why| panic!("{why}"));
    }
}

#[test]
fn time_changes_what_reports_made_anew_on_every_day_differ_in() {
    for seed in random::seeds(240) {
        advanced(seed, 1100).unwrap_or_else(|why| panic!("{why}"));
    }
}

/// Engagements, sessions, terms and measures that begin and end at different times, rest days, an excuse, a successor, a
/// revocation; asked from before the first of them.
fn beginnings_and_ends() -> District {
    let facts = json!({
        "engagements": [
            {"project": "P", "worker": "W", "start": "2023-09-05", "end": "2024-05-03", "supervisor": "S"},
            {"project": "P", "worker": "V", "start": "2024-01-31", "supervisor": "T"},
        ],
        "sessions": [
            {"session": "1", "project": "P", "worker": "W", "form": "individual", "ended_on": "2023-11-20",
                "record_submitted_on": "2023-11-28"},
            {"session": "2", "project": "Q", "worker": "W", "form": "group", "ended_on": "2024-01-15"},
            {"session": "3", "project": "P", "worker": "W", "form": "individual", "ended_on": "2024-02-02"},
            {"session": "3", "project": "P", "worker": "V", "form": "meeting", "ended_on": "2024-02-02"},
        ],
        "excuses": [{"project": "P", "worker": "W", "month": "2024-03", "reason": "flood"}],
        "plans": [
            {"project": "P", "supervisor": "S", "kind": "monthly", "month": "2023-12", "made_on": "2023-12-20"},
            {"project": "P", "supervisor": "T", "kind": "cycle", "made_on": "2024-02-29"},
        ],
        "mentors": [{"mentor": "M", "category": "expert", "responsibility": true}],
        "appointments": [
            {"mentor": "M", "appointed_on": "2023-09-20"},
            {"mentor": "N", "appointed_on": "2024-02-29", "ends_on": "2024-12-31"},
        ],
        "guidance": [
            {"mentor": "M", "guided_on": "2023-10-01"},
            {"mentor": "M", "guided_on": "2024-04-02"},
            {"mentor": "N", "guided_on": "2024-03-05"},
        ],
        "evaluations": [{"mentor": "M", "year": 2023, "evaluated_on": "2024-03-20"}],
        "violations": [{"mentor": "N", "found_on": "2024-08-01", "revoked_on": "2024-09-15"}],
    });
    let policy = json!({
        "supervision": {"effective_from": "2023-10-10", "effective_to": "2024-04-20"},
        "mentor": {"effective_from": "2023-11-15", "effective_to": "2025-01-10"},
    });
    District { facts, policy, as_of: "2023-08-01".to_owned() }
}

/// An edition that judges otherwise from a day on which nothing happens, and a year whose rest days are not known.
fn another_edition() -> District {
    let facts = json!({
        "sessions": [
            {"session": "1", "project": "P", "worker": "W", "form": "group", "ended_on": "2026-12-26"},
            {"session": "2", "project": "P", "worker": "W", "form": "group", "ended_on": "2026-12-11"},
        ],
        "mentors": [{"mentor": "M", "category": "trader", "responsibility": true, "experience": true, "commitment": true}],
        "appointments": [{"mentor": "M", "appointed_on": "2025-06-01"}],
        "guidance": [],
        "evaluations": [],
    });
    let rolled = json!({"supervision": {"record": {"last_day": "next_workday"}}, "mentor": {"categories": "open"}});
    let policy = json!({"editions": [
        {"effective_from": "2023-07-01", "effective_to": "2026-12-15", "policy": {}},
        {"effective_from": "2026-12-16", "policy": rolled},
    ]});
    District { facts, policy, as_of: "2026-09-01".to_owned() }
}

#[test]
fn every_kind_of_day_on_which_time_changes_something_is_foreseen() {
    for district in [beginnings_and_ends(), another_edition()] {
        let law = advancing(&district, Rule::ALL.to_vec(), 600, &mut Rng::with_seed(0));
        law.unwrap_or_else(|why| panic!("from {}: {why}", district.as_of));
    }
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// One worker on one project with a session, one mentor with a certificate and guidance; no excuses, no evaluations.
fn ledger() -> Live {
    let session = Session::new("D1", "磁器口", "周敏", Form::Individual, date(2024, 3, 5));
    let facts = Facts::new(Tables {
        engagements: Some(vec![Engagement {
            end: Some(date(2024, 12, 31)),
            ..Engagement::new("磁器口", "周敏", date(2024, 3, 1))
        }]),
        sessions: Some(vec![session]),
        plans: Some(vec![]),
        mentors: Some(vec![Mentor::new("李导师")]),
        appointments: Some(vec![Appointment::new("李导师", date(2024, 1, 15))]),
        guidance: Some(vec![Guidance::new("李导师", date(2024, 2, 5))]),
        ..Tables::default()
    });
    let facts = facts.unwrap_or_else(|faults| panic!("{faults}"));
    Live::new(&facts, &Policy::default(), Day::from(date(2024, 3, 10)), Rule::ALL)
}

/// Something that is tried on the ledger.
type Attempt = fn(&mut Live) -> Result<Vec<Change>, Faults>;

#[test]
fn what_is_refused_says_why_and_changes_nothing() {
    fn session(name: &str, ended_on: NaiveDate) -> Session {
        Session::new(name, "磁器口", "周敏", Form::Group, ended_on)
    }
    let attempts: [(Attempt, FaultCode, &str); 15] = [
        (
            |live| live.insert(session("", date(2024, 3, 8))),
            FaultCode::BadValue,
            "sessions, session: `` is not what is expected: a text that is not empty",
        ),
        (
            |live| live.insert(session("D2", date(2201, 1, 1))),
            FaultCode::DateOutOfRange,
            "sessions, ended_on: the year of `2201-01-01` is not within 1900 to 2200",
        ),
        (
            |live| {
                let engagement = Engagement::new("磁器口", "李四", date(2024, 3, 8));
                live.insert(Engagement { end: Some(date(2024, 3, 7)), ..engagement })
            },
            FaultCode::EndBeforeStart,
            "engagements, end: `2024-03-07` lies before start, 2024-03-08",
        ),
        (
            |live| live.insert(Plan::new("磁器口", "王督导", PlanKind::Monthly, date(2024, 3, 1))),
            FaultCode::MissingValue,
            "plans, month: a value is required",
        ),
        (
            |live| live.insert(session("D1", date(2024, 3, 5))),
            FaultCode::DuplicateKey,
            "sessions, session,worker: `D1,周敏` stands more than once with different content",
        ),
        (
            |live| live.correct(session("D1", date(1899, 12, 31))),
            FaultCode::DateOutOfRange,
            "sessions, ended_on: the year of `1899-12-31` is not within 1900 to 2200",
        ),
        (
            |live| live.correct(session("D2", date(2024, 3, 5))),
            FaultCode::BadValue,
            "sessions, session,worker: `D2,周敏`: there is no such row",
        ),
        (
            |live| live.correct(Guidance::new("李导师", date(2024, 2, 5))),
            FaultCode::BadValue,
            "guidance: `李导师,2024-02-05,null`: rows of this table have no key; the old row must be given",
        ),
        (
            |live| live.replace(Guidance::new("李导师", date(2024, 2, 6)), Guidance::new("李导师", date(2024, 2, 7))),
            FaultCode::BadValue,
            "guidance: `李导师,2024-02-06,null`: there is no such row",
        ),
        (
            |live| {
                let guidance = Guidance::new("李导师", date(2024, 2, 5));
                live.replace(guidance, Appointment { issued_by: Some("区".into()), ..appointment() })
            },
            FaultCode::DuplicateKey,
            "appointments, mentor,appointed_on: `李导师,2024-01-15` stands more than once with different content",
        ),
        (
            |live| live.withdraw(session("D1", date(2024, 3, 5))),
            FaultCode::BadValue,
            "sessions, session,worker: `D1,周敏`: there is no such row",
        ),
        (
            |live| live.withdraw(Engagement::new("磁器口", "李四", date(2024, 3, 1))),
            FaultCode::BadValue,
            "engagements: `磁器口,李四,2024-03-01,null,null`: there is no such row",
        ),
        (
            |live| live.withdraw_key(RowKey::Session { session: "D1", worker: "李四" }),
            FaultCode::BadValue,
            "sessions, session,worker: `D1,李四`: there is no such row",
        ),
        (
            |live| live.withdraw_key(RowKey::Mentor { mentor: "" }),
            FaultCode::BadValue,
            "mentors, mentor: ``: there is no such row",
        ),
        (
            |live| live.insert(hongyan::facts::Evaluation::new("李导师", 2024, date(2025, 1, 1))),
            FaultCode::UnknownTable,
            "evaluations: `李导师,2024,2025-01-01`: the table is not among those that are present",
        ),
    ];
    let mut live = ledger();
    let before = seen(&live);
    for (attempt, code, message) in attempts {
        let faults = attempt(&mut live).expect_err(message);
        let fault = &faults.as_slice()[0];
        assert_eq!((fault.code, fault.row, fault.text(Lang::En)), (code, None, message.to_owned()));
        assert_eq!(seen(&live), before, "{message}");
    }
    // both rows are checked, and all their faults are told
    let faults = live.replace(session("", date(2024, 3, 5)), session("", date(2201, 1, 1))).expect_err("faults");
    assert_eq!(faults.len(), 3);
    assert_eq!(seen(&live), before);
}

fn appointment() -> Appointment {
    Appointment::new("李导师", date(2024, 1, 15))
}

#[test]
fn what_is_there_already_changes_nothing() {
    let mut live = ledger();
    let before = seen(&live);
    let session = Session::new("D1", "磁器口", "周敏", Form::Individual, date(2024, 3, 5));
    let rows: [Row; 3] = [session.into(), appointment().into(), Guidance::new("李导师", date(2024, 2, 5)).into()];
    for row in rows {
        assert_eq!(live.insert(row.clone()).expect("a repeated row"), []);
        assert_eq!(live.replace(row.clone(), row.clone()).expect("the same row"), []);
        if !row.table().key().is_empty() {
            assert_eq!(live.correct(row).expect("the same row"), []);
        }
        assert_eq!(seen(&live), before);
    }
    assert_eq!(live.add_table(Table::Sessions), []);
    assert_eq!(seen(&live), before);
}

/// To replace a row by one with its key is to correct it.
#[test]
fn a_row_is_replaced_by_another_with_its_key() {
    let (mut replaced, mut corrected) = (ledger(), ledger());
    let ends_on = Some(date(2024, 2, 1));
    let shorter = Appointment { ends_on, ..appointment() };
    let changes = replaced.replace(appointment(), shorter.clone()).expect("the row is there");
    // the guidance of 5 February lies in no term any more
    assert!(changes.iter().any(|change| change.rule() == Rule::MentorTerm), "{changes:?}");
    assert_eq!(corrected.correct(shorter).expect("the row is there"), changes);
    assert_eq!(seen(&replaced), seen(&corrected));
}

#[test]
fn a_day_out_of_range_is_the_nearest_within() {
    let mut live = ledger();
    live.advance(Day::MAX);
    assert_eq!((live.as_of(), live.next_change_day()), (Day::LAST, None));
    live.advance(Day::MIN);
    assert_eq!(live.as_of(), Day::FIRST);
    assert_eq!(live.report().findings().len(), 1); // the mentor's conditions carry no date
}

/// A hundred workers more change nothing in what is told of one.
#[test]
fn the_rest_does_not_matter() {
    let small = random::district(2);
    let policy = ask::policy(&small.policy);
    let as_of = ask::day("2024-03-10");
    let facts = |others: u32| {
        let mut facts = json!({"engagements": [], "sessions": []});
        for number in 0..others {
            let row = json!({"project": format!("P{number}"), "worker": format!("W{number}"), "start": "2024-01-01"});
            facts["engagements"].as_array_mut().expect("a list").push(row);
        }
        ask::facts(&facts)
    };
    let told = |others| {
        let mut live = Live::new(&facts(others), &policy, as_of, Rule::ALL);
        let session = Session::new("D1", "磁器口", "周敏", Form::Individual, date(2024, 3, 5));
        ask::json(&live.insert(session).expect("a valid row"))
    };
    assert_eq!(told(0), told(100));
}

#[test]
fn every_subject_stands_as_the_report_says() {
    for seed in random::seeds(60) {
        let district = random::district(seed);
        let (facts, policy) = (ask::facts(&district.facts), ask::policy(&district.policy));
        let live = Live::new(&facts, &policy, ask::day(&district.as_of), Rule::ALL);
        assert_eq!(ask::json(live.policy()), ask::json(&policy));
        for finding in live.report().findings() {
            let state = live.state(finding.subject).unwrap_or_else(|| panic!("{seed}: {} is lost", finding.subject));
            assert_eq!((state.verdict, state.contested), (finding.verdict, finding.contested), "{}", finding.subject);
            assert!(state.contested_by().eq(finding.contested_by()), "{}", finding.subject);
        }
        assert_eq!(live.state(Subject::MentorEligibility { mentor: "nobody at all" }), None);
    }
}

#[test]
fn the_day_that_is_advanced_to_is_looked_at() {
    let mut live = ledger();
    let mut changes = 0;
    while let Some(day) = live.next_change_day() {
        for change in live.advance(day) {
            assert_eq!(change.on, day);
            changes += 1;
        }
        assert_eq!(live.as_of(), day);
        assert!(live.next_change_day().is_none_or(|next| next > day), "{day}");
        assert_eq!(live.advance(day), []);
    }
    assert!(changes > 20, "{changes}");
}

#[test]
fn changes_are_equal_if_they_tell_the_same() {
    let told = || ledger().advance(Day::from(date(2025, 1, 1)));
    let (changes, again) = (told(), told());
    assert_eq!(changes, again);
    for (place, change) in changes.iter().enumerate() {
        for (other, changed) in again.iter().enumerate() {
            assert_eq!(change == changed, place == other, "{change:?} {changed:?}");
        }
    }
}

/// What was left out at the door, and that engagements were inferred, is said for as long as the facts are watched.
#[test]
fn what_was_said_at_the_door_stays_said() {
    let facts = r#"{"sessions": [
        {"session": "1", "project": "P", "worker": "W", "form": "group", "ended_on": "2024-03-05"},
        {"session": "2", "project": "P", "worker": "W", "form": "group", "ended_on": "2024-02-30"}
    ]}"#;
    let facts = Builder::from_json(facts).unwrap().build(OnError::Skip).unwrap().infer_engagements();
    let as_of = Day::from(date(2024, 4, 1));
    let live = Live::new(&facts, &Policy::default(), as_of, Rule::ALL);
    let (ours, theirs) = (ask::json(&live.report()), ask::json(&hongyan::check(&facts, &Policy::default(), as_of)));
    for key in ["faults", "warnings"] {
        assert_eq!(ours[key], theirs[key]);
        assert_eq!(ask::list(&ours[key]).len(), 1, "{key}");
    }
}

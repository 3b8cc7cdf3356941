//! Columns at their edges: no rows and one, null masks in every layout, one worker with everything and everyone with
//! one, days at both ends, ids of every kind.

use chrono::NaiveDate;
use hongyan::calendar::Day;
use hongyan::columns::{
    Array, Columns, Door, Frame, Frames, IdValue, NOT_JUDGED, RecordStatus, Records, Texts, Validity,
};
use hongyan::facts::{self, Facts, Form, Table};
use hongyan::finding::Verdict;
use hongyan::{Check, Keep, Policy, Rule, Subject};
use hongyan_tests::columnar::{IdsAs, Owned, numbered, parting};
use hongyan_tests::{ask, nation};
use serde_json::{Value, json};

/// Asks facts and columns in several layouts the same.
fn alike(facts: &Value, policy: &Value, as_of: &str) -> Value {
    let policy = ask::policy(policy);
    let check = Check::new(&policy, ask::day(as_of));
    let scalar = check.run(&ask::facts(facts)).to_json().unwrap();
    for seed in 0..8 {
        let columns = Owned::of(facts, IdsAs::Texts, seed).report(Door::default(), &check).unwrap();
        assert!(scalar == columns, "{}", parting(&scalar, &columns));
        for ids in [IdsAs::Integers, IdsAs::Sparse] {
            let (taken, written) = numbered(facts, ids);
            let scalar = check.run(&ask::facts(&written)).to_json().unwrap();
            let columns = Owned::of(&taken, ids, seed).report(Door::default(), &check).unwrap();
            assert!(scalar == columns, "{ids:?}\n{}", parting(&scalar, &columns));
        }
    }
    serde_json::from_str(&scalar).unwrap()
}

fn checked(frames: Frames<'_>) -> Columns<'_> {
    Columns::check(frames, Door::default()).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn what_has_no_row_is_empty() {
    let none: [Array<'_>; 3] =
        [Array::Null(0), Array::from(&[0_i32; 0]), Array::Text(Texts::Offsets(&[0], ""), Validity::All)];
    let one = [Array::Null(1), Array::from(&[7_i32]), Array::Text(Texts::LargeOffsets(&[0, 0], ""), Validity::All)];
    assert!(none.iter().all(Array::is_empty) && !one.iter().any(Array::is_empty));
    for (texts, rows) in [(Texts::Slices(&[]), 0), (Texts::Offsets(&[], ""), 0), (Texts::Slices(&[""]), 1)] {
        assert_eq!((texts.len(), texts.is_empty()), (rows, rows == 0));
    }
}

#[test]
fn tables_without_rows_or_without_columns_are_present() {
    let facts: Value =
        Table::ALL.iter().map(|table| (table.name().to_owned(), json!([]))).collect::<serde_json::Map<_, _>>().into();
    let policy = Policy::default();
    let check = Check::new(&policy, ask::day("2024-06-01"));
    let scalar = check.run(&ask::facts(&facts)).to_json().unwrap();
    let bare: Frames<'_> = Table::ALL.iter().map(|table| Frame::new(*table)).collect();
    assert_eq!(check.columns(&checked(bare)).to_report().to_json().unwrap(), scalar);
    let empty: Frames<'_> = Table::ALL
        .iter()
        .map(|table| {
            let columns = table.columns().iter();
            columns.fold(Frame::new(*table), |frame, column| frame.with(column.name, Array::Null(0)))
        })
        .collect();
    let columns = checked(empty);
    assert_eq!(check.columns(&columns).to_report().to_json().unwrap(), scalar);
    check.record_status(&columns, RecordStatus::default());

    // no table at all: every rule is skipped
    let scalar = check.run(&ask::facts(&json!({}))).to_json().unwrap();
    let columns = checked(Frames::new());
    assert_eq!(check.columns(&columns).to_report().to_json().unwrap(), scalar);
    check.record_status(&columns, RecordStatus { verdict: &mut [7], ..RecordStatus::default() });
}

/// One row of every table, with everything that may be null given, and null.
#[test]
fn one_row() {
    let full = json!({
        "engagements": [{"project": "p", "worker": "w", "start": "2024-01-31", "end": "2024-03-30", "supervisor": "s"}],
        "sessions": [{"session": "1", "project": "p", "worker": "w", "form": "peer", "ended_on": "2024-02-29",
            "record_submitted_on": "2024-03-08", "supervisor": "w", "minutes": 0, "venue": "", "content_source": "supervisor"}],
        "excuses": [{"project": "p", "worker": "w", "month": "2024-02", "reason": "假"}],
        "plans": [{"project": "p", "supervisor": "s", "kind": "monthly", "month": "2024-02", "made_on": "2024-02-11"}],
        "mentors": [{"mentor": "m", "category": "", "responsibility": false, "experience": true, "commitment": true}],
        "appointments": [{"mentor": "m", "appointed_on": "2024-02-29", "ends_on": "2024-02-29", "issued_by": ""}],
        "guidance": [{"mentor": "m", "guided_on": "2024-03-01", "student": ""}],
        "evaluations": [{"mentor": "m", "year": 2024, "evaluated_on": "2024-03-01"}],
        "violations": [{"mentor": "m", "found_on": "2024-03-02", "revoked_on": "2024-03-03"}],
    });
    for as_of in ["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-08", "2026-01-01"] {
        alike(&full, &json!({}), as_of);
    }
    let mut bare = full;
    for table in Table::ALL {
        let row = &mut bare[table.name()][0];
        for column in table.columns().iter().filter(|column| !column.required) {
            if (table, column.name) != (Table::Plans, "month") {
                row[column.name] = Value::Null;
            }
        }
    }
    alike(&bare, &json!({}), "2024-03-09");
}

/// So many sessions of few workers, day after day, with some records missing.
struct Plain {
    session: Vec<i64>,
    project: Vec<i32>,
    worker: Vec<i32>,
    form: Vec<u8>,
    ended_on: Vec<i32>,
    submitted_on: Vec<i32>,
    valid: Vec<bool>,
}

impl Plain {
    fn new(rows: usize, worker: impl Fn(usize) -> i32) -> Plain {
        let rows = || 0..rows;
        let ended_on: Vec<i32> = rows().map(|row| nation::FIRST + (row % 360) as i32).collect();
        Plain {
            session: rows().map(|row| 1_000_000 + row as i64).collect(),
            project: rows().map(|row| 100 + (row % 3) as i32).collect(),
            worker: rows().map(worker).collect(),
            form: rows().map(|row| (row % 7).min(5) as u8).collect(),
            submitted_on: ended_on.iter().zip(0..).map(|(day, row)| day + row % 11).collect(),
            ended_on,
            valid: rows().map(|row| row % 5 != 2 && row % 64 != 63 && !(512..600).contains(&row)).collect(),
        }
    }

    fn frame<'a>(&'a self, validity: Validity<'a>) -> Frame<'a> {
        Frame::new(Table::Sessions)
            .with("session", &self.session)
            .with("project", &self.project)
            .with("worker", &self.worker)
            .with("form", &self.form)
            .with("ended_on", &self.ended_on)
            .with("record_submitted_on", Array::from(&self.submitted_on).with_validity(validity))
    }

    /// The same sessions and one engagement for each worker and project, as facts.
    fn facts(&self) -> Facts {
        let date = |day: i32| NaiveDate::from(Day::from_number(day));
        let session = |row: usize| facts::Session {
            record_submitted_on: self.valid[row].then(|| date(self.submitted_on[row])),
            ..facts::Session::new(
                self.session[row].to_string(),
                self.project[row].to_string(),
                self.worker[row].to_string(),
                Form::from_code(self.form[row]).unwrap(),
                date(self.ended_on[row]),
            )
        };
        let (project, worker) = self.engaged();
        let engagements = project.iter().zip(&worker).map(|(project, worker)| {
            facts::Engagement::new(project.to_string(), worker.to_string(), date(nation::FIRST))
        });
        let sessions = Some((0..self.session.len()).map(session).collect());
        let engagements = Some(engagements.collect());
        Facts::new(facts::Tables { sessions, engagements, ..facts::Tables::default() }).unwrap()
    }

    /// Projects and workers of all sessions, each pair once.
    fn engaged(&self) -> (Vec<i32>, Vec<i32>) {
        let pairs: std::collections::BTreeSet<(i32, i32)> =
            self.worker.iter().copied().zip(self.project.iter().copied()).collect();
        pairs.into_iter().map(|(worker, project)| (project, worker)).unzip()
    }

    fn bits(&self, offset: usize) -> Vec<u8> {
        let mut bytes = vec![0x5A; (self.valid.len() + offset).div_ceil(8) + 1];
        for (bit, valid) in (offset..).zip(&self.valid) {
            bytes[bit / 8] = bytes[bit / 8] & !(1 << (bit % 8)) | u8::from(*valid) << (bit % 8);
        }
        bytes
    }
}

#[test]
fn null_masks_in_every_layout_and_at_every_offset() {
    let plain = Plain::new(5_003, |row| 500 + (row / 13) as i32);
    let policy = Policy::default();
    let check = Check::new(&policy, Day::from_number(nation::AS_OF)).rules([Rule::RecordDeadline]);
    let scalar = check.run(&plain.facts());
    let bytes: Vec<u8> = plain.valid.iter().map(|valid| u8::from(*valid) << 6).collect();
    let bits: Vec<Vec<u8>> = (0..18).map(|offset| plain.bits(offset)).collect();
    let ask = |validity| {
        let columns = checked(Frames::new().with(plain.frame(validity)));
        let report = check.columns(&columns);
        let mut verdict = vec![99; 5_003];
        let mut margin_days = vec![99; 5_003];
        let mut contested = vec![false; 5_003];
        check.record_status(
            &columns,
            RecordStatus { verdict: &mut verdict, margin_days: &mut margin_days, contested: &mut contested },
        );
        let whole = report.to_report();
        assert!(whole.findings().eq(scalar.findings()) && whole.deadlines().eq(scalar.deadlines()));
        (report.findings()[0].clone(), verdict, margin_days, contested)
    };
    let expected = ask(Validity::Bytes(&bytes));
    for (offset, bits) in bits.iter().enumerate() {
        assert!(ask(Validity::Bits(bits, offset)) == expected, "offset {offset}");
    }
    // nothing is said of the last rows: they are null
    let mut cut = Plain::new(5_003, |row| 500 + (row / 13) as i32);
    cut.valid = (0..5_003).map(|row| row < 4_000).collect();
    let scalar = check.run(&cut.facts());
    let full = vec![u8::MAX; 500];
    let bytes = vec![1; 4_000];
    for validity in [Validity::Bits(&full, 0), Validity::Bytes(&bytes)] {
        let columns = checked(Frames::new().with(cut.frame(validity)));
        assert!(check.columns(&columns).to_report().findings().eq(scalar.findings()));
    }
}

/// Row counts on both sides of the borders of blocks and parts; every worker has one session, or all have few.
#[test]
fn borders_of_blocks_and_parts() {
    let policy = ask::policy(&json!({"supervision": {"frequency": {"group_per_month": 2}}}));
    let check = Check::new(&policy, Day::from_number(nation::AS_OF));
    for (rows, per_worker) in [
        (1, 1),
        (2_047, 1),
        (2_048, 5),
        (2_048, 3_000),
        (2_049, 1),
        (2_049, 3_000),
        (4_097, 2_048),
        (16_385, 5),
        (16_385, 3_000),
        (32_769, 4_096),
    ] {
        let plain = Plain::new(rows, |row| 100_000 + (row / per_worker) as i32);
        let (project, worker) = plain.engaged();
        let start = vec![nation::FIRST; worker.len()];
        let engagements =
            Frame::new(Table::Engagements).with("project", &project).with("worker", &worker).with("start", &start);
        let bits = plain.bits(3);
        let columns = checked(Frames::new().with(plain.frame(Validity::Bits(&bits, 3))).with(engagements));
        let (scalar, columnar) = (check.run(&plain.facts()), check.columns(&columns).to_report());
        assert_eq!(scalar.summary(), columnar.summary(), "{rows} rows, {per_worker} a worker");
        assert!(scalar.findings().eq(columnar.findings()), "{rows} rows, {per_worker} a worker");
        assert!(scalar.deadlines().eq(columnar.deadlines()), "{rows} rows, {per_worker} a worker");
    }
}

/// One worker with many sessions: the counts are known without a judge.
#[test]
fn one_worker_with_a_million_sessions() {
    let rows = 360 * 2_800;
    let plain = Plain::new(rows, |_| 7);
    let (project, worker, start) = (vec![100, 101, 102], vec![7; 3], vec![nation::FIRST; 3]);
    let engagements =
        Frame::new(Table::Engagements).with("project", &project).with("worker", &worker).with("start", &start);
    let columns = checked(Frames::new().with(plain.frame(Validity::All)).with(engagements));
    let policy = Policy::default();
    let rules = [Rule::SupervisionFrequency, Rule::RecordDeadline];
    let report = Check::new(&policy, Day::from_number(nation::AS_OF)).rules(rules).columns(&columns);
    let months = report.summary().get(Rule::SupervisionFrequency).unwrap();
    // thirteen months on each of three projects, the last of them not over
    assert_eq!((months.compliant, months.pending), (36, 3));
    let records = report.summary().get(Rule::RecordDeadline).unwrap();
    let count = |wanted: &dyn Fn(usize) -> bool| (0..rows).filter(|row| wanted(*row)).count() as u64;
    let owed = |row: usize| row % 7 < 4;
    assert_eq!(records.not_applicable, count(&|row| !owed(row)));
    assert_eq!(records.compliant, count(&|row| owed(row) && row % 11 <= 7));
    assert_eq!(records.breach, count(&|row| owed(row) && row % 11 > 7));
}

/// Very many workers with one session each, in order and not.
#[test]
fn very_many_workers_with_one_session() {
    let rows = 60_000;
    let order: [fn(usize) -> i32; 2] = [|row| row as i32, |row| (row * 7_919 % 60_000) as i32];
    for worker in order {
        let plain = Plain::new(rows, worker);
        let start = vec![nation::FIRST; rows];
        let engagements = Frame::new(Table::Engagements)
            .with("project", &plain.project)
            .with("worker", &plain.worker)
            .with("start", &start);
        let columns = checked(Frames::new().with(plain.frame(Validity::All)).with(engagements));
        let policy = Policy::default();
        let check = Check::new(&policy, Day::from_number(nation::AS_OF)).rules([Rule::SupervisionFrequency]);
        let report = check.keep(Keep::only(&[])).columns(&columns);
        // one session is never enough for a month; the month of the question is not over
        let months = report.summary().get(Rule::SupervisionFrequency).unwrap();
        assert_eq!((months.breach, months.pending, months.compliant), (12 * rows as u64, rows as u64, 0));
        assert!(report.of(Rule::SupervisionFrequency).unwrap().is_empty());
    }
}

#[test]
fn one_worker_on_very_many_projects() {
    let mut engagements = Vec::new();
    let mut sessions = Vec::new();
    for project in 0..150 {
        let (month, day) = (project % 11 + 1, project % 27 + 1);
        engagements.push(
            json!({"project": format!("{project:03}"), "worker": "w", "start": format!("2024-{month:02}-{day:02}"),
            "end": (project % 3 == 0).then(|| format!("2024-{:02}-{day:02}", month + 1))}),
        );
        for nth in 0..4 {
            let form = ["individual", "group", "peer", "group"][(project + nth) % 4];
            sessions.push(
                json!({"session": format!("{project:03}-{nth}"), "project": format!("{project:03}"), "worker": "w",
                "form": form, "ended_on": format!("2024-{:02}-{day:02}", month + nth / 2 % 2)}),
            );
        }
    }
    let facts = json!({"engagements": engagements, "sessions": sessions});
    for scope in ["per_project", "per_worker"] {
        let numbers = json!({"scope": scope, "group_per_month": 2, "partial_month": "every_month_touched"});
        for frequency in [numbers, json!({"scope": scope})] {
            let policy = ask::policy(&json!({"supervision": {"frequency": frequency}}));
            let check = Check::new(&policy, ask::day("2024-12-31"));
            let scalar = check.run(&ask::facts(&facts)).to_json().unwrap();
            for seed in 0..2 {
                let columns = Owned::of(&facts, IdsAs::Texts, seed).report(Door::default(), &check).unwrap();
                assert!(scalar == columns, "{}", parting(&scalar, &columns));
            }
        }
    }
}

/// As many projects of a worker as sets of months are looked through for, and one more; the rows of a worker stand
/// together or not.
#[test]
fn workers_on_as_many_projects_as_sets_of_months_take() {
    let (mut engagements, mut sessions) = (Vec::new(), Vec::new());
    for (worker, projects) in [("a", 64), ("b", 65), ("c", 63), ("d", 1)] {
        for project in 0..projects {
            let (month, day) = (project % 3 + 1, project % 27 + 1);
            let project = format!("{project:03}");
            engagements
                .push(json!({"project": project, "worker": worker, "start": format!("2024-{month:02}-{day:02}"),
                "end": format!("2024-{:02}-28", month + 1)}));
            for (nth, form) in ["individual", "group", "peer"].into_iter().enumerate() {
                sessions
                    .push(json!({"session": format!("{worker}{project}{nth}"), "project": project, "worker": worker,
                    "form": form, "ended_on": format!("2024-{:02}-{day:02}", month + nth % 2)}));
            }
        }
    }
    let by_project = |rows: &mut Vec<Value>| rows.sort_by_key(|row| row["project"].to_string());
    let sorted = json!({"engagements": engagements, "sessions": sessions});
    by_project(&mut engagements);
    by_project(&mut sessions);
    let shuffled = json!({"engagements": engagements, "sessions": sessions});
    for facts in [sorted, shuffled] {
        for frequency in [json!({}), json!({"scope": "per_worker", "partial_month": "every_month_touched"})] {
            let policy = ask::policy(&json!({"supervision": {"frequency": frequency}}));
            for keep in [Keep::ALL, Keep::PROBLEMS] {
                let check = Check::new(&policy, ask::day("2024-05-20")).keep(keep);
                let scalar = check.run(&ask::facts(&facts)).to_json().unwrap();
                let columns = Owned::of(&facts, IdsAs::Texts, 1).report(Door::default(), &check).unwrap();
                assert!(scalar == columns, "{}", parting(&scalar, &columns));
            }
        }
    }
}

#[test]
fn days_at_both_ends() {
    let ends = ["1900-01-01", "1900-01-31", "1900-02-01", "2200-11-30", "2200-12-30", "2200-12-31"];
    let mut facts = json!({});
    for (nth, first) in ends.iter().enumerate() {
        let mut add = |table: &str, row: Value| {
            match facts.get_mut(table).and_then(Value::as_array_mut) {
                Some(rows) => rows.push(row),
                None => facts[table] = json!([row]),
            };
        };
        let last = ends[5 - nth].max(first);
        add(
            "engagements",
            json!({"project": "p", "worker": format!("w{nth}"), "start": first, "end": last, "supervisor": "s"}),
        );
        add("engagements", json!({"project": "q", "worker": "w", "start": first}));
        for form in ["individual", "group", "peer"] {
            add(
                "sessions",
                json!({"session": format!("{nth}{form}"), "project": "p", "worker": format!("w{nth}"), "form": form,
                "ended_on": first, "record_submitted_on": last}),
            );
        }
        add(
            "sessions",
            json!({"session": format!("{nth}"), "project": "q", "worker": "w", "form": "group", "ended_on": last}),
        );
        add("excuses", json!({"project": "q", "worker": "w", "month": &last[..7], "reason": "假"}));
        add("plans", json!({"project": "p", "supervisor": "s", "kind": "cycle", "made_on": first}));
        add(
            "plans",
            json!({"project": "p", "supervisor": "s", "kind": "monthly", "month": &first[..7], "made_on": last}),
        );
        add("mentors", json!({"mentor": format!("m{nth}")}));
        add("appointments", json!({"mentor": format!("m{nth}"), "appointed_on": first, "ends_on": last}));
        add("appointments", json!({"mentor": format!("n{nth}"), "appointed_on": first}));
        add("guidance", json!({"mentor": format!("m{nth}"), "guided_on": last}));
        add("guidance", json!({"mentor": format!("n{nth}"), "guided_on": first}));
        add(
            "evaluations",
            json!({"mentor": format!("n{nth}"), "year": first[..4].parse::<i32>().unwrap(), "evaluated_on": last}),
        );
        add("violations", json!({"mentor": format!("n{nth}"), "found_on": first, "revoked_on": last}));
    }
    // equal excuses are one
    let always = json!({"supervision": {"effective_from": "1900-01-01"}, "mentor": {"effective_from": "1900-01-01"}});
    let mut judged = 0;
    for (policy, as_of) in [
        (always.clone(), "1900-01-01"),
        (always.clone(), "1900-02-01"),
        (always.clone(), "2200-12-31"),
        (json!({}), "2200-12-31"),
        (
            json!({"supervision": {"effective_from": "2200-12-31", "record": {"within_days": 366}}, "mentor": {"effective_from": "2200-12-31"}}),
            "2200-12-31",
        ),
        (
            json!({"supervision": {"effective_from": "1900-01-01", "effective_to": "1900-01-01"}, "mentor": {"effective_from": "1900-01-01", "effective_to": "1900-01-01"}}),
            "2200-12-31",
        ),
        (
            json!({"supervision": {"effective_from": "1900-01-02", "effective_to": "2200-12-30", "record": {"last_day": "next_workday"}}}),
            "2200-12-31",
        ),
    ] {
        let policy_read = ask::policy(&policy);
        let check = Check::new(&policy_read, ask::day(as_of));
        let scalar = check.run(&ask::facts(&facts)).to_json().unwrap();
        let columns = Owned::of(&facts, IdsAs::Texts, 0).report(Door::default(), &check).unwrap();
        assert!(scalar == columns, "{policy}, {as_of}\n{}", parting(&scalar, &columns));
        judged += check.run(&ask::facts(&facts)).findings().len();
    }
    assert!(judged > 10_000, "{judged}");
}

/// Twice on one day, equal and unequal rows, and rows that share a key.
#[test]
fn several_sessions_on_one_day() {
    let session = |id: &str, project: &str, form: &str, day: &str| json!({"session": id, "project": project, "worker": "w", "form": form, "ended_on": day});
    let facts = json!({
        "engagements": [{"project": "p", "worker": "w", "start": "2024-01-01"}, {"project": "q", "worker": "w", "start": "2024-02-15"}],
        "sessions": [
            session("1", "p", "group", "2024-01-31"), session("2", "p", "group", "2024-01-31"),
            session("3", "p", "group", "2024-01-31"), session("3", "p", "group", "2024-01-31"),
            session("4", "p", "individual", "2024-02-29"), session("5", "q", "individual", "2024-02-29"),
            session("6", "r", "individual", "2024-02-29"), session("7", "r", "individual", "2024-02-29"),
            session("8", "q", "peer", "2024-03-31"), session("9", "q", "group", "2024-03-31"), session("10", "x", "group", "2024-03-31"),
        ],
    });
    for (individual, group) in (0..5).flat_map(|one| (0..5).map(move |other| (one, other))) {
        for scope in ["per_project", "per_worker"] {
            for peer in ["counts_for_nothing", "counts_as_group"] {
                let frequency = json!({"individual_per_month": individual, "group_per_month": group, "scope": scope,
                    "peer": peer, "partial_month": "every_month_touched"});
                let policy = ask::policy(&json!({"supervision": {"frequency": frequency}}));
                let check = Check::new(&policy, ask::day("2024-04-10"));
                let scalar = check.run(&ask::facts(&facts)).to_json().unwrap();
                let columns =
                    Owned::of(&facts, IdsAs::Texts, individual + 5 * group).report(Door::default(), &check).unwrap();
                assert!(scalar == columns, "{frequency}\n{}", parting(&scalar, &columns));
            }
        }
    }
}

/// A worker on one project, of whom two sessions a month are asked: a day may have both.
#[test]
fn several_sessions_on_one_day_of_one_project() {
    let sessions = ["2024-01-10", "2024-01-10", "2024-02-01", "2024-02-02", "2024-03-05"];
    let sessions = sessions.iter().enumerate().map(|(id, day)| {
        json!({"session": id.to_string(), "project": "p", "worker": "w", "form": "individual", "ended_on": day})
    });
    let facts = json!({
        "engagements": [{"project": "p", "worker": "w", "start": "2024-01-01", "end": "2024-03-31"}],
        "sessions": sessions.collect::<Vec<_>>(),
    });
    let policy = json!({"supervision": {"frequency": {"individual_per_month": 2, "group_per_month": 0}}});
    let report = alike(&facts, &policy, "2024-04-10");
    let found = report["findings"].as_array().unwrap().iter().filter(|one| one["rule"] == "supervision_frequency");
    let verdicts: Vec<&str> = found.map(|one| one["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["compliant", "compliant", "breach"]);
}

/// Months after the last session have none, whatever another project had before.
#[test]
fn months_after_the_last_session() {
    let session =
        |form: &str, day: &str| json!({"session": form, "project": "q", "worker": "w", "form": form, "ended_on": day});
    let engaged = |project: &str| json!({"project": project, "worker": "w", "start": "2024-01-01"});
    let facts = json!({
        "engagements": [engaged("p"), engaged("q")],
        "sessions": [session("individual", "2024-01-10"), session("group", "2024-01-11")],
    });
    let report = alike(&facts, &json!({}), "2024-03-10");
    let of = |project: &str, month: &str| {
        let subject = json!({"project": project, "worker": "w", "month": month});
        let mut found = report["findings"].as_array().unwrap().iter().filter(|one| one["subject"] == subject);
        found.next().unwrap()["verdict"].as_str().unwrap()
    };
    let found = [of("p", "2024-01"), of("p", "2024-02"), of("q", "2024-01"), of("q", "2024-02")];
    assert_eq!(found, ["breach", "breach", "compliant", "breach"]);
}

/// Sessions of these forms on these projects in a month, on different days.
fn held(worker: &str, month: u32, forms: &[(&str, &str)]) -> Vec<Value> {
    let session = |(day, (project, form)): (usize, &(&str, &str))| {
        json!({"session": format!("{worker}{month}{day}"), "project": project, "worker": worker, "form": form,
            "ended_on": format!("2024-{month:02}-{:02}", day + 5)})
    };
    forms.iter().enumerate().map(session).collect()
}

/// Months after each other of which one has what the next has not: every form on the project and elsewhere, all but one,
/// one alone elsewhere, none.
#[test]
fn months_of_every_kind_of_attendance() {
    let all = [("p", "individual"), ("p", "group"), ("p", "peer"), ("q", "individual"), ("q", "group"), ("q", "peer")];
    let kept =
        |mask: usize| all.into_iter().enumerate().filter(move |(bit, _)| mask >> bit & 1 == 1).map(|(_, one)| one);
    let mut engagements = Vec::new();
    let mut sessions = Vec::new();
    // bits of the forms above: months of one worker
    for (worker, months) in
        [("a", [63, 63, 63]), ("b", [62, 62, 62]), ("c", [32, 0, 63]), ("d", [62, 30, 0]), ("e", [33, 1, 16])]
    {
        engagements.push(json!({"project": "p", "worker": worker, "start": "2024-01-01", "end": "2024-03-31"}));
        for (month, mask) in (1..).zip(months) {
            sessions.extend(held(worker, month, &kept(mask).collect::<Vec<_>>()));
        }
    }
    let facts = json!({"engagements": engagements, "sessions": sessions});
    for frequency in [json!({}), json!({"scope": "per_worker"}), json!({"peer": "counts_as_group"})] {
        let policy = ask::policy(&json!({"supervision": {"frequency": frequency}}));
        for keep in [Keep::ALL, Keep::PROBLEMS] {
            let check = Check::new(&policy, ask::day("2024-04-10")).keep(keep);
            let scalar = check.run(&ask::facts(&facts)).to_json().unwrap();
            for seed in 0..4 {
                let columns = Owned::of(&facts, IdsAs::Texts, seed).report(Door::default(), &check).unwrap();
                assert!(scalar == columns, "{frequency}\n{}", parting(&scalar, &columns));
            }
        }
    }
}

/// Sessions on the days around those on which a worker is engaged, alone or beside another.
#[test]
fn sessions_before_and_after_an_engagement() {
    let mut engagements = Vec::new();
    let mut sessions = Vec::new();
    for (worker, days) in [("a", ["03-09", "03-16"]), ("b", ["03-10", "03-16"]), ("c", ["03-09", "03-15"])] {
        engagements.push(json!({"project": "p", "worker": worker, "start": "2024-03-10", "end": "2024-03-15"}));
        for (day, form) in days.into_iter().zip(["individual", "group"]) {
            sessions.push(json!({"session": format!("{worker}{day}"), "project": "p", "worker": worker, "form": form,
                "ended_on": format!("2024-{day}")}));
        }
    }
    let policy = json!({"supervision": {"frequency": {"partial_month": "every_month_touched"}}});
    // the rows of a worker stand together or not
    for key in ["worker", "ended_on"] {
        sessions.sort_by_key(|row| row[key].to_string());
        let facts = json!({"engagements": engagements, "sessions": sessions});
        let report = alike(&facts, &policy, "2024-04-10");
        let found = report["findings"].as_array().unwrap().iter().filter(|one| one["rule"] == "supervision_frequency");
        assert_eq!(found.map(|one| &one["verdict"]).collect::<Vec<_>>(), ["breach"; 3]);
    }
}

/// Twice on each of many projects within a month: a project lies whole in one of the parts that are judged.
#[test]
fn one_worker_twice_on_very_many_projects() {
    let project = |number: usize| format!("{number:03}");
    let engagement = |number: usize, start: &str, end: &str| json!({"project": project(number), "worker": "w", "start": start, "end": end});
    let engagements = (0..140).flat_map(|number| {
        [engagement(number, "2024-01-02", "2024-01-10"), engagement(number, "2024-01-20", "2024-01-30")]
    });
    let sessions = (0..140).map(|number| {
        json!({"session": project(number), "project": project(number), "worker": "w", "form": "group",
            "ended_on": if number % 2 == 0 { "2024-01-05" } else { "2024-01-25" }})
    });
    let facts = json!({"engagements": engagements.collect::<Vec<_>>(), "sessions": sessions.collect::<Vec<_>>()});
    let frequency = json!({"group_per_month": 2, "partial_month": "every_month_touched"});
    let policy = ask::policy(&json!({"supervision": {"frequency": frequency}}));
    let check = Check::new(&policy, ask::day("2024-02-10"));
    let scalar = check.run(&ask::facts(&facts)).to_json().unwrap();
    let columns = Owned::of(&facts, IdsAs::Texts, 0).report(Door::default(), &check).unwrap();
    assert!(scalar == columns, "{}", parting(&scalar, &columns));
}

/// Integers at both ends order by value, and a finding is found by its text.
#[test]
fn integers_order_by_value_and_are_found() {
    let workers = [i64::MAX, 9, -1, 10, i64::MIN, 0, -10, 100];
    let projects = [2, 10, 1, -3, 2, 2, 2, 2];
    let sessions = [i64::MIN, i64::MAX, 0, -1, 1, 7, 70, 8];
    let mentors = [3_000_000_000_u32, u32::MAX, 0, 20, 3];
    let day = |day| Day::new(2024, 1, day).unwrap().number();
    let (start, ended_on, form) = ([day(1); 8], [day(5); 8], [0_u8; 8]);
    let (appointed_on, guided_on) = ([day(2); 5], [day(3); 5]);
    let frames = Frames::new()
        .with(
            Frame::new(Table::Engagements)
                .with("project", projects.as_slice())
                .with("worker", workers.as_slice())
                .with("start", start.as_slice()),
        )
        .with(
            Frame::new(Table::Sessions)
                .with("session", sessions.as_slice())
                .with("project", projects.as_slice())
                .with("worker", workers.as_slice())
                .with("form", form.as_slice())
                .with("ended_on", ended_on.as_slice()),
        )
        .with(
            Frame::new(Table::Appointments)
                .with("mentor", mentors.as_slice())
                .with("appointed_on", appointed_on.as_slice()),
        )
        .with(Frame::new(Table::Guidance).with("mentor", mentors.as_slice()).with("guided_on", guided_on.as_slice()));
    let columns = checked(frames);
    let policy = Policy::default();
    let check = Check::new(&policy, ask::day("2024-01-20"));
    let columnar = check.columns(&columns);
    let report = columnar.to_report();
    let subjects = |rule| report.findings().filter(move |one| one.rule == rule).map(|one| one.subject.to_string());
    let mut by_session: Vec<(i64, i64)> = sessions.into_iter().zip(workers).collect();
    by_session.sort_unstable();
    let expected: Vec<String> = by_session
        .iter()
        .map(|(session, worker)| {
            Subject::RecordDeadline { session: &session.to_string(), worker: &worker.to_string() }.to_string()
        })
        .collect();
    assert_eq!(subjects(Rule::RecordDeadline).collect::<Vec<_>>(), expected);
    let mut by_project: Vec<(i32, i64)> = projects.into_iter().zip(workers).collect();
    by_project.sort_unstable();
    let month = ask::day("2024-01-01").month();
    let expected: Vec<String> = by_project
        .iter()
        .map(|(project, worker)| {
            Subject::SupervisionFrequency { project: &project.to_string(), worker: &worker.to_string(), month }
                .to_string()
        })
        .collect();
    assert_eq!(subjects(Rule::SupervisionFrequency).collect::<Vec<_>>(), expected);
    let standings: Vec<String> = report.standings().map(|one| one.mentor.to_owned()).collect();
    assert_eq!(standings, ["0", "3", "20", "3000000000", "4294967295"]);

    // as facts, integers are integers still
    let rows = check.run(&columns.to_facts());
    assert!(rows.findings().eq(report.findings()) && rows.standings().eq(report.standings()));

    for finding in report.findings() {
        assert_eq!(report.finding(finding.subject), Some(finding));
    }
    let absent = |session, worker| report.finding(Subject::RecordDeadline { session, worker });
    assert_eq!(absent("7", "100"), None);
    assert_eq!(absent("+7", "0"), None);
    assert_eq!(absent("07", "0"), None);
    assert!(absent("7", "0").is_some_and(|finding| finding.verdict == Verdict::Breach));

    // the spaces tell ids of codes and codes of ids
    let space = columnar.second_space(Rule::RecordDeadline).unwrap();
    for worker in workers {
        let code = space.code(IdValue::Integer(worker)).unwrap();
        assert_eq!(space.value(code), Some(IdValue::Integer(worker)));
    }
    assert_eq!(space.code(IdValue::Integer(11)), None);
    assert_eq!(space.code(IdValue::Text("9")), None);
}

/// Sessions as texts and workers as integers, of which some look alike.
#[test]
fn texts_beside_integers() {
    let session = ["7", "07", "x", "8"];
    let worker = [7, 8, 8, -8];
    let project = ["8", "7", "7", "7"];
    let day = ask::day("2024-01-05").number();
    let (form, ended_on) = ([0_u8; 4], [day; 4]);
    let frame = Frame::new(Table::Sessions)
        .with("session", session.as_slice())
        .with("project", project.as_slice())
        .with("worker", worker.as_slice())
        .with("form", form.as_slice())
        .with("ended_on", ended_on.as_slice());
    let columns = checked(Frames::new().with(frame));
    let policy = Policy::default();
    let report = Check::new(&policy, ask::day("2024-02-20")).columns(&columns).to_report();
    assert_eq!(report.findings().len(), 4);
    for finding in report.findings() {
        assert_eq!(report.finding(finding.subject), Some(finding), "{}", finding.subject);
    }
}

/// Arrow's texts: offsets that do not begin at 0, a dictionary with more than is used.
#[test]
fn texts_in_arrows_layouts() {
    let data = "跳过甲乙乙";
    let (narrow, wide) = ([6, 9, 12, 15], [6_i64, 9, 12, 15]);
    let keys = [1_u32, 2, 2];
    let words = ["不用", "甲", "乙"];
    let day = ask::day("2024-01-05").number();
    let (session, form, ended_on) = (["1", "2", "3"], [0_u8; 3], [day; 3]);
    let policy = Policy::default();
    let check = Check::new(&policy, ask::day("2024-02-20"));
    let dictionary = hongyan::columns::Column { values: keys.as_slice(), validity: Validity::All };
    let reports = [
        Array::from(["甲", "乙", "乙"].as_slice()),
        Array::Text(Texts::Offsets(&narrow, data), Validity::All),
        Array::Text(Texts::LargeOffsets(&wide, data), Validity::All),
        Array::Dictionary(dictionary, Texts::Slices(&words)),
    ]
    .map(|worker| {
        let frame = Frame::new(Table::Sessions)
            .with("session", session.as_slice())
            .with("project", session.as_slice())
            .with("worker", worker)
            .with("form", form.as_slice())
            .with("ended_on", ended_on.as_slice());
        check.columns(&checked(Frames::new().with(frame))).to_report().to_json().unwrap()
    });
    assert!(reports[0].contains("\"worker\":\"乙\""));
    assert!(reports.iter().all(|report| *report == reports[0]));
}

/// Who vouches for the keys is believed, and the report says so.
#[test]
fn keys_that_are_trusted() {
    let day = ask::day("2024-01-05").number();
    let (session, worker, form, ended_on) = ([1, 1, 1], [5, 5, 6], [0_u8, 1, 0], [day, day + 1, day]);
    let frame = || {
        let frame = Frame::new(Table::Sessions).with("session", session.as_slice()).with("project", worker.as_slice());
        frame.with("worker", worker.as_slice()).with("form", form.as_slice()).with("ended_on", ended_on.as_slice())
    };
    let faults = Columns::check(Frames::new().with(frame()), Door::default()).unwrap_err();
    assert_eq!(faults.total(), 2);
    let columns = Columns::check(Frames::new().with(frame()), Door::new().trusting_keys()).unwrap();
    let policy = Policy::default();
    let report = Check::new(&policy, ask::day("2024-02-01")).columns(&columns);
    assert!(report.trusts_keys() && report.of(Rule::RecordDeadline).unwrap().len() == 3);
    let columns = Columns::check(Frames::new().with(frame()), Door::new().skipping_faults()).unwrap();
    let report = Check::new(&policy, ask::day("2024-02-01")).columns(&columns);
    assert!(!report.trusts_keys() && report.of(Rule::RecordDeadline).unwrap().len() == 1);
}

/// Without ids the answers are the same, and whatever stands in their columns is no fault.
#[test]
fn records_without_ids() {
    let plain = Plain::new(5_003, |row| 500 + (row / 13) as i32);
    let bits = plain.bits(3);
    let frame = || plain.frame(Validity::Bits(&bits, 3));
    let rows = plain.valid.len();
    let policies = [
        json!({}),
        json!({"supervision": {"record": {"last_day": "next_workday"}}}),
        json!({"supervision": {"record": {"within_days": 2, "forms": ["group"]}, "effective_from": "2024-06-01"}}),
    ];
    for policy in policies {
        let policy = ask::policy(&policy);
        let check = Check::new(&policy, Day::from_number(nation::AS_OF));
        let answer = |of: &dyn Fn(RecordStatus<'_>)| {
            let (mut verdict, mut margin_days, mut contested) = (vec![99; rows], vec![99; rows], vec![true; rows]);
            of(RecordStatus { verdict: &mut verdict, margin_days: &mut margin_days, contested: &mut contested });
            (verdict, margin_days, contested)
        };
        let columns = checked(Frames::new().with(frame()));
        let with = answer(&|into| check.record_status(&columns, into));
        let records = Records::check(frame(), Door::new()).unwrap();
        assert_eq!((records.rows(), records.faults().total()), (rows, 0));
        assert!(with == answer(&|into| check.records(&records, into)));
    }

    let ended_on = [500; 2];
    let half = || Frame::new(Table::Sessions).with("form", &[0_u8, 9]);
    let sessions = || half().with("worker", &["", "w"]).with("session", &[1, 1]).with("ended_on", &ended_on);
    let faults = Records::check(sessions(), Door::new()).unwrap_err();
    assert_eq!(
        (faults.total(), faults.first()[0].row, faults.first()[0].column.as_deref()),
        (1, Some(1), Some("form"))
    );
    let records = Records::check(sessions(), Door::new().skipping_faults()).unwrap();
    assert_eq!((records.rows(), records.faults().total()), (2, 1));
    let policy = ask::policy(&json!({"supervision": {"effective_from": "1970-01-01"}}));
    let (mut verdict, into) = ([9; 2], RecordStatus::default());
    Check::new(&policy, Day::from_number(900)).records(&records, RecordStatus { verdict: &mut verdict, ..into });
    assert_eq!(verdict, [Verdict::Breach as u8, NOT_JUDGED]);

    assert!(Records::check(half(), Door::new()).unwrap_err().to_string().contains("ended_on"));
    let ids = || Frame::new(Table::Sessions).with("session", &[1, 2]);
    assert_eq!(Records::check(ids(), Door::new()).unwrap_err().total(), 2);
    assert_eq!(Records::check(ids(), Door::new().skipping_faults()).unwrap().rows(), 2);
    let other = Frame::new(Table::Guidance).with("guided_on", &ended_on);
    assert!(Records::check(other, Door::new().skipping_faults()).is_err());
}

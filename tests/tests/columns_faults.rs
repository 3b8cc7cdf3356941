//! The door of columns finds what the door of rows finds, and stays small whatever it finds.

use chrono::NaiveDate;
use fastrand::Rng;
use hongyan::calendar::Day;
use hongyan::columns::{Array, Columns, Door, FaultTally, Frame, Frames, Validity};
use hongyan::facts::{Builder, Cell, Facts, Fault, FaultCode, Kind, OnError, Table};
use hongyan::{Check, Policy, Rule};
use hongyan_tests::columnar::{IdsAs, Owned, parting};
use hongyan_tests::{ask, nation, random};
use serde_json::{Value, json};

fn skipping() -> Door {
    Door::new().skipping_faults()
}

fn refused(frames: Frames<'_>) -> FaultTally {
    Columns::check(frames, Door::default()).map(drop).unwrap_err()
}

/// Table, row, column, value and code.
fn told(fault: &Fault) -> String {
    let part = |text: &Option<std::borrow::Cow<'_, str>>| text.as_deref().unwrap_or("-").to_owned();
    format!("{} {:?} {} {} {}", part(&fault.table), fault.row, part(&fault.column), fault.value, fault.code.name())
}

/// Spoils some cells of valid facts in ways that columns can hold.
fn spoil(facts: &mut Value, dice: &mut Rng) {
    for table in Table::ALL {
        let Some(rows) = facts.get_mut(table.name()).and_then(Value::as_array_mut) else { continue };
        let count = rows.len();
        for _ in 0..dice.usize(0..3).min(count) {
            let column = dice.choice(table.columns()).unwrap();
            let bad: &[Value] = &match column.kind {
                Kind::Id | Kind::Reason => vec![json!(""), Value::Null],
                Kind::Date => ["2024-02-30", "1899-12-31", "2201-01-01", "", "甲", "2024-3-1", "9999-12-31"]
                    .map(Value::from)
                    .into_iter()
                    .chain([Value::Null])
                    .collect(),
                Kind::Month => ["2024-13", "1899-12", "2201-01", "x", ""]
                    .map(Value::from)
                    .into_iter()
                    .chain([Value::Null])
                    .collect(),
                Kind::Form | Kind::PlanKind | Kind::ContentSource => vec![json!("nobody"), json!(""), Value::Null],
                Kind::Year => vec![json!(1899), json!(2201), json!(-5), Value::Null],
                Kind::Count => vec![json!(-1), Value::Null],
                _ => vec![Value::Null],
            };
            let row = dice.usize(0..count);
            rows[row][column.name] = dice.choice(bad).unwrap().clone();
        }
        // another row of the same key, the same or not
        while dice.u8(0..4) == 0 && !rows.is_empty() {
            let mut row = dice.choice(&*rows).unwrap().clone();
            if dice.bool() {
                let column = dice.choice(table.columns()).unwrap();
                row[column.name] = dice.choice(&*rows).unwrap()[column.name].clone();
            }
            rows.insert(dice.usize(0..=rows.len()), row);
        }
        if dice.u8(0..30) == 0 {
            let column = dice.choice(table.columns()).unwrap().name;
            rows.iter_mut().for_each(|row| drop(row.as_object_mut().unwrap().remove(column)));
        }
    }
}

#[test]
fn spoilt_districts_have_the_same_faults_and_the_same_report_without_them() {
    let policy = Policy::default();
    let mut codes = std::collections::BTreeMap::new();
    let seeds = random::seeds(1_200);
    for seed in seeds.clone() {
        let mut district = random::district(seed);
        spoil(&mut district.facts, &mut Rng::with_seed(seed));
        let text = district.facts.to_string();
        let check = Check::new(&policy, ask::day(&district.as_of));
        let scalar = Builder::from_json(&text).unwrap().build(OnError::Skip).unwrap();
        let owned = Owned::of(&district.facts, IdsAs::Texts, seed);
        let expected: Vec<String> = scalar.faults().iter().map(told).collect();
        let found = owned
            .check(skipping(), |columns| {
                let tally = columns.faults();
                assert_eq!(tally.total(), tally.first().len() as u64);
                for (code, count) in tally.counts() {
                    assert_eq!(tally.first().iter().filter(|fault| fault.code == code).count() as u64, count);
                    *codes.entry(code.name()).or_insert(0) += count;
                }
                tally.first().iter().map(told).collect::<Vec<_>>()
            })
            .unwrap();
        assert_eq!(expected, found, "district {seed}");
        match (Facts::from_json(&text), owned.check(Door::default(), |_| ())) {
            (Err(rows), Err(columns)) => assert_eq!(
                rows.iter().map(told).collect::<Vec<_>>(),
                columns.first().iter().map(told).collect::<Vec<_>>()
            ),
            (rows, columns) => assert!(rows.is_ok() && columns.is_ok(), "district {seed}"),
        }
        let columns = owned.report(skipping(), &check).unwrap();
        let scalar = check.run(&scalar).to_json().unwrap();
        assert!(scalar == columns, "district {seed}\n{}", parting(&scalar, &columns));
    }
    let all = [
        "bad_date",
        "bad_value",
        "date_out_of_range",
        "duplicate_key",
        "end_before_start",
        "missing_table_column",
        "missing_value",
    ];
    let few = seeds.count() as u64 / 120;
    assert!(all.iter().all(|code| codes.get(code).copied().unwrap_or_default() >= few), "{codes:?}");
}

/// Values that only columns have: numbers of days and months out of range, codes of nothing, other physical types.
#[test]
fn values_of_columns_have_the_faults_of_cells() {
    let day = |year, month, day| Day::new(year, month, day).unwrap().number();
    let days =
        [day(1899, 12, 31), day(1900, 1, 1), day(2200, 12, 31), day(2201, 1, 1), i32::MIN, i32::MAX, day(9999, 12, 31)];
    let (form, ids) = ([0_u8, 5, 6, 255, 1, 2, 3], [1, 2, 3, 4, 5, 6, 7]);
    let minutes = [-1, 0, i64::from(i32::MAX), i64::from(i32::MAX) + 1, i64::MIN, i64::MAX, 3];
    let frame = Frame::new(Table::Sessions)
        .with("session", ids.as_slice())
        .with("project", ids.as_slice())
        .with("worker", ids.as_slice())
        .with("form", form.as_slice())
        .with("ended_on", days.as_slice())
        .with("minutes", minutes.as_slice());
    let faults = refused(Frames::new().with(frame));
    let told: Vec<String> = faults.first().iter().map(told).collect();
    assert_eq!(
        told,
        [
            "sessions Some(0) ended_on 1899-12-31 date_out_of_range",
            "sessions Some(0) minutes -1 bad_value",
            "sessions Some(2) form 6 bad_value",
            "sessions Some(3) form 255 bad_value",
            "sessions Some(3) ended_on 2201-01-01 date_out_of_range",
            "sessions Some(3) minutes 2147483648 bad_value",
            "sessions Some(4) ended_on -2147483648 wrong_type",
            "sessions Some(4) minutes -9223372036854775808 bad_value",
            "sessions Some(5) ended_on 2147483647 wrong_type",
            "sessions Some(5) minutes 9223372036854775807 bad_value",
            "sessions Some(6) ended_on 9999-12-31 date_out_of_range",
        ]
    );
    // the value of a null is not looked at
    let none = Array::from(days.as_slice()).with_validity(Validity::Bytes(&[0; 7]));
    let fine = Frame::new(Table::Appointments)
        .with("mentor", ids.as_slice())
        .with("appointed_on", [0; 7].as_slice())
        .with("ends_on", none);
    assert!(Columns::check(Frames::new().with(fine), Door::default()).is_ok());
}

#[test]
fn wrong_physical_types_are_faults_of_every_row() {
    let (bytes, flags, wide) = ([1_u8; 3], [true; 3], [19_800_i64; 3]);
    let frame = Frame::new(Table::Guidance)
        .with("mentor", bytes.as_slice())
        .with("guided_on", wide.as_slice())
        .with("student", flags.as_slice());
    let faults = refused(Frames::new().with(frame));
    assert_eq!(faults.counts().collect::<Vec<_>>(), [(FaultCode::WrongType, 9)]);
    let frame = Frame::new(Table::Mentors).with("mentor", [1, 2, 3].as_slice()).with("experience", bytes.as_slice());
    assert_eq!(refused(Frames::new().with(frame)).counts().collect::<Vec<_>>(), [(FaultCode::WrongType, 3)]);
}

/// Faults of columns as such: nothing of the table is used.
#[test]
fn names_lengths_and_kinds_of_ids() {
    let (ids, days) = ([1, 2, 3], [19_800; 3]);
    let guidance = || Frame::new(Table::Guidance).with("mentor", ids.as_slice()).with("guided_on", days.as_slice());
    let policy = Policy::default();
    let check = Check::new(&policy, ask::day("2024-06-01"));
    let used = |frames: Frames<'_>| {
        let columns = Columns::check(frames, skipping()).unwrap();
        let report = check.columns(&columns);
        report.to_report().standings().len()
    };
    assert_eq!(used(Frames::new().with(guidance())), 3);

    let unknown = || Frames::new().with(guidance().with("导师", ids.as_slice()));
    assert_eq!(
        refused(unknown()).first().iter().map(told).collect::<Vec<_>>(),
        ["guidance None 导师 null unknown_column"]
    );
    assert_eq!(used(unknown()), 0);

    let twice = || Frames::new().with(guidance().with("mentor", ids.as_slice()));
    assert_eq!(
        refused(twice()).first().iter().map(told).collect::<Vec<_>>(),
        ["guidance None mentor null duplicate_key"]
    );
    assert_eq!(used(twice()), 0);

    for short in [0, 1, 2] {
        let cut = || {
            Frames::new()
                .with(Frame::new(Table::Guidance).with("mentor", ids.as_slice()).with("guided_on", &days[..short]))
        };
        let faults = refused(cut());
        assert_eq!(told(&faults.first()[0]), format!("guidance None guided_on {short} wrong_type"));
        assert_eq!(faults.total(), 1, "{faults}");
        assert_eq!(used(cut()), 0);
    }
    let texts = ["1", "2", "3"];
    let short = ["1"];
    let cut = || {
        Frames::new()
            .with(Frame::new(Table::Guidance).with("mentor", short.as_slice()).with("guided_on", days.as_slice()))
    };
    assert_eq!(refused(cut()).total(), 1);

    let missing = || Frames::new().with(Frame::new(Table::Guidance).with("mentor", ids.as_slice()));
    assert_eq!(
        refused(missing()).first().iter().map(told).collect::<Vec<_>>(),
        ["guidance None guided_on null missing_table_column"]
    );
    assert_eq!(used(missing()), 0);

    // mentors are integers here and texts there
    let mixed = || {
        let other =
            Frame::new(Table::Appointments).with("mentor", texts.as_slice()).with("appointed_on", days.as_slice());
        Frames::new().with(guidance()).with(other)
    };
    let faults = refused(mixed());
    assert_eq!(faults.first().iter().map(told).collect::<Vec<_>>(), ["guidance None mentor 1 wrong_type"]);
    assert!(faults.to_string().contains("appointments.mentor"), "{faults}");
    assert_eq!(used(mixed()), 3);
    let session = ["1", "2", "3"];
    let mixed = || {
        let engagements = Frame::new(Table::Engagements).with("project", ids.as_slice()).with("worker", ids.as_slice());
        let sessions = Frame::new(Table::Sessions).with("session", session.as_slice()).with("project", ids.as_slice());
        let sessions = sessions
            .with("worker", texts.as_slice())
            .with("form", [0_u8; 3].as_slice())
            .with("ended_on", days.as_slice());
        Frames::new().with(engagements.with("start", days.as_slice())).with(sessions)
    };
    assert_eq!(refused(mixed()).total(), 1);
    let columns = Columns::check(mixed(), skipping()).unwrap();
    let report = check.columns(&columns);
    // a finding is either counted and written, or neither
    let records = report.summary().get(Rule::RecordDeadline).unwrap();
    let counted: u64 = hongyan::finding::Verdict::ALL.map(|verdict| records.of(verdict)).iter().sum();
    assert_eq!((counted, report.to_report().findings().filter(|one| one.rule == Rule::RecordDeadline).count()), (0, 0));

    // a table without a usable form: no row is judged
    let sessions = Frame::new(Table::Sessions).with("session", ids.as_slice()).with("project", ids.as_slice());
    let sessions = sessions.with("worker", ids.as_slice()).with("ended_on", days.as_slice());
    let columns = Columns::check(Frames::new().with(sessions), skipping()).unwrap();
    let (mut verdict, mut margin_days) = ([9; 3], [9; 3]);
    check.record_status(
        &columns,
        hongyan::columns::RecordStatus { verdict: &mut verdict, margin_days: &mut margin_days, contested: &mut [] },
    );
    assert_eq!(verdict, [hongyan::columns::NOT_JUDGED; 3]);
    assert_eq!(margin_days, [hongyan::columns::NO_DAY; 3]);
}

/// What a loader refused is no key, and is alike only to what did not pass either, whatever stands in its place.
#[test]
fn refused_values_are_compared_as_such() {
    let (ids, days) = ([1, 1], [19_800; 2]);
    let violations = || {
        let frame = Frame::new(Table::Violations).with("mentor", ids.as_slice()).with("found_on", days.as_slice());
        frame.with("revoked_on", [19_900; 2].as_slice())
    };
    let left = |refused: &[(usize, &str)]| {
        let mut frame = violations();
        refused.iter().for_each(|(row, column)| frame.refuse(*row, column, &Cell::Flag(true)));
        let columns = Columns::check(Frames::new().with(frame), skipping()).unwrap();
        let counts = columns.faults().counts().map(|(code, count)| (code.name(), count)).collect::<Vec<_>>();
        let policy = Policy::default();
        let report =
            Check::new(&policy, ask::day("2025-06-01")).rules([Rule::Revocation]).columns(&columns).to_report();
        (report.findings().len(), report.warnings().len(), counts)
    };
    assert_eq!(left(&[]), (1, 1, vec![]));
    assert_eq!(left(&[(0, "mentor")]), (1, 0, vec![("wrong_type", 1)]));
    assert_eq!(left(&[(0, "revoked_on")]), (0, 0, vec![("wrong_type", 1), ("duplicate_key", 2)]));
    assert_eq!(left(&[(0, "revoked_on"), (1, "revoked_on")]), (0, 0, vec![("wrong_type", 2)]));
    // a name that the table does not know makes a row faulty, not different
    assert_eq!(left(&[(0, "hall")]), (1, 0, vec![("unknown_column", 1)]));
    let mut nobody = violations();
    nobody.refuse_row(0, "[]");
    let columns = Columns::check(Frames::new().with(nobody), skipping()).unwrap();
    assert_eq!(columns.faults().total(), 1);
}

const MANY: usize = 200_000;

/// Sessions of which every row is at fault: the first are kept, all are counted.
#[test]
fn very_many_faults() {
    let ids: Vec<i32> = (0..MANY as i32).collect();
    let form = vec![9_u8; MANY];
    let days = vec![i32::MAX; MANY];
    let sessions = Frame::new(Table::Sessions)
        .with("session", &ids)
        .with("project", &ids)
        .with("worker", &ids)
        .with("form", &form)
        .with("ended_on", &days);
    let faults = refused(Frames::new().with(sessions));
    let many = MANY as u64;
    let mut counts: Vec<_> = faults.counts().collect();
    counts.sort_unstable();
    let mut expected = vec![(FaultCode::BadValue, many), (FaultCode::WrongType, many)];
    expected.sort_unstable();
    assert_eq!(counts, expected);
    assert_eq!(faults.total(), 2 * many);
    assert_eq!(faults.first().len(), FaultTally::KEPT);
    assert!(faults.first().iter().zip(0..).all(|(fault, nth)| fault.row == Some(nth / 2)));
    assert!(faults.to_string().len() < 10_000);
}

/// Keys shared by two rows that differ; the rows of each key, and the workers, lie far apart.
#[test]
fn very_many_shared_keys() {
    let half = MANY / 2;
    let id = |row: usize| (row % half) as i32;
    let ids: Vec<i32> = (0..MANY).map(id).collect();
    // workers in an order of their own, so that the first rows are not those of the first workers
    let worker: Vec<i32> = (0..MANY).map(|row| (id(row) as i64 * 7_919 % half as i64) as i32).collect();
    let form: Vec<u8> = (0..MANY).map(|row| u8::from(row < half)).collect();
    let days = vec![19_800; MANY];
    let sessions = Frame::new(Table::Sessions)
        .with("session", &ids)
        .with("project", &ids)
        .with("worker", &worker)
        .with("form", &form)
        .with("ended_on", &days);
    let appointed_on: Vec<i32> = (0..MANY).map(|_| 19_800).collect();
    let ends_on: Vec<i32> = (0..MANY).map(|row| 19_900 + i32::from(row < half)).collect();
    let appointments = Frame::new(Table::Appointments)
        .with("mentor", &worker)
        .with("appointed_on", &appointed_on)
        .with("ends_on", &ends_on);
    for (frame, column) in [(sessions, "session,worker"), (appointments, "mentor,appointed_on")] {
        let faults = refused(Frames::new().with(frame));
        assert_eq!(faults.counts().collect::<Vec<_>>(), [(FaultCode::DuplicateKey, MANY as u64)]);
        assert_eq!(faults.first().len(), FaultTally::KEPT);
        for (fault, row) in faults.first().iter().zip(0..) {
            assert_eq!((fault.row, fault.column.as_deref()), (Some(row), Some(column)));
        }
    }
}

/// Warnings of every row: a report has the first ones, by row.
#[test]
fn very_many_warnings() {
    let rows = MANY / 2;
    let ids: Vec<i32> = (0..rows as i32).collect();
    let worker: Vec<i32> = (0..rows as i64).map(|row| (row * 7_919 % rows as i64) as i32).collect();
    let (form, days) = (vec![0_u8; rows], vec![19_800; rows]);
    let sessions = Frame::new(Table::Sessions)
        .with("session", &ids)
        .with("project", &ids)
        .with("worker", &worker)
        .with("form", &form)
        .with("supervisor", &worker)
        .with("ended_on", &days);
    let columns = Columns::check(Frames::new().with(sessions), Door::default()).unwrap();
    let policy = Policy::default();
    let report = Check::new(&policy, Day::from_number(nation::AS_OF)).rules([]).columns(&columns).to_report();
    assert_eq!(report.warnings().len(), FaultTally::KEPT);
    assert!(report.warnings().zip(0..).all(|(warning, row)| warning.row == Some(row)));
}

/// Repetitions are found by what rows say, here the last rows first; a report has the first ones, by row.
#[test]
fn very_many_repeated_rows() {
    let mentors = 3 * FaultTally::KEPT as i32;
    let mentor: Vec<i32> = (0..2 * mentors).map(|row| mentors - row / 2).collect();
    let days = vec![19_800; mentor.len()];
    let guidance = Frame::new(Table::Guidance).with("mentor", &mentor).with("guided_on", &days);
    let columns = Columns::check(Frames::new().with(guidance), Door::default()).unwrap();
    let policy = Policy::default();
    let report = Check::new(&policy, Day::from_number(nation::AS_OF)).rules([]).columns(&columns).to_report();
    assert_eq!(report.warnings().len(), FaultTally::KEPT);
    let second = |(warning, nth): (hongyan::warning::Warning<'_>, usize)| warning.row == Some(2 * nth + 1);
    assert!(report.warnings().zip(0..).all(second));
}

/// Days as numbers and as typed rows have them.
#[test]
fn a_number_of_a_day_is_the_day() {
    for number in [-25_567, -1, 0, 59, 19_782, 84_370] {
        let day: NaiveDate = Day::from_number(number).into();
        assert_eq!(day, NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + chrono::TimeDelta::days(number.into()));
    }
}

//! Workbooks and CSV in, facts out.

use hongyan::facts::{Facts, FaultCode, OnError, Table};
use hongyan::intake::{self, Intake, Limits, Options};
use serde_json::Value;

fn csv(name: &str, text: &str) -> Intake {
    intake::read(&[(name, text)], &Options::default()).unwrap_or_else(|faults| panic!("{faults}"))
}

fn json(facts: &Facts) -> Value {
    serde_json::to_value(facts).expect("facts as JSON")
}

#[test]
fn canonical_csv_is_read_as_it_stands() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/sample");
    let mut files = Vec::new();
    let mut plain = serde_json::Map::new();
    for table in Table::ALL {
        let name = format!("{table}.csv");
        let text = std::fs::read_to_string(folder.join(&name)).expect("a table");
        plain.insert(table.name().to_owned(), plainly(table, &text));
        files.push((name, text));
    }
    let read = intake::read(&files, &Options::default()).unwrap_or_else(|faults| panic!("{faults}"));
    let plain = Facts::from_json(&Value::Object(plain).to_string()).expect("facts");
    assert_eq!(json(&read.facts), json(&plain));
    let readings: Vec<_> = read.report.sheets.iter().flat_map(|sheet| &sheet.readings).collect();
    assert!(readings.is_empty(), "{readings:?}");
}

/// As many faults, and rows of all tables together, as the limits say pass; one more refuses the input whole.
#[test]
fn limits_are_the_most_that_passes() {
    let limits = Limits { rows: 4, faults: 3, ..Limits::default() };
    let read = |rows: [&str; 2]| {
        let files = [("guidance.csv", "mentor,guided_on\n"), ("evaluations.csv", "mentor,year,evaluated_on\n")];
        let files = [0, 1].map(|at| (files[at].0, format!("{}{}", files[at].1, rows[at])));
        let options = Options { limits, on_error: OnError::Skip, ..Options::default() };
        match intake::read(&files, &options) {
            Ok(read) => {
                Ok((read.facts.len(Table::Guidance), read.facts.len(Table::Evaluations), read.facts.faults().len()))
            }
            Err(faults) => Err(faults.iter().map(|fault| fault.code).collect::<Vec<_>>()),
        }
    };
    let (two, three) = ("M,2024-01-01\nM,2024-02-01\n", "M,2024-01-01\nM,2024-02-01\nM,2024-03-01\n");
    assert_eq!(read([two, "M,2023,2024-01-01\nM,2024,2025-01-01\n"]), Ok((Some(2), Some(2), 0)));
    assert_eq!(read([three, "M,2023,2024-01-01\nM,2024,2025-01-01\n"]), Err(vec![FaultCode::TooLarge]));
    let (bad_two, bad_three) = ("M,soon\nM,later\n", "M,soon\nM,later\nM,never\n");
    assert_eq!(read([bad_two, "M,x,2024-01-01\n"]), Ok((Some(0), Some(0), 3)));
    let codes = read([bad_three, "M,x,2024-01-01\n"]).unwrap_err();
    assert_eq!((codes.len(), codes.last()), (4, Some(&FaultCode::TooLarge)));
}

/// The rows of a canonical table by their headings, as one would read them without any thought.
fn plainly(table: Table, text: &str) -> Value {
    let mut lines = text.lines();
    let headings: Vec<&str> = lines.next().expect("headings").split(',').collect();
    let rows = lines.map(|line| {
        let cells = headings.iter().zip(line.split(',')).map(|(heading, cell)| {
            let column = &table.columns()[table.position(heading).expect("a column")];
            let value = match column.kind {
                _ if cell.is_empty() => Value::Null,
                hongyan::facts::Kind::Year | hongyan::facts::Kind::Count => {
                    cell.parse::<i64>().expect("a number").into()
                }
                hongyan::facts::Kind::Flag => (cell == "true").into(),
                _ => cell.into(),
            };
            ((*heading).to_owned(), value)
        });
        Value::Object(cells.collect())
    });
    Value::Array(rows.collect())
}

#[test]
fn a_messy_csv() {
    let read = csv(
        "督导台账.csv",
        "2024年督导记录台账,,,,,,\n\n序号,项目名称,社工姓名,督导形式,督导日期,提交日期,备注\n\
         1,磁器口,张 三,个督,2024.3.5,2024年3月8日,\n2,磁器口,\"张三、李四\",团督,2024/3/12,未交,\n\
         3,磁器口,张三,个别,2024-03-20,,已取消\n合计,3,,,,,\n填表人：王五,,,,,,\n",
    );
    let facts = json(&read.facts);
    let rows: Vec<String> = facts["sessions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {} {} {}", row["worker"], row["form"], row["ended_on"], row["record_submitted_on"]))
        .collect();
    assert_eq!(
        rows,
        [
            r#""张三" "individual" "2024-03-05" "2024-03-08""#,
            r#""张三" "group" "2024-03-12" null"#,
            r#""李四" "group" "2024-03-12" null"#,
        ]
    );
    assert_eq!(facts["sessions"][1]["session"], facts["sessions"][2]["session"]);
    assert_eq!(facts["sessions"][0]["session"], "督导台账.csv#4");
}

#[test]
fn faults_have_their_place() {
    let text =
        "项目,社工,督导形式,督导日期\n磁器口,张三,个别,3月5日\n磁器口,全体社工,线上,2024-02-30\n,李四,团体,#REF!\n";
    let faults = intake::read(&[("a.csv", text)], &Options::default()).unwrap_err();
    let found: Vec<_> = faults
        .iter()
        .map(|fault| {
            let source = fault.source.clone().unwrap();
            (fault.code, fault.row, source.row, source.column, fault.to_string())
        })
        .collect();
    for fault in &found {
        println!("{fault:?}");
    }
    let short: Vec<_> = found.iter().map(|(code, row, at, column, _)| (*code, *row, *at, column.as_deref())).collect();
    assert_eq!(
        short,
        [
            (FaultCode::AmbiguousDate, Some(0), Some(2), Some("D")),
            (FaultCode::BadValue, Some(1), Some(3), Some("B")),
            (FaultCode::BadValue, Some(1), Some(3), Some("C")),
            (FaultCode::BadDate, Some(1), Some(3), Some("D")),
            (FaultCode::MissingValue, Some(2), Some(4), Some("A")),
            (FaultCode::ErrorCell, Some(2), Some(4), Some("D")),
        ]
    );
    let skip = Options { on_error: OnError::Skip, ..Options::default() };
    let read = intake::read(&[("a.csv", text)], &skip).unwrap();
    assert_eq!((read.facts.len(Table::Sessions), read.facts.faults().len()), (Some(0), 6));
}

/// The rows of every table, sorted: a layout may order them as it likes.
fn sorted(facts: &Value) -> Value {
    let mut facts = facts.clone();
    for rows in facts.as_object_mut().unwrap().values_mut() {
        rows.as_array_mut().unwrap().sort_by_key(|row| row.to_string());
    }
    facts
}

#[test]
fn any_layout_gives_the_same_facts() {
    // the release run is the long one
    let count = if cfg!(debug_assertions) { 300 } else { 5_000 };
    let mut wrong = 0;
    for seed in 0..count {
        let mut facts = hongyan_tests::random::district(seed).facts;
        if let Some(mentors) = facts.get_mut("mentors").and_then(Value::as_array_mut) {
            for mentor in mentors {
                // another case of a word of the vocabulary is that word
                if mentor.get("category") == Some(&"Expert".into()) {
                    mentor["category"] = "律师".into();
                }
            }
        }
        let plain = Facts::from_json(&facts.to_string()).expect("valid facts");
        if plain_is_empty(&facts) {
            continue;
        }
        let files = hongyan_tests::messy::lay(&facts, seed);
        let (read, report) = intake::inspect(&files, &Options::default());
        let differs = match &read {
            Ok(read) => sorted(&json(read)) != sorted(&json(&plain)),
            Err(_) => true,
        };
        if differs {
            wrong += 1;
            if wrong <= 3 {
                println!("layout {seed}");
                match &read {
                    Ok(read) => {
                        let (read, plain) = (sorted(&json(read)), sorted(&json(&plain)));
                        for (table, rows) in plain.as_object().unwrap() {
                            if read.get(table) != Some(rows) {
                                println!(
                                    "{table}\n  read  {}\n  plain {rows}",
                                    read.get(table).unwrap_or(&Value::Null)
                                );
                            }
                        }
                    }
                    Err(faults) => println!("{faults}"),
                }
                println!("{}", report.text(hongyan::message::Lang::En));
                let folder = std::env::temp_dir().join(format!("messy-{seed}"));
                std::fs::create_dir_all(&folder).unwrap();
                for (name, bytes) in &files {
                    std::fs::write(folder.join(name), bytes).unwrap();
                }
            }
        }
    }
    assert_eq!(wrong, 0, "of {count} layouts");
}

fn plain_is_empty(facts: &Value) -> bool {
    facts.as_object().is_none_or(|tables| tables.is_empty())
}

#[test]
fn the_messy_sample_gives_the_same_findings() {
    let core = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../core");
    let as_of: hongyan::Day = std::fs::read_to_string(core.join("sample/as_of.txt")).unwrap().trim().parse().unwrap();
    let canonical: Vec<_> = Table::ALL
        .map(|table| (format!("{table}.csv"), std::fs::read(core.join(format!("sample/{table}.csv"))).unwrap()))
        .into();
    let made = hongyan_tests::messy::sample::files(&core.join("sample"));
    let findings = |files: &[(String, Vec<u8>)]| {
        let read = intake::read(files, &Options::default()).unwrap_or_else(|faults| panic!("{faults}"));
        let report = hongyan::check(&read.facts, &hongyan::Policy::default(), as_of);
        let report = serde_json::to_value(&report).unwrap();
        (sorted(&json(&read.facts)), report["findings"].clone(), report["summary"].clone(), read.report)
    };
    let mut messy = Vec::new();
    for (name, bytes) in made {
        let kept = std::fs::read(core.join("sample-messy").join(name)).unwrap();
        assert!(kept == bytes, "{name} is not what its generator writes");
        messy.push((name.to_owned(), kept));
    }
    let (facts, listed, summary, _) = findings(&canonical);
    let (messy_facts, messy_listed, messy_summary, report) = findings(&messy);
    for (table, rows) in facts.as_object().unwrap() {
        let (rows, messy) = (rows.as_array().unwrap(), messy_facts[table].as_array().unwrap());
        for (one, other) in rows.iter().zip(messy) {
            assert_eq!(one, other, "{table}");
        }
        assert_eq!(rows.len(), messy.len(), "{table}");
    }
    assert_eq!(listed, messy_listed);
    assert_eq!(summary, messy_summary);
    // nothing is dropped without a line
    assert!(report.sheets.iter().all(|sheet| !sheet.tables.is_empty()));
    for lang in [hongyan::message::Lang::Zh, hongyan::message::Lang::En] {
        let text = report.text(lang);
        assert!(!text.contains('{') && !text.contains("intake."), "{text}");
    }
}

//! Faults as values, and the ways in which a loader adds its own.

use hongyan::Policy;
use hongyan::calendar::{Day, Month, RestDays};
use hongyan::columns::{Array, Columns, Door, FaultTally, Frame, Frames, Texts};
use hongyan::facts::{Builder, Cell, Facts, Fault, FaultCode, Faults, Kind, OnError, Source, Table};
use hongyan::message::{Lang, Text};
use hongyan::render::{Naming, Pseudonyms};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, MapDeserializer};

fn codes(faults: &Faults) -> Vec<&'static str> {
    faults.into_iter().map(|fault| fault.code.name()).collect()
}

#[test]
fn codes_are_known_by_their_names_and_have_sentences() {
    for code in FaultCode::ALL {
        assert_eq!(FaultCode::from_name(code.name()), Some(code));
        let fault = Fault::new(code).in_table("guidance").in_row(3).of("x".to_owned());
        assert_eq!(fault.to_string(), fault.text(Lang::En));
        for lang in [Lang::Zh, Lang::En] {
            let text = fault.text(lang);
            assert!(text.contains('x') || text.contains("guidance"), "{text}");
        }
    }
    assert_eq!(FaultCode::from_name("no_such_code"), None);
}

#[test]
fn faults_of_bindings() {
    let unknown = Fault::unknown_option("keeep", "all".to_owned());
    assert_eq!((unknown.code, unknown.column.as_deref()), (FaultCode::UnknownColumn, Some("keeep")));
    let option = Fault::option("keep", "some".to_owned(), ["problems", "all"]);
    assert!(option.text(Lang::Zh).contains("problems | all"), "{option}");
    let instant = Fault::instant("2024-01-01T00:00Z".to_owned()).in_table("guidance").in_row(0);
    assert_eq!(instant.code, FaultCode::WrongType);
    assert_ne!(instant.text(Lang::Zh), instant.text(Lang::En));
    let number = Fault::not_of(Kind::Date, "7".to_owned()).in_column("guided_on");
    assert!(number.to_string().contains("is not what is expected: a date"), "{number}");
    let faults = Faults::from(number.clone());
    assert!(!faults.is_empty() && faults.len() == 1);
    assert_eq!((faults.as_slice(), codes(&faults)), (&[number][..], vec!["wrong_type"]));
}

/// What a sentence says of a value, it says only where there is one.
#[test]
fn sentences_without_a_value() {
    let reason = || Text::new("全部", "all of it");
    let at = |fault: Fault| fault.in_table("guidance").in_row(1).in_column("hall").to_string();
    let value = || "x".to_owned();
    assert_eq!(at(Fault::repeated_name()), "guidance, row 1, hall: the name stands more than once");
    assert_eq!(
        at(Fault::new(FaultCode::DuplicateKey).of(value())),
        "guidance, row 1, hall: `x` stands more than once with different content"
    );
    assert_eq!(at(Fault::new(FaultCode::UnknownColumn)), "guidance, row 1, hall: the table has no such column");
    let valued = "guidance, row 1, hall: the table has no such column; its value is `x`";
    assert_eq!(at(Fault::new(FaultCode::UnknownColumn).of(value())), valued);
    assert_eq!(at(Fault::with_reason(FaultCode::BadValue, reason())), "guidance, row 1, hall: all of it");
    assert_eq!(
        at(Fault::with_reason(FaultCode::BadValue, reason()).of(value())),
        "guidance, row 1, hall: `x`: all of it"
    );
    for unreadable in [Fault::with_reason(FaultCode::Unreadable, reason()), Fault::unreadable(reason())] {
        assert_eq!(unreadable.text(Lang::Zh), "无法读取：全部");
        assert_eq!(at(unreadable), "guidance, row 1, hall: cannot be read: all of it");
    }
}

/// A column of every kind whose type no array has, an instant, a time of day, a row that is none.
#[test]
fn what_a_loader_of_columns_refuses() {
    for table in Table::ALL {
        for column in table.columns() {
            let mut frame = Frame::new(table);
            frame.refuse_type(column.name, "float16");
            let faults = Columns::check(Frames::new().with(frame), Door::default()).unwrap_err();
            let [fault] = faults.first() else { panic!("{faults}") };
            assert_eq!((fault.code, fault.column.as_deref()), (FaultCode::WrongType, Some(column.name)));
            assert!(fault.text(Lang::Zh).contains(column.kind.column().zh), "{fault}");
            assert!(fault.to_string().contains(column.kind.column().en), "{fault}");
        }
    }
    let guidance = || Frame::new(Table::Guidance).with("mentor", &["a", "b"]).with("guided_on", &[19_800; 2]);
    let told = |change: &dyn Fn(&mut Frame<'_>)| {
        let mut frame = guidance();
        change(&mut frame);
        let faults = Columns::check(Frames::new().with(frame), Door::default()).unwrap_err();
        faults.first().iter().map(Fault::to_string).collect::<Vec<_>>()
    };
    let zone = told(&|frame| frame.refuse_zone("guided_on", "timestamp"));
    assert!(zone[0].contains("timestamp") && zone[0].contains("zone"), "{zone:?}");
    let time = told(&|frame| frame.refuse_time(1, "guided_on", || "2024-03-01 10:00".to_owned()));
    assert!(time[0].starts_with("guidance, row 1, guided_on: `2024-03-01 10:00`"), "{time:?}");
    let mixed = told(&|frame| frame.refuse(0, "mentor", &Cell::text("c")));
    assert!(mixed[0].contains("the type of the other values"), "{mixed:?}");
    let row = told(&|frame| frame.refuse_row(1, "[1]"));
    assert!(row[0].starts_with("guidance, row 1: `[1]`"), "{row:?}");
    let unknown = told(&|frame| frame.refuse_type("hall", "float16"));
    assert!(unknown.len() == 1 && unknown[0].contains("hall"), "{unknown:?}");
}

/// Rows keep their numbers under pseudonyms, and faults their places; what may be a name is withheld.
#[test]
fn faults_under_pseudonyms() {
    let mut builder = Builder::new();
    builder.row(Table::Guidance, [("mentor", Cell::text("何静")), ("guided_on", Cell::text("周敏"))]);
    builder.row(Table::Guidance, [("mentor", Cell::text("何静")), ("何静", Cell::text("x"))]);
    builder.row(Table::Guidance, [("mentor", Cell::text("何静")), ("guided_on", Cell::text("2024-03-05"))]);
    let source = |fault: &Fault| Source {
        file: Some("何静.csv".to_owned()),
        sheet: Some("周敏".to_owned()),
        row: fault.row.map(|row| row + 2),
        column: Some("B".to_owned()),
    };
    let facts = builder.build_located(OnError::Skip, |fault| Some(source(fault))).unwrap();
    let hidden = Pseudonyms::new(&facts, "a secret", Lang::En, Naming::default()).apply(&facts);
    let warnings = |facts: &Facts| {
        let report = hongyan::check(facts, &Policy::default(), Day::new(2024, 3, 1).unwrap());
        report.warnings().map(|warning| (warning.code.name(), warning.row)).collect::<Vec<_>>()
    };
    assert_eq!(warnings(&facts), [("event_after_as_of", Some(2))]);
    assert_eq!(warnings(&hidden), warnings(&facts));
    let withheld = facts.faults().iter().zip(hidden.faults()).map(|(known, hidden)| {
        let place = |row| Source { file: None, sheet: None, column: Some("B".to_owned()), row };
        assert_eq!((hidden.code, &hidden.table, hidden.row), (known.code, &known.table, known.row));
        assert_eq!(hidden.source, Some(place(source(known).row)));
        (hidden.row, hidden.column.as_deref(), hidden.value.to_string())
    });
    let withheld: Vec<_> = withheld.collect();
    let expected = [
        (Some(0), Some("guided_on"), "…".to_owned()),
        (Some(1), Some("guided_on"), "null".to_owned()),
        (Some(1), None, "…".to_owned()),
    ];
    assert_eq!(withheld, expected);
}

/// Faults of parts of a file, told as one list: what concerns a column is told once.
#[test]
fn faults_of_parts_are_appended() {
    let part = || {
        let frame = Frame::new(Table::Guidance).with("mentor", &["", "b"]).with("guided_on", &[19_800; 2]);
        Columns::check(Frames::new().with(frame.with("hall", &[1, 2])), Door::default()).unwrap_err()
    };
    let mut all = FaultTally::default();
    assert!(all.is_empty());
    all.append(part(), 0);
    all.append(part(), 2);
    let rows: Vec<_> = all.first().iter().map(|fault| (fault.code.name(), fault.row)).collect();
    assert_eq!(rows, [("unknown_column", None), ("bad_value", Some(0)), ("bad_value", Some(2))]);
    assert_eq!(all.counts().map(|(_, count)| count).sum::<u64>(), all.total());
}

#[test]
fn arrays_know_whether_they_are_empty() {
    assert!(Texts::Slices(&[]).is_empty() && !Texts::Offsets(&[0, 0], "").is_empty());
    assert!(Array::Null(0).is_empty() && !Array::from(&[true][..]).is_empty());
}

/// Everything that is no object, no list and no row is a fault, and so is a table that comes twice.
#[test]
fn other_shapes_of_json() {
    let faults = |text: &str| Builder::from_json(text).unwrap().build(OnError::Raise).unwrap_err();
    for other in ["true", "-3", "7", "0.5", "\"x\"", "null", "[1]"] {
        assert_eq!(codes(&faults(other)), ["wrong_type"], "{other}");
        if other != "[1]" {
            assert_eq!(codes(&faults(&format!("{{\"guidance\": {other}}}"))), ["wrong_type"], "{other}");
        }
        let row = faults(&format!("{{\"guidance\": [{other}]}}"));
        assert_eq!((codes(&row), row.as_slice()[0].row), (vec!["wrong_type"], Some(0)), "{other}");
    }
    assert_eq!(codes(&faults("{\"guidance\": {}}")), ["wrong_type"]);
    assert_eq!(codes(&faults("{\"guidance\": [], \"guidance\": []}")), ["duplicate_key"]);
    let read = Builder::from_json("{\"guidance\": [}").unwrap_err();
    assert_eq!(codes(&read), ["unreadable"]);
    // words and dates whose letters are escaped
    let escaped = r#"{"sessions": [{"session": "s", "project": "p", "worker": "w", "form": "\u0067roup",
        "ended_on": "\u0032024-03-01"}]}"#;
    assert_eq!(Builder::from_json(escaped).unwrap().build(OnError::Raise).unwrap().len(Table::Sessions), Some(1));
}

/// The same door for other formats of serde, whose errors say what was expected.
#[test]
fn other_formats_of_serde() {
    let none: [(&str, u8); 0] = [];
    let empty = MapDeserializer::<_, Error>::new(none.into_iter());
    assert!(Builder::from_deserializer(empty).unwrap().build(OnError::Raise).is_ok());
    let tables = MapDeserializer::<_, Error>::new([("guidance", 3_u8)].into_iter());
    assert_eq!(codes(&Builder::from_deserializer(tables).unwrap().build(OnError::Raise).unwrap_err()), ["wrong_type"]);
    let bytes = serde::de::value::BytesDeserializer::<Error>::new(b"x");
    assert!(Builder::from_deserializer(bytes).unwrap_err().to_string().contains("an object of tables"));
}

#[test]
fn days_and_months_as_values() {
    let (day, month) = (Day::new(2024, 2, 29).unwrap(), Month::new(2024, 2).unwrap());
    assert_eq!((format!("{day:?}"), format!("{month:?}")), (day.to_string(), month.to_string()));
    let read = |text: &'static str| {
        let text: serde::de::value::StrDeserializer<'_, Error> = text.into_deserializer();
        Month::deserialize(text).ok()
    };
    assert_eq!((read("2024-02"), read("2024-13")), (Some(month), None));
    let sources: Vec<i32> = RestDays::sources().map(|(year, _)| year).collect();
    assert_eq!(sources, [2023, 2024, 2025, 2026]);
}

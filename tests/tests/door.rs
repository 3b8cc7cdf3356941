//! The door of facts as text: what is no JSON, what no case can say, and whatever chance makes of a good text.

use std::collections::BTreeSet;

use fastrand::Rng;
use hongyan::facts::{Builder, Facts, Fault, FaultCode, Faults, OnError, Table};
use hongyan::{Check, Day, Policy};
use hongyan_tests::ask::{json, list, text};
use hongyan_tests::coverage::FAULTS;
use hongyan_tests::random::district;
use serde_json::{Map, Value, json};

#[track_caller]
fn refused(facts: &str) -> Vec<Value> {
    match Facts::from_json(facts) {
        Ok(_) => panic!("not refused: {facts:.200}"),
        Err(faults) => list(&json(&faults)).to_vec(),
    }
}

/// Table, row, column and code of every fault.
#[track_caller]
fn found(facts: &str) -> Vec<(Value, Value, Value, String)> {
    let faults = refused(facts).into_iter();
    faults
        .map(|fault| {
            let [table, row, column] = ["table", "row", "column"].map(|key| fault[key].clone());
            (table, row, column, text(&fault["code"]).to_owned())
        })
        .collect()
}

#[track_caller]
fn one(facts: &str, place: (Value, Value, Value), code: &str) {
    let (table, row, column) = place;
    assert_eq!(found(facts), [(table, row, column, code.to_owned())], "{facts:.200}");
}

const NOWHERE: (Value, Value, Value) = (Value::Null, Value::Null, Value::Null);

#[test]
fn a_byte_order_mark_before_the_json_is_no_fault() {
    let text = "\u{feff}{\"guidance\": [{\"mentor\": \"m\", \"guided_on\": \"2024-03-05\"}]}";
    let facts = hongyan::Facts::from_json(text).expect("facts");
    assert_eq!(facts.len(hongyan::facts::Table::Guidance), Some(1));
    assert_eq!(hongyan::Policy::from_json("\u{feff}{}").expect("a policy"), hongyan::Policy::default());
}

#[test]
fn a_text_that_is_no_json_is_unreadable() {
    for facts in [
        "",
        " ",
        "\n",
        "{",
        "}",
        "[",
        "nonsense",
        "{\"sessions\": [}",
        "{\"sessions\": []",
        "{\"sessions\": [],}",
        "{\"sessions\": []} {}",
        "{\"sessions\": []}x",
        "{sessions: []}",
        "{'sessions': []}",
        "{\"guidance\": [{\"mentor\": \"M1\" \"guided_on\": \"2024-03-05\"}]}",
        "{\"guidance\": [{\"mentor\": \"M1\", \"guided_on\": \"2024-03-05}]}",
        "{\"guidance\": [{\"mentor\": \"\\ud800\", \"guided_on\": \"2024-03-05\"}]}",
        "{\"guidance\": [{\"mentor\": \"\\x\", \"guided_on\": \"2024-03-05\"}]}",
        "{\"evaluations\": [{\"mentor\": \"M1\", \"year\": 02024, \"evaluated_on\": \"2024-03-05\"}]}",
        "{\"evaluations\": [{\"mentor\": \"M1\", \"year\": NaN, \"evaluated_on\": \"2024-03-05\"}]}",
    ] {
        one(facts, NOWHERE, "unreadable");
        let faults = refused(facts);
        assert!(text(&faults[0]["message"]["en"]).len() > "cannot be read: ".len(), "{faults:?}");
    }
}

#[test]
fn what_is_json_and_no_object_has_the_wrong_type() {
    for facts in ["[]", "[{\"sessions\": []}]", "null", "true", "5", "-1.5", "1e300", "\"sessions\""] {
        one(facts, NOWHERE, "wrong_type");
    }
    assert!(Facts::from_json("{}").is_ok());
    assert!(Facts::from_json(" \n{ } \t").is_ok());
}

#[test]
fn the_same_key_twice_in_a_row() {
    let facts =
        |row: &str| format!("{{\"guidance\": [{{\"mentor\": \"M0\", \"guided_on\": \"2024-01-01\"}}, {{{row}}}]}}");
    for (row, column) in [
        ("\"mentor\": \"M1\", \"guided_on\": \"2024-03-05\", \"mentor\": \"M2\"", "mentor"),
        // even if it says the same
        ("\"mentor\": \"M1\", \"mentor\": \"M1\", \"guided_on\": \"2024-03-05\"", "mentor"),
        ("\"mentor\": \"M1\", \"guided_on\": null, \"guided_on\": \"2024-03-05\"", "guided_on"),
        ("\"mentor\": \"M1\", \"guided_on\": \"2024-03-05\", \"\\u006dentor\": \"M2\"", "mentor"),
    ] {
        let faults = found(&facts(row));
        let expected = (json!("guidance"), json!(1), json!(column), "duplicate_key".to_owned());
        assert!(faults.contains(&expected), "{row}: {faults:?}");
        assert!(faults.iter().all(|(_, row, ..)| *row == json!(1)), "{row}: {faults:?}");
    }
    // an unknown column twice is unknown twice
    let faults = found(&facts("\"mentor\": \"M1\", \"guided_on\": \"2024-03-05\", \"x\": 1, \"x\": 2"));
    assert_eq!(faults.len(), 2);
    assert!(faults.iter().all(|(.., code)| code == "unknown_column"), "{faults:?}");
}

#[test]
fn the_same_table_twice() {
    let rows = "[{\"mentor\": \"M1\", \"guided_on\": \"2024-03-05\"}]";
    for second in [rows, "[]", "null", "[{\"x\": []}]", "\\u0067uidance"] {
        let facts = if second.starts_with('\\') {
            format!("{{\"guidance\": {rows}, \"{second}\": {rows}}}")
        } else {
            format!("{{\"guidance\": {rows}, \"guidance\": {second}}}")
        };
        one(&facts, (json!("guidance"), Value::Null, Value::Null), "duplicate_key");
    }
    let faults = found("{\"x\": [], \"x\": []}");
    assert_eq!(faults.len(), 2);
    assert!(faults.iter().all(|(.., code)| code == "unknown_table"));
}

#[test]
fn deep_nesting_is_refused_and_does_not_overflow() {
    for depth in [200, 10_000, 1_000_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let inner = if open == "[" { "" } else { "1" };
            let deep = format!("{}{inner}{}", open.repeat(depth), close.repeat(depth));
            let deep = &deep;
            one(&format!("{{\"guidance\": [{{\"mentor\": {deep}}}]}}"), NOWHERE, "unreadable");
            one(&format!("{{\"guidance\": [{deep}]}}"), NOWHERE, "unreadable");
            one(&format!("{{\"guidance\": {deep}}}"), NOWHERE, "unreadable");
            // what an unknown table holds need not be read at all
            for facts in [deep, &format!("{{\"x\": {deep}}}")] {
                let faults = found(facts);
                assert_eq!(faults.len(), 1);
                assert!(["unknown_table", "unreadable"].contains(&faults[0].3.as_str()), "{faults:?}");
            }
        }
    }
    // as deep as a reader goes, it is a value of the wrong type
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let facts = format!("{{\"guidance\": [{{\"mentor\": {deep}, \"guided_on\": \"2024-03-05\"}}]}}");
    one(&facts, (json!("guidance"), json!(0), json!("mentor")), "wrong_type");
}

#[test]
fn huge_and_odd_numbers() {
    let evaluation = |year: &str| {
        format!("{{\"evaluations\": [{{\"mentor\": \"M1\", \"year\": {year}, \"evaluated_on\": \"2024-03-05\"}}]}}")
    };
    let year = (json!("evaluations"), json!(0), json!("year"));
    for (number, code) in [
        ("1899", "date_out_of_range"),
        ("2201", "date_out_of_range"),
        ("0", "date_out_of_range"),
        ("-2024", "date_out_of_range"),
        ("2147483648", "date_out_of_range"),
        ("4294969320", "date_out_of_range"),
        ("-9223372036854775808", "date_out_of_range"),
        ("9223372036854775807", "date_out_of_range"),
        ("2024.5", "wrong_type"),
        ("\"2024\"", "wrong_type"),
        ("1e30", "wrong_type"),
        ("18446744073709551616", "wrong_type"),
        ("123456789012345678901234567890", "wrong_type"),
    ] {
        one(&evaluation(number), year.clone(), code);
    }
    one(&evaluation("1e999"), NOWHERE, "unreadable");
    // JSON does not tell whole floats from whole numbers
    for whole in ["2024", "2024.0", "2.024e3"] {
        let facts = Facts::from_json(&evaluation(whole)).unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(json(&facts)["evaluations"][0]["year"], 2024);
    }
    let session = |minutes: &str| {
        format!(
            "{{\"sessions\": [{{\"session\": \"s\", \"project\": \"P\", \"worker\": \"W\", \"form\": \"group\", \
             \"ended_on\": \"2024-03-05\", \"minutes\": {minutes}}}]}}"
        )
    };
    let minutes = (json!("sessions"), json!(0), json!("minutes"));
    for (number, code) in [
        ("-1", "bad_value"),
        ("2147483648", "bad_value"),
        ("1e15", "wrong_type"),
        ("0.5", "wrong_type"),
        ("true", "wrong_type"),
        ("\"60\"", "wrong_type"),
    ] {
        one(&session(number), minutes.clone(), code);
    }
    for good in ["0", "-0", "60", "60.0", "2147483647"] {
        assert!(Facts::from_json(&session(good)).is_ok(), "{good}");
    }
}

#[test]
fn a_fault_shows_the_value_as_it_was_given() {
    for (given, shown) in [
        ("5", json!(5)),
        ("-0.25", json!(-0.25)),
        ("true", json!(true)),
        ("[1, \"a\", null]", json!([1, "a", null])),
        ("{\"a\": {\"b\": []}}", json!({"a": {"b": []}})),
    ] {
        let facts = format!("{{\"guidance\": [{{\"mentor\": {given}, \"guided_on\": \"2024-03-05\"}}]}}");
        let faults = refused(&facts);
        assert_eq!((faults.len(), &faults[0]["value"]), (1, &shown));
    }
}

// ---- whatever chance makes of it ----

/// Looks at a refusal: every code is one of the list, every place exists, both languages say something.
fn refusal_is_sound(faults: &Faults, facts: &str) {
    assert!(!faults.as_slice().is_empty());
    let tables: Option<Value> = serde_json::from_str(facts).ok();
    for fault in list(&json(faults)) {
        let code = text(&fault["code"]);
        assert!(FAULTS.contains(&code) || code == "unreadable", "{fault}");
        assert!(!text(&fault["message"]["zh"]).is_empty() && !text(&fault["message"]["en"]).is_empty());
        assert!(fault.get("source").is_none_or(Value::is_null), "{fault}");
        let known = Table::from_name(text(&fault["table"]));
        assert_eq!(known.is_none() && !fault["table"].is_null(), code == "unknown_table", "{fault}");
        if let (Some(row), Some(tables)) = (fault["row"].as_u64(), &tables) {
            let rows = list(&tables[text(&fault["table"])]).len() as u64;
            // of a table that stands twice the text keeps the last, the door the first
            assert!(row < rows || facts.matches(text(&fault["table"])).count() > 1, "{fault}");
        }
        if let (Some(table), Some(column)) = (known, fault["column"].as_str()) {
            let exist = column.split(',').all(|name| table.position(name).is_some());
            assert!(exist || code == "unknown_column", "{fault}");
        }
    }
}

/// Asks of a text in both ways; both must answer, and agree on what is wrong.
fn ask(facts: &str) -> bool {
    let as_of: Day = "2024-05-01".parse().expect("a day");
    let report = |facts: &Facts| json(&Check::new(&Policy::default(), as_of).run(facts));
    let skipped = Builder::from_json(facts).and_then(|builder| builder.build(OnError::Skip));
    match (Facts::from_json(facts), skipped) {
        (Ok(whole), Ok(skipped)) => {
            assert!(skipped.faults().is_empty());
            assert_eq!(report(&whole), report(&skipped));
            true
        }
        (Err(faults), Ok(skipped)) => {
            refusal_is_sound(&faults, facts);
            assert_eq!(json(&faults), json(&skipped.faults()));
            assert_eq!(report(&skipped)["faults"], json(&faults));
            false
        }
        (Err(faults), Err(unreadable)) => {
            refusal_is_sound(&faults, facts);
            assert_eq!(faults, unreadable);
            assert_eq!(list(&json(&faults))[0]["code"], "unreadable");
            false
        }
        (Ok(_), Err(faults)) => panic!("skipping refuses what is whole: {faults}"),
    }
}

#[test]
fn a_thousand_mutations_of_a_good_text() {
    let (mut good, mut bad) = (0, 0);
    for seed in 0..1_000 {
        let rng = &mut Rng::with_seed(seed);
        let facts = district(seed / 10).facts;
        let text = match rng.u32(0..5) {
            0 => flip(&facts.to_string(), rng),
            1 => cut(&facts.to_string(), rng),
            2 => swap(facts, rng).to_string(),
            3 => splice(&facts.to_string(), rng),
            _ => exchange(&facts.to_string(), rng),
        };
        *(if ask(&text) { &mut good } else { &mut bad }) += 1;
    }
    assert!(good > 30 && bad > 400, "{good} good, {bad} bad");
}

/// Other bytes at some places.
fn flip(facts: &str, rng: &mut Rng) -> String {
    let mut bytes = facts.as_bytes().to_vec();
    for _ in 0..rng.usize(1..4) {
        if !bytes.is_empty() {
            let at = rng.usize(0..bytes.len());
            bytes[at] ^= 1 << rng.u32(0..8);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The beginning alone.
fn cut(facts: &str, rng: &mut Rng) -> String {
    let at = rng.usize(0..=facts.len());
    String::from_utf8_lossy(&facts.as_bytes()[..at]).into_owned()
}

/// A piece of it written again elsewhere.
fn splice(facts: &str, rng: &mut Rng) -> String {
    let letters: Vec<char> = facts.chars().collect();
    let from = rng.usize(0..letters.len());
    let piece = &letters[from..(from + rng.usize(0..60)).min(letters.len())];
    let at = rng.usize(0..=letters.len());
    letters[..at].iter().chain(piece).chain(&letters[at..]).collect()
}

/// A word of the format in the place of another.
fn exchange(facts: &str, rng: &mut Rng) -> String {
    const WORDS: [&str; 14] = [
        "null",
        "\"\"",
        "{}",
        "[]",
        "2024",
        "\"2024-02-30\"",
        "\"mentor\"",
        "\"worker\"",
        "\"month\"",
        "\"monthly\"",
        "\"2024-13\"",
        "\"1899-01-01\"",
        "true",
        "-1",
    ];
    let quoted: Vec<&str> = facts.split('"').collect();
    let word = format!("\"{}\"", quoted[rng.usize(0..quoted.len())]);
    facts.replacen(&word, WORDS[rng.usize(0..WORDS.len())], rng.usize(1..4))
}

const VALUES: usize = 16;

fn strange(rng: &mut Rng) -> Value {
    match rng.usize(0..VALUES) {
        0 => json!(null),
        1 => json!(""),
        2 => json!("2024-02-30"),
        3 => json!("1899-12-31"),
        4 => json!("2201-01-01"),
        5 => json!("2024-03"),
        6 => json!("2024-3-5"),
        7 => json!(true),
        8 => json!(-1),
        9 => json!(3.5),
        10 => json!(i64::MAX),
        11 => json!([]),
        12 => json!({"a": 1}),
        13 => json!("1900-01-01"),
        14 => json!("2200-12-31"),
        _ => json!("督导"),
    }
}

/// Strange values in the place of good ones, keys taken away or added, rows written twice.
fn swap(mut facts: Value, rng: &mut Rng) -> Value {
    let tables = facts.as_object_mut().expect("tables");
    for _ in 0..rng.usize(1..6) {
        let count = tables.len();
        if count == 0 {
            break;
        }
        let rows = tables.values_mut().nth(rng.usize(0..count)).and_then(Value::as_array_mut).expect("rows");
        if rows.is_empty() {
            continue;
        }
        let at = rng.usize(0..rows.len());
        if rng.u32(0..6) == 0 {
            let again = rows[at].clone();
            rows.push(again);
        }
        let Some(row) = rows[at].as_object_mut() else { continue };
        let column = row.keys().nth(rng.usize(0..row.len().max(1))).cloned();
        match (rng.u32(0..8), column) {
            (0, Some(column)) => drop(row.remove(&column)),
            (1, _) => drop(row.insert("remark".to_owned(), strange(rng))),
            (2, _) => rows[at] = strange(rng),
            (_, Some(column)) => drop(row.insert(column, strange(rng))),
            (_, None) => {}
        }
    }
    facts
}

// ---- skipping ----

/// Rows that a fault of this input names; a column that is missing in every row names them all.
fn faulty_rows(facts: &Value, faults: &[Value]) -> BTreeSet<(String, usize)> {
    let mut rows = BTreeSet::new();
    for fault in faults {
        let table = text(&fault["table"]);
        match fault["row"].as_u64() {
            Some(row) => drop(rows.insert((table.to_owned(), row as usize))),
            None if fault["code"] == "missing_table_column" => {
                rows.extend((0..list(&facts[table]).len()).map(|row| (table.to_owned(), row)));
            }
            None => {}
        }
    }
    rows
}

#[test]
fn skipping_faulty_rows_is_leaving_them_out() {
    let mut skipped_rows = 0;
    for seed in 0..600 {
        let rng = &mut Rng::with_seed(seed);
        let mut facts = swap(district(seed).facts, rng);
        if rng.u32(0..6) == 0 {
            facts["notes"] = json!([{"a": 1}]);
        }
        let skipped = Builder::from_json(&facts.to_string()).and_then(|builder| builder.build(OnError::Skip));
        let skipped = skipped.unwrap_or_else(|faults| panic!("{faults}"));
        let faults = json(&skipped.faults());
        let faulty = faulty_rows(&facts, list(&faults));
        skipped_rows += faulty.len();

        let tables = facts.as_object().expect("tables").iter();
        let known = tables.filter(|(table, _)| Table::from_name(table).is_some());
        let rest: Map<String, Value> = known
            .map(|(table, rows)| {
                let rows = list(rows).iter().enumerate();
                let rows = rows.filter(|(row, _)| !faulty.contains(&(table.clone(), *row)));
                (table.clone(), rows.map(|(_, row)| row.clone()).collect())
            })
            .collect();
        let rest = Facts::from_json(&Value::Object(rest).to_string());
        // the rows that are left have no fault of their own
        let rest = rest.unwrap_or_else(|faults| panic!("seed {seed}: {faults}"));

        let as_of: Day = district(seed).as_of.parse().expect("a day");
        let report = |facts: &Facts| json(&Check::new(&Policy::default(), as_of).run(facts));
        let (skipped, rest) = (report(&skipped), report(&rest));
        for key in ["findings", "summary", "standings", "deadlines", "skipped"] {
            assert_eq!(skipped[key], rest[key], "seed {seed}");
        }
        assert_eq!(skipped["faults"], faults);
        assert_eq!(rest["faults"], json!([]));
        // warnings keep the numbers of the rows as they were given
        let codes = |report: &Value| -> Vec<Value> {
            let warnings = list(&report["warnings"]).iter();
            warnings.map(|warning| json!([warning["table"], warning["code"]])).collect()
        };
        assert_eq!(codes(&skipped), codes(&rest), "seed {seed}");
        for warning in list(&skipped["warnings"]) {
            let row = (text(&warning["table"]).to_owned(), warning["row"].as_u64().expect("a row") as usize);
            assert!(!faulty.contains(&row), "seed {seed}: {warning}");
        }
    }
    assert!(skipped_rows > 400, "{skipped_rows}");
}

#[test]
fn engagements_are_inferred_by_project_and_worker_from_whole_months() {
    let sessions = json!([
        {"session": "1", "project": "P", "worker": "W", "form": "group", "ended_on": "2024-04-30"},
        {"session": "2", "project": "P", "worker": "W", "form": "peer", "ended_on": "2024-02-29"},
        {"session": "3", "project": "P", "worker": "V", "form": "group", "ended_on": "2023-12-31"},
        {"session": "4", "project": "Q", "worker": "W", "form": "group", "ended_on": "2024-06-01"},
    ]);
    let read = |facts: &Value| Facts::from_json(&facts.to_string()).unwrap();
    let inferred = read(&json!({"sessions": sessions})).infer_engagements();
    assert!(inferred.engagements_inferred());
    let days = |project: &str, worker: &str, start: &str, end: &str| json!({"project": project, "worker": worker, "start": start, "end": end, "supervisor": null});
    let expected = json!([
        days("P", "V", "2023-12-01", "2023-12-31"),
        days("P", "W", "2024-02-01", "2024-04-30"),
        days("Q", "W", "2024-06-01", "2024-06-30"),
    ]);
    assert_eq!(json(&inferred)["engagements"], expected);
    let codes = |facts: &Facts| {
        let warnings = json(&Check::new(&Policy::default(), Day::LAST).run(facts))["warnings"].clone();
        list(&warnings).iter().map(|one| text(&one["code"]).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&inferred), ["engagements_inferred"]);
    // engagements that are there stay, and without sessions there are none
    for facts in [json!({"sessions": sessions, "engagements": []}), json!({"plans": []})] {
        let as_it_was = read(&facts).infer_engagements();
        assert!(!as_it_was.engagements_inferred());
        assert_eq!(as_it_was.len(Table::Engagements), facts.get("engagements").map(|_| 0));
    }
}

#[test]
fn the_day_that_is_asked_about_is_a_fault_without_a_table() {
    assert_eq!(Fault::as_of("1900-01-01").unwrap(), Day::FIRST);
    assert_eq!(Fault::as_of("2200-12-31").unwrap(), Day::LAST);
    let refused = [
        ("1899-12-31", "date_out_of_range"),
        ("2201-01-01", "date_out_of_range"),
        ("2024-02-30", "bad_date"),
        ("", "bad_date"),
    ];
    for (given, code) in refused {
        let faults = Fault::as_of(given).unwrap_err();
        let told = json(&faults)[0].clone();
        assert_eq!(
            [&told["table"], &told["row"], &told["column"], &told["value"], &told["code"]],
            [&Value::Null, &Value::Null, &json!("as_of"), &json!(given), &json!(code)]
        );
        assert!(faults.to_string().starts_with("as_of: "), "{faults}");
    }
    let faults = Fault::as_of("2024-02-30").unwrap_err();
    assert_eq!(faults.to_string(), "as_of: `2024-02-30` is not a date (YYYY-MM-DD)");
}

#[test]
fn faults_are_counted_and_looked_through() {
    let faults = Facts::from_json(r#"{"mentors": [{"mentor": ""}, {"mentor": 7.5}]}"#).unwrap_err();
    assert_eq!((faults.len(), faults.is_empty()), (2, false));
    let codes = |codes: Vec<FaultCode>| assert_eq!(codes, [FaultCode::BadValue, FaultCode::WrongType]);
    codes(faults.iter().map(|fault| fault.code).collect());
    codes((&faults).into_iter().map(|fault| fault.code).collect());
    codes(faults.into_iter().map(|fault| fault.code).collect());
}

/// Formats whose texts do not outlive the reading, as those of other languages, are read as JSON text is.
#[test]
fn texts_that_must_be_copied_are_read_alike() {
    let told = |builder: Builder| match builder.build(OnError::Skip) {
        Ok(facts) => (json(&facts), json(&facts.faults())),
        Err(faults) => (Value::Null, json(&faults)),
    };
    for (file, cases) in hongyan_tests::vectors::all() {
        for case in cases {
            let text = case.facts.to_string();
            let copied = Builder::from_deserializer(&mut serde_json::Deserializer::from_reader(text.as_bytes()));
            assert_eq!(told(copied.unwrap()), told(Builder::from_json(&text).unwrap()), "{file}: {}", case.name);
        }
    }
}

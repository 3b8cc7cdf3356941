#![no_main]
//! Columns through the npm package's module, called as its JavaScript calls it: the counts, findings and faults are
//! those that core gives for the same columns, value by value.

use std::collections::BTreeMap;

use hongyan::columns::{Columns, Door, Findings, NO_DAY};
use hongyan::finding::Reason;
use hongyan::{Check, Day, Finding, Keep};
use hongyan_fuzz::arrays::{Ids, Laid, batch, frames, question};
use hongyan_fuzz::refused;
use hongyan_wasm::{Answer, Tables};
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use serde::Deserialize;
use serde_json::{Value, json};

const DAYS: [&str; 8] =
    ["due_on", "settled_on", "holds_until", "due_earliest", "due_latest", "appointed_on", "guided_on", "found_on"];
const COUNTS: [&str; 2] = ["margin_days", "year"];
const IDS: [&str; 5] = ["project", "worker", "session", "supervisor", "mentor"];
const WORDS: [&str; 7] = ["rule", "verdict", "force", "month", "clause", "reason", "detail"];
/// Columns that are left out where no rule has such a key.
const KEYS: [&str; 4] = ["appointed_on", "guided_on", "found_on", "year"];

fn names() -> impl Iterator<Item = &'static str> {
    DAYS.into_iter().chain(COUNTS).chain(IDS).chain(WORDS).chain(["contested"])
}

/// Where the module says that a column lies.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    at: Option<usize>,
    #[serde(default)]
    wide: bool,
    flags: Option<usize>,
    words: Option<Vec<String>>,
    each: Option<i32>,
}

/// Findings or deadlines as they leave the module.
struct List {
    rows: usize,
    columns: BTreeMap<String, Column>,
    numbers: Vec<i32>,
    flags: Vec<u8>,
}

/// Values that a column says are its own.
fn part<T>(values: &[T], at: usize, count: usize) -> &[T] {
    values.get(at..at + count).expect("as many values as there are findings")
}

/// Parts, each with its beginning and its length, lie one after another and leave no gap.
fn lie_side_by_side(mut parts: Vec<(usize, usize)>, length: usize) {
    parts.sort_unstable();
    let end = parts.iter().fold(0, |end, (at, count)| {
        assert_eq!(*at, end, "{parts:?}");
        end + count
    });
    assert_eq!(end, length, "{parts:?}");
}

impl List {
    fn of(answer: &mut Answer, deadlines: bool) -> List {
        let (rows, columns) = serde_json::from_str(&answer.columns(deadlines)).expect("a number and columns");
        List { rows, columns, numbers: answer.numbers(deadlines), flags: answer.flags(deadlines) }
    }

    /// Every column is of the kind that its name asks for, and has as many values as there are findings.
    fn is_sound(&self) {
        let width = |column: &Column| if column.wide { 2 * self.rows } else { self.rows };
        let numbers = self.columns.values().filter_map(|column| Some((column.at?, width(column))));
        lie_side_by_side(numbers.collect(), self.numbers.len());
        let flags = self.columns.values().filter_map(|column| Some((column.flags?, self.rows)));
        lie_side_by_side(flags.collect(), self.flags.len());
        assert!(self.flags.iter().all(|flag| *flag <= 1));
        assert!(self.columns.keys().all(|name| names().any(|known| known == name)));
        for name in names() {
            let Some(column) = self.columns.get(name) else {
                assert!(IDS.contains(&name) || KEYS.contains(&name), "{name}");
                continue;
            };
            if name == "contested" {
                let nothing_else = Column { flags: column.flags, ..Column::default() };
                assert!(column.flags.is_some() && *column == nothing_else, "{column:?}");
                continue;
            }
            assert_ne!(column.at.is_some(), column.each.is_some(), "{name}");
            // one number stands for all rows
            assert!(column.each.is_none() || (self.rows > 0 && column.flags.is_none()), "{name}");
            assert!(!column.wide || IDS.contains(&name), "{name}");
            let Some(words) = &column.words else {
                assert!(!WORDS.contains(&name), "{name}");
                continue;
            };
            assert!(WORDS.contains(&name) || IDS.contains(&name), "{name}");
            assert!(!column.wide && column.flags.is_none(), "{name}");
            let places = column.at.map_or(&[][..], |at| part(&self.numbers, at, self.rows));
            let known = |place: &i32| usize::try_from(*place).map_or(*place == -1, |place| place < words.len());
            assert!(places.iter().chain(&column.each).all(known), "{name}");
        }
    }

    /// The values of a column as a report writes them, read as the package's JavaScript reads them.
    fn column(&self, name: &str) -> Vec<Value> {
        let Some(column) = self.columns.get(name) else { return vec![Value::Null; self.rows] };
        let flags = column.flags.map(|at| part(&self.flags, at, self.rows));
        if name == "contested" {
            return flags.expect("flags").iter().map(|flag| json!(*flag == 1)).collect();
        }
        let numbers: Vec<i64> = match (column.at, column.each) {
            (Some(at), None) if column.wide => {
                let (pairs, _) = part(&self.numbers, at, 2 * self.rows).as_chunks::<2>();
                pairs.iter().map(|[low, high]| i64::from(*high) << 32 | i64::from(low.cast_unsigned())).collect()
            }
            (Some(at), None) => part(&self.numbers, at, self.rows).iter().copied().map(i64::from).collect(),
            (None, Some(each)) => vec![each.into(); self.rows],
            odd => panic!("{name}: {odd:?}"),
        };
        let all_hold = vec![u8::from(column.each != Some(NO_DAY)); self.rows];
        let spelled = |(number, holds): (&i64, &u8)| match &column.words {
            _ if *holds == 0 => Value::Null,
            Some(words) => json!(usize::try_from(*number).ok().and_then(|place| words.get(place))),
            None if IDS.contains(&name) => json!(number.to_string()),
            None if DAYS.contains(&name) => {
                json!(Day::from_number(i32::try_from(*number).expect("32 bits")).to_string())
            }
            None => json!(number),
        };
        numbers.iter().zip(flags.unwrap_or(&all_hold)).map(spelled).collect()
    }

    /// Every value is the one that core's findings have. Long lists would take seconds.
    fn is_of<'r>(&self, findings: impl Iterator<Item = Finding<'r>>) {
        if self.rows > 1_000 {
            return;
        }
        let written =
            |finding: Finding<'r>| (finding, serde_json::to_value(finding).expect("a finding has a JSON form"));
        let findings: Vec<(Finding<'r>, Value)> = findings.map(written).collect();
        for name in names() {
            let own = |(finding, written): &(Finding<'r>, Value)| match name {
                "due_earliest" => written["due_range"][0].clone(),
                "due_latest" => written["due_range"][1].clone(),
                "reason" => json!(finding.detail.reason().map(Reason::name)),
                "detail" => json!(finding.detail_json()),
                _ => written.get(name).unwrap_or(&written["subject"][name]).clone(),
            };
            assert_eq!(self.column(name), findings.iter().map(own).collect::<Vec<_>>(), "{name}");
        }
    }
}

fn alike(u: &mut Unstructured<'_>) -> Result<()> {
    let ids = if u.arbitrary()? { Ids::Texts } else { Ids::Numbers };
    let (policy, as_of) = question(u)?;
    // the package refuses other days, which core takes for the nearest of these
    let as_of = as_of.max(Day::FIRST).min(Day::LAST);
    let mut laid: Vec<Laid> = batch(u, ids, 0)?;
    if laid.iter().any(Laid::has_stray_keys) {
        return Ok(());
    }
    // some tables, or all, have ids of more than 32 bits
    let wide = [0, 0, u16::MAX, u.arbitrary()?][u.int_in_range(0..=3_usize)?];
    for (place, one) in laid.iter_mut().enumerate() {
        if wide >> place & 1 == 1 {
            one.widen();
        }
    }
    let (all, skip) = (u.arbitrary::<bool>()?, u.ratio(3_u8, 4_u8)?);
    let mut given = Tables::new();
    for table in &laid {
        table.give(u, &mut given)?;
    }
    let options = json!({
        "as_of": as_of.to_string(),
        "keep": if all { "all" } else { "problems" },
        "on_error": if skip { "skip" } else { "raise" },
        "lang": if u.arbitrary()? { "zh" } else { "en" },
    });
    let written = serde_json::to_string(&policy).expect("a policy has a JSON form");
    let door = if skip { Door::new().skipping_faults() } else { Door::new() };
    let check = Check::new(&policy, as_of).keep(if all { Keep::ALL } else { Keep::PROBLEMS });
    let columns = match (given.check(&options.to_string(), Some(written.clone())), Columns::check(frames(&laid), door))
    {
        (Err(refusal), Err(faults)) => {
            let refusal = refused(&refusal);
            assert_eq!(refusal["faults"], json!(faults.first()));
            let counts: u64 = refusal["counts"].as_object().expect("counts").values().filter_map(Value::as_u64).sum();
            assert_eq!(counts, faults.total());
            return Ok(());
        }
        (Ok(answer), Ok(columns)) => (answer, columns),
        (answer, columns) => panic!("{:?} {:?}", answer.err(), columns.err()),
    };
    let (mut answer, columns) = columns;
    let report = check.columns(&columns);
    let told: Value = serde_json::from_str(&answer.report()).expect("a report is JSON");
    let counts: serde_json::Map<String, Value> =
        report.faults().counts().map(|(code, count)| (code.name().to_owned(), json!(count))).collect();
    assert_eq!(told, json!([report.outline(), counts, report.trusts_keys()]));
    let scalar = report.to_report();
    let [list, due] = [false, true].map(|deadlines| List::of(&mut answer, deadlines));
    for (list, findings) in [(&list, report.findings()), (&due, report.deadlines())] {
        assert_eq!(list.rows, findings.iter().map(Findings::len).sum::<usize>());
        list.is_sound();
    }
    list.is_of(scalar.findings());
    due.is_of(scalar.deadlines());
    for finding in scalar.findings().take(2) {
        let subject = json!({"rule": finding.rule.name(), "subject": finding.subject}).to_string();
        let why = given.explain(&subject, &options.to_string(), Some(written.clone())).expect("it was taken in");
        let own = serde_json::to_string(&report.explain(finding.subject)).expect("an explanation has a JSON form");
        // an id that looks like a number in a table of texts is found by its text
        assert_eq!(why, own);
    }
    Ok(())
}

fuzz_target!(|bytes: &[u8]| {
    let _ = alike(&mut Unstructured::new(bytes));
});

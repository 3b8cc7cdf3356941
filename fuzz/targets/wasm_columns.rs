#![no_main]
//! Columns through the npm package's module, called as its JavaScript calls it: the counts, findings and faults are
//! those that core gives for the same columns.

use hongyan::columns::{Columns, Door};
use hongyan::{Check, Day, Keep};
use hongyan_fuzz::arrays::{Ids, Laid, batch, frames, question};
use hongyan_fuzz::refused;
use hongyan_wasm::Tables;
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

const NUMBERS: [&str; 10] = [
    "due_on",
    "settled_on",
    "margin_days",
    "holds_until",
    "due_earliest",
    "due_latest",
    "appointed_on",
    "guided_on",
    "found_on",
    "year",
];
const IDS: [&str; 5] = ["project", "worker", "session", "supervisor", "mentor"];
const WORDS: [&str; 7] = ["rule", "verdict", "force", "month", "clause", "reason", "detail"];

fn alike(u: &mut Unstructured<'_>) -> Result<()> {
    let ids = if u.arbitrary()? { Ids::Texts } else { Ids::Numbers };
    let (policy, as_of) = question(u)?;
    // the package refuses other days, which core takes for the nearest of these
    let as_of = as_of.max(Day::FIRST).min(Day::LAST);
    let laid: Vec<Laid> = batch(u, ids, 0)?;
    if laid.iter().any(Laid::has_stray_keys) {
        return Ok(());
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
    for (deadlines, lists) in [(false, report.findings()), (true, report.deadlines())] {
        let rows: usize = lists.iter().map(hongyan::columns::Findings::len).sum();
        assert_eq!(answer.contested(deadlines).len(), rows);
        for name in NUMBERS {
            assert_eq!(answer.numbers(deadlines, name).map(|column| column.len()), Some(rows), "{name}");
            assert_eq!(answer.valid(deadlines, name).map(|column| column.len()), Some(rows), "{name}");
        }
        for name in IDS.into_iter().chain(WORDS) {
            let numbers = answer.numbers(deadlines, name).map(|column| column.len());
            let length = numbers.or_else(|| answer.wide(deadlines, name).map(|column| column.len()));
            if let Some(length) = length {
                assert_eq!((length, IDS.contains(&name)), (rows, true), "{name}");
                continue;
            }
            let Some(places) = answer.places(deadlines, name) else {
                // nobody has such an id
                assert!(IDS.contains(&name), "{name}");
                continue;
            };
            let words: Vec<String> =
                serde_json::from_str(&answer.words(deadlines, name).expect("words")).expect("a list of texts");
            // one place stands for all rows
            assert!(places.len() == rows || (places.len() == 1 && rows > 0), "{name}");
            let known = |place: &i32| usize::try_from(*place).map_or(*place == -1, |place| place < words.len());
            assert!(places.iter().all(known), "{name}");
        }
    }
    let scalar = report.to_report();
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

//! `everywhere columns QUESTIONS`: the questions that `reports` printed, put to the columns, as lines of JSON.
//! `everywhere matrix ANSWERS`: such lines of all surfaces as a table.
//!
//! A line is `{surface, part, asked, refused, differing, first}`: how many questions of this part were asked, how many
//! of the answers were refusals, how many were not the bytes that they should be, and what the first of these are. A
//! question that columns cannot hold (a number among texts) is not asked of columns. Status 1 if anything differs.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::ExitCode;

use hongyan::columns::Door;
use hongyan::{Check, Policy, Rule};
use hongyan_tests::columnar::{IdsAs, Owned, parting};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A question with the core's answer, as `reports` writes it.
#[derive(Deserialize)]
struct Question {
    name: String,
    as_of: String,
    policy: Option<Value>,
    rules: Option<Vec<String>>,
    on_error: String,
    facts: Value,
    columns: bool,
    report: Option<String>,
    faults: Option<String>,
}

/// How the questions of one part came out on one surface.
#[derive(Default, Serialize, Deserialize)]
struct Line {
    surface: String,
    part: String,
    asked: usize,
    refused: usize,
    differing: usize,
    first: Vec<String>,
}

const PARTS: [&str; 2] = ["cases", "districts"];

impl Question {
    fn part(&self) -> &'static str {
        if self.name.starts_with("district ") { PARTS[1] } else { PARTS[0] }
    }

    /// What the columns say, and whether it is a refusal.
    fn of_columns(&self, seed: u64) -> (String, bool) {
        let policy = self.policy.as_ref().map_or_else(Policy::default, |policy| {
            Policy::from_json(&policy.to_string()).unwrap_or_else(|errors| panic!("{}: {errors}", self.name))
        });
        let check = Check::new(&policy, self.as_of.parse::<hongyan::Day>().expect("a day"));
        let check = match &self.rules {
            Some(names) => check.rules(names.iter().map(|name| Rule::from_name(name).expect("a rule"))),
            None => check,
        };
        let door = if self.on_error == "skip" { Door::new().skipping_faults() } else { Door::new() };
        match Owned::of(&self.facts, IdsAs::Texts, seed).report(door, &check) {
            Ok(report) => (report, false),
            Err(tally) => (serde_json::to_string(tally.first()).expect("faults have a JSON form"), true),
        }
    }
}

fn lines(path: &str) -> impl Iterator<Item = String> {
    let file = std::fs::File::open(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    BufReader::new(file).lines().map(|line| line.expect("text"))
}

fn columns(path: &str) {
    let mut parts = PARTS.map(|part| Line { surface: "Rust, columns".into(), part: part.into(), ..Line::default() });
    for (seed, line) in lines(path).enumerate() {
        let question: Question = serde_json::from_str(&line).expect("a question");
        let part = parts.iter_mut().find(|part| part.part == question.part()).expect("a part");
        if !question.columns {
            continue;
        }
        let (said, refused) = question.of_columns(seed as u64);
        let expected = question.faults.as_ref().or(question.report.as_ref()).expect("an answer");
        part.asked += 1;
        part.refused += usize::from(refused);
        if said != *expected {
            part.differing += 1;
            part.first.push(format!("{}\n{}", question.name, parting(expected, &said)));
            part.first.truncate(5);
        }
    }
    for part in parts {
        println!("{}", serde_json::to_string(&part).expect("a JSON form"));
    }
}

fn matrix(path: &str) -> ExitCode {
    let mut surfaces: Vec<String> = Vec::new();
    let mut cells: BTreeMap<(String, String), Line> = BTreeMap::new();
    for line in lines(path) {
        let line: Line = serde_json::from_str(&line).expect("a line of an answer");
        if !surfaces.contains(&line.surface) {
            surfaces.push(line.surface.clone());
        }
        cells.insert((line.surface.clone(), line.part.clone()), line);
    }
    println!("| surface | cases asked | of these refused | differing | districts asked | differing |");
    println!("|---|--:|--:|--:|--:|--:|");
    let mut differing = 0;
    for surface in surfaces {
        let [cases, districts] = PARTS.map(|part| {
            let known = cells.get(&(surface.clone(), part.to_owned()));
            known.unwrap_or_else(|| panic!("{surface} was not asked for {part}"))
        });
        println!(
            "| {surface} | {} | {} | {} | {} | {} |",
            cases.asked, cases.refused, cases.differing, districts.asked, districts.differing
        );
        differing += cases.differing + districts.differing;
        for first in cases.first.iter().chain(&districts.first) {
            eprintln!("{surface}: {first}\n");
        }
    }
    if differing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    match given.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["columns", path] => {
            columns(path);
            ExitCode::SUCCESS
        }
        ["matrix", path] => matrix(path),
        _ => {
            eprintln!("usage: everywhere columns QUESTIONS | everywhere matrix ANSWERS");
            ExitCode::from(2)
        }
    }
}

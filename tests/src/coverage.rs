//! What the cases cover: every cell counts the expectations that a case states, and a cell that could be filled may not
//! be empty. `tests/coverage.md` shows it; `cargo run -p hongyan-tests --bin coverage` writes it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use hongyan::facts::Table;
use serde_json::{Value, json};

use crate::ask::{json, list, text};
use crate::readings::{self, BRACKETS, VERDICTS};
use crate::vectors::{self, Case};

/// Cells that no facts and no policy can fill: section, beginning of the row, column, and why. An empty column means all.
pub const UNREACHABLE: [(&str, &str, &str, &str); 49] = [
    (
        VERDICT,
        "supervision_frequency partial_month=every_month_touched",
        "not_applicable",
        "a month that is engaged in part is judged under this reading",
    ),
    (VERDICT, "supervision_frequency", "undetermined", "rule 1 rests on counted rows and knows no missing fact"),
    (VERDICT, "record_deadline", "excused", EXCUSED),
    (VERDICT, "cycle_plan successor=owes_one", "not_applicable", "every supervisor owes a plan under this reading"),
    (VERDICT, "cycle_plan", "excused", EXCUSED),
    (VERDICT, "cycle_plan", "undetermined", DATES),
    (VERDICT, "monthly_plan", "excused", EXCUSED),
    (VERDICT, "monthly_plan", "not_applicable", "every month with an engaged day under a supervisor owes a plan"),
    (VERDICT, "monthly_plan", "undetermined", DATES),
    (VERDICT, "mentor_eligibility", "pending", "the conditions carry no date: there is nothing to wait for"),
    (VERDICT, "mentor_eligibility", "excused", EXCUSED),
    (VERDICT, "mentor_eligibility", "not_applicable", "the conditions hold for every mentor"),
    (VERDICT, "mentor_term", "pending", "guidance lies in a term or not on the day it is given"),
    (VERDICT, "mentor_term", "excused", EXCUSED),
    (VERDICT, "mentor_term", "not_applicable", "every guidance day is asked about"),
    (VERDICT, "mentor_term", "undetermined", DATES),
    (VERDICT, "annual_guidance", "excused", EXCUSED),
    (VERDICT, "annual_guidance", "undetermined", DATES),
    (VERDICT, "mentor_inactivity", "excused", EXCUSED),
    (VERDICT, "mentor_inactivity", "not_applicable", "an appointment without a watched day is no subject"),
    (VERDICT, "mentor_inactivity", "undetermined", DATES),
    (VERDICT, "annual_evaluation", "excused", EXCUSED),
    (VERDICT, "annual_evaluation", "not_applicable", "a year without a term day is no subject"),
    (VERDICT, "annual_evaluation", "undetermined", DATES),
    (VERDICT, "commendation", "excused", EXCUSED),
    (VERDICT, "commendation", "not_applicable", "a year without a term day is no subject"),
    (VERDICT, "commendation", "undetermined", DATES),
    (VERDICT, "revocation", "breach", "M7 sets no deadline that could be missed"),
    (VERDICT, "revocation", "excused", EXCUSED),
    (VERDICT, "revocation", "not_applicable", "every violation in the effective period asks for a decision"),
    (VERDICT, "revocation", "undetermined", DATES),
    (CONTEST, "annual_evaluation", "contested", "rule 9 has no reading in its brackets"),
    (CONTEST, "revocation", "contested", "rule 11 has no reading in its brackets"),
    (CONTEST, "annual_evaluation", "by a combination alone", "rule 9 has no reading in its brackets"),
    (CONTEST, "revocation", "by a combination alone", "rule 11 has no reading in its brackets"),
    (CONTEST, "cycle_plan", "by a combination alone", ONE_READING),
    (CONTEST, "monthly_plan", "by a combination alone", ONE_READING),
    (CONTEST, "mentor_eligibility", "by a combination alone", ONE_READING),
    (CONTEST, "mentor_term", "by a combination alone", ONE_READING),
    (CONTEST, "annual_guidance", "by a combination alone", ONE_READING),
    (CLAUSE, "M3", "compliant", "M3 is cited only where the group alone fails or is unknown"),
    (STANDING, "revoked", "commendable", "the year of the revocation is lost, and no year after it has a term day"),
    (STANDING, "not_yet", "commendable", "no term day is seen"),
    (STANDING, "not_yet", "not commendable", "no term day is seen"),
    (STANDING, "never_appointed", "commendable", "there is no term day"),
    (STANDING, "never_appointed", "not commendable", "there is no term day"),
    (FAULT, "bad_date", "mentors", "the table has no date"),
    (FAULT, "date_out_of_range", "mentors", "the table has no date or year"),
    (
        WARNING,
        "engagements_inferred",
        "",
        "facts as JSON are taken as they are; only loaders of files infer engagements",
    ),
];

const EXCUSED: &str = "only S4 says \"in principle\" and admits a recorded reason";
const DATES: &str = "its facts are dates that are there or not: nothing is left unknown";
const ONE_READING: &str = "one reading with two values: a combination is the single value itself";

const VERDICT: &str = "Rule, reading in force, verdict";
const CONTEST: &str = "Contest by rule";
const FLIP: &str = "Readings that flip a verdict";
const CLAUSE: &str = "Clauses of rule 5";
const FORCE: &str = "Force by rule";
const REASON: &str = "Reasons";
const STANDING: &str = "Standings";
const FAULT: &str = "Faults";
const WARNING: &str = "Warnings";

/// Codes of faults that facts as a JSON value can have, as the contract lists them. The others are of files
/// (`ambiguous_date`, `ambiguous_heading`, `error_cell`), of a text that is no JSON (`unreadable`) or beyond any sensible
/// case (`too_large`).
pub const FAULTS: [&str; 10] = [
    "unknown_table",
    "unknown_column",
    "missing_table_column",
    "missing_value",
    "wrong_type",
    "bad_date",
    "date_out_of_range",
    "bad_value",
    "end_before_start",
    "duplicate_key",
];

const WARNINGS: [&str; 9] = [
    "repeated_row",
    "record_precedes_session",
    "session_of_unknown_engagement",
    "session_outside_engagement",
    "supervisor_is_worker",
    "guidance_before_appointment",
    "overlapping_appointments",
    "event_after_as_of",
    "engagements_inferred",
];

const REASONS: [&str; 7] = [
    "calendar_unknown",
    "record_precedes_session",
    "unknown_facts",
    "never_appointed",
    "before_term",
    "after_term",
    "revoked",
];

/// Tables that have rows with such a warning.
fn warned(code: &str) -> Vec<&'static str> {
    match code {
        "repeated_row" | "engagements_inferred" => Table::ALL.iter().map(|table| table.name()).collect(),
        "guidance_before_appointment" => vec!["guidance"],
        "overlapping_appointments" => vec!["appointments"],
        "event_after_as_of" => vec!["sessions", "plans", "appointments", "guidance", "evaluations", "violations"],
        _ => vec!["sessions"],
    }
}

/// Tables that can have a fault with this code.
fn faulted(code: &str) -> Vec<&'static str> {
    match code {
        "unknown_table" => vec![],
        "end_before_start" => vec!["engagements", "appointments"],
        "duplicate_key" => vec!["sessions", "excuses", "mentors", "appointments", "violations"],
        _ => Table::ALL.iter().map(|table| table.name()).collect(),
    }
}

/// A counted table.
struct Section {
    title: &'static str,
    rows: Vec<String>,
    columns: Vec<String>,
    /// Cells that make no sense: not counted, not missed.
    blank: fn(&str, &str) -> bool,
    counts: BTreeMap<(String, String), usize>,
}

impl Section {
    fn new(
        title: &'static str,
        rows: impl IntoIterator<Item = impl Into<String>>,
        columns: impl IntoIterator<Item = impl Into<String>>,
    ) -> Section {
        Section {
            title,
            rows: rows.into_iter().map(Into::into).collect(),
            columns: columns.into_iter().map(Into::into).collect(),
            blank: |_, _| false,
            counts: BTreeMap::new(),
        }
    }

    fn count(&mut self, row: &str, column: &str) {
        let known = |list: &[String], name: &str| list.iter().any(|one| one == name);
        assert!(known(&self.rows, row) && known(&self.columns, column), "{}: no cell {row}, {column}", self.title);
        *self.counts.entry((row.to_owned(), column.to_owned())).or_default() += 1;
    }

    fn unreachable(&self, row: &str, column: &str) -> Option<&'static str> {
        let found = UNREACHABLE.iter().find(|(title, begins, of, _)| {
            *title == self.title && row.starts_with(begins) && (of.is_empty() || *of == column)
        });
        found.map(|(.., why)| *why)
    }

    /// Writes it as a table; cells that are wrongly empty or wrongly filled go to `problems`.
    fn write(&self, page: &mut String, problems: &mut Vec<String>) {
        let mut line = |cells: &mut dyn Iterator<Item = String>| {
            let cells: Vec<String> = cells.collect();
            writeln!(page, "| {} |", cells.join(" | ")).expect("a String takes everything");
        };
        line(&mut std::iter::once(self.title.to_owned()).chain(self.columns.iter().cloned()));
        line(&mut std::iter::repeat_n("---".to_owned(), self.columns.len() + 1));
        for row in &self.rows {
            let cells = self.columns.iter().map(|column| {
                let count = self.counts.get(&(row.clone(), column.clone())).copied().unwrap_or(0);
                let place = format!("{}: {row}, {column}", self.title);
                match (count, self.unreachable(row, column), (self.blank)(row, column)) {
                    (0, None, false) => {
                        problems.push(format!("{place} has no case"));
                        "MISSING".to_owned()
                    }
                    (0, None, true) => String::new(),
                    (0, Some(_), _) => "-".to_owned(),
                    (count, None, false) => count.to_string(),
                    (count, ..) => {
                        problems.push(format!("{place} is said to be unreachable and has {count} cases"));
                        count.to_string()
                    }
                }
            });
            let cells: Vec<String> = std::iter::once(row.clone()).chain(cells).collect();
            line(&mut cells.into_iter());
        }
        page.push('\n');
    }
}

/// The last name of a dotted key.
fn short(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

/// The readings whose values are told apart for a rule: those in its brackets, and what rule 7's subjects are named by.
fn told_apart(rule: &str, brackets: &[&'static str]) -> Vec<&'static str> {
    let mut keys = brackets.to_vec();
    if rule == "annual_guidance" {
        keys.push("mentor.annual_guidance.year");
    }
    keys
}

fn verdict_rows() -> Vec<String> {
    let rows = BRACKETS.iter().flat_map(|(rule, brackets)| {
        let keys = told_apart(rule, brackets);
        let named = keys.into_iter().flat_map(move |key| {
            let values = readings::values(key).iter();
            values.map(move |value| format!("{rule} {}={value}", short(key)))
        });
        let mut named: Vec<String> = named.collect();
        if named.is_empty() {
            named.push((*rule).to_owned());
        }
        named
    });
    rows.collect()
}

/// The value of a reading in a policy written in full, if its editions agree.
fn in_force(policy: &Value, key: &str) -> Option<String> {
    let mut policy = policy.clone();
    let mut values = readings::editions(&mut policy)
        .into_iter()
        .map(|edition| text(readings::get(edition, key)).to_owned())
        .collect::<Vec<_>>();
    values.dedup();
    if values.len() == 1 { values.pop() } else { None }
}

struct Sections {
    verdict: Section,
    contest: Section,
    flip: Section,
    clause: Section,
    force: Section,
    reason: Section,
    standing: Section,
    fault: Section,
    warning: Section,
}

impl Sections {
    fn new() -> Sections {
        let rules = BRACKETS.iter().map(|(rule, _)| *rule);
        let tables = || Table::ALL.iter().map(|table| table.name());
        let flips = BRACKETS.iter().flat_map(|(rule, brackets)| {
            let values = brackets.iter().flat_map(|key| readings::values(key).iter().map(move |value| (key, value)));
            values.map(move |(key, value)| format!("{rule} {key}={value}"))
        });
        let mut sections = Sections {
            verdict: Section::new(VERDICT, verdict_rows(), VERDICTS),
            contest: Section::new(CONTEST, rules.clone(), ["not contested", "contested", "by a combination alone"]),
            flip: Section::new(FLIP, flips, ["cases"]),
            clause: Section::new(CLAUSE, ["M2", "M3"], ["compliant", "breach", "undetermined"]),
            force: Section::new(FORCE, rules, ["mandatory", "in_principle", "advisory"]),
            reason: Section::new(REASON, REASONS, ["cases"]),
            standing: Section::new(
                STANDING,
                ["revoked", "in_term", "expired", "not_yet", "never_appointed"],
                ["commendable", "not commendable", "not judged"],
            ),
            fault: Section::new(FAULT, FAULTS, tables().chain(["whole input", "unknown table"])),
            warning: Section::new(WARNING, WARNINGS, tables()),
        };
        sections.force.blank = |rule, force| match rule {
            "supervision_frequency" => force != "in_principle",
            "monthly_plan" => force == "in_principle",
            "cycle_plan" | "mentor_term" | "annual_evaluation" => force != "advisory",
            _ => force != "mandatory",
        };
        sections.fault.blank = |code, table| match table {
            "whole input" => code != "wrong_type",
            "unknown table" => code != "unknown_table",
            _ => !faulted(code).contains(&table),
        };
        sections.warning.blank = |code, table| !warned(code).contains(&table);
        sections
    }

    fn all(&self) -> [&Section; 9] {
        [
            &self.verdict,
            &self.contest,
            &self.flip,
            &self.clause,
            &self.force,
            &self.reason,
            &self.standing,
            &self.fault,
            &self.warning,
        ]
    }

    fn case(&mut self, case: &Case) {
        let policy = json(&case.policy());
        for finding in &case.expect {
            self.finding(finding, &policy);
        }
        for fault in case.faults.iter().flatten() {
            let table = match (fault["table"].as_str(), text(&fault["code"])) {
                (None, _) => "whole input",
                (Some(_), "unknown_table") => "unknown table",
                (Some(table), _) => table,
            };
            self.fault.count(text(&fault["code"]), table);
        }
        for warning in case.warnings.iter().flatten() {
            self.warning.count(text(&warning["code"]), text(&warning["table"]));
        }
        for standing in case.standings.iter().flatten() {
            if let Some(commendable) = standing.get("commendable") {
                let column = match commendable.as_bool() {
                    Some(true) => "commendable",
                    Some(false) => "not commendable",
                    None => "not judged",
                };
                self.standing.count(text(&standing["standing"]), column);
            }
        }
    }

    fn finding(&mut self, finding: &Value, policy: &Value) {
        let rule = text(&finding["rule"]);
        let (_, brackets) = BRACKETS.iter().find(|(name, _)| *name == rule).expect("a rule");
        if let Some(verdict) = finding["verdict"].as_str() {
            let keys = told_apart(rule, brackets);
            if keys.is_empty() {
                self.verdict.count(rule, verdict);
            }
            for key in keys {
                if let Some(value) = in_force(policy, key) {
                    self.verdict.count(&format!("{rule} {}={value}", short(key)), verdict);
                }
            }
            if let Some(clause) = finding["clause"].as_str().filter(|_| rule == "mentor_eligibility") {
                self.clause.count(clause, verdict);
            }
        }
        if let Some(force) = finding["force"].as_str() {
            self.force.count(rule, force);
        }
        if let Some(reason) = finding["detail"]["reason"].as_str() {
            self.reason.count(reason, "cases");
        }
        if let Some(contested) = finding["contested"].as_bool() {
            let column = if contested { "contested" } else { "not contested" };
            self.contest.count(rule, column);
        }
        if finding["detail"]["contested_by"] == json!([]) {
            self.contest.count(rule, "by a combination alone");
        }
        if let Some(by) = finding["detail"].get("contested_by") {
            for name in list(by) {
                self.flip.count(&format!("{rule} {}", text(name)), "cases");
            }
        }
    }
}

/// The page and everything that is wrong with it.
#[must_use]
pub fn page() -> (String, Vec<String>) {
    let mut sections = Sections::new();
    let mut cases = 0;
    for (_, list) in vectors::all() {
        for case in list {
            cases += 1;
            sections.case(&case);
        }
    }
    let mut page = format!(
        "# What the cases cover\n\n\
         {cases} cases. A number counts the expectations that cases state, `-` is a cell that nothing can fill (the \
         reasons are at the end), an empty cell makes no sense. Written by \
         `cargo run -p hongyan-tests --bin coverage`; a test fails if it is out of date or a cell is missing.\n\n\
         A reading counts as in force where all editions of a case's policy agree on it.\n\n"
    );
    let mut problems = Vec::new();
    for section in sections.all() {
        section.write(&mut page, &mut problems);
    }
    for (title, begins, column, _) in UNREACHABLE {
        let section = sections.all().into_iter().find(|section| section.title == title);
        let names_cells = section.is_some_and(|section| {
            let row = section.rows.iter().any(|row| row.starts_with(begins));
            row && (column.is_empty() || section.columns.iter().any(|one| one == column))
        });
        if !names_cells {
            problems.push(format!("{title}: no cell {begins}, {column} that could be unreachable"));
        }
    }
    page.push_str("## Cells that nothing can fill\n\n");
    for (title, row, column, why) in UNREACHABLE {
        let column = if column.is_empty() { "all" } else { column };
        writeln!(page, "- {title}: {row}, {column}: {why}").expect("a String takes everything");
    }
    (page, problems)
}

/// Where the page stands.
#[must_use]
pub fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("coverage.md")
}

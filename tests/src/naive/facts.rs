//! Section 2, facts: the tables as plain lists, repeated rows merged, and what of them is seen on a day.

use serde_json::{Map, Value};

use super::dates::{Day, Month, day, month};

pub const TABLES: [&str; 9] =
    ["engagements", "sessions", "excuses", "plans", "mentors", "appointments", "guidance", "evaluations", "violations"];

#[derive(Clone)]
pub struct Engagement {
    pub project: String,
    pub worker: String,
    pub start: Day,
    pub end: Option<Day>,
    pub supervisor: Option<String>,
}

impl Engagement {
    pub fn contains(&self, day: Day) -> bool {
        self.start <= day && self.end.is_none_or(|end| day <= end)
    }
}

#[derive(Clone)]
pub struct Session {
    pub row: usize,
    pub session: String,
    pub project: String,
    pub worker: String,
    pub form: String,
    pub ended_on: Day,
    pub record_submitted_on: Option<Day>,
    pub supervisor: Option<String>,
}

#[derive(Clone)]
pub struct Excuse {
    pub project: String,
    pub worker: String,
    pub month: Month,
}

#[derive(Clone)]
pub struct Plan {
    pub row: usize,
    pub project: String,
    pub supervisor: String,
    pub kind: String,
    pub month: Option<Month>,
    pub made_on: Day,
}

#[derive(Clone)]
pub struct Mentor {
    pub mentor: String,
    pub category: Option<String>,
    pub responsibility: Option<bool>,
    pub experience: Option<bool>,
    pub commitment: Option<bool>,
}

#[derive(Clone)]
pub struct Appointment {
    pub row: usize,
    pub mentor: String,
    pub appointed_on: Day,
    pub ends_on: Option<Day>,
}

#[derive(Clone)]
pub struct Guidance {
    pub row: usize,
    pub mentor: String,
    pub guided_on: Day,
}

#[derive(Clone)]
pub struct Evaluation {
    pub row: usize,
    pub mentor: String,
    pub year: i32,
    pub evaluated_on: Day,
}

#[derive(Clone)]
pub struct Violation {
    pub row: usize,
    pub mentor: String,
    pub found_on: Day,
    pub revoked_on: Option<Day>,
}

#[derive(Clone)]
pub struct Facts {
    pub present: Vec<&'static str>,
    /// Table and row of every row equal to an earlier one.
    pub repeated: Vec<(&'static str, usize)>,
    pub engagements: Vec<Engagement>,
    pub sessions: Vec<Session>,
    pub excuses: Vec<Excuse>,
    pub plans: Vec<Plan>,
    pub mentors: Vec<Mentor>,
    pub appointments: Vec<Appointment>,
    pub guidance: Vec<Guidance>,
    pub evaluations: Vec<Evaluation>,
    pub violations: Vec<Violation>,
}

/// One row as it was given: its number in the table and its cells, those that are null left out.
struct Row {
    row: usize,
    cells: Map<String, Value>,
}

impl Row {
    fn maybe_text(&self, column: &str) -> Option<String> {
        self.cells.get(column).map(|value| value.as_str().expect("text").to_string())
    }

    fn text(&self, column: &str) -> String {
        self.maybe_text(column).expect("a required text")
    }

    fn maybe_day(&self, column: &str) -> Option<Day> {
        self.maybe_text(column).map(|text| day(&text))
    }

    fn day(&self, column: &str) -> Day {
        self.maybe_day(column).expect("a required day")
    }

    fn maybe_bool(&self, column: &str) -> Option<bool> {
        self.cells.get(column).map(|value| value.as_bool().expect("true or false"))
    }
}

impl Facts {
    pub fn new(given: &Value) -> Facts {
        let mut present = Vec::new();
        let mut repeated = Vec::new();
        let mut rows = |table: &'static str| -> Vec<Row> {
            let mut kept: Vec<Row> = Vec::new();
            let Some(list) = given.get(table) else {
                return kept;
            };
            present.push(table);
            for (row, cells) in list.as_array().expect("a list of rows").iter().enumerate() {
                let mut cells = cells.as_object().expect("a row").clone();
                cells.retain(|_, value| !value.is_null());
                // "Rows alike in every column are one row with a warning."
                if kept.iter().any(|earlier| earlier.cells == cells) {
                    repeated.push((table, row));
                } else {
                    kept.push(Row { row, cells });
                }
            }
            kept
        };
        let engagements = rows("engagements").iter().map(engagement).collect();
        let sessions = rows("sessions").iter().map(session).collect();
        let excuses = rows("excuses").iter().map(excuse).collect();
        let plans = rows("plans").iter().map(plan).collect();
        let mentors = rows("mentors").iter().map(mentor).collect();
        let appointments = rows("appointments").iter().map(appointment).collect();
        let guidance = rows("guidance").iter().map(guidance).collect();
        let evaluations = rows("evaluations").iter().map(evaluation).collect();
        let violations = rows("violations").iter().map(violation).collect();
        Facts {
            present,
            repeated,
            engagements,
            sessions,
            excuses,
            plans,
            mentors,
            appointments,
            guidance,
            evaluations,
            violations,
        }
    }

    /// Section 1: "An event dated after `as_of` has not happened." A violation's two dates are seen each by itself, so
    /// the row stays and rule 11 looks at `found_on`.
    pub fn seen(&self, as_of: Day) -> Facts {
        let mut seen = self.clone();
        seen.sessions.retain(|session| session.ended_on <= as_of);
        for session in &mut seen.sessions {
            session.record_submitted_on = session.record_submitted_on.filter(|day| *day <= as_of);
        }
        seen.plans.retain(|plan| plan.made_on <= as_of);
        seen.appointments.retain(|appointment| appointment.appointed_on <= as_of);
        seen.guidance.retain(|guidance| guidance.guided_on <= as_of);
        seen.evaluations.retain(|evaluation| evaluation.evaluated_on <= as_of);
        for violation in &mut seen.violations {
            violation.revoked_on = violation.revoked_on.filter(|day| *day <= as_of);
        }
        seen
    }
}

fn engagement(row: &Row) -> Engagement {
    Engagement {
        project: row.text("project"),
        worker: row.text("worker"),
        start: row.day("start"),
        end: row.maybe_day("end"),
        supervisor: row.maybe_text("supervisor"),
    }
}

fn session(row: &Row) -> Session {
    Session {
        row: row.row,
        session: row.text("session"),
        project: row.text("project"),
        worker: row.text("worker"),
        form: row.text("form"),
        ended_on: row.day("ended_on"),
        record_submitted_on: row.maybe_day("record_submitted_on"),
        supervisor: row.maybe_text("supervisor"),
    }
}

fn excuse(row: &Row) -> Excuse {
    Excuse { project: row.text("project"), worker: row.text("worker"), month: month(&row.text("month")) }
}

fn plan(row: &Row) -> Plan {
    Plan {
        row: row.row,
        project: row.text("project"),
        supervisor: row.text("supervisor"),
        kind: row.text("kind"),
        month: row.maybe_text("month").map(|text| month(&text)),
        made_on: row.day("made_on"),
    }
}

fn mentor(row: &Row) -> Mentor {
    Mentor {
        mentor: row.text("mentor"),
        category: row.maybe_text("category"),
        responsibility: row.maybe_bool("responsibility"),
        experience: row.maybe_bool("experience"),
        commitment: row.maybe_bool("commitment"),
    }
}

fn appointment(row: &Row) -> Appointment {
    Appointment {
        row: row.row,
        mentor: row.text("mentor"),
        appointed_on: row.day("appointed_on"),
        ends_on: row.maybe_day("ends_on"),
    }
}

fn guidance(row: &Row) -> Guidance {
    Guidance { row: row.row, mentor: row.text("mentor"), guided_on: row.day("guided_on") }
}

fn evaluation(row: &Row) -> Evaluation {
    let year = row.cells["year"].as_i64().expect("a year");
    Evaluation {
        row: row.row,
        mentor: row.text("mentor"),
        year: i32::try_from(year).expect("a small year"),
        evaluated_on: row.day("evaluated_on"),
    }
}

fn violation(row: &Row) -> Violation {
    Violation {
        row: row.row,
        mentor: row.text("mentor"),
        found_on: row.day("found_on"),
        revoked_on: row.maybe_day("revoked_on"),
    }
}

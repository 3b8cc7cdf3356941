//! Facts that are known to be valid, from JSON to typed rows.

use chrono::NaiveDate;
use hongyan::facts::{
    Appointment, ContentSource, Engagement, Evaluation, Excuse, Form, Guidance, Mentor, Plan, PlanKind, Session,
    Tables, Violation,
};
use serde_json::Value;

use crate::ask::{list, text};

/// The tables as typed rows.
///
/// # Panics
/// If a row is not valid.
#[must_use]
pub fn tables(facts: &Value) -> Tables {
    fn rows<T>(facts: &Value, table: &str, row: impl Fn(&Value) -> T) -> Option<Vec<T>> {
        facts.get(table).map(|rows| list(rows).iter().map(row).collect())
    }
    let own = |value: &Value| value.as_str().map(str::to_owned);
    let id = |value: &Value| value.as_str().expect("a text").to_owned();
    let maybe_date = |value: &Value| value.as_str().map(|text| text.parse::<NaiveDate>().expect("a date"));
    let date = |value: &Value| maybe_date(value).expect("a date");
    Tables {
        engagements: rows(facts, "engagements", |row| Engagement {
            end: maybe_date(&row["end"]),
            supervisor: own(&row["supervisor"]),
            ..Engagement::new(id(&row["project"]), id(&row["worker"]), date(&row["start"]))
        }),
        sessions: rows(facts, "sessions", |row| Session {
            record_submitted_on: maybe_date(&row["record_submitted_on"]),
            supervisor: own(&row["supervisor"]),
            minutes: row["minutes"].as_u64().map(|minutes| minutes as u32),
            venue: own(&row["venue"]),
            content_source: row["content_source"].as_str().and_then(ContentSource::from_name),
            ..Session::new(
                id(&row["session"]),
                id(&row["project"]),
                id(&row["worker"]),
                Form::from_name(text(&row["form"])).expect("a form"),
                date(&row["ended_on"]),
            )
        }),
        excuses: rows(facts, "excuses", |row| {
            let month: hongyan::calendar::Month = text(&row["month"]).parse().expect("a month");
            Excuse::new(id(&row["project"]), id(&row["worker"]), month, id(&row["reason"]))
        }),
        plans: rows(facts, "plans", |row| Plan {
            month: row["month"].as_str().map(|month| month.parse().expect("a month")),
            ..Plan::new(
                id(&row["project"]),
                id(&row["supervisor"]),
                PlanKind::from_name(text(&row["kind"])).expect("a kind"),
                date(&row["made_on"]),
            )
        }),
        mentors: rows(facts, "mentors", |row| Mentor {
            category: own(&row["category"]),
            responsibility: row["responsibility"].as_bool(),
            experience: row["experience"].as_bool(),
            commitment: row["commitment"].as_bool(),
            ..Mentor::new(id(&row["mentor"]))
        }),
        appointments: rows(facts, "appointments", |row| Appointment {
            ends_on: maybe_date(&row["ends_on"]),
            issued_by: own(&row["issued_by"]),
            ..Appointment::new(id(&row["mentor"]), date(&row["appointed_on"]))
        }),
        guidance: rows(facts, "guidance", |row| Guidance {
            student: own(&row["student"]),
            ..Guidance::new(id(&row["mentor"]), date(&row["guided_on"]))
        }),
        evaluations: rows(facts, "evaluations", |row| {
            let year = row["year"].as_i64().expect("a year") as i32;
            Evaluation::new(id(&row["mentor"]), year, date(&row["evaluated_on"]))
        }),
        violations: rows(facts, "violations", |row| Violation {
            revoked_on: maybe_date(&row["revoked_on"]),
            ..Violation::new(id(&row["mentor"]), date(&row["found_on"]))
        }),
    }
}

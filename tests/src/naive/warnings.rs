//! Section 2, warnings: "not faults: the row is used".

use serde_json::{Value, json};

use super::dates::Day;
use super::facts::{Facts, TABLES};
use super::policy::Law;
use super::terms::terms;

/// `all` = the facts as given, repeated rows merged; `seen` = those not after `as_of`.
pub fn warnings(all: &Facts, seen: &Facts, law: &Law, as_of: Day) -> Vec<Value> {
    // Table (by its place in the list of tables), row, code.
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    let mut warn = |table: &str, row: usize, code: &'static str| {
        let place = TABLES.iter().position(|name| *name == table).expect("a table");
        found.push((place, row, code));
    };

    for (table, row) in &all.repeated {
        warn(table, *row, "repeated_row");
    }

    for session in &all.sessions {
        if session.record_submitted_on.is_some_and(|day| day < session.ended_on) {
            warn("sessions", session.row, "record_precedes_session");
        }
        if all.present.contains(&"engagements") {
            let of_project = all.engagements.iter().filter(|engagement| engagement.project == session.project);
            let mut of_worker = of_project.filter(|engagement| engagement.worker == session.worker).peekable();
            if of_worker.peek().is_none() {
                warn("sessions", session.row, "session_of_unknown_engagement");
            } else if !of_worker.any(|engagement| engagement.contains(session.ended_on)) {
                warn("sessions", session.row, "session_outside_engagement");
            }
        }
        if session.supervisor.as_ref() == Some(&session.worker) {
            warn("sessions", session.row, "supervisor_is_worker");
        }
        if session.ended_on > as_of || session.record_submitted_on.is_some_and(|day| day > as_of) {
            warn("sessions", session.row, "event_after_as_of");
        }
    }

    for plan in &all.plans {
        if plan.made_on > as_of {
            warn("plans", plan.row, "event_after_as_of");
        }
    }

    // All appointments in the table, those after `as_of` too.
    let terms = terms(&all.appointments, &seen.violations, law);
    for appointment in &all.appointments {
        let of_mentor = terms.iter().filter(|term| term.mentor == appointment.mentor);
        let mut earlier = of_mentor.filter(|term| term.appointed_on < appointment.appointed_on);
        if earlier.any(|term| term.contains(appointment.appointed_on)) {
            warn("appointments", appointment.row, "overlapping_appointments");
        }
        if appointment.appointed_on > as_of {
            warn("appointments", appointment.row, "event_after_as_of");
        }
    }

    for guidance in &all.guidance {
        let mut of_mentor = all.appointments.iter().filter(|row| row.mentor == guidance.mentor).peekable();
        if of_mentor.peek().is_some() && of_mentor.all(|row| row.appointed_on > guidance.guided_on) {
            warn("guidance", guidance.row, "guidance_before_appointment");
        }
        if guidance.guided_on > as_of {
            warn("guidance", guidance.row, "event_after_as_of");
        }
    }

    for evaluation in &all.evaluations {
        if evaluation.evaluated_on > as_of {
            warn("evaluations", evaluation.row, "event_after_as_of");
        }
    }

    for violation in &all.violations {
        if violation.found_on > as_of || violation.revoked_on.is_some_and(|day| day > as_of) {
            warn("violations", violation.row, "event_after_as_of");
        }
    }

    // "Ordered by table (as in the list above), row, code".
    found.sort();
    found.iter().map(|(place, row, code)| json!({"code": code, "table": TABLES[*place], "row": row})).collect()
}

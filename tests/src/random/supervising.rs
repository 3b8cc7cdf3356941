//! Engagements, sessions, excuses and plans.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value, json};

use super::{
    Dice, PROJECTS, SUPERVISORS, WORKERS, date, end_of_month, first_of_month, month_text, months_later, shift, text,
};

const FORMS: [&str; 12] = [
    "individual",
    "individual",
    "individual",
    "individual",
    "group",
    "group",
    "group",
    "peer",
    "peer",
    "on_site",
    "meeting",
    "training",
];

/// One worker's time on a project, as the other tables need it.
struct Stay {
    project: String,
    worker: String,
    supervisor: Option<String>,
    start: NaiveDate,
    end: Option<NaiveDate>,
}

pub(super) fn tables(dice: &Dice, facts: &mut Map<String, Value>) {
    let stays = stays(dice);
    let rows = stays.iter().map(|stay| {
        json!({
            "project": stay.project,
            "worker": stay.worker,
            "start": text(stay.start),
            "end": stay.end.map(text),
            "supervisor": stay.supervisor,
        })
    });
    facts.insert("engagements".to_string(), rows.collect());
    facts.insert("sessions".to_string(), sessions(dice, &stays));
    facts.insert("excuses".to_string(), excuses(dice, &stays));
    facts.insert("plans".to_string(), plans(dice, &stays));
}

/// Stays that follow on each other, overlap, leave gaps, last a day, stay open or begin in the future.
fn stays(dice: &Dice) -> Vec<Stay> {
    let projects = dice.some(&PROJECTS, 3);
    let workers = dice.some(&WORKERS, 4);
    let supervisors = dice.some(&SUPERVISORS, 3);
    let mut stays: Vec<Stay> = Vec::new();
    for _ in 0..dice.number(1..=6) {
        let project = dice.pick(&projects).to_string();
        let worker = dice.pick(&workers).to_string();
        let mut start = dice.day();
        if let Some(Stay { start: begun, end: Some(end), .. }) = stays.last() {
            let (begun, end) = (*begun, *end);
            start = match dice.number(0..=7) {
                0 | 1 => shift(end, 1),
                2 => end,
                3 => shift(end, 2),
                4 => begun,
                5 => shift(end, dice.number(3..=40)),
                _ => start,
            };
        }
        let end = match dice.number(0..=7) {
            0 => Some(start),
            1 => None,
            2 => Some(end_of_month(start)),
            3 => Some(end_of_month(months_later(start, dice.number(0..=4)))),
            4 => Some(shift(months_later(start, dice.number(1..=12)), -1)),
            5 => Some(shift(end_of_month(start), 1)),
            _ => Some(shift(start, dice.number(0..=400))),
        };
        let supervisor = if dice.chance(85) { Some(dice.pick(&supervisors).to_string()) } else { None };
        dice.falls_due("month", end_of_month(start));
        dice.falls_due("month", end.unwrap_or(start));
        // A worker often comes back to the project he left, or goes to another on the same days.
        let (project, worker) = match stays.last() {
            Some(last) if dice.chance(40) => (last.project.clone(), last.worker.clone()),
            Some(last) if dice.chance(30) => (project, last.worker.clone()),
            _ => (project, worker),
        };
        stays.push(Stay { project, worker, supervisor, start, end });
    }
    stays
}

/// A day of the stay (an open one is taken as a year), or one just outside it.
fn day_of(dice: &Dice, stay: &Stay) -> NaiveDate {
    let end = stay.end.unwrap_or(months_later(stay.start, 12));
    let length = (end - stay.start).num_days();
    match dice.number(0..=11) {
        0 => stay.start,
        1 => end,
        2 => shift(stay.start, -1),
        3 => shift(end, 1),
        4 => end_of_month(stay.start),
        5 => dice.day(),
        6 if stay.end.is_none_or(|end| end > date(2026, 12, 1)) => shift(date(2026, 12, 18), dice.number(0..=40)),
        _ => shift(stay.start, dice.number(0..=length)),
    }
}

fn sessions(dice: &Dice, stays: &[Stay]) -> Value {
    let mut rows = Vec::new();
    let mut keys = BTreeSet::new();
    let mut row = |session: String, worker: &str, stay: &Stay, form: &str, ended_on: NaiveDate| {
        if !keys.insert((session.clone(), worker.to_string())) {
            return;
        }
        // Some records and due days are placed around a roll of the last day.
        let due_on = shift(ended_on, 7);
        dice.falls_due("record", due_on);
        dice.falls_due("roll", shift(due_on, dice.number(0..=9)));
        if ended_on.year() == 2022 || ended_on >= date(2026, 12, 15) {
            dice.falls_due("unknown year", shift(due_on, dice.number(-1..=34)));
        }
        let submitted_on = match dice.number(0..=11) {
            0..=2 => None,
            3 => Some(shift(ended_on, -1)),
            4 => Some(ended_on),
            5 | 6 => Some(dice.near(due_on)),
            7 | 8 => Some(shift(due_on, dice.number(0..=9))),
            9 => Some(shift(due_on, dice.number(30..=35))),
            _ => Some(dice.later(ended_on, 14)),
        };
        let supervisor = if dice.chance(10) { Some(worker.to_string()) } else { stay.supervisor.clone() };
        rows.push(json!({
            "session": session,
            "project": if dice.chance(94) { stay.project.as_str() } else { "没有这个项目" },
            "worker": worker,
            "form": form,
            "ended_on": text(ended_on),
            "record_submitted_on": submitted_on.map(text),
            "supervisor": supervisor,
            "minutes": dice.maybe(30, 60),
            "venue": dice.maybe(30, "办公室"),
            "content_source": dice.maybe(30, "record_form"),
        }));
    };

    let mut number = 0;
    for stay in stays {
        // Months that are nearly met: an individual and a group session on days of one month.
        for _ in 0..dice.number(0..=4) {
            let day = day_of(dice, stay);
            for form in ["individual", "group"] {
                if dice.chance(80) {
                    number += 1;
                    let in_month = shift(end_of_month(day), -dice.number(0..=27));
                    let form = if form == "group" && dice.chance(35) { "peer" } else { form };
                    row(format!("s{number}"), &stay.worker, stay, form, in_month);
                }
            }
        }
    }
    for _ in 0..dice.number(0..=12) {
        number += 1;
        let stay = dice.pick(stays);
        let form = *dice.pick(&FORMS);
        let day = if dice.chance(30) { dice.day() } else { day_of(dice, stay) };
        let session = if dice.chance(80) { format!("s{number}") } else { format!("督导{number}") };
        row(session.clone(), &stay.worker, stay, form, day);
        // A group session has several workers, one row each.
        while form == "group" && dice.chance(50) {
            let other = dice.pick(stays);
            row(session.clone(), &other.worker, other, form, day);
        }
    }
    Value::Array(rows)
}

fn excuses(dice: &Dice, stays: &[Stay]) -> Value {
    let mut rows = Vec::new();
    let mut keys = BTreeSet::new();
    for _ in 0..dice.number(0..=6) {
        let stay = dice.pick(stays);
        let month = month_text(day_of(dice, stay));
        if keys.insert((&stay.project, &stay.worker, month.clone())) {
            let reason = *dice.pick(&["病假", "sick leave", "洪水"]);
            rows.push(json!({"project": stay.project, "worker": stay.worker, "month": month, "reason": reason}));
        }
    }
    Value::Array(rows)
}

fn plans(dice: &Dice, stays: &[Stay]) -> Value {
    let mut rows = Vec::new();
    for stay in stays {
        let Some(supervisor) = &stay.supervisor else {
            continue;
        };
        let due_on = months_later(stay.start, 1);
        dice.falls_due("plan", due_on);
        for _ in 0..dice.number(0..=2) {
            let made_on = match dice.number(0..=5) {
                0 => shift(stay.start, -dice.number(1..=40)),
                1 => stay.start,
                2 | 3 => dice.near(due_on),
                _ => dice.later(stay.start, 60),
            };
            let month = dice.maybe(10, month_text(made_on));
            rows.push(plan(&stay.project, supervisor, "cycle", month, made_on));
        }
        for _ in 0..dice.number(0..=5) {
            // Counted from the month's first day or from the stay's, so that the tenth day is hit in both kinds of month.
            let day = day_of(dice, stay);
            let first = first_of_month(day).max(stay.start);
            dice.falls_due("plan", shift(first, 9));
            let made_on = match dice.number(0..=7) {
                0 => shift(first, -dice.number(1..=12)),
                1 | 2 => dice.near(shift(first, 9)),
                3 | 4 => dice.near(end_of_month(first)),
                _ => dice.later(first, 40),
            };
            rows.push(plan(&stay.project, supervisor, "monthly", json!(month_text(first)), made_on));
        }
    }
    Value::Array(rows)
}

fn plan(project: &str, supervisor: &str, kind: &str, month: Value, made_on: NaiveDate) -> Value {
    json!({"project": project, "supervisor": supervisor, "kind": kind, "month": month, "made_on": text(made_on)})
}

//! Mentors, appointments, guidance, evaluations and violations.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value, json};

use super::{Dice, MENTORS, date, end_of_month, months_later, shift, text};

/// An appointment, as the other tables need it.
struct Term {
    mentor: String,
    appointed_on: NaiveDate,
    ends_on: Option<NaiveDate>,
}

impl Term {
    fn last_day(&self) -> NaiveDate {
        self.ends_on.unwrap_or(months_later(self.appointed_on, 36))
    }
}

pub(super) fn tables(dice: &Dice, facts: &mut Map<String, Value>) {
    let mentors = dice.some(&MENTORS, 3);
    let terms = terms(dice, &mentors);
    let rows = terms.iter().map(|term| {
        json!({
            "mentor": term.mentor,
            "appointed_on": text(term.appointed_on),
            "ends_on": term.ends_on.map(text),
            "issued_by": dice.maybe(30, "区民政局"),
        })
    });
    facts.insert("appointments".to_string(), rows.collect());
    facts.insert("mentors".to_string(), eligibility(dice, &mentors));
    facts.insert("guidance".to_string(), guidance(dice, &mentors, &terms));
    facts.insert("evaluations".to_string(), evaluations(dice, &mentors, &terms));
    facts.insert("violations".to_string(), violations(dice, &mentors, &terms));
}

fn eligibility(dice: &Dice, mentors: &[&str]) -> Value {
    let mut rows = Vec::new();
    for mentor in mentors.iter().chain(&["只在这里的导师"]) {
        if dice.chance(20) {
            continue;
        }
        let category = match dice.number(0..=7) {
            0 => json!("lawyer"),
            1 => json!("Expert"),
            2 => json!(null),
            _ => json!(*dice.pick(&["expert", "talent", "cppcc_member", "university_teacher"])),
        };
        let condition = || match dice.number(0..=9) {
            0 => json!(null),
            1 => json!(false),
            _ => json!(true),
        };
        rows.push(json!({
            "mentor": mentor,
            "category": category,
            "responsibility": condition(),
            "experience": condition(),
            "commitment": condition(),
        }));
    }
    Value::Array(rows)
}

/// Appointments that follow on each other, overlap, are printed short or long, or begin in the future.
fn terms(dice: &Dice, mentors: &[&str]) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut keys = BTreeSet::new();
    for mentor in mentors {
        for _ in 0..*dice.pick(&[0, 1, 1, 1, 1, 2, 2, 3]) {
            let mut appointed_on = match dice.number(0..=9) {
                0 => date(*dice.pick(&[2021, 2022, 2023]), 12, 31),
                1 => date(*dice.pick(&[2022, 2023, 2024]), 1, 1),
                2 => date(2024, 2, 29),
                3 => date(2020, 2, 29),
                4 => shift(date(2023, 6, 30), -dice.number(0..=400)),
                _ => dice.day(),
            };
            if let Some(last) = terms.last().filter(|term| term.mentor == *mentor) {
                let last_day = last.last_day();
                appointed_on = match dice.number(0..=6) {
                    0 => last_day,
                    1 => shift(last_day, 1),
                    2 => shift(last_day, -1),
                    3 => shift(last_day, dice.number(2..=90)),
                    4 => shift(last.appointed_on, dice.number(1..=600)),
                    _ => appointed_on,
                };
            }
            let ends_on = match dice.number(0..=13) {
                0 => Some(shift(months_later(appointed_on, 12 * dice.number(1..=3)), -1)),
                1 => Some(months_later(appointed_on, 12 * dice.number(1..=4))),
                2 => Some(end_of_month(months_later(appointed_on, dice.number(0..=30)))),
                3 => Some(shift(appointed_on, dice.number(0..=1200))),
                4 => Some(date(appointed_on.year() + dice.number(0..=2) as i32, 12, 31)),
                _ => None,
            };
            if !keys.insert((*mentor, appointed_on)) {
                continue;
            }
            let term = Term { mentor: mentor.to_string(), appointed_on, ends_on };
            dice.falls_due("inactivity", months_later(appointed_on, 6));
            for years in 1..=4 {
                dice.falls_due("term year", months_later(appointed_on, 12 * years));
                dice.falls_due("calendar year", date(appointed_on.year() + years as i32, 12, 31));
            }
            dice.falls_due("term", shift(appointed_on, dice.number(0..=900)));
            dice.falls_due("term", term.last_day());
            terms.push(term);
        }
    }
    terms
}

fn guidance(dice: &Dice, mentors: &[&str], terms: &[Term]) -> Value {
    let mut days: Vec<(String, NaiveDate)> = Vec::new();
    for term in terms {
        let mentor = &term.mentor;
        // A walk through the term, dense or sparse, with a liking for the corresponding day and the days next to it.
        let dense = dice.chance(60);
        let mut day = if dice.chance(40) { term.appointed_on.max(date(2023, 6, 30)) } else { term.appointed_on };
        for _ in 0..dice.number(0..=12) {
            day = match dice.number(0..=9) {
                0..=2 => dice.near(months_later(day, 6)),
                3 => end_of_month(months_later(day, 6)),
                4 if !dense => shift(day, dice.number(180..=500)),
                5 => dice.near(months_later(day, 12)),
                _ => shift(day, dice.number(1..=150)),
            };
            if day > shift(term.last_day(), 20) || day > date(2028, 12, 31) {
                break;
            }
            days.push((mentor.clone(), day));
            dice.falls_due("inactivity", months_later(day, 6));
            dice.falls_due("inactivity", shift(end_of_month(months_later(day, 6)), dice.number(0..=1)));
        }
        // The borders of the term and of its years.
        for _ in 0..dice.number(0..=4) {
            let years = dice.number(1..=3);
            let border = match dice.number(0..=4) {
                0 => term.appointed_on,
                1 => shift(term.appointed_on, -1),
                2 | 3 => term.last_day(),
                _ => months_later(term.appointed_on, 12 * years),
            };
            days.push((mentor.clone(), dice.near(border)));
        }
    }
    for _ in 0..dice.number(0..=3) {
        let mentor = if dice.chance(70) { *dice.pick(mentors) } else { "未聘导师" };
        days.push((mentor.to_string(), dice.day()));
    }
    let rows = days.into_iter().map(|(mentor, guided_on)| {
        let student = match dice.number(0..=3) {
            0 => json!(null),
            _ => json!(*dice.pick(&["学员一", "学员二", "学员三"])),
        };
        json!({"mentor": mentor, "guided_on": text(guided_on), "student": student})
    });
    rows.collect()
}

fn evaluations(dice: &Dice, mentors: &[&str], terms: &[Term]) -> Value {
    let mut rows = Vec::new();
    for term in terms {
        for _ in 0..dice.number(0..=5) {
            let year = term.appointed_on.year().max(2023) + dice.number(0..=3) as i32;
            let due_on = date(year + 1, 3, 31);
            dice.falls_due("evaluation", due_on);
            let evaluated_on = match dice.number(0..=5) {
                0 => date(year, 12, 31),
                1 => shift(due_on, dice.number(1..=60)),
                2 => shift(date(year, 6, 1), dice.number(0..=300)),
                _ => dice.near(due_on),
            };
            rows.push(json!({"mentor": term.mentor, "year": year, "evaluated_on": text(evaluated_on)}));
        }
    }
    if dice.chance(15) {
        let mentor = if dice.chance(50) { *dice.pick(mentors) } else { "只被考核的导师" };
        rows.push(json!({"mentor": mentor, "year": 2024, "evaluated_on": text(dice.day())}));
    }
    Value::Array(rows)
}

fn violations(dice: &Dice, mentors: &[&str], terms: &[Term]) -> Value {
    let mut rows = Vec::new();
    let mut keys = BTreeSet::new();
    for _ in 0..*dice.pick(&[0, 0, 0, 1, 1, 1, 2, 3]) {
        let mut mentor = if dice.chance(90) { dice.pick(mentors).to_string() } else { "违规者".to_string() };
        let mut revoked_on = dice.day();
        if !terms.is_empty() && dice.chance(85) {
            let term = dice.pick(terms);
            mentor = term.mentor.clone();
            let anniversary = months_later(term.appointed_on, 12 * dice.number(1..=3));
            revoked_on = match dice.number(0..=9) {
                0 => term.appointed_on,
                1 => shift(term.appointed_on, -dice.number(1..=30)),
                2 => term.last_day(),
                3 => shift(term.last_day(), dice.number(1..=40)),
                4 => anniversary,
                5 => shift(anniversary, 1),
                _ => shift(term.appointed_on, dice.number(1..=800)),
            };
        }
        // Nothing forbids a decision dated before the day of the finding.
        let found_on = match dice.number(0..=9) {
            0 => shift(revoked_on, dice.number(1..=60)),
            1 => revoked_on,
            2 => dice.day(),
            _ => shift(revoked_on, -dice.number(1..=200)),
        };
        dice.falls_due("revocation", revoked_on);
        let revoked_on = dice.maybe(75, text(revoked_on));
        if keys.insert((mentor.clone(), found_on)) {
            rows.push(json!({"mentor": mentor, "found_on": text(found_on), "revoked_on": revoked_on}));
        }
    }
    Value::Array(rows)
}

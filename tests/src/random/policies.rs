//! Valid policies: plain ones, single keys, many keys, profiles, editions.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::{Dice, date, shift, text};
use crate::readings::READINGS;

/// Keys that are numbers, the range they usually lie in here, and their whole range.
const NUMBERS: [(&str, RangeInclusive<i64>, RangeInclusive<i64>); 8] = [
    ("supervision.frequency.individual_per_month", 0..=2, 0..=31),
    ("supervision.frequency.group_per_month", 0..=2, 0..=31),
    ("supervision.record.within_days", 1..=12, 1..=366),
    ("supervision.cycle_plan.within_months", 0..=3, 0..=60),
    ("supervision.monthly_plan.month_start_days", 1..=28, 1..=28),
    ("mentor.term.years", 1..=4, 1..=50),
    ("mentor.inactivity.months", 1..=12, 1..=600),
    ("mentor.evaluation.within_months", 0..=6, 0..=60),
];

const FORMS: [&str; 6] = ["individual", "group", "peer", "on_site", "meeting", "training"];

pub(super) fn policy(dice: &Dice) -> Value {
    match dice.number(0..=99) {
        0..=19 => json!({}),
        20..=79 => {
            let mut policy = single(dice);
            effective(dice, &mut policy);
            policy
        }
        _ => editions(dice),
    }
}

/// One policy without the `effective_*` keys.
fn single(dice: &Dice) -> Value {
    let mut policy = json!({});
    if dice.chance(30) {
        policy["profile"] = json!(*dice.pick(&["civil_code", "civil_code", "civil_code", "plain"]));
    }
    if dice.chance(15) {
        set(&mut policy, "supervision.record.last_day", json!("next_workday"));
    }
    // None, one, or many of the keys.
    let percent = *dice.pick(&[0, 5, 15, 15, 40, 70]);
    for (key, values) in READINGS {
        if dice.chance(percent) {
            set(&mut policy, key, json!(*dice.pick(values)));
        }
    }
    for (key, usual, whole) in NUMBERS {
        if dice.chance(percent / 2) {
            let range = if dice.chance(85) { usual } else { whole };
            set(&mut policy, key, json!(dice.number(range)));
        }
    }
    if dice.chance(percent / 2) {
        let forms = dice.some(&FORMS, 6);
        set(&mut policy, "supervision.record.forms", json!(forms));
    }
    if dice.chance(30) {
        let mut settled = Map::new();
        let percent = *dice.pick(&[0, 20, 50, 90]);
        for (key, _) in READINGS {
            if dice.chance(percent) {
                settled.insert(key.to_string(), json!("2024年3月1日函"));
            }
        }
        policy["settled"] = Value::Object(settled);
    }
    if dice.chance(20) {
        policy["rest_days"] = rest_days(dice);
    }
    policy
}

fn set(policy: &mut Value, key: &str, value: Value) {
    let mut place = policy;
    for name in key.split('.') {
        place = &mut place[name];
    }
    *place = value;
}

/// Years that are new to the calendar, or that replace a built-in one.
fn rest_days(dice: &Dice) -> Value {
    let mut years = Map::new();
    for (year, percent) in [(2022, 30), (2024, 40), (2026, 30), (2027, 60)] {
        if dice.chance(percent) {
            let some_days = |count: i64| -> BTreeSet<NaiveDate> {
                (0..dice.number(0..=count)).map(|_| shift(date(year, 1, 1), dice.number(0..=364))).collect()
            };
            let mut holidays = some_days(30);
            if dice.chance(50) {
                holidays.extend([date(year, 1, 1), date(year, 12, 31)]);
            }
            let makeup_workdays = &some_days(12) - &holidays;
            let list = |days: BTreeSet<NaiveDate>| -> Value { days.into_iter().map(text).collect() };
            years.insert(
                year.to_string(),
                json!({"holidays": list(holidays), "makeup_workdays": list(makeup_workdays)}),
            );
        }
    }
    Value::Object(years)
}

/// Effective periods, never ending before they begin.
fn effective(dice: &Dice, policy: &mut Value) {
    for (instrument, default) in [("supervision", date(2023, 7, 25)), ("mentor", date(2023, 6, 30))] {
        let mut from = default;
        if dice.chance(15) {
            from = border(dice);
            policy[instrument]["effective_from"] = json!(text(from));
        }
        if dice.chance(20) {
            let to = dice.later(border(dice).max(from), 400);
            policy[instrument]["effective_to"] = json!(text(to));
        } else if dice.chance(5) {
            policy[instrument]["effective_to"] = json!(null);
        }
    }
}

fn border(dice: &Dice) -> NaiveDate {
    if dice.chance(30) { date(2000, 2, 29) } else { dice.day() }
}

/// Two or three editions that follow on each other without a gap; the last may be open.
fn editions(dice: &Dice) -> Value {
    let mut list = Vec::new();
    let mut from = shift(date(2022, 1, 1), dice.number(0..=700));
    if dice.chance(30) {
        from = date(2023, 6, 30);
    }
    let count = dice.number(2..=3);
    for number in 1..=count {
        let to = dice.later(shift(from, dice.number(0..=500)), 60);
        let open = number == count && dice.chance(70);
        let mut edition = json!({"effective_from": text(from), "policy": single(dice)});
        if !open {
            edition["effective_to"] = json!(text(to));
        } else if dice.chance(50) {
            edition["effective_to"] = json!(null);
        }
        list.push(edition);
        from = shift(to, 1);
    }
    json!({"editions": list})
}

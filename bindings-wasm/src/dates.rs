use hongyan::calendar::DueDay;
use hongyan::facts::{Fault, FaultCode, Kind};
use hongyan::value::Value;
use hongyan::{Day, Policy};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::json::read;
use crate::question::{read_day, read_policy};
use crate::refusal::Refusal;

/// What each question is asked about. The day printed on a certificate may be missing.
fn names(question: &str, given: usize) -> &'static [&'static str] {
    match question {
        "record_due" => &["ended_on"],
        "cycle_plan_due" => &["start"],
        "monthly_plan_due" => &["first_engaged"],
        "term_last_day" if given < 2 => &["appointed_on"],
        "term_last_day" => &["appointed_on", "ends_on"],
        "inactivity_deadline" => &["appointed_on", "after"],
        "evaluation_due" => &["first_term_day"],
        _ => &["day"],
    }
}

/// The answer to a question about days, as JSON.
fn answer(question: &str, policy: &Policy, days: &[Day]) -> Option<String> {
    let day = |day: Day| format!("\"{day}\"");
    let due = |due: DueDay| format!("{{\"due_on\":\"{}\",\"known\":{}}}", due.on, due.known);
    Some(match (question, days) {
        ("record_due", [ended_on]) => due(policy.record_due(*ended_on)),
        ("cycle_plan_due", [start]) => day(policy.cycle_plan_due(*start)),
        ("monthly_plan_due", [first_engaged]) => day(policy.monthly_plan_due(*first_engaged)),
        ("term_last_day", [on]) => day(policy.term_last_day(*on, None)),
        ("term_last_day", [on, end]) => day(policy.term_last_day(*on, Some(*end))),
        ("inactivity_deadline", [appointed_on, after]) => day(policy.inactivity_deadline(*appointed_on, *after)),
        ("evaluation_due", [first_term_day]) => day(policy.evaluation_due(*first_term_day)),
        ("next_workday", [on]) => due(policy.next_workday(*on)),
        ("is_rest_day", [on]) => {
            policy.is_rest_day(*on).map_or("null", |rests| if rests { "true" } else { "false" }).to_owned()
        }
        ("day_number", [on]) => on.number().to_string(),
        _ => return None,
    })
}

/// The answer to a question about days, which come as a JSON list.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn date(question: &str, days: &str, policy: Option<String>, lang: &str) -> Result<String, String> {
    let mut refusal = Refusal::named(lang);
    let given: Vec<Value> = read(days).unwrap_or_default();
    let mut days = Vec::with_capacity(given.len());
    for (place, name) in names(question, given.len()).iter().enumerate() {
        days.extend(read_day(name, given.get(place).unwrap_or(&Value::Null), &mut refusal));
    }
    match read_policy(policy.as_deref(), &mut refusal).and_then(|policy| answer(question, &policy, &days)) {
        Some(answer) if refusal.is_empty() => Ok(answer),
        _ => Err(refusal.json()),
    }
}

/// The date of a number of days since 1970-01-01.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn day_text(number: f64, lang: &str) -> Result<String, String> {
    let mut refusal = Refusal::named(lang);
    let whole = number.fract() == 0.0 && number.abs() < f64::from(i32::MAX);
    let text = if whole { Day::from_number(number as i32).to_string() } else { number.to_string() };
    let fault = match Fault::as_of(&text) {
        Ok(_) if refusal.is_empty() => return Ok(text),
        Ok(_) => return Err(refusal.json()),
        Err(_) if whole => Fault::new(FaultCode::DateOutOfRange),
        Err(_) => Fault::not_of(Kind::Count, Value::Null),
    };
    refusal.fault(fault.in_column("number").of(Value::Float(number)));
    Err(refusal.json())
}

use hongyan::calendar::DueDay;
use hongyan::facts::{Fault, FaultCode, Kind};
use hongyan::message::Lang;
use hongyan::value::Value;
use hongyan::{Day, Policy};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::question::{read_day, read_policy};
use crate::refusal::Refusal;

/// Days by their names, from a JSON list.
fn ask<const N: usize>(
    days: &str,
    names: [&'static str; N],
    policy: Option<&str>,
    lang: &str,
    then: impl FnOnce(&Policy, [Day; N]) -> String,
) -> Result<String, String> {
    let mut refusal = Refusal::in_lang(Lang::from_name(lang).unwrap_or_default());
    let given: Vec<Value> = serde_json::from_str(days).unwrap_or_default();
    let given = names.iter().enumerate().map(|(place, name)| {
        let value = given.get(place).unwrap_or(&Value::Null);
        read_day(name, value, &mut refusal)
    });
    let days: Option<Vec<Day>> = given.collect::<Vec<_>>().into_iter().collect();
    let days = days.and_then(|days| <[Day; N]>::try_from(days).ok());
    match (days, read_policy(policy, &mut refusal)) {
        (Some(days), Some(policy)) => Ok(then(&policy, days)),
        _ => Err(refusal.json()),
    }
}

fn day(day: Day) -> String {
    format!("\"{day}\"")
}

fn due(due: DueDay) -> String {
    format!("{{\"due_on\":\"{}\",\"known\":{}}}", due.on, due.known)
}

/// The last day for the record of a session.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn record_due(days: &str, policy: Option<String>, lang: &str) -> Result<String, String> {
    ask(days, ["ended_on"], policy.as_deref(), lang, |policy, [ended_on]| due(policy.record_due(ended_on)))
}

/// The last day for a cycle plan.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn cycle_plan_due(days: &str, policy: Option<String>, lang: &str) -> Result<String, String> {
    ask(days, ["start"], policy.as_deref(), lang, |policy, [start]| day(policy.cycle_plan_due(start)))
}

/// The last day for a monthly plan.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn monthly_plan_due(days: &str, policy: Option<String>, lang: &str) -> Result<String, String> {
    ask(days, ["first_engaged"], policy.as_deref(), lang, |policy, [first_engaged]| {
        day(policy.monthly_plan_due(first_engaged))
    })
}

/// The last day for the next guidance.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn inactivity_deadline(days: &str, policy: Option<String>, lang: &str) -> Result<String, String> {
    ask(days, ["appointed_on", "after"], policy.as_deref(), lang, |policy, [appointed_on, after]| {
        day(policy.inactivity_deadline(appointed_on, after))
    })
}

/// The last day for an evaluation.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn evaluation_due(days: &str, policy: Option<String>, lang: &str) -> Result<String, String> {
    ask(days, ["first_term_day"], policy.as_deref(), lang, |policy, [first_term_day]| {
        day(policy.evaluation_due(first_term_day))
    })
}

/// The first workday on or after a day.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn next_workday(days: &str, policy: Option<String>, lang: &str) -> Result<String, String> {
    ask(days, ["day"], policy.as_deref(), lang, |policy, [on]| due(policy.next_workday(on)))
}

/// Whether a day is a rest day; `null` if its year is not known.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn is_rest_day(days: &str, policy: Option<String>, lang: &str) -> Result<String, String> {
    ask(days, ["day"], policy.as_deref(), lang, |policy, [on]| crate::wire::json(&policy.is_rest_day(on)))
}

/// The last day of a term, by the day of its certificate and, if there is one, the day that is printed on it.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn term_last_day(days: &str, policy: Option<String>, lang: &str) -> Result<String, String> {
    let given: Vec<Value> = serde_json::from_str(days).unwrap_or_default();
    if given.len() < 2 {
        ask(days, ["appointed_on"], policy.as_deref(), lang, |policy, [on]| day(policy.term_last_day(on, None)))
    } else {
        let names = ["appointed_on", "ends_on"];
        ask(days, names, policy.as_deref(), lang, |policy, [on, end]| day(policy.term_last_day(on, Some(end))))
    }
}

/// Days since 1970-01-01.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn day_number(days: &str, lang: &str) -> Result<String, String> {
    ask(days, ["day"], None, lang, |_, [on]| on.number().to_string())
}

/// The date of a number of days since 1970-01-01.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn day_text(number: f64, lang: &str) -> Result<String, String> {
    let whole = number.fract() == 0.0 && number.abs() < f64::from(i32::MAX);
    let text = if whole { Day::from_number(number as i32).to_string() } else { number.to_string() };
    let fault = match Fault::as_of(&text) {
        Ok(_) => return Ok(text),
        Err(_) if whole => Fault::new(FaultCode::DateOutOfRange),
        Err(_) => Fault::not_of(Kind::Count, Value::Null),
    };
    let mut refusal = Refusal::in_lang(Lang::from_name(lang).unwrap_or_default());
    refusal.fault(fault.in_column("number").of(Value::Float(number)));
    Err(refusal.json())
}

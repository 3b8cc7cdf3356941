use hongyan::facts::{ContentSource, Form, OnError, PlanKind};
use hongyan::finding::Verdict;
use hongyan::{Keep, Policy, Rule};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::json::{Letters, write_cells};
use crate::question::{Question, read_policy};
use crate::refusal::Refusal;
use crate::wire::{json, plain_json, read_facts};

pub(crate) fn on_error(question: Option<&Question>) -> OnError {
    question.map(|question| question.door.on_error).unwrap_or_default()
}

/// The report on facts, its findings as cells; facts, options and policy are JSON.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn evaluate(facts: &str, options: &str, policy: Option<String>) -> Result<String, String> {
    let (question, mut refusal) = Question::read(options, policy.as_deref());
    let facts = read_facts(facts, on_error(question.as_ref()), &mut refusal);
    let (Some(question), Some(facts)) = (question, facts) else { return Err(refusal.json()) };
    let facts = question.about(facts);
    let report = question.check(Keep::ALL).run(&facts);
    Ok(if question.messages {
        write_cells(&report.with_messages(), Letters::Plain)
    } else {
        write_cells(&report, Letters::Escaped)
    })
}

/// Every key of a policy.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn describe_policy(policy: Option<String>, lang: &str) -> Result<String, String> {
    with_policy(policy.as_deref(), lang, |policy| plain_json(&policy.describe()))
}

/// A policy in full.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn full_policy(policy: Option<String>, lang: &str) -> Result<String, String> {
    with_policy(policy.as_deref(), lang, json)
}

fn with_policy(policy: Option<&str>, lang: &str, then: impl FnOnce(&Policy) -> String) -> Result<String, String> {
    let mut refusal = Refusal::named(lang);
    match read_policy(policy, &mut refusal) {
        Some(policy) if refusal.is_empty() => Ok(then(&policy)),
        _ => Err(refusal.json()),
    }
}

/// The names of rules, verdicts, forms, kinds of plans and sources, each in its order: a list of lists.
#[wasm_bindgen]
#[must_use]
pub fn names() -> String {
    json(&(
        Rule::ALL.map(Rule::name),
        Verdict::ALL.map(Verdict::name),
        Form::ALL.iter().map(|form| form.name()).collect::<Vec<_>>(),
        PlanKind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
        ContentSource::ALL.iter().map(|source| source.name()).collect::<Vec<_>>(),
    ))
}

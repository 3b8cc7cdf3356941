use hongyan::facts::{ContentSource, Fault, FaultCode, Form, PlanKind};
use hongyan::finding::Verdict;
use hongyan::message::Lang;
use hongyan::rules::SubjectError;
use hongyan::value::Value;
use hongyan::{Keep, Policy, Rule, Subject};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::question::{Question, read_policy};
use crate::refusal::Refusal;
use crate::wire::{json, read_facts};

/// The report on facts, all three as JSON.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn evaluate(facts: &str, options: &str, policy: Option<String>) -> Result<String, String> {
    let (question, mut refusal) = Question::read(options, policy.as_deref());
    let facts = read_facts(facts, question.as_ref(), &mut refusal);
    let (Some(question), Some(facts)) = (question, facts) else { return Err(refusal.json()) };
    let report = question.check(Keep::ALL).run(&facts);
    Ok(if question.messages { json(&report.with_messages()) } else { json(&report) })
}

/// Why a finding is what it is; JSON `null` if there is no such finding.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn explain(facts: &str, subject: &str, options: &str, policy: Option<String>) -> Result<String, String> {
    let (question, mut refusal) = Question::read(options, policy.as_deref());
    let facts = read_facts(facts, question.as_ref(), &mut refusal);
    let named = Named::read(subject, &mut refusal);
    let (Some(question), Some(facts), Some(named)) = (question, facts, named) else { return Err(refusal.json()) };
    let Some(subject) = named.subject(&mut refusal) else { return Err(refusal.json()) };
    // what an explanation needs of a report is its question
    let report = question.check(Keep::only(&[])).rules([]).run(&facts);
    Ok(json(&report.explain(&facts, subject)))
}

/// A rule and the keys of a subject as they were given.
pub(crate) struct Named {
    rule: Rule,
    keys: Vec<(String, String)>,
}

impl Named {
    /// Reads `{"rule": …, "subject": {…}}`.
    pub(crate) fn read(text: &str, refusal: &mut Refusal) -> Option<Named> {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let Value::Map(entries) = value else {
            refusal.fault(Fault::new(FaultCode::MissingValue).in_column("rule"));
            return None;
        };
        let (mut rule, mut keys) = (None, Vec::new());
        for (name, value) in entries {
            match (name.as_str(), value) {
                ("rule", Value::Text(text)) if Rule::from_name(&text).is_some() => rule = Rule::from_name(&text),
                ("rule", other) => {
                    refusal.fault(Fault::option("rule", other, Rule::ALL.map(Rule::name)));
                    return None;
                }
                ("subject", Value::Map(given)) => {
                    keys = given.into_iter().map(|(name, value)| (name, value.to_string())).collect();
                }
                _ => {}
            }
        }
        if rule.is_none() {
            refusal.fault(Fault::new(FaultCode::MissingValue).in_column("rule"));
        }
        rule.map(|rule| Named { rule, keys })
    }

    pub(crate) fn subject(&self, refusal: &mut Refusal) -> Option<Subject<'_>> {
        let error = match Subject::from_pairs(self.rule, &self.keys) {
            Ok(subject) => return Some(subject),
            Err(error) => error,
        };
        let column = |key: &str| format!("subject.{key}");
        let value = |key: &str| {
            let found = self.keys.iter().find(|(name, _)| name == key);
            Value::Text(found.map(|(_, value)| value.clone()).unwrap_or_default())
        };
        refusal.fault(match &error {
            SubjectError::MissingKey { key, .. } => Fault::new(FaultCode::MissingValue).in_column(column(key)),
            SubjectError::UnknownKey { key, .. } => Fault::unknown_option(column(key), value(key)),
            SubjectError::RepeatedKey { key, .. } => Fault::repeated_name().in_column(column(key)),
            SubjectError::BadValue { key, .. } => {
                Fault::new(FaultCode::BadValue).in_column(column(key)).of(value(key))
            }
            other => Fault::unreadable(other.to_string()),
        });
        None
    }
}

/// Every key of a policy.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn describe_policy(policy: Option<String>, lang: &str) -> Result<String, String> {
    with_policy(policy.as_deref(), lang, |policy| json(&policy.describe()))
}

/// A policy in full.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn full_policy(policy: Option<String>, lang: &str) -> Result<String, String> {
    with_policy(policy.as_deref(), lang, json)
}

fn with_policy(
    policy: Option<&str>,
    lang: &str,
    then: impl FnOnce(&Policy) -> String,
) -> Result<String, String> {
    let mut refusal = Refusal::in_lang(Lang::from_name(lang).unwrap_or_default());
    match read_policy(policy, &mut refusal) {
        Some(policy) => Ok(then(&policy)),
        None => Err(refusal.json()),
    }
}

/// Every clause.
#[wasm_bindgen]
#[must_use]
pub fn clauses() -> String {
    json(&hongyan::clauses::CLAUSES)
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

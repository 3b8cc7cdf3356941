use hongyan::facts::{Fault, FaultCode};
use hongyan::rules::SubjectError;
use hongyan::value::Value;
use hongyan::{Keep, Rule, Subject};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::evaluate::on_error;
use crate::question::Question;
use crate::refusal::Refusal;
use crate::tables::Tables;
use crate::wire::{plain_json, read_facts};

/// Why a finding is what it is; JSON `null` if there is no such finding.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn explain(facts: &str, subject: &str, options: &str, policy: Option<String>) -> Result<String, String> {
    let (question, mut refusal) = Question::read(options, policy.as_deref());
    let facts = read_facts(facts, on_error(question.as_ref()), &mut refusal);
    let named = Named::read(subject, &mut refusal);
    let (Some(question), Some(facts), Some(named)) = (question, facts, named) else { return Err(refusal.json()) };
    let facts = question.about(facts);
    let Some(subject) = named.subject(&mut refusal) else { return Err(refusal.json()) };
    // what an explanation needs of a report is its question
    let report = question.check(Keep::only(&[])).rules([]).run(&facts);
    Ok(plain_json(&report.explain(&facts, subject)))
}

#[wasm_bindgen]
impl Tables {
    /// The same over columns.
    ///
    /// # Errors
    /// A refusal as JSON.
    pub fn explain(&self, subject: &str, options: &str, policy: Option<String>) -> Result<String, String> {
        let mut refusal = Refusal::default();
        let named = Named::read(subject, &mut refusal);
        let subject = named.as_ref().and_then(|named| named.subject(&mut refusal));
        self.ask(options, policy.as_deref(), refusal, |question, columns| {
            // past the refusal there is a subject
            let Some(subject) = subject else { return Ok(plain_json(&())) };
            let report = question.check(Keep::only(&[])).rules([subject.rule()]).columns(columns);
            Ok(plain_json(&report.explain(subject)))
        })
    }
}

/// The findings on facts in sentences: a JSON list.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn messages(facts: &str, options: &str, policy: Option<String>) -> Result<String, String> {
    let (question, mut refusal) = Question::read(options, policy.as_deref());
    let facts = read_facts(facts, on_error(question.as_ref()), &mut refusal);
    let (Some(question), Some(facts)) = (question, facts) else { return Err(refusal.json()) };
    let facts = question.about(facts);
    let report = question.check(Keep::ALL).run(&facts);
    Ok(plain_json(&report.findings().map(|finding| finding.message().text(refusal.lang)).collect::<Vec<_>>()))
}

/// A rule and the keys of a subject as they were given.
pub(crate) struct Named {
    rule: Rule,
    keys: Vec<(String, String)>,
}

impl Named {
    /// Reads `{"rule": …, "subject": {…}}`.
    pub(crate) fn read(text: &str, refusal: &mut Refusal) -> Option<Named> {
        let value: Value = crate::json::read(text).unwrap_or_default();
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
            SubjectError::BadValue { key, .. } => Fault::new(FaultCode::BadValue).in_column(column(key)).of(value(key)),
            other => Fault::unreadable(other.to_string()),
        });
        None
    }
}

/// Every clause.
#[wasm_bindgen]
#[must_use]
pub fn clauses() -> String {
    plain_json(&hongyan::clauses::CLAUSES)
}

use hongyan::{Keep, Rule};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::evaluate::on_error;
use crate::question::Question;
use crate::wire::{json, read_facts};

/// What there is to draw of the offices of mentors: a JSON list.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn offices(facts: &str, options: &str, policy: Option<String>) -> Result<String, String> {
    let (question, mut refusal) = Question::read(options, policy.as_deref());
    let facts = read_facts(facts, on_error(question.as_ref()), &mut refusal);
    let (Some(question), Some(facts)) = (question, facts) else { return Err(refusal.json()) };
    let facts = question.about(facts);
    // of the findings only those on stretches without guidance are drawn
    let report = question.check(Keep::ALL).rules([Rule::MentorInactivity]).run(&facts);
    Ok(json(&report.offices(&facts)))
}

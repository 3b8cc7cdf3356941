//! What a page needs to draw a report and to name what stands in it.

use hongyan::Keep;
use hongyan::render;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::question::Question;
use crate::wire::{json, read_facts};

/// The offices of mentors in the report that these facts give to this question.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn offices(facts: &str, options: &str, policy: Option<String>) -> Result<String, String> {
    let (question, mut refusal) = Question::read(options, policy.as_deref());
    let facts = read_facts(facts, question.as_ref(), &mut refusal);
    let (Some(question), Some(facts)) = (question, facts) else { return Err(refusal.json()) };
    // only the findings on mentors' offices are read
    let report = question.check(Keep::ALL).rules([hongyan::Rule::MentorInactivity]).run(&facts);
    Ok(json(&render::offices(&report, &facts)))
}

/// What rules, verdicts, tables and codes are called.
#[wasm_bindgen]
#[must_use]
pub fn words() -> String {
    json(&render::words())
}

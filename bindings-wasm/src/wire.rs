use hongyan::facts::{Builder, Facts};
use serde::Serialize;

use crate::question::Question;
use crate::refusal::Refusal;

pub(crate) fn json(of: &impl Serialize) -> String {
    // everything that is written has a JSON form, so the fallback is never taken
    serde_json::to_string(of).unwrap_or_default()
}

pub(crate) fn read_facts(text: &str, question: Option<&Question>, refusal: &mut Refusal) -> Option<Facts> {
    let on_error = question.map(|question| question.door.on_error).unwrap_or_default();
    match Builder::from_json(text).and_then(|builder| builder.build(on_error)) {
        Ok(facts) => Some(facts),
        Err(faults) => {
            refusal.faults(faults);
            None
        }
    }
}

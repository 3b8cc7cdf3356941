use hongyan::facts::{Builder, Facts, OnError};
use serde::Serialize;

use crate::refusal::Refusal;

pub(crate) fn json(of: &impl Serialize) -> String {
    // everything that is written has a JSON form, so the fallback is never taken
    serde_json::to_string(of).unwrap_or_default()
}

pub(crate) fn read_facts(text: &str, on_error: OnError, refusal: &mut Refusal) -> Option<Facts> {
    match Builder::from_json(text).and_then(|builder| builder.build(on_error)) {
        Ok(facts) => Some(facts),
        Err(faults) => {
            refusal.faults(faults);
            None
        }
    }
}

#[cfg(feature = "evaluate")]
use hongyan::facts::Fault;
use hongyan::facts::{Builder, Facts, Faults, OnError};
use serde::Serialize;

#[cfg(feature = "evaluate")]
use crate::json::{Letters, write};
#[cfg(not(feature = "evaluate"))]
use crate::narrow::narrow;
use crate::refusal::Refusal;

/// What is mostly keys and days, as JSON in ASCII.
#[cfg(feature = "evaluate")]
pub(crate) fn json(of: &impl Serialize) -> String {
    write(of, Letters::Escaped)
}

/// Sentences and lists of names as JSON, their letters as they are.
#[cfg(feature = "evaluate")]
pub(crate) fn plain_json(of: &impl Serialize) -> String {
    write(of, Letters::Plain)
}

/// The file that reads saved reports has the core's own writer anyway.
#[cfg(not(feature = "evaluate"))]
pub(crate) fn json(of: &impl Serialize) -> String {
    // everything that is written has a JSON form, so the fallback is never taken
    narrow(serde_json::to_string(of).unwrap_or_default())
}

#[cfg(not(feature = "evaluate"))]
pub(crate) use json as plain_json;

pub(crate) fn read_facts(text: &str, on_error: OnError, refusal: &mut Refusal) -> Option<Facts> {
    match builder(text).and_then(|builder| builder.build(on_error)) {
        Ok(facts) => Some(facts),
        Err(faults) => {
            refusal.faults(faults);
            None
        }
    }
}

#[cfg(not(feature = "evaluate"))]
fn builder(text: &str) -> Result<Builder, Faults> {
    Builder::from_json(text)
}

#[cfg(feature = "evaluate")]
fn builder(text: &str) -> Result<Builder, Faults> {
    crate::json::read_with(text, |reader| Builder::from_deserializer(reader))
        .map_err(|error| Fault::unreadable(error.to_string()).into())
}

//! What the npm package calls: JSON and typed arrays in, JSON and typed arrays out. Nothing is decided here.
//!
//! Every function reads its texts inside its body and refuses with one JSON text: all faults and all errors together.

#[cfg(feature = "evaluate")]
mod dates;
#[cfg(feature = "documents")]
mod documents;
#[cfg(feature = "evaluate")]
mod evaluate;
#[cfg(feature = "core")]
mod explain;
#[cfg(feature = "core")]
mod findings;
#[cfg(feature = "evaluate")]
mod json;
mod letters;
#[cfg(any(test, not(feature = "evaluate")))]
mod narrow;
#[cfg(feature = "core")]
mod offices;
#[cfg(feature = "evaluate")]
mod question;
mod refusal;
#[cfg(feature = "core")]
mod status;
#[cfg(feature = "core")]
mod tables;
mod wire;

#[cfg(feature = "evaluate")]
pub use dates::{date, day_text};
#[cfg(feature = "documents")]
pub use documents::{Files, policy_from_toml, render, template, warnings, words};
#[cfg(feature = "evaluate")]
pub use evaluate::{describe_policy, evaluate, full_policy, names};
#[cfg(feature = "core")]
pub use explain::{clauses, explain, messages};
#[cfg(feature = "core")]
pub use findings::Answer;
#[cfg(feature = "core")]
pub use offices::offices;
#[cfg(feature = "core")]
pub use status::States;
#[cfg(feature = "core")]
pub use tables::Tables;

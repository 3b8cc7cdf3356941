//! What the npm package calls: JSON and typed arrays in, JSON and typed arrays out. Nothing is decided here.
//!
//! Every function reads its texts inside its body and refuses with one JSON text: all faults and all errors together.

#[cfg(feature = "evaluation")]
mod dates;
#[cfg(feature = "documents")]
mod documents;
#[cfg(feature = "evaluation")]
mod evaluate;
#[cfg(feature = "evaluation")]
mod findings;
#[cfg(feature = "documents")]
mod pictures;
mod question;
mod refusal;
#[cfg(feature = "evaluation")]
mod tables;
mod wire;

#[cfg(feature = "evaluation")]
pub use dates::{
    cycle_plan_due, day_number, day_text, evaluation_due, inactivity_deadline, is_rest_day, monthly_plan_due,
    next_workday, record_due, term_last_day,
};
#[cfg(feature = "documents")]
pub use documents::{Files, policy_from_toml, render, template};
#[cfg(feature = "evaluation")]
pub use evaluate::{clauses, describe_policy, evaluate, explain, full_policy, names};
#[cfg(feature = "evaluation")]
pub use findings::Answer;
#[cfg(feature = "documents")]
pub use pictures::{offices, words};
#[cfg(feature = "evaluation")]
pub use tables::Tables;

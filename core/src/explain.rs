//! Why a finding is what it is.
use crate::message::Lang;
use crate::{Day, Facts, Policy, Subject};

/// Placeholder while the module is written.
#[derive(Debug, serde::Serialize)]
pub struct Explanation {}

impl Explanation {
    /// The explanation as text in one language, several lines.
    #[must_use]
    pub fn text(&self, _lang: Lang) -> String {
        String::new()
    }
}

pub(crate) fn explain(_: &Facts, _: &Policy, _: Day, _: Subject<'_>) -> Option<Explanation> {
    None
}

//! What was found, whether of tables that are held or of batches that are gone.

use std::sync::Arc;

use hongyan::Rule;
use hongyan::columns::{IdValue, Report, Space};

use crate::held::Held;

/// A report over columns, with all that it borrows.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// Of tables.
    Held(Arc<Held>),
    /// Of batches, whose rows are gone: it owns all that it says.
    Gathered(Arc<Report<'static, 'static>>),
}

impl Answer {
    /// The report.
    pub(crate) fn report(&self) -> &Report<'_, '_> {
        match self {
            Answer::Held(held) => held.report(),
            Answer::Gathered(report) => report,
        }
    }

    /// Whether sessions are named by integers.
    pub(crate) fn sessions_are_integers(&self) -> bool {
        match self {
            Answer::Held(held) => held.sessions_are_integers(),
            Answer::Gathered(report) => {
                let mut kept = report.findings().iter().chain(report.deadlines());
                let first = kept.find_map(|findings| match findings.rule() {
                    Rule::RecordDeadline => findings.first.first(),
                    _ => None,
                });
                matches!(first.and_then(|session| report.session(*session)), Some(IdValue::Integer(_)))
            }
        }
    }

    /// Whether mentors are named by integers.
    pub(crate) fn mentors_are_integers(&self) -> bool {
        matches!(self.report().first_space(Rule::MentorTerm), Some(Space::Range { .. } | Space::Integers(_)))
    }
}

//! The mentor measure: M2 and M3 (who), M5 (terms and guidance), M6 (evaluation, commendation), M7 (revocation).

pub mod annual_evaluation;
pub mod annual_guidance;
pub mod commendation;
pub mod mentor_eligibility;
pub mod mentor_inactivity;
pub mod mentor_term;
pub mod revocation;
pub mod stretch;
pub mod term;

mod record;

use crate::calendar::{Day, Period};

/// From the day that M9 names (text).
pub const EFFECTIVE: Period = Period {
    from: match Day::new(2023, 6, 30) {
        Some(day) => day,
        None => Day::MIN,
    },
    to: Day::MAX,
};

pub(crate) use record::{Desk, Record};

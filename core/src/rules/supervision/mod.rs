//! The supervision system: S2 (plans), S4 (how often), S6 (records).

pub mod cycle_plan;
pub mod monthly_plan;
pub mod record_deadline;
pub mod supervision_frequency;

pub(crate) mod engaged;

use crate::calendar::{Day, Period};

/// From the day of the notice; the system itself names no day (assumed).
pub const EFFECTIVE: Period = Period {
    from: match Day::new(2023, 7, 25) {
        Some(day) => day,
        None => Day::MIN,
    },
    to: Day::MAX,
};

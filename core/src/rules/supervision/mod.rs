//! The supervision system: S2 (plans), S4 (how often), S6 (records).
//!
//! ```
//! use hongyan::Day;
//! use hongyan::rules::supervision::{cycle_plan, monthly_plan, record_deadline};
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! // a supervisor starts on 15 January and holds a session on the 30th
//! assert_eq!(cycle_plan::Terms::default().due_on(day("2024-01-15")), day("2024-02-15"));
//! assert_eq!(monthly_plan::Terms::default().due_on(day("2024-01-15")), day("2024-01-24"));
//! assert_eq!(record_deadline::Terms::default().due(day("2024-01-30")).on, day("2024-02-06"));
//! ```

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

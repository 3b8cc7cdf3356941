//! The mentor measure: M2 and M3 (who), M5 (terms and guidance), M6 (evaluation, commendation), M7 (revocation).
//!
//! ```
//! use hongyan::Day;
//! use hongyan::finding::Verdict;
//! use hongyan::rules::mentors::term::Appointment;
//! use hongyan::rules::mentors::{annual_guidance, mentor_inactivity};
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! // one certificate, two duties: guidance once a year (M5), and never six months without (M6)
//! let (appointment, guidance) = (Appointment::new(day("2024-01-15")), [day("2024-09-01")]);
//! let year = annual_guidance::TermYear { appointment, year: 1, guidance: &guidance };
//! let judgement = annual_guidance::judge(&Default::default(), year, day("2024-12-01")).unwrap();
//! assert_eq!(judgement.verdict, Verdict::Compliant);
//! let mentor = mentor_inactivity::Mentor { appointment, guidance: &guidance };
//! let judgement = mentor_inactivity::judge(&Default::default(), mentor, day("2024-12-01")).unwrap();
//! assert_eq!(judgement.verdict, Verdict::Breach); // July came first
//! ```

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

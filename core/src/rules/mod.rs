//! The eleven duties, one file each: what the clause asks, the terms it is judged by, and the `judge` that decides.
//!
//! Every rule can be used alone:
//!
//! ```
//! use hongyan::calendar::Day;
//! use hongyan::finding::Verdict;
//! use hongyan::rules::record_deadline::{Session, Terms, judge};
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let session = Session::new(day("2024-03-05"), Some(day("2024-03-13")));
//! let judgement = judge(&Terms::default(), session, day("2024-05-01")).unwrap();
//! assert_eq!(judgement.verdict, Verdict::Breach);
//! assert_eq!(judgement.margin_days, Some(-1));
//! ```

pub mod mentors;
pub mod supervision;

mod editions;
mod keys;
mod rule;
mod source;
mod subject;
mod visit;

pub use editions::Editions;
pub(crate) use keys::{Keys, Second};
pub use mentors::{
    annual_evaluation, annual_guidance, commendation, mentor_eligibility, mentor_inactivity, mentor_term, revocation,
};
pub use rule::Rule;
pub(crate) use source::{Source, Supervision};
pub use subject::{Key, Subject, SubjectError};
pub use supervision::{cycle_plan, monthly_plan, record_deadline, supervision_frequency};
pub(crate) use visit::Visitor;

//! The sample district, all of it fictional, so that programs have something to show.

/// The day on which its records are looked at.
pub const SAMPLE_AS_OF: &str = include_str!("../../sample/as_of.txt").trim_ascii();

/// Its files, for [`read_canonical`](super::read_canonical).
///
/// ```
/// use hongyan::intake::{self, Options};
/// let sample = intake::read_canonical(&intake::SAMPLE, &Options::default())?;
/// assert!(sample.facts.faults().is_empty());
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
pub const SAMPLE: [(&str, &str); 9] = [
    ("engagements.csv", include_str!("../../sample/engagements.csv")),
    ("sessions.csv", include_str!("../../sample/sessions.csv")),
    ("excuses.csv", include_str!("../../sample/excuses.csv")),
    ("plans.csv", include_str!("../../sample/plans.csv")),
    ("mentors.csv", include_str!("../../sample/mentors.csv")),
    ("appointments.csv", include_str!("../../sample/appointments.csv")),
    ("guidance.csv", include_str!("../../sample/guidance.csv")),
    ("evaluations.csv", include_str!("../../sample/evaluations.csv")),
    ("violations.csv", include_str!("../../sample/violations.csv")),
];

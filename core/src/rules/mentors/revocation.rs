//! A mentor who breaks the law loses the standing by a decision of the committee.
//!
//! Clause M7 (撤销). The engine never infers a violation; it watches whether one that was found has been
//! decided. The text sets no deadline.
//!
//! ```
//! use hongyan::calendar::Day;
//! use hongyan::finding::Verdict;
//! use hongyan::rules::revocation::{Terms, Violation, judge};
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let violation = Violation { found_on: day("2025-05-01"), revoked_on: None };
//! assert_eq!(judge(&Terms::default(), violation, day("2025-12-01")).unwrap().verdict, Verdict::Pending);
//! ```

use crate::calendar::{Day, Period};
use crate::contest::{self, Slot};
use crate::finding::{Force, Judgement, Verdict};
use crate::rules::{Keys, Source, Visitor};

/// Force of the clause.
pub const FORCE: Force = Force::Mandatory;

/// M7 has no number and no reading.
///
/// ```
/// use hongyan::Day;
/// use hongyan::rules::revocation::{Terms, Violation, judge};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let violation = Violation { found_on: day("2023-06-29"), revoked_on: None };
/// // found on the eve of the day that M9 names
/// assert_eq!(judge(&Terms::default(), violation, day("2023-12-01")), None);
/// let terms = Terms { effective: hongyan::calendar::Period::ALWAYS };
/// assert!(judge(&terms, violation, day("2023-12-01")).is_some());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// When the mentor measure applies (text, M9).
    pub effective: Period,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { effective: super::EFFECTIVE }
    }
}

impl contest::Terms for Terms {
    const SLOTS: &'static [Slot] = &[];
}

/// A violation that was found.
///
/// See the example of [this module](self).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The day it was found.
    pub found_on: Day,
    /// The day of the decision, if there is one.
    pub revoked_on: Option<Day>,
}

/// Judges one violation. `None` before it was found and outside the effective period.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::Verdict;
/// use hongyan::rules::revocation::{Terms, Violation, judge};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let violation = Violation { found_on: day("2025-05-01"), revoked_on: Some(day("2025-06-10")) };
/// let verdict = |as_of| judge(&Terms::default(), violation, day(as_of)).map(|judgement| judgement.verdict);
/// assert_eq!(verdict("2025-04-30"), None);
/// assert_eq!(verdict("2025-06-09"), Some(Verdict::Pending)); // the decision has not been made yet
/// assert_eq!(verdict("2025-06-10"), Some(Verdict::Compliant));
/// ```
#[must_use]
pub fn judge(terms: &Terms, violation: Violation, as_of: Day) -> Option<Judgement> {
    if violation.found_on > as_of || !terms.effective.contains(violation.found_on) {
        return None;
    }
    let settled_on = violation.revoked_on.filter(|day| *day <= as_of);
    let verdict = if settled_on.is_some() { Verdict::Compliant } else { Verdict::Pending };
    Some(Judgement { settled_on, ..Judgement::bare(verdict, FORCE) })
}

pub(crate) fn visit(source: &impl Source, terms: Terms, as_of: Day, visitor: &mut impl Visitor) {
    source.violations(|mentor, row| {
        let keys = Keys::mentor(mentor, row.found_on.number(), 0);
        visitor.subject(keys, terms, |terms| judge(&terms, row, as_of));
    });
}

//! A mentor has a sense of responsibility, experience and commitment, and comes from one of four groups.
//!
//! Clauses M2 (基本条件) and M3 (团队构成).
//!
//! ```
//! use hongyan::calendar::Day;
//! use hongyan::facts::Category;
//! use hongyan::finding::Verdict;
//! use hongyan::rules::mentor_eligibility::{Applicant, Terms, judge};
//!
//! let mentor = Applicant {
//!     category: Some(Category::Expert),
//!     responsibility: Some(true),
//!     experience: None, // not recorded: never "compliant"
//!     commitment: Some(true),
//! };
//! assert_eq!(judge(&Terms::default(), mentor).unwrap().verdict, Verdict::Undetermined);
//! ```

use crate::calendar::Day;
use crate::contest::{self, Reading, Settled, Slot};
use crate::facts::Category;
use crate::finding::{Conditions, Detail, Force, Judgement, Verdict};
use crate::rules::{Editions, Keys, Source, Visitor};

/// Force of the clauses.
pub const FORCE: Force = Force::Mandatory;

/// Whether the four groups of M3 are all there are.
///
/// ```
/// use hongyan::facts::Category;
/// use hongyan::finding::Verdict;
/// use hongyan::rules::mentor_eligibility::{Applicant, Categories, Terms, judge};
///
/// let met = Some(true);
/// let entrepreneur =
///     Applicant { category: Some(Category::Other), responsibility: met, experience: met, commitment: met };
/// let verdict = |categories| judge(&Terms { categories, ..Terms::default() }, entrepreneur).unwrap().verdict;
/// assert_eq!(verdict(Categories::Closed), Verdict::Breach);
/// assert_eq!(verdict(Categories::Open), Verdict::Compliant);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Categories {
    /// Nobody else can be a mentor.
    #[default]
    Closed,
    /// They are examples; the group does not matter.
    Open,
}

impl Reading for Categories {
    const SLOT: Slot = Slot { key: "mentor.categories", values: &["closed", "open"] };
    const ALL: &'static [Self] = &[Categories::Closed, Categories::Open];

    #[inline]
    fn index(self) -> usize {
        self as usize
    }
}

/// The reading of M3.
///
/// See the example of [`Categories`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Reading.
    pub categories: Categories,
    /// Whether the reading is settled.
    pub settled: Settled,
}

impl contest::Terms for Terms {
    const SLOTS: &'static [Slot] = &[Categories::SLOT];

    #[inline]
    fn is_settled(&self, slot: usize) -> bool {
        self.settled.has(slot)
    }

    #[inline]
    fn value(&self, _slot: usize) -> Option<usize> {
        Some(self.categories.index())
    }

    #[inline]
    fn with(mut self, _slot: usize, value: usize) -> Terms {
        self.categories = Categories::at(value).unwrap_or_default();
        self
    }
}

/// What is recorded of a mentor; `None` = not known.
///
/// See the example of [this module](self).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applicant {
    /// M3's group.
    pub category: Option<Category>,
    /// M2(1).
    pub responsibility: Option<bool>,
    /// M2(2).
    pub experience: Option<bool>,
    /// M2(3).
    pub commitment: Option<bool>,
}

/// Judges one mentor. Always judged: the conditions carry no date.
///
/// ```
/// use hongyan::finding::{Reason, Verdict};
/// use hongyan::rules::mentor_eligibility::{Applicant, Terms, judge};
///
/// let unknown = judge(&Terms::default(), Applicant::default()).unwrap();
/// assert_eq!((unknown.verdict, unknown.detail.reason()), (Verdict::Undetermined, Some(Reason::UnknownFacts)));
/// // one condition that fails decides, whatever else is unknown
/// let failed = Applicant { commitment: Some(false), ..Applicant::default() };
/// assert_eq!(judge(&Terms::default(), failed).unwrap().verdict, Verdict::Breach);
/// ```
#[must_use]
pub fn judge(terms: &Terms, mentor: Applicant) -> Option<Judgement> {
    let in_group = match terms.categories {
        Categories::Closed => mentor.category.map(|category| category != Category::Other),
        Categories::Open => Some(true),
    };
    let all = |is: fn(Option<bool>) -> bool| Conditions {
        responsibility: is(mentor.responsibility),
        experience: is(mentor.experience),
        commitment: is(mentor.commitment),
        category: is(in_group),
    };
    let failed = all(|known| known == Some(false));
    let unknown = all(|known| known.is_none());
    let verdict = match (failed.is_empty(), unknown.is_empty()) {
        (false, _) => Verdict::Breach,
        (true, false) => Verdict::Undetermined,
        (true, true) => return Some(Judgement::bare(Verdict::Compliant, FORCE)),
    };
    Some(Judgement::bare(verdict, FORCE).with_detail(Detail::Conditions { failed, unknown }))
}

/// The clause that a judgement rests on: M3 if the group alone decides, else M2.
///
/// ```
/// use hongyan::finding::Detail;
/// use hongyan::rules::mentor_eligibility::clause;
///
/// assert_eq!(clause(Detail::None), "M2");
/// ```
#[must_use]
pub const fn clause(detail: Detail) -> &'static str {
    match detail {
        Detail::Conditions { failed, .. } if failed.is_category_alone() => "M3",
        Detail::Conditions { failed, unknown } if failed.is_empty() && unknown.is_category_alone() => "M3",
        _ => "M2",
    }
}

pub(crate) fn visit(source: &impl Source, terms: Editions<'_, Terms>, as_of: Day, visitor: &mut impl Visitor) {
    source.applicants(|mentor, row| {
        visitor.subject(Keys::mentor(mentor, 0, 0), terms.on(as_of), |terms| judge(&terms, row));
    });
}

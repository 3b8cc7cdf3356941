use serde::{Serialize, Serializer};

use crate::facts::Table;
use crate::finding::Detail;
use crate::names::named;

/// A duty of the regulation, in the order of a report.
///
/// ```
/// use hongyan::Rule;
/// use hongyan::facts::Table;
///
/// assert_eq!(Rule::ALL.len(), 11);
/// assert_eq!(Rule::from_name("cycle_plan"), Some(Rule::CyclePlan));
/// assert_eq!(Rule::CyclePlan.needs(), [Table::Engagements, Table::Plans]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// S4: at least one individual and one group supervision a month.
    SupervisionFrequency,
    /// S6.2.1: the record form within one week.
    RecordDeadline,
    /// S2.1: a plan for the project's whole cycle.
    CyclePlan,
    /// S2.2: a plan for each month.
    MonthlyPlan,
    /// M2, M3: conditions and groups of mentors.
    MentorEligibility,
    /// M5: guidance is given within a term.
    MentorTerm,
    /// M5: guidance in every year of the term.
    AnnualGuidance,
    /// M6: no six months without guidance.
    MentorInactivity,
    /// M6: the office evaluates every year.
    AnnualEvaluation,
    /// M6: who may be commended.
    Commendation,
    /// M7: who breaks the law is revoked.
    Revocation,
}

impl Rule {
    /// All rules, in the order of a report.
    pub const ALL: [Rule; 11] = [
        Rule::SupervisionFrequency,
        Rule::RecordDeadline,
        Rule::CyclePlan,
        Rule::MonthlyPlan,
        Rule::MentorEligibility,
        Rule::MentorTerm,
        Rule::AnnualGuidance,
        Rule::MentorInactivity,
        Rule::AnnualEvaluation,
        Rule::Commendation,
        Rule::Revocation,
    ];

    /// The name on the wire.
    ///
    /// ```
    /// use hongyan::Rule;
    ///
    /// assert_eq!(Rule::MentorInactivity.name(), "mentor_inactivity");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Rule::SupervisionFrequency => "supervision_frequency",
            Rule::RecordDeadline => "record_deadline",
            Rule::CyclePlan => "cycle_plan",
            Rule::MonthlyPlan => "monthly_plan",
            Rule::MentorEligibility => "mentor_eligibility",
            Rule::MentorTerm => "mentor_term",
            Rule::AnnualGuidance => "annual_guidance",
            Rule::MentorInactivity => "mentor_inactivity",
            Rule::AnnualEvaluation => "annual_evaluation",
            Rule::Commendation => "commendation",
            Rule::Revocation => "revocation",
        }
    }

    /// The rule with this name on the wire.
    ///
    /// ```
    /// use hongyan::Rule;
    ///
    /// assert_eq!(Rule::from_name("revocation"), Some(Rule::Revocation));
    /// assert_eq!(Rule::from_name("revocations"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Rule> {
        Rule::ALL.into_iter().find(|rule| rule.name() == name)
    }

    /// The clause that a finding with this evidence cites.
    ///
    /// ```
    /// use hongyan::Rule;
    /// use hongyan::finding::Detail;
    ///
    /// assert_eq!(Rule::RecordDeadline.clause(Detail::None), "S6.2.1");
    /// ```
    #[must_use]
    pub fn clause(self, detail: Detail) -> &'static str {
        match self {
            Rule::MentorEligibility => super::mentor_eligibility::clause(detail),
            _ => self.clauses().first().copied().unwrap_or_default(),
        }
    }

    /// The clauses that its findings may cite.
    ///
    /// ```
    /// use hongyan::Rule;
    /// use hongyan::clauses::article;
    ///
    /// assert_eq!(Rule::MentorEligibility.clauses(), ["M2", "M3"]);
    /// // each stands in the register of clauses
    /// assert!(Rule::ALL.iter().flat_map(|rule| rule.clauses()).all(|clause| article(clause).next().is_some()));
    /// ```
    #[must_use]
    pub const fn clauses(self) -> &'static [&'static str] {
        match self {
            Rule::SupervisionFrequency => &["S4"],
            Rule::RecordDeadline => &["S6.2.1"],
            Rule::CyclePlan => &["S2.1"],
            Rule::MonthlyPlan => &["S2.2"],
            Rule::MentorEligibility => &["M2", "M3"],
            Rule::MentorTerm | Rule::AnnualGuidance => &["M5"],
            Rule::MentorInactivity | Rule::AnnualEvaluation | Rule::Commendation => &["M6"],
            Rule::Revocation => &["M7"],
        }
    }

    /// Whether every table that it needs is present.
    pub(crate) fn is_served(self, has: impl Fn(Table) -> bool) -> bool {
        self.needs().iter().all(|table| has(*table))
    }

    /// Which of the tables that it needs are absent.
    pub(crate) fn missing(self, has: impl Fn(Table) -> bool) -> Vec<Table> {
        self.needs().iter().copied().filter(|table| !has(*table)).collect()
    }

    /// The tables without which it is skipped. An empty table is present.
    ///
    /// See the example of [`Rule`].
    #[must_use]
    pub const fn needs(self) -> &'static [Table] {
        match self {
            Rule::SupervisionFrequency => &[Table::Engagements, Table::Sessions],
            Rule::RecordDeadline => &[Table::Sessions],
            Rule::CyclePlan | Rule::MonthlyPlan => &[Table::Engagements, Table::Plans],
            Rule::MentorEligibility => &[Table::Mentors],
            Rule::MentorTerm | Rule::AnnualGuidance | Rule::MentorInactivity | Rule::Commendation => {
                &[Table::Appointments, Table::Guidance]
            }
            Rule::AnnualEvaluation => &[Table::Appointments, Table::Evaluations],
            Rule::Revocation => &[Table::Violations],
        }
    }
}

named!(Rule, "rule", de);

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

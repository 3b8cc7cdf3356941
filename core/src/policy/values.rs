use crate::calendar::{Day, Period};
use crate::facts::Forms;
use crate::rules::mentors::stretch::Counting;
use crate::rules::mentors::{self, term};
use crate::rules::{
    annual_evaluation, annual_guidance, commendation, cycle_plan, mentor_eligibility, monthly_plan, record_deadline,
    supervision, supervision_frequency,
};

/// The numbers and readings of both instruments, nested as the policy's keys are.
///
/// ```
/// use hongyan::policy::Values;
/// use hongyan::rules::record_deadline::LastDay;
///
/// let mut values = Values::default();
/// values.supervision.record.last_day = LastDay::NextWorkday;
/// let policy = hongyan::Policy::new(values)?;
/// assert_eq!(policy.record_due("2024-09-24".parse().unwrap()).on.to_string(), "2024-10-08");
/// # Ok::<(), hongyan::policy::PolicyErrors>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Values {
    /// The supervision system.
    pub supervision: Supervision,
    /// The mentor measure.
    pub mentor: Mentor,
}

/// Values of the supervision system.
///
/// ```
/// use hongyan::policy::{Policy, Values};
///
/// let mut values = Values::default();
/// values.supervision.effective_to = Some("2025-07-24".parse().unwrap()); // two years on trial
/// let policy = Policy::new(values)?;
/// assert_eq!(policy.supervision_effective().to.to_string(), "2025-07-24");
/// # Ok::<(), hongyan::policy::PolicyErrors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Supervision {
    /// First day on which it applies.
    pub effective_from: Day,
    /// Last day on which it applies, if it ends.
    pub effective_to: Option<Day>,
    /// S4.
    pub frequency: Frequency,
    /// S6.2.1.
    pub record: Record,
    /// S2.1.
    pub cycle_plan: CyclePlan,
    /// S2.2.
    pub monthly_plan: MonthlyPlan,
}

/// Values of S4: how often a worker is supervised on a project in a month.
///
/// ```
/// use hongyan::policy::Values;
/// use hongyan::rules::supervision_frequency::Peer;
///
/// // peer supervision counts as a group's, and two of them are asked for
/// let mut values = Values::default();
/// values.supervision.frequency.peer = Peer::CountsAsGroup;
/// values.supervision.frequency.group_per_month = 2;
/// let policy = hongyan::Policy::new(values)?;
/// let brief = policy.to_brief_value().to_string();
/// assert_eq!(brief, "{supervision: {frequency: {group_per_month: 2, peer: counts_as_group}}}");
/// # Ok::<(), hongyan::policy::PolicyErrors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Frequency {
    /// Sessions a month, 0 to 31.
    pub individual_per_month: u32,
    /// Sessions a month, 0 to 31.
    pub group_per_month: u32,
    /// Months engaged in part.
    pub partial_month: supervision_frequency::PartialMonth,
    /// Whose sessions count.
    pub scope: supervision_frequency::Scope,
    /// What peer supervision counts for.
    pub peer: supervision_frequency::Peer,
}

/// Values of S6.2.1: until when the record of a session is handed in.
///
/// ```
/// use hongyan::policy::{Policy, Values};
/// use hongyan::rules::record_deadline::FirstDay;
///
/// let mut values = Values::default();
/// values.supervision.record.within_days = 5;
/// values.supervision.record.first_day = FirstDay::Included;
/// let policy = Policy::new(values)?;
/// assert_eq!(policy.record_due("2024-03-05".parse().unwrap()).on.to_string(), "2024-03-09");
/// # Ok::<(), hongyan::policy::PolicyErrors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// Days, 1 to 366.
    pub within_days: u32,
    /// Whether the session's day counts.
    pub first_day: record_deadline::FirstDay,
    /// What happens when the last day is a rest day.
    pub last_day: record_deadline::LastDay,
    /// Forms that owe a record, at least one.
    pub forms: Forms,
}

/// Values of S2.1: until when a project's cycle is planned.
///
/// ```
/// use hongyan::policy::{Policy, Values};
///
/// let mut values = Values::default();
/// values.supervision.cycle_plan.within_months = 2;
/// let policy = Policy::new(values)?;
/// assert_eq!(policy.cycle_plan_due("2023-12-31".parse().unwrap()).to_string(), "2024-02-29");
/// # Ok::<(), hongyan::policy::PolicyErrors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CyclePlan {
    /// Months from the start, 0 to 60.
    pub within_months: u32,
    /// Whether a successor owes a plan.
    pub successor: cycle_plan::Successor,
}

/// Values of S2.2: until when a month is planned.
///
/// ```
/// use hongyan::policy::{Policy, Values};
///
/// let mut values = Values::default();
/// values.supervision.monthly_plan.month_start_days = 5;
/// let policy = Policy::new(values)?;
/// assert_eq!(policy.monthly_plan_due("2024-03-01".parse().unwrap()).to_string(), "2024-03-05");
/// # Ok::<(), hongyan::policy::PolicyErrors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MonthlyPlan {
    /// What "end or beginning of the month" means.
    pub due: monthly_plan::Due,
    /// Days that make the month's beginning, 1 to 28.
    pub month_start_days: u32,
}

/// Values of the mentor measure.
///
/// ```
/// use hongyan::policy::{Policy, Values};
/// use hongyan::rules::mentor_eligibility::Categories;
///
/// let mut values = Values::default();
/// values.mentor.categories = Categories::Open;
/// values.mentor.effective_to = Some("2026-06-29".parse().unwrap());
/// let policy = Policy::new(values)?;
/// assert_eq!(policy.mentor_effective().to.to_string(), "2026-06-29");
/// # Ok::<(), hongyan::policy::PolicyErrors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mentor {
    /// First day on which it applies.
    pub effective_from: Day,
    /// Last day on which it applies, if it ends.
    pub effective_to: Option<Day>,
    /// Whether M3's groups are all there are.
    pub categories: mentor_eligibility::Categories,
    /// M5's term.
    pub term: Term,
    /// M5's yearly guidance.
    pub annual_guidance: AnnualGuidance,
    /// M6's months without guidance.
    pub inactivity: Inactivity,
    /// M6's loss of commendation.
    pub commendation: Commendation,
    /// M6's yearly evaluation.
    pub evaluation: Evaluation,
}

/// Values of M5's term: how long an appointment lasts.
///
/// ```
/// use hongyan::policy::{Policy, Values};
/// use hongyan::rules::mentors::term::LastDay;
///
/// let mut values = Values::default();
/// values.mentor.term.years = 2;
/// values.mentor.term.last_day = LastDay::DayBefore;
/// let policy = Policy::new(values)?;
/// assert_eq!(policy.term_last_day("2024-01-15".parse().unwrap(), None).to_string(), "2026-01-14");
/// # Ok::<(), hongyan::policy::PolicyErrors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Term {
    /// Years, 1 to 50.
    pub years: u32,
    /// On which day it ends.
    pub last_day: term::LastDay,
}

/// Values of M5's yearly guidance.
/// What the reading means is shown by the example of [`annual_guidance::Terms`].
///
/// ```
/// use hongyan::policy::{Policy, Values};
/// use hongyan::rules::annual_guidance::Year;
///
/// let mut values = Values::default();
/// values.mentor.annual_guidance.year = Year::CalendarYear;
/// let brief = Policy::new(values)?.to_brief_value();
/// assert_eq!(brief.to_string(), "{mentor: {annual_guidance: {year: calendar_year}}}");
/// # Ok::<(), hongyan::policy::PolicyErrors>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnnualGuidance {
    /// Which years are counted.
    pub year: annual_guidance::Year,
}

/// Values of M6's months without guidance.
///
/// ```
/// use hongyan::policy::{Policy, Values};
///
/// let mut values = Values::default();
/// values.mentor.inactivity.months = 3;
/// let [appointed_on, guided_on] = ["2024-01-01", "2024-03-31"].map(|text| text.parse().unwrap());
/// let policy = Policy::new(values)?;
/// assert_eq!(policy.inactivity_deadline(appointed_on, guided_on).to_string(), "2024-06-30");
/// # Ok::<(), hongyan::policy::PolicyErrors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Inactivity {
    /// Months, 1 to 600.
    pub months: u32,
    /// How they are counted.
    pub counting: Counting,
}

/// Values of M6's loss of commendation.
/// What the reading means is shown by the example of [`commendation::LapseEffect`].
///
/// ```
/// use hongyan::policy::{Policy, Values};
/// use hongyan::rules::commendation::LapseEffect;
///
/// let mut values = Values::default();
/// values.mentor.commendation.lapse_effect = LapseEffect::RestOfTerm;
/// let brief = Policy::new(values)?.to_brief_value();
/// assert_eq!(brief.to_string(), "{mentor: {commendation: {lapse_effect: rest_of_term}}}");
/// # Ok::<(), hongyan::policy::PolicyErrors>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Commendation {
    /// Which years are lost.
    pub lapse_effect: commendation::LapseEffect,
}

/// Values of M6's yearly evaluation.
///
/// ```
/// use hongyan::policy::{Policy, Values};
///
/// let mut values = Values::default();
/// values.mentor.evaluation.within_months = 1;
/// let policy = Policy::new(values)?;
/// let first_term_day = "2024-01-01".parse().unwrap();
/// assert_eq!(policy.evaluation_due(first_term_day).to_string(), "2025-01-31");
/// # Ok::<(), hongyan::policy::PolicyErrors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evaluation {
    /// Months after 31 December, 0 to 60.
    pub within_months: u32,
}

impl Default for Supervision {
    fn default() -> Supervision {
        let frequency = supervision_frequency::Terms::default();
        let record = record_deadline::Terms::default();
        let cycle = cycle_plan::Terms::default();
        let monthly = monthly_plan::Terms::default();
        Supervision {
            effective_from: supervision::EFFECTIVE.from,
            effective_to: None,
            frequency: Frequency {
                individual_per_month: frequency.individual_per_month,
                group_per_month: frequency.group_per_month,
                partial_month: frequency.partial_month,
                scope: frequency.scope,
                peer: frequency.peer,
            },
            record: Record {
                within_days: record.within_days,
                first_day: record.first_day,
                last_day: record.last_day,
                forms: record.forms,
            },
            cycle_plan: CyclePlan { within_months: cycle.within_months, successor: cycle.successor },
            monthly_plan: MonthlyPlan { due: monthly.due, month_start_days: monthly.month_start_days },
        }
    }
}

impl Default for Mentor {
    fn default() -> Mentor {
        let evaluation = annual_evaluation::Numbers::default();
        let stretch = crate::rules::mentors::stretch::Terms::default();
        Mentor {
            effective_from: mentors::EFFECTIVE.from,
            effective_to: None,
            categories: mentor_eligibility::Categories::default(),
            term: Term { years: stretch.term.years, last_day: stretch.term.last_day },
            annual_guidance: AnnualGuidance::default(),
            inactivity: Inactivity { months: stretch.months, counting: stretch.counting },
            commendation: Commendation::default(),
            evaluation: Evaluation { within_months: evaluation.within_months },
        }
    }
}

impl Supervision {
    /// From its first day to its last, both included; without a last day it is open, to [`Day::MAX`].
    ///
    /// ```
    /// use hongyan::policy::Values;
    /// use hongyan::{Day, Policy};
    ///
    /// let day = |text: &str| text.parse::<Day>().unwrap();
    /// let mut values = Values::default();
    /// values.supervision.effective_to = Some(day("2025-07-24")); // two years on trial
    /// assert_eq!(values.supervision.effective().to, day("2025-07-24"));
    /// ```
    #[must_use]
    pub fn effective(&self) -> Period {
        Period::new(self.effective_from, self.effective_to)
    }
}

impl Mentor {
    /// From its first day to its last, both included; without a last day it is open, to [`Day::MAX`].
    ///
    /// ```
    /// use hongyan::Day;
    /// use hongyan::policy::Values;
    ///
    /// let mentor = Values::default().mentor;
    /// assert_eq!(mentor.effective().from, Day::new(2023, 6, 30).unwrap()); // M9
    /// assert_eq!(mentor.effective().to, Day::MAX);
    /// ```
    #[must_use]
    pub fn effective(&self) -> Period {
        Period::new(self.effective_from, self.effective_to)
    }
}

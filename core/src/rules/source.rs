use super::mentor_eligibility::Applicant;
use super::mentors::Record;
use super::revocation::Violation;
use crate::calendar::{Day, Month, Period};
use crate::facts::Id;

/// Where the rules about plans and mentors read: facts, or columns. It groups rows and decides nothing.
pub(crate) trait Source {
    /// Every supervisor of every project, by project and supervisor.
    fn supervisions(&self, visit: impl FnMut(Supervision<'_>));

    /// Every mentor of the table of mentors, ascending.
    fn applicants(&self, visit: impl FnMut(Id, Applicant));

    /// The record of every mentor named in any table, ascending.
    fn offices(&self, visit: impl FnMut(Record<'_>));

    /// Every violation, by mentor and the day it was found.
    fn violations(&self, visit: impl FnMut(Id, Violation));
}

/// What the tables say of one supervisor on one project.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Supervision<'a> {
    pub(crate) project: Id,
    pub(crate) supervisor: Id,
    /// The engagements under the supervisor as given, ascending by start; never empty.
    pub(crate) spans: &'a [Period],
    /// First day of any engagement on the project.
    pub(crate) project_start: Day,
    /// Day of the earliest cycle plan, if there is one.
    pub(crate) cycle_plan: Option<Day>,
    /// The monthly plans, by month and day.
    pub(crate) monthly_plans: &'a [(Month, Day)],
}

impl Supervision<'_> {
    /// Day of the earliest plan for a month, if there is one.
    pub(crate) fn monthly_plan(&self, month: Month) -> Option<Day> {
        let plans = self.monthly_plans;
        plans.get(plans.partition_point(|plan| plan.0 < month)).filter(|plan| plan.0 == month).map(|plan| plan.1)
    }
}

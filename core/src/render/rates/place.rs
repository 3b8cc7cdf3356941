use crate::calendar::{Day, Month, Period};
use crate::facts::{Facts, Id};
use crate::report::Report;
use crate::rules::{Keys, Rule, Second};

/// Where a duty belongs, as far as subject and facts say so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) project: Option<Id>,
    pub(crate) supervisor: Option<Id>,
    pub(crate) worker: Option<Id>,
    pub(crate) mentor: Option<Id>,
    pub(crate) month: Option<Month>,
}

/// Finds where duties belong.
pub(crate) struct Places<'f> {
    facts: Option<&'f Facts>,
}

impl<'f> Places<'f> {
    /// Facts that the report was not made from tell nothing of it.
    pub(crate) fn new(report: &Report, facts: &'f Facts) -> Places<'f> {
        Places { facts: report.is_of(facts).then_some(facts) }
    }

    /// Where the duty of these keys belongs.
    pub(crate) fn of(&self, rule: Rule, keys: Keys) -> Place {
        let first = keys.first;
        let month = Some(Month::from_number(keys.third));
        match (rule, keys.second) {
            (Rule::SupervisionFrequency, Second::Id(worker)) => Place {
                project: Some(first),
                worker: Some(worker),
                month,
                supervisor: self.supervisor(first, worker, month),
                mentor: None,
            },
            (Rule::RecordDeadline, Second::Id(worker)) => self.session(first, worker),
            (Rule::CyclePlan, Second::Id(supervisor)) => Place {
                project: Some(first),
                supervisor: Some(supervisor),
                month: self.start(first, supervisor).map(Day::month),
                ..Place::default()
            },
            (Rule::MonthlyPlan, Second::Id(supervisor)) => {
                Place { project: Some(first), supervisor: Some(supervisor), month, ..Place::default() }
            }
            _ => Place { mentor: Some(first), ..Place::default() },
        }
    }

    /// The supervisor of the first engagement of that month that names one.
    fn supervisor(&self, project: Id, worker: Id, month: Option<Month>) -> Option<Id> {
        let month = month?;
        let days = Period { from: month.first_day(), to: month.last_day() };
        self.facts?
            .engagements_of(project, worker)
            .iter()
            .filter(|one| !Period::new(one.start, one.end).and(days).is_empty())
            .find_map(|one| one.supervisor)
    }

    fn session(&self, session: Id, worker: Id) -> Place {
        let found = self.facts.and_then(|facts| {
            let sessions = facts.sessions();
            let at = sessions.partition_point(|row| (row.session, row.worker) < (session, worker));
            sessions.get(at).filter(|row| (row.session, row.worker) == (session, worker))
        });
        let mut place = Place { worker: Some(worker), ..Place::default() };
        if let Some(row) = found {
            let month = Some(row.ended_on.month());
            place.project = Some(row.project);
            place.month = month;
            place.supervisor = row.supervisor.or_else(|| self.supervisor(row.project, worker, month));
        }
        place
    }

    /// The first day under a supervisor on a project.
    fn start(&self, project: Id, supervisor: Id) -> Option<Day> {
        let supervised = self.facts?.supervised();
        let at = supervised.partition_point(|one| (one.project, one.supervisor) < (project, supervisor));
        supervised.get(at).filter(|one| (one.project, one.supervisor) == (project, supervisor)).map(|one| one.start)
    }
}

//! Facts as rules about plans and mentors read them.

use super::{Facts, Id, PlanKind, row};
use crate::calendar::{Day, Month, Period};
use crate::facts::Category;
use crate::rules::mentor_eligibility::Applicant;
use crate::rules::mentors::term::Appointment;
use crate::rules::mentors::{Desk, Record};
use crate::rules::revocation::Violation;
use crate::rules::{Source, Supervision};

/// Takes the rows of one key off the front of a table that ascends by it; what comes before them is passed over.
fn take<'r, T, K: Ord>(rows: &mut &'r [T], of: K, key: impl Fn(&T) -> K) -> &'r [T] {
    let from = rows.iter().position(|row| key(row) >= of).unwrap_or(rows.len());
    let rest = rows.get(from..).unwrap_or_default();
    let until = rest.iter().position(|row| key(row) != of).unwrap_or(rest.len());
    let (taken, rest) = rest.split_at_checked(until).unwrap_or_default();
    *rows = rest;
    taken
}

impl Facts {
    /// Every mentor named in any table, ascending.
    fn named(&self) -> Vec<Id> {
        let mut mentors: Vec<Id> = self.mentors().iter().map(|one| one.mentor).collect();
        mentors.extend(self.appointments().iter().map(|one| one.mentor));
        mentors.extend(self.guidance().iter().map(|one| one.mentor));
        mentors.extend(self.evaluations().iter().map(|one| one.mentor));
        mentors.extend(self.violations().iter().map(|one| one.mentor));
        mentors.sort_unstable();
        mentors.dedup();
        mentors
    }

    /// The record of one mentor.
    pub(crate) fn office(&self, mentor: Id, visit: impl FnOnce(Record<'_>)) {
        let (appointments, guidance) = (self.appointments_of(mentor), self.guidance_of(mentor));
        let (evaluations, violations) = (self.evaluations_of(mentor), self.violations_of(mentor));
        visit(lay_out(&mut Desk::default(), mentor, appointments, guidance, evaluations, violations));
    }
}

/// The record that one mentor's rows make.
fn lay_out<'d>(
    desk: &'d mut Desk,
    mentor: Id,
    appointments: &[row::Appointment],
    guidance: &[row::Guidance],
    evaluations: &[row::Evaluation],
    violations: &[row::Violation],
) -> Record<'d> {
    desk.clear();
    desk.appointments.extend(appointments.iter().map(|one| Appointment {
        appointed_on: one.appointed_on,
        ends_on: one.ends_on,
        revoked_on: None,
    }));
    desk.guidance.extend(guidance.iter().map(|one| one.guided_on));
    desk.evaluations.extend(evaluations.iter().map(|one| (one.year, one.evaluated_on)));
    desk.revocations.extend(violations.iter().filter_map(|one| one.revoked_on));
    desk.record(mentor)
}

impl Source for Facts {
    fn supervisions(&self, mut visit: impl FnMut(Supervision<'_>)) {
        let (mut spans, mut monthly_plans): (Vec<Period>, Vec<(Month, Day)>) = Default::default();
        let mut began = None;
        for under in self.supervised().chunk_by(|a, b| (a.project, a.supervisor) == (b.project, b.supervisor)) {
            let Some((project, supervisor)) = under.first().map(|one| (one.project, one.supervisor)) else {
                continue;
            };
            // however many supervisors a project has, its engagements are looked through once
            let project_start = match began.filter(|(of, _)| *of == project) {
                Some((_, day)) => day,
                None => began.insert((project, self.project_start(project).unwrap_or(Day::MAX))).1,
            };
            spans.clear();
            spans.extend(under.iter().map(|one| Period::new(one.start, one.end)));
            monthly_plans.clear();
            let monthly = self.plans_of(project, supervisor, PlanKind::Monthly);
            monthly_plans.extend(monthly.iter().filter_map(|plan| Some((plan.month?, plan.made_on))));
            monthly_plans.sort_unstable();
            let cycle = self.plans_of(project, supervisor, PlanKind::Cycle);
            visit(Supervision {
                project,
                supervisor,
                spans: &spans,
                project_start,
                cycle_plan: cycle.iter().map(|plan| plan.made_on).min(),
                monthly_plans: &monthly_plans,
            });
        }
    }

    fn applicants(&self, mut visit: impl FnMut(Id, Applicant)) {
        for mentor in self.mentors() {
            let applicant = Applicant {
                category: mentor.category.map(|category| Category::from_name(self.ids().text(category))),
                responsibility: mentor.responsibility,
                experience: mentor.experience,
                commitment: mentor.commitment,
            };
            visit(mentor.mentor, applicant);
        }
    }

    fn offices(&self, mut visit: impl FnMut(Record<'_>)) {
        let mut desk = Desk::default();
        let (mut appointments, mut guidance) = (self.appointments(), self.guidance());
        let (mut evaluations, mut violations) = (self.evaluations(), Facts::violations(self));
        for mentor in self.named() {
            let appointments = take(&mut appointments, mentor, |row| row.mentor);
            let guidance = take(&mut guidance, mentor, |row| row.mentor);
            let evaluations = take(&mut evaluations, mentor, |row| row.mentor);
            let violations = take(&mut violations, mentor, |row| row.mentor);
            visit(lay_out(&mut desk, mentor, appointments, guidance, evaluations, violations));
        }
    }

    fn violations(&self, mut visit: impl FnMut(Id, Violation)) {
        for one in Facts::violations(self) {
            visit(one.mentor, Violation { found_on: one.found_on, revoked_on: one.revoked_on });
        }
    }
}

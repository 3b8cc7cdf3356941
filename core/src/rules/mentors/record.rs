use super::commendation::MentorYear;
use super::term::Appointment;
use crate::calendar::Day;
use crate::facts::{Facts, Id};

/// What the tables say of one mentor's office.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    pub(crate) mentor: Id,
    /// Ascending.
    pub(crate) appointments: &'a [Appointment],
    /// Ascending, each day once.
    pub(crate) guidance: &'a [Day],
    /// Ascending.
    pub(crate) revocations: &'a [Day],
}

impl<'a> Record<'a> {
    pub(crate) fn year(self, year: i32) -> MentorYear<'a> {
        let Record { appointments, guidance, revocations, .. } = self;
        MentorYear { appointments, guidance, revocations, year }
    }
}

/// Every mentor named in any table, ascending.
fn named(facts: &Facts) -> Vec<Id> {
    let mut mentors: Vec<Id> = facts.mentors().iter().map(|one| one.mentor).collect();
    mentors.extend(facts.appointments().iter().map(|one| one.mentor));
    mentors.extend(facts.guidance().iter().map(|one| one.mentor));
    mentors.extend(facts.evaluations().iter().map(|one| one.mentor));
    mentors.extend(facts.violations().iter().map(|one| one.mentor));
    mentors.sort_unstable();
    mentors.dedup();
    mentors
}

/// The record of every mentor named in any table, ascending.
pub(crate) fn each(facts: &Facts, mut visit: impl FnMut(Record<'_>)) {
    let mut desk = Desk::default();
    for mentor in named(facts) {
        visit(desk.record(facts, mentor));
    }
}

/// The record of one mentor.
pub(crate) fn one(facts: &Facts, mentor: Id, visit: impl FnOnce(Record<'_>)) {
    visit(Desk::default().record(facts, mentor));
}

/// Room for one record at a time.
#[derive(Default)]
struct Desk {
    appointments: Vec<Appointment>,
    guidance: Vec<Day>,
    revocations: Vec<Day>,
}

impl Desk {
    fn record(&mut self, facts: &Facts, mentor: Id) -> Record<'_> {
        let Desk { appointments, guidance, revocations } = self;
        revocations.clear();
        revocations.extend(facts.violations_of(mentor).iter().filter_map(|one| one.revoked_on));
        revocations.sort_unstable();
        appointments.clear();
        appointments.extend(facts.appointments_of(mentor).iter().map(|one| Appointment {
            appointed_on: one.appointed_on,
            ends_on: one.ends_on,
            revoked_on: super::term::since(revocations, one.appointed_on).first().copied(),
        }));
        guidance.clear();
        guidance.extend(facts.guidance_of(mentor).iter().map(|one| one.guided_on));
        guidance.dedup();
        Record { mentor, appointments, guidance, revocations }
    }
}

use super::commendation::MentorYear;
use super::term::Appointment;
use crate::calendar::Day;
use crate::facts::Id;

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
    /// By year and day.
    pub(crate) evaluations: &'a [(i32, Day)],
}

impl<'a> Record<'a> {
    pub(crate) fn year(self, year: i32) -> MentorYear<'a> {
        let Record { appointments, guidance, revocations, .. } = self;
        MentorYear { appointments, guidance, revocations, year }
    }

    /// Day of the earliest evaluation for a year, if there is one.
    pub(crate) fn evaluated_on(self, year: i32) -> Option<Day> {
        let from = self.evaluations.partition_point(|one| one.0 < year);
        self.evaluations.get(from).filter(|one| one.0 == year).map(|one| one.1)
    }
}

/// Room for one record at a time.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    pub(crate) appointments: Vec<Appointment>,
    pub(crate) guidance: Vec<Day>,
    pub(crate) revocations: Vec<Day>,
    pub(crate) evaluations: Vec<(i32, Day)>,
}

impl Desk {
    /// Empty again.
    pub(crate) fn clear(&mut self) {
        self.appointments.clear();
        self.guidance.clear();
        self.revocations.clear();
        self.evaluations.clear();
    }

    /// Brings the lists in order, and to each appointment the first revocation on or after its day.
    pub(crate) fn record(&mut self, mentor: Id) -> Record<'_> {
        self.appointments.sort_unstable_by_key(|one| one.appointed_on);
        self.guidance.sort_unstable();
        self.guidance.dedup();
        self.revocations.sort_unstable();
        self.evaluations.sort_unstable();
        for one in &mut self.appointments {
            one.revoked_on = super::term::since(&self.revocations, one.appointed_on).first().copied();
        }
        let Desk { appointments, guidance, revocations, evaluations } = self;
        Record { mentor, appointments, guidance, revocations, evaluations }
    }
}

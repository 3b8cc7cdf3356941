use super::{Edition, Policy};
use crate::calendar::{Day, Period};
use crate::contest::{Reading, Settled};
use crate::rules::mentors::{stretch, term};
use crate::rules::{
    Editions, annual_evaluation, annual_guidance, commendation, cycle_plan, mentor_eligibility, mentor_inactivity,
    monthly_plan, record_deadline, supervision_frequency,
};

/// The terms of a rule under every edition of a [`Policy`].
///
/// ```
/// use hongyan::rules::cycle_plan::{Supervisor, judge};
/// use hongyan::{Day, Policy};
///
/// let policy = Policy::default();
/// let start = Day::new(2024, 3, 1).unwrap();
/// let supervisor = Supervisor { start, project_start: start, made_on: None };
/// let judgement = judge(&policy.cycle_plan().on(start), supervisor, Day::new(2024, 4, 2).unwrap()).unwrap();
/// assert_eq!(judgement.due_on, Day::new(2024, 4, 1));
/// ```
#[derive(Clone, Debug)]
pub struct Dated<T> {
    first: T,
    later: Vec<(Day, T)>,
}

impl<T: Copy> Dated<T> {
    /// The terms that apply on this day.
    ///
    /// See the example of [`Dated`].
    #[must_use]
    pub fn on(&self, day: Day) -> T {
        self.editions().on(day)
    }

    /// All of them, as rules take them that rest on several days.
    ///
    /// See the example of [`Policy::mentor_term`].
    #[must_use]
    pub fn editions(&self) -> Editions<'_, T> {
        Editions::new(self.first, &self.later)
    }
}

impl Edition {
    fn is_settled<R: Reading>(&self) -> bool {
        self.settled.get(R::SLOT.key).is_some()
    }

    pub(super) fn record_deadline(&self, effective: Period) -> record_deadline::Terms<'_> {
        let values = &self.values.supervision.record;
        record_deadline::Terms {
            within_days: values.within_days,
            first_day: values.first_day,
            last_day: values.last_day,
            forms: values.forms,
            settled: settled([
                self.is_settled::<record_deadline::FirstDay>(),
                self.is_settled::<record_deadline::LastDay>(),
            ]),
            effective,
            rest_days: &self.rest_days,
        }
    }

    pub(super) fn cycle_plan(&self, effective: Period) -> cycle_plan::Terms {
        cycle_plan::Terms {
            within_months: self.values.supervision.cycle_plan.within_months,
            successor: self.values.supervision.cycle_plan.successor,
            settled: settled([self.is_settled::<cycle_plan::Successor>()]),
            effective,
        }
    }

    pub(super) fn monthly_plan(&self, effective: Period) -> monthly_plan::Terms {
        monthly_plan::Terms {
            due: self.values.supervision.monthly_plan.due,
            month_start_days: self.values.supervision.monthly_plan.month_start_days,
            settled: settled([self.is_settled::<monthly_plan::Due>()]),
            effective,
        }
    }

    pub(super) fn annual_evaluation(&self) -> annual_evaluation::Numbers {
        let within_months = self.values.mentor.evaluation.within_months;
        annual_evaluation::Numbers { term: self.term(), within_months }
    }

    pub(super) fn term(&self) -> term::Terms {
        let values = &self.values.mentor.term;
        let settled = self.is_settled::<term::LastDay>();
        term::Terms { years: values.years, last_day: values.last_day, settled }
    }

    pub(super) fn stretch(&self) -> stretch::Terms {
        let values = &self.values.mentor.inactivity;
        let settled = self.is_settled::<stretch::Counting>();
        stretch::Terms { months: values.months, counting: values.counting, settled, term: self.term() }
    }
}

/// Which of these readings are settled, in this order.
fn settled<const N: usize>(readings: [bool; N]) -> Settled {
    let slots = readings.into_iter().enumerate().filter(|(_, settled)| *settled);
    slots.fold(Settled::NONE, |set, (slot, _)| set.with(slot))
}

/// The terms under which single rows are judged; a report takes the same.
impl Policy {
    fn dated<'p, T>(&'p self, terms: impl Fn(&'p Edition) -> T) -> Dated<T> {
        let later = self.later.iter().map(|edition| (edition.from, terms(edition)));
        Dated { first: terms(&self.first), later: later.collect() }
    }

    /// The terms of [`supervision_frequency::judge`]; a month takes those of its first engaged day.
    ///
    /// ```
    /// use hongyan::rules::supervision_frequency::{WorkerMonth, judge};
    /// use hongyan::finding::Verdict;
    /// use hongyan::{Day, Policy};
    ///
    /// let day = |text: &str| text.parse::<Day>().unwrap();
    /// let month = WorkerMonth {
    ///     first_engaged: day("2024-09-01"),
    ///     last_engaged: day("2024-09-30"),
    ///     whole: true,
    ///     excused: false,
    ///     sessions: &[],
    /// };
    /// let terms = Policy::default().supervision_frequency().on(month.first_engaged);
    /// assert_eq!(judge(&terms, month, day("2024-10-01")).unwrap().verdict, Verdict::Breach);
    /// ```
    #[must_use]
    pub fn supervision_frequency(&self) -> Dated<supervision_frequency::Terms> {
        self.dated(|edition| {
            let values = &edition.values.supervision.frequency;
            supervision_frequency::Terms {
                individual_per_month: values.individual_per_month,
                group_per_month: values.group_per_month,
                partial_month: values.partial_month,
                scope: values.scope,
                peer: values.peer,
                settled: settled([
                    edition.is_settled::<supervision_frequency::PartialMonth>(),
                    edition.is_settled::<supervision_frequency::Scope>(),
                    edition.is_settled::<supervision_frequency::Peer>(),
                ]),
                effective: self.supervision_effective(),
            }
        })
    }

    /// The terms of [`record_deadline::judge`]; a session takes those of its own day.
    ///
    /// ```
    /// use hongyan::finding::Verdict;
    /// use hongyan::policy::Profile;
    /// use hongyan::rules::record_deadline::{Session, judge};
    /// use hongyan::{Day, Policy};
    ///
    /// let day = |text: &str| text.parse::<Day>().unwrap();
    /// let session = Session::new(day("2024-09-24"), Some(day("2024-10-08")));
    /// let verdict = |policy: Policy| {
    ///     judge(&policy.record_deadline().on(session.ended_on), session, day("2024-11-01")).unwrap().verdict
    /// };
    /// assert_eq!(verdict(Policy::default()), Verdict::Breach);
    /// // 1 October is a holiday, and the last day moves to the next workday
    /// assert_eq!(verdict(Policy::from(Profile::CivilCode)), Verdict::Compliant);
    /// ```
    #[must_use]
    pub fn record_deadline(&self) -> Dated<record_deadline::Terms<'_>> {
        self.dated(|edition| edition.record_deadline(self.supervision_effective()))
    }

    /// The terms of [`cycle_plan::judge`]; a supervisor takes those of the first day on the project.
    ///
    /// See the example of [`Dated`].
    #[must_use]
    pub fn cycle_plan(&self) -> Dated<cycle_plan::Terms> {
        self.dated(|edition| edition.cycle_plan(self.supervision_effective()))
    }

    /// The terms of [`monthly_plan::judge`]; a month takes those of its first engaged day.
    ///
    /// ```
    /// use hongyan::rules::monthly_plan::{Month, judge};
    /// use hongyan::{Day, Policy};
    ///
    /// let first_engaged = Day::new(2024, 3, 1).unwrap();
    /// let terms = Policy::default().monthly_plan().on(first_engaged);
    /// let judgement = judge(&terms, Month { first_engaged, made_on: None }, first_engaged).unwrap();
    /// assert_eq!(judgement.due_on, Some(Policy::default().monthly_plan_due(first_engaged)));
    /// ```
    #[must_use]
    pub fn monthly_plan(&self) -> Dated<monthly_plan::Terms> {
        self.dated(|edition| edition.monthly_plan(self.supervision_effective()))
    }

    /// The terms of [`mentor_eligibility::judge`]; a mentor takes those of the day for which the question is asked.
    ///
    /// ```
    /// use hongyan::finding::Verdict;
    /// use hongyan::rules::mentor_eligibility::{Applicant, judge};
    /// use hongyan::{Day, Policy};
    ///
    /// let terms = Policy::default().mentor_eligibility().on(Day::new(2024, 6, 1).unwrap());
    /// let unknown = Applicant { category: None, responsibility: None, experience: None, commitment: None };
    /// assert_eq!(judge(&terms, unknown).unwrap().verdict, Verdict::Undetermined);
    /// ```
    #[must_use]
    pub fn mentor_eligibility(&self) -> Dated<mentor_eligibility::Terms> {
        self.dated(|edition| mentor_eligibility::Terms {
            categories: edition.values.mentor.categories,
            settled: settled([edition.is_settled::<mentor_eligibility::Categories>()]),
        })
    }

    /// What a term of appointment is, for [`mentor_term`](crate::rules::mentor_term) and the rules that rest on it; an
    /// appointment takes that of its own day.
    ///
    /// ```
    /// use hongyan::finding::Verdict;
    /// use hongyan::rules::mentor_term::{Guidance, Terms, judge};
    /// use hongyan::rules::mentors::term::Appointment;
    /// use hongyan::{Day, Policy};
    ///
    /// let day = |text: &str| text.parse::<Day>().unwrap();
    /// let policy = Policy::default();
    /// let dated = policy.mentor_term();
    /// let terms = Terms { term: dated.editions(), last_day: None, effective: policy.mentor_effective() };
    /// let appointments = [Appointment::new(day("2023-07-25"))];
    /// let guidance = Guidance { guided_on: day("2026-07-26"), appointments: &appointments };
    /// assert_eq!(judge(&terms, guidance, day("2026-12-01")).unwrap().verdict, Verdict::Breach);
    /// ```
    #[must_use]
    pub fn mentor_term(&self) -> Dated<term::Terms> {
        self.dated(Edition::term)
    }

    /// The terms of [`annual_guidance::judge`]; an appointment takes those of its own day.
    ///
    /// ```
    /// use hongyan::rules::annual_guidance::{TermYear, judge};
    /// use hongyan::rules::mentors::term::Appointment;
    /// use hongyan::{Day, Policy};
    ///
    /// let appointment = Appointment::new(Day::new(2024, 1, 15).unwrap());
    /// let terms = Policy::default().annual_guidance().on(appointment.appointed_on);
    /// let first = TermYear { appointment, year: 1, guidance: &[] };
    /// let judgement = judge(&terms, first, Day::new(2024, 6, 1).unwrap()).unwrap();
    /// assert_eq!(judgement.due_on, Day::new(2025, 1, 15));
    /// ```
    #[must_use]
    pub fn annual_guidance(&self) -> Dated<annual_guidance::Terms> {
        self.dated(|edition| annual_guidance::Terms {
            term: edition.term(),
            year: edition.values.mentor.annual_guidance.year,
            effective: self.mentor_effective(),
        })
    }

    /// The terms of [`mentor_inactivity::judge`]; an appointment takes those of its own day.
    ///
    /// ```
    /// use hongyan::rules::mentor_inactivity::{Mentor, judge};
    /// use hongyan::rules::mentors::term::Appointment;
    /// use hongyan::{Day, Policy};
    ///
    /// let appointment = Appointment::new(Day::new(2024, 1, 15).unwrap());
    /// let terms = Policy::default().mentor_inactivity().on(appointment.appointed_on);
    /// let judgement = judge(&terms, Mentor { appointment, guidance: &[] }, Day::new(2024, 6, 1).unwrap()).unwrap();
    /// assert_eq!(judgement.due_on, Day::new(2024, 7, 15));
    /// ```
    #[must_use]
    pub fn mentor_inactivity(&self) -> Dated<mentor_inactivity::Terms> {
        let effective = self.mentor_effective();
        self.dated(|edition| mentor_inactivity::Terms { stretch: edition.stretch(), effective })
    }

    /// The numbers of [`annual_evaluation::Terms`].
    ///
    /// ```
    /// use hongyan::rules::annual_evaluation::{MentorYear, Terms, judge};
    /// use hongyan::rules::mentors::term::Appointment;
    /// use hongyan::{Day, Policy};
    ///
    /// let policy = Policy::default();
    /// let dated = policy.annual_evaluation();
    /// let terms = Terms { editions: dated.editions(), effective: policy.mentor_effective() };
    /// let appointments = [Appointment::new(Day::new(2023, 7, 25).unwrap())];
    /// let year = MentorYear { appointments: &appointments, year: 2023, evaluated_on: None };
    /// let judgement = judge(&terms, year, Day::new(2024, 1, 1).unwrap()).unwrap();
    /// assert_eq!(judgement.due_on, Day::new(2024, 3, 31));
    /// ```
    #[must_use]
    pub fn annual_evaluation(&self) -> Dated<annual_evaluation::Numbers> {
        self.dated(Edition::annual_evaluation)
    }

    /// The numbers of [`commendation::Terms`].
    ///
    /// ```
    /// use hongyan::finding::Verdict;
    /// use hongyan::rules::commendation::{MentorYear, Terms, judge};
    /// use hongyan::rules::mentors::term::Appointment;
    /// use hongyan::{Day, Policy};
    ///
    /// let policy = Policy::default();
    /// let dated = policy.commendation();
    /// let effective = policy.mentor_effective();
    /// let terms = Terms { editions: dated.editions(), counting: None, lapse_effect: None, effective };
    /// let appointments = [Appointment::new(Day::new(2024, 1, 15).unwrap())];
    /// let row = MentorYear { appointments: &appointments, guidance: &[], revocations: &[], year: 2024 };
    /// let judgement = judge(&terms, row, Day::new(2024, 7, 16).unwrap()).unwrap();
    /// assert_eq!(judgement.verdict, Verdict::Breach);
    /// ```
    #[must_use]
    pub fn commendation(&self) -> Dated<commendation::Numbers> {
        self.dated(|edition| commendation::Numbers {
            stretch: edition.stretch(),
            lapse_effect: edition.values.mentor.commendation.lapse_effect,
            settled: edition.is_settled::<commendation::LapseEffect>(),
        })
    }
}

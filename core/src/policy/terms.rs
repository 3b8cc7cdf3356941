use super::{Edition, Policy};
use crate::calendar::{Day, Period};
use crate::contest::{Reading, Settled};
use crate::rules::mentors::{stretch, term};
use crate::rules::{
    Editions, annual_evaluation, annual_guidance, commendation, cycle_plan, mentor_eligibility, mentor_inactivity,
    monthly_plan, record_deadline, supervision_frequency,
};

/// Terms of every edition, as a rule takes them.
#[derive(Clone, Debug)]
pub(crate) struct Dated<T> {
    first: T,
    later: Vec<(Day, T)>,
}

impl<T: Copy> Dated<T> {
    pub(crate) fn editions(&self) -> Editions<'_, T> {
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

impl Policy {
    fn dated<'p, T>(&'p self, terms: impl Fn(&'p Edition) -> T) -> Dated<T> {
        let later = self.later.iter().map(|edition| (edition.from, terms(edition)));
        Dated { first: terms(&self.first), later: later.collect() }
    }

    pub(crate) fn supervision_frequency(&self) -> Dated<supervision_frequency::Terms> {
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

    pub(crate) fn record_deadline(&self) -> Dated<record_deadline::Terms<'_>> {
        self.dated(|edition| edition.record_deadline(self.supervision_effective()))
    }

    pub(crate) fn cycle_plan(&self) -> Dated<cycle_plan::Terms> {
        self.dated(|edition| edition.cycle_plan(self.supervision_effective()))
    }

    pub(crate) fn monthly_plan(&self) -> Dated<monthly_plan::Terms> {
        self.dated(|edition| edition.monthly_plan(self.supervision_effective()))
    }

    pub(crate) fn mentor_eligibility(&self) -> Dated<mentor_eligibility::Terms> {
        self.dated(|edition| mentor_eligibility::Terms {
            categories: edition.values.mentor.categories,
            settled: settled([edition.is_settled::<mentor_eligibility::Categories>()]),
        })
    }

    pub(crate) fn mentor_term(&self) -> Dated<term::Terms> {
        self.dated(Edition::term)
    }

    pub(crate) fn annual_guidance(&self) -> Dated<annual_guidance::Terms> {
        self.dated(|edition| annual_guidance::Terms {
            term: edition.term(),
            year: edition.values.mentor.annual_guidance.year,
            effective: self.mentor_effective(),
        })
    }

    pub(crate) fn mentor_inactivity(&self) -> Dated<mentor_inactivity::Terms> {
        let effective = self.mentor_effective();
        self.dated(|edition| mentor_inactivity::Terms { stretch: edition.stretch(), effective })
    }

    pub(crate) fn annual_evaluation(&self) -> Dated<annual_evaluation::Numbers> {
        self.dated(Edition::annual_evaluation)
    }

    pub(crate) fn commendation(&self) -> Dated<commendation::Numbers> {
        self.dated(|edition| commendation::Numbers {
            stretch: edition.stretch(),
            lapse_effect: edition.values.mentor.commendation.lapse_effect,
            settled: edition.is_settled::<commendation::LapseEffect>(),
        })
    }
}

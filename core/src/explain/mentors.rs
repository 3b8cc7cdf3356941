use super::Notes;
use crate::calendar::{Day, Period};
use crate::contest::Reading;
use crate::facts::row::{self, Row};
use crate::facts::{Facts, Id, Table};
use crate::finding::Stretch;
use crate::message::{Message, Param, condition};
use crate::policy::Policy;
use crate::report::Record;
use crate::rules::mentors::stretch::{self, Counting, stretches, watched};
use crate::rules::mentors::term::{Appointment, LastDay, Term, days_in_year, seen};
use crate::rules::{Keys, Rule, Second, annual_guidance};

pub(super) fn note(notes: &mut Notes, facts: &Facts, policy: &Policy, keys: Keys, record: &Record) {
    let Second::Number(number) = keys.second else { return };
    let mentor = keys.first;
    match record.rule {
        Rule::MentorEligibility => eligibility(notes, facts, mentor),
        Rule::Revocation => violation(notes, facts, mentor, Day::from_number(number)),
        rule => facts.office(mentor, |office| {
            let case = Case { facts, policy, mentor, appointments: office.appointments, guidance: office.guidance };
            match rule {
                Rule::MentorTerm => case.guidance_day(notes, Day::from_number(number)),
                Rule::AnnualGuidance => case.year_of_term(notes, Day::from_number(number), keys.third),
                Rule::MentorInactivity => case.inactivity(notes, Day::from_number(number)),
                Rule::AnnualEvaluation => case.evaluation(notes, number),
                _ => case.commendation(notes, number),
            }
        }),
    }
}

fn eligibility(notes: &mut Notes, facts: &Facts, mentor: Id) {
    let Some(row) = facts.mentors().iter().find(|one| one.mentor == mentor) else {
        return;
    };
    notes.fact((Table::Mentors, row.row()), true, Message::explaining("why.mentor"));
    let known =
        [("responsibility", row.responsibility), ("experience", row.experience), ("commitment", row.commitment)];
    for (name, known) in known {
        let code = match known {
            Some(true) => "step.condition_holds",
            Some(false) => "step.condition_fails",
            None => "step.condition_unknown",
        };
        notes.step(None, None, Message::explaining(code).with("condition", Param::Word(condition(name))));
    }
    let text = match row.category {
        Some(category) => {
            Message::explaining("step.category").with("category", Param::Text(facts.ids().text(category).to_owned()))
        }
        None => Message::explaining("step.condition_unknown").with("condition", Param::Word(condition("category"))),
    };
    notes.step(None, None, text);
}

fn violation(notes: &mut Notes, facts: &Facts, mentor: Id, found_on: Day) {
    for row in facts.violations_of(mentor).iter().filter(|one| one.found_on == found_on) {
        let code = match row.revoked_on {
            Some(day) if day > notes.as_of => "why.decision_unseen",
            Some(_) => "why.decided",
            None => "why.not_decided",
        };
        let why =
            row.revoked_on.into_iter().fold(Message::explaining(code), |why, day| why.with("day", Param::Day(day)));
        notes.fact((Table::Violations, row.row()), true, why);
    }
    notes.step(None, None, Message::explaining("step.no_deadline"));
}

/// One mentor's office.
struct Case<'a> {
    facts: &'a Facts,
    policy: &'a Policy,
    mentor: Id,
    appointments: &'a [Appointment],
    guidance: &'a [Day],
}

impl Case<'_> {
    fn term(&self, appointment: Appointment, as_of: Day) -> Term {
        appointment.term(self.policy.mentor_term().editions().on(appointment.appointed_on), as_of)
    }

    /// Appointments with their terms, each with whether it counts, and the revocations that cut those.
    fn terms(&self, notes: &mut Notes, counts: impl Fn(Appointment, Term) -> bool) {
        let seen = |one: &Appointment| one.appointed_on <= notes.as_of;
        let mut counting: Vec<(Appointment, Term)> = Vec::new();
        for one in self.appointments.iter().filter(|one| seen(one)) {
            let term = self.term(*one, notes.as_of);
            if counts(*one, term) {
                counting.push((*one, term));
            }
        }
        for (one, row) in self.appointments.iter().zip(self.facts.appointments_of(self.mentor)) {
            let at = (Table::Appointments, row.row());
            if one.appointed_on > notes.as_of {
                notes.unseen(at, one.appointed_on);
                continue;
            }
            let term = self.term(*one, notes.as_of);
            let counted = counting.iter().any(|(counting, _)| counting == one);
            let code = match (counted, term.cut) {
                (true, true) => "why.term_cut",
                (true, false) => "why.term",
                (false, _) => "why.other_term",
            };
            let why = Message::explaining(code).with("from", Param::Day(term.days.from));
            notes.fact(at, counted, why.with("to", Param::Day(term.days.to)));
        }
        for (one, term) in &counting {
            self.term_step(notes, *one, *term);
        }
        for row in self.facts.violations_of(self.mentor) {
            let Some(day) = row.revoked_on else { continue };
            let at = (Table::Violations, row.row());
            if day > notes.as_of {
                notes.unseen(at, day);
                continue;
            }
            let counted = counting.iter().any(|(one, term)| term.cut && one.revoked_on == Some(day));
            let code = if counted { "why.revocation_cuts" } else { "why.revocation_cuts_not" };
            notes.fact(at, counted, Message::explaining(code).with("day", Param::Day(day)));
        }
    }

    fn term_step(&self, notes: &mut Notes, appointment: Appointment, term: Term) {
        let terms = self.policy.mentor_term().editions().on(appointment.appointed_on);
        let code = match (term.cut, appointment.ends_on, terms.last_day) {
            (true, ..) => "step.term_cut",
            (false, Some(_), _) => "step.term_printed",
            (false, None, LastDay::CorrespondingDay) => "step.term_years",
            (false, None, LastDay::DayBefore) => "step.term_years_day_before",
        };
        let text = Message::explaining(code).with("years", Param::Number(i64::from(terms.years)));
        notes.step(term.days.from, term.days.to, text);
    }

    /// The guidance rows, each with whether it lies within one of these spans.
    fn guidance_rows(&self, notes: &mut Notes, spans: &[Period]) {
        for row in self.facts.guidance_of(self.mentor) {
            let at = (Table::Guidance, row.row());
            if row.guided_on > notes.as_of {
                notes.unseen(at, row.guided_on);
                continue;
            }
            let within = spans.iter().find(|span| span.contains(row.guided_on));
            let code = if within.is_some() { "why.guidance_within" } else { "why.guidance_outside" };
            let why = Message::explaining(code).with("day", Param::Day(row.guided_on));
            let why = within
                .into_iter()
                .fold(why, |why, span| why.with("from", Param::Day(span.from)).with("to", Param::Day(span.to)));
            notes.fact(at, within.is_some(), why);
        }
    }

    fn guidance_day(&self, notes: &mut Notes, day: Day) {
        for row in self.facts.guidance_of(self.mentor).iter().filter(|one| one.guided_on == day) {
            let why = Message::explaining("why.guidance_day").with("day", Param::Day(day));
            notes.fact((Table::Guidance, row.row()), true, why);
        }
        // the terms that hold the day, and the latest before it, which says why there is none
        let latest = self.appointments.iter().rev().find(|one| one.appointed_on <= day).copied();
        self.terms(notes, |one, term| term.days.contains(day) || Some(one) == latest);
    }

    fn appointment(&self, appointed_on: Day) -> Option<Appointment> {
        self.appointments.iter().find(|one| one.appointed_on == appointed_on).copied()
    }

    fn year_of_term(&self, notes: &mut Notes, appointed_on: Day, year: i32) {
        let Some(appointment) = self.appointment(appointed_on) else {
            return;
        };
        self.terms(notes, |one, _| one.appointed_on == appointed_on);
        let dated = self.policy.annual_guidance();
        let terms = dated.editions().on(appointed_on);
        let Some((days, whole)) = annual_guidance::year_days(&terms, appointment, year, notes.as_of) else {
            return;
        };
        self.guidance_rows(notes, &[days]);
        let code = if whole { "step.year" } else { "step.year_partial" };
        notes.step(days.from, days.to, Message::explaining(code).with("year", Param::Year(year)));
    }

    fn inactivity(&self, notes: &mut Notes, appointed_on: Day) {
        let Some(appointment) = self.appointment(appointed_on) else {
            return;
        };
        self.terms(notes, |one, _| one.appointed_on == appointed_on);
        let dated = self.policy.mentor_inactivity();
        let terms = dated.editions().on(appointed_on).stretch;
        let effective = self.policy.mentor_effective();
        let Some(days) = watched(&terms, appointment, effective, notes.as_of) else {
            return;
        };
        self.guidance_rows(notes, &[days]);
        notes.step(days.from, days.to, Message::explaining("step.watched"));
        self.stretch_steps(notes, terms, days);
    }

    fn stretch_steps(&self, notes: &mut Notes, terms: stretch::Terms, days: Period) {
        for stretch in stretches(terms, days, self.guidance, notes.as_of) {
            let Stretch { after, deadline, resumed_on, missed } = stretch;
            let code = match (missed, resumed_on, deadline > days.to) {
                (true, Some(_), _) => "step.stretch_missed",
                (true, None, _) => "step.stretch_missed_open",
                (false, Some(_), _) => "step.stretch_kept",
                (false, None, true) => "step.stretch_beyond",
                (false, None, false) => "step.stretch_running",
            };
            let counted = match terms.counting {
                Counting::Rolling => {
                    Message::explaining("step.months").with("months", Param::Months(i64::from(terms.months)))
                }
                Counting::CalendarMonths => Message::explaining("step.calendar_months")
                    .with("months", Param::Number(i64::from(terms.months)))
                    .with("month", Param::Month(after.month())),
            };
            let counted = counted.with("from", Param::Day(after)).with("to", Param::Day(deadline));
            let text = Message::explaining(code).with("counted", Param::List(vec![counted]));
            let text = text.with("months", Param::Number(i64::from(terms.months)));
            let text = text.with("counting", Param::Text(terms.counting.name().to_owned()));
            let text = resumed_on.into_iter().fold(text, |text, day| text.with("resumed_on", Param::Day(day)));
            notes.step(after, deadline, text);
        }
    }

    fn evaluation(&self, notes: &mut Notes, year: i32) {
        let effective = self.policy.mentor_effective();
        self.terms(notes, |_, term| days_in_year(std::iter::once(term), effective, year).is_some());
        let earliest = self.facts.evaluation(self.mentor, year).map(Row::row);
        let of = |one: &&row::Evaluation| one.mentor == self.mentor && one.year == year;
        for row in self.facts.evaluations().iter().filter(of) {
            let at = (Table::Evaluations, row.row());
            if row.evaluated_on > notes.as_of {
                notes.unseen(at, row.evaluated_on);
            } else {
                let counted = Some(row.row()) == earliest;
                let code = if counted { "why.evaluation_counts" } else { "why.evaluation_later" };
                notes.fact(at, counted, Message::explaining(code).with("day", Param::Day(row.evaluated_on)));
            }
        }
        let dated = self.policy.mentor_term();
        let terms = seen(self.appointments, notes.as_of, |day| dated.editions().on(day));
        let days = days_in_year(terms, self.policy.mentor_effective(), year);
        let (Some(days), Some(to)) = (days, Day::new(year, 12, 31)) else { return };
        let months = self.policy.values_on(days.from).mentor.evaluation.within_months;
        let text = Message::explaining("step.after_year").with("months", Param::Months(i64::from(months)));
        notes.step(to, to.plus_months(months), text.with("year", Param::Number(i64::from(year))));
    }

    fn commendation(&self, notes: &mut Notes, year: i32) {
        let effective = self.policy.mentor_effective();
        self.terms(notes, |_, term| !term.days.and(effective).is_empty());
        let dated = self.policy.commendation();
        let as_of = notes.as_of;
        let watched = self.appointments.iter().filter_map(|one| {
            let numbers = dated.editions().on(one.appointed_on);
            Some((numbers, watched(&numbers.stretch, *one, effective, as_of)?))
        });
        let watched: Vec<_> = watched.collect();
        let spans: Vec<Period> = watched.iter().map(|(_, days)| *days).collect();
        self.guidance_rows(notes, &spans);
        for (numbers, days) in watched {
            self.stretch_steps(notes, numbers.stretch, days);
            let effect = Param::Text(numbers.lapse_effect.name().to_owned());
            notes.step(None, None, Message::explaining("step.lapse_effect").with("effect", effect));
        }
        let revoked = self.facts.violations_of(self.mentor).iter().filter_map(|one| one.revoked_on);
        for day in revoked.filter(|day| *day <= as_of && day.year() == year) {
            let text = Message::explaining("step.revoked_in_year").with("year", Param::Number(i64::from(year)));
            notes.step(day, None, text);
        }
    }
}

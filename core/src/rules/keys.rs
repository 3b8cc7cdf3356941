use super::{Rule, Subject};
use crate::calendar::{Day, Month};
use crate::facts::{Id, Ids};

/// A subject's keys as a report keeps them: ids and the numbers of days, months and years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Keys {
    pub(crate) first: Id,
    pub(crate) second: Second,
    pub(crate) third: i32,
}

/// The second key: an id or a number, as the rule has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Second {
    Id(Id),
    Number(i32),
}

impl Keys {
    /// All keys that a subject may have: an integer and a text of different columns may look the same.
    pub(crate) fn candidates<'i>(subject: Subject<'i>, ids: &'i Ids) -> impl Iterator<Item = Keys> + 'i {
        // the first id of a subject is asked for first
        [[false, false], [false, true], [true, false], [true, true]].into_iter().filter_map(move |texts| {
            let texts = std::cell::RefCell::new(texts.into_iter());
            Keys::found(subject, |id| match texts.borrow_mut().next() {
                Some(false) => ids.find_integer(id),
                _ => ids.find_text(id),
            })
        })
    }

    pub(crate) fn ids(first: Id, second: Id) -> Keys {
        Keys { first, second: Second::Id(second), third: 0 }
    }

    pub(crate) fn month(first: Id, second: Id, month: Month) -> Keys {
        Keys { first, second: Second::Id(second), third: month.number() }
    }

    pub(crate) fn mentor(mentor: Id, number: i32, third: i32) -> Keys {
        Keys { first: mentor, second: Second::Number(number), third }
    }

    /// The same with other ids.
    pub(crate) fn moved(self, to: impl Fn(Id) -> Id) -> Keys {
        let second = match self.second {
            Second::Id(id) => Second::Id(to(id)),
            Second::Number(number) => Second::Number(number),
        };
        Keys { first: to(self.first), second, ..self }
    }

    /// The keys of a subject, if the facts know its ids.
    pub(crate) fn of(subject: Subject<'_>, ids: &Ids) -> Option<Keys> {
        Keys::found(subject, |text| ids.find(text))
    }

    /// The keys of a subject whose ids can be found so.
    pub(crate) fn found(subject: Subject<'_>, id: impl Fn(&str) -> Option<Id>) -> Option<Keys> {
        Some(match subject {
            Subject::SupervisionFrequency { project, worker, month } => Keys::month(id(project)?, id(worker)?, month),
            Subject::RecordDeadline { session, worker } => Keys::ids(id(session)?, id(worker)?),
            Subject::CyclePlan { project, supervisor } => Keys::ids(id(project)?, id(supervisor)?),
            Subject::MonthlyPlan { project, supervisor, month } => Keys::month(id(project)?, id(supervisor)?, month),
            Subject::MentorEligibility { mentor } => Keys::mentor(id(mentor)?, 0, 0),
            Subject::MentorTerm { mentor, guided_on: day }
            | Subject::MentorInactivity { mentor, appointed_on: day }
            | Subject::Revocation { mentor, found_on: day } => Keys::mentor(id(mentor)?, day.number(), 0),
            Subject::AnnualGuidance { mentor, appointed_on, year } => {
                Keys::mentor(id(mentor)?, appointed_on.number(), year)
            }
            Subject::AnnualEvaluation { mentor, year } | Subject::Commendation { mentor, year } => {
                Keys::mentor(id(mentor)?, year, 0)
            }
        })
    }

    /// The subject of this rule that they stand for.
    pub(crate) fn subject(self, rule: Rule, ids: &Ids) -> Subject<'_> {
        let first = ids.text(self.first);
        let (second, number) = match self.second {
            Second::Id(id) => (ids.text(id), 0),
            Second::Number(number) => ("", number),
        };
        let day = Day::from_number(number);
        let month = Month::from_number(self.third);
        match rule {
            Rule::SupervisionFrequency => Subject::SupervisionFrequency { project: first, worker: second, month },
            Rule::RecordDeadline => Subject::RecordDeadline { session: first, worker: second },
            Rule::CyclePlan => Subject::CyclePlan { project: first, supervisor: second },
            Rule::MonthlyPlan => Subject::MonthlyPlan { project: first, supervisor: second, month },
            Rule::MentorEligibility => Subject::MentorEligibility { mentor: first },
            Rule::MentorTerm => Subject::MentorTerm { mentor: first, guided_on: day },
            Rule::AnnualGuidance => Subject::AnnualGuidance { mentor: first, appointed_on: day, year: self.third },
            Rule::MentorInactivity => Subject::MentorInactivity { mentor: first, appointed_on: day },
            Rule::AnnualEvaluation => Subject::AnnualEvaluation { mentor: first, year: number },
            Rule::Commendation => Subject::Commendation { mentor: first, year: number },
            Rule::Revocation => Subject::Revocation { mentor: first, found_on: day },
        }
    }
}

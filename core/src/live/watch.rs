use std::cell::Cell;

use super::change::State;
use super::unit::{Unit, earlier};
use crate::calendar::Day;
use crate::contest::{Terms, contested};
use crate::facts::Facts;
use crate::finding::{Judgement, Stretch};
use crate::policy::Policy;
use crate::report::visit;
use crate::rules::{Keys, Rule, Second, Visitor};

/// How one subject stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stand {
    pub(super) rule: Rule,
    pub(super) keys: Keys,
    pub(super) state: State,
}

impl Stand {
    pub(super) fn key(&self) -> (Rule, Keys) {
        (self.rule, self.keys)
    }
}

/// Judges the subjects of a unit and notes until when they hold.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    rule: Rule,
    as_of: Day,
    /// By rule and keys.
    pub(super) stands: Vec<Stand>,
    /// The earliest day after `as_of` on which one of them may be judged otherwise, as far as the judgements tell.
    pub(super) next: Option<Day>,
}

impl Watch {
    /// Asks these rules, of those that judge the unit.
    pub(super) fn of(unit: Unit, facts: &Facts, policy: &Policy, rules: u16, as_of: Day) -> Watch {
        let mut watch = Watch { rule: Rule::SupervisionFrequency, as_of, stands: Vec::new(), next: None };
        for rule in unit.rules().iter().filter(|rule| rules & (1 << **rule as u16) != 0) {
            watch.rule = *rule;
            visit(*rule, facts, policy, as_of, &mut watch);
        }
        watch
    }
}

impl Visitor for Watch {
    fn subject<T: Terms>(&mut self, keys: Keys, terms: T, judge: impl Fn(T) -> Option<Judgement>) {
        let (rule, as_of) = (self.rule, self.as_of);
        let next = Cell::new(self.next);
        // every reading is watched: one that flips later changes what is contested
        let watched = |terms: T| {
            let judgement = judge(terms)?;
            let mut day = next.get();
            if let Some(holds_until) = judgement.holds_until {
                earlier(&mut day, holds_until.next(), as_of);
            }
            // the year after begins then, met or not
            if let Some(due_on) = judgement.due_on.filter(|_| rule == Rule::AnnualGuidance) {
                earlier(&mut day, due_on.next(), as_of);
            }
            next.set(day);
            Some(judgement)
        };
        match contested(terms, watched) {
            Some((judgement, contest)) => {
                let state = State::new(rule, judgement.verdict, contest);
                self.stands.push(Stand { rule, keys, state });
            }
            // a calendar year that the term reaches begins on its first day
            None => {
                if let (Rule::AnnualEvaluation | Rule::Commendation, Second::Number(year)) = (rule, keys.second)
                    && let Some(day) = Day::new(year, 1, 1)
                {
                    let mut first = next.get();
                    earlier(&mut first, day, as_of);
                    next.set(first);
                }
            }
        }
        self.next = next.get();
    }

    fn stretches(&mut self, _stretches: impl Iterator<Item = Stretch>) {}
}

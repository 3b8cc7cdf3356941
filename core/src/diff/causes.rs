//! By what a finding changed: the same question asked again with some of its parts as they were.

use std::collections::HashMap;

use super::policy::{KeyChange, between, touches};
use super::{Factor, Field, Side, State};
use crate::facts::Facts;
use crate::report::{Check, Report};
use crate::rules::{Rule, Subject};

/// Which of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Found {
    Before,
    After,
}

/// Up to so many parts are tried in pairs.
const PAIRED: usize = 6;

/// A part of a question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    AsOf,
    Facts,
    /// The place of a key.
    Key(usize),
}

/// Whether the facts are a part that is changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Vary {
    Facts,
    OtherParts,
}

/// A question between the earlier and the later one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Question {
    rule: Rule,
    facts: Found,
    as_of: Found,
    /// The places of the keys that have their later value.
    keys: Vec<usize>,
}

/// Two reports, and what was asked between them so far.
pub(super) struct Asking<'r, 'k> {
    before: Side<'r>,
    after: Side<'r>,
    keys: &'k [KeyChange],
    // `None`: no policy has these values together
    answers: HashMap<Question, Option<Report>>,
}

/// A change of which the cause is looked for.
struct Sought<'a> {
    subject: Subject<'a>,
    from: Option<&'a State>,
    to: Option<&'a State>,
    /// The keys that its rule looks at.
    keys: Vec<usize>,
}

impl Sought<'_> {
    /// Whether two states are the same in what is looked for: the verdict if that moved, else whatever did.
    fn same(&self, one: Option<&State>, other: Option<&State>) -> bool {
        let moved = |field: &Field| self.from.zip(self.to).is_none_or(|(from, to)| !field.same(from, to));
        match (one, other) {
            (Some(one), Some(other)) if moved(&Field::Verdict) => one.verdict == other.verdict,
            (Some(one), Some(other)) => {
                Field::ALL.iter().filter(|field| moved(field)).all(|field| field.same(one, other))
            }
            (None, None) => true,
            _ => false,
        }
    }
}

impl<'r, 'k> Asking<'r, 'k> {
    pub(super) fn new(before: Side<'r>, after: Side<'r>, keys: &'k [KeyChange]) -> Asking<'r, 'k> {
        Asking { before, after, keys, answers: HashMap::new() }
    }

    /// Forgets what was asked about a rule.
    pub(super) fn forget(&mut self) {
        self.answers.clear();
    }

    /// The state of a subject that a report may have left out, if its facts are there to look it up.
    pub(super) fn left_out(&mut self, subject: Subject<'_>, side: Found) -> Option<State> {
        let rule = subject.rule();
        let keys = if side == Found::After { (0..self.keys.len()).collect() } else { Vec::new() };
        self.state(&Question { rule, facts: side, as_of: side, keys }, subject).flatten()
    }

    /// How a subject stands under a question; `None` if that cannot be asked.
    fn state(&mut self, question: &Question, subject: Subject<'_>) -> Option<Option<State>> {
        let side = |found| if found == Found::Before { self.before } else { self.after };
        let facts: &Facts = side(question.facts).facts?;
        let as_of = side(question.as_of).report.as_of();
        if !self.answers.contains_key(question) {
            let policy = if question.keys.len() == self.keys.len() {
                Some(self.after.report.policy().clone())
            } else {
                let keys: Vec<&KeyChange> = question.keys.iter().filter_map(|at| self.keys.get(*at)).collect();
                between(self.before.report.policy(), &keys)
            };
            let answer = policy.map(|policy| Check::new(&policy, as_of).rules([question.rule]).run(facts));
            self.answers.insert(question.clone(), answer);
        }
        let report = self.answers.get(question)?.as_ref()?;
        Some(report.finding(subject).map(State::from))
    }

    /// The causes, and whether they are established.
    pub(super) fn causes(
        &mut self,
        subject: Subject<'_>,
        from: Option<&State>,
        to: Option<&State>,
    ) -> (Vec<Vec<Factor>>, bool) {
        let rule = subject.rule();
        let sought = Sought { subject, from, to, keys: self.keys_of(rule).collect() };
        let established = self.established(&sought);
        let unknown = || {
            let possible = self.possible(rule);
            let sure = possible.len() == 1 && !self.engines_differ();
            (possible, sure)
        };
        established.map_or_else(unknown, |causes| (causes, true))
    }

    /// The keys that a rule looks at, by their places.
    fn keys_of(&self, rule: Rule) -> impl Iterator<Item = usize> {
        self.keys.iter().enumerate().filter(move |(_, change)| touches(&change.key, rule)).map(|(at, _)| at)
    }

    fn engines_differ(&self) -> bool {
        self.before.report.engine_version() != self.after.report.engine_version()
    }

    /// Everything that can have moved a finding of a rule, each alone.
    pub(super) fn possible(&self, rule: Rule) -> Vec<Vec<Factor>> {
        let mut factors = Vec::new();
        if self.before.report.as_of() != self.after.report.as_of() {
            factors.push(Factor::AsOf);
        }
        factors.extend(self.keys_of(rule).filter_map(|at| self.factor(Part::Key(at))));
        factors.push(Factor::Facts);
        if self.engines_differ() {
            factors.push(Factor::Engine);
        }
        factors.into_iter().map(|factor| vec![factor]).collect()
    }

    /// The smallest sets that lead from the earlier answer to the later one; `None` if it cannot be told.
    fn established(&mut self, sought: &Sought<'_>) -> Option<Vec<Vec<Factor>>> {
        let base = match (self.before.facts.is_some(), self.after.facts.is_some()) {
            (false, false) => return None,
            (true, _) => Found::Before,
            (false, true) => Found::After,
        };
        // what is judged again must be what was judged
        let again = self.ask(sought, base, Found::Before, &[])?;
        let known = match base {
            Found::Before => sought.same(again.as_ref(), sought.from),
            Found::After => {
                let last = self.ask(sought, base, Found::After, &sought.keys)?;
                sought.same(last.as_ref(), sought.to)
            }
        };
        if !known {
            return self.engines_differ().then(|| vec![vec![Factor::Engine]]);
        }
        if base == Found::After {
            return self.with_later_facts(sought, again.as_ref());
        }
        if self.after.facts.is_none() {
            let last = self.ask(sought, base, Found::After, &sought.keys)?;
            // with the facts as they were: what else has changed does it, or it takes the new facts
            return sought.same(last.as_ref(), sought.to).then(|| self.smallest(sought, base, Vary::OtherParts));
        }
        Some(self.smallest(sought, base, Vary::Facts)).filter(|causes| !causes.is_empty())
    }

    /// With the later facts alone: whether these facts would have had the earlier answer tells their part.
    fn with_later_facts(&mut self, sought: &Sought<'_>, again: Option<&State>) -> Option<Vec<Vec<Factor>>> {
        if sought.same(again, sought.from) {
            return Some(self.smallest(sought, Found::After, Vary::OtherParts)).filter(|causes| !causes.is_empty());
        }
        if sought.same(again, sought.to) {
            return Some(vec![vec![Factor::Facts]]);
        }
        let mut causes = self.smallest(sought, Found::After, Vary::OtherParts);
        causes.iter_mut().for_each(|cause| cause.push(Factor::Facts));
        Some(causes).filter(|causes| !causes.is_empty())
    }

    fn ask(&mut self, sought: &Sought<'_>, facts: Found, as_of: Found, keys: &[usize]) -> Option<Option<State>> {
        // keys that the rule does not look at go with those that it does, so that the whole is the later policy itself
        let keys = if keys.len() == sought.keys.len() && !keys.is_empty() {
            (0..self.keys.len()).collect()
        } else {
            keys.to_vec()
        };
        self.state(&Question { rule: sought.subject.rule(), facts, as_of, keys }, sought.subject)
    }

    /// Whether the earlier question has the later answer once these parts are changed.
    fn leads(&mut self, sought: &Sought<'_>, facts: Found, parts: &[Part]) -> bool {
        let facts = if parts.contains(&Part::Facts) { Found::After } else { facts };
        let as_of = if parts.contains(&Part::AsOf) { Found::After } else { Found::Before };
        let keys = parts.iter().filter_map(|part| match part {
            Part::Key(at) => Some(*at),
            Part::AsOf | Part::Facts => None,
        });
        let keys: Vec<usize> = keys.collect();
        let state = self.ask(sought, facts, as_of, &keys);
        state.is_some_and(|state| sought.same(state.as_ref(), sought.to))
    }

    /// The smallest sets of parts that lead to the later answer: single ones, else pairs, else one of which no part can
    /// be spared. `facts` are those to begin with.
    fn smallest(&mut self, sought: &Sought<'_>, facts: Found, vary: Vary) -> Vec<Vec<Factor>> {
        let mut parts: Vec<Part> = Vec::new();
        if self.before.report.as_of() != self.after.report.as_of() {
            parts.push(Part::AsOf);
        }
        parts.extend(sought.keys.iter().copied().map(Part::Key));
        if vary == Vary::Facts {
            parts.push(Part::Facts);
        }
        let alone = parts.iter().map(|part| vec![*part]).collect();
        let mut causes = self.leading(sought, facts, alone);
        if causes.is_empty() && parts.len() <= PAIRED {
            let pairs = parts
                .iter()
                .enumerate()
                .flat_map(|(at, one)| parts.iter().skip(at.saturating_add(1)).map(|other| vec![*one, *other]));
            causes = self.leading(sought, facts, pairs.collect());
        }
        if causes.is_empty() && self.leads(sought, facts, &parts) {
            causes.push(self.needed(sought, facts, parts));
        }
        causes.iter().map(|cause| cause.iter().filter_map(|part| self.factor(*part)).collect()).collect()
    }

    fn leading(&mut self, sought: &Sought<'_>, facts: Found, sets: Vec<Vec<Part>>) -> Vec<Vec<Part>> {
        sets.into_iter().filter(|parts| self.leads(sought, facts, parts)).collect()
    }

    /// Leaves out what can be spared, one part after another, until none can.
    fn needed(&mut self, sought: &Sought<'_>, facts: Found, mut parts: Vec<Part>) -> Vec<Part> {
        let mut at = 0;
        while at < parts.len() {
            let mut less = parts.clone();
            less.remove(at);
            if self.leads(sought, facts, &less) {
                // what was needed before may be spared now
                (parts, at) = (less, 0);
            } else {
                at = at.saturating_add(1);
            }
        }
        parts
    }

    fn factor(&self, part: Part) -> Option<Factor> {
        match part {
            Part::AsOf => Some(Factor::AsOf),
            Part::Facts => Some(Factor::Facts),
            Part::Key(at) => self.keys.get(at).map(|change| Factor::Key(change.key.clone())),
        }
    }
}

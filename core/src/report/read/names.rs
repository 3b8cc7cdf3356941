//! The ids of a written report: which texts stand for integers is told by nothing but the order of the findings.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::calendar::Day;
use crate::facts::{Id, Ids};
use crate::rules::{Key, Keys, Subject};

/// An id as a report orders it: integers by value, then texts by code point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Name<'a> {
    Integer(i64, &'a str),
    Text(&'a str),
}

impl<'a> Name<'a> {
    /// An integer, if the text is how one is written.
    fn number(text: &'a str) -> Name<'a> {
        match text.parse::<i64>() {
            Ok(number) if number.to_string() == text => Name::Integer(number, text),
            _ => Name::Text(text),
        }
    }
}

/// What kinds of ids there are; all of one kind are integers, or all are texts.
const KINDS: [&str; 5] = ["project", "session", "worker", "supervisor", "mentor"];

fn kind(key: &str) -> Option<usize> {
    KINDS.iter().position(|kind| *kind == key)
}

/// The ids of a report in order.
pub(super) struct Names<'a> {
    numbers: [bool; KINDS.len()],
    named: Vec<Name<'a>>,
}

/// Whether the ids of each kind stand as texts do, and as numbers do.
struct Order {
    texts: [bool; KINDS.len()],
    numbers: [bool; KINDS.len()],
}

impl Order {
    /// Learns from two ids of a kind that stand in this order.
    fn see(&mut self, kind: usize, one: &str, next: &str) {
        for (holds, ascends) in
            [(&mut self.texts, one < next), (&mut self.numbers, Name::number(one) < Name::number(next))]
        {
            if let Some(holds) = holds.get_mut(kind) {
                *holds &= ascends;
            }
        }
    }

    /// Learns from subjects that stand in this order: the first key in which they differ has decided it.
    fn subjects(&mut self, one: Subject<'_>, next: Subject<'_>) {
        if one.rule() != next.rule() {
            return;
        }
        let differs = one.keys().zip(next.keys()).find(|((_, a), (_, b))| a != b);
        if let Some(((name, Key::Id(a)), (_, Key::Id(b)))) = differs
            && let Some(kind) = kind(name)
        {
            self.see(kind, a, b);
        }
    }
}

impl<'a> Names<'a> {
    /// From findings, deadlines with their days, and the mentors that have a standing, all as they were written.
    pub(super) fn of(
        findings: &[Subject<'a>],
        deadlines: impl Iterator<Item = (Subject<'a>, Option<Day>)> + Clone,
        mentors: &[&'a str],
    ) -> Names<'a> {
        let mut order = Order { texts: [true; KINDS.len()], numbers: [true; KINDS.len()] };
        findings.iter().zip(findings.iter().skip(1)).for_each(|(one, next)| order.subjects(*one, *next));
        for ((one, due_on), (next, next_due_on)) in deadlines.clone().zip(deadlines.clone().skip(1)) {
            if due_on == next_due_on {
                order.subjects(one, next);
            }
        }
        if let Some(kind) = kind("mentor") {
            mentors.iter().zip(mentors.iter().skip(1)).for_each(|(one, next)| order.see(kind, one, next));
        }
        let all_texts = order.texts == [true; KINDS.len()];
        let names = Names { numbers: order.numbers.map(|number| number && !all_texts), named: Vec::new() };
        let mut named = BTreeSet::new();
        for subject in findings.iter().copied().chain(deadlines.map(|(subject, _)| subject)) {
            named.extend(subject.keys().filter_map(|(name, key)| match key {
                Key::Id(text) => Some(names.name(name, text)),
                _ => None,
            }));
        }
        named.extend(mentors.iter().map(|mentor| names.name("mentor", mentor)));
        Names { named: named.into_iter().collect(), ..names }
    }

    fn name(&self, key: &str, text: &'a str) -> Name<'a> {
        let number = kind(key).and_then(|kind| self.numbers.get(kind)).is_some_and(|number| *number);
        if number { Name::number(text) } else { Name::Text(text) }
    }

    fn id(&self, key: &str, text: &str) -> Option<Id> {
        let name = Names { numbers: self.numbers, named: Vec::new() }.name(key, text);
        self.named.binary_search(&name).ok().and_then(Id::new)
    }

    pub(super) fn mentor(&self, mentor: &str) -> Option<Id> {
        self.id("mentor", mentor)
    }

    /// The keys of a subject.
    pub(super) fn keys(&self, subject: Subject<'_>) -> Option<Keys> {
        // the first id of a subject is asked for first
        let names = RefCell::new(subject.rule().key_names().iter());
        Keys::found(subject, |text| {
            let name = names.borrow_mut().next()?;
            self.id(name, text)
        })
    }

    /// The texts behind the ids.
    pub(super) fn ids(&self) -> Ids {
        let integers = self.named.partition_point(|name| matches!(name, Name::Integer(..)));
        let texts = self.named.iter().map(|name| match name {
            Name::Integer(_, text) | Name::Text(text) => (*text).to_owned(),
        });
        Ids::ordered(texts, integers)
    }
}

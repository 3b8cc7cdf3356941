use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{Change, Diff, Factor, Field, KeyChange, State};
use crate::calendar::Day;
use crate::message::{Message, Param};
use crate::value::Value;

#[derive(Serialize)]
struct FromTo<T> {
    from: T,
    to: T,
}

impl Serialize for Diff<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [from, to] = self.as_of;
        let mut map = serializer.serialize_map(Some(8))?;
        map.serialize_entry("as_of", &FromTo { from, to })?;
        let [from, to] = self.engine;
        map.serialize_entry("engine", &FromTo { from, to })?;
        map.serialize_entry("policy", &self.policy)?;
        map.serialize_entry("partial", &self.partial)?;
        map.serialize_entry("not_compared", &self.not_compared)?;
        map.serialize_entry("unchanged", &self.unchanged)?;
        map.serialize_entry("unknown", &self.unknown)?;
        let changes: Vec<Written<'_>> = self.changes.iter().map(|change| Written { diff: self, change }).collect();
        map.serialize_entry("changes", &changes)?;
        map.end()
    }
}

struct Written<'d> {
    diff: &'d Diff<'d>,
    change: &'d Change<'d>,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Written { diff, change } = self;
        let kind = match (&change.from, &change.to) {
            (None, _) => "appeared",
            (_, None) => "went",
            _ => "moved",
        };
        let names = |cause: &Vec<Factor>| cause.iter().map(Factor::name).collect::<Vec<String>>();
        let mut map = serializer.serialize_map(Some(10))?;
        map.serialize_entry("rule", &change.subject.rule())?;
        map.serialize_entry("subject", &change.subject)?;
        map.serialize_entry("change", kind)?;
        map.serialize_entry("from", &change.from)?;
        map.serialize_entry("to", &change.to)?;
        map.serialize_entry("moved", &change.moved().map(Field::name).collect::<Vec<_>>())?;
        map.serialize_entry("left_out", &change.is_left_out)?;
        map.serialize_entry("established", &change.established)?;
        map.serialize_entry("causes", &change.causes.iter().map(names).collect::<Vec<_>>())?;
        map.serialize_entry("message", &diff.message(change))?;
        map.end()
    }
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let readings: Vec<String> = self.contested_by.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("verdict", &self.verdict)?;
        map.serialize_entry("due_on", &self.due_on)?;
        map.serialize_entry("settled_on", &self.settled_on)?;
        map.serialize_entry("contested", &self.contested)?;
        map.serialize_entry("contested_by", &readings)?;
        map.end()
    }
}

impl Serialize for KeyChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("key", &self.key)?;
        map.serialize_entry("from", &self.from)?;
        map.serialize_entry("to", &self.to)?;
        map.end()
    }
}

impl Factor {
    /// The name on the wire: `as_of`, `facts`, `engine`, or `policy.` and the key.
    ///
    /// See the example of [`Factor`].
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Factor::AsOf => "as_of".to_owned(),
            Factor::Facts => "facts".to_owned(),
            Factor::Engine => "engine".to_owned(),
            Factor::Key(key) => format!("policy.{key}"),
        }
    }
}

impl Diff<'_> {
    /// What changed and by what, in a sentence.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::diff::diff;
    /// use hongyan::message::Lang;
    /// use hongyan::{Policy, check};
    ///
    /// let (policy, days) = (Policy::default(), [day(9, 30), day(10, 5)]);
    /// let [before, after] = days.map(|as_of| check(&facts, &policy, as_of));
    /// let diff = diff((&before, &facts), (&after, &facts));
    /// let message = diff.message(&diff.changes[0]);
    /// assert_eq!(message.code(), "diff.moved");
    /// assert!(message.text(Lang::En).contains("2024-09-30")); // by the day asked about, from and to
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn message(&self, change: &Change<'_>) -> Message {
        let keys: Vec<String> = change.subject.keys().map(|(_, key)| key.to_string()).collect();
        let what = match (&change.from, &change.to) {
            (Some(from), Some(to)) if from.verdict != to.verdict => Message::comparing("diff.moved")
                .with("from", Param::Word(from.verdict.word()))
                .with("to", Param::Word(to.verdict.word())),
            (Some(from), Some(to)) => match (from.due_on, to.due_on) {
                (Some(before), Some(after)) if before != after => Message::comparing("diff.due_moved")
                    .with("verdict", Param::Word(to.verdict.word()))
                    .with("from", Param::Day(before))
                    .with("to", Param::Day(after)),
                _ => Message::comparing("diff.same_verdict").with("verdict", Param::Word(to.verdict.word())),
            },
            (None, Some(to)) if change.is_left_out => {
                Message::comparing("diff.only_later").with("to", Param::Word(to.verdict.word()))
            }
            (Some(from), None) if change.is_left_out => {
                Message::comparing("diff.only_earlier").with("from", Param::Word(from.verdict.word()))
            }
            (None, Some(to)) => Message::comparing("diff.appeared").with("to", Param::Word(to.verdict.word())),
            (Some(from), None) => Message::comparing("diff.went").with("from", Param::Word(from.verdict.word())),
            (None, None) => Message::comparing("diff.same_verdict"),
        };
        what.with("title", Param::Word(change.subject.rule().title()))
            .with("subject", Param::Text(keys.join(" · ")))
            .with("cause", Param::List(vec![self.cause(change)]))
    }

    fn cause(&self, change: &Change<'_>) -> Message {
        let of = |factor: &Factor| self.factor(factor);
        let mut causes = change.causes.iter().map(|cause| match cause.as_slice() {
            [one] => of(one),
            several => {
                Message::comparing("diff.together").with("causes", Param::List(several.iter().map(of).collect()))
            }
        });
        match (change.established, change.causes.len()) {
            (true, 1) => causes.next().unwrap_or_else(|| Message::comparing("diff.by_facts")),
            (true, _) => Message::comparing("diff.each").with("causes", Param::List(causes.collect())),
            (false, _) => Message::comparing("diff.untold").with("causes", Param::List(causes.collect())),
        }
    }

    fn factor(&self, factor: &Factor) -> Message {
        let days =
            |message: Message, [from, to]: [Day; 2]| message.with("from", Param::Day(from)).with("to", Param::Day(to));
        match factor {
            Factor::AsOf => days(Message::comparing("diff.by_as_of"), self.as_of),
            Factor::Facts => Message::comparing("diff.by_facts"),
            Factor::Engine => {
                let [from, to] = self.engine.map(|version| Param::Text(version.to_owned()));
                Message::comparing("diff.by_engine").with("from", from).with("to", to)
            }
            Factor::Key(key) => match self.policy.iter().find(|change| change.key == *key) {
                // a year of rest days, or a list of editions, is no value to show
                Some(change) if ![&change.from, &change.to].iter().any(|value| matches!(value, Value::Map(_))) => {
                    Message::comparing("diff.by_key")
                        .with("key", Param::Text(key.clone()))
                        .with("from", Param::Text(change.from.to_string()))
                        .with("to", Param::Text(change.to.to_string()))
                }
                _ => Message::comparing("diff.by_policy").with("key", Param::Text(key.clone())),
            },
        }
    }
}

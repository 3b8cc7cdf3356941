use std::sync::Arc;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::watch::Stand;
use crate::calendar::Day;
use crate::contest::{Contest, Flips};
use crate::facts::{Id, Ids};
use crate::finding::Verdict;
use crate::report::flipped_by;
use crate::rules::{Keys, Rule, Second, Subject};

/// How a subject stands, as far as a change of it is news. What passes from day to day, such as margins, is not.
///
/// ```
/// use hongyan::facts::{Facts, Form, Session, Tables};
/// use hongyan::finding::Verdict;
/// use hongyan::live::{Live, State};
/// use hongyan::{Day, Policy, Rule, Subject};
///
/// let day = |month, day| Day::new(2024, month, day).unwrap();
/// let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// let live = Live::new(&facts, &Policy::default(), day(10, 5), Rule::ALL);
/// let state: State = live.state(Subject::RecordDeadline { session: "D2024-0924", worker: "周敏" }).unwrap();
/// assert_eq!((state.verdict, state.contested), (Verdict::Breach, true));
/// let flipped_by: Vec<_> = state.contested_by().collect();
/// assert_eq!(flipped_by, [("supervision.record.last_day", "next_workday")]);
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct State {
    /// The verdict.
    pub verdict: Verdict,
    /// Whether another admissible reading gives another verdict.
    pub contested: bool,
    rule: Rule,
    by: Flips,
}

impl State {
    pub(super) fn new(rule: Rule, verdict: Verdict, contest: Contest) -> State {
        State { verdict, contested: contest.contested, rule, by: contest.by }
    }

    /// The readings that alone flip the verdict, key and value, sorted. Empty also where only a combination does.
    ///
    /// See the example of [`State`].
    pub fn contested_by(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        flipped_by(self.rule, self.by)
    }
}

/// Written as in a finding: `contested_by` is there iff it is contested.
impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("verdict", &self.verdict)?;
        map.serialize_entry("contested", &self.contested)?;
        if self.contested {
            let names: Vec<String> = self.contested_by().map(|(key, value)| format!("{key}={value}")).collect();
            map.serialize_entry("contested_by", &names)?;
        }
        map.end()
    }
}

/// A finding that is not what it was.
///
/// ```
/// # #[cfg(feature = "json")] {
/// use chrono::NaiveDate;
/// use hongyan::facts::{Facts, Form, Session, Tables};
/// use hongyan::live::Live;
/// use hongyan::{Day, Policy, Rule};
///
/// let facts = Facts::new(Tables { sessions: Some(vec![]), ..Tables::default() })?;
/// let mut live = Live::new(&facts, &Policy::default(), Day::new(2024, 3, 10).unwrap(), Rule::ALL);
/// let held_on = NaiveDate::from_ymd_opt(2024, 3, 5).unwrap();
/// let changes = live.insert(Session::new("D1", "磁器口", "周敏", Form::Individual, held_on))?;
/// assert_eq!(
///     serde_json::to_string(&changes[0]).unwrap(),
///     concat!(
///         r#"{"on":"2024-03-10","rule":"record_deadline","subject":{"session":"D1","worker":"周敏"},"#,
///         r#""from":null,"to":{"verdict":"pending","contested":false}}"#
///     )
/// );
/// # }
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Change {
    /// The day asked about when it changed.
    pub on: Day,
    /// How it stood; `None` if there was no such subject.
    pub from: Option<State>,
    /// How it stands; `None` if there is no such subject any more.
    pub to: Option<State>,
    rule: Rule,
    keys: Keys,
    ids: Arc<Ids>,
}

impl Change {
    /// The duty.
    ///
    /// ```
    /// use hongyan::facts::{Facts, Mentor, Tables};
    /// use hongyan::live::Live;
    /// use hongyan::{Day, Policy, Rule};
    ///
    /// let facts = Facts::new(Tables { mentors: Some(vec![]), ..Tables::default() })?;
    /// let mut live = Live::new(&facts, &Policy::default(), Day::new(2024, 3, 1).unwrap(), Rule::ALL);
    /// let changes = live.insert(Mentor::new("李导师"))?;
    /// assert_eq!(changes[0].rule(), Rule::MentorEligibility);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// Whom or what it is about.
    ///
    /// ```
    /// use hongyan::facts::{Facts, Mentor, Tables};
    /// use hongyan::live::Live;
    /// use hongyan::{Day, Policy, Rule, Subject};
    ///
    /// let facts = Facts::new(Tables { mentors: Some(vec![]), ..Tables::default() })?;
    /// let mut live = Live::new(&facts, &Policy::default(), Day::new(2024, 3, 1).unwrap(), Rule::ALL);
    /// let changes = live.insert(Mentor::new("李导师"))?;
    /// assert_eq!(changes[0].subject(), Subject::MentorEligibility { mentor: "李导师" });
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn subject(&self) -> Subject<'_> {
        self.keys.subject(self.rule, &self.ids)
    }
}

impl PartialEq for Change {
    fn eq(&self, other: &Change) -> bool {
        (self.on, self.from, self.to) == (other.on, other.from, other.to) && self.subject() == other.subject()
    }
}

impl Eq for Change {}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("on", &self.on)?;
        map.serialize_entry("rule", &self.rule)?;
        map.serialize_entry("subject", &self.subject())?;
        map.serialize_entry("from", &self.from)?;
        map.serialize_entry("to", &self.to)?;
        map.end()
    }
}

/// Changes as they are found, with ids of the slate.
#[derive(Debug, Default)]
pub(super) struct Changes(Vec<Found>);

#[derive(Clone, Copy, Debug)]
struct Found {
    on: Day,
    rule: Rule,
    keys: Keys,
    from: Option<State>,
    to: Option<State>,
}

impl Changes {
    /// Adds what differs between two lists, each by rule and keys.
    pub(super) fn compare(&mut self, on: Day, before: &[Stand], after: &[Stand]) {
        let (mut before, mut after) = (before.iter().peekable(), after.iter().peekable());
        loop {
            let (one, other) = (before.peek().map(|one| one.key()), after.peek().map(|one| one.key()));
            let Some(first) = [one, other].into_iter().flatten().min() else { return };
            let from = before.next_if(|one| one.key() == first).map(|one| one.state);
            let to = after.next_if(|one| one.key() == first).map(|one| one.state);
            if from != to {
                self.0.push(Found { on, rule: first.0, keys: first.1, from, to });
            }
        }
    }

    /// The changes by day, rule and subject, with texts of their own.
    pub(super) fn finish(self, texts: &Ids) -> Vec<Change> {
        let Changes(mut found) = self;
        if found.is_empty() {
            return Vec::new();
        }
        let ids = |keys: Keys| match keys.second {
            Second::Id(second) => [Some(keys.first), Some(second)],
            Second::Number(_) => [Some(keys.first), None],
        };
        let mut used: Vec<Id> = found.iter().flat_map(|one| ids(one.keys)).flatten().collect();
        used.sort_unstable();
        used.dedup();
        let mut by_text = used.clone();
        by_text.sort_unstable_by_key(|id| texts.text(*id));
        let mut own = Ids::default();
        let mut ranks: Vec<(Id, Id)> = Vec::with_capacity(used.len());
        // there are no more of them than there were
        ranks.extend(by_text.into_iter().filter_map(|id| Some((id, own.push(texts.text(id))?))));
        ranks.sort_unstable();
        let rank = |id: Id| {
            let at = ranks.binary_search_by_key(&id, |(of, _)| *of);
            at.ok().and_then(|at| ranks.get(at)).map_or(id, |(_, rank)| *rank)
        };
        for one in &mut found {
            one.keys.first = rank(one.keys.first);
            if let Second::Id(second) = one.keys.second {
                one.keys.second = Second::Id(rank(second));
            }
        }
        found.sort_unstable_by_key(|one| (one.on, one.rule, one.keys));
        let ids = Arc::new(own);
        let change = |Found { on, rule, keys, from, to }| Change { on, from, to, rule, keys, ids: Arc::clone(&ids) };
        found.into_iter().map(change).collect()
    }
}

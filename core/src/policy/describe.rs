use std::fmt;

use serde::Serialize;

use super::keys::{Admits, KEYS, Key};
use super::{Basis, Policy, Values};
use crate::message::{Text, readings};

/// A value that a reading key admits.
///
/// ```
/// use hongyan::policy::Choice;
///
/// let description = hongyan::Policy::default().describe();
/// let last_day = description.iter().find(|one| one.key == "supervision.record.last_day").unwrap();
/// let values: Vec<_> = last_day.choices.iter().map(|choice: &Choice| choice.value).collect();
/// assert_eq!(values, ["as_counted", "next_workday"]);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Choice {
    /// The value, as a policy writes it.
    pub value: &'static str,
    /// What it says, in both languages.
    pub meaning: Text,
}

/// One key of a policy: what it means, what it is, what else it could be.
///
/// ```
/// use hongyan::policy::{Basis, KeyDescription};
///
/// let description = hongyan::Policy::default().describe();
/// let key: &KeyDescription = description.iter().find(|one| one.key == "supervision.record.within_days").unwrap();
/// assert_eq!((key.clause, key.basis), ("S6.2.1", Basis::Text));
/// assert_eq!((key.value.as_str(), key.admissible.as_str()), ("7", "1..366"));
/// assert_eq!(key.why, None); // the text gives the number
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct KeyDescription {
    /// The edition it belongs to, counted from 0; `None` if the policy is not a list.
    pub edition: Option<usize>,
    /// The full dotted name.
    pub key: &'static str,
    /// The value in force.
    pub value: String,
    /// The value it has when nothing is said.
    pub default: String,
    /// Where the value comes from.
    pub basis: Basis,
    /// What else is admitted.
    pub admissible: String,
    /// The clause.
    pub clause: &'static str,
    /// The citation that settles the reading, if one does.
    pub settled: Option<String>,
    /// What it says, in both languages.
    pub meaning: Text,
    /// Why the text leaves it open, and what the default rests on; `None` unless it is a reading.
    pub why: Option<Text>,
    /// The admissible values of a reading with what they say; empty otherwise.
    pub choices: Vec<Choice>,
}

/// Every key of a policy, to be printed and argued about.
///
/// ```
/// let policy = hongyan::Policy::default();
/// let table = policy.describe().to_string();
/// assert!(table.contains("supervision.record.within_days"));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Description(Vec<KeyDescription>);

impl Description {
    /// The keys, in the order of the contract, edition by edition.
    ///
    /// See the example of [`KeyDescription`].
    pub fn iter(&self) -> std::slice::Iter<'_, KeyDescription> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Description {
    type Item = &'a KeyDescription;
    type IntoIter = std::slice::Iter<'a, KeyDescription>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Policy {
    /// Lists every key with its value, basis, admissible values and clause.
    ///
    /// `Display` makes a table of it.
    ///
    /// ```
    /// use hongyan::Policy;
    /// use hongyan::policy::Profile;
    ///
    /// // what differs from the text as it stands, to be argued about
    /// let description = Policy::from(Profile::CivilCode).describe();
    /// let other: Vec<_> = description.iter().filter(|one| one.value != one.default).map(|one| one.key).collect();
    /// assert_eq!(other, ["supervision.record.last_day"]);
    /// ```
    #[must_use]
    pub fn describe(&self) -> Description {
        let defaults = Values::default();
        let mut all = Vec::with_capacity(KEYS.len());
        for (index, edition) in self.editions().enumerate() {
            // in a list the dates are those of the list
            for key in KEYS.iter().filter(|key| self.listed.is_none() || !key.is_effective()) {
                let show = |values: &Values| key.admits.write((key.get)(values)).to_string();
                all.push(KeyDescription {
                    edition: self.listed.map(|_| index),
                    key: key.name,
                    value: show(&edition.values),
                    default: show(&defaults),
                    basis: key.basis,
                    admissible: key.admits.describe(),
                    clause: key.clause,
                    settled: edition.settled.get(key.name).cloned(),
                    meaning: key.meaning,
                    why: readings::why(key.name),
                    choices: choices(key),
                });
            }
        }
        Description(all)
    }
}

fn choices(key: &Key) -> Vec<Choice> {
    let Admits::Reading(values) = key.admits else {
        return Vec::new();
    };
    let meaning = |value: &&'static str| readings::reading(key.name, value).map(|meaning| Choice { value, meaning });
    values.iter().filter_map(meaning).collect()
}

impl fmt::Display for Description {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.0.iter().map(|one| one.key.len()).max().unwrap_or(0);
        let value = self.0.iter().map(|one| one.value.len()).max().unwrap_or(0);
        let mut edition = None;
        for one in &self.0 {
            if one.edition != edition {
                edition = one.edition;
                writeln!(f, "editions[{}]", edition.unwrap_or(0))?;
            }
            let KeyDescription { basis, clause, admissible, .. } = one;
            write!(f, "{:key$}  {:value$}  {:7}  {clause:6}  {admissible}", one.key, one.value, basis.name())?;
            match &one.settled {
                Some(citation) => writeln!(f, "  (settled: {citation})")?,
                None => writeln!(f)?,
            }
        }
        Ok(())
    }
}

use serde::{Serialize, Serializer};

use super::keys::KEYS;
use super::{Edition, Policy, Profile, inherited};
use crate::calendar::{Day, Period, RestYear};
use crate::value::Value;

/// A policy is written in full, every key with the value in force, as JSON that can be read again. (TOML has no
/// null: a format without it must leave an open `effective_to` out.) It is a newtype, so that a writer which knows the
/// policy already can tell it.
impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct("Policy", &Full(self))
    }
}

struct Full<'p>(&'p Policy);

impl Serialize for Full<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.to_value().serialize(serializer)
    }
}

impl Policy {
    /// The policy in full, as it is written; [`Policy::from_value`] reads it again.
    ///
    /// ```
    /// use hongyan::Policy;
    /// use hongyan::policy::Profile;
    /// use hongyan::value::Value;
    ///
    /// let policy = Policy::from(Profile::CivilCode);
    /// let value = policy.to_value();
    /// assert_eq!(value.at("mentor.effective_to"), Some(&Value::Null)); // in full, nulls included
    /// assert_eq!(Policy::from_value(&value)?, policy);
    /// # Ok::<(), hongyan::policy::PolicyErrors>(())
    /// ```
    #[must_use]
    pub fn to_value(&self) -> Value {
        let Some(listed) = self.listed else {
            return edition(&self.first, true);
        };
        let starts: Vec<Day> = self.editions().map(|edition| edition.from).collect();
        let ends = starts.iter().skip(1).map(|start| start.previous()).chain(std::iter::once(listed.to));
        let list = self.editions().zip(ends).map(|(one, to)| {
            Value::Map(vec![
                ("effective_from".to_owned(), date(one.from)),
                ("effective_to".to_owned(), if to == Period::ALWAYS.to { Value::Null } else { date(to) }),
                ("policy".to_owned(), edition(one, false)),
            ])
        });
        Value::Map(vec![("editions".to_owned(), Value::List(list.collect()))])
    }

    /// The policy as briefly as it can be given: the profile that says most of it, and what differs from that. Equal
    /// policies give equal values, and [`Policy::from_value`] reads them.
    ///
    /// ```
    /// # #[cfg(feature = "json")] {
    /// let text = r#"{"profile": "civil_code", "mentor": {"term": {"years": 3}}}"#;
    /// let policy = hongyan::Policy::from_json(text).unwrap();
    /// assert_eq!(policy.to_brief_value().to_string(), "{profile: civil_code}");
    /// # }
    /// ```
    #[must_use]
    pub fn to_brief_value(&self) -> Value {
        if self.listed.is_none() {
            return brief(&self.first, true);
        }
        let mut whole = self.to_value();
        if let Value::Map(entries) = &mut whole
            && let Some((_, Value::List(editions))) = entries.first_mut()
        {
            for (own, written) in self.editions().zip(editions) {
                written.put("policy", brief(own, false));
            }
        }
        whole
    }
}

/// What has to be said of an edition, beginning from the profile from which there is least to say.
fn brief(edition: &Edition, with_dates: bool) -> Value {
    let from = |profile: Profile| {
        let own = profile.values();
        let mut raw = Value::Map(Vec::new());
        let mut said = 0_usize;
        let mut say = |key: &str, value: Value| {
            raw.put(key, value);
            said = said.saturating_add(1);
        };
        if profile != Profile::default() {
            say("profile", Value::Text(profile.name().to_owned()));
        }
        for key in KEYS.iter().filter(|key| with_dates || !key.is_effective()) {
            let setting = (key.get)(&edition.values);
            if setting != (key.get)(&own) {
                say(key.name, key.admits.write(setting));
            }
        }
        if edition.settled != inherited(profile, &edition.values) {
            say("settled", settled(edition));
        }
        if !edition.rest_years.as_slice().is_empty() {
            say("rest_days", rest_days(edition));
        }
        (said, raw)
    };
    let mut all = Profile::ALL.into_iter().map(from);
    let first = all.next().unwrap_or((0, Value::Map(Vec::new())));
    all.fold(first, |least, other| if other.0 < least.0 { other } else { least }).1
}

fn date(day: Day) -> Value {
    Value::Text(day.to_string())
}

fn edition(edition: &Edition, with_dates: bool) -> Value {
    let mut raw = Value::Map(Vec::new());
    for key in KEYS.iter().filter(|key| with_dates || !key.is_effective()) {
        raw.put(key.name, key.admits.write((key.get)(&edition.values)));
    }
    raw.put("settled", settled(edition));
    raw.put("rest_days", rest_days(edition));
    raw
}

fn settled(edition: &Edition) -> Value {
    let settled =
        edition.settled.as_slice().iter().map(|(key, citation)| ((*key).to_owned(), Value::Text(citation.clone())));
    Value::Map(settled.collect())
}

fn rest_days(edition: &Edition) -> Value {
    let years = edition.rest_years.as_slice().iter().map(|(year, days)| (year.to_string(), rest_year(days)));
    Value::Map(years.collect())
}

fn rest_year(days: &RestYear) -> Value {
    let list = |days: &[Day]| Value::List(days.iter().copied().map(date).collect());
    Value::Map(vec![
        ("holidays".to_owned(), list(&days.holidays)),
        ("makeup_workdays".to_owned(), list(&days.makeup_workdays)),
    ])
}

use std::collections::HashSet;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::editions::Dated;
use super::keys::{KEYS, Key, Refusal};
use super::{Listed, Policy, PolicyError, PolicyErrorCode, PolicyErrors, Profile};
use crate::calendar::{Day, RestYear, YEARS};
use crate::message::{Sentence, Text};
use crate::sorted::Sorted;
use crate::value::Value;

impl Policy {
    /// Reads a policy, or editions of it, from JSON.
    ///
    /// # Errors
    /// Every unknown key and every value that is not admitted, by the key's full name.
    ///
    /// ```
    /// use hongyan::{Day, Policy};
    ///
    /// let policy = Policy::from_json(r#"{"profile": "civil_code", "mentor": {"term": {"years": 2}}}"#)?;
    /// assert_eq!(policy.values_on(Day::FIRST).mentor.term.years, 2);
    /// let errors = Policy::from_json(r#"{"mentor": {"term": {"years": "two"}}, "mentro": {}}"#).unwrap_err();
    /// let keys: Vec<_> = errors.iter().filter_map(|error| error.key.as_deref()).collect();
    /// assert_eq!(keys, ["mentor.term.years", "mentro"]);
    /// # Ok::<(), hongyan::policy::PolicyErrors>(())
    /// ```
    #[cfg(feature = "json")]
    pub fn from_json(text: &str) -> Result<Policy, PolicyErrors> {
        let raw = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))
            .map_err(|error| PolicyErrors::unreadable(error.to_string()))?;
        Policy::from_value(&raw)
    }

    /// Reads a policy, or editions of it, from TOML.
    ///
    /// # Errors
    /// Every unknown key and every value that is not admitted, by the key's full name.
    ///
    /// ```
    /// use hongyan::{Day, Policy};
    ///
    /// let policy = Policy::from_toml("[supervision.record]\nwithin_days = 5\nlast_day = 'next_workday'")?;
    /// assert_eq!(policy.values_on(Day::FIRST).supervision.record.within_days, 5);
    /// assert!(Policy::from_toml("[supervision.record]\nwithin_days = 0").is_err());
    /// # Ok::<(), hongyan::policy::PolicyErrors>(())
    /// ```
    #[cfg(feature = "toml")]
    pub fn from_toml(text: &str) -> Result<Policy, PolicyErrors> {
        let table: toml::Table = toml::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))
            .map_err(|error| PolicyErrors::unreadable(error.to_string()))?;
        Policy::from_value(&toml::Value::Table(table).into())
    }

    /// Reads a policy, or editions of it, from values that are nested as its keys are.
    ///
    /// # Errors
    /// Every unknown key and every value that is not admitted, by the key's full name.
    ///
    /// ```
    /// use hongyan::value::Value;
    /// use hongyan::{Day, Policy};
    ///
    /// let mut value = Value::Map(Vec::new());
    /// value.put("mentor.term.years", Value::Number(2));
    /// assert_eq!(Policy::from_value(&value)?.values_on(Day::FIRST).mentor.term.years, 2);
    /// value.put("mentor.term.years", Value::Number(51));
    /// assert_eq!(Policy::from_value(&value).unwrap_err().iter().count(), 1);
    /// # Ok::<(), hongyan::policy::PolicyErrors>(())
    /// ```
    pub fn from_value(raw: &Value) -> Result<Policy, PolicyErrors> {
        let mut reader = Reader::default();
        let entries = reader.entries(raw, "");
        let Some((_, list)) = entries.iter().find(|(key, _)| *key == "editions") else {
            let draft = reader.draft(&entries, "", false);
            return Policy::alone_or(draft, reader.errors);
        };
        for (key, value) in entries.iter().filter(|(key, _)| *key != "editions") {
            reader.error(*key, value, PolicyErrorCode::UnknownKey, "");
        }
        let (editions, complete) = reader.editions(list);
        Policy::from_editions(editions, complete, reader.errors)
    }
}

impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Policy, D::Error> {
        Policy::from_value(&Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// Reads drafts and collects what is wrong with them.
#[derive(Default)]
struct Reader {
    errors: Vec<PolicyError>,
}

impl Reader {
    fn error(&mut self, key: impl Into<String>, value: &Value, code: PolicyErrorCode, expected: impl Into<Sentence>) {
        self.errors.push(PolicyError::new(key, value.clone(), code).expecting(expected));
    }

    /// The entries of a map; anything else and every repeated key is an error.
    fn entries<'r>(&mut self, raw: &'r Value, place: &str) -> Vec<(&'r str, &'r Value)> {
        let Value::Map(entries) = raw else {
            let key = place.strip_suffix('.').unwrap_or(place).to_owned();
            let error = PolicyError::new(key, raw.clone(), PolicyErrorCode::WrongType);
            let error = error.expecting(Text::new("对象", "an object"));
            // a policy that is none at all has no key to name
            self.errors.push(PolicyError { key: error.key.clone().filter(|key| !key.is_empty()), ..error });
            return Vec::new();
        };
        let (mut seen, mut known) = (Vec::with_capacity(entries.len()), HashSet::with_capacity(entries.len()));
        for (key, value) in entries {
            if !known.insert(key.as_str()) {
                self.error(
                    format!("{place}{key}"),
                    value,
                    PolicyErrorCode::BadValue,
                    Text::new("每个键只出现一次", "each key once"),
                );
            } else {
                seen.push((key.as_str(), value));
            }
        }
        seen
    }

    fn draft(&mut self, entries: &[(&str, &Value)], place: &str, listed: bool) -> Listed {
        let profile = entries.iter().find(|(key, _)| *key == "profile").map(|(_, value)| *value);
        let mut draft = Listed::from(profile.map_or(Profile::Plain, |value| self.profile(value, place)));
        for &(key, value) in entries {
            match key {
                "profile" => {}
                "settled" => draft.settled = Some(self.settled(value, place)),
                "rest_days" => draft.rest_days = self.rest_days(value, place),
                _ => self.part(&mut draft, place, key, value, listed),
            }
        }
        draft
    }

    fn profile(&mut self, value: &Value, place: &str) -> Profile {
        let names: Vec<&str> = Profile::ALL.iter().map(|profile| profile.name()).collect();
        let code = match value {
            Value::Text(name) => match Profile::from_name(name) {
                Some(profile) => return profile,
                None => PolicyErrorCode::BadValue,
            },
            _ => PolicyErrorCode::WrongType,
        };
        self.error(format!("{place}profile"), value, code, names.join(" | "));
        Profile::Plain
    }

    /// One name of a dotted key. A dot within it would be another spelling of a nested table.
    fn part(&mut self, draft: &mut Listed, place: &str, name: &str, value: &Value, listed: bool) {
        if name.contains('.') {
            self.error(format!("{place}{name}"), value, PolicyErrorCode::UnknownKey, "");
        } else {
            self.value(draft, place, name, value, listed);
        }
    }

    /// A key, or the beginning of some with an object below it.
    fn value(&mut self, draft: &mut Listed, place: &str, name: &str, value: &Value, listed: bool) {
        let begins = |key: &Key| key.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        let at = format!("{place}{name}");
        if let Some(key) = super::key(name) {
            if listed && key.is_effective() {
                let expected = Text::new("只用列表中的日期", "the dates of the list alone");
                self.error(at, value, PolicyErrorCode::BadEdition, expected);
                return;
            }
            match key.admits.read(value) {
                Ok(setting) => (key.set)(&mut draft.values, setting),
                Err(Refusal::Type) => self.error(at, value, PolicyErrorCode::WrongType, key.admits.describe()),
                Err(Refusal::Value) => self.error(at, value, PolicyErrorCode::BadValue, key.admits.describe()),
            }
        } else if KEYS.iter().any(begins) {
            for (below, value) in self.entries(value, &format!("{at}.")) {
                if below.contains('.') {
                    self.error(format!("{at}.{below}"), value, PolicyErrorCode::UnknownKey, "");
                } else {
                    self.value(draft, place, &format!("{name}.{below}"), value, listed);
                }
            }
        } else {
            self.error(at, value, PolicyErrorCode::UnknownKey, "");
        }
    }

    fn settled(&mut self, value: &Value, place: &str) -> Sorted<String, String> {
        let at = format!("{place}settled.");
        let mut settled = Sorted::new();
        for (key, value) in self.entries(value, &at) {
            match value {
                Value::Text(citation) => {
                    settled.insert(key.to_owned(), citation.clone());
                }
                _ => {
                    self.error(format!("{at}{key}"), value, PolicyErrorCode::WrongType, Text::new("依据", "a citation"))
                }
            }
        }
        settled
    }

    fn rest_days(&mut self, value: &Value, place: &str) -> Sorted<i32, RestYear> {
        let at = format!("{place}rest_days.");
        let mut years = Sorted::new();
        for (key, value) in self.entries(value, &at) {
            let year = key.parse::<i32>().ok().filter(|year| YEARS.contains(year) && key.len() == 4);
            let Some(year) = year else {
                self.error(format!("{at}{key}"), value, PolicyErrorCode::BadValue, "1900..2200");
                continue;
            };
            let mut days = RestYear::default();
            let below = format!("{at}{key}.");
            for (key, value) in self.entries(value, &below) {
                match key {
                    "holidays" => days.holidays = self.days(value, &format!("{below}holidays")),
                    "makeup_workdays" => days.makeup_workdays = self.days(value, &format!("{below}makeup_workdays")),
                    _ => self.error(format!("{below}{key}"), value, PolicyErrorCode::UnknownKey, ""),
                }
            }
            years.insert(year, days);
        }
        years
    }

    fn days(&mut self, value: &Value, place: &str) -> Vec<Day> {
        let Value::List(items) = value else {
            self.error(place, value, PolicyErrorCode::WrongType, Text::new("日期列表", "a list of dates"));
            return Vec::new();
        };
        let mut days = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            days.extend(self.day(item, format!("{place}[{index}]")));
        }
        days
    }

    fn day(&mut self, value: &Value, place: String) -> Option<Day> {
        let code = match value {
            Value::Text(text) => match text.parse::<Day>() {
                Ok(day) if YEARS.contains(&day.year()) => return Some(day),
                _ => PolicyErrorCode::BadValue,
            },
            _ => PolicyErrorCode::WrongType,
        };
        self.error(place, value, code, "YYYY-MM-DD");
        None
    }

    /// The editions that could be read, each with its place in the list, and whether those are all.
    fn editions(&mut self, list: &Value) -> (Vec<(usize, Dated)>, bool) {
        let Value::List(items) = list else {
            self.error("editions", list, PolicyErrorCode::WrongType, Text::new("列表", "a list"));
            return (Vec::new(), false);
        };
        let editions: Vec<_> =
            items.iter().enumerate().filter_map(|(index, item)| Some((index, self.edition(item, index)?))).collect();
        let complete = editions.len() == items.len();
        (editions, complete)
    }

    fn edition(&mut self, item: &Value, index: usize) -> Option<Dated> {
        let place = format!("editions[{index}].");
        let entries = self.entries(item, &place);
        if !matches!(item, Value::Map(_)) {
            return None;
        }
        let has = |name: &str| entries.iter().any(|(key, _)| *key == name);
        if !has("effective_from") {
            let expected = Text::new("起始日", "a first day");
            self.error(format!("{place}effective_from"), &Value::Null, PolicyErrorCode::BadEdition, expected);
        }
        if !has("policy") {
            let expected = Text::new("政策", "a policy");
            self.error(format!("{place}policy"), &Value::Null, PolicyErrorCode::BadEdition, expected);
        }
        let (mut from, mut to, mut draft) = (None, None, None);
        for (key, value) in entries {
            match key {
                "effective_from" => from = self.day(value, format!("{place}effective_from")),
                "effective_to" if *value == Value::Null => {}
                "effective_to" => to = Some(self.day(value, format!("{place}effective_to"))),
                "policy" => {
                    let place = format!("{place}policy.");
                    let entries = self.entries(value, &place);
                    draft = Some(self.draft(&entries, &place, true));
                }
                _ => self.error(format!("{place}{key}"), value, PolicyErrorCode::UnknownKey, ""),
            }
        }
        // a last day that could not be read is not an open end
        let effective_to = to.map_or(Some(None), |read| read.map(Some))?;
        Some(Dated { effective_from: from?, effective_to, policy: draft? })
    }
}

use serde::{Serialize, Serializer};

use super::keys::KEYS;
use super::{Edition, Policy};
use crate::calendar::{Day, Period, RestYear};
use crate::value::Value;

/// A policy is written in full, every key with the value in force, as JSON that can be read again. (TOML has no
/// null: a format without it must leave an open `effective_to` out.)
impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

impl Policy {
    /// The policy in full, as it is written.
    pub(crate) fn to_value(&self) -> Value {
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
}

fn date(day: Day) -> Value {
    Value::Text(day.to_string())
}

fn edition(edition: &Edition, with_dates: bool) -> Value {
    let mut raw = Value::Map(Vec::new());
    for key in KEYS.iter().filter(|key| with_dates || !key.is_effective()) {
        raw.put(key.name, key.admits.write((key.get)(&edition.values)));
    }
    let settled = edition.settled.iter().map(|(key, citation)| ((*key).to_owned(), Value::Text(citation.clone())));
    raw.put("settled", Value::Map(settled.collect()));
    let years = edition.rest_years.iter().map(|(year, days)| (year.to_string(), rest_year(days)));
    raw.put("rest_days", Value::Map(years.collect()));
    raw
}

fn rest_year(days: &RestYear) -> Value {
    let list = |days: &[Day]| Value::List(days.iter().copied().map(date).collect());
    Value::Map(vec![
        ("holidays".to_owned(), list(&days.holidays)),
        ("makeup_workdays".to_owned(), list(&days.makeup_workdays)),
    ])
}

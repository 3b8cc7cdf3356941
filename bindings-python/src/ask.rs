//! What a question consists of: policy, rules, findings to keep, what to do with faults, language.

use std::str::FromStr;

use hongyan::columns::Door;
use hongyan::facts::OnError;
use hongyan::finding::Verdict;
use hongyan::message::Lang;
use hongyan::{Check, Day, Keep, Rule};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::policy::Policy;
use crate::tables::{Ids, Reading};
use crate::zone::Zone;
use crate::{day, error};

/// The day asked about, or the fault that it has.
pub(crate) fn as_of(object: &Bound<'_, PyAny>) -> PyResult<Day> {
    day::as_of(object)?.map_err(|faults| error::faults(object.py(), &faults, Lang::En))
}

fn words<T: FromStr<Err = hongyan::names::UnknownName>>(object: &Bound<'_, PyAny>) -> PyResult<Vec<T>> {
    let names: Vec<String> =
        if object.is_instance_of::<PyString>() { vec![object.extract()?] } else { object.extract()? };
    names.iter().map(|name| name.parse().map_err(|unknown: T::Err| error::word(&unknown))).collect()
}

/// Rules by name; all if none is given.
pub(crate) fn rules(object: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<Rule>> {
    object.map_or_else(|| Ok(Rule::ALL.to_vec()), words)
}

/// `problems`, `all`, a verdict or several.
pub(crate) fn keep(object: &Bound<'_, PyAny>) -> PyResult<Keep> {
    if let Ok(text) = object.cast::<PyString>() {
        match &*text.to_cow()? {
            "all" => return Ok(Keep::ALL),
            "problems" => return Ok(Keep::PROBLEMS),
            _ => {}
        }
    }
    words::<Verdict>(object).map(|verdicts| Keep::only(&verdicts))
}

/// `raise` or `skip`.
pub(crate) fn on_error(name: &str) -> PyResult<OnError> {
    match name {
        "raise" => Ok(OnError::Raise),
        "skip" => Ok(OnError::Skip),
        _ => Err(PyValueError::new_err(format!("on_error is `raise` or `skip`, not `{name}`"))),
    }
}

/// What the door does, and how tables are read for it.
pub(crate) fn door(
    on_error: &str,
    trust_keys: bool,
    tz: Option<&Bound<'_, PyAny>>,
    ids: Ids,
    lang: Lang,
) -> PyResult<(Door, Reading)> {
    let mut door = Door::new();
    door.on_error = self::on_error(on_error)?;
    door.trust_keys = trust_keys;
    Ok((door, Reading { zone: tz.map(zone).transpose()?, on_error: door.on_error, ids, lang }))
}

/// `zh` or `en`.
pub(crate) fn lang(name: &str) -> PyResult<Lang> {
    name.parse().map_err(|unknown: hongyan::names::UnknownName| error::word(&unknown))
}

/// A zone by its name in the IANA database, or as `zoneinfo` has it.
fn zone(given: &Bound<'_, PyAny>) -> PyResult<Zone> {
    let named = ["key", "zone"].into_iter().find_map(|name| given.getattr(name).ok());
    let name = named.as_ref().unwrap_or(given).str()?.to_string_lossy().into_owned();
    name.parse().map_err(|_| PyValueError::new_err(format!("there is no zone `{name}`")))
}

/// A question whose policy is its own.
pub(crate) struct Question {
    pub(crate) policy: Policy,
    pub(crate) as_of: Day,
    pub(crate) rules: Vec<Rule>,
    pub(crate) keep: Keep,
}

impl Question {
    pub(crate) fn new(
        py: Python<'_>,
        as_of: &Bound<'_, PyAny>,
        policy: Option<&Bound<'_, PyAny>>,
        rules: Option<&Bound<'_, PyAny>>,
        keep: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Question> {
        Question::on_day(py, self::as_of(as_of)?, policy, rules, keep)
    }

    /// The same of a day that has been read.
    pub(crate) fn on_day(
        py: Python<'_>,
        as_of: Day,
        policy: Option<&Bound<'_, PyAny>>,
        rules: Option<&Bound<'_, PyAny>>,
        keep: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Question> {
        Ok(Question {
            policy: Policy::of(py, policy)?,
            as_of,
            rules: self::rules(rules)?,
            keep: keep.map_or(Ok(Keep::PROBLEMS), self::keep)?,
        })
    }

    /// The same question of another day.
    pub(crate) fn on(&self, day: Day) -> Check<'_> {
        Check::new(self.policy.core(), day).rules(self.rules.iter().copied())
    }

    pub(crate) fn check(&self) -> Check<'_> {
        Check::new(self.policy.core(), self.as_of).rules(self.rules.iter().copied()).keep(self.keep)
    }
}

//! The policy as a class.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock};

use hongyan::message::Lang;
use hongyan::policy::PolicyErrors;
use hongyan::value::Value;
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};
use serde::Deserialize;

use crate::frame::Frame;
use crate::given::Given;
use crate::{error, python};

/// The numbers and readings of both regulations, checked.
///
/// Every key is a keyword, its dots written as underscores: ``supervision.record.within_days`` is
/// ``supervision_record_within_days``. A policy does not change; it can be compared, hashed, pickled, and written back as
/// its ``repr`` says.
///
/// Args:
///     profile: ``plain`` (the defaults) or ``civil_code``, from which absent keys take their value.
///     settled: readings that a law or the issuing office has settled, by full dotted key, each with its citation.
///     rest_days: years of rest days to add or replace, ``{year: {"holidays": [...], "makeup_workdays": [...]}}``.
///     keywords: values of keys; ``describe()`` lists them.
///
/// Raises:
///     PolicyError: for values that are not admitted, all of them together.
///     TypeError: for a keyword that is no key.
///
/// >>> from hongyan import Policy
/// >>> policy = Policy("civil_code", mentor_term_years=5)
/// >>> policy["supervision.record.last_day"]
/// 'next_workday'
/// >>> policy
/// Policy(profile='civil_code', mentor_term_years=5)
#[pyclass(frozen, eq, module = "hongyan", from_py_object)]
#[derive(Clone)]
pub(crate) struct Policy(Arc<Known>);

/// A policy, with the dicts that it was written as.
struct Known {
    policy: hongyan::Policy,
    written: PyOnceLock<Py<PyAny>>,
}

impl PartialEq for Policy {
    fn eq(&self, other: &Policy) -> bool {
        self.core() == other.core()
    }
}

/// A keyword as the key that it means: the dots of a key are underscores in it.
fn key(keyword: &str) -> Option<&'static str> {
    hongyan::policy::keys().find(|key| key.replace('.', "_") == keyword)
}

impl Policy {
    pub(crate) fn core(&self) -> &hongyan::Policy {
        &self.0.policy
    }

    /// As dicts, which are not to be given away: [`python::copied`] makes others of them.
    pub(crate) fn written<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        let write = || python::object(py, self.core()).map(Bound::unbind);
        Ok(self.0.written.get_or_try_init(py, write)?.bind(py))
    }

    /// The defaults, made once.
    fn plain() -> Policy {
        static PLAIN: LazyLock<Policy> = LazyLock::new(|| Policy::new(hongyan::Policy::default()));
        PLAIN.clone()
    }

    pub(crate) fn new(policy: hongyan::Policy) -> Policy {
        Policy(Arc::new(Known { policy, written: PyOnceLock::new() }))
    }

    fn checked(py: Python<'_>, policy: Result<hongyan::Policy, PolicyErrors>) -> PyResult<Policy> {
        policy.map(Policy::new).map_err(|errors| error::policy(py, &errors))
    }

    /// What a caller gives: nothing, a policy, a profile's name, or a dict.
    pub(crate) fn of(py: Python<'_>, object: Option<&Bound<'_, PyAny>>) -> PyResult<Policy> {
        let Some(object) = object else { return Ok(Policy::plain()) };
        if let Ok(policy) = object.cast::<Policy>() {
            return Ok(policy.get().clone());
        }
        let value = value(object)?;
        let value = match value {
            Value::Text(name) => Value::Map(vec![("profile".to_owned(), Value::Text(name))]),
            other => other,
        };
        Policy::checked(py, hongyan::Policy::from_value(&value))
    }

    fn with(&self, mut value: Value, keywords: Option<&Bound<'_, PyDict>>, name: &str) -> PyResult<Policy> {
        let Some(keywords) = keywords else { return Ok(self.clone()) };
        for (keyword, given) in keywords {
            let keyword: String = keyword.extract()?;
            let key = match keyword.as_str() {
                "profile" | "settled" | "rest_days" => keyword.as_str(),
                other => key(other).ok_or_else(|| {
                    PyTypeError::new_err(format!("{name}() got an unexpected keyword argument '{other}'"))
                })?,
            };
            value.put(key, self::value(&given)?);
        }
        Policy::checked(keywords.py(), hongyan::Policy::from_value(&value))
    }

    fn given(&self) -> Value {
        self.core().to_brief_value()
    }
}

fn value(object: &Bound<'_, PyAny>) -> PyResult<Value> {
    Value::deserialize(Given(object.clone())).map_err(PyErr::from)
}

#[pymethods]
impl Policy {
    #[new]
    #[pyo3(signature = (profile=None, **keywords), text_signature = "(profile=None, *, supervision_effective_from=None, supervision_effective_to=None, supervision_frequency_individual_per_month=None, supervision_frequency_group_per_month=None, supervision_frequency_partial_month=None, supervision_frequency_scope=None, supervision_frequency_peer=None, supervision_record_within_days=None, supervision_record_first_day=None, supervision_record_last_day=None, supervision_record_forms=None, supervision_cycle_plan_within_months=None, supervision_cycle_plan_successor=None, supervision_monthly_plan_due=None, supervision_monthly_plan_month_start_days=None, mentor_effective_from=None, mentor_effective_to=None, mentor_categories=None, mentor_term_years=None, mentor_term_last_day=None, mentor_annual_guidance_year=None, mentor_inactivity_months=None, mentor_inactivity_counting=None, mentor_commendation_lapse_effect=None, mentor_evaluation_within_months=None, settled=None, rest_days=None)")]
    fn py_new(
        py: Python<'_>,
        profile: Option<&Bound<'_, PyAny>>,
        keywords: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Policy> {
        let start = Policy::plain();
        let given = PyDict::new(py);
        if let Some(profile) = profile {
            given.set_item("profile", profile)?;
        }
        for (keyword, value) in keywords.into_iter().flatten() {
            if !value.is_none() {
                given.set_item(keyword, value)?;
            }
        }
        start.with(Value::Map(Vec::new()), Some(&given), "Policy")
    }

    /// A policy from nested dicts, or ``{"editions": [...]}``.
    ///
    /// Raises:
    ///     PolicyError: for unknown keys and values that are not admitted.
    ///
    /// >>> from hongyan import Policy
    /// >>> Policy.from_dict({"mentor": {"term": {"years": 5}}})["mentor.term.years"]
    /// 5
    #[classmethod]
    fn from_dict(_class: &Bound<'_, PyType>, policy: &Bound<'_, PyAny>) -> PyResult<Policy> {
        Policy::checked(policy.py(), hongyan::Policy::from_value(&value(policy)?))
    }

    /// A policy from JSON text.
    ///
    /// Raises:
    ///     PolicyError: for unknown keys and values that are not admitted.
    ///
    /// >>> from hongyan import Policy
    /// >>> Policy.from_json('{"profile": "civil_code"}') == Policy("civil_code")
    /// True
    #[classmethod]
    fn from_json(class: &Bound<'_, PyType>, text: &str) -> PyResult<Policy> {
        Policy::checked(class.py(), hongyan::Policy::from_json(text))
    }

    /// A policy from TOML text.
    ///
    /// Raises:
    ///     PolicyError: for unknown keys and values that are not admitted.
    ///
    /// >>> from hongyan import Policy
    /// >>> Policy.from_toml("mentor.term.years = 5") == Policy(mentor_term_years=5)
    /// True
    #[classmethod]
    fn from_toml(class: &Bound<'_, PyType>, text: &str) -> PyResult<Policy> {
        Policy::checked(class.py(), hongyan::Policy::from_toml(text))
    }

    /// The same policy with other values. A citation of the profile does not follow a value that is changed.
    ///
    /// Raises:
    ///     PolicyError: for values that are not admitted.
    ///     TypeError: for a keyword that is no key.
    ///
    /// >>> from hongyan import Policy
    /// >>> Policy("civil_code").replace(mentor_term_years=5)
    /// Policy(profile='civil_code', mentor_term_years=5)
    #[pyo3(signature = (**keywords), text_signature = "($self, *, profile=None, supervision_effective_from=None, supervision_effective_to=None, supervision_frequency_individual_per_month=None, supervision_frequency_group_per_month=None, supervision_frequency_partial_month=None, supervision_frequency_scope=None, supervision_frequency_peer=None, supervision_record_within_days=None, supervision_record_first_day=None, supervision_record_last_day=None, supervision_record_forms=None, supervision_cycle_plan_within_months=None, supervision_cycle_plan_successor=None, supervision_monthly_plan_due=None, supervision_monthly_plan_month_start_days=None, mentor_effective_from=None, mentor_effective_to=None, mentor_categories=None, mentor_term_years=None, mentor_term_last_day=None, mentor_annual_guidance_year=None, mentor_inactivity_months=None, mentor_inactivity_counting=None, mentor_commendation_lapse_effect=None, mentor_evaluation_within_months=None, settled=None, rest_days=None)")]
    fn replace(&self, keywords: Option<&Bound<'_, PyDict>>) -> PyResult<Policy> {
        self.with(self.given(), keywords, "replace")
    }

    /// Every key with its value, as nested dicts.
    ///
    /// >>> from hongyan import Policy
    /// >>> Policy().to_dict()["mentor"]["term"]
    /// {'years': 3, 'last_day': 'corresponding_day'}
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        python::copied(self.written(py)?)
    }

    /// The same as JSON text.
    ///
    /// >>> from hongyan import Policy
    /// >>> Policy.from_json(Policy().to_json()) == Policy()
    /// True
    fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(self.core()).map_err(|failed| error::word(&failed))
    }

    /// Every key with its value, default, basis, admissible values, clause, citation and meaning, as a table.
    ///
    /// Args:
    ///     lang: the language of the meanings, ``zh`` or ``en``.
    ///
    /// >>> from hongyan import Policy
    /// >>> Policy().describe().to_dicts()[8]["key"]
    /// 'supervision.record.first_day'
    #[pyo3(signature = (*, lang="en"))]
    fn describe(&self, lang: &str) -> PyResult<Frame> {
        let lang: Lang = crate::ask::lang(lang)?;
        Frame::described(&self.core().describe(), lang)
    }

    /// The settled readings by their full keys, each with its citation.
    ///
    /// >>> from hongyan import Policy
    /// >>> Policy(settled={"supervision.record.last_day": "a reply of the office, 2024"}).settled["supervision.record.last_day"]
    /// 'a reply of the office, 2024'
    #[getter]
    fn settled<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let settled = PyDict::new(py);
        for (key, citation) in self.core().citations() {
            settled.set_item(key, citation)?;
        }
        Ok(settled)
    }

    /// The dated editions, each policy in full; ``None`` if there is but one policy.
    ///
    /// >>> from hongyan import Policy
    /// >>> first = {"effective_from": "2023-06-30", "effective_to": "2025-12-31", "policy": {}}
    /// >>> second = {"effective_from": "2026-01-01", "policy": {"mentor": {"term": {"years": 5}}}}
    /// >>> [one["effective_from"] for one in Policy.from_dict({"editions": [first, second]}).editions]
    /// ['2023-06-30', '2026-01-01']
    #[getter]
    fn editions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py)?.call_method1("get", ("editions",))
    }

    fn __getitem__<'py>(&self, py: Python<'py>, key: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        let name = key.to_cow()?;
        let mut at = self.written(py)?.clone();
        for part in name.split('.') {
            at = match at.cast::<PyDict>().ok().map(|map| map.get_item(part)).transpose()?.flatten() {
                Some(value) => value,
                None => return Err(PyKeyError::new_err(name.into_owned())),
            };
        }
        python::copied(&at)
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.given().to_string().hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let class = py.get_type::<Policy>().getattr("from_dict")?;
        Ok((class, PyTuple::new(py, [python::object(py, &self.given())?])?))
    }

    /// As it would be written: keywords, or for editions the dict.
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let given = self.given();
        let Value::Map(entries) = &given else { return Ok(given.to_string()) };
        if entries.iter().any(|(key, _)| key == "editions") {
            return Ok(format!("Policy.from_dict({})", python::object(py, &given)?.repr()?));
        }
        let mut said: Vec<String> = Vec::new();
        for name in ["profile"].into_iter().chain(hongyan::policy::keys()).chain(["settled", "rest_days"]) {
            if let Some(value) = given.at(name) {
                said.push(format!("{}={}", name.replace('.', "_"), python::object(py, value)?.repr()?));
            }
        }
        Ok(format!("Policy({})", said.join(", ")))
    }
}

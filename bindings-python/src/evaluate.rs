//! Facts as plain objects in, the report as plain objects out.

use hongyan::facts::{Builder, OnError};
use hongyan::message::Lang;
use hongyan::{Day, Keep};
use pyo3::prelude::*;

use crate::ask::{self, Question};
use crate::given::Given;
use crate::policy::Policy;
use crate::{day, error, python};

/// Judges facts given as plain dicts, and gives the report as plain dicts and lists: the contract's JSON.
///
/// Args:
///     facts: table name to list of rows, each a dict. Ids are text; dates are ``datetime.date`` or ``YYYY-MM-DD``.
///     as_of: the day asked about, a ``datetime.date`` or ``YYYY-MM-DD``; later events are not seen.
///     policy: a :class:`Policy`, a dict or a profile's name; the defaults if none is given.
///     rules: names of rules; all if none is given.
///     on_error: ``raise`` refuses facts with faults, ``skip`` leaves faulty rows out and tells of them in ``faults``.
///
/// Raises:
///     InputError: for faulty facts, with every fault.
///     PolicyError: for a faulty policy, with every error.
///     ValueError: for a rule that there is not.
///
/// >>> import hongyan
/// >>> facts = {"guidance": [{"mentor": "李", "guided_on": "2024-05-06"}],
/// ...          "appointments": [{"mentor": "李", "appointed_on": "2024-01-01"}]}
/// >>> report = hongyan.evaluate(facts, as_of="2024-06-01", rules=["mentor_term"])
/// >>> report["findings"][0]["verdict"]
/// 'compliant'
#[pyfunction]
#[pyo3(signature = (facts, *, as_of, policy=None, rules=None, on_error="raise"))]
pub(crate) fn evaluate<'py>(
    facts: Bound<'py, PyAny>,
    as_of: &Bound<'py, PyAny>,
    policy: Option<&Bound<'py, PyAny>>,
    rules: Option<&Bound<'py, PyAny>>,
    on_error: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let py = facts.py();
    let on_error = ask::on_error(on_error)?;
    let policy = Policy::of(py, policy)?;
    let written = policy.written(py)?.clone();
    let (rules, as_of) = (ask::rules(rules)?, day::as_of(as_of)?);
    let mut builder = Builder::from_deserializer(Given(facts)).map_err(PyErr::from)?;
    let (as_of, on_error) = match as_of {
        Ok(as_of) => (as_of, on_error),
        // it is told with what else is wrong
        Err(faults) => {
            faults.into_iter().for_each(|fault| builder.fault(fault));
            (Day::MIN, OnError::Raise)
        }
    };
    let question = Question { policy, as_of, rules, keep: Keep::ALL };
    let report = py.detach(|| builder.build(on_error).map(|facts| question.check().run(&facts)));
    let report = report.map_err(|faults| error::faults(py, &faults, Lang::En))?;
    python::object_of(py, &report, Some(written))
}

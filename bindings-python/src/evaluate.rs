//! Facts as plain objects in, the report as plain objects out.

use hongyan::facts::Builder;
use hongyan::message::Lang;
use hongyan::Keep;
use pyo3::prelude::*;

use crate::ask::{self, Question};
use crate::given::Given;
use crate::policy::Policy;
use crate::{error, python};

/// Judges facts given as plain dicts and returns the report as plain dicts and lists.
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
    let question = Question { policy, as_of: ask::as_of(as_of)?, rules: ask::rules(rules)?, keep: Keep::ALL };
    let builder = Builder::from_deserializer(Given(facts)).map_err(PyErr::from)?;
    let report = py.detach(|| builder.build(on_error).map(|facts| question.check().run(&facts)));
    let report = report.map_err(|faults| error::faults(py, &faults, Lang::En))?;
    python::object(py, &report)
}

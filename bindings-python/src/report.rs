//! The report as a class.

use std::sync::{Arc, OnceLock};

use hongyan::message::Lang;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::ask::Question;
use crate::findings::{self, Which};
use crate::frame::Frame;
use crate::held::Held;
use crate::policy::Policy;
use crate::{day, python};

/// What was found: findings as a table, and what belongs to them.
#[pyclass(frozen, module = "hongyan")]
pub(crate) struct Report {
    held: Arc<Held>,
    question: Question,
    pub(crate) lang: Lang,
    // the same as documents and sentences need it; made once, when one of them is asked for
    whole: OnceLock<hongyan::Report>,
}

impl Report {
    pub(crate) fn new(held: Arc<Held>, question: Question, lang: Lang) -> Report {
        Report { held, question, lang, whole: OnceLock::new() }
    }

    pub(crate) fn held(&self) -> &Held {
        &self.held
    }

    pub(crate) fn question(&self) -> &Question {
        &self.question
    }

    /// The report of which documents are made.
    pub(crate) fn whole(&self, py: Python<'_>) -> &hongyan::Report {
        py.detach(|| self.whole.get_or_init(|| self.held.report().to_report()))
    }
}

#[pymethods]
impl Report {
    /// The findings that were kept.
    #[getter]
    fn findings(&self) -> Frame {
        findings::frame(&self.held, Which::Kept)
    }

    /// All pending findings with a due date, by that date.
    #[getter]
    fn deadlines(&self) -> Frame {
        findings::frame(&self.held, Which::Deadlines)
    }

    /// Counts by rule and verdict.
    #[getter]
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        python::object(py, self.held.report().summary())
    }

    /// The same as a table.
    #[getter]
    fn counts(&self) -> PyResult<Frame> {
        Frame::summary(self.held.report().summary())
    }

    /// How every mentor stands.
    #[getter]
    fn standings(&self, py: Python<'_>) -> PyResult<Frame> {
        let integers = self.held.mentors_are_integers();
        Frame::standings(self.whole(py).standings(), integers)
    }

    /// What looks odd in the facts.
    #[getter]
    fn warnings(&self, py: Python<'_>) -> PyResult<Frame> {
        Frame::warnings(self.whole(py).warnings())
    }

    /// The faults of rows that were left out on request.
    #[getter]
    fn faults(&self) -> PyResult<Frame> {
        Frame::faults(self.held.report().faults().first())
    }

    /// The rules that could not be asked, each with the tables that are absent.
    #[getter]
    fn skipped<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let skipped = PyDict::new(py);
        for (rule, missing) in self.held.report().skipped() {
            let names: Vec<&str> = missing.iter().map(|table| table.name()).collect();
            skipped.set_item(rule.name(), names)?;
        }
        Ok(skipped)
    }

    /// The policy that was used.
    #[getter]
    fn policy(&self) -> Policy {
        self.question.policy.clone()
    }

    /// The day that was asked about.
    #[getter]
    fn as_of<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        day::date(py, self.question.as_of)
    }

    /// Whether keys of sessions were taken to be unique.
    #[getter]
    fn trusts_keys(&self) -> bool {
        self.held.report().trusts_keys()
    }

    fn __repr__(&self) -> PyResult<String> {
        let Question { as_of, .. } = &self.question;
        Ok(format!("Report(as_of={as_of}, findings={})\n{}", self.findings().rows(), self.counts()?.shown()?))
    }
}

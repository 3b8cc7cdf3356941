//! Tables in, a report out.

use std::sync::Arc;

use hongyan::columns::Door;
use hongyan::facts::{Fault, FaultCode, Table};
use hongyan::message::Lang;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::ask::{self, Question};
use crate::held::Held;
use crate::report::Report;
use crate::tables::{Reading, Tables};
use crate::{error, tables, zone};

/// Judges tables and returns a report.
#[pyfunction]
#[pyo3(signature = (
    *, as_of, policy=None, rules=None, keep=None, on_error="raise", trust_keys=false, tz=None, lang="en",
    progress=None, **tables
), text_signature = "(*, as_of, policy=None, rules=None, keep='problems', on_error='raise', trust_keys=False, \
tz=None, lang='en', progress=None, engagements=None, sessions=None, excuses=None, plans=None, mentors=None, \
appointments=None, guidance=None, evaluations=None, violations=None)")]
#[expect(clippy::too_many_arguments, reason = "they are keywords")]
pub(crate) fn check(
    py: Python<'_>,
    as_of: &Bound<'_, PyAny>,
    policy: Option<&Bound<'_, PyAny>>,
    rules: Option<&Bound<'_, PyAny>>,
    keep: Option<&Bound<'_, PyAny>>,
    on_error: &str,
    trust_keys: bool,
    tz: Option<&str>,
    lang: &str,
    progress: Option<&Bound<'_, PyAny>>,
    tables: Option<&Bound<'_, PyDict>>,
) -> PyResult<Report> {
    let lang: Lang = ask::lang(lang)?;
    let mut door = Door::new();
    door.on_error = ask::on_error(on_error)?;
    door.trust_keys = trust_keys;
    let reading = Reading { zone: tz.map(zone::named).transpose()?, on_error: door.on_error };
    let question = Question::new(py, as_of, policy, rules, keep)?;
    let tell = |step: &str| progress.map_or(Ok(()), |progress| progress.call1((step,)).map(drop));
    let mut all = Tables::default();
    let mut unknown = None;
    for (name, object) in tables.into_iter().flatten() {
        let name: String = name.extract()?;
        match Table::from_name(&name) {
            _ if object.is_none() => {}
            Some(table) => {
                tell(table.name())?;
                all.push(tables::read(table, &object, reading)?);
            }
            None => unknown = unknown.or(Some(Fault::new(FaultCode::UnknownTable).in_table(name))),
        }
    }
    if let Some(fault) = unknown {
        return Err(error::faults(py, &fault.into(), lang));
    }
    tell("check")?;
    let held = py.detach(|| Held::new(all, door, &question.check()));
    let held = held.map_err(|faults| error::tally(py, &faults, lang))?;
    Ok(Report::new(Arc::new(held), question, lang, None))
}

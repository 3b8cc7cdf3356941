//! Workbooks and CSV as an office keeps them, through core's intake.

use std::path::PathBuf;
use std::sync::Arc;

use hongyan::columns::Door;
use hongyan::facts::{Fault, OnError, Table};
use hongyan::intake::{self, Intake, Mapping, Options};
use hongyan::message::Lang;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyList;
use serde::Deserialize;

use crate::ask::{self, Question};
use crate::frame::Frame;
use crate::given::Given;
use crate::held::Held;
use crate::listen::listening;
use crate::report::Report;
use crate::tables::Tables;
use crate::{day, error, files, python};

/// Tables that were read, and how they were understood: a mapping from the names of tables to tables.
///
/// :func:`read` makes them, :meth:`check` judges them. Each table alone is nothing but its rows: ``check(**facts)`` knows
/// neither the faults of rows that were left out nor where rows stand in their files, and not that engagements were
/// inferred. With ``facts.check`` the report has all of it.
///
/// >>> import hongyan
/// >>> facts, as_of = hongyan.sample()
/// >>> list(facts)[:2], len(facts["violations"]), facts.get("diaries")
/// (['engagements', 'sessions'], 2, None)
#[pyclass(frozen, mapping, module = "hongyan")]
pub(crate) struct Facts(Arc<Intake>);

fn present(facts: &hongyan::Facts) -> impl Iterator<Item = Table> {
    Table::ALL.into_iter().filter(|table| facts.has(*table))
}

/// What the standard library makes of a mapping.
fn view<'py>(facts: &Bound<'py, Facts>, kind: &str) -> PyResult<Bound<'py, PyAny>> {
    facts.py().import("collections.abc")?.getattr(kind)?.call1((facts,))
}

impl Facts {
    fn found(&self, key: &Bound<'_, PyAny>) -> Option<Table> {
        let name: String = key.extract().ok()?;
        Table::from_name(&name).filter(|table| self.0.facts.has(*table))
    }

    fn frame(&self, table: Table) -> PyResult<Frame> {
        files::of_facts(table, &self.0.facts)?.told()
    }
}

/// Reads a workbook, a CSV file, a zip of these, or a folder, however it is laid out.
///
/// Args:
///     path: the file or folder.
///     mapping: headings, sheets and values that are not recognised otherwise: ``{"sheets": {...}, "headings": {...},
///         "values": {...}}``.
///     default_year: the year of dates that name a month and a day only; without one they are faults.
///     infer_engagements: infer engagements from sessions if there is no table of them.
///     on_error: ``raise`` refuses files with faults, ``skip`` leaves faulty rows out and tells of them in ``faults``.
///     lang: the language of the error's message, ``zh`` or ``en``.
///
/// Returns:
///     The tables: ``hongyan.read(path).check(as_of=...)`` judges them.
///
/// Raises:
///     InputError: for faulty files, with every fault and its place in them.
///     OSError: for files that cannot be read.
///
/// >>> import hongyan, pathlib, tempfile
/// >>> path = pathlib.Path(tempfile.mkdtemp(), "台账.csv")
/// >>> _ = path.write_text("项目名称,社工姓名,督导形式,督导日期\n磁器口,周敏,个督,2024年3月5日\n", encoding="utf-8")
/// >>> facts = hongyan.read(path)
/// >>> facts["sessions"].to_dicts()[0]["form"]
/// 'individual'
#[pyfunction]
#[pyo3(signature = (path, *, mapping=None, default_year=None, infer_engagements=false, on_error="raise", lang="en"))]
pub(crate) fn read(
    py: Python<'_>,
    path: PathBuf,
    mapping: Option<&Bound<'_, PyAny>>,
    default_year: Option<i32>,
    infer_engagements: bool,
    on_error: &str,
    lang: &str,
) -> PyResult<Facts> {
    let on_error: OnError = ask::on_error(on_error)?;
    let lang: Lang = ask::lang(lang)?;
    let mapping = match mapping {
        Some(mapping) => Mapping::deserialize(Given(mapping.clone())).map_err(PyErr::from)?,
        None => Mapping::default(),
    };
    let options = Options { mapping, default_year, infer_engagements, on_error, ..Options::default() };
    let found = py.detach(|| files::take_in(&path, &options))?;
    found.map(|found| Facts(Arc::new(found))).map_err(|faults| error::faults(py, &faults, lang))
}

/// A mapping that was written to a file.
#[pyfunction]
#[pyo3(signature = (text, *, json))]
pub(crate) fn _mapping<'py>(py: Python<'py>, text: &str, json: bool) -> PyResult<Bound<'py, PyAny>> {
    let mapping = if json { Mapping::from_json(text) } else { Mapping::from_toml(text) };
    python::object(py, &mapping.map_err(|faults| error::faults(py, &faults, Lang::En))?)
}

/// The sample district, all of it fictional, and the day on which its records are looked at.
///
/// Returns:
///     The tables as :class:`Facts`, and a ``datetime.date``.
///
/// >>> import hongyan
/// >>> facts, as_of = hongyan.sample()
/// >>> report = facts.check(as_of=as_of)
/// >>> report.summary["revocation"]["pending"]
/// 1
#[pyfunction]
pub(crate) fn sample(py: Python<'_>) -> PyResult<(Facts, Bound<'_, PyAny>)> {
    let found = py.detach(|| intake::read_canonical(&intake::SAMPLE, &Options::default()));
    let found = found.map_err(|faults| error::faults(py, &faults, Lang::En))?;
    let as_of = Fault::as_of(intake::SAMPLE_AS_OF).map_err(|faults| error::faults(py, &faults, Lang::En))?;
    Ok((Facts(Arc::new(found)), day::date(py, as_of)?))
}

#[pymethods]
impl Facts {
    /// Judges the tables; documents and warnings of the report name the places of rows in their files.
    ///
    /// Args:
    ///     as_of: the day asked about, a ``datetime.date`` or ISO text.
    ///     policy: a :class:`Policy`, a dict or a profile's name; the defaults if none is given.
    ///     rules: the rules to ask; all that the tables serve if none is given.
    ///     keep: which findings to keep, as in :func:`check`.
    ///     lang: the language of messages, ``zh`` or ``en``.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> facts.check(as_of=as_of, rules="revocation").summary["revocation"]["pending"]
    /// 1
    #[pyo3(signature = (*, as_of, policy=None, rules=None, keep=None, lang="en"),
           text_signature = "($self, *, as_of, policy=None, rules=None, keep='problems', lang='en')")]
    fn check(
        &self,
        py: Python<'_>,
        as_of: &Bound<'_, PyAny>,
        policy: Option<&Bound<'_, PyAny>>,
        rules: Option<&Bound<'_, PyAny>>,
        keep: Option<&Bound<'_, PyAny>>,
        lang: &str,
    ) -> PyResult<Report> {
        let lang: Lang = ask::lang(lang)?;
        let question = Question::new(py, as_of, policy, rules, keep)?;
        let mut tables = Tables::default();
        for table in present(&self.0.facts) {
            tables.push(files::of_facts(table, &self.0.facts)?);
        }
        let check = question.check();
        let held = listening(py, tables.all_rows(), |stop| Held::new(tables, Door::new(), &check, stop))?;
        let held = held.map_err(|faults| error::tally(py, &faults, lang))?;
        Ok(Report::new(Arc::new(held), question, lang, Some(Arc::clone(&self.0))))
    }

    /// The names of the tables that were found, in the order of the contract.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> list(facts.keys())[:2]
    /// ['engagements', 'sessions']
    fn keys<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        view(slf, "KeysView")
    }

    /// The tables that were found, each a :class:`Frame`.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> [len(table) > 0 for table in facts.values()][:2]
    /// [True, True]
    fn values<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        view(slf, "ValuesView")
    }

    /// The names of the tables that were found, each with its table.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> {name: table.columns[0] for name, table in facts.items()}["sessions"]
    /// 'session'
    fn items<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        view(slf, "ItemsView")
    }

    /// A table, or what is given instead if there is none of this name; ``None`` without.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> facts.get("lunches") is None
    /// True
    #[pyo3(signature = (key, default=None, /))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        key: &Bound<'py, PyAny>,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        match self.found(key) {
            Some(table) => Ok(Some(Bound::new(py, self.frame(table)?)?.into_any())),
            None => Ok(default),
        }
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let names: Vec<&str> = present(&self.0.facts).map(Table::name).collect();
        Ok(PyList::new(py, names)?.try_iter()?.into_any())
    }

    fn __len__(&self) -> usize {
        present(&self.0.facts).count()
    }

    fn __contains__(&self, key: &Bound<'_, PyAny>) -> bool {
        self.found(key).is_some()
    }

    fn __getitem__(&self, key: &Bound<'_, PyAny>) -> PyResult<Frame> {
        self.frame(self.found(key).ok_or_else(|| PyKeyError::new_err(key.clone().unbind()))?)
    }

    /// The facts as plain dicts, as :func:`evaluate` takes them: table name to list of rows.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> sorted(facts.to_dict()["guidance"][0])
    /// ['guided_on', 'mentor', 'student']
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        python::object(py, &self.0.facts)
    }

    /// The faults of rows that were left out with ``on_error="skip"``, all of them; columns as in :attr:`Report.faults`.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> len(facts.faults)
    /// 0
    #[getter]
    fn faults(&self) -> PyResult<Frame> {
        Frame::faults(self.0.facts.faults())
    }

    /// Whether engagements were inferred from sessions.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> facts.engagements_inferred
    /// False
    #[getter]
    fn engagements_inferred(&self) -> bool {
        self.0.facts.engagements_inferred()
    }

    /// What was understood: files, sheets, columns, rows left out, cells read as something else than they show.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> "sheets" in facts.report
    /// True
    #[getter]
    fn report<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        python::object(py, &self.0.report)
    }

    /// The mapping that was found; given to :func:`read` again it means the same.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> sorted(facts.mapping)
    /// ['headings', 'sheets', 'values']
    #[getter]
    fn mapping<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        python::object(py, &self.0.report.mapping())
    }

    /// What was understood, as text.
    ///
    /// Args:
    ///     lang: ``zh`` or ``en``.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> isinstance(facts.text(), str)
    /// True
    #[pyo3(signature = (lang="en"))]
    fn text(&self, lang: &str) -> PyResult<String> {
        Ok(self.0.report.text(ask::lang(lang)?))
    }

    /// Where a person finds a row.
    ///
    /// Args:
    ///     table: the name of a table.
    ///     row: its row, from 0.
    ///
    /// Returns:
    ///     A dict with ``file``, ``sheet``, ``row`` (from 1, as the file counts) and ``column``; ``None`` if there is no such row.
    ///
    /// Raises:
    ///     KeyError: for a table that there is not.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> facts.source("sessions", 0)["file"]
    /// 'sessions.csv'
    fn source<'py>(&self, py: Python<'py>, table: &str, row: usize) -> PyResult<Bound<'py, PyAny>> {
        let table = Table::from_name(table).ok_or_else(|| PyKeyError::new_err(table.to_owned()))?;
        python::object(py, &self.0.report.source(table, row))
    }

    /// Where it comes from and what it has.
    fn __repr__(&self) -> String {
        let tables: Vec<String> = present(&self.0.facts)
            .map(|table| format!("{table}={}", self.0.facts.len(table).unwrap_or_default()))
            .collect();
        format!("Facts({})", tables.join(", "))
    }
}

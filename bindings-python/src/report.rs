//! The report as a class.

use std::path::PathBuf;

use hongyan::Keep;
use hongyan::finding::Verdict;
use hongyan::names::UnknownName;
use hongyan::render::{Beside, Language};
use pyo3::exceptions::PyAssertionError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::findings::{self, Which};
use crate::frame::{Frame, failed};
pub(crate) use crate::judged::Report;
use crate::policy::Policy;
use crate::{ask, day, documents, error, python, saved, status};

#[pymethods]
impl Report {
    /// The findings that were kept.
    #[getter]
    fn findings(&self, py: Python<'_>) -> PyResult<Frame> {
        match self.answer() {
            Some(answer) => Ok(findings::frame(answer, Which::Kept)),
            None => saved::frame(self.whole(py).findings()),
        }
    }

    /// All pending findings with a due date, by that date.
    #[getter]
    fn deadlines(&self, py: Python<'_>) -> PyResult<Frame> {
        match self.answer() {
            Some(answer) => Ok(findings::frame(answer, Which::Deadlines)),
            None => saved::frame(self.whole(py).deadlines()),
        }
    }

    /// Counts by rule and verdict.
    #[getter]
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        python::object(py, self.counted())
    }

    /// The same as a table.
    #[getter]
    fn counts(&self) -> PyResult<Frame> {
        Frame::summary(self.counted())
    }

    /// How every mentor stands.
    #[getter]
    fn standings(&self, py: Python<'_>) -> PyResult<Frame> {
        let integers = self.answer().is_some_and(|answer| answer.mentors_are_integers());
        Frame::standings(self.whole(py).standings(), integers)
    }

    /// What looks odd in the facts.
    #[getter]
    fn warnings(&self, py: Python<'_>) -> PyResult<Frame> {
        Frame::warnings(self.whole(py).warnings(), &|table, row| self.source(table, row))
    }

    /// The faults of rows that were left out on request.
    #[getter]
    fn faults(&self, py: Python<'_>) -> PyResult<Frame> {
        Frame::faults(self.whole(py).faults())
    }

    /// How many faults there are of each code, whatever `faults` lists: of millions it has the first thousand.
    #[getter]
    fn fault_counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let counts = PyDict::new(py);
        for (code, count) in self.tally(py) {
            counts.set_item(code.name(), count)?;
        }
        Ok(counts)
    }

    /// Faults and warnings for an engine whose rows have no numbers: sentences leave rows out, and the column `row` is
    /// the place in the table that was given here.
    fn _without_rows(&self, py: Python<'_>) -> PyResult<(Frame, Frame)> {
        let whole = self.whole(py);
        Ok((Frame::faults_without_rows(whole.faults())?, Frame::warnings_without_rows(whole.warnings())?))
    }

    /// The rules that could not be asked, each with the tables that are absent.
    #[getter]
    fn skipped<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let skipped = PyDict::new(py);
        for (rule, missing) in self.whole(py).skipped() {
            let names: Vec<&str> = missing.iter().map(|table| table.name()).collect();
            skipped.set_item(rule.name(), names)?;
        }
        Ok(skipped)
    }

    /// The policy that was used.
    #[getter]
    fn policy(&self) -> Policy {
        self.used()
    }

    /// The day that was asked about.
    #[getter]
    fn as_of<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        day::date(py, self.day())
    }

    /// Whether keys of sessions were taken to be unique.
    #[getter]
    fn trusts_keys(&self) -> bool {
        self.answer().is_some_and(|answer| answer.report().trusts_keys())
    }

    /// How the record of every row of the sessions stands, in their order: what :func:`record_status` gives.
    #[getter]
    fn records(&self, py: Python<'_>) -> PyResult<Frame> {
        let judged = self.judged("records")?;
        py.detach(|| status::of(&judged.held, &judged.question.check())).map(Frame::new)
    }

    /// The rows whose record is in order so far, and the others.
    ///
    /// A row fails if its record is in breach or undetermined (handed in before the session, say), or if it was left out
    /// for a fault. A record that can still be handed in, or that nobody owes, is in order. A row equal to an earlier one
    /// goes where that one goes.
    ///
    /// Args:
    ///     sessions: the table of sessions that was given to ``check``.
    ///
    /// Returns:
    ///     Two tables of the same kind: valid rows, failed rows. What is neither a list, a dict of columns nor a frame of
    ///     pandas or Polars gives two tables of pyarrow.
    ///
    /// Raises:
    ///     ValueError: if the table has another number of rows, or the report is saved or of batches.
    ///     ImportError: if pyarrow is needed and not installed.
    ///
    /// >>> import datetime, hongyan
    /// >>> row = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-03-05"}
    /// >>> sessions = [row, row | {"session": "D2", "record_submitted_on": "2024-03-06"}]
    /// >>> report = hongyan.check(as_of="2024-04-01", sessions=sessions)
    /// >>> valid, failed = report.split(sessions)
    /// >>> [row["session"] for row in failed]
    /// ['D1']
    fn split<'py>(slf: &Bound<'py, Self>, sessions: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("hongyan._columns")?.call_method1("split", (slf, sessions))
    }

    /// Which rows of the sessions `split` takes for failed.
    fn _failed_rows(&self, py: Python<'_>) -> PyResult<Vec<bool>> {
        let judged = self.judged("split rows")?;
        Ok(py.detach(|| status::failed_rows(&judged.held, &judged.question.check())))
    }

    /// How many duties were met in time, late or not at all, by one dimension.
    fn rates(&self, py: Python<'_>, by: &str) -> PyResult<Frame> {
        let (name, dimension) = documents::dimension(by)?;
        self.judged("rates")?;
        let district = self.district(py);
        let rates = py.detach(|| hongyan::render::rates(&district.report, &district.facts));
        Frame::rates(name, rates.get(dimension))
    }

    /// Why a finding is what it is.
    #[pyo3(signature = (subject, *, lang=None))]
    fn explain<'py>(&self, subject: &Bound<'py, PyAny>, lang: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        let py = subject.py();
        let (rule, pairs) = match subject.extract::<usize>() {
            Ok(row) => documents::subject(&self.findings(py)?.row(py, row)?)?,
            Err(_) => documents::subject(subject)?,
        };
        let judged = self.judged("explanations")?;
        let explanation = py.detach(|| documents::explain(rule, &pairs, |subject| judged.explain(subject)))?;
        match lang {
            Some(lang) => Ok(PyString::new(py, &explanation.text(ask::lang(lang)?)).into_any()),
            None => python::object(py, &explanation),
        }
    }

    /// The findings in sentences.
    #[pyo3(signature = (lang=None))]
    fn messages(&self, py: Python<'_>, lang: Option<&str>) -> PyResult<Vec<String>> {
        Ok(documents::messages(self.whole(py), self.lang(lang)?))
    }

    /// What changed since an earlier report, and by what: the day, a key of the policy, the facts.
    ///
    /// Args:
    ///     earlier: a report of this process, whose facts are judged again to find the cause of every change; or one
    ///         of :func:`load_report`, which says what changed, and by what only if nothing but one thing can have done it.
    ///
    /// Returns:
    ///     ``as_of`` and ``engine`` (``from``, ``to``), ``policy`` (changed keys), ``partial`` and ``not_compared``
    ///     (rules), ``unchanged`` (how many) and ``changes``: ``rule``, ``subject``, ``change`` (``appeared``, ``went``,
    ///     ``moved``), ``from``, ``to``, ``moved``, ``established``, ``causes`` and ``message``.
    ///
    /// >>> import hongyan
    /// >>> row = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-09-24"}
    /// >>> plain, rolled = (
    /// ...     hongyan.check(as_of="2024-10-05", policy=policy, sessions=[row]) for policy in ("plain", "civil_code")
    /// ... )
    /// >>> rolled.diff(plain)["changes"][0]["causes"]
    /// [['policy.supervision.record.last_day']]
    fn diff<'py>(&self, earlier: &Bound<'py, Report>) -> PyResult<Bound<'py, PyAny>> {
        let py = earlier.py();
        let (before, after) = (earlier.get().side(py), self.side(py));
        python::object(py, &py.detach(|| hongyan::diff::diff(before, after)))
    }

    /// Fails if there is a finding with this verdict.
    #[pyo3(signature = (verdict="breach", *, rules=None))]
    fn assert_no(&self, py: Python<'_>, verdict: &str, rules: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
        const SHOWN: usize = 10;
        let verdict: Verdict = verdict.parse().map_err(|unknown: UnknownName| error::word(&unknown))?;
        let rules = ask::rules(rules)?;
        let total: u64 =
            self.counted().iter().filter(|(rule, _)| rules.contains(rule)).map(|(_, counts)| counts.of(verdict)).sum();
        if total == 0 {
            return Ok(());
        }
        let asked = self.judged("").ok().map(|judged| {
            py.detach(|| {
                let check = judged.question.check().rules(rules.iter().copied()).keep(Keep::only(&[verdict]));
                check.columns(judged.held.columns()).to_report()
            })
        });
        let report = asked.as_ref().unwrap_or_else(|| self.whole(py));
        let said = report.findings().filter(|one| one.verdict == verdict && rules.contains(&one.rule)).take(SHOWN);
        let mut lines: Vec<String> = said.map(|finding| finding.message().text(self.lang)).collect();
        lines.insert(0, format!("{total} {}", verdict.word().get(self.lang)));
        Err(PyAssertionError::new_err(lines.join("\n")))
    }

    /// As one HTML page.
    ///
    /// Args:
    ///     path: the file to write; the text is returned if none is given.
    ///     lang: ``zh``, ``en`` or ``both``; the report's language if none is given.
    ///     xlsx: the name of a workbook of the same report beside the page, to be linked where a list is cut.
    ///     csv: the name of a table of findings beside it.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> facts.check(as_of=as_of).to_html(lang="en")[:15].lower()
    /// '<!doctype html>'
    #[pyo3(signature = (path=None, *, lang=None, xlsx=None, csv=None))]
    fn to_html<'py>(
        &self,
        py: Python<'py>,
        path: Option<PathBuf>,
        lang: Option<&str>,
        xlsx: Option<&str>,
        csv: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (language, beside) = (self.language(lang)?, Beside { xlsx, csv });
        let page = self.document(py, language, beside, |district, options| {
            hongyan::render::html(&district.report, &district.facts, options)
        });
        documents::text(py, path, &page)
    }

    /// As a workbook.
    #[pyo3(signature = (path=None, *, lang=None))]
    fn to_xlsx<'py>(&self, py: Python<'py>, path: Option<PathBuf>, lang: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        let workbook = self.document(py, self.language(lang)?, Beside::default(), |district, options| {
            hongyan::render::xlsx(&district.report, &district.facts, options)
        });
        documents::bytes(py, path, &workbook.map_err(|error| failed(&error))?)
    }

    /// What was understood of the facts, with faults and warnings, as JSON.
    ///
    /// Args:
    ///     path: the file to write; the text is returned if none is given.
    ///
    /// >>> import hongyan, json
    /// >>> facts, as_of = hongyan.sample()
    /// >>> list(json.loads(facts.check(as_of=as_of).to_facts()))
    /// ['facts', 'faults', 'warnings']
    #[pyo3(signature = (path=None))]
    fn to_facts<'py>(&self, py: Python<'py>, path: Option<PathBuf>) -> PyResult<Bound<'py, PyAny>> {
        let (district, faults) = (self.district(py), self.whole(py).faults());
        let written = py.detach(|| documents::understood(&district.facts, faults, &district.report))?;
        documents::text(py, path, &written)
    }

    /// The deadlines as a calendar.
    #[pyo3(signature = (path=None, *, lang=None))]
    fn to_ics<'py>(&self, py: Python<'py>, path: Option<PathBuf>, lang: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        let calendar = hongyan::render::ics(self.whole(py), self.language(lang)?);
        documents::text(py, path, &calendar)
    }

    /// The findings that were kept as CSV.
    ///
    /// Args:
    ///     path: the file to write; bytes are returned if none is given.
    ///     bom: begin with the mark by which spreadsheets tell UTF-8.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> facts.check(as_of=as_of).to_csv(bom=False)[:11]
    /// b'rule,clause'
    #[pyo3(signature = (path=None, *, bom=true))]
    fn to_csv<'py>(&self, py: Python<'py>, path: Option<PathBuf>, bom: bool) -> PyResult<Bound<'py, PyAny>> {
        documents::bytes(py, path, &documents::csv(self.whole(py), bom)?)
    }

    /// As the contract's JSON.
    #[pyo3(signature = (path=None))]
    fn to_json<'py>(&self, py: Python<'py>, path: Option<PathBuf>) -> PyResult<Bound<'py, PyAny>> {
        let written = self.whole(py).to_json().map_err(|error| failed(&error))?;
        documents::text(py, path, &written)
    }

    /// As the contract's JSON in plain objects.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        python::object(py, self.whole(py))
    }

    /// Counts and heat map, in a window of their own so that neither page touches the other.
    fn _repr_html_(&self, py: Python<'_>) -> String {
        let district = self.district(py);
        let page = py.detach(|| hongyan::render::glance(&district.report, &district.facts, Language::from(self.lang)));
        let page = page.replace('&', "&amp;").replace('"', "&quot;");
        format!(
            "<iframe srcdoc=\"{page}\" style=\"width:100%;height:60em;border:0;resize:vertical;overflow:auto\" title=\"hongyan\"></iframe>"
        )
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (as_of, findings) = (self.day(), self.findings(py)?.rows());
        Ok(format!("Report(as_of={as_of}, findings={findings})\n{}", self.counts()?.shown()?))
    }
}

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
    /// The findings that were kept, in the order of rules and subjects.
    ///
    /// Columns: ``rule``, ``clause``, the keys of the subject (``project``, ``worker``, ``session``, ``month``, ``supervisor``,
    /// ``mentor``, ``appointed_on``, ``guided_on``, ``found_on``, ``year``; null where a rule has no such key; ids as they were
    /// given, texts or 64-bit integers), ``verdict``, ``force``, ``due_on``, ``settled_on``, ``margin_days`` (whole days from
    /// the deciding day to ``due_on``, negative if late), ``holds_until``, ``contested``, ``due_earliest``, ``due_latest``,
    /// ``reason`` and ``detail`` (JSON). ``rule``, ``clause``, ``verdict``, ``force`` and ``reason`` are dictionaries of
    /// texts, days ``date32``.
    ///
    /// >>> import hongyan
    /// >>> row = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-09-24"}
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[row]).findings.to_dicts()[0]["due_on"]
    /// datetime.date(2024, 10, 1)
    #[getter]
    fn findings(&self, py: Python<'_>) -> PyResult<Frame> {
        match self.answer() {
            Some(answer) => Ok(findings::frame(answer, Which::Kept)),
            None => saved::frame(self.whole(py).findings()),
        }
    }

    /// All pending findings with a due date, by that date, whatever ``keep`` says; columns as in ``findings``.
    ///
    /// >>> import hongyan
    /// >>> row = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-09-24"}
    /// >>> hongyan.check(as_of="2024-09-30", sessions=[row]).deadlines.to_dicts()[0]["due_on"]
    /// datetime.date(2024, 10, 1)
    #[getter]
    fn deadlines(&self, py: Python<'_>) -> PyResult<Frame> {
        match self.answer() {
            Some(answer) => Ok(findings::frame(answer, Which::Deadlines)),
            None => saved::frame(self.whole(py).deadlines()),
        }
    }

    /// How many findings each rule has of each verdict, and how many are ``contested``, whatever ``keep`` says.
    ///
    /// >>> import hongyan
    /// >>> row = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-09-24"}
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[row]).summary["record_deadline"]["breach"]
    /// 1
    #[getter]
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        python::object(py, self.counted())
    }

    /// The summary as a table: ``rule``, a column of counts (``uint64``) for each verdict, and ``contested``.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> facts.check(as_of=as_of).counts.columns[:3]
    /// ['rule', 'compliant', 'breach']
    #[getter]
    fn counts(&self) -> PyResult<Frame> {
        Frame::summary(self.counted())
    }

    /// How every mentor stands: ``mentor``, ``standing``, ``first_day`` and ``last_day`` of the term, and whether the mentor is
    /// ``commendable`` (clauses M5 and M6).
    ///
    /// >>> import hongyan
    /// >>> appointments = [{"mentor": "m", "appointed_on": "2024-01-15"}]
    /// >>> report = hongyan.check(as_of="2024-06-01", appointments=appointments)
    /// >>> report.standings.to_dicts()[0]["last_day"]
    /// datetime.date(2027, 1, 15)
    #[getter]
    fn standings(&self, py: Python<'_>) -> PyResult<Frame> {
        let integers = self.answer().is_some_and(|answer| answer.mentors_are_integers());
        Frame::standings(self.whole(py).standings(), integers)
    }

    /// What looks odd in the facts and is no fault: ``code``, ``table``, ``row`` (from 0), the sentence in both languages, and
    /// where a person finds the row in its file. Of more than a thousand it has the first thousand by table and row.
    ///
    /// >>> import hongyan
    /// >>> row = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-09-24"}
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[row, row]).warnings.to_dicts()[0]["code"]
    /// 'repeated_row'
    #[getter]
    fn warnings(&self, py: Python<'_>) -> PyResult<Frame> {
        Frame::warnings(self.whole(py).warnings(), &|table, row| self.source(table, row))
    }

    /// The faults of rows that were left out with ``on_error="skip"``: ``table``, ``row`` (from 0), ``column``, ``value``,
    /// ``code``, the sentence in both languages, and the place in the file. Of more than a thousand it has the first
    /// thousand; ``fault_counts`` counts all.
    ///
    /// >>> import hongyan
    /// >>> row = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-09-31"}
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[row], on_error="skip").faults.to_dicts()[0]["column"]
    /// 'ended_on'
    #[getter]
    fn faults(&self, py: Python<'_>) -> PyResult<Frame> {
        Frame::faults(self.whole(py).faults())
    }

    /// How many faults there are of each code, also of those that ``faults`` no longer lists.
    ///
    /// >>> import hongyan
    /// >>> row = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-09-31"}
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[row] * 2000, on_error="skip").fault_counts
    /// {'bad_date': 2000}
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

    /// The rules that could not be asked, each with the tables that are absent. An absent table is not an empty one.
    ///
    /// >>> import hongyan
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[]).skipped["mentor_term"]
    /// ['appointments', 'guidance']
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
    ///
    /// >>> import hongyan
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[]).policy == hongyan.Policy()
    /// True
    #[getter]
    fn policy(&self) -> Policy {
        self.used()
    }

    /// The day that was asked about, a ``datetime.date``.
    ///
    /// >>> import hongyan
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[]).as_of
    /// datetime.date(2024, 10, 5)
    #[getter]
    fn as_of<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        day::date(py, self.day())
    }

    /// Whether the keys of sessions were taken to be unique, by ``trust_keys``.
    ///
    /// >>> import hongyan
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[], trust_keys=True).trusts_keys
    /// True
    #[getter]
    fn trusts_keys(&self) -> bool {
        self.answer().is_some_and(|answer| answer.report().trusts_keys())
    }

    /// How the record of every row of the sessions stands, in their order: what :func:`record_status` gives.
    ///
    /// Raises:
    ///     ValueError: for a report of :func:`load_report` or of batches, which has no rows.
    ///
    /// >>> import hongyan
    /// >>> row = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-09-24"}
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[row]).records.to_dicts()[0]["margin_days"]
    /// -4
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
    ///
    /// Args:
    ///     by: ``rule``, ``project``, ``supervisor``, ``month``, ``worker`` or ``mentor``.
    ///
    /// Returns:
    ///     A row for each value of the dimension: counts (``uint64``) of ``in_time``, ``late``, ``missed``, ``pending``,
    ///     ``excused``, ``not_applicable``, ``undetermined`` and ``contested``, and ``per_mille``, the share that was met in
    ///     time of those decided; null if none is. Every finding is counted, whatever ``keep`` says.
    ///
    /// Raises:
    ///     ValueError: for a dimension that there is not, or a report without its facts.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> facts.check(as_of=as_of).rates("rule").columns[:4]
    /// ['rule', 'in_time', 'late', 'missed']
    fn rates(&self, py: Python<'_>, by: &str) -> PyResult<Frame> {
        let (name, dimension) = documents::dimension(by)?;
        self.judged("rates")?;
        let district = self.district(py);
        let rates = py.detach(|| hongyan::render::rates(&district.report, &district.facts));
        Frame::rates(name, rates.get(dimension))
    }

    /// Why a finding is what it is: the facts, each step with its clause, the readings, and what would mend it.
    ///
    /// Args:
    ///     subject: a row of ``findings`` by its number or itself (a dict, a row of pandas), or a text
    ///         ``RULE?key=value&key=value``; also one that was not kept.
    ///     lang: ``zh`` or ``en`` for a text; a dict if none is given.
    ///
    /// Returns:
    ///     A dict with ``finding``, ``facts``, ``steps``, ``readings`` and ``remedy``, or a text.
    ///
    /// Raises:
    ///     KeyError: if there is no finding of this subject.
    ///     IndexError: if there is no such row.
    ///     ValueError: for a rule or key that there is not, or a report without its facts.
    ///
    /// >>> import hongyan
    /// >>> row = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-09-24"}
    /// >>> report = hongyan.check(as_of="2024-10-05", sessions=[row])
    /// >>> report.explain("record_deadline?session=D1&worker=w")["finding"]["verdict"]
    /// 'breach'
    /// >>> report.explain(0) == report.explain(report.findings.to_dicts()[0])
    /// True
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

    /// The findings that were kept in sentences, in the order of ``findings``.
    ///
    /// Args:
    ///     lang: ``zh`` or ``en``; the report's language if none is given.
    ///
    /// >>> import hongyan
    /// >>> row = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-09-24"}
    /// >>> len(hongyan.check(as_of="2024-10-05", sessions=[row]).messages())
    /// 1
    #[pyo3(signature = (lang=None))]
    fn messages(&self, py: Python<'_>, lang: Option<&str>) -> PyResult<Vec<String>> {
        Ok(documents::messages(self.whole(py), self.lang(lang)?))
    }

    /// What changed since an earlier report, and by what: the day, a key of the policy, the facts.
    ///
    /// Args:
    ///     earlier: a report of this process, whose facts are judged again to find the cause of every change; or one
    ///         of :func:`load_report`, without its facts: then the facts at hand are judged under the earlier question,
    ///         and a cause that this does not establish is one of those that come into question. A report that is to be
    ///         compared is best saved with ``keep="all"``: what a saved report has left out is not known.
    ///
    /// Returns:
    ///     ``as_of`` and ``engine`` (``from``, ``to``), ``policy`` (changed keys), ``partial`` and ``not_compared``
    ///     (rules), ``unchanged`` (how many), ``unknown`` (how many findings a saved report may have left out as they are),
    ///     and ``changes``: ``rule``, ``subject``, ``change`` (``appeared``, ``went``, ``moved``), ``from``, ``to``, ``moved``,
    ///     ``left_out`` (a saved report has no finding of it because it did not keep it, or because there was none),
    ///     ``established``, ``causes`` and ``message``.
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

    /// Fails if there is a finding with this verdict, whatever ``keep`` says.
    ///
    /// Args:
    ///     verdict: ``breach``, ``undetermined`` or another one.
    ///     rules: names of rules; all if none is given.
    ///
    /// Raises:
    ///     AssertionError: with the number of such findings, and the first ten in sentences.
    ///     ValueError: for a verdict or rule that there is not.
    ///
    /// >>> import hongyan
    /// >>> row = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-09-24"}
    /// >>> hongyan.check(as_of="2024-09-30", sessions=[row]).assert_no("breach")
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

    /// As a workbook: counts, findings, deadlines and what was found odd, each on a sheet.
    ///
    /// Args:
    ///     path: the file to write; bytes are returned if none is given.
    ///     lang: ``zh``, ``en`` or ``both``; the report's language if none is given.
    ///
    /// Raises:
    ///     OSError: if the file cannot be written.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> facts.check(as_of=as_of).to_xlsx()[:2]
    /// b'PK'
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

    /// The deadlines as a calendar (iCalendar), an event of a whole day each.
    ///
    /// Args:
    ///     path: the file to write; the text is returned if none is given.
    ///     lang: ``zh``, ``en`` or ``both``; the report's language if none is given.
    ///
    /// Raises:
    ///     OSError: if the file cannot be written.
    ///
    /// >>> import hongyan
    /// >>> facts, as_of = hongyan.sample()
    /// >>> facts.check(as_of=as_of).to_ics()[:15]
    /// 'BEGIN:VCALENDAR'
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

    /// As JSON, with the findings that were kept; :func:`load_report` takes it up again. To be compared whole with a later
    /// report it is to be asked for with ``keep="all"``.
    ///
    /// Args:
    ///     path: the file to write; the text is returned if none is given.
    ///
    /// Raises:
    ///     OSError: if the file cannot be written.
    ///
    /// >>> import hongyan, json
    /// >>> json.loads(hongyan.check(as_of="2024-10-05", sessions=[]).to_json())["as_of"]
    /// '2024-10-05'
    #[pyo3(signature = (path=None))]
    fn to_json<'py>(&self, py: Python<'py>, path: Option<PathBuf>) -> PyResult<Bound<'py, PyAny>> {
        let written = self.whole(py).to_json().map_err(|error| failed(&error))?;
        documents::text(py, path, &written)
    }

    /// The same as plain dicts and lists.
    ///
    /// >>> import hongyan
    /// >>> hongyan.check(as_of="2024-10-05", sessions=[]).to_dict()["as_of"]
    /// '2024-10-05'
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

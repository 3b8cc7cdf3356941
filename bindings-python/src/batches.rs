//! Tables that come in batches: states as bytes, which go together to one report.

use hongyan::columns::{Accumulator, AddError};
use hongyan::facts::{Fault, FaultCode, Table};
use hongyan::message::Lang;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyMapping};

use crate::ask::{self, Question};
use crate::report::Report;
use crate::tables::{Ids, Reading, Tables};
use crate::{error, tables};

/// Takes tables in batch by batch, and gives what is known of them as bytes.
///
/// For data that is larger than memory, or that comes a month at a time or from several machines: bytes of several calls
/// go together by :func:`merge`, and :func:`finish` makes a report of them. Findings, summary, standings and deadlines are
/// those of :func:`check` on all rows, however they were split. Memory and bytes follow the subjects, not the rows; of rule
/// ``record_deadline``, whose subject is a row, they hold the counts and the findings that ``keep`` names. The question
/// (day, policy, rules, what is kept, what is done with faults) is part of the bytes.
///
/// As rows are gone once their batch was taken in, three things are known of each batch alone: whether a (``session``,
/// ``worker``) comes twice (if sessions come in several batches, ``Report.trusts_keys`` is true), equal rows of sessions and
/// of guidance, and sessions outside every engagement, which are not warned of.
///
/// Args:
///     batches: an iterable of batches, each a mapping from names of tables to tables as :func:`check` takes them; or one
///         such mapping. They are asked for one after another.
///     as_of, policy, rules, keep, on_error, trust_keys, tz, lang: as for :func:`check`.
///     first_batch: the number of the first batch, 0 to 4294967295; the next ones count on. The rows of a whole table are
///         those of its batches in the order of their numbers; a number can be given once in all states that are merged.
///
/// Returns:
///     The state: the same bytes for the same batches, on whatever machine.
///
/// Raises:
///     InputError: for a faulty batch, with every fault of it and its number in ``batch``; rows count within the batch.
///     PolicyError: for a faulty policy, with every error.
///     ValueError: for a rule, verdict or zone that there is not, and for a number beyond the last.
///     TypeError: for a batch that is no mapping.
///
/// >>> import hongyan
/// >>> question = {"as_of": "2024-06-01", "rules": "record_deadline"}
/// >>> row = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-04-24"}
/// >>> april = hongyan.accumulate({"sessions": [row]}, **question, first_batch=202404)
/// >>> later = [{"sessions": [row | {"session": session, "ended_on": day}]}
/// ...          for session, day in [("D2", "2024-05-02"), ("D3", "2024-05-31")]]
/// >>> may = hongyan.accumulate(later, **question, first_batch=202405)
/// >>> report = hongyan.finish(hongyan.merge([may, april]))
/// >>> report.summary["record_deadline"]["breach"], report.summary["record_deadline"]["pending"]
/// (2, 1)
#[pyfunction]
#[pyo3(signature = (
    batches, *, as_of, policy=None, rules=None, keep=None, on_error="raise", trust_keys=false, tz=None, lang="en",
    first_batch=0
), text_signature = "(batches, *, as_of, policy=None, rules=None, keep='problems', on_error='raise', \
trust_keys=False, tz=None, lang='en', first_batch=0)")]
#[expect(clippy::too_many_arguments, reason = "they are keywords")]
pub(crate) fn accumulate<'py>(
    py: Python<'py>,
    batches: &Bound<'py, PyAny>,
    as_of: &Bound<'py, PyAny>,
    policy: Option<&Bound<'py, PyAny>>,
    rules: Option<&Bound<'py, PyAny>>,
    keep: Option<&Bound<'py, PyAny>>,
    on_error: &str,
    trust_keys: bool,
    tz: Option<&Bound<'_, PyAny>>,
    lang: &str,
    first_batch: u32,
) -> PyResult<Bound<'py, PyBytes>> {
    let lang: Lang = ask::lang(lang)?;
    let (door, reading) = ask::door(on_error, trust_keys, tz, Ids::Read, lang)?;
    let question = Question::new(py, as_of, policy, rules, keep)?;
    let mut all = Accumulator::new(&question.check(), door);
    let mut number = Some(first_batch);
    let mut take = |batch: &Bound<'py, PyMapping>| {
        let at = number.ok_or_else(|| PyValueError::new_err("numbers of batches end at 4294967295"))?;
        add(py, &mut all, at, batch, reading).map_err(|refusal| refusal.of_batch(py, at, lang))?;
        number = at.checked_add(1);
        PyResult::Ok(())
    };
    match batches.cast::<PyMapping>() {
        Ok(batch) => take(batch)?,
        Err(_) => batches.try_iter()?.try_for_each(|batch| take(batch?.cast::<PyMapping>()?))?,
    }
    Ok(PyBytes::new(py, &py.detach(|| all.save())))
}

/// Why a batch was not taken in.
enum Refusal {
    Faults(AddError),
    UnknownTable(Box<Fault>),
    Raised(PyErr),
}

impl From<PyErr> for Refusal {
    fn from(error: PyErr) -> Refusal {
        Refusal::Raised(error)
    }
}

impl Refusal {
    fn of_batch(self, py: Python<'_>, batch: u32, lang: Lang) -> PyErr {
        match self {
            Refusal::Faults(AddError::Faults(faults)) => error::of_batch(py, error::tally(py, &faults, lang), batch),
            Refusal::Faults(refused) => PyValueError::new_err(refused.to_string()),
            Refusal::UnknownTable(fault) => error::of_batch(py, error::faults(py, &(*fault).into(), lang), batch),
            Refusal::Raised(raised) if raised.value(py).hasattr("batch").unwrap_or_default() => {
                error::of_batch(py, raised, batch)
            }
            Refusal::Raised(raised) => raised,
        }
    }
}

fn add(
    py: Python<'_>,
    all: &mut Accumulator,
    number: u32,
    batch: &Bound<'_, PyMapping>,
    reading: Reading,
) -> Result<(), Refusal> {
    let mut given = Tables::default();
    for pair in batch.items()?.iter() {
        let (name, object): (String, Bound<'_, PyAny>) = pair.extract()?;
        match Table::from_name(&name) {
            _ if object.is_none() => {}
            Some(table) => given.push(tables::read(table, &object, reading)?),
            None => {
                let fault = Fault::new(FaultCode::UnknownTable).in_table(name);
                return Err(Refusal::UnknownTable(Box::new(fault)));
            }
        }
    }
    py.detach(|| all.add(number, given.frames())).map_err(Refusal::Faults)
}

fn load(place: usize, state: &[u8]) -> PyResult<Accumulator> {
    Accumulator::load(state).map_err(|error| PyValueError::new_err(format!("states[{place}]: {error}")))
}

/// Brings states of :func:`accumulate` together.
///
/// Args:
///     states: the bytes, one or more, in any order: the result is the same.
///
/// Returns:
///     The bytes of a state that has all their batches.
///
/// Raises:
///     ValueError: if bytes are no state, damaged, or of another version; if states were asked different questions, have a
///         batch of the same number, or hold the same ids as integers and as texts; or if there is none. It names the place.
///
/// >>> import hongyan
/// >>> one, other = (
/// ...     hongyan.accumulate({"guidance": []}, as_of="2024-06-01", first_batch=number) for number in range(2)
/// ... )
/// >>> hongyan.merge([one, other]) == hongyan.merge([other, one])
/// True
/// >>> hongyan.merge([one, one])
/// Traceback (most recent call last):
/// ValueError: states[1]: batch 0 is in both accumulators
#[pyfunction]
pub(crate) fn merge<'py>(py: Python<'py>, states: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let mut all: Option<Accumulator> = None;
    for (place, state) in states.try_iter()?.enumerate() {
        let state: PyBackedBytes = state?.extract()?;
        let before = all.take();
        all = Some(py.detach(|| {
            let next = load(place, &state)?;
            let Some(mut before) = before else { return Ok(next) };
            let merged = before.merge(next);
            merged.map_err(|error| PyValueError::new_err(format!("states[{place}]: {error}")))?;
            PyResult::Ok(before)
        })?);
    }
    let mut all = all.ok_or_else(|| PyValueError::new_err("there are no states to merge"))?;
    Ok(PyBytes::new(py, &py.detach(|| all.save())))
}

/// The report of all batches of a state.
///
/// It has findings, summary, standings, deadlines, faults and warnings, and writes all documents; what needs rows is not
/// there: ``explain``, ``rates``, ``records`` and ``split`` raise, documents show the findings that were kept without what
/// the facts would add to them, and ``diff`` says what changed and not by what. More batches can be merged to the state
/// afterwards.
///
/// Args:
///     state: bytes of :func:`accumulate` or :func:`merge`.
///     lang: the language of messages and documents, ``zh`` or ``en``.
///
/// Raises:
///     ValueError: if the bytes are no state, damaged, or of another version.
///     InputError: for keys that rows of several batches share, unless faulty rows are skipped; rows count through all
///         batches.
///
/// >>> import hongyan
/// >>> row = {"mentor": "m", "appointed_on": "2024-01-05"}
/// >>> state = hongyan.accumulate([{"appointments": [row]}, {"guidance": []}], as_of="2024-06-01", rules="mentor_inactivity")
/// >>> hongyan.finish(state).deadlines.to_dicts()[0]["due_on"]
/// datetime.date(2024, 7, 5)
/// >>> hongyan.finish(b"mentor,appointed_on")
/// Traceback (most recent call last):
/// ValueError: this is no saved accumulator
#[pyfunction]
#[pyo3(signature = (state, *, lang="en"))]
pub(crate) fn finish(py: Python<'_>, state: &Bound<'_, PyAny>, lang: &str) -> PyResult<Report> {
    let lang = ask::lang(lang)?;
    let state: PyBackedBytes = state.extract()?;
    let loaded = py.detach(|| Accumulator::load(&state).map(|mut all| all.finish()));
    let finished = loaded.map_err(|error| PyValueError::new_err(error.to_string()))?;
    Ok(Report::gathered(finished.map_err(|faults| error::tally(py, &faults, lang))?, lang))
}

//! The state of the record of every session, a row for each: nothing but the answer.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, DictionaryArray, Int8Array, Int32Array, RecordBatch};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use hongyan::columns::{Door, NO_DAY, NOT_JUDGED, RecordStatus, Records};
use hongyan::facts::Table;
use hongyan::finding::Verdict;
use hongyan::message::Lang;
use hongyan::{Check, Keep, Rule};
use pyo3::prelude::*;

use crate::ask::{self, Question};
use crate::frame::{Frame, failed};
use crate::policy::Policy;
use crate::tables::{Ids, Reading};
use crate::{cells, error, tables, zone};

/// How the record of every session stands, for a table of sessions without regard to whose they are.
///
/// Ids are not needed and not looked at, nor are keys; of a Parquet file only three columns are read. Whoever wants findings with
/// subjects and clauses asks :func:`check`.
///
/// Args:
///     sessions: the table, in any form that :func:`check` takes: ``form``, ``ended_on`` and ``record_submitted_on``.
///     as_of: the day asked about, a ``datetime.date`` or ``YYYY-MM-DD``; later events are not seen.
///     policy: a :class:`Policy`, a dict or a profile's name; the defaults if none is given.
///     on_error: ``raise`` refuses a table with faults, ``skip`` gives faulty rows no verdict.
///     tz: the zone whose days are meant by columns of instants, such as ``Asia/Shanghai``.
///     lang: the language of messages, ``zh`` or ``en``.
///
/// Returns:
///     A table with a row for each row of ``sessions``, in their order: ``verdict`` (a dictionary; null where no record is
///     owed yet or the row was left out), ``margin_days`` (``int32``: days left on submission or, without one, on the day
///     asked about; negative when late) and ``contested`` (``bool``: whether another admissible reading gives another
///     verdict).
///
/// Raises:
///     InputError: for a faulty table, with every fault.
///     PolicyError: for a faulty policy, with every error.
///     ValueError: for a zone that there is not.
///     OSError: for a file that cannot be read.
///
/// >>> import datetime, hongyan
/// >>> sessions = {"form": ["group", "individual"], "ended_on": [datetime.date(2024, 3, 5)] * 2,
/// ...             "record_submitted_on": [datetime.date(2024, 3, 14), None]}
/// >>> hongyan.record_status(sessions, as_of="2024-03-10").to_dicts()[0]
/// {'verdict': 'pending', 'margin_days': 2, 'contested': False}
#[pyfunction]
#[pyo3(signature = (sessions, *, as_of, policy=None, on_error="raise", tz=None, lang="en"))]
pub(crate) fn record_status(
    py: Python<'_>,
    sessions: &Bound<'_, PyAny>,
    as_of: &Bound<'_, PyAny>,
    policy: Option<&Bound<'_, PyAny>>,
    on_error: &str,
    tz: Option<&str>,
    lang: &str,
) -> PyResult<Frame> {
    let lang: Lang = ask::lang(lang)?;
    let mut door = Door::new();
    door.on_error = ask::on_error(on_error)?;
    let reading = Reading { zone: tz.map(zone::named).transpose()?, on_error: door.on_error, ids: Ids::Ignored };
    let question = Question {
        policy: Policy::of(py, policy)?,
        as_of: ask::as_of(as_of)?,
        rules: vec![Rule::RecordDeadline],
        keep: Keep::ALL,
    };
    let given = tables::read(Table::Sessions, sessions, reading)?;
    let answered = py.detach(|| {
        let records = Records::check(given.frame(), door)?;
        Ok(columns(records.rows(), |into| question.check().records(&records, into)))
    });
    answered.map_err(|faults| error::tally(py, &faults, lang))?.map(Frame::new)
}

/// The state of every record that was judged with others.
pub(crate) fn of(held: &crate::held::Held, check: &Check<'_>) -> PyResult<RecordBatch> {
    columns(held.sessions(), |into| check.record_status(held.columns(), into))
}

fn columns(rows: usize, fill: impl FnOnce(RecordStatus<'_>)) -> PyResult<RecordBatch> {
    let (mut verdict, mut margin_days) = (vec![NOT_JUDGED; rows], vec![NO_DAY; rows]);
    let mut contested = vec![false; rows];
    fill(RecordStatus { verdict: &mut verdict, margin_days: &mut margin_days, contested: &mut contested });
    let judged = valid(&verdict, NOT_JUDGED);
    // a code is a place in a short list
    let places: Vec<i8> = verdict.into_iter().map(u8::cast_signed).collect();
    let verdicts = DictionaryArray::try_new(Int8Array::new(places.into(), judged), words());
    let margins = valid(&margin_days, NO_DAY);
    let margins: ArrayRef = Arc::new(Int32Array::new(margin_days.into(), margins));
    let contested: ArrayRef = Arc::new(BooleanArray::from(contested));
    let verdicts: ArrayRef = Arc::new(verdicts.map_err(|error| failed(&error))?);
    cells::batch(vec![("verdict", verdicts), ("margin_days", margins), ("contested", contested)])
}

fn words() -> ArrayRef {
    cells::vocabulary(Verdict::ALL.map(Verdict::name))
}

/// Which values are not this one; none if that is all.
fn valid<T: Copy + PartialEq>(values: &[T], absent: T) -> Option<NullBuffer> {
    if values.iter().fold(true, |all, value| all & (*value != absent)) {
        return None;
    }
    Some(NullBuffer::new(values.iter().map(|value| *value != absent).collect::<BooleanBuffer>()))
}

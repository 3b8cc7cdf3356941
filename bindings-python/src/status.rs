//! The state of the record of every session, a row for each: nothing but the answer.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, DictionaryArray, Int8Array, Int32Array, RecordBatch};
use arrow_buffer::NullBuffer;
use hongyan::columns::{Door, FaultTally, NO_DAY, NOT_JUDGED, RecordStatus, Records};
use hongyan::facts::Table;
use hongyan::finding::Verdict;
use hongyan::message::Lang;
use hongyan::{Check, Keep, Rule};
use pyo3::prelude::*;
use rayon::prelude::*;

use crate::ask::{self, Question};
use crate::frame::{Frame, failed};
use crate::parquet::{Parquet, ROWS};
use crate::policy::Policy;
use crate::tables::{Given, Ids, Reading, Stream};
use crate::{cells, column, error, files, tables};

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
///     contested: whether the column ``contested`` is wanted. To leave it out saves a tenth of the time and more.
///     tz: the zone whose days are meant by columns of instants, such as ``Asia/Shanghai``, or a ``zoneinfo.ZoneInfo``.
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
#[pyo3(signature = (sessions, *, as_of, policy=None, on_error="raise", contested=true, tz=None, lang="en"))]
#[expect(clippy::too_many_arguments, reason = "they are keywords")]
pub(crate) fn record_status(
    py: Python<'_>,
    sessions: &Bound<'_, PyAny>,
    as_of: &Bound<'_, PyAny>,
    policy: Option<&Bound<'_, PyAny>>,
    on_error: &str,
    contested: bool,
    tz: Option<&Bound<'_, PyAny>>,
    lang: &str,
) -> PyResult<Frame> {
    let lang: Lang = ask::lang(lang)?;
    let (door, reading) = ask::door(on_error, false, tz, Ids::Ignored, lang)?;
    let question = Question {
        policy: Policy::of(py, policy)?,
        as_of: ask::as_of(as_of)?,
        rules: vec![Rule::RecordDeadline],
        keep: Keep::ALL,
    };
    let asked = Asked { question, reading, door, contested };
    let answered = asked.of(sessions)?.map_err(|faults| error::tally(py, &faults, lang))?;
    Ok(Frame::of(columns(0, contested, |_| ())?.schema(), answered))
}

struct Asked {
    question: Question,
    reading: Reading,
    door: Door,
    contested: bool,
}

/// Rows in, as many rows out: the answer, or the faults that there are instead.
type Part = (usize, Result<RecordBatch, FaultTally>);

impl Asked {
    /// Answers a table, part by part where it comes in parts, so that it never stands in memory as a whole.
    fn of(&self, sessions: &Bound<'_, PyAny>) -> PyResult<Result<Vec<RecordBatch>, FaultTally>> {
        let py = sessions.py();
        if let Some(path) = files::path(sessions)?.filter(|path| files::is_parquet(path)) {
            return py.detach(|| {
                let file = Parquet::open(Table::Sessions, &path, self.reading)?;
                let group = |group| file.group(group)?.map(|given| self.part(&given?)).collect::<PyResult<Vec<Part>>>();
                let parts: PyResult<Vec<Vec<Part>>> = (0..file.groups()).into_par_iter().map(group).collect();
                Ok(joined(parts?.into_iter().flatten()))
            });
        }
        let object = match files::path(sessions)? {
            Some(_) => Stream::Other(sessions.clone()),
            None => tables::stream(sessions)?,
        };
        let lang = self.reading.lang;
        match object {
            Stream::Batches(mut reader) => py.detach(|| {
                let schema = reader.schema();
                let mut parts = Vec::new();
                loop {
                    let batches = reader.by_ref().take(rayon::current_num_threads());
                    let mut batches: Vec<RecordBatch> = batches
                        .collect::<Result<_, _>>()
                        .map_err(|error| error::broken(Table::Sessions, &error, lang))?;
                    match (batches.is_empty(), parts.is_empty()) {
                        (true, false) => return Ok(joined(parts.into_iter())),
                        // its columns are looked at all the same
                        (true, true) => batches.push(RecordBatch::new_empty(Arc::clone(&schema))),
                        _ => {}
                    }
                    let slices: Vec<RecordBatch> = batches.iter().flat_map(sliced).collect();
                    let part = |batch| self.part(&Given::of_batch(Table::Sessions, batch, self.reading));
                    parts.extend(slices.par_iter().map(part).collect::<PyResult<Vec<Part>>>()?);
                }
            }),
            Stream::Other(object) => {
                let given = tables::read(Table::Sessions, &object, self.reading)?;
                py.detach(|| Ok(joined([self.part(&given)?].into_iter())))
            }
        }
    }

    fn part(&self, given: &Given) -> PyResult<Part> {
        let frame = given.frame();
        let rows = frame.rows();
        let answered = match Records::check(frame, self.door) {
            Ok(records) => Ok(columns(rows, self.contested, |into| self.question.check().records(&records, into))?),
            Err(faults) => Err(faults),
        };
        Ok((rows, answered))
    }
}

/// A batch in pieces that lie in the cache while they are looked at. Texts stay whole: all their bytes are looked at
/// with every piece.
fn sliced(batch: &RecordBatch) -> Vec<RecordBatch> {
    if batch.schema_ref().fields().iter().any(|field| column::is_text(field.data_type())) {
        return vec![batch.clone()];
    }
    let rows = batch.num_rows();
    (0..rows.max(1)).step_by(ROWS).map(|from| batch.slice(from, ROWS.min(rows.saturating_sub(from)))).collect()
}

/// The answers of all parts, or the faults of all.
fn joined(parts: impl Iterator<Item = Part>) -> Result<Vec<RecordBatch>, FaultTally> {
    let (mut batches, mut faults, mut before) = (Vec::new(), FaultTally::default(), 0_usize);
    for (rows, part) in parts {
        match part {
            Ok(batch) => batches.push(batch),
            Err(tally) => faults.append(tally, before),
        }
        before = before.saturating_add(rows);
    }
    if faults.is_empty() { Ok(batches) } else { Err(faults) }
}

/// The state of every record that was judged with others.
pub(crate) fn of(held: &crate::held::Held, check: &Check<'_>) -> PyResult<RecordBatch> {
    columns(held.sessions(), true, |into| check.record_status(held.columns(), into))
}

/// Which rows of the sessions are not in order: in breach or undetermined, or left out for a fault. A row equal to an
/// earlier one is as that one is.
pub(crate) fn failed_rows(held: &crate::held::Held, check: &Check<'_>) -> Vec<bool> {
    let mut verdict = vec![NOT_JUDGED; held.sessions()];
    let door = Door::new().skipping_faults();
    if let Some(Ok(records)) = held.given_sessions().map(|sessions| Records::check(sessions, door)) {
        check.records(&records, RecordStatus { verdict: &mut verdict, ..RecordStatus::default() });
    }
    let fails = [Verdict::Breach, Verdict::Undetermined];
    let is_one = |code: &u8| fails.iter().any(|verdict| Verdict::ALL.get(usize::from(*code)) == Some(verdict));
    let mut failed: Vec<bool> = verdict.iter().map(is_one).collect();
    for row in held.columns().left_out_for_faults(Table::Sessions) {
        if let Some(slot) = failed.get_mut(row) {
            *slot = true;
        }
    }
    failed
}

fn columns(rows: usize, with_contested: bool, fill: impl FnOnce(RecordStatus<'_>)) -> PyResult<RecordBatch> {
    let (mut verdict, mut margin_days) = (vec![NOT_JUDGED; rows], vec![NO_DAY; rows]);
    let mut contested = vec![false; if with_contested { rows } else { 0 }];
    fill(RecordStatus { verdict: &mut verdict, margin_days: &mut margin_days, contested: &mut contested });
    let judged = valid(&verdict, NOT_JUDGED);
    // a code is a place in a short list
    let places: Vec<i8> = verdict.into_iter().map(u8::cast_signed).collect();
    let verdicts = DictionaryArray::try_new(Int8Array::new(places.into(), judged), words());
    let margins = valid(&margin_days, NO_DAY);
    let margins: ArrayRef = Arc::new(Int32Array::new(margin_days.into(), margins));
    let verdicts: ArrayRef = Arc::new(verdicts.map_err(|error| failed(&error))?);
    let mut columns = vec![("verdict", verdicts), ("margin_days", margins)];
    if with_contested {
        columns.push(("contested", Arc::new(BooleanArray::new(column::bits(&contested, false), None))));
    }
    cells::batch(columns)
}

fn words() -> ArrayRef {
    cells::vocabulary(Verdict::ALL.map(Verdict::name))
}

/// Which values are not this one; none if that is all.
fn valid<T: Copy + PartialEq>(values: &[T], absent: T) -> Option<NullBuffer> {
    if values.iter().fold(true, |all, value| all & (*value != absent)) {
        return None;
    }
    Some(NullBuffer::new(column::bits(values, absent)))
}

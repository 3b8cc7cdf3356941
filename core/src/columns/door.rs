use std::ops::Range;

use super::array::{Array, Column, Validity};
use super::faults::FaultTally;
use super::frame::{Frame, Frames};
use super::keys;
use super::space::{self, Codes, Space};
use super::typed::{Engagements, Guidance, Numbers, Rows, Sessions, vocabulary};
use super::{par, small};
use crate::calendar::{Day, Month, YEARS};
use crate::facts::{
    Cell, Cells, Checked, Context, Fault, FaultCode, Id, Kind, OnError, Table, WIDTH, across, check as check_cell,
};
use crate::message::Sentence;
use crate::value::Value;

/// What the door does. By default it refuses an input that has faults, and checks everything.
///
/// ```
/// use hongyan::columns::{Columns, Door, Frame, Frames};
/// use hongyan::facts::Table;
///
/// let guidance = || Frame::new(Table::Guidance).with("mentor", &["m", ""]).with("guided_on", &[19_800, 19_800]);
/// let faults = Columns::check(Frames::new().with(guidance()), Door::new()).unwrap_err();
/// assert_eq!(faults.to_string(), "guidance, row 1, mentor: `` is not what is expected: a text that is not empty");
/// let columns = Columns::check(Frames::new().with(guidance()), Door::new().skipping_faults())?;
/// assert_eq!(columns.faults().total(), 1);
/// # Ok::<(), hongyan::columns::FaultTally>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Door {
    /// Whether an input with faults is refused whole or without its faulty rows.
    pub on_error: OnError,
    /// Whether the caller vouches that (`session`, `worker`) is unique. It is not checked then, and the report says so.
    pub trust_keys: bool,
}

impl Door {
    /// It refuses an input that has faults, and checks everything.
    ///
    /// ```
    /// use hongyan::columns::Door;
    ///
    /// let door = Door::new();
    /// assert!(door == Door::default() && !door.trust_keys);
    /// ```
    #[must_use]
    pub const fn new() -> Door {
        Door { on_error: OnError::Raise, trust_keys: false }
    }

    /// The same, but faulty rows are left out; [`Columns::faults`] tells of them.
    ///
    /// See the example of [`Door`].
    #[must_use]
    pub const fn skipping_faults(self) -> Door {
        Door { on_error: OnError::Skip, ..self }
    }

    /// The same, but the caller vouches that (`session`, `worker`) is unique: most of the door's time is saved.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    ///
    /// // one session of one worker, twice and different
    /// let sessions = Frame::new(Table::Sessions)
    ///     .with("session", &[1, 1])
    ///     .with("project", &[1, 1])
    ///     .with("worker", &[7, 7])
    ///     .with("form", &[0_u8, 0])
    ///     .with("ended_on", &[19_800, 19_801]);
    /// let frames = Frames::new().with(sessions);
    /// assert_eq!(Columns::check(frames.clone(), Door::new()).unwrap_err().total(), 2);
    /// let columns = Columns::check(frames, Door::new().trusting_keys())?;
    /// assert!(columns.trusts_keys()); // and both are judged
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub const fn trusting_keys(self) -> Door {
        Door { trust_keys: true, ..self }
    }
}

/// Tables past the door, as columns. They may be asked about any day under any policy, any number of times.
///
/// See the example of [this module](super).
#[derive(Clone, Debug)]
pub struct Columns<'a> {
    pub(super) frames: Frames<'a>,
    pub(super) projects: Space<'a>,
    pub(super) workers: Space<'a>,
    pub(super) supervisors: Space<'a>,
    pub(super) mentors: Space<'a>,
    pub(super) engagements: Option<Engagements<'a>>,
    pub(super) sessions: Option<Sessions<'a>>,
    pub(super) guidance: Option<Guidance<'a>>,
    pub(super) small: small::Tables,
    pub(super) repeated: Vec<(Table, u32)>,
    pub(super) faults: FaultTally,
    pub(super) trusted: bool,
}

/// When the keys of the small tables are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SmallKeys {
    /// At the door.
    Now,
    /// When all batches are there.
    Later,
}

/// The kinds of ids that have a space, each with the columns that hold them.
pub(super) const SPACES: [&[(Table, usize)]; 4] = [
    &[(Table::Engagements, 0), (Table::Sessions, 1), (Table::Excuses, 0), (Table::Plans, 0)],
    &[(Table::Engagements, 1), (Table::Sessions, 2), (Table::Excuses, 1)],
    &[(Table::Engagements, 4), (Table::Plans, 1)],
    &[
        (Table::Mentors, 0),
        (Table::Appointments, 0),
        (Table::Guidance, 0),
        (Table::Evaluations, 0),
        (Table::Violations, 0),
    ],
];

impl<'a> Columns<'a> {
    /// Checks tables once, for any number of questions. The values are not copied, except texts and integers far apart,
    /// which get codes.
    ///
    /// # Errors
    /// Every fault found is counted, the first [`FaultTally::KEPT`] are told in full, unless faulty rows are to be
    /// skipped. A fault of a whole column (an unknown or repeated name, another length than the others, integers where
    /// another table has texts) makes every row of its table faulty.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::{FaultCode, Table};
    ///
    /// let guidance = Frame::new(Table::Guidance).with("mentor", &[3, 4]).with("guided_on", &[19_800]);
    /// let faults = Columns::check(Frames::new().with(guidance), Door::new()).unwrap_err();
    /// assert_eq!(faults.first()[0].code, FaultCode::WrongType); // of two rows, one has a day
    /// assert_eq!(
    ///     faults.to_string(),
    ///     "guidance, guided_on: `1` has the wrong type; expected: 2 rows, as in the other columns"
    /// );
    /// ```
    pub fn check(frames: Frames<'a>, door: Door) -> Result<Columns<'a>, FaultTally> {
        Columns::pass(frames, door, SmallKeys::Now)
    }

    pub(super) fn pass(frames: Frames<'a>, door: Door, small_keys: SmallKeys) -> Result<Columns<'a>, FaultTally> {
        let mut faults = FaultTally::default();
        let mut left_out: [Rows; Table::ALL.len()] = Default::default();
        for (frame, out) in frames
            .iter()
            .filter_map(|frame| Some((frame, left_out.get(frame.table as usize)?.clone())))
            .collect::<Vec<_>>()
        {
            let mut out: Rows = out;
            frame.structure(&mut faults, &mut out);
            rows(frame, &mut faults, &mut out);
            if let Some(slot) = left_out.get_mut(frame.table as usize) {
                *slot = out;
            }
        }
        let mut spaces: [Space<'a>; 4] = Default::default();
        let mut codes: Vec<(Table, usize, Codes<'a>)> = Vec::new();
        for (columns, slot) in SPACES.iter().zip(&mut spaces) {
            mixed(&frames, columns, &mut faults, &mut left_out);
            let arrays: Vec<Option<Array<'a>>> =
                columns.iter().map(|(table, at)| frames.get(*table).and_then(|frame| frame.at(*at))).collect();
            let (space, coded) = space::encode(&arrays);
            *slot = space;
            codes.extend(columns.iter().zip(coded).map(|((table, at), codes)| (*table, *at, codes)));
        }
        let mut take = |table: Table, at: usize| {
            let found = codes.iter_mut().find(|(of, place, _)| (*of, *place) == (table, at));
            found.map_or(Codes::Nobody, |(_, _, codes)| std::mem::replace(codes, Codes::Nobody))
        };
        let mut repeated = Vec::new();
        let mut columns = Columns::assemble(frames, spaces, &mut take, left_out);
        columns.trusted = door.trust_keys;
        if !door.trust_keys {
            keys::sessions(&mut columns, &mut faults, &mut repeated);
        }
        match small_keys {
            SmallKeys::Now => {
                keys::small(&mut columns, &mut faults, &mut repeated);
            }
            SmallKeys::Later if door.on_error == OnError::Raise => {
                // to refuse early; what is left out is decided later
                let small = columns.small.clone();
                let in_sessions = repeated.len();
                keys::small(&mut columns, &mut faults, &mut repeated);
                repeated.truncate(in_sessions);
                columns.small = small;
            }
            SmallKeys::Later => {}
        }
        repeated.sort_unstable();
        faults.settle();
        faults.locate(|fault| columns.frames.locate(fault));
        if door.on_error == OnError::Raise && !faults.is_empty() {
            return Err(faults);
        }
        columns.small.settle();
        columns.repeated = repeated;
        columns.faults = faults;
        Ok(columns)
    }

    /// Frames whose rows have been looked at, with their ids as codes. Keys have still to be looked at, and
    /// [`small::Tables::settle`] to be called.
    pub(super) fn assemble(
        frames: Frames<'a>,
        [projects, workers, supervisors, mentors]: [Space<'a>; 4],
        take: &mut impl FnMut(Table, usize) -> Codes<'a>,
        left_out: [Rows; Table::ALL.len()],
    ) -> Columns<'a> {
        let small = small::Tables::of(&frames, take, &left_out);
        let [engagements_out, sessions_out, _, _, _, _, guidance_out, ..] = left_out;
        Columns {
            engagements: frames.get(Table::Engagements).map(|frame| {
                let worker = take(Table::Engagements, 1);
                Engagements {
                    sorted: worker.ascend(frame.rows()),
                    rows: frame.rows(),
                    project: take(Table::Engagements, 0),
                    worker,
                    supervisor: take(Table::Engagements, 4),
                    start: Numbers::of(frame.at(2), Kind::Date),
                    end: Numbers::of(frame.at(3), Kind::Date),
                    left_out: engagements_out,
                }
            }),
            sessions: frames.get(Table::Sessions).map(|frame| {
                let (project, worker) = (take(Table::Sessions, 1), take(Table::Sessions, 2));
                Sessions::of(frame, project, worker, sessions_out)
            }),
            guidance: frames.get(Table::Guidance).map(|frame| {
                let mentor = take(Table::Guidance, 0);
                Guidance {
                    sorted: mentor.ascend(frame.rows()),
                    rows: frame.rows(),
                    mentor,
                    guided_on: Numbers::of(frame.at(1), Kind::Date),
                    left_out: guidance_out,
                }
            }),
            small,
            frames,
            projects,
            workers,
            supervisors,
            mentors,
            repeated: Vec::new(),
            faults: FaultTally::default(),
            trusted: false,
        }
    }

    /// Whether the table is present.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    ///
    /// let columns = Columns::check(Frames::new().with(Frame::new(Table::Violations)), Door::new())?;
    /// assert!(columns.has(Table::Violations)); // without rows, but there
    /// assert!(!columns.has(Table::Guidance));
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn has(&self, table: Table) -> bool {
        self.frames.get(table).is_some()
    }

    /// The faults whose rows were left out; empty unless that was asked for.
    ///
    /// See the example of [`Door`].
    #[must_use]
    pub fn faults(&self) -> &FaultTally {
        &self.faults
    }

    /// The rows of a table that were left out for a fault, ascending. Rows equal to an earlier one are not among them.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    ///
    /// let guidance = Frame::new(Table::Guidance).with("mentor", &["m", "", "m"]).with("guided_on", &[19_800; 3]);
    /// let columns = Columns::check(Frames::new().with(guidance), Door::new().skipping_faults())?;
    /// assert_eq!(columns.left_out_for_faults(Table::Guidance).collect::<Vec<_>>(), [1]);
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    pub fn left_out_for_faults(&self, table: Table) -> impl Iterator<Item = usize> {
        let is_repeated =
            move |row: usize| u32::try_from(row).is_ok_and(|row| self.repeated.binary_search(&(table, row)).is_ok());
        self.left_out(table).iter().filter(move |row| !is_repeated(*row))
    }

    /// Whether the caller vouched that the keys of sessions are unique.
    ///
    /// See the example of [`Door::trusting_keys`].
    #[must_use]
    pub fn trusts_keys(&self) -> bool {
        self.trusted
    }
}

/// Integers and texts in columns of the same ids: none of the rows whose ids are of the other type can be used.
pub(super) fn mixed(
    frames: &Frames<'_>,
    columns: &[(Table, usize)],
    faults: &mut FaultTally,
    left_out: &mut [Rows; Table::ALL.len()],
) {
    let mut first: Option<(space::Sort, &Table, &crate::facts::Column)> = None;
    for (table, at) in columns {
        let Some(column) = table.columns().get(*at) else { continue };
        let Some(sort) = frames.get(*table).and_then(|frame| frame.at(*at)).as_ref().and_then(space::sort) else {
            continue;
        };
        match first {
            None => first = Some((sort, table, column)),
            Some((other, ..)) if other == sort => {}
            Some((_, of, name)) => {
                let expected = Sentence {
                    zh: format!("与 {of}.{} 同类的标识（同为整数或同为文字）", name.name),
                    en: format!("ids of the same type as in {of}.{}, all integers or all texts", name.name),
                };
                let fault = Fault::new(FaultCode::WrongType).in_table(table.name()).in_column(column.name);
                let first = frames.get(*table).and_then(|frame| first_id(frame, *at));
                faults.push(fault.of(first.unwrap_or(Value::Null)).because(Context::Cause(expected)));
                if let Some((frame, out)) = frames.get(*table).zip(left_out.get_mut(*table as usize)) {
                    (0..frame.rows()).for_each(|row| out.add(row));
                }
            }
        }
    }
}

/// The first id of a column, to show of which type they are.
pub(super) fn first_id(frame: &Frame<'_>, at: usize) -> Option<Value> {
    let array = frame.at(at)?;
    (0..array.len()).find_map(|row| keys::id_of(&array, row)).map(|id| match id {
        space::IdValue::Integer(number) => Value::Number(number.into()),
        space::IdValue::Text(text) => Value::Text(text.to_owned()),
    })
}

/// The faults of single rows: most blocks are found good at a glance, the rows of the others are read one by one.
pub(super) fn rows(frame: &Frame<'_>, faults: &mut FaultTally, left_out: &mut Rows) {
    let parts = par::ranges(frame.rows(), 1 << 14, 64);
    let found = par::map(&parts, |range| {
        let mut tally = FaultTally::default();
        // spans of rows: where one is at fault, most are
        let mut faulty: Vec<Range<usize>> = Vec::new();
        for block in par::blocks(range.clone()) {
            if is_plain(frame, block.clone()) {
                continue;
            }
            for row in block.filter(|row| row_faults(frame, *row, &mut tally)) {
                match faulty.last_mut() {
                    Some(span) if span.end == row => span.end = row.saturating_add(1),
                    _ => faulty.push(row..row.saturating_add(1)),
                }
            }
        }
        (tally, faulty)
    });
    for (tally, faulty) in found {
        faults.add(tally);
        faulty.into_iter().flatten().for_each(|row| left_out.add(row));
    }
}

/// Whether every value of these rows is good at a glance.
fn is_plain(frame: &Frame<'_>, rows: Range<usize>) -> bool {
    let within = |array: &Option<Array<'_>>, column: &crate::facts::Column| match array {
        None => true,
        Some(array) if array.len() < rows.end => false,
        Some(array) => {
            let required = !column.required || nulls(array.validity(), rows.clone());
            required && values_plain(array, column.kind, rows.clone())
        }
    };
    frame.columns.iter().zip(frame.table.columns()).all(|(array, column)| within(array, column))
        && across_plain(frame, rows)
}

/// Whether none of these rows is null.
fn nulls(validity: Validity<'_>, rows: Range<usize>) -> bool {
    validity.is_all() || rows.into_iter().all(|row| validity.has(row))
}

fn values_plain(array: &Array<'_>, kind: Kind, rows: Range<usize>) -> bool {
    // without a branch, so that it becomes vectors
    fn outside<T: PartialOrd>(value: T, least: T, most: T) -> bool {
        (value < least) | (value > most)
    }
    fn lie<T: Copy + PartialOrd>(values: &[T], least: T, most: T) -> bool {
        !values.iter().fold(false, |bad, value| bad | outside(*value, least, most))
    }
    fn all(column: &Column<'_, i32>, rows: Range<usize>, least: i32, most: i32) -> bool {
        let values = column.values.get(rows.clone()).unwrap_or_default();
        if column.validity.is_all() {
            return lie(values, least, most);
        }
        if let Validity::Bytes(flags) = column.validity
            && let Some(flags) = flags.get(rows.clone())
        {
            let given = values.iter().zip(flags);
            return !given.fold(false, |bad, (value, flag)| bad | (*flag != 0) & outside(*value, least, most));
        }
        let (numbers, mut room) = (Numbers::given(*column), Vec::new());
        par::blocks(rows).all(|rows| lie(numbers.filled(rows, least, &mut room), least, most))
    }
    let (first_month, last_month) =
        (YEARS.start().saturating_mul(12), YEARS.end().saturating_mul(12).saturating_add(11));
    match (array, kind) {
        (Array::Null(_), _) => true,
        (Array::I32(_) | Array::I64(_) | Array::U32(_), Kind::Id) | (Array::Bool(_), Kind::Flag) => true,
        (Array::I32(column), Kind::Date) => all(column, rows, Day::FIRST.number(), Day::LAST.number()),
        (Array::I32(column), Kind::Month) => all(column, rows, first_month, last_month),
        (Array::I32(column), Kind::Year) => all(column, rows, *YEARS.start(), *YEARS.end()),
        (Array::I32(column), Kind::Count) => all(column, rows, 0, i32::MAX),
        (Array::U8(column), kind) if vocabulary(kind).is_some() => {
            let last = vocabulary(kind).and_then(|words| u8::try_from(words.saturating_sub(1)).ok());
            let last = last.unwrap_or_default();
            lie(column.values.get(rows.clone()).unwrap_or_default(), 0, last)
                || rows.into_iter().all(|row| column.get(row).is_none_or(|code| code <= last))
        }
        (Array::Text(texts, validity), Kind::Id | Kind::Reason | Kind::Text) => {
            kind == Kind::Text
                || texts.are_filled(rows.clone())
                || rows.into_iter().all(|row| !validity.has(row) || !texts.get(row).is_empty())
        }
        (Array::Text(..) | Array::Dictionary(..), _) => {
            let good = |row: usize| check_cell(&cell_of(array, kind, row), kind, |_| Id::new(0)).is_ok();
            rows.into_iter().all(good)
        }
        _ => false,
    }
}

/// The same for what concerns several columns of a row.
fn across_plain(frame: &Frame<'_>, rows: Range<usize>) -> bool {
    let (start, end) = match frame.table {
        Table::Engagements => (2, 3),
        Table::Appointments => (1, 2),
        Table::Plans => return false,
        _ => return true,
    };
    let (Some(start), Some(end)) = (frame.at(start), frame.at(end)) else {
        return true;
    };
    let (Array::I32(start), Array::I32(end)) = (start, end) else {
        return false;
    };
    rows.into_iter().all(|row| start.get(row).zip(end.get(row)).is_none_or(|(start, end)| start <= end))
}

/// A value as the door of single rows takes it.
pub(super) fn cell_of<'a>(array: &Array<'a>, kind: Kind, row: usize) -> Cell<'a> {
    match (array.cell(row), kind, array) {
        (Cell::Number(id), Kind::Id, Array::I32(_) | Array::I64(_) | Array::U32(_)) => Cell::text(id.to_string()),
        (Cell::Number(day), Kind::Date, Array::I32(_)) => match i32::try_from(day) {
            Ok(day) if Day::from_number(day).number() == day => Cell::Day(Day::from_number(day)),
            _ => Cell::Number(day),
        },
        (Cell::Number(month), Kind::Month, Array::I32(_)) => match i32::try_from(month) {
            Ok(month) if Month::from_number(month).number() == month => Cell::Month(Month::from_number(month)),
            _ => Cell::Number(month),
        },
        (Cell::Number(code), Kind::Form | Kind::PlanKind | Kind::ContentSource, Array::U8(_)) => {
            let code_of = u8::try_from(code).ok();
            let name = match kind {
                Kind::Form => code_of.and_then(crate::facts::Form::from_code).map(crate::facts::Form::name),
                Kind::PlanKind => code_of.and_then(crate::facts::PlanKind::from_code).map(crate::facts::PlanKind::name),
                _ => code_of.and_then(crate::facts::ContentSource::from_code).map(crate::facts::ContentSource::name),
            };
            name.map_or_else(|| Cell::text(code.to_string()), Cell::text)
        }
        (cell, ..) => cell,
    }
}

/// Adds the faults of one row; whether there are any.
fn row_faults(frame: &Frame<'_>, row: usize, tally: &mut FaultTally) -> bool {
    if frame.is_none(row) {
        return true;
    }
    let mut faulty = false;
    let mut checked: Cells = [Checked::Null; WIDTH];
    let mut add = |code: FaultCode, column: &'static str, value: &dyn Fn() -> Value, context: Context| {
        faulty = true;
        if FaultTally::wants(tally.first().len()) {
            let fault = Fault::new(code).in_table(frame.table.name()).in_row(row).in_column(column);
            tally.push(fault.of(value()).because(context));
        } else {
            tally.count(code, 1);
        }
    };
    for (place, (column, slot)) in frame.table.columns().iter().zip(&mut checked).enumerate() {
        let Some(array) = frame.at(place) else { continue };
        if row >= array.len() || frame.is_refused(row, place) {
            // that has been said
            *slot = Checked::Faulty;
            continue;
        }
        let cell = cell_of(&array, column.kind, row);
        match check_cell(&cell, column.kind, |_| Id::new(0)) {
            Ok(Checked::Null) if column.required => {
                add(FaultCode::MissingValue, column.name, &|| Value::Null, Context::None);
            }
            Ok(value) => *slot = value,
            Err((code, context)) => {
                *slot = Checked::Faulty;
                add(code, column.name, &|| cell.clone().into(), context);
            }
        }
    }
    across(frame.table, &checked, |code, column, value, context| add(code, column, &|| value.clone(), context));
    faulty
}

/// Whether a value is given and passes.
pub(super) fn is_good(array: &Array<'_>, kind: Kind, row: usize) -> bool {
    check_cell(&cell_of(array, kind, row), kind, |_| Id::new(0)).is_ok_and(|checked| checked != Checked::Null)
}

/// Whether two rows are alike in every column.
pub(super) fn alike(frame: &Frame<'_>, one: usize, other: usize) -> bool {
    frame.table.columns().iter().zip(&frame.columns).enumerate().all(|(place, (column, array))| {
        let cells = [one, other].map(|row| {
            let cell = array.as_ref().map_or(Cell::Null, |array| cell_of(array, column.kind, row));
            (frame.is_refused(row, place), cell)
        });
        let bad =
            |(refused, cell): &(bool, Cell<'_>)| *refused || check_cell(cell, column.kind, |_| Id::new(0)).is_err();
        let [one, other] = &cells;
        one == other || (bad(one) && bad(other))
    })
}

#[cfg(test)]
mod tests;

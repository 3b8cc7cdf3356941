use std::fmt;
use std::ops::Range;

use super::array::Array;
use super::faults::FaultTally;
use super::typed::Rows;
use crate::facts::{Cell, Context, Fault, FaultCode, Id, Kind, Source, Table, WIDTH, check};
use crate::message::{Sentence, Text};
use crate::value::Value;

const SAME_TYPE: Text = Text::new("与该列其他值同一类型", "the type of the other values of its column");
const TIME_OF_DAY: Text = Text::new("带有时刻，应只有日期", "it has a time of day, where a date alone is expected");
const ZONE: Text = Text::new(
    "不带时区的日期，或以 tz= 指明按哪个时区取日期",
    "dates without a zone, or tz= with the zone whose days are meant",
);

impl Kind {
    /// What a column of this kind may hold.
    ///
    /// ```
    /// use hongyan::facts::Kind;
    ///
    /// assert_eq!(Kind::Id.column().en, "integers or texts");
    /// ```
    #[must_use]
    pub const fn column(self) -> Text {
        match self {
            Kind::Id => Text::new("整数或文字", "integers or texts"),
            Kind::Text | Kind::Reason => Text::new("文字", "texts"),
            Kind::Date => Text::new("日期，或 YYYY-MM-DD 形式的文字", "dates, or texts YYYY-MM-DD"),
            Kind::Month => Text::new("月份或日期，或 YYYY-MM 形式的文字", "months, dates, or texts YYYY-MM"),
            Kind::Year | Kind::Count => Text::new("整数", "whole numbers"),
            Kind::Flag => Text::new("真或假", "true or false"),
            Kind::Form | Kind::PlanKind | Kind::ContentSource => Text::new("名称或代码", "names or codes"),
        }
    }
}

/// A table as borrowed columns.
///
/// ```
/// use hongyan::columns::Frame;
/// use hongyan::facts::Table;
///
/// let frame = Frame::new(Table::Guidance).with("mentor", &[1, 1, 2]).with("guided_on", &[19_800, 19_830, 19_815]);
/// assert_eq!(frame.rows(), 3);
/// ```
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    pub(super) table: Table,
    pub(super) columns: [Option<Array<'a>>; WIDTH],
    /// Names that the table does not know, or that were given twice.
    odd: Vec<(String, FaultCode)>,
    refused: Refused,
    /// The rows of a table whose ids are of no interest.
    anonymous: Option<usize>,
    located: Located<'a>,
}

/// Tells where a person finds the place of a fault.
type Locate<'a> = &'a (dyn Fn(&Fault) -> Option<Source> + Send + Sync);

#[derive(Clone, Copy, Default)]
struct Located<'a>(Option<Locate<'a>>);

impl fmt::Debug for Located<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Located").field(&self.0.is_some()).finish()
    }
}

/// What a loader could not read as a column, by place: the faults, and the rows.
#[derive(Clone, Debug, Default)]
struct Refused {
    faults: FaultTally,
    rows: [Vec<Range<usize>>; WIDTH],
    whole: [bool; WIDTH],
    /// Rows refused for what no column has.
    elsewhere: Vec<usize>,
    /// Rows that are none, ascending.
    none: Vec<usize>,
}

impl<'a> Frame<'a> {
    /// A table without a column.
    ///
    /// ```
    /// use hongyan::columns::Frame;
    /// use hongyan::facts::Table;
    ///
    /// let frame = Frame::new(Table::Violations);
    /// assert_eq!((frame.table(), frame.rows()), (Table::Violations, 0));
    /// ```
    #[must_use]
    pub fn new(table: Table) -> Frame<'a> {
        Frame {
            table,
            columns: [None; WIDTH],
            odd: Vec::new(),
            refused: Refused::default(),
            anonymous: None,
            located: Located::default(),
        }
    }

    /// The same with this column. What is wrong with its name, the door says.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::{FaultCode, Table};
    ///
    /// let guidance = Frame::new(Table::Guidance).with("mentor", &[3]).with("guided_on", &[19_800]);
    /// let faults = Columns::check(Frames::new().with(guidance.with("guide", &[1])), Door::new()).unwrap_err();
    /// assert_eq!(faults.first()[0].code, FaultCode::UnknownColumn);
    /// ```
    #[must_use]
    pub fn with(mut self, name: &str, array: impl Into<Array<'a>>) -> Frame<'a> {
        match self.table.position(name).and_then(|place| self.columns.get_mut(place)) {
            Some(slot @ None) => *slot = Some(array.into()),
            Some(Some(_)) => self.odd.push((name.to_owned(), FaultCode::DuplicateKey)),
            None => self.odd.push((name.to_owned(), FaultCode::UnknownColumn)),
        }
        self
    }

    /// The same with the places that a person knows: faults of its rows and columns have them.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::{Fault, Source, Table};
    ///
    /// let line = |fault: &Fault| Some(Source { row: Some(fault.row? + 2), ..Source::default() });
    /// let guidance = Frame::new(Table::Guidance).with("mentor", &[""]).with("guided_on", &[19_800]).located(&line);
    /// let faults = Columns::check(Frames::new().with(guidance), Door::new()).unwrap_err();
    /// assert_eq!(faults.first()[0].source.as_ref().and_then(|source| source.row), Some(2));
    /// ```
    #[must_use]
    pub fn located(self, locate: Locate<'a>) -> Frame<'a> {
        Frame { located: Located(Some(locate)), ..self }
    }

    /// Where a person finds the place of a fault of this table.
    pub(super) fn locate(&self, fault: &Fault) -> Option<Source> {
        self.located.0.and_then(|locate| locate(fault))
    }

    /// A fault that a loader has found. The value or row that it is about is named to [`Frame::refuse_told`].
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::{Fault, FaultCode, Table};
    ///
    /// let mut guidance = Frame::new(Table::Guidance).with("mentor", &["m", "n"]).with("guided_on", &[0, 19_800]);
    /// guidance.tell(Fault::new(FaultCode::AmbiguousDate).in_table("guidance").in_row(0).in_column("guided_on"));
    /// guidance.refuse_told(0, Some("guided_on"));
    /// let columns = Columns::check(Frames::new().with(guidance), Door::new().skipping_faults())?;
    /// assert_eq!(columns.faults().total(), 1);
    /// assert_eq!(columns.left_out_for_faults(Table::Guidance).collect::<Vec<_>>(), [0]);
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    pub fn tell(&mut self, fault: Fault) {
        self.refused.faults.add_with(fault.code, || fault);
    }

    /// A value, or a whole row, whose fault has been told: its row is left out without another word. Values of a column
    /// come in the order of their rows.
    ///
    /// See the example of [`Frame::tell`].
    pub fn refuse_told(&mut self, row: usize, column: Option<&str>) {
        match column.and_then(|column| self.table.position(column)) {
            Some(place) => self.mark_refused(row, place),
            None => self.refused.elsewhere.push(row),
        }
    }

    /// A value that a loader could not bring into an [`Array`]: its row is left out, and the door says why, as it does
    /// of any other. Values of a column come in the order of their rows; in its array these rows hold anything. Of very
    /// many faults the first are kept and the others counted.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::{Cell, Table};
    ///
    /// let mut guidance = Frame::new(Table::Guidance).with("mentor", &["m"]).with("guided_on", &[0]);
    /// guidance.refuse(0, "guided_on", &Cell::Flag(true));
    /// let faults = Columns::check(Frames::new().with(guidance), Door::default()).unwrap_err();
    /// assert!(faults.to_string().starts_with("guidance, row 0, guided_on: `true` is not what is expected"));
    /// ```
    pub fn refuse(&mut self, row: usize, column: &str, cell: &Cell<'_>) {
        let kind =
            self.table.position(column).and_then(|place| self.table.columns().get(place)).map(|known| known.kind);
        let (code, context) = match kind.map(|kind| check(cell, kind, |_| Id::new(0))) {
            None => (FaultCode::UnknownColumn, Context::None),
            Some(Err(refusal)) => refusal,
            // what no array holds beside the others of its column
            Some(Ok(_)) => (FaultCode::WrongType, Context::Cause(SAME_TYPE.into())),
        };
        self.refuse_value(row, column, code, |fault| fault.of(cell.clone()).because(context));
    }

    /// Something in the place of a row that has no columns; `shown` is its text. Rows come in their order.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    ///
    /// // the second of three rows came as `null`
    /// let mut guidance =
    ///     Frame::new(Table::Guidance).with("mentor", &[3, 0, 4]).with("guided_on", &[19_800, 0, 19_801]);
    /// guidance.refuse_row(1, "null");
    /// let columns = Columns::check(Frames::new().with(guidance), Door::new().skipping_faults())?;
    /// assert_eq!(columns.faults().first()[0].row, Some(1));
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    pub fn refuse_row(&mut self, row: usize, shown: &str) {
        let table = self.table.name();
        self.refused.none.push(row);
        self.refused.faults.add_with(FaultCode::WrongType, || {
            Fault::not_an_object().in_table(table).in_row(row).of(Value::Text(shown.to_owned()))
        });
    }

    /// The same for a point in time where a date is asked for; `shown` is its text.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    ///
    /// let mut guidance = Frame::new(Table::Guidance).with("mentor", &[3]).with("guided_on", &[0]);
    /// guidance.refuse_time(0, "guided_on", || "2024-03-05 14:30".to_owned());
    /// let faults = Columns::check(Frames::new().with(guidance), Door::new()).unwrap_err();
    /// assert!(faults.to_string().starts_with("guidance, row 0, guided_on: `2024-03-05 14:30`: it has a time of day"));
    /// ```
    pub fn refuse_time(&mut self, row: usize, column: &str, shown: impl FnOnce() -> String) {
        self.refuse_value(row, column, FaultCode::BadDate, |fault| {
            fault.of(Value::Text(shown())).because(Context::Because(TIME_OF_DAY.into()))
        });
    }

    /// A column of a type that no [`Array`] has: no row can be used.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    ///
    /// let mut guidance = Frame::new(Table::Guidance).with("mentor", &[3]);
    /// guidance.refuse_type("guided_on", "list of int64");
    /// let faults = Columns::check(Frames::new().with(guidance), Door::new()).unwrap_err();
    /// assert!(faults.to_string().contains("expected: dates, or texts YYYY-MM-DD"));
    /// ```
    pub fn refuse_type(&mut self, column: &str, given: &str) {
        match self.table.columns().iter().find(|known| known.name == column) {
            Some(known) => self.refuse_column(column, given, known.kind.column()),
            None => self.odd.push((column.to_owned(), FaultCode::UnknownColumn)),
        }
    }

    /// A column of instants: which days they lie on is not known without a zone.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    ///
    /// let mut guidance = Frame::new(Table::Guidance).with("mentor", &[3]);
    /// guidance.refuse_zone("guided_on", "timestamp[us, tz=UTC]");
    /// let faults = Columns::check(Frames::new().with(guidance), Door::new()).unwrap_err();
    /// assert!(faults.to_string().contains("`timestamp[us, tz=UTC]`"));
    /// ```
    pub fn refuse_zone(&mut self, column: &str, given: &str) {
        self.refuse_column(column, given, ZONE);
    }

    fn refuse_column(&mut self, column: &str, given: &str, expected: Text) {
        let place = self.table.position(column);
        if let Some(whole) = place.and_then(|place| self.refused.whole.get_mut(place)) {
            *whole = true;
        }
        let table = self.table.name();
        self.refused.faults.add_with(FaultCode::WrongType, || {
            let fault = Fault::wrong_shape(expected).in_table(table).in_column(column.to_owned());
            fault.of(Value::Text(given.to_owned()))
        });
    }

    fn refuse_value(&mut self, row: usize, column: &str, code: FaultCode, fault: impl FnOnce(Fault) -> Fault) {
        self.refuse_told(row, Some(column));
        let table = self.table.name();
        self.refused
            .faults
            .add_with(code, || fault(Fault::new(code).in_table(table).in_row(row).in_column(column.to_owned())));
    }

    /// Marks a value as refused without a word. Values of a column come in the order of their rows.
    pub(super) fn mark_refused(&mut self, row: usize, place: usize) {
        let Some(rows) = self.refused.rows.get_mut(place) else { return };
        match rows.last_mut() {
            Some(last) if last.end == row => last.end = row.saturating_add(1),
            _ => rows.push(row..row.saturating_add(1)),
        }
    }

    /// Whether there is something else in the place of this row.
    pub(super) fn is_none(&self, row: usize) -> bool {
        self.refused.none.binary_search(&row).is_ok()
    }

    /// Whether the loader refused this value.
    pub(super) fn is_refused(&self, row: usize, place: usize) -> bool {
        self.refused.whole.get(place) == Some(&true)
            || self.refused.rows.get(place).is_some_and(|rows| {
                let at = rows.partition_point(|span| span.end <= row);
                rows.get(at).is_some_and(|span| span.contains(&row))
            })
    }

    /// The table that it is.
    ///
    /// See the example of [`Frame::new`].
    #[must_use]
    pub fn table(&self) -> Table {
        self.table
    }

    /// The number of rows: that of its longest column.
    ///
    /// See the example of [`Frame`].
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.iter().flatten().map(Array::len).chain(self.anonymous).max().unwrap_or_default()
    }

    /// The same without its ids, which are not missed.
    pub(super) fn without_ids(mut self) -> Frame<'a> {
        // a table that has nothing else has its rows all the same
        self.anonymous = Some(self.rows());
        let ids = self.columns.iter_mut().zip(self.table.columns()).filter(|(_, column)| column.kind == Kind::Id);
        ids.for_each(|(array, _)| *array = None);
        self
    }

    /// The column at a place of the table.
    pub(super) fn at(&self, place: usize) -> Option<Array<'a>> {
        self.columns.get(place).copied().flatten()
    }

    /// Faults of the columns as such; with one of them no row can be used.
    pub(super) fn structure(&self, faults: &mut FaultTally, left_out: &mut Rows) {
        let rows = self.rows();
        let Refused { faults: refused, rows: spans, elsewhere, none, whole } = &self.refused;
        faults.add(refused.clone());
        spans.iter().flatten().cloned().flatten().for_each(|row| left_out.add(row));
        elsewhere.iter().chain(none).for_each(|row| left_out.add(*row));
        let before = faults.total();
        let fault = |code, column: &str| Fault::new(code).in_table(self.table.name()).in_column(column.to_owned());
        for (name, code) in &self.odd {
            faults.push(match code {
                FaultCode::DuplicateKey => Fault::repeated_name().in_table(self.table.name()).in_column(name.clone()),
                code => fault(*code, name),
            });
        }
        for ((column, array), whole) in self.table.columns().iter().zip(&self.columns).zip(whole) {
            match array {
                None if *whole || (self.anonymous.is_some() && column.kind == Kind::Id) => {}
                None if column.required && rows > 0 => faults.push(fault(FaultCode::MissingTableColumn, column.name)),
                Some(array) if array.len() != rows => {
                    let expected = Sentence {
                        zh: format!("与其他列一样，有 {rows} 行"),
                        en: format!("{rows} rows, as in the other columns"),
                    };
                    let given = crate::value::Value::Number(i128::try_from(array.len()).unwrap_or(i128::MAX));
                    let context = Context::Cause(expected);
                    faults.push(fault(FaultCode::WrongType, column.name).of(given).because(context));
                }
                _ => {}
            }
        }
        if faults.total() > before || whole.contains(&true) {
            (0..rows).for_each(|row| left_out.add(row));
        }
    }
}

/// Tables as borrowed columns, each at most once. A table that is not given is absent, and rules that need it are
/// skipped.
///
/// See the example of [this module](super).
#[derive(Clone, Debug, Default)]
pub struct Frames<'a>([Option<Frame<'a>>; Table::ALL.len()]);

impl<'a> Frames<'a> {
    /// No table yet.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frames};
    /// use hongyan::{Check, Day, Policy};
    ///
    /// let columns = Columns::check(Frames::new(), Door::new())?;
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, Day::new(2024, 6, 1).unwrap()).columns(&columns);
    /// assert_eq!(report.skipped().len(), 11); // nothing can be asked
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn new() -> Frames<'a> {
        Frames::default()
    }

    /// The same with this table in the place of one of its kind.
    ///
    /// ```
    /// use hongyan::columns::{Frame, Frames};
    /// use hongyan::facts::Table;
    ///
    /// let mentors = |ids| Frame::new(Table::Mentors).with("mentor", ids);
    /// let frames = Frames::new().with(mentors(&[3, 4])).with(mentors(&[5, 6]));
    /// assert_eq!(frames.get(Table::Mentors).map(Frame::rows), Some(2)); // the later one
    /// ```
    #[must_use]
    pub fn with(mut self, frame: Frame<'a>) -> Frames<'a> {
        if let Some(slot) = self.0.get_mut(frame.table as usize) {
            *slot = Some(frame);
        }
        self
    }

    /// The table, if it was given.
    ///
    /// ```
    /// use hongyan::columns::{Frame, Frames};
    /// use hongyan::facts::Table;
    ///
    /// let frames = Frames::new().with(Frame::new(Table::Mentors).with("mentor", &[3, 4]));
    /// assert_eq!(frames.get(Table::Mentors).map(Frame::rows), Some(2));
    /// assert!(frames.get(Table::Guidance).is_none());
    /// ```
    #[must_use]
    pub fn get(&self, table: Table) -> Option<&Frame<'a>> {
        self.0.get(table as usize).and_then(Option::as_ref)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Frame<'a>> {
        self.0.iter().flatten()
    }

    /// Where a person finds the place of a fault.
    pub(super) fn locate(&self, fault: &Fault) -> Option<Source> {
        self.get(Table::from_name(fault.table.as_deref()?)?)?.locate(fault)
    }
}

/// As [`Frames::with`] does: of two frames of one table the later stays. Batches of a table are for an
/// [`Accumulator`](super::Accumulator).
impl<'a> FromIterator<Frame<'a>> for Frames<'a> {
    fn from_iter<I: IntoIterator<Item = Frame<'a>>>(frames: I) -> Frames<'a> {
        frames.into_iter().fold(Frames::new(), Frames::with)
    }
}

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::fault::{Context, FaultCode};
use super::ids::Ranks;
use super::{ContentSource, Form, Id, Kind, PlanKind};
use crate::calendar::{Day, Month, YEARS};
use crate::value::Value;

/// A value on its way through the door.
///
/// The door reads texts as well as values of their own: a loader gives what it has.
///
/// ```
/// use hongyan::facts::{Builder, Cell, OnError, Table};
///
/// let mut builder = Builder::new();
/// let day = hongyan::Day::new(2024, 3, 5).unwrap();
/// builder.row(Table::Guidance, [("mentor", Cell::text("何静")), ("guided_on", Cell::Day(day))]);
/// builder.row(Table::Guidance, [("mentor", Cell::text("何静")), ("guided_on", Cell::text("2024-04-09"))]);
/// assert_eq!(builder.build(OnError::Raise)?.len(Table::Guidance), Some(2));
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cell<'a> {
    /// Nothing.
    Null,
    /// A text; dates and months as ISO text are welcome too.
    Text(Cow<'a, str>),
    /// A whole number.
    Number(i128),
    /// Any other number.
    Float(f64),
    /// True or false.
    Flag(bool),
    /// A date.
    Day(Day),
    /// A month.
    Month(Month),
    /// A list or a map, which no column takes.
    Nested(Value),
    /// A value that the loader has refused already, with a fault of its own.
    Refused,
}

impl<'a> Cell<'a> {
    /// A text.
    ///
    /// ```
    /// use std::borrow::Cow;
    ///
    /// use hongyan::facts::Cell;
    ///
    /// assert_eq!(Cell::text("磁器口"), Cell::Text(Cow::Borrowed("磁器口")));
    /// ```
    pub fn text(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
        Cell::Text(text.into())
    }
}

impl From<Cell<'_>> for Value {
    fn from(cell: Cell<'_>) -> Value {
        match cell {
            Cell::Null | Cell::Refused => Value::Null,
            Cell::Text(text) => Value::Text(text.into_owned()),
            Cell::Number(number) => Value::Number(number),
            Cell::Float(float) => Value::Float(float),
            Cell::Flag(flag) => Value::Flag(flag),
            Cell::Day(day) => Value::Text(day.to_string()),
            Cell::Month(month) => Value::Text(month.to_string()),
            Cell::Nested(value) => value,
        }
    }
}

/// A value that passed the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Checked {
    Null,
    Id(Id),
    Day(Day),
    Month(Month),
    Number(i32),
    Flag(bool),
    Form(Form),
    Kind(PlanKind),
    Source(ContentSource),
    /// It did not pass; a fault says why.
    Faulty,
}

impl Checked {
    /// The cell it was read from, `text` giving the texts behind ids.
    pub(crate) fn cell<'t>(self, text: impl FnOnce(Id) -> Cow<'t, str>) -> Cell<'t> {
        match self {
            Checked::Null | Checked::Faulty => Cell::Null,
            Checked::Id(id) => Cell::Text(text(id)),
            Checked::Day(day) => Cell::Day(day),
            Checked::Month(month) => Cell::Month(month),
            Checked::Number(number) => Cell::Number(number.into()),
            Checked::Flag(flag) => Cell::Flag(flag),
            Checked::Form(form) => Cell::text(form.name()),
            Checked::Kind(kind) => Cell::text(kind.name()),
            Checked::Source(source) => Cell::text(source.name()),
        }
    }

    pub(crate) fn ranked(self, ranks: &Ranks) -> Checked {
        match self {
            Checked::Id(id) => Checked::Id(ranks.of(id)),
            other => other,
        }
    }
}

/// Why a cell did not pass.
pub(crate) type Refusal = (FaultCode, Context);

fn refuse(code: FaultCode, kind: Kind) -> Refusal {
    (code, Context::Expected(kind))
}

/// Reads a cell as what its column holds. Null passes; whether it may be missing is the row's affair.
pub(crate) fn check(
    cell: &Cell<'_>,
    kind: Kind,
    mut intern: impl FnMut(&str) -> Option<Id>,
) -> Result<Checked, Refusal> {
    let wrong_type = || refuse(FaultCode::WrongType, kind);
    let bad_value = || refuse(FaultCode::BadValue, kind);
    Ok(match (kind, cell) {
        (_, Cell::Null) => Checked::Null,
        (_, Cell::Refused) => Checked::Faulty,
        (Kind::Id | Kind::Reason, Cell::Text(text)) if text.is_empty() => return Err(bad_value()),
        (Kind::Id | Kind::Reason | Kind::Text, Cell::Text(text)) => {
            Checked::Id(intern(text).ok_or((FaultCode::TooLarge, Context::None))?)
        }
        (Kind::Date, Cell::Day(day)) => within_years(day.year(), kind, Checked::Day(*day))?,
        (Kind::Date, Cell::Text(text)) => {
            let day: Day = text.parse().map_err(|_| refuse(FaultCode::BadDate, kind))?;
            within_years(day.year(), kind, Checked::Day(day))?
        }
        (Kind::Month, Cell::Month(month)) => within_years(month.year(), kind, Checked::Month(*month))?,
        (Kind::Month, Cell::Text(text)) => {
            let month: Month = text.parse().map_err(|_| refuse(FaultCode::BadDate, kind))?;
            within_years(month.year(), kind, Checked::Month(month))?
        }
        (Kind::Year, Cell::Number(year)) => {
            let year = i32::try_from(*year).map_err(|_| refuse(FaultCode::DateOutOfRange, kind))?;
            within_years(year, kind, Checked::Number(year))?
        }
        (Kind::Count, Cell::Number(count)) => match i32::try_from(*count) {
            Ok(count) if count >= 0 => Checked::Number(count),
            _ => return Err(bad_value()),
        },
        (Kind::Flag, Cell::Flag(flag)) => Checked::Flag(*flag),
        (Kind::Form, Cell::Text(text)) => Checked::Form(Form::from_name(text).ok_or_else(bad_value)?),
        (Kind::PlanKind, Cell::Text(text)) => Checked::Kind(PlanKind::from_name(text).ok_or_else(bad_value)?),
        (Kind::ContentSource, Cell::Text(text)) => {
            Checked::Source(ContentSource::from_name(text).ok_or_else(bad_value)?)
        }
        _ => return Err(wrong_type()),
    })
}

fn within_years(year: i32, kind: Kind, checked: Checked) -> Result<Checked, Refusal> {
    if YEARS.contains(&year) { Ok(checked) } else { Err(refuse(FaultCode::DateOutOfRange, kind)) }
}

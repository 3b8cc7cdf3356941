use std::borrow::Cow;
use std::fmt;

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use super::{Kind, Table};
use crate::calendar::{Day, YEARS};
use crate::message::{Lang, Message, Param, Sentence, Text, Told};
use crate::names::named;
use crate::value::Value;

/// What is wrong with an input.
///
/// The example of [`Faults`] meets two of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultCode {
    /// No table has this name.
    UnknownTable,
    /// The table has no such column.
    UnknownColumn,
    /// A required column is absent in every row.
    MissingTableColumn,
    /// A required value is absent or null.
    MissingValue,
    /// A number where a text belongs, or the like.
    WrongType,
    /// Not a date of the civil calendar.
    BadDate,
    /// A date that can be read in more than one way.
    AmbiguousDate,
    /// A year before 1900 or after 2200.
    DateOutOfRange,
    /// A value that the column does not admit.
    BadValue,
    /// An end before its start.
    EndBeforeStart,
    /// Rows that share a key and differ.
    DuplicateKey,
    /// Two headings that could both be the same column.
    AmbiguousHeading,
    /// A cell that shows an error.
    ErrorCell,
    /// An input that cannot be read at all.
    Unreadable,
    /// An input beyond a stated limit.
    TooLarge,
}

impl FaultCode {
    /// All of them.
    pub const ALL: [FaultCode; 15] = [
        FaultCode::UnknownTable,
        FaultCode::UnknownColumn,
        FaultCode::MissingTableColumn,
        FaultCode::MissingValue,
        FaultCode::WrongType,
        FaultCode::BadDate,
        FaultCode::AmbiguousDate,
        FaultCode::DateOutOfRange,
        FaultCode::BadValue,
        FaultCode::EndBeforeStart,
        FaultCode::DuplicateKey,
        FaultCode::AmbiguousHeading,
        FaultCode::ErrorCell,
        FaultCode::Unreadable,
        FaultCode::TooLarge,
    ];

    /// The code with this name on the wire.
    ///
    /// ```
    /// use hongyan::facts::FaultCode;
    ///
    /// assert_eq!(FaultCode::from_name("bad_date"), Some(FaultCode::BadDate));
    /// assert_eq!(FaultCode::from_name("bad"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<FaultCode> {
        FaultCode::ALL.into_iter().find(|code| code.name() == name)
    }

    /// The name on the wire.
    ///
    /// ```
    /// use hongyan::facts::FaultCode;
    ///
    /// assert_eq!(FaultCode::EndBeforeStart.name(), "end_before_start");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            FaultCode::UnknownTable => "unknown_table",
            FaultCode::UnknownColumn => "unknown_column",
            FaultCode::MissingTableColumn => "missing_table_column",
            FaultCode::MissingValue => "missing_value",
            FaultCode::WrongType => "wrong_type",
            FaultCode::BadDate => "bad_date",
            FaultCode::AmbiguousDate => "ambiguous_date",
            FaultCode::DateOutOfRange => "date_out_of_range",
            FaultCode::BadValue => "bad_value",
            FaultCode::EndBeforeStart => "end_before_start",
            FaultCode::DuplicateKey => "duplicate_key",
            FaultCode::AmbiguousHeading => "ambiguous_heading",
            FaultCode::ErrorCell => "error_cell",
            FaultCode::Unreadable => "unreadable",
            FaultCode::TooLarge => "too_large",
        }
    }

    /// The sentence of a fault that needs nothing beyond its place, value and cause.
    const fn template(self) -> &'static str {
        match self {
            FaultCode::UnknownTable => "fault.unknown_table",
            FaultCode::UnknownColumn => "fault.unknown_column",
            FaultCode::MissingTableColumn => "fault.missing_table_column",
            FaultCode::MissingValue => "fault.missing_value",
            FaultCode::WrongType => "fault.wrong_shape",
            FaultCode::BadDate => "fault.bad_date",
            FaultCode::AmbiguousDate => "fault.ambiguous_date",
            FaultCode::DateOutOfRange => "fault.date_out_of_range",
            FaultCode::BadValue => "fault.bad_value",
            FaultCode::EndBeforeStart => "fault.end_before_start",
            FaultCode::DuplicateKey => "fault.duplicate_key",
            FaultCode::AmbiguousHeading => "fault.ambiguous_heading",
            FaultCode::ErrorCell => "fault.error_cell",
            FaultCode::Unreadable => "fault.unreadable",
            FaultCode::TooLarge => "fault.too_large",
        }
    }
}

named!(FaultCode, "fault", de);

/// Where a person finds it in a file.
///
/// ```
/// use hongyan::facts::{Fault, FaultCode, Source};
///
/// let mut fault = Fault::new(FaultCode::MissingValue).in_table("sessions").in_row(1).in_column("ended_on");
/// fault.source = Some(Source {
///     file: Some("9月.xlsx".to_owned()),
///     sheet: Some("督导".to_owned()),
///     row: Some(3),
///     column: Some("E".to_owned()),
/// });
/// assert_eq!(fault.to_string(), "9月.xlsx / 督导, row 3, E (ended_on): a value is required");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// File name.
    pub file: Option<String>,
    /// Sheet name.
    pub sheet: Option<String>,
    /// 1-based row.
    pub row: Option<usize>,
    /// Column letter.
    pub column: Option<String>,
}

impl Source {
    /// File, sheet, row and column as a person sees them, with the name of the facts' column.
    pub(crate) fn place(&self, name: Option<&str>) -> Param {
        let column = match (&self.column, name) {
            (Some(letter), Some(name)) => Some(format!("{letter} ({name})")),
            (letter, name) => letter.clone().or(name.map(str::to_owned)),
        };
        let file: Vec<&str> = [&self.file, &self.sheet].into_iter().flatten().map(String::as_str).collect();
        Param::Place { table: Some(file.join(" / ")).filter(|file| !file.is_empty()), row: self.row, column }
    }
}

/// What a message needs besides place and value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Context {
    #[default]
    None,
    Expected(Kind),
    After(&'static str, Day),
    /// A name that stands twice.
    Repeated,
    Cause(Sentence),
    /// The reason is a sentence of the loader's own.
    Because(Sentence),
    /// What a report that was read says.
    #[cfg_attr(not(feature = "json"), expect(dead_code, reason = "reports are read from JSON"))]
    Told(Told),
}

/// One fault of an input.
///
/// ```
/// use hongyan::facts::{Appointment, FaultCode, Facts, Tables};
/// use hongyan::value::Value;
///
/// let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// let appointment = Appointment { ends_on: Some(day(1)), ..Appointment::new("何静", day(2)) };
/// let faults = Facts::new(Tables { appointments: Some(vec![appointment]), ..Tables::default() }).unwrap_err();
/// let fault = &faults.as_slice()[0];
/// assert_eq!(fault.code, FaultCode::EndBeforeStart);
/// let place = (fault.table.as_deref(), fault.row, fault.column.as_deref());
/// assert_eq!(place, (Some("appointments"), Some(0), Some("ends_on")));
/// assert_eq!(fault.value, Value::Text("2024-09-01".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Fault {
    /// The table, where that makes sense.
    pub table: Option<Cow<'static, str>>,
    /// 0-based row within the table.
    pub row: Option<usize>,
    /// The column; the columns of a key joined by commas.
    pub column: Option<Cow<'static, str>>,
    /// The value as it was given; the values of a key joined by commas.
    pub value: Value,
    /// What is wrong.
    pub code: FaultCode,
    /// Where a person finds it in a file.
    pub source: Option<Source>,
    pub(crate) context: Context,
}

impl Fault {
    /// A fault of the whole input.
    ///
    /// Its place follows by [`Fault::in_table`], [`Fault::in_row`] and [`Fault::in_column`], its value by
    /// [`Fault::of`].
    ///
    /// ```
    /// use hongyan::facts::{Fault, FaultCode};
    ///
    /// let fault = Fault::new(FaultCode::MissingValue).in_table("sessions").in_row(2).in_column("worker");
    /// assert_eq!(fault.to_string(), "sessions, row 2, worker: a value is required");
    /// ```
    #[must_use]
    pub fn new(code: FaultCode) -> Fault {
        Fault { table: None, row: None, column: None, value: Value::Null, code, source: None, context: Context::None }
    }

    /// An input that cannot be read, and why.
    ///
    /// ```
    /// use hongyan::facts::Fault;
    ///
    /// let fault = Fault::unreadable("unexpected end of file");
    /// assert_eq!(fault.to_string(), "cannot be read: unexpected end of file");
    /// ```
    #[must_use]
    pub fn unreadable(cause: impl Into<Sentence>) -> Fault {
        Fault { context: Context::Cause(cause.into()), ..Fault::new(FaultCode::Unreadable) }
    }

    /// A fault whose reason is a sentence of the loader's own.
    ///
    /// ```
    /// use hongyan::facts::{Fault, FaultCode};
    /// use hongyan::message::{Lang, Text};
    /// use hongyan::value::Value;
    ///
    /// let reason = Text::new("督导日期不能为法定节假日", "no sessions are held on holidays");
    /// let fault = Fault::with_reason(FaultCode::BadValue, reason).in_column("ended_on");
    /// let fault = fault.of(Value::Text("2024-10-01".to_owned()));
    /// assert_eq!(fault.to_string(), "ended_on: `2024-10-01`: no sessions are held on holidays");
    /// assert!(fault.text(Lang::Zh).ends_with("督导日期不能为法定节假日"));
    /// ```
    #[must_use]
    pub fn with_reason(code: FaultCode, reason: impl Into<Sentence>) -> Fault {
        Fault { context: Context::Because(reason.into()), ..Fault::new(code) }
    }

    /// Something of another shape than what is expected, such as a number in the place of a list.
    ///
    /// ```
    /// use hongyan::facts::{Fault, FaultCode};
    /// use hongyan::message::Text;
    /// use hongyan::value::Value;
    ///
    /// let fault = Fault::wrong_shape(Text::new("表格", "a table")).in_table("sessions").of(Value::Number(7));
    /// assert_eq!(fault.code, FaultCode::WrongType);
    /// assert_eq!(fault.to_string(), "sessions: `7` has the wrong type; expected: a table");
    /// ```
    #[must_use]
    pub fn wrong_shape(expected: Text) -> Fault {
        Fault { context: Context::Cause(expected.into()), ..Fault::new(FaultCode::WrongType) }
    }

    /// Something in the place of a row, or of all tables, that has no names in it.
    ///
    /// ```
    /// use hongyan::facts::Fault;
    /// use hongyan::value::Value;
    ///
    /// let fault = Fault::not_an_object().in_table("sessions").in_row(4).of(Value::Text("-".to_owned()));
    /// assert_eq!(fault.to_string(), "sessions, row 4: `-` has the wrong type; expected: an object");
    /// ```
    #[must_use]
    pub fn not_an_object() -> Fault {
        Fault::wrong_shape(Text::new("对象", "an object"))
    }

    /// Something in the place of a table that is no list of rows.
    ///
    /// ```
    /// use hongyan::facts::Fault;
    /// use hongyan::value::Value;
    ///
    /// let fault = Fault::not_a_list().in_table("sessions").of(Value::Flag(true));
    /// assert_eq!(fault.to_string(), "sessions: `true` has the wrong type; expected: a list");
    /// ```
    #[must_use]
    pub fn not_a_list() -> Fault {
        Fault::wrong_shape(Text::new("列表", "a list"))
    }

    /// A name, of a table or of a row's column, that stands more than once.
    ///
    /// ```
    /// use hongyan::facts::{Fault, FaultCode};
    ///
    /// let fault = Fault::repeated_name().in_table("sessions").in_row(0).in_column("worker");
    /// assert_eq!(fault.code, FaultCode::DuplicateKey);
    /// assert_eq!(fault.to_string(), "sessions, row 0, worker: the name stands more than once");
    /// ```
    #[must_use]
    pub fn repeated_name() -> Fault {
        Fault { context: Context::Repeated, ..Fault::new(FaultCode::DuplicateKey) }
    }

    /// The day asked about, read from text.
    ///
    /// # Errors
    /// A fault without a table, in the column `as_of`.
    ///
    /// ```
    /// use hongyan::facts::{Fault, FaultCode};
    ///
    /// assert_eq!(Fault::as_of("2024-03-05")?, hongyan::Day::new(2024, 3, 5).unwrap());
    /// let code = |text| Fault::as_of(text).unwrap_err().as_slice()[0].code;
    /// assert_eq!([code("today"), code("3024-03-05")], [FaultCode::BadDate, FaultCode::DateOutOfRange]);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    pub fn as_of(text: &str) -> Result<Day, Faults> {
        let fault = |code| Fault::new(code).in_column("as_of").of(Value::Text(text.to_owned()));
        let day: Day = text.parse().map_err(|_| fault(FaultCode::BadDate).because(Context::Expected(Kind::Date)))?;
        if YEARS.contains(&day.year()) { Ok(day) } else { Err(fault(FaultCode::DateOutOfRange).into()) }
    }

    /// A named option of a question with a value that it does not admit.
    ///
    /// ```
    /// use hongyan::facts::Fault;
    ///
    /// let fault = Fault::option("keep", "some".to_owned(), ["problems", "all"]);
    /// assert_eq!(fault.to_string(), "keep: `some`: expected: problems | all");
    /// ```
    #[must_use]
    pub fn option<'n>(name: &'static str, value: impl Into<Value>, admits: impl IntoIterator<Item = &'n str>) -> Fault {
        let admits = admits.into_iter().collect::<Vec<_>>().join(" | ");
        let reason = Message::new("option.expected").with("expected", Param::Text(admits));
        Fault::with_reason(FaultCode::BadValue, reason.both()).in_column(name).of(value)
    }

    /// A named option that no question has.
    ///
    /// ```
    /// use hongyan::facts::Fault;
    /// use hongyan::value::Value;
    ///
    /// let fault = Fault::unknown_option("kep", Value::Text("all".to_owned()));
    /// assert_eq!(fault.to_string(), "kep: `all`: there is no such option");
    /// ```
    #[must_use]
    pub fn unknown_option(name: impl Into<Cow<'static, str>>, value: impl Into<Value>) -> Fault {
        let reason = Message::new("option.unknown").both();
        Fault::with_reason(FaultCode::UnknownColumn, reason).in_column(name).of(value)
    }

    /// An instant in the place of a civil date: on which day it lies depends on a time zone.
    ///
    /// ```
    /// use hongyan::facts::Fault;
    /// use hongyan::value::Value;
    ///
    /// let fault = Fault::instant(Value::Text("2024-03-05T23:30:00Z".to_owned())).in_column("ended_on");
    /// assert!(fault.to_string().starts_with("ended_on: `2024-03-05T23:30:00Z`: "));
    /// ```
    #[must_use]
    pub fn instant(value: impl Into<Value>) -> Fault {
        Fault::with_reason(FaultCode::WrongType, Message::new("fault.instant").both()).of(value)
    }

    /// A value of a type that its column cannot hold, as a loader finds it before there is a cell.
    ///
    /// ```
    /// use hongyan::facts::{Fault, Kind};
    /// use hongyan::value::Value;
    ///
    /// let fault = Fault::not_of(Kind::Count, Value::Float(1.5)).in_table("sessions").in_row(0).in_column("minutes");
    /// assert_eq!(
    ///     fault.to_string(),
    ///     "sessions, row 0, minutes: `1.5` is not what is expected: a whole number, 0 or more"
    /// );
    /// ```
    #[must_use]
    pub fn not_of(kind: Kind, value: impl Into<Value>) -> Fault {
        Fault::new(FaultCode::WrongType).because(Context::Expected(kind)).of(value)
    }

    /// The same in this table.
    ///
    /// See the example of [`Fault::new`].
    #[must_use]
    pub fn in_table(self, table: impl Into<Cow<'static, str>>) -> Fault {
        Fault { table: Some(table.into()), ..self }
    }

    /// The same in this row, counted from 0.
    ///
    /// See the example of [`Fault::new`].
    #[must_use]
    pub fn in_row(self, row: usize) -> Fault {
        Fault { row: Some(row), ..self }
    }

    /// The same in this column.
    ///
    /// See the example of [`Fault::new`].
    #[must_use]
    pub fn in_column(self, column: impl Into<Cow<'static, str>>) -> Fault {
        Fault { column: Some(column.into()), ..self }
    }

    /// The same with this value.
    ///
    /// See the example of [`Fault::wrong_shape`].
    #[must_use]
    pub fn of(self, value: impl Into<Value>) -> Fault {
        Fault { value: value.into(), ..self }
    }

    /// The first ones in full and the number of the others.
    ///
    /// ```
    /// use hongyan::facts::{Fault, FaultCode};
    /// use hongyan::message::Lang;
    ///
    /// let faults: Vec<Fault> = (0..12).map(|row| Fault::new(FaultCode::MissingValue).in_row(row)).collect();
    /// let text = Fault::summarised(&faults, Lang::En);
    /// assert_eq!(text.lines().next(), Some("row 0: a value is required"));
    /// assert_eq!(text.lines().last(), Some("... and 2 more"));
    /// ```
    #[must_use]
    pub fn summarised(faults: &[Fault], lang: Lang) -> String {
        Fault::summary(faults, u64::try_from(faults.len()).unwrap_or(u64::MAX), lang)
    }

    /// The first of `total` faults in full and the number of the others.
    pub(crate) fn summary(first: &[Fault], total: u64, lang: Lang) -> String {
        Fault::list(first.iter().map(|fault| fault.text(lang)), total, lang)
    }

    /// Sentences about faults as one text: the first ten, a line each, and the number of the others. For an engine that
    /// gathers the faults of many machines.
    ///
    /// ```
    /// use hongyan::facts::Fault;
    /// use hongyan::message::Lang;
    ///
    /// let told = ["sessions, worker: a value is required".to_owned()];
    /// assert_eq!(Fault::list(told, 3, Lang::En).lines().last(), Some("... and 2 more"));
    /// ```
    pub fn list(sentences: impl IntoIterator<Item = String>, total: u64, lang: Lang) -> String {
        const SHOWN: usize = 10;
        let mut lines: Vec<String> = sentences.into_iter().take(SHOWN).collect();
        let shown = u64::try_from(lines.len()).unwrap_or(u64::MAX);
        if let Some(more @ 1..) = total.checked_sub(shown) {
            let more = i64::try_from(more).unwrap_or(i64::MAX);
            lines.push(Message::new("fault.more").with("count", Param::Number(more)).text(lang));
        }
        lines.join("\n")
    }

    pub(crate) fn because(self, context: Context) -> Fault {
        Fault { context, ..self }
    }

    /// Sorts by table, row and column in the order of the contract; what has no table comes first.
    pub(crate) fn order(&self) -> impl Ord + use<> {
        let table = self.table.as_deref().and_then(Table::from_name);
        let column = self.column.as_deref();
        let place = table.zip(column).and_then(|(table, column)| table.position(column));
        let unknown = if table.is_none() { self.table.as_deref().map(str::to_owned) } else { None };
        (table, unknown, self.row, place.is_none(), place, column.map(str::to_owned), self.code)
    }

    /// Place, value and what is wrong, as a code with parameters.
    ///
    /// ```
    /// use hongyan::facts::{Fault, FaultCode};
    /// use hongyan::message::Lang;
    ///
    /// let message = Fault::new(FaultCode::MissingValue).in_table("sessions").in_column("worker").message();
    /// assert_eq!(message.code(), "fault.missing_value");
    /// assert_eq!(message.text(Lang::En), "sessions, worker: a value is required");
    /// ```
    #[must_use]
    pub fn message(&self) -> Message {
        let message = match (&self.code, &self.context) {
            (FaultCode::WrongType | FaultCode::BadValue | FaultCode::BadDate, Context::Expected(kind)) => {
                Message::new(if self.code == FaultCode::BadDate { "fault.bad_date" } else { "fault.expected" })
                    .with("expected", Param::Word(kind.expects()))
            }
            (FaultCode::EndBeforeStart, Context::After(column, day)) => Message::new("fault.end_before_start")
                .with("start_column", Param::Text((*column).to_owned()))
                .with("start", Param::Day(*day)),
            (_, Context::Told(told)) => told.message(),
            (code, Context::Because(reason)) => Message::new(match code {
                FaultCode::Unreadable => code.template(),
                _ if self.value == Value::Null => "fault.because_whole",
                _ => "fault.because",
            })
            .with("cause", Param::Sentence(reason.clone())),
            (code, context) => {
                let cause = match context {
                    Context::Cause(cause) => cause.clone(),
                    _ => Sentence::from(""),
                };
                let template = match code {
                    FaultCode::UnknownColumn if self.value == Value::Null => "fault.unknown_heading",
                    FaultCode::DuplicateKey if *context == Context::Repeated => "fault.repeated_name",
                    code => code.template(),
                };
                Message::new(template).with("cause", Param::Sentence(cause))
            }
        };
        message.with("place", self.place()).with("value", Param::Text(self.value.to_string()))
    }

    /// Where it is: in the file, else in its table.
    pub(crate) fn place(&self) -> Param {
        self.source.as_ref().map_or_else(
            || Param::Place {
                table: self.table.as_deref().map(str::to_owned),
                row: self.row,
                column: self.column.as_deref().map(str::to_owned),
            },
            |source| source.place(self.column.as_deref()),
        )
    }

    /// The message in one language.
    ///
    /// ```
    /// use hongyan::facts::{Fault, FaultCode};
    /// use hongyan::message::Lang;
    ///
    /// let fault = Fault::new(FaultCode::MissingValue).in_table("sessions").in_column("worker");
    /// assert_eq!(fault.text(Lang::En), fault.to_string());
    /// assert_ne!(fault.text(Lang::Zh), fault.to_string());
    /// ```
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        self.message().text(lang)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("table", &self.table)?;
        map.serialize_entry("row", &self.row)?;
        map.serialize_entry("column", &self.column)?;
        map.serialize_entry("value", &self.value)?;
        map.serialize_entry("code", &self.code)?;
        map.serialize_entry("message", &self.message().both())?;
        if let Some(source) = &self.source {
            map.serialize_entry("source", source)?;
        }
        map.end()
    }
}

/// Every fault of an input that was refused. Never empty.
///
/// ```
/// use hongyan::facts::{Engagement, FaultCode, Facts, Tables};
///
/// let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// let engagement = Engagement { end: Some(day(1)), ..Engagement::new("", "周敏", day(2)) };
/// let faults = Facts::new(Tables { engagements: Some(vec![engagement]), ..Tables::default() }).unwrap_err();
/// let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
/// assert_eq!(codes, [FaultCode::BadValue, FaultCode::EndBeforeStart]); // both at once
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, thiserror::Error)]
#[error("{}", self.summary(Lang::En))]
#[serde(transparent)]
pub struct Faults(pub(crate) Vec<Fault>);

impl Faults {
    /// The faults, by table, row and column.
    ///
    /// See the example of [`Fault`].
    #[must_use]
    pub fn as_slice(&self) -> &[Fault] {
        &self.0
    }

    /// How many there are; never 0.
    ///
    /// ```
    /// use hongyan::facts::{Fault, FaultCode, Faults};
    ///
    /// let faults = Faults::from(Fault::new(FaultCode::TooLarge));
    /// assert_eq!((faults.len(), faults.is_empty()), (1, false));
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Never true: what was refused has a fault.
    ///
    /// See the example of [`Faults::len`].
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The faults, by table, row and column.
    ///
    /// See the example of [`Faults`].
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.0.iter()
    }

    /// The first ones in full and the number of the others.
    ///
    /// ```
    /// use hongyan::facts::{Fault, Faults};
    /// use hongyan::message::Lang;
    ///
    /// let faults: Faults = Fault::as_of("tomorrow").unwrap_err();
    /// assert_eq!(faults.summary(Lang::En), "as_of: `tomorrow` is not a date (YYYY-MM-DD)");
    /// assert_eq!(faults.summary(Lang::En), faults.to_string());
    /// ```
    #[must_use]
    pub fn summary(&self, lang: Lang) -> String {
        Fault::summarised(&self.0, lang)
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Faults {
        Faults(vec![fault])
    }
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

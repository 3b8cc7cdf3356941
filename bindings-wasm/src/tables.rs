use hongyan::Keep;
use hongyan::columns::{Array, Column, Columns, Door, FaultTally, Frame, Frames, Texts, Validity};
use hongyan::facts::{Fault, FaultCode, Kind, Table};
use hongyan::message::Text;
use hongyan::value::Value;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::findings::Answer;
use crate::json::read;
use crate::question::Question;
use crate::refusal::Refusal;

/// Columns on their way in, each copied once.
#[wasm_bindgen]
#[derive(Default)]
pub struct Tables {
    columns: Vec<Given>,
    /// Tables in the order in which they were named, also those without a column.
    tables: Vec<String>,
    /// Values of a type that no column holds.
    odd: Vec<Fault>,
}

struct Given {
    table: String,
    name: String,
    values: Values,
    valid: Option<Vec<u8>>,
}

enum Values {
    I32(Vec<i32>),
    U32(Vec<u32>),
    I64(Vec<i64>),
    U8(Vec<u8>),
    Flags(Vec<bool>),
    /// All texts in one piece, row `i` from end `i` to end `i + 1`.
    Texts(String, Vec<i32>),
    Null(usize),
}

/// What a column holds, if there is such a column.
fn kind(table: &str, name: &str) -> Option<Kind> {
    let table = Table::from_name(table)?;
    table.columns().get(table.position(name)?).map(|column| column.kind)
}

/// Whether all values that are none of a null are such.
fn all<T: Copy>(values: &[T], holds: impl Fn(usize) -> bool, such: impl Fn(T) -> bool) -> bool {
    values.iter().enumerate().all(|(row, value)| such(*value) || !holds(row))
}

/// The types of arrays that a column of this kind takes, as TypeScript writes them.
const fn taken(kind: Kind) -> &'static str {
    match kind {
        Kind::Id => {
            "Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | BigInt64Array | \
             BigUint64Array | Float64Array | number[] | bigint[] | string[]"
        }
        Kind::Year | Kind::Count => {
            "Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | BigInt64Array | \
             BigUint64Array | Float64Array | number[] | bigint[]"
        }
        Kind::Date | Kind::Month => "Int32Array | number[] | string[]",
        Kind::Form | Kind::PlanKind | Kind::ContentSource => "Uint8Array | number[] | string[]",
        Kind::Flag => "Uint8Array | number[] | boolean[]",
        _ => "string[]",
    }
}

impl Values {
    /// In the layout that the core takes for columns of this kind, where no value is lost by it. The values of nulls are
    /// not looked at.
    fn laid_out(self, kind: Option<Kind>, valid: Option<&[u8]>) -> Values {
        let holds = |row: usize| valid.is_none_or(|valid| valid.get(row).is_some_and(|byte| *byte != 0));
        let Some(kind) = kind else { return self };
        match (kind, self) {
            (Kind::Flag, Values::U8(values)) if all(&values, holds, |value| value <= 1) => {
                Values::Flags(values.into_iter().map(|value| value == 1).collect())
            }
            // lists of numbers come so
            (Kind::Flag, Values::I32(values)) if all(&values, holds, |value| matches!(value, 0 | 1)) => {
                Values::Flags(values.into_iter().map(|value| value == 1).collect())
            }
            (Kind::Form | Kind::PlanKind | Kind::ContentSource, Values::I32(values))
                if all(&values, holds, |value| u8::try_from(value).is_ok()) =>
            {
                Values::U8(values.into_iter().map(|value| u8::try_from(value).unwrap_or_default()).collect())
            }
            (Kind::Id | Kind::Year | Kind::Count, Values::U8(values)) => {
                Values::I32(values.into_iter().map(i32::from).collect())
            }
            (_, other) => other,
        }
    }

    fn array<'a>(&'a self, valid: Option<&'a [u8]>) -> Array<'a> {
        let validity = valid.map_or(Validity::All, Validity::Bytes);
        match self {
            Values::I32(values) => Array::I32(Column { values, validity }),
            Values::U32(values) => Array::U32(Column { values, validity }),
            Values::I64(values) => Array::I64(Column { values, validity }),
            Values::U8(values) => Array::U8(Column { values, validity }),
            Values::Flags(values) => Array::Bool(Column { values, validity }),
            Values::Texts(text, ends) => Array::Text(Texts::Offsets(ends, text), validity),
            Values::Null(rows) => Array::Null(*rows),
        }
    }
}

#[wasm_bindgen]
impl Tables {
    /// No table yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Tables {
        Tables::default()
    }

    /// Makes a table present, also without columns.
    pub fn table(&mut self, table: &str) {
        if !self.tables.iter().any(|known| known == table) {
            self.tables.push(table.to_owned());
        }
    }

    fn push(&mut self, table: &str, name: &str, values: Values, valid: Option<Vec<u8>>) {
        let values = values.laid_out(kind(table, name), valid.as_deref());
        self.columns.push(Given { table: table.to_owned(), name: name.to_owned(), values, valid });
    }

    /// 32-bit integers.
    pub fn i32(&mut self, table: &str, name: &str, values: Vec<i32>, valid: Option<Vec<u8>>) {
        self.push(table, name, Values::I32(values), valid);
    }

    /// Unsigned 32-bit integers.
    pub fn u32(&mut self, table: &str, name: &str, values: Vec<u32>, valid: Option<Vec<u8>>) {
        self.push(table, name, Values::U32(values), valid);
    }

    /// 64-bit integers.
    pub fn i64(&mut self, table: &str, name: &str, values: Vec<i64>, valid: Option<Vec<u8>>) {
        self.push(table, name, Values::I64(values), valid);
    }

    /// Bytes: codes or flags.
    pub fn u8(&mut self, table: &str, name: &str, values: Vec<u8>, valid: Option<Vec<u8>>) {
        self.push(table, name, Values::U8(values), valid);
    }

    /// Flags, a byte each.
    pub fn flags(&mut self, table: &str, name: &str, values: Vec<u8>, valid: Option<Vec<u8>>) {
        let flags = values.into_iter().map(|value| value != 0).collect();
        self.push(table, name, Values::Flags(flags), valid);
    }

    /// Nulls.
    pub fn null(&mut self, table: &str, name: &str, rows: usize) {
        self.push(table, name, Values::Null(rows), None);
    }

    /// Texts, one after another with a NUL between two. False if there are not so many: then a text has a NUL itself,
    /// or all together are longer than 2 GiB.
    pub fn texts(&mut self, table: &str, name: &str, joined: &str, rows: usize, valid: Option<Vec<u8>>) -> bool {
        let mut text = String::with_capacity(joined.len());
        let mut ends = Vec::with_capacity(rows.saturating_add(1));
        ends.push(0);
        if rows > 0 {
            for one in joined.split('\0') {
                text.push_str(one);
                ends.push(i32::try_from(text.len()).unwrap_or(-1));
            }
        }
        let whole = ends.len() == rows.saturating_add(1) && ends.last().is_some_and(|end| *end >= 0);
        if whole {
            self.push(table, name, Values::Texts(text, ends), valid);
        }
        whole
    }

    /// Texts as a JSON list. False if it is none.
    pub fn json_texts(&mut self, table: &str, name: &str, list: &str, valid: Option<Vec<u8>>) -> bool {
        let Ok(list) = read::<Vec<String>>(list) else { return false };
        let ends = list.iter().scan(0_usize, |end, text| {
            *end = end.saturating_add(text.len());
            Some(i32::try_from(*end).unwrap_or(-1))
        });
        let ends: Vec<i32> = std::iter::once(0).chain(ends).collect();
        self.push(table, name, Values::Texts(list.concat(), ends), valid);
        true
    }

    /// Whether the column takes arrays of this type; a column that there is not is told of when all are there.
    #[must_use]
    pub fn takes(&self, table: &str, name: &str, array: &str) -> bool {
        kind(table, name).is_none_or(|kind| taken(kind).split(" | ").any(|one| one == array))
    }

    /// Something in the place of a column that it does not take, by the name of its type.
    pub fn odd_array(&mut self, table: &str, name: &str, array: &str) {
        let fault = kind(table, name).map_or_else(
            || Fault::new(FaultCode::UnknownColumn),
            |kind| Fault::wrong_shape(Text::new(taken(kind), taken(kind))),
        );
        self.odd_column(table, name, fault, array);
    }

    /// An array whose memory has been handed to another thread.
    pub fn detached(&mut self, table: &str, name: &str, array: &str) {
        let expected = Text::new("缓冲区没有移交（transfer）的数组", "an array whose buffer was not transferred");
        self.odd_column(table, name, Fault::wrong_shape(expected), array);
    }

    /// Flags that tell which values are null, but do not fit these.
    pub fn odd_valid(&mut self, table: &str, name: &str, valid: &str) {
        let expected = Text::new(
            "valid 为 Uint8Array 或 boolean[]，每个值一个标记",
            "valid as Uint8Array | boolean[], with one flag for each value",
        );
        self.odd_column(table, name, Fault::wrong_shape(expected), valid);
    }

    /// A value, as JSON, of a type that its column cannot hold. Without a row the whole column is meant, without a
    /// column the table, without a table all of them.
    pub fn odd(&mut self, table: Option<String>, name: Option<String>, row: Option<usize>, value: &str) {
        let value: Value = read(value).unwrap_or_default();
        let fault = match (&table, &name) {
            (Some(table), Some(name)) => match (kind(table, name), crate::refusal::instant(&value)) {
                (_, Some(instant)) => Fault::instant(instant.to_owned()),
                (Some(kind), None) => Fault::not_of(kind, value),
                (None, None) => Fault::new(FaultCode::UnknownColumn).of(value),
            },
            _ => Fault::not_an_object().of(value),
        };
        let fault = table.into_iter().fold(fault, Fault::in_table);
        let fault = name.into_iter().fold(fault, Fault::in_column);
        self.odd.push(row.into_iter().fold(fault, Fault::in_row));
    }

    fn odd_column(&mut self, table: &str, name: &str, fault: Fault, what: &str) {
        let fault = fault.in_table(table.to_owned()).in_column(name.to_owned());
        self.odd.push(fault.of(Value::Text(what.to_owned())));
    }

    /// Puts a question to the columns; `before` is what has been refused already.
    pub(crate) fn ask<T>(
        &self,
        options: &str,
        policy: Option<&str>,
        before: Refusal,
        then: impl FnOnce(&Question, &Columns<'_>) -> Result<T, String>,
    ) -> Result<T, String> {
        let (question, mut refusal) = Question::read(options, policy);
        refusal.add(before);
        let mut frames = Frames::new();
        for name in &self.tables {
            match Table::from_name(name) {
                Some(table) => frames = frames.with(self.frame(table)),
                None => refusal.fault(Fault::new(FaultCode::UnknownTable).in_table(name.clone())),
            }
        }
        self.pass(question, refusal, |door| Columns::check(frames, door), then)
    }

    /// A table as its columns were given.
    pub(crate) fn frame(&self, table: Table) -> Frame<'_> {
        let given = self.columns.iter().filter(|one| one.table == table.name());
        given.fold(Frame::new(table), |frame, one| frame.with(&one.name, one.values.array(one.valid.as_deref())))
    }

    /// Brings tables past a door and, if nothing has been refused, puts the question to what is behind it.
    pub(crate) fn pass<C, T>(
        &self,
        question: Option<Question>,
        mut refusal: Refusal,
        check: impl FnOnce(Door) -> Result<C, FaultTally>,
        then: impl FnOnce(&Question, &C) -> Result<T, String>,
    ) -> Result<T, String> {
        self.odd.iter().for_each(|fault| refusal.fault(fault.clone()));
        let door = question.as_ref().map(|question| question.door).unwrap_or_default();
        match (question, check(door)) {
            (Some(question), Ok(checked)) if refusal.is_empty() => then(&question, &checked),
            (_, Err(faults)) => {
                // a column that has such values was not handed on, but it is not missing
                let odd = |fault: &Fault| {
                    fault.code == FaultCode::MissingTableColumn
                        && self.odd.iter().any(|odd| odd.table == fault.table && odd.column == fault.column)
                };
                refusal.tally(&faults, odd);
                Err(refusal.json())
            }
            _ => Err(refusal.json()),
        }
    }

    /// The findings on these columns.
    ///
    /// # Errors
    /// A refusal as JSON.
    pub fn check(&self, options: &str, policy: Option<String>) -> Result<Answer, String> {
        self.ask(options, policy.as_deref(), Refusal::default(), |question, columns| {
            Ok(Answer::of(&question.check(Keep::PROBLEMS).columns(columns)))
        })
    }
}

//! Arbitrary columns in every layout, and the cells that they mean, written out once more.

use hongyan::calendar::Month;
use hongyan::columns::{Array, Column, Frame, Frames, Texts, Validity};
use hongyan::facts::{Builder, Cell, ContentSource, Form, Kind, PlanKind, Table};
use hongyan::{Day, Policy};
use libfuzzer_sys::arbitrary::{Result, Unstructured};

/// Ids, which are all texts or all numbers; numbers order as their texts do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    Texts,
    Numbers,
}

/// One table as columns that own their values.
#[derive(Debug)]
pub struct Laid {
    pub table: Table,
    pub(crate) rows: usize,
    pub(crate) columns: Vec<(&'static str, Kind, Data, Valid)>,
}

#[derive(Debug)]
pub(crate) enum Data {
    I32(Vec<i32>),
    I64(Vec<i64>),
    U32(Vec<u32>),
    U8(Vec<u8>),
    Bool(Vec<bool>),
    Slices(Vec<&'static str>),
    Strings(Vec<String>),
    Offsets(Vec<i32>, String),
    Large(Vec<i64>, String),
    Dictionary(Vec<u32>, Vec<&'static str>),
    Null,
}

#[derive(Debug)]
pub(crate) enum Valid {
    All,
    Bits(Vec<u8>, usize),
    Bytes(Vec<u8>),
    Flags(Vec<bool>),
}

const IDS: [&str; 7] = ["a", "b", "ab", "周", "項", "\u{fb00}", "𠮷"];
/// The sessions of three batches have nothing in common.
const SESSIONS: [&str; 12] = ["s0", "s1", "s2", "s3", "t0", "t1", "t2", "t3", "u0", "u1", "u2", "u3"];
const DAYS: [&str; 9] = [
    "2024-01-31",
    "2024-02-29",
    "2023-07-25",
    "2023-06-30",
    "2024-12-31",
    "2026-12-26",
    "2024-02-30",
    "1899-12-31",
    "",
];
const MONTHS: [&str; 6] = ["2023-07", "2024-02", "2024-03", "2024-12", "2024-13", "2201-01"];
const WORDS: [&str; 12] = [
    "individual",
    "group",
    "peer",
    "on_site",
    "meeting",
    "training",
    "cycle",
    "monthly",
    "record_form",
    "supervisor",
    "expert",
    "",
];

/// A table of a batch: few rows, most of them sound.
pub fn table(u: &mut Unstructured<'_>, table: Table, ids: Ids, batch: usize) -> Result<Laid> {
    let rows = u.int_in_range(0..=7_usize)?;
    let mut columns = Vec::new();
    for column in table.columns() {
        let leave_out = if column.required { u.ratio(1_u8, 40_u8)? } else { u.ratio(1_u8, 3_u8)? };
        if leave_out {
            continue;
        }
        let kind = if u.ratio(1_u8, 60_u8)? { Kind::Flag } else { column.kind };
        let data = data(u, kind, rows, ids, (column.name == "session").then_some(batch))?;
        let valid = valid(u, rows, if column.required { 30 } else { 3 })?;
        // texts that are all null have no values
        columns.push((column.name, column.kind, data, valid));
    }
    Ok(Laid { table, rows, columns })
}

fn list<T>(rows: usize, mut value: impl FnMut() -> Result<T>) -> Result<Vec<T>> {
    (0..rows).map(|_| value()).collect()
}

fn data(u: &mut Unstructured<'_>, kind: Kind, rows: usize, ids: Ids, session: Option<usize>) -> Result<Data> {
    if u.ratio(1_u8, 80_u8)? {
        return Ok(Data::Null);
    }
    let id = |u: &mut Unstructured<'_>| -> Result<i64> {
        Ok(match session {
            Some(batch) => 100 + batch as i64 * 4 + i64::from(u.int_in_range(0..=3_u8)?),
            None => 100 + i64::from(u.int_in_range(0..=6_u8)?),
        })
    };
    match kind {
        Kind::Id if ids == Ids::Numbers => Ok(match u.int_in_range(0..=2_u8)? {
            0 => Data::I32(list(rows, || Ok(id(u)? as i32))?),
            1 => Data::I64(list(rows, || id(u))?),
            _ => Data::U32(list(rows, || Ok(id(u)? as u32))?),
        }),
        Kind::Id => {
            let pool: &[&'static str] = match session {
                Some(batch) => &SESSIONS[batch * 4..batch * 4 + 4],
                None => &IDS,
            };
            texts(u, pool, rows, 60)
        }
        Kind::Date if u.ratio(3_u8, 4_u8)? => Ok(Data::I32(list(rows, || {
            Ok(if u.ratio(1_u8, 60_u8)? { u.arbitrary()? } else { 19_500 + u.int_in_range(0..=1_100)? })
        })?)),
        Kind::Date => {
            let odd = u.ratio(1_u8, 4_u8)?;
            texts(u, &DAYS[..if odd { 9 } else { 6 }], rows, 200)
        }
        Kind::Month if u.arbitrary()? => Ok(Data::I32(list(rows, || {
            Ok(if u.ratio(1_u8, 60_u8)? { u.arbitrary()? } else { 2023 * 12 + 6 + u.int_in_range(0..=20)? })
        })?)),
        Kind::Month => {
            let odd = u.ratio(1_u8, 4_u8)?;
            texts(u, &MONTHS[..if odd { 6 } else { 4 }], rows, 200)
        }
        Kind::Year | Kind::Count => {
            let number = |u: &mut Unstructured<'_>| -> Result<i64> {
                Ok(match (kind, u.ratio(1_u8, 60_u8)?) {
                    (_, true) => i64::from(u.arbitrary::<i32>()?),
                    (Kind::Year, _) => 2022 + u.int_in_range(0..=4_i64)?,
                    _ => u.int_in_range(0..=90_i64)?,
                })
            };
            Ok(match u.int_in_range(0..=2_u8)? {
                0 => Data::I32(list(rows, || Ok(number(u)? as i32))?),
                1 => Data::I64(list(rows, || number(u))?),
                _ => Data::U32(list(rows, || Ok(number(u)? as u32))?),
            })
        }
        Kind::Flag => Ok(Data::Bool(list(rows, || u.arbitrary())?)),
        Kind::Form | Kind::PlanKind | Kind::ContentSource => {
            let (from, count) = match kind {
                Kind::Form => (0, 6),
                Kind::PlanKind => (6, 2),
                _ => (8, 2),
            };
            if u.ratio(2_u8, 3_u8)? {
                let over = u8::from(u.ratio(1_u8, 10_u8)?) * 3;
                return Ok(Data::U8(list(rows, || u.int_in_range(0..=count as u8 - 1 + over))?));
            }
            texts(u, &WORDS[from..from + count], rows, 60)
        }
        _ => texts(u, &IDS, rows, 30),
    }
}

/// Texts of a pool in any layout; one of so many is another word.
fn texts(u: &mut Unstructured<'_>, pool: &[&'static str], rows: usize, odd: u8) -> Result<Data> {
    let mut chosen = Vec::with_capacity(rows);
    for _ in 0..rows {
        chosen.push(if u.ratio(1_u8, odd)? { *u.choose(&WORDS)? } else { *u.choose(pool)? });
    }
    Ok(match u.int_in_range(0..=4_u8)? {
        0 => Data::Slices(chosen),
        1 => Data::Strings(chosen.iter().map(|text| (*text).to_owned()).collect()),
        2 => {
            let (offsets, text) = offsets(u, &chosen)?;
            Data::Offsets(offsets.into_iter().map(|at| at as i32).collect(), text)
        }
        3 => {
            let (offsets, text) = offsets(u, &chosen)?;
            Data::Large(offsets, text)
        }
        _ => {
            // with words twice and words that nobody uses
            let mut words: Vec<&'static str> = pool.to_vec();
            words.extend(&chosen);
            let mut keys = Vec::with_capacity(rows);
            for text in &chosen {
                let places: Vec<usize> = (0..words.len()).filter(|at| words[*at] == *text).collect();
                let beyond = u.ratio(1_u8, 100_u8)?;
                keys.push(if beyond {
                    words.len() as u32 + u32::from(u.arbitrary::<u8>()?)
                } else {
                    *u.choose(&places)? as u32
                });
            }
            Data::Dictionary(keys, words)
        }
    })
}

/// Texts in one piece, as a slice of a longer column has them.
fn offsets(u: &mut Unstructured<'_>, texts: &[&str]) -> Result<(Vec<i64>, String)> {
    let mut all = if u.arbitrary()? { "前文".to_owned() } else { String::new() };
    let mut offsets = vec![all.len() as i64];
    for text in texts {
        all.push_str(text);
        offsets.push(all.len() as i64);
    }
    Ok((offsets, all))
}

/// One of so many rows is null.
fn valid(u: &mut Unstructured<'_>, rows: usize, one_of: u8) -> Result<Valid> {
    if u.arbitrary()? {
        return Ok(Valid::All);
    }
    let flags = list(rows, || Ok(!u.ratio(1_u8, one_of)?))?;
    Ok(match u.int_in_range(0..=2_u8)? {
        0 => {
            let offset = u.int_in_range(0..=11_usize)?;
            let mut bits = vec![0_u8; (rows + offset).div_ceil(8)];
            for (row, flag) in flags.iter().enumerate() {
                bits[(row + offset) / 8] |= u8::from(*flag) << ((row + offset) % 8);
            }
            Valid::Bits(bits, offset)
        }
        1 => Valid::Bytes(flags.iter().map(|flag| u8::from(*flag) * 9).collect()),
        _ => Valid::Flags(flags),
    })
}

impl Valid {
    fn view(&self) -> Validity<'_> {
        match self {
            Valid::All => Validity::All,
            Valid::Bits(bits, offset) => Validity::Bits(bits, *offset),
            Valid::Bytes(bytes) => Validity::Bytes(bytes),
            Valid::Flags(flags) => Validity::Flags(flags),
        }
    }

    pub(crate) fn has(&self, row: usize) -> bool {
        match self {
            Valid::All => true,
            Valid::Bits(bits, offset) => bits[(row + offset) / 8] >> ((row + offset) % 8) & 1 == 1,
            Valid::Bytes(bytes) => bytes[row] != 0,
            Valid::Flags(flags) => flags[row],
        }
    }
}

impl Laid {
    /// The columns as the library takes them.
    pub fn frame(&self) -> Frame<'_> {
        self.columns.iter().fold(Frame::new(self.table), |frame, (name, _, data, valid)| {
            let validity = valid.view();
            let array = match data {
                Data::I32(values) => Array::I32(Column { values, validity }),
                Data::I64(values) => Array::I64(Column { values, validity }),
                Data::U32(values) => Array::U32(Column { values, validity }),
                Data::U8(values) => Array::U8(Column { values, validity }),
                Data::Bool(values) => Array::Bool(Column { values, validity }),
                Data::Slices(texts) => Array::Text(Texts::Slices(texts), validity),
                Data::Strings(texts) => Array::Text(Texts::Strings(texts), validity),
                Data::Offsets(offsets, text) => Array::Text(Texts::Offsets(offsets, text), validity),
                Data::Large(offsets, text) => Array::Text(Texts::LargeOffsets(offsets, text), validity),
                Data::Dictionary(values, texts) => Array::Dictionary(Column { values, validity }, Texts::Slices(texts)),
                Data::Null => Array::Null(self.rows),
            };
            frame.with(name, array)
        })
    }

    /// The same rows for the door of single rows.
    pub fn rows(&self, builder: &mut Builder) {
        builder.table(self.table);
        let no_column = self.columns.is_empty();
        for row in 0..if no_column { 0 } else { self.rows } {
            let cells = self.columns.iter().map(|(name, kind, data, valid)| (*name, cell(*kind, data, valid, row)));
            builder.row(self.table, cells);
        }
    }
}

fn cell(kind: Kind, data: &Data, valid: &Valid, row: usize) -> Cell<'static> {
    if matches!(data, Data::Null) || !valid.has(row) {
        return Cell::Null;
    }
    let number = |number: i64| match kind {
        Kind::Id => Cell::text(number.to_string()),
        _ => Cell::Number(number.into()),
    };
    let cut = |from: i64, to: i64, text: &str| Cell::text(text[from as usize..to as usize].to_owned());
    match data {
        Data::I32(values) => match kind {
            // what lies beyond the calendar is no day and no month
            Kind::Date if Day::from_number(values[row]).number() == values[row] => {
                Cell::Day(Day::from_number(values[row]))
            }
            Kind::Month if Month::from_number(values[row]).number() == values[row] => {
                Cell::Month(Month::from_number(values[row]))
            }
            _ => number(values[row].into()),
        },
        Data::I64(values) => number(values[row]),
        Data::U32(values) => number(values[row].into()),
        Data::U8(values) => {
            let code = values[row];
            let name = match kind {
                Kind::Form => Form::from_code(code).map(Form::name),
                Kind::PlanKind => PlanKind::from_code(code).map(PlanKind::name),
                Kind::ContentSource => ContentSource::from_code(code).map(ContentSource::name),
                _ => return Cell::Number(code.into()),
            };
            name.map_or_else(|| Cell::text(code.to_string()), Cell::text)
        }
        Data::Bool(values) => Cell::Flag(values[row]),
        Data::Slices(texts) => Cell::text(texts[row]),
        Data::Strings(texts) => Cell::text(texts[row].clone()),
        Data::Offsets(offsets, text) => cut(offsets[row].into(), offsets[row + 1].into(), text),
        Data::Large(offsets, text) => cut(offsets[row], offsets[row + 1], text),
        Data::Dictionary(keys, texts) => match texts.get(keys[row] as usize) {
            Some(text) => Cell::text(*text),
            None => Cell::Number(keys[row].into()),
        },
        Data::Null => Cell::Null,
    }
}

/// Frames of these tables.
pub fn frames(tables: &[Laid]) -> Frames<'_> {
    tables.iter().map(Laid::frame).collect()
}

/// The tables of a batch.
pub fn batch(u: &mut Unstructured<'_>, ids: Ids, batch: usize) -> Result<Vec<Laid>> {
    let present: u16 = u.arbitrary()?;
    let tables = Table::ALL.into_iter().enumerate().filter(|(place, _)| present >> place & 1 == 1);
    tables.map(|(_, one)| table(u, one, ids, batch)).collect()
}

const POLICIES: [&str; 6] = [
    "{}",
    r#"{"profile": "civil_code"}"#,
    r#"{"supervision": {"frequency": {"partial_month": "every_month_touched", "scope": "per_worker", "peer": "counts_as_group"}}}"#,
    r#"{"supervision": {"record": {"last_day": "next_workday", "within_days": 3}, "monthly_plan": {"due": "month_end"}}, "settled": {}}"#,
    r#"{"mentor": {"term": {"years": 1, "last_day": "day_before"}, "annual_guidance": {"year": "calendar_year"}, "inactivity": {"months": 2, "counting": "calendar_months"}, "effective_to": "2025-12-31"}}"#,
    r#"{"editions": [{"effective_from": "2023-01-01", "effective_to": "2024-02-29", "policy": {}}, {"effective_from": "2024-03-01", "policy": {"profile": "civil_code", "mentor": {"commendation": {"lapse_effect": "rest_of_term"}}}}]}"#,
];

/// A policy and a day to ask about.
pub fn question(u: &mut Unstructured<'_>) -> Result<(Policy, Day)> {
    let policy = Policy::from_json(u.choose(&POLICIES)?).expect("a policy");
    let as_of = if u.ratio(1_u8, 20_u8)? { u.arbitrary()? } else { 19_500 + u.int_in_range(0..=1_400)? };
    Ok((policy, Day::from_number(as_of)))
}

//! Facts as columns, laid out in every way that columns allow.

mod alike;
pub mod batches;
pub mod sweep;

use std::collections::BTreeMap;

use fastrand::Rng;
use hongyan::columns::{Array, Column, Columns, Door, FaultTally, Frame, Frames, Texts, Validity};
use hongyan::facts::{ContentSource, Form, Kind, PlanKind, Table};
use hongyan::{Check, Day};
use serde_json::Value;

pub use alike::{differences, numbered, parting};

/// How ids are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdsAs {
    /// As the texts they are, in any layout.
    Texts,
    /// As integers close together: every id of the facts must be a number.
    Integers,
    /// As integers far apart.
    Sparse,
}

/// One table as columns that own their values.
pub struct OwnedFrame {
    table: Table,
    columns: Vec<(String, OwnedColumn)>,
}

enum Values {
    I32(Vec<i32>),
    I64(Vec<i64>),
    U32(Vec<u32>),
    U8(Vec<u8>),
    Bool(Vec<bool>),
    Slices(Vec<String>),
    Strings(Vec<String>),
    Offsets(Vec<i32>, String),
    Large(Vec<i64>, String),
    Dictionary(Vec<u32>, Vec<i32>, String),
    Null(usize),
}

enum Valid {
    All,
    Bits(Vec<u8>, usize),
    Bytes(Vec<u8>),
    Flags(Vec<bool>),
}

struct OwnedColumn {
    values: Values,
    valid: Valid,
}

/// Distance between the integers that stand for neighbouring ids where they lie far apart.
const FAR: i64 = 1_000_003;

impl OwnedFrame {
    /// A table of the contract's JSON; the dice choose among the layouts. A value that no column can hold in its place,
    /// such as a number among dates, makes the column one of texts.
    #[must_use]
    pub fn of(table: Table, rows: &[Value], ids: IdsAs, dice: &mut Rng) -> OwnedFrame {
        let mut columns = Vec::new();
        let mut names: Vec<String> = table.columns().iter().map(|column| column.name.to_owned()).collect();
        let given = rows.iter().filter_map(Value::as_object).flat_map(|row| row.keys());
        for name in given {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        for name in names {
            let cells: Vec<&Value> = rows.iter().map(|row| &row[&name]).collect();
            let absent = rows.iter().all(|row| row.get(&name).is_none());
            if absent
                && (rows.is_empty() || dice.bool() || table.columns().iter().any(|c| c.name == name && c.required))
            {
                continue;
            }
            let kind = table.position(&name).map_or(Kind::Text, |at| table.columns()[at].kind);
            columns.push((name, OwnedColumn::of(&cells, kind, ids, dice)));
        }
        dice.shuffle(&mut columns);
        OwnedFrame { table, columns }
    }

    fn view<'a>(&'a self, slices: &'a BTreeMap<(Table, String), Vec<&'a str>>) -> Frame<'a> {
        self.columns.iter().fold(Frame::new(self.table), |frame, (name, column)| {
            frame.with(name, column.view(slices.get(&(self.table, name.clone())).map_or(&[], Vec::as_slice)))
        })
    }
}

fn bits(valid: &[bool], offset: usize) -> Vec<u8> {
    let mut bytes = vec![0xA5_u8; (valid.len() + offset).div_ceil(8)];
    for (row, valid) in valid.iter().enumerate() {
        let bit = row + offset;
        bytes[bit / 8] &= !(1 << (bit % 8));
        bytes[bit / 8] |= u8::from(*valid) << (bit % 8);
    }
    bytes
}

impl OwnedColumn {
    fn of(cells: &[&Value], kind: Kind, ids: IdsAs, dice: &mut Rng) -> OwnedColumn {
        let valid: Vec<bool> = cells.iter().map(|cell| !cell.is_null()).collect();
        if valid.iter().all(|valid| !valid) && dice.bool() {
            return OwnedColumn { values: Values::Null(cells.len()), valid: Valid::All };
        }
        let all = valid.iter().all(|valid| *valid);
        let valid = match dice.u8(0..if all { 4 } else { 3 }) {
            0 => {
                let offset = dice.usize(0..11);
                Valid::Bits(bits(&valid, offset), offset)
            }
            1 => Valid::Bytes(valid.iter().map(|valid| u8::from(*valid) * 7).collect()),
            2 => Valid::Flags(valid),
            _ => Valid::All,
        };
        let numbers = |read: &dyn Fn(&Value) -> Option<i64>| {
            cells
                .iter()
                .map(|cell| if cell.is_null() { Some(12_345) } else { read(cell) })
                .collect::<Option<Vec<i64>>>()
        };
        let day = |cell: &Value| Some(i64::from(cell.as_str()?.parse::<Day>().ok()?.number()));
        let month = |cell: &Value| Some(i64::from(cell.as_str()?.parse::<hongyan::calendar::Month>().ok()?.number()));
        let id = |cell: &Value| {
            let number = cell.as_str()?.parse::<i64>().ok()?;
            Some(if ids == IdsAs::Sparse { number * FAR } else { number })
        };
        let found = match kind {
            Kind::Date => numbers(&day).filter(|_| dice.u8(0..4) > 0),
            Kind::Month => numbers(&month).filter(|_| dice.bool()),
            Kind::Year | Kind::Count => numbers(&|cell| cell.as_i64()),
            Kind::Id if ids != IdsAs::Texts => numbers(&id),
            _ => None,
        };
        let values = match (found, kind) {
            (Some(numbers), Kind::Year | Kind::Count | Kind::Id) => match dice.u8(0..3) {
                0 if numbers.iter().all(|number| i32::try_from(*number).is_ok()) => {
                    Values::I32(numbers.iter().map(|number| *number as i32).collect())
                }
                1 if numbers.iter().all(|number| u32::try_from(*number).is_ok()) => {
                    Values::U32(numbers.iter().map(|number| *number as u32).collect())
                }
                _ => Values::I64(numbers),
            },
            (Some(numbers), _) => Values::I32(numbers.iter().map(|number| *number as i32).collect()),
            (None, Kind::Flag) if cells.iter().all(|cell| cell.is_null() || cell.is_boolean()) => {
                Values::Bool(cells.iter().map(|cell| cell.as_bool().unwrap_or(true)).collect())
            }
            (None, kind) => match codes(cells, kind).filter(|_| dice.bool()) {
                Some(codes) => Values::U8(codes),
                None => texts(cells, dice),
            },
        };
        OwnedColumn { values, valid }
    }

    fn view<'a>(&'a self, slices: &'a [&'a str]) -> Array<'a> {
        fn column<'a, T>(values: &'a [T]) -> Column<'a, T> {
            Column { values, validity: Validity::All }
        }
        let array = match &self.values {
            Values::I32(values) => Array::I32(column(values)),
            Values::I64(values) => Array::I64(column(values)),
            Values::U32(values) => Array::U32(column(values)),
            Values::U8(values) => Array::U8(column(values)),
            Values::Bool(values) => Array::Bool(column(values)),
            Values::Slices(_) => Array::from(slices),
            Values::Strings(strings) => Array::from(strings),
            Values::Offsets(offsets, text) => Array::Text(Texts::Offsets(offsets, text), Validity::All),
            Values::Large(offsets, text) => Array::Text(Texts::LargeOffsets(offsets, text), Validity::All),
            Values::Dictionary(keys, offsets, text) => Array::Dictionary(column(keys), Texts::Offsets(offsets, text)),
            Values::Null(rows) => Array::Null(*rows),
        };
        array.with_validity(match &self.valid {
            Valid::All => Validity::All,
            Valid::Bits(bits, offset) => Validity::Bits(bits, *offset),
            Valid::Bytes(bytes) => Validity::Bytes(bytes),
            Valid::Flags(flags) => Validity::Flags(flags),
        })
    }
}

fn codes(cells: &[&Value], kind: Kind) -> Option<Vec<u8>> {
    let code = |cell: &&Value| {
        let Some(name) = cell.as_str() else { return cell.is_null().then_some(200) };
        match kind {
            Kind::Form => Form::from_name(name).map(Form::code),
            Kind::PlanKind => PlanKind::from_name(name).map(PlanKind::code),
            Kind::ContentSource => ContentSource::from_name(name).map(ContentSource::code),
            _ => None,
        }
    };
    cells.iter().map(code).collect()
}

fn texts(cells: &[&Value], dice: &mut Rng) -> Values {
    let text = |cell: &Value| match cell {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let list: Vec<String> = cells.iter().map(|cell| text(cell)).collect();
    let joined = |list: &[String]| {
        let mut ends = vec![0];
        let mut all = String::new();
        for text in list {
            all.push_str(text);
            ends.push(all.len());
        }
        (ends, all)
    };
    match dice.u8(0..5) {
        0 => Values::Slices(list),
        4 => Values::Strings(list),
        1 => {
            let (ends, all) = joined(&list);
            Values::Offsets(ends.into_iter().map(|end| end as i32).collect(), all)
        }
        2 => {
            let (ends, all) = joined(&list);
            Values::Large(ends.into_iter().map(|end| end as i64).collect(), all)
        }
        _ => {
            // a dictionary may hold what no row uses, and a text twice
            let mut words = list.clone();
            words.push("不用".to_owned());
            dice.shuffle(&mut words);
            let key = |text: &String| words.iter().position(|word| word == text).expect("a word") as u32;
            let keys = list.iter().map(key).collect();
            let (ends, all) = joined(&words);
            Values::Dictionary(keys, ends.into_iter().map(|end| end as i32).collect(), all)
        }
    }
}

/// Tables as columns that own their values.
pub struct Owned(Vec<OwnedFrame>);

impl Owned {
    /// Facts as the contract's JSON has them, each table a list of rows.
    #[must_use]
    pub fn of(facts: &Value, ids: IdsAs, seed: u64) -> Owned {
        let mut dice = Rng::with_seed(seed);
        let tables = facts.as_object().into_iter().flatten().filter_map(|(name, rows)| {
            let (table, rows) = (Table::from_name(name)?, rows.as_array()?);
            Some(OwnedFrame::of(table, rows, ids, &mut dice))
        });
        Owned(tables.collect())
    }

    /// Checks them and does something with them.
    ///
    /// # Errors
    /// As the door says.
    pub fn check<T>(&self, door: Door, then: impl FnOnce(Columns<'_>) -> T) -> Result<T, FaultTally> {
        self.frames(|frames| Columns::check(frames, door).map(then))
    }

    /// Does something with them as frames.
    pub fn frames<T>(&self, then: impl FnOnce(Frames<'_>) -> T) -> T {
        let mut slices = BTreeMap::new();
        for frame in &self.0 {
            for (name, column) in &frame.columns {
                if let Values::Slices(list) = &column.values {
                    slices.insert((frame.table, name.clone()), list.iter().map(String::as_str).collect::<Vec<_>>());
                }
            }
        }
        then(self.0.iter().map(|frame| frame.view(&slices)).collect())
    }

    /// The report that these columns give, as JSON.
    ///
    /// # Errors
    /// As the door says.
    pub fn report(&self, door: Door, check: &Check<'_>) -> Result<String, FaultTally> {
        self.check(door, |columns| check.columns(&columns).to_report().to_json().expect("a report has a JSON form"))
    }
}

/// Whether columns can hold the facts as they are: every table a list of objects with known columns, and no value of
/// another type than texts where its kind is text.
#[must_use]
pub fn holdable(facts: &Value) -> bool {
    let Some(tables) = facts.as_object() else { return false };
    tables.iter().all(|(name, rows)| {
        let (Some(table), Some(rows)) = (Table::from_name(name), rows.as_array()) else { return false };
        rows.iter().all(|row| {
            row.as_object().is_some_and(|row| {
                row.iter().all(|(name, cell)| {
                    let Some(at) = table.position(name) else { return false };
                    match table.columns()[at].kind {
                        Kind::Year | Kind::Count => {
                            cell.is_null() || cell.as_i64().is_some_and(|n| i32::try_from(n).is_ok())
                        }
                        Kind::Flag => cell.is_null() || cell.is_boolean(),
                        _ => cell.is_null() || cell.is_string(),
                    }
                })
            })
        })
    })
}

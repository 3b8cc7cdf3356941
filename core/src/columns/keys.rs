//! Keys that stand more than once: rows alike in every column are one row, rows that differ are all faulty.

use super::array::Array;
use super::distinct;
use super::door::{Columns, alike, is_good};
use super::faults::FaultTally;
use super::frame::Frame;
use super::order::Order;
use super::par;
use super::space::IdValue;
use super::typed::{Rows, Sessions};
use crate::facts::{Fault, FaultCode, Table};
use crate::value::Value;

/// The id that an array gives a row.
pub(super) fn id_of<'a>(array: &Array<'a>, row: usize) -> Option<IdValue<'a>> {
    match array {
        Array::I32(column) => column.get(row).map(|id| IdValue::Integer(id.into())),
        Array::I64(column) => column.get(row).map(IdValue::Integer),
        Array::U32(column) => column.get(row).map(|id| IdValue::Integer(id.into())),
        Array::Text(texts, validity) if validity.has(row) => Some(IdValue::Text(texts.get(row))),
        Array::Dictionary(keys, texts) => {
            keys.get(row).map(|key| IdValue::Text(texts.get(usize::try_from(key).unwrap_or(usize::MAX))))
        }
        _ => None,
    }
}

/// The tables with a key but the sessions.
pub(super) const KEYED: [Table; 4] = [Table::Excuses, Table::Mentors, Table::Appointments, Table::Violations];

/// Whether a row has a key: what did not pass the door is none, nor is what stands in the place of a refused value.
pub(super) fn is_keyed(frame: &Frame<'_>, row: usize) -> bool {
    let good = |at: &usize| {
        let column = frame.table.columns().get(*at).zip(frame.at(*at));
        column.is_some_and(|(column, array)| !frame.is_refused(row, *at) && is_good(&array, column.kind, row))
    };
    !frame.is_none(row) && frame.table.key().iter().all(good)
}

/// What came of rows that share a key.
#[derive(Default)]
struct Shared {
    repeated: Vec<usize>,
    /// The first rows that differ, and beyond which row none is kept.
    differing: Vec<(usize, String)>,
    last: Option<usize>,
    /// How many differ.
    all: u64,
    faulty: Vec<usize>,
}

impl Shared {
    /// Rows of one key, ascending.
    fn group(&mut self, columns: &Columns<'_>, table: Table, rows: &[usize], key: impl Fn() -> String) {
        let Some(frame) = columns.frames.get(table) else { return };
        let rows: Vec<usize> = rows.iter().copied().filter(|row| is_keyed(frame, *row)).collect();
        let Some((first, later)) = rows.split_first().filter(|(_, later)| !later.is_empty()) else {
            return;
        };
        if later.iter().all(|row| alike(frame, *first, *row)) {
            // a faulty row is left out already, and none is a repetition of it
            let out = columns.left_out(table);
            self.repeated.extend(rows.iter().filter(|row| !out.has(**row)).skip(1));
            return;
        }
        self.faulty.extend(&rows);
        self.all = self.all.saturating_add(u64::try_from(rows.len()).unwrap_or(u64::MAX));
        for row in rows {
            if self.last.is_some_and(|last| row > last) {
                break;
            }
            self.differing.push((row, key()));
            self.last = FaultTally::trim(&mut self.differing, |one| one.0).or(self.last);
        }
    }

    /// Leaves the rows out; those that differ.
    fn settle(
        self,
        table: Table,
        faults: &mut FaultTally,
        out: &mut Rows,
        repeated: &mut Vec<(Table, u32)>,
    ) -> Vec<usize> {
        let columns = table.key().iter().filter_map(|at| table.columns().get(*at)).map(|column| column.name);
        let names = columns.collect::<Vec<_>>().join(",");
        let more = self.all.saturating_sub(u64::try_from(self.differing.len()).unwrap_or(u64::MAX));
        for (row, key) in self.differing {
            let fault = Fault::new(FaultCode::DuplicateKey).in_table(table.name()).in_row(row);
            faults.push(fault.in_column(names.clone()).of(Value::Text(key)));
        }
        if more > 0 {
            faults.count(FaultCode::DuplicateKey, more);
        }
        for row in self.repeated {
            out.add(row);
            repeated.push((table, u32::try_from(row).unwrap_or(u32::MAX)));
        }
        self.faulty.iter().for_each(|row| out.add(*row));
        self.faulty
    }
}

/// Sessions whose key (`session`, `worker`) is not unique.
pub(super) fn sessions(columns: &mut Columns<'_>, faults: &mut FaultTally, repeated: &mut Vec<(Table, u32)>) {
    let Some(sessions) = &columns.sessions else { return };
    // rows that differ in one column of the key differ in the key
    if distinct::are_distinct(&sessions.session) {
        return;
    }
    let order = Order::of(&sessions.worker, sessions.sorted, sessions.rows, columns.workers.len());
    let parts = par::ranges(order.len(), 1 << 14, 64);
    let found = par::map(&parts, |range| {
        let mut shared = Shared::default();
        // a run belongs to the part in which it begins
        let mut from = match range.start.checked_sub(1) {
            Some(before) => order.run(&sessions.worker, before),
            None => 0,
        };
        let (mut integers, mut texts) = (Vec::new(), Vec::new());
        while from < range.end {
            let to = order.run(&sessions.worker, from);
            if to.saturating_sub(from) > 1 {
                run(columns, sessions, &order, from..to, (&mut integers, &mut texts), &mut shared);
            }
            from = to;
        }
        shared
    });
    let mut out = sessions.left_out.clone();
    for shared in found {
        shared.settle(Table::Sessions, faults, &mut out, repeated);
    }
    if let Some(sessions) = &mut columns.sessions {
        sessions.left_out = out;
    }
}

type Rooms<'r, 'a> = (&'r mut Vec<(i64, u32)>, &'r mut Vec<(&'a str, u32)>);

/// The sessions of one worker.
fn run<'a>(
    columns: &Columns<'a>,
    sessions: &Sessions<'a>,
    order: &Order,
    places: std::ops::Range<usize>,
    (integers, texts): Rooms<'_, 'a>,
    shared: &mut Shared,
) {
    integers.clear();
    texts.clear();
    let code = sessions.worker.get(order.row(places.start));
    let Some(worker) = columns.workers.value(code) else { return };
    for at in places {
        let row = order.row(at);
        let number = u32::try_from(row).unwrap_or(u32::MAX);
        match id_of(&sessions.session, row) {
            Some(IdValue::Integer(id)) => integers.push((id, number)),
            Some(IdValue::Text(text)) => texts.push((text, number)),
            None => {}
        }
    }
    equal(integers, |id, rows| shared.group(columns, Table::Sessions, rows, || format!("{id},{worker}")));
    equal(texts, |id, rows| shared.group(columns, Table::Sessions, rows, || format!("{id},{worker}")));
}

/// Calls for every value that stands more than once, with its rows ascending.
fn equal<K: Copy + Ord>(pairs: &mut [(K, u32)], mut visit: impl FnMut(K, &[usize])) {
    if pairs.is_sorted_by(|a, b| a.0 < b.0) {
        return;
    }
    pairs.sort_unstable();
    let mut rows = Vec::new();
    for group in pairs.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
        rows.clear();
        rows.extend(group.iter().map(|(_, row)| super::space::place(*row)));
        if let Some((value, _)) = group.first() {
            visit(*value, &rows);
        }
    }
}

/// The same for the other tables that have a key; the rows of each that share one and differ.
pub(super) fn small(
    columns: &mut Columns<'_>,
    faults: &mut FaultTally,
    repeated: &mut Vec<(Table, u32)>,
) -> [Vec<usize>; Table::ALL.len()] {
    let mut differing: [Vec<usize>; Table::ALL.len()] = Default::default();
    for table in KEYED {
        let Some(frame) = columns.frames.get(table) else { continue };
        let mut keyed: Vec<([i64; 3], u32)> = columns.small.keys(table);
        let mut shared = Shared::default();
        equal(&mut keyed, |_, rows| {
            let key = || {
                let parts = table.key().iter().filter_map(|at| {
                    let column = table.columns().get(*at)?;
                    let cell = super::door::cell_of(&frame.at(*at)?, column.kind, *rows.first()?);
                    Some(Value::from(cell).to_string())
                });
                parts.collect::<Vec<_>>().join(",")
            };
            shared.group(columns, table, rows, key);
        });
        let mut out = columns.small.left_out(table).clone();
        let rows = shared.settle(table, faults, &mut out, repeated);
        columns.small.leave_out(table, out);
        if let Some(slot) = differing.get_mut(table as usize) {
            *slot = rows;
        }
    }
    differing
}

#[cfg(test)]
mod tests;

//! Ids, rows, days and findings as columns of short numbers, each told by its distance from the one before.

use super::super::days::{Again, Attendance, FORMS};
use super::super::ids::Pool;
use super::super::kept::{At, CELLS, Holds, Row, holds};
use super::super::wire::{Reader, Writer};
use super::Accumulator;
use crate::calendar::{Month, YEARS};
use crate::columns::findings::Findings;
use crate::columns::space::{IdValue, NO_CODE, place};
use crate::facts::Table;
use crate::finding::{Force, Verdict};
use crate::rules::Rule;

impl Accumulator {
    pub(super) fn write_attendance(&self, writer: &mut Writer) {
        let rows = self.attendance.rows();
        writer.len(rows.len());
        let mut last = (0, 0, 0);
        for one in rows {
            subject((one.worker, one.project, one.month), &mut last, writer);
            one.held.iter().for_each(|days| writer.number(*days));
        }
        let rows = self.again.rows();
        writer.len(rows.len());
        let mut last = (0, 0, 0);
        for one in rows {
            subject((one.worker, one.project, one.month), &mut last, writer);
            [one.form, one.day, one.times].into_iter().for_each(|byte| writer.byte(byte));
        }
    }

    pub(super) fn read_attendance(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        let [projects, workers, ..] = self.ids.each_ref().map(Pool::len);
        let known = |of: (u32, u32, i32)| {
            let within = YEARS.contains(&of.2.div_euclid(12));
            Some(of).filter(|of| place(of.0) < workers && place(of.1) < projects && within)
        };
        let mut last = (0, 0, 0);
        let rows = reader.list(|reader| {
            let (worker, project, month) = known(read_subject(&mut last, reader)?)?;
            let days = Month::from_number(month).days();
            let all = u32::MAX.checked_shr(days.from.days_since(days.to).wrapping_add(31).cast_unsigned())?;
            let mut held = [0; FORMS];
            for set in &mut held {
                *set = reader.number().filter(|set: &u32| set & !all == 0)?;
            }
            Some(Attendance { worker, project, month, held })
        })?;
        let mut last = (0, 0, 0);
        let again = reader.list(|reader| {
            let (worker, project, month) = known(read_subject(&mut last, reader)?)?;
            let (form, day, times) = (reader.byte()?, reader.byte()?, reader.byte()?);
            let known = usize::from(form) < FORMS && day < 31 && times <= Again::MOST;
            known.then_some(Again { worker, project, month, form, day, times })
        })?;
        self.attendance.add(rows, &mut |_| ());
        self.again.add(again, &mut |()| ());
        Some(())
    }

    pub(super) fn read_rows(&self, table: Table, reader: &mut Reader<'_>) -> Option<Vec<Row>> {
        let mut last = [0_u32; CELLS];
        let known = |holds: Holds, cell: u32| match holds {
            Holds::Ids(space) => cell == NO_CODE || self.ids.get(space).is_some_and(|ids| place(cell) < ids.len()),
            Holds::Texts => cell == holds.absent() || cell == holds.spoilt() || place(cell) < self.texts.len(),
            Holds::Numbers | Holds::Words | Holds::Flags => true,
        };
        reader.list(|reader| {
            for (cell, holds) in last.iter_mut().zip(holds(table)) {
                *cell = cell.wrapping_add_signed(reader.signed()?);
                known(holds, *cell).then_some(())?;
            }
            let at = self.read_at(table, reader)?;
            Some(Row { cells: last, at, times: reader.number()? })
        })
    }

    pub(super) fn read_at(&self, table: Table, reader: &mut Reader<'_>) -> Option<At> {
        let at = At { batch: reader.number()?, row: reader.number()? };
        let rows = self.batches.0.get(&at.batch)?.get(table as usize)?;
        (at.row < *rows).then_some(at)
    }

    pub(super) fn read_findings(&self, reader: &mut Reader<'_>) -> Option<Findings> {
        let mut findings = Findings::new(Rule::RecordDeadline);
        let [_, workers, ..] = self.ids.each_ref().map(Pool::len);
        let sessions = self.sessions.len();
        findings.first = reader.list(Reader::number)?;
        findings.second = reader.list(Reader::number)?;
        findings.third = vec![0; findings.first.len()];
        findings.verdict = reader.list(Reader::byte)?;
        findings.force = reader.list(Reader::byte)?;
        findings.due_on = reader.list(Reader::signed)?;
        findings.settled_on = reader.list(Reader::signed)?;
        findings.margin_days = reader.list(Reader::signed)?;
        findings.holds_until = reader.list(Reader::signed)?;
        findings.contested = reader.list(Reader::flag)?;
        findings.flips = reader.list(Reader::byte)?;
        findings.due_earliest = reader.list(Reader::signed)?;
        findings.due_latest = reader.list(Reader::signed)?;
        findings.detail = reader.list(Reader::number)?;
        let sound = findings.is_even()
            && findings.first.iter().all(|code| place(*code) < sessions)
            && findings.second.iter().all(|code| place(*code) < workers)
            && findings.verdict.iter().all(|verdict| usize::from(*verdict) < Verdict::ALL.len())
            && findings.force.iter().all(|force| usize::from(*force) < Force::ALL.len());
        sound.then_some(findings)
    }
}

pub(super) fn write_pool(pool: &Pool, writer: &mut Writer) {
    writer.byte(match pool {
        Pool::Empty => 0,
        Pool::Integers { .. } => 1,
        Pool::Texts { .. } => 2,
    });
    writer.len(pool.len());
    let mut last = 0_i64;
    for id in pool.iter() {
        match id {
            IdValue::Integer(number) => {
                writer.signed(number.wrapping_sub(last));
                last = number;
            }
            IdValue::Text(text) => writer.text(text),
        }
    }
}

pub(super) fn read_pool(reader: &mut Reader<'_>) -> Option<Pool> {
    let sort = reader.byte()?;
    let (mut pool, mut last, mut next) = (Pool::Empty, 0_i64, 0_u32);
    reader.list(|reader| {
        let code = match sort {
            1 => {
                last = last.wrapping_add(reader.signed()?);
                pool.code(IdValue::Integer(last))
            }
            2 => pool.code(IdValue::Text(reader.text()?)),
            _ => return None,
        };
        // each id once
        let new = code == next;
        next = next.wrapping_add(1);
        new.then_some(())
    })?;
    Some(pool)
}

pub(super) fn write_rows(table: Table, rows: &[Row], writer: &mut Writer) {
    writer.len(rows.len());
    let mut last = [0_u32; CELLS];
    for row in rows {
        for ((cell, last), _) in row.cells.iter().zip(&mut last).zip(holds(table)) {
            writer.signed(cell.wrapping_sub(*last).cast_signed());
            *last = *cell;
        }
        writer.number(row.at.batch);
        writer.number(row.at.row);
        writer.number(row.times);
    }
}

/// What is done for whom and when, by its distance from the last.
fn subject(of: (u32, u32, i32), last: &mut (u32, u32, i32), writer: &mut Writer) {
    writer.signed(of.0.wrapping_sub(last.0).cast_signed());
    writer.signed(of.1.wrapping_sub(last.1).cast_signed());
    writer.signed(of.2.wrapping_sub(last.2));
    *last = of;
}

fn read_subject(last: &mut (u32, u32, i32), reader: &mut Reader<'_>) -> Option<(u32, u32, i32)> {
    let ahead: (i32, i32, i32) = (reader.signed()?, reader.signed()?, reader.signed()?);
    let (worker, project) = (last.0.wrapping_add_signed(ahead.0), last.1.wrapping_add_signed(ahead.1));
    *last = (worker, project, last.2.wrapping_add(ahead.2));
    Some(*last)
}

pub(super) fn write_findings(findings: &Findings, writer: &mut Writer) {
    fn column<T: Copy>(column: &[T], writer: &mut Writer, write: impl Fn(&mut Writer, T)) {
        writer.len(column.len());
        column.iter().for_each(|one| write(writer, *one));
    }
    let numbers = |list: &[u32], writer: &mut Writer| column(list, writer, |writer, number| writer.number(number));
    let days = |list: &[i32], writer: &mut Writer| column(list, writer, |writer, day| writer.signed(day));
    let bytes = |list: &[u8], writer: &mut Writer| column(list, writer, |writer, byte| writer.byte(byte));
    numbers(&findings.first, writer);
    numbers(&findings.second, writer);
    bytes(&findings.verdict, writer);
    bytes(&findings.force, writer);
    days(&findings.due_on, writer);
    days(&findings.settled_on, writer);
    days(&findings.margin_days, writer);
    days(&findings.holds_until, writer);
    column(&findings.contested, writer, |writer, flag| writer.byte(flag.into()));
    bytes(&findings.flips, writer);
    days(&findings.due_earliest, writer);
    days(&findings.due_latest, writer);
    numbers(&findings.detail, writer);
}

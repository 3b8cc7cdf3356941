//! Faults and warnings of batches, under places that do not depend on the order in which batches come.

use std::collections::BTreeMap;

use super::kept::At;
use crate::calendar::Day;
use crate::columns::faults::FaultTally;
use crate::columns::space::IdValue;
use crate::columns::warnings::Odd;
use crate::facts::{Fault, FaultCode, Table};
use crate::warning::WarningCode;

/// How many rows each batch has of each table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Batches(pub(super) BTreeMap<u32, [u32; Table::ALL.len()]>);

impl Batches {
    /// Where the rows of each batch begin in each whole table.
    pub(super) fn starts(&self) -> Starts {
        let mut starts = BTreeMap::new();
        let mut next = [0_u64; Table::ALL.len()];
        for (batch, rows) in &self.0 {
            starts.insert(*batch, next);
            for (next, rows) in next.iter_mut().zip(rows) {
                *next = next.saturating_add(u64::from(*rows));
            }
        }
        Starts(starts)
    }
}

/// The first rows of batches.
pub(super) struct Starts(BTreeMap<u32, [u64; Table::ALL.len()]>);

impl Starts {
    /// The row of the whole table.
    pub(super) fn row(&self, table: Table, at: At) -> u64 {
        let start = self.0.get(&at.batch).and_then(|starts| starts.get(table as usize)).copied();
        start.unwrap_or_default().saturating_add(at.row.into())
    }

    /// The same where rows are numbered with 32 bits.
    pub(super) fn short(&self, table: Table, at: At) -> u32 {
        u32::try_from(self.row(table, at)).unwrap_or(u32::MAX)
    }
}

/// An id that belongs to nobody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OwnId {
    Integer(i64),
    Text(String),
}

/// A warning about a row of a batch, or, with batch 0 and once all are there, of a whole table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::columns) struct Told {
    pub(super) table: Table,
    pub(super) at: At,
    pub(super) code: WarningCode,
    pub(super) days: Vec<Day>,
    pub(super) ids: Vec<OwnId>,
}

/// The names of the days and ids in the sentence of a warning.
fn names(code: WarningCode) -> (&'static [&'static str], &'static [&'static str]) {
    match code {
        WarningCode::EngagementsInferred | WarningCode::RepeatedRow => (&[], &[]),
        WarningCode::EventAfterAsOf => (&["day", "as_of"], &[]),
        WarningCode::GuidanceBeforeAppointment => (&["guided_on"], &["mentor"]),
        WarningCode::OverlappingAppointments => (&["appointed_on"], &["mentor"]),
        WarningCode::RecordPrecedesSession => (&["submitted_on", "ended_on"], &[]),
        WarningCode::SessionOfUnknownEngagement => (&[], &["worker", "project"]),
        WarningCode::SessionOutsideEngagement => (&["ended_on"], &["worker", "project"]),
        WarningCode::SupervisorIsWorker => (&[], &["worker"]),
    }
}

impl Told {
    pub(super) fn of(odd: &Odd<'_>, at: impl Fn(Table, u32) -> At) -> Told {
        let (table, row, code) = odd.at;
        let own = |id: &IdValue<'_>| match id {
            IdValue::Integer(number) => OwnId::Integer(*number),
            IdValue::Text(text) => OwnId::Text((*text).to_owned()),
        };
        let days = odd.days.iter().map(|(_, day)| *day).collect();
        let ids = odd.ids.iter().map(|(_, id)| own(id)).collect();
        Told { table, at: at(table, row.unwrap_or_default()), code, days, ids }
    }

    pub(in crate::columns) fn odd(&self) -> Odd<'_> {
        let (days, ids) = names(self.code);
        let id = |id| match id {
            &OwnId::Integer(number) => IdValue::Integer(number),
            OwnId::Text(text) => IdValue::Text(text),
        };
        Odd {
            at: (self.table, Some(self.at.row), self.code),
            days: days.iter().copied().zip(self.days.iter().copied()).collect(),
            ids: ids.iter().copied().zip(self.ids.iter().map(id)).collect(),
        }
    }
}

/// The faults of all batches, counted, and the first of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LeftOut {
    pub(super) counts: BTreeMap<FaultCode, u64>,
    pub(super) first: Vec<(u32, Fault)>,
}

impl LeftOut {
    pub(super) fn take_in(&mut self, batch: u32, faults: &FaultTally) {
        self.add(LeftOut {
            counts: faults.counts().collect(),
            first: faults.first().iter().map(|fault| (batch, fault.clone())).collect(),
        });
    }

    pub(super) fn add(&mut self, other: LeftOut) {
        for (code, count) in other.counts {
            let counted = self.counts.entry(code).or_default();
            *counted = counted.saturating_add(count);
        }
        self.first.extend(other.first);
        self.settle();
    }

    /// In the order of the whole tables, as many as are told in full.
    pub(super) fn settle(&mut self) {
        self.first.sort_by_cached_key(|(batch, fault)| {
            let table = fault.table.as_deref().and_then(Table::from_name);
            (table, fault.row.is_some(), *batch, fault.order())
        });
        self.first.truncate(FaultTally::KEPT);
    }

    /// The same with rows of the whole tables.
    pub(super) fn tally(&self, starts: &Starts) -> FaultTally {
        let mut tally = FaultTally::default();
        self.counts.iter().for_each(|(code, count)| tally.count(*code, *count));
        for (batch, fault) in &self.first {
            let table = fault.table.as_deref().and_then(Table::from_name);
            let row = table.zip(fault.row).map(|(table, row)| {
                let row = u32::try_from(row).unwrap_or(u32::MAX);
                usize::try_from(starts.row(table, At { batch: *batch, row })).unwrap_or(usize::MAX)
            });
            tally.keep(Fault { row: row.or(fault.row), ..fault.clone() });
        }
        tally
    }
}

/// In the order of the whole tables, as many as are told in full.
pub(super) fn bound(warnings: &mut Vec<Told>) {
    warnings.sort_unstable_by_key(|one| (one.table, one.at, one.code));
    warnings.truncate(FaultTally::KEPT);
    warnings.shrink_to_fit();
}

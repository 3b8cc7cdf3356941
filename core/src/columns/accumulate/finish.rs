//! The report of what was taken in.

use std::collections::HashSet;

use super::days::{self, Again, Attendance};
use super::kept::{At, CELLS};
use super::lay::Laid;
use super::told::{Starts, Told, bound};
use super::{Accumulator, Pool};
use crate::calendar::{Month, Period};
use crate::columns::door::Columns;
use crate::columns::drafts::Drafts;
use crate::columns::faults::FaultTally;
use crate::columns::findings::Collected;
use crate::columns::frame::{Frame, Frames};
use crate::columns::frequency::{self, Context, Days, Months, Seen};
use crate::columns::report::{Asked, Report};
use crate::columns::space::{Codes, Space, place};
use crate::columns::typed::Rows;
use crate::columns::warnings::{About, warnings};
use crate::columns::{keys, par};
use crate::facts::{Fault, FaultCode, OnError, Table};
use crate::rules::Rule;
use crate::standing;

/// What a report of an accumulator owns, where others borrow columns.
#[derive(Clone, Debug)]
pub(in crate::columns) struct Settled {
    pub(in crate::columns) spaces: [Space<'static>; 4],
    pub(in crate::columns) sessions: Space<'static>,
    pub(in crate::columns) faults: FaultTally,
    pub(in crate::columns) trusts_keys: bool,
    pub(in crate::columns) odd: Vec<Told>,
    pub(in crate::columns) standings: Vec<standing::Record>,
}

impl Accumulator {
    /// The report of all batches so far. More may be added afterwards.
    ///
    /// ```
    /// use hongyan::columns::{Accumulator, Door};
    /// use hongyan::{Check, Day, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
    /// let mut accumulator = Accumulator::new(&check, Door::default());
    /// let report = accumulator.finish()?;
    /// assert_eq!(report.skipped().len(), Rule::ALL.len()); // no batch, no table
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    ///
    /// # Errors
    /// Keys that rows of several batches share, with rows of the whole tables, unless faulty rows are to be skipped.
    pub fn finish(&mut self) -> Result<Report<'static, 'static>, FaultTally> {
        self.settle();
        let spaces = self.ids.each_ref().map(Pool::space);
        let texts = self.texts.space();
        let laid: Vec<Laid> = self.tables().map(|table| self.lay(table, &spaces)).collect();
        let mut frames: Frames<'_> = laid.iter().map(|laid| laid.frame(&spaces, &texts)).collect();
        if self.has(Table::Sessions) {
            frames = frames.with(Frame::new(Table::Sessions));
        }
        let of = |table: Table| laid.iter().find(|laid| laid.table == table);
        let mut take = |table, at| of(table).map_or(Codes::Nobody, |laid| laid.codes(at));
        let left_out = Table::ALL.map(|table| of(table).map_or(Rows::NONE, |laid| laid.left_out.clone()));
        let mut columns = Columns::assemble(frames, spaces.clone(), &mut take, left_out);

        let starts = self.batches.starts();
        let whole = |table: Table, row: u32| {
            let at = of(table).and_then(|laid| laid.at.get(place(row)));
            at.map_or(u32::MAX, |at| starts.short(table, *at))
        };
        let faults = self.keys(&mut columns, &laid, &starts);
        if self.question.door.on_error == OnError::Raise && !faults.is_empty() {
            return Err(faults);
        }
        let check = self.question.check();
        let odd = warnings(&columns, check.policy, check.as_of, About::Whole, None).first;
        let at = |table, row| At { batch: 0, row: whole(table, row) };
        let mut odd: Vec<Told> = odd.iter().map(|odd| Told::of(odd, at)).collect();
        odd.extend(self.warnings.iter().map(|one| {
            let at = At { batch: 0, row: starts.short(one.table, one.at) };
            Told { at, ..one.clone() }
        }));
        bound(&mut odd);
        let batches = self.batches.0.values().filter_map(|rows| rows.get(Table::Sessions as usize));
        let index = check.index(&columns);
        let settled = Settled {
            spaces: spaces.clone(),
            sessions: self.sessions.space(),
            faults,
            trusts_keys: self.question.door.trust_keys || batches.filter(|rows| **rows > 0).count() > 1,
            odd,
            standings: check.standings(&columns, &index),
        };
        let mut answers = check.unanswered(&columns);
        for rule in check.served_by(&columns) {
            answers.add(match rule {
                Rule::SupervisionFrequency => self.frequency(&columns),
                Rule::RecordDeadline => self.records.clone(),
                _ => check.collect(rule, &columns, &index),
            });
        }
        Ok(check.report(Asked::Settled(Box::new(settled)), answers))
    }

    pub(super) fn has(&self, table: Table) -> bool {
        self.present & (1 << table as u16) != 0
    }

    /// The tables whose rows are kept.
    pub(super) fn tables(&self) -> impl Iterator<Item = Table> {
        Table::ALL.into_iter().filter(|table| self.has(*table) && *table != Table::Sessions)
    }

    pub(super) fn lay(&self, table: Table, spaces: &[Space<'static>; 4]) -> Laid {
        let [rows, spoilt] = [&self.kept, &self.spoilt].map(|tables| {
            let (rows, again) = tables.rows(table);
            [rows, again].concat()
        });
        Laid::of(table, rows, &spoilt, spaces)
    }

    /// Looks at the keys of all batches; every fault, with rows of the whole tables.
    fn keys(&self, columns: &mut Columns<'_>, laid: &[Laid], starts: &Starts) -> FaultTally {
        let (mut found, mut repeated) = (FaultTally::default(), Vec::new());
        let differing = keys::small(columns, &mut found, &mut repeated);
        repeated.sort_unstable();
        let mut faults = self.left_out.tally(starts);
        found.counts().for_each(|(code, count)| faults.count(code, count));
        for fault in found.first() {
            let of = laid.iter().find(|laid| fault.table.as_deref() == Some(laid.table.name()));
            let row = of.and_then(|laid| Some(starts.row(laid.table, *laid.at.get(fault.row?)?)));
            let row = row.and_then(|row| usize::try_from(row).ok());
            faults.keep(Fault { row, ..fault.clone() });
        }
        for laid in laid {
            let rows = differing.get(laid.table as usize).map(Vec::as_slice).unwrap_or_default();
            // rows alike beyond those that are kept share the fault of the first
            let cells: HashSet<[u32; CELLS]> =
                rows.iter().filter_map(|row| laid.rows.get(*row)).map(|row| row.cells).collect();
            let kept = [&self.kept, &self.spoilt].into_iter().flat_map(|tables| tables.rows(laid.table).0);
            let all = kept.filter(|row| cells.contains(&row.cells)).map(|row| u64::from(row.times));
            let listed = u64::try_from(rows.len()).unwrap_or(u64::MAX);
            let more = all.fold(0, u64::saturating_add).saturating_sub(listed);
            if more > 0 {
                faults.count(FaultCode::DuplicateKey, more);
            }
        }
        faults.settle();
        columns.repeated = repeated;
        columns.small.settle();
        faults
    }

    fn frequency(&self, columns: &Columns<'_>) -> Collected {
        let check = self.question.check();
        let (attendance, again) = (self.attendance.rows(), self.again.rows());
        let between = days::between(attendance);
        frequency::ask(columns, between, check.policy, check.as_of, check.keep, |context| {
            let (context, parts) = (&*context, context.workers(1 << 10, 64));
            par::map(&parts, |workers| part(context, attendance, again, workers.clone()))
        })
    }
}

/// Judges some workers.
fn part(
    context: &Context<'_, '_>,
    attendance: &[Attendance],
    again: &[Again],
    workers: std::ops::Range<u32>,
) -> Drafts {
    let of = |worker: u32| attendance.partition_point(|one| one.worker < worker);
    let own = attendance.get(of(workers.start)..of(workers.end)).unwrap_or_default();
    let mut more = again.get(again.partition_point(|one| one.worker < workers.start)..).unwrap_or_default();
    context.at_desk(workers, |desk| {
        for own in own.chunk_by(|a, b| a.worker == b.worker) {
            let Some(worker) = own.first().map(|one| one.worker) else { continue };
            let from = more.partition_point(|one| one.worker < worker);
            more = more.get(from..).unwrap_or_default();
            desk.take(worker, &Kept { own, again: more });
        }
    })
}

/// What is kept of one worker; `again` goes on with other workers.
struct Kept<'k> {
    own: &'k [Attendance],
    again: &'k [Again],
}

impl frequency::Attendance for Kept<'_> {
    fn seen(&self, months: &Months, project: u32, spans: &[Period]) -> Seen {
        let mut seen = Seen::default();
        for one in self.own {
            let Some((set, counted)) = months.counted(Month::from_number(one.month), spans) else { continue };
            for (form, days) in (0..).zip(one.held) {
                seen.add(one.project != project, form, if days & counted == 0 { 0 } else { set });
            }
        }
        seen
    }

    fn enter(&self, context: &Context<'_, '_>, days: &mut Days) -> bool {
        let mut more = self.again;
        for one in self.own {
            let subject = (one.worker, one.project, one.month);
            let before = more.iter().take_while(|more| (more.worker, more.project, more.month) < subject).count();
            more = more.get(before..).unwrap_or_default();
            let again = more.iter().take_while(|more| (more.worker, more.project, more.month) == subject);
            let again = again.flat_map(|one| {
                std::iter::repeat_n((usize::from(one.form), u32::from(one.day)), usize::from(one.times))
            });
            days.hold(context, (one.project, Month::from_number(one.month)), one.held, again);
        }
        true
    }
}

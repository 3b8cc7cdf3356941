use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::ops::Range;

use super::array::{Array, NO_DAY};
use super::door::{Columns, alike, cell_of, is_good};
use super::faults::FaultTally;
use super::frame::Frame;
use super::keys::id_of;
use super::order::group;
use super::par;
use super::part::Index;
use super::space::{Codes, IdValue, NO_CODE, place};
use super::typed::{Engagements, Numbers, Rows, Sessions};
use crate::calendar::{Day, Period};
use crate::facts::{Kind, Table};
use crate::policy::Policy;
use crate::rules::Source as _;
use crate::value::Value;
use crate::warning::{WarningCode, overlaps};

/// Something odd about one row, with what its sentence names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Odd<'a> {
    pub(super) at: (Table, Option<u32>, WarningCode),
    pub(super) days: Vec<(&'static str, Day)>,
    pub(super) ids: Vec<(&'static str, IdValue<'a>)>,
}

/// Warnings of tables that may have millions of them: how many of each code, and the first in full.
#[derive(Clone, Debug, Default)]
pub(super) struct Odds<'a> {
    pub(super) counts: BTreeMap<WarningCode, u64>,
    pub(super) first: Vec<Odd<'a>>,
    /// The place beyond which none is kept.
    last: Option<(Table, Option<u32>, WarningCode)>,
}

impl<'a> Odds<'a> {
    fn add(&mut self, code: WarningCode, at: (Table, usize), odd: impl FnOnce() -> (Days, Named<'a>)) {
        let count = self.counts.entry(code).or_default();
        *count = count.saturating_add(1);
        let at = (at.0, u32::try_from(at.1).ok(), code);
        if self.last.is_none_or(|last| at < last) {
            let (days, ids) = odd();
            self.first.push(Odd { at, days, ids });
            self.last = FaultTally::trim(&mut self.first, |one| one.at).or(self.last);
        }
    }

    fn join(parts: impl IntoIterator<Item = Odds<'a>>) -> Odds<'a> {
        let mut all = Odds::default();
        for part in parts {
            for (code, count) in part.counts {
                let sum = all.counts.entry(code).or_default();
                *sum = sum.saturating_add(count);
            }
            all.first.extend(part.first);
        }
        all.first.sort_unstable_by_key(|one| one.at);
        all.first.truncate(FaultTally::KEPT);
        all
    }
}

type Days = Vec<(&'static str, Day)>;
type Named<'a> = Vec<(&'static str, IdValue<'a>)>;

/// What the warnings of some tables are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// Every row, and how tables bear on each other.
    Everything,
    /// What rows of sessions and guidance tell that are a batch of a longer table.
    Batch,
    /// All but that.
    Whole,
}

impl About {
    fn rows_of(self, table: Table) -> bool {
        let in_batches = matches!(table, Table::Sessions | Table::Guidance);
        match self {
            About::Everything => true,
            About::Batch => in_batches,
            About::Whole => !in_batches,
        }
    }
}

/// Every warning, counted, and the first in full, by table, row and code. Rows of sessions that are not `outside`, if
/// that is known, lie within engagements.
pub(super) fn warnings<'c>(
    columns: &'c Columns<'_>,
    policy: &Policy,
    as_of: Day,
    about: About,
    outside: Option<&Rows>,
) -> Odds<'c> {
    let mut passed: [Rows; Table::ALL.len()] = Table::ALL.map(|table| columns.left_out(table).clone());
    let mut all = vec![repeated(columns, &mut passed, about)];
    // events of sessions are looked at with all else that is odd about these
    let dated = |table: Table| about.rows_of(table) && table != Table::Sessions;
    for (table, passed) in Table::ALL.into_iter().zip(&passed).filter(|(table, _)| dated(*table)) {
        all.push(events(columns, table, passed, as_of));
    }
    let [_, sessions_passed, _, _, _, _, guidance_passed, ..] = &passed;
    if about != About::Whole {
        all.push(sessions(columns, sessions_passed, about, as_of, outside));
    }
    if about != About::Batch {
        all.push(early(columns, guidance_passed));
        all.push(offices(columns, policy, as_of));
    }
    Odds::join(all)
}

/// Rows equal to an earlier one; other warnings pass them over.
fn repeated<'c>(columns: &Columns<'_>, passed: &mut [Rows; Table::ALL.len()], about: About) -> Odds<'c> {
    let mut odds = Odds::default();
    for (table, row) in columns.repeated.iter().filter(|(table, _)| about.rows_of(*table)) {
        odds.add(WarningCode::RepeatedRow, (*table, place(*row)), || (Days::new(), Named::new()));
    }
    let hasher = RandomState::new();
    // tables without a key: the door had no need to look
    let keyless = [Table::Engagements, Table::Plans, Table::Guidance, Table::Evaluations];
    for table in keyless.into_iter().filter(|table| about.rows_of(*table)) {
        let (Some(frame), Some(passed)) = (columns.frames.get(table), passed.get_mut(table as usize)) else { continue };
        let mut rows = columns.sketches(table);
        rows.retain(|(_, row)| !passed.has(place(*row)));
        if rows.is_sorted_by(|a, b| a.0 < b.0) {
            continue;
        }
        if rows.is_sorted_by_key(|(sketch, _)| sketch[0]) {
            rows.chunk_by_mut(|a, b| a.0[0] == b.0[0]).for_each(<[_]>::sort_unstable);
        } else {
            par::sort(&mut rows);
        }
        for group in rows.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1) {
            // rows are compared with those alone that look like them
            let mut prints: Vec<(u64, usize)> =
                group.iter().map(|(_, row)| (print(frame, place(*row), &hasher), place(*row))).collect();
            prints.sort_unstable();
            for likely in prints.chunk_by(|a, b| a.0 == b.0) {
                let mut distinct: Vec<usize> = Vec::new();
                for (_, row) in likely {
                    if distinct.iter().any(|other| alike(frame, *other, *row)) {
                        odds.add(WarningCode::RepeatedRow, (table, *row), || (Days::new(), Named::new()));
                        passed.add(*row);
                    } else {
                        distinct.push(*row);
                    }
                }
            }
        }
    }
    odds
}

/// A number that rows share if they are alike in every column.
fn print(frame: &Frame<'_>, row: usize, hasher: &RandomState) -> u64 {
    let mut print = hasher.build_hasher();
    for (column, array) in frame.table.columns().iter().zip(&frame.columns) {
        let Some(array) = array else { continue };
        let cell = is_good(array, column.kind, row).then(|| Value::from(cell_of(array, column.kind, row)));
        cell.map(|value| value.to_string()).hash(&mut print);
    }
    print.finish()
}

impl Columns<'_> {
    pub(super) fn left_out(&self, table: Table) -> &Rows {
        let own = match table {
            Table::Engagements => self.engagements.as_ref().map(|table| &table.left_out),
            Table::Sessions => self.sessions.as_ref().map(|table| &table.left_out),
            Table::Guidance => self.guidance.as_ref().map(|table| &table.left_out),
            _ => None,
        };
        own.unwrap_or_else(|| self.small.left_out(table))
    }

    /// Numbers that rows of a table without a key share if they are alike.
    fn sketches(&self, table: Table) -> Vec<([i64; 3], u32)> {
        match (table, &self.engagements, &self.guidance) {
            (Table::Engagements, Some(table), _) => {
                let key =
                    |row| [table.worker.get(row).into(), table.start.get(row).into(), table.project.get(row).into()];
                sketches(&table.worker, (table.rows, table.sorted), self.workers.len(), key)
            }
            (Table::Guidance, _, Some(table)) => {
                let key = |row| [table.mentor.get(row).into(), table.guided_on.get(row).into(), 0];
                sketches(&table.mentor, (table.rows, table.sorted), self.mentors.len(), key)
            }
            (table, ..) => self.small.sketches(table),
        }
    }
}

/// Keys of rows that begin with a code: rows of one stand together. Rows without a code may be missing, they are left out
/// anyway.
fn sketches(
    codes: &Codes<'_>,
    (rows, sorted): (usize, bool),
    space: usize,
    key: impl Fn(usize) -> [i64; 3] + Send + Sync,
) -> Vec<([i64; 3], u32)> {
    let some = |rows: Range<usize>, room: &mut Vec<([i64; 3], u32)>| {
        room.extend(rows.map(|row| (key(row), u32::try_from(row).unwrap_or(u32::MAX))));
    };
    if sorted {
        let mut all = Vec::with_capacity(rows);
        some(0..rows, &mut all);
        return all;
    }
    group(codes, rows, space, some).0
}

/// Rows with an event that has not happened yet, each once.
fn events<'c>(columns: &Columns<'_>, table: Table, passed: &Rows, as_of: Day) -> Odds<'c> {
    let Some(frame) = columns.frames.get(table) else { return Odds::default() };
    let dated = table.columns().iter().enumerate().filter(|(_, column)| column.event);
    let days: Vec<Numbers<'_>> = dated.map(|(at, _)| Numbers::of(frame.at(at), Kind::Date)).collect();
    if days.is_empty() {
        return Odds::default();
    }
    Odds::join(par::map(&par::ranges(frame.rows(), 1 << 15, 64), |rows| {
        let mut odds = Odds::default();
        let mut room = Vec::new();
        for block in par::blocks(rows.clone()) {
            let later =
                days.iter().any(|days| days.block(block.clone(), &mut room).iter().any(|day| *day > as_of.number()));
            if !later {
                continue;
            }
            for row in block.filter(|row| !passed.has(*row)) {
                event((table, row), days.iter().map(|days| days.get(row)), as_of, &mut odds);
            }
        }
        odds
    }))
}

/// A row with an event after the day asked about; the first of these is named.
fn event(at: (Table, usize), days: impl Iterator<Item = i32>, as_of: Day, odds: &mut Odds<'_>) {
    if let Some(day) = days.filter(|day| *day != NO_DAY && *day > as_of.number()).min() {
        let named = || (vec![("day", Day::from_number(day)), ("as_of", as_of)], Named::new());
        odds.add(WarningCode::EventAfterAsOf, at, named);
    }
}

/// When workers were engaged, by worker and project.
struct Engaged {
    /// One of each worker, for a glance.
    glance: Vec<Spell>,
    /// Where those of each worker begin, and where the last end.
    starts: Vec<u32>,
    spells: Vec<Spell>,
}

/// Days of a worker on a project: from the first, as far as this engagement or an earlier one reaches.
#[derive(Clone, Copy, Debug, Default)]
struct Spell {
    project: u32,
    from: i32,
    until: i32,
}

impl Spell {
    /// It stands for a row that says nothing.
    const NONE: Spell = Spell { project: NO_CODE, from: i32::MAX, until: NO_DAY };

    /// Has no branch.
    #[inline(always)]
    fn holds(&self, project: u32, day: i32) -> bool {
        (self.project == project) & (self.from <= day) & (day <= self.until)
    }
}

/// So many rows are looked at together.
const LOOK: usize = 16;

impl Engaged {
    /// So few spells are looked through.
    const FEW: usize = 8;

    fn of(columns: &Columns<'_>, table: &Engagements<'_>) -> Engaged {
        let spells = |rows: Range<usize>, room: &mut Vec<Spell>| {
            room.extend(rows.map(|row| match table.start.day(row).filter(|_| !table.left_out.has(row)) {
                Some(start) => {
                    let span = Period::new(start, table.end.day(row));
                    Spell { project: table.project.get(row), from: span.from.number(), until: span.to.number() }
                }
                None => Spell::NONE,
            }));
        };
        let (mut spells, starts) = group(&table.worker, table.rows, columns.workers.len(), spells);
        let mut rest = spells.as_mut_slice();
        let mut parts = Vec::new();
        for workers in par::ranges(columns.workers.len(), 1 << 14, 64) {
            let bounds = starts.get(workers.start..=workers.end).unwrap_or_default();
            let first = bounds.first().copied().unwrap_or_default();
            let len = bounds.last().map_or(0, |last| place(last.saturating_sub(first)));
            parts.push((bounds, par::cut(&mut rest, len)));
        }
        par::each(parts, |(bounds, mut rest)| {
            for (from, to) in bounds.iter().zip(bounds.iter().skip(1)) {
                settle(par::cut(&mut rest, place(to.saturating_sub(*from))));
            }
        });
        let first = |bounds: &[u32]| match bounds {
            [from, to] if from < to => spells.get(place(*from)).copied(),
            _ => None,
        };
        let glance = starts.windows(2).map(|bounds| first(bounds).unwrap_or(Spell::NONE)).collect();
        Engaged { glance, starts, spells }
    }

    /// The spell of a worker that is looked at first.
    #[inline(always)]
    fn first(&self, worker: u32) -> &Spell {
        self.glance.get(place(worker)).unwrap_or(&Spell::NONE)
    }

    /// The spells of a worker.
    #[inline]
    fn spells(&self, worker: u32) -> &[Spell] {
        let bounds = place(worker)..place(worker).saturating_add(2);
        match self.starts.get(bounds) {
            Some([from, to]) => self.spells.get(place(*from)..place(*to)).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Whether a worker was engaged on a project on a day.
    #[inline(always)]
    fn holds(&self, worker: u32, project: u32, day: i32) -> bool {
        self.first(worker).holds(project, day) || self.holds_later(worker, project, day)
    }

    /// Whether each of these workers was engaged on a project on a day by the spell that is looked at first.
    #[inline(always)]
    fn hold_first<'r>(&self, sessions: impl Iterator<Item = ((&'r u32, &'r u32), &'r i32)>) -> bool {
        sessions.fold(true, |all, ((worker, project), day)| all & self.first(*worker).holds(*project, *day))
    }

    fn holds_later(&self, worker: u32, project: u32, day: i32) -> bool {
        let spells = self.spells(worker);
        if spells.len() <= Engaged::FEW {
            return spells.iter().any(|spell| spell.holds(project, day));
        }
        let begun = spells.partition_point(|spell| (spell.project, spell.from) <= (project, day));
        let last = begun.checked_sub(1).and_then(|last| spells.get(last));
        last.is_some_and(|last| last.holds(project, day))
    }

    /// Whether a worker was ever engaged on a project.
    fn names(&self, worker: u32, project: u32) -> bool {
        let spells = self.spells(worker);
        let first = spells.partition_point(|spell| spell.project < project);
        spells.get(first).is_some_and(|spell| spell.project == project && spell.until != NO_DAY)
    }
}

/// Brings the spells of one worker in order.
fn settle(spells: &mut [Spell]) {
    if spells.len() < 2 {
        return;
    }
    spells.sort_unstable_by_key(|spell| (spell.project, spell.from));
    for own in spells.chunk_by_mut(|a, b| a.project == b.project) {
        let mut last = NO_DAY;
        for spell in own {
            last = spell.until.max(last);
            spell.until = last;
        }
    }
}

/// What is odd about single sessions. Of most it is seen at a glance that nothing is.
fn sessions<'c>(columns: &'c Columns<'_>, passed: &Rows, about: About, as_of: Day, outside: Option<&Rows>) -> Odds<'c> {
    let Some(sessions) = &columns.sessions else { return Odds::default() };
    // engagements of other batches may be those that a session lacks
    let engaged = columns.engagements.as_ref().filter(|_| about == About::Everything);
    let engaged = engaged.filter(|_| outside.is_none_or(|outside| !outside.is_empty()));
    let engaged = engaged.map(|table| Engaged::of(columns, table));
    let supervisor = columns.frames.get(Table::Sessions).and_then(|frame| frame.at(6));
    let (engaged, supervisor) = (engaged.as_ref(), supervisor.as_ref());
    let odd = OddSessions { columns, sessions, engaged, outside, supervisor, as_of };
    Odds::join(par::map(&par::ranges(sessions.dates.len(), 16, 64), |blocks: &Range<usize>| {
        let mut odds = Odds::default();
        let (mut workers, mut projects, mut ended_on, mut submitted_on) = Default::default();
        let mut glance = Vec::new();
        for (nth, dates) in blocks.clone().zip(sessions.dates.get(blocks.clone()).unwrap_or_default()) {
            let calm = dates.are_calm(as_of);
            if calm && engaged.is_none() && supervisor.is_none() {
                continue;
            }
            let block = par::block(nth, sessions.rows);
            glance.clear();
            let days = (
                sessions.ended_on.block(block.clone(), &mut ended_on),
                if calm { &[][..] } else { sessions.submitted_on.block(block.clone(), &mut submitted_on) },
            );
            let codes = [
                sessions.worker.block(block.clone(), &mut workers),
                sessions.project.block(block.clone(), &mut projects),
            ];
            odd.glance(block.clone(), codes, days, calm, &mut glance);
            let rows = glance.iter().map(|ahead| block.start.saturating_add(*ahead));
            rows.filter(|row| !passed.has(*row)).for_each(|row| odd.look(row, &mut odds));
        }
        odds
    }))
}

/// What sessions are held against.
struct OddSessions<'s, 'c, 'a> {
    columns: &'c Columns<'a>,
    sessions: &'c Sessions<'a>,
    engaged: Option<&'s Engaged>,
    /// The rows of which that need be asked; all, if it is not known.
    outside: Option<&'s Rows>,
    supervisor: Option<&'s Array<'a>>,
    as_of: Day,
}

impl<'c> OddSessions<'_, 'c, '_> {
    /// The places of rows that may be odd; where all days are known to be in order, those of records are not asked for. A
    /// function of its own has registers enough.
    #[inline(never)]
    fn glance(
        &self,
        block: Range<usize>,
        [workers, projects]: [&[u32]; 2],
        (ended_on, submitted_on): (&[i32], &[i32]),
        all_calm: bool,
        odd: &mut Vec<usize>,
    ) {
        if self.supervisor.is_some() {
            odd.extend(0..workers.len());
            return;
        }
        let sessions = workers.iter().zip(projects).zip(ended_on);
        let held = |((worker, project), ended_on): ((&u32, &u32), &i32)| {
            self.engaged.is_none_or(|engaged| engaged.holds(*worker, *project, *ended_on))
        };
        match (self.engaged, self.outside) {
            (_, Some(rows)) if all_calm => {
                let rows = rows.within(block.clone()).map(|row| row.saturating_sub(block.start));
                let at = |row: usize| Some(((workers.get(row)?, projects.get(row)?), ended_on.get(row)?));
                odd.extend(rows.filter(|row| at(*row).is_none_or(|session| !held(session))));
            }
            (Some(engaged), _) if all_calm && self.sessions.sorted => {
                OddSessions::by_worker(engaged, workers, projects, ended_on, odd);
            }
            _ if all_calm => {
                let few = workers.chunks(LOOK).zip(projects.chunks(LOOK)).zip(ended_on.chunks(LOOK));
                for (nth, ((workers, projects), ended_on)) in few.enumerate() {
                    let sessions = || workers.iter().zip(projects).zip(ended_on);
                    // mostly all of them are held by what is looked at first, which is seen without a branch
                    if self.engaged.is_none_or(|engaged| engaged.hold_first(sessions())) {
                        continue;
                    }
                    let first = nth.saturating_mul(LOOK);
                    let rows = sessions().enumerate().filter(|(_, session)| !held(*session));
                    odd.extend(rows.map(|(at, _)| first.saturating_add(at)));
                }
            }
            _ => {
                let as_of = self.as_of.number();
                let rows = sessions.zip(submitted_on).enumerate().filter(|(_, (session, submitted_on))| {
                    let ended_on = session.1;
                    let in_order = (**submitted_on == NO_DAY) | (ended_on <= submitted_on);
                    !(in_order & (*ended_on.max(submitted_on) <= as_of) && held(*session))
                });
                odd.extend(rows.map(|(at, _)| at));
            }
        }
    }

    /// The same where workers stand together and all days are in order: most workers have one engagement, against which
    /// their rows are held without a branch.
    fn by_worker(engaged: &Engaged, workers: &[u32], projects: &[u32], ended_on: &[i32], odd: &mut Vec<usize>) {
        let mut from = 0_usize;
        for own in workers.chunk_by(|a, b| a == b) {
            let (first, rows) = (from, from..from.saturating_add(own.len()));
            from = rows.end;
            let worker = own.first().copied().unwrap_or(NO_CODE);
            let (projects, days) =
                (projects.get(rows.clone()).unwrap_or_default(), ended_on.get(rows).unwrap_or_default());
            let spell = engaged.first(worker);
            let held = projects.iter().zip(days).fold(true, |held, (project, day)| held & spell.holds(*project, *day));
            if !held {
                let rows = (first..).zip(projects.iter().zip(days));
                let rows = rows.filter(|(_, (project, day))| !engaged.holds(worker, **project, **day));
                odd.extend(rows.map(|(at, _)| at));
            }
        }
    }

    /// Looks at one of them.
    fn look(&self, row: usize, odds: &mut Odds<'c>) {
        let OddSessions { columns, sessions, engaged, supervisor, as_of, .. } = self;
        let (worker, ended_on) = (sessions.worker.get(row), sessions.ended_on.get(row));
        let at = (Table::Sessions, row);
        event(at, [ended_on, sessions.submitted_on.get(row)].into_iter(), *as_of, odds);
        let Some(name) = columns.workers.value(worker).map(|id| ("worker", id)) else { return };
        let ended_on = Day::from_number(ended_on);
        if let Some(day) = sessions.submitted_on.day(row).filter(|day| *day < ended_on) {
            let days = || (vec![("submitted_on", day), ("ended_on", ended_on)], Named::new());
            odds.add(WarningCode::RecordPrecedesSession, at, days);
        }
        if supervisor.and_then(|array| id_of(array, row)).is_some_and(|id| id == name.1) {
            odds.add(WarningCode::SupervisorIsWorker, at, || (Days::new(), vec![name]));
        }
        let Some(engaged) = engaged else { return };
        let project = sessions.project.get(row);
        if engaged.holds(worker, project, ended_on.number()) {
            return;
        }
        let named = || columns.projects.value(project).map_or(vec![name], |id| vec![name, ("project", id)]);
        if !engaged.names(worker, project) {
            odds.add(WarningCode::SessionOfUnknownEngagement, at, || (Days::new(), named()));
        } else {
            let days = || (vec![("ended_on", ended_on)], named());
            odds.add(WarningCode::SessionOutsideEngagement, at, days);
        }
    }
}

/// Guidance before any appointment.
fn early<'c>(columns: &'c Columns<'_>, passed: &Rows) -> Odds<'c> {
    let Some(guidance) = &columns.guidance else { return Odds::default() };
    let appointments = &columns.small.appointments;
    Odds::join(par::map(&par::ranges(guidance.rows, 1 << 15, 64), |rows| {
        let mut odds = Odds::default();
        for row in rows.clone().filter(|row| !passed.has(*row)) {
            let (code, Some(day)) = (guidance.mentor.get(row), guidance.guided_on.day(row)) else { continue };
            let first = appointments.get(appointments.partition_point(|one| one.of.mentor < code));
            let first = first.filter(|one| one.of.mentor == code).map(|one| one.of.appointed_on);
            if first.is_some_and(|first| day < first)
                && let Some(mentor) = columns.mentors.value(code)
            {
                let named = || (vec![("guided_on", day)], vec![("mentor", mentor)]);
                odds.add(WarningCode::GuidanceBeforeAppointment, (Table::Guidance, row), named);
            }
        }
        odds
    }))
}

/// Appointments within an earlier term.
fn offices<'c>(columns: &'c Columns<'_>, policy: &Policy, as_of: Day) -> Odds<'c> {
    let index = Index::of(columns, true, false);
    let terms = policy.mentor_term();
    Odds::join(par::map(&index.by_mentor(), |part| {
        let mut odds = Odds::default();
        part.offices(|record| {
            let code = u32::try_from(record.mentor.index()).unwrap_or(NO_CODE);
            let Some(mentor) = columns.mentors.value(code).map(|id| ("mentor", id)) else { return };
            overlaps(record, terms.editions(), as_of, |appointed_on| {
                let small = &columns.small.appointments;
                let key = (code, appointed_on);
                let at = small.partition_point(|one| (one.of.mentor, one.of.appointed_on) < key);
                let row = small.get(at).map_or(usize::MAX, |one| place(one.row));
                let named = || (vec![("appointed_on", appointed_on)], vec![mentor]);
                odds.add(WarningCode::OverlappingAppointments, (Table::Appointments, row), named);
            });
        });
        odds
    }))
}

#[cfg(test)]
mod tests;

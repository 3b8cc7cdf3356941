//! Sessions in any order, entered into sets of months as they come: a table has these sets for each spell.
//!
//! Rows go into buckets by worker first, so that the part of the table that a bucket fills fits into the cache; no row
//! waits longer than it takes to see some millions of them.

use std::ops::Range;

use super::days::{self, PROJECTS};
use super::desk::SHORT;
use super::months::{Word, of_form};
use super::{Attendance, Context, FORMS, Months, Seen, Spell};
use crate::calendar::Period;
use crate::columns::drafts::Drafts;
use crate::columns::order::Buckets;
use crate::columns::par;
use crate::columns::space::place;
use crate::columns::typed::{Rows, Sessions};

/// The rows that wait in buckets at a time: 32 MiB.
const WAITING: usize = 4_194_304;
/// The most workers of a bucket.
const WORKERS: usize = 16_384;
/// So many spells fit into the cache together: their sessions need no buckets.
const FEW: usize = if cfg!(test) { 64 } else { 1 << 16 };
/// So many parts of the rows have a table of their own.
const TABLES: usize = if cfg!(feature = "parallel") { 4 } else { 1 };

/// The findings, the workers who could not be judged so, and sessions that lie in none of their workers' spells on their
/// projects, if they were seen.
pub(super) fn collect(context: &Context<'_, '_>, sessions: &Sessions<'_>) -> (Vec<Drafts>, Rows, Option<Rows>) {
    let (workers, spells) = (context.columns.workers.len(), context.spells.all());
    if context.months.len() <= SHORT {
        Table::<1>::of(context, &spells, workers).judge(context, sessions)
    } else {
        Table::<FORMS>::of(context, &spells, workers).judge(context, sessions)
    }
}

/// What was seen of one spell, in as few words as hold it.
#[derive(Clone, Copy)]
struct Entry<const WORDS: usize> {
    on: [u64; WORDS],
    off: [u64; WORDS],
    project: u32,
    /// The first of its days by its place, and how many they are.
    from: u16,
    len: u16,
}

impl<const WORDS: usize> Entry<WORDS> {
    fn new(spell: &Spell, months: &Months) -> Entry<WORDS> {
        let days = months.reach(spell.span);
        let short = |days: usize| u16::try_from(days).unwrap_or(u16::MAX);
        let (from, len) = (short(days.start), short(days.len()));
        Entry { on: [0; WORDS], off: [0; WORDS], project: spell.project, from, len }
    }

    #[inline(always)]
    fn add(&self, seen: &mut Seen) {
        for (elsewhere, words) in [(false, &self.on), (true, &self.off)] {
            if let ([word], 1) = (words.as_slice(), WORDS) {
                seen.add_word(elsewhere, *word);
            } else {
                (0..).zip(words).for_each(|(form, word)| seen.add(elsewhere, form, *word));
            }
        }
    }

    /// Takes over what another has seen of the same spell.
    fn join(&mut self, other: &Entry<WORDS>) {
        unite(&mut self.on, &other.on);
        unite(&mut self.off, &other.off);
    }
}

fn unite<const WORDS: usize>(own: &mut [u64; WORDS], other: &[u64; WORDS]) {
    own.iter_mut().zip(other).for_each(|(own, word)| *own |= word);
}

/// The only spell of a worker, and what was seen of it on its own project: nearly all sessions are such, and are entered
/// in one step. Of who has none or several, no day.
#[derive(Clone, Copy)]
struct Single<const WORDS: usize> {
    on: [u64; WORDS],
    /// Project, first day and number of days in one number, which is read at once.
    spell: u64,
}

impl<const WORDS: usize> Single<WORDS> {
    const NONE: Single<WORDS> = Single { on: [0; WORDS], spell: 0 };

    fn of(Entry { project, from, len, .. }: &Entry<WORDS>) -> Single<WORDS> {
        Single { spell: u64::from(*project) << 32 | u64::from(*from) << 16 | u64::from(*len), ..Single::NONE }
    }

    /// Whether a day of a project lies in it; the day by its place.
    #[inline(always)]
    fn has(&self, project: u32, day: u32) -> bool {
        let days = self.spell as u32;
        ((self.spell >> 32) as u32 == project) & (day.wrapping_sub(days >> 16) < days & 0xffff)
    }
}

/// A session that waits: project, worker within the bucket, place of the day and form in one number. Forms that do not
/// count are one, days that do not are one.
#[derive(Clone, Copy)]
struct Packed(u64);

impl Packed {
    /// The greatest place of a day.
    const DAYS: u32 = 0x3fff;

    #[inline(always)]
    fn low(worker: u32, form: u8, day: u32) -> u32 {
        worker << 16 | day.min(Packed::DAYS) << 2 | u32::from(form.min(FORMS as u8))
    }

    #[inline]
    fn new(project: u32, low: u32) -> Packed {
        Packed(u64::from(project) << 32 | u64::from(low))
    }

    #[inline]
    fn project(self) -> u32 {
        (self.0 >> 32) as u32
    }

    #[inline]
    fn worker(self) -> u32 {
        (self.0 >> 16) as u32 & 0xffff
    }

    #[inline]
    fn form_and_day(self) -> (u8, u32) {
        ((self.0 & 3) as u8, (self.0 >> 2) as u32 & Packed::DAYS)
    }
}

/// Packs sessions without a branch, so that it becomes vectors of the width that the processor has.
struct Pack<'k> {
    workers: &'k [u32],
    projects: &'k [u32],
    forms: &'k [u8],
    days: &'k [i32],
    first: i32,
    shift: u32,
    list: &'k mut [u64],
}

impl pulp::NullaryFnOnce for Pack<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Pack { workers, projects, forms, days, first, shift, list } = self;
        let within = 1_u32.wrapping_shl(shift).wrapping_sub(1);
        let sessions = workers.iter().zip(projects).zip(forms.iter().zip(days));
        for (((worker, project), (form, day)), packed) in sessions.zip(list) {
            let low = Packed::low(worker & within & 0xffff, *form, day.wrapping_sub(first).cast_unsigned());
            *packed = Packed::new(*project, low).0;
        }
    }
}

/// The spells of all workers with what was seen of them.
struct Table<'s, const WORDS: usize> {
    spells: &'s [Spell],
    entries: Vec<Entry<WORDS>>,
    /// Where the spells of each worker begin, and where the last end.
    starts: Vec<u32>,
    /// How many bits of a worker's code tell workers of a bucket apart.
    shift: u32,
}

impl<'s, const WORDS: usize> Table<'s, WORDS> {
    fn of(context: &Context<'_, '_>, spells: &'s [Spell], workers: usize) -> Table<'s, WORDS> {
        let parts = par::map(&par::ranges(spells.len(), 1 << 14, 16), |some| {
            let some = spells.get(some.clone()).unwrap_or_default();
            some.iter().map(|spell| Entry::new(spell, &context.months)).collect::<Vec<_>>()
        });
        let mut starts = Vec::with_capacity(workers.saturating_add(1));
        for (at, spell) in (0_u32..).zip(spells) {
            let worker = place(spell.worker).min(workers);
            if starts.len() <= worker {
                starts.resize(worker.saturating_add(1), at);
            }
        }
        starts.resize(workers.saturating_add(1), u32::try_from(spells.len()).unwrap_or(u32::MAX));
        let size = workers.div_ceil(8).next_power_of_two().min(WORKERS);
        Table { spells, entries: parts.concat(), starts, shift: size.trailing_zeros() }
    }

    fn buckets(&self) -> usize {
        self.starts.len().saturating_sub(1).div_ceil(1 << self.shift)
    }

    /// The workers of a bucket.
    fn workers(&self, bucket: usize) -> Range<usize> {
        let first = bucket << self.shift;
        first..first.saturating_add(1 << self.shift).min(self.starts.len().saturating_sub(1))
    }

    /// Where the spells of a bucket's workers begin, and where the last end.
    fn starts(&self, bucket: usize) -> &[u32] {
        let workers = self.workers(bucket);
        self.starts.get(workers.start..=workers.end).unwrap_or_default()
    }

    /// Enters all sessions, then judges.
    fn judge(mut self, context: &Context<'_, '_>, sessions: &Sessions<'_>) -> (Vec<Drafts>, Rows, Option<Rows>) {
        let outside = if self.entries.len() <= FEW {
            Some(self.enter_as_they_come(context, sessions))
        } else {
            self.enter_by_buckets(context, sessions);
            None
        };
        let buckets: Vec<usize> = (0..self.buckets()).collect();
        let (mut all, mut left) = (Vec::new(), Rows::NONE);
        for (collected, more) in
            par::map(&buckets, |bucket| pulp::Arch::new().dispatch(Judged { table: &self, context, bucket: *bucket }))
        {
            all.push(collected);
            more.into_iter().for_each(|worker| left.add(place(worker)));
        }
        (all, left, outside)
    }

    /// Each part of the rows has a table of its own. Rows outside of spells are returned.
    fn enter_as_they_come(&mut self, context: &Context<'_, '_>, sessions: &Sessions<'_>) -> Rows {
        let (days, first) = (Days::of(&context.months), context.months.first_day());
        let ranges = par::ranges(sessions.rows, 1 << 17, TABLES);
        if ranges.is_empty() {
            return Rows::NONE;
        }
        let entries = std::mem::take(&mut self.entries);
        let singles = self.singles(&entries);
        let mut tables = vec![(entries.clone(), singles.clone()); ranges.len().saturating_sub(1)];
        tables.push((entries, singles));
        let starts = self.starts.as_slice();
        let parts = par::each(tables.into_iter().zip(ranges).collect(), |((mut entries, mut singles), rows)| {
            let mut enter = Enter { days, starts, entries: &mut entries };
            let (mut workers, mut projects, mut forms, mut days, mut others) = Default::default();
            let mut outside = Rows::NONE;
            for block in par::blocks(rows) {
                let codes = [
                    sessions.worker.block(block.clone(), &mut workers),
                    sessions.project.block(block.clone(), &mut projects),
                ];
                let forms = sessions.forms(block.clone(), &mut forms);
                let days = sessions.ended_on.block(block.clone(), &mut days);
                enter.rows(&mut singles, block.start, codes, forms, (days, first), (&mut others, &mut outside));
            }
            (entries, singles, outside)
        });
        let mut outside = Rows::NONE;
        for (entries, singles, rows) in parts {
            rows.iter().for_each(|row| outside.add(row));
            if self.entries.is_empty() {
                self.entries = entries;
            } else {
                self.entries.iter_mut().zip(&entries).for_each(|(own, other)| own.join(other));
            }
            for (from, single) in self.starts.iter().zip(&singles) {
                if let Some(entry) = self.entries.get_mut(place(*from)) {
                    unite(&mut entry.on, &single.on);
                }
            }
        }
        outside
    }

    /// By worker.
    fn singles(&self, entries: &[Entry<WORDS>]) -> Vec<Single<WORDS>> {
        let single = |bounds: &[u32]| match (bounds, bounds.first().and_then(|from| entries.get(place(*from)))) {
            ([from, to], Some(entry)) if to.wrapping_sub(*from) == 1 => Single::of(entry),
            _ => Single::NONE,
        };
        self.starts.windows(2).map(single).collect()
    }

    fn enter_by_buckets(&mut self, context: &Context<'_, '_>, sessions: &Sessions<'_>) {
        let mut parts = vec![Buckets::default(); sessions.rows.div_ceil(1 << 15).clamp(1, 16)];
        for first in (0..sessions.rows).step_by(WAITING) {
            let rows = first..first.saturating_add(WAITING).min(sessions.rows);
            let size = rows.len().div_ceil(parts.len()).max(1);
            let end = rows.end;
            let ranges = rows.step_by(size).map(|from| from..from.saturating_add(size).min(end));
            let (buckets, shift) = (self.buckets(), self.shift);
            parts.iter_mut().for_each(Buckets::clear);
            let fills: Vec<_> = parts.iter_mut().zip(ranges).collect();
            par::each(fills, |(part, rows)| fill(part, context, sessions, rows, (buckets, shift)));
            self.enter(context, &parts);
        }
    }

    /// Enters what waits.
    fn enter(&mut self, context: &Context<'_, '_>, parts: &[Buckets<u64>]) {
        let mut entries = std::mem::take(&mut self.entries);
        let mut rest = entries.as_mut_slice();
        let mut buckets = Vec::new();
        for bucket in 0..self.buckets() {
            let starts = self.starts(bucket);
            let spells = starts.first().zip(starts.last()).map_or(0, |(from, to)| to.saturating_sub(*from));
            buckets.push((bucket, starts, par::cut(&mut rest, place(spells))));
        }
        let days = Days::of(&context.months);
        par::each(buckets, |(bucket, starts, entries)| {
            let mut enter = Enter { days, starts, entries };
            parts.iter().for_each(|part| enter.waiting(part.bucket(bucket)));
        });
        self.entries = entries;
    }

    #[inline(always)]
    fn judge_bucket(&self, context: &Context<'_, '_>, bucket: usize) -> (Drafts, Vec<u32>) {
        let number = |worker: usize| u32::try_from(worker).unwrap_or(u32::MAX);
        let workers = self.workers(bucket);
        let starts = self.starts(bucket);
        let spells = starts.first().zip(starts.last()).and_then(|(from, to)| self.spells.get(place(*from)..place(*to)));
        let mut desk = context.desk(number(workers.start)..number(workers.end), spells.unwrap_or_default());
        for (worker, starts) in workers.zip(starts.windows(2)) {
            if let [from, to] = *starts
                && from < to
            {
                let entries = self.entries.get(place(from)..place(to)).unwrap_or_default();
                desk.take(number(worker), &Entered(entries));
            }
        }
        desk.finish()
    }
}

/// The months of days, for as many words as an entry has.
#[derive(Clone, Copy)]
struct Days<'k> {
    words: &'k [Word],
    sets: &'k [u64],
}

impl Days<'_> {
    fn of(months: &Months) -> Days<'_> {
        Days { words: months.all_words(), sets: months.all() }
    }

    /// What a session on the day at a place adds, and to which word; forms that do not count are one, whose bit or word is
    /// not read.
    #[inline(always)]
    fn set<const WORDS: usize>(self, form: u8, day: u32) -> Option<(usize, u64)> {
        if WORDS == 1 {
            Some((0, of_form(self.words.get(place(day))?, form)))
        } else {
            Some((form.into(), *self.sets.get(place(day))?))
        }
    }
}

/// Where sessions are entered: the spells of some workers, and where those of each begin. Its loops are functions of their
/// own, which have registers enough.
struct Enter<'k, const WORDS: usize> {
    days: Days<'k>,
    starts: &'k [u32],
    entries: &'k mut [Entry<WORDS>],
}

impl<const WORDS: usize> Enter<'_, WORDS> {
    /// The sessions of a bucket.
    #[inline(never)]
    fn waiting(&mut self, waiting: &[u64]) {
        for session in waiting.iter().map(|session| Packed(*session)) {
            let (form, day) = session.form_and_day();
            self.enter(session.worker(), session.project(), form, day);
        }
    }

    /// A block of sessions from a row on, with the number of the first day. What is not entered in one step waits for the
    /// end of a loop, which has all it needs in registers; what lies in no spell of its worker on its project is outside.
    #[inline(never)]
    fn rows(
        &mut self,
        singles: &mut [Single<WORDS>],
        row: usize,
        [workers, projects]: [&[u32]; 2],
        forms: &[u8],
        (days, first): (&[i32], i32),
        (others, outside): (&mut Vec<u32>, &mut Rows),
    ) {
        let ahead = |day: i32| day.wrapping_sub(first).cast_unsigned();
        let days_of = self.days;
        others.clear();
        let mut at = 0_u32;
        for ((worker, project), (form, day)) in workers.iter().zip(projects).zip(forms.iter().zip(days)) {
            if !enter(days_of, singles, (*worker, *project, *form, ahead(*day))) {
                others.push(at);
            }
            at = at.wrapping_add(1);
        }
        for at in others.iter().copied().map(place) {
            let ids = workers.get(at).zip(projects.get(at));
            let Some(((worker, project), (form, day))) = ids.zip(forms.get(at).zip(days.get(at))) else { break };
            if !self.enter(*worker, *project, *form, ahead(*day)) {
                outside.add(row.saturating_add(at));
            }
        }
    }

    /// A session: the worker by the place among those of `starts`, the day by the place among all days. Whether it lies in
    /// one of the worker's spells on its project.
    #[inline(always)]
    fn enter(&mut self, worker: u32, project: u32, form: u8, day: u32) -> bool {
        let base = self.starts.first().copied().unwrap_or_default();
        let bounds = self.starts.get(place(worker)).zip(self.starts.get(place(worker).wrapping_add(1)));
        let Some((from, to)) = bounds else { return false };
        let Some((word, set)) = self.days.set::<WORDS>(form, day) else { return false };
        let at = from.wrapping_sub(base);
        match to.wrapping_sub(*from) {
            // most have one spell
            1 => self.add(at, project, day, word, set),
            // who has many is judged day by day
            spells if spells > PROJECTS as u32 => false,
            spells => {
                (0..spells).fold(false, |held, next| held | self.add(at.wrapping_add(next), project, day, word, set))
            }
        }
    }

    /// Adds to the sets of the spell at a place, if the day lies in it; whether it is of this project.
    #[inline(always)]
    fn add(&mut self, at: u32, project: u32, day: u32, word: usize, set: u64) -> bool {
        if let Some(entry) = self.entries.get_mut(place(at))
            && day.wrapping_sub(entry.from.into()) < entry.len.into()
        {
            let is_own = entry.project == project;
            let sets = if is_own { &mut entry.on } else { &mut entry.off };
            if let Some(sets) = sets.get_mut(word) {
                *sets |= set;
            }
            return is_own;
        }
        false
    }
}

/// Enters a session that lies in the only spell of its worker; whether it does.
#[inline(always)]
fn enter<const WORDS: usize>(
    days: Days<'_>,
    singles: &mut [Single<WORDS>],
    (worker, project, form, day): (u32, u32, u8, u32),
) -> bool {
    if let Some(single) = singles.get_mut(place(worker))
        && single.has(project, day)
        && let Some((word, set)) = days.set::<WORDS>(form, day)
    {
        if let Some(sets) = single.on.get_mut(word) {
            *sets |= set;
        }
        return true;
    }
    false
}

/// Judges a bucket; sets of months are counted by an instruction where the processor has one.
struct Judged<'k, 'c, 'a, const WORDS: usize> {
    table: &'k Table<'k, WORDS>,
    context: &'k Context<'c, 'a>,
    bucket: usize,
}

impl<const WORDS: usize> pulp::NullaryFnOnce for Judged<'_, '_, '_, WORDS> {
    type Output = (Drafts, Vec<u32>);

    #[inline(always)]
    fn call(self) -> (Drafts, Vec<u32>) {
        self.table.judge_bucket(self.context, self.bucket)
    }
}

/// What was seen of one worker.
struct Entered<'t, const WORDS: usize>(&'t [Entry<WORDS>]);

impl<const WORDS: usize> Attendance for Entered<'_, WORDS> {
    #[inline(always)]
    fn seen(&self, _: &Months, project: u32, _: &[Period]) -> Seen {
        let mut seen = Seen::default();
        for entry in self.0 {
            if entry.project == project {
                entry.add(&mut seen);
            }
        }
        seen
    }

    fn enter(&self, _: &Context<'_, '_>, _: &mut days::Days) -> bool {
        false
    }
}

/// Sessions of some rows by bucket of their workers.
fn fill(
    part: &mut Buckets<u64>,
    context: &Context<'_, '_>,
    sessions: &Sessions<'_>,
    rows: Range<usize>,
    (buckets, shift): (usize, u32),
) {
    let (mut projects, mut forms, mut days) = (Vec::new(), Vec::new(), Vec::new());
    let first = context.months.first_day();
    part.fill(
        &sessions.worker,
        rows,
        buckets,
        |worker| place(worker.wrapping_shr(shift)),
        |block, workers, list| {
            let projects = sessions.project.block(block.clone(), &mut projects);
            let forms = sessions.forms(block.clone(), &mut forms);
            let days = sessions.ended_on.block(block, &mut days);
            list.resize(workers.len(), 0);
            pulp::Arch::new().dispatch(Pack { workers, projects, forms, days, first, shift, list });
        },
    );
}

#[cfg(test)]
mod tests;

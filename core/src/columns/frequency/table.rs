//! Sessions in any order, entered into sets of months as they come: a table has these sets for each spell.
//!
//! Rows go into buckets by worker first, so that the part of the table that a bucket fills fits into the cache; no row
//! waits longer than it takes to see some millions of them.

use std::ops::Range;

use super::days::{self, PROJECTS};
use super::desk::SHORT;
use super::months::{Word, of_form};
use super::{Attendance, Context, FORMS, Months, Outside, Seen, Spell};
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
/// projects.
pub(super) fn collect(context: &Context<'_, '_>, sessions: &Sessions<'_>) -> (Vec<Drafts>, Rows, Outside) {
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

    fn is_empty(&self) -> bool {
        self.spell & 0xffff == 0
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

/// What was seen of the spells of some workers, and of those of them who have one.
#[derive(Clone, Default)]
struct Sets<const WORDS: usize> {
    entries: Vec<Entry<WORDS>>,
    /// By worker.
    singles: Vec<Single<WORDS>>,
}

/// The same of some of these.
struct SeenOf<'k, const WORDS: usize> {
    entries: &'k mut [Entry<WORDS>],
    singles: &'k mut [Single<WORDS>],
}

impl<const WORDS: usize> Sets<WORDS> {
    fn all(&mut self) -> SeenOf<'_, WORDS> {
        SeenOf { entries: &mut self.entries, singles: &mut self.singles }
    }

    /// Takes over what others have seen of the same.
    fn join(&mut self, others: &Sets<WORDS>) {
        self.entries.iter_mut().zip(&others.entries).for_each(|(own, other)| own.join(other));
        self.singles.iter_mut().zip(&others.singles).for_each(|(own, other)| unite(&mut own.on, &other.on));
    }
}

/// The spells of all workers with what was seen of them.
struct Table<'s, const WORDS: usize> {
    spells: &'s [Spell],
    sets: Sets<WORDS>,
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
        let entries = parts.concat();
        let single = |bounds: &[u32]| match (bounds, bounds.first().and_then(|from| entries.get(place(*from)))) {
            ([from, to], Some(entry)) if to.wrapping_sub(*from) == 1 => Single::of(entry),
            _ => Single::NONE,
        };
        let singles = starts.windows(2).map(single).collect();
        let size = workers.div_ceil(8).next_power_of_two().min(WORKERS);
        Table { spells, sets: Sets { entries, singles }, starts, shift: size.trailing_zeros() }
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
    fn judge(mut self, context: &Context<'_, '_>, sessions: &Sessions<'_>) -> (Vec<Drafts>, Rows, Outside) {
        let outside = if self.sets.entries.len() <= FEW {
            self.enter_as_they_come(context, sessions)
        } else {
            self.enter_by_buckets(context, sessions)
        };
        for (from, single) in self.starts.iter().zip(&self.sets.singles) {
            if !single.is_empty()
                && let Some(entry) = self.sets.entries.get_mut(place(*from))
            {
                unite(&mut entry.on, &single.on);
            }
        }
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

    /// Each part of the rows has a table of its own.
    fn enter_as_they_come(&mut self, context: &Context<'_, '_>, sessions: &Sessions<'_>) -> Outside {
        let (days, first) = (Days::of(&context.months), context.months.first_day());
        let ranges = par::ranges(sessions.rows, 1 << 17, TABLES);
        if ranges.is_empty() {
            return Outside::Rows(Rows::NONE);
        }
        let mut tables = vec![self.sets.clone(); ranges.len().saturating_sub(1)];
        tables.push(std::mem::take(&mut self.sets));
        let starts = self.starts.as_slice();
        let parts = par::each(tables.into_iter().zip(ranges).collect(), |(mut sets, rows): (Sets<WORDS>, _)| {
            let mut enter = Enter::new(days, starts, sets.all());
            let (mut workers, mut projects, mut forms, mut days) = Default::default();
            for block in par::blocks(rows) {
                enter.rows(
                    block.start,
                    sessions.worker.block(block.clone(), &mut workers),
                    sessions.project.block(block.clone(), &mut projects),
                    sessions.forms(block.clone(), &mut forms),
                    sessions.ended_on.block(block, &mut days),
                    first,
                );
            }
            let outside = enter.outside;
            (sets, outside)
        });
        let mut parts = parts.into_iter();
        let (mut sets, mut outside) = parts.next().unwrap_or_default();
        for (others, more) in parts {
            sets.join(&others);
            more.iter().for_each(|row| outside.add(row));
        }
        self.sets = sets;
        Outside::Rows(outside)
    }

    fn enter_by_buckets(&mut self, context: &Context<'_, '_>, sessions: &Sessions<'_>) -> Outside {
        let mut outside = Rows::NONE;
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
            self.enter(context, &parts).into_iter().for_each(|worker| outside.add(worker));
        }
        Outside::Workers(outside)
    }

    /// Enters what waits. Workers are returned with a session outside of their spells.
    fn enter(&mut self, context: &Context<'_, '_>, parts: &[Buckets<u64>]) -> Vec<usize> {
        let mut sets = std::mem::take(&mut self.sets);
        let SeenOf { entries: mut rest, singles: mut rest_of_singles } = sets.all();
        let mut buckets = Vec::new();
        for bucket in 0..self.buckets() {
            let starts = self.starts(bucket);
            let spells = starts.first().zip(starts.last()).map_or(0, |(from, to)| to.saturating_sub(*from));
            let workers = self.workers(bucket).len();
            let entries = par::cut(&mut rest, place(spells));
            buckets.push((bucket, starts, SeenOf { entries, singles: par::cut(&mut rest_of_singles, workers) }));
        }
        let days = Days::of(&context.months);
        let outside = par::each(buckets, |(bucket, starts, seen)| {
            let mut enter = Enter::new(days, starts, seen);
            parts.iter().for_each(|part| enter.waiting(part.bucket(bucket)));
            let first = self.workers(bucket).start;
            enter.outside.iter().map(|place| place.saturating_add(first)).collect::<Vec<_>>()
        });
        self.sets = sets;
        outside.concat()
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
                let entries = self.sets.entries.get(place(from)..place(to)).unwrap_or_default();
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
/// own, which have registers enough; what is not entered in one step waits for the end of a loop.
struct Enter<'k, const WORDS: usize> {
    days: Days<'k>,
    starts: &'k [u32],
    seen: SeenOf<'k, WORDS>,
    /// Places of sessions in a loop.
    others: Vec<u32>,
    /// What lies in none of the spells of its worker on its project: places of workers in a bucket, else rows.
    outside: Rows,
}

impl<'k, const WORDS: usize> Enter<'k, WORDS> {
    fn new(days: Days<'k>, starts: &'k [u32], seen: SeenOf<'k, WORDS>) -> Enter<'k, WORDS> {
        Enter { days, starts, seen, others: Vec::new(), outside: Rows::NONE }
    }

    /// The sessions of a bucket.
    #[inline(never)]
    fn waiting(&mut self, waiting: &[u64]) {
        let (days, singles, others) = (self.days, &mut *self.seen.singles, &mut self.others);
        others.clear();
        let mut at = 0_u32;
        for session in waiting.iter().map(|session| Packed(*session)) {
            let (form, day) = session.form_and_day();
            if !enter(days, singles, (session.worker(), session.project(), form, day)) {
                others.push(at);
            }
            at = at.wrapping_add(1);
        }
        let others = std::mem::take(&mut self.others);
        for at in &others {
            let Some(session) = waiting.get(place(*at)).map(|session| Packed(*session)) else { break };
            let (form, day) = session.form_and_day();
            if !self.enter_other(session.worker(), session.project(), form, day) {
                self.outside.add(place(session.worker()));
            }
        }
        self.others = others;
    }

    /// A block of sessions from a row on, with the number of the first day.
    #[inline(never)]
    fn rows(&mut self, row: usize, workers: &[u32], projects: &[u32], forms: &[u8], days: &[i32], first: i32) {
        let ahead = |day: i32| day.wrapping_sub(first).cast_unsigned();
        let (days_of, singles, others) = (self.days, &mut *self.seen.singles, &mut self.others);
        others.clear();
        let mut at = 0_u32;
        for ((worker, project), (form, day)) in workers.iter().zip(projects).zip(forms.iter().zip(days)) {
            if !enter(days_of, singles, (*worker, *project, *form, ahead(*day))) {
                others.push(at);
            }
            at = at.wrapping_add(1);
        }
        let others = std::mem::take(&mut self.others);
        for at in others.iter().copied().map(place) {
            let ids = workers.get(at).zip(projects.get(at));
            let Some(((worker, project), (form, day))) = ids.zip(forms.get(at).zip(days.get(at))) else { break };
            if !self.enter_other(*worker, *project, *form, ahead(*day)) {
                self.outside.add(row.saturating_add(at));
            }
        }
        self.others = others;
    }

    /// A session that is not in the only spell of a worker: the worker by the place among those of `starts`, the day by the
    /// place among all days. Whether it lies in one of them on its project.
    #[inline(never)]
    fn enter_other(&mut self, worker: u32, project: u32, form: u8, day: u32) -> bool {
        let base = self.starts.first().copied().unwrap_or_default();
        let bounds = self.starts.get(place(worker)).zip(self.starts.get(place(worker).wrapping_add(1)));
        let Some((from, to)) = bounds else { return false };
        let (at, spells) = (from.wrapping_sub(base), to.wrapping_sub(*from));
        let mut held = false;
        // who has many is judged day by day
        if spells <= PROJECTS as u32
            && let Some((word, set)) = self.days.set::<WORDS>(form, day)
        {
            for next in 0..spells {
                held |= self.add(at.wrapping_add(next), project, day, word, set);
            }
        }
        held
    }

    /// Adds to the sets of the spell at a place, if the day lies in it; whether it is of this project.
    #[inline(always)]
    fn add(&mut self, at: u32, project: u32, day: u32, word: usize, set: u64) -> bool {
        if let Some(entry) = self.seen.entries.get_mut(place(at))
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

//! Sessions in any order: entered into sets of months where these are enough, else brought together by worker in
//! buckets that fit into the cache.

use std::ops::Range;

use super::{Attendance, Context, Days, Months, Seen, Spells, table};
use crate::calendar::{Day, Period};
use crate::columns::drafts::Drafts;
use crate::columns::order::Buckets;
use crate::columns::par;
use crate::columns::space::place;
use crate::columns::typed::{Rows, Sessions};

/// The most workers of a bucket.
const WORKERS: u32 = 4_096;
/// The rows that a bucket should have.
const ROWS: usize = 65_536;
/// The most rows that wait in buckets at a time: 96 MiB.
const WAITING: usize = 12_582_912;

/// A session in a bucket: project, worker within the bucket, form and day in one number.
#[derive(Clone, Copy, Default)]
struct Packed(u64);

impl Packed {
    #[inline]
    fn new(worker: u32, project: u32, form: u8, day: i32) -> Packed {
        // a checked day lies less than 2^17 days after the first admitted one
        let day = day.wrapping_sub(Day::FIRST.number()).cast_unsigned() & 0x1_ffff;
        let form = u32::from(form.min(7));
        Packed(u64::from(project) << 32 | u64::from(worker) << 20 | u64::from(day << 3 | form))
    }

    #[inline]
    fn worker(self) -> u32 {
        (self.0 >> 20) as u32 & (WORKERS.wrapping_sub(1))
    }

    #[inline]
    fn project(self) -> u32 {
        (self.0 >> 32) as u32
    }

    #[inline]
    fn form_and_day(self) -> (u8, i32) {
        let day = (self.0 >> 3) as u32 & 0x1_ffff;
        ((self.0 & 7) as u8, Day::FIRST.number().wrapping_add(day.cast_signed()))
    }
}

/// The findings of all workers; if some had to be judged day by day, theirs come last. Sessions
/// outside of spells are told if they were seen.
pub(super) fn collect(context: &mut Context<'_, '_>, sessions: &Sessions<'_>) -> (Vec<Drafts>, Option<Rows>) {
    if context.plain.is_none() {
        return (by_worker(context, sessions, None), None);
    }
    let (mut all, left, outside) = table::collect(context, sessions);
    if !left.is_empty() {
        let spells = context.spells.all();
        let spells = spells.iter().filter(|spell| left.has(place(spell.worker))).copied().collect();
        context.spells = Spells::Listed(spells);
        all.extend(by_worker(context, sessions, Some(&left)));
    }
    (all, outside)
}

/// The findings of these workers or all, in their order.
fn by_worker(context: &Context<'_, '_>, sessions: &Sessions<'_>, only: Option<&Rows>) -> Vec<Drafts> {
    let workers = context.columns.workers.len();
    let shift = shift(workers, sessions.rows);
    let buckets = workers.div_ceil(1 << shift);
    let rounds = sessions.rows.div_ceil(WAITING).max(1);
    let size = buckets.div_ceil(rounds).max(1);
    let mut all = Vec::new();
    for first in (0..buckets).step_by(size) {
        let round = first..first.saturating_add(size).min(buckets);
        let rows = par::ranges(sessions.rows, 1 << 16, 16);
        let parts = par::map(&rows, |rows| fill(sessions, rows.clone(), shift, (round.clone(), only)));
        let buckets: Vec<usize> = round.clone().collect();
        all.extend(par::map(&buckets, |bucket| {
            let waiting = parts.iter().map(|part| part.bucket(bucket.saturating_sub(round.start)));
            let end = |bucket: usize| u32::try_from(bucket << shift).unwrap_or(u32::MAX);
            let workers = end(*bucket)..end(bucket.saturating_add(1)).min(u32::try_from(workers).unwrap_or(u32::MAX));
            judge(context, waiting, workers)
        }));
    }
    all
}

/// How many bits of a worker's code tell workers of a bucket apart.
fn shift(workers: usize, rows: usize) -> u32 {
    let wanted = rows.div_ceil(ROWS).max(1);
    let size = workers.div_ceil(wanted).max(1);
    size.next_power_of_two().trailing_zeros().min(WORKERS.trailing_zeros())
}

/// Sessions of some rows by bucket of their workers.
fn fill(
    sessions: &Sessions<'_>,
    rows: Range<usize>,
    shift: u32,
    (round, only): (Range<usize>, Option<&Rows>),
) -> Buckets<Packed> {
    let bucket_of = |worker: u32| match only {
        Some(only) if !only.has(place(worker)) => usize::MAX,
        _ => place(worker >> shift).wrapping_sub(round.start),
    };
    let (mut projects, mut forms, mut days) = (Vec::new(), Vec::new(), Vec::new());
    let within = (1_u32 << shift).wrapping_sub(1);
    let mut part = Buckets::default();
    part.fill(&sessions.worker, rows, round.len(), bucket_of, |block, workers, list| {
        let projects = sessions.project.block(block.clone(), &mut projects);
        let forms = sessions.forms(block.clone(), &mut forms);
        let days = sessions.ended_on.block(block, &mut days);
        let rows = workers.iter().zip(projects).zip(forms.iter().zip(days));
        list.extend(rows.map(|((worker, project), (form, day))| Packed::new(worker & within, *project, *form, *day)));
    });
    part
}

/// Sorts a bucket by worker and judges it.
fn judge<'w>(
    context: &Context<'_, '_>,
    waiting: impl Iterator<Item = &'w [Packed]> + Clone,
    workers: Range<u32>,
) -> Drafts {
    let mut starts = vec![0_usize; workers.len().saturating_add(1)];
    for session in waiting.clone().flatten() {
        if let Some(count) = starts.get_mut(place(session.worker()).saturating_add(1)) {
            *count = count.saturating_add(1);
        }
    }
    let mut total = 0_usize;
    for start in &mut starts {
        total = total.saturating_add(*start);
        *start = total;
    }
    let mut sorted = vec![Packed(0); total];
    let mut next = starts.clone();
    for session in waiting.flatten() {
        if let Some(next) = next.get_mut(place(session.worker())) {
            if let Some(slot) = sorted.get_mut(*next) {
                *slot = *session;
            }
            *next = next.saturating_add(1);
        }
    }
    context.at_desk(workers.clone(), |desk| {
        for (worker, bounds) in workers.zip(starts.windows(2)) {
            if let [from, to] = *bounds
                && let Some(rows) = sorted.get(from..to).filter(|rows| !rows.is_empty())
            {
                desk.take(worker, &Bucket(rows));
            }
        }
    })
}

/// The sessions of one worker.
struct Bucket<'b>(&'b [Packed]);

impl Attendance for Bucket<'_> {
    fn seen(&self, months: &Months, project: u32, spans: &[Period]) -> Seen {
        let mut seen = Seen::default();
        let sessions = self.0.iter().map(|session| {
            let (form, day) = session.form_and_day();
            (session.project(), form, day)
        });
        seen.add_each(months, project, spans, sessions);
        seen
    }

    fn enter(&self, context: &Context<'_, '_>, days: &mut Days) -> bool {
        for run in self.0.chunk_by(|a, b| a.project() == b.project()) {
            let project = run.first().map_or(0, |session| session.project());
            days.attend(context, project, run.iter().map(|session| session.form_and_day()));
        }
        true
    }
}

#[cfg(test)]
mod tests;

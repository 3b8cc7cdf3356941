//! Who is engaged where and when, by worker.

use std::borrow::Cow;
use std::ops::Range;

use crate::calendar::{Day, Period};
use crate::columns::array::NO_DAY;
use crate::columns::order::{self, Order};
use crate::columns::par;
use crate::columns::space::NO_CODE;
use crate::columns::typed::Engagements;

/// A worker's time on a project, within the effective period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spell {
    pub(super) worker: u32,
    pub(super) project: u32,
    pub(super) span: Period,
}

impl Default for Spell {
    fn default() -> Spell {
        Spell { worker: NO_CODE, project: NO_CODE, span: Period { from: Day::MIN, to: Day::MIN } }
    }
}

/// The spells of all workers, by worker.
pub(super) enum Spells<'c, 'a> {
    /// As their rows stand: they are read where they are asked for.
    Given(&'c Engagements<'a>, Period),
    Listed(Vec<Spell>),
}

impl<'c, 'a> Spells<'c, 'a> {
    pub(super) fn of(engagements: &'c Engagements<'a>, effective: Period, workers: usize) -> Spells<'c, 'a> {
        let Engagements { worker, rows, sorted, left_out, .. } = engagements;
        if *sorted && left_out.is_empty() {
            return Spells::Given(engagements, effective);
        }
        let read = |rows: Range<usize>, spells: &mut Vec<Spell>| read(engagements, effective, rows, spells);
        Spells::Listed(order::group(&order::used(worker, *rows, left_out), *rows, workers, read).0)
    }

    pub(super) fn all(&self) -> Cow<'_, [Spell]> {
        match self {
            Spells::Listed(list) => Cow::Borrowed(list),
            Spells::Given(engagements, effective) => {
                let parts = par::ranges(engagements.rows, 1 << 14, 16);
                Cow::Owned(par::map(&parts, |rows| some(engagements, *effective, rows.clone())).concat())
            }
        }
    }

    /// Those of some workers.
    pub(super) fn of_workers(&self, workers: Range<u32>) -> Cow<'_, [Spell]> {
        match self {
            Spells::Listed(list) => {
                let at = |worker: u32| list.partition_point(|spell| spell.worker < worker);
                Cow::Borrowed(list.get(at(workers.start)..at(workers.end)).unwrap_or_default())
            }
            Spells::Given(engagements, effective) => {
                let at = |worker: u32| Order::Given(engagements.rows).find(&engagements.worker, worker);
                Cow::Owned(some(engagements, *effective, at(workers.start)..at(workers.end)))
            }
        }
    }

    /// Ranges of workers with about equally many spells, of so many workers; there is none if there is no spell.
    pub(super) fn ranges(&self, workers: usize, least: usize, most: usize) -> Vec<Range<u32>> {
        let (len, worker): (_, &dyn Fn(usize) -> u32) = match self {
            Spells::Listed(list) => (list.len(), &|at| list.get(at).map_or(NO_CODE, |spell| spell.worker)),
            Spells::Given(engagements, _) => (engagements.rows, &|at| engagements.worker.get(at)),
        };
        let mut starts: Vec<u32> = par::ranges(len, least, most).iter().map(|range| worker(range.start)).collect();
        starts.first_mut().into_iter().for_each(|first| *first = 0);
        starts.dedup();
        let all = u32::try_from(workers).unwrap_or(NO_CODE);
        let next = starts.iter().copied().skip(1).chain(std::iter::once(all));
        starts.iter().copied().zip(next).map(|(from, to)| from..to).collect()
    }
}

fn some(engagements: &Engagements<'_>, effective: Period, rows: Range<usize>) -> Vec<Spell> {
    let mut spells = Vec::with_capacity(rows.len());
    par::blocks(rows).for_each(|rows| read(engagements, effective, rows, &mut spells));
    spells
}

/// Appends the spells of some rows.
fn read(engagements: &Engagements<'_>, effective: Period, rows: Range<usize>, spells: &mut Vec<Spell>) {
    let Engagements { worker, project, start, end, .. } = engagements;
    let (mut workers, mut projects, mut starts, mut ends) = Default::default();
    let ids = worker.block(rows.clone(), &mut workers).iter().zip(project.block(rows.clone(), &mut projects));
    let days = start.block(rows.clone(), &mut starts).iter().zip(end.block(rows, &mut ends));
    spells.extend(ids.zip(days).map(|((worker, project), (start, end))| {
        let end = if *end == NO_DAY { None } else { Some(Day::from_number(*end)) };
        let span = Period::new(Day::from_number(*start), end).and(effective);
        Spell { worker: *worker, project: *project, span }
    }));
}

//! Rule 1 over columns: what a worker attended becomes sets of months or of days, from which months are judged.
//!
//! A month is judged by the rule's own `judge` under the rule's own readings. Most months are of a kind seen before
//! (which forms were held, whether the month is whole, excused, over), and months of one kind share verdict and
//! contest; so these two are looked up by kind. Where that is all that is asked, a set of months for each form is
//! enough ([`desk`]); else a set of days for each form and month is taken ([`days`]).

mod days;
mod desk;
mod kinds;
mod months;
mod rows;
mod shuffled;
mod table;

use std::ops::Range;

pub(super) use days::Days;
pub(super) use desk::{Desk, Seen};
use kinds::{Kinds, Plain};
pub(super) use months::Months;

use super::array::NO_DAY;
use super::door::Columns;
use super::drafts::Drafts;
use super::findings::Collected;
use super::order;
use super::par;
use super::space::NO_CODE;
use super::typed::{Engagements, NO_WORD};
use crate::calendar::{Day, Period};
use crate::facts::Form;
use crate::policy::Policy;
use crate::report::Keep;
use crate::rules::Rule;

/// The forms that may count, by their codes.
pub(super) const FORMS: usize = 3;

/// The days of one month on which a worker attended, one set for each form. There is room for every code of three
/// bits, so that no code needs a test; only the first ones are read.
type Held = [u32; ROOM];

const ROOM: usize = 8;

const _: () = assert!(Form::ALL.len() <= NO_WORD as usize % ROOM, "what stands for no form is the code of one");

/// A worker's time on a project, within the effective period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Spell {
    worker: u32,
    project: u32,
    span: Period,
}

impl Default for Spell {
    fn default() -> Spell {
        Spell { worker: NO_CODE, project: NO_CODE, span: Period { from: Day::MIN, to: Day::MIN } }
    }
}

/// What one worker attended.
pub(super) trait Attendance {
    /// The months in which each form was held, on the project and elsewhere, on days in these spans.
    fn seen(&self, months: &Months, project: u32, spans: &[Period]) -> Seen;

    /// The same day by day; false if that is not known.
    fn enter(&self, context: &Context<'_, '_>, days: &mut Days) -> bool;
}

/// What all workers share.
pub(super) struct Context<'c, 'a> {
    columns: &'c Columns<'a>,
    /// By worker.
    spells: Vec<Spell>,
    kinds: Kinds,
    /// The kinds of plain months, if sets of months are enough.
    plain: Option<Plain>,
    as_of: Day,
    keep: Keep,
    months: Months,
    /// Whether it matters how many sessions of a form a day has.
    counts: bool,
}

pub(super) fn collect(columns: &Columns<'_>, policy: &Policy, as_of: Day, keep: Keep) -> Collected {
    let Some(sessions) = &columns.sessions else {
        return nothing(keep);
    };
    ask(columns, sessions.between, policy, as_of, keep, |context| {
        if sessions.sorted {
            let parts = context.workers(1 << 10, 64);
            let context = &*context;
            par::map(&parts, |workers| rows::sorted(context, sessions, workers.clone()))
        } else {
            shuffled::collect(context, sessions)
        }
    })
}

/// Whether it matters how many sessions of a form a day has.
pub(super) fn counts(policy: &Policy) -> bool {
    let terms = policy.supervision_frequency();
    terms.editions().iter().any(|one| one.individual_per_month.max(one.group_per_month) > 1)
}

/// The findings from sessions that lie between these days: `parts` brings them to desks, each worker to one.
pub(super) fn ask(
    columns: &Columns<'_>,
    between: Option<Period>,
    policy: &Policy,
    as_of: Day,
    keep: Keep,
    parts: impl FnOnce(&mut Context<'_, '_>) -> Vec<Drafts>,
) -> Collected {
    let Some(engagements) = &columns.engagements else {
        return nothing(keep);
    };
    let terms = policy.supervision_frequency();
    let effective = policy.supervision_effective();
    // sessions lie within these days; other months have none
    let within = between.map_or(Period { from: Day::LAST, to: Day::FIRST }, |days| days.and(effective));
    let within = within.and(Period { from: Day::FIRST, to: as_of });
    let months = Months::of(within, as_of);
    let kinds = Kinds::of(terms.editions());
    let plain = kinds.single().filter(|_| months.fit_sets()).map(|kind| kind.plain(keep));
    let mut context = Context {
        columns,
        spells: spells(columns, engagements, effective),
        kinds,
        plain,
        as_of,
        keep,
        months,
        counts: counts(policy),
    };
    let parts = parts(&mut context);
    Drafts::join(Rule::SupervisionFrequency, parts, [columns.projects.len(), columns.workers.len()])
}

fn nothing(keep: Keep) -> Collected {
    Drafts::join(Rule::SupervisionFrequency, vec![Drafts::new(Rule::SupervisionFrequency, keep)], [0; 2])
}

/// The engagements by worker, each within the effective period.
fn spells(columns: &Columns<'_>, engagements: &Engagements<'_>, effective: Period) -> Vec<Spell> {
    let Engagements { worker, project, start, end, rows, sorted, left_out, .. } = engagements;
    let read = |rows: Range<usize>, spells: &mut Vec<Spell>| {
        let (mut workers, mut projects, mut starts, mut ends) = Default::default();
        let ids = worker.block(rows.clone(), &mut workers).iter().zip(project.block(rows.clone(), &mut projects));
        let days = start.block(rows.clone(), &mut starts).iter().zip(end.block(rows, &mut ends));
        spells.extend(ids.zip(days).map(|((worker, project), (start, end))| {
            let end = if *end == NO_DAY { None } else { Some(Day::from_number(*end)) };
            let span = Period::new(Day::from_number(*start), end).and(effective);
            Spell { worker: *worker, project: *project, span }
        }));
    };
    if !sorted || !left_out.is_empty() {
        return order::group(&order::used(worker, *rows, left_out), *rows, columns.workers.len(), read).0;
    }
    let parts = par::map(&par::ranges(*rows, 1 << 14, 16), |places| {
        let mut spells = Vec::with_capacity(places.len());
        par::blocks(places.clone()).for_each(|rows| read(rows, &mut spells));
        spells
    });
    parts.concat()
}

impl<'c, 'a> Context<'c, 'a> {
    /// Ranges of worker codes with about equally many engagements.
    pub(super) fn workers(&self, least: usize, most: usize) -> Vec<Range<u32>> {
        let starts = par::ranges(self.spells.len(), least, most).into_iter();
        let mut starts: Vec<u32> = starts.filter_map(|range| Some(self.spells.get(range.start)?.worker)).collect();
        starts.dedup();
        let all = u32::try_from(self.columns.workers.len()).unwrap_or(NO_CODE);
        let next = starts.iter().copied().skip(1).chain(std::iter::once(all));
        starts.iter().copied().zip(next).map(|(from, to)| from..to).collect()
    }

    /// The spells of these workers.
    fn spells_of(&self, workers: Range<u32>) -> &[Spell] {
        let at = |worker: u32| self.spells.partition_point(|spell| spell.worker < worker);
        self.spells.get(at(workers.start)..at(workers.end)).unwrap_or_default()
    }
}

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
mod spells;
mod table;

use std::ops::Range;
use std::sync::OnceLock;

pub(super) use days::Days;
pub(super) use desk::{Desk, Seen};
use kinds::{Kinds, Plain};
pub(super) use months::Months;
use spells::{Spell, Spells};

use super::door::Columns;
use super::drafts::Drafts;
use super::findings::{Collected, Written};
use super::par;
use super::typed::{NO_WORD, Rows};
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
    spells: Spells<'c, 'a>,
    kinds: Kinds,
    /// The kinds of plain months, if sets of months are enough.
    plain: Option<Plain>,
    /// By place of the month and the forms held: what is written of a plain month, if that names the day of no session.
    written: Vec<OnceLock<Option<Written>>>,
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
    let mut outside = None;
    let collected = ask(columns, sessions.between, policy, as_of, keep, |context| {
        if sessions.sorted {
            let parts = context.workers(1 << 10, 64);
            let context = &*context;
            let parts = par::map(&parts, |workers| rows::sorted(context, sessions, workers.clone()));
            let mut rows = Rows::NONE;
            let drafts = parts.into_iter().map(|(drafts, outside)| {
                outside.into_iter().for_each(|own| rows.add_all(own));
                drafts
            });
            let drafts: Vec<_> = drafts.collect();
            // without engagements nobody was looked at
            outside = (!drafts.is_empty()).then_some(rows);
            return drafts;
        }
        let (parts, seen) = shuffled::collect(context, sessions);
        outside = seen;
        parts
    });
    Collected { outside, ..collected }
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
    let written = if plain.is_some() { months.len() << (2 * FORMS) } else { 0 };
    let mut context = Context {
        columns,
        spells: Spells::of(engagements, effective, columns.workers.len()),
        kinds,
        plain,
        written: std::iter::repeat_with(OnceLock::new).take(written).collect(),
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

impl Context<'_, '_> {
    /// Ranges of worker codes with about equally many engagements.
    pub(super) fn workers(&self, least: usize, most: usize) -> Vec<Range<u32>> {
        self.spells.ranges(self.columns.workers.len(), least, most)
    }
}

//! Rule 1 over columns: sessions come worker by worker and become sets of days, from which months are judged.
//!
//! A month is judged by the rule's own `judge` under the rule's own readings. Most months are of a kind seen before
//! (which forms were held, whether the month is whole, excused, over), and months of one kind share verdict and
//! contest; so these two are looked up by kind, and only findings that are written are judged one by one.

use std::ops::Range;

use super::door::Columns;
use super::findings::{Collected, Collector};
use super::order::{Order, run_end};
use super::small::{Excuse, Numbered};
use super::space::{NO_CODE, place};
use super::typed::{Engagements, Sessions};
use super::{par, shuffled};
use crate::calendar::{Day, Month, Period};
use crate::contest::{Contest, contest, contested};
use crate::facts::Form;
use crate::finding::Verdict;
use crate::policy::Policy;
use crate::report::Keep;
use crate::rules::supervision::engaged;
use crate::rules::supervision_frequency::{Attended, Terms, WorkerMonth, judge};
use crate::rules::{Editions, Rule};

/// The forms that may count, by their codes.
const FORMS: usize = 3;

/// The days of one month on which a worker attended, one set for each form. There is room for every code of three
/// bits, so that no code needs a test; only the first ones are read.
type Held = [u32; ROOM];

const ROOM: usize = 8;

/// A worker's time on a project, within the effective period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Spell {
    worker: u32,
    project: u32,
    span: Period,
}

/// What all workers share.
pub(super) struct Context<'c, 'a> {
    columns: &'c Columns<'a>,
    /// By worker.
    spells: Vec<Spell>,
    terms: Editions<'c, Terms>,
    as_of: Day,
    keep: Keep,
    months: Months,
    /// Whether it matters how many sessions of a form a day has.
    counts: bool,
}

/// The months in which sessions can count, and where each day lies in them.
struct Months {
    first: Month,
    days: Vec<Period>,
    first_day: i32,
    of_day: Vec<OfDay>,
    /// The places of the months that are over.
    over: usize,
}

/// What a day is in its month.
#[derive(Clone, Copy)]
struct OfDay {
    /// Where the sets of its month begin.
    at: u32,
    /// The day as a set of days.
    day: u32,
    /// Its month as a set of months, if there are no more than 64.
    month: u64,
}

impl Months {
    fn of(within: Period, as_of: Day) -> Months {
        let days: Vec<Period> = if within.is_empty() {
            Vec::new()
        } else {
            let numbers = within.from.month().number()..=within.to.month().number();
            numbers.map(|number| Month::from_number(number).days()).collect()
        };
        let mut of_day = Vec::new();
        for (nth, days) in (0_u32..).zip(&days) {
            let (at, month) = (nth.saturating_mul(ROOM as u32), 1_u64.checked_shl(nth).unwrap_or(0));
            of_day.extend((0..=days.to.days_since(days.from)).map(|day| OfDay { at, day: 1 << day, month }));
        }
        let over = days.partition_point(|days| days.to < as_of);
        let first = within.from.month();
        Months { first, first_day: days.first().map_or(0, |days| days.from.number()), days, of_day, over }
    }

    fn len(&self) -> usize {
        self.days.len()
    }

    fn days(&self, month: Month) -> Period {
        self.days.get(self.place(month)).copied().unwrap_or_else(|| month.days())
    }

    fn place(&self, month: Month) -> usize {
        usize::try_from(month.number().wrapping_sub(self.first.number())).unwrap_or(usize::MAX)
    }

    /// The place of the month of a day; that of the first or last month if it lies before or after them.
    fn place_of(&self, day: Day) -> usize {
        let ahead = usize::try_from(day.number().saturating_sub(self.first_day)).unwrap_or(0);
        self.of_day.get(ahead).map_or(self.days.len(), |of| place(of.at) / ROOM)
    }

    /// The places of the months that lie whole in a span and are over, which all others that it touches border on.
    fn within(&self, span: Period) -> Range<usize> {
        let from = self.place_of(span.from);
        let begins = self.days.get(from).is_some_and(|days| span.from <= days.from);
        let to = self.place_of(span.to);
        let ends = self.days.get(to).is_some_and(|days| days.to <= span.to);
        let from = if begins { from } else { from.saturating_add(1) };
        let to = if ends { to.saturating_add(1) } else { to };
        from..to.min(self.over).max(from)
    }
}

pub(super) fn collect(columns: &Columns<'_>, policy: &Policy, as_of: Day, keep: Keep) -> Collected {
    let Some(sessions) = &columns.sessions else {
        return Collector::new(Rule::SupervisionFrequency, keep).finish();
    };
    ask(columns, sessions.between, policy, as_of, keep, |context| {
        if sessions.sorted {
            let parts = context.workers(1 << 10, 64);
            par::map(&parts, |workers| context.sorted(sessions, workers.clone()))
        } else {
            shuffled::collect(context, sessions, columns.workers.len())
        }
    })
}

/// Whether it matters how many sessions of a form a day has.
pub(super) fn counts(policy: &Policy) -> bool {
    let terms = policy.supervision_frequency();
    terms.editions().iter().any(|one| one.individual_per_month.max(one.group_per_month) > 1)
}

/// The findings from sessions that lie between these days: `parts` brings them to desks, workers ascending.
pub(super) fn ask(
    columns: &Columns<'_>,
    between: Option<Period>,
    policy: &Policy,
    as_of: Day,
    keep: Keep,
    parts: impl FnOnce(&Context<'_, '_>) -> Vec<Collected>,
) -> Collected {
    let Some(engagements) = &columns.engagements else {
        return Collector::new(Rule::SupervisionFrequency, keep).finish();
    };
    let terms = policy.supervision_frequency();
    let terms = terms.editions();
    let effective = policy.supervision_effective();
    // sessions lie within these days; other months have none
    let within = between.map_or(Period { from: Day::LAST, to: Day::FIRST }, |days| days.and(effective));
    let within = within.and(Period { from: Day::FIRST, to: as_of });
    let counts = counts(policy);
    let spells = spells(columns, engagements, effective);
    let months = Months::of(within, as_of);
    let context = Context { columns, spells, terms, as_of, keep, months, counts };
    let parts = parts(&context);
    let mut all = Collected::join(Rule::SupervisionFrequency, parts.into_iter());
    for findings in [&mut all.findings, &mut all.deadlines] {
        // workers ascend already: a stable sort by project is the order of the report
        let by_project = super::order::stable(&findings.first, columns.projects.len());
        findings.arrange(&by_project);
    }
    all
}

/// The engagements by worker, each within the effective period.
fn spells(columns: &Columns<'_>, engagements: &Engagements<'_>, effective: Period) -> Vec<Spell> {
    let order = Order::of(&engagements.worker, engagements.sorted, engagements.rows, columns.workers.len());
    let parts = par::map(&par::ranges(order.len(), 1 << 14, 16), |places| {
        let mut spells = Vec::with_capacity(places.len());
        spells.extend(places.clone().filter_map(|at| {
            let row = order.row(at);
            let span = Period::new(engagements.start.day(row)?, engagements.end.day(row)).and(effective);
            let spell = Spell { worker: engagements.worker.get(row), project: engagements.project.get(row), span };
            (!engagements.left_out.has(row)).then_some(spell)
        }));
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

    /// The findings of these workers, from sessions that are sorted by worker.
    fn sorted(&self, sessions: &Sessions<'_>, workers: Range<u32>) -> Collected {
        let given = Order::Given(sessions.rows);
        let rows = given.find(&sessions.worker, workers.start)..given.find(&sessions.worker, workers.end);
        let mut desk = self.desk(workers);
        let (mut codes, mut projects, mut forms, mut days) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for block in par::blocks(rows) {
            let workers = sessions.worker.block(block.clone(), &mut codes);
            let projects = sessions.project.block(block.clone(), &mut projects);
            let forms = sessions.forms(block.clone(), &mut forms);
            let days = sessions.ended_on.block(block, &mut days);
            let mut from = 0;
            while let Some(worker) = workers.get(from) {
                let run = from..run_end(workers, from, *worker);
                from = run.end;
                let of = |range: Range<usize>| {
                    let rows =
                        forms.get(range.clone()).unwrap_or_default().iter().zip(days.get(range).unwrap_or_default());
                    rows.map(|(form, day)| (*form, *day))
                };
                let own = projects.get(run.clone()).unwrap_or_default();
                let Some(first) = own.first() else { break };
                if own.iter().fold(0, |other, project| other | (project ^ first)) == 0 {
                    desk.attend(*worker, *first, of(run));
                    continue;
                }
                let mut begins = run.start;
                for same in own.chunk_by(|a, b| a == b) {
                    let ends = begins.saturating_add(same.len());
                    desk.attend(*worker, same.first().copied().unwrap_or(NO_CODE), of(begins..ends));
                    begins = ends;
                }
            }
        }
        desk.finish()
    }

    /// A desk for these workers.
    pub(super) fn desk(&self, workers: Range<u32>) -> Desk<'_, 'c, 'a> {
        let excuses = self.columns.small.excuses.as_slice();
        let from = excuses.partition_point(|one| one.of.worker < workers.start);
        let at = |worker: u32| self.spells.partition_point(|spell| spell.worker < worker);
        let mut kinds = Kinds::of(self.terms);
        Desk {
            context: self,
            rest: self.spells.get(at(workers.start)..at(workers.end)).unwrap_or_default(),
            worker: NO_CODE,
            open: false,
            own: &[],
            engaged: Vec::new(),
            slots: Vec::new(),
            held: Vec::new(),
            present: [0; ROOM],
            several: Vec::new(),
            elsewhere: false,
            excuses: excuses.get(from..).unwrap_or_default(),
            spans: Vec::new(),
            any: Vec::new(),
            attended: Vec::new(),
            plain: kinds.plain(|verdict, contested| self.keep.writes(verdict, contested)),
            kinds,
            collector: Collector::new(Rule::SupervisionFrequency, self.keep),
        }
    }
}

/// Where the sessions of one worker at a time are gathered and judged.
pub(super) struct Desk<'d, 'c, 'a> {
    context: &'d Context<'c, 'a>,
    /// The spells of workers who have not come yet.
    rest: &'d [Spell],
    worker: u32,
    open: bool,
    /// The worker's spells, as they come.
    own: &'d [Spell],
    /// The worker's spells by project.
    engaged: Vec<Spell>,
    /// The worker's projects; sessions held on another project go to the place after the last.
    slots: Vec<u32>,
    /// For each slot and month, the days on which a form was held.
    held: Vec<Held>,
    /// For each form the months in which it was held on any slot, if there are no more than 64.
    present: [u64; ROOM],
    /// Further sessions of a form on one day: place in `held` and form, and the day.
    several: Vec<((usize, usize), u32)>,
    elsewhere: bool,
    excuses: &'d [Numbered<Excuse>],
    spans: Vec<Period>,
    /// For each month: days with a session on any slot, and on more than one.
    any: Vec<[Held; 2]>,
    attended: Vec<Attended>,
    plain: Option<Plain>,
    kinds: Kinds,
    collector: Collector,
}

impl<'d> Desk<'d, '_, '_> {
    /// Takes sessions (form, day) of a worker on a project. Workers ascend.
    #[inline]
    pub(super) fn attend(&mut self, worker: u32, project: u32, rows: impl Iterator<Item = (u8, i32)>) {
        if worker != self.worker {
            self.turn_to(worker);
        }
        if !self.open {
            return;
        }
        let Desk { context, slots, held, present, several, elsewhere, .. } = self;
        let Context { months: Months { first_day, of_day, days, .. }, counts, .. } = context;
        let slot = slots.iter().position(|slot| *slot == project).unwrap_or(slots.len());
        *elsewhere |= slot > 0 || slots.len() > 1;
        let base = slot.saturating_mul(days.len());
        let held = held.get_mut(base..base.saturating_add(days.len())).unwrap_or_default().as_flattened_mut();
        if *counts {
            let at = |place: usize| (base.saturating_add(place / ROOM), place % ROOM);
            mark(held, present, of_day, *first_day, rows, |place, day| several.push((at(place), day.trailing_zeros())));
        } else {
            mark(held, present, of_day, *first_day, rows, |_, _| ());
        }
    }

    /// Takes the days of one month on which a worker attended on a project, a set for each form that may count, and
    /// further sessions of a form on one day (form, day of the month from 0). Workers ascend.
    pub(super) fn hold(
        &mut self,
        (worker, project, month): (u32, u32, Month),
        days: [u32; FORMS],
        again: impl Iterator<Item = (usize, u32)>,
    ) {
        if worker != self.worker {
            self.turn_to(worker);
        }
        let months = &self.context.months;
        let nth = months.place(month);
        if !self.open || nth >= months.len() {
            return;
        }
        let slot = self.slots.iter().position(|slot| *slot == project).unwrap_or(self.slots.len());
        self.elsewhere |= slot > 0 || self.slots.len() > 1;
        let at = slot.saturating_mul(months.len()).saturating_add(nth);
        let bit = u32::try_from(nth).ok().and_then(|nth| 1_u64.checked_shl(nth)).unwrap_or(0);
        for ((form, days), present) in days.into_iter().enumerate().zip(&mut self.present) {
            let Some(held) = self.held.get_mut(at).and_then(|held| held.get_mut(form)) else { continue };
            *present |= if days == 0 { 0 } else { bit };
            if self.context.counts {
                // the place after the worker's projects takes those of several others
                let twice = *held & days;
                self.several.extend((0..31).filter(|day| twice & (1 << day) != 0).map(|day| ((at, form), day)));
            }
            *held |= days;
        }
        if self.context.counts {
            self.several.extend(again.map(|(form, day)| ((at, form), day)));
        }
    }

    /// Judges the workers before this one and lays out the engagements of this one, if there are any.
    fn turn_to(&mut self, worker: u32) {
        self.close();
        while self.rest.first().is_some_and(|spell| spell.worker < worker) {
            self.open();
            self.close();
        }
        if self.rest.first().is_some_and(|spell| spell.worker == worker) {
            self.open();
        }
        self.worker = worker;
    }

    pub(super) fn finish(mut self) -> Collected {
        self.close();
        while !self.rest.is_empty() {
            self.open();
            self.close();
        }
        if let Some(plain) = &self.plain {
            plain.settle(&mut self.collector);
        }
        self.collector.finish()
    }

    /// Lays out the engagements of the next worker.
    fn open(&mut self) {
        let Some(first) = self.rest.first() else { return };
        let until = self.rest.iter().position(|spell| spell.worker != first.worker).unwrap_or(self.rest.len());
        (self.own, self.rest) = self.rest.split_at_checked(until).unwrap_or_default();
        self.slots.clear();
        if self.own.is_sorted_by_key(|spell| spell.project) {
            self.engaged.clear();
        } else {
            self.engaged.clear();
            self.engaged.extend(self.own);
            self.engaged.sort_unstable();
        }
        let spells = if self.engaged.is_empty() { self.own } else { &self.engaged };
        for spell in spells {
            if self.slots.last() != Some(&spell.project) {
                self.slots.push(spell.project);
            }
        }
        self.several.clear();
        let rooms = self.slots.len().saturating_add(1).saturating_mul(self.context.months.len());
        if self.held.len() < rooms {
            self.held.resize(rooms, [0; ROOM]);
        }
        self.held.get_mut(..rooms).unwrap_or_default().as_flattened_mut().fill(0);
        self.present = [0; ROOM];
        self.elsewhere = false;
        self.worker = first.worker;
        self.open = true;
    }

    /// Judges the worker whose sessions have been taken.
    fn close(&mut self) {
        if !std::mem::take(&mut self.open) {
            return;
        }
        let own = match self.excuses.first() {
            Some(_) => self.excused(),
            None => &[],
        };
        if let ([spell], true, false) = (self.own, own.is_empty() && self.several.is_empty(), self.elsewhere) {
            let spell = *spell;
            if !spell.span.is_empty() {
                self.project(spell.project, 0, &[spell.span], own);
            }
            return;
        }
        self.several_projects(own);
    }

    /// Takes the excuses of the worker.
    fn excused(&mut self) -> &'d [Numbered<Excuse>] {
        let from = self.excuses.partition_point(|one| one.of.worker < self.worker);
        let excuses = self.excuses.get(from..).unwrap_or_default();
        let until = excuses.iter().position(|one| one.of.worker != self.worker).unwrap_or(excuses.len());
        let (own, later) = excuses.split_at_checked(until).unwrap_or_default();
        self.excuses = later;
        own
    }

    fn several_projects(&mut self, excuses: &[Numbered<Excuse>]) {
        let width = self.context.months.len();
        if self.elsewhere {
            self.sum_up(width);
        }
        let engaged = std::mem::take(&mut self.engaged);
        let mut spans = std::mem::take(&mut self.spans);
        let spells = if engaged.is_empty() { self.own } else { &engaged };
        for (slot, spells) in spells.chunk_by(|a, b| a.project == b.project).enumerate() {
            spans.clear();
            spans.extend(spells.iter().map(|one| one.span));
            Period::unite(&mut spans);
            let Some(project) = spells.first().map(|one| one.project) else { continue };
            self.project(project, slot.saturating_mul(width), &spans, excuses);
        }
        (self.engaged, self.spans) = (engaged, spans);
    }

    /// For each month the days with a session on any slot, and on more than one.
    fn sum_up(&mut self, width: usize) {
        self.any.clear();
        self.any.resize(width, [[0; ROOM]; 2]);
        if width == 0 {
            return;
        }
        let slots = self.slots.len().saturating_add(1);
        for slot in self.held.chunks_exact(width).take(slots) {
            for (held, [any, twice]) in slot.iter().zip(&mut self.any) {
                for ((days, any), twice) in held.iter().zip(any).zip(twice).take(FORMS) {
                    *twice |= *any & days;
                    *any |= days;
                }
            }
        }
    }

    /// Judges the months of one project, whose sessions begin at `base`.
    fn project(&mut self, project: u32, base: usize, spans: &[Period], excuses: &[Numbered<Excuse>]) {
        let months = &self.context.months;
        let plain = match spans {
            [span] if excuses.is_empty() && self.plain.is_some() && months.len() <= 64 => months.within(*span),
            _ => 0..0,
        };
        let ends = months.days.get(plain.start).zip(months.days.get(plain.end.wrapping_sub(1)));
        let (Some((first, last)), [span]) = (ends.filter(|_| !plain.is_empty()), spans) else {
            return self.months(project, base, spans, excuses);
        };
        let before = Period { from: span.from, to: first.from.previous() };
        if !before.is_empty() {
            self.months(project, base, &[before], excuses);
        }
        self.plain_months(project, base, plain);
        let after = Period { from: last.to.next(), to: span.to };
        if !after.is_empty() {
            self.months(project, base, &[after], excuses);
        }
    }

    /// Judges months that are whole, over and not excused.
    fn plain_months(&mut self, project: u32, base: usize, places: Range<usize>) {
        let Desk { context: Context { months, .. }, plain: Some(plain), held, .. } = self else { return };
        let mut wanted = std::mem::take(&mut plain.wanted);
        wanted.clear();
        let own = held.get(base.saturating_add(places.start)..base.saturating_add(places.end)).unwrap_or_default();
        if self.elsewhere {
            plain.count_both(own, self.any.get(places.clone()).unwrap_or_default(), &mut wanted);
        } else {
            plain.count(&self.present, places.clone(), &mut wanted);
        }
        for (ahead, kind) in &wanted {
            let nth = places.start.saturating_add(*ahead);
            let (Some(days), Some(on)) = (months.days.get(nth), self.held.get(base.saturating_add(nth))) else {
                continue;
            };
            let month = months.first.plus(u32::try_from(nth).unwrap_or(u32::MAX));
            let month = engaged::EngagedMonth { month, first: days.from, last: days.to, whole: true };
            let off = if self.elsewhere { self.any.get(nth).map(|any| elsewhere(any, on)) } else { None };
            let case = Case { month, excused: false, counted: u32::MAX, on: *on, off: off.unwrap_or_default() };
            self.write(project, base, nth, &case, Some(*kind));
        }
        if let Some(plain) = &mut self.plain {
            plain.wanted = wanted;
        }
    }

    /// Judges the months of united spans one by one.
    fn months(&mut self, project: u32, base: usize, spans: &[Period], excuses: &[Numbered<Excuse>]) {
        let Context { months, as_of, .. } = self.context;
        for month in engaged::months_of(spans, *as_of, |month| months.days(month)) {
            let nth = months.place(month.month);
            let days = months.days(month.month);
            let mut counted = if month.whole { u32::MAX } else { engaged_days(spans, days) };
            if *as_of < days.to {
                counted &= up_to(as_of.days_since(days.from));
            }
            let held = if nth < months.len() { self.held.get(base.saturating_add(nth)) } else { None };
            let held = held.copied().unwrap_or_default();
            let on = held.map(|days| days & counted);
            let off = if self.elsewhere { self.any.get(nth).map(|any| elsewhere(any, &held)) } else { None };
            let off = off.unwrap_or_default().map(|days| days & counted);
            let excused = !excuses.is_empty()
                && excuses.iter().any(|one| (one.of.project, one.of.month) == (project, month.month.number()));
            self.judge(project, base, nth, &Case { month, excused, counted, on, off });
        }
    }

    fn judge(&mut self, project: u32, base: usize, nth: usize, case: &Case) {
        // sets of days do not tell how many sessions of a form a day had
        let exact = self.context.counts && (self.elsewhere || !self.several.is_empty());
        let kinds = self.kinds.on(case.month.first);
        let kind = if exact { None } else { kinds.kind(case, self.context.as_of) };
        if let Some(kind) = kind {
            let (verdict, is_contested) = kinds.decided(kind);
            self.collector.count(verdict, is_contested, 1);
            if !self.collector.wants(verdict, is_contested) {
                return;
            }
        }
        self.write(project, base, nth, case, kind);
    }

    /// Judges a month and writes what it comes to; it has been counted if its kind is known.
    fn write(&mut self, project: u32, base: usize, nth: usize, case: &Case, kind: Option<usize>) {
        let as_of = self.context.as_of;
        self.attended.clear();
        if kind.is_none() {
            self.every_session(base, nth, case);
        } else {
            case.sessions(&mut self.attended);
        }
        let kinds = self.kinds.on(case.month.first);
        let terms = kinds.terms;
        let row = case.row(&self.attended);
        let Some(judgement) = judge(&terms, row, as_of) else { return };
        let contest = match kind.and_then(|kind| kinds.contest(kind, case.month.last)) {
            Some(contest) => contest,
            None => contest(terms, &judgement, |terms| judge(&terms, row, as_of)),
        };
        if kind.is_none() {
            self.collector.count(judgement.verdict, contest.contested, 1);
        }
        self.collector.write((project, self.worker, case.month.month.number()), &judgement, &contest);
    }

    /// Every session of the worker that may count in the month, ascending.
    fn every_session(&mut self, base: usize, nth: usize, case: &Case) {
        let Desk { context, attended, held, several, slots, .. } = self;
        let width = context.months.len().max(1);
        let rooms = slots.len().saturating_add(1).saturating_mul(width);
        let first = case.month.month.first_day();
        let own = base.saturating_add(nth);
        let mut add = |at: usize, form: usize, day: u32| {
            if case.counted & (1 << day) != 0
                && form < FORMS
                && let Some(form) = u8::try_from(form).ok().and_then(Form::from_code)
            {
                let ended_on = first.plus_days(day.cast_signed());
                attended.push(Attended { ended_on, form, on_project: at == own });
            }
        };
        if nth < width {
            for (at, held) in held.iter().enumerate().take(rooms).skip(nth).step_by(width) {
                for (form, days) in held.iter().enumerate() {
                    (0..31).filter(|day| days & (1 << day) != 0).for_each(|day| add(at, form, day));
                }
            }
        }
        let month = several.iter().filter(|((at, _), _)| at.checked_rem(width) == Some(nth));
        month.for_each(|((at, form), day)| add(*at, *form, *day));
        attended.sort_unstable_by_key(|one| one.ended_on);
    }
}

/// Enters sessions into the months of one slot; `again` hears of days that are entered already.
#[inline(never)]
fn mark(
    held: &mut [u32],
    present: &mut [u64; ROOM],
    of_day: &[OfDay],
    first_day: i32,
    rows: impl Iterator<Item = (u8, i32)>,
    mut again: impl FnMut(usize, u32),
) {
    for (form, day) in rows {
        let ahead = place(day.wrapping_sub(first_day).cast_unsigned());
        let Some(OfDay { at, day, month }) = of_day.get(ahead) else { continue };
        let form = usize::from(form) % ROOM;
        let at = place(*at) | form;
        let Some(days) = held.get_mut(at) else { continue };
        if *days & day != 0 {
            again(at, *day);
        }
        *days |= day;
        if let Some(months) = present.get_mut(form) {
            *months |= month;
        }
    }
}

/// The days with a session on another slot than the one that has these of its own.
#[inline]
fn elsewhere([any, twice]: &[Held; 2], own: &Held) -> Held {
    std::array::from_fn(|form| {
        let of = |held: &Held| held.get(form).copied().unwrap_or_default();
        of(twice) | (of(any) & !of(own))
    })
}

/// The set of the first days of a month up to one, counted from 0.
fn up_to(last: i32) -> u32 {
    match u32::try_from(last) {
        Ok(last) => u32::MAX >> 31_u32.saturating_sub(last),
        Err(_) => 0,
    }
}

/// The days of a month that lie in one of the spans.
fn engaged_days(spans: &[Period], days: Period) -> u32 {
    let within = spans.iter().map(|span| span.and(days)).filter(|span| !span.is_empty());
    within.fold(0, |set, span| {
        let before = up_to(span.from.days_since(days.from).saturating_sub(1));
        set | up_to(span.to.days_since(days.from)) & !before
    })
}

/// One month of one worker on one project.
struct Case {
    month: engaged::EngagedMonth,
    excused: bool,
    /// The days whose sessions count: engaged, and seen.
    counted: u32,
    on: Held,
    off: Held,
}

impl Case {
    fn row<'s>(&self, sessions: &'s [Attended]) -> WorkerMonth<'s> {
        WorkerMonth {
            first_engaged: self.month.first,
            last_engaged: self.month.last,
            whole: self.month.whole,
            excused: self.excused,
            sessions,
        }
    }

    /// The sessions that its sets of days stand for, ascending.
    fn sessions(&self, attended: &mut Vec<Attended>) {
        let first = self.month.month.first_day();
        let mut rest = self.on.iter().chain(&self.off).fold(0, |all, days| all | days);
        while rest != 0 {
            let day = rest.trailing_zeros();
            rest &= rest.wrapping_sub(1);
            let ended_on = first.plus_days(day.cast_signed());
            for (days, on_project) in [(&self.on, true), (&self.off, false)] {
                for (held, form) in days.iter().zip(Form::ALL) {
                    if held & (1 << day) != 0 {
                        attended.push(Attended { ended_on, form: *form, on_project });
                    }
                }
            }
        }
    }
}

/// What is known of the kinds of months, by edition.
struct Kinds {
    first: Kind,
    later: Vec<(Day, Kind)>,
}

impl Kinds {
    fn of(terms: Editions<'_, Terms>) -> Kinds {
        let first = Kind::new(terms.on(Day::MIN));
        Kinds { first, later: terms.later().iter().map(|(from, terms)| (*from, Kind::new(*terms))).collect() }
    }

    fn on(&mut self, day: Day) -> &mut Kind {
        match self.later.iter_mut().rev().find(|(from, _)| *from <= day) {
            Some((_, kind)) => kind,
            None => &mut self.first,
        }
    }
}

/// Verdict and contest by kind of month, filled as kinds turn up.
///
/// A kind says how many sessions of each form were held on the project and elsewhere, none counted beyond what can
/// matter, and whether the month is whole, excused and over.
struct Kind {
    terms: Terms,
    /// Bits for a number of sessions; 0 if the numbers are too great for a table.
    width: u32,
    most: u32,
    decided: Vec<u8>,
    /// The contest of each kind, its days counted from the last engaged day of the month; empty if kinds are too many.
    contests: Vec<Contest>,
}

const UNKNOWN: u8 = 0;
const KNOWN: u8 = 1 << 7;
const CONTESTED: u8 = 1 << 6;

const WHOLE: usize = 1 << 2;
const EXCUSED: usize = 1 << 1;
const OVER: usize = 1;

impl Kind {
    fn new(terms: Terms) -> Kind {
        let most = terms.individual_per_month.max(terms.group_per_month);
        let width: u32 = match most {
            0 | 1 => 1,
            2 | 3 => 2,
            _ => 0,
        };
        let kinds = if width == 0 { 0 } else { 1_usize << width.saturating_mul(6).saturating_add(3) };
        let contests = if width == 1 { kinds } else { 0 };
        Kind { terms, width, most, decided: vec![UNKNOWN; kinds], contests: vec![Contest::default(); contests] }
    }

    #[inline]
    fn kind(&self, case: &Case, as_of: Day) -> Option<usize> {
        if self.width == 0 {
            return None;
        }
        let mut kind = 0_u32;
        for days in case.on.iter().take(FORMS).chain(case.off.iter().take(FORMS)) {
            let held = if self.width == 1 { u32::from(*days != 0) } else { days.count_ones().min(self.most) };
            kind = kind << self.width | held;
        }
        let whole = if case.month.whole { WHOLE } else { 0 };
        let excused = if case.excused { EXCUSED } else { 0 };
        let over = if as_of > case.month.last { OVER } else { 0 };
        Some(place(kind) << 3 | whole | excused | over)
    }

    #[inline]
    fn decided(&mut self, kind: usize) -> (Verdict, bool) {
        let known = self.decided.get(kind).copied().unwrap_or(UNKNOWN);
        let known = if known == UNKNOWN { self.decide(kind) } else { known };
        let verdict = Verdict::ALL.get(usize::from(known & 7)).copied().unwrap_or(Verdict::Undetermined);
        (verdict, known & CONTESTED != 0)
    }

    /// The contest of a kind that has been decided, for a month with this last engaged day.
    fn contest(&self, kind: usize, last: Day) -> Option<Contest> {
        let contest = *self.contests.get(kind)?;
        let day = |ahead: Day| last.plus_days(ahead.number());
        Some(Contest { due_range: contest.due_range.map(|r| Period { from: day(r.from), to: day(r.to) }), ..contest })
    }

    /// Judges a month of this kind.
    #[cold]
    fn decide(&mut self, kind: usize) -> u8 {
        let first = Day::new(2024, 1, 1).unwrap_or(Day::MIN);
        let last = first.plus_days(27);
        let held =
            |place: u32| (kind >> 3 >> place.saturating_mul(self.width)) & (1_usize << self.width).wrapping_sub(1);
        let mut sessions = Vec::new();
        for (place, form) in (0..).zip([Form::Peer, Form::Group, Form::Individual].repeat(2)) {
            let one = Attended { ended_on: first, form, on_project: place >= 3 };
            sessions.extend(std::iter::repeat_n(one, held(place)));
        }
        let row = WorkerMonth {
            first_engaged: first,
            last_engaged: last,
            whole: kind & WHOLE != 0,
            excused: kind & EXCUSED != 0,
            sessions: &sessions,
        };
        let as_of = if kind & OVER != 0 { last.next() } else { last };
        let Some((judgement, contest)) = contested(self.terms, |terms| judge(&terms, row, as_of)) else {
            return UNKNOWN;
        };
        let known = KNOWN | judgement.verdict as u8 | if contest.contested { CONTESTED } else { 0 };
        if let Some(slot) = self.decided.get_mut(kind) {
            *slot = known;
        }
        if let Some(slot) = self.contests.get_mut(kind) {
            let ahead = |day: Day| Day::from_number(day.days_since(last));
            let due_range = contest.due_range.map(|r| Period { from: ahead(r.from), to: ahead(r.to) });
            *slot = Contest { due_range, ..contest };
        }
        known
    }
}

/// Months that are whole, over and not excused: what matters is which forms were held at all, on the project and
/// elsewhere.
struct Plain {
    /// By the forms held on the project, a bit each, and by those held elsewhere.
    kinds: [PlainKind; 1 << (2 * FORMS)],
    /// The kinds of which findings are written, a bit each.
    find: u64,
    /// Places of months and their kinds.
    wanted: Vec<(usize, usize)>,
}

#[derive(Clone, Copy)]
struct PlainKind {
    kind: usize,
    verdict: Verdict,
    contested: bool,
    months: u64,
}

impl Kinds {
    /// The plain kinds, if one edition decides and every number is at most 1.
    fn plain(&mut self, wants: impl Fn(Verdict, bool) -> bool) -> Option<Plain> {
        if !self.later.is_empty() || self.first.width != 1 {
            return None;
        }
        let kinds: [PlainKind; 1 << (2 * FORMS)] = std::array::from_fn(|held| {
            // a kind has the forms in the order of their codes, from the left, the project's before the others
            let kind = (0..2 * FORMS).fold(0, |kind, bit| kind << 1 | held >> bit & 1) << 3 | WHOLE | OVER;
            let (verdict, contested) = self.first.decided(kind);
            PlainKind { kind, verdict, contested, months: 0 }
        });
        let wanted = kinds.iter().zip(0..).filter(|(kind, _)| wants(kind.verdict, kind.contested));
        let find = wanted.fold(0, |set, (_, at)| set | 1 << at);
        Some(Plain { kinds, find, wanted: Vec::new() })
    }
}

/// The forms held, a bit each.
#[inline]
fn forms(held: &Held) -> u32 {
    held.iter().take(FORMS).enumerate().fold(0, |set, (form, days)| set | u32::from(*days != 0) << form)
}

impl Plain {
    /// Counts months without a session elsewhere, all at once as sets of months, and finds those of which a finding
    /// has to be written.
    #[inline]
    fn count(&mut self, present: &[u64; ROOM], places: Range<usize>, wanted: &mut Vec<(usize, usize)>) {
        let up_to = |place: usize| u32::try_from(place).ok().and_then(|place| 1_u64.checked_shl(place));
        let below = |place: usize| up_to(place).map_or(u64::MAX, |bit| bit.wrapping_sub(1));
        let mut rest = below(places.end) & !below(places.start);
        let [individual, group, peer, ..] = *present;
        while rest != 0 {
            // all months of the kind of the first
            let first = rest.trailing_zeros();
            let is = |months: u64| (months >> first & 1).wrapping_neg();
            let (i, g, p) = (is(individual), is(group), is(peer));
            let mut of_kind = rest & !((individual ^ i) | (group ^ g) | (peer ^ p));
            rest &= !of_kind;
            let held = i & 1 | g & 2 | p & 4;
            let Some(kind) = usize::try_from(held).ok().and_then(|held| self.kinds.get_mut(held)) else { return };
            kind.months = kind.months.saturating_add(u64::from(of_kind.count_ones()));
            while self.find >> held & 1 != 0 && of_kind != 0 {
                wanted.push((place(of_kind.trailing_zeros()).saturating_sub(places.start), kind.kind));
                of_kind &= of_kind.wrapping_sub(1);
            }
        }
        if !wanted.is_sorted() {
            wanted.sort_unstable();
        }
    }

    /// The same with sessions elsewhere.
    fn count_both(&mut self, months: &[Held], any: &[[Held; 2]], wanted: &mut Vec<(usize, usize)>) {
        for (nth, (own, any)) in months.iter().zip(any).enumerate() {
            let held = forms(own) | forms(&elsewhere(any, own)) << FORMS;
            if let Some(kind) = self.kinds.get_mut(place(held)) {
                kind.months = kind.months.saturating_add(1);
                if self.find >> held & 1 != 0 {
                    wanted.push((nth, kind.kind));
                }
            }
        }
    }

    fn settle(&self, collector: &mut Collector) {
        for kind in &self.kinds {
            collector.count(kind.verdict, kind.contested, kind.months);
        }
    }
}

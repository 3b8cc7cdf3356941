//! What a worker attended day by day, for months that sets of months do not decide: a finding names the day of a
//! session, a month is excused, or several sessions are asked for.

use super::kinds::EXCUSED;
use super::months::{engaged_days, up_to};
use super::{Attendance, Context, Desk, FORMS, Held, ROOM, Spell, desk};
use crate::calendar::{Month, Period};
use crate::columns::findings::Written;
use crate::columns::small::{Excuse, Numbered};
use crate::columns::space::place;
use crate::contest::contest;
use crate::facts::Form;
use crate::rules::supervision::engaged;
use crate::rules::supervision_frequency::{Attended, WorkerMonth, judge};

/// A worker on more projects than these may be judged by parts: what was held on the projects of other parts was held
/// elsewhere, which is all that a part asks of it.
pub(super) const PROJECTS: usize = 64;
/// The most projects of a part.
const MOST_PROJECTS: usize = 1_024;
/// The months and projects whose sets of days are laid out at a time, but for [`PROJECTS`] projects: 8 MiB.
const LAID_OUT: usize = 262_144;

/// What one worker attended day by day.
#[derive(Default)]
pub(in crate::columns) struct Days {
    /// The worker's projects, ascending; sessions held on another project go to the place after the last.
    slots: Vec<u32>,
    /// For each slot and month, the days on which a form was held.
    held: Vec<Held>,
    /// Further sessions of a form on one day: place in `held` and form, and the day.
    several: Vec<((usize, usize), u32)>,
    elsewhere: bool,
    /// For each month: days with a session on any slot, and on more than one.
    any: Vec<[Held; 2]>,
    attended: Vec<Attended>,
}

impl Days {
    /// Makes room for a worker with these spells.
    fn open(&mut self, spells: &[Spell], months: usize) {
        self.slots.clear();
        self.slots.extend(spells.iter().map(|spell| spell.project));
        self.slots.dedup();
        self.several.clear();
        self.held.clear();
        self.held.resize(self.slots.len().saturating_add(1).saturating_mul(months), [0; ROOM]);
        self.elsewhere = false;
    }

    /// The place of a project.
    fn slot(&mut self, project: u32) -> usize {
        let slot = self.slots.binary_search(&project).unwrap_or(self.slots.len());
        self.elsewhere |= slot > 0 || self.slots.len() > 1;
        slot
    }

    /// Takes sessions (form, day) on a project.
    pub(super) fn attend(&mut self, context: &Context<'_, '_>, project: u32, rows: impl Iterator<Item = (u8, i32)>) {
        let Context { months, counts, .. } = context;
        let base = self.slot(project).saturating_mul(months.len());
        let held = self.held.get_mut(base..base.saturating_add(months.len())).unwrap_or_default().as_flattened_mut();
        for (form, day) in rows {
            let Some(of) = months.of_day(day) else { continue };
            let at = place(of.at) | (usize::from(form) % ROOM);
            let Some(days) = held.get_mut(at) else { continue };
            if *counts && *days & of.day != 0 {
                let slot = (base.saturating_add(at / ROOM), at % ROOM);
                self.several.push((slot, of.day.trailing_zeros()));
            }
            *days |= of.day;
        }
    }

    /// Takes the days of one month on which the worker attended on a project, a set for each form that may count, and
    /// further sessions of a form on one day (form, day of the month from 0).
    pub(in crate::columns) fn hold(
        &mut self,
        context: &Context<'_, '_>,
        (project, month): (u32, Month),
        days: [u32; FORMS],
        again: impl Iterator<Item = (usize, u32)>,
    ) {
        let months = &context.months;
        let nth = months.place(month);
        if nth >= months.len() {
            return;
        }
        let at = self.slot(project).saturating_mul(months.len()).saturating_add(nth);
        let Some(held) = self.held.get_mut(at) else { return };
        for ((form, days), held) in days.into_iter().enumerate().zip(held) {
            if context.counts {
                // the place after the worker's projects takes those of several others
                let twice = *held & days;
                self.several.extend((0..31).filter(|day| twice & (1 << day) != 0).map(|day| ((at, form), day)));
            }
            *held |= days;
        }
        if context.counts {
            self.several.extend(again.map(|(form, day)| ((at, form), day)));
        }
    }

    /// For each month the days with a session on any slot, and on more than one.
    fn sum_up(&mut self, width: usize) {
        self.any.clear();
        self.any.resize(width, [[0; ROOM]; 2]);
        if width == 0 {
            return;
        }
        for slot in self.held.chunks_exact(width) {
            for (held, [any, twice]) in slot.iter().zip(&mut self.any) {
                for ((days, any), twice) in held.iter().zip(any).zip(twice).take(FORMS) {
                    *twice |= *any & days;
                    *any |= days;
                }
            }
        }
    }

    /// Every session of the worker that may count in a month, ascending.
    fn every_session(&mut self, base: usize, nth: usize, width: usize, case: &Case) {
        let Days { attended, held, several, .. } = self;
        let width = width.max(1);
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
            for (at, held) in held.iter().enumerate().skip(nth).step_by(width) {
                for (form, days) in held.iter().enumerate().filter(|(_, days)| **days != 0) {
                    (0..31).filter(|day| days & (1 << day) != 0).for_each(|day| add(at, form, day));
                }
            }
        }
        let month = several.iter().filter(|((at, _), _)| at.checked_rem(width) == Some(nth));
        month.for_each(|((at, form), day)| add(*at, *form, *day));
        attended.sort_unstable_by_key(|one| one.ended_on);
    }
}

/// The days with a session on another slot than the one that has these of its own.
fn elsewhere([any, twice]: &[Held; 2], own: &Held) -> Held {
    std::array::from_fn(|form| {
        let of = |held: &Held| held.get(form).copied().unwrap_or_default();
        of(twice) | (of(any) & !of(own))
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

impl Desk<'_, '_, '_> {
    /// Judges a worker, whose spells are sorted by project, day by day.
    #[inline(never)]
    pub(super) fn by_days(
        &mut self,
        worker: u32,
        mut spells: &[Spell],
        excuses: &[Numbered<Excuse>],
        attendance: &impl Attendance,
    ) {
        let Context { months, counts, .. } = self.context;
        let fit = LAID_OUT.checked_div(months.len()).unwrap_or(MOST_PROJECTS);
        // where sessions are counted, each month looks through all projects of its part
        let most = if *counts { PROJECTS } else { fit.clamp(PROJECTS, MOST_PROJECTS) };
        while !spells.is_empty() {
            let projects = spells.chunk_by(|a, b| a.project == b.project).take(most);
            let (part, rest) = spells.split_at_checked(projects.map(<[Spell]>::len).sum()).unwrap_or_default();
            spells = rest;
            if !self.part_by_days(worker, part, excuses, attendance) {
                self.left.push(worker);
                return;
            }
        }
    }

    /// Judges a worker on some projects; false if it is not known what was attended.
    fn part_by_days(
        &mut self,
        worker: u32,
        spells: &[Spell],
        excuses: &[Numbered<Excuse>],
        attendance: &impl Attendance,
    ) -> bool {
        let width = self.context.months.len();
        self.days.open(spells, width);
        if !attendance.enter(self.context, &mut self.days) {
            return false;
        }
        if self.days.elsewhere {
            self.days.sum_up(width);
        }
        let mut spans = std::mem::take(&mut self.spans);
        for (slot, spells) in spells.chunk_by(|a, b| a.project == b.project).enumerate() {
            spans.clear();
            spans.extend(spells.iter().map(|one| one.span));
            Period::unite(&mut spans);
            let Some(project) = spells.first().map(|one| one.project) else { continue };
            self.project(worker, (project, slot.saturating_mul(width)), &spans, excuses);
        }
        self.spans = spans;
        true
    }

    /// Judges the months of a project whose sessions begin at `base`.
    fn project(&mut self, worker: u32, (project, base): (u32, usize), spans: &[Period], excuses: &[Numbered<Excuse>]) {
        let Context { months, as_of, .. } = self.context;
        for month in engaged::months_of(spans, *as_of, |month| months.days(month)) {
            let nth = months.place(month.month);
            let days = months.days(month.month);
            let mut counted = if month.whole { u32::MAX } else { engaged_days(spans, days) };
            if *as_of < days.to {
                counted &= up_to(as_of.days_since(days.from));
            }
            let held = if nth < months.len() { self.days.held.get(base.saturating_add(nth)) } else { None };
            let held = held.copied().unwrap_or_default();
            let any = if self.days.elsewhere { self.days.any.get(nth) } else { None };
            let off = any.map(|any| elsewhere(any, &held)).unwrap_or_default().map(|days| days & counted);
            let of_month = (project, month.month.number());
            let excused = excuses.binary_search_by_key(&of_month, |one| (one.of.project, one.of.month)).is_ok();
            let case = Case { month, excused, counted, on: held.map(|days| days & counted), off };
            self.judge((worker, project), base, nth, &case);
        }
    }

    /// Judges a month, and writes what it comes to if that is asked for.
    fn judge(&mut self, (worker, project): (u32, u32), base: usize, nth: usize, case: &Case) {
        let Context { months, as_of, kinds, counts, .. } = self.context;
        // sets of days do not tell how many sessions of a form a day had
        let exact = *counts && (self.days.elsewhere || !self.days.several.is_empty());
        let kinds = kinds.on(case.month.first);
        let flags = desk::flags(&case.month, *as_of) | if case.excused { EXCUSED } else { 0 };
        let kind = if exact { None } else { kinds.of(&case.on, &case.off, flags) };
        let known = kind.and_then(|kind| kinds.known(kind));
        if let Some(known) = known {
            self.drafts.count(known.verdict, known.contested, 1);
            if !self.drafts.wants(known.verdict, known.contested) {
                return;
            }
        }
        self.days.attended.clear();
        if known.is_none() {
            self.days.every_session(base, nth, months.len(), case);
        } else {
            case.sessions(&mut self.days.attended);
        }
        let row = case.row(&self.days.attended);
        let Some(judgement) = judge(&kinds.terms, row, *as_of) else { return };
        let contest = match known {
            Some(known) => known.contest(case.month.last),
            None => contest(kinds.terms, &judgement, |terms| judge(&terms, row, *as_of)),
        };
        if known.is_none() {
            self.drafts.count(judgement.verdict, contest.contested, 1);
        }
        let says = self.drafts.say_again(case.month.month.number(), &Written::new(&judgement, &contest));
        self.drafts.write(project, worker, says);
    }
}

#[cfg(test)]
mod tests;

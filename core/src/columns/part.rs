//! A part of the columns as rules about plans and mentors read it.

use std::ops::Range;

use super::door::Columns;
use super::order::{differ, group, marked, used};
use super::par;
use super::space::{Ascending, NO_CODE, place};
use super::typed::{Guidance, Numbers};
use crate::calendar::{Day, Month, Period};
use crate::facts::{Id, PlanKind};
use crate::rules::mentor_eligibility::Applicant;
use crate::rules::mentors::term::Appointment;
use crate::rules::mentors::{Desk, Record};
use crate::rules::revocation::Violation;
use crate::rules::{Source, Supervision};

/// An engagement under a supervisor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Supervised {
    project: u32,
    supervisor: u32,
    span: Period,
}

/// What parts share: orders that no single column has.
#[derive(Clone, Debug)]
pub(super) struct Index<'c, 'a> {
    columns: &'c Columns<'a>,
    guidance: Grouped<'c, 'a>,
    supervised: Vec<Supervised>,
    /// First day of any engagement, by project.
    project_starts: Vec<i32>,
}

/// Some mentors and some supervised engagements.
#[derive(Debug)]
pub(super) struct Part<'i, 'c, 'a> {
    index: &'i Index<'c, 'a>,
    mentors: Range<u32>,
    supervised: Range<usize>,
}

impl<'c, 'a> Index<'c, 'a> {
    /// Brings guidance together by mentor, if `mentors` are asked about, and engagements by supervisor, if plans are.
    pub(super) fn of(columns: &'c Columns<'a>, mentors: bool, plans: bool) -> Index<'c, 'a> {
        let guidance = match &columns.guidance {
            Some(guidance) if mentors => Grouped::of(guidance, columns.mentors.len()),
            _ => Grouped::default(),
        };
        let mut index = Index { columns, guidance, supervised: Vec::new(), project_starts: Vec::new() };
        if let Some(engagements) = columns.engagements.as_ref().filter(|_| plans) {
            index.project_starts = vec![Day::MAX.number(); columns.projects.len()];
            for row in (0..engagements.rows).filter(|row| !engagements.left_out.has(*row)) {
                let (project, supervisor) = (engagements.project.get(row), engagements.supervisor.get(row));
                let Some(start) = engagements.start.day(row) else { continue };
                if let Some(first) = index.project_starts.get_mut(place(project)) {
                    *first = start.number().min(*first);
                }
                if supervisor != NO_CODE {
                    let span = Period::new(start, engagements.end.day(row));
                    index.supervised.push(Supervised { project, supervisor, span });
                }
            }
            if !index.supervised.is_sorted() {
                index.supervised.sort_unstable();
            }
        }
        index
    }

    /// Parts with about equally many mentors.
    pub(super) fn by_mentor(&self) -> Vec<Part<'_, 'c, 'a>> {
        let end = |code: usize| u32::try_from(code).unwrap_or(NO_CODE);
        let ranges = super::par::ranges(self.columns.mentors.len(), 1 << 8, 64);
        let part =
            |range: Range<usize>| Part { index: self, mentors: end(range.start)..end(range.end), supervised: 0..0 };
        ranges.into_iter().map(part).collect()
    }

    /// Parts with about equally many supervised engagements; a project lies in one of them.
    pub(super) fn by_project(&self) -> Vec<Part<'_, 'c, 'a>> {
        let ranges = super::par::ranges(self.supervised.len(), 1 << 10, 64);
        let border = |at: usize| {
            let project = self.supervised.get(at).map(|one| one.project);
            project
                .map_or(self.supervised.len(), |project| self.supervised.partition_point(|one| one.project < project))
        };
        let part = |range: Range<usize>| Part {
            index: self,
            mentors: 0..0,
            supervised: border(range.start)..border(range.end),
        };
        ranges.into_iter().map(part).filter(|part| !part.supervised.is_empty()).collect()
    }
}

/// The days of guidance by mentor, each list ascending without repetition.
#[derive(Clone, Debug, Default)]
struct Grouped<'c, 'a> {
    days: Days<'c, 'a>,
    /// Where the list of each mentor begins, and how many days it has.
    lists: Vec<(u32, u32)>,
}

#[derive(Clone, Debug)]
enum Days<'c, 'a> {
    /// As the rows stand.
    Given(&'c Numbers<'a>),
    Own(Vec<Day>),
}

impl Default for Days<'_, '_> {
    fn default() -> Self {
        Days::Own(Vec::new())
    }
}

impl<'c, 'a> Grouped<'c, 'a> {
    fn of(guidance: &'c Guidance<'a>, mentors: usize) -> Grouped<'c, 'a> {
        let sorted = guidance.left_out.is_empty() && guidance.sorted;
        if let Some(lists) = sorted.then(|| given(guidance, mentors)).flatten() {
            return Grouped { days: Days::Given(&guidance.guided_on), lists };
        }
        let (mut days, mut lists) = placed(guidance, mentors);
        let mut parts = Vec::new();
        let (mut rest, mut first) = (days.as_mut_slice(), 0_u32);
        for lists in lists.chunks_mut(mentors.div_ceil(64).max(256)) {
            let end = lists.last().map_or(first, |(from, len)| from.saturating_add(*len));
            parts.push((lists, par::cut(&mut rest, place(end.saturating_sub(first))), first));
            first = end;
        }
        par::each(parts, |(lists, days, first)| {
            let mut room = Vec::new();
            for (from, len) in lists {
                let from = place(from.saturating_sub(first));
                *len = tidy(days.get_mut(from..from.saturating_add(place(*len))).unwrap_or_default(), &mut room);
            }
        });
        Grouped { days: Days::Own(days), lists }
    }

    /// The days of a mentor, brought to the room if need be.
    fn of_mentor<'s>(&'s self, mentor: u32, room: &'s mut Vec<Day>) -> &'s [Day] {
        let (from, len) = self.lists.get(place(mentor)).copied().unwrap_or_default();
        let rows = place(from)..place(from).saturating_add(place(len));
        match &self.days {
            Days::Own(days) => days.get(rows).unwrap_or_default(),
            Days::Given(numbers) => {
                let mut own = Vec::new();
                room.clear();
                room.extend(numbers.block(rows, &mut own).iter().map(|day| Day::from_number(*day)));
                let pairs = room.iter().zip(room.get(1..).unwrap_or_default());
                if pairs.fold(false, |any, (day, next)| any | (day == next)) {
                    room.dedup();
                }
                room
            }
        }
    }

    fn has(&self, mentor: u32) -> bool {
        self.lists.get(place(mentor)).is_some_and(|(_, len)| *len > 0)
    }
}

/// Where the rows of each mentor begin and how many they are, if their days never descend.
fn given(guidance: &Guidance<'_>, mentors: usize) -> Option<Vec<(u32, u32)>> {
    let Guidance { rows, mentor, guided_on, .. } = guidance;
    let parts = par::map(&par::ranges(*rows, 1 << 14, 64), |range| {
        let mut starts: Vec<(u32, u32)> = Vec::new();
        let (mut codes, mut days, mut marks) = (Vec::new(), Vec::new(), Vec::new());
        let mut mentors = Ascending::new(mentor, range.start);
        for block in par::blocks(range.clone()) {
            // the row before belongs to the block, that no pair of rows is missed
            let from = block.start.saturating_sub(1);
            let rows = from..block.end;
            marks.resize(rows.len(), 0);
            differ::<false>(mentor, rows.clone(), &mut codes, 1, &mut marks);
            let days = guided_on.block(rows, &mut days);
            let pairs = days.iter().zip(days.get(1..).unwrap_or_default());
            let begins = marks.get(1..).unwrap_or_default();
            let falls = pairs.zip(begins).fold(false, |any, ((before, day), mark)| any | (*mark == 0) & (day < before));
            if falls {
                return None;
            }
            marked(&marks, |at, _| {
                let row = from.saturating_add(at);
                starts.push((mentors.at(row), u32::try_from(row).unwrap_or(u32::MAX)));
            });
        }
        Some(starts)
    });
    let mut lists = vec![(0_u32, 0_u32); mentors];
    let first = (mentor.get(0), 0);
    let mut last = first;
    let end = u32::try_from(*rows).unwrap_or(u32::MAX);
    let starts = parts.into_iter().collect::<Option<Vec<_>>>()?;
    for next in starts.into_iter().flatten().chain([(NO_CODE, end)]) {
        if let Some(list) = lists.get_mut(place(last.0)) {
            *list = (last.1, next.1.saturating_sub(last.1));
        }
        last = next;
    }
    Some(lists)
}

/// From rows in any order: the days, and the lists, which follow one another.
fn placed(guidance: &Guidance<'_>, mentors: usize) -> (Vec<Day>, Vec<(u32, u32)>) {
    let days_of = |rows: Range<usize>, list: &mut Vec<Day>| {
        let mut room = Vec::new();
        let days = guidance.guided_on.block(rows, &mut room);
        list.extend(days.iter().map(|day| Day::from_number(*day)));
    };
    let mentor = used(&guidance.mentor, guidance.rows, &guidance.left_out);
    let (days, starts) = group(&mentor, guidance.rows, mentors, days_of);
    let ends = starts.iter().skip(1);
    let lists = starts.iter().zip(ends).map(|(from, to)| (*from, to.saturating_sub(*from))).collect();
    (days, lists)
}

/// Sorts days and moves repetitions to the end; how many are left.
fn tidy(days: &mut [Day], room: &mut Vec<u64>) -> u32 {
    let mut kept = days.len();
    if !days.is_sorted_by(|a, b| a < b) {
        let first = days.iter().fold(Day::MAX, |first, day| first.min(*day));
        let last = days.iter().fold(first, |last, day| last.max(*day));
        let words = usize::try_from(last.days_since(first) / 64).unwrap_or(usize::MAX).saturating_add(1);
        kept = if words > days.len() { by_sorting(days) } else { by_marking(days, first, words, room) };
    }
    u32::try_from(kept).unwrap_or(u32::MAX)
}

fn by_sorting(days: &mut [Day]) -> usize {
    days.sort_unstable();
    let mut kept = 0_usize;
    for at in 0..days.len() {
        let Some(day) = days.get(at).copied() else { break };
        let last = kept.checked_sub(1).and_then(|last| days.get(last)).copied();
        if last != Some(day) {
            if let Some(slot) = days.get_mut(kept) {
                *slot = day;
            }
            kept = kept.saturating_add(1);
        }
    }
    kept
}

/// Days that lie close together are a bit each, in words that begin with the first of them.
fn by_marking(days: &mut [Day], first: Day, words: usize, room: &mut Vec<u64>) -> usize {
    room.clear();
    room.resize(words, 0);
    for day in days.iter() {
        let ahead = day.days_since(first).cast_unsigned();
        if let Some(word) = room.get_mut(place(ahead / 64)) {
            *word |= 1_u64.wrapping_shl(ahead);
        }
    }
    let mut kept = 0_usize;
    for (start, word) in (0_i32..).step_by(64).zip(room) {
        while *word != 0 {
            if let Some(slot) = days.get_mut(kept) {
                *slot = first.plus_days(start.wrapping_add(word.trailing_zeros().cast_signed()));
            }
            *word &= word.wrapping_sub(1);
            kept = kept.saturating_add(1);
        }
    }
    kept
}

/// Takes the rows of one mentor off the front.
fn take<'r, T>(rows: &mut &'r [T], mentor: u32, of: impl Fn(&T) -> u32) -> &'r [T] {
    let until = rows.iter().position(|row| of(row) != mentor).unwrap_or(rows.len());
    let (taken, rest) = rows.split_at_checked(until).unwrap_or_default();
    *rows = rest;
    taken
}

/// The rows from a mentor on.
fn from<T>(rows: &[T], mentor: u32, of: impl Fn(&T) -> u32) -> &[T] {
    rows.get(rows.partition_point(|row| of(row) < mentor)..).unwrap_or_default()
}

impl Part<'_, '_, '_> {
    /// The records of the mentors, with their days of guidance or without.
    pub(super) fn records(&self, guided: bool, mut visit: impl FnMut(Record<'_>)) {
        let small = &self.index.columns.small;
        let start = self.mentors.start;
        let mut mentors = from(&small.mentors, start, |one| one.of.0);
        let mut appointments = from(&small.appointments, start, |one| one.of.mentor);
        let mut evaluations = from(&small.evaluations, start, |one| one.of.mentor);
        let mut violations = from(&small.violations, start, |one| one.of.mentor);
        let (mut desk, mut room) = (Desk::default(), Vec::new());
        for mentor in self.mentors.clone() {
            desk.clear();
            let known = take(&mut mentors, mentor, |one| one.of.0);
            let certificates = take(&mut appointments, mentor, |one| one.of.mentor);
            let judged = take(&mut evaluations, mentor, |one| one.of.mentor);
            let found = take(&mut violations, mentor, |one| one.of.mentor);
            let guides = self.index.guidance.has(mentor);
            let tables = [known.len(), certificates.len(), judged.len(), found.len()];
            let named = guides || tables.iter().any(|rows| *rows > 0);
            let guidance = if guided { self.index.guidance.of_mentor(mentor, &mut room) } else { &[] };
            let Some(mentor) = Id::new(place(mentor)).filter(|_| named) else { continue };
            desk.appointments.extend(certificates.iter().map(|one| Appointment {
                appointed_on: one.of.appointed_on,
                ends_on: one.of.ends_on,
                revoked_on: None,
            }));
            desk.evaluations.extend(judged.iter().map(|one| (one.of.year, one.of.evaluated_on)));
            desk.revocations.extend(found.iter().filter_map(|one| one.of.revoked_on));
            visit(Record { guidance, ..desk.record(mentor) });
        }
    }
}

impl Source for Part<'_, '_, '_> {
    fn supervisions(&self, mut visit: impl FnMut(Supervision<'_>)) {
        let supervised = self.index.supervised.get(self.supervised.clone()).unwrap_or_default();
        let plans = &self.index.columns.small.plans;
        let (mut spans, mut monthly_plans): (Vec<Period>, Vec<(Month, Day)>) = Default::default();
        for under in supervised.chunk_by(|a, b| (a.project, a.supervisor) == (b.project, b.supervisor)) {
            let Some(Supervised { project, supervisor, span }) = under.first().copied() else { continue };
            spans.clear();
            spans.extend(under.iter().map(|one| one.span));
            let first = plans.partition_point(|one| (one.of.project, one.of.supervisor) < (project, supervisor));
            let own = plans.iter().skip(first);
            let own = own.take_while(|one| (one.of.project, one.of.supervisor) == (project, supervisor));
            monthly_plans.clear();
            let mut cycle_plan = None;
            for plan in own.map(|one| one.of) {
                match (plan.kind, plan.month) {
                    (PlanKind::Cycle, _) => {
                        cycle_plan = Some(cycle_plan.map_or(plan.made_on, |day| plan.made_on.min(day)))
                    }
                    (PlanKind::Monthly, Some(month)) => monthly_plans.push((month, plan.made_on)),
                    (PlanKind::Monthly, None) => {}
                }
            }
            monthly_plans.sort_unstable();
            let start = self.index.project_starts.get(place(project)).copied().map_or(span.from, Day::from_number);
            let (Some(project), Some(supervisor)) = (Id::new(place(project)), Id::new(place(supervisor))) else {
                continue;
            };
            visit(Supervision {
                project,
                supervisor,
                spans: &spans,
                project_start: start,
                cycle_plan,
                monthly_plans: &monthly_plans,
            });
        }
    }

    fn applicants(&self, mut visit: impl FnMut(Id, Applicant)) {
        let mentors = from(&self.index.columns.small.mentors, self.mentors.start, |one| one.of.0);
        for (mentor, applicant) in mentors.iter().map(|one| one.of).take_while(|one| one.0 < self.mentors.end) {
            if let Some(mentor) = Id::new(place(mentor)) {
                visit(mentor, applicant);
            }
        }
    }

    fn offices(&self, visit: impl FnMut(Record<'_>)) {
        self.records(true, visit);
    }

    fn violations(&self, mut visit: impl FnMut(Id, Violation)) {
        let violations = from(&self.index.columns.small.violations, self.mentors.start, |one| one.of.mentor);
        for one in violations.iter().map(|one| one.of).take_while(|one| one.mentor < self.mentors.end) {
            if let Some(mentor) = Id::new(place(one.mentor)) {
                visit(mentor, Violation { found_on: one.found_on, revoked_on: one.revoked_on });
            }
        }
    }
}

#[cfg(test)]
mod tests;

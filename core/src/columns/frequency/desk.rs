//! Where workers are judged, one after another: by sets of months where these are enough.

use std::ops::Range;

use hashbrown::HashMap;

use super::days::{Days, PROJECTS};
use super::kinds::{self, FLAGS, Kind, MET, OVER, Plain, WHOLE};
use super::months::Placed;
use super::rows::Rows;
use super::{Attendance, Context, FORMS, Months, Spell};
use crate::calendar::{Day, Period};
use crate::columns::drafts::Drafts;
use crate::columns::findings::Written;
use crate::columns::small::{Excuse, Numbered};
use crate::columns::space::{NO_CODE, place};
use crate::rules::Rule;
use crate::rules::supervision::engaged::{self, EngagedMonth};
use crate::rules::supervision_frequency::{WorkerMonth, judge};

/// The months in which each form was held, as far as its days count: first those of the project in question, a set for
/// each form, then those of others.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::columns) struct Seen([[u64; FORMS]; 2]);

/// The months of which the sets of all forms fit into one word.
pub(super) const SHORT: usize = 21;

/// The bit at which the set of a form begins in such a word; for what is no form, the last, which is not read.
#[inline(always)]
pub(super) fn bit(form: u8) -> u32 {
    u32::from(form.min(FORMS as u8)).wrapping_mul(SHORT as u32)
}

impl Seen {
    /// Adds months in which a form was held, be it elsewhere.
    #[inline(always)]
    pub(in crate::columns) fn add(&mut self, elsewhere: bool, form: u8, months: u64) {
        let [on, off] = &mut self.0;
        if let Some(set) = (if elsewhere { off } else { on }).get_mut(usize::from(form)) {
            *set |= months;
        }
    }

    /// Adds the sets of all forms that stand in a word.
    #[inline(always)]
    pub(super) fn add_word(&mut self, elsewhere: bool, word: u64) {
        for form in 0..FORMS as u8 {
            self.add(elsewhere, form, word >> bit(form) & (1_u64 << SHORT).wrapping_sub(1));
        }
    }

    /// Adds sessions by project, form and day, where they lie in these spans.
    pub(super) fn add_each(
        &mut self,
        months: &Months,
        project: u32,
        spans: &[Period],
        sessions: impl Iterator<Item = (u32, u8, i32)> + Clone,
    ) {
        for span in spans {
            // what lies outside the span lies outside the list
            let (sets, first) = months.sets(*span);
            for (own, form, day) in sessions.clone() {
                if let Some(set) = sets.get(place(day.wrapping_sub(first).cast_unsigned())) {
                    self.add(own != project, form, *set);
                }
            }
        }
    }

    /// The sets of the forms that may count.
    #[inline(always)]
    fn sets(&self) -> [u64; 2 * FORMS] {
        let [[individual, group, peer], [others, other_groups, other_peers]] = self.0;
        [individual, group, peer, others, other_groups, other_peers]
    }

    /// The months in which each form was held that is asked for.
    #[inline(always)]
    fn met(&self) -> u64 {
        let [[individual, group, _], _] = self.0;
        individual & group
    }

    /// The forms held in a month, a bit each: those of the project before the others.
    fn held(&self, nth: usize) -> usize {
        let Some(nth) = u32::try_from(nth).ok().filter(|nth| *nth < u64::BITS) else { return 0 };
        self.sets().iter().rev().fold(0, |held, set| held << 1 | usize::from(set >> nth & 1 != 0))
    }

    /// The months of a set by the forms held in them; those in which each form was held that is asked for may be alike
    /// whatever else was.
    #[inline(always)]
    fn kinds(&self, months: u64, met_alike: bool, mut visit: impl FnMut(usize, u64)) {
        let sets = self.sets();
        let [individual, group, peer, others @ ..] = sets;
        let met = if met_alike { months & self.met() } else { 0 };
        if met != 0 {
            visit(MET, met);
        }
        let months = months & !met;
        if others.iter().fold(0, |any, set| any | set) == 0 {
            alike([individual, group, peer], months, &mut visit);
        } else {
            alike(sets, months, &mut visit);
        }
    }
}

/// Visits the months of a set, those together that lie in the same ones of these sets, with a bit for each of these.
#[inline(always)]
fn alike<const N: usize>(sets: [u64; N], mut rest: u64, visit: &mut impl FnMut(usize, u64)) {
    while rest != 0 {
        let first = rest.trailing_zeros();
        let (mut differ, mut held) = (0, 0);
        for set in sets.iter().rev() {
            let has = set.wrapping_shr(first) & 1;
            differ |= set ^ has.wrapping_neg();
            held = held << 1 | usize::from(has != 0);
        }
        visit(held, rest & !differ);
        rest &= differ;
    }
}

/// A finding to be written.
struct Wanted {
    project: u32,
    /// The place of its month.
    nth: u32,
    /// The place of what it says.
    says: u32,
}

/// Where workers are judged.
pub(in crate::columns) struct Desk<'d, 'c, 'a> {
    pub(super) context: &'d Context<'c, 'a>,
    /// The spells of workers who have not come yet.
    rest: &'d [Spell],
    excuses: &'d [Numbered<Excuse>],
    /// Spells by project, and united spans of one.
    pub(super) engaged: Vec<Spell>,
    pub(super) spans: Vec<Period>,
    /// The span that was placed last.
    placed: Placed,
    /// Months of the worker by kind, and the findings to be written.
    counted: Vec<(usize, u32)>,
    wanted: Vec<Wanted>,
    /// Months of all workers by kind.
    kinds: Vec<u64>,
    /// The places of what is said of plain months, by place of the month and forms held, and of other months, by kind and
    /// days.
    plain: Vec<u32>,
    others: HashMap<(usize, Day, Day), u32>,
    pub(super) days: Days,
    /// Workers of whom more would have to be known than is.
    pub(super) left: Vec<u32>,
    pub(super) drafts: Drafts,
}

impl<'c, 'a> Context<'c, 'a> {
    /// Judges some workers at a desk, which is to take those who attended anything.
    pub(in crate::columns) fn at_desk(&self, workers: Range<u32>, take: impl FnOnce(&mut Desk<'_, 'c, 'a>)) -> Drafts {
        let spells = self.spells.of_workers(workers.clone());
        let mut desk = self.desk(workers, &spells);
        take(&mut desk);
        desk.finish().0
    }

    /// A desk for these workers, who have these spells.
    pub(super) fn desk<'d>(&'d self, workers: Range<u32>, spells: &'d [Spell]) -> Desk<'d, 'c, 'a> {
        let excuses = self.columns.small.excuses.as_slice();
        let from = excuses.partition_point(|one| one.of.worker < workers.start);
        Desk {
            context: self,
            rest: spells,
            excuses: excuses.get(from..).unwrap_or_default(),
            engaged: Vec::new(),
            spans: Vec::new(),
            placed: self.months.placed(Spell::default().span),
            counted: Vec::new(),
            wanted: Vec::new(),
            kinds: vec![0; self.kinds.single().map_or(0, Kind::len)],
            plain: vec![NO_CODE; self.plain.map_or(0, |_| self.months.len() << (2 * FORMS))],
            others: HashMap::new(),
            days: Days::default(),
            left: Vec::new(),
            drafts: Drafts::new(Rule::SupervisionFrequency, self.keep),
        }
    }

    /// Judges a month of a kind whose judgement names the day of no session.
    fn judged(&self, kind: usize, month: &EngagedMonth) -> Option<Written> {
        let kinds = self.kinds.single()?;
        let sessions = kinds.sessions(kind, month.first);
        let row = WorkerMonth {
            first_engaged: month.first,
            last_engaged: month.last,
            whole: month.whole,
            excused: false,
            sessions: &sessions,
        };
        let judgement = judge(&kinds.terms, row, self.as_of)?;
        Some(Written::new(&judgement, &kinds.known(kind)?.contest(month.last)))
    }
}

impl<'d> Desk<'d, '_, '_> {
    /// Judges a worker and those before who attended nothing. Workers ascend.
    #[inline(always)]
    pub(in crate::columns) fn take(&mut self, worker: u32, attendance: &impl Attendance) {
        while let Some(next) = self.rest.first() {
            if next.worker >= worker {
                if next.worker == worker {
                    self.settle(worker, attendance);
                }
                return;
            }
            self.absent(next.worker);
        }
    }

    /// Judges the next worker, who attended nothing.
    #[inline(never)]
    fn absent(&mut self, worker: u32) {
        self.settle(worker, &Rows::default());
    }

    /// The findings, and the workers who could not be judged.
    pub(super) fn finish(mut self) -> (Drafts, Vec<u32>) {
        while let Some(next) = self.rest.first() {
            self.absent(next.worker);
        }
        if let Some(kinds) = self.context.kinds.single() {
            for (kind, months) in self.kinds.iter().enumerate().filter(|(_, months)| **months > 0) {
                if let Some(known) = kinds.known(kind) {
                    self.drafts.count(known.verdict, known.contested, *months);
                }
            }
        }
        (self.drafts, self.left)
    }

    /// Judges the next worker.
    #[inline(always)]
    fn settle(&mut self, worker: u32, attendance: &impl Attendance) {
        let until = match self.rest {
            [_, next, ..] if next.worker != worker => 1,
            rest => rest.iter().position(|spell| spell.worker != worker).unwrap_or(rest.len()),
        };
        let (own, rest) = self.rest.split_at_checked(until).unwrap_or_default();
        self.rest = rest;
        let excuses = if self.excuses.is_empty() { &[] } else { self.excused(worker) };
        let plain = self.context.plain.filter(|_| excuses.is_empty());
        // a worker mostly has one spell
        if let ([one], Some(plain)) = (own, plain) {
            if one.span.is_empty() {
                return;
            }
            let seen = attendance.seen(&self.context.months, one.project, &[one.span]);
            let placed = self.place(one.span);
            if plain.is_settled && placed.is_whole() {
                return self.whole(one, placed.whole, plain, &seen);
            }
            self.counted.clear();
            self.wanted.clear();
            if self.one_span(one.project, one.span, plain, &seen) {
                return self.commit(worker);
            }
            return self.by_days(worker, own, excuses, attendance);
        }
        self.several(worker, own, excuses, attendance);
    }

    /// Where a span lies; most are that of the worker before.
    #[inline(always)]
    fn place(&mut self, span: Period) -> Placed {
        if self.placed.span != span {
            self.placed = self.context.months.placed(span);
        }
        self.placed
    }

    /// Judges a worker whose only spell has these months, all of them plain: nothing can turn up that would have to be judged
    /// day by day.
    #[inline(always)]
    fn whole(&mut self, spell: &Spell, months: u64, plain: Plain, seen: &Seen) {
        let met = months & seen.met();
        add(&mut self.kinds, kinds::plain(MET), met.count_ones());
        let mut unmet = months & !met;
        while unmet != 0 {
            let nth = unmet.trailing_zeros();
            unmet &= unmet.wrapping_sub(1);
            let held = seen.held(place(nth));
            let kind = kinds::plain(held);
            add(&mut self.kinds, kind, 1);
            if plain.find >> held & 1 != 0 {
                let says = self.says_plain(kind, nth);
                self.drafts.write(spell.project, spell.worker, says);
            }
        }
    }

    /// Judges a worker who may have several spells.
    #[inline(never)]
    fn several(&mut self, worker: u32, own: &[Spell], excuses: &[Numbered<Excuse>], attendance: &impl Attendance) {
        // for each project of its own, sets of months would look through all that the worker attended
        let plain = self.context.plain.filter(|_| excuses.is_empty() && own.len() <= PROJECTS);
        let mut engaged = std::mem::take(&mut self.engaged);
        engaged.clear();
        engaged.extend(own);
        engaged.sort_unstable();
        if !plain.is_some_and(|plain| self.by_months(worker, &engaged, plain, attendance)) {
            self.by_days(worker, &engaged, excuses, attendance);
        }
        self.engaged = engaged;
    }

    /// Takes the excuses of a worker.
    fn excused(&mut self, worker: u32) -> &'d [Numbered<Excuse>] {
        let from = self.excuses.partition_point(|one| one.of.worker < worker);
        let excuses = self.excuses.get(from..).unwrap_or_default();
        let until = excuses.iter().position(|one| one.of.worker != worker).unwrap_or(excuses.len());
        let (own, later) = excuses.split_at_checked(until).unwrap_or_default();
        self.excuses = later;
        own
    }

    /// Judges a worker by sets of months, unless a finding has to name the day of a session.
    fn by_months(&mut self, worker: u32, own: &[Spell], plain: Plain, attendance: &impl Attendance) -> bool {
        self.counted.clear();
        self.wanted.clear();
        let mut spans = std::mem::take(&mut self.spans);
        let known = own.chunk_by(|a, b| a.project == b.project).all(|spells| {
            spans.clear();
            spans.extend(spells.iter().map(|one| one.span));
            Period::unite(&mut spans);
            let Some(project) = spells.first().map(|one| one.project) else { return true };
            match *spans.as_slice() {
                [] => true,
                ref spans => {
                    let seen = attendance.seen(&self.context.months, project, spans);
                    match *spans {
                        [span] => self.one_span(project, span, plain, &seen),
                        _ => self.months(project, spans, &seen),
                    }
                }
            }
        });
        self.spans = spans;
        if known {
            self.commit(worker);
        }
        known
    }

    /// Judges the months of one span: plain ones together, the others one by one.
    #[inline(never)]
    fn one_span(&mut self, project: u32, span: Period, plain: Plain, seen: &Seen) -> bool {
        let Placed { whole, around: [before, after], .. } = self.place(span);
        if !before.is_empty() && !self.months(project, &[before], seen) {
            return false;
        }
        let (mut dated, written) = (false, self.wanted.len());
        seen.kinds(whole, plain.met_alike, |held, mut months| {
            let kind = kinds::plain(held);
            self.counted.push((kind, months.count_ones()));
            if plain.find >> held & 1 != 0 {
                dated |= plain.dated >> held & 1 != 0;
                while months != 0 {
                    let nth = months.trailing_zeros();
                    let says = self.says_plain(kind, nth);
                    self.wanted.push(Wanted { project, nth, says });
                    months &= months.wrapping_sub(1);
                }
            }
        });
        if dated {
            return false;
        }
        if let Some(written @ [_, _, ..]) = self.wanted.get_mut(written..) {
            written.sort_unstable_by_key(|one| one.nth);
        }
        after.is_empty() || self.months(project, &[after], seen)
    }

    /// Judges the months of spans one by one.
    #[inline(never)]
    fn months(&mut self, project: u32, spans: &[Period], seen: &Seen) -> bool {
        let Context { months, as_of, kinds, .. } = self.context;
        let Some(kinds) = kinds.single() else { return false };
        for month in engaged::months_of(spans, *as_of, |month| months.days(month)) {
            let nth = months.place(month.month);
            let kind = seen.held(nth) << FLAGS | flags(&month, *as_of);
            let Some(known) = kinds.known(kind) else { return false };
            self.counted.push((kind, 1));
            if self.drafts.wants(known.verdict, known.contested) {
                if known.dated {
                    return false;
                }
                let says = self.says(kind, &month);
                self.wanted.push(Wanted { project, nth: u32::try_from(nth).unwrap_or(u32::MAX), says });
            }
        }
        true
    }

    /// Counts and writes what the worker came to.
    #[inline(never)]
    fn commit(&mut self, worker: u32) {
        for (kind, months) in &self.counted {
            add(&mut self.kinds, *kind, *months);
        }
        for Wanted { project, says, .. } in &self.wanted {
            self.drafts.write(*project, worker, *says);
        }
    }

    /// The place of what is said of a plain month.
    #[inline(always)]
    fn says_plain(&mut self, kind: usize, nth: u32) -> u32 {
        let at = (place(nth) << (2 * FORMS)).saturating_add(kind >> FLAGS);
        match self.plain.get(at) {
            Some(says) if *says != NO_CODE => *says,
            _ => self.say_plain(at, kind, nth),
        }
    }

    #[cold]
    fn say_plain(&mut self, at: usize, kind: usize, nth: u32) -> u32 {
        let context = self.context;
        let said = context.months.at(place(nth)).and_then(|(month, days)| {
            let judged = || context.judged(kind, &EngagedMonth { month, first: days.from, last: days.to, whole: true });
            Some((month, context.written.get(at)?.get_or_init(judged).as_ref()?))
        });
        let Some((month, written)) = said else { return NO_CODE };
        let says = self.drafts.say(month.number(), written);
        if let Some(slot) = self.plain.get_mut(at) {
            *slot = says;
        }
        says
    }

    /// The place of what is said of another month.
    fn says(&mut self, kind: usize, month: &EngagedMonth) -> u32 {
        let key = (kind, month.first, month.last);
        if let Some(says) = self.others.get(&key) {
            return *says;
        }
        let written = self.context.judged(kind, month);
        let says = written.map_or(NO_CODE, |written| self.drafts.say(month.month.number(), &written));
        self.others.insert(key, says);
        says
    }
}

/// Counts months of a kind.
#[inline(always)]
fn add(kinds: &mut [u64], kind: usize, months: u32) {
    if let Some(all) = kinds.get_mut(kind) {
        *all = all.saturating_add(u64::from(months));
    }
}

/// What of a kind does not depend on sessions.
pub(super) fn flags(month: &EngagedMonth, as_of: Day) -> usize {
    let whole = if month.whole { WHOLE } else { 0 };
    whole | if as_of > month.last { OVER } else { 0 }
}

#[cfg(test)]
mod tests;

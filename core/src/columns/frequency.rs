//! Rule 1 over columns: sessions come worker by worker and become sets of days, from which months are judged.
//!
//! A month is judged by the rule's own `judge` under the rule's own readings. Most months are of a kind seen before
//! (which forms were held, whether the month is whole, excused, over), and months of one kind share verdict and
//! contest; so these two are looked up by kind, and only findings that are written are judged one by one.

use std::ops::Range;

use super::door::Columns;
use super::findings::{Collected, Collector};
use super::order::Order;
use super::small::{Excuse, Numbered};
use super::space::{NO_CODE, place};
use super::typed::{Engagements, Sessions};
use super::{par, shuffled};
use crate::calendar::{Day, Month, Period};
use crate::contest::{Contest, contested};
use crate::facts::Form;
use crate::finding::{Judgement, Verdict};
use crate::policy::Policy;
use crate::report::Keep;
use crate::rules::supervision::engaged;
use crate::rules::supervision_frequency::{Attended, Terms, WorkerMonth, judge};
use crate::rules::{Editions, Rule};

/// The forms that may count, by their codes.
const FORMS: usize = 3;

/// The days of one month on which a worker attended, one set for each form.
type Held = [u32; FORMS];

/// What all workers share.
pub(super) struct Context<'c, 'a> {
    columns: &'c Columns<'a>,
    engagements: &'c Engagements<'a>,
    order: Order,
    terms: Editions<'c, Terms>,
    as_of: Day,
    keep: Keep,
    effective: Period,
    months: Months,
    /// Whether it matters how many sessions of a form a day has.
    counts: bool,
}

/// The months in which sessions can count, and where each day lies in them.
struct Months {
    first: Month,
    days: Vec<Period>,
    first_day: i32,
    /// By day: its month's place times 32, and its place in the month.
    of_day: Vec<u32>,
}

impl Months {
    fn of(within: Period) -> Months {
        if within.is_empty() {
            return Months { first: within.from.month(), days: Vec::new(), first_day: 0, of_day: Vec::new() };
        }
        let (first, last) = (within.from.month(), within.to.month());
        let days: Vec<Period> =
            (first.number()..=last.number()).map(|number| Month::from_number(number).days()).collect();
        let mut of_day = Vec::new();
        for (month, days) in (0_u32..).zip(&days) {
            of_day.extend((0..=days.to.days_since(days.from).cast_unsigned()).map(|day| month << 5 | day));
        }
        Months { first, days, first_day: first.first_day().number(), of_day }
    }

    fn days(&self, month: Month) -> Period {
        let place = usize::try_from(month.number().wrapping_sub(self.first.number())).ok();
        place.and_then(|place| self.days.get(place)).copied().unwrap_or_else(|| month.days())
    }
}

pub(super) fn collect(columns: &Columns<'_>, policy: &Policy, as_of: Day, keep: Keep) -> Collected {
    let (Some(engagements), Some(sessions)) = (&columns.engagements, &columns.sessions) else {
        return Collector::new(Rule::SupervisionFrequency, keep).collected;
    };
    let terms = policy.supervision_frequency();
    let terms = terms.editions();
    let effective = policy.supervision_effective();
    // sessions lie within these days; other months have none
    let within = sessions.between.map_or(Period { from: Day::LAST, to: Day::FIRST }, |days| days.and(effective));
    let within = within.and(Period { from: Day::FIRST, to: as_of });
    let counts = terms.iter().any(|one| one.individual_per_month.max(one.group_per_month) > 1);
    let order = Order::of(&engagements.worker, engagements.rows, columns.workers.len());
    let months = Months::of(within);
    let context = Context { columns, engagements, order, terms, as_of, keep, effective, months, counts };
    let parts = if sessions.worker.ascend(sessions.rows) {
        let parts = context.workers(1 << 10, 64);
        par::map(&parts, |workers| context.sorted(sessions, workers.clone()))
    } else {
        shuffled::collect(&context, sessions, columns.workers.len())
    };
    let mut all = Collected::join(Rule::SupervisionFrequency, keep, parts.into_iter());
    for findings in [&mut all.findings, &mut all.deadlines] {
        // workers ascend already: a stable sort by project is the order of the report
        let by_project = super::order::stable(&findings.first, columns.projects.len());
        findings.arrange(&by_project);
    }
    all
}

impl<'c, 'a> Context<'c, 'a> {
    /// Ranges of worker codes with about equally many engagements.
    fn workers(&self, least: usize, most: usize) -> Vec<Range<u32>> {
        let ends = par::ranges(self.order.len(), least, most).into_iter().map(|range| range.start);
        let mut ends: Vec<u32> = ends.map(|at| self.engagements.worker.get(self.order.row(at))).collect();
        ends.dedup();
        let all = u32::try_from(self.columns.workers.len()).unwrap_or(NO_CODE);
        let next = ends.iter().copied().skip(1).chain(std::iter::once(all));
        ends.iter().copied().zip(next).map(|(from, to)| from..to).filter(|range| !range.is_empty()).collect()
    }

    /// The findings of these workers, from sessions that are sorted by worker.
    fn sorted(&self, sessions: &Sessions<'_>, workers: Range<u32>) -> Collected {
        let given = Order::Given(sessions.rows);
        let rows = given.find(&sessions.worker, workers.start)..given.find(&sessions.worker, workers.end);
        let mut desk = self.desk(workers);
        let (mut codes, mut projects, mut forms, mut days) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for block in par::blocks(rows) {
            let workers = sessions.worker.block(block.clone(), &mut codes);
            let mut projects = sessions.project.block(block.clone(), &mut projects);
            let mut forms = sessions.forms(block.clone(), &mut forms);
            let mut days = sessions.ended_on.block(block, &mut days);
            for run in workers.chunk_by(|a, b| a == b) {
                let rows = run.len();
                let (project, form, day);
                (project, projects) = projects.split_at_checked(rows).unwrap_or_default();
                (form, forms) = forms.split_at_checked(rows).unwrap_or_default();
                (day, days) = days.split_at_checked(rows).unwrap_or_default();
                let rows = project.iter().zip(form).zip(day).map(|((project, form), day)| (*project, *form, *day));
                desk.attend(run.first().copied().unwrap_or(NO_CODE), rows);
            }
        }
        desk.finish()
    }

    /// A desk for these workers.
    pub(super) fn desk(&self, workers: Range<u32>) -> Desk<'_, 'c, 'a> {
        let excuses = self.columns.small.excuses.as_slice();
        let from = excuses.partition_point(|one| one.of.worker < workers.start);
        Desk {
            context: self,
            at: self.order.find(&self.engagements.worker, workers.start),
            until: self.order.find(&self.engagements.worker, workers.end),
            worker: NO_CODE,
            open: false,
            engaged: Vec::new(),
            slots: Vec::new(),
            held: Vec::new(),
            several: Vec::new(),
            elsewhere: false,
            excuses: excuses.get(from..).unwrap_or_default(),
            spans: Vec::new(),
            any: Vec::new(),
            attended: Vec::new(),
            kinds: Kinds::of(self.terms),
            collector: Collector::new(Rule::SupervisionFrequency, self.keep),
        }
    }
}

/// Where the sessions of one worker at a time are gathered and judged.
pub(super) struct Desk<'d, 'c, 'a> {
    context: &'d Context<'c, 'a>,
    /// The next engagement, and the end of those of this desk.
    at: usize,
    until: usize,
    worker: u32,
    open: bool,
    /// The worker's engagements by project.
    engaged: Vec<(u32, Period)>,
    /// The worker's projects; sessions held on another project go to the place after the last.
    slots: Vec<u32>,
    /// For each slot and month, the days on which a form was held.
    held: Vec<Held>,
    /// Further sessions of a form on one day: place in `held`, form, day.
    several: Vec<(usize, usize, u32)>,
    elsewhere: bool,
    excuses: &'d [Numbered<Excuse>],
    spans: Vec<Period>,
    /// For each month: days with a session on any slot, and on more than one.
    any: Vec<[Held; 2]>,
    attended: Vec<Attended>,
    kinds: Kinds,
    collector: Collector,
}

impl<'d> Desk<'d, '_, '_> {
    /// Takes sessions (project, form, day) of a worker. Workers ascend.
    #[inline]
    pub(super) fn attend(&mut self, worker: u32, rows: impl Iterator<Item = (u32, u8, i32)>) {
        if worker != self.worker {
            self.close();
            while let Some(next) = self.next_worker().filter(|next| *next <= worker) {
                self.open(next);
                if next < worker {
                    self.close();
                }
            }
            self.worker = worker;
        }
        if !self.open {
            return;
        }
        let months = &self.context.months;
        let width = months.days.len();
        let (mut last, mut base) = (NO_CODE, 0_usize);
        for (project, form, day) in rows {
            let ahead = place(day.wrapping_sub(months.first_day).cast_unsigned());
            let Some(packed) = months.of_day.get(ahead) else { continue };
            let form = usize::from(form);
            if project != last {
                let slot = self.slots.iter().position(|slot| *slot == project).unwrap_or(self.slots.len());
                self.elsewhere |= slot > 0 || self.slots.len() > 1;
                (last, base) = (project, slot.saturating_mul(width));
            }
            let at = base.saturating_add(place(packed >> 5));
            let bit = 1_u32 << (packed & 31);
            if let Some(days) = self.held.get_mut(at).and_then(|held| held.get_mut(form)) {
                if self.context.counts && *days & bit != 0 {
                    self.several.push((at, form, packed & 31));
                }
                *days |= bit;
            }
        }
    }

    pub(super) fn finish(mut self) -> Collected {
        self.close();
        while let Some(next) = self.next_worker() {
            self.open(next);
            self.close();
        }
        self.collector.collected
    }

    fn next_worker(&self) -> Option<u32> {
        (self.at < self.until).then(|| self.context.engagements.worker.get(self.context.order.row(self.at)))
    }

    /// Lays out the engagements of a worker, who is the next.
    fn open(&mut self, worker: u32) {
        let Context { engagements, order, effective, months, .. } = self.context;
        self.engaged.clear();
        while self.at < self.until {
            let row = order.row(self.at);
            if engagements.worker.get(row) != worker {
                break;
            }
            self.at = self.at.saturating_add(1);
            if !engagements.left_out.has(row)
                && let Some(start) = engagements.start.day(row)
            {
                let span = Period::new(start, engagements.end.day(row)).and(*effective);
                self.engaged.push((engagements.project.get(row), span));
            }
        }
        if !self.engaged.is_sorted() {
            self.engaged.sort_unstable();
        }
        self.slots.clear();
        self.slots.extend(self.engaged.iter().map(|one| one.0));
        self.slots.dedup();
        self.several.clear();
        self.held.clear();
        self.held.resize(self.slots.len().saturating_add(1).saturating_mul(months.days.len()), [0; FORMS]);
        self.elsewhere = false;
        self.worker = worker;
        self.open = true;
    }

    /// Judges the worker whose sessions have been taken.
    fn close(&mut self) {
        if !std::mem::take(&mut self.open) {
            return;
        }
        let width = self.context.months.days.len();
        if self.elsewhere {
            self.sum_up(width);
        }
        let excuses = self.excuses;
        let from = excuses.partition_point(|one| one.of.worker < self.worker);
        let excuses = excuses.get(from..).unwrap_or_default();
        let (own, later) =
            excuses.split_at_checked(excuses.partition_point(|one| one.of.worker == self.worker)).unwrap_or_default();
        self.excuses = later;
        let engaged = std::mem::take(&mut self.engaged);
        let mut spans = std::mem::take(&mut self.spans);
        for (slot, spells) in engaged.chunk_by(|a, b| a.0 == b.0).enumerate() {
            spans.clear();
            spans.extend(spells.iter().map(|one| one.1));
            if spans.len() > 1 || spans.iter().any(|span| span.is_empty()) {
                Period::unite(&mut spans);
            }
            let Some(project) = spells.first().map(|one| one.0) else { continue };
            self.project(project, slot.saturating_mul(width), &spans, own);
        }
        (self.engaged, self.spans) = (engaged, spans);
    }

    /// For each month the days with a session on any slot, and on more than one.
    fn sum_up(&mut self, width: usize) {
        self.any.clear();
        self.any.resize(width, [[0; FORMS]; 2]);
        if width == 0 {
            return;
        }
        for slot in self.held.chunks_exact(width) {
            for (held, [any, twice]) in slot.iter().zip(&mut self.any) {
                for ((days, any), twice) in held.iter().zip(any).zip(twice) {
                    *twice |= *any & days;
                    *any |= days;
                }
            }
        }
    }

    /// Judges the months of one project, whose sessions begin at `base`.
    fn project(&mut self, project: u32, base: usize, spans: &[Period], excuses: &[Numbered<Excuse>]) {
        let Context { months, as_of, .. } = self.context;
        let first = months.first.number();
        for month in engaged::months_of(spans, *as_of, |month| months.days(month)) {
            let nth = usize::try_from(month.month.number().wrapping_sub(first)).unwrap_or(usize::MAX);
            let days = months.days(month.month);
            let mut counted = if month.whole { u32::MAX } else { engaged_days(spans, days) };
            if *as_of < days.to {
                counted &= up_to(as_of.days_since(days.from));
            }
            let held = if nth < months.days.len() { self.held.get(base.saturating_add(nth)) } else { None };
            let held = held.copied().unwrap_or_default();
            let on = held.map(|days| days & counted);
            let mut off = [0; FORMS];
            if self.elsewhere
                && let Some([any, twice]) = self.any.get(nth)
            {
                for (((off, any), twice), own) in off.iter_mut().zip(any).zip(twice).zip(held) {
                    *off = (twice | (any & !own)) & counted;
                }
            }
            let excused = !excuses.is_empty()
                && excuses.iter().any(|one| (one.of.project, one.of.month) == (project, month.month.number()));
            self.judge(project, base, nth, &Case { month, excused, counted, on, off });
        }
    }

    fn judge(&mut self, project: u32, base: usize, nth: usize, case: &Case) {
        let as_of = self.context.as_of;
        let keys = (project, self.worker, case.month.month.number());
        // sets of days do not tell how many sessions of a form a day had
        let exact = self.context.counts && (self.elsewhere || !self.several.is_empty());
        let kinds = self.kinds.on(case.month.first);
        let terms = kinds.terms;
        let kind = if exact { None } else { kinds.kind(case, as_of) };
        if let Some(kind) = kind {
            let (verdict, is_contested) = kinds.decided(kind);
            self.collector.count(verdict, is_contested, 1);
            if !self.collector.wants(verdict, is_contested) {
                return;
            }
        }
        self.attended.clear();
        if exact {
            self.every_session(base, nth, case);
        } else {
            case.sessions(&mut self.attended);
        }
        let row = case.row(&self.attended);
        if let Some((judgement, contest)) = contested(terms, |terms| judge(&terms, row, as_of)) {
            if kind.is_none() {
                self.collector.count(judgement.verdict, contest.contested, 1);
            }
            self.collector.write(keys, &judgement, &contest);
        }
    }

    /// Every session of the worker that may count in the month, ascending.
    fn every_session(&mut self, base: usize, nth: usize, case: &Case) {
        let Desk { context, attended, held, several, .. } = self;
        let width = context.months.days.len().max(1);
        let first = case.month.month.first_day();
        let own = base.saturating_add(nth);
        let mut add = |at: usize, form: usize, day: u32| {
            if case.counted & (1 << day) != 0
                && let Some(form) = u8::try_from(form).ok().and_then(Form::from_code)
            {
                let ended_on = first.plus_days(day.cast_signed());
                attended.push(Attended { ended_on, form, on_project: at == own });
            }
        };
        if nth < width {
            for (at, held) in held.iter().enumerate().skip(nth).step_by(width) {
                for (form, days) in held.iter().enumerate() {
                    (0..31).filter(|day| days & (1 << day) != 0).for_each(|day| add(at, form, day));
                }
            }
        }
        let month = several.iter().filter(|(at, ..)| at.checked_rem(width) == Some(nth));
        month.for_each(|(at, form, day)| add(*at, *form, *day));
        attended.sort_unstable_by_key(|one| one.ended_on);
    }
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
}

const UNKNOWN: u8 = 0;
const KNOWN: u8 = 1 << 7;
const CONTESTED: u8 = 1 << 6;

impl Kind {
    fn new(terms: Terms) -> Kind {
        let most = terms.individual_per_month.max(terms.group_per_month);
        let width: u32 = match most {
            0 | 1 => 1,
            2 | 3 => 2,
            _ => 0,
        };
        let kinds = if width == 0 { 0 } else { 1_usize << width.saturating_mul(6).saturating_add(3) };
        Kind { terms, width, most, decided: vec![UNKNOWN; kinds] }
    }

    #[inline]
    fn kind(&self, case: &Case, as_of: Day) -> Option<usize> {
        if self.width == 0 {
            return None;
        }
        let mut kind = 0_u32;
        for days in case.on.iter().chain(&case.off) {
            let held = if self.width == 1 { u32::from(*days != 0) } else { days.count_ones().min(self.most) };
            kind = kind << self.width | held;
        }
        let flags =
            u32::from(case.month.whole) << 2 | u32::from(case.excused) << 1 | u32::from(as_of > case.month.last);
        Some(place(kind << 3 | flags))
    }

    #[inline]
    fn decided(&mut self, kind: usize) -> (Verdict, bool) {
        let known = self.decided.get(kind).copied().unwrap_or(UNKNOWN);
        let known = if known == UNKNOWN { self.decide(kind) } else { known };
        let verdict = Verdict::ALL.get(usize::from(known & 7)).copied().unwrap_or(Verdict::Undetermined);
        (verdict, known & CONTESTED != 0)
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
            whole: kind & 4 != 0,
            excused: kind & 2 != 0,
            sessions: &sessions,
        };
        let as_of = if kind & 1 != 0 { last.next() } else { last };
        let outcome: Option<(Judgement, Contest)> = contested(self.terms, |terms| judge(&terms, row, as_of));
        let known = outcome.map_or(UNKNOWN, |(judgement, contest)| {
            KNOWN | judgement.verdict as u8 | if contest.contested { CONTESTED } else { 0 }
        });
        if let Some(slot) = self.decided.get_mut(kind) {
            *slot = known;
        }
        known
    }
}

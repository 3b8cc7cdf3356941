//! In principle every worker receives, on each project and in each month, at least one individual and one group
//! supervision.
//!
//! Clause S4 (原则上……至少).
//!
//! ```
//! use hongyan::calendar::Day;
//! use hongyan::facts::Form;
//! use hongyan::finding::Verdict;
//! use hongyan::rules::supervision_frequency::{Attended, Terms, WorkerMonth, judge};
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let held = [Attended::on_project(day("2024-03-05"), Form::Individual)];
//! let march = WorkerMonth::whole(day("2024-03-01").month(), &held);
//! let judgement = judge(&Terms::default(), march, day("2024-04-01")).unwrap();
//! assert_eq!(judgement.verdict, Verdict::Breach); // no group supervision
//! ```

use super::engaged;
use crate::calendar::{Day, Month, Period};
use crate::contest::{self, Reading, Settled, Slot};
use crate::facts::{Facts, Form};
use crate::finding::{Detail, Force, Judgement, Tally, Verdict};
use crate::rules::{Editions, Keys, Visitor};

/// Force of the clause.
pub const FORCE: Force = Force::InPrinciple;

/// Whether a month is judged in which the worker was engaged on some of its days only.
///
/// See the example of [`Terms`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PartialMonth {
    /// Only whole months are judged.
    #[default]
    WholeMonthsOnly,
    /// Every month with an engaged day is judged.
    EveryMonthTouched,
}

impl Reading for PartialMonth {
    const SLOT: Slot =
        Slot { key: "supervision.frequency.partial_month", values: &["whole_months_only", "every_month_touched"] };
    const ALL: &'static [Self] = &[PartialMonth::WholeMonthsOnly, PartialMonth::EveryMonthTouched];

    #[inline]
    fn index(self) -> usize {
        self as usize
    }
}

/// Whose sessions count.
///
/// ```
/// use hongyan::Day;
/// use hongyan::facts::Form;
/// use hongyan::finding::Verdict;
/// use hongyan::rules::supervision_frequency::{Attended, Scope, Terms, WorkerMonth, judge};
///
/// let day = |d| Day::new(2024, 3, d).unwrap();
/// // the group met on another of the worker's projects
/// let elsewhere = Attended { on_project: false, ..Attended::on_project(day(20), Form::Group) };
/// let held = [Attended::on_project(day(5), Form::Individual), elsewhere];
/// let march = WorkerMonth::whole(day(1).month(), &held);
/// let verdict = |scope| judge(&Terms { scope, ..Terms::default() }, march, day(31).next()).unwrap().verdict;
/// assert_eq!(verdict(Scope::PerProject), Verdict::Breach);
/// assert_eq!(verdict(Scope::PerWorker), Verdict::Compliant);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// Those of the project alone.
    #[default]
    PerProject,
    /// Those that the worker received on any project, on an engaged day of this one.
    PerWorker,
}

impl Reading for Scope {
    const SLOT: Slot = Slot { key: "supervision.frequency.scope", values: &["per_project", "per_worker"] };
    const ALL: &'static [Self] = &[Scope::PerProject, Scope::PerWorker];

    #[inline]
    fn index(self) -> usize {
        self as usize
    }
}

/// What peer supervision counts for.
///
/// ```
/// use hongyan::Day;
/// use hongyan::facts::Form;
/// use hongyan::finding::Verdict;
/// use hongyan::rules::supervision_frequency::{Attended, Peer, Terms, WorkerMonth, judge};
///
/// let day = |d| Day::new(2024, 3, d).unwrap();
/// let held = [Attended::on_project(day(5), Form::Individual), Attended::on_project(day(20), Form::Peer)];
/// let march = WorkerMonth::whole(day(1).month(), &held);
/// let verdict = |peer| judge(&Terms { peer, ..Terms::default() }, march, day(31).next()).unwrap().verdict;
/// assert_eq!(verdict(Peer::CountsForNothing), Verdict::Breach);
/// assert_eq!(verdict(Peer::CountsAsGroup), Verdict::Compliant);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Peer {
    /// Nothing: S4 names two forms.
    #[default]
    CountsForNothing,
    /// A group supervision.
    CountsAsGroup,
}

impl Reading for Peer {
    const SLOT: Slot = Slot { key: "supervision.frequency.peer", values: &["counts_for_nothing", "counts_as_group"] };
    const ALL: &'static [Self] = &[Peer::CountsForNothing, Peer::CountsAsGroup];

    #[inline]
    fn index(self) -> usize {
        self as usize
    }
}

/// The numbers and readings of S4.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::Verdict;
/// use hongyan::rules::supervision_frequency::{PartialMonth, Terms, WorkerMonth, judge};
///
/// let day = |d| Day::new(2024, 3, d).unwrap();
/// // engaged from the 11th, and not supervised
/// let part = WorkerMonth { first_engaged: day(11), whole: false, ..WorkerMonth::whole(day(1).month(), &[]) };
/// let verdict =
///     |partial_month| judge(&Terms { partial_month, ..Terms::default() }, part, day(31).next()).unwrap().verdict;
/// assert_eq!(verdict(PartialMonth::WholeMonthsOnly), Verdict::NotApplicable);
/// assert_eq!(verdict(PartialMonth::EveryMonthTouched), Verdict::Breach);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Sessions a month, 0 to 31 (text).
    pub individual_per_month: u32,
    /// Sessions a month, 0 to 31 (text).
    pub group_per_month: u32,
    /// Reading.
    pub partial_month: PartialMonth,
    /// Reading.
    pub scope: Scope,
    /// Reading.
    pub peer: Peer,
    /// Which of the three readings are settled, in this order.
    pub settled: Settled,
    /// When the supervision system applies (assumed).
    pub effective: Period,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms {
            individual_per_month: 1,
            group_per_month: 1,
            partial_month: PartialMonth::default(),
            scope: Scope::default(),
            peer: Peer::default(),
            settled: Settled::NONE,
            effective: super::EFFECTIVE,
        }
    }
}

impl contest::Terms for Terms {
    const SLOTS: &'static [Slot] = &[PartialMonth::SLOT, Scope::SLOT, Peer::SLOT];

    #[inline]
    fn is_settled(&self, slot: usize) -> bool {
        self.settled.has(slot)
    }

    #[inline]
    fn value(&self, slot: usize) -> Option<usize> {
        Some(match slot {
            0 => self.partial_month.index(),
            1 => self.scope.index(),
            _ => self.peer.index(),
        })
    }

    #[inline]
    fn with(mut self, slot: usize, value: usize) -> Terms {
        match slot {
            0 => self.partial_month = PartialMonth::at(value).unwrap_or_default(),
            1 => self.scope = Scope::at(value).unwrap_or_default(),
            _ => self.peer = Peer::at(value).unwrap_or_default(),
        }
        self
    }
}

/// A session that a worker attended on an engaged day.
///
/// See the example of [`Scope`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attended {
    /// The day it ended.
    pub ended_on: Day,
    /// Its form.
    pub form: Form,
    /// Whether it was held on the project in question, and not on another of the worker's.
    pub on_project: bool,
}

impl Attended {
    /// A session of the project in question.
    ///
    /// See the example of [this module](self).
    #[must_use]
    pub const fn on_project(ended_on: Day, form: Form) -> Attended {
        Attended { ended_on, form, on_project: true }
    }
}

/// A worker's month on a project.
///
/// See the example of [`Terms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkerMonth<'a> {
    /// First engaged day in the month.
    pub first_engaged: Day,
    /// Last engaged day in the month.
    pub last_engaged: Day,
    /// Whether every day of the month is engaged.
    pub whole: bool,
    /// Whether a reason for a shortfall is recorded.
    pub excused: bool,
    /// The worker's sessions on engaged days of the month, ascending by day.
    pub sessions: &'a [Attended],
}

impl<'a> WorkerMonth<'a> {
    /// A month engaged from its first day to its last, with these sessions.
    ///
    /// See the example of [this module](self).
    #[must_use]
    pub const fn whole(month: Month, sessions: &'a [Attended]) -> WorkerMonth<'a> {
        WorkerMonth {
            first_engaged: month.first_day(),
            last_engaged: month.last_day(),
            whole: true,
            excused: false,
            sessions,
        }
    }
}

/// Judges one month of one worker on one project. `None` before its first engaged day.
///
/// ```
/// use hongyan::Day;
/// use hongyan::facts::Form;
/// use hongyan::finding::Verdict;
/// use hongyan::rules::supervision_frequency::{Attended, Terms, WorkerMonth, judge};
///
/// let day = |d| Day::new(2024, 3, d).unwrap();
/// let held = [Attended::on_project(day(5), Form::Individual), Attended::on_project(day(20), Form::Group)];
/// let march = WorkerMonth::whole(day(1).month(), &held);
/// let met = judge(&Terms::default(), march, day(31)).unwrap();
/// assert_eq!((met.verdict, met.settled_on, met.margin_days), (Verdict::Compliant, Some(day(20)), Some(11)));
/// // before the group met, and where it never did but a reason is recorded
/// assert_eq!(judge(&Terms::default(), march, day(19)).unwrap().verdict, Verdict::Pending);
/// let excused = WorkerMonth { excused: true, ..WorkerMonth::whole(day(1).month(), &held[..1]) };
/// assert_eq!(judge(&Terms::default(), excused, day(31)).unwrap().verdict, Verdict::Excused);
/// ```
#[must_use]
pub fn judge(terms: &Terms, month: WorkerMonth<'_>, as_of: Day) -> Option<Judgement> {
    if month.first_engaged > as_of {
        return None;
    }
    if !month.whole && terms.partial_month == PartialMonth::WholeMonthsOnly {
        return Some(Judgement::not_applicable(FORCE));
    }
    let mut individual = Tally { required: terms.individual_per_month, held: 0 };
    let mut group = Tally { required: terms.group_per_month, held: 0 };
    let mut settled_on = None;
    for session in month.sessions {
        if session.ended_on > as_of || !(session.on_project || terms.scope == Scope::PerWorker) {
            continue;
        }
        let tally = match session.form {
            Form::Individual => &mut individual,
            Form::Group => &mut group,
            Form::Peer if terms.peer == Peer::CountsAsGroup => &mut group,
            _ => continue,
        };
        tally.held = tally.held.saturating_add(1);
        if tally.held == tally.required {
            settled_on = Some(session.ended_on);
        }
    }
    let due_on = month.last_engaged;
    if individual.is_met() && group.is_met() {
        let met = Judgement::by_deadline(FORCE, due_on, Some(settled_on.unwrap_or(due_on)), as_of);
        return Some(match settled_on {
            Some(_) => met,
            None => Judgement { settled_on: None, margin_days: None, ..met },
        });
    }
    let unmet = Judgement::by_deadline(FORCE, due_on, None, as_of).with_detail(Detail::Missing { individual, group });
    Some(if month.excused { Judgement { verdict: Verdict::Excused, holds_until: None, ..unmet } } else { unmet })
}

pub(crate) fn visit(facts: &Facts, terms: Editions<'_, Terms>, as_of: Day, visitor: &mut impl Visitor) {
    let mut spans = Vec::new();
    let mut attended = Vec::new();
    let same = |one: &crate::facts::row::Engagement| (one.project, one.worker);
    for engagements in facts.engagements().chunk_by(|a, b| same(a) == same(b)) {
        let Some((project, worker)) = engagements.first().map(same) else {
            continue;
        };
        spans.clear();
        let effective = terms.on(as_of).effective;
        spans.extend(engagements.iter().map(|one| Period::new(one.start, one.end).and(effective)));
        Period::unite(&mut spans);
        let mut sessions = facts.attendances(worker);
        for month in engaged::months(&spans, as_of) {
            sessions = sessions.get(sessions.partition_point(|one| one.ended_on < month.first)..).unwrap_or_default();
            let until = sessions.partition_point(|one| one.ended_on <= month.last);
            let (held, later) = sessions.split_at_checked(until).unwrap_or_default();
            sessions = later;
            attended.clear();
            attended.extend(held.iter().filter(|one| engaged::contains(&spans, one.ended_on)).map(|one| Attended {
                ended_on: one.ended_on,
                form: one.form,
                on_project: one.project == project,
            }));
            let row = WorkerMonth {
                first_engaged: month.first,
                last_engaged: month.last,
                whole: month.whole,
                excused: facts.excuse(project, worker, month.month).is_some(),
                sessions: &attended,
            };
            let keys = Keys::month(project, worker, month.month);
            visitor.subject(keys, terms.on(month.first), |terms| judge(&terms, row, as_of));
        }
    }
}

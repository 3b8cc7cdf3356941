//! Kinds of months. Months of one kind share verdict and contest, so these two are judged once and looked up.

use std::sync::OnceLock;

use super::{FORMS, Held};
use crate::calendar::{Day, Period};
use crate::contest::{Contest, contested};
use crate::facts::Form;
use crate::finding::Verdict;
use crate::report::Keep;
use crate::rules::Editions;
use crate::rules::supervision_frequency::{Attended, Terms, WorkerMonth, judge};

/// What is known of the kinds of months, by edition.
pub(super) struct Kinds {
    first: Kind,
    later: Vec<(Day, Kind)>,
}

impl Kinds {
    pub(super) fn of(terms: Editions<'_, Terms>) -> Kinds {
        let first = Kind::new(terms.on(Day::MIN));
        Kinds { first, later: terms.later().iter().map(|(from, terms)| (*from, Kind::new(*terms))).collect() }
    }

    pub(super) fn on(&self, day: Day) -> &Kind {
        self.later.iter().rev().find(|(from, _)| *from <= day).map_or(&self.first, |(_, kind)| kind)
    }

    /// The kinds, if one edition decides and no number is above 1: then it matters only which forms were held at all.
    pub(super) fn single(&self) -> Option<&Kind> {
        Some(&self.first).filter(|kind| self.later.is_empty() && kind.width == 1)
    }
}

/// Verdict and contest by kind of month, filled as kinds turn up.
///
/// A kind says how many sessions of each form were held on the project and elsewhere, none counted beyond what can
/// matter, and whether the month is whole, excused and over.
pub(super) struct Kind {
    pub(super) terms: Terms,
    /// Bits for a number of sessions; 0 if the numbers are too great for a table.
    width: u32,
    most: u32,
    known: Vec<OnceLock<Known>>,
}

/// What a kind of month comes to.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) verdict: Verdict,
    pub(super) contested: bool,
    /// Whether the judgement names the day of a session.
    pub(super) dated: bool,
    /// Its days are counted from the last engaged day of the month.
    contest: Contest,
}

impl Known {
    /// The contest of a month with this last engaged day.
    pub(super) fn contest(&self, last: Day) -> Contest {
        let day = |ahead: Day| last.plus_days(ahead.number());
        let due_range = self.contest.due_range.map(|range| Period { from: day(range.from), to: day(range.to) });
        Contest { due_range, ..self.contest }
    }
}

/// A kind is the forms held, and these three.
pub(super) const WHOLE: usize = 0b100;
pub(super) const EXCUSED: usize = 0b010;
pub(super) const OVER: usize = 0b001;
/// Where the forms begin.
pub(super) const FLAGS: u32 = 3;

/// The kind of a plain month, which is whole, over and not excused, by the forms held.
#[inline(always)]
pub(super) const fn plain(held: usize) -> usize {
    held << FLAGS | WHOLE | OVER
}

/// The kinds of plain months.
#[derive(Clone, Copy)]
pub(super) struct Plain {
    /// Those of which findings are written, a bit each, by the forms held.
    pub(super) find: u64,
    /// Those whose judgements name the day of a session.
    pub(super) dated: u64,
    /// Whether those in which each form was held that is asked for are alike whatever else was, and none is written.
    pub(super) met_alike: bool,
    /// Whether that is so, and none that is written names the day of a session either.
    pub(super) is_settled: bool,
}

/// Each form that is asked for, held on the project.
pub(super) const MET: usize = 0b11;

impl Kind {
    fn new(terms: Terms) -> Kind {
        let most = terms.individual_per_month.max(terms.group_per_month);
        let width: u32 = match most {
            0 | 1 => 1,
            2 | 3 => 2,
            _ => 0,
        };
        let kinds = if width == 0 { 0 } else { 1_usize << width.saturating_mul(6).saturating_add(FLAGS) };
        let known = std::iter::repeat_with(OnceLock::new).take(kinds).collect();
        Kind { terms, width, most, known }
    }

    /// How many kinds there are.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    /// The kind of a month in which these days count, if there is a table.
    #[inline]
    pub(super) fn of(&self, on: &Held, off: &Held, flags: usize) -> Option<usize> {
        if self.width == 0 {
            return None;
        }
        let days = on.iter().take(FORMS).chain(off.iter().take(FORMS));
        let held = days.rev().fold(0, |kind, days| {
            let held = if self.width == 1 { u32::from(*days != 0) } else { days.count_ones().min(self.most) };
            kind << self.width | held
        });
        Some((held as usize) << FLAGS | flags)
    }

    /// What a kind comes to.
    #[inline]
    pub(super) fn known(&self, kind: usize) -> Option<&Known> {
        self.known.get(kind).map(|known| known.get_or_init(|| self.judged(kind)))
    }

    /// The sessions that a kind stands for, all on one day.
    pub(super) fn sessions(&self, kind: usize, on: Day) -> Vec<Attended> {
        let mut sessions = Vec::with_capacity(2 * FORMS);
        let mut rest = kind >> FLAGS;
        for on_project in [true, false] {
            for form in [Form::Individual, Form::Group, Form::Peer] {
                let held = rest & (1_usize << self.width).wrapping_sub(1);
                rest >>= self.width;
                sessions.extend((0..held).map(|_| Attended { ended_on: on, form, on_project }));
            }
        }
        sessions
    }

    /// Judges a month of this kind.
    #[cold]
    fn judged(&self, kind: usize) -> Known {
        let first = Day::new(2024, 1, 1).unwrap_or(Day::MIN);
        let last = first.plus_days(27);
        let sessions = self.sessions(kind, first);
        let row = WorkerMonth {
            first_engaged: first,
            last_engaged: last,
            whole: kind & WHOLE != 0,
            excused: kind & EXCUSED != 0,
            sessions: &sessions,
        };
        let as_of = if kind & OVER != 0 { last.next() } else { last };
        // a month that has begun is judged
        let Some((judgement, contest)) = contested(self.terms, |terms| judge(&terms, row, as_of)) else {
            let (verdict, contest) = (Verdict::Undetermined, Contest::default());
            return Known { verdict, contested: false, dated: false, contest };
        };
        let ahead = |day: Day| Day::from_number(day.days_since(last));
        let due_range = contest.due_range.map(|range| Period { from: ahead(range.from), to: ahead(range.to) });
        let (verdict, dated) = (judgement.verdict, judgement.settled_on.is_some());
        Known { verdict, contested: contest.contested, dated, contest: Contest { due_range, ..contest } }
    }

    /// The plain kinds.
    pub(super) fn plain(&self, keep: Keep) -> Plain {
        let mut all = Plain { find: 0, dated: 0, met_alike: true, is_settled: false };
        let said = |known: &Known| (known.verdict, known.contested);
        let met = self.known(plain(MET)).map(said);
        for held in 0..1_usize << (2 * FORMS) {
            if let Some(known) = self.known(plain(held)) {
                let is_found = keep.writes(known.verdict, known.contested);
                all.find |= u64::from(is_found) << held;
                all.dated |= u64::from(known.dated) << held;
                all.met_alike &= held & MET != MET || (!is_found && Some(said(known)) == met);
            }
        }
        all.is_settled = all.met_alike && all.find & all.dated == 0;
        all
    }
}

#[cfg(test)]
mod tests;

//! Sessions that stand together by worker.

use std::cell::Cell;
use std::ops::Range;

use super::desk::SHORT;
use super::months::LISTED;
use super::{Attendance, Context, Days, Months, Seen};
use crate::calendar::Period;
use crate::columns::drafts::Drafts;
use crate::columns::fetch::Fetch;
use crate::columns::order::{Order, differ, marked};
use crate::columns::par;
use crate::columns::space::{Ascending, place};
use crate::columns::typed::Sessions;

/// The sessions of one worker.
#[derive(Default)]
pub(super) struct Rows<'r> {
    projects: Projects<'r>,
    forms: &'r [u8],
    days: &'r [i32],
    /// Where the word of each stands among those of all days; there is none if words do not hold so many months.
    keys: &'r [u32],
    /// How many were seen in spans of their projects, which share no day.
    held: Cell<u64>,
}

impl Rows<'_> {
    fn hold(&self, more: u64) {
        self.held.set(self.held.get().saturating_add(more));
    }

    /// Whether all are known to lie in spans of their projects.
    fn are_held(&self) -> bool {
        usize::try_from(self.held.get()).is_ok_and(|held| held == self.forms.len())
    }
}

#[derive(Clone, Copy)]
enum Projects<'r> {
    /// All are held on one.
    One(u32),
    Each(&'r [u32]),
}

impl Default for Projects<'_> {
    fn default() -> Self {
        Projects::Each(&[])
    }
}

impl Attendance for Rows<'_> {
    #[inline(always)]
    fn seen(&self, months: &Months, project: u32, spans: &[Period]) -> Seen {
        if months.len() > SHORT {
            return self.seen_in_many(months, project, spans);
        }
        // adding to a word takes one step where adding to a list of sets waits for what was added to it before
        let (mut on, mut off) = (0, 0);
        for span in spans {
            let (words, first) = months.words_of(*span);
            match self.projects {
                Projects::One(own) => {
                    let (all, held) = together(words, first, self.keys);
                    if own == project {
                        on |= all;
                        self.hold(held);
                    } else {
                        off |= all;
                    }
                }
                Projects::Each(projects) => {
                    let (own, others, held) = apart(words, first, self.keys, (project, projects));
                    (on, off) = (on | own, off | others);
                    self.hold(held);
                }
            }
        }
        let mut seen = Seen::default();
        seen.add_word(false, on);
        seen.add_word(true, off);
        seen
    }

    fn enter(&self, context: &Context<'_, '_>, days: &mut Days) -> bool {
        let mut rows = self.forms.iter().zip(self.days).map(|(form, day)| (*form, *day));
        match self.projects {
            Projects::One(project) => days.attend(context, project, rows),
            Projects::Each(projects) => {
                for own in projects.chunk_by(|a, b| a == b) {
                    let project = own.first().copied().unwrap_or_default();
                    days.attend(context, project, rows.by_ref().take(own.len()));
                }
            }
        }
        true
    }
}

/// The word of a session; what lies outside the span lies outside the list.
#[inline(always)]
fn word(words: &[u64], first: u32, key: u32) -> Option<u64> {
    words.get(place(key.wrapping_sub(first))).copied()
}

/// All words in one, and how many there are. A function of its own has registers enough.
#[inline(never)]
fn together(words: &[u64], first: u32, keys: &[u32]) -> (u64, u64) {
    // hardly any is missing, so that counting these costs nothing
    let add = |(all, missing): (u64, u64), key: &u32| match word(words, first, *key) {
        Some(word) => (all | word, missing),
        None => (all, missing.wrapping_add(1)),
    };
    let rows = u64::try_from(keys.len()).unwrap_or_default();
    let (keys, more) = keys.as_chunks::<4>();
    let fours = keys.iter().fold((0, 0), |all, keys| keys.iter().fold(all, add));
    let (all, missing) = more.iter().fold(fours, add);
    (all, rows.saturating_sub(missing))
}

/// The words of a project in one, those of others in another, and how many are of the project.
#[inline(never)]
fn apart(words: &[u64], first: u32, keys: &[u32], (project, projects): (u32, &[u32])) -> (u64, u64, u64) {
    keys.iter().zip(projects).fold((0, 0, 0), |(on, off, held), (key, own)| {
        let word = word(words, first, *key).unwrap_or_default();
        let own = if *own == project { word } else { 0 };
        (on | own, off | (word ^ own), held.wrapping_add(own >> LISTED.trailing_zeros()))
    })
}

impl Rows<'_> {
    #[inline(never)]
    fn seen_in_many(&self, months: &Months, project: u32, spans: &[Period]) -> Seen {
        let mut seen = Seen::default();
        let rows = self.forms.iter().zip(self.days);
        match self.projects {
            Projects::One(own) => seen.add_each(months, project, spans, rows.map(|(form, day)| (own, *form, *day))),
            Projects::Each(projects) => {
                let rows = rows.zip(projects).map(|((form, day), own)| (*own, *form, *day));
                seen.add_each(months, project, spans, rows);
            }
        }
        seen
    }
}

/// So many rows are fetched at a time: as many forms as come together.
const FETCHED: usize = 64;

/// What a row is: the first of a worker, or the first on another project.
const WORKER: u8 = 2;
const PROJECT: u8 = 1;

/// The findings of these workers, from sessions that are sorted by worker, and those of workers of whom some may lie outside
/// of spells.
pub(super) fn sorted(
    context: &Context<'_, '_>,
    sessions: &Sessions<'_>,
    workers: Range<u32>,
) -> (Drafts, Vec<Range<usize>>) {
    pulp::Arch::new().dispatch(Sorted { context, sessions, workers })
}

/// Sets of months are counted by an instruction where the processor has one.
struct Sorted<'k, 'c, 'a> {
    context: &'k Context<'c, 'a>,
    sessions: &'k Sessions<'a>,
    workers: Range<u32>,
}

impl pulp::NullaryFnOnce for Sorted<'_, '_, '_> {
    type Output = (Drafts, Vec<Range<usize>>);

    #[inline(always)]
    fn call(self) -> (Drafts, Vec<Range<usize>>) {
        judge(self.context, self.sessions, self.workers)
    }
}

#[inline(always)]
fn judge(context: &Context<'_, '_>, sessions: &Sessions<'_>, workers: Range<u32>) -> (Drafts, Vec<Range<usize>>) {
    let given = Order::Given(sessions.rows);
    let rows = given.find(&sessions.worker, workers.start)..given.find(&sessions.worker, workers.end);
    let spells = context.spells.of_workers(workers.clone());
    let mut desk = context.desk(workers, &spells);
    let (mut codes, mut forms, mut days, mut keys) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut begins, mut runs, mut outside) = (Vec::new(), Vec::new(), Vec::new());
    let mut worker = Ascending::new(&sessions.worker, rows.start);
    let mut project = Ascending::new(&sessions.project, rows.start);
    let fetch = Fetch::new();
    let mut from = rows.start;
    while from < rows.end {
        // no worker lies in two blocks
        let until = from.saturating_add(par::BLOCK);
        let until = if until < rows.end { given.run(&sessions.worker, until.saturating_sub(1)) } else { rows.end };
        let block = from..until;
        from = until;
        begins.resize(block.len(), 0);
        differ::<false>(&sessions.worker, block.clone(), &mut codes, WORKER, &mut begins);
        differ::<true>(&sessions.project, block.clone(), &mut codes, PROJECT, &mut begins);
        find(&begins, &mut runs);
        let forms = sessions.forms(block.clone(), &mut forms);
        let days = sessions.ended_on.block(block.clone(), &mut days);
        context.months.keys(forms, days, &mut keys);
        let mut fetched = 0;
        let ends = runs.iter().skip(1).map(|(start, _)| *start).chain(std::iter::once(block.len()));
        for ((start, several), end) in runs.iter().zip(ends) {
            // the block that comes next is on its way while this one is judged
            while fetched < end {
                sessions.fetch(fetch, until.saturating_add(fetched), FETCHED);
                fetched = fetched.saturating_add(FETCHED);
            }
            let first = block.start.saturating_add(*start);
            let projects = if *several {
                let own = first..block.start.saturating_add(end);
                Projects::Each(sessions.project.block(own, &mut codes))
            } else {
                Projects::One(project.at(first))
            };
            let forms = forms.get(*start..end).unwrap_or_default();
            let days = days.get(*start..end).unwrap_or_default();
            let keys = keys.get(*start..end).unwrap_or_default();
            let rows = Rows { projects, forms, days, keys, held: Cell::new(0) };
            desk.take(worker.at(first), &rows);
            if !rows.are_held() {
                outside.push(first..block.start.saturating_add(end));
            }
        }
    }
    (desk.finish().0, outside)
}

/// Where the rows of each worker begin, and whether they are held on several projects.
fn find(begins: &[u8], runs: &mut Vec<(usize, bool)>) {
    runs.clear();
    runs.push((0, false));
    let mut add = |at, begins| {
        if begins & WORKER != 0 {
            runs.push((at, false));
        } else if let Some((_, several)) = runs.last_mut() {
            *several = true;
        }
    };
    // who is on several projects has mark after mark: a word of them says no more than one
    const WORKERS: u64 = u64::from_le_bytes([WORKER; 8]);
    let (words, rest) = begins.as_chunks::<8>();
    let mut at = 0_usize;
    for word in words {
        match u64::from_le_bytes(*word) {
            0 => {}
            none if none & WORKERS == 0 => add(at, PROJECT),
            _ => marked(word, |ahead, begins| add(at.saturating_add(ahead), begins)),
        }
        at = at.saturating_add(8);
    }
    marked(rest, |ahead, begins| add(at.saturating_add(ahead), begins));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;

    /// Whoever is on one project or on several, engaged in spans that meet in a month.
    #[test]
    fn sessions_are_seen_in_their_months() {
        let first = Day::new(2024, 1, 1).unwrap();
        let span = |from: i32, to: i32| Period { from: first.plus_days(from), to: first.plus_days(to) };
        let within = span(0, 400);
        let months = Months::of(within, within.to);
        assert!(months.len() <= SHORT);
        let spans = [span(20, 75), span(80, 200), span(300, 301)];
        let days: Vec<i32> = (0..900).map(|row| first.number() + row * 31 % 450 - 20).collect();
        let forms: Vec<u8> = (0..900).map(|row| [0, 1, 2, 3, u8::MAX][row / 3 % 5]).collect();
        // in the later months, on one alone
        let project = |(row, day): (u32, &i32)| if *day < first.number() + 100 { row % 3 } else { 1 };
        let mixed: Vec<u32> = (0..).zip(&days).map(project).collect();
        let mut keys = Vec::new();
        months.keys(&forms, &days, &mut keys);
        for (projects, of_each, both) in [
            (Projects::One(1), &vec![1; 900], false),
            (Projects::One(0), &vec![0; 900], false),
            (Projects::Each(&mixed), &mixed, true),
        ] {
            let rows = Rows { projects, forms: &forms, days: &days, keys: &keys, held: Cell::new(0) };
            let (mut expected, mut on, mut off) = (Seen::default(), 0, 0);
            for (own, (form, day)) in of_each.iter().zip(forms.iter().zip(&days)) {
                let day = Day::from_number(*day);
                if spans.iter().any(|span| span.contains(day)) {
                    expected.add(*own != 1, *form, 1 << months.place(day.month()));
                    *if *own == 1 { &mut on } else { &mut off } += 1;
                }
            }
            assert!(on + off > 300 && (on > 50 && off > 50) == both, "{on} and {off}");
            let expected = format!("{expected:?}");
            assert_eq!(format!("{:?}", rows.seen(&months, 1, &spans)), expected);
            assert_eq!((rows.held.get(), rows.are_held()), (on, false));
            assert_eq!(format!("{:?}", rows.seen_in_many(&months, 1, &spans)), expected);
        }
    }

    fn alike(begins: &[u8]) {
        let mut expected: Vec<(usize, bool)> = Vec::new();
        for (at, begins) in begins.iter().enumerate() {
            match expected.last_mut() {
                Some(last) if begins & WORKER == 0 => last.1 |= *begins != 0,
                _ => expected.push((at, false)),
            }
        }
        let mut runs = Vec::new();
        find(begins, &mut runs);
        assert_eq!(runs, expected, "{begins:?}");
    }

    #[test]
    fn runs_begin_at_marks() {
        for len in 1..40 {
            for seed in 0..if cfg!(miri) { 2 } else { 50_u32 } {
                let mark = |at: u32| match at.wrapping_mul(2_654_435_761).wrapping_add(seed.wrapping_mul(40_503)) >> 28
                {
                    0 | 1 => WORKER,
                    2 => WORKER | PROJECT,
                    3 => PROJECT,
                    _ => 0,
                };
                let begins: Vec<u8> = (0..len).map(|at| if at == 0 { 0 } else { mark(at) }).collect();
                alike(&begins);
            }
            // as many workers as rows, and one on as many projects, or on one
            for mark in [WORKER, WORKER | PROJECT, PROJECT, 0] {
                alike(&(0..len).map(|at| if at == 0 { 0 } else { mark }).collect::<Vec<u8>>());
            }
        }
    }
}

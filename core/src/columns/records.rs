//! Rule 2 over columns. Every row has its own judgement; what many share is tabulated by day.
//!
//! The last day of a record follows from the day on which its session ended, so it is computed once a day. A verdict
//! can be contested only where the record, or the day asked about, lies between the earliest and the latest last day
//! over all readings; only there the readings are varied. What a finding says follows from the day of the session and
//! the delay of its record, so that it is worked out once for all sessions of a day whose records came equally late.

use std::ops::Range;
use std::sync::OnceLock;

use super::array::{Array, NO_DAY};
use super::door::Columns;
use super::findings::{Collected, Collector, Findings, Row, Written};
use super::keys::id_of;
use super::order::marked;
use super::par::{self, cut};
use super::space::place;
use super::status::NOT_JUDGED;
use super::typed::Sessions;
use crate::calendar::{Day, DueDay};
use crate::contest::{Contest, Reading as _, contest, every};
use crate::facts::Form;
use crate::finding::{Judgement, Verdict};
use crate::policy::Policy;
use crate::report::{Keep, Summary};
use crate::rules::record_deadline::{FORCE, FirstDay, LastDay, Session, Terms, UNCERTAIN_DAYS, by_due, judge_due};
use crate::rules::{Editions, Rule};

/// What the day of a session's end decides.
#[derive(Clone, Copy)]
struct DueOn<'p> {
    terms: Terms<'p>,
    due: DueDay,
    /// Under every value of the two readings.
    dues: [[DueDay; LastDay::ALL.len()]; FirstDay::ALL.len()],
}

/// On or before one day a record is in time under every reading; after the other it is late under every reading.
#[derive(Clone, Copy)]
struct Window {
    in_time: i32,
    late: i32,
}

impl Window {
    /// Whether the readings may differ on a record that was seen on this day.
    #[inline]
    fn holds(&self, seen_on: i32) -> bool {
        (seen_on > self.in_time) & (seen_on <= self.late)
    }
}

impl<'p> DueOn<'p> {
    /// Tabulates a day by the rule's own arithmetic; with it, between which days a verdict may be contested.
    fn new(terms: Terms<'p>, ended_on: Day) -> (DueOn<'p>, Window) {
        let (mut in_time, mut late) = (i32::MAX, i32::MIN);
        let due = terms.due(ended_on);
        let mut dues = [[due; LastDay::ALL.len()]; FirstDay::ALL.len()];
        every(terms, |terms| {
            let due = terms.due(ended_on);
            let uncertain = if due.known { 0 } else { UNCERTAIN_DAYS };
            in_time = in_time.min(due.on.min(terms.as_counted(ended_on)).number());
            late = late.max(due.on.plus_days(uncertain).number());
            if let Some(slot) =
                dues.get_mut(terms.first_day.index()).and_then(|row| row.get_mut(terms.last_day.index()))
            {
                *slot = due;
            }
        });
        (DueOn { terms, due, dues }, Window { in_time, late })
    }

    /// Judges under readings that this day's own terms may be varied to.
    #[inline]
    fn judge(&self, terms: &Terms<'p>, session: Session, as_of: Day) -> Option<Judgement> {
        let dues = self.dues.get(terms.first_day.index());
        let due = dues.and_then(|dues| dues.get(terms.last_day.index())).copied();
        judge_due(terms, session, || due.unwrap_or(self.due), as_of)
    }

    /// How a judgement of this day fares under the other readings.
    #[inline]
    fn contest(&self, own: &Judgement, session: Session, as_of: Day) -> Contest {
        contest(self.terms, own, |terms| self.judge(&terms, session, as_of))
    }
}

/// What findings say on the sessions of one day that owe records, by delay; worked out when first asked for. The first
/// is for records that have not come yet.
type Said = Box<[OnceLock<Option<Written>>; DELAYS]>;

/// Records that come later than so many days are few.
const DELAYS: usize = 64;

/// What is said is kept for no more days than these, eleven years, so that it takes no more than 15 MB.
const DAYS: usize = 4_096;

/// The days of sessions, each with what it decides.
pub(super) struct Tables<'p> {
    first: i32,
    days: Vec<DueOn<'p>>,
    /// Nothing, if there are too many days.
    said: Vec<OnceLock<Said>>,
    /// Apart from them, so that all of them stay at hand.
    windows: Vec<Window>,
    /// How many days after the session its record is due, if that is the same for all days.
    uniform: Option<i32>,
    /// The same for the bounds between which a verdict may be contested.
    margins: (i32, i32),
    terms: Terms<'p>,
    as_of: Day,
}

impl<'p> Tables<'p> {
    pub(super) fn of(terms: Editions<'p, Terms<'p>>, sessions: &Sessions<'_>, as_of: Day) -> Tables<'p> {
        let judged = sessions.between.map(|days| days.and(terms.on(as_of).effective)).filter(|days| !days.is_empty());
        let (days, windows): (Vec<DueOn<'p>>, Vec<Window>) = judged.map_or_else(Default::default, |days| {
            let of = |number| DueOn::new(terms.on(Day::from_number(number)), Day::from_number(number));
            (days.from.number()..=days.to.min(as_of).number()).map(of).collect()
        });
        let first = judged.map_or(0, |days| days.from.number());
        let ahead = |of: fn(&DueOn<'p>) -> i32| days.iter().zip(first..).map(move |(day, on)| of(day).wrapping_sub(on));
        let plain = days.iter().all(|day| day.due.known) && terms.later().is_empty();
        let due = ahead(|day| day.due.on.number()).min().filter(|_| plain);
        let uniform = due.filter(|due| ahead(|day| day.due.on.number()).all(|other| other == *due));
        let window =
            |of: fn(&Window) -> i32| windows.iter().zip(first..).map(move |(day, on)| of(day).wrapping_sub(on));
        let margins = (window(|day| day.in_time).min(), window(|day| day.late).max());
        let margins = (margins.0.unwrap_or_default(), margins.1.unwrap_or_default());
        let said = if days.len() <= DAYS { days.iter().map(|_| OnceLock::new()).collect() } else { Vec::new() };
        Tables { first, days, said, windows, uniform, margins, terms: terms.on(Day::MIN), as_of }
    }

    #[inline]
    fn place(&self, ended_on: i32) -> Option<usize> {
        usize::try_from(ended_on.wrapping_sub(self.first)).ok()
    }

    #[inline]
    fn on(&self, ended_on: i32) -> Option<&DueOn<'p>> {
        self.days.get(self.place(ended_on)?)
    }

    #[inline]
    fn is_contested(&self, session: Session) -> bool {
        match self.kind(session) {
            Some(kind) => self.told(kind).is_some_and(Written::is_contested),
            None => self.written(session).is_some_and(|written| written.is_contested()),
        }
    }

    /// Where it is kept what findings say on sessions like this: one for each day and delay. `None` for a session that is
    /// not of the usual kind.
    #[inline]
    fn kind(&self, session: Session) -> Option<u32> {
        let at = self.place(session.ended_on.number()).filter(|at| *at < self.said.len())?;
        let owes = self.days.get(at)?.terms.forms.contains(session.form);
        let delay = match session.record_submitted_on.filter(|day| *day <= self.as_of) {
            Some(day) => usize::try_from(day.number().wrapping_sub(session.ended_on.number())).ok()?.wrapping_add(1),
            None => 0,
        };
        let kind = at.wrapping_mul(DELAYS).wrapping_add(delay);
        u32::try_from(kind).ok().filter(|_| owes && delay < DELAYS)
    }

    /// What findings on sessions of a kind say, if they are judged.
    #[inline]
    fn told(&self, kind: u32) -> Option<&Written> {
        let (at, delay) = (place(kind) / DELAYS, place(kind) % DELAYS);
        let said = self.said.get(at)?.get_or_init(|| Box::new([const { OnceLock::new() }; DELAYS]));
        let told = said.get(delay)?.get_or_init(|| {
            let ended_on = Day::from_number(self.first.wrapping_add(i32::try_from(at).ok()?));
            let after = i32::try_from(delay).ok()?.wrapping_sub(1);
            let record_submitted_on = (delay > 0).then(|| ended_on.plus_days(after));
            let mut forms = Form::ALL.iter().copied();
            let form = forms.find(|form| self.days.get(at).is_some_and(|day| day.terms.forms.contains(*form)))?;
            self.written(Session { form, ended_on, record_submitted_on })
        });
        told.as_ref()
    }

    /// What a finding on this session says, if it is judged.
    fn written(&self, session: Session) -> Option<Written> {
        let day = self.on(session.ended_on.number())?;
        let own = day.judge(&day.terms, session, self.as_of)?;
        Some(Written::new(&own, &day.contest(&own, session, self.as_of)))
    }

    fn judge(&self, session: Session) -> Option<Judgement> {
        let day = self.on(session.ended_on.number())?;
        day.judge(&day.terms, session, self.as_of)
    }
}

#[inline]
fn session(form: u8, ended_on: i32, submitted_on: i32) -> Option<Session> {
    let record_submitted_on = if submitted_on == NO_DAY { None } else { Some(Day::from_number(submitted_on)) };
    Some(Session { form: Form::from_code(form)?, ended_on: Day::from_number(ended_on), record_submitted_on })
}

/// The rows of one block, as far as the rule reads them.
pub(super) struct Block<'s> {
    forms: &'s [u8],
    ended_on: &'s [i32],
    submitted_on: &'s [i32],
}

impl Block<'_> {
    fn row(&self, at: usize) -> Option<Session> {
        session(*self.forms.get(at)?, *self.ended_on.get(at)?, *self.submitted_on.get(at)?)
    }

    fn rows(&self) -> impl Iterator<Item = Option<Session>> {
        let rows = self.forms.iter().zip(self.ended_on).zip(self.submitted_on);
        rows.map(|((form, ended_on), submitted_on)| session(*form, *ended_on, *submitted_on))
    }
}

/// Room for blocks.
#[derive(Default)]
pub(super) struct Room {
    forms: Vec<u8>,
    ended_on: Vec<i32>,
    submitted_on: Vec<i32>,
}

impl Room {
    pub(super) fn block<'s>(&'s mut self, sessions: &'s Sessions<'_>, rows: Range<usize>) -> Block<'s> {
        Block {
            forms: sessions.forms(rows.clone(), &mut self.forms),
            ended_on: sessions.ended_on.block(rows.clone(), &mut self.ended_on),
            submitted_on: sessions.submitted_on.block(rows, &mut self.submitted_on),
        }
    }
}

impl Tables<'_> {
    /// Judges a block into verdicts and margins.
    pub(super) fn fill(&self, block: &Block<'_>, verdict: &mut [u8], margin_days: &mut [i32]) {
        let slots = verdict.iter_mut().zip(margin_days.iter_mut());
        let Some(ahead) = self.uniform else {
            for (session, (verdict, margin)) in block.rows().zip(slots) {
                (*verdict, *margin) = self.outcome(session);
            }
            return;
        };
        let (ended_on, submitted_on) = (block.ended_on, block.submitted_on);
        let last = self.first.saturating_add(i32::try_from(self.days.len()).unwrap_or(i32::MAX)).saturating_sub(1);
        let judged = (self.first, last);
        let verdict = verdict.get_mut(..block.forms.len()).unwrap_or_default();
        let arch = pulp::Arch::new();
        let slots = (&mut *verdict, &mut *margin_days);
        arch.dispatch(Usual { ahead, as_of: self.as_of, judged, ended_on, submitted_on, slots });
        if !arch.dispatch(Owing { terms: &self.terms, forms: block.forms, verdict }) {
            return;
        }
        for (nth, verdict) in verdict.chunks_mut(LOOK).enumerate() {
            if verdict.iter().fold(0, |any, verdict| any | verdict) & ODD == 0 {
                continue;
            }
            let first = nth.saturating_mul(LOOK);
            for (ahead, verdict) in verdict.iter_mut().enumerate().filter(|(_, verdict)| **verdict & ODD != 0) {
                let at = first.saturating_add(ahead);
                let (own, days) = self.outcome(block.row(at));
                *verdict = own;
                if let Some(margin) = margin_days.get_mut(at) {
                    *margin = days;
                }
            }
        }
    }

    fn outcome(&self, session: Option<Session>) -> (u8, i32) {
        match session.and_then(|session| self.judge(session)) {
            Some(judgement) => outcome(judgement),
            None => (NOT_JUDGED, NO_DAY),
        }
    }
}

#[inline(always)]
fn outcome(judgement: Judgement) -> (u8, i32) {
    (judgement.verdict as u8, judgement.margin_days.unwrap_or(NO_DAY))
}

// The loops below have no branch and no look-up, so that they become vectors of the width that the processor has.

/// What marks a verdict that does not hold, because its row is not of the usual kind: no record is owed, the session
/// lies outside the days that are judged, or the record is dated before its session.
const ODD: u8 = 0b1000_0000;

/// As many rows are looked at together.
const LOOK: usize = 8;

/// Judges rows as if they owed records that are all due so many days after their sessions.
struct Usual<'k> {
    ahead: i32,
    as_of: Day,
    judged: (i32, i32),
    ended_on: &'k [i32],
    submitted_on: &'k [i32],
    slots: (&'k mut [u8], &'k mut [i32]),
}

impl pulp::NullaryFnOnce for Usual<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Usual { ahead, as_of, judged: (first, last), ended_on, submitted_on, slots } = self;
        // days past the door lie in these years, so that no sum can overflow: the compiler cannot know it otherwise
        let admitted = |day: i32| Day::from_number(day.clamp(Day::FIRST.number(), Day::LAST.number()));
        let (ahead, as_of) = (ahead.clamp(-1_000, 1_000), admitted(as_of.number()));
        let rows = ended_on.iter().zip(submitted_on).zip(slots.0.iter_mut().zip(slots.1));
        for ((ended_on, submitted_on), (verdict, margin)) in rows {
            let outside = (*ended_on < first) | (*ended_on > last);
            let precedes = (*submitted_on != NO_DAY) & (*submitted_on < *ended_on);
            let due_on = admitted(*ended_on).plus_days(ahead);
            let record_submitted_on = if *submitted_on == NO_DAY { None } else { Some(admitted(*submitted_on)) };
            let (usual, days) = outcome(by_due(due_on, record_submitted_on, as_of));
            *verdict = usual | if outside | precedes { ODD } else { 0 };
            *margin = days;
        }
    }
}

/// Marks the rows that owe no record; whether any row is marked.
struct Owing<'k> {
    terms: &'k Terms<'k>,
    forms: &'k [u8],
    verdict: &'k mut [u8],
}

impl pulp::NullaryFnOnce for Owing<'_> {
    type Output = bool;

    #[inline(always)]
    fn call(self) -> bool {
        let Owing { terms, forms, verdict } = self;
        let owing = |form: u8| Form::from_code(form).is_some_and(|form| terms.forms.contains(form));
        let [a, b, c, d, e, f] = [0, 1, 2, 3, 4, 5].map(owing);
        let mut any = 0;
        for (form, verdict) in forms.iter().zip(verdict) {
            let of = |code: u8, owes: bool| (*form == code) & owes;
            let owes = of(0, a) | of(1, b) | of(2, c) | of(3, d) | of(4, e) | of(5, f);
            *verdict |= if owes { 0 } else { ODD };
            any |= *verdict;
        }
        any & ODD != 0
    }
}

impl Tables<'_> {
    /// Whether the rows of a block are contested. Most are seen not to be at a glance. As a function of its own it is known
    /// to write to other memory than it reads, without which its loop would not become vectors.
    #[inline(never)]
    pub(super) fn contested(&self, block: &Block<'_>, verdict: &[u8], contested: &mut [bool]) {
        let (ended_on, submitted_on) = (block.ended_on, block.submitted_on);
        let near = Near { margins: self.margins, as_of: self.as_of.number(), ended_on, submitted_on, contested };
        pulp::Arch::new().dispatch(near);
        let (near, rest) = contested.as_chunks_mut::<LOOK>();
        for (nth, contested) in near.iter_mut().enumerate() {
            // a byte each, of which the lowest bit tells
            let mut near = u64::from_le_bytes(contested.map(u8::from));
            while near != 0 {
                let ahead = usize::try_from(near.trailing_zeros() >> 3).unwrap_or_default();
                near &= near.wrapping_sub(1);
                let at = nth.saturating_mul(LOOK).saturating_add(ahead);
                if let Some(contested) = contested.get_mut(ahead) {
                    *contested = self.is_row_contested(block, verdict, at);
                }
            }
        }
        let first = near.len().saturating_mul(LOOK);
        for (ahead, contested) in rest.iter_mut().enumerate().filter(|(_, near)| **near) {
            *contested = self.is_row_contested(block, verdict, first.saturating_add(ahead));
        }
    }

    #[inline]
    fn is_row_contested(&self, block: &Block<'_>, verdict: &[u8], at: usize) -> bool {
        let days = block.ended_on.get(at).zip(block.submitted_on.get(at));
        let is_near = days.is_some_and(|(ended_on, submitted_on)| {
            let window = self.place(*ended_on).and_then(|day| self.windows.get(day));
            window.is_some_and(|window| window.holds(seen_on(*submitted_on, self.as_of.number())))
        });
        let is_judged = verdict.get(at).is_some_and(|verdict| *verdict != NOT_JUDGED);
        is_near && is_judged && block.row(at).is_some_and(|session| self.is_contested(session))
    }
}

/// The day by which a record is judged: that on which it came, or was asked for.
#[inline(always)]
fn seen_on(submitted_on: i32, as_of: i32) -> i32 {
    if submitted_on == NO_DAY { as_of } else { submitted_on.min(as_of) }
}

/// Finds the rows of which it cannot be seen at a glance that they are not contested.
struct Near<'k> {
    margins: (i32, i32),
    as_of: i32,
    ended_on: &'k [i32],
    submitted_on: &'k [i32],
    contested: &'k mut [bool],
}

impl pulp::NullaryFnOnce for Near<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Near { margins: (in_time, late), as_of, ended_on, submitted_on, contested } = self;
        for ((ended_on, submitted_on), near) in ended_on.iter().zip(submitted_on).zip(contested) {
            let after = seen_on(*submitted_on, as_of).wrapping_sub(*ended_on);
            *near = (after > in_time) & (after <= late);
        }
    }
}

/// The findings of rule 2. Their first key is the row of the session.
pub(super) fn collect(columns: &Columns<'_>, policy: &Policy, as_of: Day, keep: Keep) -> Collected {
    let rule = Rule::RecordDeadline;
    let Some(sessions) = &columns.sessions else { return Collector::new(rule, keep).finish() };
    let terms = policy.record_deadline();
    let tables = Tables::of(terms.editions(), sessions, as_of);
    let parts = par::map(&par::ranges(sessions.rows, 1 << 15, 64), |rows| tables.seen(sessions, rows.clone(), keep));
    let mut all = Seen::default();
    all.summary.begin(rule);
    for mut part in parts {
        all.summary.add(&part.summary);
        all.kept.append(&mut part.kept);
        all.pending.append(&mut part.pending);
    }
    let written = |drafts: Vec<Draft>| {
        let drafts = by_session(sessions, drafts);
        Findings::written(rule, drafts.len(), |at| tables.write(sessions, drafts.get(at).copied().unwrap_or_default()))
    };
    Collected::new(written(all.kept), written(all.pending), all.summary)
}

/// What rows come to, and the findings that are to be written.
#[derive(Default)]
struct Seen {
    summary: Summary,
    kept: Vec<Draft>,
    /// The deadlines: what is pending has a last day.
    pending: Vec<Draft>,
}

/// A finding on its way, in the order that sessions of one id have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Draft {
    worker: u32,
    row: u32,
    /// See [`Tables::kind`].
    kind: Option<u32>,
}

impl Tables<'_> {
    fn seen(&self, sessions: &Sessions<'_>, rows: Range<usize>, keep: Keep) -> Seen {
        let (mut seen, mut room) = (Seen::default(), Room::default());
        let (mut verdict, mut margin) = ([NOT_JUDGED; par::BLOCK], [NO_DAY; par::BLOCK]);
        let (mut contested, mut states) = ([false; par::BLOCK], [0_u8; par::BLOCK]);
        let mut wanted = [0_u8; par::BLOCK];
        for rows in par::blocks(rows) {
            let block = room.block(sessions, rows.clone());
            self.fill(&block, &mut verdict, &mut margin);
            self.contested(&block, &verdict, &mut contested);
            let (states, wanted) = (cut(&mut &mut states[..], rows.len()), cut(&mut &mut wanted[..], rows.len()));
            put_states(&verdict, &contested, states);
            wanted.fill(0);
            for (state, (verdict, contested)) in (0_u8..).map_while(|place| Some((place, state_at(place)?))) {
                let wants = keep.writes(verdict, contested);
                let count = if wants { mark(states, state, wanted) } else { tally(states, state) };
                seen.summary.count(Rule::RecordDeadline, verdict, contested, count);
            }
            marked(wanted, |ahead, _| {
                let Some((verdict, contested)) = states.get(ahead).and_then(|place| state_at(*place)) else { return };
                let row = rows.start.saturating_add(ahead);
                let kind = block.row(ahead).and_then(|session| self.kind(session));
                let worker = sessions.worker.get(row);
                let draft = Draft { worker, row: u32::try_from(row).unwrap_or(u32::MAX), kind };
                seen.push(draft, verdict, keep.has(verdict, contested));
            });
        }
        seen
    }

    /// Writes a finding with all that it says.
    #[inline]
    fn write(&self, sessions: &Sessions<'_>, draft: Draft) -> Row {
        let keys = (draft.row, draft.worker, 0);
        match draft.kind.and_then(|kind| self.told(kind)) {
            Some(written) => written.of(keys),
            None => self.write_anew(sessions, place(draft.row)).of(keys),
        }
    }

    /// Judges a row once more.
    #[cold]
    fn write_anew(&self, sessions: &Sessions<'_>, row: usize) -> Written {
        let form = sessions.form.get(row).copied().unwrap_or(super::typed::NO_WORD);
        let session = session(form, sessions.ended_on.get(row), sessions.submitted_on.get(row));
        // it was judged before, so there is one
        session
            .and_then(|session| self.written(session))
            .unwrap_or_else(|| Written::new(&Judgement::bare(Verdict::Undetermined, FORCE), &Contest::default()))
    }
}

/// A verdict, contested or not, by the place that it has in a block.
#[inline]
fn state_at(place: u8) -> Option<(Verdict, bool)> {
    Some((*Verdict::ALL.get(usize::from(place >> 1))?, place & 1 != 0))
}

// These are functions of their own, because so it is known that they write to other memory than they read, without which
// they would not become vectors.

/// For each row the place of its state; that of a row that is not judged is none.
#[inline(never)]
fn put_states(verdict: &[u8], contested: &[bool], states: &mut [u8]) {
    for ((state, verdict), contested) in states.iter_mut().zip(verdict).zip(contested) {
        *state = (verdict & 7) << 1 | u8::from(*contested);
    }
}

/// How many rows are in a state.
#[inline(never)]
fn tally(states: &[u8], state: u8) -> u64 {
    // so few that a byte can count them
    let few =
        states.chunks(240).map(|few| few.iter().fold(0_u8, |rows, own| rows.wrapping_add(u8::from(*own == state))));
    few.fold(0, |rows, few| rows.saturating_add(few.into()))
}

/// The same, marking the rows.
#[inline(never)]
fn mark(states: &[u8], state: u8, marks: &mut [u8]) -> u64 {
    for (mark, own) in marks.iter_mut().zip(states) {
        *mark |= u8::from(*own == state);
    }
    tally(states, state)
}

impl Seen {
    #[inline]
    fn push(&mut self, draft: Draft, verdict: Verdict, is_kept: bool) {
        if is_kept {
            self.kept.push(draft);
        }
        if verdict == Verdict::Pending {
            self.pending.push(draft);
        }
    }
}

/// Findings in the order of session and worker.
fn by_session(sessions: &Sessions<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    fn listed<K>(drafts: Vec<Draft>, id: impl Fn(usize) -> K) -> Vec<(K, Draft)> {
        drafts.into_iter().map(|draft| (id(place(draft.row)), draft)).collect()
    }
    // a row that has a finding has a session
    let integers = match &sessions.session {
        Array::I32(column) => listed(drafts, |row| column.get(row).map_or(0, i64::from)),
        Array::U32(column) => listed(drafts, |row| column.get(row).map_or(0, i64::from)),
        Array::I64(column) => listed(drafts, |row| column.get(row).unwrap_or_default()),
        other => return ordered(listed(drafts, |row| id_of(other, row))),
    };
    ordered(integers)
}

fn ordered<K: Ord + Copy + Send>(mut list: Vec<(K, Draft)>) -> Vec<Draft> {
    if !list.is_sorted() {
        par::sort(&mut list);
    }
    list.into_iter().map(|(_, draft)| draft).collect()
}

#[cfg(test)]
mod tests;

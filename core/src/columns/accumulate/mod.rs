//! Batches of rows taken in one after another, ending with the findings of one big call.

mod days;
mod finish;
mod ids;
mod kept;
mod lay;
mod runs;
mod save;
mod told;
mod wire;

use self::days::{Again, Attendance};
pub(super) use self::finish::Settled;
use self::ids::{Entering, Pool, Ranks};
use self::kept::{At, Tables};
use self::runs::Runs;
pub use self::save::LoadError;
pub(super) use self::told::Told;
use self::told::{Batches, LeftOut, bound};
use super::door::{Columns, Door, SPACES, SmallKeys};
use super::faults::FaultTally;
use super::findings::{Collected, Collector, Findings};
use super::frame::Frames;
use super::space::{NO_CODE, Sort, Space, place};
use super::warnings::{About, warnings};
use super::{frequency, records};
use crate::calendar::{Day, Period};
use crate::facts::{Context, Fault, FaultCode, Table};
use crate::message::Sentence;
use crate::policy::Policy;
use crate::report::{Check, Keep};
use crate::rules::Rule;

/// Takes tables in batches, a month or a row group at a time, and answers as [`Check::columns`] does for all of them
/// at once.
///
/// The question is fixed at the start. Every batch has a number: the rows of a whole table are those of its batches in
/// the order of their numbers, in whatever order they come, and a batch that comes twice is refused. Accumulators of
/// one question can be merged, in any order, and saved; what they then are depends on their batches alone.
///
/// Memory follows the subjects, not the rows: ids once, for each worker, project and month the days of three forms,
/// every different row of the other tables, days of guidance, and for [`Rule::RecordDeadline`] the findings that are
/// kept. So three things are known of each batch alone, and not beyond it:
///
/// - Keys of sessions are compared within a batch. If sessions come in several batches, the report says that keys were
///   trusted ([`Report::trusts_keys`](super::Report::trusts_keys)). Keys of other tables are compared over all batches.
/// - Equal rows of sessions and of guidance are told of within a batch. Guidance before any appointment is told of once
///   a day.
/// - That a session is outside of every engagement is not told: its row is no longer there when all engagements are.
///
/// ```
/// use hongyan::columns::{Accumulator, Door, Frame, Frames};
/// use hongyan::facts::Table;
/// use hongyan::{Check, Day, Keep, Policy, Rule};
///
/// let policy = Policy::default();
/// let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap()).keep(Keep::PROBLEMS);
/// let engagements = Frame::new(Table::Engagements)
///     .with("project", &vec![1_i32])
///     .with("worker", &vec![7_i32])
///     .with("start", &vec![19_783_i32]); // 2024-03-01
/// let sessions = |session: &'static [i32], form: &'static [u8], ended_on: &'static [i32]| {
///     let frame = Frame::new(Table::Sessions).with("session", session).with("form", form).with("ended_on", ended_on);
///     Frames::new().with(frame.with("project", [1_i32].as_slice()).with("worker", [7_i32].as_slice()))
/// };
///
/// let mut here = Accumulator::new(&check, Door::default());
/// here.add(0, Frames::new().with(engagements))?;
/// here.add(1, sessions(&[100], &[0], &[19_800]))?; // individual
/// let mut elsewhere = Accumulator::new(&check, Door::default());
/// elsewhere.add(2, sessions(&[101], &[1], &[19_805]))?; // group
/// here.merge(elsewhere)?;
///
/// let report = here.finish()?;
/// let counts = report.summary().get(Rule::SupervisionFrequency).unwrap();
/// assert_eq!((counts.compliant, counts.breach), (1, 2)); // March; April and May
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Accumulator {
    question: Question,
    batches: Batches,
    /// The tables that any batch had, a bit each.
    present: u16,
    /// Projects, workers, supervisors and mentors.
    ids: [Pool; 4],
    /// The sessions of findings that are kept.
    sessions: Pool,
    texts: Pool,
    kept: Tables,
    attendance: Runs<Attendance>,
    again: Runs<Again>,
    records: Collected,
    left_out: LeftOut,
    warnings: Vec<Told>,
}

/// What is asked, and how batches are let in.
#[derive(Clone, Debug)]
struct Question {
    policy: Policy,
    as_of: Day,
    rules: u16,
    keep: Keep,
    door: Door,
}

impl Question {
    fn check(&self) -> Check<'_> {
        Check { rules: self.rules, ..Check::new(&self.policy, self.as_of).keep(self.keep) }
    }

    fn asks(&self, rule: Rule) -> bool {
        self.rules & (1 << rule as u16) != 0
    }

    fn is(&self, other: &Question) -> bool {
        (self.as_of, self.rules, self.keep, self.door) == (other.as_of, other.rules, other.keep, other.door)
            // as written: a policy that was read again need not be laid out alike
            && self.policy.to_value() == other.policy.to_value()
    }
}

/// Why a batch was not taken in. Nothing of it was.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AddError {
    /// It has faults.
    #[error(transparent)]
    Faults(#[from] FaultTally),
    /// A batch of this number is there already.
    #[error("batch {0} has been added already")]
    SameBatch(u32),
}

/// Why two accumulators do not go together. Neither has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// Policy, day, rules, findings to keep or door differ.
    #[error("the accumulators were asked different questions")]
    Question,
    /// Both have a batch of this number.
    #[error("batch {0} is in both accumulators")]
    SameBatch(u32),
    /// Integers here, texts there.
    #[error("the accumulators hold ids of the same kind as integers and as texts")]
    Ids,
}

fn sort_of(space: &Space<'_>) -> Option<Sort> {
    match space {
        Space::Empty => None,
        Space::Range { .. } | Space::Integers(_) => Some(Sort::Integers),
        Space::Texts(_) | Space::Shared(_) => Some(Sort::Texts),
    }
}

fn clash(one: Option<Sort>, other: Option<Sort>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

impl Accumulator {
    /// Asks this of batches that are still to come.
    #[must_use]
    pub fn new(check: &Check<'_>, door: Door) -> Accumulator {
        Accumulator {
            question: Question {
                policy: check.policy.clone(),
                as_of: check.as_of,
                rules: check.rules,
                keep: check.keep,
                door,
            },
            batches: Batches::default(),
            present: 0,
            ids: Default::default(),
            sessions: Pool::default(),
            texts: Pool::default(),
            kept: Tables::default(),
            attendance: Runs::default(),
            again: Runs::default(),
            records: Collector::new(Rule::RecordDeadline, check.keep).collected,
            left_out: LeftOut::default(),
            warnings: Vec::new(),
        }
    }

    /// Checks a batch and takes it in. A table is present once a batch has it, be it empty.
    ///
    /// ```
    /// use hongyan::columns::{Accumulator, AddError, Door, Frames};
    /// use hongyan::{Check, Day, Policy};
    ///
    /// let policy = Policy::default();
    /// let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
    /// let mut accumulator = Accumulator::new(&check, Door::default());
    /// accumulator.add(202_404, Frames::new())?;
    /// assert_eq!(accumulator.add(202_404, Frames::new()), Err(AddError::SameBatch(202_404)));
    /// # Ok::<(), AddError>(())
    /// ```
    ///
    /// # Errors
    /// Faults as at the door of columns, their rows counted within the batch, or a number that was there before.
    pub fn add(&mut self, batch: u32, frames: Frames<'_>) -> Result<(), AddError> {
        if self.batches.0.contains_key(&batch) {
            return Err(AddError::SameBatch(batch));
        }
        let columns = Columns::pass(frames, self.question.door, SmallKeys::Later)?;
        self.same_sorts(&columns)?;
        self.take_in(batch, &columns);
        Ok(())
    }

    /// Ids are integers in all batches or texts in all of them.
    fn same_sorts(&self, columns: &Columns<'_>) -> Result<(), FaultTally> {
        let mut faults = FaultTally::default();
        let mut differs = |table: Table, at: usize| {
            let expected = Sentence {
                zh: "与先前各批同类的标识（同为整数或同为文字）".to_owned(),
                en: "ids of the same type as in the batches before, all integers or all texts".to_owned(),
            };
            let name = table.columns().get(at).map_or("", |column| column.name);
            let fault = Fault::new(FaultCode::WrongType).in_table(table.name()).in_column(name);
            faults.push(fault.because(Context::Cause(expected)));
        };
        let spaces = [&columns.projects, &columns.workers, &columns.supervisors, &columns.mentors];
        for ((pool, space), holders) in self.ids.iter().zip(spaces).zip(SPACES) {
            if clash(pool.sort(), sort_of(space)) {
                let mut holders = holders.iter();
                let given = |(table, at): &&(Table, usize)| {
                    columns.frames.get(*table).is_some_and(|frame| frame.at(*at).is_some())
                };
                if let Some((table, at)) = holders.find(given) {
                    differs(*table, *at);
                }
            }
        }
        let sessions = columns.sessions.as_ref().and_then(|sessions| super::space::sort(&sessions.session));
        if clash(self.sessions.sort(), sessions) {
            differs(Table::Sessions, 0);
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    fn take_in(&mut self, batch: u32, columns: &Columns<'_>) {
        let Question { policy, as_of, keep, .. } = &self.question;
        let (as_of, keep) = (*as_of, *keep);
        let mut rows = [0; Table::ALL.len()];
        for (table, rows) in Table::ALL.into_iter().zip(&mut rows) {
            if let Some(frame) = columns.frames.get(table) {
                *rows = u32::try_from(frame.rows()).unwrap_or(u32::MAX);
                self.present |= 1 << table as u16;
            }
        }
        self.batches.0.insert(batch, rows);
        self.left_out.take_in(batch, columns.faults());
        let odd = warnings(columns, policy, as_of, About::Batch).first;
        self.warnings.extend(odd.iter().map(|odd| Told::of(odd, |_, row| At { batch, row })));
        bound(&mut self.warnings);

        let [projects, workers, supervisors, mentors] = &mut self.ids;
        let mut ids = [
            Entering::new(projects, &columns.projects),
            Entering::new(workers, &columns.workers),
            Entering::new(supervisors, &columns.supervisors),
            Entering::new(mentors, &columns.mentors),
        ];
        let texts = &mut self.texts;
        self.kept.take_in(columns, batch, &mut ids, &mut |text| texts.code(super::space::IdValue::Text(text)));
        let [projects, workers, ..] = &mut ids;
        if self.question.asks(Rule::SupervisionFrequency) {
            let seen = Period { from: Day::FIRST, to: as_of };
            let within = policy.supervision_effective().and(seen);
            let (mut runs, mut again) = days::attendance(columns, within, frequency::counts(policy));
            for run in &mut runs {
                for one in &mut *run {
                    (one.worker, one.project) = (workers.code(one.worker), projects.code(one.project));
                }
            }
            for one in &mut again {
                (one.worker, one.project) = (workers.code(one.worker), projects.code(one.project));
            }
            let counts = frequency::counts(policy);
            let mut spill = |one| {
                if counts {
                    again.push(one);
                }
            };
            runs.into_iter().for_each(|run| self.attendance.add(run, &mut spill));
            self.again.add(again, &mut |()| ());
        }
        if self.question.asks(Rule::RecordDeadline)
            && let Some(sessions) = &columns.sessions
        {
            let mut found = records::collect(columns, policy, as_of, keep);
            for findings in [&mut found.findings, &mut found.deadlines] {
                for (first, second) in findings.first.iter_mut().zip(&mut findings.second) {
                    let id = super::keys::id_of(&sessions.session, place(*first));
                    *first = id.map_or(NO_CODE, |id| self.sessions.code(id));
                    *second = workers.code(*second);
                }
            }
            take(&mut self.records, found);
        }
    }

    /// Takes in the batches of another accumulator.
    ///
    /// ```
    /// use hongyan::columns::{Accumulator, Door, Frames, MergeError};
    /// use hongyan::{Check, Day, Policy};
    ///
    /// let policy = Policy::default();
    /// let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
    /// let mut one = Accumulator::new(&check, Door::default());
    /// one.add(1, Frames::new())?;
    /// let other = one.clone();
    /// assert_eq!(one.merge(other), Err(MergeError::SameBatch(1)));
    /// # Ok::<(), hongyan::columns::AddError>(())
    /// ```
    ///
    /// # Errors
    /// If they were asked different questions, share a batch, or hold ids as integers and as texts.
    pub fn merge(&mut self, other: Accumulator) -> Result<(), MergeError> {
        if !self.question.is(&other.question) {
            return Err(MergeError::Question);
        }
        if let Some(batch) = other.batches.0.keys().find(|batch| self.batches.0.contains_key(batch)) {
            return Err(MergeError::SameBatch(*batch));
        }
        let pools = self.ids.iter().zip(&other.ids);
        if pools.chain([(&self.sessions, &other.sessions)]).any(|(one, other)| clash(one.sort(), other.sort())) {
            return Err(MergeError::Ids);
        }
        self.batches.0.extend(other.batches.0);
        self.present |= other.present;
        self.left_out.add(other.left_out);
        self.warnings.extend(other.warnings);
        bound(&mut self.warnings);

        let [projects, workers, supervisors, mentors] = &mut self.ids;
        let [other_projects, other_workers, other_supervisors, other_mentors] = &other.ids;
        let ids = [
            projects.take_in(other_projects),
            workers.take_in(other_workers),
            supervisors.take_in(other_supervisors),
            mentors.take_in(other_mentors),
        ];
        let texts = self.texts.take_in(&other.texts);
        self.kept.merge(other.kept, &ids, &texts);
        let sessions = self.sessions.take_in(&other.sessions);
        let mut records = other.records;
        recode(&mut records, &sessions, &ids);
        take(&mut self.records, records);

        let counts = frequency::counts(&self.question.policy);
        let mut more = Vec::new();
        let mut spill = |one| {
            if counts {
                more.push(one);
            }
        };
        let Runs(runs) = other.attendance.map(|one| attended(one, &ids), &mut spill);
        self.attendance.add_runs(runs, &mut spill);
        let Runs(runs) = other.again.map(|one| again(one, &ids), &mut |()| ());
        self.again.add_runs(runs, &mut |()| ());
        self.again.add(more, &mut |()| ());
        Ok(())
    }

    /// Brings everything in the one order that does not depend on how it came.
    fn settle(&mut self) {
        let ids = self.ids.each_mut().map(Pool::settle);
        let texts = self.texts.settle();
        let sessions = self.sessions.settle();
        self.kept.settle(&ids, &texts);
        let counts = frequency::counts(&self.question.policy);
        let mut more = Vec::new();
        let mut spill = |one| {
            if counts {
                more.push(one);
            }
        };
        self.attendance = std::mem::take(&mut self.attendance).map(|one| attended(one, &ids), &mut spill);
        self.attendance.settle(&mut spill);
        self.again = std::mem::take(&mut self.again).map(|one| again(one, &ids), &mut |()| ());
        self.again.add(more, &mut |()| ());
        self.again.settle(&mut |()| ());
        recode(&mut self.records, &sessions, &ids);
        for findings in [&mut self.records.findings, &mut self.records.deadlines] {
            let order = findings.by_subject();
            if !order.is_sorted() {
                findings.arrange(&order);
            }
        }
        self.left_out.settle();
    }

    /// The numbers of the batches that were taken in, ascending.
    ///
    /// ```
    /// use hongyan::columns::{Accumulator, Door, Frames};
    /// use hongyan::{Check, Day, Policy};
    ///
    /// let policy = Policy::default();
    /// let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
    /// let mut accumulator = Accumulator::new(&check, Door::default());
    /// accumulator.add(7, Frames::new())?;
    /// accumulator.add(3, Frames::new())?;
    /// assert_eq!(accumulator.batches().collect::<Vec<_>>(), [3, 7]);
    /// # Ok::<(), hongyan::columns::AddError>(())
    /// ```
    pub fn batches(&self) -> impl ExactSizeIterator<Item = u32> {
        self.batches.0.keys().copied()
    }

    /// Bytes that it occupies.
    ///
    /// ```
    /// use hongyan::columns::{Accumulator, Door};
    /// use hongyan::{Check, Day, Policy};
    ///
    /// let policy = Policy::default();
    /// let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
    /// assert!(Accumulator::new(&check, Door::default()).memory() < 10_000);
    /// ```
    #[must_use]
    pub fn memory(&self) -> usize {
        let pools = self.ids.iter().chain([&self.sessions, &self.texts]).map(Pool::memory);
        let findings = [&self.records.findings, &self.records.deadlines].map(Findings::memory);
        let batches = self.batches.0.len().saturating_mul(size_of::<(u32, [u32; Table::ALL.len()])>());
        let told = self.warnings.capacity().saturating_mul(size_of::<Told>());
        let faults = self.left_out.first.capacity().saturating_mul(size_of::<(u32, Fault)>());
        let rows = [self.kept.memory(), self.attendance.memory(), self.again.memory(), batches, told, faults];
        pools.chain(findings).chain(rows).fold(size_of::<Accumulator>(), usize::saturating_add)
    }
}

fn attended(one: Attendance, [projects, workers, ..]: &[Ranks; 4]) -> Attendance {
    Attendance { worker: workers.of(one.worker), project: projects.of(one.project), ..one }
}

fn again(one: Again, [projects, workers, ..]: &[Ranks; 4]) -> Again {
    Again { worker: workers.of(one.worker), project: projects.of(one.project), ..one }
}

/// Gives the findings of rule 2 other codes.
fn recode(records: &mut Collected, sessions: &Ranks, [_, workers, ..]: &[Ranks; 4]) {
    for findings in [&mut records.findings, &mut records.deadlines] {
        findings.first.iter_mut().for_each(|session| *session = sessions.of(*session));
        findings.second.iter_mut().for_each(|worker| *worker = workers.of(*worker));
    }
}

fn take(records: &mut Collected, other: Collected) {
    records.findings.append(other.findings);
    records.deadlines.append(other.deadlines);
    records.summary.add(&other.summary);
}

//! Batches of rows taken in one after another, ending with the findings of one big call.

mod add;
mod days;
mod finish;
mod ids;
mod kept;
mod lay;
mod merge;
mod runs;
mod save;
mod spoilt;
mod told;
mod wire;

pub use self::add::AddError;
use self::days::{Again, Attendance};
pub(super) use self::finish::Settled;
use self::ids::Pool;
use self::kept::Tables;
pub use self::merge::MergeError;
use self::runs::Runs;
pub use self::save::LoadError;
pub(super) use self::told::Told;
use self::told::{Batches, LeftOut};
use super::door::Door;
use super::findings::{Collected, Collector, Findings};
use super::space::Sort;
use crate::calendar::Day;
use crate::facts::{Fault, Table};
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
/// kept. Where faulty rows are left out, those of tables with a key are kept as well, some forty bytes for every different
/// one, because a sound row that shares the key of one is faulty, too.
///
/// Three things are known of each batch alone, and not beyond it:
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
/// let (project, worker, start) = ([1], [7], [19_783]); // since 2024-03-01
/// let attends = |table| Frame::new(table).with("project", project.as_slice()).with("worker", worker.as_slice());
/// let engagements = attends(Table::Engagements).with("start", start.as_slice());
/// let sessions = |session: &'static [i32], form: &'static [u8], ended_on: &'static [i32]| {
///     let frame = attends(Table::Sessions).with("session", session).with("form", form).with("ended_on", ended_on);
///     Frames::new().with(frame)
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
    /// Rows that are faulty in themselves and have a key, which sound rows may share.
    spoilt: Tables,
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

/// Whether these are integers here and texts there.
fn clash(one: Option<Sort>, other: Option<Sort>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

impl Accumulator {
    /// Asks this of batches that are still to come.
    ///
    /// The policy is taken over, so that it may go before the batches come.
    ///
    /// ```
    /// use hongyan::columns::{Accumulator, Door};
    /// use hongyan::{Check, Day, Policy};
    ///
    /// let policy = Policy::default();
    /// let accumulator = Accumulator::new(&Check::new(&policy, Day::new(2024, 6, 1).unwrap()), Door::default());
    /// drop(policy);
    /// assert_eq!(accumulator.batches().len(), 0);
    /// ```
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
            spoilt: Tables::default(),
            attendance: Runs::default(),
            again: Runs::default(),
            records: Collector::new(Rule::RecordDeadline, check.keep).finish(),
            left_out: LeftOut::default(),
            warnings: Vec::new(),
        }
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
        let rows = [self.kept.memory(), self.spoilt.memory(), self.attendance.memory(), self.again.memory()];
        let rest = [batches, told, faults];
        pools.chain(findings).chain(rows).chain(rest).fold(size_of::<Accumulator>(), usize::saturating_add)
    }
}

/// Findings of rule 2 under the same codes.
fn append(records: &mut Collected, other: Collected) {
    records.findings.append(other.findings);
    records.deadlines.append(other.deadlines);
    records.summary.add(&other.summary);
}

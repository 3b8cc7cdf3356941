use super::days::{Again, Attendance};
use super::ids::{Pool, Ranks};
use super::runs::Runs;
use super::told::bound;
use super::{Accumulator, append, clash};
use crate::columns::findings::Collected;
use crate::columns::frequency;

/// Why two accumulators do not go together. Nothing has been taken in.
///
/// ```
/// use hongyan::columns::{Accumulator, Door, MergeError};
/// use hongyan::{Check, Day, Policy};
///
/// let policy = Policy::default();
/// let on = |day| Accumulator::new(&Check::new(&policy, Day::new(2024, 6, day).unwrap()), Door::default());
/// assert_eq!(on(1).merge(on(2)), Err(MergeError::Question));
/// ```
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

impl Accumulator {
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
        self.spoilt.merge(other.spoilt, &ids, &texts);
        let sessions = self.sessions.take_in(&other.sessions);
        let mut records = other.records;
        recode(&mut records, &sessions, &ids);
        append(&mut self.records, records);

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
    pub(super) fn settle(&mut self) {
        let ids = self.ids.each_mut().map(Pool::settle);
        let texts = self.texts.settle();
        let sessions = self.sessions.settle();
        self.kept.settle(&ids, &texts);
        self.spoilt.settle(&ids, &texts);
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

use super::ids::Entering;
use super::kept::At;
use super::told::{Told, bound};
use super::{Accumulator, Question, append, clash, days, spoilt};
use crate::calendar::{Day, Period};
use crate::columns::door::{Columns, SPACES, SmallKeys, first_id};
use crate::columns::faults::FaultTally;
use crate::columns::frame::Frames;
use crate::columns::space::{self, IdValue, NO_CODE, Sort, Space, place};
use crate::columns::warnings::{About, warnings};
use crate::columns::{frequency, keys, records};
use crate::facts::{Context, Fault, FaultCode, Table};
use crate::message::Sentence;
use crate::rules::Rule;
use crate::value::Value;

/// Why a batch was not taken in. Nothing of it was.
///
/// ```
/// use hongyan::columns::{Accumulator, AddError, Door, Frame, Frames};
/// use hongyan::facts::Table;
/// use hongyan::{Check, Day, Policy};
///
/// let policy = Policy::default();
/// let mut all = Accumulator::new(&Check::new(&policy, Day::new(2024, 6, 1).unwrap()), Door::default());
/// let mentor = [1];
/// let guidance = Frame::new(Table::Guidance).with("mentor", mentor.as_slice()); // and on which day?
/// match all.add(1, Frames::new().with(guidance)) {
///     Err(AddError::Faults(faults)) => assert_eq!(faults.total(), 1),
///     other => panic!("{other:?}"),
/// }
/// assert_eq!(all.batches().len(), 0);
/// ```
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

fn sort_of(space: &Space<'_>) -> Option<Sort> {
    match space {
        Space::Empty => None,
        Space::Range { .. } | Space::Integers(_) => Some(Sort::Integers),
        Space::Texts(_) | Space::Shared(_) => Some(Sort::Texts),
    }
}

impl Accumulator {
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
            let first = columns.frames.get(table).and_then(|frame| first_id(frame, at));
            faults.push(fault.of(first.unwrap_or(Value::Null)).because(Context::Cause(expected)));
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
        let sessions = columns.sessions.as_ref().and_then(|sessions| space::sort(&sessions.session));
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
        let odd = warnings(columns, policy, as_of, About::Batch, None).first;
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
        let mut text = |text: &str| texts.code(IdValue::Text(text));
        self.kept.take_in(columns, batch, &mut ids, &mut text);
        spoilt::take_in(&mut self.spoilt, columns, batch, &mut ids, &mut text);
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
                    let id = keys::id_of(&sessions.session, place(*first));
                    *first = id.map_or(NO_CODE, |id| self.sessions.code(id));
                    *second = workers.code(*second);
                }
            }
            append(&mut self.records, found);
        }
    }
}

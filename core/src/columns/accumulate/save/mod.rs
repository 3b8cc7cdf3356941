//! An accumulator as bytes: the same bytes for the same batches, in whatever order they came.

mod rows;
mod told;

use self::rows::{read_pool, write_findings, write_pool, write_rows};
use super::ids::Pool;
use super::wire::{Reader, Writer};
use super::{Accumulator, Question};
use crate::calendar::Day;
use crate::columns::door::Door;
use crate::columns::keys::KEYED;
use crate::facts::{OnError, Table};
use crate::finding::Verdict;
use crate::policy::Policy;
use crate::report::{Check, Keep};
use crate::rules::Rule;

/// What bytes of an accumulator begin with; the last is the version.
const MAGIC: [u8; 8] = *b"hongyan\x02";

/// Why bytes are no accumulator.
///
/// ```
/// use hongyan::columns::{Accumulator, Door, LoadError};
/// use hongyan::{Check, Day, Policy};
///
/// let policy = Policy::default();
/// let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
/// let bytes = Accumulator::new(&check, Door::default()).save();
/// assert_eq!(Accumulator::load(&bytes[..bytes.len() - 1]).unwrap_err(), LoadError::Damaged);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// They do not begin as one does.
    #[error("this is no saved accumulator")]
    Foreign,
    /// They were saved in a form that this version does not read.
    #[error("the accumulator was saved in version {0}, which cannot be read")]
    Version(u8),
    /// They have changed since, or are cut off.
    #[error("the saved accumulator is damaged")]
    Damaged,
}

impl Accumulator {
    /// The accumulator as bytes, the same for the same batches. They hold all of it, the policy included.
    ///
    /// ```
    /// use hongyan::columns::{Accumulator, Door, Frames, LoadError};
    /// use hongyan::{Check, Day, Policy};
    ///
    /// let policy = Policy::default();
    /// let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
    /// let mut accumulator = Accumulator::new(&check, Door::default());
    /// accumulator.add(1, Frames::new())?;
    /// let bytes = accumulator.save();
    /// let mut resumed = Accumulator::load(&bytes).unwrap();
    /// resumed.add(2, Frames::new())?;
    /// assert_eq!(Accumulator::load(&bytes[1..]).unwrap_err(), LoadError::Foreign);
    /// # Ok::<(), hongyan::columns::AddError>(())
    /// ```
    #[must_use]
    pub fn save(&mut self) -> Vec<u8> {
        self.settle();
        let mut writer = Writer::default();
        writer.0.extend_from_slice(&MAGIC);
        self.question.write(&mut writer);
        writer.number(self.present);
        writer.len(self.batches.0.len());
        for (batch, rows) in &self.batches.0 {
            writer.number(*batch);
            rows.iter().for_each(|rows| writer.number(*rows));
        }
        for pool in self.ids.iter().chain([&self.sessions, &self.texts]) {
            write_pool(pool, &mut writer);
        }
        for table in Table::ALL {
            let (rows, again) = self.kept.rows(table);
            write_rows(table, rows, &mut writer);
            write_rows(table, again, &mut writer);
        }
        for table in KEYED {
            let (rows, again) = self.spoilt.rows(table);
            write_rows(table, rows, &mut writer);
            write_rows(table, again, &mut writer);
        }
        self.write_attendance(&mut writer);
        write_findings(&self.records.findings, &mut writer);
        write_findings(&self.records.deadlines, &mut writer);
        let counts = self.records.summary.get(Rule::RecordDeadline).copied().unwrap_or_default();
        Verdict::ALL.into_iter().for_each(|verdict| writer.number(counts.of(verdict)));
        writer.number(counts.contested);
        self.write_told(&mut writer);
        let sum = crc32fast::hash(&writer.0);
        writer.0.extend_from_slice(&sum.to_le_bytes());
        writer.0
    }

    /// Reads what [`Accumulator::save`] wrote.
    ///
    /// ```
    /// use hongyan::columns::{Accumulator, LoadError};
    ///
    /// assert_eq!(Accumulator::load(b"project,worker").unwrap_err(), LoadError::Foreign);
    /// ```
    ///
    /// # Errors
    /// If the bytes are something else, of another version, or damaged.
    pub fn load(bytes: &[u8]) -> Result<Accumulator, LoadError> {
        let ([name @ .., version], _) = bytes.split_first_chunk::<8>().ok_or(LoadError::Foreign)?;
        let [own_name @ .., own_version] = &MAGIC;
        if name != own_name {
            return Err(LoadError::Foreign);
        }
        if version != own_version {
            return Err(LoadError::Version(*version));
        }
        let (body, sum) = bytes.split_last_chunk::<4>().ok_or(LoadError::Damaged)?;
        if crc32fast::hash(body) != u32::from_le_bytes(*sum) {
            return Err(LoadError::Damaged);
        }
        let mut reader = Reader::new(body.get(MAGIC.len()..).unwrap_or_default());
        let read = Accumulator::read(&mut reader).filter(|_| reader.is_empty());
        read.ok_or(LoadError::Damaged)
    }

    fn read(reader: &mut Reader<'_>) -> Option<Accumulator> {
        let question = Question::read(reader)?;
        let mut all = Accumulator::new(&question.check(), question.door);
        all.present = reader.number().filter(|present: &u16| *present < 1 << Table::ALL.len())?;
        let batches = reader.list(|reader| {
            let batch: u32 = reader.number()?;
            let mut rows = [0; Table::ALL.len()];
            for rows in &mut rows {
                *rows = reader.number()?;
            }
            Some((batch, rows))
        })?;
        all.batches.0 = batches.into_iter().collect();
        for pool in all.ids.iter_mut().chain([&mut all.sessions, &mut all.texts]) {
            *pool = read_pool(reader)?;
        }
        let spaces = all.ids.each_ref().map(Pool::space);
        let texts = all.texts.space();
        for table in Table::ALL {
            let rows = all.read_rows(table, reader)?;
            let again = all.read_rows(table, reader)?;
            all.kept.restore(table, rows, again);
        }
        for table in KEYED {
            let rows = all.read_rows(table, reader)?;
            let again = all.read_rows(table, reader)?;
            all.spoilt.restore(table, rows, again);
        }
        if !Table::ALL.into_iter().all(|table| all.lay(table, &spaces).is_sound(&spaces, &texts)) {
            return None;
        }
        all.read_attendance(reader)?;
        all.records.findings = all.read_findings(reader)?;
        all.records.deadlines = all.read_findings(reader)?;
        for verdict in Verdict::ALL {
            all.records.summary.count(Rule::RecordDeadline, verdict, false, reader.number()?);
        }
        all.records.summary.contest(Rule::RecordDeadline, reader.number()?);
        all.read_told(reader)?;
        Some(all)
    }
}

impl Question {
    fn write(&self, writer: &mut Writer) {
        writer.value(&self.policy.to_value());
        writer.signed(self.as_of.number());
        writer.number(self.rules);
        writer.byte(self.keep.verdicts);
        writer.byte(self.keep.contested.into());
        writer.byte((self.door.on_error == OnError::Skip).into());
        writer.byte(self.door.trust_keys.into());
    }

    fn read(reader: &mut Reader<'_>) -> Option<Question> {
        let policy = Policy::from_value(&reader.value()?).ok()?;
        let number = reader.signed()?;
        let as_of = Check::new(&policy, Day::from_number(number)).as_of;
        let rules = reader.number()?;
        let keep = Keep { verdicts: reader.byte()?, contested: reader.flag()? };
        let on_error = if reader.flag()? { OnError::Skip } else { OnError::Raise };
        let door = Door { on_error, trust_keys: reader.flag()? };
        (as_of.number() == number).then_some(Question { policy, as_of, rules, keep, door })
    }
}

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::facts::{Fault, FaultCode, Source};
use crate::message::Lang;

/// Faults of an input that may have millions of them: how many of each code, and the first in full.
///
/// ```
/// use hongyan::columns::{Array, Columns, Door, Frame, Frames};
/// use hongyan::facts::{FaultCode, Table};
///
/// let frame = Frame::new(Table::Guidance)
///     .with("mentor", Array::from(&["何静", ""][..]))
///     .with("guided_on", Array::from(&["2024-02-30", "2024-03-01"][..]));
/// let tally = Columns::check(Frames::from_iter([frame]), Door::new()).unwrap_err();
/// assert_eq!(tally.total(), 2);
/// assert_eq!(tally.first()[0].code, FaultCode::BadDate);
/// ```
#[derive(Clone, Debug, Default, PartialEq, thiserror::Error)]
#[error("{}", self.summary(Lang::En))]
pub struct FaultTally {
    counts: BTreeMap<FaultCode, u64>,
    first: Vec<Fault>,
}

impl FaultTally {
    /// How many faults are kept in full.
    pub const KEPT: usize = 1_000;

    /// The first [`FaultTally::KEPT`] faults, by table, row and column.
    ///
    /// See the example of [`FaultTally`].
    #[must_use]
    pub fn first(&self) -> &[Fault] {
        &self.first
    }

    /// How many there are of each code.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::{FaultCode, Table};
    ///
    /// let guidance = Frame::new(Table::Guidance)
    ///     .with("mentor", &["何静", "", ""])
    ///     .with("guided_on", &["2024-02-30", "2024-03-01", "2024-03-02"]);
    /// let tally = Columns::check(Frames::new().with(guidance), Door::new()).unwrap_err();
    /// let counts: Vec<_> = tally.counts().collect();
    /// assert_eq!(counts, [(FaultCode::BadDate, 1), (FaultCode::BadValue, 2)]);
    /// ```
    pub fn counts(&self) -> impl ExactSizeIterator<Item = (FaultCode, u64)> {
        self.counts.iter().map(|(code, count)| (*code, *count))
    }

    /// How many there are in all.
    ///
    /// See the example of [`FaultTally`].
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Whether there is none.
    ///
    /// ```
    /// # use hongyan::columns::{Columns, Door, Frame, Frames};
    /// # let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
    /// # let ended_on = [day("2024-09-24").number(), day("2024-09-25").number()];
    /// # let sessions = Frame::new(hongyan::facts::Table::Sessions)
    /// #     .with("session", &["D0924", "D0925"])
    /// #     .with("project", &[1, 1])
    /// #     .with("worker", &[7, 8])
    /// #     .with("form", &[1_u8, 0])
    /// #     .with("ended_on", &ended_on);
    /// # let columns = Columns::check(Frames::new().with(sessions), Door::new())?;
    /// assert!(columns.faults().is_empty());
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The first ones in full and the number of the others.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    /// use hongyan::message::Lang;
    ///
    /// let nobody = [""; 50];
    /// let guidance = Frame::new(Table::Guidance).with("mentor", &nobody).with("guided_on", &[19_800; 50]);
    /// let tally = Columns::check(Frames::new().with(guidance), Door::new()).unwrap_err();
    /// assert_eq!(tally.summary(Lang::En).lines().last(), Some("... and 40 more"));
    /// ```
    #[must_use]
    pub fn summary(&self, lang: Lang) -> String {
        Fault::summary(&self.first, self.total(), lang)
    }

    /// Whether one more would still be kept in full of rows that come in their order.
    pub(super) fn wants(kept: usize) -> bool {
        kept < FaultTally::KEPT
    }

    /// Lets go of what lies beyond the first [`FaultTally::KEPT`] of a list that has grown to twice as many; the key of
    /// the last that stays, if it did.
    pub(super) fn trim<T, K: Ord>(list: &mut Vec<T>, key: impl Fn(&T) -> K) -> Option<K> {
        if list.len() < FaultTally::KEPT.saturating_mul(2) {
            return None;
        }
        list.sort_unstable_by_key(&key);
        list.truncate(FaultTally::KEPT);
        list.last().map(key)
    }

    /// Counts a fault, and keeps it in full while there are few.
    pub(super) fn add_with(&mut self, code: FaultCode, fault: impl FnOnce() -> Fault) {
        self.count(code, 1);
        if FaultTally::wants(self.first.len()) {
            self.first.push(fault());
        }
    }

    pub(super) fn push(&mut self, fault: Fault) {
        self.count(fault.code, 1);
        self.first.push(fault);
    }

    /// Keeps a fault in full that has been counted.
    pub(super) fn keep(&mut self, fault: Fault) {
        self.first.push(fault);
    }

    /// Faults that are counted alone.
    pub(super) fn count(&mut self, code: FaultCode, faults: u64) {
        let counted = self.counts.entry(code).or_default();
        *counted = counted.saturating_add(faults);
    }

    /// Adds the faults of another part, of which each kept its first ones.
    pub(super) fn add(&mut self, other: FaultTally) {
        for (code, count) in other.counts {
            self.count(code, count);
        }
        self.first.extend(other.first);
    }

    /// Adds the faults of rows that follow so many others. What concerns a whole column is told once.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    ///
    /// let guidance = || Frame::new(Table::Guidance).with("mentor", &["m", ""]).with("guided_on", &[19_800, 19_800]);
    /// let faults = || Columns::check(Frames::new().with(guidance().with("hall", &[1, 2])), Door::new()).unwrap_err();
    /// let mut all = faults();
    /// all.append(faults(), 2);
    /// let rows: Vec<Option<usize>> = all.first().iter().map(|fault| fault.row).collect();
    /// assert_eq!((all.total(), rows), (3, vec![None, Some(1), Some(3)]));
    /// ```
    pub fn append(&mut self, mut later: FaultTally, rows: usize) {
        later.first.retain_mut(|fault| {
            let is_known = fault.row.is_none() && self.first.contains(fault);
            if let Some(count) = later.counts.get_mut(&fault.code).filter(|_| is_known) {
                *count = count.saturating_sub(1);
            }
            fault.row = fault.row.map(|row| row.saturating_add(rows));
            !is_known
        });
        later.counts.retain(|_, count| *count > 0);
        self.add(later);
        self.settle();
    }

    /// Says of what was kept where a person finds its place, unless that is known.
    pub(super) fn locate(&mut self, locate: impl Fn(&Fault) -> Option<Source>) {
        for fault in self.first.iter_mut().filter(|fault| fault.source.is_none()) {
            fault.source = locate(fault);
        }
    }

    /// Sorts what was kept and lets go of the rest.
    pub(super) fn settle(&mut self) {
        self.first.sort_by_cached_key(Fault::order);
        self.first.truncate(FaultTally::KEPT);
        self.first.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests;

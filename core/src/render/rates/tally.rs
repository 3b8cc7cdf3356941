use serde::Serialize;

use crate::finding::Verdict;
use crate::report::Finding;

/// How many duties ended how.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::render::Tally;
///
/// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
/// let mut tally = Tally::default();
/// for finding in report.findings() {
///     tally.add(Tally::of(&finding));
/// }
/// assert_eq!((tally.breaches(), tally.decided(), tally.per_mille()), (1, 1, Some(0)));
/// assert_eq!(tally.contested, 1);
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Tally {
    /// Met by their last day.
    pub in_time: u64,
    /// Met after it.
    pub late: u64,
    /// Not met, or met in a way that the clause does not admit.
    pub missed: u64,
    /// Not met, still can be.
    pub pending: u64,
    /// Not met, with a recorded reason.
    pub excused: u64,
    /// Not decided by the facts.
    pub undetermined: u64,
    /// No duty.
    pub not_applicable: u64,
    /// Of all these, those that another reading would decide otherwise.
    pub contested: u64,
}

impl Tally {
    /// The tally of one finding.
    ///
    /// See the example of [`Tally`].
    #[must_use]
    pub fn of(finding: &Finding<'_>) -> Tally {
        let mut tally = Tally::default();
        let ended = match (finding.verdict, finding.settled_on) {
            (Verdict::Compliant, _) => &mut tally.in_time,
            (Verdict::Breach, Some(_)) => &mut tally.late,
            (Verdict::Breach, None) => &mut tally.missed,
            (Verdict::Pending, _) => &mut tally.pending,
            (Verdict::Excused, _) => &mut tally.excused,
            (Verdict::NotApplicable, _) => &mut tally.not_applicable,
            (Verdict::Undetermined, _) => &mut tally.undetermined,
        };
        *ended = 1;
        tally.contested = u64::from(finding.contested);
        tally
    }

    /// Adds the counts of another.
    ///
    /// See the example of [`Tally`].
    pub fn add(&mut self, other: Tally) {
        let pairs = [
            (&mut self.in_time, other.in_time),
            (&mut self.late, other.late),
            (&mut self.missed, other.missed),
            (&mut self.pending, other.pending),
            (&mut self.excused, other.excused),
            (&mut self.undetermined, other.undetermined),
            (&mut self.not_applicable, other.not_applicable),
            (&mut self.contested, other.contested),
        ];
        for (sum, count) in pairs {
            *sum = sum.saturating_add(count);
        }
    }

    /// Those that are over: met in time, late or missed.
    ///
    /// See the example of [`Tally`].
    #[must_use]
    pub fn decided(&self) -> u64 {
        self.in_time.saturating_add(self.breaches())
    }

    /// Late and missed.
    ///
    /// See the example of [`Tally`].
    #[must_use]
    pub fn breaches(&self) -> u64 {
        self.late.saturating_add(self.missed)
    }

    /// All of them, those without a duty included.
    ///
    /// See the example of [`Rates`](super::Rates).
    #[must_use]
    pub fn total(&self) -> u64 {
        [self.pending, self.excused, self.undetermined, self.not_applicable]
            .into_iter()
            .fold(self.decided(), u64::saturating_add)
    }

    /// Those met in time of those that are over, in thousandths, rounded down so that 1000 means all of them. `None`
    /// if none is over.
    ///
    /// ```
    /// use hongyan::render::Tally;
    ///
    /// let mut tally = Tally::default();
    /// assert_eq!(tally.per_mille(), None);
    /// (tally.in_time, tally.late, tally.pending) = (2, 1, 5);
    /// assert_eq!(tally.per_mille(), Some(666)); // of three that are over; what is pending is not asked
    /// ```
    #[must_use]
    pub fn per_mille(&self) -> Option<u32> {
        let share = self.in_time.saturating_mul(1000).checked_div(self.decided())?;
        u32::try_from(share).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_whole_only_if_nothing_is_missing() {
        let tally = |in_time, missed| Tally { in_time, missed, ..Tally::default() };
        assert_eq!(tally(0, 0).per_mille(), None);
        assert_eq!(tally(7, 0).per_mille(), Some(1000));
        assert_eq!(tally(99_999, 1).per_mille(), Some(999));
        assert_eq!(tally(2, 1).per_mille(), Some(666));
    }
}

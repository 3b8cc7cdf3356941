use serde::Serialize;

use super::Day;

/// A span of days, both ends included. It is empty if `to` lies before `from`.
///
/// ```
/// use hongyan::calendar::{Day, Period};
///
/// let day = |d| Day::new(2024, 3, d).unwrap();
/// let engaged = Period { from: day(5), to: day(20) };
/// assert!(engaged.contains(day(20)) && !engaged.contains(day(21)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day; [`Day::MAX`] means open.
    pub to: Day,
}

impl Period {
    /// Every day there is.
    pub const ALWAYS: Period = Period { from: Day::MIN, to: Day::MAX };

    /// From one day to another, or without end.
    ///
    /// ```
    /// use hongyan::calendar::{Day, Period};
    ///
    /// let start = Day::new(2024, 3, 1).unwrap();
    /// assert_eq!(Period::new(start, None).to, Day::MAX); // still engaged
    /// ```
    #[must_use]
    pub fn new(from: Day, to: Option<Day>) -> Period {
        Period { from, to: to.unwrap_or(Day::MAX) }
    }

    /// Whether the day lies in it.
    ///
    /// ```
    /// use hongyan::calendar::{Day, Period};
    ///
    /// let term = Period::new(Day::new(2023, 7, 25).unwrap(), Day::new(2026, 7, 25));
    /// assert!(term.contains(Day::new(2026, 7, 25).unwrap())); // the last day is in it
    /// assert!(!term.contains(Day::new(2026, 7, 26).unwrap()));
    /// ```
    #[must_use]
    #[inline]
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// Whether it has no day.
    ///
    /// ```
    /// use hongyan::calendar::{Day, Period};
    ///
    /// // appointed and revoked on one day: no day of a term is left
    /// let day = Day::new(2024, 3, 1).unwrap();
    /// assert!(Period { from: day, to: day.previous() }.is_empty());
    /// assert!(!Period { from: day, to: day }.is_empty());
    /// ```
    #[must_use]
    #[inline]
    pub fn is_empty(self) -> bool {
        self.to < self.from
    }

    /// The days that lie in both.
    ///
    /// Empty where they have none in common.
    ///
    /// ```
    /// use hongyan::calendar::{Day, Period};
    ///
    /// let day = |month, day| Day::new(2024, month, day).unwrap();
    /// let engaged = Period { from: day(1, 15), to: day(6, 30) };
    /// let march = day(3, 1).month().days();
    /// assert_eq!(engaged.and(march), march);
    /// assert!(engaged.and(day(8, 1).month().days()).is_empty());
    /// ```
    #[must_use]
    #[inline]
    pub fn and(self, other: Period) -> Period {
        Period { from: self.from.max(other.from), to: self.to.min(other.to) }
    }

    /// Joins spans that overlap or touch; the result is ascending, with a day between any two.
    pub(crate) fn unite(spans: &mut Vec<Period>) {
        spans.retain(|span| !span.is_empty());
        spans.sort_unstable();
        spans.dedup_by(|later, earlier| {
            let joins = later.from <= earlier.to.next();
            if joins {
                earlier.to = earlier.to.max(later.to);
            }
            joins
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_touch_become_one() {
        let span = |from, to| Period { from: Day::from_number(from), to: Day::from_number(to) };
        let mut spans = vec![span(9, 12), span(1, 3), span(4, 5), span(7, 7), span(8, 6), span(10, 10)];
        Period::unite(&mut spans);
        assert_eq!(spans, [span(1, 5), span(7, 7), span(9, 12)]);
    }
}

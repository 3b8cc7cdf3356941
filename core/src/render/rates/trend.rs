use std::borrow::Borrow;

use serde::Serialize;

use super::{Rates, rates};
use crate::calendar::{Day, Month};
use crate::facts::Facts;
use crate::report::Report;

/// The counts as they stood on one day.
///
/// See the example of [`Trend`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Moment {
    /// The day that was asked about.
    pub as_of: Day,
    /// The counts.
    #[serde(flatten)]
    pub rates: Rates,
}

/// The counts over several days, ascending.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::render::{Moment, month_ends, trend};
/// use hongyan::{Policy, check};
///
/// let policy = Policy::default();
/// let trend = trend(month_ends(day(10, 5).into(), 2).map(|as_of| check(&facts, &policy, as_of)), &facts);
/// let pending = |moment: &Moment| (moment.as_of.to_string(), moment.rates.all.pending);
/// let pending: Vec<_> = trend.iter().map(pending).collect();
/// assert_eq!(pending, [("2024-09-30".to_owned(), 1), ("2024-10-05".to_owned(), 0)]);
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Trend(Vec<Moment>);

impl Trend {
    /// The days with their counts.
    ///
    /// See the example of [`Trend`].
    pub fn iter(&self) -> std::slice::Iter<'_, Moment> {
        self.0.iter()
    }

    /// How many days there are.
    ///
    /// See the example of [`trend`].
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    ///
    /// ```
    /// use hongyan::facts::Facts;
    /// use hongyan::render::trend;
    ///
    /// assert!(trend(Vec::<hongyan::Report>::new(), &Facts::default()).is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Trend {
    type Item = &'a Moment;
    type IntoIter = std::slice::Iter<'a, Moment>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Counts several reports on the same facts, each asked about its own day. They may be made one by one on the way.
///
/// ```
/// use hongyan::facts::Facts;
/// use hongyan::render::{month_ends, trend};
/// use hongyan::{Day, Policy, check};
///
/// let (facts, policy) = (Facts::default(), Policy::default());
/// let days = month_ends(Day::new(2024, 3, 10).unwrap(), 3);
/// assert_eq!(days.map(|day| day.to_string()).collect::<Vec<_>>(), ["2024-01-31", "2024-02-29", "2024-03-10"]);
/// let days = month_ends(Day::new(2024, 3, 10).unwrap(), 3);
/// assert_eq!(trend(days.map(|day| check(&facts, &policy, day)), &facts).len(), 3);
/// ```
pub fn trend<R: Borrow<Report>>(reports: impl IntoIterator<Item = R>, facts: &Facts) -> Trend {
    let moments = reports.into_iter().map(|report| {
        let report = report.borrow();
        Moment { as_of: report.as_of(), rates: rates(report, facts) }
    });
    let mut moments: Vec<Moment> = moments.collect();
    moments.sort_by_key(|moment| moment.as_of);
    Trend(moments)
}

/// The last days of the months before `as_of`, and `as_of` itself: this many days in all.
///
/// ```
/// use hongyan::Day;
/// use hongyan::render::month_ends;
///
/// let ends: Vec<String> = month_ends(Day::new(2024, 3, 15).unwrap(), 3).map(|day| day.to_string()).collect();
/// assert_eq!(ends, ["2024-01-31", "2024-02-29", "2024-03-15"]);
/// ```
pub fn month_ends(as_of: Day, count: u32) -> impl ExactSizeIterator<Item = Day> {
    let this = as_of.month().number();
    let days = (0..count).rev().map(move |back| {
        let back = i32::try_from(back).unwrap_or(i32::MAX);
        if back == 0 { as_of } else { Month::from_number(this.saturating_sub(back)).last_day() }
    });
    days.collect::<Vec<_>>().into_iter()
}

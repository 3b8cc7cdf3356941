use std::collections::BTreeMap;

use super::row::{self, Row};
use super::{Checked, Facts};
use crate::calendar::Month;

impl Facts {
    /// The same facts with engagements inferred from the sessions: per project and worker, from the first day of the
    /// month of the first session to the last day of the month of the last. Facts that have engagements, or have no
    /// sessions, stay as they are. A report on inferred engagements says so in its warnings.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use hongyan::facts::{Facts, Form, Session, Table, Tables};
    ///
    /// let day = NaiveDate::from_ymd_opt(2024, 3, 5).unwrap();
    /// let session = Session::new("D2024-0312", "磁器口", "周敏", Form::Individual, day);
    /// let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?.infer_engagements();
    /// assert!(facts.engagements_inferred());
    /// assert_eq!(facts.len(Table::Engagements), Some(1));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn infer_engagements(mut self) -> Facts {
        if self.engagements.is_some() || self.sessions.is_none() {
            return self;
        }
        let mut months: BTreeMap<_, (Month, Month)> = BTreeMap::new();
        for session in self.sessions() {
            let month = session.ended_on.month();
            let (first, last) = months.entry((session.project, session.worker)).or_insert((month, month));
            *first = month.min(*first);
            *last = month.max(*last);
        }
        let rows = months.iter().zip(0..).filter_map(|(((project, worker), (first, last)), row)| {
            let cells = [
                Checked::Id(*project),
                Checked::Id(*worker),
                Checked::Day(first.first_day()),
                Checked::Day(last.last_day()),
                Checked::Null,
            ];
            row::Engagement::read(&cells, row)
        });
        self.engagements = Some(rows.collect());
        self.inferred = true;
        self.index();
        self
    }
}

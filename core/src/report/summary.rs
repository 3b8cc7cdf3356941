use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::finding::Verdict;
use crate::rules::Rule;

/// How many findings have which verdict.
///
/// A contested finding is counted with its verdict as well.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
/// let counts = report.summary().get(hongyan::Rule::RecordDeadline).unwrap();
/// assert_eq!((counts.breach, counts.contested), (1, 1));
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Counts {
    /// Met, in time.
    pub compliant: u64,
    /// Late or missed.
    pub breach: u64,
    /// Not met, still can be.
    pub pending: u64,
    /// Not met, with a recorded reason.
    pub excused: u64,
    /// The duty does not exist.
    pub not_applicable: u64,
    /// The facts do not decide it.
    pub undetermined: u64,
    /// Of all these, those that another reading would decide otherwise.
    pub contested: u64,
}

impl Counts {
    /// How many have this verdict.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::finding::Verdict;
    ///
    /// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
    /// let counts = report.summary().get(hongyan::Rule::RecordDeadline).unwrap();
    /// assert_eq!(Verdict::ALL.map(|verdict| counts.of(verdict)), [0, 1, 0, 0, 0, 0]);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub const fn of(&self, verdict: Verdict) -> u64 {
        match verdict {
            Verdict::Compliant => self.compliant,
            Verdict::Breach => self.breach,
            Verdict::Pending => self.pending,
            Verdict::Excused => self.excused,
            Verdict::NotApplicable => self.not_applicable,
            Verdict::Undetermined => self.undetermined,
        }
    }

    fn count(&mut self, verdict: Verdict, contested: bool, findings: u64) {
        let counted = match verdict {
            Verdict::Compliant => &mut self.compliant,
            Verdict::Breach => &mut self.breach,
            Verdict::Pending => &mut self.pending,
            Verdict::Excused => &mut self.excused,
            Verdict::NotApplicable => &mut self.not_applicable,
            Verdict::Undetermined => &mut self.undetermined,
        };
        *counted = counted.saturating_add(findings);
        if contested {
            self.contested = self.contested.saturating_add(findings);
        }
    }
}

/// Counts by rule. A rule that was skipped or not asked is absent; one without findings has zeros.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
/// # let report = hongyan::check(&facts, &hongyan::Policy::default(), chrono::NaiveDate::from_ymd_opt(2024, 10, 5).unwrap());
/// use hongyan::finding::Verdict;
///
/// assert_eq!(report.summary().total(Verdict::Breach), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary([Option<Counts>; Rule::ALL.len()]);

impl Summary {
    /// The counts of a rule, if it was asked.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::Rule;
    ///
    /// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
    /// assert_eq!(report.summary().get(Rule::RecordDeadline).unwrap().breach, 1);
    /// assert_eq!(report.summary().get(Rule::CyclePlan), None); // there are no plans to judge
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn get(&self, rule: Rule) -> Option<&Counts> {
        self.0.get(rule as usize).and_then(Option::as_ref)
    }

    /// The rules that were asked, in order, with their counts.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
    /// let lines: Vec<String> =
    ///     report.summary().iter().map(|(rule, counts)| format!("{rule}: {} in breach", counts.breach)).collect();
    /// assert_eq!(lines, ["record_deadline: 1 in breach"]);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (Rule, &Counts)> {
        Rule::ALL.into_iter().filter_map(|rule| Some((rule, self.get(rule)?)))
    }

    /// The number of findings with this verdict, over all rules.
    ///
    /// See the example of [`Summary`].
    #[must_use]
    pub fn total(&self, verdict: Verdict) -> u64 {
        self.iter().map(|(_, counts)| counts.of(verdict)).fold(0, u64::saturating_add)
    }

    pub(crate) fn begin(&mut self, rule: Rule) {
        if let Some(counts) = self.0.get_mut(rule as usize) {
            counts.get_or_insert_default();
        }
    }

    pub(crate) fn count(&mut self, rule: Rule, verdict: Verdict, contested: bool, findings: u64) {
        if let Some(counts) = self.0.get_mut(rule as usize) {
            counts.get_or_insert_default().count(verdict, contested, findings);
        }
    }

    /// Sets the counts of a rule; whether it had none.
    #[cfg(feature = "json")]
    pub(crate) fn set(&mut self, rule: Rule, counts: Counts) -> bool {
        self.0.get_mut(rule as usize).is_some_and(|slot| slot.replace(counts).is_none())
    }

    /// Adds the counts of another part of the same facts.
    #[cfg(feature = "columns")]
    pub(crate) fn add(&mut self, other: &Summary) {
        for (rule, counts) in other.iter() {
            self.begin(rule);
            for verdict in Verdict::ALL {
                self.count(rule, verdict, false, counts.of(verdict));
            }
            self.contest(rule, counts.contested);
        }
    }

    /// So many of the findings counted are contested.
    #[cfg(feature = "columns")]
    pub(crate) fn contest(&mut self, rule: Rule, findings: u64) {
        if let Some(own) = self.0.get_mut(rule as usize).and_then(Option::as_mut) {
            own.contested = own.contested.saturating_add(findings);
        }
    }
}

impl Serialize for Summary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.iter().try_for_each(|(rule, counts)| map.serialize_entry(rule.name(), counts))?;
        map.end()
    }
}

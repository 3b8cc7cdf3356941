use super::{Draft, Edition, Listed, Policy, PolicyError, PolicyErrorCode, PolicyErrors, check};
use crate::calendar::{Day, Period, YEARS};
use crate::message::{Sentence, Text};
use crate::value::Value;

/// One of several policies that follow each other.
///
/// See the example of [`Policy::with_editions`].
#[derive(Clone, Debug, PartialEq)]
pub struct DatedDraft {
    /// First day.
    pub effective_from: Day,
    /// Last day, included; only the last edition may be open.
    pub effective_to: Option<Day>,
    /// The policy of that time. Its own effective dates are not used: the list has them.
    pub policy: Draft,
}

/// The same as a policy takes it.
pub(super) struct Dated {
    pub(super) effective_from: Day,
    pub(super) effective_to: Option<Day>,
    pub(super) policy: Listed,
}

impl From<DatedDraft> for Dated {
    fn from(draft: DatedDraft) -> Dated {
        let DatedDraft { effective_from, effective_to, policy } = draft;
        Dated { effective_from, effective_to, policy: policy.into() }
    }
}

impl Policy {
    /// Checks editions that follow each other without a gap.
    ///
    /// # Errors
    /// `bad_edition` where the list does not fit together, and every key whose value is not admitted.
    ///
    /// ```
    /// use hongyan::policy::{DatedDraft, Draft, PolicyErrorCode};
    /// use hongyan::{Day, Policy};
    ///
    /// let day = |text: &str| text.parse::<Day>().unwrap();
    /// let edition = |from: &str, to: Option<&str>, within_days| {
    ///     let mut policy = Draft::default();
    ///     policy.values.supervision.record.within_days = within_days;
    ///     DatedDraft { effective_from: day(from), effective_to: to.map(day), policy }
    /// };
    /// // from 2025 on, five days
    /// let list = vec![edition("2023-07-25", Some("2024-12-31"), 7), edition("2025-01-01", None, 5)];
    /// let policy = Policy::with_editions(list)?;
    /// assert_eq!(policy.record_due(day("2024-12-31")).on, day("2025-01-07"));
    /// assert_eq!(policy.record_due(day("2025-01-01")).on, day("2025-01-06"));
    ///
    /// let gap = vec![edition("2023-07-25", Some("2024-11-30"), 7), edition("2025-01-01", None, 5)];
    /// let errors = Policy::with_editions(gap).unwrap_err();
    /// let error = &errors.as_slice()[0];
    /// assert_eq!(error.code, PolicyErrorCode::BadEdition);
    /// assert_eq!(error.key.as_deref(), Some("editions[1].effective_from"));
    /// # Ok::<(), hongyan::policy::PolicyErrors>(())
    /// ```
    pub fn with_editions(editions: Vec<DatedDraft>) -> Result<Policy, PolicyErrors> {
        Policy::from_editions(editions.into_iter().map(Dated::from).enumerate().collect(), true, Vec::new())
    }

    pub(super) fn from_editions(
        editions: Vec<(usize, Dated)>,
        complete: bool,
        mut errors: Vec<PolicyError>,
    ) -> Result<Policy, PolicyErrors> {
        if complete {
            fit(&editions, &mut errors);
        }
        let dates = |(_, edition): &(usize, Dated)| Period::new(edition.effective_from, edition.effective_to);
        let span = editions.first().map(dates).zip(editions.last().map(dates));
        let mut checked: Vec<Edition> = Vec::with_capacity(editions.len());
        for (index, edition) in editions {
            let from = edition.effective_from;
            checked.push(Edition { from, ..check(edition.policy, &format!("editions[{index}].policy."), &mut errors) });
        }
        let mut checked = checked.into_iter();
        match (checked.next(), span) {
            (Some(first), Some((from, to))) if errors.is_empty() => {
                let listed = Some(Period { from: from.from, to: to.to });
                Ok(Policy { first, later: checked.collect(), listed })
            }
            _ => Err(PolicyErrors(errors)),
        }
    }
}

fn bad(key: String, value: Option<Day>, expected: impl Into<Sentence>) -> PolicyError {
    let value = value.map_or(Value::Null, |day| Value::Text(day.to_string()));
    PolicyError::new(key, value, PolicyErrorCode::BadEdition).expecting(expected)
}

/// Not empty, ascending, each beginning the day after the one before, only the last open.
fn fit(editions: &[(usize, Dated)], errors: &mut Vec<PolicyError>) {
    if editions.is_empty() {
        errors.push(bad("editions".to_owned(), None, Text::new("至少一个版本", "at least one edition")));
    }
    let mut before: Option<&Dated> = None;
    for (index, edition) in editions {
        let days = [("effective_from", Some(edition.effective_from)), ("effective_to", edition.effective_to)];
        for (name, day) in days {
            if let Some(day) = day.filter(|day| !YEARS.contains(&day.year())) {
                errors.push(bad(format!("editions[{index}].{name}"), Some(day), "1900..2200"));
            }
        }
        if let Some(to) = edition.effective_to.filter(|to| *to < edition.effective_from) {
            let expected = format!(">= {}", edition.effective_from);
            errors.push(bad(format!("editions[{index}].effective_to"), Some(to), expected));
        }
        match before.map(|before| before.effective_to) {
            Some(None) => {
                let before = index.saturating_sub(1);
                let expected = Text::new("截止日，因为其后还有版本", "a last day, since another edition follows");
                errors.push(bad(format!("editions[{before}].effective_to"), None, expected));
            }
            Some(Some(to)) if edition.effective_from != to.next() => {
                let key = format!("editions[{index}].effective_from");
                errors.push(bad(key, Some(edition.effective_from), to.next().to_string()));
            }
            _ => {}
        }
        before = Some(edition);
    }
}

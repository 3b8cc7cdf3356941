use super::write::Evidence;
use crate::calendar::{Day, Period};
use crate::contest::{Contest, Flips, Slot};
use crate::facts::Ids;
use crate::finding::{Detail, Force, Judgement, Stretch, Verdict};
use crate::message::Message;
use crate::rules::{Keys, Rule, Subject};

/// How one duty of one subject stands, and on what that rests.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
/// # let report = hongyan::check(&facts, &hongyan::Policy::default(), chrono::NaiveDate::from_ymd_opt(2024, 10, 5).unwrap());
/// let finding = report.findings().next().unwrap();
/// assert_eq!(finding.due_on.unwrap().to_string(), "2024-10-01");
/// assert_eq!(finding.margin_days, Some(-4));
/// assert_eq!(finding.contested_by().next(), Some(("supervision.record.last_day", "next_workday")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding<'r> {
    /// The duty.
    pub rule: Rule,
    /// The clause that it rests on.
    pub clause: &'static str,
    /// Whom or what it is about.
    pub subject: Subject<'r>,
    /// How it stands.
    pub verdict: Verdict,
    /// How strictly the clause binds.
    pub force: Force,
    /// Last day on which the duty can be met, in the policy's reading.
    pub due_on: Option<Day>,
    /// Day of the event that met it, in time or late.
    pub settled_on: Option<Day>,
    /// `due_on` minus `settled_on` if met, else minus the day asked about; negative = days late.
    pub margin_days: Option<i32>,
    /// Last day for which the verdict stands if no new fact arrives.
    pub holds_until: Option<Day>,
    /// Whether another admissible reading gives another verdict.
    pub contested: bool,
    /// The earliest and the latest `due_on` over all admissible readings.
    pub due_range: Option<Period>,
    /// The evidence.
    pub detail: Detail,
    /// The missed stretches of [`Rule::MentorInactivity`]; empty for every other rule.
    pub stretches: &'r [Stretch],
    contest: Contest,
}

impl<'r> Finding<'r> {
    /// The readings that alone flip the verdict, key and value, sorted. Empty also where only a combination does.
    ///
    /// See the example of [`Finding`].
    pub fn contested_by(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        flipped_by(self.rule, self.contest.by)
    }

    /// The finding in a sentence.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::message::Lang;
    ///
    /// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
    /// let message = report.findings().next().unwrap().message();
    /// assert_eq!(
    ///     message.text(Lang::En),
    ///     "周敏 has not handed in the record of D2024-0924; it was due on 2024-10-01, 4 days ago"
    /// );
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn message(&self) -> Message {
        Message::finding(self.subject, &self.judgement(), self.stretches)
    }

    pub(crate) fn evidence(&self) -> Evidence<'r> {
        let flips = self.contested.then_some(self.contest.by);
        Evidence { rule: self.rule, detail: self.detail, stretches: self.stretches, flips }
    }

    pub(crate) fn judgement(&self) -> Judgement {
        Judgement {
            verdict: self.verdict,
            force: self.force,
            due_on: self.due_on,
            settled_on: self.settled_on,
            margin_days: self.margin_days,
            holds_until: self.holds_until,
            detail: self.detail,
        }
    }
}

/// The reading keys in a rule's brackets.
fn slots(rule: Rule) -> &'static [Slot] {
    use crate::contest::Terms;
    use crate::rules::{
        annual_evaluation, annual_guidance, commendation, cycle_plan, mentor_eligibility, mentor_inactivity,
        mentor_term, monthly_plan, record_deadline, revocation, supervision_frequency,
    };
    match rule {
        Rule::SupervisionFrequency => supervision_frequency::Terms::SLOTS,
        Rule::RecordDeadline => record_deadline::Terms::SLOTS,
        Rule::CyclePlan => cycle_plan::Terms::SLOTS,
        Rule::MonthlyPlan => monthly_plan::Terms::SLOTS,
        Rule::MentorEligibility => mentor_eligibility::Terms::SLOTS,
        Rule::MentorTerm => mentor_term::Terms::SLOTS,
        Rule::AnnualGuidance => annual_guidance::Terms::SLOTS,
        Rule::MentorInactivity => mentor_inactivity::Terms::SLOTS,
        Rule::AnnualEvaluation => annual_evaluation::Terms::SLOTS,
        Rule::Commendation => commendation::Terms::SLOTS,
        Rule::Revocation => revocation::Terms::SLOTS,
    }
}

/// The readings that alone flip a verdict of this rule, key and value, sorted.
pub(crate) fn flipped_by(rule: Rule, by: Flips) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut names: Vec<_> = by.names(slots(rule)).collect();
    names.sort_unstable();
    names.into_iter()
}

/// The readings of this rule with these names, `full.dotted.key=value`, if it has them all.
#[cfg(feature = "json")]
pub(super) fn flips(rule: Rule, names: &[String]) -> Option<Flips> {
    let pairs: Option<Vec<_>> = names.iter().map(|name| name.split_once('=')).collect();
    Flips::of(slots(rule), pairs?.into_iter())
}

/// A finding as a report keeps it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record {
    pub(crate) rule: Rule,
    pub(crate) keys: Keys,
    pub(crate) judgement: Judgement,
    pub(crate) contest: Contest,
    /// Where its missed stretches begin among those of the report.
    pub(crate) stretches: u32,
}

impl Record {
    pub(crate) fn subject(self, ids: &Ids) -> Subject<'_> {
        self.keys.subject(self.rule, ids)
    }

    pub(crate) fn view<'r>(self, ids: &'r Ids, stretches: &'r [Stretch]) -> Finding<'r> {
        let Record { rule, judgement, contest, .. } = self;
        let own = match judgement.detail {
            Detail::Stretches(count) => {
                let from = usize::try_from(self.stretches).unwrap_or(usize::MAX);
                let count = usize::try_from(count).unwrap_or(usize::MAX);
                stretches.get(from..from.saturating_add(count)).unwrap_or_default()
            }
            _ => &[],
        };
        Finding {
            rule,
            clause: rule.clause(judgement.detail),
            subject: self.subject(ids),
            verdict: judgement.verdict,
            force: judgement.force,
            due_on: judgement.due_on,
            settled_on: judgement.settled_on,
            margin_days: judgement.margin_days,
            holds_until: judgement.holds_until,
            contested: contest.contested,
            due_range: contest.due_range,
            detail: judgement.detail,
            stretches: own,
            contest,
        }
    }
}

use crate::calendar::Day;
use crate::facts::Form;
use crate::finding::{Detail, Reason, Verdict};
use crate::message::{Message, Param, condition};
use crate::report::Finding;
use crate::rules::Rule;

/// What would still make a finding compliant, or that nothing can.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::explain::Remedy;
/// use hongyan::{Policy, check};
///
/// let remedy = |as_of| -> Remedy {
///     let report = check(&facts, &Policy::default(), as_of);
///     report.explain(&facts, report.findings().next().unwrap().subject).unwrap().remedy.unwrap()
/// };
/// assert_eq!(remedy(day(9, 28)).text.code(), "remedy.hand_in");
/// assert!(!remedy(day(10, 5)).possible); // it is over
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Remedy {
    /// Whether anything can.
    pub possible: bool,
    /// The last day for it, where there is one.
    pub by: Option<Day>,
    /// What is to be done.
    pub text: Message,
}

/// `None` if the duty is met or does not exist.
pub(super) fn remedy(finding: &Finding<'_>) -> Option<Remedy> {
    let possible = |by: Option<Day>, text: Message| {
        let text = by.into_iter().fold(text, |text, day| text.with("by", Param::Day(day)));
        Some(Remedy { possible: true, by, text })
    };
    let nothing = |code| Some(Remedy { possible: false, by: None, text: Message::explaining(code) });
    match (finding.verdict, finding.rule) {
        (Verdict::Compliant | Verdict::NotApplicable | Verdict::Excused, _) => None,
        (Verdict::Pending, Rule::Revocation) => possible(None, Message::explaining("remedy.decide")),
        (Verdict::Pending, Rule::Commendation) => {
            possible(finding.holds_until, Message::explaining("remedy.keep_guiding"))
        }
        (Verdict::Pending, rule) => possible(finding.due_on, todo(rule, finding.detail)),
        (Verdict::Undetermined, _) => match finding.detail.reason() {
            Some(Reason::RecordPrecedesSession) => possible(None, Message::explaining("remedy.correct_record")),
            Some(Reason::CalendarUnknown) => possible(finding.holds_until, Message::explaining("remedy.add_rest_days")),
            _ => possible(None, supply(finding.detail)),
        },
        (Verdict::Breach, Rule::SupervisionFrequency) => possible(None, Message::explaining("remedy.record_excuse")),
        (Verdict::Breach, Rule::MentorEligibility) => nothing("remedy.not_eligible"),
        (Verdict::Breach, Rule::MentorTerm) => nothing("remedy.outside_term"),
        (Verdict::Breach, Rule::Commendation) => nothing("remedy.lost"),
        (Verdict::Breach, _) if finding.settled_on.is_some() => nothing("remedy.late"),
        (Verdict::Breach, _) => nothing("remedy.over"),
    }
}

/// What meets a duty that is still open.
fn todo(rule: Rule, detail: Detail) -> Message {
    match (rule, detail) {
        (Rule::SupervisionFrequency, Detail::Missing { individual, group }) => {
            let forms = [(Form::Individual, individual), (Form::Group, group)];
            let missing = forms.into_iter().filter(|(_, tally)| !tally.is_met()).map(|(form, _)| form.word());
            Message::explaining("remedy.hold").with("forms", Param::Words(missing.collect()))
        }
        (Rule::RecordDeadline, _) => Message::explaining("remedy.hand_in"),
        (Rule::CyclePlan | Rule::MonthlyPlan, _) => Message::explaining("remedy.make_plan"),
        (Rule::AnnualEvaluation, _) => Message::explaining("remedy.evaluate"),
        _ => Message::explaining("remedy.guide"),
    }
}

fn supply(detail: Detail) -> Message {
    let unknown = match detail {
        Detail::Conditions { unknown, .. } => unknown.names().map(condition).collect(),
        _ => Vec::new(),
    };
    Message::explaining("remedy.supply").with("unknown", Param::Words(unknown))
}

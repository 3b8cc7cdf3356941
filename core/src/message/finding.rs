use super::words::condition;
use super::{Message, Param};
use crate::calendar::{Day, Month};
use crate::facts::Form;
use crate::finding::{Conditions, Detail, Judgement, Reason, Stretch, Tally, Verdict};
use crate::rules::Subject;

fn text(text: &str) -> Param {
    Param::Text(text.to_owned())
}

/// The dates of a judgement, as far as it has them.
fn dated(message: Message, judgement: &Judgement) -> Message {
    let days = [("due_on", judgement.due_on), ("settled_on", judgement.settled_on)];
    let message = days.into_iter().fold(message, |message, (name, day)| match day {
        Some(day) => message.with(name, Param::Day(day)),
        None => message,
    });
    let late = judgement.margin_days.map_or(0, |margin| i64::from(margin).saturating_neg());
    message.with("late", Param::Days(late))
}

/// The code of the four cases of the deadline pattern.
fn by_deadline(codes: [&'static str; 4], judgement: &Judgement) -> &'static str {
    let [in_time, late, pending, missing] = codes;
    match (judgement.verdict, judgement.settled_on) {
        (Verdict::Compliant, _) => in_time,
        (Verdict::Breach, Some(_)) => late,
        (Verdict::Pending, _) => pending,
        _ => missing,
    }
}

impl Message {
    /// What a finding says of its subject.
    pub(crate) fn finding(subject: Subject<'_>, judgement: &Judgement, stretches: &[Stretch]) -> Message {
        let message = match subject {
            Subject::SupervisionFrequency { project, worker, month } => frequency(judgement, project, worker, month),
            Subject::RecordDeadline { session, worker } => {
                Message::new(record_code(judgement)).with("session", text(session)).with("worker", text(worker))
            }
            Subject::CyclePlan { project, supervisor } => {
                let codes = ["cycle.in_time", "cycle.late", "cycle.pending", "cycle.missing"];
                let code = match judgement.verdict {
                    Verdict::NotApplicable => "cycle.successor",
                    _ => by_deadline(codes, judgement),
                };
                Message::new(code).with("project", text(project)).with("supervisor", text(supervisor))
            }
            Subject::MonthlyPlan { project, supervisor, month } => {
                let codes = ["monthly.in_time", "monthly.late", "monthly.pending", "monthly.missing"];
                Message::new(by_deadline(codes, judgement))
                    .with("project", text(project))
                    .with("supervisor", text(supervisor))
                    .with("month", Param::Month(month))
            }
            Subject::MentorEligibility { mentor } => eligibility(judgement).with("mentor", text(mentor)),
            Subject::MentorTerm { mentor, guided_on } => {
                Message::new(term_code(judgement)).with("mentor", text(mentor)).with("guided_on", Param::Day(guided_on))
            }
            Subject::AnnualGuidance { mentor, appointed_on, year } => {
                let codes = ["guidance.met", "guidance.missing", "guidance.pending", "guidance.missing"];
                let code = match judgement.verdict {
                    Verdict::NotApplicable => "guidance.partial",
                    _ => by_deadline(codes, judgement),
                };
                Message::new(code)
                    .with("mentor", text(mentor))
                    .with("appointed_on", Param::Day(appointed_on))
                    .with("year", Param::Year(year))
            }
            Subject::MentorInactivity { mentor, appointed_on } => inactivity(judgement, stretches)
                .with("mentor", text(mentor))
                .with("appointed_on", Param::Day(appointed_on)),
            Subject::AnnualEvaluation { mentor, year } => {
                let codes = ["evaluation.in_time", "evaluation.late", "evaluation.pending", "evaluation.missing"];
                Message::new(by_deadline(codes, judgement))
                    .with("mentor", text(mentor))
                    .with("year", Param::Number(i64::from(year)))
            }
            Subject::Commendation { mentor, year } => Message::new(commendation_code(judgement))
                .with("mentor", text(mentor))
                .with("year", Param::Number(i64::from(year)))
                .with("holds_until", judgement.holds_until.map_or_else(|| text(""), Param::Day)),
            Subject::Revocation { mentor, found_on } => {
                let decided = judgement.verdict == Verdict::Compliant;
                Message::new(if decided { "revocation.decided" } else { "revocation.pending" })
                    .with("mentor", text(mentor))
                    .with("found_on", Param::Day(found_on))
            }
        };
        dated(message, judgement)
    }

    /// How many sessions of a form were held of those required.
    fn tally(form: Form, tally: Tally) -> Message {
        Message::new("frequency.tally")
            .with("form", Param::Word(form.word()))
            .with("held", Param::Number(i64::from(tally.held)))
            .with("required", Param::Number(i64::from(tally.required)))
    }
}

fn frequency(judgement: &Judgement, project: &str, worker: &str, month: Month) -> Message {
    let code = match (judgement.verdict, judgement.settled_on) {
        (Verdict::Compliant, Some(_)) => "frequency.met",
        (Verdict::Compliant, None) => "frequency.nothing_asked",
        (Verdict::Pending, _) => "frequency.pending",
        (Verdict::Excused, _) => "frequency.excused",
        (Verdict::NotApplicable, _) => "frequency.partial",
        _ => "frequency.missing",
    };
    let message = Message::new(code)
        .with("project", text(project))
        .with("worker", text(worker))
        .with("month", Param::Month(month));
    let Detail::Missing { individual, group } = judgement.detail else {
        return message;
    };
    let forms = [(Form::Individual, individual), (Form::Group, group)];
    let missing = forms.into_iter().filter(|(_, tally)| !tally.is_met());
    message.with("missing", Param::List(missing.map(|(form, tally)| Message::tally(form, tally)).collect()))
}

fn record_code(judgement: &Judgement) -> &'static str {
    match (judgement.verdict, judgement.detail.reason()) {
        (Verdict::NotApplicable, _) => "record.not_owed",
        (_, Some(Reason::RecordPrecedesSession)) => "record.precedes",
        (_, Some(Reason::CalendarUnknown)) => "record.calendar_unknown",
        _ => by_deadline(["record.in_time", "record.late", "record.pending", "record.missing"], judgement),
    }
}

fn eligibility(judgement: &Judgement) -> Message {
    let words = |of: Conditions| Param::Words(of.names().map(condition).collect());
    match judgement.detail {
        Detail::Conditions { failed, unknown } if failed.is_empty() => {
            Message::new("eligibility.unknown").with("unknown", words(unknown))
        }
        Detail::Conditions { failed, .. } => Message::new("eligibility.failed").with("failed", words(failed)),
        _ => Message::new("eligibility.met"),
    }
}

fn term_code(judgement: &Judgement) -> &'static str {
    match judgement.detail.reason() {
        Some(Reason::NeverAppointed) => "term.never_appointed",
        Some(Reason::BeforeTerm) => "term.before_term",
        Some(Reason::Revoked) => "term.revoked",
        Some(_) => "term.after_term",
        None => "term.in_term",
    }
}

fn inactivity(judgement: &Judgement, stretches: &[Stretch]) -> Message {
    let Some(first) = stretches.first() else {
        let running = judgement.verdict == Verdict::Pending;
        return Message::new(if running { "inactivity.running" } else { "inactivity.none" });
    };
    let message = match first.resumed_on {
        Some(day) => Message::new("inactivity.resumed").with("resumed_on", Param::Day(day)),
        None => Message::new("inactivity.not_resumed"),
    };
    let count = i64::try_from(stretches.len()).unwrap_or(i64::MAX);
    message.with("after", Param::Day(first.after)).with("count", Param::Number(count))
}

fn commendation_code(judgement: &Judgement) -> &'static str {
    match judgement.detail {
        Detail::Lost { inactive: true, revoked: true } => "commendation.both",
        Detail::Lost { inactive: false, .. } => "commendation.revoked",
        Detail::Lost { .. } => "commendation.inactive",
        _ if judgement.verdict == Verdict::Pending => "commendation.pending",
        _ => "commendation.kept",
    }
}

impl From<Day> for Param {
    fn from(day: Day) -> Param {
        Param::Day(day)
    }
}

//! Each rule by itself, under the terms that the contract gives when nothing is said.

use hongyan::calendar::{Day, Month};
use hongyan::facts::Form;
use hongyan::finding::Verdict;
use hongyan::rules::mentors::term::Appointment;
use hongyan::rules::supervision_frequency::{Attended, WorkerMonth};
use hongyan::rules::{
    annual_evaluation, annual_guidance, commendation, mentor_inactivity, mentor_term, revocation, supervision_frequency,
};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// One individual and one group session a month (S4); peer supervision counts for nothing.
#[test]
fn a_whole_month() {
    let month = Month::new(2024, 3).unwrap();
    let judged = |sessions: &[Attended], as_of: &str| {
        let judgement = supervision_frequency::judge(
            &supervision_frequency::Terms::default(),
            WorkerMonth::whole(month, sessions),
            day(as_of),
        );
        judgement.map(|one| (one.verdict, one.settled_on, one.due_on))
    };
    let individual = Attended::on_project(day("2024-03-04"), Form::Individual);
    let group = Attended::on_project(day("2024-03-31"), Form::Group);
    let peer = Attended::on_project(day("2024-03-05"), Form::Peer);
    let due = Some(day("2024-03-31"));
    assert_eq!(judged(&[individual, group], "2024-03-31"), Some((Verdict::Compliant, due, due)));
    assert_eq!(judged(&[individual, peer], "2024-03-31"), Some((Verdict::Pending, None, due)));
    assert_eq!(judged(&[individual, peer], "2024-04-01"), Some((Verdict::Breach, None, due)));
    assert_eq!(judged(&[], "2024-02-29"), None);
}

/// Three years from the certificate, the corresponding day included (M5), from 2023-06-30 on (M9).
#[test]
fn guidance_within_a_term() {
    let appointments = [Appointment::new(day("2023-07-25"))];
    let judged = |guided_on: &str| {
        let row = mentor_term::Guidance { guided_on: day(guided_on), appointments: &appointments };
        mentor_term::judge(&mentor_term::Terms::default(), row, day("2026-12-01")).map(|one| one.verdict)
    };
    assert_eq!(judged("2023-06-29"), None);
    assert_eq!(judged("2023-07-24"), Some(Verdict::Breach));
    assert_eq!(judged("2023-07-25"), Some(Verdict::Compliant));
    assert_eq!(judged("2026-07-25"), Some(Verdict::Compliant));
    assert_eq!(judged("2026-07-26"), Some(Verdict::Breach));
}

/// Six months without guidance (M6), counted to the corresponding day, cost the year in which they are over.
#[test]
fn six_months_without_guidance() {
    let appointment = Appointment::new(day("2024-01-15"));
    let appointments = [appointment];
    let inactive = |as_of: &str| {
        let row = mentor_inactivity::Mentor { appointment, guidance: &[] };
        mentor_inactivity::judge(&mentor_inactivity::Terms::default(), row, day(as_of)).map(|one| one.verdict)
    };
    let commended = |year: i32, as_of: &str| {
        let row = commendation::MentorYear { appointments: &appointments, guidance: &[], revocations: &[], year };
        commendation::judge(&commendation::Terms::default(), row, day(as_of)).map(|one| one.verdict)
    };
    assert_eq!(
        (inactive("2024-07-15"), commended(2024, "2024-07-15")),
        (Some(Verdict::Pending), Some(Verdict::Pending))
    );
    assert_eq!((inactive("2024-07-16"), commended(2024, "2024-07-16")), (Some(Verdict::Breach), Some(Verdict::Breach)));
    assert_eq!(commended(2023, "2024-07-16"), None);
    assert_eq!(commended(2025, "2025-07-16"), Some(Verdict::Pending));
}

/// Once in every year of the term; an evaluation by the end of March of the next year (assumed).
#[test]
fn yearly_duties() {
    let appointment = Appointment::new(day("2023-07-25"));
    let appointments = [appointment];
    let guided = |year: i32, as_of: &str| {
        let row = annual_guidance::TermYear { appointment, year, guidance: &[day("2024-07-25")] };
        annual_guidance::judge(&annual_guidance::Terms::default(), row, day(as_of)).map(|one| one.verdict)
    };
    assert_eq!(guided(1, "2024-07-26"), Some(Verdict::Compliant));
    assert_eq!(guided(2, "2025-07-25"), Some(Verdict::Pending));
    assert_eq!(guided(2, "2025-07-26"), Some(Verdict::Breach));
    let evaluated = |evaluated_on: Option<&str>, as_of: &str| {
        let evaluated_on = evaluated_on.map(day);
        let row = annual_evaluation::MentorYear { appointments: &appointments, year: 2023, evaluated_on };
        let judgement = annual_evaluation::judge(&annual_evaluation::Terms::default(), row, day(as_of));
        judgement.map(|one| (one.verdict, one.due_on))
    };
    let due = Some(day("2024-03-31"));
    assert_eq!(evaluated(None, "2023-07-24"), None);
    assert_eq!(evaluated(None, "2024-03-31"), Some((Verdict::Pending, due)));
    assert_eq!(evaluated(None, "2024-04-01"), Some((Verdict::Breach, due)));
    assert_eq!(evaluated(Some("2024-03-31"), "2024-04-01"), Some((Verdict::Compliant, due)));
}

/// A violation is to be followed by a revocation (M7); the text sets no deadline.
#[test]
fn a_violation() {
    let judged = |revoked_on: Option<&str>, as_of: &str| {
        let row = revocation::Violation { found_on: day("2024-02-01"), revoked_on: revoked_on.map(day) };
        let judgement = revocation::judge(&revocation::Terms::default(), row, day(as_of));
        judgement.map(|one| (one.verdict, one.due_on))
    };
    assert_eq!(judged(None, "2024-01-31"), None);
    assert_eq!(judged(None, "2024-02-01"), Some((Verdict::Pending, None)));
    assert_eq!(judged(Some("2024-05-01"), "2024-04-30"), Some((Verdict::Pending, None)));
    assert_eq!(judged(Some("2024-05-01"), "2024-05-01"), Some((Verdict::Compliant, None)));
}

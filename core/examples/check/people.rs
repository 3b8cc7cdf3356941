//! Who must still do what by when, and whose duties were missed.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use hongyan::finding::{Force, Verdict};
use hongyan::message::Lang;
use hongyan::rules::{Rule, Subject};
use hongyan::{Finding, Report};

use crate::layout::{BOLD, DIM, Page, RED, YELLOW, left, paint, printable, widest};
use crate::summary::more;
use crate::words;

/// How many pending duties are shown.
const SHOWN_PENDING: usize = 10;
/// How many people of a role are shown with their breaches, and how many breaches of each.
const SHOWN_PEOPLE: usize = 5;
const SHOWN_BREACHES: usize = 3;
/// How many others are named.
const SHOWN_NAMES: usize = 40;

/// In what role someone has a duty, or it is about them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Worker,
    Supervisor,
    Mentor,
}

const ROLES: [Role; 3] = [Role::Worker, Role::Supervisor, Role::Mentor];

fn person(subject: Subject<'_>) -> Option<(Role, &str)> {
    Some(match subject {
        Subject::SupervisionFrequency { worker, .. } | Subject::RecordDeadline { worker, .. } => (Role::Worker, worker),
        Subject::CyclePlan { supervisor, .. } | Subject::MonthlyPlan { supervisor, .. } => {
            (Role::Supervisor, supervisor)
        }
        Subject::MentorEligibility { mentor }
        | Subject::MentorTerm { mentor, .. }
        | Subject::AnnualGuidance { mentor, .. }
        | Subject::MentorInactivity { mentor, .. }
        | Subject::AnnualEvaluation { mentor, .. }
        | Subject::Commendation { mentor, .. }
        | Subject::Revocation { mentor, .. } => (Role::Mentor, mentor),
        _ => return None,
    })
}

/// The clause as a column.
pub(crate) fn clause(finding: &Finding<'_>) -> String {
    paint(DIM, &left(&format!("  {}", finding.clause), "  S6.2.1  ".len()))
}

/// What a finding says, and how strictly the clause binds where it does not bind fully.
pub(crate) fn sentence(finding: &Finding<'_>, lang: Lang) -> String {
    let sentence = printable(&finding.message().text(lang));
    let force = finding.force.word().get(lang);
    match (finding.force, lang) {
        (Force::Mandatory, _) => sentence,
        (_, Lang::Zh) => format!("{sentence}{}", paint(DIM, &format!("（{force}）"))),
        (_, Lang::En) => format!("{sentence}{}", paint(DIM, &format!(" ({force})"))),
    }
}

/// What can still be done, soonest first; then what has no deadline.
pub(crate) fn pending(page: &mut Page, report: &Report, lang: Lang) {
    // that a commendation is not lost so far asks nothing of anyone
    let (kept, due): (Vec<_>, Vec<_>) = report.deadlines().partition(|finding| finding.rule == Rule::Commendation);
    let undated: Vec<_> =
        report.findings().filter(|finding| finding.verdict == Verdict::Pending && finding.due_on.is_none()).collect();
    let all = due.len().saturating_add(undated.len());
    if all == 0 && kept.is_empty() {
        return;
    }
    page.heading(&words::titled(lang, words::STILL_POSSIBLE.get(lang), all));
    let shown = due.get(..SHOWN_PENDING).unwrap_or(&due);
    for of_day in shown.chunk_by(|one, next| one.due_on == next.due_on) {
        if let Some((day, margin)) = of_day.first().and_then(|one| one.due_on.zip(one.margin_days)) {
            page.line(&format!("{}  {}", paint(BOLD, &day.to_string()), words::until(lang, margin)));
        }
        for finding in of_day {
            page.item(&clause(finding), &sentence(finding, lang));
            contested(page, finding, lang);
        }
    }
    more(page, due.len(), SHOWN_PENDING, lang);
    if !undated.is_empty() {
        page.line(&paint(BOLD, words::NO_DEADLINE.get(lang)));
    }
    for finding in undated.iter().take(SHOWN_PENDING) {
        page.item(&clause(finding), &sentence(finding, lang));
    }
    more(page, undated.len(), SHOWN_PENDING, lang);
    if !kept.is_empty() {
        page.line(&paint(DIM, &words::commendations_kept(lang, kept.len())));
    }
}

/// Breaches by person: what is still open before what was done late, the latest first.
pub(crate) fn breaches(page: &mut Page, report: &Report, lang: Lang) {
    let mut people: BTreeMap<(Role, &str), Vec<Finding<'_>>> = BTreeMap::new();
    let mut all = 0_usize;
    for finding in report.findings().filter(|finding| finding.verdict == Verdict::Breach) {
        all = all.saturating_add(1);
        if let Some(person) = person(finding.subject) {
            people.entry(person).or_default().push(finding);
        }
    }
    if all == 0 {
        return;
    }
    page.heading(&words::titled(lang, words::BREACHES.get(lang), all));
    for role in ROLES {
        let mut of_role: Vec<(&str, Vec<Finding<'_>>)> = people
            .iter()
            .filter(|((one, _), _)| *one == role)
            .map(|((_, name), findings)| (*name, findings.clone()))
            .collect();
        of_role.sort_by_key(|(_, findings)| Reverse((open(findings), findings.len())));
        for (name, findings) in of_role.iter_mut().take(SHOWN_PEOPLE) {
            findings.sort_by_key(|finding| (finding.settled_on.is_some(), Reverse(finding.due_on)));
            one(page, (role, name), findings, lang);
        }
        let mut rest = of_role.split_off(SHOWN_PEOPLE.min(of_role.len()));
        rest.sort_by_key(|(_, findings)| Reverse(findings.len()));
        if !rest.is_empty() {
            let named = rest.iter().take(SHOWN_NAMES);
            let mut others: Vec<String> =
                named.map(|(name, findings)| format!("{} {}", printable(name), findings.len())).collect();
            if rest.len() > others.len() {
                others.push("...".to_owned());
            }
            page.flow(&words::others(lang, role, rest.len()), &others, words::comma(lang));
        }
    }
}

/// How many were never met.
fn open(findings: &[Finding<'_>]) -> usize {
    findings.iter().filter(|finding| finding.settled_on.is_none()).count()
}

fn one(page: &mut Page, (role, name): (Role, &str), findings: &[Finding<'_>], lang: Lang) {
    let settled = findings.len().saturating_sub(open(findings));
    let (role, counts) = words::person(lang, role, findings.len(), settled);
    page.line(&format!("{}  {role}  {}", paint(BOLD, &printable(name)), paint(RED, &counts)));
    let shown = findings.get(..SHOWN_BREACHES).unwrap_or(findings);
    let late: Vec<String> = shown.iter().map(|finding| words::late(lang, finding)).collect();
    let width = widest(late.iter().map(String::as_str));
    for (finding, late) in shown.iter().zip(&late) {
        let late = if width == 0 { String::new() } else { format!("{}  ", left(late, width)) };
        page.item(&format!("{}{late}", clause(finding)), &sentence(finding, lang));
        contested(page, finding, lang);
    }
    more(page, findings.len(), SHOWN_BREACHES, lang);
}

/// The readings that would give another verdict.
fn contested(page: &mut Page, finding: &Finding<'_>, lang: Lang) {
    if finding.contested {
        let readings: Vec<String> = finding.contested_by().map(|(key, value)| format!("{key}={value}")).collect();
        page.item(&left("", "  S6.2.1  ".len()), &paint(YELLOW, &words::contested(lang, &readings)));
    }
}

//! Section 6, `standings`: how each mentor stands on the day.

use std::collections::BTreeSet;

use chrono::Datelike;
use serde_json::{Value, json};

use super::dates::Day;
use super::facts::Facts;
use super::finding::{Finding, Part};
use super::policy::Law;
use super::terms::{Term, terms};

/// `all` = the facts as given, `seen` = those not after `as_of`; `commendations` = rule 10's findings, if it was not
/// skipped for want of tables.
pub fn standings(all: &Facts, seen: &Facts, law: &Law, as_of: Day, commendations: &[Finding]) -> Vec<Value> {
    // "One per mentor named in any table, by mentor."
    let mut mentors = BTreeSet::new();
    mentors.extend(all.mentors.iter().map(|row| &row.mentor));
    mentors.extend(all.appointments.iter().map(|row| &row.mentor));
    mentors.extend(all.guidance.iter().map(|row| &row.mentor));
    mentors.extend(all.evaluations.iter().map(|row| &row.mentor));
    mentors.extend(all.violations.iter().map(|row| &row.mentor));

    // "Standings alone look at" appointments after `as_of`; the revocations are still only those seen.
    let all_terms = terms(&all.appointments, &seen.violations, law);
    let mut standings = Vec::new();
    for mentor in mentors {
        let terms: Vec<&Term> = all_terms.iter().filter(|term| term.mentor == *mentor).collect();
        let latest = |among: &dyn Fn(&Term) -> bool| -> Option<&Term> {
            terms.iter().filter(|term| among(term)).max_by_key(|term| term.appointed_on).copied()
        };
        let latest_seen = latest(&|term| term.appointed_on <= as_of);
        let current = latest(&|term| term.contains(as_of));
        let (standing, term) = match (latest_seen, current) {
            // "The latest seen appointment's term was cut by a revocation and is over."
            (Some(term), _) if term.cut && term.last_day < as_of => ("revoked", Some(term)),
            // "The days of the current, else the latest term".
            (_, Some(term)) => ("in_term", Some(term)),
            (Some(term), None) => ("expired", Some(term)),
            // "The only appointments are after `as_of`."
            (None, None) => match latest(&|_| true) {
                Some(term) => ("not_yet", Some(term)),
                None => ("never_appointed", None),
            },
        };
        standings.push(json!({
            "mentor": mentor,
            "standing": standing,
            "first_day": term.map(|term| term.appointed_on.to_string()),
            "last_day": term.map(|term| term.last_day.to_string()),
            "commendable": commendable(mentor, as_of, commendations),
        }));
    }
    standings
}

/// "True iff rule 10 for `as_of`'s year is `compliant` or `pending`, false iff `breach`, null if it is not judged."
fn commendable(mentor: &str, as_of: Day, commendations: &[Finding]) -> Option<bool> {
    let subject = vec![("mentor", Part::text(mentor)), ("year", Part::Number(as_of.year()))];
    let finding = commendations.iter().find(|finding| finding.subject == subject)?;
    Some(finding.verdict != "breach")
}

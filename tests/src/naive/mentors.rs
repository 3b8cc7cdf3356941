//! Section 5, rules 5 to 11: the mentor measure.

use std::collections::BTreeSet;

use chrono::Datelike;
use serde_json::json;

use super::dates::{Day, add_months, add_years, date, days_between, next, previous};
use super::facts::Facts;
use super::finding::{Finding, Part, Subject};
use super::policy::{CATEGORIES, GUIDANCE_YEAR, LAPSE_EFFECT, Law};
use super::terms::{Term, Watch, term_years, terms, watches};

/// Rule 5, M2 and M3, `mandatory`: three conditions and one of four categories.
pub fn mentor_eligibility(facts: &Facts, law: &Law, as_of: Day) -> Vec<Finding> {
    let policy = law.on(as_of);
    let mut findings = Vec::new();
    for mentor in &facts.mentors {
        let conditions = [
            ("responsibility", mentor.responsibility),
            ("experience", mentor.experience),
            ("commitment", mentor.commitment),
        ];
        let mut failed = Vec::new();
        let mut unknown = Vec::new();
        for (name, condition) in conditions {
            match condition {
                Some(true) => {}
                Some(false) => failed.push(name),
                None => unknown.push(name),
            }
        }
        // "(`closed`) a known category that is none of the four", "(`closed`) the category unknown".
        if policy.reading(CATEGORIES) == "closed" {
            match mentor.category.as_deref() {
                Some("expert" | "talent" | "cppcc_member" | "university_teacher") => {}
                Some(_) => failed.push("category"),
                None => unknown.push("category"),
            }
        }
        let verdict = match () {
            () if !failed.is_empty() => "breach",
            () if !unknown.is_empty() => "undetermined",
            () => "compliant",
        };
        // "Clause `M3` where `detail.failed` or, that being absent, `detail.unknown` is exactly [`category`], else `M2`."
        let decisive = if failed.is_empty() { &unknown } else { &failed };
        let clause = if *decisive == ["category"] { "M3" } else { "M2" };
        let subject = mentor_subject(&mentor.mentor);
        let mut finding = Finding::new("mentor_eligibility", clause, "mandatory", subject, verdict);
        if !failed.is_empty() {
            finding.detail("failed", json!(failed));
        }
        if !unknown.is_empty() {
            finding.detail("unknown", json!(unknown));
        }
        if verdict == "undetermined" {
            finding.detail("reason", json!("unknown_facts"));
        }
        findings.push(finding);
    }
    findings
}

/// Rule 6, M5, `advisory`: guidance is given within a term.
pub fn mentor_term(facts: &Facts, law: &Law) -> Vec<Finding> {
    // "Subject `mentor, guided_on` (one per mentor and day), judged if in the effective period."
    let mut days = BTreeSet::new();
    for guidance in &facts.guidance {
        if law.mentor.contains(guidance.guided_on) {
            days.insert((guidance.mentor.clone(), guidance.guided_on));
        }
    }
    let all_terms = terms(&facts.appointments, &facts.violations, law);
    let mut findings = Vec::new();
    for (mentor, guided_on) in days {
        let terms: Vec<&Term> = all_terms.iter().filter(|term| term.mentor == mentor).collect();
        let mut subject = mentor_subject(&mentor);
        subject.push(("guided_on", Part::On(guided_on)));
        let mut finding = Finding::new("mentor_term", "M5", "advisory", subject, "compliant");
        if terms.iter().any(|term| term.contains(guided_on)) {
            finding.settled_on = Some(guided_on);
        } else {
            // "Otherwise by the latest appointment on or before it: `revoked` if its term was cut by a revocation, else
            // `after_term`."
            let begun = terms.iter().filter(|term| term.appointed_on <= guided_on);
            let reason = match begun.max_by_key(|term| term.appointed_on) {
                _ if terms.is_empty() => "never_appointed",
                None => "before_term",
                Some(latest) if latest.cut => "revoked",
                Some(_) => "after_term",
            };
            finding.verdict = "breach";
            finding.detail("reason", json!(reason));
        }
        findings.push(finding);
    }
    findings
}

/// One year of a term as rule 7 counts them.
struct GuidanceYear {
    year: i32,
    first_day: Day,
    last_day: Day,
    whole: bool,
}

/// Rule 7, M5, `mandatory`: in the term the mentor guides students every year.
pub fn annual_guidance(facts: &Facts, law: &Law, as_of: Day) -> Vec<Finding> {
    let mut findings = Vec::new();
    for term in terms(&facts.appointments, &facts.violations, law) {
        let years = match law.on(term.appointed_on).reading(GUIDANCE_YEAR) {
            "calendar_year" => calendar_years(&term, law, as_of),
            _ => years_of_term(&term, law, as_of),
        };
        for year in years {
            // "Judged if its last day is not before `effective_from`, and the later of its first day and
            // `effective_from` is `<= as_of`." "A year with no day left is no subject".
            let no_day_left = year.last_day < year.first_day;
            if no_day_left || year.last_day < law.mentor.from || year.first_day.max(law.mentor.from) > as_of {
                continue;
            }
            // "`due_on` = its last day. Met by the first guidance in it." "Guidance in the year before `effective_from`
            // meets it."
            let of_mentor = facts.guidance.iter().filter(|guidance| guidance.mentor == term.mentor);
            let guided = of_mentor.map(|guidance| guidance.guided_on);
            let met_on = guided.filter(|day| year.first_day <= *day && *day <= year.last_day).min();
            let mut subject = appointment_subject(&term.mentor, term.appointed_on);
            subject.push(("year", Part::Number(year.year)));
            let finding = Finding::new("annual_guidance", "M5", "mandatory", subject, "not_applicable");
            // "A year that is not whole is never a breach: unmet and over, it is `not_applicable` (`due_on` null)."
            let over = as_of > year.last_day;
            findings.push(match met_on {
                None if over && !year.whole => finding,
                _ => finding.by_deadline_pattern(year.last_day, met_on, as_of),
            });
        }
    }
    findings
}

/// "Term year k = 1, 2, ...: from the day after `appointed_on + (k-1) years` (k = 1: from `appointed_on`) to
/// `appointed_on + k years`, as far as the term reaches and not beyond `effective_to`."
fn years_of_term(term: &Term, law: &Law, as_of: Day) -> Vec<GuidanceYear> {
    let mut years = Vec::new();
    let mut number = 1;
    let mut first_day = term.appointed_on;
    while first_day <= as_of && first_day <= term.last_day {
        let anniversary = add_years(term.appointed_on, i64::from(number));
        let last_day = law.mentor.cut(anniversary.min(term.last_day));
        // "Whole if, cut by the term and `effective_to`, it still reaches `appointed_on + k years`, or the day before
        // that where the term ends there by `ends_on` or `day_before`": that is, by itself and by no revocation.
        let eve = previous(anniversary);
        let whole = last_day == anniversary || last_day == eve && term.last_day == eve && !term.cut;
        years.push(GuidanceYear { year: number, first_day, last_day, whole });
        first_day = next(anniversary);
        number += 1;
    }
    years
}

/// "Each calendar year the term touches, within the term; `year` = its number." "Whole if 1 January to 31 December all
/// lie in the term and none is after `effective_to`."
fn calendar_years(term: &Term, law: &Law, as_of: Day) -> Vec<GuidanceYear> {
    let mut years = Vec::new();
    for year in term.appointed_on.year()..=as_of.year() {
        let (new_year, new_years_eve) = (date(year, 1, 1), date(year, 12, 31));
        let first_day = new_year.max(term.appointed_on);
        let last_day = law.mentor.cut(new_years_eve.min(term.last_day));
        let whole = first_day == new_year && last_day == new_years_eve;
        years.push(GuidanceYear { year, first_day, last_day, whole });
    }
    years
}

/// Rule 8, M6, `mandatory`: no six months running without guidance.
pub fn mentor_inactivity(facts: &Facts, law: &Law, as_of: Day) -> Vec<Finding> {
    let mut findings = Vec::new();
    for watch in watches(facts, law, as_of) {
        let subject = appointment_subject(&watch.mentor, watch.appointed_on);
        let mut finding = Finding::new("mentor_inactivity", "M6", "mandatory", subject, "compliant");
        if let Some(first) = watch.missed.first() {
            // "Any missed: `breach`, `due_on` = the first missed deadline, `settled_on` null, `margin_days` = `due_on`
            // minus the first missed stretch's `resumed_on` (else `min(as_of, last day)`)."
            finding.verdict = "breach";
            finding.due_on = Some(first.deadline);
            finding.margin_days = Some(days_between(first.resumed_on.unwrap_or(watch.seen_to), first.deadline));
            let mut stretches = Vec::new();
            for missed in &watch.missed {
                let mut stretch = json!({"after": missed.after.to_string(), "missed": missed.deadline.to_string()});
                if let Some(resumed_on) = missed.resumed_on {
                    stretch["resumed_on"] = json!(resumed_on.to_string());
                }
                stretches.push(stretch);
            }
            finding.detail("stretches", json!(stretches));
        } else if as_of <= watch.last_day && watch.current_deadline <= watch.last_day {
            // "`pending` with `due_on` = the current deadline if `as_of` and that deadline are both `<=` the last day".
            finding.verdict = "pending";
            finding = finding.with_days(watch.current_deadline, None, as_of);
        }
        findings.push(finding);
    }
    findings
}

/// Rule 9, M6, `advisory`: the year's guidance is evaluated.
pub fn annual_evaluation(facts: &Facts, law: &Law, as_of: Day) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ((mentor, year), (first_day, _)) in term_years(facts, law, as_of) {
        // "Judged if the first such day `<= as_of`."
        if first_day > as_of {
            continue;
        }
        // "`due_on` = 31 December + `within_months`", by the edition of "the year's first term day". "Met by the
        // earliest evaluation of that mentor and year. Deadline pattern."
        let within_months = law.on(first_day).number("mentor.evaluation.within_months");
        let due_on = add_months(date(year, 12, 31), within_months);
        let of_mentor = facts.evaluations.iter().filter(|evaluation| evaluation.mentor == mentor);
        let met_on = of_mentor.filter(|evaluation| evaluation.year == year).map(|evaluation| evaluation.evaluated_on);
        let finding =
            Finding::new("annual_evaluation", "M6", "advisory", year_subject(&mentor, year), "not_applicable");
        findings.push(finding.by_deadline_pattern(due_on, met_on.min(), as_of));
    }
    findings
}

/// Rule 10, M6, `mandatory`: six months without guidance cost the commendation.
pub fn commendation(facts: &Facts, law: &Law, as_of: Day) -> Vec<Finding> {
    let watches = watches(facts, law, as_of);
    let mut findings = Vec::new();
    for ((mentor, year), (first_day, last_day)) in term_years(facts, law, as_of) {
        if first_day > as_of {
            continue;
        }
        let of_mentor = || watches.iter().filter(|watch| watch.mentor == mentor);
        let inactive = of_mentor().any(|watch| lost_years(watch, law).contains(&year));
        // "A year in which a seen `revoked_on` lies is lost too."
        let revocations = facts.violations.iter().filter(|violation| violation.mentor == mentor);
        let revoked = revocations.filter_map(|violation| violation.revoked_on).any(|day| day.year() == year);

        let subject = year_subject(&mentor, year);
        let mut finding = Finding::new("commendation", "M6", "mandatory", subject, "compliant");
        if inactive || revoked {
            // "Lost: `breach`, `detail.reasons` = [`inactive`, `revoked`] as they apply, `due_on` null."
            let mut reasons = Vec::new();
            if inactive {
                reasons.push("inactive");
            }
            if revoked {
                reasons.push("revoked");
            }
            finding.verdict = "breach";
            finding.detail("reasons", json!(reasons));
        } else if as_of <= last_day {
            // "Else `pending` with `due_on` = the mentor's last term day of the year while `as_of <= due_on`;
            // `holds_until` is then the earliest of `due_on` and the current rule 8 deadlines of all the mentor's judged
            // appointments that are still running (`as_of <=` deadline `<` rule 8's last day)."
            finding.verdict = "pending";
            finding = finding.with_days(last_day, None, as_of);
            for watch in of_mentor() {
                if as_of <= watch.current_deadline && watch.current_deadline < watch.last_day {
                    finding.holds_until = finding.holds_until.min(Some(watch.current_deadline));
                }
            }
        }
        findings.push(finding);
    }
    findings
}

/// The years that the missed stretches of one appointment cost.
fn lost_years(watch: &Watch, law: &Law) -> BTreeSet<i32> {
    let mut lost = BTreeSet::new();
    for missed in &watch.missed {
        // "The lapse day of a missed stretch (rule 8) is the day after its deadline."
        let lapse_year = next(missed.deadline).year();
        let last_year = match law.on(watch.appointed_on).reading(LAPSE_EFFECT) {
            // "Every year from the lapse day's to that of the day before the stretch resumed (else `min(as_of, last
            // day)`), and always the lapse day's."
            "every_year_touched" => missed.resumed_on.map_or(watch.seen_to, previous).year(),
            // "Every year from the lapse day's to that of rule 8's last day."
            "rest_of_term" => watch.last_day.year(),
            // "`year_of_lapse`: the lapse day's year is lost."
            _ => lapse_year,
        };
        lost.insert(lapse_year);
        lost.extend(lapse_year..=last_year);
    }
    lost
}

/// Rule 11, M7, `mandatory`: who broke the law loses the standing; the text sets no deadline.
pub fn revocation(facts: &Facts, law: &Law, as_of: Day) -> Vec<Finding> {
    let mut findings = Vec::new();
    for violation in &facts.violations {
        // "Judged if seen and in the effective period."
        if violation.found_on > as_of || !law.mentor.contains(violation.found_on) {
            continue;
        }
        let mut subject = mentor_subject(&violation.mentor);
        subject.push(("found_on", Part::On(violation.found_on)));
        let mut finding = Finding::new("revocation", "M7", "mandatory", subject, "pending");
        // "Revoked (seen): `compliant`, `settled_on` = `revoked_on`. Else `pending`, `due_on` null".
        if violation.revoked_on.is_some() {
            finding.verdict = "compliant";
            finding.settled_on = violation.revoked_on;
        }
        findings.push(finding);
    }
    findings
}

fn mentor_subject(mentor: &str) -> Subject {
    vec![("mentor", Part::text(mentor))]
}

fn appointment_subject(mentor: &str, appointed_on: Day) -> Subject {
    vec![("mentor", Part::text(mentor)), ("appointed_on", Part::On(appointed_on))]
}

fn year_subject(mentor: &str, year: i32) -> Subject {
    vec![("mentor", Part::text(mentor)), ("year", Part::Number(year))]
}

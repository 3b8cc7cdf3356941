//! Section 5, rules 1 to 4: the supervision system.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::dates::{
    Day, Month, add_days, add_months, days_from_to, first_of_month, last_of_month, month_of, month_text,
};
use super::facts::{Engagement, Facts, Session};
use super::finding::{Finding, Part, Subject};
use super::policy::{DUE, Edition, FIRST_DAY, LAST_DAY, Law, PARTIAL_MONTH, PEER, Period, SCOPE, SUCCESSOR};

/// The engaged days of each month, in order.
pub type Months = BTreeMap<Month, BTreeSet<Day>>;

/// "Engaged days = union of the days of the engagements, clipped to the effective period." An open engagement is walked
/// to the end of `as_of`'s month: a later month has no first engaged day that is `<= as_of`.
pub fn engaged_days(engagements: &[&Engagement], period: Period, as_of: Day) -> Months {
    let horizon = last_of_month(month_of(as_of));
    let mut months = Months::new();
    for engagement in engagements {
        let last = engagement.end.unwrap_or(horizon).min(horizon);
        for day in days_from_to(engagement.start, last) {
            if period.contains(day) {
                months.entry(month_of(day)).or_default().insert(day);
            }
        }
    }
    months
}

/// The engaged days of every project and worker, and of every project and supervisor. No reading changes them.
pub struct Engaged {
    of_worker: BTreeMap<(String, String), Months>,
    under_supervisor: BTreeMap<(String, String), Months>,
}

impl Engaged {
    pub fn new(facts: &Facts, period: Period, as_of: Day) -> Engaged {
        let mut of_worker: BTreeMap<(String, String), Vec<&Engagement>> = BTreeMap::new();
        let mut under_supervisor: BTreeMap<(String, String), Vec<&Engagement>> = BTreeMap::new();
        for engagement in &facts.engagements {
            let project = &engagement.project;
            of_worker.entry((project.clone(), engagement.worker.clone())).or_default().push(engagement);
            if let Some(supervisor) = &engagement.supervisor {
                under_supervisor.entry((project.clone(), supervisor.clone())).or_default().push(engagement);
            }
        }
        let walk = |groups: BTreeMap<(String, String), Vec<&Engagement>>| {
            groups.into_iter().map(|(pair, group)| (pair, engaged_days(&group, period, as_of))).collect()
        };
        Engaged { of_worker: walk(of_worker), under_supervisor: walk(under_supervisor) }
    }
}

/// Rule 1, S4, `in_principle`: "In principle each project's worker gets each month at least one individual and one group
/// supervision."
pub fn supervision_frequency(facts: &Facts, engaged: &Engaged, law: &Law, as_of: Day) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ((project, worker), months) in &engaged.of_worker {
        for (month, days) in months {
            // "A month is judged if it has an engaged day and its first one is `<= as_of`."
            let first = *days.first().expect("an engaged day");
            let last = *days.last().expect("an engaged day");
            if first > as_of {
                continue;
            }
            // "Rule 1 by the month's first engaged day".
            let policy = law.on(first);
            let subject = vec![
                ("project", Part::text(project)),
                ("worker", Part::text(worker)),
                ("month", Part::Text(month_text(*month))),
            ];
            let mut finding = Finding::new("supervision_frequency", "S4", "in_principle", subject, "not_applicable");

            // "Under `whole_months_only` a month that is not engaged on all its days is `not_applicable`."
            let whole = days_from_to(first_of_month(*month), last_of_month(*month)).all(|day| days.contains(&day));
            if policy.reading(PARTIAL_MONTH) == "whole_months_only" && !whole {
                findings.push(finding);
                continue;
            }

            // "A session counts if it is of the same worker and project (`per_worker`: any project), its form matches,
            // and `ended_on` is an engaged day of that month and `<= as_of`."
            let counts = |session: &Session| {
                session.worker == *worker
                    && (session.project == *project || policy.reading(SCOPE) == "per_worker")
                    && days.contains(&session.ended_on)
            };
            let mut missing = Vec::new();
            let mut settled_on = None;
            for form in ["individual", "group"] {
                let required = policy.number(&format!("supervision.frequency.{form}_per_month"));
                let mut held = Vec::new();
                for session in &facts.sessions {
                    let peer_as_group = policy.reading(PEER) == "counts_as_group" && session.form == "peer";
                    let matches = session.form == form || form == "group" && peer_as_group;
                    if matches && counts(session) {
                        held.push(session.ended_on);
                    }
                }
                held.sort();
                let required = usize::try_from(required).expect("not negative");
                if held.len() < required {
                    missing.push(json!({"form": form, "required": required, "held": held.len()}));
                } else if required > 0 {
                    // "`settled_on` = the day the last needed one was reached (null if both numbers are 0)".
                    settled_on = settled_on.max(Some(held[required - 1]));
                }
            }

            if missing.is_empty() {
                finding.verdict = "compliant";
                finding = finding.with_days(last, settled_on, as_of);
                if settled_on.is_none() {
                    // "Null where a duty is met without a `settled_on`."
                    finding.margin_days = None;
                }
            } else {
                let excused = facts
                    .excuses
                    .iter()
                    .any(|excuse| excuse.project == *project && excuse.worker == *worker && excuse.month == *month);
                finding.verdict = match () {
                    () if excused => "excused",
                    () if as_of <= last => "pending",
                    () => "breach",
                };
                finding = finding.with_days(last, None, as_of);
                finding.detail("missing", json!(missing));
            }
            findings.push(finding);
        }
    }
    findings
}

/// Rule 2, S6.2.1, `mandatory`: the record is handed in within one week after the session.
pub fn record_deadline(facts: &Facts, law: &Law, as_of: Day) -> Vec<Finding> {
    let mut findings = Vec::new();
    for session in &facts.sessions {
        // "Judged if `ended_on <= as_of` and in the effective period."
        if session.ended_on > as_of || !law.supervision.contains(session.ended_on) {
            continue;
        }
        let policy = law.on(session.ended_on);
        let subject = vec![("session", Part::text(&session.session)), ("worker", Part::text(&session.worker))];
        let finding = Finding::new("record_deadline", "S6.2.1", "mandatory", subject, "not_applicable");
        // "A form outside `record.forms` is `not_applicable`."
        if !policy.owes_record(&session.form) {
            findings.push(finding);
            continue;
        }
        findings.push(judge_record(finding, session, policy, as_of));
    }
    findings
}

fn judge_record(finding: Finding, session: &Session, policy: &Edition, as_of: Day) -> Finding {
    // "`due_on` = `ended_on + within_days` (`included`: one day less; `next_workday`: then rolled)."
    let within_days = policy.number("supervision.record.within_days");
    let as_counted = match policy.reading(FIRST_DAY) {
        "included" => add_days(session.ended_on, within_days - 1),
        _ => add_days(session.ended_on, within_days),
    };
    let (due_on, known) = match policy.reading(LAST_DAY) {
        "next_workday" => policy.rest_days.roll(as_counted),
        _ => (as_counted, true),
    };
    let submitted_on = session.record_submitted_on;

    // "A submission before `ended_on` does not count: `undetermined`, `settled_on` null, `margin_days` null."
    // "(`record_precedes_session` comes before all of these.)"
    if submitted_on.is_some_and(|day| day < session.ended_on) {
        let mut finding = Finding { verdict: "undetermined", due_on: Some(due_on), ..finding };
        finding.detail("reason", json!("record_precedes_session"));
        return finding;
    }
    if known {
        return finding.by_deadline_pattern(due_on, submitted_on, as_of);
    }

    // Section 3: "`compliant` if met by the as-counted day, `pending` if unmet and `as_of <= due_on`, `breach` if the
    // submission (or, without one, `as_of`) is more than 31 days after `due_on`, otherwise `undetermined`".
    let verdict = match submitted_on {
        Some(day) if day <= as_counted => "compliant",
        None if as_of <= due_on => "pending",
        _ if submitted_on.unwrap_or(as_of) > add_days(due_on, 31) => "breach",
        _ => "undetermined",
    };
    let mut finding = Finding { verdict, ..finding }.with_days(due_on, submitted_on, as_of);
    if verdict == "undetermined" {
        finding.detail("reason", json!("calendar_unknown"));
        if submitted_on.is_none() {
            finding.holds_until = Some(add_days(due_on, 31));
        }
    }
    finding
}

/// Rule 3, S2.1, `advisory`: the supervisor makes a plan for the whole project at its beginning.
pub fn cycle_plan(facts: &Facts, law: &Law, as_of: Day) -> Vec<Finding> {
    // "Subject `project, supervisor` for each supervisor named in an engagement of the project."
    let mut pairs = BTreeSet::new();
    for engagement in &facts.engagements {
        if let Some(supervisor) = &engagement.supervisor {
            pairs.insert((engagement.project.clone(), supervisor.clone()));
        }
    }
    let mut findings = Vec::new();
    for (project, supervisor) in pairs {
        // "Start = the first day of any engagement under that supervisor on the project (not clipped); judged if it is
        // `<= as_of` and in the effective period."
        let of_project = || facts.engagements.iter().filter(|engagement| engagement.project == project);
        let under = of_project().filter(|engagement| engagement.supervisor.as_ref() == Some(&supervisor));
        let start = under.map(|engagement| engagement.start).min().expect("an engagement");
        if start > as_of || !law.supervision.contains(start) {
            continue;
        }
        let policy = law.on(start);
        let finding =
            Finding::new("cycle_plan", "S2.1", "advisory", pair_subject(&project, &supervisor), "not_applicable");
        // "`exempt`: a supervisor whose start is later than the project's first engagement day (of any worker) is
        // `not_applicable`."
        let project_start = of_project().map(|engagement| engagement.start).min().expect("an engagement");
        if policy.reading(SUCCESSOR) == "exempt" && start > project_start {
            findings.push(finding);
            continue;
        }
        // "`due_on` = start + `within_months`. Met by the earliest `cycle` plan of the pair. Deadline pattern."
        let due_on = add_months(start, policy.number("supervision.cycle_plan.within_months"));
        let plans = facts.plans.iter().filter(|plan| plan.kind == "cycle");
        let of_pair = plans.filter(|plan| plan.project == project && plan.supervisor == supervisor);
        let met_on = of_pair.map(|plan| plan.made_on).min();
        findings.push(finding.by_deadline_pattern(due_on, met_on, as_of));
    }
    findings
}

/// Rule 4, S2.2: the supervisor plans each month at the month's end or beginning.
pub fn monthly_plan(facts: &Facts, engaged: &Engaged, law: &Law, as_of: Day) -> Vec<Finding> {
    let mut findings = Vec::new();
    for ((project, supervisor), months) in &engaged.under_supervisor {
        // "For every month with an engaged day under that supervisor, judged if the first one is `<= as_of`."
        for (month, days) in months {
            let first = *days.first().expect("an engaged day");
            if first > as_of {
                continue;
            }
            let policy = law.on(first);
            // "`month_start`: the `month_start_days`-th day counted from the month's first engaged day (that day is the
            // first), at most the month's last day; `month_end`: the month's last calendar day." "`advisory` under
            // `month_start`, `mandatory` under `month_end`."
            let last_day = last_of_month(*month);
            let (due_on, force) = match policy.reading(DUE) {
                "month_start" => {
                    let count = policy.number("supervision.monthly_plan.month_start_days");
                    (add_days(first, count - 1).min(last_day), "advisory")
                }
                _ => (last_day, "mandatory"),
            };
            // "Met by the earliest `monthly` plan of the pair for that month. Deadline pattern."
            let plans = facts.plans.iter().filter(|plan| plan.kind == "monthly" && plan.month == Some(*month));
            let of_pair = plans.filter(|plan| plan.project == *project && plan.supervisor == *supervisor);
            let met_on = of_pair.map(|plan| plan.made_on).min();
            let mut subject = pair_subject(project, supervisor);
            subject.push(("month", Part::Text(month_text(*month))));
            let finding = Finding::new("monthly_plan", "S2.2", force, subject, "pending");
            findings.push(finding.by_deadline_pattern(due_on, met_on, as_of));
        }
    }
    findings
}

fn pair_subject(project: &str, supervisor: &str) -> Subject {
    vec![("project", Part::text(project)), ("supervisor", Part::text(supervisor))]
}

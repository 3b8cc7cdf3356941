use super::Notes;
use crate::calendar::rest_days::RestDays;
use crate::calendar::{Day, Month, Period};
use crate::contest::Reading;
use crate::facts::row::{self, Row};
use crate::facts::{Facts, Form, Id, PlanKind, Table};
use crate::finding::{Detail, Verdict};
use crate::message::{Message, Param};
use crate::policy::Policy;
use crate::report::Record;
use crate::rules::record_deadline::{FirstDay, LastDay};
use crate::rules::supervision_frequency::{Peer, Scope};
use crate::rules::{Keys, Rule, Second, monthly_plan, record_deadline};

pub(super) fn note(notes: &mut Notes, facts: &Facts, policy: &Policy, keys: Keys, record: &Record) {
    let Second::Id(second) = keys.second else { return };
    let month = Month::from_number(keys.third);
    match record.rule {
        Rule::SupervisionFrequency => frequency(notes, facts, policy, (keys.first, second, month), record),
        Rule::RecordDeadline => record_due(notes, facts, policy, (keys.first, second)),
        Rule::CyclePlan => cycle_plan(notes, facts, policy, (keys.first, second), record),
        _ => monthly_plan(notes, facts, policy, (keys.first, second, month)),
    }
}

fn engagement(notes: &mut Notes, one: &row::Engagement, counted: bool) {
    let code = match (counted, one.end) {
        (true, Some(_)) => "why.engaged",
        (true, None) => "why.engaged_open",
        (false, _) => "why.engaged_elsewhen",
    };
    let why = Message::explaining(code).with("from", Param::Day(one.start));
    let why = one.end.into_iter().fold(why, |why, day| why.with("to", Param::Day(day)));
    notes.fact((Table::Engagements, one.row()), counted, why);
}

fn frequency(
    notes: &mut Notes,
    facts: &Facts,
    policy: &Policy,
    (project, worker, month): (Id, Id, Month),
    record: &Record,
) {
    let days = Period { from: month.first_day(), to: month.last_day() }.and(policy.supervision_effective());
    let engagements = facts.engagements_of(project, worker);
    let mut spans: Vec<Period> = engagements.iter().map(|one| Period::new(one.start, one.end).and(days)).collect();
    for (one, span) in engagements.iter().zip(&spans) {
        engagement(notes, one, !span.is_empty());
    }
    Period::unite(&mut spans);
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return;
    };
    let values = &policy.values_on(first.from).supervision.frequency;
    for session in facts.sessions().iter().filter(|one| one.worker == worker && one.ended_on.month() == month) {
        let at = (Table::Sessions, session.row());
        let form = Param::Word(session.form.word());
        let counts = match session.form {
            Form::Individual | Form::Group => true,
            Form::Peer => values.peer == Peer::CountsAsGroup,
            _ => false,
        };
        if session.ended_on > notes.as_of {
            notes.unseen(at, session.ended_on);
        } else if session.project != project && values.scope == Scope::PerProject {
            notes.fact(at, false, Message::explaining("why.other_project").with("form", form));
        } else if !spans.iter().any(|span| span.contains(session.ended_on)) {
            notes.fact(at, false, Message::explaining("why.not_engaged").with("day", Param::Day(session.ended_on)));
        } else if counts {
            let why = Message::explaining("why.session_counts").with("form", form);
            notes.fact(at, true, why.with("day", Param::Day(session.ended_on)));
        } else {
            notes.fact(at, false, Message::explaining("why.form_counts_not").with("form", form));
        }
    }
    if let Some(excuse) = facts.excuse(project, worker, month) {
        let reason = Param::Text(facts.ids().text(excuse.reason).to_owned());
        let counted = record.judgement.verdict == Verdict::Excused;
        notes.fact((Table::Excuses, excuse.row()), counted, Message::explaining("why.excuse").with("reason", reason));
    }
    notes.step(first.from, last.to, Message::explaining("step.engaged_days").with("month", Param::Month(month)));
    if record.judgement.verdict == Verdict::NotApplicable {
        notes.step(None, None, Message::explaining("step.partial_month"));
        return;
    }
    let required = Message::explaining("step.required")
        .with("individual", Param::Number(i64::from(values.individual_per_month)))
        .with("group", Param::Number(i64::from(values.group_per_month)));
    notes.step(None, None, required);
    if let Detail::Missing { individual, group } = record.judgement.detail {
        for (form, tally) in [(Form::Individual, individual), (Form::Group, group)] {
            let text = Message::explaining("step.tally")
                .with("form", Param::Word(form.word()))
                .with("held", Param::Number(i64::from(tally.held)))
                .with("required", Param::Number(i64::from(tally.required)));
            notes.step(None, None, text);
        }
    }
}

fn record_due(notes: &mut Notes, facts: &Facts, policy: &Policy, (session, worker): (Id, Id)) {
    let Some(row) = facts.sessions().iter().find(|one| one.session == session && one.worker == worker) else {
        return;
    };
    let dated = policy.record_deadline();
    let terms = dated.editions().on(row.ended_on);
    let at = (Table::Sessions, row.row());
    let owes = terms.forms.contains(row.form);
    let code = match row.record_submitted_on {
        _ if !owes => "why.owes_no_record",
        Some(day) if day < row.ended_on => "why.record_precedes",
        Some(day) if day > notes.as_of => "why.record_unseen",
        Some(_) => "why.record_submitted",
        None => "why.record_not_submitted",
    };
    let why =
        Message::explaining(code).with("form", Param::Word(row.form.word())).with("day", Param::Day(row.ended_on));
    let why = row.record_submitted_on.into_iter().fold(why, |why, day| why.with("submitted_on", Param::Day(day)));
    notes.fact(at, true, why);
    if owes {
        due_steps(notes, &terms, row.ended_on);
    }
}

/// From the session's day to the last day, rest day by rest day.
fn due_steps(notes: &mut Notes, terms: &record_deadline::Terms<'_>, ended_on: Day) {
    let counted = terms.as_counted(ended_on);
    let code = match terms.first_day {
        FirstDay::Excluded => "step.count_days",
        FirstDay::Included => "step.count_days_from_first",
    };
    let days = Param::Days(i64::from(terms.within_days));
    notes.step(ended_on, counted, Message::explaining(code).with("days", days));
    let due = terms.due(ended_on);
    if terms.last_day == LastDay::AsCounted {
        let reading = Param::Text(LastDay::AsCounted.name().to_owned());
        notes.step(counted, counted, Message::explaining("step.not_rolled").with("reading", reading));
        return;
    }
    if !due.known {
        notes.step(counted, due.on, Message::explaining("step.calendar_unknown"));
        return;
    }
    let mut on = counted;
    while on < due.on {
        let name = RestDays::holiday_name(on).filter(|_| terms.rest_days.rests(on)).unwrap_or_default();
        let code = if name.is_empty() { "step.rest_day" } else { "step.holiday" };
        notes.step(on, on.next(), Message::explaining(code).with("name", Param::Text(name.to_owned())));
        on = on.next();
    }
    notes.step(due.on, due.on, Message::explaining("step.workday"));
}

/// The plans of a pair: the earliest that has happened counts.
fn plans(notes: &mut Notes, facts: &Facts, project: Id, supervisor: Id, kind: PlanKind, month: Option<Month>) {
    let earliest = facts.plan(project, supervisor, kind, month).map(Row::row);
    let of = |one: &&row::Plan| (one.project, one.supervisor, one.kind) == (project, supervisor, kind);
    let for_month = |one: &&row::Plan| month.is_none() || one.month == month;
    for plan in facts.plans().iter().filter(of).filter(for_month) {
        let at = (Table::Plans, plan.row());
        let day = Param::Day(plan.made_on);
        if plan.made_on > notes.as_of {
            notes.unseen(at, plan.made_on);
        } else if Some(plan.row()) == earliest {
            notes.fact(at, true, Message::explaining("why.plan_counts").with("day", day));
        } else {
            notes.fact(at, false, Message::explaining("why.plan_later").with("day", day));
        }
    }
}

fn cycle_plan(notes: &mut Notes, facts: &Facts, policy: &Policy, (project, supervisor): (Id, Id), record: &Record) {
    let of_project = facts.engagements().iter().filter(|one| one.project == project);
    let start = of_project.clone().filter(|one| one.supervisor == Some(supervisor)).map(|one| one.start).min();
    let project_start = facts.project_start(project);
    let Some(start) = start else { return };
    for one in of_project {
        let at = (Table::Engagements, one.row());
        let day = Param::Day(one.start);
        if one.supervisor == Some(supervisor) && one.start == start {
            notes.fact(at, true, Message::explaining("why.first_under_supervisor").with("day", day));
        } else if Some(one.start) == project_start {
            notes.fact(at, true, Message::explaining("why.first_on_project").with("day", day));
        } else if one.supervisor == Some(supervisor) {
            notes.fact(at, false, Message::explaining("why.later_under_supervisor").with("day", day));
        }
    }
    if record.judgement.verdict == Verdict::NotApplicable {
        notes.step(project_start, start, Message::explaining("step.successor"));
        return;
    }
    plans(notes, facts, project, supervisor, PlanKind::Cycle, None);
    let months = policy.values_on(start).supervision.cycle_plan.within_months;
    let text = Message::explaining("step.add_months").with("months", Param::Months(i64::from(months)));
    notes.step(start, start.plus_months(months), text);
}

fn monthly_plan(notes: &mut Notes, facts: &Facts, policy: &Policy, (project, supervisor, month): (Id, Id, Month)) {
    let days = Period { from: month.first_day(), to: month.last_day() }.and(policy.supervision_effective());
    let of = |one: &&row::Engagement| one.project == project && one.supervisor == Some(supervisor);
    let mut first: Option<Day> = None;
    for one in facts.engagements().iter().filter(of) {
        let span = Period::new(one.start, one.end).and(days);
        engagement(notes, one, !span.is_empty());
        if !span.is_empty() {
            first = Some(first.map_or(span.from, |first| first.min(span.from)));
        }
    }
    plans(notes, facts, project, supervisor, PlanKind::Monthly, Some(month));
    let Some(first) = first else { return };
    let dated = policy.monthly_plan();
    let terms = dated.editions().on(first);
    let code = match terms.due {
        monthly_plan::Due::MonthStart => "step.month_start",
        monthly_plan::Due::MonthEnd => "step.month_end",
    };
    let days = Param::Days(i64::from(terms.month_start_days));
    notes.step(first, terms.due_on(first), Message::explaining(code).with("days", days));
}

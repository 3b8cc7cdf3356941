use maud::{Markup, html};

use super::words::{name, number};
use super::{MOST_ROWS, Page};
use crate::message::document;
use crate::render::Place;
use crate::report::Finding;
use crate::rules::{Keys, Rule};

/// Who must do what by when.
pub(super) fn todo(page: &Page<'_>) -> Markup {
    let Page { report, say, .. } = page;
    let (open, todo): (Vec<_>, Vec<_>) =
        report.keyed_deadlines().partition(|(_, finding)| finding.rule == Rule::Commendation);
    let as_of = report.as_of();
    let left = |finding: &Finding<'_>| finding.due_on.map_or(0, |day| day.days_since(as_of));
    let groups = [(document::TODO_WEEK, 0..8), (document::TODO_MONTH, 8..31), (document::TODO_LATER, 31..i32::MAX)];
    let more = todo.len().saturating_sub(MOST_ROWS);
    let shown = todo.get(..MOST_ROWS).unwrap_or(&todo);
    html! {
        p.note { (say.word(document::TODO_NOTE)) }
        @if todo.is_empty() { p.empty { (say.word(document::TODO_NONE)) } }
        @else {
            div.scroll role="group" tabindex="0" aria-label=(say.plain(document::TODO)) {
                table.list data-filterable {
                    thead { (head(page)) }
                    @for (title, days) in groups {
                        @let all = todo.iter().filter(|(_, finding)| days.contains(&left(finding))).count();
                        @if all > 0 {
                            tbody {
                                tr.group { th scope="rowgroup" colspan="5" { (say.word(title)) " " span.count { (number(all as u64)) } } }
                                @for (keys, finding) in shown.iter().filter(|(_, finding)| days.contains(&left(finding))) {
                                    (row(page, *keys, finding, left(finding)))
                                }
                            }
                        }
                    }
                }
            }
            (super::breaches::more(page, more))
        }
        @if !open.is_empty() {
            details.fold {
                summary { h3 { (say.word(document::TODO_OPEN)) } span.count { (number(open.len() as u64)) } }
                ul.plain { @for (_, finding) in open.iter().take(MOST_ROWS) { li { (say.tell(&finding.message())) } } }
                (super::breaches::more(page, open.len().saturating_sub(MOST_ROWS)))
            }
        }
    }
}

fn head(page: &Page<'_>) -> Markup {
    let say = page.say;
    html! {
        tr {
            th scope="col" { (say.word(document::DUE_ON)) }
            th.num scope="col" { (say.word(document::DAYS_LEFT)) }
            th scope="col" { (say.word(document::WHO)) }
            th scope="col" { (say.word(document::SENTENCE)) }
            th scope="col" { (say.word(document::CLAUSE)) }
        }
    }
}

fn row(page: &Page<'_>, keys: Keys, finding: &Finding<'_>, left: i32) -> Markup {
    let say = page.say;
    html! {
        tr {
            td.date { @if let Some(day) = finding.due_on { time datetime=(day) { (day) } } }
            td.num { (left) }
            td.who { (who(page, keys, finding)) }
            td.text { span.duty { (say.word(finding.rule.title())) } " " span.sentence { (say.tell(&finding.message())) } }
            td { a href={ "#c-" (finding.clause) } { (finding.clause) } }
        }
    }
}

/// On whom the clause lays the duty.
fn who(page: &Page<'_>, keys: Keys, finding: &Finding<'_>) -> Markup {
    let Place { supervisor, worker, mentor, .. } = page.places.of(finding.rule, keys);
    let people: Vec<_> = match finding.rule {
        // the session takes both
        Rule::SupervisionFrequency => [supervisor, worker].into_iter().flatten().collect(),
        Rule::RecordDeadline => worker.into_iter().collect(),
        Rule::CyclePlan | Rule::MonthlyPlan => supervisor.into_iter().collect(),
        Rule::AnnualEvaluation | Rule::Revocation => return page.say.word(document::OFFICE),
        _ => mentor.into_iter().collect(),
    };
    html! {
        @for (place, id) in people.into_iter().enumerate() {
            @if place > 0 { " · " }
            (name(page.id(id)))
        }
    }
}

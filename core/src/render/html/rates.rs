use maud::{Markup, html};

use super::words::{Ended, name, number, percent};
use super::{MOST_ROWS, Page, svg};
use crate::message::document;
use crate::render::{Dimension, Rate, Tally};
use crate::report::Counts;
use crate::rules::Rule;

/// Every finding of a rule.
pub(super) fn total(counts: &Counts) -> u64 {
    crate::finding::Verdict::ALL.into_iter().map(|verdict| counts.of(verdict)).fold(0, u64::saturating_add)
}

/// The figures, and a line for each duty.
pub(super) fn summary(page: &Page<'_>) -> Markup {
    let Page { say, rates, .. } = page;
    let all = &rates.all;
    html! {
        div.figures {
            div.figure.lead {
                p.value { (percent(all)) }
                p.label { (number(all.decided())) " " (say.word(document::SHARE_IN_TIME)) }
            }
            @for ended in [Ended::Missed, Ended::Late, Ended::Pending, Ended::Undetermined] {
                div class={ "figure " (ended.class()) } {
                    p.value { (number(ended.count(all))) }
                    p.label { (say.ended_head(ended)) }
                }
            }
            div.figure.contested {
                p.value { (number(all.contested)) }
                p.label { span.sign aria-hidden="true" { "⇄" } " " (say.word(document::CONTESTED_SHORT)) }
            }
        }
        div.scroll role="group" tabindex="0" aria-label=(say.plain(document::SUMMARY)) {
            table.numbers {
                thead { tr {
                    th scope="col" { (say.word(document::DUTY)) }
                    th scope="col" { (say.word(document::CLAUSE)) }
                    (heads(page))
                } }
                tbody {
                    @for rate in rates.get(Dimension::Rule) {
                        @if let Some(rule) = Rule::from_name(&rate.name) {
                            tr {
                                th scope="row" { (say.word(rule.title())) }
                                td { (clauses(rule)) }
                                (cells(&rate.tally))
                            }
                        }
                    }
                }
                tfoot { tr {
                    th scope="row" { (say.word(document::ALL)) } td {}
                    (cells(all))
                } }
            }
        }
        p.note { (say.word(document::SUMMARY_NOTE)) }
    }
}

/// Links to the clauses of a rule.
pub(super) fn clauses(rule: Rule) -> Markup {
    html! {
        @for (place, clause) in rule.clauses().iter().enumerate() {
            @if place > 0 { " " }
            a href={ "#c-" (clause) } { (clause) }
        }
    }
}

fn heads(page: &Page<'_>) -> Markup {
    let say = page.say;
    html! {
        th.num scope="col" { (say.word(document::RATE)) }
        th.bar-head scope="col" { span.unseen { (say.word(document::RATES)) } }
        @for ended in Ended::ALL { th.num scope="col" { (say.ended_head(ended)) } }
        th.num scope="col" { span.sign aria-hidden="true" { "⇄" } " " (say.word(document::CONTESTED_SHORT)) }
    }
}

fn cells(tally: &Tally) -> Markup {
    let cell = |count: u64, class: &str| html! { td.num class=[(count > 0).then_some(class)] { @if count == 0 { span.zero { "0" } } @else { (number(count)) } } };
    html! {
        td.num { (percent(tally)) }
        td.bar { (svg::bar(tally)) }
        @for ended in Ended::ALL { (cell(ended.count(tally), ended.class())) }
        (cell(tally.contested, "is-contested"))
    }
}

/// The counts by supervisor, project, month, worker and mentor.
pub(super) fn tables(page: &Page<'_>) -> Markup {
    let dimensions =
        [Dimension::Supervisor, Dimension::Project, Dimension::Month, Dimension::Worker, Dimension::Mentor];
    html! {
        @for dimension in dimensions {
            @if !page.rates.get(dimension).is_empty() { (table(page, dimension)) }
        }
        p.note { (page.say.word(document::SUMMARY_NOTE)) }
    }
}

fn table(page: &Page<'_>, dimension: Dimension) -> Markup {
    let say = page.say;
    let rates = page.rates.get(dimension);
    let mut shown: Vec<&Rate> = rates.iter().collect();
    match dimension {
        // the latest first
        Dimension::Month => shown.reverse(),
        _ => shown.sort_by_key(|rate| std::cmp::Reverse(rate.tally.breaches())),
    }
    let more = shown.len().saturating_sub(MOST_ROWS);
    shown.truncate(MOST_ROWS);
    html! {
        details.fold open[rates.len() <= 12] {
            summary { h3 { (say.word(dimension.word())) } span.count { (number(rates.len() as u64)) } }
            div.scroll role="group" tabindex="0" aria-label=(say.plain(dimension.word())) {
                table.numbers data-sortable {
                    thead { tr { th scope="col" { (say.word(dimension.word())) } (heads(page)) } }
                    tbody {
                        @for rate in shown {
                            tr { th scope="row" { (name(&rate.name)) } (cells(&rate.tally)) }
                        }
                    }
                }
            }
            (super::breaches::more(page, more))
        }
    }
}

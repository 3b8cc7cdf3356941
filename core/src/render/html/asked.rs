use maud::{Markup, html};

use super::Page;
use super::words::number;
use crate::facts::Table;
use crate::message::document;
use crate::rules::Rule;
use crate::warning::WarningCode;

/// What was asked: day, facts, duties, policy; and what a reader must know before believing the rest.
pub(super) fn asked(page: &Page<'_>) -> Markup {
    let Page { report, say, .. } = page;
    let tables = Table::ALL.into_iter().filter_map(|table| Some((table, page.facts.len(table)?)));
    html! {
        dl.asked aria-label=(say.plain(document::ASKED)) {
            div { dt { (say.word(document::AS_OF)) } dd.big { time datetime=(report.as_of()) { (report.as_of()) } } }
            div { dt { (say.word(document::POLICY_USED)) } dd { (policy(page)) } }
            div { dt { (say.word(document::RULES_ASKED)) } dd {
                @let asked = report.summary().iter().count();
                @if asked == Rule::ALL.len() { (say.word(document::ALL_RULES)) } @else {
                    @for (place, (rule, _)) in report.summary().iter().enumerate() {
                        @if place > 0 { (say.comma()) }
                        (say.word(rule.title()))
                    }
                }
            } }
            div { dt { (say.word(document::FACTS)) } dd {
                @for (place, (table, rows)) in tables.enumerate() {
                    @if place > 0 { (say.comma()) }
                    span.item { (say.word(table.word())) " " (number(rows as u64)) }
                }
            } }
        }
        (cautions(page))
    }
}

fn policy(page: &Page<'_>) -> Markup {
    let Page { report, say, .. } = page;
    let description = report.policy().describe();
    let changed = description.iter().filter(|one| one.value != one.default).count();
    let editions = description.iter().filter_map(|one| one.edition).max();
    html! {
        a href="#policy" {
            @if let Some(last) = editions { (number(last.saturating_add(1) as u64)) " " (say.word(document::POLICY_EDITIONS)) "; " }
            @if changed == 0 { (say.word(document::POLICY_DEFAULT)) }
            @else { (number(changed as u64)) " " (say.word(document::POLICY_CHANGED)) }
        }
    }
}

fn cautions(page: &Page<'_>) -> Markup {
    let Page { report, say, .. } = page;
    let asked: u64 =
        report.summary().iter().map(|(_, counts)| super::rates::total(counts)).fold(0, u64::saturating_add);
    let inferred = report.warnings().find(|warning| warning.code == WarningCode::EngagementsInferred);
    let partial = asked != report.findings().len() as u64;
    let faults = report.faults().len();
    html! {
        @if !report.skipped().is_empty() || inferred.is_some() || partial || faults > 0 {
            ul.cautions {
                @if let Some(warning) = inferred { li { (say.tell(&warning.message())) } }
                @if partial { li { (say.word(document::PARTIAL)) } }
                @if faults > 0 { li { a href="#notes" { (number(faults as u64)) " " (say.word(document::FAULTS_TOP)) } } }
                @if !report.skipped().is_empty() {
                    li {
                        (say.word(document::SKIPPED)) " "
                        @for (place, (rule, missing)) in report.skipped().iter().enumerate() {
                            @if place > 0 { "; " }
                            (say.word(rule.title())) " ("
                            @for (place, table) in missing.iter().enumerate() {
                                @if place > 0 { (say.comma()) }
                                (say.word(table.word()))
                            }
                            ")"
                        }
                    }
                }
            }
        }
    }
}

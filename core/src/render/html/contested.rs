use std::collections::BTreeMap;

use maud::{Markup, html};

use super::words::number;
use super::{MOST_ROWS, Page};
use crate::message::{Text, document};
use crate::report::Finding;

/// The verdicts that another reading would change, reading by reading.
pub(super) fn contested(page: &Page<'_>) -> Markup {
    let say = page.say;
    let mut by: BTreeMap<Option<(&str, &str)>, Vec<Finding<'_>>> = BTreeMap::new();
    for finding in page.report.findings().filter(|finding| finding.contested) {
        let mut alone = false;
        for reading in finding.contested_by() {
            alone = true;
            by.entry(Some(reading)).or_default().push(finding);
        }
        if !alone {
            by.entry(None).or_default().push(finding);
        }
    }
    let mut by: Vec<_> = by.into_iter().collect();
    by.sort_by_key(|(_, findings)| std::cmp::Reverse(findings.len()));
    html! {
        @if by.is_empty() { p.empty { (say.word(document::CONTESTED_NONE)) } }
        @else { p.note { (say.word(document::CONTESTED_NOTE)) } }
        @for (reading, findings) in by { (group(page, reading, &findings)) }
    }
}

fn group(page: &Page<'_>, reading: Option<(&'static str, &'static str)>, findings: &[Finding<'_>]) -> Markup {
    let say = page.say;
    let more = findings.len().saturating_sub(MOST_ROWS);
    html! {
        details.fold open[findings.len() <= 12] {
            summary {
                h3 {
                    @match reading {
                        Some((key, value)) => { span.if { (say.word(document::CONTESTED_IF)) } " " (value_words(page, key, value)) }
                        None => (say.word(document::CONTESTED_ANY)),
                    }
                }
                span.count { (number(findings.len() as u64)) " " (say.word(document::FLIPS)) }
            }
            @if let Some((key, value)) = reading {
                p.clause.reading {
                    (say.word(meaning(page, key))) " · " (say.word(document::NOW)) " " (now(page, key))
                    " · " code { (key) " = " (value) }
                }
            }
            div.scroll role="group" tabindex="0" aria-label=(say.plain(document::CONTESTED)) {
                table.list data-sortable data-filterable {
                    thead { tr {
                        th scope="col" { (say.word(document::DUTY)) }
                        th scope="col" { (say.word(document::VERDICT)) }
                        th scope="col" { (say.word(document::SENTENCE)) }
                        th scope="col" { (say.word(document::DUE_RANGE)) }
                        th scope="col" { (say.word(document::CLAUSE)) }
                    } }
                    tbody {
                        @for finding in findings.iter().take(MOST_ROWS) {
                            tr {
                                td { (say.word(finding.rule.title())) }
                                td { (say.ended(finding)) }
                                td.text { (say.tell(&finding.message())) }
                                td.date { @if let Some(range) = finding.due_range { (range.from) @if range.from != range.to { " – " (range.to) } } @else { "–" } }
                                td { a href={ "#c-" (finding.clause) } { (finding.clause) } }
                            }
                        }
                    }
                }
            }
            (super::breaches::more(page, more))
        }
    }
}

/// A reading in words, or as the policy writes it.
pub(super) fn value_words(page: &Page<'_>, key: &str, value: &str) -> Markup {
    html! {
        @match document::reading(key, value) {
            Some(text) => (page.say.word(text)),
            None => code { (value) },
        }
    }
}

fn meaning(page: &Page<'_>, key: &'static str) -> Text {
    let description = page.report.policy().describe();
    let found = description.iter().find(|one| one.key == key);
    found.map_or(Text { zh: key, en: key }, |one| one.meaning)
}

/// The readings in force: one, or those of several editions.
fn now(page: &Page<'_>, key: &str) -> Markup {
    let description = page.report.policy().describe();
    let mut values: Vec<String> =
        description.iter().filter(|one| one.key == key).map(|one| one.value.clone()).collect();
    values.dedup();
    html! {
        @for (place, value) in values.iter().enumerate() {
            @if place > 0 { " / " }
            (value_words(page, key, value))
        }
    }
}

use std::cmp::Reverse;

use maud::{Markup, html};

use super::words::number;
use super::{MOST_ROWS, Page};
use crate::calendar::Day;
use crate::clauses;
use crate::finding::Verdict;
use crate::message::{Text, document};
use crate::report::Finding;
use crate::rules::{Key, Rule};

/// Breaches, and what cannot be decided, duty by duty.
pub(super) fn breaches(page: &Page<'_>) -> Markup {
    let say = page.say;
    let of = |verdict: Verdict| -> Vec<Finding<'_>> {
        page.report.findings().filter(|finding| finding.verdict == verdict).collect()
    };
    let (breaches, undecided) = (of(Verdict::Breach), of(Verdict::Undetermined));
    html! {
        @if breaches.is_empty() { p.empty { (say.word(document::BREACHES_NONE)) } }
        @else {
            p.note { (say.word(document::BREACHES_NOTE)) }
            @for of_rule in breaches.chunk_by(|a, b| a.rule == b.rule) { (duty(page, of_rule)) }
        }
        @if !undecided.is_empty() {
            h3.part { (say.word(document::UNDECIDED)) }
            @for of_rule in undecided.chunk_by(|a, b| a.rule == b.rule) { (duty(page, of_rule)) }
        }
    }
}

/// The findings of one duty, the latest first.
fn duty(page: &Page<'_>, findings: &[Finding<'_>]) -> Markup {
    let say = page.say;
    let Some(first) = findings.first() else {
        return html! {};
    };
    let mut shown: Vec<&Finding<'_>> = findings.iter().collect();
    shown.sort_by_key(|finding| Reverse(dated(finding)));
    let more = shown.len().saturating_sub(MOST_ROWS);
    shown.truncate(MOST_ROWS);
    let late = |finding: &Finding<'_>| finding.margin_days.and_then(i32::checked_neg).filter(|days| *days > 0);
    html! {
        details.fold open[findings.len() <= 40] {
            summary {
                h3 { (say.word(first.rule.title())) }
                span.count { (number(findings.len() as u64)) }
                span.force { (say.word(first.force.word())) }
            }
            (clause_text(page, first.rule))
            div.scroll role="group" tabindex="0" aria-label=(say.plain(first.rule.title())) {
                table.list data-sortable data-filterable {
                    thead { tr {
                        th scope="col" { (say.word(document::VERDICT)) }
                        th scope="col" { (say.word(document::SENTENCE)) }
                        th scope="col" { (say.word(document::DUE_ON)) }
                        th scope="col" { (say.word(document::SETTLED_ON)) }
                        th.num scope="col" { (say.word(document::DAYS_LATE)) }
                        th scope="col" { (say.word(document::CLAUSE)) }
                    } }
                    tbody {
                        @for finding in shown {
                            tr {
                                td { (say.ended(finding)) @if finding.contested { " " (mark(page)) } }
                                td.text { (say.tell(&finding.message())) }
                                td.date { (date(finding.due_on)) }
                                td.date { (date(finding.settled_on)) }
                                td.num { @if let Some(days) = late(finding) { (days) } @else { "–" } }
                                td { a href={ "#c-" (finding.clause) } { (finding.clause) } }
                            }
                        }
                    }
                }
            }
            (self::more(page, more))
        }
    }
}

/// The sign of a contested verdict.
pub(super) fn mark(page: &Page<'_>) -> Markup {
    html! { a.chip.contested href="#contested" { span.sign aria-hidden="true" { "⇄" } " " (page.say.word(document::CONTESTED_SHORT)) } }
}

pub(super) fn date(day: Option<Day>) -> Markup {
    html! { @if let Some(day) = day { time datetime=(day) { (day) } } @else { "–" } }
}

/// How many findings are not shown, and which document has them.
pub(super) fn more(page: &Page<'_>, count: usize) -> Markup {
    rest(page, count, [page.beside.xlsx, page.beside.csv], document::MORE)
}

/// How many warnings or faults are not shown; the table of findings has none of them.
pub(super) fn more_notes(page: &Page<'_>, count: usize) -> Markup {
    rest(page, count, [page.beside.xlsx, None], document::MORE_NOTES)
}

fn rest(page: &Page<'_>, count: usize, beside: [Option<&str>; 2], otherwise: Text) -> Markup {
    let say = page.say;
    let files: Vec<&str> = beside.into_iter().flatten().collect();
    html! {
        @if count > 0 {
            p.more {
                (say.word(document::NOT_SHOWN)) " " (number(count as u64)) " " (say.word(document::COUNT)) " · "
                @if files.is_empty() { (say.word(otherwise)) }
                @else {
                    (say.word(document::ALL_IN)) " "
                    @for (place, file) in files.iter().enumerate() {
                        @if place > 0 { (say.comma()) }
                        a href=(beside_page(file)) { (file) }
                    }
                }
            }
        }
    }
}

/// A file in the folder of the page: whatever its name, it is no other place.
fn beside_page(file: &str) -> String {
    let mut link = String::from("./");
    for c in file.chars() {
        match c {
            '%' => link.push_str("%25"),
            '#' => link.push_str("%23"),
            '?' => link.push_str("%3F"),
            '\\' => link.push_str("%5C"),
            c => link.push(c),
        }
    }
    link
}

/// What the clauses of a rule say.
fn clause_text(page: &Page<'_>, rule: Rule) -> Markup {
    let mut texts: Vec<(&str, Text)> = Vec::new();
    for cited in rule.clauses() {
        let judged = clauses::article(cited)
            .filter(|clause| matches!(clause.coverage, clauses::Coverage::Rules(rules) if rules.contains(&rule)));
        texts.extend(judged.map(|clause| (clause.article, clause.text)));
    }
    html! { @for (id, text) in texts { p.clause { a href={ "#c-" (id) } { (id) } " " (page.say.word(text)) } } }
}

/// The day that places a finding in time.
fn dated(finding: &Finding<'_>) -> Option<Day> {
    finding.due_on.or_else(|| {
        finding
            .subject
            .keys()
            .filter_map(|(_, key)| match key {
                Key::Day(day) => Some(day),
                Key::Month(month) => Some(month.first_day()),
                Key::Year(year) => Day::new(year, 1, 1),
                Key::Id(_) => None,
            })
            .last()
    })
}

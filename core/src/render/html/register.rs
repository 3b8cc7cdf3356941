use maud::{Markup, html};

use super::Page;
use super::words::number;
use crate::clauses::{CLAUSES, Clause, ClauseForce, Coverage, Instrument};
use crate::message::{Text, document};
use crate::rules::Rule;

/// Every clause with its coverage.
pub(super) fn register(page: &Page<'_>) -> Markup {
    let say = page.say;
    html! {
        p.note { (say.word(document::REGISTER_NOTE)) }
        @for of_instrument in CLAUSES.chunk_by(|a, b| a.instrument == b.instrument) {
            @if let Some(first) = of_instrument.first() {
                div.scroll role="group" tabindex="0" aria-label=(say.plain(instrument(first.instrument))) {
                    table.list.register {
                        caption { (say.word(instrument(first.instrument))) }
                        thead { tr {
                            th scope="col" { (say.word(document::CLAUSE)) }
                            th scope="col" { (say.word(document::FORCE)) }
                            th scope="col" { (say.word(document::MEANING)) }
                            th scope="col" { (say.word(document::COVERAGE)) }
                        } }
                        tbody { @for (place, clause) in of_instrument.iter().enumerate() { (row(page, clause, is_first(of_instrument, place))) } }
                    }
                }
            }
        }
    }
}

/// Whether no clause before it belongs to the same article; findings link to that one.
fn is_first(clauses: &[Clause], place: usize) -> bool {
    let article = |place: usize| clauses.get(place).map(|clause| clause.article);
    place.checked_sub(1).and_then(article) != article(place)
}

fn row(page: &Page<'_>, clause: &Clause, first: bool) -> Markup {
    let say = page.say;
    html! {
        tr id=[first.then(|| format!("c-{}", clause.article))] {
            th scope="row" { (clause.id) }
            td { (say.word(force(clause.force))) }
            td.text { (say.word(clause.text)) }
            td.text {
                @match clause.coverage {
                    Coverage::Rules(rules) => {
                        span.cover.rules { (say.word(document::COVERED_RULES)) }
                        @for rule in rules { (breaches(page, *rule)) }
                    }
                    Coverage::Vocabulary(why) => { span.cover { (say.word(document::COVERED_VOCABULARY)) } (say.word(why)) }
                    Coverage::Data(why) => { span.cover { (say.word(document::COVERED_DATA)) } (say.word(why)) }
                    Coverage::NotComputable(why) => { span.cover.not { (say.word(document::COVERED_NOT)) } (say.word(why)) }
                }
            }
        }
    }
}

/// A rule with the number of its breaches.
fn breaches(page: &Page<'_>, rule: Rule) -> Markup {
    let say = page.say;
    html! {
        span.judge {
            (say.word(rule.title()))
            @if let Some(counts) = page.report.summary().get(rule) {
                " · " (say.word(document::BREACHES)) " " (number(counts.breach))
            }
        }
    }
}

const fn instrument(instrument: Instrument) -> Text {
    match instrument {
        Instrument::Notice => document::NOTICE,
        Instrument::Supervision => document::SYSTEM,
        Instrument::Mentors => document::MEASURE,
    }
}

const fn force(force: ClauseForce) -> Text {
    match force {
        ClauseForce::Shall => document::FORCE_SHALL,
        ClauseForce::Need => document::FORCE_NEED,
        ClauseForce::Ought => document::FORCE_OUGHT,
        ClauseForce::Principle => document::FORCE_PRINCIPLE,
        ClauseForce::Statement => document::FORCE_STATEMENT,
        ClauseForce::May => document::FORCE_MAY,
        ClauseForce::Aim => document::FORCE_AIM,
    }
}

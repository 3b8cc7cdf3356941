use maud::{Markup, html};

use super::Page;
use super::words::name;
use crate::message::{Text, document};
use crate::policy::{Basis, KeyDescription};

/// Every number and reading of the policy.
pub(super) fn policy(page: &Page<'_>) -> Markup {
    let say = page.say;
    let description = page.report.policy().describe();
    let all: Vec<&KeyDescription> = description.iter().collect();
    html! {
        p.note { (say.word(document::POLICY_NOTE)) }
        @for edition in all.chunk_by(|a, b| a.edition == b.edition) {
            @if let Some(number) = edition.first().and_then(|one| one.edition) {
                h3.part { (say.word(document::EDITION)) " " (number.saturating_add(1)) }
            }
            @for (basis, title) in [(Basis::Reading, document::KEYS_READING), (Basis::Text, document::KEYS_TEXT), (Basis::Assumed, document::KEYS_ASSUMED)] {
                (table(page, title, edition.iter().copied().filter(|one| one.basis == basis)))
            }
        }
    }
}

fn table<'k>(page: &Page<'_>, title: Text, keys: impl Iterator<Item = &'k KeyDescription>) -> Markup {
    let say = page.say;
    html! {
        div.scroll role="group" tabindex="0" aria-label=(say.plain(title)) {
            table.list.keys {
                caption { (say.word(title)) }
                thead { tr {
                    th scope="col" { (say.word(document::MEANING)) }
                    th scope="col" { (say.word(document::VALUE)) }
                    th scope="col" { (say.word(document::OTHERWISE)) }
                    th scope="col" { (say.word(document::CLAUSE)) }
                } }
                tbody { @for one in keys { (row(page, one)) } }
            }
        }
    }
}

fn row(page: &Page<'_>, one: &KeyDescription) -> Markup {
    let say = page.say;
    let others = one.admissible.split(" | ").filter(|value| *value != one.value);
    html! {
        tr {
            th scope="row" { (say.word(one.meaning)) code.key { (one.key) } }
            td {
                @if one.basis == Basis::Reading { (super::contested::value_words(page, one.key, &one.value)) }
                @else { strong { (one.value) } }
                @if one.value != one.default { " " span.chip.changed { (say.word(document::CHANGED)) } }
                @if let Some(citation) = &one.settled {
                    span.settled { (say.word(document::SETTLED_BY)) " " (name(citation)) }
                }
            }
            td {
                @if one.basis == Basis::Reading {
                    @for (place, value) in others.enumerate() {
                        @if place > 0 { br; }
                        (super::contested::value_words(page, one.key, value))
                    }
                } @else { code { (one.admissible) } }
            }
            td { (one.clause) }
        }
    }
}

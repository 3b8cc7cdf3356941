use maud::{Markup, html};

use super::words::{name, number};
use super::{MOST_ROWS, Page};
use crate::facts::Source;
use crate::message::document;
use crate::render::options::Note;

/// Warnings and faults.
pub(super) fn notes(page: &Page<'_>) -> Markup {
    let Page { report, say, .. } = page;
    let (warnings, faults) = (report.warnings().len(), report.faults().len());
    html! {
        @if warnings == 0 && faults == 0 { p.empty { (say.word(document::NOTES_NONE)) } }
        @else { p.note { (say.word(document::NOTES_NOTE)) } }
        @if faults > 0 {
            details.fold open[faults <= 40] {
                summary { h3 { (say.word(document::FAULT)) } span.count { (number(faults as u64)) } }
                (table(page, report.faults().iter().take(MOST_ROWS).map(Note::of_fault)))
                (super::breaches::more_notes(page, faults.saturating_sub(MOST_ROWS)))
            }
        }
        @if warnings > 0 {
            details.fold open[warnings <= 40] {
                summary { h3 { (say.word(document::WARNING)) } span.count { (number(warnings as u64)) } }
                (table(page, report.warnings().take(MOST_ROWS).map(|one| Note::of_warning(&one, page.sources))))
                (super::breaches::more_notes(page, warnings.saturating_sub(MOST_ROWS)))
            }
        }
    }
}

/// `file · sheet · B7`.
fn place(source: &Source) -> String {
    let cell = match (&source.column, source.row) {
        (column, Some(row)) => Some(format!("{}{row}", column.as_deref().unwrap_or_default())),
        (column, None) => column.clone(),
    };
    let parts: Vec<String> = [source.file.clone(), source.sheet.clone(), cell].into_iter().flatten().collect();
    parts.join(" · ")
}

fn table(page: &Page<'_>, notes: impl Iterator<Item = Note>) -> Markup {
    let say = page.say;
    html! {
        div.scroll role="group" tabindex="0" aria-label=(say.plain(document::NOTES)) {
            table.list data-sortable data-filterable {
                thead { tr {
                    th scope="col" { (say.word(document::TABLE)) }
                    th.num scope="col" { (say.word(document::ROW)) }
                    th scope="col" { (say.word(document::SENTENCE)) }
                    th scope="col" { (say.word(document::CODE)) }
                } }
                tbody {
                    @for note in notes {
                        tr {
                            td { @match crate::facts::Table::from_name(&note.table) { Some(table) => (say.word(table.word())), None => (name(&note.table)) } }
                            td.num { @if let Some(row) = note.row { (row) } @else { "–" } }
                            td.text { (say.tell(&note.message)) @let place = place(&note.source); @if !place.is_empty() { " " span.place { (name(&place)) } } }
                            td { code { (note.code) } }
                        }
                    }
                }
            }
        }
    }
}

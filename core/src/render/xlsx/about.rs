use super::sheet::{Book, Cell, Column, Line, Print};
use crate::facts::{Facts, Table};
use crate::message::{Text, document as words};
use crate::policy::Basis;
use crate::render::options::Note;
use crate::render::{Error, Rates, Sources};
use crate::report::Report;

/// What was asked, and the whole in figures.
pub(super) fn about(book: &mut Book<'_>, report: &Report, facts: &Facts, rates: &Rates) -> Result<(), Error> {
    let language = book.language;
    let join = |words: Vec<String>| Line::Text(words.join("; "));
    let tables = Table::ALL.into_iter().filter_map(|table| {
        let rows = facts.len(table)?;
        Some(format!("{} {rows}", language.say(table.word())))
    });
    let rules = report.summary().iter().map(|(rule, _)| language.say(rule.title()).into_owned());
    let skipped = report.skipped().iter().map(|(rule, missing)| {
        let missing: Vec<_> = missing.iter().map(|table| language.say(table.word())).collect();
        format!("{} ({})", language.say(rule.title()), missing.join(", "))
    });
    let all = &rates.all;
    let total = |count: u64| Line::Count(count);
    let mut lines: Vec<(Text, Line)> = vec![
        (words::AS_OF, Line::Day(report.as_of())),
        (words::INSTRUMENTS_SHORT, Line::Text(language.say(words::INSTRUMENTS).into_owned())),
        (words::RULES_ASKED, join(rules.collect())),
        (words::FACTS, join(tables.collect())),
        (words::RATE, all.per_mille().map_or(Line::Text(String::new()), Line::Share)),
        (words::IN_TIME, total(all.in_time)),
        (words::LATE, total(all.late)),
        (words::MISSED, total(all.missed)),
        (words::PENDING, total(all.pending)),
        (words::EXCUSED, total(all.excused)),
        (words::UNDETERMINED, total(all.undetermined)),
        (words::NO_DUTY, total(all.not_applicable)),
        (words::CONTESTED_SHORT, total(all.contested)),
        (words::RATE_NOTE, Line::Text(language.say(words::SUMMARY_NOTE).into_owned())),
        (words::MADE_BY, Line::Text(env!("CARGO_PKG_VERSION").to_owned())),
    ];
    if !report.skipped().is_empty() {
        lines.push((words::SKIPPED, join(skipped.collect())));
    }
    book.lines(words::SUMMARY, words::TITLE, &lines)
}

/// Every number and reading of the policy.
pub(super) fn policy<'a>(book: &mut Book<'a>, report: &'a Report) -> Result<(), Error> {
    let columns: [Column; 7] = [
        (words::EDITION, 8.0),
        (words::MEANING, 36.0),
        (words::VALUE, 30.0),
        (words::BASIS, 10.0),
        (words::CLAUSE, 8.0),
        (words::SETTLED_BY, 24.0),
        (words::CODE, 44.0),
    ];
    let description = report.policy().describe();
    let rows = description.iter().map(|one| {
        let value = words::reading(one.key, &one.value).filter(|_| one.basis == Basis::Reading);
        vec![
            one.edition.map_or(Cell::Empty, |edition| Cell::count(edition.saturating_add(1) as u64)),
            Cell::Word(one.meaning),
            value.map_or_else(|| Cell::Owned(one.value.clone()), Cell::Word),
            Cell::Word(match one.basis {
                Basis::Text => words::BASIS_TEXT,
                Basis::Reading => words::BASIS_READING,
                Basis::Assumed => words::BASIS_ASSUMED,
            }),
            Cell::Text(one.clause),
            one.settled.clone().map_or(Cell::Empty, Cell::Owned),
            Cell::Owned(format!("{} = {}", one.key, one.value)),
        ]
    });
    book.table(words::POLICY, &columns, rows.collect())
}

/// Faults, then warnings, each with its place.
pub(super) fn notes<'a>(book: &mut Book<'a>, report: &'a Report, sources: Option<Sources<'a>>) -> Result<(), Error> {
    let columns: [Column; 9] = [
        (words::KIND_OF_NOTE, 10.0),
        (words::TABLE, 14.0),
        (words::ROW, 8.0),
        (words::COLUMN, 18.0),
        (words::VALUE, 24.0),
        (words::FILE, 24.0),
        (words::SHEET, 16.0),
        (words::SENTENCE, 80.0),
        (words::CODE, 28.0),
    ];
    let language = book.language;
    let cells = move |kind: Text, note: Note, column: Option<String>, value: Cell<'a>| {
        let cell = |text: Option<String>| text.map_or(Cell::Empty, Cell::Owned);
        vec![
            Cell::Word(kind),
            Table::from_name(&note.table).map_or(Cell::Owned(note.table), |table| Cell::Word(table.word())),
            note.row.map_or(Cell::Empty, |row| Cell::count(row as u64)),
            cell(note.source.column.or(column)),
            value,
            cell(note.source.file),
            cell(note.source.sheet),
            Cell::Long(language.tell(&note.message)),
            Cell::Text(note.code),
        ]
    };
    let faults = report.faults().iter().map(move |fault| {
        let column = fault.column.as_deref().map(str::to_owned);
        cells(words::FAULT, Note::of_fault(fault), column, Cell::Owned(fault.value.to_string()))
    });
    let warnings = report
        .warnings()
        .map(move |warning| cells(words::WARNING, Note::of_warning(&warning, sources), None, Cell::Empty));
    let count = report.faults().len().saturating_add(report.warnings().len());
    book.long_table(words::NOTES, &columns, Print::First(8), count, faults.chain(warnings))
}

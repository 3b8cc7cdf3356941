use super::sheet::{Book, Cell, Column, Print};
use crate::facts::Id;
use crate::message::document as words;
use crate::render::columns::{Datum, key};
use crate::render::rates::{Place, Places};
use crate::render::{Error, Language};
use crate::report::{Finding, Report};
use crate::rules::Keys;

const FINDINGS: [Column; 23] = [
    (words::DUTY, 18.0),
    (words::VERDICT, 12.0),
    (words::PROJECT, 24.0),
    (words::WORKER, 12.0),
    (words::MENTOR, 12.0),
    (words::SUPERVISOR, 12.0),
    (words::MONTH, 10.0),
    (words::DUE_ON, 12.0),
    (words::SETTLED_ON, 12.0),
    (words::MARGIN, 8.0),
    (words::IS_CONTESTED, 9.0),
    (words::SENTENCE, 70.0),
    (words::CLAUSE, 8.0),
    (words::FORCE, 10.0),
    (words::SESSION, 14.0),
    (words::APPOINTED_ON, 12.0),
    (words::GUIDED_ON, 12.0),
    (words::FOUND_ON, 12.0),
    (words::YEAR, 8.0),
    (words::HOLDS_UNTIL, 12.0),
    (words::READINGS, 32.0),
    (words::DUE_EARLIEST, 12.0),
    (words::DUE_LATEST, 12.0),
];
/// The columns that are printed: those that a person works off a list with.
const PRINTED: u16 = 12;

const DEADLINES: [Column; 9] = [
    (words::DUE_ON, 12.0),
    (words::DAYS_LEFT, 9.0),
    (words::DUTY, 18.0),
    (words::SUPERVISOR, 12.0),
    (words::WORKER, 12.0),
    (words::MENTOR, 12.0),
    (words::PROJECT, 24.0),
    (words::CLAUSE, 8.0),
    (words::SENTENCE, 80.0),
];

fn datum(datum: Datum<'_>) -> Cell<'_> {
    match datum {
        Datum::Null => Cell::Empty,
        Datum::Text(text) => Cell::Text(text),
        Datum::Day(day) => Cell::Day(day),
        Datum::Month(month) => Cell::Month(month),
        Datum::Number(number) => Cell::Number(number as f64),
        other => Cell::Owned(other.to_string()),
    }
}

fn id(report: &Report, id: Option<Id>) -> Cell<'_> {
    id.map_or(Cell::Empty, |id| Cell::Text(report.name(id)))
}

/// Every finding that was kept. Project, month and supervisor also stand where the subject does not name them.
pub(super) fn findings<'a>(book: &mut Book<'a>, report: &'a Report, places: &'a Places<'_>) -> Result<(), Error> {
    let language = book.language;
    let rows = report.keyed().map(move |(keys, finding)| row(report, language, keys, &finding, places));
    book.long_table(words::FINDINGS, &FINDINGS, Print::First(PRINTED), report.findings().len(), rows)
}

fn row<'a>(
    report: &'a Report,
    language: Language,
    keys: Keys,
    finding: &Finding<'a>,
    places: &Places<'_>,
) -> Vec<Cell<'a>> {
    let Place { project, supervisor, month, .. } = places.of(finding.rule, keys);
    let or = |name, other| match key(finding, name) {
        Datum::Null => other,
        found => datum(found),
    };
    let key = |name| datum(key(finding, name));
    let readings: Vec<String> = finding
        .contested_by()
        .map(|(key, value)| {
            let words = words::reading(key, value).map(|text| language.say(text).into_owned());
            words.unwrap_or_else(|| format!("{key}={value}"))
        })
        .collect();
    vec![
        Cell::Word(finding.rule.title()),
        Cell::Word(finding.verdict.word()),
        or("project", id(report, project)),
        key("worker"),
        key("mentor"),
        or("supervisor", id(report, supervisor)),
        or("month", month.map_or(Cell::Empty, Cell::Month)),
        Cell::day(finding.due_on),
        Cell::day(finding.settled_on),
        finding.margin_days.map_or(Cell::Empty, |days| Cell::Number(f64::from(days))),
        Cell::Word(if finding.contested { words::YES } else { words::NO }),
        Cell::Long(language.tell(&finding.message())),
        Cell::Text(finding.clause),
        Cell::Word(finding.force.word()),
        key("session"),
        key("appointed_on"),
        key("guided_on"),
        key("found_on"),
        key("year"),
        Cell::day(finding.holds_until),
        Cell::Owned(readings.join("; ")),
        Cell::day(finding.due_range.map(|range| range.from)),
        Cell::day(finding.due_range.map(|range| range.to)),
    ]
}

/// What is to be done, by its last day.
pub(super) fn deadlines<'a>(book: &mut Book<'a>, report: &'a Report, places: &'a Places<'_>) -> Result<(), Error> {
    let language = book.language;
    let rows = report.keyed_deadlines().map(move |(keys, finding)| {
        let place = places.of(finding.rule, keys);
        let left = finding.due_on.map(|day| day.days_since(report.as_of()));
        vec![
            Cell::day(finding.due_on),
            left.map_or(Cell::Empty, |days| Cell::Number(f64::from(days))),
            Cell::Word(finding.rule.title()),
            id(report, place.supervisor),
            datum(key(&finding, "worker")),
            datum(key(&finding, "mentor")),
            id(report, place.project),
            Cell::Text(finding.clause),
            Cell::Long(language.tell(&finding.message())),
        ]
    });
    let count = report.deadlines().count();
    book.long_table(words::TODO_SHORT, &DEADLINES, Print::AllColumns, count, rows)
}

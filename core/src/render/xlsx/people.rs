use super::sheet::{Book, Cell, Column};
use crate::message::{Text, document as words};
use crate::render::{Dimension, Error, Rates, Tally, Trend};
use crate::report::Report;
use crate::standing::Status;

const COUNTS: [Column; 9] = [
    (words::RATE, 9.0),
    (words::IN_TIME, 9.0),
    (words::LATE, 9.0),
    (words::MISSED, 9.0),
    (words::PENDING, 9.0),
    (words::EXCUSED, 9.0),
    (words::UNDETERMINED, 9.0),
    (words::NO_DUTY, 9.0),
    (words::CONTESTED_SHORT, 9.0),
];

fn counts(tally: &Tally) -> Vec<Cell<'static>> {
    vec![
        tally.per_mille().map_or(Cell::Empty, Cell::Share),
        Cell::count(tally.in_time),
        Cell::count(tally.late),
        Cell::count(tally.missed),
        Cell::count(tally.pending),
        Cell::count(tally.excused),
        Cell::count(tally.undetermined),
        Cell::count(tally.not_applicable),
        Cell::count(tally.contested),
    ]
}

/// The counts by one dimension.
pub(super) fn rates<'a>(book: &mut Book<'a>, rates: &'a Rates, by: Dimension) -> Result<(), Error> {
    let mut columns = vec![(by.word(), 26.0)];
    columns.extend(COUNTS);
    let rows = rates.get(by).iter().map(|rate| {
        let name = match (by, rate.name.parse()) {
            (Dimension::Month, Ok(month)) => Cell::Month(month),
            _ => Cell::Text(&rate.name),
        };
        std::iter::once(name).chain(counts(&rate.tally)).collect()
    });
    book.table(by.word(), &columns, rows.collect())
}

/// The counts over several days: all of them, then those of each supervisor and project.
pub(super) fn trend<'a>(book: &mut Book<'a>, trend: &'a Trend) -> Result<(), Error> {
    let mut columns = vec![(words::AS_OF, 14.0), (words::DUTIES_OF, 12.0), (words::NAME, 26.0)];
    columns.extend(COUNTS);
    let rows = trend.iter().flat_map(|moment| {
        let line = |of: Cell<'static>, name: Cell<'static>, tally: &Tally| {
            let head = [Cell::Day(moment.as_of), of, name];
            head.into_iter().chain(counts(tally)).collect::<Vec<_>>()
        };
        let all = line(Cell::Word(words::ALL), Cell::Empty, &moment.rates.all);
        let dimensions = [Dimension::Supervisor, Dimension::Project].into_iter();
        let named = dimensions.flat_map(move |by| {
            let rates = moment.rates.get(by).iter();
            rates.map(move |rate| line(Cell::Word(by.word()), Cell::Owned(rate.name.clone()), &rate.tally))
        });
        std::iter::once(all).chain(named)
    });
    book.table(words::TREND, &columns, rows.collect())
}

/// How every mentor stands, with the counts of the mentor's duties.
pub(super) fn mentors<'a>(book: &mut Book<'a>, report: &'a Report, rates: &Rates) -> Result<(), Error> {
    let mut columns = vec![
        (words::MENTOR, 16.0),
        (words::STANDING, 12.0),
        (words::FIRST_DAY, 12.0),
        (words::LAST_DAY, 12.0),
        (words::COMMENDABLE, 12.0),
    ];
    columns.extend(COUNTS);
    let counted = rates.get(Dimension::Mentor);
    let rows = report.standings().map(|standing| {
        // both ascend by name
        let at = counted.partition_point(|rate| rate.name.as_str() < standing.mentor);
        let rate = counted.get(at).filter(|rate| rate.name == standing.mentor);
        let mut cells = vec![
            Cell::Text(standing.mentor),
            Cell::Word(status(standing.status)),
            Cell::day(standing.first_day),
            Cell::day(standing.last_day),
            match standing.commendable {
                Some(true) => Cell::Word(words::YES),
                Some(false) => Cell::Word(words::NO),
                None => Cell::Empty,
            },
        ];
        cells.extend(counts(&rate.map(|rate| rate.tally).unwrap_or_default()));
        cells
    });
    book.table(words::MENTOR, &columns, rows.collect())
}

const fn status(status: Status) -> Text {
    match status {
        Status::Revoked => words::STATUS_REVOKED,
        Status::InTerm => words::STATUS_IN_TERM,
        Status::Expired => words::STATUS_EXPIRED,
        Status::NotYet => words::STATUS_NOT_YET,
        Status::NeverAppointed => words::STATUS_NEVER,
    }
}

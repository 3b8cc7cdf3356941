//! Where rows of facts stand in the files that they were read from, as data that goes with facts as they are written.

use serde::{Deserialize, Serialize};

use super::IntakeReport;
use crate::facts::{Facts, Source, Table};

/// Where the rows of facts, as these are written, stand in files; by stretches of rows that follow each other.
///
/// ```
/// use hongyan::facts::{OnError, Table};
/// use hongyan::intake::{Options, RowSources, inspect};
///
/// let csv = "mentor,guided_on\n何静,2024-03-05\n何静,2024-02-30\n何静,2024-04-05\n";
/// let options = Options { on_error: OnError::Skip, ..Options::default() };
/// let (facts, report) = inspect(&[("guidance.csv", csv)], &options);
/// let sources: RowSources = report.row_sources(&facts?);
/// // the faulty row is not written: the second that is stands in line 4 of the file
/// assert_eq!(sources.source(Table::Guidance, 1).unwrap().row, Some(4));
/// assert_eq!(sources.source(Table::Guidance, 2), None);
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RowSources(Vec<Stretch>);

/// Rows of a table that stand one below another in a sheet. Without a row in the file all stand at one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stretch {
    table: Table,
    row: usize,
    rows: usize,
    /// Of the first row.
    source: Source,
}

impl Stretch {
    /// Where the row stands that is so many after the first.
    fn at(&self, step: usize) -> Source {
        Source { row: self.source.row.map(|first| first.saturating_add(step)), ..self.source.clone() }
    }
}

impl RowSources {
    /// Where a person finds a row of the facts as they are written, which is counted from 0.
    ///
    /// See the example of [`RowSources`].
    #[must_use]
    pub fn source(&self, table: Table, row: usize) -> Option<Source> {
        let after = self.0.partition_point(|one| (one.table, one.row) <= (table, row));
        let stretch = self.0.get(after.checked_sub(1)?)?;
        let step = row.checked_sub(stretch.row)?;
        (stretch.table == table && step < stretch.rows).then(|| stretch.at(step))
    }

    fn add(&mut self, table: Table, row: usize, source: Source) {
        if let Some(last) = self.0.last_mut()
            && last.table == table
            && last.row.checked_add(last.rows) == Some(row)
            && last.at(last.rows) == source
        {
            last.rows = last.rows.saturating_add(1);
            return;
        }
        self.0.push(Stretch { table, row, rows: 1, source });
    }
}

impl IntakeReport {
    /// Where the rows of the facts that were read stand, numbered as the facts are written: without rows that were left
    /// out.
    ///
    /// See the example of [`RowSources`].
    #[must_use]
    pub fn row_sources(&self, facts: &Facts) -> RowSources {
        let mut sources = RowSources::default();
        for table in Table::ALL {
            for (row, (place, _)) in facts.rows_as_given(table).into_iter().enumerate() {
                if let Some(source) = self.source(table, place) {
                    sources.add(table, row, source);
                }
            }
        }
        sources
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::{Options, read};

    #[test]
    fn rows_of_several_files_and_cells_of_several_names_keep_their_places() {
        let one = "mentor,guided_on\n何静,2024-03-05\n何静,2024-03-05\n何静,2024-04-05\n";
        let two = "导师姓名,指导日期\n何静、周敏,2024-05-06\n周敏,2024-05-07\n";
        let intake = read(&[("guidance.csv", one), ("指导.csv", two)], &Options::default()).unwrap();
        let sources = intake.report.row_sources(&intake.facts);
        let rows = intake.facts.rows_as_given(Table::Guidance).len();
        let places: Vec<_> = (0..rows)
            .map(|row| sources.source(Table::Guidance, row).unwrap())
            .map(|source| (source.file.unwrap(), source.row.unwrap()))
            .collect();
        let place = |file: &str, row| (file.to_owned(), row);
        let lines = [("guidance.csv", 2..5), ("指导.csv", 2..3), ("指导.csv", 2..4)];
        let expected: Vec<_> =
            lines.into_iter().flat_map(|(file, rows)| rows.map(move |row| place(file, row))).collect();
        assert_eq!(places, expected);
        assert_eq!(sources.source(Table::Guidance, rows), None);
        assert_eq!(sources.source(Table::Sessions, 0), None);
    }

    #[test]
    fn rows_below_each_other_are_one_stretch() {
        let rows: String = (1..=28).map(|day| format!("何静,2024-02-{day:02}\n")).collect();
        let intake = read(&[("guidance.csv", format!("mentor,guided_on\n{rows}"))], &Options::default()).unwrap();
        let sources = intake.report.row_sources(&intake.facts);
        assert_eq!(sources.0.len(), 1);
        assert_eq!(sources.source(Table::Guidance, 27).unwrap().row, Some(29));
    }
}

use std::fmt;

use super::{Language, Trend};
use crate::facts::{Fault, Source, Table};
use crate::message::Message;
use crate::warning::Warning;

/// How a document is written.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::render::{Language, Options, html};
///
/// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
/// let options = Options { language: Language::En, ..Options::default() };
/// assert!(html(&report, &facts, options).contains(r#"lang="en""#));
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Its language.
    pub language: Language,
    /// The counts over several days, if they are to be shown.
    pub trend: Option<&'a Trend>,
    /// Where a person finds the rows that warnings speak of; else they are counted within their tables, from 1.
    pub sources: Option<Sources<'a>>,
    /// The documents that lie beside a page.
    pub beside: Beside<'a>,
}

impl From<Language> for Options<'_> {
    fn from(language: Language) -> Self {
        Options { language, ..Options::default() }
    }
}

/// Documents of the same report in the same folder, by their file names: a page that cuts a list links to them.
///
/// ```
/// use hongyan::facts::{Facts, Form, Session, Tables};
/// use hongyan::render::{Beside, Options, html};
/// use hongyan::{Day, Policy, check};
///
/// // more breaches than a page has room for
/// let day = Day::new(2024, 3, 5).unwrap();
/// let sessions = (0..400).map(|id| Session::new(id.to_string(), "磁器口", "周敏", Form::Group, day)).collect();
/// let facts = Facts::new(Tables { sessions: Some(sessions), ..Tables::default() })?;
/// let report = check(&facts, &Policy::default(), Day::new(2024, 4, 1).unwrap());
/// let beside = Beside { csv: Some("findings.csv"), ..Beside::default() };
/// let page = html(&report, &facts, Options { beside, ..Options::default() });
/// assert!(page.contains(r#"href="./findings.csv""#));
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beside<'a> {
    /// The workbook.
    pub xlsx: Option<&'a str>,
    /// The table of findings.
    pub csv: Option<&'a str>,
}

/// Tells the place of a row, by its table and its number counted from 0.
///
/// See the example of [`Sources::new`].
#[derive(Clone, Copy)]
pub struct Sources<'a>(&'a dyn Fn(Table, usize) -> Option<Source>);

impl<'a> Sources<'a> {
    /// Places from a function, such as one that asks an intake report.
    ///
    /// ```
    /// use hongyan::facts::Table;
    /// use hongyan::intake::{self, Options as Reading};
    /// use hongyan::render::{Options, Sources, html};
    /// use hongyan::{Day, Policy, check};
    ///
    /// // a record that precedes its session, in line 2 of a file
    /// let csv = "项目名称,社工姓名,督导形式,督导日期,提交日期\n磁器口,周敏,个督,2024-03-05,2024-03-04\n";
    /// let intake = intake::read(&[("督导记录.csv", csv)], &Reading::default())?;
    /// let report = check(&intake.facts, &Policy::default(), Day::new(2024, 3, 20).unwrap());
    /// let find = |table: Table, row: usize| intake.report.source(table, row);
    /// let options = Options { sources: Some(Sources::new(&find)), ..Options::default() };
    /// assert!(html(&report, &intake.facts, options).contains("督导记录.csv"));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    pub fn new(source: &'a dyn Fn(Table, usize) -> Option<Source>) -> Sources<'a> {
        Sources(source)
    }
}

impl fmt::Debug for Sources<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sources")
    }
}

/// A warning or a fault as documents show it: rows are counted from 1, as a person counts.
pub(super) struct Note {
    /// A name of the facts, or one that they do not have.
    pub(super) table: String,
    /// In its file where that is known, else in its table.
    pub(super) row: Option<usize>,
    pub(super) source: Source,
    pub(super) code: &'static str,
    pub(super) message: Message,
}

impl Note {
    pub(super) fn of_fault(fault: &Fault) -> Note {
        let mut seen = fault.clone();
        seen.row = seen.row.map(|row| row.saturating_add(1));
        Note {
            table: fault.table.as_deref().unwrap_or_default().to_owned(),
            row: fault.source.as_ref().and_then(|source| source.row).or(seen.row),
            source: fault.source.clone().unwrap_or_default(),
            code: fault.code.name(),
            message: seen.message(),
        }
    }

    pub(super) fn of_warning(warning: &Warning<'_>, sources: Option<Sources<'_>>) -> Note {
        let source = sources.zip(warning.row).and_then(|(Sources(find), row)| find(warning.table, row));
        Note {
            table: warning.table.name().to_owned(),
            row: source.as_ref().map_or(warning.row.map(|row| row.saturating_add(1)), |source| source.row),
            message: warning.message_at(source.as_ref()),
            source: source.unwrap_or_default(),
            code: warning.code.name(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Lang;
    use crate::render::sample;

    #[test]
    fn rows_are_counted_as_a_person_does() {
        let (_, report) = sample::hostile();
        let warning = report.warnings().find(|warning| warning.row.is_some()).unwrap();
        let row = warning.row.unwrap();
        let note = Note::of_warning(&warning, None);
        assert_eq!(note.row, Some(row + 1));
        let place = format!("{}, row {}: ", warning.table, row + 1);
        assert!(note.message.text(Lang::En).starts_with(&place), "{}", note.message.text(Lang::En));

        let find = |_, row| Some(Source { file: Some("a.xlsx".to_owned()), row: Some(row + 9), ..Source::default() });
        let note = Note::of_warning(&warning, Some(Sources::new(&find)));
        assert_eq!(note.row, Some(row + 9));
        let place = format!("a.xlsx, row {}: ", row + 9);
        assert!(note.message.text(Lang::En).starts_with(&place), "{}", note.message.text(Lang::En));
    }
}

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use super::Error;
use super::columns::{COLUMNS, Datum, cells};
use crate::report::Report;

/// Whether a text begins with the mark by which Excel knows UTF-8.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::render::{Bom, csv};
///
/// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
/// assert!(csv(&report, Bom::With).unwrap().starts_with("\u{feff}rule,clause,".as_bytes()));
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Bom {
    /// Plain UTF-8.
    #[default]
    Without,
    /// With the mark, for Excel.
    With,
}

/// The findings that the report kept as CSV (UTF-8, CRLF): the contract's columns, null as an empty cell.
///
/// A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay as they are.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
/// # let report = hongyan::check(&facts, &hongyan::Policy::default(), chrono::NaiveDate::from_ymd_opt(2024, 10, 5).unwrap());
/// use hongyan::render::{Bom, csv};
///
/// let text = String::from_utf8(csv(&report, Bom::Without)?).unwrap();
/// assert!(text.starts_with("rule,clause,project,worker"));
/// # Ok::<(), hongyan::render::Error>(())
/// ```
///
/// # Errors
/// None that can occur: memory takes every byte.
pub fn csv(report: &Report, bom: Bom) -> Result<Vec<u8>, Error> {
    let bytes = match bom {
        Bom::Without => Vec::new(),
        Bom::With => "\u{feff}".as_bytes().to_vec(),
    };
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(bytes);
    writer.write_record(COLUMNS)?;
    let mut text = String::new();
    for finding in report.findings() {
        for cell in cells(&finding) {
            match cell {
                Datum::Text(given) => writer.write_field(neutral(given).as_ref())?,
                Datum::Name(name) => writer.write_field(name)?,
                other => {
                    use std::fmt::Write;
                    text.clear();
                    // writing to a String cannot fail
                    let _ = write!(text, "{other}");
                    writer.write_field(&text)?;
                }
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.into_inner().map_err(|error| Error::from(error.into_error()))
}

/// The text as a cell that no spreadsheet runs.
pub(crate) fn neutral(text: &str) -> Cow<'_, str> {
    if is_run(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Whether a spreadsheet would take the text for a formula. The full-width signs are those of Chinese keyboards.
pub(crate) fn is_run(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) && !is_number(text)
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn only_what_would_run_is_changed() {
        for text in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx", "＝1"] {
            assert_eq!(neutral(text), format!("'{text}"));
        }
        for text in ["-12", "+3.5", "周敏", "a=b", "", "'x"] {
            assert_eq!(neutral(text), text);
        }
    }

    #[test]
    fn the_table_reads_back_cell_by_cell() {
        let (_, report) = sample::hostile();
        let bytes = csv(&report, Bom::With).unwrap();
        assert!(bytes.starts_with("\u{feff}rule,clause,project,worker".as_bytes()));
        let mut reader = csv::Reader::from_reader(&bytes[3..]);
        assert!(reader.headers().unwrap().iter().eq(COLUMNS));
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), report.findings().len());
        for (row, finding) in rows.iter().zip(report.findings()) {
            for (cell, datum) in row.iter().zip(cells(&finding)) {
                let expected = datum.to_string();
                assert!(cell == expected || cell == format!("'{expected}"), "{cell}");
                if matches!(datum, Datum::Text(_)) {
                    assert!(!is_run(cell), "{cell}");
                }
            }
            let detail: serde_json::Value = serde_json::from_str(&row[22]).unwrap();
            assert!(detail.is_object());
        }
        assert_eq!(csv(&report, Bom::Without).unwrap(), bytes[3..]);
    }
}

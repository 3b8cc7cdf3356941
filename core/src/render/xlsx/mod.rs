//! The report as a workbook: findings, deadlines, rates per worker and per mentor, faults.

mod about;
mod findings;
mod people;
mod sheet;
mod stream;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use sheet::Book;

use super::rates::{Places, rates};
use super::{Dimension, Error, Options};
use crate::calendar::Day;
use crate::facts::Facts;
use crate::message::document;
use crate::report::Report;

/// The report as an Excel workbook: what was asked, findings, deadlines, rates per worker, mentor, project, supervisor
/// and month, policy, warnings and faults. Dates are dates, and no text is run as a formula.
///
/// `facts` are those that the report was made from.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
/// # let report = hongyan::check(&facts, &hongyan::Policy::default(), chrono::NaiveDate::from_ymd_opt(2024, 10, 5).unwrap());
/// use hongyan::render::{Language, xlsx};
///
/// let bytes = xlsx(&report, &facts, Language::Both)?;
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), hongyan::render::Error>(())
/// ```
///
/// # Errors
/// If the workbook cannot be written.
pub fn xlsx<'a>(report: &Report, facts: &Facts, options: impl Into<Options<'a>>) -> Result<Vec<u8>, Error> {
    let Options { language, trend, sources, .. } = options.into();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report.as_of(), &language.say(document::TITLE))?);
    let rates = rates(report, facts);
    let places = Places::new(report, facts);
    let mut book = Book::new(workbook, language);
    about::about(&mut book, report, facts, &rates)?;
    findings::deadlines(&mut book, report, &places)?;
    findings::findings(&mut book, report, &places)?;
    people::rates(&mut book, &rates, Dimension::Worker)?;
    people::mentors(&mut book, report, &rates)?;
    for dimension in [Dimension::Supervisor, Dimension::Project, Dimension::Month] {
        people::rates(&mut book, &rates, dimension)?;
    }
    if let Some(trend) = trend {
        people::trend(&mut book, trend)?;
    }
    about::policy(&mut book, report)?;
    about::notes(&mut book, report, sources)?;
    book.finish()
}

/// Dated by the day asked about: the same report gives the same bytes.
pub(super) fn properties(as_of: Day, title: &str) -> Result<DocProperties, Error> {
    Ok(DocProperties::new().set_title(title).set_author("hongyan").set_creation_datetime(&date(as_of)?))
}

/// A day as Excel has it. The years that facts admit all have one.
pub(super) fn date(day: Day) -> Result<ExcelDateTime, Error> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    let month = u8::try_from(day.month().number().rem_euclid(12).saturating_add(1)).unwrap_or_default();
    let of_month = u8::try_from(day.day_of_month()).unwrap_or_default();
    Ok(ExcelDateTime::from_ymd(year, month, of_month)?)
}

#[cfg(test)]
mod tests;

//! A report as a document: bytes out, no file, no clock (feature `render`).
//!
//! - [`html`]: one page to read and to print; [`glance`]: its counts and its picture alone.
//! - [`xlsx`]: everything as a workbook; [`template`]: a workbook to fill in.
//! - [`csv`]: the findings as the contract's table.
//! - [`ics`]: the deadlines as a calendar.
//! - [`rates`] and [`trend`]: how many duties were met in time, late or not at all, as data.
//! - [`words`]: what rules, verdicts and columns are called, as data.
//! - [`Pseudonyms`]: facts without names, for documents that leave the office.
//!
//! The date of every document is the day that was asked about, so that the same report gives the same bytes.
//!
//! ```
//! # use hongyan::facts::{Facts, Form, Session, Tables};
//! # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
//! # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
//! # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
//! use hongyan::render::{Bom, Language, csv, html};
//!
//! let report = hongyan::check(&facts, &hongyan::Policy::default(), day(9, 28));
//! let page: String = html(&report, &facts, Language::En);
//! assert!(page.contains("周敏") && page.contains("2024-10-01"));
//! let table: Vec<u8> = csv(&report, Bom::With)?;
//! assert_eq!(String::from_utf8(table).unwrap().lines().count(), 2); // the headings and a finding
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod columns;
mod csv;
mod error;
mod html;
mod ics;
mod language;
mod options;
mod pseudonyms;
mod rates;
#[cfg(test)]
mod sample;
mod template;
mod text;
mod words;
mod xlsx;

pub use self::csv::{Bom, csv};
pub use error::Error;
pub use html::{glance, html};
pub use ics::ics;
pub use language::Language;
pub use options::{Beside, Options, Sources};
pub use pseudonyms::{Naming, Pseudonyms};
pub(crate) use rates::Place;
pub use rates::{Dimension, Moment, Rate, Rates, Tally, Trend, month_ends, rates, trend};
pub use template::template;
pub use words::{Named, TableWords, Words, words};
pub use xlsx::xlsx;

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

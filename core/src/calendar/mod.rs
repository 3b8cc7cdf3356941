//! Civil days, months and rest days: the only code that adds to, subtracts from or rolls a date.
//!
//! A [`Day`] is a civil (Gregorian) date without time or zone, four bytes wide and `Copy`. It converts from and to
//! [`chrono::NaiveDate`]. Arithmetic is total: it saturates at [`Day::MIN`] and [`Day::MAX`] and never panics.
//!
//! ```
//! use hongyan::calendar::{Day, rest_days};
//!
//! let day: Day = "2023-08-31".parse()?;
//! assert_eq!(day.plus_months(6).to_string(), "2024-02-29"); // no 31st: the month's last day
//! assert!(rest_days::MAINLAND_CHINA.rests("2024-10-01".parse()?)); // National Day
//! # Ok::<(), hongyan::calendar::ParseError>(())
//! ```

mod cn;
mod day;
mod month;
mod period;
pub mod rest_days;

pub use day::{Day, ParseError};
pub use month::Month;
pub use period::Period;
pub use rest_days::{DueDay, RestDays, RestYear};

/// First and last year that facts and policies may name.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

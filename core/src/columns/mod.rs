//! The same rules over columns, for datasets of any size.
//!
//! A table is a [`Frame`] of borrowed [`Array`]s. [`Columns::check`] is their door; past it [`Check`](crate::Check)
//! asks them what it asks facts, and the findings come as columns again.
//!
//! ```
//! use hongyan::columns::{Columns, Door, Frame, Frames};
//! use hongyan::facts::{OnError, Table};
//! use hongyan::finding::Verdict;
//! use hongyan::{Check, Day, Keep, Policy, Rule};
//!
//! // two sessions of workers 7 and 8: numbers are ids, days since 1970-01-01, and codes of forms
//! let frame = Frame::new(Table::Sessions)
//!     .with("session", &vec![100_i64, 101])
//!     .with("project", &vec![1_i32, 1])
//!     .with("worker", &vec![7_i32, 8])
//!     .with("form", &vec![0_u8, 1])
//!     .with("ended_on", &vec![19_782_i32, 19_782])
//!     .with("record_submitted_on", &vec![19_785_i32, 19_800]);
//! # let frame = Frame::new(Table::Sessions);
//! let columns = Columns::check(Frames::new().with(frame), Door::default())?;
//!
//! let policy = Policy::default();
//! let report = Check::new(&policy, Day::new(2024, 6, 1).unwrap()).keep(Keep::PROBLEMS).columns(&columns);
//! # let _ = (report, Rule::RecordDeadline, Verdict::Breach, OnError::Raise);
//! # Ok::<(), hongyan::columns::FaultTally>(())
//! ```

mod accumulate;
mod array;
mod district;
mod door;
mod faults;
mod findings;
mod frame;
mod frequency;
mod keys;
mod order;
mod par;
mod part;
mod records;
mod report;
mod shuffled;
mod small;
mod space;
mod typed;
mod warnings;

pub use accumulate::{Accumulator, AddError, LoadError, MergeError};
pub use array::{Array, Column, NO_DAY, Texts, Validity};
pub use door::{Columns, Door};
pub use faults::FaultTally;
pub use findings::Findings;
pub use frame::{Frame, Frames};
pub use records::{NOT_JUDGED, RecordStatus};
pub use report::Report;
pub use space::{IdValue, Space};

//! The same rules over columns, for datasets of any size.
//!
//! A table is a [`Frame`] of borrowed [`Array`]s. [`Columns::check`] is their door; past it [`Check`](crate::Check)
//! asks them what it asks facts, and the findings come as columns again.
//!
//! | wanted | call |
//! |---|---|
//! | the findings that matter, as columns | [`Check::columns`](crate::Check::columns) with a [`Keep`](crate::Keep) |
//! | counts alone | the same, keeping nothing: [`Report::summary`] is whole whatever is kept |
//! | a verdict for every row of the sessions | [`Check::record_status`](crate::Check::record_status) |
//! | the same of sessions without ids | [`Check::records`](crate::Check::records) of [`Records`] |
//! | documents, sentences, JSON | [`Report::to_report`] |
//! | why one finding is what it is | [`Report::explain`] |
//!
//! ```
//! use hongyan::columns::{Array, Columns, Door, Frame, Frames, Validity};
//! use hongyan::facts::Table;
//! use hongyan::finding::Verdict;
//! use hongyan::{Check, Day, Keep, Policy, Rule};
//!
//! let day = |day| Day::new(2024, 3, day).unwrap();
//! // workers 7 and 8 on project 1; integers are ids, days since 1970-01-01, and codes of forms
//! let start = [Day::new(2024, 1, 1).unwrap().number(); 2];
//! let engagements = Frame::new(Table::Engagements)
//!     .with("project", &[1, 1])
//!     .with("worker", &[7, 8])
//!     .with("start", &start);
//!
//! let ended_on = [4, 5, 6].map(|on| day(on).number());
//! // the first record came in time, the second two days late, the third not yet
//! let submitted_on = [11, 14, 0].map(|on| if on > 0 { day(on).number() } else { 0 });
//! let given = Validity::Flags(&[true, true, false]);
//! let sessions = Frame::new(Table::Sessions)
//!     .with("session", &["a", "b", "c"])
//!     .with("project", &[1, 1, 1])
//!     .with("worker", &[7, 7, 8])
//!     .with("form", &[0_u8, 1, 1])
//!     .with("ended_on", &ended_on)
//!     .with("record_submitted_on", Array::from(&submitted_on).with_validity(given));
//!
//! let columns = Columns::check(Frames::new().with(engagements).with(sessions), Door::default())?;
//! let policy = Policy::default();
//! let report = Check::new(&policy, day(31)).keep(Keep::only(&[Verdict::Breach])).columns(&columns);
//!
//! let late = report.of(Rule::RecordDeadline).unwrap();
//! assert_eq!(late.margin_days, [-2, -18]);
//! assert_eq!(report.row(late, 0), Some(1));
//! assert_eq!(late.judgement(0).unwrap().due_on, Some(day(12)));
//! let about: Vec<String> = report.subjects(late).map(|subject| subject.to_string()).collect();
//! assert_eq!(about, ["session b, worker 7", "session c, worker 8"]);
//!
//! // of three months each, worker 7's March has all it needs, and worker 8's is not over
//! let months = report.summary().get(Rule::SupervisionFrequency).unwrap();
//! assert_eq!((months.compliant, months.breach, months.pending), (1, 4, 1));
//! # Ok::<(), hongyan::columns::FaultTally>(())
//! ```

mod accumulate;
mod array;
#[cfg(feature = "json")]
mod details;
mod distinct;
mod district;
mod door;
mod drafts;
mod explain;
mod facts;
mod faults;
mod fetch;
mod findings;
mod frame;
mod frequency;
mod growing;
mod intern;
mod keys;
mod numbered;
mod order;
mod par;
mod part;
mod records;
mod report;
mod small;
mod space;
mod status;
mod subject;
mod typed;
mod warnings;

pub use accumulate::{Accumulator, AddError, LoadError, MergeError};
pub use array::{Array, Column, NO_DAY, Texts, Validity};
#[cfg(feature = "json")]
pub use details::Details;
pub use door::{Columns, Door};
pub use faults::FaultTally;
pub use findings::Findings;
pub use frame::{Frame, Frames};
pub use report::Report;
pub use space::{IdValue, Space};
pub use status::{NOT_JUDGED, RecordStatus, Records};
pub use subject::{Key, Subject};

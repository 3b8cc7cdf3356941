//! Two regulations of Shapingba District, Chongqing, as typed evaluators: given what happened, and a day, how does each
//! duty stand, and why?
//!
//! - The *supervision system* for social workers: supervision every month, a record within a week, plans.
//! - The *mentor measure* for entrepreneurship mentors: conditions, terms, guidance, commendation, revocation.
//!
//! Every finding cites its clause, says which other admissible reading of the text would flip its verdict, and until
//! when it stands. What is not known is never "compliant". Nothing reads a clock, a file or the network: the day asked
//! about is always an argument.
//!
//! # One decision
//!
//! ```
//! use hongyan::calendar::Day;
//! use hongyan::rules::record_deadline::{self, Session};
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let session = Session::new(day("2024-03-05"), None);
//! let judgement = record_deadline::judge(&Default::default(), session, day("2024-03-10")).unwrap();
//! assert_eq!(judgement.due_on, Some(day("2024-03-12")));
//! assert_eq!(judgement.margin_days, Some(2));
//! ```
//!
//! # A district
//!
//! ```
//! use chrono::NaiveDate;
//! use hongyan::facts::{Facts, Form, Session, Tables};
//! use hongyan::finding::Verdict;
//! use hongyan::{Policy, check};
//!
//! let day = |d| NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
//! let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
//! let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
//!
//! let report = check(&facts, &Policy::default(), NaiveDate::from_ymd_opt(2024, 10, 5).unwrap());
//! let finding = report.findings().next().unwrap();
//! assert_eq!(finding.verdict, Verdict::Breach); // due on 1 October, as counted
//! assert!(finding.contested); // but rolled over National Day there would be time until the 8th
//! assert_eq!(
//!     finding.contested_by().collect::<Vec<_>>(),
//!     [("supervision.record.last_day", "next_workday")]
//! );
//! # Ok::<(), hongyan::facts::Faults>(())
//! ```
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `json` | facts and policy from JSON, report to JSON |
//! | `toml` | policy from TOML |
//! | `columns` | the same rules over columns: millions of rows, findings as columns |
//! | `parallel` | columns on all processors |
//! | `intake` | facts from the bytes of workbooks and CSV, however they are laid out |
//! | `schema` | JSON Schema of facts, policy and report |
//! | `render` | a report as HTML, XLSX, ICS and CSV; rates; a workbook to fill in; pseudonyms |

#![cfg_attr(
    test,
    allow(clippy::arithmetic_side_effects, clippy::allow_attributes, reason = "a test may overflow: it fails then")
)]

pub mod calendar;
pub mod clauses;
#[cfg(feature = "columns")]
pub mod columns;
pub mod contest;
pub mod diff;
pub mod explain;
pub mod facts;
pub mod finding;
#[cfg(feature = "intake")]
pub mod intake;
pub mod live;
pub mod message;
pub mod names;
pub mod policy;
#[cfg(feature = "render")]
pub mod render;
pub mod report;
pub mod rules;
#[cfg(feature = "schema")]
pub mod schema;
mod sorted;
pub mod standing;
pub mod stop;
pub mod value;
pub mod warning;

pub use calendar::Day;
pub use facts::Facts;
pub use policy::Policy;
pub use report::{Check, Finding, Keep, Report, check};
pub use rules::{Rule, Subject};

/// Version of the shapes that are written: facts, policy, report.
pub const SCHEMA: u32 = 1;

//! The tables, and the door that checks them.
//!
//! Facts come in from typed rows ([`Tables`]), from JSON (`Facts::from_json`, feature `json`) or cell by cell
//! ([`Builder`]). All take the same door: an input with faults is refused whole, with every fault found, or, on
//! request, its faulty rows are left out and returned.
//!
//! ```
//! use chrono::NaiveDate;
//! use hongyan::facts::{Facts, Form, Session, Tables};
//!
//! let day = |d| NaiveDate::from_ymd_opt(2024, 3, d).unwrap();
//! let session = Session {
//!     record_submitted_on: Some(day(13)),
//!     ..Session::new("D2024-0312", "磁器口", "周敏", Form::Individual, day(5))
//! };
//! let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
//! assert_eq!(facts.len(hongyan::facts::Table::Sessions), Some(1));
//! # Ok::<(), hongyan::facts::Faults>(())
//! ```

mod cell;
mod door;
mod fault;
mod ids;
mod infer;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "columns")]
mod placed;
#[cfg(feature = "render")]
mod rename;
pub(crate) mod row;
mod schema;
mod slate;
mod source;
mod tables;
mod vocabulary;
mod wire;

use std::sync::Arc;

use serde::Serialize;

pub use cell::Cell;
pub(crate) use cell::Checked;
#[cfg(feature = "columns")]
pub(crate) use cell::check;
#[cfg(feature = "intake")]
pub(crate) use door::Bounds;
#[cfg(feature = "columns")]
pub(crate) use door::across;
pub use door::{Builder, MOST_FAULTS, OnError};
pub(crate) use door::{Cells, compare, key, keyed_fault};
#[cfg(any(feature = "columns", feature = "intake", feature = "json"))]
pub(crate) use fault::Context;
pub use fault::{Fault, FaultCode, Faults, Source};
pub(crate) use ids::{Id, Ids};
#[cfg(feature = "columns")]
pub use placed::Placed;
use row::Row;
#[cfg(feature = "columns")]
pub(crate) use schema::WIDTH;
pub use schema::{Column, Kind, Table};
pub(crate) use slate::{Kept, Slate};
pub use tables::{Appointment, Engagement, Evaluation, Excuse, Guidance, Mentor, Plan, Session, Tables, Violation};
pub use vocabulary::{Category, ContentSource, Form, Forms, PlanKind};

use crate::calendar::{Day, Month};
use crate::rules::Rule;

/// Checked facts. They may be asked about any day under any policy, any number of times.
///
/// ```
/// use hongyan::facts::{Facts, Form, Session, Table, Tables};
///
/// let day = chrono::NaiveDate::from_ymd_opt(2024, 9, 24).unwrap();
/// let sessions = vec![Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day)];
/// let facts = Facts::new(Tables { sessions: Some(sessions), ..Tables::default() })?;
/// assert_eq!(facts.len(Table::Sessions), Some(1));
/// assert_eq!(facts.len(Table::Plans), None); // absent, which is not the same as empty
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Facts {
    ids: Arc<Ids>,
    // every table in the order that sorts its findings
    engagements: Option<Vec<row::Engagement>>,
    sessions: Option<Vec<row::Session>>,
    excuses: Option<Vec<row::Excuse>>,
    plans: Option<Vec<row::Plan>>,
    mentors: Option<Vec<row::Mentor>>,
    appointments: Option<Vec<row::Appointment>>,
    guidance: Option<Vec<row::Guidance>>,
    evaluations: Option<Vec<row::Evaluation>>,
    violations: Option<Vec<row::Violation>>,
    attendances: Vec<Attendance>,
    supervised: Vec<Supervised>,
    repeated: Vec<(Table, usize, usize)>,
    inferred: bool,
    faults: Vec<Fault>,
}

/// A session among those of its worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Attendance {
    pub(crate) worker: Id,
    pub(crate) ended_on: Day,
    pub(crate) project: Id,
    pub(crate) form: Form,
}

/// An engagement among those under its supervisor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Supervised {
    pub(crate) project: Id,
    pub(crate) supervisor: Id,
    pub(crate) start: Day,
    pub(crate) end: Option<Day>,
}

/// The rows of a table whose key, read off by `key`, equals `of`.
fn equal<'r, T, K: Ord>(rows: &'r [T], of: &K, key: impl Fn(&T) -> K) -> &'r [T] {
    let from = rows.partition_point(|row| key(row) < *of);
    let rest = rows.get(from..).unwrap_or_default();
    rest.get(..rest.partition_point(|row| key(row) == *of)).unwrap_or_default()
}

impl Facts {
    /// Checks typed rows.
    ///
    /// # Errors
    /// Every fault found.
    ///
    /// ```
    /// use hongyan::facts::{Facts, FaultCode, Mentor, Tables};
    ///
    /// let mentors = |names: [&str; 2]| Some(names.map(Mentor::new).to_vec());
    /// assert!(Facts::new(Tables { mentors: mentors(["何静", "李导师"]), ..Tables::default() }).is_ok());
    /// let faults = Facts::new(Tables { mentors: mentors(["何静", ""]), ..Tables::default() }).unwrap_err();
    /// assert_eq!(faults.as_slice()[0].code, FaultCode::BadValue); // a name is not empty
    /// ```
    pub fn new(tables: Tables) -> Result<Facts, Faults> {
        Builder::from(&tables).build(OnError::Raise)
    }

    /// Checks the contract's JSON: one object, table name to list of row objects.
    ///
    /// # Errors
    /// Every fault found.
    ///
    /// ```
    /// use hongyan::facts::{Facts, Table};
    ///
    /// let facts = Facts::from_json(
    ///     r#"{"sessions": [{"session": "D2024-0924", "project": "磁器口", "worker": "周敏",
    ///         "form": "group", "ended_on": "2024-09-24"}]}"#,
    /// )?;
    /// assert_eq!(facts.len(Table::Sessions), Some(1));
    /// let faults = Facts::from_json(r#"{"mentors": [{"mentor": "何静", "experience": "yes"}]}"#).unwrap_err();
    /// assert_eq!(faults.to_string(), "mentors, row 0, experience: `yes` is not what is expected: true or false");
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[cfg(feature = "json")]
    pub fn from_json(text: &str) -> Result<Facts, Faults> {
        Builder::from_json(text)?.build(OnError::Raise)
    }

    /// Whether the table is present.
    ///
    /// ```
    /// use hongyan::facts::{Facts, Table, Tables};
    ///
    /// let facts = Facts::new(Tables { sessions: Some(vec![]), ..Tables::default() })?;
    /// assert!(facts.has(Table::Sessions)); // without rows, but there
    /// assert!(!facts.has(Table::Plans));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn has(&self, table: Table) -> bool {
        self.len(table).is_some()
    }

    /// Whether every table that the rule needs is present.
    pub(crate) fn serves(&self, rule: Rule) -> bool {
        rule.is_served(|table| self.has(table))
    }

    /// The number of its rows that are used, if the table is present.
    ///
    /// Rows equal to another count once.
    ///
    /// ```
    /// use hongyan::facts::{Facts, Guidance, Table, Tables};
    ///
    /// let guided_on = chrono::NaiveDate::from_ymd_opt(2024, 3, 5).unwrap();
    /// let twice = vec![Guidance::new("何静", guided_on); 2];
    /// let facts = Facts::new(Tables { guidance: Some(twice), ..Tables::default() })?;
    /// assert_eq!((facts.len(Table::Guidance), facts.len(Table::Mentors)), (Some(1), None));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn len(&self, table: Table) -> Option<usize> {
        match table {
            Table::Engagements => self.engagements.as_ref().map(Vec::len),
            Table::Sessions => self.sessions.as_ref().map(Vec::len),
            Table::Excuses => self.excuses.as_ref().map(Vec::len),
            Table::Plans => self.plans.as_ref().map(Vec::len),
            Table::Mentors => self.mentors.as_ref().map(Vec::len),
            Table::Appointments => self.appointments.as_ref().map(Vec::len),
            Table::Guidance => self.guidance.as_ref().map(Vec::len),
            Table::Evaluations => self.evaluations.as_ref().map(Vec::len),
            Table::Violations => self.violations.as_ref().map(Vec::len),
        }
    }

    /// Whether the engagements were inferred from the sessions, on request.
    ///
    /// See the example of [`Facts::infer_engagements`].
    #[must_use]
    pub fn engagements_inferred(&self) -> bool {
        self.inferred
    }

    /// The faults whose rows were left out; empty unless that was asked for.
    ///
    /// ```
    /// use hongyan::facts::{Builder, Cell, OnError, Table};
    ///
    /// let mut builder = Builder::new();
    /// builder.row(Table::Mentors, [("mentor", Cell::text("何静")), ("experience", Cell::text("perhaps"))]);
    /// let facts = builder.build(OnError::Skip)?;
    /// let fault = &facts.faults()[0];
    /// assert_eq!((fault.row, fault.column.as_deref()), (Some(0), Some("experience")));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Bytes that the facts occupy, the texts included.
    ///
    /// ```
    /// use hongyan::facts::{Facts, Guidance, Tables};
    ///
    /// let year = (0..365).map(|day| hongyan::Day::new(2024, 1, 1).unwrap().plus_days(day));
    /// let guidance = year.map(|day| Guidance::new("何静", day)).collect();
    /// let facts = Facts::new(Tables { guidance: Some(guidance), ..Tables::default() })?;
    /// assert!(facts.memory() < 365 * 40); // a row takes some bytes, and a name that repeats is kept once
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn memory(&self) -> usize {
        fn of<T>(rows: &[T]) -> usize {
            std::mem::size_of_val(rows)
        }
        [
            self.ids.memory(),
            of(self.engagements()),
            of(self.sessions()),
            of(self.excuses()),
            of(self.plans()),
            of(self.mentors()),
            of(self.appointments()),
            of(self.guidance()),
            of(self.evaluations()),
            of(self.violations()),
            of(&self.attendances),
            of(&self.supervised),
        ]
        .into_iter()
        .fold(0, usize::saturating_add)
    }

    /// The same facts, left with these faults.
    #[cfg(feature = "columns")]
    pub(crate) fn replace_faults(&mut self, faults: Vec<Fault>) {
        self.faults = faults;
    }

    pub(crate) fn ids(&self) -> &Arc<Ids> {
        &self.ids
    }

    /// Rows equal to an earlier one, by table and row, each with the row that it repeats.
    pub(crate) fn repeated(&self) -> &[(Table, usize, usize)] {
        &self.repeated
    }

    pub(crate) fn engagements(&self) -> &[row::Engagement] {
        self.engagements.as_deref().unwrap_or_default()
    }

    pub(crate) fn engagements_of(&self, project: Id, worker: Id) -> &[row::Engagement] {
        equal(self.engagements(), &(project, worker), |row| (row.project, row.worker))
    }

    pub(crate) fn sessions(&self) -> &[row::Session] {
        self.sessions.as_deref().unwrap_or_default()
    }

    /// The sessions of a worker, ascending by day.
    pub(crate) fn attendances(&self, worker: Id) -> &[Attendance] {
        equal(&self.attendances, &worker, |row| row.worker)
    }

    /// Engagements that name a supervisor, by project, supervisor and start.
    pub(crate) fn supervised(&self) -> &[Supervised] {
        &self.supervised
    }

    /// The first day of any engagement on a project.
    pub(crate) fn project_start(&self, project: Id) -> Option<Day> {
        equal(self.engagements(), &project, |row| row.project).iter().map(|row| row.start).min()
    }

    pub(crate) fn excuses(&self) -> &[row::Excuse] {
        self.excuses.as_deref().unwrap_or_default()
    }

    pub(crate) fn excuse(&self, project: Id, worker: Id, month: Month) -> Option<&row::Excuse> {
        equal(self.excuses(), &(project, worker, month), |row| (row.project, row.worker, row.month)).first()
    }

    pub(crate) fn plans(&self) -> &[row::Plan] {
        self.plans.as_deref().unwrap_or_default()
    }

    /// The plans of a pair of one kind.
    pub(crate) fn plans_of(&self, project: Id, supervisor: Id, kind: PlanKind) -> &[row::Plan] {
        equal(self.plans(), &(project, supervisor, kind), |row| (row.project, row.supervisor, row.kind))
    }

    /// The earliest plan of a pair, for a month if it is a monthly one.
    pub(crate) fn plan(&self, project: Id, supervisor: Id, kind: PlanKind, month: Option<Month>) -> Option<&row::Plan> {
        let plans = self.plans_of(project, supervisor, kind);
        match month {
            Some(_) => equal(plans, &month, |row| row.month).iter().min_by_key(|row| row.made_on),
            None => plans.iter().min_by_key(|row| row.made_on),
        }
    }

    pub(crate) fn mentors(&self) -> &[row::Mentor] {
        self.mentors.as_deref().unwrap_or_default()
    }

    pub(crate) fn appointments(&self) -> &[row::Appointment] {
        self.appointments.as_deref().unwrap_or_default()
    }

    pub(crate) fn appointments_of(&self, mentor: Id) -> &[row::Appointment] {
        equal(self.appointments(), &mentor, |row| row.mentor)
    }

    pub(crate) fn guidance(&self) -> &[row::Guidance] {
        self.guidance.as_deref().unwrap_or_default()
    }

    pub(crate) fn guidance_of(&self, mentor: Id) -> &[row::Guidance] {
        equal(self.guidance(), &mentor, |row| row.mentor)
    }

    pub(crate) fn evaluations(&self) -> &[row::Evaluation] {
        self.evaluations.as_deref().unwrap_or_default()
    }

    pub(crate) fn evaluations_of(&self, mentor: Id) -> &[row::Evaluation] {
        equal(self.evaluations(), &mentor, |row| row.mentor)
    }

    /// The earliest evaluation of a mentor for a year.
    pub(crate) fn evaluation(&self, mentor: Id, year: i32) -> Option<&row::Evaluation> {
        let of = equal(self.evaluations_of(mentor), &year, |row| row.year);
        of.iter().min_by_key(|row| row.evaluated_on)
    }

    pub(crate) fn violations(&self) -> &[row::Violation] {
        self.violations.as_deref().unwrap_or_default()
    }

    pub(crate) fn violations_of(&self, mentor: Id) -> &[row::Violation] {
        equal(self.violations(), &mentor, |row| row.mentor)
    }

    /// Every row of a table that is used or repeats one, with its number and cells, in the order of the input.
    pub(crate) fn rows_as_given(&self, table: Table) -> Vec<(usize, Vec<Checked>)> {
        let mut rows: Vec<(usize, Vec<Checked>)> = Vec::new();
        self.each_row(table, |row, cells| rows.push((row, cells.to_vec())));
        rows.sort_unstable_by_key(|(row, _)| *row);
        let repeated = self.repeated.iter().filter(|(of, ..)| *of == table);
        let repeated: Vec<_> = repeated
            .filter_map(|(_, row, first)| {
                let at = rows.binary_search_by_key(first, |(row, _)| *row).ok()?;
                Some((*row, rows.get(at)?.1.clone()))
            })
            .collect();
        if !repeated.is_empty() {
            rows.extend(repeated);
            rows.sort_unstable_by_key(|(row, _)| *row);
        }
        rows
    }

    /// Every row of a table that is used, with its number and cells, in the order of the table.
    pub(crate) fn each_row(&self, table: Table, mut visit: impl FnMut(usize, &[Checked])) {
        fn each<R: Row>(rows: &[R], visit: &mut impl FnMut(usize, &[Checked])) {
            rows.iter().for_each(|row| row.with_cells(|cells| visit(row.row(), cells)));
        }
        match table {
            Table::Engagements => each(self.engagements(), &mut visit),
            Table::Sessions => each(self.sessions(), &mut visit),
            Table::Excuses => each(self.excuses(), &mut visit),
            Table::Plans => each(self.plans(), &mut visit),
            Table::Mentors => each(self.mentors(), &mut visit),
            Table::Appointments => each(self.appointments(), &mut visit),
            Table::Guidance => each(self.guidance(), &mut visit),
            Table::Evaluations => each(self.evaluations(), &mut visit),
            Table::Violations => each(self.violations(), &mut visit),
        }
    }
}

/// Facts are written as the contract's JSON, rows in the order of the input, repeated ones too, every column of a row named.
impl Serialize for Facts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        wire::serialize(self, serializer)
    }
}

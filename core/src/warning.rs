//! What looks odd in the facts. A warning is not a fault: its row is used.
//!
//! They are told with every report, whatever rules are asked: see [`Report::warnings`](crate::Report::warnings).
//!
//! ```
//! use hongyan::facts::{Facts, Form, Session, Tables};
//! use hongyan::warning::WarningCode;
//! use hongyan::{Policy, check};
//!
//! let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 3, d).unwrap();
//! let session = Session {
//!     record_submitted_on: Some(day(4)),
//!     ..Session::new("D2024-0305", "磁器口", "周敏", Form::Individual, day(5))
//! };
//! let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
//! let report = check(&facts, &Policy::default(), day(31));
//! let warning = report.warnings().next().unwrap();
//! assert_eq!((warning.code, warning.row), (WarningCode::RecordPrecedesSession, Some(0)));
//! # Ok::<(), hongyan::facts::Faults>(())
//! ```

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::calendar::{Day, Period};
use crate::facts::row::Engagement;
use crate::facts::{Checked, Facts, Id, Ids, Table};
use crate::message::{Message, Param, Told};
use crate::names::named;
use crate::policy::Policy;
use crate::rules::{Editions, Source, mentors};

/// What looks odd.
///
/// The example of [this module](self) meets one.
// in the order of the names, which is that of a report
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WarningCode {
    /// Engagements were inferred from sessions, on request.
    EngagementsInferred,
    /// An event of the row is after the day asked about; it has not happened yet.
    EventAfterAsOf,
    /// Guidance before the mentor's first appointment.
    GuidanceBeforeAppointment,
    /// An appointment within an earlier term of the mentor.
    OverlappingAppointments,
    /// A record dated before its session.
    RecordPrecedesSession,
    /// A row equal to an earlier one; it counts once.
    RepeatedRow,
    /// A session of a worker who was never engaged on its project.
    SessionOfUnknownEngagement,
    /// A session on a day outside every engagement of its worker on its project.
    SessionOutsideEngagement,
    /// A session whose supervisor is its worker.
    SupervisorIsWorker,
}

impl WarningCode {
    /// All of them, by name.
    pub const ALL: [WarningCode; 9] = [
        WarningCode::EngagementsInferred,
        WarningCode::EventAfterAsOf,
        WarningCode::GuidanceBeforeAppointment,
        WarningCode::OverlappingAppointments,
        WarningCode::RecordPrecedesSession,
        WarningCode::RepeatedRow,
        WarningCode::SessionOfUnknownEngagement,
        WarningCode::SessionOutsideEngagement,
        WarningCode::SupervisorIsWorker,
    ];

    /// The code with this name on the wire.
    ///
    /// ```
    /// use hongyan::warning::WarningCode;
    ///
    /// assert_eq!(WarningCode::from_name("repeated_row"), Some(WarningCode::RepeatedRow));
    /// assert_eq!(WarningCode::from_name("repeated"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<WarningCode> {
        WarningCode::ALL.into_iter().find(|code| code.name() == name)
    }

    /// The name on the wire.
    ///
    /// ```
    /// use hongyan::warning::WarningCode;
    ///
    /// assert_eq!(WarningCode::SupervisorIsWorker.name(), "supervisor_is_worker");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            WarningCode::EngagementsInferred => "engagements_inferred",
            WarningCode::EventAfterAsOf => "event_after_as_of",
            WarningCode::GuidanceBeforeAppointment => "guidance_before_appointment",
            WarningCode::OverlappingAppointments => "overlapping_appointments",
            WarningCode::RecordPrecedesSession => "record_precedes_session",
            WarningCode::RepeatedRow => "repeated_row",
            WarningCode::SessionOfUnknownEngagement => "session_of_unknown_engagement",
            WarningCode::SessionOutsideEngagement => "session_outside_engagement",
            WarningCode::SupervisorIsWorker => "supervisor_is_worker",
        }
    }

    const fn message(self) -> &'static str {
        match self {
            WarningCode::EngagementsInferred => "warning.engagements_inferred",
            WarningCode::EventAfterAsOf => "warning.event_after_as_of",
            WarningCode::GuidanceBeforeAppointment => "warning.guidance_before_appointment",
            WarningCode::OverlappingAppointments => "warning.overlapping_appointments",
            WarningCode::RecordPrecedesSession => "warning.record_precedes_session",
            WarningCode::RepeatedRow => "warning.repeated_row",
            WarningCode::SessionOfUnknownEngagement => "warning.session_of_unknown_engagement",
            WarningCode::SessionOutsideEngagement => "warning.session_outside_engagement",
            WarningCode::SupervisorIsWorker => "warning.supervisor_is_worker",
        }
    }
}

named!(WarningCode, "warning", de);

/// Something odd about one row.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
/// use hongyan::warning::WarningCode;
///
/// // asked about the day before, the session has not happened
/// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(23));
/// assert_eq!(report.warnings().next().unwrap().code, WarningCode::EventAfterAsOf);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warning<'r> {
    /// What looks odd.
    pub code: WarningCode,
    /// The table.
    pub table: Table,
    /// 0-based row of the input; `None` if the whole table is meant.
    pub row: Option<usize>,
    days: [Option<(&'static str, Day)>; 2],
    ids: [Option<(&'static str, &'r str)>; 2],
    told: Option<&'r Told>,
}

impl Warning<'_> {
    /// The warning in a sentence.
    ///
    /// Rows are counted from 0, as in JSON.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
    /// # let report = hongyan::check(&facts, &hongyan::Policy::default(), day(23));
    /// use hongyan::message::Lang;
    ///
    /// let warning = report.warnings().next().unwrap();
    /// assert!(warning.message().text(Lang::En).starts_with("sessions, row 0: "));
    /// ```
    #[must_use]
    pub fn message(&self) -> Message {
        self.placed(Param::Place { table: Some(self.table.name().to_owned()), row: self.row, column: None })
    }

    /// The same with the place as a person sees it: in the file, else within the table counted from 1.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
    /// # let report = hongyan::check(&facts, &hongyan::Policy::default(), day(23));
    /// use hongyan::facts::Source;
    /// use hongyan::message::Lang;
    ///
    /// let warning = report.warnings().next().unwrap();
    /// assert!(warning.message_at(None).text(Lang::En).starts_with("sessions, row 1: "));
    /// let source = Source { file: Some("9月.xlsx".to_owned()), row: Some(2), ..Source::default() };
    /// assert!(warning.message_at(Some(&source)).text(Lang::En).starts_with("9月.xlsx, row 2: "));
    /// ```
    #[must_use]
    pub fn message_at(&self, source: Option<&crate::facts::Source>) -> Message {
        let row = self.row.map(|row| row.saturating_add(1));
        let within = || Param::Place { table: Some(self.table.name().to_owned()), row, column: None };
        self.placed(source.map_or_else(within, |source| source.place(None)))
    }

    fn placed(&self, place: Param) -> Message {
        let message = self.told.map_or_else(|| Message::new(self.code.message()), Told::message).with("place", place);
        let days = self.days.into_iter().flatten();
        let message = days.fold(message, |message, (name, day)| message.with(name, Param::Day(day)));
        let ids = self.ids.into_iter().flatten();
        ids.fold(message, |message, (name, id)| message.with(name, Param::Text(id.to_owned())))
    }
}

impl Serialize for Warning<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("code", &self.code)?;
        map.serialize_entry("table", &self.table)?;
        map.serialize_entry("row", &self.row)?;
        map.serialize_entry("message", &self.message().both())?;
        map.end()
    }
}

/// A warning as a report keeps it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record {
    pub(crate) table: Table,
    pub(crate) row: Option<usize>,
    pub(crate) code: WarningCode,
    pub(crate) days: [Option<(&'static str, Day)>; 2],
    pub(crate) ids: [Option<(&'static str, Id)>; 2],
}

impl Record {
    pub(crate) fn view<'r>(self, ids: &'r Ids, told: Option<&'r Told>) -> Warning<'r> {
        Warning {
            code: self.code,
            table: self.table,
            row: self.row,
            days: self.days,
            ids: self.ids.map(|named| named.map(|(name, id)| (name, ids.text(id)))),
            told,
        }
    }
}

struct Warnings(Vec<Record>);

impl Warnings {
    fn add<const D: usize, const I: usize>(
        &mut self,
        code: WarningCode,
        (table, row): (Table, impl Into<Option<usize>>),
        days: [(&'static str, Day); D],
        ids: [(&'static str, Id); I],
    ) {
        let mut record = Record { table, row: row.into(), code, days: [None; 2], ids: [None; 2] };
        record.days.iter_mut().zip(days).for_each(|(slot, day)| *slot = Some(day));
        record.ids.iter_mut().zip(ids).for_each(|(slot, id)| *slot = Some(id));
        self.0.push(record);
    }
}

/// Every warning, by table, row and code, whatever rules are asked.
pub(crate) fn warnings(facts: &Facts, policy: &Policy, as_of: Day) -> Vec<Record> {
    let mut warnings = Warnings(Vec::new());
    if facts.engagements_inferred() {
        warnings.add(WarningCode::EngagementsInferred, (Table::Engagements, None), [], []);
    }
    for (table, row, _) in facts.repeated() {
        warnings.add(WarningCode::RepeatedRow, (*table, *row), [], []);
    }
    events(facts, as_of, &mut warnings);
    sessions(facts, &mut warnings);
    offices(facts, policy, as_of, &mut warnings);
    let Warnings(mut warnings) = warnings;
    warnings.sort_unstable_by_key(|record| (record.table, record.row, record.code));
    warnings
}

/// Rows with an event that has not happened yet, each once.
fn events(facts: &Facts, as_of: Day, warnings: &mut Warnings) {
    for table in Table::ALL.into_iter().filter(|table| table.columns().iter().any(|column| column.event)) {
        facts.each_row(table, |row, cells| {
            let events = table.columns().iter().zip(cells).filter(|(column, _)| column.event);
            let later = events.filter_map(|(_, cell)| match cell {
                Checked::Day(day) if *day > as_of => Some(*day),
                _ => None,
            });
            if let Some(day) = later.min() {
                warnings.add(WarningCode::EventAfterAsOf, (table, row), [("day", day), ("as_of", as_of)], []);
            }
        });
    }
}

fn sessions(facts: &Facts, warnings: &mut Warnings) {
    use crate::facts::row::Row;
    let engaged = Engaged::of(facts);
    for session in facts.sessions() {
        let at = (Table::Sessions, session.row());
        let worker = ("worker", session.worker);
        if let Some(day) = session.record_submitted_on.filter(|day| *day < session.ended_on) {
            let days = [("submitted_on", day), ("ended_on", session.ended_on)];
            warnings.add(WarningCode::RecordPrecedesSession, at, days, []);
        }
        if session.supervisor == Some(session.worker) {
            warnings.add(WarningCode::SupervisorIsWorker, at, [], [worker]);
        }
        if facts.has(Table::Engagements) {
            let ids = [worker, ("project", session.project)];
            match engaged.on(session.project, session.worker, session.ended_on) {
                None => warnings.add(WarningCode::SessionOfUnknownEngagement, at, [], ids),
                Some(true) => {}
                Some(false) => {
                    let days = [("ended_on", session.ended_on)];
                    warnings.add(WarningCode::SessionOutsideEngagement, at, days, ids);
                }
            }
        }
    }
}

/// The engagements of all pairs, so laid out that however many a pair has, a day is found by halves.
struct Engaged<'f> {
    rows: &'f [Engagement],
    /// The last day of the row and of those of its pair before it.
    until: Vec<Day>,
}

impl<'f> Engaged<'f> {
    fn of(facts: &'f Facts) -> Engaged<'f> {
        let rows = facts.engagements();
        let mut until: Vec<Day> = Vec::with_capacity(rows.len());
        for pair in rows.chunk_by(|a, b| (a.project, a.worker) == (b.project, b.worker)) {
            until.extend(pair.iter().scan(Day::MIN, |last, one| {
                *last = Period::new(one.start, one.end).to.max(*last);
                Some(*last)
            }));
        }
        Engaged { rows, until }
    }

    /// Whether a pair is engaged on a day; `None` if it has no engagement at all.
    fn on(&self, project: Id, worker: Id, day: Day) -> Option<bool> {
        let from = self.rows.partition_point(|row| (row.project, row.worker) < (project, worker));
        let own = |row: &&Engagement| (row.project, row.worker) == (project, worker);
        self.rows.get(from).filter(own)?;
        // a pair's engagements ascend by their first days
        let begun = self.rows.partition_point(|row| (row.project, row.worker, row.start) <= (project, worker, day));
        let last = begun.checked_sub(1).filter(|last| *last >= from).and_then(|last| self.until.get(last));
        Some(last.is_some_and(|until| *until >= day))
    }
}

/// Guidance before any appointment, and appointments within an earlier term.
fn offices(facts: &Facts, policy: &Policy, as_of: Day, warnings: &mut Warnings) {
    use crate::facts::row::Row;
    let terms = policy.mentor_term();
    facts.offices(|record| {
        let mentor = ("mentor", record.mentor);
        let first = record.appointments.first().map(|one| one.appointed_on);
        for guidance in facts.guidance_of(record.mentor) {
            if first.is_some_and(|first| guidance.guided_on < first) {
                let at = (Table::Guidance, guidance.row());
                let days = [("guided_on", guidance.guided_on)];
                warnings.add(WarningCode::GuidanceBeforeAppointment, at, days, [mentor]);
            }
        }
        overlaps(record, terms.editions(), as_of, |appointed_on| {
            let days = [("appointed_on", appointed_on)];
            let made = facts.appointments_of(record.mentor);
            let row = made.get(made.partition_point(|one| one.appointed_on < appointed_on));
            let at = (Table::Appointments, row.map(Row::row));
            warnings.add(WarningCode::OverlappingAppointments, at, days, [mentor]);
        });
    });
}

/// The appointments of a mentor that lie in the term of an earlier one.
pub(crate) fn overlaps(
    record: mentors::Record<'_>,
    terms: Editions<'_, mentors::term::Terms>,
    as_of: Day,
    mut visit: impl FnMut(Day),
) {
    let mut until = Day::MIN;
    for one in record.appointments {
        if one.appointed_on <= until {
            visit(one.appointed_on);
        }
        until = until.max(one.term(terms.on(one.appointed_on), as_of).days.to);
    }
}

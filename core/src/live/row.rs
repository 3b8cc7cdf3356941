use crate::calendar::{Day, Month};
use crate::facts::{
    Appointment, Cells, Checked, Engagement, Evaluation, Excuse, Facts, Fault, FaultCode, Faults, Guidance, Ids, Kept,
    Mentor, Plan, Session, Slate, Table, Tables, Violation, keyed_fault,
};
use crate::message::Text;

macro_rules! rows {
    ($($type:ident: $table:ident = $field:ident),+ $(,)?) => {
        /// One row of any table. Every typed row becomes one by itself.
        ///
        /// ```
        /// use chrono::NaiveDate;
        /// use hongyan::facts::{Guidance, Table};
        /// use hongyan::live::Row;
        ///
        /// let row = Row::from(Guidance::new("李导师", NaiveDate::from_ymd_opt(2024, 2, 5).unwrap()));
        /// assert_eq!(row.table(), Table::Guidance);
        /// ```
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Row {
            $(
                #[doc = concat!("A row of `", stringify!($field), "`.")]
                $type($type)
            ),+
        }

        impl Row {
            /// The table that has such rows: see the example of [`Row`].
            #[must_use]
            pub const fn table(&self) -> Table {
                match self {
                    $(Row::$type(_) => Table::$table),+
                }
            }
        }

        impl From<Row> for Tables {
            fn from(row: Row) -> Tables {
                match row {
                    $(Row::$type(row) => Tables { $field: Some(vec![row]), ..Tables::default() }),+
                }
            }
        }

        $(
            impl From<$type> for Row {
                fn from(row: $type) -> Row {
                    Row::$type(row)
                }
            }
        )+
    };
}

rows! {
    Engagement: Engagements = engagements,
    Session: Sessions = sessions,
    Excuse: Excuses = excuses,
    Plan: Plans = plans,
    Mentor: Mentors = mentors,
    Appointment: Appointments = appointments,
    Guidance: Guidance = guidance,
    Evaluation: Evaluations = evaluations,
    Violation: Violations = violations,
}

/// What names one row, in the tables whose rows have a key: see [`Live::withdraw_key`](super::Live::withdraw_key).
///
/// ```
/// use hongyan::facts::{Appointment, Facts, Guidance, Tables};
/// use hongyan::live::{Live, RowKey};
/// use hongyan::{Day, Policy, Rule};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let facts = Facts::new(Tables {
///     appointments: Some(vec![Appointment::new("李导师", day("2024-01-15"))]),
///     guidance: Some(vec![Guidance::new("李导师", day("2024-02-05"))]),
///     ..Tables::default()
/// })?;
/// let mut live = Live::new(&facts, &Policy::default(), day("2024-03-01"), [Rule::MentorTerm]);
/// // the certificate was another mentor's: guidance was given without one
/// let key = RowKey::Appointment { mentor: "李导师", appointed_on: day("2024-01-15") };
/// assert_eq!(live.withdraw_key(key)?.len(), 1);
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RowKey<'a> {
    /// A session as one worker attended it.
    Session {
        /// The session.
        session: &'a str,
        /// The worker.
        worker: &'a str,
    },
    /// A reason for a month's shortfall.
    Excuse {
        /// The project.
        project: &'a str,
        /// The worker.
        worker: &'a str,
        /// The month.
        month: Month,
    },
    /// A mentor.
    Mentor {
        /// The mentor.
        mentor: &'a str,
    },
    /// A certificate.
    Appointment {
        /// The mentor.
        mentor: &'a str,
        /// Its date.
        appointed_on: Day,
    },
    /// A violation.
    Violation {
        /// The mentor.
        mentor: &'a str,
        /// The day it was found.
        found_on: Day,
    },
}

/// A row, or the key of one, past the door: cells with texts of its own.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) table: Table,
    /// Its cells as the slate knows them; a text that it does not know equals none.
    pub(super) known: Cells,
    cells: Cells,
    ids: Ids,
}

impl Given {
    /// Checks a row as any table is checked.
    pub(super) fn row(row: Row, slate: &Slate) -> Result<Given, Faults> {
        let table = row.table();
        let facts = Facts::new(row.into()).map_err(|Faults(faults)| {
            // there is one row, so its number says nothing
            Faults(faults.into_iter().map(|fault| Fault { row: None, ..fault }).collect())
        })?;
        let mut cells = [Checked::Null; _];
        facts.each_row(table, |_, row| cells.iter_mut().zip(row).for_each(|(slot, cell)| *slot = *cell));
        Ok(Given::new(table, cells, Ids::clone(facts.ids()), slate))
    }

    /// The key alone, in its columns.
    pub(super) fn key(key: RowKey<'_>, slate: &Slate) -> Given {
        let mut ids = Ids::default();
        let mut id = |text| ids.push(text).map_or(Checked::Faulty, Checked::Id);
        let (table, key) = match key {
            RowKey::Session { session, worker } => (Table::Sessions, [id(session), id(worker), Checked::Null]),
            RowKey::Excuse { project, worker, month } => {
                (Table::Excuses, [id(project), id(worker), Checked::Month(month)])
            }
            RowKey::Mentor { mentor } => (Table::Mentors, [id(mentor), Checked::Null, Checked::Null]),
            RowKey::Appointment { mentor, appointed_on: day } => {
                (Table::Appointments, [id(mentor), Checked::Day(day), Checked::Null])
            }
            RowKey::Violation { mentor, found_on: day } => {
                (Table::Violations, [id(mentor), Checked::Day(day), Checked::Null])
            }
        };
        let mut cells = [Checked::Null; _];
        for (place, cell) in table.key().iter().zip(key) {
            if let Some(slot) = cells.get_mut(*place) {
                *slot = cell;
            }
        }
        Given::new(table, cells, ids, slate)
    }

    fn new(table: Table, cells: Cells, ids: Ids, slate: &Slate) -> Given {
        let known = cells.map(|cell| match cell {
            Checked::Id(id) => slate.find(ids.text(id)).map_or(Checked::Faulty, Checked::Id),
            cell => cell,
        });
        Given { table, known, cells, ids }
    }

    /// The row as the slate keeps it, its new texts included.
    pub(super) fn keep(&self, slate: &mut Slate) -> Result<Kept, Faults> {
        let mut kept = self.known;
        for (slot, cell) in kept.iter_mut().zip(self.cells) {
            if let (Checked::Faulty, Checked::Id(id)) = (*slot, cell) {
                *slot = slate.id(self.ids.text(id)).map_or(Checked::Faulty, Checked::Id);
            }
        }
        // a row that passed the door lacks nothing; it lacks a text if there are too many
        Kept::read(self.table, &kept).ok_or_else(|| self.fault(Fault::new(FaultCode::TooLarge)))
    }

    /// Whether a row is equal to it in every column.
    pub(super) fn is(&self, row: &Kept) -> bool {
        row.compare(self.table, &self.known).is_eq()
    }

    pub(super) fn refuse(&self, code: FaultCode, reason: Text) -> Faults {
        self.fault(Fault::with_reason(code, reason))
    }

    pub(super) fn fault(&self, fault: Fault) -> Faults {
        keyed_fault(fault, self.table, &self.cells, &self.ids).into()
    }
}

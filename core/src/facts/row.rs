//! Checked rows, as the facts keep them: ids in place of texts, and the number of the row they came from.

use super::cell::Checked;
use super::{ContentSource, Form, Id, PlanKind};
use crate::calendar::{Day, Month};

/// A row that knows where it came from and what it was.
pub(crate) trait Row: Sized + Copy {
    /// Reads a checked row; `None` if a required value is missing, which the door has ruled out.
    fn read(cells: &[Checked], row: u32) -> Option<Self>;
    /// Shows the cells it was read from, in the order of the table's columns.
    fn with_cells(&self, visit: impl FnOnce(&[Checked]));
    /// Its 0-based number in the input.
    fn row(&self) -> usize;
}

macro_rules! rows {
    ($($(#[$doc:meta])* $type:ident { $($column:ident: $kind:ty),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) struct $type {
            $(pub(crate) $column: $kind,)+
            row: u32,
        }

        impl Row for $type {
            fn read(cells: &[Checked], row: u32) -> Option<Self> {
                let mut cells = cells.iter().copied();
                Some($type { $($column: <$kind as FromCell>::from_cell(cells.next()?)?,)+ row })
            }

            fn with_cells(&self, visit: impl FnOnce(&[Checked])) {
                visit(&[$(self.$column.into_cell()),+]);
            }

            fn row(&self) -> usize {
                usize::try_from(self.row).unwrap_or(usize::MAX)
            }
        }
    )+};
}

rows! {
    /// A worker's time on a project.
    Engagement { project: Id, worker: Id, start: Day, end: Option<Day>, supervisor: Option<Id> }
    /// A session as one worker attended it.
    Session {
        session: Id,
        project: Id,
        worker: Id,
        form: Form,
        ended_on: Day,
        record_submitted_on: Option<Day>,
        supervisor: Option<Id>,
        minutes: Option<i32>,
        venue: Option<Id>,
        content_source: Option<ContentSource>,
    }
    /// A reason for a month's shortfall.
    Excuse { project: Id, worker: Id, month: Month, reason: Id }
    /// A supervision plan.
    Plan { project: Id, supervisor: Id, kind: PlanKind, month: Option<Month>, made_on: Day }
    /// A mentor.
    Mentor {
        mentor: Id,
        category: Option<Id>,
        responsibility: Option<bool>,
        experience: Option<bool>,
        commitment: Option<bool>,
    }
    /// A certificate.
    Appointment { mentor: Id, appointed_on: Day, ends_on: Option<Day>, issued_by: Option<Id> }
    /// Guidance that a mentor gave.
    Guidance { mentor: Id, guided_on: Day, student: Option<Id> }
    /// A yearly evaluation.
    Evaluation { mentor: Id, year: i32, evaluated_on: Day }
    /// A violation.
    Violation { mentor: Id, found_on: Day, revoked_on: Option<Day> }
}

trait FromCell: Sized {
    fn from_cell(cell: Checked) -> Option<Self>;
    fn into_cell(self) -> Checked;
}

macro_rules! cells {
    ($($type:ty = $variant:ident),+) => {$(
        impl FromCell for $type {
            fn from_cell(cell: Checked) -> Option<Self> {
                if let Checked::$variant(value) = cell { Some(value) } else { None }
            }

            fn into_cell(self) -> Checked {
                Checked::$variant(self)
            }
        }
    )+};
}

cells!(
    Id = Id,
    Day = Day,
    Month = Month,
    i32 = Number,
    bool = Flag,
    Form = Form,
    PlanKind = Kind,
    ContentSource = Source
);

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: Checked) -> Option<Self> {
        match cell {
            Checked::Null => Some(None),
            cell => T::from_cell(cell).map(Some),
        }
    }

    fn into_cell(self) -> Checked {
        self.map_or(Checked::Null, T::into_cell)
    }
}

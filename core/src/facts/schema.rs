use serde::{Serialize, Serializer};

use crate::names::named;

/// A table of facts. Each is optional; an empty table is present.
///
/// ```
/// use hongyan::facts::Table;
///
/// assert_eq!(Table::from_name("sessions"), Some(Table::Sessions));
/// assert_eq!(Table::Guidance.columns()[1].name, "guided_on");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Table {
    /// A worker's time on a project.
    Engagements,
    /// Supervision sessions, one row per worker attending.
    Sessions,
    /// Recorded reasons for a month's shortfall.
    Excuses,
    /// Supervision plans.
    Plans,
    /// Mentors and what is known of M2's and M3's conditions.
    Mentors,
    /// Certificates.
    Appointments,
    /// Guidance that mentors gave.
    Guidance,
    /// Yearly evaluations.
    Evaluations,
    /// Violations of the law and their decisions.
    Violations,
}

/// What a column holds.
///
/// ```
/// use hongyan::facts::{Kind, Table};
///
/// let dates: Vec<_> = Table::Appointments.columns().iter().filter(|column| column.kind == Kind::Date).collect();
/// assert_eq!(dates.iter().map(|column| column.name).collect::<Vec<_>>(), ["appointed_on", "ends_on"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A non-empty text that names someone or something.
    Id,
    /// Any text.
    Text,
    /// A non-empty text.
    Reason,
    /// A civil date, `YYYY-MM-DD`.
    Date,
    /// A calendar month, `YYYY-MM`.
    Month,
    /// A calendar year, a whole number.
    Year,
    /// A whole number, not negative.
    Count,
    /// True or false.
    Flag,
    /// A [`Form`](super::Form).
    Form,
    /// A [`PlanKind`](super::PlanKind).
    PlanKind,
    /// A [`ContentSource`](super::ContentSource).
    ContentSource,
}

/// A column of a table.
///
/// ```
/// use hongyan::facts::{Column, Table};
///
/// let columns: &[Column] = Table::Violations.columns();
/// let names = |of: fn(&Column) -> bool| columns.iter().filter(|one| of(one)).map(|one| one.name).collect::<Vec<_>>();
/// assert_eq!(names(|one| one.required), ["mentor", "found_on"]);
/// assert_eq!(names(|one| one.event), ["found_on", "revoked_on"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether every row needs it.
    pub required: bool,
    /// Whether it dates an event: an event after the day asked about has not happened.
    pub event: bool,
}

const fn needed(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, required: true, event: false }
}

const fn optional(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, required: false, event: false }
}

const fn event(column: Column) -> Column {
    Column { event: true, ..column }
}

/// The greatest number of columns of a table.
pub(crate) const WIDTH: usize = 10;

impl Table {
    /// All tables, in the order of the contract.
    pub const ALL: [Table; 9] = [
        Table::Engagements,
        Table::Sessions,
        Table::Excuses,
        Table::Plans,
        Table::Mentors,
        Table::Appointments,
        Table::Guidance,
        Table::Evaluations,
        Table::Violations,
    ];

    /// The name on the wire.
    ///
    /// ```
    /// use hongyan::facts::Table;
    ///
    /// assert_eq!(Table::Appointments.name(), "appointments");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Table::Engagements => "engagements",
            Table::Sessions => "sessions",
            Table::Excuses => "excuses",
            Table::Plans => "plans",
            Table::Mentors => "mentors",
            Table::Appointments => "appointments",
            Table::Guidance => "guidance",
            Table::Evaluations => "evaluations",
            Table::Violations => "violations",
        }
    }

    /// The table with this name on the wire.
    ///
    /// ```
    /// use hongyan::facts::Table;
    ///
    /// assert_eq!(Table::from_name("sessions"), Some(Table::Sessions));
    /// assert_eq!(Table::from_name("Sessions"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Table> {
        Table::ALL.into_iter().find(|table| table.name() == name)
    }

    /// Its columns, in order.
    ///
    /// ```
    /// use hongyan::facts::Table;
    ///
    /// let names: Vec<_> = Table::Engagements.columns().iter().map(|column| column.name).collect();
    /// assert_eq!(names, ["project", "worker", "start", "end", "supervisor"]);
    /// ```
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Table::Engagements => {
                const {
                    &[
                        needed("project", Kind::Id),
                        needed("worker", Kind::Id),
                        needed("start", Kind::Date),
                        optional("end", Kind::Date),
                        optional("supervisor", Kind::Id),
                    ]
                }
            }
            Table::Sessions => {
                const {
                    &[
                        needed("session", Kind::Id),
                        needed("project", Kind::Id),
                        needed("worker", Kind::Id),
                        needed("form", Kind::Form),
                        event(needed("ended_on", Kind::Date)),
                        event(optional("record_submitted_on", Kind::Date)),
                        optional("supervisor", Kind::Id),
                        optional("minutes", Kind::Count),
                        optional("venue", Kind::Text),
                        optional("content_source", Kind::ContentSource),
                    ]
                }
            }
            Table::Excuses => {
                const {
                    &[
                        needed("project", Kind::Id),
                        needed("worker", Kind::Id),
                        needed("month", Kind::Month),
                        needed("reason", Kind::Reason),
                    ]
                }
            }
            Table::Plans => {
                const {
                    &[
                        needed("project", Kind::Id),
                        needed("supervisor", Kind::Id),
                        needed("kind", Kind::PlanKind),
                        optional("month", Kind::Month),
                        event(needed("made_on", Kind::Date)),
                    ]
                }
            }
            Table::Mentors => {
                const {
                    &[
                        needed("mentor", Kind::Id),
                        optional("category", Kind::Text),
                        optional("responsibility", Kind::Flag),
                        optional("experience", Kind::Flag),
                        optional("commitment", Kind::Flag),
                    ]
                }
            }
            Table::Appointments => {
                const {
                    &[
                        needed("mentor", Kind::Id),
                        event(needed("appointed_on", Kind::Date)),
                        optional("ends_on", Kind::Date),
                        optional("issued_by", Kind::Text),
                    ]
                }
            }
            Table::Guidance => {
                const {
                    &[
                        needed("mentor", Kind::Id),
                        event(needed("guided_on", Kind::Date)),
                        optional("student", Kind::Text),
                    ]
                }
            }
            Table::Evaluations => {
                const { &[needed("mentor", Kind::Id), needed("year", Kind::Year), event(needed("evaluated_on", Kind::Date))] }
            }
            Table::Violations => {
                const {
                    &[
                        needed("mentor", Kind::Id),
                        event(needed("found_on", Kind::Date)),
                        event(optional("revoked_on", Kind::Date)),
                    ]
                }
            }
        }
    }

    /// The places of the columns that together name one row; empty if rows have no key.
    ///
    /// ```
    /// use hongyan::facts::Table;
    ///
    /// let key: Vec<_> = Table::Sessions.key().iter().map(|place| Table::Sessions.columns()[*place].name).collect();
    /// assert_eq!(key, ["session", "worker"]); // one row for each worker who attended
    /// assert!(Table::Guidance.key().is_empty());
    /// ```
    #[must_use]
    pub const fn key(self) -> &'static [usize] {
        match self {
            Table::Sessions => &[0, 2],
            Table::Excuses => &[0, 1, 2],
            Table::Mentors => &[0],
            Table::Appointments | Table::Violations => &[0, 1],
            Table::Engagements | Table::Plans | Table::Guidance | Table::Evaluations => &[],
        }
    }

    /// The place of a column.
    ///
    /// ```
    /// use hongyan::facts::Table;
    ///
    /// assert_eq!(Table::Sessions.position("ended_on"), Some(4));
    /// assert_eq!(Table::Sessions.position("started_on"), None);
    /// ```
    #[must_use]
    pub fn position(self, column: &str) -> Option<usize> {
        self.columns().iter().position(|one| one.name == column)
    }

    /// The same, looked for at this place first.
    pub(crate) fn position_from(self, next: usize, column: &str) -> Option<usize> {
        let here = self.columns().get(next).is_some_and(|one| one.name == column);
        if here { Some(next) } else { self.position(column) }
    }
}

named!(Table, "table", de);

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_table_is_wider_than_a_row() {
        for table in Table::ALL {
            assert!(table.columns().len() <= WIDTH);
            assert_eq!(Table::from_name(table.name()), Some(table));
            for place in table.key() {
                assert!(table.columns()[*place].required);
            }
        }
    }

    #[test]
    fn days_are_of_events_but_those_that_may_lie_ahead() {
        for column in Table::ALL.iter().flat_map(|table| table.columns()) {
            let may_lie_ahead = ["start", "end", "ends_on"].contains(&column.name);
            assert_eq!(column.event, column.kind == Kind::Date && !may_lie_ahead, "{}", column.name);
        }
    }
}

//! Why a finding over columns is what it is, from the rows of its own unit alone.

use super::door::Columns;
use super::facts::cell;
use super::keys::id_of;
use super::report::{Asked, Report};
use super::space::{IdValue, Sort, sort};
use crate::explain::{Explanation, explain};
use crate::facts::{Builder, OnError, Table};
use crate::rules::{Key, Rule, Subject};

/// The key whose rows are all that a rule looks at for one subject, and the tables that have it.
const fn unit(rule: Rule) -> (&'static str, &'static [Table]) {
    match rule {
        Rule::SupervisionFrequency | Rule::RecordDeadline => {
            ("worker", &[Table::Engagements, Table::Sessions, Table::Excuses])
        }
        Rule::CyclePlan | Rule::MonthlyPlan => ("project", &[Table::Engagements, Table::Plans]),
        _ => ("mentor", &[Table::Mentors, Table::Appointments, Table::Guidance, Table::Evaluations, Table::Violations]),
    }
}

impl Report<'_, '_> {
    /// Why the finding of this subject is what it is, with the row numbers of the tables that were given: the same
    /// explanation as [`report::Report::explain`](crate::report::Report::explain) gives of facts. Only the rows of the
    /// subject's worker, project or mentor are read.
    ///
    /// `None` if nothing is found of this subject on that day, if the report comes from an
    /// [`Accumulator`](super::Accumulator), which keeps no rows, or if the keys of the sessions were vouched for and are
    /// not unique after all. A finding that was not kept is explained all the same. Integer ids are written as text.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    /// use hongyan::{Check, Day, Policy, Subject};
    ///
    /// let day = |day| Day::new(2024, 3, day).unwrap();
    /// let ended_on = [1, 4].map(|on| day(on).number());
    /// let sessions = Frame::new(Table::Sessions)
    ///     .with("session", &[7, 8])
    ///     .with("project", &[1, 1])
    ///     .with("worker", &[20, 30])
    ///     .with("form", &[0_u8, 0])
    ///     .with("ended_on", &ended_on);
    /// let columns = Columns::check(Frames::new().with(sessions), Door::default())?;
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day(31)).columns(&columns);
    ///
    /// let explanation = report.explain(Subject::RecordDeadline { session: "8", worker: "30" }).unwrap();
    /// assert_eq!(explanation.finding().due_on, Some(day(11)));
    /// assert_eq!(explanation.facts[0].row, 1);
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn explain(&self, subject: Subject<'_>) -> Option<Explanation> {
        let Asked::Columns(columns, _) = &self.about else { return None };
        let (name, tables) = unit(subject.rule());
        let wanted = subject.keys().find_map(|(key, value)| match value {
            Key::Id(id) if key == name => Some(id),
            _ => None,
        });
        let mut builder = Builder::with_integers();
        let rows: Vec<(Table, Vec<usize>)> = tables
            .iter()
            .map(|table| (*table, columns.gather(*table, name, wanted.unwrap_or_default(), &mut builder)))
            .collect();
        let facts = builder.build(OnError::Skip).ok()?;
        let mut explanation = explain(&facts, &self.policy, self.as_of, subject)?;
        for fact in &mut explanation.facts {
            let given = rows.iter().find(|(table, _)| *table == fact.table).and_then(|(_, rows)| rows.get(fact.row));
            fact.row = given.copied().unwrap_or(fact.row);
        }
        Some(explanation)
    }
}

impl Columns<'_> {
    /// Gives the rows of a table with this id in this column to the builder; their numbers.
    fn gather(&self, table: Table, column: &str, id: &str, builder: &mut Builder) -> Vec<usize> {
        let mut rows = Vec::new();
        let Some(frame) = self.frames.get(table) else { return rows };
        builder.table(table);
        let Some(array) = table.position(column).and_then(|place| frame.at(place)) else { return rows };
        let wanted = match sort(&array) {
            Some(Sort::Integers) => {
                id.parse().ok().filter(|number: &i64| number.to_string() == id).map(IdValue::Integer)
            }
            Some(Sort::Texts) => Some(IdValue::Text(id)),
            None => None,
        };
        let out = self.left_out(table);
        let own = |row: &usize| wanted.is_some() && id_of(&array, *row) == wanted && !out.has(*row);
        rows.extend((0..frame.rows()).filter(own));
        for row in &rows {
            let cells = table.columns().iter().zip(&frame.columns).filter_map(|(column, array)| {
                let array = array.as_ref()?;
                Some((column.name, cell(array, column.kind, *row)))
            });
            builder.row(table, cells);
        }
        rows
    }
}

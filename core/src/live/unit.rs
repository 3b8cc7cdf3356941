use crate::calendar::{Day, Period};
use crate::facts::{Checked, Id, Kept, Table};
use crate::policy::Policy;
use crate::rules::{Rule, Subject};

/// Whose rows are judged together and without any others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Unit {
    /// A worker's engagements, sessions and excuses.
    Worker(Id),
    /// A project's engagements and plans.
    Project(Id),
    /// What is said of a mentor.
    Mentor(Id),
}

impl Unit {
    /// The units that a row belongs to; an engagement belongs to two.
    pub(super) fn of(table: Table, cells: &[Checked]) -> impl Iterator<Item = Unit> + use<> {
        let id = |place: usize| match cells.get(place) {
            Some(Checked::Id(id)) => Some(*id),
            _ => None,
        };
        let units = match table {
            Table::Engagements => [id(1).map(Unit::Worker), id(0).map(Unit::Project)],
            Table::Sessions => [id(2).map(Unit::Worker), None],
            Table::Excuses => [id(1).map(Unit::Worker), None],
            Table::Plans => [id(0).map(Unit::Project), None],
            Table::Mentors | Table::Appointments | Table::Guidance | Table::Evaluations | Table::Violations => {
                [id(0).map(Unit::Mentor), None]
            }
        };
        units.into_iter().flatten()
    }

    /// The unit that has this subject, `find` giving the ids of texts.
    pub(super) fn having(subject: Subject<'_>, find: impl FnOnce(&str) -> Option<Id>) -> Option<Unit> {
        Some(match subject {
            Subject::SupervisionFrequency { worker, .. } | Subject::RecordDeadline { worker, .. } => {
                Unit::Worker(find(worker)?)
            }
            Subject::CyclePlan { project, .. } | Subject::MonthlyPlan { project, .. } => Unit::Project(find(project)?),
            Subject::MentorEligibility { mentor }
            | Subject::MentorTerm { mentor, .. }
            | Subject::AnnualGuidance { mentor, .. }
            | Subject::MentorInactivity { mentor, .. }
            | Subject::AnnualEvaluation { mentor, .. }
            | Subject::Commendation { mentor, .. }
            | Subject::Revocation { mentor, .. } => Unit::Mentor(find(mentor)?),
        })
    }

    /// The rules that judge it, in order.
    pub(super) const fn rules(self) -> &'static [Rule] {
        match self {
            Unit::Worker(_) => &[Rule::SupervisionFrequency, Rule::RecordDeadline],
            Unit::Project(_) => &[Rule::CyclePlan, Rule::MonthlyPlan],
            Unit::Mentor(_) => &[
                Rule::MentorEligibility,
                Rule::MentorTerm,
                Rule::AnnualGuidance,
                Rule::MentorInactivity,
                Rule::AnnualEvaluation,
                Rule::Commendation,
                Rule::Revocation,
            ],
        }
    }

    /// The earliest day after `as_of` on which a date of the policy or of the rows comes, or a further engaged month
    /// begins. Findings say themselves until when they hold, so that no due date is looked for here.
    pub(super) fn next_date(self, policy: &Policy, rows: &[Kept], as_of: Day) -> Option<Day> {
        let next_month = as_of.month().next().first_day();
        let mut next = None;
        for border in self.borders(policy) {
            earlier(&mut next, border, as_of);
        }
        for row in rows {
            row.with_cells(|cells| {
                for cell in cells {
                    if let Checked::Day(day) = cell {
                        earlier(&mut next, *day, as_of);
                    }
                }
            });
            if let Kept::Engagement(row) = row
                && Period::new(row.start, row.end).and(policy.supervision_effective()).contains(next_month)
            {
                earlier(&mut next, next_month, as_of);
            }
        }
        next
    }

    /// The days on which the policy begins to apply, or applies otherwise.
    fn borders(self, policy: &Policy) -> impl Iterator<Item = Day> {
        let effective = match self {
            Unit::Worker(_) | Unit::Project(_) => policy.supervision_effective(),
            Unit::Mentor(_) => policy.mentor_effective(),
        };
        std::iter::once(effective.from).chain(policy.editions().map(|edition| edition.from))
    }
}

/// Puts `day` in the place of a later one, if it comes after `as_of`.
pub(super) fn earlier(next: &mut Option<Day>, day: Day, as_of: Day) {
    if day > as_of && day <= Day::LAST && next.is_none_or(|next| day < next) {
        *next = Some(day);
    }
}

//! The tables that have few rows: checked rows in the order in which rules read them.

use super::array::NO_DAY;
use super::frame::Frames;
use super::space::{Codes, NO_CODE};
use super::typed::{NO_WORD, Numbers, Rows, words};
use crate::calendar::{Day, Month};
use crate::facts::{Category, Cell, Kind, PlanKind, Table};
use crate::rules::mentor_eligibility::Applicant;

/// A row with its number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbered<T> {
    pub(super) row: u32,
    pub(super) of: T,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Excuse {
    pub(super) worker: u32,
    pub(super) project: u32,
    pub(super) month: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Plan {
    pub(super) project: u32,
    pub(super) supervisor: u32,
    pub(super) kind: PlanKind,
    pub(super) month: Option<Month>,
    pub(super) made_on: Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Appointment {
    pub(super) mentor: u32,
    pub(super) appointed_on: Day,
    pub(super) ends_on: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Evaluation {
    pub(super) mentor: u32,
    pub(super) year: i32,
    pub(super) evaluated_on: Day,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Violation {
    pub(super) mentor: u32,
    pub(super) found_on: Day,
    pub(super) revoked_on: Option<Day>,
}

/// Excuses, plans, mentors, appointments, evaluations and violations.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables {
    pub(super) excuses: Vec<Numbered<Excuse>>,
    pub(super) plans: Vec<Numbered<Plan>>,
    pub(super) mentors: Vec<Numbered<(u32, Applicant)>>,
    pub(super) appointments: Vec<Numbered<Appointment>>,
    pub(super) evaluations: Vec<Numbered<Evaluation>>,
    pub(super) violations: Vec<Numbered<Violation>>,
    left_out: [Rows; Table::ALL.len()],
}

/// Reads every row that can be read; `read` gives `None` where a required value is absent.
fn each<T>(rows: usize, mut read: impl FnMut(usize) -> Option<T>) -> Vec<Numbered<T>> {
    let numbered = |row| Some(Numbered { row: u32::try_from(row).ok()?, of: read(row)? });
    (0..rows).filter_map(numbered).collect()
}

impl Tables {
    pub(super) fn of<'a>(
        frames: &Frames<'a>,
        take: &mut impl FnMut(Table, usize) -> Codes<'a>,
        left_out: &[Rows; Table::ALL.len()],
    ) -> Tables {
        let mut tables = Tables { left_out: left_out.clone(), ..Tables::default() };
        let code = |codes: &Codes<'_>, row| Some(codes.get(row)).filter(|code| *code != NO_CODE);
        let day = |days: &Numbers<'_>, row| days.day(row);
        if let Some(frame) = frames.get(Table::Excuses) {
            let (project, worker) = (take(Table::Excuses, 0), take(Table::Excuses, 1));
            let month = Numbers::of(frame.at(2), Kind::Month);
            tables.excuses = each(frame.rows(), |row| {
                let month = Some(month.get(row)).filter(|month| *month != NO_DAY)?;
                Some(Excuse { worker: code(&worker, row)?, project: code(&project, row)?, month })
            });
        }
        if let Some(frame) = frames.get(Table::Plans) {
            let (project, supervisor) = (take(Table::Plans, 0), take(Table::Plans, 1));
            let kinds = words(frame.at(2), Kind::PlanKind);
            let month = Numbers::of(frame.at(3), Kind::Month);
            let made_on = Numbers::of(frame.at(4), Kind::Date);
            tables.plans = each(frame.rows(), |row| {
                let number = Some(month.get(row)).filter(|month| *month != NO_DAY);
                Some(Plan {
                    project: code(&project, row)?,
                    supervisor: code(&supervisor, row)?,
                    kind: PlanKind::from_code(kinds.get(row).copied().unwrap_or(NO_WORD))?,
                    month: number.map(Month::from_number),
                    made_on: day(&made_on, row)?,
                })
            });
        }
        if let Some(frame) = frames.get(Table::Mentors) {
            let mentor = take(Table::Mentors, 0);
            let flag = |at: usize, row: usize| match frame.at(at)?.cell(row) {
                Cell::Flag(flag) => Some(flag),
                _ => None,
            };
            tables.mentors = each(frame.rows(), |row| {
                let category = match frame.at(1).map(|array| array.cell(row)) {
                    Some(Cell::Text(text)) => Some(Category::from_name(&text)),
                    _ => None,
                };
                let applicant = Applicant {
                    category,
                    responsibility: flag(2, row),
                    experience: flag(3, row),
                    commitment: flag(4, row),
                };
                Some((code(&mentor, row)?, applicant))
            });
        }
        if let Some(frame) = frames.get(Table::Appointments) {
            let mentor = take(Table::Appointments, 0);
            let appointed_on = Numbers::of(frame.at(1), Kind::Date);
            let ends_on = Numbers::of(frame.at(2), Kind::Date);
            tables.appointments = each(frame.rows(), |row| {
                let appointed_on = day(&appointed_on, row)?;
                Some(Appointment { mentor: code(&mentor, row)?, appointed_on, ends_on: day(&ends_on, row) })
            });
        }
        if let Some(frame) = frames.get(Table::Evaluations) {
            let mentor = take(Table::Evaluations, 0);
            let year = Numbers::of(frame.at(1), Kind::Year);
            let evaluated_on = Numbers::of(frame.at(2), Kind::Date);
            tables.evaluations = each(frame.rows(), |row| {
                let year = Some(year.get(row)).filter(|year| *year != NO_DAY)?;
                Some(Evaluation { mentor: code(&mentor, row)?, year, evaluated_on: day(&evaluated_on, row)? })
            });
        }
        if let Some(frame) = frames.get(Table::Violations) {
            let mentor = take(Table::Violations, 0);
            let found_on = Numbers::of(frame.at(1), Kind::Date);
            let revoked_on = Numbers::of(frame.at(2), Kind::Date);
            tables.violations = each(frame.rows(), |row| {
                let found_on = day(&found_on, row)?;
                Some(Violation { mentor: code(&mentor, row)?, found_on, revoked_on: day(&revoked_on, row) })
            });
        }
        tables
    }

    /// The keys of a table's rows as numbers.
    pub(super) fn keys(&self, table: Table) -> Vec<([i64; 3], u32)> {
        let mentor = |mentor: u32, day: Day| [i64::from(mentor), i64::from(day.number()), 0];
        match table {
            Table::Excuses => {
                let key = |one: Excuse| [i64::from(one.project), i64::from(one.worker), i64::from(one.month)];
                self.excuses.iter().map(|one| (key(one.of), one.row)).collect()
            }
            Table::Mentors => self.mentors.iter().map(|one| ([i64::from(one.of.0), 0, 0], one.row)).collect(),
            Table::Appointments => {
                self.appointments.iter().map(|one| (mentor(one.of.mentor, one.of.appointed_on), one.row)).collect()
            }
            Table::Violations => {
                self.violations.iter().map(|one| (mentor(one.of.mentor, one.of.found_on), one.row)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Numbers that rows of a table without a key share if they are alike.
    pub(super) fn sketches(&self, table: Table) -> Vec<([i64; 3], u32)> {
        match table {
            Table::Plans => {
                let key = |one: Plan| [one.project.into(), one.supervisor.into(), one.made_on.number().into()];
                self.plans.iter().map(|one| (key(one.of), one.row)).collect()
            }
            Table::Evaluations => {
                let key = |one: Evaluation| [one.mentor.into(), one.year.into(), one.evaluated_on.number().into()];
                self.evaluations.iter().map(|one| (key(one.of), one.row)).collect()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn left_out(&self, table: Table) -> &Rows {
        static NONE: Rows = Rows::NONE;
        self.left_out.get(table as usize).unwrap_or(&NONE)
    }

    pub(super) fn leave_out(&mut self, table: Table, rows: Rows) {
        if let Some(slot) = self.left_out.get_mut(table as usize) {
            *slot = rows;
        }
    }

    /// Lets go of the rows that are left out and sorts the others.
    pub(super) fn settle(&mut self) {
        fn keep<T: Copy, K: Ord>(rows: &mut Vec<Numbered<T>>, out: &Rows, key: impl Fn(T) -> K) {
            rows.retain(|one| !out.has(super::space::place(one.row)));
            if !rows.is_sorted_by_key(|one| key(one.of)) {
                rows.sort_by_key(|one| key(one.of));
            }
        }
        let left_out = std::mem::take(&mut self.left_out);
        let [_, _, excuses, plans, mentors, appointments, _, evaluations, violations] = &left_out;
        keep(&mut self.excuses, excuses, |one| one);
        keep(&mut self.plans, plans, |one| one);
        keep(&mut self.mentors, mentors, |one| one.0);
        keep(&mut self.appointments, appointments, |one| one);
        keep(&mut self.evaluations, evaluations, |one| one);
        keep(&mut self.violations, violations, |one| one);
        self.left_out = left_out;
    }
}

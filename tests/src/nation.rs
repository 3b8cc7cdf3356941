//! A nation's records of 2024 as plain columns, seeded: what the columnar rules and their peers are measured on.
//!
//! Two properties let other engines ask simpler questions and still mean ours: nobody comes back to a project within
//! the month in which they left it, so that a month belongs to one engagement; and two guidances fall on one day only
//! within a term, so that rows outside every term are days outside every term.

mod columns;
mod files;
pub mod frames;
mod mentoring;
mod supervising;

use fastrand::Rng;

pub use columns::{Column, Columns};
pub use files::{read, write};

/// 2024-01-01, the first day of the year that is looked at.
pub const FIRST: i32 = 19_723;
/// 2024-12-31, its last day.
pub const LAST: i32 = 20_088;
/// 2025-01-15, the day asked about.
pub const AS_OF: i32 = 20_103;
/// An empty day.
pub const NULL: i32 = i32::MIN;

/// Codes of `Sessions::form`.
pub const INDIVIDUAL: u8 = 0;
pub const GROUP: u8 = 1;
pub const PEER: u8 = 2;

/// How many workers; a tenth as many mentors, one project for 25.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    S,
    M,
    L,
    /// Any other number.
    Workers(i32),
}

impl Size {
    pub fn workers(self) -> i32 {
        match self {
            Size::S => 100,
            Size::M => 10_000,
            Size::L => 1_000_000,
            Size::Workers(workers) => workers,
        }
    }

    pub fn projects(self) -> i32 {
        (self.workers() / 25).max(4)
    }

    pub fn mentors(self) -> i32 {
        self.workers() / 10
    }
}

/// All columns. Ids are codes from 0, days are counted since 1970-01-01.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Nation {
    pub engagements: Engagements,
    pub sessions: Sessions,
    pub appointments: Appointments,
    pub guidance: Guidance,
}

/// By worker, project and start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Engagements {
    pub project: Vec<i32>,
    pub worker: Vec<i32>,
    pub start: Vec<i32>,
    /// `NULL` = still engaged.
    pub end: Vec<i32>,
    /// One for a project, or one of two.
    pub supervisor: Vec<i32>,
}

/// By worker, day and session. Session and worker together are unique.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sessions {
    pub session: Vec<i64>,
    pub project: Vec<i32>,
    pub worker: Vec<i32>,
    pub form: Vec<u8>,
    pub ended_on: Vec<i32>,
    /// `NULL` = not yet.
    pub record_submitted_on: Vec<i32>,
}

/// By mentor and day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Appointments {
    pub mentor: Vec<i32>,
    pub appointed_on: Vec<i32>,
}

/// By mentor and day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guidance {
    pub mentor: Vec<i32>,
    pub guided_on: Vec<i32>,
}

impl Nation {
    /// The same size and seed give the same nation.
    pub fn new(size: Size, seed: u64) -> Nation {
        let mut rng = Rng::with_seed(seed);
        let (engagements, sessions) = supervising::tables(size, &mut rng.fork());
        let (appointments, guidance) = mentoring::tables(size, &mut rng.fork());
        Nation { engagements, sessions, appointments, guidance }
    }

    /// The same rows in random order.
    pub fn shuffled(&self, seed: u64) -> Nation {
        let mut rng = Rng::with_seed(seed);
        let mut nation = self.clone();
        for (_, columns) in nation.tables() {
            columns::shuffle(columns, &mut rng);
        }
        nation
    }

    /// Every column under its table's name and its own: what is shuffled, written and read.
    pub fn tables(&mut self) -> [(&'static str, Columns<'_>); 4] {
        let Nation { engagements, sessions, appointments, guidance } = self;
        [
            (
                "engagements",
                vec![
                    ("project", Column::I32(&mut engagements.project)),
                    ("worker", Column::I32(&mut engagements.worker)),
                    ("start", Column::I32(&mut engagements.start)),
                    ("end", Column::I32(&mut engagements.end)),
                    ("supervisor", Column::I32(&mut engagements.supervisor)),
                ],
            ),
            (
                "sessions",
                vec![
                    ("session", Column::I64(&mut sessions.session)),
                    ("project", Column::I32(&mut sessions.project)),
                    ("worker", Column::I32(&mut sessions.worker)),
                    ("form", Column::U8(&mut sessions.form)),
                    ("ended_on", Column::I32(&mut sessions.ended_on)),
                    ("record_submitted_on", Column::I32(&mut sessions.record_submitted_on)),
                ],
            ),
            (
                "appointments",
                vec![
                    ("mentor", Column::I32(&mut appointments.mentor)),
                    ("appointed_on", Column::I32(&mut appointments.appointed_on)),
                ],
            ),
            (
                "guidance",
                vec![
                    ("mentor", Column::I32(&mut guidance.mentor)),
                    ("guided_on", Column::I32(&mut guidance.guided_on)),
                ],
            ),
        ]
    }
}

/// True in so many of a thousand cases.
fn chance(rng: &mut Rng, permille: u32) -> bool {
    rng.u32(0..1000) < permille
}

#[cfg(test)]
mod tests;

//! Engagements and sessions, worker by worker.

use fastrand::Rng;

use super::{AS_OF, Engagements, FIRST, GROUP, INDIVIDUAL, LAST, NULL, PEER, Sessions, Size, chance};

/// First days of the months of 2024 and of the month after them.
pub(super) const MONTHS: [i32; 13] =
    [19_723, 19_754, 19_783, 19_814, 19_844, 19_875, 19_905, 19_936, 19_967, 19_997, 20_028, 20_058, 20_089];
/// 2019-01-01, 2022-01-01, 2022-07-01, 2024-09-30, 2025-06-30.
const START_2019: i32 = 17_897;
const START_2022: i32 = 18_993;
const MID_2022: i32 = 19_174;
const AUTUMN_2024: i32 = 19_996;
const MID_2025: i32 = 20_269;
/// Group sessions are numbered from here on, all others from 1.
const GROUPS_FROM: i64 = 1_000_000_000_000;

pub(super) fn tables(size: Size, rng: &mut Rng) -> (Engagements, Sessions) {
    let projects: Vec<Project> = (0..size.projects()).map(|_| Project::new(size, rng)).collect();
    let mut engagements = Engagements::default();
    let mut sessions = Sessions::with_capacity(size.workers() as usize * 32);
    let mut held = Held { rows: Vec::new(), next_session: 1 };
    for worker in 0..size.workers() {
        let mut engaged = engaged(&projects, rng);
        engaged.sort_unstable_by_key(|one| (one.project, one.start));
        for one in &engaged {
            engagements.push(worker, one);
            held.during(one, &projects[one.project as usize], rng);
        }
        held.rows.sort_unstable_by_key(|row| (row.ended_on, row.session));
        for row in held.rows.drain(..) {
            sessions.push(worker, &row, submitted(row.ended_on, rng));
        }
    }
    (engagements, sessions)
}

/// What the workers of a project share.
struct Project {
    supervisors: [i32; 2],
    /// The days of the one or two group sessions of each month.
    groups: [(i32, Option<i32>); 12],
}

impl Project {
    fn new(size: Size, rng: &mut Rng) -> Project {
        let all = (size.projects() / 2).max(2);
        let first = rng.i32(0..all);
        let second = if chance(rng, 300) { rng.i32(0..all) } else { first };
        let groups = std::array::from_fn(|month| {
            let days = MONTHS[month]..MONTHS[month + 1];
            (rng.i32(days.clone()), chance(rng, 300).then(|| rng.i32(days)))
        });
        Project { supervisors: [first, second], groups }
    }
}

struct Engaged {
    project: i32,
    start: i32,
    end: i32,
    supervisor: i32,
}

/// A worker's engagements: one, at times a return to it, at times a second project.
fn engaged(projects: &[Project], rng: &mut Rng) -> Vec<Engaged> {
    let mut engaged = Vec::with_capacity(3);
    let add = |engaged: &mut Vec<Engaged>, project: i32, start: i32, end: i32, rng: &mut Rng| {
        let supervisor = projects[project as usize].supervisors[rng.usize(0..2)];
        engaged.push(Engaged { project, start, end, supervisor });
    };
    let count = projects.len() as i32;
    let project = rng.i32(0..count);
    let start = match rng.u32(0..1000) {
        0..20 => {
            // gone before the year
            let start = rng.i32(START_2019..MID_2022);
            add(&mut engaged, project, start, rng.i32(MID_2022..FIRST), rng);
            None
        }
        20..25 => Some(rng.i32(LAST + 1..=MID_2025)),
        25..145 => Some(rng.i32(FIRST..=LAST)),
        _ => Some(rng.i32(START_2019..FIRST)),
    };
    if let Some(start) = start {
        let end = if chance(rng, 120) { rng.i32(start.max(FIRST)..=MID_2025) } else { NULL };
        add(&mut engaged, project, start, end, rng);
        if end < LAST && end != NULL && chance(rng, 220) {
            let back = (end + rng.i32(5..=90)).max(next_month(end));
            if back <= LAST {
                add(&mut engaged, project, back, NULL, rng);
            }
        }
    }
    if chance(rng, 90) {
        let other = (project + rng.i32(1..count)) % count;
        let start = rng.i32(START_2022..=AUTUMN_2024);
        let end = if chance(rng, 300) { rng.i32(start.max(FIRST)..=AS_OF + 75) } else { NULL };
        add(&mut engaged, other, start, end, rng);
    }
    engaged
}

/// Which month of 2024 a day lies in.
pub(super) fn month(day: i32) -> usize {
    MONTHS.partition_point(|first| *first <= day) - 1
}

fn next_month(day: i32) -> i32 {
    MONTHS[month(day) + 1]
}

struct Row {
    session: i64,
    project: i32,
    form: u8,
    ended_on: i32,
}

/// The sessions of one worker, and how many there are of all.
struct Held {
    rows: Vec<Row>,
    next_session: i64,
}

impl Held {
    /// The sessions of one engagement: those of 2024, and a few shortly before and after it.
    fn during(&mut self, engaged: &Engaged, project: &Project, rng: &mut Rng) {
        let end = if engaged.end == NULL { i32::MAX } else { engaged.end };
        let (from, to) = (engaged.start.max(FIRST), end.min(LAST));
        if from <= to {
            for month in month(from)..=month(to) {
                let (first, last) = (MONTHS[month], MONTHS[month + 1] - 1);
                let days = (from.max(first), to.min(last));
                self.alone(engaged.project, (first, last), days, rng);
                self.together(engaged.project, month, project.groups[month], days, rng);
            }
        }
        if engaged.start <= LAST && end >= AS_OF && chance(rng, 120) {
            self.add(engaged.project, INDIVIDUAL, rng.i32(LAST + 1..AS_OF));
        }
        if engaged.start < FIRST - 31 && end >= FIRST && chance(rng, 30) {
            self.add(engaged.project, INDIVIDUAL, rng.i32(FIRST - 31..FIRST));
        }
    }

    /// Individual supervision, missed by two in a hundred, and peer support.
    fn alone(&mut self, project: i32, whole: (i32, i32), days: (i32, i32), rng: &mut Rng) {
        let times = match rng.u32(0..1000) {
            0..20 => 0,
            20..900 => 1,
            _ => 2,
        };
        for _ in 0..times {
            // a few on a day that may lie outside the engagement
            let (from, to) = if chance(rng, 5) { whole } else { days };
            self.add(project, INDIVIDUAL, rng.i32(from..=to));
        }
        if chance(rng, 260) {
            self.add(project, PEER, rng.i32(days.0..=days.1));
        }
    }

    /// The project's group sessions; few attend on a day on which they are not engaged.
    fn together(
        &mut self,
        project: i32,
        month: usize,
        (one, two): (i32, Option<i32>),
        days: (i32, i32),
        rng: &mut Rng,
    ) {
        for (nth, day, permille) in [(0, Some(one), 983), (1, two, 900)] {
            let Some(day) = day else { continue };
            let inside = days.0 <= day && day <= days.1;
            if chance(rng, if inside { permille } else { 100 }) {
                let session = GROUPS_FROM + i64::from(project) * 24 + month as i64 * 2 + nth;
                self.rows.push(Row { session, project, form: GROUP, ended_on: day });
            }
        }
    }

    fn add(&mut self, project: i32, form: u8, ended_on: i32) {
        self.rows.push(Row { session: self.next_session, project, form, ended_on });
        self.next_session += 1;
    }
}

/// The day on which a session's record came in: mostly within a week, some about its last day, some much later.
fn submitted(ended_on: i32, rng: &mut Rng) -> i32 {
    let days = match rng.u32(0..1000) {
        0..840 => rng.i32(0..=6),
        840..870 => rng.i32(7..=8),
        870..960 => rng.i32(9..=40),
        _ => return NULL,
    };
    let day = ended_on + days;
    if day > AS_OF { NULL } else { day }
}

impl Engagements {
    fn push(&mut self, worker: i32, one: &Engaged) {
        self.project.push(one.project);
        self.worker.push(worker);
        self.start.push(one.start);
        self.end.push(one.end);
        self.supervisor.push(one.supervisor);
    }
}

impl Sessions {
    fn with_capacity(rows: usize) -> Sessions {
        Sessions {
            session: Vec::with_capacity(rows),
            project: Vec::with_capacity(rows),
            worker: Vec::with_capacity(rows),
            form: Vec::with_capacity(rows),
            ended_on: Vec::with_capacity(rows),
            record_submitted_on: Vec::with_capacity(rows),
        }
    }

    fn push(&mut self, worker: i32, row: &Row, record_submitted_on: i32) {
        self.session.push(row.session);
        self.project.push(row.project);
        self.worker.push(worker);
        self.form.push(row.form);
        self.ended_on.push(row.ended_on);
        self.record_submitted_on.push(record_submitted_on);
    }
}

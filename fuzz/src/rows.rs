//! Arbitrary rows of every table, with names that try to be something else.

use chrono::{Days, NaiveDate};
use hongyan::Day;
use hongyan::facts::{
    Appointment, ContentSource, Engagement, Evaluation, Excuse, Form, Guidance, Mentor, Plan, PlanKind, Session,
    Tables, Violation,
};
use libfuzzer_sys::arbitrary::{self, Arbitrary, Unstructured};

/// What names are made of. Every sign that could end a text is followed by a letter that no document has, so that it
/// is known again.
const PIECES: [&str; 40] = [
    "周",
    "敏",
    "a",
    "Z",
    "9",
    " ",
    "·",
    "<\u{e000}",
    ">\u{e000}",
    "\"\u{e000}",
    "'",
    "&\u{e000}",
    "&lt;",
    "<script>\u{e000}",
    "</script>\u{e000}",
    "<!--\u{e000}",
    "]]>\u{e000}",
    "</title>\u{e000}",
    "\r\n",
    "\n",
    "\r",
    "\t",
    "\0",
    "\u{b}",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "=",
    "+",
    "-",
    "@",
    "＝",
    ",",
    ";",
    "\\",
    ":",
    "{worker}",
    "𠮷",
    "\nBEGIN:VEVENT",
    "一个很长的名字一个很长的名字一个很长的名字一个很长的名字",
];

/// A name.
#[derive(Debug)]
pub struct Name(String);

impl Name {
    /// A name as people have them.
    pub fn plain(name: &str) -> Name {
        Name(name.to_owned())
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl<'a> Arbitrary<'a> for Name {
    fn arbitrary(u: &mut Unstructured<'a>) -> arbitrary::Result<Name> {
        let count = u.int_in_range(1..=6)?;
        let mut name = String::new();
        for _ in 0..count {
            name.push_str(u.choose(&PIECES)?);
        }
        Ok(Name(name))
    }
}

/// One of the names.
#[derive(Clone, Copy, Debug, Arbitrary)]
pub struct Who(u8);

/// Days after the first of 2023; a few lie anywhere.
#[derive(Clone, Copy, Debug, Arbitrary)]
pub struct When(u16);

impl When {
    /// The day.
    pub fn day(self) -> NaiveDate {
        let (from, days) =
            if self.0 < 0xfc00 { (2023, self.0 % 1500) } else { (1900 + i32::from(self.0 % 301), self.0 % 365) };
        let from = NaiveDate::from_ymd_opt(from, 1, 1).expect("a first of January");
        from.checked_add_days(Days::new(days.into())).expect("a day within the calendar")
    }
}

/// A row of any table.
#[derive(Debug, Arbitrary)]
pub enum Row {
    Engagement(Who, Who, When, Option<When>, Option<Who>),
    Session(Who, Who, Who, bool, When, Option<When>, Option<Who>, Option<u16>, Option<Who>, Option<bool>),
    Excuse(Who, Who, When, Who),
    Plan(Who, Who, bool, When, Option<When>),
    Mentor(Who, Option<Who>, Option<bool>, Option<bool>, Option<bool>),
    Appointment(Who, When, Option<When>, Option<Who>),
    Guidance(Who, When, Option<Who>),
    Evaluation(Who, u8, When),
    Violation(Who, When, Option<When>),
}

/// Rows, with four names among them all.
#[derive(Debug, Arbitrary)]
pub struct Input {
    pub names: [Name; 4],
    pub present: u16,
    pub as_of: When,
    pub language: u8,
    pub rows: Vec<Row>,
}

impl Input {
    fn name(&self, who: Who) -> String {
        self.names[usize::from(who.0) % self.names.len()].0.clone()
    }

    /// The rows as tables.
    pub fn tables(&self) -> Tables {
        self.tables_of(&self.rows)
    }

    /// These rows as tables, with the same names.
    pub fn tables_of(&self, rows: &[Row]) -> Tables {
        let mut tables = Tables::default();
        let name = |who: Who| self.name(who);
        for row in rows.iter().take(60) {
            match *row {
                Row::Engagement(project, worker, start, end, supervisor) => {
                    tables.engagements.get_or_insert_default().push(Engagement {
                        end: end.map(When::day),
                        supervisor: supervisor.map(name),
                        ..Engagement::new(name(project), name(worker), start.day())
                    });
                }
                Row::Session(
                    session,
                    project,
                    worker,
                    group,
                    ended_on,
                    submitted,
                    supervisor,
                    minutes,
                    venue,
                    source,
                ) => {
                    let form = if group { Form::Group } else { Form::Individual };
                    let rows = tables.sessions.get_or_insert_default();
                    rows.push(Session {
                        record_submitted_on: submitted.map(When::day),
                        supervisor: supervisor.map(name),
                        minutes: minutes.map(u32::from),
                        venue: venue.map(name),
                        content_source: source.map(|first| ContentSource::ALL[usize::from(first)]),
                        // few names, many sessions
                        ..Session::new(
                            format!("{}{}", name(session), session.0),
                            name(project),
                            name(worker),
                            form,
                            ended_on.day(),
                        )
                    });
                }
                Row::Excuse(project, worker, month, reason) => {
                    let month = Day::from(month.day()).month();
                    tables.excuses.get_or_insert_default().push(Excuse::new(
                        name(project),
                        name(worker),
                        month,
                        name(reason),
                    ));
                }
                Row::Plan(project, supervisor, monthly, made_on, month) => {
                    let kind = if monthly { PlanKind::Monthly } else { PlanKind::Cycle };
                    let month = month.map(|day| Day::from(day.day()).month());
                    let plan = Plan::new(name(project), name(supervisor), kind, made_on.day());
                    tables.plans.get_or_insert_default().push(Plan { month, ..plan });
                }
                Row::Mentor(mentor, category, responsibility, experience, commitment) => {
                    let category = category.map(|who| if who.0 < 128 { "expert".to_owned() } else { name(who) });
                    let mentor =
                        Mentor { category, responsibility, experience, commitment, ..Mentor::new(name(mentor)) };
                    tables.mentors.get_or_insert_default().push(mentor);
                }
                Row::Appointment(mentor, on, ends_on, issued_by) => {
                    tables.appointments.get_or_insert_default().push(Appointment {
                        ends_on: ends_on.map(When::day),
                        issued_by: issued_by.map(name),
                        ..Appointment::new(name(mentor), on.day())
                    });
                }
                Row::Guidance(mentor, on, student) => {
                    let row = Guidance { student: student.map(name), ..Guidance::new(name(mentor), on.day()) };
                    tables.guidance.get_or_insert_default().push(row);
                }
                Row::Evaluation(mentor, year, on) => {
                    let row = Evaluation::new(name(mentor), 2020 + i32::from(year % 10), on.day());
                    tables.evaluations.get_or_insert_default().push(row);
                }
                Row::Violation(mentor, on, revoked_on) => {
                    let row =
                        Violation { revoked_on: revoked_on.map(When::day), ..Violation::new(name(mentor), on.day()) };
                    tables.violations.get_or_insert_default().push(row);
                }
            }
        }
        macro_rules! present {
            ($($bit:literal: $field:ident),+) => {$(
                if self.present >> $bit & 1 == 1 {
                    tables.$field.get_or_insert_default();
                }
            )+};
        }
        present!(0: engagements, 1: sessions, 2: excuses, 3: plans, 4: mentors, 5: appointments, 6: guidance,
            7: evaluations, 8: violations);
        tables
    }
}

#![no_main]
//! Any facts as documents: no name becomes markup, a row or a line.

use chrono::{Days, NaiveDate};
use hongyan::facts::{
    Appointment, Builder, ContentSource, Engagement, Evaluation, Excuse, Form, Guidance, Mentor, OnError, Plan,
    PlanKind, Session, Tables, Violation,
};
use hongyan::finding::Verdict;
use hongyan::message::Lang;
use hongyan::render::{self, Bom, Language, Naming, Options, Pseudonyms, month_ends, trend};
use hongyan::rules::Key;
use hongyan::{Day, Policy, check};
use libfuzzer_sys::arbitrary::{self, Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;

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

#[derive(Debug)]
struct Name(String);

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
struct Who(u8);

/// Days after the first of 2023; a few lie anywhere.
#[derive(Clone, Copy, Debug, Arbitrary)]
struct When(u16);

impl When {
    fn day(self) -> NaiveDate {
        let (from, days) =
            if self.0 < 0xfc00 { (2023, self.0 % 1500) } else { (1900 + i32::from(self.0 % 301), self.0 % 365) };
        let from = NaiveDate::from_ymd_opt(from, 1, 1).expect("a first of January");
        from.checked_add_days(Days::new(days.into())).expect("a day within the calendar")
    }
}

#[derive(Debug, Arbitrary)]
enum Row {
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

#[derive(Debug, Arbitrary)]
struct Input {
    names: [Name; 4],
    present: u16,
    as_of: When,
    language: u8,
    rows: Vec<Row>,
}

impl Input {
    fn name(&self, who: Who) -> String {
        self.names[usize::from(who.0) % self.names.len()].0.clone()
    }

    fn tables(&self) -> Tables {
        let mut tables = Tables::default();
        let name = |who: Who| self.name(who);
        for row in self.rows.iter().take(60) {
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

/// As a page writes a text between tags; the rules are written out here once more.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn hidden(c: char) -> bool {
    c.is_control() || "\u{202e}\u{200b}\u{feff}".contains(c)
}

fuzz_target!(|input: Input| {
    let facts = Builder::from(&input.tables()).build(OnError::Skip).expect("faulty rows are skipped");
    let policy = Policy::default();
    let report = check(&facts, &policy, input.as_of.day());
    let language = [Language::Zh, Language::En, Language::Both][usize::from(input.language % 3)];
    let lang = if language == Language::En { Lang::En } else { Lang::Zh };

    let days = month_ends(report.as_of(), 2);
    let over = trend(days.map(|day| check(&facts, &policy, day)), &facts);
    let page = render::html(&report, &facts, Options { language, trend: Some(&over), ..Options::default() });
    for raw in ["<", ">", "\"", "&", "<script>", "</script>", "<!--", "]]>", "</title>"] {
        assert!(!page.contains(&format!("{raw}\u{e000}")), "{raw} of a name is markup");
    }
    assert!(!page.contains(|c| c != '\n' && hidden(c)), "a hidden sign of a name is in the page");
    assert_eq!(page.matches("<script>").count(), 1);
    let judged = |verdict| matches!(verdict, Verdict::Breach | Verdict::Undetermined);
    // longer lists are cut
    let short = report.findings().len() <= 300;
    for finding in report.findings().filter(|finding| short && judged(finding.verdict)) {
        let message = finding.message().text(lang);
        for (name, key) in finding.subject.keys().filter(|(name, _)| ["worker", "supervisor", "mentor"].contains(name))
        {
            let Key::Id(id) = key else { continue };
            assert!(message.contains(id), "{name} is not in the sentence");
            assert!(id.contains(hidden) || page.contains(&escaped(id)), "{name} {id:?} is not in the page");
        }
    }

    let bytes =
        render::csv(&report, if input.language < 128 { Bom::With } else { Bom::Without }).expect("CSV is written");
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let mut reader = csv::Reader::from_reader(bytes);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("CSV is read")).collect();
    assert_eq!(rows.len(), report.findings().len());
    for row in &rows {
        assert!(
            !row.iter().take(12).any(|cell| cell.starts_with(['=', '@', '\t', '\r', '\n', '＝'])),
            "a cell would run"
        );
    }

    let calendar = render::ics(&report, language);
    let lines = calendar.strip_suffix("\r\n").expect("the last line ends");
    for line in lines.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(hidden), "{line:?}");
    }
    assert_eq!(calendar.matches("\r\nBEGIN:VEVENT\r\n").count(), report.deadlines().len());

    let workbook =
        render::xlsx(&report, &facts, Options { language, trend: Some(&over), ..Options::default() }).expect("a workbook is written");
    assert!(workbook.starts_with(b"PK"));

    let pseudonyms = Pseudonyms::new(&facts, "key", lang, Naming::ProjectsReplaced);
    let without = check(&pseudonyms.apply(&facts), &policy, report.as_of());
    assert_eq!(without.summary(), report.summary());
    let json = without.to_json().expect("a report has a JSON form");
    assert!(!json.contains('\u{e000}'), "a name is left");
});

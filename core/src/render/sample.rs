//! Facts for the tests of this module.

use crate::calendar::Day;
use crate::facts::{Builder, Cell, Facts, OnError, Table};
use crate::policy::Policy;
use crate::report::{Report, check};

/// The sample district, as its CSV files have it.
pub(crate) fn district() -> (Facts, Report) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample");
    let mut builder = Builder::new();
    for table in Table::ALL {
        builder.table(table);
        let mut reader = csv::Reader::from_path(format!("{folder}/{table}.csv")).unwrap();
        let headers = reader.headers().unwrap().clone();
        for row in reader.records() {
            let row = row.unwrap();
            let cells = headers.iter().zip(&row).map(|(name, text)| {
                let cell = match (name, text) {
                    (_, "") => Cell::Null,
                    ("year" | "minutes", number) => Cell::Number(number.parse().unwrap()),
                    ("responsibility" | "experience" | "commitment", flag) => Cell::Flag(flag == "true"),
                    _ => Cell::text(text),
                };
                (name, cell)
            });
            builder.row(table, cells);
        }
    }
    let facts = builder.build(OnError::Raise).unwrap();
    let as_of = std::fs::read_to_string(format!("{folder}/as_of.txt")).unwrap();
    let as_of: Day = as_of.trim().parse().unwrap();
    let report = check(&facts, &Policy::default(), as_of);
    (facts, report)
}

/// Names that try to be something else.
pub(crate) const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "=cmd|' /C calc'!A0",
    "\u{202e}敏周",
    "a\r\nX-EVIL:1\r\nBEGIN:VEVENT",
    "</title></svg>&amp;<!--",
    "]]>\u{0}\u{b}{worker}",
];

/// A district whose people are called like that.
pub(crate) fn hostile() -> (Facts, Report) {
    let mut builder = Builder::new();
    let day = |text: &'static str| Cell::text(text);
    for table in Table::ALL {
        builder.table(table);
    }
    for (place, name) in HOSTILE.into_iter().enumerate() {
        let session = format!("{name}{place}");
        let text = || Cell::text(name);
        builder.row(
            Table::Engagements,
            [("project", text()), ("worker", text()), ("start", day("2024-01-01")), ("supervisor", text())],
        );
        for (session, ended_on) in [(session.clone(), "2024-02-05"), (format!("{session}b"), "2024-04-29")] {
            builder.row(
                Table::Sessions,
                [
                    ("session", Cell::text(session)),
                    ("project", text()),
                    ("worker", text()),
                    ("form", Cell::text("group")),
                    ("ended_on", day(ended_on)),
                    ("venue", text()),
                    ("supervisor", text()),
                ],
            );
        }
        builder.row(
            Table::Excuses,
            [("project", text()), ("worker", text()), ("month", day("2024-03")), ("reason", text())],
        );
        builder.row(Table::Mentors, [("mentor", text()), ("category", text())]);
        builder.row(Table::Appointments, [("mentor", text()), ("appointed_on", day("2023-07-01"))]);
        builder.row(Table::Guidance, [("mentor", text()), ("guided_on", day("2023-08-01")), ("student", text())]);
        builder.row(Table::Violations, [("mentor", text()), ("found_on", day("2024-02-01"))]);
    }
    builder.row(Table::Guidance, [("mentor", Cell::text(HOSTILE[0])), ("guided_on", Cell::text(HOSTILE[1]))]);
    let facts = builder.build(OnError::Skip).unwrap();
    let report = check(&facts, &Policy::default(), Day::new(2024, 5, 1).unwrap());
    (facts, report)
}

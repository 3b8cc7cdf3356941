//! One measurement of `tests/bench/documents`, in a process of its own; prints one line of JSON.
//!
//! - `documents_speed write DIR ROWS`: the same seeded sessions as `sessions.csv`, `sessions.xlsx` and `office.csv`
//! - `documents_speed read FILE`: time and peak of reading it
//! - `documents_speed render html|csv|ics|xlsx WORKERS`: time and peak of writing their findings

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use chrono::{Days, Months, NaiveDate};
use hongyan::facts::{Engagement, Facts, Form, Session, Table, Tables};
use hongyan::intake::{self, Options};
use hongyan::render::{self, Bom, Language};
use hongyan::{Policy, check};
use hongyan_tests::messy::page::{Ink, Page, csv, xlsx};
use serde_json::{Value, json};

const SEED: u64 = 20_240_305;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let line = match arguments.as_slice() {
        ["write", folder, rows] => write(Path::new(folder), rows.parse().expect("a number of rows")),
        ["read", file] => read(Path::new(file)),
        ["render", what, workers] => rendered(what, workers.parse().expect("a number of workers")),
        _ => panic!("documents_speed write DIR ROWS | read FILE | render html|csv|ics|xlsx WORKERS"),
    };
    println!("{line}");
}

/// How a page writes its dates.
#[derive(Clone, Copy)]
enum Dates {
    /// `2024-03-05`
    Iso,
    /// `2024年3月5日`
    Office,
    /// Date cells.
    Cells,
}

fn write(folder: &Path, rows: u32) -> Value {
    let save = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("a file written");
    save("sessions.csv", csv(&page(rows, Dates::Iso), ',').as_bytes());
    save("office.csv", csv(&page(rows, Dates::Office), ',').as_bytes());
    save("sessions.xlsx", &xlsx(&[page(rows, Dates::Cells)]));
    json!({ "rows": rows })
}

fn page(rows: u32, dates: Dates) -> Page {
    let headings = [
        "督导编号",
        "项目名称",
        "社工姓名",
        "督导形式",
        "督导日期",
        "提交日期",
        "督导",
        "时长（分钟）",
        "督导地点",
        "内容来源",
    ];
    let mut page = Page { name: "督导记录".to_owned(), ..Page::default() };
    page.rows.push(headings.iter().map(|heading| Ink::text(*heading)).collect());
    let mut dice = fastrand::Rng::with_seed(SEED);
    let first = NaiveDate::from_ymd_opt(2023, 7, 1).expect("a day");
    let date = |day: NaiveDate| match dates {
        Dates::Iso => Ink::text(day.to_string()),
        Dates::Office => Ink::text(day.format("%Y年%-m月%-d日").to_string()),
        Dates::Cells => Ink::Date(day),
    };
    for row in 0..rows {
        let day = first + Days::new(dice.u64(0..800));
        let submitted = day + Days::new(dice.u64(0..9));
        page.rows.push(vec![
            Ink::text(format!("D{row:07}")),
            Ink::text(format!("桐花坡社区为老服务项目{}", dice.u32(0..40))),
            Ink::text(format!("社工{}", dice.u32(0..2000))),
            Ink::text(if dice.u32(0..3) == 0 { "团督" } else { "个别督导" }),
            date(day),
            if dice.u32(0..25) == 0 { Ink::Blank } else { date(submitted) },
            Ink::text(format!("督导{}", dice.u32(0..100))),
            Ink::Number(f64::from(dice.u32(1..5) * 30)),
            Ink::text("桐花坡社区活动室"),
            Ink::text("督导者"),
        ]);
    }
    page
}

fn read(file: &Path) -> Value {
    // the name tells nothing but the format
    let kind = file.extension().and_then(|kind| kind.to_str()).expect("a format");
    let name = format!("督导记录.{kind}");
    let before = reset_peak();
    let measured = Measured::begin();
    let bytes = std::fs::read(file).expect("a file");
    let read = intake::read(&[(&name, &bytes)], &Options::default()).unwrap_or_else(|faults| panic!("{faults}"));
    let rows = read.facts.len(Table::Sessions).unwrap_or(0);
    measured.end(json!({ "rows": rows, "before": before }))
}

fn rendered(what: &str, workers: u32) -> Value {
    let facts = Facts::new(district(workers)).unwrap_or_else(|faults| panic!("{faults}"));
    let report = check(&facts, &Policy::default(), NaiveDate::from_ymd_opt(2025, 1, 5).expect("a day"));
    let before = reset_peak();
    let measured = Measured::begin();
    let bytes = match what {
        "html" => render::html(&report, &facts, Language::Zh).into_bytes(),
        "csv" => render::csv(&report, Bom::With).expect("a table"),
        "ics" => render::ics(&report, Language::Zh).into_bytes(),
        "xlsx" => render::xlsx(&report, &facts, Language::Zh).expect("a workbook"),
        _ => panic!("html, csv, ics or xlsx"),
    };
    let bytes = black_box(bytes).len();
    let (findings, deadlines) = (report.findings().len(), report.deadlines().count());
    measured.end(json!({ "findings": findings, "deadlines": deadlines, "bytes": bytes, "before": before }))
}

/// Workers with 30 sessions each in the year 2024, as `cargo bench` has them.
fn district(workers: u32) -> Tables {
    let mut dice = fastrand::Rng::with_seed(SEED);
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day");
    let (mut engagements, mut sessions) = (Vec::new(), Vec::new());
    for worker in 0..workers {
        let (project, name) = (format!("桐花坡项目{}", worker / 25), format!("社工{worker}"));
        engagements.push(Engagement::new(project.clone(), name.clone(), first - Months::new(4)));
        for month in 0..12 {
            let held = [Some(Form::Individual), Some(Form::Group), (month % 2 == 0).then_some(Form::Peer)];
            for form in held.into_iter().flatten() {
                let ended_on = first + Months::new(month) + Days::new(dice.u64(0..28));
                let id = format!("D{:07}", sessions.len());
                let mut session = Session::new(id, project.clone(), name.clone(), form, ended_on);
                session.supervisor = Some(format!("督导{}", dice.u32(0..100)));
                if dice.u32(0..25) > 0 {
                    session.record_submitted_on = Some(ended_on + Days::new(dice.u64(0..9)));
                }
                sessions.push(session);
            }
        }
    }
    Tables { engagements: Some(engagements), sessions: Some(sessions), ..Tables::default() }
}

struct Measured {
    begun: Instant,
    ran: f64,
}

impl Measured {
    fn begin() -> Measured {
        Measured { begun: Instant::now(), ran: ran() }
    }

    /// Wall seconds, seconds on the processor, peak of the process in bytes, beside what else is known.
    fn end(self, mut known: Value) -> Value {
        known["wall"] = json!(self.begun.elapsed().as_secs_f64());
        known["cpu"] = json!(ran() - self.ran);
        known["peak"] = json!(memory("VmHWM"));
        known
    }
}

/// Seconds that this thread, the only one, had a processor.
fn ran() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split_whitespace().next().and_then(|text| text.parse().ok()).map_or(f64::NAN, |nanos: f64| nanos / 1e9)
}

/// Lets the peak be counted from here, where the system can; what is held now, in bytes.
fn reset_peak() -> usize {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    memory("VmRSS")
}

/// Bytes by `/proc/self/status`; 0 where there is none.
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).map_or(0, |kilobytes: usize| kilobytes * 1024)
}

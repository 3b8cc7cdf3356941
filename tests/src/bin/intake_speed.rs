//! How long reading 300,000 session rows takes, from CSV and from XLSX, and how much memory:
//! `cargo run --release -p hongyan-tests --bin intake_speed -- [ROWS] [canonical|messy|xlsx|FILE]`.
//! A file is written if it is not there, and read if it is: then the memory counted is that of reading alone.

use std::time::Instant;

use hongyan::facts::Table;
use hongyan::intake::{self, Options};
use hongyan_tests::messy::page::{Ink, Page, csv, xlsx};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let rows: u32 = arguments.next().map_or(300_000, |text| text.parse().expect("a number of rows"));
    let only = arguments.next();
    if let Some(path) = only.as_deref().filter(|path| path.ends_with(".xlsx")) {
        match std::fs::read(path) {
            Ok(bytes) => measure("file", path, &bytes),
            Err(_) => std::fs::write(path, xlsx(&[page(rows, true)])).expect("a file"),
        }
        return;
    }
    let wanted = |what: &str| only.as_deref().is_none_or(|only| only == what);
    if wanted("canonical") {
        measure("canonical csv", "sessions.csv", &csv(&page(rows, false), ',').into_bytes());
    }
    if wanted("messy") {
        measure("messy csv", "督导记录.csv", &csv(&page(rows, true), ',').into_bytes());
    }
    if wanted("xlsx") {
        measure("messy xlsx", "督导记录.xlsx", &xlsx(&[page(rows, true)]));
    }
}

fn measure(what: &str, name: &str, bytes: &[u8]) {
    let before = memory("VmRSS");
    reset_peak();
    let (begun, busy) = (Instant::now(), on_cpu());
    let read = intake::read(&[(name, bytes)], &Options::default()).unwrap_or_else(|faults| panic!("{faults}"));
    let (took, busy) = (begun.elapsed(), on_cpu() - busy);
    let peak = memory("VmHWM").saturating_sub(before);
    println!(
        "{what}: {} rows, {:.1} MB, {:.2} s ({busy:.2} s on the processor), {:.0} MB above the start, {:.0} MB kept",
        read.facts.len(Table::Sessions).unwrap_or(0),
        bytes.len() as f64 / 1e6,
        took.as_secs_f64(),
        peak as f64 / 1e3,
        read.facts.memory() as f64 / 1e6,
    );
}

/// Seconds that this process has had a processor; 0 where the system does not say.
fn on_cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split_whitespace().next().and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

/// Lets the peak be counted from here, where the system can.
fn reset_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Kilobytes by `/proc/self/status`; 0 where there is none.
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

fn page(rows: u32, is_messy: bool) -> Page {
    let mut page = Page { name: "督导记录".to_owned(), ..Page::default() };
    let headings = if is_messy {
        [
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
        ]
    } else {
        [
            "session",
            "project",
            "worker",
            "form",
            "ended_on",
            "record_submitted_on",
            "supervisor",
            "minutes",
            "venue",
            "content_source",
        ]
    };
    page.rows.push(headings.iter().map(|heading| Ink::text(*heading)).collect());
    let first = chrono::NaiveDate::from_ymd_opt(2023, 7, 1).expect("a day");
    for row in 0..rows {
        let day = first + chrono::Days::new(u64::from(row % 800));
        let submitted = day + chrono::Days::new(u64::from(row % 9));
        let form = match (is_messy, row % 3) {
            (false, 0) => "group",
            (false, _) => "individual",
            (true, 0) => "团督",
            (true, _) => "个别督导",
        };
        let date = |day: chrono::NaiveDate| {
            if is_messy { Ink::text(day.format("%Y年%-m月%-d日").to_string()) } else { Ink::text(day.to_string()) }
        };
        page.rows.push(vec![
            Ink::text(format!("D{row:07}")),
            Ink::text(format!("桐花坡社区为老服务项目{}", row % 40)),
            Ink::text(format!("社工{}", row % 2000)),
            Ink::text(form),
            date(day),
            date(submitted),
            Ink::text(format!("督导{}", row % 100)),
            Ink::Number(60.0),
            Ink::text("桐花坡社区活动室"),
            Ink::text(if is_messy { "督导者" } else { "supervisor" }),
        ]);
    }
    page
}

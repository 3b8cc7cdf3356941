//! One layout among very many.

use std::collections::BTreeMap;

use fastrand::Rng;
use hongyan::facts::{Kind, Table};
use serde_json::{Map, Value};

use super::cells::{self, chance, pick};
use super::page::{Ink, Page, csv, xlsx};
use super::words;

type Row = Map<String, Value>;

/// Files, each with its name, that hold these facts in some layout.
#[must_use]
pub fn lay(facts: &Value, seed: u64) -> Vec<(String, Vec<u8>)> {
    let mut rng = Rng::with_seed(seed);
    let rng = &mut rng;
    let mut files = Vec::new();
    let mut pages = Vec::new();
    for table in Table::ALL {
        let Some(rows) = facts.get(table.name()).and_then(Value::as_array) else {
            continue;
        };
        let rows: Vec<Row> = rows.iter().map(|row| row.as_object().expect("a row").clone()).collect();
        let zh = chance(rng, 70);
        if chance(rng, 35) {
            let mut layout = Layout::new(rng, table, zh, true, &rows);
            let page = layout.page(rng, &rows, None);
            let name = pick(rng, words::sheet(table, zh));
            let text = csv(&page, pick(rng, &[',', ',', ';', '\t']));
            files.push((format!("{name}.csv"), encoded(rng, &text)));
        } else {
            pages.extend(book_pages(rng, table, zh, &rows));
        }
    }
    if !pages.is_empty() {
        let mut names: BTreeMap<String, u32> = BTreeMap::new();
        for page in &mut pages {
            let count = names.entry(page.name.clone()).or_default();
            *count += 1;
            if *count > 1 {
                page.name = format!("{} ({count})", page.name);
            }
        }
        files.push(("台账.xlsx".to_owned(), xlsx(&pages)));
    }
    files
}

fn encoded(rng: &mut Rng, text: &str) -> Vec<u8> {
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    match rng.u32(0..5) {
        0 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        1 => [b"\xff\xfe".to_vec(), utf16(u16::to_le_bytes)].concat(),
        2 if !text.is_ascii() => encoding_rs::GB18030.encode(text).0.into_owned(),
        _ => text.as_bytes().to_vec(),
    }
}

/// Month tabs, a sheet for each project, or one sheet.
fn book_pages(rng: &mut Rng, table: Table, zh: bool, rows: &[Row]) -> Vec<Page> {
    let text = |row: &Row, column: &str| row.get(column).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let way = if rows.is_empty() { 9 } else { rng.u32(0..10) };
    let mut layout = Layout::new(rng, table, zh, false, rows);
    match (way, table) {
        (0..=2, Table::Sessions) => {
            for row in rows {
                groups.entry(text(row, "ended_on")[..7].to_owned()).or_default().push(row.clone());
            }
            let tab = |month: &str| format!("{}年{}月", &month[..4], month[5..].trim_start_matches('0'));
            groups.iter().map(|(month, rows)| Page { name: tab(month), ..layout.page(rng, rows, None) }).collect()
        }
        (3..=4, Table::Sessions | Table::Engagements | Table::Plans | Table::Excuses) => {
            for row in rows {
                groups.entry(text(row, "project")).or_default().push(row.clone());
            }
            let name = pick(rng, words::sheet(table, zh));
            layout.columns.retain(|column| *column != "project");
            let page = |(project, rows): (&String, &Vec<Row>)| Page {
                name: name.to_owned(),
                ..layout.page(rng, rows, Some(project))
            };
            groups.iter().map(page).collect()
        }
        _ => {
            let page = layout.page(rng, rows, None);
            vec![Page { name: pick(rng, words::sheet(table, zh)).to_owned(), ..page }]
        }
    }
}

/// How the pages of a table are laid out.
struct Layout {
    table: Table,
    zh: bool,
    is_csv: bool,
    columns: Vec<&'static str>,
    headings: BTreeMap<&'static str, String>,
    has_numbers: bool,
    has_status: bool,
    has_junk: bool,
    joins: bool,
    left: usize,
}

impl Layout {
    fn new(rng: &mut Rng, table: Table, zh: bool, is_csv: bool, rows: &[Row]) -> Layout {
        let mut columns: Vec<&'static str> = Vec::new();
        let mut headings = BTreeMap::new();
        for column in table.columns() {
            let used = rows.iter().any(|row| row.get(column.name).is_some_and(|value| !value.is_null()));
            if column.required || used || chance(rng, 50) {
                columns.push(column.name);
                let (chinese, english) = words::headings(table, column.name);
                headings.insert(column.name, pick(rng, if zh { chinese } else { english }).to_owned());
            }
        }
        if chance(rng, 60) {
            rng.shuffle(&mut columns);
        }
        Layout {
            table,
            zh,
            is_csv,
            columns,
            headings,
            has_numbers: chance(rng, 40),
            has_status: matches!(table, Table::Sessions | Table::Guidance) && chance(rng, 40),
            has_junk: chance(rng, 30),
            joins: table == Table::Sessions && chance(rng, 60),
            left: if chance(rng, 25) { rng.usize(1..3) } else { 0 },
        }
    }

    fn width(&self) -> usize {
        self.columns.len() + usize::from(self.has_numbers) + usize::from(self.has_status) + usize::from(self.has_junk)
    }

    fn line(&self, cells: Vec<Ink>) -> Vec<Ink> {
        std::iter::repeat_n(Ink::Blank, self.left).chain(cells).collect()
    }

    fn heading(&self) -> Vec<Ink> {
        let word = |zh: &str, en: &str| Ink::text(if self.zh { zh } else { en });
        let mut cells = Vec::new();
        if self.has_numbers {
            cells.push(word("序号", "No."));
        }
        cells.extend(self.columns.iter().map(|column| Ink::text(&self.headings[column])));
        if self.has_status {
            cells.push(word("状态", "Status"));
        }
        if self.has_junk {
            cells.push(word("联系电话", "Remarks on content"));
        }
        self.line(cells)
    }

    fn page(&mut self, rng: &mut Rng, rows: &[Row], project: Option<&str>) -> Page {
        let mut page = Page::default();
        let word = |zh: &str, en: &str| if self.zh { zh.to_owned() } else { en.to_owned() };
        for _ in 0..rng.usize(0..2) {
            page.rows.push(Vec::new());
        }
        if chance(rng, 60) {
            let title = format!("{}{}", word("2024年度", "Year 2024 "), pick(rng, words::sheet(self.table, self.zh)));
            if !self.is_csv && self.width() > 2 {
                page.merges.push((page.rows.len(), self.left, page.rows.len(), self.left + self.width() - 1));
            }
            page.rows.push(self.line(vec![Ink::text(title)]));
            if chance(rng, 30) {
                page.rows.push(Vec::new());
            }
        }
        if let Some(project) = project {
            let label = word("项目名称", "Project");
            page.rows.push(self.line(if chance(rng, 50) {
                vec![Ink::text(format!("{label}：{project}"))]
            } else {
                vec![Ink::text(label), Ink::text(project)]
            }));
        }
        page.rows.push(self.heading());
        let (mut number, mut at) = (0, 0);
        while let Some(row) = rows.get(at) {
            // rows that differ in the worker only may share a line
            let mut workers = vec![row.get("worker").cloned().unwrap_or_default()];
            at += 1;
            while self.joins && rows.get(at).is_some_and(|next| alike(row, next)) {
                workers.push(rows[at]["worker"].clone());
                at += 1;
            }
            number += 1;
            if chance(rng, 5) {
                page.rows.push(self.heading());
            }
            if self.has_status && chance(rng, 10) {
                let cancelled = pick(
                    rng,
                    if self.zh {
                        &["已取消", "未开展", "改期"]
                    } else {
                        &["Cancelled", "Postponed", "cancelled"]
                    },
                );
                page.rows.push(self.row(rng, row, &workers, number, cancelled));
            }
            if chance(rng, 5) {
                page.rows.push(Vec::new());
            }
            if chance(rng, 5) {
                page.hidden_rows.push(page.rows.len());
            }
            let held = if self.zh { "已完成" } else { "Completed" };
            page.rows.push(self.row(rng, row, &workers, number, held));
        }
        self.merge_down(rng, &mut page);
        if chance(rng, 30) {
            page.rows.push(self.line(vec![Ink::text(word("合计", "Total")), Ink::Number(f64::from(number))]));
        }
        if chance(rng, 20) {
            page.rows.push(self.line(vec![Ink::text(word("填表人：王五", "Prepared by: W. Wu"))]));
        }
        page
    }

    fn row(&self, rng: &mut Rng, row: &Row, workers: &[Value], number: i32, status: &str) -> Vec<Ink> {
        let mut cells = Vec::new();
        if self.has_numbers {
            cells.push(Ink::Number(f64::from(number)));
        }
        for name in &self.columns {
            let column = &self.table.columns()[self.table.position(name).expect("a column")];
            let value = row.get(*name).unwrap_or(&Value::Null);
            cells.push(if *name == "worker" && workers.len() > 1 {
                let sign = pick(rng, &["、", "，", ",", ";", "；", "/", "\n"]);
                let names: Vec<String> =
                    workers.iter().map(|one| cells::name(rng, one.as_str().expect("a name"))).collect();
                Ink::text(names.join(sign))
            } else {
                self.cell(rng, name, column.kind, value)
            });
        }
        if self.has_status {
            cells.push(Ink::text(status));
        }
        if self.has_junk {
            cells.push(Ink::text("023-1234567"));
        }
        self.line(cells)
    }

    fn cell(&self, rng: &mut Rng, name: &str, kind: Kind, value: &Value) -> Ink {
        let word = |rng: &mut Rng, text: &str| {
            let (chinese, english) = words::words(name, text);
            let list = if self.zh { chinese } else { english };
            if list.is_empty() { text.to_owned() } else { pick(rng, list).to_owned() }
        };
        match value {
            Value::Null => Ink::text(match name {
                "end" | "ends_on" => pick(rng, &["", "", "至今", "—"]),
                "record_submitted_on" => pick(rng, &["", "", "未交", "无", "/", "—"]),
                "revoked_on" | "month" => pick(rng, &["", "—"]),
                _ => pick(rng, &["", "", "", "/"]),
            }),
            Value::Bool(flag) => Ink::text(word(rng, if *flag { "true" } else { "false" })),
            Value::Number(number) => {
                let number = number.as_f64().expect("a number");
                match kind {
                    Kind::Year if chance(rng, 30) => Ink::text(format!("{number}年")),
                    Kind::Count if chance(rng, 30) => Ink::text(format!("{number}分钟")),
                    _ => Ink::Number(number),
                }
            }
            Value::String(text) => match kind {
                Kind::Date => cells::date(rng, text.parse().expect("a date"), self.is_csv, name == "ended_on"),
                Kind::Month => cells::month(rng, text, self.is_csv),
                Kind::Id if matches!(name, "worker" | "mentor" | "supervisor") => Ink::text(cells::name(rng, text)),
                Kind::Form | Kind::PlanKind | Kind::ContentSource => Ink::text(word(rng, text)),
                Kind::Text if name == "category" => Ink::text(word(rng, text)),
                _ => Ink::text(text),
            },
            other => panic!("{other}"),
        }
    }

    /// Merges equal cells of a column that stand below each other.
    fn merge_down(&self, rng: &mut Rng, page: &mut Page) {
        let Some(place) = self.columns.iter().position(|name| *name == "project").filter(|_| !self.is_csv) else {
            return;
        };
        if !chance(rng, 50) {
            return;
        }
        let column = self.left + usize::from(self.has_numbers) + place;
        let mut from = 0;
        while from < page.rows.len() {
            let same = |at: usize| page.rows.get(at).and_then(|row| row.get(column)) == page.rows[from].get(column);
            let is_value = page.rows[from]
                .get(column)
                .is_some_and(|ink| *ink != Ink::Blank && *ink != Ink::text(self.headings["project"].as_str()));
            let mut to = from;
            while is_value && same(to + 1) && page.rows[to + 1].len() > column {
                to += 1;
            }
            if to > from {
                for row in &mut page.rows[from + 1..=to] {
                    row[column] = Ink::Blank;
                }
                page.merges.push((from, column, to, column));
            }
            from = to + 1;
        }
    }
}

/// Rows of one session that differ in the worker alone.
fn alike(one: &Row, other: &Row) -> bool {
    one.iter().filter(|(name, _)| *name != "worker").eq(other.iter().filter(|(name, _)| *name != "worker"))
        && one.get("worker") != other.get("worker")
}

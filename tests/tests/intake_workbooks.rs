//! Workbooks as offices keep them: each layout of the specification once, and what is refused.

use chrono::NaiveDate;
use hongyan::facts::{FaultCode, Faults, OnError, Table};
use hongyan::intake::{self, Intake, Limits, Mapping, Options};
use hongyan_tests::messy::page::{Ink, Page, xlsx};
use serde_json::Value;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A page from lines of cells parted by `|`; `@2024-03-05` is a real date cell, `#5` a number, `=A1` a formula.
fn page(name: &str, lines: &[&str]) -> Page {
    let ink = |cell: &str| match cell.trim() {
        "" => Ink::Blank,
        text if text.starts_with('@') => Ink::Date(day(&text[1..])),
        text if text.starts_with('#') && text[1..].parse::<f64>().is_ok() => Ink::Number(text[1..].parse().unwrap()),
        text if text.starts_with('=') => {
            let (formula, shown) = text.split_once('→').unwrap_or((text, ""));
            Ink::Formula(formula.to_owned(), shown.to_owned())
        }
        text => Ink::text(text),
    };
    Page {
        name: name.to_owned(),
        rows: lines.iter().map(|line| line.split('|').map(ink).collect()).collect(),
        ..Page::default()
    }
}

fn read(pages: &[Page]) -> Result<Intake, Faults> {
    intake::read(&[("a.xlsx", xlsx(pages))], &Options::default())
}

/// The rows of a table, chosen columns joined by spaces.
fn rows(read: &Result<Intake, Faults>, table: &str, columns: &str) -> Vec<String> {
    let facts = serde_json::to_value(&read.as_ref().unwrap_or_else(|faults| panic!("{faults}")).facts).unwrap();
    let cell = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let line = |row: &Value| columns.split(' ').map(|name| cell(&row[name])).collect::<Vec<_>>().join(" ");
    facts[table].as_array().unwrap_or_else(|| panic!("{table}: {facts}")).iter().map(line).collect()
}

fn faults(read: Result<Intake, Faults>) -> Vec<(FaultCode, Option<usize>, Option<String>)> {
    let place = |fault: hongyan::facts::Fault| {
        let source = fault.source.clone().unwrap_or_default();
        (fault.code, source.row, source.column)
    };
    read.expect_err("faults").into_iter().map(place).collect()
}

/// The workbook with one of its parts changed.
fn edited(book: &[u8], part: &str, edit: impl Fn(String) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut from = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut entry = from.by_index(at).unwrap();
        let name = String::from_utf8(entry.name_raw().to_vec()).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        to.start_file(name.clone(), zip::write::SimpleFileOptions::default()).unwrap();
        let before = text.clone();
        let text = if name == part { edit(text) } else { text };
        assert!(name != part || text != before, "nothing to edit: {before}");
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

const HEAD: &str = "项目名称|社工姓名|督导形式|督导日期|提交日期";

#[test]
fn cells_with_types() {
    let read = read(&[page(
        "3月",
        &[
            HEAD,
            "甲|张三|个别|@2024-03-05|#45360",
            "甲|李四|团体|#20240312|=DATE(2024,3,15)→45366",
            "甲|王五|个督|2024.3.20|未交",
        ],
    )]);
    assert_eq!(
        rows(&read, "sessions", "worker ended_on record_submitted_on session"),
        [
            "张三 2024-03-05 2024-03-09 a.xlsx/3月#2",
            "李四 2024-03-12 2024-03-15 a.xlsx/3月#3",
            "王五 2024-03-20 null a.xlsx/3月#4"
        ]
    );
}

#[test]
fn numbers_that_are_no_days() {
    let lines = [
        HEAD,
        "甲|张三|个别|#2024.1|",
        "甲|李四|个别|#60|",
        "甲|王五|个别|#12|",
        "甲|赵六|个别|24.3.5|",
        "甲|孙七|个别|03/05/2024|#N/A",
    ];
    assert_eq!(
        faults(read(&[page("3月", &lines)])),
        [
            (FaultCode::AmbiguousDate, Some(2), Some("D".to_owned())),
            (FaultCode::BadDate, Some(3), Some("D".to_owned())),
            (FaultCode::BadDate, Some(4), Some("D".to_owned())),
            (FaultCode::AmbiguousDate, Some(5), Some("D".to_owned())),
            (FaultCode::AmbiguousDate, Some(6), Some("D".to_owned())),
            (FaultCode::ErrorCell, Some(6), Some("E".to_owned())),
        ]
    );
}

#[test]
fn merges_down_stand_for_every_row_and_nothing_else_is_filled() {
    let lines = ["督导台账", HEAD, "甲|张三|团体|@2024-03-05|", "|李四|||@2024-03-06", "|王五|个别|@2024-03-07|"];
    let mut merged = page("台账", &lines);
    merged.merges = vec![(0, 0, 0, 4), (2, 0, 4, 0), (2, 2, 3, 2), (2, 3, 3, 3)];
    let columns = "project worker form ended_on record_submitted_on";
    assert_eq!(
        rows(&read(&[merged]), "sessions", columns),
        ["甲 张三 group 2024-03-05 null", "甲 李四 group 2024-03-05 2024-03-06", "甲 王五 individual 2024-03-07 null"]
    );
    let missing = faults(read(&[page("台账", &lines)]));
    assert!(missing.iter().all(|(code, ..)| *code == FaultCode::MissingValue), "{missing:?}");
    assert_eq!(missing.len(), 4);
}

#[test]
fn headings_over_two_rows() {
    let mut two = page(
        "督导记录",
        &["项目名称|社工||督导||提交日期", "|姓名|电话|形式|日期|", "甲|张三|023|个别|@2024-03-05|@2024-03-08"],
    );
    two.merges = vec![(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 1, 5)];
    let columns = "project worker form ended_on record_submitted_on";
    assert_eq!(rows(&read(&[two]), "sessions", columns), ["甲 张三 individual 2024-03-05 2024-03-08"]);

    let mut term = page(
        "聘任",
        &["导师姓名|聘任日期|聘期||颁发单位", "||起|止|", "程国栋|@2023-06-30|2023.6.30|2026.6.29|区民政局"],
    );
    term.merges = vec![(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4)];
    assert_eq!(rows(&read(&[term]), "appointments", "mentor appointed_on ends_on"), ["程国栋 2023-06-30 2026-06-29"]);
}

#[test]
fn a_project_above_the_table() {
    for line in [
        "项目名称：磁器口项目|||",
        "项目名称|磁器口项目||",
        "项目名称:|磁器口项目||",
        "项目名称：磁器口项目  填报人：李静|||",
    ] {
        let read = read(&[page(
            "3月",
            &["督导记录表", line, "社工姓名|督导形式|督导日期|督导", "张三|个别|@2024-03-05|蒋明远"],
        )]);
        assert_eq!(rows(&read, "sessions", "project worker supervisor"), ["磁器口项目 张三 蒋明远"], "{line}");
    }
}

#[test]
fn a_form_for_each_session() {
    let form = [
        "社工督导记录表",
        "项目名称|磁器口项目|督导编号|D-1",
        "社工姓名|张三|督导者|蒋明远",
        "督导日期|2024年3月5日|督导形式|个别督导",
        "督导地点|办公室|督导时长|90分钟",
        "督导内容|讨论个案，改进面谈技巧||",
        "提交日期|@2024-03-08|备注|",
    ];
    let mut page_ = page("张三", &form);
    page_.merges = vec![(0, 0, 0, 3), (5, 1, 5, 3)];
    let read_ = read(&[page_]);
    let columns = "session project worker form ended_on record_submitted_on supervisor minutes venue";
    assert_eq!(
        rows(&read_, "sessions", columns),
        ["D-1 磁器口项目 张三 individual 2024-03-05 2024-03-08 蒋明远 90 办公室"]
    );
    let without: Vec<&str> = form.iter().copied().filter(|line| !line.starts_with("督导日期")).collect();
    assert_eq!(faults(read(&[page("张三", &without)])), [(FaultCode::Unreadable, None, None)]);
    let mut bad = form;
    bad[3] = "督导日期|3月5日|督导形式|个别督导";
    assert_eq!(faults(read(&[page("张三", &bad)])), [(FaultCode::AmbiguousDate, Some(4), Some("B".to_owned()))]);
}

#[test]
fn two_headings_for_one_column_are_not_decided() {
    let read_ =
        read(&[page("3月", &["项目名称|社工姓名|督导形式|督导日期|日期", "甲|张三|个别|@2024-03-05|@2024-03-06"])]);
    assert_eq!(faults(read_), [(FaultCode::AmbiguousHeading, Some(1), Some("D".to_owned()))]);
    // but a column of times is no second date
    let read_ =
        read(&[page("3月", &["项目名称|社工姓名|督导形式|督导日期|督导时间", "甲|张三|个别|@2024-03-05|14:00-16:00"])]);
    assert_eq!(rows(&read_, "sessions", "ended_on"), ["2024-03-05"]);
    // and ways of meeting are no second form
    let read_ =
        read(&[page("3月", &["项目名称|社工姓名|督导形式|督导方式|督导日期", "甲|张三|个别|线上|@2024-03-05"])]);
    assert_eq!(rows(&read_, "sessions", "form"), ["individual"]);
}

#[test]
fn supervision_is_a_person_or_a_form_by_what_stands_there() {
    let read_ = read(&[page("3月", &["项目名称|社工姓名|督导|督导日期|督导形式", "甲|张三|蒋明远|@2024-03-05|个别"])]);
    assert_eq!(rows(&read_, "sessions", "supervisor form"), ["蒋明远 individual"]);
    let read_ = read(&[page("3月", &["项目名称|社工姓名|督导|督导日期", "甲|张三|个督|@2024-03-05"])]);
    assert_eq!(rows(&read_, "sessions", "supervisor form"), ["null individual"]);
    let read_ = read(&[page("3月", &[&format!("{HEAD}|督导记录"), "甲|张三|个别|@2024-03-05|@2024-03-08|谈话很顺利"])]);
    assert_eq!(rows(&read_, "sessions", "record_submitted_on"), ["2024-03-08"]);
}

#[test]
fn handed_in_without_a_day_needs_the_day() {
    let head = "项目名称|社工姓名|督导形式|督导日期|是否提交";
    let read_ = read(&[page("3月", &[head, "甲|张三|个别|@2024-03-05|否"])]);
    assert_eq!(rows(&read_, "sessions", "record_submitted_on"), ["null"]);
    let read_ = read(&[page("3月", &[head, "甲|张三|个别|@2024-03-05|是"])]);
    assert_eq!(faults(read_), [(FaultCode::BadDate, Some(2), Some("E".to_owned()))]);
    let weak = read(&[page(
        "3月",
        &["项目名称|社工姓名|督导形式|督导日期|填表日期|提交日期", "甲|张三|个别|@2024-03-05|@2024-03-05|@2024-03-08"],
    )]);
    assert_eq!(rows(&weak, "sessions", "record_submitted_on"), ["2024-03-08"]);
}

#[test]
fn terms_as_ranges() {
    let head = "导师姓名|聘书编号|聘期|聘任日期";
    let lines = [
        head,
        "甲|1|2023.6.30-2026.6.29|",
        "乙|2|2023年7月1日至2026年6月30日|@2023-07-05",
        "丙|3|三年|@2023-07-05",
        "丁|4|2024-01-01至今|",
    ];
    assert_eq!(
        rows(&read(&[page("聘任", &lines)]), "appointments", "mentor appointed_on ends_on"),
        ["甲 2023-06-30 2026-06-29", "乙 2023-07-05 2026-06-30", "丙 2023-07-05 null", "丁 2024-01-01 null"]
    );
}

#[test]
fn month_tabs_sections_and_asides() {
    let read_ = read(&[
        page("说明", &["填表说明", "项目名称|填写项目的全称"]),
        page("3月", &[HEAD, "甲|张三|个别|@2024-03-05|", "合 计|#1|||", "填表人：李静||审核人：||"]),
        page(
            "4月",
            &[
                "社工督导记录",
                HEAD,
                "甲|张三|个别|@2024-04-05|",
                HEAD,
                "甲|李四|个别|@2024-04-06|",
                "|||||",
                "注：以上均为实际开展||||",
            ],
        ),
        page("Sheet3", &[""]),
    ]);
    assert_eq!(rows(&read_, "sessions", "worker ended_on"), ["张三 2024-03-05", "张三 2024-04-05", "李四 2024-04-06"]);
    let report = read_.unwrap().report;
    let skipped: Vec<_> = report.sheets.iter().flat_map(|sheet| &sheet.skipped).map(|one| one.why.code()).collect();
    assert_eq!(skipped, ["intake.skip.total", "intake.skip.note", "intake.skip.heading", "intake.skip.note"]);
    assert_eq!(report.sheets.len(), 4);
}

#[test]
fn errors_and_formulas_never_computed() {
    let mut uncomputed = page("3月", &[HEAD, "甲|张三|个别|@2024-03-05|"]);
    uncomputed.rows[1][4] = Ink::Formula("=D2+3".to_owned(), "4711".to_owned());
    let book = edited(&xlsx(&[uncomputed]), "xl/worksheets/sheet1.xml", |text| text.replace("<v>4711</v>", ""));
    let read_ = intake::read(&[("a.xlsx", book)], &Options::default());
    assert_eq!(faults(read_), [(FaultCode::ErrorCell, Some(2), Some("E".to_owned()))]);
    // an error that the reader of workbooks does not know
    let mut odd = page("3月", &[HEAD, "甲|张三|个别|@2024-03-05|", "甲|李四|个别||", "甲|王五|个别|@2024-03-07|"]);
    odd.rows[2][3] = Ink::Number(4711.0);
    let error = |text: String| text.replace("<c r=\"D3\"><v>4711</v>", "<c r=\"D3\" t=\"e\"><v>#SPILL!</v>");
    let book = edited(&xlsx(&[odd]), "xl/worksheets/sheet1.xml", error);
    let read_ = intake::read(&[("a.xlsx", book)], &Options::default());
    assert_eq!(faults(read_), [(FaultCode::ErrorCell, Some(3), Some("D".to_owned()))]);
    for error in ["#REF!", "#SPILL!", "#N/A"] {
        let read_ = read(&[page("3月", &[HEAD, &format!("甲|张三|个别|{error}|")])]);
        assert_eq!(faults(read_), [(FaultCode::ErrorCell, Some(2), Some("D".to_owned()))], "{error}");
    }
}

#[test]
fn serials_from_1904() {
    let book = xlsx(&[page("3月", &[HEAD, "甲|张三|个别|#43894|#43895"])]);
    let since_1904 = |text: String| text.replace("<workbookPr", "<workbookPr date1904=\"1\"");
    let book = edited(&book, "xl/workbook.xml", since_1904);
    let read_ = intake::read(&[("a.xlsx", book)], &Options::default());
    assert_eq!(rows(&read_, "sessions", "ended_on record_submitted_on"), ["2024-03-05 2024-03-06"]);
}

#[test]
fn several_tables_on_one_sheet() {
    let lines = [
        "一、导师名单||",
        "姓名|类别|责任心",
        "程国栋|专家|√",
        "",
        "二、指导记录||",
        "导师|日期|学生",
        "程国栋|2024.3.5|小王",
        "",
        "三、考核||",
        "导师|年度|考核日期",
        "程国栋|2024年度|2025-01-18",
    ];
    let read_ = read(&[page("导师", &lines)]);
    assert_eq!(rows(&read_, "mentors", "mentor category responsibility"), ["程国栋 expert true"]);
    assert_eq!(rows(&read_, "guidance", "mentor guided_on student"), ["程国栋 2024-03-05 小王"]);
    assert_eq!(rows(&read_, "evaluations", "year evaluated_on"), ["2024 2025-01-18"]);
}

#[test]
fn nobody_in_particular_is_no_name() {
    for text in ["张三等5人", "全体社工", "5人", "张 三 李四"] {
        let read_ = read(&[page("3月", &[HEAD, &format!("甲|{text}|团体|@2024-03-05|")])]);
        assert_eq!(faults(read_), [(FaultCode::BadValue, Some(2), Some("B".to_owned()))], "{text}");
    }
    let head = "项目名称|参加人员|督导形式|督导日期";
    assert_eq!(faults(read(&[page("3月", &[head, "甲|#12|团体|@2024-03-05"])]))[0].0, FaultCode::BadValue);
}

#[test]
fn status_and_remarks() {
    let head = format!("{HEAD}|状态|备注");
    let read_ = read(&[page(
        "3月",
        &[
            &head,
            "甲|张三|个别|@2024-03-05||已取消|",
            "甲|李四|个别|@2024-03-06||已完成|",
            "甲|王五|个别|@2024-03-07|||改期至4月2日",
        ],
    )]);
    assert_eq!(rows(&read_, "sessions", "worker"), ["李四"]);
    let read_ = read(&[page("3月", &[&head, "甲|王五|个别|@2024-03-07|||原定3月1日，因雨取消，改在7日"])]);
    assert_eq!(faults(read_)[0].0, FaultCode::BadValue);
}

#[test]
fn engagements_are_inferred_on_request_only() {
    let book = xlsx(&[page(
        "3月",
        &[HEAD, "甲|张三|个别|@2024-03-05|", "甲|张三|个别|@2024-06-05|", "甲|李四|团体|@2024-02-29|"],
    )]);
    let plain = intake::read(&[("a.xlsx", &book)], &Options::default()).unwrap();
    assert!(!plain.facts.has(hongyan::facts::Table::Engagements) && !plain.report.engagements_inferred);
    let options = Options { infer_engagements: true, ..Options::default() };
    let read_ = intake::read(&[("a.xlsx", &book)], &options);
    assert_eq!(
        rows(&read_, "engagements", "worker start end"),
        ["张三 2024-03-01 2024-06-30", "李四 2024-02-01 2024-02-29"]
    );
    let read_ = read_.unwrap();
    assert!(read_.report.engagements_inferred);
    let report = hongyan::check(&read_.facts, &hongyan::Policy::default(), day("2024-12-31"));
    let first = report.warnings().next().unwrap();
    assert_eq!((first.code, first.row), (hongyan::warning::WarningCode::EngagementsInferred, None));
}

#[test]
fn a_mapping_is_used_and_the_found_one_can_be_kept() {
    let book =
        xlsx(&[page("谈话", &["小组项目|伙伴|谈法|哪天", "甲|张三|谈心|@2024-03-05", "甲|小李|个督|@2024-03-06"])]);
    let mapping = r#"{"sheets": {"谈话": "sessions"}, "headings": {"小组项目": "project", "伙伴": "worker", "谈法": "form", "哪天": "sessions.ended_on"},
        "values": {"form": {"谈心": "individual"}, "worker": {"小李": "李四"}}}"#;
    let options = Options { mapping: Mapping::from_json(mapping).unwrap(), ..Options::default() };
    let read_ = intake::read(&[("a.xlsx", &book)], &options);
    assert_eq!(rows(&read_, "sessions", "worker form"), ["张三 individual", "李四 individual"]);
    assert!(intake::read(&[("a.xlsx", &book)], &Options::default()).is_err());
    let found = read_.unwrap().report.mapping();
    let again = Options { mapping: Mapping::from_json(&found.to_json()).unwrap(), ..options };
    assert!(intake::read(&[("a.xlsx", &book)], &again).is_ok(), "{}", found.to_json());
    assert_eq!(found.headings["哪天"], "sessions.ended_on");
    let wrong = Mapping::from_json(r#"{"headings": {"a": "nothing"}, "sheets": {"b": "nowhere"}}"#).unwrap();
    let refused = intake::read(&[("a.xlsx", &book)], &Options { mapping: wrong, ..Options::default() }).unwrap_err();
    assert_eq!(
        refused.iter().map(|fault| fault.code).collect::<Vec<_>>(),
        [FaultCode::UnknownColumn, FaultCode::UnknownTable]
    );
}

#[test]
fn sheets_of_one_name_in_several_files_are_mapped_apart() {
    let sessions = xlsx(&[page("Sheet1", &[HEAD, "甲|张三|个别|@2024-03-05|"])]);
    let guidance = xlsx(&[page("Sheet1", &["导师姓名|指导日期", "何静|@2024-03-05"])]);
    let files = [("1月/a.xlsx", &sessions), ("2月/a.xlsx", &guidance)];
    let tables = |read: &Result<Intake, Faults>| {
        let read = read.as_ref().unwrap_or_else(|faults| panic!("{faults}"));
        read.report.sheets.iter().map(|sheet| sheet.tables.clone()).collect::<Vec<_>>()
    };
    let first = intake::read(&files, &Options::default());
    assert_eq!(tables(&first), [[Table::Sessions], [Table::Guidance]]);
    let mapping = first.as_ref().unwrap().report.mapping();
    assert_eq!(mapping.sheets.keys().collect::<Vec<_>>(), ["1月/a.xlsx/Sheet1", "2月/a.xlsx/Sheet1"]);
    let again = intake::read(&files, &Options { mapping, ..Options::default() });
    assert_eq!(tables(&again), tables(&first));
    // one alone keeps its plain name
    let alone = intake::read(&files[..1], &Options::default()).unwrap().report.mapping();
    assert_eq!(alone.sheets["Sheet1"], "sessions");
    let ignored = Mapping::from_json(r#"{"sheets": {"2月/a.xlsx/Sheet1": "ignore"}}"#).unwrap();
    let one = intake::read(&files, &Options { mapping: ignored, ..Options::default() });
    assert_eq!(tables(&one), [vec![Table::Sessions], vec![]]);
}

#[test]
fn what_exceeds_a_limit_is_refused() {
    let book = xlsx(&[page("3月", &[HEAD, "甲|张三|个别|@2024-03-05|", "甲|李四|个别|@2024-03-05|"])]);
    let with = |limits: Limits| intake::read(&[("a.xlsx", &book)], &Options { limits, ..Options::default() });
    let normal = Limits::default();
    for limits in [
        Limits { rows: 2, ..normal },
        Limits { cells: 5, ..normal },
        Limits { columns: 3, ..normal },
        Limits { cell_bytes: 8, ..normal },
        Limits { sheets: 0, ..normal },
        Limits { uncompressed_bytes: 9_000, ..normal },
        Limits { files: 0, ..normal },
    ] {
        let faults = with(limits).unwrap_err();
        assert!(faults.iter().all(|fault| fault.code == FaultCode::TooLarge), "{limits:?} {faults}");
    }
    assert!(with(normal).is_ok());
}

#[test]
fn what_unpacks_to_too_much_is_refused_before_it_is_read() {
    use std::io::{Cursor, Write};
    let zipped = |name: &str, part: &dyn Fn(&mut dyn Write)| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        part(&mut zip);
        zip.finish().unwrap().into_inner()
    };
    let zeros = zipped("a.csv", &|to| (0..20).for_each(|_| to.write_all(&[b' '; 1 << 20]).unwrap()));
    let code = |bytes: Vec<u8>| {
        let faults = intake::read(&[("a.zip", bytes)], &Options::default()).unwrap_err();
        faults.iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    assert_eq!(code(zeros), [FaultCode::TooLarge]);
    let nested = zipped("b.zip", &|to| to.write_all(&zipped("c.csv", &|to| to.write_all(b"a,b").unwrap())).unwrap());
    assert_eq!(code(nested), [FaultCode::Unreadable]);
    // a sheet with a cell in each corner costs what it holds
    let mut corners = page("3月", &[HEAD, "甲|张三|个别|@2024-03-05|"]);
    corners.rows[1].push(Ink::Number(4711.0));
    let far = |text: String| {
        text.replace("</sheetData>", "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>")
    };
    let book = edited(&xlsx(&[corners]), "xl/worksheets/sheet1.xml", far);
    let read_ = intake::read(&[("a.xlsx", book)], &Options::default());
    assert_eq!(rows(&read_, "sessions", "worker"), ["张三"]);
    // a count of texts that would ask for all memory
    let book = xlsx(&[page("3月", &[HEAD, "甲|张三|个别|@2024-03-05|"])]);
    let claims = |text: String| text.replace("uniqueCount=\"", "uniqueCount=\"99999999999999");
    let book = edited(&book, "xl/sharedStrings.xml", claims);
    assert_eq!(code(book), [FaultCode::Unreadable]);
}

#[test]
fn a_zip_of_files_is_read_file_by_file() {
    use std::io::{Cursor, Write};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("2024/sessions.csv", "session,project,worker,form,ended_on\ns1,p,w,group,2024-03-05\n"),
        ("__MACOSX/._sessions.csv", "x"),
        (
            "facts.json",
            r#"{"sessions": [{"session": "s2", "project": "p", "worker": "w", "form": "no", "ended_on": "2024-03-05"}]}"#,
        ),
        ("README.md", "# nothing"),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let faults = intake::read(&[("a.zip", &bytes)], &Options::default()).unwrap_err();
    let source = faults.as_slice()[0].source.clone().unwrap();
    assert_eq!((faults.len(), source.file.as_deref()), (1, Some("a.zip/facts.json")));
    let skip = Options { on_error: OnError::Skip, ..Options::default() };
    assert_eq!(rows(&intake::read(&[("a.zip", &bytes)], &skip), "sessions", "session"), ["s1"]);
}

#[test]
fn hostile_bytes_are_refused_with_a_reason() {
    let book = xlsx(&[page("3月", &[HEAD, "甲|张三|个别|@2024-03-05|"])]);
    let mut rng = fastrand::Rng::with_seed(7);
    for round in 0..400 {
        let mut bytes = book.clone();
        match round % 4 {
            0 => bytes.truncate(rng.usize(0..bytes.len())),
            1 => (0..rng.usize(1..20)).for_each(|_| {
                let at = rng.usize(0..bytes.len());
                bytes[at] = rng.u8(..);
            }),
            2 => bytes = (0..rng.usize(0..2_000)).map(|_| rng.u8(..)).collect(),
            _ => bytes[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        }
        for name in ["a.xlsx", "a.csv", "a.json", "a"] {
            let read = intake::read(&[(name, &bytes)], &Options { on_error: OnError::Skip, ..Options::default() });
            if let Err(faults) = read {
                assert!(!faults.is_empty());
            }
        }
    }
}

#[test]
fn a_line_between_the_rows_holds_for_those_below_it() {
    // with the heading again, without it, and in two cells
    for (line, head) in [("项目名称：乙项目", true), ("项目名称：乙项目", false), ("项目名称|乙项目", false)]
    {
        let mut lines = vec!["项目名称：甲项目", "社工姓名|督导形式|督导日期", "张三|个别|@2024-03-05", line];
        lines.extend(head.then_some("社工姓名|督导形式|督导日期"));
        lines.push("李四|个别|@2024-03-06");
        let read = read(&[page("督导记录", &lines)]);
        assert_eq!(rows(&read, "sessions", "worker project"), ["张三 甲项目", "李四 乙项目"], "{line} {head}");
        let why = &read.unwrap().report.sheets[0].why;
        assert!(why.iter().any(|why| why.text(hongyan::message::Lang::En).contains("`乙项目`")), "{line} {head}");
    }
}

#[test]
fn a_form_is_no_table_though_its_values_may_be_headings() {
    // 社工站 is what some call a project
    let form = page(
        "第1次",
        &[
            "社会工作督导记录表",
            "项目名称|磁器口项目|督导者|王督",
            "被督导者|张三|督导形式|个别督导",
            "督导日期|2024年3月5日|督导地点|社工站",
            "督导主题|个案",
            "提交日期|2024年3月8日",
        ],
    );
    let columns = "project worker form ended_on record_submitted_on";
    assert_eq!(rows(&read(&[form]), "sessions", columns), ["磁器口项目 张三 individual 2024-03-05 2024-03-08"]);
}

#[test]
fn a_status_settles_what_a_remark_leaves_open() {
    let head = "项目|社工|督导形式|督导日期|状态|备注";
    let moved = |status: &str| {
        read(&[page("督导记录", &[head, &format!("甲|张三|个别|@2024-03-06|{status}|原定3月5日改期至6日")])])
    };
    assert_eq!(rows(&moved("已完成"), "sessions", "ended_on"), ["2024-03-06"]);
    assert_eq!(faults(moved("")), [(FaultCode::BadValue, Some(2), None)]);
}

#[test]
fn words_and_days_in_one_column_of_submissions() {
    let lines =
        ["项目|社工|形式|督导日期|提交情况", "甲|张三|个别|@2024-03-05|2024-03-08", "甲|李四|个别|@2024-03-05|未提交"];
    let submitted = rows(&read(&[page("督导记录", &lines)]), "sessions", "worker record_submitted_on");
    assert_eq!(submitted, ["张三 2024-03-08", "李四 null"]);
}

#[test]
fn names_with_roles_and_names_that_may_be_two() {
    let head = "项目|社工|督导形式|督导日期";
    let named = |names: &str| read(&[page("督导记录", &[head, &format!("甲|{names}|团体|@2024-03-05")])]);
    assert_eq!(rows(&named("张三（组长）、李四。"), "sessions", "worker"), ["张三", "李四"]);
    assert_eq!(faults(named("张三和李四")), [(FaultCode::BadValue, Some(2), Some("B".to_owned()))]);
}

#[test]
fn of_two_supervisors_the_agencys_is_taken() {
    let head = "学生姓名|督导日期|学校督导|机构督导|实习项目|督导形式";
    let read = read(&[page("督导日记", &[head, "张三|2024.4.3|陈老师|李老师|甲|个别"])]);
    assert_eq!(rows(&read, "sessions", "supervisor"), ["李老师"]);
}

#[test]
fn a_term_that_has_no_end() {
    let lines = ["导师姓名|聘任日期|聘期", "许文|2023-08-01|至今", "何山|@2023-08-01|长期"];
    let terms = rows(&read(&[page("聘任", &lines)]), "appointments", "mentor appointed_on ends_on");
    assert_eq!(terms, ["许文 2023-08-01 null", "何山 2023-08-01 null"]);
}

#[test]
fn too_many_faults_refuse_the_input_whole() {
    let lines = [HEAD, "甲|张三|个别|24.3.5|", "甲|李四|个别|24.3.6|", "甲|王五|个别|@2024-03-07|"];
    let book = xlsx(&[page("3月", &lines)]);
    let with = |limits: Limits| {
        intake::read(&[("a.xlsx", &book)], &Options { on_error: OnError::Skip, limits, ..Options::default() })
    };
    assert_eq!(rows(&with(Limits { faults: 2, ..Limits::default() }), "sessions", "worker"), ["王五"]);
    let refused = with(Limits { faults: 1, ..Limits::default() }).unwrap_err();
    let codes: Vec<_> = refused.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [FaultCode::AmbiguousDate, FaultCode::TooLarge]);
}

#[test]
fn places_that_no_sheet_has_are_refused() {
    let book = xlsx(&[page("3月", &[HEAD, "甲|张三|个别|@2024-03-05|"])]);
    for place in ["A99999999999", "ZZZZZZZZ1"] {
        let edit = |text: String| text.replace("r=\"A2\"", &format!("r=\"{place}\""));
        let refused = intake::read(&[("a.xlsx", edited(&book, "xl/worksheets/sheet1.xml", edit))], &Options::default());
        assert_eq!(faults(refused), [(FaultCode::Unreadable, None, None)], "{place}");
    }
}

#[test]
fn rows_of_facts_are_found_in_their_files() {
    let pages = ["2月", "3月"].map(|name| page(name, &["台账", HEAD, "甲|张三|个别|@2024-03-05|"]));
    let report = read(&pages).unwrap().report;
    let source = |row: usize| report.source(hongyan::facts::Table::Sessions, row);
    let found = source(1).unwrap();
    assert_eq!((found.file.as_deref(), found.sheet.as_deref(), found.row), (Some("a.xlsx"), Some("3月"), Some(3)));
    assert_eq!(source(2), None);
}

#[test]
fn explanations_below_the_rows_are_no_rows() {
    let lines = [
        HEAD,
        "甲|张三|个别|@2024-03-05|待补",
        "",
        "说明：请于月底前提交",
        "1. 形式分为个别、团体",
        "2. 日期按实际填写",
    ];
    let read = read(&[page("督导记录", &lines)]);
    assert_eq!(rows(&read, "sessions", "worker record_submitted_on"), ["张三 null"]);
    let skipped: usize = read.unwrap().report.sheets[0].skipped.iter().map(|skipped| skipped.rows.len()).sum();
    assert_eq!(skipped, 3);
}

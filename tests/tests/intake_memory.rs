//! The bound that `Limits` states, held against inputs that were made to break it. One test in a process of its own,
//! so that what is counted is what the intake asks for.

use std::io::{Cursor, Write};

use hongyan::facts::{FaultCode, OnError, Table};
use hongyan::intake::{self, Limits, Options};
use hongyan_tests::messy::page::{Ink, Page, csv, xlsx};
use peak_alloc::PeakAlloc;
use zip::CompressionMethod::{self, Deflated, Stored};
use zip::write::SimpleFileOptions;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MEGA: usize = 1 << 20;

/// Small enough that hostile inputs are made in no time, large enough that fixed costs do not matter.
const LIMITS: Limits = Limits {
    files: 100,
    uncompressed_bytes: 6 << 20,
    compression_ratio: 300,
    sheets: 100,
    cells: 50_000,
    rows: 5_000,
    faults: 2_500,
    columns: 16_384,
    cell_bytes: 1 << 20,
};

/// What the documentation of [`Limits`] says.
fn stated(limits: Limits) -> usize {
    let bytes = usize::try_from(limits.uncompressed_bytes).unwrap();
    6 * bytes + 1_000 * (limits.rows + limits.faults) + 100 * limits.cells
}

/// The most that reading a file asks for, and what comes of it.
fn asked(name: &str, bytes: &[u8], limits: Limits) -> (usize, Result<Option<usize>, Vec<FaultCode>>) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let options = Options { limits, on_error: OnError::Skip, ..Options::default() };
    let read = intake::read(&[(name, bytes)], &options);
    let peak = MEMORY.peak_usage() - before;
    let read = read.map(|read| read.facts.len(Table::Sessions));
    (peak, read.map_err(|faults| faults.into_iter().map(|fault| fault.code).collect()))
}

fn zipped(parts: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(part).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="督导记录" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const HEADINGS: [&str; 5] = ["项目名称", "社工姓名", "督导形式", "督导日期", "提交日期"];

fn texts(texts: impl Iterator<Item = String>) -> String {
    texts.map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")).collect()
}

/// A workbook of one sheet: these rows, written as they are, below the headings.
fn book(rows: &str, strings: &str) -> Vec<u8> {
    let head = texts(HEADINGS.iter().map(ToString::to_string));
    let sheet = format!("<worksheet><sheetData><row>{head}</row>{rows}</sheetData></worksheet>");
    let strings = format!("<sst>{strings}</sst>");
    let parts: [(&str, &[u8]); 5] = [
        ("_rels/.rels", PACKAGE.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ];
    // stored, so that it is not refused for being packed too tightly
    zipped(&parts, Stored)
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="督导记录">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    let manifest = b"<manifest:manifest xmlns:manifest=\"m\"/>";
    zipped(&[("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", content.as_bytes())], Stored)
}

/// What is repeated until it fills `bytes`, numbered.
fn filled(bytes: usize, one: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(bytes + 200);
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&one(number));
    }
    text
}

fn page(rows: usize) -> Page {
    let mut page = Page { name: "督导记录".to_owned(), ..Page::default() };
    page.rows.push(HEADINGS.iter().map(|heading| Ink::text(*heading)).collect());
    for row in 0..rows {
        let day = chrono::NaiveDate::from_ymd_opt(2024, 1 + (row % 12) as u32, 1 + (row % 28) as u32).unwrap();
        let cell = |text: String| Ink::text(text);
        page.rows.push(vec![
            cell(format!("桐花坡社区为老服务项目{}", row % 40)),
            cell(format!("社工{}", row % 2_000)),
            cell("个别督导".to_owned()),
            Ink::Date(day),
            Ink::Date(day),
        ]);
    }
    page
}

#[test]
fn memory_stays_within_the_stated_bound() {
    let full = usize::try_from(LIMITS.uncompressed_bytes).unwrap() - MEGA / 2;
    let head = format!("{}\n", HEADINGS.join(","));
    let row = "<table:table-cell office:value-type=\"string\"><text:p>a</text:p></table:table-cell>";
    let heading = HEADINGS.map(|text| row.replace(">a<", &format!(">{text}<"))).concat();
    let bomb = zipped(&[("a.csv", &vec![b' '; 20 * MEGA])], Deflated);
    let cases: Vec<(&str, &str, Vec<u8>, Option<FaultCode>)> = vec![
        ("a zip bomb", "a.zip", bomb, Some(FaultCode::TooLarge)),
        (
            "a bomb within the ratio",
            "a.zip",
            zipped(
                &[("a.csv", filled(full * 2, |at| format!("{:x}\n", at.wrapping_mul(0x9e37_79b9))).as_bytes())],
                Deflated,
            ),
            Some(FaultCode::TooLarge),
        ),
        (
            "a billion cells, nearly all of them empty",
            "a.xlsx",
            book(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#, ""),
            None,
        ),
        (
            "a billion cells of an ods",
            "a.ods",
            ods(&format!(
                r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row><table:table-row>{row}</table:table-row>"#
            )),
            Some(FaultCode::TooLarge),
        ),
        (
            "as many cells as an ods may have",
            "a.ods",
            ods(&format!(
                r#"<table:table-row>{heading}</table:table-row><table:table-row table:number-rows-repeated="48"><table:table-cell table:number-columns-repeated="1000" office:value-type="string"><text:p>{}</text:p></table:table-cell></table:table-row>"#,
                "a".repeat(100)
            )),
            None,
        ),
        ("a cell of 100 MB", "a.csv", [head.as_bytes(), &vec![b'a'; 100 * MEGA]].concat(), Some(FaultCode::TooLarge)),
        (
            "a large cell in a workbook",
            "a.xlsx",
            book(&format!("<row>{}</row>", texts(std::iter::once("a".repeat(5 * MEGA)))), ""),
            Some(FaultCode::TooLarge),
        ),
        (
            "a long text repeated in an ods",
            "a.ods",
            ods(&format!(
                r#"<table:table-row>{heading}</table:table-row><table:table-row table:number-rows-repeated="100"><table:table-cell table:number-columns-repeated="100" office:value-type="string"><text:p>{}</text:p></table:table-cell></table:table-row>"#,
                "a".repeat(100_000)
            )),
            Some(FaultCode::TooLarge),
        ),
        ("many shared texts", "a.xlsx", book("", &filled(full, |_| "<si><t>a</t></si>".to_owned())), None),
        (
            "many small cells",
            "a.xlsx",
            book(&filled(full, |_| format!("<row>{}</row>", "<c><v>1</v></c>".repeat(100))), ""),
            Some(FaultCode::TooLarge),
        ),
        (
            "many merges",
            "a.xlsx",
            book(
                &format!(
                    "</sheetData><mergeCells>{}</mergeCells><sheetData>",
                    filled(full, |at| format!("<mergeCell ref=\"A{}:B{}\"/>", 2 * at + 3, 2 * at + 4))
                ),
                "",
            ),
            None,
        ),
        (
            "rows that are all faults",
            "a.csv",
            format!("{head}{}", filled(MEGA, |_| "a,,,,\n".to_owned())).into_bytes(),
            Some(FaultCode::TooLarge),
        ),
        (
            "more rows than may be",
            "a.csv",
            format!("{head}{}", filled(full, |at| format!("a,a{at},个别,2024-03-05,\n"))).into_bytes(),
            Some(FaultCode::TooLarge),
        ),
        (
            "cells that all are read in their own way",
            "a.csv",
            format!("{head}{}", filled(MEGA / 8, |at| format!("a,张 {at},个 别,2024.3.5,未 交\n"))).into_bytes(),
            None,
        ),
        (
            "a text twice as long once decoded",
            "督导记录.csv",
            encoding_rs::GBK
                .encode(&format!("{head}{}", filled(full, |_| format!("{},\n", "督".repeat(90_000)))))
                .0
                .into_owned(),
            None,
        ),
        (
            "empty rows of JSON",
            "a.json",
            format!("{{\"sessions\":[{}{{}}]}}", "{},".repeat(full / 3)).into_bytes(),
            Some(FaultCode::TooLarge),
        ),
        (
            "JSON that is no row",
            "a.json",
            format!("{{\"sessions\":[{}1]}}", "1,".repeat(49_000)).into_bytes(),
            Some(FaultCode::TooLarge),
        ),
        (
            "nested JSON",
            "a.json",
            format!("{{\"sessions\":[{{\"worker\":[{}[]]}}]}}", "[],".repeat(24_000)).into_bytes(),
            None,
        ),
        ("a wide heading", "a.csv", format!("{}\n", "督导日期,".repeat(16_384)).into_bytes(), None),
    ];
    let mut most = 0.0_f64;
    for (what, name, bytes, refused) in &cases {
        let (peak, read) = asked(name, bytes, LIMITS);
        println!("{what}: {:.1} MB, {:?}", peak as f64 / 1e6, read.as_ref().map_err(|codes| &codes[..1]));
        assert!(peak <= stated(LIMITS), "{what}: {peak} bytes of {}", stated(LIMITS));
        if let Some(code) = refused {
            assert!(read.as_ref().is_err_and(|codes| codes.contains(code)), "{what}: {read:?}");
        }
        most = most.max(peak as f64 / stated(LIMITS) as f64);
    }
    // a bound that nothing comes near says nothing
    assert!(most > 0.4, "the most was {most:.2} of what is stated");

    // ordinary files, with the limits as they are: six times what they hold, the workbook's parts unpacked
    let (lines, rows) = (100_000, 40_000);
    let table = csv(&page(lines), ',').into_bytes();
    let book = xlsx(&[page(rows)]);
    let mut plain = 0_usize;
    let mut parts = zip::ZipArchive::new(Cursor::new(&book)).unwrap();
    for at in 0..parts.len() {
        plain += usize::try_from(parts.by_index(at).unwrap().size()).unwrap();
    }
    for (name, bytes, plain, rows) in [("a.csv", &table, table.len(), lines), ("a.xlsx", &book, plain, rows)] {
        let (peak, read) = asked(name, bytes, Limits::default());
        println!("{name} of {rows} rows: {:.1} times its plain size", peak as f64 / plain as f64);
        assert_eq!(read, Ok(Some(rows)));
        assert!(peak <= 6 * plain, "{name}: {peak} bytes for {plain}");
    }
}

#![no_main]
//! Any facts as documents: no name becomes markup, a row or a line.

use hongyan::facts::{Builder, OnError};
use hongyan::finding::Verdict;
use hongyan::message::Lang;
use hongyan::render::{self, Bom, Language, Naming, Options, Pseudonyms, month_ends, trend};
use hongyan::rules::Key;
use hongyan::{Policy, check};
use hongyan_fuzz::rows::Input;
use libfuzzer_sys::fuzz_target;

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

    let workbook = render::xlsx(&report, &facts, Options { language, trend: Some(&over), ..Options::default() })
        .expect("a workbook is written");
    assert!(workbook.starts_with(b"PK"));

    let pseudonyms = Pseudonyms::new(&facts, "key", lang, Naming::ProjectsReplaced);
    let without = check(&pseudonyms.apply(&facts), &policy, report.as_of());
    assert_eq!(without.summary(), report.summary());
    let json = without.to_json().expect("a report has a JSON form");
    assert!(!json.contains('\u{e000}'), "a name is left");
});

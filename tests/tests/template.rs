//! The workbook that an office fills in is read back without a fault.

use hongyan::facts::{OnError, Table};
use hongyan::intake::{self, Options};
use hongyan::message::Lang;
use hongyan::render::{Language, template};

#[test]
fn the_template_is_read_back_without_a_fault() {
    for language in [Language::Zh, Language::En, Language::Both] {
        let bytes = template(language).expect("a workbook");
        let options = Options { on_error: OnError::Raise, ..Options::default() };
        let read = intake::read(&[("template.xlsx", bytes)], &options)
            .unwrap_or_else(|faults| panic!("{language:?}\n{}", faults.summary(Lang::En)));
        for table in Table::ALL {
            assert_eq!(read.facts.len(table), Some(1), "{language:?}: {table}\n{}", read.report.text(Lang::En));
        }
        let ignored: Vec<&str> = read
            .report
            .sheets
            .iter()
            .flat_map(|sheet| &sheet.columns)
            .filter(|one| one.field.is_none())
            .map(|one| one.heading.as_str())
            .collect();
        assert!(ignored.is_empty(), "{language:?}: {ignored:?}");
    }
}

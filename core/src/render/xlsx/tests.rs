use super::xlsx;
use crate::check;
use crate::render::sample;
use crate::render::{Language, Options, month_ends, template, trend};

#[test]
fn the_same_report_gives_the_same_bytes() {
    let (facts, report) = sample::district();
    let days = month_ends(report.as_of(), 2);
    let trend = trend(days.map(|day| check(&facts, report.policy(), day)), &facts);
    let options = Options { language: Language::Both, trend: Some(&trend), ..Options::default() };
    let bytes = xlsx(&report, &facts, options).unwrap();
    assert!(bytes.starts_with(b"PK"));
    assert_eq!(bytes, xlsx(&report, &facts, options).unwrap());
}

#[test]
fn hostile_names_do_not_break_a_workbook() {
    let (facts, report) = sample::hostile();
    assert!(xlsx(&report, &facts, Language::Both).unwrap().starts_with(b"PK"));
}

#[test]
fn a_template_in_both_languages() {
    for language in [Language::Zh, Language::En, Language::Both] {
        let bytes = template(language).unwrap();
        assert_eq!(bytes, template(language).unwrap());
    }
}

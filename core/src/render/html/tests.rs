use super::html;
use crate::facts::Facts;
use crate::policy::Policy;
use crate::render::sample::{self, HOSTILE};
use crate::render::{Beside, Language, Options, month_ends, trend};
use crate::{Day, check};

#[test]
fn the_sample_district_in_every_language() {
    let (facts, report) = sample::district();
    for language in [Language::Zh, Language::En, Language::Both] {
        let page = html(&report, &facts, language);
        assert!(page.contains("2025-12-24") && page.ends_with("</html>"));
        assert!(
            !page.contains("http:") && !page.contains("https:") && !page.contains("<link") && !page.contains("src=")
        );
        assert_eq!(page, html(&report, &facts, language));
        for (open, close) in
            [("<section", "</section>"), ("<table", "</table>"), ("<details", "</details>"), ("<svg", "</svg>")]
        {
            assert_eq!(page.matches(open).count(), page.matches(close).count());
        }
    }
    let chinese = html(&report, &facts, Language::Zh);
    let english = html(&report, &facts, Language::En);
    assert!(chinese.contains("<html lang=\"zh-CN\">") && !chinese.contains("lang=\"en\""));
    assert!(english.contains("<html lang=\"en\">") && !english.contains("督导频次"));
}

#[test]
fn ids_stand_once_and_links_lead_somewhere() {
    let (facts, report) = sample::district();
    let page = html(&report, &facts, Language::Both);
    let values = |attribute: &str| -> Vec<String> {
        let parts = page.split(attribute).skip(1);
        parts.map(|part| part.split('"').next().unwrap().to_owned()).collect()
    };
    let ids = values(" id=\"");
    let unique: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
    for target in values(" href=\"#") {
        assert!(unique.contains(&target), "#{target}");
    }
}

#[test]
fn no_name_becomes_markup() {
    let (facts, report) = sample::hostile();
    let page = html(&report, &facts, Language::Both);
    assert_eq!(page.matches("<script>").count(), 1);
    assert!(!page.contains("<img") && !page.contains("<!--"));
    assert!(page.contains("&lt;script&gt;alert(1)"));
    assert!(!page.contains(['\u{202e}', '\u{0}', '\u{b}', '\r']));
    assert!(page.contains("[U+202E]敏周"));
    // names stand between double quotes or tags only
    for name in HOSTILE.iter().filter(|name| name.contains('<') || name.contains('"')) {
        assert!(!page.contains(name), "{name}");
    }
}

#[test]
fn nothing_at_all_is_a_page_too() {
    let facts = Facts::default();
    let report = check(&facts, &Policy::default(), Day::new(2024, 5, 1).unwrap());
    let page = html(&report, &facts, Language::Zh);
    assert!(page.contains("缺少数据表"));
    assert!(page.len() < 150_000);
}

#[test]
fn what_is_cut_is_counted_and_linked() {
    use crate::facts::{Form, Session, Tables};
    let day = chrono::NaiveDate::from_ymd_opt(2024, 3, 5).unwrap();
    let sessions = (0..400).map(|at| Session::new(format!("s{at}"), "p", format!("w{at}"), Form::Group, day)).collect();
    let facts = Facts::new(Tables { sessions: Some(sessions), ..Tables::default() }).unwrap();
    let report = check(&facts, &Policy::default(), Day::new(2024, 5, 1).unwrap());
    let english = |beside| html(&report, &facts, Options { language: Language::En, beside, ..Options::default() });
    let page = english(Beside { xlsx: Some("a b#1%.xlsx"), csv: Some("javascript:x.csv") });
    assert!(page.contains("Not shown here: 100 items"));
    assert!(page.contains(r#"<a href="./a b%231%25.xlsx">a b#1%.xlsx</a>, <a href="./javascript:x.csv">"#));
    let alone = english(Beside::default());
    assert!(alone.contains("Not shown here: 100 items · all of them stand in the XLSX or CSV file of this report"));
}

#[test]
fn a_trend_is_drawn_where_it_is_given() {
    let (facts, report) = sample::district();
    let days = month_ends(report.as_of(), 3);
    let trend = trend(days.map(|day| check(&facts, report.policy(), day)), &facts);
    let page = html(&report, &facts, Options { language: Language::Zh, trend: Some(&trend), ..Options::default() });
    assert!(page.contains("id=\"trend\"") && page.contains("<polyline"));
}

#[test]
fn a_glance_has_the_counts_and_the_picture_alone() {
    let (facts, report) = sample::district();
    let glance = super::glance(&report, &facts, Language::En);
    assert!(glance.contains("<svg") && glance.contains("</table>"));
    assert!(!glance.contains("<nav") && !glance.contains("<script") && glance.len() < 200_000, "{}", glance.len());
}

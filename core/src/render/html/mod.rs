//! The report as one HTML page: no network, readable without script, printable.

mod asked;
mod breaches;
mod contested;
mod heatmap;
mod notes;
mod policy;
mod rates;
mod register;
mod svg;
mod timeline;
mod todo;
mod trend;
mod words;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use words::Say;

use super::rates::{Places, Rates, Trend, rates};
use super::{Beside, Language, Options, Sources, text};
use crate::facts::Facts;
use crate::message::{Text, document};
use crate::report::Report;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Rows of one table; the rest is counted.
const MOST_ROWS: usize = 300;

/// What a page is made of.
struct Page<'a> {
    report: &'a Report,
    facts: &'a Facts,
    say: Say,
    rates: Rates,
    places: Places<'a>,
    trend: Option<&'a Trend>,
    sources: Option<Sources<'a>>,
    beside: Beside<'a>,
}

impl<'a> Page<'a> {
    fn new(report: &'a Report, facts: &'a Facts, options: Options<'a>) -> Page<'a> {
        Page {
            report,
            facts,
            say: Say(options.language),
            rates: rates(report, facts),
            places: Places::new(report, facts),
            trend: options.trend.filter(|trend| trend.len() > 1),
            sources: options.sources,
            beside: options.beside,
        }
    }

    /// A text of the report by its id.
    fn id(&self, id: crate::facts::Id) -> &str {
        self.report.name(id)
    }
}

/// The report as one HTML file that needs neither network nor script.
///
/// Long lists are cut after a few hundred rows, the rest is counted: the workbook and the CSV file have everything, and
/// are linked where [`Options::beside`] names them.
/// `facts` are those that the report was made from; without them there is no project for a record and no timeline.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
/// # let report = hongyan::check(&facts, &hongyan::Policy::default(), chrono::NaiveDate::from_ymd_opt(2024, 10, 5).unwrap());
/// use hongyan::render::{Language, html};
///
/// let page = html(&report, &facts, Language::En);
/// assert!(page.starts_with("<!DOCTYPE html>") && page.contains("D2024-0924"));
/// ```
#[must_use]
pub fn html<'a>(report: &'a Report, facts: &'a Facts, options: impl Into<Options<'a>>) -> String {
    let page = Page::new(report, facts, options.into());
    let say = page.say;
    let title = title(&page);
    let sections = sections(&page);
    let page = html! {
        (DOCTYPE)
        html lang=(say.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content=(concat!("hongyan ", env!("CARGO_PKG_VERSION")));
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body class=(if say.0 == Language::Both { "both" } else { "one" })
                style={ "--folded:'" (say.plain(document::FOLDED)) "'" } {
                a.skip href="#content" { (say.word(document::SKIP)) }
                header {
                    div.inner {
                        p.over { (say.word(document::INSTRUMENTS)) }
                        h1 { (say.word(document::TITLE)) }
                        (asked::asked(&page))
                    }
                }
                nav aria-label=(say.plain(document::CONTENTS)) {
                    ul.inner {
                        @for section in &sections {
                            li { a href={ "#" (section.id) } { (say.word(section.short)) } }
                        }
                    }
                }
                main #content tabindex="-1" {
                    @for section in &sections {
                        section #(section.id) aria-labelledby={ "h-" (section.id) } {
                            h2 id={ "h-" (section.id) } { (say.word(section.title)) }
                            (section.body)
                        }
                    }
                }
                footer {
                    div.inner {
                        p { (say.word(document::MADE_BY)) " " (env!("CARGO_PKG_VERSION")) " · " (say.word(document::AS_OF)) " " (report.as_of()) }
                    }
                }
                template #words data-filter=(say.plain(document::FILTER)) data-hint=(say.plain(document::FILTER_HINT))
                    data-shown=(say.plain(document::SHOWN)) {}
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

fn title(page: &Page<'_>) -> String {
    format!("{} {}", page.say.plain(document::TITLE), page.report.as_of())
}

/// The page at a glance, for a small window such as a notebook's: the counts of every duty, and workers by months.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
/// # let report = hongyan::check(&facts, &hongyan::Policy::default(), chrono::NaiveDate::from_ymd_opt(2024, 10, 5).unwrap());
/// use hongyan::render::{Language, glance};
///
/// let page = glance(&report, &facts, Language::En);
/// assert!(page.contains("<svg") || page.contains("<table"));
/// ```
#[must_use]
pub fn glance<'a>(report: &'a Report, facts: &'a Facts, options: impl Into<Options<'a>>) -> String {
    let page = Page::new(report, facts, options.into());
    let markup = html! {
        (DOCTYPE)
        html.glance lang=(page.say.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title(&page)) }
                style { (PreEscaped(STYLE)) }
            }
            body class=(if page.say.0 == Language::Both { "both" } else { "one" }) {
                main #content {
                    section #summary { (rates::summary(&page)) }
                    section #picture { (heatmap::heatmap(&page)) }
                }
            }
        }
    };
    markup.into_string()
}

/// A part of the page that the navigation names.
struct Section {
    id: &'static str,
    short: Text,
    title: Text,
    body: Markup,
}

fn sections(page: &Page<'_>) -> Vec<Section> {
    let section = |id, short, title, body| Section { id, short, title, body };
    let mut sections = vec![
        section("summary", document::SUMMARY, document::SUMMARY, rates::summary(page)),
        section("todo", document::TODO_SHORT, document::TODO, todo::todo(page)),
        section("breaches", document::BREACHES, document::BREACHES, breaches::breaches(page)),
        section("contested", document::CONTESTED_NAV, document::CONTESTED, contested::contested(page)),
        section(
            "picture",
            document::PICTURE_SHORT,
            document::PICTURE,
            html! {
                (heatmap::heatmap(page))
                (timeline::timeline(page))
            },
        ),
        section("rates", document::RATES, document::RATES, rates::tables(page)),
        section("notes", document::NOTES_SHORT, document::NOTES, notes::notes(page)),
        section("policy", document::POLICY_SHORT, document::POLICY, policy::policy(page)),
        section("register", document::REGISTER_SHORT, document::REGISTER, register::register(page)),
    ];
    if let Some(trend) = page.trend {
        let body = trend::trend(page, trend);
        sections.insert(6.min(sections.len()), section("trend", document::TREND, document::TREND, body));
    }
    sections
}

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};

use maud::{Markup, html};

use super::Page;
use super::svg::{at, cells, length};
use super::text::{printable, shortened};
use super::words::{Ended, number};
use crate::calendar::Month;
use crate::facts::Id;
use crate::message::document;
use crate::render::{Place, Tally};

/// Rows and months that are drawn.
const MOST_WORKERS: usize = 100;
const MOST_MONTHS: usize = 36;

const LEFT: f64 = 148.0;
const TOP: f64 = 40.0;
const STEP: f64 = 17.0;

/// A worker's months on a project.
type Months = HashMap<Month, Tally>;

/// Workers by months: how supervision and records stand.
pub(super) fn heatmap(page: &Page<'_>) -> Markup {
    let say = page.say;
    let mut rows = survey(page);
    if rows.is_empty() {
        return html! {};
    }
    let months: BTreeSet<Month> = rows.iter().flat_map(|(_, months)| months.keys().copied()).collect();
    let (first, last) = match (months.first(), months.last()) {
        (Some(first), Some(last)) => (first.number(), last.number()),
        _ => return html! {},
    };
    let span = usize::try_from(last.saturating_sub(first)).map_or(1, |months| months.saturating_add(1));
    let earlier = span.saturating_sub(MOST_MONTHS);
    let months: Vec<Month> = (first..=last).skip(earlier).map(Month::from_number).collect();
    let more = rows.len().saturating_sub(MOST_WORKERS);
    if more > 0 {
        rows.sort_by_key(|(_, months)| {
            let breaches = months.values().map(Tally::breaches).fold(0, u64::saturating_add);
            std::cmp::Reverse(breaches)
        });
        rows.truncate(MOST_WORKERS);
        rows.sort_by_key(|(key, _)| *key);
    }
    html! {
        figure.chart {
            figcaption { h3 { (say.word(document::HEAT)) } p.note { (say.word(document::HEAT_NOTE)) } (legend(page)) }
            div.scroll role="group" tabindex="0" aria-label={ (say.plain(document::HEAT)) " – " (say.plain(document::SCROLLS)) } {
                (drawing(page, &rows, &months))
            }
            @if earlier > 0 { p.more { (say.word(document::HEAT_MONTHS)) " " (number(earlier as u64)) } }
            @if more > 0 { p.more { (number(more as u64)) " " (say.word(document::HEAT_MORE)) } }
        }
    }
}

/// The duties of every worker on every project, month by month.
fn survey(page: &Page<'_>) -> Vec<((Id, Id), Months)> {
    let mut rows: HashMap<(Id, Id), Months> = HashMap::new();
    for (keys, finding) in page.report.keyed() {
        let Place { project: Some(project), worker: Some(worker), month: Some(month), .. } =
            page.places.of(finding.rule, keys)
        else {
            continue;
        };
        let row = rows.entry((project, worker)).or_default();
        row.entry(month).or_default().add(Tally::of(&finding));
    }
    let mut rows: Vec<_> = rows.into_iter().collect();
    rows.sort_by_key(|(key, _)| *key);
    rows
}

fn drawing(page: &Page<'_>, rows: &[((Id, Id), Months)], months: &[Month]) -> Markup {
    let say = page.say;
    let projects: Vec<&[((Id, Id), Months)]> = rows.chunk_by(|a, b| a.0.0 == b.0.0).collect();
    let lines = rows.len().saturating_add(projects.len());
    let width = LEFT + length(months.len()) * STEP + 4.0;
    let height = TOP + length(lines) * STEP + length(projects.len()) * 6.0 + 4.0;
    let mut top = TOP;
    html! {
        svg.heat viewBox={ "0 0 " (at(width)) " " (at(height)) } width=(at(width)) height=(at(height)) role="img" aria-label={ (say.plain(document::HEAT)) " – " (say.plain(document::HEAT_NOTE)) } {
            (cells())
            (axis(months, height))
            @for project in projects {
                @if let Some(((id, _), _)) = project.first() {
                    @let name = page.id(*id);
                    text.group x="0" y=(at(top + 18.0)) { (printable(&shortened(name, 60))) }
                }
                ({ top += STEP + 6.0; html! {} })
                @for ((_, worker), of_month) in project {
                    (row(page, *worker, of_month, months, top))
                    ({ top += STEP; html! {} })
                }
            }
        }
    }
}

/// Years above months, and a line where a year begins.
fn axis(months: &[Month], height: f64) -> Markup {
    html! {
        @for (place, month) in months.iter().enumerate() {
            @let x = LEFT + length(place) * STEP;
            @let number = month.number().rem_euclid(12).saturating_add(1);
            @if place == 0 || number == 1 {
                text.year x=(at(x)) y="14" { (month.year()) }
                line.year x1=(at(x - 0.8)) x2=(at(x - 0.8)) y1="18" y2=(at(height - 2.0)) {}
            }
            text.month x=(at(x + 8.0)) y="32" { (number) }
        }
    }
}

fn row(page: &Page<'_>, worker: Id, of_month: &Months, months: &[Month], top: f64) -> Markup {
    let name = page.id(worker);
    html! {
        g {
            text.name x=(at(LEFT - 10.0)) y=(at(top + 12.5)) { (printable(&shortened(name, 18))) }
            @for (place, month) in months.iter().enumerate() {
                @if let Some((tally, ended)) = of_month.get(month).and_then(|tally| Some((tally, Ended::worst(tally)?))) {
                    (cell(page, *month, tally, ended, LEFT + length(place) * STEP, top))
                }
            }
        }
    }
}

fn cell(page: &Page<'_>, month: Month, tally: &Tally, ended: Ended, x: f64, y: f64) -> Markup {
    let drawn = html! { use href={ "#cell-" (ended.class()) } x=(at(x)) y=(at(y)) width="16" height="16" {} };
    let quiet = matches!(ended, Ended::InTime | Ended::NoDuty) && tally.contested == 0;
    html! {
        @if quiet { (drawn) } @else {
            g {
                title { (month) ": " (counted(page, tally)) }
                (drawn)
                @if tally.contested > 0 { use href="#cell-contested" x=(at(x)) y=(at(y)) width="16" height="16" {} }
            }
        }
    }
}

/// `missed 2, late 1`.
fn counted(page: &Page<'_>, tally: &Tally) -> String {
    let mut parts: Vec<String> = Ended::ALL
        .into_iter()
        .filter(|ended| ended.count(tally) > 0)
        .map(|ended| format!("{} {}", page.say.plain(ended.word()), ended.count(tally)))
        .collect();
    if tally.contested > 0 {
        parts.push(format!("{} {}", page.say.plain(document::CONTESTED_SHORT), tally.contested));
    }
    parts.join(", ")
}

/// What the cells mean.
fn legend(page: &Page<'_>) -> Markup {
    let say = page.say;
    html! {
        ul.legend {
            @for ended in Ended::ALL {
                li { svg width="16" height="16" aria-hidden="true" { use href={ "#cell-" (ended.class()) } width="16" height="16" {} } " " (say.word(ended.word())) }
            }
            li { svg width="16" height="16" aria-hidden="true" { rect.f-in-time x="0.5" y="0.5" width="15" height="15" rx="2" {} use href="#cell-contested" width="16" height="16" {} } " " (say.word(document::CONTESTED_SHORT)) }
        }
    }
}

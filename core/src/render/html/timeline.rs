use maud::{Markup, html};

use super::Page;
use super::svg::{at, length};
use super::text::{printable, shortened};
use super::words::number;
use crate::calendar::{Day, Period};
use crate::message::document;
use crate::report::Office;

const MOST_MENTORS: usize = 100;
const LEFT: f64 = 148.0;
const WIDTH: f64 = 620.0;
const TOP: f64 = 26.0;
const STEP: f64 = 26.0;

/// The days from the left edge to the right one.
#[derive(Clone, Copy)]
struct Scale(Period);

impl Scale {
    fn x(self, day: Day) -> f64 {
        let Scale(span) = self;
        let day = day.max(span.from).min(span.to);
        let whole = f64::from(span.to.days_since(span.from).max(1));
        LEFT + WIDTH * f64::from(day.days_since(span.from)) / whole
    }
}

/// Mentors' terms, guidance and stretches without it.
pub(super) fn timeline(page: &Page<'_>) -> Markup {
    let say = page.say;
    let mut lines = page.report.offices(page.facts);
    if lines.is_empty() {
        return html! {};
    }
    let scale = scale(page, &lines);
    let more = lines.len().saturating_sub(MOST_MENTORS);
    if more > 0 {
        lines.sort_by_key(|line| std::cmp::Reverse(line.missed.len().saturating_add(line.revocations.len())));
        lines.truncate(MOST_MENTORS);
        lines.sort_by_key(|line| line.mentor);
    }
    html! {
        figure.chart {
            figcaption { h3 { (say.word(document::TIMELINE)) } p.note { (say.word(document::TIMELINE_NOTE)) } (legend(page)) }
            div.scroll role="group" tabindex="0" aria-label={ (say.plain(document::TIMELINE)) " – " (say.plain(document::SCROLLS)) } {
                (drawing(page, &lines, scale))
            }
            @if more > 0 { p.more { (number(more as u64)) " " (say.word(document::TIMELINE_MORE)) } }
        }
    }
}

/// From the first day drawn to the end of the year asked about, or of the terms if they end before.
fn scale(page: &Page<'_>, lines: &[Office<'_>]) -> Scale {
    let as_of = page.report.as_of();
    let first = lines
        .iter()
        .flat_map(|line| line.terms.iter().map(|term| term.from).chain(line.guidance.first().copied()))
        .min()
        .unwrap_or(as_of);
    let last = lines.iter().flat_map(|line| line.terms.iter().map(|term| term.to)).max();
    let to = last.unwrap_or(as_of).min(as_of.plus_months(12)).max(as_of.plus_months(1));
    // hostile certificates of a century ago do not press the present into a corner
    let from = first.max(Day::new(as_of.year().saturating_sub(8), 1, 1).unwrap_or(first));
    Scale(Period { from, to })
}

fn drawing(page: &Page<'_>, lines: &[Office<'_>], scale: Scale) -> Markup {
    let say = page.say;
    let Scale(span) = scale;
    let height = TOP + length(lines.len()) * STEP + 22.0;
    let width = LEFT + WIDTH + 12.0;
    let today = scale.x(page.report.as_of());
    html! {
        svg.time viewBox={ "0 0 " (at(width)) " " (at(height)) } width=(at(width)) height=(at(height)) role="img" aria-label={ (say.plain(document::TIMELINE)) " – " (say.plain(document::TIMELINE_NOTE)) } {
            defs {
                pattern #hatch patternUnits="userSpaceOnUse" width="5" height="5" patternTransform="rotate(45)" {
                    rect.hatch-ground width="5" height="5" {}
                    line.hatch-line x1="0" y1="0" x2="0" y2="5" {}
                }
            }
            @for year in span.from.year()..=span.to.year() {
                @if let Some(day) = Day::new(year, 1, 1) {
                    @let x = scale.x(day);
                    line.year x1=(at(x)) x2=(at(x)) y1="18" y2=(at(height - 20.0)) {}
                    @if x - LEFT < WIDTH - 24.0 { text.year x=(at(x + 3.0)) y="14" { (year) } }
                }
            }
            @for (place, line) in lines.iter().enumerate() {
                (row(line, scale, TOP + length(place) * STEP))
            }
            line.today x1=(at(today)) x2=(at(today)) y1="18" y2=(at(height - 18.0)) {}
            text.today x=(at(today)) y=(at(height - 5.0)) { (page.report.as_of()) }
        }
    }
}

fn row(line: &Office<'_>, scale: Scale, top: f64) -> Markup {
    let name = line.mentor;
    let span = |days: &Period| {
        let from = scale.x(days.from);
        (at(from), at((scale.x(days.to) - from).max(2.0)))
    };
    html! {
        g {
            text.name x=(at(LEFT - 10.0)) y=(at(top + 15.0)) { (printable(&shortened(name, 18))) }
            line.base x1=(at(LEFT)) x2=(at(LEFT + WIDTH)) y1=(at(top + 11.0)) y2=(at(top + 11.0)) {}
            @for days in &line.terms {
                @let (x, width) = span(days);
                rect.term x=(x) y=(at(top + 5.0)) width=(width) height="12" rx="2" { title { (days.from) " – " (days.to) } }
            }
            @for days in &line.missed {
                @let (x, width) = span(days);
                rect.stretch x=(x) y=(at(top + 5.0)) width=(width) height="12" fill="url(#hatch)" { title { (days.from) " – " (days.to) } }
            }
            @for day in &line.guidance {
                @let x = at(scale.x(*day));
                line.tick x1=(x) x2=(x) y1=(at(top + 2.0)) y2=(at(top + 20.0)) {}
            }
            @for day in &line.violations {
                path.violation d={ "M" (at(scale.x(*day))) " " (at(top + 1.0)) "l5 9h-10z" } { title { (day) } }
            }
            @for day in &line.revocations {
                path.revoked d={ "M" (at(scale.x(*day) - 5.0)) " " (at(top + 6.0)) "l10 10m0 -10l-10 10" } { title { (day) } }
            }
        }
    }
}

fn legend(page: &Page<'_>) -> Markup {
    let say = page.say;
    html! {
        ul.legend {
            li { svg.time width="26" height="16" aria-hidden="true" { rect.term x="0" y="3" width="26" height="10" rx="2" {} } " " (say.word(document::TERM)) }
            li { svg.time width="10" height="16" aria-hidden="true" { line.tick x1="5" x2="5" y1="0" y2="16" {} } " " (say.word(document::GUIDANCE)) }
            li { svg.time width="26" height="16" aria-hidden="true" { rect.stretch x="0.5" y="3" width="25" height="10" fill="url(#hatch)" {} } " " (say.word(document::STRETCH)) }
            li { svg.time width="12" height="16" aria-hidden="true" { path.violation d="M6 3l5 9h-10z" {} } " " (say.word(document::VIOLATION)) }
            li { svg.time width="14" height="16" aria-hidden="true" { path.revoked d="M2 3l10 10m0 -10l-10 10" {} } " " (say.word(document::REVOKED)) }
            li { svg.time width="10" height="16" aria-hidden="true" { line.today x1="5" x2="5" y1="0" y2="16" {} } " " (say.word(document::AS_OF)) }
        }
    }
}

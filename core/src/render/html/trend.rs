use maud::{Markup, html};

use super::Page;
use super::svg::{at, length};
use super::words::{Ended, number, percent};
use crate::message::document;
use crate::render::Trend;

const WIDTH: f64 = 620.0;
const HEIGHT: f64 = 150.0;
const LEFT: f64 = 44.0;

/// The share met in time, day by day, as a line and as numbers.
pub(super) fn trend(page: &Page<'_>, trend: &Trend) -> Markup {
    let say = page.say;
    let moments: Vec<_> = trend.iter().collect();
    html! {
        figure.chart {
            div.scroll role="group" tabindex="0" aria-label=(say.plain(document::TREND)) { (drawing(page, trend)) }
        }
        div.scroll role="group" tabindex="0" aria-label={ (say.plain(document::TREND)) " – " (say.plain(document::RATES)) } {
            table.numbers {
                thead { tr {
                    th scope="col" { (say.word(document::AS_OF)) }
                    th.num scope="col" { (say.word(document::RATE)) }
                    @for ended in Ended::ALL { th.num scope="col" { (say.ended_head(ended)) } }
                    th.num scope="col" { (say.word(document::CONTESTED_SHORT)) }
                } }
                tbody {
                    @for moment in moments.iter().rev() {
                        @let tally = &moment.rates.all;
                        tr {
                            th scope="row" { (moment.as_of) }
                            td.num { (percent(tally)) }
                            @for ended in Ended::ALL { td.num { (number(ended.count(tally))) } }
                            td.num { (number(tally.contested)) }
                        }
                    }
                }
            }
        }
    }
}

/// The line begins at the rate below the lowest, so that differences can be seen; the axis says so.
fn drawing(page: &Page<'_>, trend: &Trend) -> Markup {
    let rates: Vec<Option<u32>> = trend.iter().map(|moment| moment.rates.all.per_mille()).collect();
    let lowest = rates.iter().flatten().min().copied().unwrap_or(0);
    let floor = lowest.div_euclid(100).saturating_mul(100).min(900);
    let y = |share: u32| {
        let above = f64::from(share.saturating_sub(floor)) / f64::from(1000_u32.saturating_sub(floor).max(1));
        12.0 + (HEIGHT - 36.0) * (1.0 - above)
    };
    let steps = length(rates.len().saturating_sub(1)).max(1.0);
    let x = |place: usize| LEFT + (WIDTH - LEFT - 30.0) * length(place) / steps;
    let points: Vec<(f64, f64)> =
        rates.iter().enumerate().filter_map(|(place, share)| Some((x(place), y((*share)?)))).collect();
    let line: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let every = rates.len().div_ceil(12).max(1);
    html! {
        svg.line viewBox={ "0 0 " (at(WIDTH)) " " (at(HEIGHT)) } width=(at(WIDTH)) height=(at(HEIGHT)) role="img" aria-label={ (page.say.plain(document::TREND)) " – " (page.say.plain(document::RATE)) } {
            @for share in [floor, floor.midpoint(1000), 1000] {
                line.year x1=(at(LEFT)) x2=(at(WIDTH - 20.0)) y1=(at(y(share))) y2=(at(y(share))) {}
                text.name x=(at(LEFT - 8.0)) y=(at(y(share) + 4.0)) { (share.div_euclid(10)) "%" }
            }
            polyline.rate points=(line.join(" ")) {}
            @for (x, y) in &points { circle.rate cx=(at(*x)) cy=(at(*y)) r="3" {} }
            @for (place, moment) in trend.iter().enumerate().filter(|(place, _)| place.is_multiple_of(every)) {
                text.month x=(at(x(place))) y=(at(HEIGHT - 6.0)) { (moment.as_of.month()) }
            }
        }
    }
}

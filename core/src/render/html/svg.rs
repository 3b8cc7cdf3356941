//! Drawing: every state has a colour and a sign of its own.

use maud::{Markup, html};

use super::words::Ended;
use crate::render::Tally;

/// A count as a length.
pub(super) fn length(count: usize) -> f64 {
    // exact up to 2^53
    count as f64
}

/// A number of a drawing, to a tenth.
pub(super) fn at(number: f64) -> String {
    format!("{number:.1}")
}

/// The shares of what is over, and of what is not, as one bar; the numbers stand beside it.
pub(super) fn bar(tally: &Tally) -> Markup {
    let parts = [Ended::InTime, Ended::Late, Ended::Missed, Ended::Undetermined, Ended::Pending];
    let all: u64 = parts.into_iter().map(|ended| ended.count(tally)).fold(0, u64::saturating_add);
    let mut from = 0.0;
    let mut drawn = Vec::new();
    for ended in parts {
        let count = ended.count(tally);
        if count > 0 {
            let share = 100.0 * count as f64 / all as f64;
            drawn.push((ended, from, share));
            from += share;
        }
    }
    html! {
        svg.share viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            @for (ended, from, share) in drawn {
                rect class={ "f-" (ended.class()) } x=(at(from)) y="0" width=(format!("{share:.2}")) height="10" {}
            }
        }
    }
}

/// Definitions that every drawing of the page uses: one cell for each state.
pub(super) fn cells() -> Markup {
    html! {
        defs {
            @for ended in Ended::ALL {
                symbol id={ "cell-" (ended.class()) } viewBox="0 0 16 16" width="16" height="16" {
                    rect class={ "f-" (ended.class()) } x="0.5" y="0.5" width="15" height="15" rx="2" {}
                    @match ended {
                        Ended::InTime => {}
                        Ended::Late => { path class="ink-late" d="M8 3.5v5.5M8 11.2v1.6" {} }
                        Ended::Missed => { path class="ink-missed" d="M4.7 4.7l6.6 6.6M11.3 4.7l-6.6 6.6" {} }
                        Ended::Pending => { circle class="ink-pending" cx="8" cy="8" r="3.4" {} }
                        Ended::Excused => { path class="ink-excused" d="M8 4.6l3.8 6.6h-7.6z" {} }
                        Ended::Undetermined => { path class="ink-undetermined" d="M5.8 6.2a2.2 2.2 0 1 1 3.3 1.9c-.8.4-1.1.8-1.1 1.6M8 11.6v1.3" {} }
                        Ended::NoDuty => { path class="ink-no-duty" d="M6 8h4" {} }
                    }
                }
            }
            symbol id="cell-contested" viewBox="0 0 16 16" width="16" height="16" {
                path class="f-contested" d="M16 0v7l-7-7z" {}
            }
        }
    }
}

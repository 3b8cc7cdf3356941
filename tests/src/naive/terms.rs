//! Section 5, "the term of an appointment", and what rules 7 to 10 derive from it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::dates::{Day, add_months, add_years, date, days_from_to, last_of_month, month_of, previous};
use super::facts::{Appointment, Facts, Violation};
use super::policy::{COUNTING, Law, TERM_LAST_DAY};

pub struct Term {
    pub mentor: String,
    pub appointed_on: Day,
    pub last_day: Day,
    /// Whether a revocation cut it: `revoked_on` is on or before the day that would have been its last.
    pub cut: bool,
}

impl Term {
    /// "Runs from `appointed_on` to its last day, both included". A term cut on its first day has none.
    pub fn contains(&self, day: Day) -> bool {
        self.appointed_on <= day && day <= self.last_day
    }
}

/// The terms of all these appointments, each by the edition of its own day; `violations` hold only what is seen.
pub fn terms(appointments: &[Appointment], violations: &[Violation], law: &Law) -> Vec<Term> {
    let mut terms = Vec::new();
    for appointment in appointments {
        let appointed_on = appointment.appointed_on;
        let policy = law.on(appointed_on);
        // "`ends_on` if printed, else `appointed_on` + `years` (`day_before`: one day less)".
        let by_years = add_years(appointed_on, policy.number("mentor.term.years"));
        let natural_last_day = match appointment.ends_on {
            Some(printed) => printed,
            None if policy.reading(TERM_LAST_DAY) == "day_before" => previous(by_years),
            None => by_years,
        };
        // "Cut to end the day before the mentor's first seen `revoked_on` that is on or after `appointed_on`".
        let of_mentor = violations.iter().filter(|violation| violation.mentor == appointment.mentor);
        let revocations = of_mentor.filter_map(|violation| violation.revoked_on);
        let first = revocations.filter(|revoked_on| *revoked_on >= appointed_on).min();
        let cut_by = first.filter(|revoked_on| *revoked_on <= natural_last_day);
        terms.push(Term {
            mentor: appointment.mentor.clone(),
            appointed_on,
            last_day: cut_by.map_or(natural_last_day, previous),
            cut: cut_by.is_some(),
        });
    }
    terms
}

/// Rule 9: "each calendar year with a term day of the mentor in the effective period", with the first and the last such
/// day of each year up to `as_of`'s.
pub fn term_years(facts: &Facts, law: &Law, as_of: Day) -> BTreeMap<(String, i32), (Day, Day)> {
    let horizon = date(as_of.year(), 12, 31);
    let mut years = BTreeMap::new();
    for term in terms(&facts.appointments, &facts.violations, law) {
        for day in days_from_to(term.appointed_on, term.last_day.min(horizon)) {
            if law.mentor.contains(day) {
                let year = (term.mentor.clone(), day.year());
                let (first, last) = years.entry(year).or_insert((day, day));
                *first = day.min(*first);
                *last = day.max(*last);
            }
        }
    }
    years
}

/// A stretch without guidance that went beyond its deadline.
pub struct Missed {
    pub after: Day,
    pub deadline: Day,
    pub resumed_on: Option<Day>,
}

/// Rule 8's view of one appointment that it judges.
pub struct Watch {
    pub mentor: String,
    pub appointed_on: Day,
    /// The earlier of the term's last day and `effective_to`.
    pub last_day: Day,
    pub missed: Vec<Missed>,
    /// The deadline after the last anchor.
    pub current_deadline: Day,
    /// `min(as_of, last day)`.
    pub seen_to: Day,
}

pub fn watches(facts: &Facts, law: &Law, as_of: Day) -> Vec<Watch> {
    let mut watches = Vec::new();
    for term in terms(&facts.appointments, &facts.violations, law) {
        let policy = law.on(term.appointed_on);
        // "Anchors: the later of `appointed_on` and `effective_from`, and every later guidance day up to the last day;
        // not judged if the first anchor is after the last day or after `as_of`."
        let last_day = law.mentor.cut(term.last_day);
        let first_anchor = term.appointed_on.max(law.mentor.from);
        if first_anchor > last_day || first_anchor > as_of {
            continue;
        }
        let mut anchors = BTreeSet::from([first_anchor]);
        for guidance in facts.guidance.iter().filter(|guidance| guidance.mentor == term.mentor) {
            if guidance.guided_on > first_anchor && guidance.guided_on <= last_day {
                anchors.insert(guidance.guided_on);
            }
        }
        // "The deadline after an anchor is anchor + `months` (`calendar_months`: the last day of that month)".
        let deadline = |anchor: Day| {
            let day = add_months(anchor, policy.number("mentor.inactivity.months"));
            match policy.reading(COUNTING) {
                "calendar_months" => last_of_month(month_of(day)),
                _ => day,
            }
        };
        // "A stretch is missed when the next anchor or, without one, `min(as_of, last day)` is later than the deadline."
        let seen_to = as_of.min(last_day);
        let mut missed = Vec::new();
        for anchor in &anchors {
            let resumed_on = anchors.iter().find(|later| *later > anchor).copied();
            if resumed_on.unwrap_or(seen_to) > deadline(*anchor) {
                missed.push(Missed { after: *anchor, deadline: deadline(*anchor), resumed_on });
            }
        }
        watches.push(Watch {
            mentor: term.mentor,
            appointed_on: term.appointed_on,
            last_day,
            missed,
            current_deadline: deadline(*anchors.last().expect("an anchor")),
            seen_to,
        });
    }
    watches
}

//! Rest days: the State Council's arrangements, and the roll to the next workday.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use serde_json::Value;

use super::dates::{Day, day, is_weekend, next};

/// Year, holidays and make-up workdays, as month-day.
const BUILT_IN: [(i32, &str, &str); 4] = [
    (
        2023,
        "01-01 01-02 01-21 01-22 01-23 01-24 01-25 01-26 01-27 \
         04-05 04-29 04-30 05-01 05-02 05-03 06-22 06-23 06-24 \
         09-29 09-30 10-01 10-02 10-03 10-04 10-05 10-06",
        "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    ),
    (
        2024,
        "01-01 02-10 02-11 02-12 02-13 02-14 02-15 02-16 02-17 \
         04-04 04-05 04-06 05-01 05-02 05-03 05-04 05-05 06-10 \
         09-15 09-16 09-17 10-01 10-02 10-03 10-04 10-05 10-06 \
         10-07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
    (
        2025,
        "01-01 01-28 01-29 01-30 01-31 02-01 02-02 02-03 02-04 \
         04-04 04-05 04-06 05-01 05-02 05-03 05-04 05-05 05-31 \
         06-01 06-02 10-01 10-02 10-03 10-04 10-05 10-06 10-07 \
         10-08",
        "01-26 02-08 04-27 09-28 10-11",
    ),
    (
        2026,
        "01-01 01-02 01-03 02-15 02-16 02-17 02-18 02-19 02-20 \
         02-21 02-22 02-23 04-04 04-05 04-06 05-01 05-02 05-03 \
         05-04 05-05 06-19 06-20 06-21 09-25 09-26 09-27 10-01 \
         10-02 10-03 10-04 10-05 10-06 10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
];

struct Year {
    holidays: BTreeSet<Day>,
    makeup_workdays: BTreeSet<Day>,
}

/// The years that the calendar knows.
pub struct RestDays(BTreeMap<i32, Year>);

impl RestDays {
    /// The built-in years, then those that the policy key `rest_days` adds or replaces.
    pub fn new(given: &Value) -> RestDays {
        let mut years = BTreeMap::new();
        for (year, holidays, makeup_workdays) in BUILT_IN {
            let days = |list: &str| list.split(' ').map(|text| day(&format!("{year}-{text}"))).collect();
            years.insert(year, Year { holidays: days(holidays), makeup_workdays: days(makeup_workdays) });
        }
        for (year, lists) in given.as_object().into_iter().flatten() {
            let days = |list: &str| {
                let given = lists[list].as_array().into_iter().flatten();
                given.map(|text| day(text.as_str().expect("a day"))).collect()
            };
            let year = year.parse().expect("a year");
            years.insert(year, Year { holidays: days("holidays"), makeup_workdays: days("makeup_workdays") });
        }
        RestDays(years)
    }

    /// Section 3: "If rolling looks at a day in a year that the calendar does not know, `due_on` is the weekends-only
    /// answer for the whole roll". Gives the day, and whether the calendar knew every day that was looked at.
    pub fn roll(&self, as_counted: Day) -> (Day, bool) {
        let mut day = as_counted;
        loop {
            let Some(year) = self.0.get(&day.year()) else {
                return (weekends_only(as_counted), false);
            };
            // "A date is a rest day iff it is a listed holiday, or a Saturday/Sunday that is not a listed make-up workday."
            let rest = year.holidays.contains(&day) || is_weekend(day) && !year.makeup_workdays.contains(&day);
            if !rest {
                return (day, true);
            }
            day = next(day);
        }
    }
}

fn weekends_only(as_counted: Day) -> Day {
    let mut day = as_counted;
    while is_weekend(day) {
        day = next(day);
    }
    day
}

//! Days and months, counted one by one. Nothing here is clever; everything else in the second judge stands on it.

use chrono::{Datelike, NaiveDate, Weekday};

pub type Day = NaiveDate;

/// A calendar month: year and month number.
pub type Month = (i32, u32);

pub fn day(text: &str) -> Day {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a valid day")
}

pub fn date(year: i32, month: u32, day: u32) -> Day {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day that exists")
}

pub fn next(day: Day) -> Day {
    day.succ_opt().expect("a next day")
}

pub fn previous(day: Day) -> Day {
    day.pred_opt().expect("a day before")
}

/// Every day from `first` to `last`, both included; none if `last` comes before `first`.
pub fn days_from_to(first: Day, last: Day) -> impl Iterator<Item = Day> {
    first.iter_days().take_while(move |day| *day <= last)
}

/// `count` days later, one step at a time.
pub fn add_days(anchor: Day, count: i64) -> Day {
    let mut day = anchor;
    for _ in 0..count {
        day = next(day);
    }
    day
}

pub fn month_of(day: Day) -> Month {
    (day.year(), day.month())
}

pub fn month(text: &str) -> Month {
    month_of(day(&format!("{text}-01")))
}

pub fn month_text((year, month): Month) -> String {
    format!("{year:04}-{month:02}")
}

pub fn first_of_month((year, month): Month) -> Day {
    date(year, month, 1)
}

/// The last day of the month: walk until the next day belongs to another month.
pub fn last_of_month(month: Month) -> Day {
    let mut day = first_of_month(month);
    while month_of(next(day)) == month {
        day = next(day);
    }
    day
}

/// The corresponding day `count` months later; where that month has none, its last day.
pub fn add_months(anchor: Day, count: i64) -> Day {
    let (mut year, mut month) = month_of(anchor);
    for _ in 0..count {
        month += 1;
        if month == 13 {
            month = 1;
            year += 1;
        }
    }
    let last = last_of_month((year, month));
    date(year, month, anchor.day().min(last.day()))
}

/// The corresponding day `count` years later; 29 February goes to 28 February where the year has no 29th.
pub fn add_years(anchor: Day, count: i64) -> Day {
    add_months(anchor, 12 * count)
}

/// `later - earlier` in days, negative if `later` comes first.
pub fn days_between(earlier: Day, later: Day) -> i64 {
    later.signed_duration_since(earlier).num_days()
}

pub fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

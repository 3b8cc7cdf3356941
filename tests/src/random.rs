//! Seeded random districts, small and nasty: month ends, 29 February, year ends, holidays, the borders of effective
//! periods, and a day of asking that lies next to somebody's last day.

mod mentoring;
mod policies;
mod spoil;
mod supervising;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use chrono::{Datelike, Days, Months, NaiveDate};
use fastrand::Rng;
use serde_json::{Map, Value, json};

pub use self::spoil::spoil;

/// Valid facts, a valid policy, and the day asked about.
pub struct District {
    pub facts: Value,
    pub policy: Value,
    pub as_of: String,
}

/// The seeds of as many districts, or of one in so many as `HONGYAN_ONE_IN` says.
#[must_use]
pub fn seeds(count: u64) -> Range<u64> {
    0..count.div_ceil(one_in())
}

/// Of how many questions one is asked: of all, or of so many as `HONGYAN_ONE_IN` says.
///
/// # Panics
/// If it says what is no number.
#[must_use]
pub fn one_in() -> u64 {
    std::env::var("HONGYAN_ONE_IN").map_or(1, |one_in| one_in.parse().expect("a number"))
}

/// The same seed gives the same district. A third has supervision only, a third mentors only, a third both.
pub fn district(seed: u64) -> District {
    let dice = Dice { rng: RefCell::new(Rng::with_seed(seed)), due_days: RefCell::default() };
    let mut facts = Map::new();
    let third = seed % 3;
    if third != 1 {
        supervising::tables(&dice, &mut facts);
    }
    if third != 0 {
        mentoring::tables(&dice, &mut facts);
    }
    for rows in facts.values_mut() {
        untidy(&dice, rows.as_array_mut().expect("a list of rows"));
    }
    facts.retain(|_, rows| {
        if dice.chance(4) {
            *rows = json!([]);
        }
        !dice.chance(5)
    });
    let policy = policies::policy(&dice);
    let as_of = day_of_asking(&dice).to_string();
    District { facts: Value::Object(facts), policy, as_of }
}

/// Repeats rows, leaves nulls out, shuffles.
fn untidy(dice: &Dice, rows: &mut Vec<Value>) {
    while !rows.is_empty() && dice.chance(12) {
        let again = dice.pick(rows).clone();
        rows.push(again);
    }
    if dice.chance(50) {
        dice.rng.borrow_mut().shuffle(rows);
    }
    for row in rows {
        if dice.chance(40) {
            row.as_object_mut().expect("a row").retain(|_, value| !value.is_null());
        }
    }
}

/// Mostly a day on which something falls due, or one next to it; else any day.
fn day_of_asking(dice: &Dice) -> NaiveDate {
    let due_days = dice.due_days.borrow();
    if due_days.is_empty() || dice.chance(20) {
        return dice.day();
    }
    // Each kind as often as any other, the later of two a little more often.
    let kinds: Vec<&Vec<NaiveDate>> = due_days.values().collect();
    let kind = *dice.pick(&kinds);
    let mut due_on = *dice.pick(kind);
    if dice.chance(40) {
        due_on = due_on.max(*dice.pick(kind));
    }
    dice.near(due_on)
}

pub(crate) struct Dice {
    rng: RefCell<Rng>,
    /// Days on which something falls due, by the kind of thing; for the day of asking.
    due_days: RefCell<BTreeMap<&'static str, Vec<NaiveDate>>>,
}

impl Dice {
    /// True in so many of a hundred cases.
    pub(crate) fn chance(&self, percent: u32) -> bool {
        self.rng.borrow_mut().u32(0..100) < percent
    }

    pub(crate) fn number(&self, range: RangeInclusive<i64>) -> i64 {
        self.rng.borrow_mut().i64(range)
    }

    pub(crate) fn pick<'a, T>(&self, list: &'a [T]) -> &'a T {
        &list[self.rng.borrow_mut().usize(0..list.len())]
    }

    /// Some distinct elements, in order.
    pub(crate) fn some<T: Clone>(&self, list: &[T], at_most: i64) -> Vec<T> {
        let count = self.number(1..=at_most) as usize;
        let mut places = self.rng.borrow_mut().choose_multiple(0..list.len(), count);
        places.sort();
        places.into_iter().map(|place| list[place].clone()).collect()
    }

    /// A day of 2022 to 2027 with a liking for borders.
    pub(crate) fn day(&self) -> NaiveDate {
        if self.chance(25) {
            let famous = *self.pick(&FAMOUS);
            return self.near(famous.parse().expect("a day"));
        }
        let year = *self.pick(&[2022, 2023, 2023, 2023, 2024, 2024, 2024, 2024, 2025, 2025, 2025, 2026, 2026, 2027]);
        let first = date(year, self.number(1..=12) as u32, 1);
        match self.number(0..=9) {
            0 => first,
            1 => end_of_month(first),
            2 => end_of_month(first) - Days::new(1),
            _ => first + Days::new(self.number(0..=27) as u64),
        }
    }

    /// The day itself, or one next to it.
    pub(crate) fn near(&self, day: NaiveDate) -> NaiveDate {
        let days = *self.pick(&[-1, 0, 0, 0, 1, 1]);
        shift(day, days)
    }

    /// Some days later, often none, sometimes the last day of the month.
    pub(crate) fn later(&self, day: NaiveDate, at_most: i64) -> NaiveDate {
        match self.number(0..=5) {
            0 => day,
            1 => end_of_month(day),
            _ => shift(day, self.number(0..=at_most)),
        }
    }

    pub(crate) fn falls_due(&self, kind: &'static str, day: NaiveDate) {
        self.due_days.borrow_mut().entry(kind).or_default().push(day);
    }

    /// The value, or null.
    pub(crate) fn maybe(&self, percent: u32, value: impl Into<Value>) -> Value {
        if self.chance(percent) { value.into() } else { Value::Null }
    }
}

const FAMOUS: [&str; 37] = [
    "2022-12-31",
    "2023-06-29",
    "2023-06-30",
    "2023-07-01",
    "2023-07-25",
    "2023-07-25",
    "2023-08-01",
    "2023-08-31",
    "2023-09-22",
    "2023-09-30",
    "2023-12-30",
    "2023-12-31",
    "2024-01-01",
    "2024-01-31",
    "2024-02-02",
    "2024-02-03",
    "2024-02-10",
    "2024-02-29",
    "2024-02-29",
    "2024-03-31",
    "2024-04-27",
    "2024-08-31",
    "2024-09-24",
    "2024-12-31",
    "2025-01-21",
    "2025-02-28",
    "2025-09-24",
    "2025-12-25",
    "2026-02-08",
    "2026-07-25",
    "2026-09-24",
    "2026-12-19",
    "2026-12-24",
    "2026-12-25",
    "2026-12-25",
    "2026-12-26",
    "2026-12-31",
];

/// Ids whose order by code point, by UTF-16 unit and by length all differ.
pub(crate) const PROJECTS: [&str; 8] = ["P", "P1", "P10", "P2", "项目一", "项目", "\u{FB00}项目", "𠮷项目"];
pub(crate) const WORKERS: [&str; 8] = ["W1", "W10", "W2", "w1", "王社工", "王", "\u{FB01}社工", "𠮷社工"];
pub(crate) const SUPERVISORS: [&str; 6] = ["S1", "S10", "S2", "督导甲", "督导", "W1"];
pub(crate) const MENTORS: [&str; 8] = ["M1", "M10", "M2", "m1", "李导师", "李", "\u{FB00}导师", "𠮷导师"];

pub(crate) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day that exists")
}

pub(crate) fn first_of_month(day: NaiveDate) -> NaiveDate {
    date(day.year(), day.month(), 1)
}

pub(crate) fn end_of_month(day: NaiveDate) -> NaiveDate {
    first_of_month(day) + Months::new(1) - Days::new(1)
}

pub(crate) fn months_later(day: NaiveDate, months: i64) -> NaiveDate {
    day + Months::new(months as u32)
}

pub(crate) fn shift(day: NaiveDate, days: i64) -> NaiveDate {
    day + chrono::TimeDelta::days(days)
}

pub(crate) fn text(day: NaiveDate) -> String {
    day.to_string()
}

/// "2024-03".
pub(crate) fn month_text(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

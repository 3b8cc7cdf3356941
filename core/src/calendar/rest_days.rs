//! Rest days and the next workday.
//!
//! A date is a rest day iff it is a listed holiday, or a Saturday or Sunday that is not a listed make-up workday. Of a
//! year without an arrangement nothing is known, and nothing is guessed: [`RestDays::next_workday`] then gives the
//! weekends-only answer and says so.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use hongyan::Day;
//! use hongyan::calendar::{RestDays, RestYear};
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let roll = |days: &RestDays, text: &str| days.next_workday(day(text));
//! // of 2100 nothing is known: its first Saturday is taken for a rest day like any other
//! assert_eq!(roll(&RestDays::default(), "2100-01-02").on, day("2100-01-04"));
//! assert!(!roll(&RestDays::default(), "2100-01-02").known);
//! // once it is published, it is added
//! let published = RestYear { holidays: vec![day("2100-01-01")], makeup_workdays: vec![day("2100-01-02")] };
//! let rest_days = RestDays::with_years(&BTreeMap::from([(2100, published)]));
//! assert_eq!(roll(&rest_days, "2100-01-01").on, day("2100-01-02"));
//! assert!(roll(&rest_days, "2100-01-01").known);
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use super::cn::VERSION;
use super::{Day, cn};
use crate::sorted::Sorted;

/// The arrangements of the State Council for mainland China, 2023 to 2026, built in.
///
/// ```
/// use hongyan::calendar::{Day, rest_days::MAINLAND_CHINA};
///
/// let due = MAINLAND_CHINA.next_workday(Day::new(2024, 10, 1).unwrap());
/// assert_eq!((due.on, due.known), (Day::new(2024, 10, 8).unwrap(), true));
/// ```
pub static MAINLAND_CHINA: RestDays = RestDays { from: BUILT_IN_FROM, ahead: Cow::Borrowed(&BUILT_IN) };

/// One year's arrangement, as a user adds it.
///
/// The example of [this module](self) adds one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestYear {
    /// Days off.
    #[serde(default)]
    pub holidays: Vec<Day>,
    /// Saturdays and Sundays that are worked.
    #[serde(default)]
    pub makeup_workdays: Vec<Day>,
}

/// A due day after rolling.
///
/// ```
/// use hongyan::Day;
/// use hongyan::calendar::rest_days::{DueDay, MAINLAND_CHINA};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let due = MAINLAND_CHINA.next_workday(day("2025-10-01"));
/// assert_eq!(due, DueDay { on: day("2025-10-09"), known: true }); // eight days off
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueDay {
    /// The day itself if it is worked, else the first workday after it.
    pub on: Day,
    /// False if rolling looked at a day of a year without an arrangement; `on` then heeds weekends alone.
    pub known: bool,
}

/// A workday.
const WORK: i32 = 0;
/// A day of a year without an arrangement.
const UNKNOWN: i32 = -1;
/// A rest day after which such a year comes before any workday.
const LOST: i32 = -2;

/// Which days are rest days, year by year.
///
/// ```
/// use hongyan::Day;
/// use hongyan::calendar::rest_days::MAINLAND_CHINA;
///
/// let day = |month, day| Day::new(2024, month, day).unwrap();
/// assert!(MAINLAND_CHINA.rests(day(10, 1)));
/// assert!(!MAINLAND_CHINA.rests(day(10, 12))); // a Saturday that was worked
/// assert_eq!(MAINLAND_CHINA.next_workday(day(10, 1)).on, day(10, 8));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestDays {
    from: Day,
    // for every day from `from` on: how many days ahead the next workday is, or one of the constants above
    ahead: Cow<'static, [i32]>,
}

impl Default for RestDays {
    fn default() -> RestDays {
        MAINLAND_CHINA.clone()
    }
}

impl RestDays {
    /// The built-in years with these added or replaced.
    ///
    /// Weekends of an added year are rest days unless it lists them as worked. Days listed under another year than
    /// their own are not looked at; a [`Policy`](crate::Policy) refuses them.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// use hongyan::Day;
    /// use hongyan::calendar::{RestDays, RestYear};
    ///
    /// let new_year = Day::new(2100, 1, 1).unwrap();
    /// let year = RestYear { holidays: vec![new_year], ..RestYear::default() };
    /// let rest_days = RestDays::with_years(&BTreeMap::from([(2100, year)]));
    /// assert_eq!(rest_days.next_workday(new_year).on, Day::new(2100, 1, 4).unwrap()); // over the weekend
    /// assert!(rest_days.rests(Day::new(2024, 10, 1).unwrap())); // the built-in years stay
    /// ```
    #[must_use]
    pub fn with_years(years: &BTreeMap<i32, RestYear>) -> RestDays {
        let ends = years.first_key_value().zip(years.last_key_value());
        RestDays::arranged(ends.map(|((first, _), (last, _))| (*first, *last)), |year| years.get(&year))
    }

    pub(crate) fn with_sorted(years: &Sorted<i32, RestYear>) -> RestDays {
        let ends = years.as_slice().first().zip(years.as_slice().last());
        RestDays::arranged(ends.map(|((first, _), (last, _))| (*first, *last)), |year| years.get(&year))
    }

    /// The built-in years with those that are given, of which these are the first and the last.
    fn arranged<'y>(ends: Option<(i32, i32)>, given: impl Fn(i32) -> Option<&'y RestYear>) -> RestDays {
        let Some((first, last)) = ends else { return MAINLAND_CHINA.clone() };
        let day = |year: i32, month, day| Day::new(year, month, day).unwrap_or(Day::MAX);
        let from = MAINLAND_CHINA.from.min(day(first, 1, 1));
        let to = BUILT_IN_TO.max(day(last, 12, 31));
        let days = usize::try_from(to.days_since(from)).unwrap_or(0).saturating_add(1);
        let mut ahead = vec![UNKNOWN; days];
        let (mut on, mut after) = (to, UNKNOWN);
        for slot in ahead.iter_mut().rev() {
            *slot = match given(on.year()) {
                Some(year) => step(on, year.holidays.contains(&on), year.makeup_workdays.contains(&on), after),
                None if MAINLAND_CHINA.knows(on) => step(on, MAINLAND_CHINA.rests(on), true, after),
                None => UNKNOWN,
            };
            after = *slot;
            on = on.previous();
        }
        RestDays { from, ahead: Cow::Owned(ahead) }
    }

    #[inline]
    fn ahead(&self, day: Day) -> i32 {
        let index = usize::try_from(day.days_since(self.from));
        index.ok().and_then(|index| self.ahead.get(index).copied()).unwrap_or(UNKNOWN)
    }

    /// Whether the year's arrangement is known.
    ///
    /// ```
    /// use hongyan::Day;
    /// use hongyan::calendar::rest_days::MAINLAND_CHINA;
    ///
    /// assert!(MAINLAND_CHINA.knows(Day::new(2026, 12, 31).unwrap()));
    /// assert!(!MAINLAND_CHINA.knows(Day::new(2100, 1, 1).unwrap()));
    /// ```
    #[must_use]
    pub fn knows(&self, day: Day) -> bool {
        self.ahead(day) != UNKNOWN
    }

    /// Whether the day is known to be a rest day.
    ///
    /// ```
    /// use hongyan::Day;
    /// use hongyan::calendar::rest_days::MAINLAND_CHINA;
    ///
    /// let rests = |text: &str| MAINLAND_CHINA.rests(text.parse::<Day>().unwrap());
    /// assert!(rests("2024-02-12")); // a Monday, Spring Festival
    /// assert!(!rests("2024-02-18")); // a Sunday that was worked for it
    /// assert!(!rests("2100-01-02")); // a Saturday of a year that is not known
    /// ```
    #[must_use]
    pub fn rests(&self, day: Day) -> bool {
        !matches!(self.ahead(day), WORK | UNKNOWN)
    }

    /// The day itself if it is worked, else the first workday after it (Civil Code art. 203(1)).
    ///
    /// ```
    /// use hongyan::Day;
    /// use hongyan::calendar::rest_days::MAINLAND_CHINA;
    ///
    /// let roll = |text: &str| MAINLAND_CHINA.next_workday(text.parse::<Day>().unwrap());
    /// assert_eq!(roll("2024-09-30").on.to_string(), "2024-09-30"); // worked: it stays
    /// assert_eq!(roll("2024-10-01").on.to_string(), "2024-10-08");
    /// assert!(!roll("2100-01-01").known);
    /// ```
    #[must_use]
    #[inline]
    pub fn next_workday(&self, day: Day) -> DueDay {
        match self.ahead(day) {
            UNKNOWN | LOST => DueDay { on: next_weekday(day), known: false },
            ahead => DueDay { on: day.plus_days(ahead), known: true },
        }
    }

    /// The name of the built-in holiday on this day, as the arrangement calls it.
    ///
    /// ```
    /// use hongyan::Day;
    /// use hongyan::calendar::RestDays;
    ///
    /// let name = |text: &str| RestDays::holiday_name(text.parse::<Day>().unwrap());
    /// assert_eq!(name("2024-10-01"), Some("国庆节"));
    /// assert_eq!(name("2024-10-08"), None); // worked again
    /// ```
    #[must_use]
    pub fn holiday_name(day: Day) -> Option<&'static str> {
        let (year, month, day_of_month) = day.civil();
        let year = cn::YEARS.iter().find(|known| known.year == year)?;
        let same = |(m, d): (u8, u8)| (u32::from(m), u32::from(d)) == (month, day_of_month);
        year.holidays.iter().find(|(m, d, _)| same((*m, *d))).map(|(_, _, name)| *name)
    }

    /// The built-in years, each with the source of its arrangement.
    ///
    /// ```
    /// use hongyan::calendar::RestDays;
    ///
    /// let (_, source) = RestDays::sources().find(|(year, _)| *year == 2024).unwrap();
    /// assert_eq!(source, "国办发明电〔2023〕7号, 2023-10-25");
    /// ```
    pub fn sources() -> impl Iterator<Item = (i32, &'static str)> {
        cn::YEARS.iter().map(|year| (year.year, year.source))
    }
}

/// The day itself, or the Monday after a weekend.
fn next_weekday(day: Day) -> Day {
    let mut on = day;
    // the last day that there is, is a Friday
    while on.is_weekend() {
        on = on.next();
    }
    on
}

/// The entry of a day of a known year, given that of the day after.
const fn step(day: Day, holiday: bool, makeup: bool, after: i32) -> i32 {
    match (holiday || (day.is_weekend() && !makeup), after) {
        (false, _) => WORK,
        (true, UNKNOWN | LOST) => LOST,
        (true, ahead) => ahead.saturating_add(1),
    }
}

const BUILT_IN_FROM: Day = Day::from_civil(2023, 1, 1);
const BUILT_IN_TO: Day = Day::from_civil(2026, 12, 31);
const BUILT_IN_DAYS: usize = 1_461;
static BUILT_IN: [i32; BUILT_IN_DAYS] = built_in();

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "runs at compile time, where an index out of range is an error of the build"
)]
const fn built_in() -> [i32; BUILT_IN_DAYS] {
    let mut ahead = [UNKNOWN; BUILT_IN_DAYS];
    let (mut index, mut after) = (BUILT_IN_DAYS, UNKNOWN);
    while index > 0 {
        index -= 1;
        let day = BUILT_IN_FROM.plus_days(index as i32);
        let (year, month, date) = day.civil();
        let (mut holiday, mut makeup, mut y) = (false, false, 0);
        while y < cn::YEARS.len() {
            let known = &cn::YEARS[y];
            let mut i = 0;
            while known.year == year && i < known.holidays.len() {
                holiday |= known.holidays[i].0 as u32 == month && known.holidays[i].1 as u32 == date;
                i += 1;
            }
            i = 0;
            while known.year == year && i < known.makeup_workdays.len() {
                makeup |= known.makeup_workdays[i].0 as u32 == month && known.makeup_workdays[i].1 as u32 == date;
                i += 1;
            }
            y += 1;
        }
        ahead[index] = step(day, holiday, makeup, after);
        after = ahead[index];
    }
    ahead
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_built_in_table_has_no_gap() {
        assert_eq!(BUILT_IN_TO.days_since(BUILT_IN_FROM), 1_460);
        assert!(BUILT_IN.iter().all(|ahead| *ahead != UNKNOWN));
    }

    #[test]
    fn what_the_compiler_computed_is_what_runs() {
        let run: fn() -> [i32; BUILT_IN_DAYS] = built_in;
        assert!(std::hint::black_box(run)() == BUILT_IN);
    }

    #[test]
    fn every_built_in_year_has_its_source() {
        let mut years = Vec::new();
        for (year, source) in RestDays::sources() {
            // the notice is of the year before
            assert!(source.contains(&format!("〔{}〕", year - 1)), "{year}: {source}");
            years.push(year);
        }
        assert_eq!(years, [2023, 2024, 2025, 2026]);
    }

    #[test]
    fn the_unknown_stays_unknown() {
        let roll = |text: &str| MAINLAND_CHINA.next_workday(day(text));
        assert_eq!(roll("2026-12-31"), DueDay { on: day("2026-12-31"), known: true });
        assert_eq!(roll("2027-01-01"), DueDay { on: day("2027-01-01"), known: false });
        assert_eq!(roll("2027-01-02"), DueDay { on: day("2027-01-04"), known: false });
        assert_eq!(roll("2022-12-31"), DueDay { on: day("2023-01-02"), known: false });
        assert_eq!(MAINLAND_CHINA.next_workday(Day::MAX).on, Day::MAX);
    }

    #[test]
    fn a_user_adds_and_replaces_years() {
        let added = RestYear { holidays: vec![day("2027-01-01")], makeup_workdays: vec![day("2027-01-02")] };
        let empty = RestYear::default();
        let years = BTreeMap::from([(2027, added), (2024, empty), (2030, RestYear::default())]);
        let rest_days = RestDays::with_years(&years);
        assert_eq!(rest_days.next_workday(day("2027-01-01")), DueDay { on: day("2027-01-02"), known: true });
        assert_eq!(rest_days.next_workday(day("2024-10-01")), DueDay { on: day("2024-10-01"), known: true });
        assert_eq!(rest_days.next_workday(day("2023-10-01")), DueDay { on: day("2023-10-07"), known: true });
        assert!(!rest_days.knows(day("2028-06-01")) && rest_days.knows(day("2030-06-01")));
    }

    #[test]
    fn rest_days_into_a_year_that_is_unknown_lead_to_no_workday() {
        let last = RestYear { holidays: vec![day("2027-12-30"), day("2027-12-31")], ..RestYear::default() };
        let rest_days = RestDays::with_years(&BTreeMap::from([(2027, last)]));
        for text in ["2027-12-30", "2027-12-31"] {
            assert_eq!(rest_days.next_workday(day(text)), DueDay { on: day(text), known: false });
            assert!(rest_days.knows(day(text)) && rest_days.rests(day(text)));
        }
        // as far ahead as a number that stands for something
        for (text, on) in [("2027-12-26", "2027-12-27"), ("2027-12-25", "2027-12-27")] {
            assert_eq!(rest_days.next_workday(day(text)), DueDay { on: day(on), known: true });
        }
    }

    #[test]
    fn holidays_have_names() {
        assert_eq!(RestDays::holiday_name(day("2024-02-10")), Some("春节"));
        assert_eq!(RestDays::holiday_name(day("2024-02-09")), None);
    }
}

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Month;

/// A civil day, stored as the number of days since 1970-01-01 (the layout of Arrow's `date32`).
///
/// It is written and read as ISO `YYYY-MM-DD`. The default is 1970-01-01.
///
/// ```
/// use hongyan::calendar::Day;
///
/// let day = Day::new(2024, 2, 29).unwrap();
/// assert_eq!(day.plus_years(1), Day::new(2025, 2, 28).unwrap());
/// assert_eq!(day.number(), 19_782);
/// assert_eq!(chrono::NaiveDate::from(day).to_string(), "2024-02-29");
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Days from 0000-03-01 to 1970-01-01. Years are counted from March, so that the leap day ends them.
const EPOCH: i32 = 719_468;

impl Day {
    /// 0001-01-01, where arithmetic stops.
    pub const MIN: Day = Day(-719_162);
    /// 9999-12-31, where arithmetic stops; also stands for "no end".
    pub const MAX: Day = Day(2_932_896);

    /// The first day that facts and policies may name.
    pub const FIRST: Day = Day::from_civil(1900, 1, 1);
    /// The last day that facts and policies may name.
    pub const LAST: Day = Day::from_civil(2200, 12, 31);

    /// The day with this year, month and day of the month, if there is one between [`Day::MIN`] and [`Day::MAX`].
    ///
    /// ```
    /// use hongyan::Day;
    ///
    /// assert_eq!(Day::new(2024, 2, 29).unwrap().to_string(), "2024-02-29");
    /// assert_eq!(Day::new(2023, 2, 29), None); // no leap year
    /// ```
    #[must_use]
    pub const fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > Month::days_in(year, month) {
            return None;
        }
        Some(Day::from_civil(year, month, day))
    }

    /// The day this many days after 1970-01-01, held within [`Day::MIN`] and [`Day::MAX`].
    ///
    /// ```
    /// use hongyan::Day;
    ///
    /// // a value of an Arrow column of type `date32`
    /// assert_eq!(Day::from_number(19_797), Day::new(2024, 3, 15).unwrap());
    /// assert_eq!(Day::from_number(i32::MIN), Day::MIN);
    /// ```
    #[must_use]
    #[inline]
    pub const fn from_number(days: i32) -> Day {
        if days < Day::MIN.0 {
            Day::MIN
        } else if days > Day::MAX.0 {
            Day::MAX
        } else {
            Day(days)
        }
    }

    /// Days since 1970-01-01.
    ///
    /// ```
    /// use hongyan::Day;
    ///
    /// let days = [Day::new(1970, 1, 1).unwrap(), Day::new(2024, 3, 15).unwrap()];
    /// assert_eq!(days.map(Day::number), [0, 19_797]);
    /// ```
    #[must_use]
    #[inline]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The calendar year.
    ///
    /// ```
    /// let appointed_on: hongyan::Day = "2023-07-25".parse()?;
    /// assert_eq!(appointed_on.year(), 2023);
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn year(self) -> i32 {
        self.civil().0
    }

    /// The calendar month.
    ///
    /// ```
    /// let session: hongyan::Day = "2024-03-05".parse()?;
    /// assert_eq!(session.month().to_string(), "2024-03");
    /// assert_eq!(session.month().last_day().to_string(), "2024-03-31");
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn month(self) -> Month {
        let (year, month, _) = self.civil();
        Month::from_civil(year, month)
    }

    /// The day of the month, 1 to 31.
    ///
    /// ```
    /// let made_on: hongyan::Day = "2024-02-10".parse()?;
    /// assert_eq!(made_on.day_of_month(), 10);
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    pub const fn day_of_month(self) -> u32 {
        self.civil().2
    }

    /// 31 December of its year.
    ///
    /// ```
    /// // the evaluation of a year is due three months after its end (M6)
    /// let guided_on: hongyan::Day = "2023-07-25".parse()?;
    /// assert_eq!(guided_on.end_of_year().plus_months(3).to_string(), "2024-03-31");
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    pub const fn end_of_year(self) -> Day {
        Day::from_civil(self.year(), 12, 31)
    }

    /// Whether it is a Saturday or a Sunday.
    ///
    /// Arrangements move rest days: whether a day is worked, [`RestDays`](super::RestDays) tell.
    ///
    /// ```
    /// use hongyan::Day;
    /// use hongyan::calendar::rest_days::MAINLAND_CHINA;
    ///
    /// let saturday: Day = "2024-10-12".parse()?;
    /// assert!(saturday.is_weekend());
    /// assert!(!MAINLAND_CHINA.rests(saturday)); // worked in return for National Day
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn is_weekend(self) -> bool {
        // 1970-01-01 was a Thursday
        matches!(self.0.wrapping_add(3).rem_euclid(7), 5 | 6)
    }

    /// This many days later, or earlier if negative.
    ///
    /// ```
    /// let ended_on: hongyan::Day = "2024-02-26".parse()?;
    /// assert_eq!(ended_on.plus_days(7).to_string(), "2024-03-04"); // a week, over 29 February
    /// assert_eq!(ended_on.plus_days(-26).to_string(), "2024-01-31");
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn plus_days(self, days: i32) -> Day {
        Day::from_number(self.0.saturating_add(days))
    }

    /// This many days later, whatever the number.
    #[inline]
    pub(crate) const fn later(self, days: u32) -> Day {
        Day::from_number(self.0.saturating_add_unsigned(days))
    }

    /// The day after.
    ///
    /// ```
    /// use hongyan::Day;
    ///
    /// let last: Day = "2023-12-31".parse()?;
    /// assert_eq!(last.next().to_string(), "2024-01-01");
    /// assert_eq!(Day::MAX.next(), Day::MAX);
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn next(self) -> Day {
        self.plus_days(1)
    }

    /// The day before.
    ///
    /// ```
    /// // a term that is revoked ends on the eve of the decision
    /// let revoked_on: hongyan::Day = "2024-03-01".parse()?;
    /// assert_eq!(revoked_on.previous().to_string(), "2024-02-29");
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn previous(self) -> Day {
        self.plus_days(-1)
    }

    /// The corresponding day this many months later; where that month has no such day, its last day
    /// (Civil Code art. 202).
    ///
    /// Add to the anchor, not to an earlier result: stepping from a clamped date would lose the 31st for good.
    ///
    /// ```
    /// let anchor: hongyan::Day = "2023-08-31".parse()?;
    /// assert_eq!(anchor.plus_months(6).to_string(), "2024-02-29");
    /// assert_eq!(anchor.plus_months(7).to_string(), "2024-03-31");
    /// assert_eq!(anchor.plus_months(6).plus_months(1).to_string(), "2024-03-29"); // stepping is another count
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn plus_months(self, months: u32) -> Day {
        let (year, month, day) = self.civil();
        let (year, month) = Month::from_civil(year, month).plus(months).civil();
        // every month has 28 days
        let last = if day <= 28 { day } else { Month::days_in(year, month) };
        Day::from_civil(year, month, if day < last { day } else { last })
    }

    /// The corresponding day this many years later; 29 February becomes 28 February in a common year.
    ///
    /// ```
    /// let appointed_on: hongyan::Day = "2024-02-29".parse()?;
    /// assert_eq!(appointed_on.plus_years(3).to_string(), "2027-02-28");
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn plus_years(self, years: u32) -> Day {
        self.plus_months(years.saturating_mul(12))
    }

    /// How many days it lies after `earlier`; negative if before.
    ///
    /// ```
    /// use hongyan::Day;
    ///
    /// let [due_on, submitted_on] = ["2024-03-12", "2024-03-13"].map(|text| text.parse::<Day>().unwrap());
    /// assert_eq!(due_on.days_since(submitted_on), -1); // the margin: a day late
    /// ```
    #[must_use]
    #[inline]
    pub const fn days_since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Year, month (1 to 12) and day of the month.
    ///
    /// The Euclidean affine functions of Neri and Schneider, "Euclidean affine functions and their application to
    /// calendar algorithms" (2023): multiplications in place of divisions by 1461/4 and 153/5. A Day lies in years 1 to
    /// 9999, so nothing wraps; a test walks every such day.
    #[inline]
    pub(super) const fn civil(self) -> (i32, u32, u32) {
        let from_march_0000 = self.0.wrapping_add(EPOCH) as u32;
        let in_centuries = from_march_0000.wrapping_mul(4).wrapping_add(3);
        let century = in_centuries / 146_097;
        let in_years = (in_centuries % 146_097) | 3;
        let product = 2_939_745_u64.wrapping_mul(in_years as u64);
        let year_of_century = (product >> 32) as u32;
        let day_of_year = (product as u32) / 2_939_745 / 4;
        let in_months = day_of_year.wrapping_mul(2_141).wrapping_add(197_913);
        let (month, day) = (in_months >> 16, ((in_months & 0xffff) / 2_141).wrapping_add(1));
        let after_december = day_of_year >= 306;
        let year = century.wrapping_mul(100).wrapping_add(year_of_century).wrapping_add(after_december as u32);
        (year as i32, if after_december { month.wrapping_sub(12) } else { month }, day)
    }

    /// The inverse of [`Day::civil`], for a date that exists in years 1 to 9999.
    #[inline]
    pub(super) const fn from_civil(year: i32, month: u32, day: u32) -> Day {
        let before_march = month <= 2;
        let year = (year as u32).wrapping_sub(before_march as u32);
        let month = if before_march { month.wrapping_add(12) } else { month };
        let century = year / 100;
        let to_year = (year.wrapping_mul(1_461) / 4).wrapping_sub(century).wrapping_add(century / 4);
        let to_month = month.wrapping_mul(979).wrapping_sub(2_919) / 32;
        Day((to_year.wrapping_add(to_month).wrapping_add(day) as i32).wrapping_sub(EPOCH).wrapping_sub(1))
    }

    /// Reads `YYYY-MM-DD` and nothing else: no sign, no time, no missing zeros.
    fn parse(text: &str) -> Option<Day> {
        let (year, month, day) = match text.as_bytes() {
            [year @ .., b'-', m1, m2, b'-', d1, d2] if year.len() == 4 => (year, [*m1, *m2], [*d1, *d2]),
            _ => return None,
        };
        Day::new(i32::try_from(digits(year)?).ok()?, digits(&month)?, digits(&day)?)
    }
}

/// The number that ASCII digits spell.
pub(super) fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0_u32, |value, byte| {
        let digit = char::from(*byte).to_digit(10)?;
        value.checked_mul(10)?.checked_add(digit)
    })
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Day {
        Day::from_number(date.num_days_from_ce().saturating_sub(719_163))
    }
}

impl From<Day> for NaiveDate {
    fn from(day: Day) -> NaiveDate {
        // total: every Day lies well within chrono's range
        NaiveDate::from_num_days_from_ce_opt(day.0.saturating_add(719_163)).unwrap_or(NaiveDate::MAX)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Iso::day(*self).text())
    }
}

/// A date or month as text, without the machinery of formatting: they are written by the thousand.
pub(super) struct Iso {
    bytes: [u8; 10],
    len: usize,
}

impl Iso {
    pub(super) fn day(day: Day) -> Iso {
        let (year, month, day) = day.civil();
        Iso { bytes: Iso::bytes(year, month, day), len: 10 }
    }

    pub(super) fn month(year: i32, month: u32) -> Iso {
        Iso { bytes: Iso::bytes(year, month, 0), len: 7 }
    }

    fn bytes(year: i32, month: u32, day: u32) -> [u8; 10] {
        let last = |number: u32| b'0'.saturating_add(u8::try_from(number % 10).unwrap_or_default());
        // years are 1 to 9999
        let year = year.unsigned_abs();
        let [a, b, c, d] = [year / 1000, year / 100, year / 10, year].map(last);
        [a, b, c, d, b'-', last(month / 10), last(month), b'-', last(day / 10), last(day)]
    }

    pub(super) fn text(&self) -> &str {
        self.bytes.get(..self.len).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is not a date (`YYYY-MM-DD`) or a month (`YYYY-MM`) of the civil calendar.
///
/// ```
/// use hongyan::calendar::{Day, Month};
///
/// assert_eq!("2024-02-30".parse::<Day>().unwrap_err().to_string(), "`2024-02-30` is not a date (YYYY-MM-DD)");
/// assert_eq!("2024-3".parse::<Month>().unwrap_err().to_string(), "`2024-3` is not a month (YYYY-MM)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a {what}")]
pub struct ParseError {
    pub(super) text: String,
    pub(super) what: &'static str,
}

impl FromStr for Day {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Day, ParseError> {
        Day::parse(text).ok_or_else(|| ParseError { text: text.to_owned(), what: "date (YYYY-MM-DD)" })
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(Iso::day(*self).text())
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_agrees_with_chrono() {
        // interpreted, all of them would take hours: what is around the leap day of a century
        let day = |month| Day::new(2000, month, 20).unwrap();
        let (first, last) = if cfg!(miri) { (day(2), day(3)) } else { (Day::MIN, Day::MAX) };
        let mut date = NaiveDate::from(first);
        for number in first.0..=last.0 {
            let day = Day(number);
            assert_eq!(day.civil(), (date.year(), date.month(), date.day()));
            assert_eq!(Day::new(date.year(), date.month(), date.day()), Some(day));
            assert_eq!(Day::from(date), day);
            assert_eq!(
                (day.to_string(), day.month().to_string()),
                (date.to_string(), date.format("%Y-%m").to_string())
            );
            assert_eq!(day.is_weekend(), date.weekday().num_days_from_monday() >= 5);
            date = date.succ_opt().unwrap();
        }
    }

    #[test]
    fn numbers_beyond_the_years_are_held() {
        let (first, last) = (Day::new(1, 1, 1).unwrap(), Day::new(9999, 12, 31).unwrap());
        let (least, most) = (first.0, last.0);
        for number in [i32::MIN, least - 1, least] {
            assert_eq!(Day::from_number(number), first, "{number}");
        }
        for number in [most, most + 1, i32::MAX] {
            assert_eq!(Day::from_number(number), last, "{number}");
        }
        assert_eq!([least + 1, 0, most - 1].map(|number| Day::from_number(number).number()), [least + 1, 0, most - 1]);
    }

    #[test]
    fn months_agree_with_chrono() {
        let start = Day::new(1900, 1, 1).unwrap().number();
        let end = Day::new(2200, 12, 31).unwrap().number();
        for number in (start..=end).step_by(if cfg!(miri) { 3_701 } else { 1 }) {
            let day = Day(number);
            for months in [0, 1, 3, 6, 11, 12, 36, 600] {
                let theirs = NaiveDate::from(day) + chrono::Months::new(months);
                assert_eq!(day.plus_months(months), Day::from(theirs), "{day} + {months} months");
            }
        }
    }

    #[test]
    fn arithmetic_stops_at_both_ends() {
        assert_eq!(Day::MAX.next(), Day::MAX);
        assert_eq!(Day::MIN.previous(), Day::MIN);
        assert_eq!(Day::MAX.plus_months(u32::MAX), Day::MAX);
        assert_eq!(Day::MIN.plus_days(i32::MIN), Day::MIN);
        assert_eq!(Day::from(NaiveDate::MAX), Day::MAX);
        assert_eq!(Day::from(NaiveDate::MIN), Day::MIN);
        assert_eq!(Day::MIN.to_string(), "0001-01-01");
        assert_eq!(Day::MAX.to_string(), "9999-12-31");
    }

    #[test]
    fn only_plain_iso_dates_are_read() {
        for text in [
            "2024-2-29",
            "24-02-29",
            "2024-02-30",
            "2024-02-29T00:00",
            "2024/02/29",
            "+024-02-29",
            "",
            "２024-02-29",
            "2024-00-10",
            "2023-02-29",
        ] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        assert_eq!("2024-02-29".parse::<Day>().unwrap(), Day::new(2024, 2, 29).unwrap());
        assert_eq!("x".parse::<Day>().unwrap_err().to_string(), "`x` is not a date (YYYY-MM-DD)");
    }
}

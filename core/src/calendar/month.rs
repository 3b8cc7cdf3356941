use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::day::{Iso, digits};
use super::{Day, ParseError, Period};

/// A calendar month, written and read as `YYYY-MM`.
///
/// ```
/// use hongyan::calendar::Month;
///
/// let month: Month = "2024-02".parse()?;
/// assert_eq!(month.last_day().to_string(), "2024-02-29");
/// assert_eq!(month.next().to_string(), "2024-03");
/// # Ok::<(), hongyan::calendar::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32); // year * 12 + month - 1

impl Month {
    const MIN: i32 = 12;
    const MAX: i32 = 9999 * 12 + 11;

    /// The month of this year, 1 to 12, if the year is between 1 and 9999.
    ///
    /// ```
    /// use hongyan::calendar::Month;
    ///
    /// assert_eq!(Month::new(2024, 3).unwrap().to_string(), "2024-03");
    /// assert_eq!(Month::new(2024, 13), None);
    /// ```
    #[must_use]
    pub const fn new(year: i32, month: u32) -> Option<Month> {
        if year < 1 || year > 9999 || month < 1 || month > 12 {
            return None;
        }
        Some(Month::from_civil(year, month))
    }

    #[inline]
    pub(super) const fn from_civil(year: i32, month: u32) -> Month {
        Month(year.wrapping_mul(12).wrapping_add(month as i32).wrapping_sub(1)) // years 1 to 9999
    }

    #[inline]
    pub(super) const fn civil(self) -> (i32, u32) {
        // never negative, and unsigned division is cheaper
        let number = self.0 as u32;
        ((number / 12) as i32, (number % 12).wrapping_add(1))
    }

    /// Months since January of the year 0; consecutive months have consecutive numbers.
    ///
    /// ```
    /// use hongyan::calendar::Month;
    ///
    /// let [from, to] = ["2023-11", "2024-02"].map(|text| text.parse::<Month>().unwrap());
    /// assert_eq!(to.number() - from.number(), 3); // months apart, over the turn of the year
    /// ```
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The month with this number, held within the years 1 to 9999.
    ///
    /// ```
    /// use hongyan::calendar::Month;
    ///
    /// let march = Month::new(2024, 3).unwrap();
    /// assert_eq!(Month::from_number(march.number() - 3).to_string(), "2023-12");
    /// assert_eq!(Month::from_number(0).to_string(), "0001-01");
    /// ```
    #[must_use]
    #[inline]
    pub const fn from_number(number: i32) -> Month {
        if number < Month::MIN {
            Month(Month::MIN)
        } else if number > Month::MAX {
            Month(Month::MAX)
        } else {
            Month(number)
        }
    }

    /// The calendar year.
    ///
    /// ```
    /// let month: hongyan::calendar::Month = "2024-03".parse()?;
    /// assert_eq!(month.year(), 2024);
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    pub const fn year(self) -> i32 {
        self.civil().0
    }

    /// This many months later.
    ///
    /// Held within the years 1 to 9999.
    ///
    /// ```
    /// let month: hongyan::calendar::Month = "2023-08".parse()?;
    /// assert_eq!(month.plus(6).to_string(), "2024-02");
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn plus(self, months: u32) -> Month {
        Month::from_number(self.0.saturating_add_unsigned(months))
    }

    /// The month after.
    ///
    /// ```
    /// use hongyan::calendar::Month;
    ///
    /// let mut month = Month::new(2023, 11).unwrap();
    /// let mut quarter = Vec::new();
    /// for _ in 0..3 {
    ///     quarter.push(month.to_string());
    ///     month = month.next();
    /// }
    /// assert_eq!(quarter, ["2023-11", "2023-12", "2024-01"]);
    /// ```
    #[must_use]
    #[inline]
    pub const fn next(self) -> Month {
        self.plus(1)
    }

    /// The first day of the month.
    ///
    /// ```
    /// let month: hongyan::calendar::Month = "2024-03".parse()?;
    /// assert_eq!(month.first_day().to_string(), "2024-03-01");
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn first_day(self) -> Day {
        let (year, month) = self.civil();
        Day::from_civil(year, month, 1)
    }

    /// The last day of the month.
    ///
    /// ```
    /// use hongyan::calendar::Month;
    ///
    /// let last = |year| Month::new(year, 2).unwrap().last_day().day_of_month();
    /// assert_eq!([1900, 2000, 2023, 2024].map(last), [28, 29, 28, 29]);
    /// ```
    #[must_use]
    #[inline]
    pub const fn last_day(self) -> Day {
        let (year, month) = self.civil();
        Day::from_civil(year, month, Month::days_in(year, month))
    }

    /// All its days.
    ///
    /// ```
    /// use hongyan::calendar::{Day, Month, Period};
    ///
    /// // engaged from the 11th: not on every day of March
    /// let engaged = Period::new(Day::new(2024, 3, 11).unwrap(), None);
    /// let march = Month::new(2024, 3).unwrap();
    /// assert_eq!(engaged.and(march.days()).from, Day::new(2024, 3, 11).unwrap());
    /// assert_eq!(engaged.and(march.next().days()), march.next().days());
    /// ```
    #[must_use]
    #[inline]
    pub const fn days(self) -> Period {
        Period { from: self.first_day(), to: self.last_day() }
    }

    #[inline]
    pub(super) const fn days_in(year: i32, month: u32) -> u32 {
        // divisible by 25 and 16 is divisible by 400; divisible by 25 and 4 alone is a common century
        let leap = year & if year % 25 == 0 { 15 } else { 3 } == 0;
        match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = self.civil();
        f.write_str(Iso::month(year, month).text())
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Month {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Month, ParseError> {
        let read = || match text.as_bytes() {
            [year @ .., b'-', m1, m2] if year.len() == 4 => {
                Month::new(i32::try_from(digits(year)?).ok()?, digits(&[*m1, *m2])?)
            }
            _ => None,
        };
        read().ok_or_else(|| ParseError { text: text.to_owned(), what: "month (YYYY-MM)" })
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (year, month) = self.civil();
        serializer.serialize_str(Iso::month(year, month).text())
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Month, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_of_every_month() {
        let mut month = Month::new(if cfg!(miri) { 9_990 } else { 1 }, 1).unwrap();
        while month < Month::new(9999, 12).unwrap() {
            assert_eq!(month.last_day().next(), month.next().first_day());
            assert_eq!(month.first_day().month(), month);
            assert_eq!(month.last_day().month(), month);
            month = month.next();
        }
        assert_eq!(month.last_day(), Day::MAX);
        assert_eq!(month.next(), month);
    }

    #[test]
    fn numbers_beyond_the_years_are_held() {
        let (first, last) = (Month::new(1, 1).unwrap(), Month::new(9999, 12).unwrap());
        assert_eq!((Month::MIN, Month::MAX), (first.number(), last.number()));
        for number in [i32::MIN, -1, 0, 11, 12] {
            assert_eq!(Month::from_number(number), first, "{number}");
        }
        assert_eq!(Month::from_number(13), first.next());
        for number in [i32::MAX, 9999 * 12 + 12, 9999 * 12 + 11] {
            assert_eq!(Month::from_number(number), last, "{number}");
        }
        assert_eq!(Month::from_number(9999 * 12 + 10).next(), last);
    }

    #[test]
    fn only_plain_months_are_read() {
        for text in ["2024-13", "2024-00", "2024-1", "202401", "2024-01-01", "0000-01", "02024-01", ""] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
        assert_eq!("2024-12".parse::<Month>().unwrap().to_string(), "2024-12");
    }
}

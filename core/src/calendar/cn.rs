//! Mainland China's public-holiday arrangements, 2023 to 2026, as published by the General Office of the State Council
//! (国务院办公厅).
//!
//! Each year's days come from one notice, 《国务院办公厅关于N年部分节假日安排的通知》:
//!
//! | year | document number | date |
//! | --- | --- | --- |
//! | 2023 | 国办发明电〔2022〕16号 | 2022-12-08 |
//! | 2024 | 国办发明电〔2023〕7号 | 2023-10-25 |
//! | 2025 | 国办发明电〔2024〕12号 | 2024-11-12 |
//! | 2026 | 国办发明电〔2025〕7号 | 2025-11-04 |
//!
//! How the days are listed:
//! - Days off are listed by the year they lie in. The 2023 notice also gives 31 December 2022, outside them all.
//! - Every day of a stretch that a notice names is listed, Saturdays and Sundays included. Where a notice only says
//!   that a day off joins the weekend (1 January 2024, 10 June 2024), the day alone is listed; a weekend is one anyway.
//! - A day that a notice merely recommends as leave (9 February 2024, 除夕) is a workday.
//! - Names are as the notices write them; a joint holiday keeps its joint name, in the order of its notice.
//!
//! The notice for a later year usually comes out in the autumn before. Until then that year is unknown here; callers
//! can supply it through the policy key `rest_days`.

/// Version of this data set: the last year it knows, a hyphen, and a number that grows whenever a day, a name or a
/// source of a year already known is corrected (`2026-1` is the first edition that reaches to the end of 2026).
pub const VERSION: &str = "2026-1";

/// The arrangement of one calendar year. Both lists are ascending and hold days of [`Year::year`] only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Year {
    /// The calendar year.
    pub(super) year: i32,
    /// Number and date of the notice that the days are taken from.
    pub(super) source: &'static str,
    /// Days off as (month, day, name of the holiday in Chinese).
    pub(super) holidays: &'static [(u8, u8, &'static str)],
    /// Saturdays and Sundays that are worked in exchange, as (month, day).
    pub(super) makeup_workdays: &'static [(u8, u8)],
}

/// The years known, ascending and without a gap.
pub(super) const YEARS: &[Year] = &[
    Year {
        year: 2023,
        source: "国办发明电〔2022〕16号, 2022-12-08",
        holidays: &[
            (1, 1, "元旦"),
            (1, 2, "元旦"),
            (1, 21, "春节"),
            (1, 22, "春节"),
            (1, 23, "春节"),
            (1, 24, "春节"),
            (1, 25, "春节"),
            (1, 26, "春节"),
            (1, 27, "春节"),
            (4, 5, "清明节"),
            (4, 29, "劳动节"),
            (4, 30, "劳动节"),
            (5, 1, "劳动节"),
            (5, 2, "劳动节"),
            (5, 3, "劳动节"),
            (6, 22, "端午节"),
            (6, 23, "端午节"),
            (6, 24, "端午节"),
            (9, 29, "中秋节、国庆节"),
            (9, 30, "中秋节、国庆节"),
            (10, 1, "中秋节、国庆节"),
            (10, 2, "中秋节、国庆节"),
            (10, 3, "中秋节、国庆节"),
            (10, 4, "中秋节、国庆节"),
            (10, 5, "中秋节、国庆节"),
            (10, 6, "中秋节、国庆节"),
        ],
        makeup_workdays: &[(1, 28), (1, 29), (4, 23), (5, 6), (6, 25), (10, 7), (10, 8)],
    },
    Year {
        year: 2024,
        source: "国办发明电〔2023〕7号, 2023-10-25",
        holidays: &[
            (1, 1, "元旦"),
            (2, 10, "春节"),
            (2, 11, "春节"),
            (2, 12, "春节"),
            (2, 13, "春节"),
            (2, 14, "春节"),
            (2, 15, "春节"),
            (2, 16, "春节"),
            (2, 17, "春节"),
            (4, 4, "清明节"),
            (4, 5, "清明节"),
            (4, 6, "清明节"),
            (5, 1, "劳动节"),
            (5, 2, "劳动节"),
            (5, 3, "劳动节"),
            (5, 4, "劳动节"),
            (5, 5, "劳动节"),
            (6, 10, "端午节"),
            (9, 15, "中秋节"),
            (9, 16, "中秋节"),
            (9, 17, "中秋节"),
            (10, 1, "国庆节"),
            (10, 2, "国庆节"),
            (10, 3, "国庆节"),
            (10, 4, "国庆节"),
            (10, 5, "国庆节"),
            (10, 6, "国庆节"),
            (10, 7, "国庆节"),
        ],
        makeup_workdays: &[(2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12)],
    },
    Year {
        year: 2025,
        source: "国办发明电〔2024〕12号, 2024-11-12",
        holidays: &[
            (1, 1, "元旦"),
            (1, 28, "春节"),
            (1, 29, "春节"),
            (1, 30, "春节"),
            (1, 31, "春节"),
            (2, 1, "春节"),
            (2, 2, "春节"),
            (2, 3, "春节"),
            (2, 4, "春节"),
            (4, 4, "清明节"),
            (4, 5, "清明节"),
            (4, 6, "清明节"),
            (5, 1, "劳动节"),
            (5, 2, "劳动节"),
            (5, 3, "劳动节"),
            (5, 4, "劳动节"),
            (5, 5, "劳动节"),
            (5, 31, "端午节"),
            (6, 1, "端午节"),
            (6, 2, "端午节"),
            (10, 1, "国庆节、中秋节"),
            (10, 2, "国庆节、中秋节"),
            (10, 3, "国庆节、中秋节"),
            (10, 4, "国庆节、中秋节"),
            (10, 5, "国庆节、中秋节"),
            (10, 6, "国庆节、中秋节"),
            (10, 7, "国庆节、中秋节"),
            (10, 8, "国庆节、中秋节"),
        ],
        makeup_workdays: &[(1, 26), (2, 8), (4, 27), (9, 28), (10, 11)],
    },
    Year {
        year: 2026,
        source: "国办发明电〔2025〕7号, 2025-11-04",
        holidays: &[
            (1, 1, "元旦"),
            (1, 2, "元旦"),
            (1, 3, "元旦"),
            (2, 15, "春节"),
            (2, 16, "春节"),
            (2, 17, "春节"),
            (2, 18, "春节"),
            (2, 19, "春节"),
            (2, 20, "春节"),
            (2, 21, "春节"),
            (2, 22, "春节"),
            (2, 23, "春节"),
            (4, 4, "清明节"),
            (4, 5, "清明节"),
            (4, 6, "清明节"),
            (5, 1, "劳动节"),
            (5, 2, "劳动节"),
            (5, 3, "劳动节"),
            (5, 4, "劳动节"),
            (5, 5, "劳动节"),
            (6, 19, "端午节"),
            (6, 20, "端午节"),
            (6, 21, "端午节"),
            (9, 25, "中秋节"),
            (9, 26, "中秋节"),
            (9, 27, "中秋节"),
            (10, 1, "国庆节"),
            (10, 2, "国庆节"),
            (10, 3, "国庆节"),
            (10, 4, "国庆节"),
            (10, 5, "国庆节"),
            (10, 6, "国庆节"),
            (10, 7, "国庆节"),
        ],
        makeup_workdays: &[(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)],
    },
];

#[cfg(test)]
mod tests {
    use super::YEARS;

    #[test]
    fn years_and_days_ascend() {
        assert!(YEARS.iter().map(|y| y.year).eq(2023..=2026));
        for year in YEARS {
            let days = || year.holidays.iter().map(|&(month, day, _)| (month, day));
            assert!(days().is_sorted_by(|a, b| a < b), "{}", year.year);
            assert!(year.makeup_workdays.is_sorted_by(|a, b| a < b), "{}", year.year);
            assert!(days().all(|day| !year.makeup_workdays.contains(&day)), "{}", year.year);
            assert!(year.holidays.iter().all(|&(_, _, name)| !name.is_empty()), "{}", year.year);
        }
    }
}

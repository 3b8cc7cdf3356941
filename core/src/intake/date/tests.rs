use super::*;

const PLAIN: Setting = Setting { is_1904: false, default_year: None, range_is_last_day: true, printed: false };

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn every_way_of_writing_a_day() {
    for text in [
        "2024-03-05",
        "2024/3/5",
        "2024-3-5",
        "2024年3月5日",
        "2024.3.5",
        "20240305",
        "2024-03-05 14:30",
        "2024-03-05 14:30:00",
        "2024年3月5日(周二)下午",
        "2024年3月5日（星期二）",
        "２０２４年３月５日",
        "二〇二四年三月五日",
        "二零二四年三月五日",
        "2024 年 3 月 5 日",
        "2024年3月5号",
        "2024.03.05",
        "2024/03/05",
        " 2024-03-05 ",
        "2024-03-05T14:30:00Z",
        "2024-03-05T00:00:00.000+08:00",
        "2024年3月5日 14:00-16:00",
        "2024.3.5 14:00~16:00",
        "2024年3月5日上午9点半",
        "2024年3月5日9时30分",
        "45356",
        "45356.5",
        "2024.3.5-3.5",
        "2024.3.4-3.5",
        "2024年3月4日至5日",
        "2024年3月4日-5日",
        "2024年3月4-5日",
        "2024.3.4-2024.3.5",
        "2024-03-04~2024-03-05",
        "2024-03-04至2024-03-05",
        "2024/3/4—3/5",
        "2024-03-04-2024-03-05",
        "2024.2.29-3.5",
        "5 March 2024",
        "March 5, 2024",
        "2024-Mar-05",
        "Tue, 5 Mar 2024",
        "2024.3.5.",
        "2024年3月5日周二",
        "2024.3.5（二）",
        "2024年03月05日 下午14:30",
        "2024/3/5 0:00",
        "２０２４．３．５",
        "2024－03－05",
        "2024-03-05（补）",
        "2024.3.5补交",
    ] {
        assert_eq!(of_text(text, PLAIN).map(|(day, _)| day), Ok(day("2024-03-05")), "{text}");
    }
    assert_eq!(of_text("二〇二五年十二月三十一日", PLAIN).unwrap().0, day("2025-12-31"));
    assert_eq!(of_text("二〇二五年十月廿一日", PLAIN).unwrap().0, day("2025-10-21"));
}

#[test]
fn what_is_not_certain_is_refused() {
    let code = |text: &str| of_text(text, PLAIN).map(|(day, _)| day).map_err(|(code, _)| code);
    for text in [
        "3月5日",
        "24.3.5",
        "03/05/2024",
        "3/5",
        "3-5",
        "3.5",
        "24年3月5日",
        "24-03-05",
        "25/12/2024",
        "111年07月23日",
        "民国113年3月5日",
        "3月5日至6日",
        "3月5日-3月6日",
        "2024.3.5、2024.3.12",
        "5-Mar-24",
        "三月五日",
        "240305",
        "113.3.5",
    ] {
        assert_eq!(code(text), Err(FaultCode::AmbiguousDate), "{text}");
    }
    for text in [
        "2024-02-30",
        "2023.2.29",
        "2024.13.1",
        "2月30日",
        "二〇二四年二月三十日",
        "",
        "无",
        "下午",
        "14:30",
        "2024",
        "2024年",
        "2024-03",
        "2024年3月",
        "202403",
        "60",
        "12345",
        "20200305",
        "20240230",
        "2024.3.5-3.4",
        "99",
        "abc",
        "2024 3 5",
        "2024-3-5-6",
        "是",
        "每月5日",
        "2024年3月初",
        "0",
        "-5",
    ] {
        assert_eq!(code(text), Err(FaultCode::BadDate), "{text}");
    }
    assert_eq!(code("1850-03-05"), Err(FaultCode::DateOutOfRange));
    assert_eq!(code("2524年3月5日"), Err(FaultCode::DateOutOfRange));
    assert_eq!(code("2024.1"), Err(FaultCode::BadDate));
    let printed = Setting { printed: true, ..PLAIN };
    assert_eq!(of_text("2024.1", printed).unwrap_err().0, FaultCode::AmbiguousDate);
}

#[test]
fn a_default_year_is_for_what_names_month_and_day() {
    let setting = Setting { default_year: Some(2024), ..PLAIN };
    assert_eq!(of_text("3月5日", setting), Ok((day("2024-03-05"), Written::DefaultYear)));
    assert_eq!(of_text("3月5日至6日", setting), Ok((day("2024-03-06"), Written::Range)));
    for text in ["24.3.5", "3/5", "03/05/2024"] {
        assert_eq!(of_text(text, setting).unwrap_err().0, FaultCode::AmbiguousDate, "{text}");
    }
    let common = Setting { default_year: Some(2023), ..PLAIN };
    assert_eq!(of_text("2月29日", common).unwrap_err().0, FaultCode::BadDate);
}

#[test]
fn serials_in_both_systems() {
    let later = Setting { is_1904: true, ..PLAIN };
    for (text, serial) in [
        ("2023-06-30", 45107),
        ("2023-07-25", 45132),
        ("2023-10-01", 45200),
        ("2023-12-31", 45291),
        ("2024-02-29", 45351),
        ("2024-03-05", 45356),
        ("2025-01-01", 45658),
        ("2026-11-23", 46349),
        ("2023-05-20", 45066),
    ] {
        assert_eq!(of_number(f64::from(serial), PLAIN), Ok((day(text), Written::Serial)));
        assert_eq!(of_number(f64::from(serial - 1462), later), Ok((day(text), Written::Serial)));
        assert_eq!(of_cell(f64::from(serial) + 0.75, false), Ok(day(text)));
    }
    assert_eq!(of_cell(40_729.0, false), Ok(day("2011-07-05")));
    assert_eq!(of_cell(39_267.0, true), Ok(day("2011-07-05")));
    assert_eq!(of_number(40_729.0, PLAIN), Err(IMPLAUSIBLE));
    assert_eq!(of_cell(60.0, false), Err(FALSE_LEAP_DAY));
    assert_eq!(of_number(60.0, PLAIN), Err(FALSE_LEAP_DAY));
    assert_eq!(of_cell(59.0, false), Ok(day("1900-02-28")));
    assert_eq!(of_cell(61.0, false), Ok(day("1900-03-01")));
    assert_eq!(of_cell(0.5, false), Err(NOT_A_DATE));
    assert_eq!(of_number(2024.1, PLAIN), Err(DECIMAL));
    assert_eq!(of_number(20_240_305.0, PLAIN), Ok((day("2024-03-05"), Written::Compact)));
}

#[test]
fn months() {
    for text in [
        "2024-03",
        "2024年3月",
        "2024年3月份",
        "2024/3",
        "2024.3",
        "202403",
        "二〇二四年三月",
        "2024-03-01",
        "03/2024",
        "Mar 2024",
    ] {
        assert_eq!(month_of_text(text, PLAIN).map(|month| month.to_string()), Ok("2024-03".to_owned()), "{text}");
    }
    let code = |text: &str, setting| month_of_text(text, setting).unwrap_err().0;
    assert_eq!(code("3月", PLAIN), FaultCode::AmbiguousDate);
    assert_eq!(code("Mar-24", PLAIN), FaultCode::AmbiguousDate);
    assert_eq!(code("2024年13月", PLAIN), FaultCode::BadDate);
    assert_eq!(code("2024.1", Setting { printed: true, ..PLAIN }), FaultCode::AmbiguousDate);
    assert_eq!(month_of_number(2024.1, PLAIN).unwrap_err().0, FaultCode::AmbiguousDate);
    assert_eq!(month_of_number(2024.11, PLAIN).unwrap().to_string(), "2024-11");
    assert_eq!(month_of_number(202_403.0, PLAIN).unwrap().to_string(), "2024-03");
    let year = Setting { default_year: Some(2024), ..PLAIN };
    assert_eq!(month_of_text("3月", year).unwrap().to_string(), "2024-03");
}

#[test]
fn times_of_day_are_no_dates() {
    for text in ["14:00", "14:00-16:00", "9点半", "下午2:30", "14:00～16:00", "9时30分"] {
        assert!(is_clock(text), "{text}");
    }
    for text in ["2024-03-05 14:00", "2024-03-05", "3小时", ""] {
        assert!(!is_clock(text), "{text}");
    }
}

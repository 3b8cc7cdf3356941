//! Every day of the calendar, every reading, against computations written out here: days are walked one by one, months
//! are stepped one by one, and nothing of the core's calendar is used to say what is right.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use hongyan::calendar::rest_days::MAINLAND_CHINA;
use hongyan::calendar::{Day, Month, Period, RestDays};
use hongyan::contest::Settled;
use hongyan::facts::{Facts, Form, Session as SessionRow, Tables};
use hongyan::finding::Verdict;
use hongyan::rules::annual_guidance::{self, TermYear};
use hongyan::rules::mentors::stretch::{self, Counting};
use hongyan::rules::mentors::term::{self, Appointment};
use hongyan::rules::record_deadline::{self, FirstDay, LastDay, Session, judge};
use hongyan::rules::{Rule, Subject};
use hongyan::{Check, Policy};
use serde_json::{Value, json};

// ---- the independent calendar ----

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day that exists")
}

fn next(day: NaiveDate) -> NaiveDate {
    day + Days::new(1)
}

/// Each day from one to the other, both included.
fn walk(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(from), |day| Some(next(*day))).take_while(move |day| *day <= to)
}

/// The published arrangements as the file has them.
struct Arrangements {
    years: BTreeSet<i32>,
    holidays: BTreeMap<NaiveDate, String>,
    makeup_workdays: BTreeSet<NaiveDate>,
}

impl Arrangements {
    fn read() -> Arrangements {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/cn_rest_days.json");
        let text = std::fs::read_to_string(path).expect("the arrangements");
        let file: BTreeMap<String, Value> = serde_json::from_str(&text).expect("JSON");
        let mut all =
            Arrangements { years: BTreeSet::new(), holidays: BTreeMap::new(), makeup_workdays: BTreeSet::new() };
        let day = |value: &Value| -> NaiveDate { value.as_str().expect("a text").parse().expect("a date") };
        for (year, days) in &file {
            let Ok(year) = year.parse() else { continue };
            all.years.insert(year);
            for holiday in days["holidays"].as_array().expect("a list") {
                let name = holiday["name"].as_str().expect("a name").to_owned();
                all.holidays.insert(day(&holiday["date"]), name);
            }
            for makeup in days["makeup_workdays"].as_array().expect("a list") {
                let makeup = if makeup.is_object() { &makeup["date"] } else { makeup };
                all.makeup_workdays.insert(day(makeup));
            }
        }
        assert!(all.years.iter().copied().eq(2023..=2026), "{:?}", all.years);
        assert!(all.holidays.len() > 100 && all.makeup_workdays.len() > 20);
        all
    }

    fn rests(&self, day: NaiveDate) -> bool {
        self.holidays.contains_key(&day) || (is_weekend(day) && !self.makeup_workdays.contains(&day))
    }

    /// The first workday from this day on and whether every day looked at is of a known year; if one is not, weekends
    /// alone count for the whole roll.
    fn roll(&self, counted: NaiveDate) -> (NaiveDate, bool) {
        let mut day = counted;
        loop {
            if !self.years.contains(&day.year()) {
                let mut day = counted;
                while is_weekend(day) {
                    day = next(day);
                }
                return (day, false);
            }
            if !self.rests(day) {
                return (day, true);
            }
            day = next(day);
        }
    }
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Year, month, day, counted by hand.
type Civil = (i32, u32, u32);

fn days_in(year: i32, month: u32) -> u32 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month as usize - 1]
}

fn day_after((year, month, day): Civil) -> Civil {
    if day < days_in(year, month) {
        (year, month, day + 1)
    } else if month < 12 {
        (year, month + 1, 1)
    } else {
        (year + 1, 1, 1)
    }
}

fn day_before((year, month, day): Civil) -> Civil {
    if day > 1 {
        (year, month, day - 1)
    } else if month > 1 {
        (year, month - 1, days_in(year, month - 1))
    } else {
        (year - 1, 12, 31)
    }
}

/// The corresponding day, the month stepped one by one; the month's last day where it has none.
fn months_later((mut year, mut month, day): Civil, months: u32) -> Civil {
    for _ in 0..months {
        month += 1;
        if month == 13 {
            (year, month) = (year + 1, 1);
        }
    }
    (year, month, day.min(days_in(year, month)))
}

fn end_of_month((year, month, _): Civil) -> Civil {
    (year, month, days_in(year, month))
}

fn is(day: Day, (year, month, date): Civil) -> bool {
    (day.year(), day.month(), day.day_of_month()) == (year, Month::new(year, month).expect("a month"), date)
}

fn core_day((year, month, day): Civil) -> Day {
    Day::new(year, month, day).expect("a day")
}

/// Every day of the years that facts may name.
fn every_day() -> impl Iterator<Item = Civil> {
    std::iter::successors(Some((1900, 1, 1)), |day| Some(day_after(*day))).take_while(|(year, ..)| *year <= 2200)
}

// ---- rest days ----

#[test]
fn every_rest_day_of_2023_to_2026_is_as_published() {
    let published = Arrangements::read();
    let mut days = 0;
    for day in walk(date(2023, 1, 1), date(2026, 12, 31)) {
        let on = Day::from(day);
        assert!(MAINLAND_CHINA.knows(on), "{day}");
        assert_eq!(MAINLAND_CHINA.rests(on), published.rests(day), "{day}");
        let name = published.holidays.get(&day).map(String::as_str);
        assert_eq!(RestDays::holiday_name(on), name, "{day}");
        let due = MAINLAND_CHINA.next_workday(on);
        assert_eq!((NaiveDate::from(due.on), due.known), published.roll(day), "{day}");
        days += 1;
    }
    assert_eq!(days, 1_461);
    for day in walk(date(2021, 1, 1), date(2022, 12, 31)).chain(walk(date(2027, 1, 1), date(2029, 12, 31))) {
        let on = Day::from(day);
        assert!(!MAINLAND_CHINA.knows(on) && !MAINLAND_CHINA.rests(on), "{day}");
        assert_eq!(RestDays::holiday_name(on), None, "{day}");
        let due = MAINLAND_CHINA.next_workday(on);
        assert_eq!((NaiveDate::from(due.on), due.known), published.roll(day), "{day}");
    }
}

// ---- rule 2 ----

const FIRST_DAYS: [(FirstDay, &str); 2] = [(FirstDay::Excluded, "excluded"), (FirstDay::Included, "included")];
const LAST_DAYS: [(LastDay, &str); 2] = [(LastDay::AsCounted, "as_counted"), (LastDay::NextWorkday, "next_workday")];

fn session_days() -> impl Iterator<Item = NaiveDate> {
    walk(date(2023, 1, 1), date(2027, 12, 31))
}

/// The last day for a record, by counting days one by one, and whether it is known.
fn record_due(published: &Arrangements, ended_on: NaiveDate, first: FirstDay, last: LastDay) -> (NaiveDate, bool) {
    // day one is the session's own or the day after it; the seventh is the last
    let mut day = if first == FirstDay::Included { ended_on } else { next(ended_on) };
    for _ in 1..7 {
        day = next(day);
    }
    if last == LastDay::NextWorkday { published.roll(day) } else { (day, true) }
}

#[test]
fn every_record_is_due_on_the_day_that_counting_gives() {
    let published = Arrangements::read();
    let (mut known, mut unknown) = (0, 0);
    for (first_day, _) in FIRST_DAYS {
        for (last_day, _) in LAST_DAYS {
            let terms = record_deadline::Terms {
                first_day,
                last_day,
                settled: Settled::NONE,
                effective: Period::ALWAYS,
                ..record_deadline::Terms::default()
            };
            for ended_on in session_days() {
                let (due_on, is_known) = record_due(&published, ended_on, first_day, last_day);
                let what = format!("{ended_on} {first_day:?} {last_day:?}");
                let due = terms.due(ended_on.into());
                assert_eq!((NaiveDate::from(due.on), due.known), (due_on, is_known), "{what}");
                *(if is_known { &mut known } else { &mut unknown }) += 1;

                // unmet: open through the due day, then over; where the year is unknown, 31 days in between decide nothing
                let ask = |submitted: Option<NaiveDate>, as_of: NaiveDate| {
                    let session = Session::new(ended_on.into(), submitted.map(Into::into));
                    judge(&terms, session, as_of.into()).expect("judged").verdict
                };
                let later = |days: u64| due_on + Days::new(days);
                let (within, beyond) = if is_known {
                    (Verdict::Breach, Verdict::Breach)
                } else {
                    (Verdict::Undetermined, Verdict::Breach)
                };
                assert_eq!(ask(None, due_on), Verdict::Pending, "{what}");
                assert_eq!(ask(None, later(1)), within, "{what}");
                assert_eq!(ask(None, later(31)), within, "{what}");
                assert_eq!(ask(None, later(32)), beyond, "{what}");
                assert_eq!(ask(Some(later(1)), later(1)), within, "{what}");
                assert_eq!(ask(Some(later(31)), later(31)), within, "{what}");
                assert_eq!(ask(Some(later(32)), later(32)), beyond, "{what}");
                let (counted, _) = record_due(&published, ended_on, first_day, LastDay::AsCounted);
                assert_eq!(ask(Some(counted), later(40)), Verdict::Compliant, "{what}");
                // rolled over a weekend in an unknown year: even that Monday is not sure
                let rolled = if is_known || counted == due_on { Verdict::Compliant } else { Verdict::Undetermined };
                assert_eq!(ask(Some(due_on), later(40)), rolled, "{what}");
            }
        }
    }
    assert_eq!(known + unknown, 4 * 1_826);
    assert!(known > 6_000 && unknown > 700, "{known} {unknown}");
}

#[test]
fn a_report_says_the_same_of_every_session_day_under_all_four_readings() {
    let published = Arrangements::read();
    let sessions = session_days().map(|day| SessionRow::new(day.to_string(), "P", "W", Form::Group, day));
    let facts = Facts::new(Tables { sessions: Some(sessions.collect()), ..Tables::default() });
    let facts = facts.unwrap_or_else(|faults| panic!("{faults}"));
    for (first_day, first_name) in FIRST_DAYS {
        for (last_day, last_name) in LAST_DAYS {
            let policy = json!({
                "supervision": {
                    "effective_from": "2020-01-01",
                    "record": {"first_day": first_name, "last_day": last_name},
                },
                "settled": {},
            });
            let policy = Policy::from_json(&policy.to_string()).unwrap_or_else(|errors| panic!("{errors}"));
            let report = Check::new(&policy, date(2030, 1, 1)).rules([Rule::RecordDeadline]).run(&facts);
            assert_eq!(report.findings().len(), 1_826);
            for ended_on in session_days() {
                let name = ended_on.to_string();
                let subject = Subject::RecordDeadline { session: &name, worker: "W" };
                let finding = report.finding(subject).expect("judged");
                let (due_on, _) = record_due(&published, ended_on, first_day, last_day);
                assert_eq!(finding.due_on, Some(Day::from(due_on)), "{ended_on} {first_name} {last_name}");
                let all = FIRST_DAYS.iter().flat_map(|(first, _)| {
                    LAST_DAYS.iter().map(|(last, _)| record_due(&published, ended_on, *first, *last).0)
                });
                let all: Vec<NaiveDate> = all.collect();
                let range = Period {
                    from: (*all.iter().min().expect("four")).into(),
                    to: (*all.iter().max().expect("four")).into(),
                };
                assert_eq!(finding.due_range, Some(range), "{ended_on} {first_name} {last_name}");
            }
        }
    }
}

// ---- arithmetic ----

const MONTHS: [u32; 14] = [0, 1, 2, 3, 5, 6, 7, 11, 12, 13, 24, 36, 60, 600];

#[test]
fn every_day_of_1900_to_2200_is_numbered_written_and_read() {
    // 1 January 1900 was a Monday, 25,567 days before 1 January 1970
    let (mut number, mut weekday) = (-25_567, 0);
    let mut before = None;
    for civil in every_day() {
        let (year, month, date) = civil;
        let day = core_day(civil);
        assert!(is(day, civil), "{civil:?}");
        assert_eq!((day.number(), Day::from_number(number)), (number, day), "{civil:?}");
        assert_eq!(day.is_weekend(), weekday >= 5, "{civil:?}");
        let text = format!("{year:04}-{month:02}-{date:02}");
        assert_eq!((day.to_string(), text.parse()), (text.clone(), Ok(day)));
        assert_eq!(NaiveDate::from(day).to_string(), text);
        if let Some(before) = before {
            assert!(Day::next(before) == day && day.previous() == before && before < day, "{civil:?}");
            assert_eq!(day.days_since(before), 1);
        }
        assert!(is(day.month().last_day(), end_of_month(civil)) && is(day.month().first_day(), (year, month, 1)));
        before = Some(day);
        number += 1;
        weekday = (weekday + 1) % 7;
    }
    // 301 years, of which those divisible by four have a leap day, but not 1900, 2100 and 2200
    assert_eq!(number, -25_567 + 301 * 365 + 73, "1 January 2201");
    for none in [(1900, 2, 29), (2100, 2, 29), (2023, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 0, 1), (2024, 13, 1)]
    {
        assert_eq!(Day::new(none.0, none.1, none.2), None, "{none:?}");
    }
}

#[test]
fn days_ahead_and_behind_are_those_of_the_list_of_all_days() {
    let all: Vec<Day> = every_day().map(core_day).collect();
    for (place, day) in all.iter().enumerate() {
        for ahead in [1, 2, 6, 7, 27, 28, 31, 59, 60, 364, 365, 366, 1_460, 1_461, 36_524, 36_525] {
            let Some(later) = all.get(place + ahead) else { break };
            let ahead = i32::try_from(ahead).expect("a few days");
            assert_eq!((day.plus_days(ahead), later.plus_days(-ahead)), (*later, *day), "{day} + {ahead}");
            assert_eq!((later.days_since(*day), day.days_since(*later)), (ahead, -ahead), "{day} + {ahead}");
        }
        let last = day.end_of_year();
        assert!(is(last, (day.year(), 12, 31)), "{day}");
    }
}

#[test]
fn every_month_of_1900_to_2200_is_numbered_bounded_written_and_read() {
    let all: Vec<(i32, u32)> = (1900..=2200).flat_map(|year| (1..=12).map(move |month| (year, month))).collect();
    let core: Vec<Month> = all.iter().map(|(year, month)| Month::new(*year, *month).expect("a month")).collect();
    for (place, ((year, number), month)) in all.iter().zip(&core).enumerate() {
        let text = format!("{year:04}-{number:02}");
        assert_eq!((month.year(), month.to_string(), text.parse()), (*year, text, Ok(*month)));
        assert_eq!((month.number(), Month::from_number(month.number())), (year * 12 + *number as i32 - 1, *month));
        let days = month.days();
        assert!(is(days.from, (*year, *number, 1)) && is(days.to, (*year, *number, days_in(*year, *number))));
        assert_eq!((month.first_day(), month.last_day()), (days.from, days.to));
        for ahead in 0..=600 {
            let Some(later) = core.get(place + ahead) else { break };
            assert_eq!(month.plus(u32::try_from(ahead).expect("a few months")), *later, "{month} + {ahead}");
        }
        assert!(core.get(place + 1).is_none_or(|next| month.next() == *next && month < next));
    }
    for (year, month) in [(2024, 0), (2024, 13), (0, 1), (10_000, 1)] {
        assert_eq!(Month::new(year, month), None);
    }
}

#[test]
fn periods_are_the_days_that_they_hold() {
    let day = |ahead: i32| Day::new(2024, 2, 26).expect("a day").plus_days(ahead);
    let all: Vec<Period> = (0..7)
        .flat_map(|from| (0..7).map(move |to| (from, to)))
        .map(|(from, to)| Period { from: day(from), to: day(to) })
        .collect();
    let held = |period: Period| -> Vec<i32> { (-1..8).filter(|ahead| period.contains(day(*ahead))).collect() };
    for one in &all {
        let (from, to) = (one.from.days_since(day(0)), one.to.days_since(day(0)));
        assert_eq!(held(*one), (from..=to).collect::<Vec<_>>());
        assert_eq!(one.is_empty(), held(*one).is_empty());
        for other in &all {
            let both: Vec<i32> = held(*one).into_iter().filter(|ahead| held(*other).contains(ahead)).collect();
            assert_eq!(held(one.and(*other)), both, "{one:?} {other:?}");
            assert_eq!(one.and(*other).is_empty(), both.is_empty());
        }
    }
    assert_eq!(Period::new(day(0), None), Period { from: day(0), to: Day::MAX });
    assert_eq!(Period::new(day(0), Some(day(2))), Period { from: day(0), to: day(2) });
}

#[test]
fn months_and_years_lead_to_the_corresponding_day_or_the_months_last() {
    for civil in every_day() {
        let day = core_day(civil);
        for months in MONTHS {
            let later = months_later(civil, months);
            assert!(is(day.plus_months(months), later), "{civil:?} + {months} months");
        }
        for years in [1, 2, 3, 4, 5, 50] {
            let later = months_later(civil, 12 * years);
            assert!(is(day.plus_years(years), later), "{civil:?} + {years} years");
        }
    }
}

#[test]
fn a_term_ends_on_the_corresponding_day_or_on_its_eve() {
    for civil in every_day() {
        let appointment = Appointment::new(core_day(civil));
        for years in [1, 2, 3, 4, 50] {
            let corresponding = months_later(civil, 12 * years);
            for (last_day, expected) in [
                (term::LastDay::CorrespondingDay, corresponding),
                (term::LastDay::DayBefore, day_before(corresponding)),
            ] {
                let terms = term::Terms { years, last_day, settled: false };
                let term = appointment.term(terms, Day::MAX);
                assert!(is(term.days.to, expected), "{civil:?} {years} {last_day:?}");
                assert!(is(term.days.from, civil) && !term.cut);
                let [before, after] = [term.days.from.previous(), term.days.to.next()];
                let held = [before, term.days.from, term.days.to, after];
                let held = held.map(|day| appointment.holds(day, terms, Day::MAX));
                assert_eq!(held, [false, true, true, false], "{civil:?} {years} {last_day:?}");
            }
        }
    }
}

#[test]
fn a_stretch_ends_on_the_corresponding_day_or_after_whole_calendar_months() {
    for civil in every_day() {
        let after = core_day(civil);
        for months in MONTHS.into_iter().filter(|months| *months > 0) {
            let deadline = |counting| {
                let terms = stretch::Terms { months, counting, ..stretch::Terms::default() };
                terms.deadline(after)
            };
            let corresponding = months_later(civil, months);
            assert!(is(deadline(Counting::Rolling), corresponding), "{civil:?} + {months}");
            let calendar = deadline(Counting::CalendarMonths);
            assert!(is(calendar, end_of_month(corresponding)), "{civil:?} + {months}");
        }
    }
}

#[test]
fn the_years_of_a_term_follow_on_each_other_without_a_gap() {
    let terms = annual_guidance::Terms { effective: Period::ALWAYS, ..annual_guidance::Terms::default() };
    for civil in every_day() {
        let appointment = Appointment::new(core_day(civil));
        let mut first = civil;
        for year in 1..=3 {
            let last = months_later(civil, 12 * year);
            let ask = |guidance: Civil| {
                let row = TermYear { appointment, year: year as i32, guidance: &[core_day(guidance)] };
                annual_guidance::judge(&terms, row, Day::MAX).expect("judged")
            };
            for (guidance, verdict) in [
                (day_before(first), Verdict::Breach),
                (first, Verdict::Compliant),
                (last, Verdict::Compliant),
                (day_after(last), Verdict::Breach),
            ] {
                let judgement = ask(guidance);
                assert_eq!(judgement.verdict, verdict, "{civil:?}, year {year}, {guidance:?}");
                assert!(is(judgement.due_on.expect("a last day"), last), "{civil:?}, year {year}");
            }
            first = day_after(last);
        }
    }
}

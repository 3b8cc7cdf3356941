//! The months in which sessions can count, and sets of them: one bit a month.

use std::ops::Range;

use super::desk::{SHORT, bit};
use super::{FORMS, ROOM};
use crate::calendar::{Day, Month, Period};
use crate::columns::space::place;

/// The months in which sessions can count, and where each day lies in them.
pub(in crate::columns) struct Months {
    as_of: Day,
    first: Month,
    days: Vec<Period>,
    first_day: i32,
    of_day: Vec<OfDay>,
    /// The month of each day as a set; empty for a day after the one asked about. There is none of these three if there
    /// are more than 64 months.
    sets: Vec<u64>,
    /// The same in words; empty if these do not hold so many.
    words: Vec<Word>,
    /// For each day, and the one after the last, the months that begin then or later.
    begin: Vec<u64>,
    /// For each day, and the one after the last, the months that end before it and are over.
    ended: Vec<u64>,
}

/// The month of a day as a set in a word that holds the sets of all forms that may count: by form, with nothing but
/// [`LISTED`] for those that may not.
pub(super) type Word = [u64; ROOM];

/// The bit that every word has; in no set.
pub(super) const LISTED: u64 = 1 << 63;

/// The one of a form.
#[inline(always)]
pub(super) fn of_form(word: &Word, form: u8) -> u64 {
    word.get(usize::from(form) % ROOM).copied().unwrap_or_default()
}

/// Where a span lies among the months.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    pub(super) span: Period,
    /// The months that lie whole in it and are over.
    pub(super) whole: u64,
    /// What it has before these, and after.
    pub(super) around: [Period; 2],
}

impl Placed {
    /// Whether it has nothing but whole months that are over.
    #[inline(always)]
    pub(super) fn is_whole(&self) -> bool {
        self.around.iter().all(|around| around.is_empty())
    }
}

/// What a day is in its month.
#[derive(Clone, Copy)]
pub(super) struct OfDay {
    /// Where the sets of days of its month begin.
    pub(super) at: u32,
    /// The day as a set of days.
    pub(super) day: u32,
}

impl Months {
    pub(super) fn of(within: Period, as_of: Day) -> Months {
        let days: Vec<Period> = if within.is_empty() {
            Vec::new()
        } else {
            let numbers = within.from.month().number()..=within.to.month().number();
            numbers.map(|number| Month::from_number(number).days()).collect()
        };
        let first_day = days.first().map_or(0, |days| days.from.number());
        let (mut of_day, mut sets, mut begin, mut ended) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let fits = days.len() <= 64;
        let (mut later, mut past) = (below(days.len()), 0_u64);
        for (nth, days) in (0_u32..).zip(&days) {
            let (at, month) = (nth.saturating_mul(ROOM as u32), 1_u64.checked_shl(nth).unwrap_or(0));
            for day in 0..=days.to.days_since(days.from) {
                of_day.push(OfDay { at, day: 1 << day });
                if fits {
                    sets.push(if days.from.plus_days(day) > as_of { 0 } else { month });
                    begin.push(later);
                    ended.push(past);
                    later &= !month;
                }
            }
            past |= if days.to < as_of { month } else { 0 };
        }
        begin.push(0);
        ended.push(past);
        let word = |set: &u64| {
            let mut word = [LISTED; ROOM];
            (0..).zip(&mut word).take(FORMS).for_each(|(form, slot)| *slot |= set.wrapping_shl(bit(form)));
            word
        };
        let words = if days.len() <= SHORT { sets.iter().map(word).collect() } else { Vec::new() };
        Months { as_of, first: within.from.month(), days, first_day, of_day, sets, words, begin, ended }
    }

    pub(super) fn len(&self) -> usize {
        self.days.len()
    }

    /// Whether there are few enough for sets of them.
    pub(super) fn fit_sets(&self) -> bool {
        self.days.len() <= 64
    }

    /// The days of a month.
    pub(super) fn days(&self, month: Month) -> Period {
        self.days.get(self.place(month)).copied().unwrap_or_else(|| month.days())
    }

    pub(super) fn place(&self, month: Month) -> usize {
        usize::try_from(month.number().wrapping_sub(self.first.number())).unwrap_or(usize::MAX)
    }

    /// The month at a place, and its days.
    pub(super) fn at(&self, nth: usize) -> Option<(Month, Period)> {
        Some((self.first.plus(u32::try_from(nth).ok()?), *self.days.get(nth)?))
    }

    #[inline]
    pub(super) fn of_day(&self, day: i32) -> Option<&OfDay> {
        self.of_day.get(place(day.wrapping_sub(self.first_day).cast_unsigned()))
    }

    /// The places of days of a span.
    #[inline]
    pub(super) fn reach(&self, span: Period) -> Range<usize> {
        let ahead = |day: i32| place(day.saturating_sub(self.first_day).max(0).cast_unsigned()).min(self.sets.len());
        ahead(span.from.number())..ahead(span.to.number().saturating_add(1))
    }

    /// The months of all days, each as a set.
    pub(super) fn all(&self) -> &[u64] {
        &self.sets
    }

    /// The same in words; empty if these do not hold so many.
    pub(super) fn all_words(&self) -> &[Word] {
        &self.words
    }

    /// The number of the first day.
    pub(super) fn first_day(&self) -> i32 {
        self.first_day
    }

    /// The months of the days of a span, each as a set, and the number of the first of these days.
    #[inline]
    pub(super) fn sets(&self, span: Period) -> (&[u64], i32) {
        let reach = self.reach(span);
        let first = self.first_day.saturating_add(i32::try_from(reach.start).unwrap_or(i32::MAX));
        (self.sets.get(reach).unwrap_or_default(), first)
    }

    /// The words of the days of a span, one for each form, and the key of the first.
    #[inline]
    pub(super) fn words_of(&self, span: Period) -> (&[u64], u32) {
        let reach = self.reach(span);
        let first = u32::try_from(reach.start.wrapping_mul(ROOM)).unwrap_or(u32::MAX);
        (self.words.get(reach).unwrap_or_default().as_flattened(), first)
    }

    /// The keys of sessions: where their words stand among those of all days, or beyond if there is none. There are no
    /// keys where there are no words.
    pub(super) fn keys(&self, forms: &[u8], days: &[i32], keys: &mut Vec<u32>) {
        if self.words.is_empty() {
            return keys.clear();
        }
        keys.resize(forms.len().min(days.len()), 0);
        let beyond = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        pulp::Arch::new().dispatch(Keys { forms, days, first: self.first_day, beyond, keys });
    }

    /// A month as a set, and the days of it that lie in one of the spans and not after the day asked about.
    pub(in crate::columns) fn counted(&self, month: Month, spans: &[Period]) -> Option<(u64, u32)> {
        let nth = self.place(month);
        let days = *self.days.get(nth)?;
        let set = u32::try_from(nth).ok().and_then(|nth| 1_u64.checked_shl(nth))?;
        let seen = if self.as_of < days.to { up_to(self.as_of.days_since(days.from)) } else { u32::MAX };
        Some((set, engaged_days(spans, days) & seen))
    }

    /// Where a span lies.
    pub(super) fn placed(&self, span: Period) -> Placed {
        let whole = self.whole(span);
        Placed { span, whole, around: self.around(span, whole) }
    }

    /// The months that lie whole in a span and are over.
    fn whole(&self, span: Period) -> u64 {
        let reach = self.reach(span);
        let begin = self.begin.get(reach.start).copied().unwrap_or_default();
        begin & self.ended.get(reach.end).copied().unwrap_or_default()
    }

    /// What a span has before and after the months of a set that lie in it.
    fn around(&self, span: Period, whole: u64) -> [Period; 2] {
        let nothing = Period { from: Day::MAX, to: Day::MIN };
        let at = |nth: u32| self.days.get(place(nth)).copied();
        match (at(whole.trailing_zeros()), at(63_u32.wrapping_sub(whole.leading_zeros()))) {
            (Some(first), Some(last)) => {
                let before =
                    if span.from < first.from { Period { to: first.from.previous(), ..span } } else { nothing };
                let after = if last.to < span.to { Period { from: last.to.next(), ..span } } else { nothing };
                [before, after]
            }
            _ => [span, nothing],
        }
    }
}

/// Has no branch, so that it becomes vectors of the width that the processor has.
struct Keys<'k> {
    forms: &'k [u8],
    days: &'k [i32],
    first: i32,
    beyond: u32,
    keys: &'k mut [u32],
}

/// The greatest code for which a word has room.
const LAST: u8 = (ROOM - 1) as u8;

impl pulp::NullaryFnOnce for Keys<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Keys { forms, days, first, beyond, keys } = self;
        for ((form, day), key) in forms.iter().zip(days).zip(keys) {
            let day = day.wrapping_sub(first).cast_unsigned().min(beyond);
            *key = day.wrapping_mul(ROOM as u32) | u32::from(*form & LAST);
        }
    }
}

/// So many months from the first on.
fn below(months: usize) -> u64 {
    u32::try_from(months).ok().and_then(|months| 1_u64.checked_shl(months)).map_or(u64::MAX, |bit| bit.wrapping_sub(1))
}

/// The set of the first days of a month up to one, counted from 0.
pub(super) fn up_to(last: i32) -> u32 {
    match u32::try_from(last) {
        Ok(last) => u32::MAX >> 31_u32.saturating_sub(last),
        Err(_) => 0,
    }
}

/// The days of a month that lie in one of the spans.
pub(super) fn engaged_days(spans: &[Period], days: Period) -> u32 {
    let within = spans.iter().map(|span| span.and(days)).filter(|span| !span.is_empty());
    within.fold(0, |set, span| {
        let before = up_to(span.from.days_since(days.from).saturating_sub(1));
        set | up_to(span.to.days_since(days.from)) & !before
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_have_a_bit_for_each_of_64_months() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let until = |last: &str| Months::of(Period { from: day("2020-01-15"), to: day(last) }, day("2026-01-01"));
        let [fewer, all, more] = ["2025-03-31", "2025-04-01", "2025-05-01"].map(until);
        assert_eq!(
            [&fewer, &all, &more].map(|months| (months.len(), months.fit_sets())),
            [(63, true), (64, true), (65, false)]
        );
        assert_eq!((all.all().last(), more.all()), (Some(&(1 << 63)), &[][..]));
    }

    #[test]
    fn sets_of_months_day_by_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let within = Period { from: day("2023-11-20"), to: day("2024-04-02") };
        for as_of in ["2023-12-31", "2024-01-01", "2024-04-01", "2024-04-30", "2024-05-01"].map(day) {
            let months = Months::of(within, as_of);
            assert_eq!(months.len(), 6);
            for (from, to) in [
                ("2020-01-01", "2030-01-01"),
                ("2023-11-01", "2024-04-30"),
                ("2023-11-02", "2024-04-29"),
                ("2024-01-01", "2024-01-31"),
                ("2024-01-02", "2024-02-28"),
                ("2022-01-01", "2023-10-31"),
                ("2024-05-01", "9999-12-31"),
            ] {
                let span = Period { from: day(from), to: day(to) };
                let (sets, first) = months.sets(span);
                let whole = months.whole(span);
                for (nth, on) in (0..6).map(|nth| (nth, months.at(nth).unwrap().1)) {
                    let is_whole = span.from <= on.from && on.to <= span.to && on.to < as_of;
                    assert_eq!(whole >> nth & 1 != 0, is_whole, "{on:?} in {span:?} on {as_of}");
                    for ahead in 0..=on.to.days_since(on.from) {
                        let on = on.from.plus_days(ahead);
                        let set = sets.get(place(on.number().wrapping_sub(first).cast_unsigned()));
                        let counts = span.contains(on) && on <= as_of;
                        assert_eq!(set.copied().unwrap_or_default(), if counts { 1 << nth } else { 0 }, "{on}");
                        let (set, days) = months.counted(on.month(), &[span]).unwrap();
                        assert_eq!((set, days >> ahead & 1 != 0), (1 << nth, counts), "{on}");
                    }
                }
                let [before, after] = months.around(span, whole);
                let inside =
                    |day: Day| (0..6).any(|nth| whole >> nth & 1 != 0 && months.at(nth).unwrap().1.contains(day));
                for ahead in -40..240 {
                    let on = within.from.plus_days(ahead);
                    let around = before.contains(on) || after.contains(on);
                    assert_eq!(around, span.contains(on) && !inside(on), "{on} of {span:?} on {as_of}");
                }
            }
        }
    }

    /// Before, on and after the days of the months, for each form and what is none; no key where there are no words.
    #[test]
    fn keys_tell_words() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let within = |last: &str| Period { from: day("2023-12-20"), to: day(last) };
        let months = Months::of(within("2024-02-02"), day("2024-02-10"));
        let first = day("2023-12-01").number();
        let days: Vec<i32> = (first - 3..first + 100).chain([i32::MIN, i32::MAX, 0]).collect();
        let mut keys = vec![7; 3];
        for form in [0, 1, 2, 3, 5, 6, 7, 8, 250, u8::MAX] {
            months.keys(&vec![form; days.len()], &days, &mut keys);
            assert_eq!(keys.len(), days.len());
            for span in [("2020-01-01", "2030-01-01"), ("2024-01-07", "2024-02-03"), ("2024-03-01", "2024-03-05")] {
                let span = Period { from: day(span.0), to: day(span.1) };
                let (words, from) = months.words_of(span);
                for (key, on) in keys.iter().zip(&days) {
                    let word = words.get(place(key.wrapping_sub(from))).copied();
                    let own = months.all_words().get(place(on.wrapping_sub(first).cast_unsigned()));
                    let expected = own.filter(|_| span.contains(Day::from_number(*on))).map(|own| of_form(own, form));
                    assert_eq!(word, expected, "form {form} on {on}");
                }
            }
        }
        Months::of(within("2025-12-31"), day("2026-01-01")).keys(&[0; 3], &[first; 3], &mut keys);
        assert!(keys.is_empty());
    }
}

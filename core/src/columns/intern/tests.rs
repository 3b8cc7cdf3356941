use std::collections::BTreeSet;
use std::hash::Hasher;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::columns::space::{self, IdValue};

/// Numbers without a pattern, always the same.
fn numbers(seed: u64) -> impl Iterator<Item = u64> {
    std::iter::successors(Some(seed), |last| {
        Some(last.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407))
    })
    .map(|number| number >> 33)
}

/// Codes are places among the ids, which ascend, each once.
fn holds<'v>(columns: &[Option<Array<'v>>], given: &[Vec<Option<IdValue<'v>>>]) {
    let (space, coded) = space::encode(columns);
    let ids: Vec<IdValue<'_>> = (0..).map_while(|code| space.value(code)).collect();
    let expected: BTreeSet<IdValue<'_>> = given.iter().flatten().flatten().copied().collect();
    assert_eq!(ids, expected.into_iter().collect::<Vec<_>>());
    let mut room = Vec::new();
    for (codes, given) in coded.iter().zip(given) {
        let all: Vec<u32> =
            par::blocks(0..given.len()).flat_map(|rows| codes.block(rows, &mut room).to_vec()).collect();
        for ((row, id), code) in given.iter().enumerate().zip(all) {
            assert_eq!(space.value(code), *id, "row {row}");
            assert_eq!(codes.get(row), code, "row {row}");
        }
        let known: Vec<u32> = (0..given.len()).map(|row| codes.get(row)).collect();
        assert_eq!(codes.ascend(given.len()), known.is_sorted());
    }
}

fn texts_hold(texts: &[Option<String>], others: &[Option<String>]) {
    fn cut(texts: &[Option<String>]) -> (String, Vec<i32>, Vec<i64>, Vec<&str>, Vec<bool>) {
        let all: String = texts.iter().flatten().map(String::as_str).collect();
        let (mut offsets, mut end) = (vec![0], 0);
        for text in texts {
            end += i32::try_from(text.as_ref().map_or(0, String::len)).unwrap();
            offsets.push(end);
        }
        let wide = offsets.iter().map(|offset| i64::from(*offset)).collect();
        let slices = texts.iter().map(|text| text.as_deref().unwrap_or_default()).collect();
        (all, offsets, wide, slices, texts.iter().map(Option::is_some).collect())
    }
    let ids =
        |texts: &'_ [Option<String>]| texts.iter().map(|text| text.as_deref().map(str::to_owned)).collect::<Vec<_>>();
    let (all, offsets, wide, slices, valid) = cut(texts);
    let (other, other_offsets, _, _, other_valid) = cut(others);
    let (given, also) = (ids(texts), ids(others));
    let given: Vec<_> = given.iter().map(|text| text.as_deref().map(IdValue::Text)).collect();
    let also: Vec<_> = also.iter().map(|text| text.as_deref().map(IdValue::Text)).collect();
    let words: Vec<&str> = slices.iter().copied().chain(["never named"]).rev().collect();
    let keys: Vec<u32> = (1..=slices.len()).rev().map(|key| u32::try_from(key).unwrap()).collect();
    let second = Array::Text(Texts::Offsets(&other_offsets, &other), Validity::Flags(&other_valid));
    for first in [
        Array::Text(Texts::Slices(&slices), Validity::All),
        Array::Text(Texts::Offsets(&offsets, &all), Validity::All),
        Array::Text(Texts::LargeOffsets(&wide, &all), Validity::All),
        Array::dictionary(&keys, Texts::Slices(&words)),
    ] {
        let first = first.with_validity(Validity::Flags(&valid));
        let keys_of_words = matches!(first, Array::Dictionary(..));
        let columns = [Some(first), None, Some(second)];
        let rows = if keys_of_words {
            // the last word is the first row
            (0..slices.len()).map(|row| valid[row].then(|| IdValue::Text(words[keys[row] as usize]))).collect()
        } else {
            given.clone()
        };
        holds(&columns, &[rows, Vec::new(), also.clone()]);
    }
}

#[test]
fn texts_of_every_length_and_order() {
    const ALL: [(u64, u64, usize); 6] =
        [(0, 1, 1), (1, 1, 1), (40, 5, 1), (3_000, 700, 1), (5_000, 90, 30), (2_500, 2_500, 8)];
    // interpreted, once a few more than are spread at a time
    const SOME: [(u64, u64, usize); 4] = [(0, 1, 1), (1, 1, 1), (40, 9, 7), (ROUND as u64 + 20, 70, 1)];
    for (rows, kinds, stay) in if cfg!(miri) { &SOME[..] } else { &ALL[..] }.iter().copied() {
        for lengths in if cfg!(miri) { &[14][..] } else { &[8, 14, 40] } {
            let text = |number: u64| {
                // some within the bytes of one word, some with letters of several bytes, some with each other's beginning
                let width = usize::try_from(number % lengths).unwrap();
                let text =
                    format!("{:0width$}{}", number, ["", "红", "\u{0}", "a"][usize::try_from(number / 7 % 4).unwrap()]);
                (!number.is_multiple_of(11)).then_some(text)
            };
            let mut texts: Vec<_> =
                numbers(rows).take(usize::try_from(rows).unwrap()).map(|number| text(number % kinds)).collect();
            for at in 0..texts.len() {
                texts[at] = texts[at - at % stay].clone();
            }
            let mut ascending = texts.clone();
            ascending.sort();
            // what is absent comes last of all, or first
            let mut absent_last = ascending.clone();
            absent_last.sort_by_key(Option::is_none);
            let others: Vec<_> =
                numbers(7).take(if cfg!(miri) { 20 } else { 90 }).map(|number| text(number % kinds)).collect();
            texts_hold(&texts, &others);
            texts_hold(&ascending, &others);
            texts_hold(&absent_last, &[]);
            others.iter().flatten().for_each(|text| assert!(!text.is_empty()));
        }
    }
}

#[test]
fn so_many_bytes_belong_to_a_text_of_a_length() {
    for (len, own) in OWN.iter().enumerate() {
        assert_eq!((own.trailing_ones() as usize, own.count_ones() as usize), (8 * len, 8 * len));
    }
}

#[test]
fn an_empty_text_is_no_id() {
    let slices = ["b", "", "a"];
    let (space, codes) = texts(&[Some(Array::from(&slices))]);
    assert_eq!([0, 1].map(|code| space.value(code)), ["a", "b"].map(|text| Some(IdValue::Text(text))));
    assert_eq!((space.len(), [0, 1, 2].map(|row| codes[0].get(row))), (2, [1, NO_CODE, 0]));
}

#[test]
fn texts_of_which_all_or_some_are_long() {
    let pairs = [["0123456789abcdeg", "0123456789abcdef"], ["0123456789abcdeg", "0123456789abcde"]];
    for pair in pairs {
        let all = pair.concat();
        let (narrow, wide) = ([0, 16, all.len() as i32], [0, 16, all.len() as i64]);
        for given in [Texts::Slices(&pair), Texts::Offsets(&narrow, &all), Texts::LargeOffsets(&wide, &all)] {
            let (space, codes) = texts(&[Some(Array::Text(given, Validity::All))]);
            assert_eq!((space.len(), [0, 1].map(|row| codes[0].get(row))), (2, [1, 0]), "{given:?}");
        }
    }
}

#[test]
fn integers_far_apart() {
    let far: Vec<i64> = numbers(3)
        .take(if cfg!(miri) { ROUND + 20 } else { 3_000 })
        .map(|number| (number as i64 % 400 - 200) * 46_000_000_000_000_000)
        .chain([i64::MIN, i64::MAX])
        .collect();
    let near: Vec<i32> = numbers(4).take(500).map(|number| number as i32 % 9).collect();
    let given = far.iter().map(|value| Some(IdValue::Integer(*value))).collect();
    let also = near.iter().map(|value| Some(IdValue::Integer((*value).into()))).collect();
    holds(&[Some(Array::from(&far)), Some(Array::from(&near))], &[given, also]);
}

static COMPARED: AtomicU64 = AtomicU64::new(0);

/// A short text that counts how often it is compared.
#[derive(Clone, Copy, Debug)]
struct Counted(Short);

impl PartialEq for Counted {
    fn eq(&self, other: &Counted) -> bool {
        COMPARED.fetch_add(1, Ordering::Relaxed);
        self.0 == other.0
    }
}

impl Eq for Counted {}

impl Hash for Counted {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl Key for Counted {
    const NONE: Counted = Counted(Short::NONE);

    type Order = u128;

    fn order(self) -> u128 {
        self.0.order()
    }
}

/// Ids that differ in few bits, wherever these lie, or are powers and sums of each other: what floods a table whose
/// hash is known. Each is compared a few times, with the place for none and with itself.
#[test]
fn crafted_ids_are_told_apart_as_any_others() {
    const COUNT: u128 = if cfg!(miri) { 64 } else { 4_000 };
    let spreads: [fn(u128) -> u128; 6] = [
        |at| at,
        |at| at << 64,
        |at| at << 100 | 1,
        |at| at.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835),
        |at| at << 40 | at << 80,
        |at| at << 64 ^ at.wrapping_mul(u128::from(u64::MAX)),
    ];
    let unread: Read<'_, Counted> = |_, _, _| {};
    for spread in spreads {
        let ids: Vec<Counted> =
            (0..COUNT).map(|at| Counted(Short(spread(at) & (u128::MAX >> 8) | 15 << 120))).collect();
        let distinct: BTreeSet<u128> = ids.iter().map(|id| id.order()).collect();
        let before = COMPARED.load(Ordering::Relaxed);
        let (all, coded) = ranked(&[Keys::List(ids.clone()), Keys::List(ids)], unread);
        let compared = COMPARED.load(Ordering::Relaxed) - before;
        assert_eq!((all.len(), coded.len()), (distinct.len(), 2));
        assert!(u128::from(compared) < 2 * COUNT * 4, "{compared} comparisons");
    }
    // nobody can know beforehand where an id will lie
    let place = |hasher: DefaultHashBuilder| hasher.hash_one(Short::of(b"a"));
    let places: BTreeSet<u64> = (0..8).map(|_| place(DefaultHashBuilder::default())).collect();
    assert!(places.len() > 1);
}

#[test]
fn texts_that_are_cut_within_a_letter_break_nothing() {
    let offsets = [0, 1, 3, 99, -4, 2];
    let (space, codes) = texts(&[Some(Array::Text(Texts::Offsets(&offsets, "红岩"), Validity::All))]);
    assert!(
        codes.iter().all(|codes| (0..5).all(|row| codes.get(row) == NO_CODE || space.value(codes.get(row)).is_some()))
    );
}

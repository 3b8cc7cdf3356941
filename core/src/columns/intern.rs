//! Ids that are texts, or integers far apart, as codes: each is told apart once, wherever it stands.

mod runs;

use std::hash::{BuildHasher, Hash};
use std::ops::Range;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::array::{Array, Texts, Validity, all_between};
use super::par;
use super::space::{Codes, NO_CODE, Packed, SharedTexts, Space, place};

/// What ids are told apart by.
trait Key: Copy + Eq + Hash + Send + Sync {
    /// What stands where there is no id.
    const NONE: Self;

    /// What orders as the ids do.
    type Order: Copy + Ord + Send + Sync;

    fn order(self) -> Self::Order;
}

/// The bytes of a short text, the first lowest, and its length in the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Short(u128);

impl Key for Short {
    const NONE: Short = Short(u128::MAX);

    type Order = u128;

    fn order(self) -> u128 {
        self.0.swap_bytes()
    }
}

/// An integer, of more bits than any that is given.
impl Key for i128 {
    const NONE: i128 = i128::MAX;

    type Order = i128;

    fn order(self) -> i128 {
        self
    }
}

/// An empty text is no id: the door refuses it.
impl<'a> Key for &'a str {
    const NONE: &'a str = "";

    type Order = &'a str;

    fn order(self) -> &'a str {
        self
    }
}

/// Appends the keys of some rows of an array.
type Read<'a, K> = fn(&Array<'a>, Range<usize>, &mut Vec<K>);

/// The space of columns of texts, and each of them as codes.
pub(super) fn texts<'a>(columns: &[Option<Array<'a>>]) -> (Space<'a>, Vec<Codes<'a>>) {
    if columns.iter().flatten().all(are_short) {
        let (orders, codes) = coded(columns, short_texts);
        let mut packed = Packed::default();
        for order in orders {
            let (bytes, len) = (order.to_be_bytes(), place(u32::from(order as u8)));
            // what is cut within a letter stands in a row that the door leaves out
            packed.push(bytes.get(..len).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default());
        }
        return (Space::Shared(SharedTexts(packed.into())), codes);
    }
    let (texts, codes) = coded(columns, long_texts);
    (Space::Texts(texts), codes)
}

/// The same for integers that lie far apart.
pub(super) fn integers<'a>(columns: &[Option<Array<'a>>]) -> (Space<'a>, Vec<Codes<'a>>) {
    let (integers, codes) = coded(columns, numbers);
    let narrow = |integer| i64::try_from(integer).unwrap_or(i64::MAX);
    (Space::Integers(integers.into_iter().map(narrow).collect()), codes)
}

fn numbers(array: &Array<'_>, rows: Range<usize>, keys: &mut Vec<i128>) {
    fn all<T: Copy + Into<i128>>(values: &[T], rows: Range<usize>, keys: &mut Vec<i128>) {
        keys.extend(values.get(rows).unwrap_or_default().iter().map(|value| (*value).into()));
    }
    let begin = keys.len();
    match array {
        Array::I32(column) => all(column.values, rows.clone(), keys),
        Array::I64(column) => all(column.values, rows.clone(), keys),
        Array::U32(column) => all(column.values, rows.clone(), keys),
        _ => keys.resize(begin.saturating_add(rows.len()), i128::NONE),
    }
    without_nulls(array.validity(), rows, keys.get_mut(begin..).unwrap_or_default());
}

fn without_nulls<K: Key>(validity: Validity<'_>, rows: Range<usize>, keys: &mut [K]) {
    if !validity.is_all() {
        for (row, key) in rows.zip(keys) {
            if !validity.has(row) {
                *key = K::NONE;
            }
        }
    }
}

/// The most bytes of a short text.
const SHORT: usize = 15;

/// What of sixteen bytes belongs to a text of each length.
const OWN: [u128; 16] = [
    0x00,
    0xff,
    0xffff,
    0xff_ffff,
    0xffff_ffff,
    0xff_ffff_ffff,
    0xffff_ffff_ffff,
    0xff_ffff_ffff_ffff,
    0xffff_ffff_ffff_ffff,
    0xff_ffff_ffff_ffff_ffff,
    0xffff_ffff_ffff_ffff_ffff,
    0xff_ffff_ffff_ffff_ffff_ffff,
    0xffff_ffff_ffff_ffff_ffff_ffff,
    0xff_ffff_ffff_ffff_ffff_ffff_ffff,
    0xffff_ffff_ffff_ffff_ffff_ffff_ffff,
    0xff_ffff_ffff_ffff_ffff_ffff_ffff_ffff,
];

impl Short {
    /// Sixteen bytes of which the first ones are a text of this length.
    #[inline]
    fn cut(bytes: [u8; 16], len: usize) -> Short {
        match OWN.get(len) {
            Some(own) if len > 0 => Short(u128::from_le_bytes(bytes) & own | (len as u128) << 120),
            _ => Short::NONE,
        }
    }

    fn of(text: &[u8]) -> Short {
        let mut bytes = [0; 16];
        for (byte, given) in bytes.iter_mut().zip(text) {
            *byte = *given;
        }
        Short::cut(bytes, text.len())
    }
}

fn are_short(array: &Array<'_>) -> bool {
    let of = |texts: &Texts<'_>| match texts {
        Texts::Offsets(offsets, _) => all_between(offsets, |from, to| to.wrapping_sub(from) <= SHORT as i32),
        Texts::LargeOffsets(offsets, _) => all_between(offsets, |from, to| to.wrapping_sub(from) <= SHORT as i64),
        _ => {
            let rows = par::ranges(texts.len(), 1 << 16, 64);
            par::map(&rows, |rows| rows.clone().all(|row| texts.get(row).len() <= SHORT)).into_iter().all(|fine| fine)
        }
    };
    match array {
        Array::Text(texts, _) | Array::Dictionary(_, texts) => of(texts),
        _ => true,
    }
}

fn short_texts(array: &Array<'_>, rows: Range<usize>, keys: &mut Vec<Short>) {
    fn cut<T: Copy + TryInto<usize>>(offsets: &[T], data: &str, rows: Range<usize>, keys: &mut Vec<Short>) {
        let data = data.as_bytes();
        let from = offsets.get(rows.clone()).unwrap_or_default();
        let to = offsets.get(rows.start.saturating_add(1)..).unwrap_or_default();
        keys.extend(from.iter().zip(to).map(|(from, to)| {
            let (Ok(from), Ok(to)) = ((*from).try_into(), (*to).try_into()) else { return Short::NONE };
            match data.get(from..).and_then(<[u8]>::first_chunk::<16>) {
                Some(bytes) => Short::cut(*bytes, to.wrapping_sub(from)),
                // at the end of all texts
                None => Short::of(data.get(from..to).unwrap_or_default()),
            }
        }));
    }
    let begin = keys.len();
    match array {
        Array::Text(Texts::Offsets(offsets, data), _) => cut(offsets, data, rows.clone(), keys),
        Array::Text(Texts::LargeOffsets(offsets, data), _) => cut(offsets, data, rows.clone(), keys),
        Array::Text(texts, _) => keys.extend(rows.clone().map(|row| Short::of(texts.get(row).as_bytes()))),
        _ => keys.resize(begin.saturating_add(rows.len()), Short::NONE),
    }
    without_nulls(array.validity(), rows, keys.get_mut(begin..).unwrap_or_default());
}

fn long_texts<'a>(array: &Array<'a>, rows: Range<usize>, keys: &mut Vec<&'a str>) {
    let Array::Text(texts, validity) = array else {
        return keys.resize(keys.len().saturating_add(rows.len()), "");
    };
    keys.extend(rows.map(|row| if validity.has(row) { texts.get(row) } else { "" }));
}

/// A list of keys that is numbered.
enum Keys<'k, 'a, K> {
    /// One for each row of a column.
    Rows(&'k Array<'a>),
    /// One for each run of rows that are alike, or for each word of a dictionary.
    List(Vec<K>),
}

/// How the codes of a column follow from those of its keys.
enum Layout {
    /// They are the same.
    Rows,
    /// A key holds for the rows from here on.
    Runs(Vec<u32>),
    /// Each row names its key.
    Words,
}

/// Every key of these columns once, ascending, and the columns as places among them.
fn coded<'a, K: Key>(columns: &[Option<Array<'a>>], read: Read<'a, K>) -> (Vec<K::Order>, Vec<Codes<'a>>) {
    let (lists, layouts): (Vec<Keys<'_, 'a, K>>, Vec<Layout>) =
        columns.iter().flatten().map(|array| keys(array, read)).unzip();
    let (values, coded) = if let Some(found) = merged(&lists) { found } else { ranked(&lists, read) };
    drop(lists);
    let mut laid = layouts.into_iter().zip(coded);
    let codes = columns.iter().map(|array| match (array, array.as_ref().and_then(|_| laid.next())) {
        (_, Some((Layout::Rows, codes))) => Codes::Own(codes),
        (_, Some((Layout::Runs(starts), codes))) => Codes::Runs(starts, codes),
        (Some(Array::Dictionary(keys, _)), Some((Layout::Words, words))) => {
            let mut codes = vec![NO_CODE; keys.values.len()];
            let size = codes.len().div_ceil(64).max(1 << 14);
            par::each(codes.chunks_mut(size).enumerate().collect(), |(part, codes)| {
                for (row, code) in (part.saturating_mul(size)..).zip(codes) {
                    *code = keys.get(row).and_then(|key| words.get(place(key))).copied().unwrap_or(NO_CODE);
                }
            });
            Codes::Own(codes)
        }
        _ => Codes::Nobody,
    });
    (values, codes.collect())
}

/// The keys of a column: where equal values mostly stand together, one for each run.
fn keys<'k, 'a, K: Key>(array: &'k Array<'a>, read: Read<'a, K>) -> (Keys<'k, 'a, K>, Layout) {
    if let Array::Dictionary(keys, texts) = array {
        let mut used = vec![false; texts.len()];
        for row in 0..keys.values.len() {
            if let Some(used) = keys.get(row).and_then(|key| used.get_mut(place(key))) {
                *used = true;
            }
        }
        let mut words = Vec::with_capacity(texts.len());
        read(&Array::Text(*texts, Validity::All), 0..texts.len(), &mut words);
        without_nulls(Validity::Flags(&used), 0..texts.len(), &mut words);
        return (Keys::List(words), Layout::Words);
    }
    if !repeats(array, read) {
        if array.len() > ROUND {
            return (Keys::Rows(array), Layout::Rows);
        }
        let mut list = Vec::with_capacity(array.len());
        read(array, 0..array.len(), &mut list);
        return (Keys::List(list), Layout::Rows);
    }
    let parts = par::ranges(array.len(), 1 << 14, 64);
    let runs = par::map(&parts, |part| {
        let (mut starts, mut runs): (Vec<u32>, Vec<K>) = Default::default();
        let number = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
        let begin = |row: usize| {
            starts.push(number(row));
            read(array, row..row.saturating_add(1), &mut runs);
        };
        match array {
            Array::Text(Texts::Offsets(offsets, data), Validity::All) => {
                runs::starts(offsets, data.as_bytes(), part.clone(), begin);
                return (starts, runs);
            }
            Array::Text(Texts::LargeOffsets(offsets, data), Validity::All) => {
                runs::starts(offsets, data.as_bytes(), part.clone(), begin);
                return (starts, runs);
            }
            _ => {}
        }
        let mut keys = Vec::new();
        for rows in par::blocks(part.clone()) {
            keys.clear();
            read(array, rows.clone(), &mut keys);
            let mut last = runs.last().copied();
            for (row, key) in rows.zip(&keys) {
                if last != Some(*key) {
                    starts.push(number(row));
                    runs.push(*key);
                    last = Some(*key);
                }
            }
        }
        (starts, runs)
    });
    let (starts, runs): (Vec<_>, Vec<_>) = runs.into_iter().unzip();
    (Keys::List(runs.concat()), Layout::Runs(starts.concat()))
}

/// Whether most values of a column are those of the row before, as far as some places tell.
fn repeats<'a, K: Key>(array: &Array<'a>, read: Read<'a, K>) -> bool {
    const LOOK: usize = 64;
    let (mut alike, mut looked, mut keys) = (0_usize, 0_usize, Vec::new());
    for part in par::ranges(array.len(), LOOK, 32) {
        keys.clear();
        read(array, part.start..part.start.saturating_add(LOOK).min(part.end), &mut keys);
        looked = looked.saturating_add(keys.len());
        alike = alike.saturating_add(keys.windows(2).filter(|pair| pair.first() == pair.last()).count());
    }
    alike.saturating_mul(4) >= looked.saturating_mul(3)
}

/// Keys are spread over so many tables, so that each fits the cache.
const SPREAD: usize = 128;
/// The table of a row without a key.
const NOWHERE: u8 = u8::MAX;
/// So many keys are spread at a time.
const ROUND: usize = if cfg!(miri) {
    128
} else if cfg!(test) {
    1_024
} else {
    2_097_152
};

/// The keys of one table: each has a number.
struct Known<K> {
    table: HashTable<(K, u32)>,
    list: Vec<K>,
}

/// Some keys brought together by table.
struct Spread<K> {
    /// The table of each.
    tables: Vec<u8>,
    keys: Vec<K>,
    /// Where the keys of each table begin.
    starts: [usize; SPREAD],
    ends: [usize; SPREAD],
}

/// What keys of some lists order by, each once, ascending, and the lists as places among them.
type Ranked<K> = (Vec<<K as Key>::Order>, Vec<Vec<u32>>);

/// Ranks lists in one walk, if each ascends.
fn merged<K: Key>(lists: &[Keys<'_, '_, K>]) -> Option<Ranked<K>> {
    let orders = lists.iter().map(|list| match list {
        Keys::List(keys) if !keys.contains(&K::NONE) => {
            let orders: Vec<K::Order> = keys.iter().map(|key| key.order()).collect();
            orders.is_sorted().then_some(orders)
        }
        _ => None,
    });
    let orders = orders.collect::<Option<Vec<_>>>()?;
    let mut all = orders.concat();
    // it finds the lists that ascend
    all.sort();
    all.dedup();
    let coded = par::map(&orders, |orders| {
        let (mut rest, mut code) = (all.iter(), NO_CODE);
        let mut last = None;
        let codes = orders.iter().map(|order| {
            while last != Some(order) {
                last = rest.next();
                code = code.wrapping_add(1);
            }
            code
        });
        codes.collect()
    });
    Some((all, coded))
}

/// Ranks any lists.
fn ranked<'a, K: Key>(lists: &[Keys<'_, 'a, K>], read: Read<'a, K>) -> Ranked<K> {
    let hasher = DefaultHashBuilder::default();
    let mut known: Vec<Known<K>> = (0..SPREAD).map(|_| Known { table: HashTable::new(), list: Vec::new() }).collect();
    let mut coded: Vec<Vec<u32>> = Vec::with_capacity(lists.len());
    for list in lists {
        let mut codes = vec![NO_CODE; list.len()];
        for (round, codes) in codes.chunks_mut(ROUND).enumerate() {
            list.number(round.saturating_mul(ROUND), codes, &mut known, &hasher, read);
        }
        coded.push(codes);
    }
    let count = known.iter().map(|known| known.list.len()).fold(0, usize::saturating_add);
    let most = known.iter().map(|known| known.list.len()).max().unwrap_or_default();
    let mut all: Vec<(K::Order, u32)> = Vec::with_capacity(count);
    for (table, known) in known.into_iter().enumerate() {
        all.extend(known.list.into_iter().enumerate().map(|(at, key)| (key.order(), numbered(at, table))));
    }
    par::sort(&mut all);
    let mut places = vec![NO_CODE; most.saturating_mul(SPREAD)];
    for (code, (_, number)) in (0..).zip(&all) {
        if let Some(slot) = places.get_mut(place(*number)) {
            *slot = code;
        }
    }
    let parts = coded.iter_mut().flat_map(|codes| codes.chunks_mut(1 << 20)).collect();
    par::each(parts, |codes| {
        for code in codes {
            *code = places.get(place(*code)).copied().unwrap_or(NO_CODE);
        }
    });
    (all.into_iter().map(|(order, _)| order).collect(), coded)
}

/// The number of a key while not all are known.
fn numbered(at: usize, table: usize) -> u32 {
    u32::try_from(at.saturating_mul(SPREAD).saturating_add(table)).unwrap_or(NO_CODE)
}

fn table_of(hash: u64) -> usize {
    // bits that the tables themselves do not look at first
    (hash >> 40) as usize & (SPREAD - 1)
}

impl<'a, K: Key> Keys<'_, 'a, K> {
    fn len(&self) -> usize {
        match self {
            Keys::Rows(array) => array.len(),
            Keys::List(keys) => keys.len(),
        }
    }

    /// Numbers the keys from here on, as many as there is room for.
    fn number(
        &self,
        from: usize,
        codes: &mut [u32],
        known: &mut [Known<K>],
        hasher: &DefaultHashBuilder,
        read: Read<'a, K>,
    ) {
        let ranges = par::ranges(codes.len(), 1 << 12, 8);
        let parts: Vec<Spread<K>> = par::map(&ranges, |part| {
            let keys = from.saturating_add(part.start)..from.saturating_add(part.end);
            match self {
                Keys::List(list) => Spread::of(list.get(keys).unwrap_or_default(), hasher),
                Keys::Rows(array) => {
                    let mut list = Vec::with_capacity(keys.len());
                    read(array, keys, &mut list);
                    Spread::of(&list, hasher)
                }
            }
        });
        let known: Vec<(usize, &mut Known<K>)> = known.iter_mut().enumerate().collect();
        let numbers: Vec<Vec<u32>> = par::each(known, |(table, known)| {
            let mut numbers = Vec::new();
            for part in &parts {
                numbers.extend(part.of_table(table).iter().map(|key| known.number(*key, table, hasher)));
            }
            numbers
        });
        // where the numbers of each part begin
        let mut begin = [0_usize; SPREAD];
        let mut work = Vec::with_capacity(parts.len());
        let mut rest = codes;
        for (part, range) in parts.iter().zip(&ranges) {
            work.push((part, par::cut(&mut rest, range.len()), begin));
            for ((begin, from), to) in begin.iter_mut().zip(&part.starts).zip(&part.ends) {
                *begin = begin.saturating_add(to.saturating_sub(*from));
            }
        }
        par::each(work, |(part, codes, mut next)| {
            for (table, code) in part.tables.iter().zip(codes) {
                let table = place(u32::from(*table));
                if let (Some(next), Some(numbers)) = (next.get_mut(table), numbers.get(table)) {
                    *code = numbers.get(*next).copied().unwrap_or(NO_CODE);
                    *next = next.saturating_add(1);
                }
            }
        });
    }
}

impl<K: Key> Known<K> {
    #[inline]
    fn number(&mut self, key: K, table: usize, hasher: &DefaultHashBuilder) -> u32 {
        let entry = self.table.entry(hasher.hash_one(key), |one| one.0 == key, |one| hasher.hash_one(one.0));
        let list = &mut self.list;
        entry
            .or_insert_with(|| {
                let number = numbered(list.len(), table);
                list.push(key);
                (key, number)
            })
            .get()
            .1
    }
}

impl<K: Key> Spread<K> {
    fn of(list: &[K], hasher: &DefaultHashBuilder) -> Spread<K> {
        let mut ends = [0_usize; SPREAD];
        let mut tables = Vec::with_capacity(list.len());
        for key in list {
            if *key == K::NONE {
                tables.push(NOWHERE);
                continue;
            }
            let table = table_of(hasher.hash_one(*key));
            tables.push(table as u8);
            if let Some(count) = ends.get_mut(table) {
                *count = count.saturating_add(1);
            }
        }
        let mut total = 0_usize;
        for end in &mut ends {
            let count = *end;
            *end = total;
            total = total.saturating_add(count);
        }
        let starts = ends;
        let mut keys = vec![K::NONE; total];
        for (table, key) in tables.iter().zip(list) {
            if let Some(next) = ends.get_mut(place(u32::from(*table))) {
                if let Some(slot) = keys.get_mut(*next) {
                    *slot = *key;
                }
                *next = next.saturating_add(1);
            }
        }
        Spread { tables, keys, starts, ends }
    }

    fn of_table(&self, table: usize) -> &[K] {
        match (self.starts.get(table), self.ends.get(table)) {
            (Some(from), Some(to)) => self.keys.get(*from..*to).unwrap_or_default(),
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests;

//! Ids that are texts of one length and differ in the digits at their end alone, such as `W0000123`: the codes are these
//! numbers, read where they stand. Nothing is hashed, and no list of codes is kept.

use std::ops::Range;

use super::array::{Array, Texts, Validity, all_between};
use super::fetch::Fetch;
use super::par;
use super::space::{Codes, NO_CODE, Packed, SharedTexts, Space};

/// The most digits that are read.
const DIGITS: usize = 8;
/// The most bytes of such a text: two words.
const BYTES: usize = 16;

/// How the texts are made: a mark that all share, then digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    /// The length of a text in bytes.
    len: usize,
    /// How many digits end it.
    digits: usize,
    /// The bits of the digits in the last word of a text.
    counted: u64,
    /// The bits of the mark in the last word and in the one before.
    marked: [u64; 2],
    /// What stands there.
    mark: [u64; 2],
}

/// The texts of a column as numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbered<'a> {
    /// The texts, one after another.
    data: &'a [u8],
    form: Form,
    /// The number whose code is 0.
    from: u32,
    /// Whether the numbers never descend.
    pub(super) ascends: bool,
}

/// The least and the greatest digits of texts, the first digit highest, and whether they never descend.
#[derive(Clone, Copy, Debug)]
struct Ends {
    least: u64,
    most: u64,
    ascends: bool,
}

impl Ends {
    fn with(self, other: Ends) -> Ends {
        let (least, most) = (self.least.min(other.least), self.most.max(other.most));
        Ends { least, most, ascends: self.ascends && other.ascends }
    }
}

/// The space of columns of such texts, and each of them as codes.
pub(super) fn texts<'a>(columns: &[Option<Array<'a>>]) -> Option<(Space<'a>, Vec<Codes<'a>>)> {
    let mut form: Option<(Form, &str)> = None;
    let mut pieces = Vec::with_capacity(columns.len());
    for array in columns {
        let piece = match array {
            Some(Array::Text(texts, _)) if texts.is_empty() => None,
            Some(Array::Text(texts, Validity::All)) => {
                let own = form.map_or_else(|| Form::of(texts.get(0)), Some)?;
                form = Some(own);
                Some(own.0.piece(texts)?)
            }
            None | Some(Array::Null(_)) => None,
            _ => return None,
        };
        pieces.push(piece);
    }
    let (form, mark) = form?;
    let mut found = Vec::with_capacity(columns.len());
    for piece in pieces {
        found.push(match piece {
            Some(data) => Some((data, form.ends(data)?)),
            None => None,
        });
    }
    let Ends { least, most, .. } = found.iter().flatten().map(|(_, ends)| *ends).reduce(Ends::with)?;
    let (least, most) = (form.number(least.swap_bytes()), form.number(most.swap_bytes()));
    let rows = found.iter().flatten().map(|(data, _)| form.rows(data)).fold(0, usize::saturating_add);
    let span = usize::try_from(most.checked_sub(least)?).ok()?.checked_add(1)?;
    // each number from the first to the last has a text
    if span > rows.saturating_mul(2) {
        return None;
    }
    let texts = form.spelled(mark, least, span);
    let codes = found.into_iter().map(|column| match column {
        Some((data, Ends { ascends, .. })) => Codes::Numbered(Numbered { data, form, from: least, ascends }),
        None => Codes::Nobody,
    });
    Some((Space::Shared(SharedTexts(texts.into())), codes.collect()))
}

/// The last eight bytes before an end, the last one highest; what is before the first byte is 0.
#[inline(always)]
fn word(data: &[u8], end: usize) -> u64 {
    let bytes = end.checked_sub(8).and_then(|start| data.get(start..)).and_then(<[u8]>::first_chunk::<8>);
    bytes.map_or_else(|| first_word(data, end), |bytes| u64::from_le_bytes(*bytes))
}

#[inline(never)]
fn first_word(data: &[u8], end: usize) -> u64 {
    data.get(..end).unwrap_or_default().iter().fold(0, |word, byte| word >> 8 | u64::from(*byte) << 56)
}

/// Each byte of a word.
const fn every(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

impl Form {
    /// That of a text, if it has one, and the mark.
    fn of(text: &str) -> Option<(Form, &str)> {
        let bytes = text.as_bytes();
        let digits = bytes.iter().rev().take_while(|byte| byte.is_ascii_digit()).count().min(DIGITS);
        if digits == 0 || bytes.len() > BYTES {
            return None;
        }
        // the bits of so many bytes at the end of a word
        let last = |bytes: usize| {
            let before = u32::try_from(8_usize.saturating_sub(bytes)).unwrap_or(8).saturating_mul(8);
            u64::MAX.checked_shl(before).unwrap_or(0)
        };
        let counted = last(digits);
        let marked = [last(bytes.len()) & !counted, last(bytes.len().saturating_sub(8))];
        let words = [word(bytes, bytes.len()), word(bytes, bytes.len().saturating_sub(8))];
        let mark = [words[0] & marked[0], words[1] & marked[1]];
        let form = Form { len: bytes.len(), digits, counted, marked, mark };
        Some((form, text.get(..bytes.len().checked_sub(digits)?)?))
    }

    fn rows(&self, data: &[u8]) -> usize {
        data.len().checked_div(self.len).unwrap_or_default()
    }

    /// The bytes of texts, if all have this length.
    fn piece<'a>(&self, texts: &Texts<'a>) -> Option<&'a [u8]> {
        let (first, last, data) = match texts {
            Texts::Offsets(offsets, data) => {
                let len = i32::try_from(self.len).ok()?;
                if !all_between(offsets, |from, to| to.wrapping_sub(from) == len) {
                    return None;
                }
                (i64::from(*offsets.first()?), i64::from(*offsets.last()?), data)
            }
            Texts::LargeOffsets(offsets, data) => {
                let len = i64::try_from(self.len).ok()?;
                if !all_between(offsets, |from, to| to.wrapping_sub(from) == len) {
                    return None;
                }
                (*offsets.first()?, *offsets.last()?, data)
            }
            Texts::Slices(_) | Texts::Strings(_) => return None,
        };
        data.as_bytes().get(usize::try_from(first).ok()?..usize::try_from(last).ok()?)
    }

    /// The least and the greatest digits, if all texts are of this form.
    fn ends(&self, data: &[u8]) -> Option<Ends> {
        let parts = par::map(&par::ranges(self.rows(data), 1 << 14, 64), |rows| {
            if self.len > 8 {
                self.ends_of::<true>(data, rows.clone())
            } else {
                self.ends_of::<false>(data, rows.clone())
            }
        });
        parts.into_iter().collect::<Option<Vec<_>>>()?.into_iter().reduce(Ends::with)
    }

    /// Of texts longer than a word, or not.
    fn ends_of<const LONG: bool>(&self, data: &[u8], rows: Range<usize>) -> Option<Ends> {
        let digits = |row: usize| (word(data, row.saturating_mul(self.len)) & self.counted).swap_bytes();
        // the row before, that no pair is missed
        let (mut last, mut falls) = (if rows.start > 0 { digits(rows.start) } else { 0 }, false);
        let (mut least, mut most) = (u64::MAX, 0);
        for block in par::blocks(rows) {
            let mut odd = 0;
            self.each(data, block, |end, bytes| {
                odd |= self.odd(bytes);
                if LONG {
                    odd |= (word(data, end.saturating_sub(8)) ^ self.mark[1]) & self.marked[1];
                }
                // as a number of which the first digit is the highest
                let digits = (bytes & self.counted).swap_bytes();
                falls |= digits < last;
                (least, most, last) = (digits.min(least), digits.max(most), digits);
            });
            if odd != 0 {
                return None;
            }
        }
        Some(Ends { least, most, ascends: !falls })
    }

    /// Not 0 if the last word of a text is not of this form.
    #[inline(always)]
    fn odd(&self, word: u64) -> u64 {
        let digits = word ^ every(b'0');
        // what is no digit is greater than 9
        let no_digits = ((digits & every(0x7f)).wrapping_add(every(0x76)) | digits) & every(0x80) & self.counted;
        (word ^ self.mark[0]) & self.marked[0] | no_digits
    }

    /// The number that a word ends with.
    #[inline(always)]
    fn number(&self, word: u64) -> u32 {
        // a byte has one digit, then each second one two of them, each fourth four
        let ones = (word ^ every(b'0')) & self.counted;
        let pairs = ones.wrapping_mul(10).wrapping_add(ones >> 8);
        // 100 and 1,000,000, 1 and 10,000, in halves of a word
        let (each_fourth, first, second) = (0x0000_00ff_0000_00ff, 0x000f_4240_0000_0064, 0x0000_2710_0000_0001);
        let upper = (pairs & each_fourth).wrapping_mul(first);
        let lower = (pairs >> 16 & each_fourth).wrapping_mul(second);
        (upper.wrapping_add(lower) >> 32) as u32
    }

    /// Visits rows with their ends and their last words.
    #[inline(always)]
    fn each(&self, data: &[u8], rows: Range<usize>, mut visit: impl FnMut(usize, u64)) {
        let mut end = rows.start.saturating_mul(self.len);
        for _ in rows {
            end = end.wrapping_add(self.len);
            visit(end, word(data, end));
        }
    }

    /// The texts of so many numbers from one on.
    fn spelled(&self, mark: &str, from: u32, count: usize) -> Packed {
        let mut bytes = Vec::with_capacity(count.saturating_mul(self.len));
        bytes.extend_from_slice(format!("{mark}{from:0width$}", width = self.digits).as_bytes());
        for _ in 1..count {
            bytes.extend_from_within(bytes.len().saturating_sub(self.len)..);
            for byte in bytes.iter_mut().rev().take(self.digits) {
                if *byte != b'9' {
                    *byte = byte.wrapping_add(1);
                    break;
                }
                *byte = b'0';
            }
        }
        Packed::of_length(String::from_utf8(bytes).unwrap_or_default(), self.len)
    }
}

impl Numbered<'_> {
    /// The code of a row.
    #[inline(always)]
    pub(super) fn get(&self, row: usize) -> u32 {
        let end = row.saturating_add(1).saturating_mul(self.form.len);
        if end > self.data.len() {
            return NO_CODE;
        }
        self.form.number(word(self.data, end)).wrapping_sub(self.from)
    }

    /// Marks the rows whose code differs from that of the row before, other marks `KEPT` or not. The first row gets no
    /// mark. Digits differ where numbers do.
    pub(super) fn differ<const KEPT: bool>(&self, rows: Range<usize>, mark: u8, marks: &mut [u8]) {
        let digits = |word: u64| word & self.form.counted;
        let mut last = digits(word(self.data, rows.start.saturating_add(1).saturating_mul(self.form.len)));
        let mut marks = marks.iter_mut();
        self.form.each(self.data, rows, |_, word| {
            let own = if digits(word) == last { 0 } else { mark };
            last = digits(word);
            if let Some(marks) = marks.next() {
                *marks = if KEPT { *marks | own } else { own };
            }
        });
    }

    /// Begins to bring near so many texts.
    #[inline(always)]
    pub(super) fn fetch(&self, fetch: Fetch, row: usize, count: usize) {
        let len = self.form.len;
        fetch.ahead(self.data, row.saturating_mul(len), count.saturating_mul(len));
    }

    /// Appends the codes of some rows.
    pub(super) fn fill(&self, rows: Range<usize>, room: &mut Vec<u32>) {
        let rows = rows.start..rows.end.min(self.form.rows(self.data));
        let begin = room.len();
        room.resize(begin.saturating_add(rows.len()), NO_CODE);
        let mut slots = room.get_mut(begin..).unwrap_or_default().iter_mut();
        self.form.each(self.data, rows, |_, word| {
            if let Some(slot) = slots.next() {
                *slot = self.form.number(word).wrapping_sub(self.from);
            }
        });
    }
}

#[cfg(test)]
mod tests;

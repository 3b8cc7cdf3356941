//! Numbers and texts as bytes: numbers short when they are small, texts with their length.

use crate::value::Value;

/// Writes into bytes.
#[derive(Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    pub(super) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// Seven bits a byte, the least first; the high bit says that more follow.
    pub(super) fn number(&mut self, number: impl Into<u64>) {
        let mut rest: u64 = number.into();
        while rest >= 0x80 {
            self.0.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        self.0.push((rest & 0x7f) as u8);
    }

    /// The sign goes to the lowest bit, so that small negative numbers are short, too.
    pub(super) fn signed(&mut self, number: impl Into<i64>) {
        let number: i64 = number.into();
        self.number((number << 1 ^ number >> 63).cast_unsigned());
    }

    pub(super) fn len(&mut self, len: usize) {
        self.number(u64::try_from(len).unwrap_or(u64::MAX));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.len(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    pub(super) fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.byte(0),
            Value::Flag(flag) => {
                self.byte(1);
                self.byte((*flag).into());
            }
            Value::Number(number) => {
                self.byte(2);
                self.0.extend_from_slice(&number.to_le_bytes());
            }
            Value::Float(float) => {
                self.byte(3);
                self.0.extend_from_slice(&float.to_le_bytes());
            }
            Value::Text(text) => {
                self.byte(4);
                self.text(text);
            }
            Value::List(items) => {
                self.byte(5);
                self.len(items.len());
                items.iter().for_each(|item| self.value(item));
            }
            Value::Map(entries) => {
                self.byte(6);
                self.len(entries.len());
                for (key, value) in entries {
                    self.text(key);
                    self.value(value);
                }
            }
        }
    }
}

/// Reads what [`Writer`] wrote; `None` where bytes are not what it writes.
pub(super) struct Reader<'b>(&'b [u8]);

/// How deep a value may be nested.
const DEPTH: u32 = 16;

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Reader<'b> {
        Reader(bytes)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    fn long(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            // the last byte has room for one bit alone
            if shift == 63 && part > 1 {
                return None;
            }
            number |= part << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn number<T: TryFrom<u64>>(&mut self) -> Option<T> {
        T::try_from(self.long()?).ok()
    }

    pub(super) fn signed<T: TryFrom<i64>>(&mut self) -> Option<T> {
        let number = self.long()?;
        let sign = 0_i64.wrapping_sub((number & 1).cast_signed());
        T::try_from((number >> 1).cast_signed() ^ sign).ok()
    }

    /// A list. No more room is made than there are bytes that could fill it.
    pub(super) fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let len: usize = self.number()?;
        if len > self.0.len() {
            return None;
        }
        let mut list = Vec::new();
        for _ in 0..len {
            list.push(read(self)?);
        }
        Some(list)
    }

    pub(super) fn text(&mut self) -> Option<&'b str> {
        let len: usize = self.number()?;
        let (text, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    pub(super) fn value(&mut self) -> Option<Value> {
        self.value_within(DEPTH)
    }

    fn value_within(&mut self, depth: u32) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        Some(match self.byte()? {
            0 => Value::Null,
            1 => Value::Flag(self.flag()?),
            2 => Value::Number(i128::from_le_bytes(self.bytes()?)),
            3 => Value::Float(f64::from_le_bytes(self.bytes()?)),
            4 => Value::Text(self.text()?.to_owned()),
            5 => Value::List(self.list(|reader| reader.value_within(depth))?),
            6 => Value::Map(self.list(|reader| Some((reader.text()?.to_owned(), reader.value_within(depth)?)))?),
            _ => return None,
        })
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    /// An index into a list of things.
    pub(super) fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(usize::from(self.byte()?)).copied()
    }
}

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Expected, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

use super::float;

/// How deep values may lie in each other: as deep as in the core's own reader.
const DEEPEST: u8 = 127;

/// Reads a JSON text.
pub(crate) fn read<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, Unreadable> {
    read_with(text, |reader| T::deserialize(reader))
}

/// Reads a JSON text as something does that takes any format.
pub(crate) fn read_with<'t, T>(
    text: &'t str,
    with: impl FnOnce(&mut Reader<'t>) -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let value = with(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// Why a text cannot be read.
#[derive(Debug)]
pub(crate) struct Unreadable(String);

impl Unreadable {
    #[cold]
    fn new(what: &str, column: usize) -> Unreadable {
        Unreadable(format!("{what} at line 1 column {column}"))
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

impl Error for Unreadable {
    fn custom<T: fmt::Display>(told: T) -> Unreadable {
        Unreadable(told.to_string())
    }

    // the sentence that serde makes of it would bring along how every kind of value is shown
    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Unreadable {
        Unreadable(format!("expected {expected}"))
    }
}

/// A JSON text and how far it has been read.
pub(crate) struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: u8,
}

/// The beginning of a value; of a list or a map its items follow.
enum Token<'t> {
    Null,
    Flag(bool),
    Positive(u64),
    Negative(i64),
    Float(f64),
    Text(Cow<'t, str>),
    List,
    Map,
}

impl<'t> Reader<'t> {
    fn error(&self, what: &str) -> Unreadable {
        Unreadable::new(what, self.at)
    }

    fn unexpected(&self) -> Unreadable {
        Unreadable::new("expected value", self.at.saturating_add(1))
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    /// The next byte that is no space.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.step();
        }
        self.byte()
    }

    fn end(&mut self) -> Result<(), Unreadable> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(Unreadable::new("trailing characters", self.at.saturating_add(1))),
        }
    }

    fn token(&mut self) -> Result<Token<'t>, Unreadable> {
        match self.peek() {
            Some(b'"') => self.string().map(Token::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'[') => self.open(Token::List),
            Some(b'{') => self.open(Token::Map),
            Some(b'n') => self.word("null", Token::Null),
            Some(b't') => self.word("true", Token::Flag(true)),
            Some(b'f') => self.word("false", Token::Flag(false)),
            _ => Err(self.unexpected()),
        }
    }

    fn open(&mut self, token: Token<'t>) -> Result<Token<'t>, Unreadable> {
        if self.depth >= DEEPEST {
            return Err(Unreadable::new("recursion limit exceeded", self.at.saturating_add(1)));
        }
        self.depth = self.depth.saturating_add(1);
        self.step();
        Ok(token)
    }

    fn word(&mut self, word: &str, token: Token<'t>) -> Result<Token<'t>, Unreadable> {
        if !self.rest().starts_with(word) {
            return Err(self.unexpected());
        }
        self.at = self.at.saturating_add(word.len());
        Ok(token)
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn number(&mut self) -> Result<Token<'t>, Unreadable> {
        let rest = self.rest();
        let inside = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.bytes().take_while(inside).count();
        let text = rest.get(..length).unwrap_or_default();
        let token = if let Ok(number) = text.parse() {
            Token::Positive(number)
        } else if let Ok(number @ ..0) = text.parse() {
            Token::Negative(number)
        } else {
            let number = float::read(text);
            if !number.is_finite() {
                return Err(self.unexpected());
            }
            Token::Float(number)
        };
        self.at = self.at.saturating_add(length);
        Ok(token)
    }

    fn string(&mut self) -> Result<Cow<'t, str>, Unreadable> {
        self.step();
        let plain = self.plain()?;
        if self.byte() == Some(b'"') {
            self.step();
            return Ok(Cow::Borrowed(plain));
        }
        let mut text = plain.to_owned();
        while self.byte() == Some(b'\\') {
            self.step();
            text.push(self.escaped()?);
            text.push_str(self.plain()?);
        }
        self.step();
        Ok(Cow::Owned(text))
    }

    /// The letters before the next quote or backslash.
    fn plain(&mut self) -> Result<&'t str, Unreadable> {
        let rest = self.rest();
        let length = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\'));
        let length = length.ok_or_else(|| Unreadable::new("EOF while parsing a string", self.text.len()))?;
        self.at = self.at.saturating_add(length);
        Ok(rest.get(..length).unwrap_or_default())
    }

    /// The letter behind a backslash.
    fn escaped(&mut self) -> Result<char, Unreadable> {
        let byte = self.byte();
        self.step();
        Ok(match byte {
            Some(letter @ (b'"' | b'\\' | b'/')) => letter.into(),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.error("invalid escape")),
        })
    }

    fn unicode(&mut self) -> Result<char, Unreadable> {
        const LONE: &str = "lone leading surrogate in hex escape";
        let first = self.unit()?;
        if let Some(letter) = char::from_u32(first.into()) {
            return Ok(letter);
        }
        if first >= 0xDC00 {
            return Err(self.error(LONE));
        }
        for expected in [b'\\', b'u'] {
            let found = self.byte();
            self.step();
            if found != Some(expected) {
                return Err(self.error("unexpected end of hex escape"));
            }
        }
        let pair = [first, self.unit()?];
        char::decode_utf16(pair).next().and_then(Result::ok).ok_or_else(|| self.error(LONE))
    }

    /// Four digits.
    fn unit(&mut self) -> Result<u16, Unreadable> {
        let digits = self.rest().get(..4).and_then(|digits| u16::from_str_radix(digits, 16).ok());
        self.at = self.at.saturating_add(4).min(self.text.len());
        digits.ok_or_else(|| self.error("invalid escape"))
    }

    /// Passes over a value; what stands in it is not looked at.
    fn skip(&mut self) -> Result<(), Unreadable> {
        let mut depth = 0_usize;
        loop {
            match self.peek().ok_or_else(|| self.unexpected())? {
                b'"' => self.skip_string()?,
                b'[' | b'{' => depth = depth.saturating_add(1),
                b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.step();
            let between = matches!(self.byte(), None | Some(b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t'));
            if depth == 0 && between {
                return Ok(());
            }
        }
    }

    /// Goes to the end of a text.
    fn skip_string(&mut self) -> Result<(), Unreadable> {
        self.step();
        self.plain()?;
        while self.byte() == Some(b'\\') {
            self.step();
            self.step();
            self.plain()?;
        }
        Ok(())
    }

    /// Whether another item follows, up to the end of its list or map; that is passed over.
    fn more(&mut self, end: u8, first: bool) -> Result<bool, Unreadable> {
        match self.peek() {
            Some(byte) if byte == end => {
                self.step();
                self.depth = self.depth.saturating_sub(1);
                Ok(false)
            }
            Some(_) if first => Ok(true),
            Some(b',') => {
                self.step();
                Ok(true)
            }
            _ => Err(self.unexpected()),
        }
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.token()? {
            Token::Null => visitor.visit_unit(),
            Token::Flag(flag) => visitor.visit_bool(flag),
            Token::Positive(number) => visitor.visit_u64(number),
            Token::Negative(number) => visitor.visit_i64(number),
            Token::Float(number) => visitor.visit_f64(number),
            Token::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Token::Text(Cow::Owned(text)) => visitor.visit_str(&text),
            Token::List => visitor.visit_seq(Items { reader: self, first: true }),
            Token::Map => visitor.visit_map(Items { reader: self, first: true }),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.skip()?;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}

/// What stands in a list or a map. Who reads it reads all of it.
struct Items<'r, 't> {
    reader: &'r mut Reader<'t>,
    first: bool,
}

impl Items<'_, '_> {
    fn more(&mut self, end: u8) -> Result<bool, Unreadable> {
        self.reader.more(end, std::mem::take(&mut self.first))
    }
}

impl<'t> SeqAccess<'t> for Items<'_, 't> {
    type Error = Unreadable;

    fn next_element_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Unreadable> {
        if self.more(b']')? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'t> MapAccess<'t> for Items<'_, 't> {
    type Error = Unreadable;

    fn next_key_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Unreadable> {
        if !self.more(b'}')? {
            return Ok(None);
        }
        match self.reader.peek() {
            Some(b'"') => seed.deserialize(&mut *self.reader).map(Some),
            _ => Err(self.reader.unexpected()),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, Unreadable> {
        match self.reader.peek() {
            Some(b':') => self.reader.step(),
            _ => return Err(self.reader.unexpected()),
        }
        seed.deserialize(&mut *self.reader)
    }
}

use std::fmt::{self, Display};

use serde::Serialize;
use serde::ser::{
    Error, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant, Serializer,
};

use super::float;
use super::texts::Texts;
use crate::letters::by_number;

/// How letters are written that are not ASCII.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Letters {
    /// By their numbers. An engine reads a text of ASCII in one byte a letter, and much quicker.
    Escaped,
    /// As they are, which is shorter where there are many.
    Plain,
}

/// A value as JSON. An empty text if it has no such form.
pub(crate) fn write(value: &impl Serialize, letters: Letters) -> String {
    let mut written = Written::new(letters, Findings::Objects);
    let done = value.serialize(&mut written);
    finished(done, written.text)
}

/// A report as JSON with its findings as cells: a list of the report and of the texts whose places stand in the cells.
/// Findings repeat names and days, and an engine reads small numbers quicker than anything else.
pub(crate) fn write_cells(report: &impl Serialize, letters: Letters) -> String {
    let mut written = Written::new(letters, Findings::Cells);
    written.text.push(b'[');
    let done = report.serialize(&mut written);
    written.text.extend_from_slice(b",[");
    written.text.extend_from_slice(written.texts.list());
    written.text.extend_from_slice(b"]]");
    finished(done, written.text)
}

fn finished(done: Result<(), NoJson>, text: Vec<u8>) -> String {
    done.ok().and_then(|()| String::from_utf8(text).ok()).unwrap_or_default()
}

/// How findings and their subjects are written.
#[derive(PartialEq)]
enum Findings {
    Objects,
    /// Value after value, one finding behind the other: a text by its place, no evidence as 0.
    Cells,
}

/// What has been written.
pub(crate) struct Written {
    text: Vec<u8>,
    letters: Letters,
    findings: Findings,
    in_cell: bool,
    texts: Texts,
}

/// A value without a JSON form.
#[derive(Debug)]
pub(crate) struct NoJson;

impl Display for NoJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no JSON")
    }
}

impl std::error::Error for NoJson {}

impl Error for NoJson {
    fn custom<T: Display>(_: T) -> NoJson {
        NoJson
    }
}

impl Written {
    fn new(letters: Letters, findings: Findings) -> Written {
        Written { text: Vec::with_capacity(1024), letters, findings, in_cell: false, texts: Texts::default() }
    }

    fn put(&mut self, text: &str) -> Result<(), NoJson> {
        self.text.extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn whole(&mut self, number: i64) -> Result<(), NoJson> {
        if number < 0 {
            self.text.push(b'-');
        }
        digits(number.unsigned_abs(), &mut self.text);
        Ok(())
    }

    fn place(&mut self, text: &str) -> Result<(), NoJson> {
        let place = self.texts.place(text, self.letters);
        self.whole(place.into())
    }

    /// A name of the core's own, which needs no escape.
    fn name(&mut self, name: &str) {
        self.text.push(b'"');
        self.text.extend_from_slice(name.as_bytes());
        self.text.push(b'"');
    }

    fn open(&mut self, beginning: &str, end: &'static str) -> Result<Items<'_>, NoJson> {
        self.text.extend_from_slice(beginning.as_bytes());
        Ok(Items { written: self, first: true, are_cells: false, end })
    }

    /// An object, in which texts are told as they are: evidence and sentences.
    fn object(&mut self) -> Result<Items<'_>, NoJson> {
        self.in_cell = false;
        self.open("{", "}")
    }

    fn variant(&mut self, variant: &str, beginning: &str, end: &'static str) -> Result<Items<'_>, NoJson> {
        self.text.push(b'{');
        self.name(variant);
        self.text.push(b':');
        self.open(beginning, end)
    }
}

fn digits(number: u64, out: &mut Vec<u8>) {
    if number > 9 {
        digits(number / 10, out);
    }
    out.push(b'0' | (number % 10) as u8);
}

/// Writes a text between quotes.
pub(super) fn quoted(text: &str, letters: Letters, out: &mut Vec<u8>) {
    out.push(b'"');
    let odd =
        |byte: u8| byte < b' ' || matches!(byte, b'"' | b'\\') || (letters == Letters::Escaped && !byte.is_ascii());
    let mut rest = text;
    while let Some((plain, later)) = rest.bytes().position(odd).and_then(|odd| rest.split_at_checked(odd)) {
        out.extend_from_slice(plain.as_bytes());
        let mut letters = later.chars();
        letters.next().into_iter().for_each(|letter| escaped(letter, out));
        rest = letters.as_str();
    }
    out.extend_from_slice(rest.as_bytes());
    out.push(b'"');
}

fn escaped(letter: char, out: &mut Vec<u8>) {
    let short = match letter {
        '"' | '\\' => letter as u8,
        '\u{8}' => b'b',
        '\u{c}' => b'f',
        '\n' => b'n',
        '\r' => b'r',
        '\t' => b't',
        _ => return by_number(letter, out),
    };
    out.extend_from_slice(&[b'\\', short]);
}

macro_rules! whole_numbers {
    ($($method:ident $type:ty),*) => {
        $(fn $method(self, number: $type) -> Result<(), NoJson> {
            self.whole(number.into())
        })*
    };
}

impl<'w> Serializer for &'w mut Written {
    type Ok = ();
    type Error = NoJson;
    type SerializeSeq = Items<'w>;
    type SerializeTuple = Items<'w>;
    type SerializeTupleStruct = Items<'w>;
    type SerializeTupleVariant = Items<'w>;
    type SerializeMap = Items<'w>;
    type SerializeStruct = Items<'w>;
    type SerializeStructVariant = Items<'w>;

    whole_numbers!(
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32
    );

    fn serialize_u64(self, number: u64) -> Result<(), NoJson> {
        self.serialize_i128(number.into())
    }

    fn serialize_i128(self, number: i128) -> Result<(), NoJson> {
        match i64::try_from(number) {
            Ok(number) => self.whole(number),
            Err(_) => self.put(&number.to_string()),
        }
    }

    fn serialize_u128(self, number: u128) -> Result<(), NoJson> {
        self.put(&number.to_string())
    }

    fn serialize_bool(self, flag: bool) -> Result<(), NoJson> {
        self.put(if flag { "true" } else { "false" })
    }

    fn serialize_f32(self, number: f32) -> Result<(), NoJson> {
        self.serialize_f64(number.into())
    }

    fn serialize_f64(self, number: f64) -> Result<(), NoJson> {
        if number.is_finite() { self.put(&float::write(number)) } else { self.serialize_unit() }
    }

    fn serialize_char(self, letter: char) -> Result<(), NoJson> {
        self.serialize_str(letter.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), NoJson> {
        if self.in_cell {
            return self.place(text);
        }
        quoted(text, self.letters, &mut self.text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), NoJson> {
        bytes.serialize(self)
    }

    fn serialize_none(self) -> Result<(), NoJson> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), NoJson> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), NoJson> {
        self.put("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), NoJson> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), NoJson> {
        if self.in_cell {
            return self.place(variant);
        }
        self.name(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), NoJson> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), NoJson> {
        value.serialize(&mut *self.variant(variant, "", "")?.written)?;
        self.put("}")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'w>, NoJson> {
        self.open("[", "]")
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'w>, NoJson> {
        if self.in_cell { self.open("", "") } else { self.open("[", "]") }
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'w>, NoJson> {
        self.open("[", "]")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'w>, NoJson> {
        self.variant(variant, "[", "]}")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Items<'w>, NoJson> {
        self.object()
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Items<'w>, NoJson> {
        if self.findings == Findings::Cells && matches!(name, "Finding" | "Subject") {
            return Ok(Items { are_cells: true, ..self.open("", "")? });
        }
        self.object()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'w>, NoJson> {
        self.variant(variant, "{", "}}")
    }
}

/// A list or a map that has been begun.
pub(crate) struct Items<'w> {
    written: &'w mut Written,
    first: bool,
    are_cells: bool,
    end: &'static str,
}

impl Items<'_> {
    fn comma(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.written.text.push(b',');
        }
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NoJson> {
        self.comma();
        value.serialize(&mut *self.written)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), NoJson> {
        let from = self.begin(name);
        value.serialize(&mut *self.written)?;
        self.finish(from);
        Ok(())
    }

    /// What stands before a field, and where its value begins.
    #[inline(never)]
    fn begin(&mut self, name: &str) -> usize {
        self.comma();
        if self.are_cells {
            self.written.in_cell = true;
        } else {
            self.written.name(name);
            self.written.text.push(b':');
        }
        self.written.text.len()
    }

    #[inline(never)]
    fn finish(&mut self, from: usize) {
        if !self.are_cells {
            return;
        }
        self.written.in_cell = false;
        if let Some([b'{', b'}']) = self.written.text.get(from..) {
            self.written.text.truncate(from);
            self.written.text.push(b'0');
        }
    }

    fn close(self) -> Result<(), NoJson> {
        self.written.put(self.end)
    }
}

macro_rules! lists {
    ($($trait:ident $method:ident),*) => {
        $(impl $trait for Items<'_> {
            type Ok = ();
            type Error = NoJson;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NoJson> {
                self.item(value)
            }

            fn end(self) -> Result<(), NoJson> {
                self.close()
            }
        })*
    };
}

lists!(
    SerializeSeq serialize_element, SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field, SerializeTupleVariant serialize_field
);

macro_rules! structs {
    ($($trait:ident),*) => {
        $(impl $trait for Items<'_> {
            type Ok = ();
            type Error = NoJson;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), NoJson> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), NoJson> {
                self.close()
            }
        })*
    };
}

structs!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Items<'_> {
    type Ok = ();
    type Error = NoJson;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), NoJson> {
        self.comma();
        let from = self.written.text.len();
        key.serialize(&mut *self.written)?;
        // a number as a name
        if self.written.text.get(from) != Some(&b'"') {
            self.written.text.insert(from, b'"');
            self.written.text.push(b'"');
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NoJson> {
        self.written.text.push(b':');
        value.serialize(&mut *self.written)
    }

    fn end(self) -> Result<(), NoJson> {
        self.close()
    }
}

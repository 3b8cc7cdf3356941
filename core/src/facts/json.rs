use std::borrow::Cow;
use std::fmt;

use serde::Deserialize as _;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::schema::Kind;
use super::{Builder, Cell, Fault, FaultCode, Faults, Form, Table};
use crate::value::Value;

impl Builder {
    /// Takes the contract's JSON: one object, table name to list of row objects.
    ///
    /// Values may lie 128 deep in each other. Rows take memory as they come, some ten times their text at most; more than
    /// [`MOST_FAULTS`](super::MOST_FAULTS) faults refuse the input.
    ///
    /// # Errors
    /// `unreadable` if it is not JSON at all. Everything else is found by [`Builder::build`].
    ///
    /// ```
    /// use hongyan::facts::{Builder, Cell, OnError, Table};
    ///
    /// // further rows may follow, from elsewhere
    /// let mut builder = Builder::from_json(r#"{"guidance": [{"mentor": "何静", "guided_on": "2024-03-05"}]}"#)?;
    /// builder.row(Table::Guidance, [("mentor", Cell::text("何静")), ("guided_on", Cell::text("2024-04-09"))]);
    /// assert_eq!(builder.build(OnError::Raise)?.len(Table::Guidance), Some(2));
    /// assert!(Builder::from_json("{").unwrap_err().to_string().starts_with("cannot be read: "));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Builder, Faults> {
        let mut builder = Builder::new();
        builder.add_json(text)?;
        Ok(builder)
    }

    /// Takes the same shape from any format that serde reads, such as the objects of another language. A newtype is a
    /// value that no column takes; its text is shown.
    ///
    /// # Errors
    /// What the format itself finds. Everything else is found by [`Builder::build`].
    ///
    /// ```
    /// use hongyan::facts::{Builder, OnError, Table};
    ///
    /// // any deserializer will do; here a value of `serde_json`
    /// let value = serde_json::json!({"guidance": [{"mentor": "何静", "guided_on": "2024-03-05"}, {"mentor": 7}]});
    /// let facts = Builder::from_deserializer(&value)?.build(OnError::Skip)?;
    /// assert_eq!((facts.len(Table::Guidance), facts.faults().len()), (Some(1), 2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_deserializer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Builder, D::Error> {
        let mut builder = Builder::new();
        Document(&mut builder).deserialize(deserializer)?;
        Ok(builder)
    }

    /// Adds the tables of a JSON document to what is there already.
    pub(crate) fn add_json(&mut self, text: &str) -> Result<(), Faults> {
        let mut deserializer = serde_json::Deserializer::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
        let read = Document(self).deserialize(&mut deserializer).and_then(|()| deserializer.end());
        read.map_err(|error| Faults::from(Fault::unreadable(error.to_string())))
    }
}

/// Implements the visits of everything that is not the shape wanted: each is a fault, none ends the reading.
macro_rules! other_shapes {
    ($refuse:ident) => {
        fn visit_unit<E: Error>(self) -> Result<(), E> {
            self.$refuse(Cell::Null);
            Ok(())
        }

        fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
            self.$refuse(Cell::Flag(value));
            Ok(())
        }

        fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
            self.$refuse(Cell::Number(value.into()));
            Ok(())
        }

        fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
            self.$refuse(Cell::Number(value.into()));
            Ok(())
        }

        fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
            self.$refuse(Cell::Float(value));
            Ok(())
        }

        fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
            self.$refuse(Cell::text(value));
            Ok(())
        }

        fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
            let value = Value::deserialize(value)?;
            self.$refuse(Cell::Nested(value));
            Ok(())
        }
    };
}

macro_rules! list_refused {
    ($refuse:ident) => {
        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
            let value = Value::deserialize(SeqAccessDeserializer::new(list))?;
            self.$refuse(Cell::Nested(value));
            Ok(())
        }
    };
}

/// The whole document.
struct Document<'b>(&'b mut Builder);

impl Document<'_> {
    fn refuse(self, cell: Cell<'_>) {
        self.0.fault(Fault::not_an_object().of(cell));
    }
}

impl<'de> DeserializeSeed<'de> for Document<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of tables")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = [false; Table::ALL.len()];
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            let Some(table) = Table::from_name(&name) else {
                map.next_value::<IgnoredAny>()?;
                self.0.fault(Fault::new(FaultCode::UnknownTable).in_table(name.into_owned()));
                continue;
            };
            let again = seen.get_mut(table as usize).is_some_and(|seen| std::mem::replace(seen, true));
            if again {
                map.next_value::<IgnoredAny>()?;
                self.0.fault(Fault::repeated_name().in_table(table.name()));
                continue;
            }
            map.next_value_seed(Rows { builder: &mut *self.0, table })?;
        }
        Ok(())
    }

    other_shapes!(refuse);
    list_refused!(refuse);
}

/// A table.
struct Rows<'b> {
    builder: &'b mut Builder,
    table: Table,
}

impl Rows<'_> {
    fn refuse(self, cell: Cell<'_>) {
        let fault = Fault::not_a_list().in_table(self.table.name()).of(cell);
        self.builder.fault(fault);
    }
}

impl<'de> DeserializeSeed<'de> for Rows<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        // what is no list is no table: its rules are skipped, not judged on nothing
        self.builder.table(self.table);
        while list.next_element_seed(Row { builder: &mut *self.builder, table: self.table })?.is_some() {
            if self.builder.is_beyond() {
                // it is refused whatever follows, unless that is no JSON
                while list.next_element::<IgnoredAny>()?.is_some() {}
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let value = Value::deserialize(MapAccessDeserializer::new(map))?;
        self.refuse(Cell::Nested(value));
        Ok(())
    }

    other_shapes!(refuse);
}

/// A row.
struct Row<'b> {
    builder: &'b mut Builder,
    table: Table,
}

impl Row<'_> {
    fn refuse(self, cell: Cell<'_>) {
        let row = self.builder.next_row(self.table);
        let fault = Fault::not_an_object().in_table(self.table.name()).in_row(row).of(cell);
        self.builder.fault(fault);
        self.builder.faulty_row(self.table);
    }
}

impl<'de> DeserializeSeed<'de> for Row<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Row<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a row object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some(mut row) = self.builder.open(self.table) else {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        while let Some((name, place)) = map.next_key_seed(Name { table: self.table, next: row.next })? {
            let kind = place.and_then(|place| self.table.columns().get(place)).map(|column| column.kind);
            // a whole float is a whole number where one is asked for: JSON does not tell them apart
            let cell = match (map.next_value_seed(CellOf { kind })?, kind) {
                (Cell::Float(float), Some(Kind::Year | Kind::Count)) if float.fract() == 0.0 && float.abs() < 1e15 => {
                    Cell::Number(float as i128)
                }
                (cell, _) => cell,
            };
            self.builder.put(&mut row, &name, place, cell);
        }
        self.builder.close(row);
        Ok(())
    }

    other_shapes!(refuse);
    list_refused!(refuse);
}

/// The name of a column with its place in the table; `next` is where it is looked for first.
#[derive(Clone, Copy)]
struct Name {
    table: Table,
    next: usize,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = (Cow<'de, str>, Option<usize>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = (Cow<'de, str>, Option<usize>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a column")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        let place = self.table.position_from(self.next, name);
        let known = place.and_then(|place| self.table.columns().get(place));
        Ok((known.map_or_else(|| Cow::Owned(name.to_owned()), |column| Cow::Borrowed(column.name)), place))
    }
}

/// A cell of a column of this kind. Words and dates are told apart from other texts here, so that they are not copied.
#[derive(Clone, Copy)]
struct CellOf {
    kind: Option<Kind>,
}

impl CellOf {
    fn read<'de>(self, text: &str) -> Option<Cell<'de>> {
        match self.kind? {
            Kind::Date => text.parse().ok().map(Cell::Day),
            Kind::Form => Form::from_name(text).map(|form| Cell::text(form.name())),
            _ => None,
        }
    }
}

impl<'de> DeserializeSeed<'de> for CellOf {
    type Value = Cell<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cell<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for CellOf {
    type Value = Cell<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Cell<'de>, E> {
        Ok(Cell::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Cell<'de>, E> {
        Ok(Cell::Flag(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Cell<'de>, E> {
        Ok(Cell::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Cell<'de>, E> {
        Ok(Cell::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Cell<'de>, E> {
        Ok(Cell::Float(value))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Cell<'de>, E> {
        Ok(Cell::text(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Cell<'de>, E> {
        Ok(self.read(value).unwrap_or_else(|| Cell::text(value.to_owned())))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<Cell<'de>, D::Error> {
        Value::deserialize(value).map(Cell::Nested)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Cell<'de>, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(list)).map(Cell::Nested)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Cell<'de>, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(map)).map(Cell::Nested)
    }
}

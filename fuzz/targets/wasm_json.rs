#![no_main]
//! A text through the reader and the writer of the npm package. Its input is what `JSON.stringify` writes: every text
//! that is JSON is read as serde_json reads it. No other text ends the process, and whatever was read is written as JSON
//! of the same value.

#[path = "../../bindings-wasm/src/json/mod.rs"]
mod json;
#[path = "../../bindings-wasm/src/letters.rs"]
mod letters;

use hongyan::facts::{Builder, Fault, Faults, OnError};
use hongyan::value::Value;
use json::{Letters, read, read_with, write, write_cells};
use libfuzzer_sys::fuzz_target;
use serde::de::IgnoredAny;

/// Whether two values are one to an engine that knows one kind of number.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(whole), Value::Float(float)) | (Value::Float(float), Value::Number(whole)) => {
            *whole as f64 == *float
        }
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other))
        }
        (Value::Map(one), Value::Map(other)) => {
            let same =
                |((key, one), (name, other)): (&(String, Value), &(String, Value))| key == name && alike(one, other);
            one.len() == other.len() && one.iter().zip(other).all(same)
        }
        _ => one == other,
    }
}

/// Whether a number that is not whole stands in it, or one that may be written as if it were.
fn has_float(value: &Value) -> bool {
    match value {
        Value::Float(_) => true,
        Value::List(items) => items.iter().any(has_float),
        Value::Map(entries) => entries.iter().any(|(_, item)| has_float(item)),
        _ => false,
    }
}

fn written(value: &Value) {
    for letters in [Letters::Plain, Letters::Escaped] {
        let text = write(value, letters);
        let again: Value = serde_json::from_str(&text).expect("what is written is JSON");
        assert!(alike(&again, value), "{text}");
        assert!(alike(&read(&text).expect("what is written is read"), value), "{text}");
        assert!(letters == Letters::Plain || text.is_ascii(), "{text}");
        assert_eq!(write_cells(value, letters), format!("[{text},[]]"), "what has no finding has no cell");
    }
    if !has_float(value) {
        assert_eq!(write(value, Letters::Plain), serde_json::to_string(value).expect("a value has a JSON form"));
    }
}

/// Facts as text, or what is wrong with them, but for the sentence that says why a text was not taken for facts.
fn built(builder: Result<Builder, Faults>) -> Result<String, Option<Faults>> {
    let facts = builder.map_err(|_| None)?.build(OnError::Raise).map_err(Some)?;
    Ok(serde_json::to_string(&facts).expect("facts have a JSON form"))
}

fuzz_target!(|text: &str| {
    let own = read::<Value>(text).inspect(written);
    let facts = read_with(text, |reader| Builder::from_deserializer(reader));
    let facts = facts.map_err(|error| Fault::unreadable(error.to_string()).into());
    let ignored = read::<IgnoredAny>(text);
    let Ok(value) = serde_json::from_str::<Value>(text) else { return };
    assert_eq!(own.expect("JSON is read"), value);
    assert_eq!(built(facts), built(Builder::from_json(text)));
    ignored.expect("JSON is passed over");
});

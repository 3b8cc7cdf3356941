use hongyan::facts::{Builder, Facts, OnError};
use serde::Serialize;

use crate::refusal::Refusal;

pub(crate) fn json(of: &impl Serialize) -> String {
    // everything that is written has a JSON form, so the fallback is never taken
    narrow(serde_json::to_string(of).unwrap_or_default())
}

/// Letters are looked at in pieces of so many bytes.
const PIECE: usize = 16;

/// A JSON text with the few letters escaped that are not ASCII: an engine reads such a text in one byte a letter, and
/// much quicker. A text with many of them stays as it is.
fn narrow(text: String) -> String {
    let wide = text.bytes().filter(|byte| !byte.is_ascii()).count();
    if wide == 0 || wide.saturating_mul(8) > text.len() {
        return text;
    }
    let mut out = String::with_capacity(text.len().saturating_add(wide.saturating_mul(2)));
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let pieces = rest.as_bytes().chunks(PIECE).take_while(|piece| piece.is_ascii()).count();
        let (narrow, odd) = rest.split_at_checked(pieces.saturating_mul(PIECE).min(rest.len())).unwrap_or((rest, ""));
        out.push_str(narrow);
        // a piece that ends within a letter ends with it
        let end = (PIECE..odd.len()).find(|end| odd.is_char_boundary(*end)).unwrap_or(odd.len());
        let (piece, later) = odd.split_at_checked(end).unwrap_or((odd, ""));
        piece.chars().for_each(|letter| escape(letter, &mut out));
        rest = later;
    }
    out
}

fn escape(letter: char, out: &mut String) {
    if letter.is_ascii() {
        return out.push(letter);
    }
    for unit in letter.encode_utf16(&mut [0; 2]) {
        out.push_str("\\u");
        out.extend([12, 8, 4, 0].iter().filter_map(|shift| char::from_digit(u32::from(*unit >> shift & 15), 16)));
    }
}

pub(crate) fn read_facts(text: &str, on_error: OnError, refusal: &mut Refusal) -> Option<Facts> {
    match Builder::from_json(text).and_then(|builder| builder.build(on_error)) {
        Ok(facts) => Some(facts),
        Err(faults) => {
            refusal.faults(faults);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_letters_are_escaped_and_mean_the_same() {
        let padding = "x".repeat(300);
        for before in 0..2 * PIECE {
            let texts = ["周敏", "é", "𠮷", ""].map(|name| format!("{}{name}{padding}{name}", "a".repeat(before)));
            let written = json(&texts);
            assert!(written.is_ascii(), "{written}");
            assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), texts);
        }
        assert_eq!(json(&format!("𠮷é{padding}")), format!("\"\\ud842\\udfb7\\u00e9{padding}\""));
        assert_eq!(json(&"周敏"), "\"周敏\"");
    }
}

//! Places of cells as a sheet's XML names them. Its reader computes with them unchecked, which ends the process where
//! a panic cannot be caught, as in WebAssembly.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Whether every place that a sheet names is one that its reader can compute with. XML that is broken ends the look:
/// the reader stops there as well.
pub(super) fn are_sound(sheet: impl Read) -> bool {
    let mut reader = Reader::from_reader(BufReader::new(sheet));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                if !is_sound(&start) {
                    return false;
                }
            }
            Ok(Event::Eof) | Err(_) => return true,
            Ok(_) => {}
        }
    }
}

fn is_sound(start: &BytesStart<'_>) -> bool {
    let name = match start.local_name().as_ref() {
        "c" | "row" => "r",
        "dimension" | "f" | "mergeCell" => "ref",
        _ => return true,
    };
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    // broken attributes are the reader's to refuse
    attributes.flatten().filter(|attribute| attribute.key.as_ref() == name).all(|attribute| is_place(&attribute.value))
}

/// `B3`, `B3:C4` in order, or a row's number; what has other signs in it is refused by the reader.
fn is_place(text: &str) -> bool {
    let ends: Option<Vec<(u32, u32)>> = text.split(':').map(numbers).collect();
    match ends.as_deref() {
        Some([first, last]) => first.0 <= last.0 && first.1 <= last.1,
        ends => ends.is_some(),
    }
}

/// Column and row as numbers.
fn numbers(place: &str) -> Option<(u32, u32)> {
    let digits = place.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(place.len());
    let (letters, digits) = place.split_at_checked(digits)?;
    let add = |number: u32, base: u32, more: u32| number.checked_mul(base)?.checked_add(more);
    let letter = |c: char| u32::from(c.to_ascii_uppercase()).saturating_sub(u32::from('A')).saturating_add(1);
    let column = letters.chars().try_fold(0, |number, c| add(number, 26, letter(c)))?;
    let row = digits.chars().try_fold(0, |number, c| add(number, 10, c.to_digit(10).unwrap_or(0)))?;
    Some((column, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_can_be_computed_with() {
        for (place, sound) in [
            ("A1", true),
            ("XFD1048576", true),
            ("12", true),
            ("A1:B2", true),
            ("B9:A1", false),
            ("A9:B1", false),
            ("A99999999999", false),
            ("ZZZZZZZZ1", false),
            ("A1:B2:C3", true),
            ("", true),
        ] {
            let sheet = |name: &str, key: &str| format!("<sheetData><{name} {key}=\"{place}\"/></sheetData>");
            assert_eq!(are_sound(sheet("c", "r").as_bytes()), sound, "{place}");
            assert_eq!(are_sound(sheet("x:mergeCell", "ref").as_bytes()), sound, "{place}");
            assert!(are_sound(sheet("other", "r").as_bytes()));
        }
        assert!(are_sound(&b"<c r=\"A1\"><"[..]));
    }
}

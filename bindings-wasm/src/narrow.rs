use crate::letters::by_number;

/// Letters are looked at in pieces of so many bytes.
const PIECE: usize = 16;

/// A JSON text with the few letters escaped that are not ASCII: an engine reads such a text in one byte a letter, and
/// much quicker. A text with many of them stays as it is.
pub(crate) fn narrow(text: String) -> String {
    let wide = text.bytes().filter(|byte| !byte.is_ascii()).count();
    if wide == 0 || wide.saturating_mul(8) > text.len() {
        return text;
    }
    let mut out = Vec::with_capacity(text.len().saturating_add(wide.saturating_mul(2)));
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (narrow, odd) = rest.split_at_checked(plain(rest.as_bytes())).unwrap_or((rest, ""));
        out.extend_from_slice(narrow.as_bytes());
        // a piece that ends within a letter ends with it
        let end = (PIECE..odd.len()).find(|end| odd.is_char_boundary(*end)).unwrap_or(odd.len());
        let (piece, later) = odd.split_at_checked(end).unwrap_or((odd, ""));
        piece.chars().for_each(|letter| escape(letter, &mut out));
        rest = later;
    }
    String::from_utf8(out).unwrap_or(text)
}

/// The length of the whole pieces at the beginning that are ASCII. Without a branch in a piece, so that it becomes
/// vectors.
fn plain(text: &[u8]) -> usize {
    let pieces = text.as_chunks::<PIECE>().0.iter();
    let plain = pieces.take_while(|piece| piece.iter().fold(0, |all, byte| all | byte).is_ascii());
    plain.count().saturating_mul(PIECE)
}

fn escape(letter: char, out: &mut Vec<u8>) {
    match u8::try_from(letter) {
        Ok(byte @ ..0x80) => out.push(byte),
        _ => by_number(letter, out),
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
            let written = narrow(serde_json::to_string(&texts).unwrap());
            assert!(written.is_ascii(), "{written}");
            assert_eq!(serde_json::from_str::<Vec<String>>(&written).unwrap(), texts);
        }
        assert_eq!(narrow(format!("\"𠮷é{padding}\"")), format!("\"\\ud842\\udfb7\\u00e9{padding}\""));
        assert_eq!(narrow("\"周敏\"".to_owned()), "\"周敏\"");
    }
}

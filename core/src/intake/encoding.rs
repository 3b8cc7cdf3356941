//! The encoding of a text, found out from its bytes.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The text and the name of its encoding; `None` if it is none that is known, without loss.
pub(super) fn decode(bytes: &[u8]) -> Option<(Cow<'_, str>, &'static str)> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, wrong) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        return (!wrong).then_some((text, encoding.name()));
    }
    // the zero bytes of UTF-16 come first: ASCII in UTF-16 is valid UTF-8, too
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even.max(odd) > 0 && even != odd {
        let encoding = if odd > even { UTF_16LE } else { UTF_16BE };
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        return Some((text, encoding.name()));
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return Some((text, UTF_8.name()));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..bytes.len().min(1 << 20)).unwrap_or(bytes), bytes.len() <= 1 << 20);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    // GB18030 holds GBK; a single-byte guess on mainland files is a short GBK text
    let guesses = if guess.is_single_byte() { [GB18030, guess] } else { [guess, GB18030] };
    guesses.into_iter().find_map(|encoding| {
        let encoding = if encoding.name() == "GBK" { GB18030 } else { encoding };
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        Some((text, encoding.name()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_found() {
        let text = "导师姓名,类别\n程国栋,知名专家\n";
        let (gbk, ..) = encoding_rs::GBK.encode(text);
        let utf16 = |bytes: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
            let mark = mark.then_some(0xfeff);
            mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
        };
        let bom = format!("\u{feff}{text}");
        for (bytes, name) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            (bom.into_bytes(), "UTF-8"),
            (gbk.to_vec(), "gb18030"),
            (utf16(u16::to_le_bytes, true), "UTF-16LE"),
            (utf16(u16::to_be_bytes, true), "UTF-16BE"),
            (utf16(u16::to_le_bytes, false), "UTF-16LE"),
            (utf16(u16::to_be_bytes, false), "UTF-16BE"),
        ] {
            assert_eq!(decode(&bytes), Some((Cow::Borrowed(text), name)), "{name}");
        }
        let rare = "导师,㐂𠮷\n";
        let (bytes, ..) = GB18030.encode(rare);
        assert_eq!(decode(&bytes).unwrap().0, rare);
    }
}

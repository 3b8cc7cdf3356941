//! The caller's texts as a person may see them.

use std::borrow::Cow;

/// Signs that a reader cannot see and that change what the reader sees: controls, and those that turn the direction
/// of writing or hide between letters.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The text with hidden signs shown by their number, so that a name cannot look like another one.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    use std::fmt::Write;
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            // writing to a String cannot fail
            let _ = write!(out, "[U+{:04X}]", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// How wide a text is drawn, in halves of a Chinese character.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(char_width).fold(0, usize::saturating_add)
}

fn char_width(c: char) -> usize {
    if u32::from(c) < 0x1100 { 1 } else { 2 }
}

/// The text, cut to this width with an ellipsis.
pub(crate) fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    if width(text) <= most {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut used = 1_usize;
    for c in text.chars() {
        used = used.saturating_add(char_width(c));
        if used > most {
            break;
        }
        out.push(c);
    }
    out.push('…');
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_signs_are_shown() {
        assert_eq!(printable("周敏"), "周敏");
        assert_eq!(printable("周\u{202e}敏\r"), "周[U+202E]敏[U+000D]");
        assert!(matches!(printable("a\nb"), Cow::Borrowed(_)));
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(shortened("周敏", 4), "周敏");
        assert_eq!(shortened("欧阳修远", 6), "欧阳…");
        assert_eq!(width("a周"), 3);
    }
}

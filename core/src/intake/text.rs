//! Texts as people type them, made comparable.

/// Whether a character is nothing to the eye.
#[inline]
pub(super) fn is_space(c: char) -> bool {
    !is_plain(c) && (c.is_whitespace() || is_zero_width(c))
}

/// Whether a character stands for itself alone: most of them do. It is no space, half-width, and has no case.
#[inline]
fn is_plain(c: char) -> bool {
    is_han(c) || (c.is_ascii_graphic() && !c.is_ascii_uppercase())
}

fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && !c.is_whitespace())
}

/// Whether a character is a Han one (or the iteration mark and 〇, which stand among them).
#[inline]
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '々' | '〇')
}

/// A full-width letter, digit or sign as its half-width twin.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    }
}

/// The text without zero-width characters, half-width, runs of white space as one space, none at the ends.
pub(super) fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_zero_width(*c)).map(half_width) {
        if c.is_whitespace() {
            if !tidy.is_empty() && !tidy.ends_with(' ') {
                tidy.push(' ');
            }
        } else {
            tidy.push(c);
        }
    }
    if tidy.ends_with(' ') {
        tidy.pop();
    }
    tidy
}

/// The text for comparing: tidy, lower case, without any space.
pub(super) fn folded(text: &str) -> String {
    if text.chars().all(is_plain) {
        return text.to_owned();
    }
    text.chars()
        .filter(|c| !is_zero_width(*c))
        .map(half_width)
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Splits off whatever stands in brackets.
pub(super) fn without_brackets(text: &str) -> (String, Vec<String>) {
    if !text.contains(['(', '[', '【', '〔']) {
        return (text.to_owned(), Vec::new());
    }
    let (mut outside, mut inside) = (String::new(), Vec::new());
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '(' | '[' | '【' | '〔' => {
                depth = depth.saturating_add(1);
                inside.push(String::new());
            }
            ')' | ']' | '】' | '〕' if depth > 0 => depth = depth.saturating_sub(1),
            _ if depth > 0 => {
                if let Some(last) = inside.last_mut() {
                    last.push(c);
                }
            }
            _ => outside.push(c),
        }
    }
    (outside, inside)
}

/// Whether a formula error of a workbook stands in a text, as CSV has them.
pub(super) fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 12] = [
        "#REF!",
        "#N/A",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#GETTING_DATA",
    ];
    text.starts_with('#') && ERRORS.iter().any(|error| text.trim().eq_ignore_ascii_case(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_character_stands_for_itself() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain(*c)) {
            assert!(!c.is_whitespace() && !is_zero_width(c) && half_width(c) == c, "{c:?}");
            assert!(c.to_lowercase().eq([c]), "{c:?}");
        }
    }

    #[test]
    fn texts_are_tidied() {
        for (text, expected) in [
            ("", ""),
            ("  a\u{3000}\n b ", "a b"),
            ("ＡＢ１２－（）", "AB12-()"),
            ("张\u{200b}三", "张三"),
            ("周敏", "周敏"),
        ] {
            assert_eq!(tidy(text), expected);
        }
        assert_eq!(folded(" Ended On\n"), "endedon");
        assert_eq!(without_brackets("a)b】"), ("a)b】".to_owned(), vec![]));
        assert_eq!(without_brackets("a(b)c[d"), ("ac".to_owned(), vec!["b".to_owned(), "d".to_owned()]));
    }
}

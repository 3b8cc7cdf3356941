//! The words of documents: titles, headings, notes.

use super::Text;

macro_rules! words {
    ($($name:ident: $zh:literal, $en:literal;)+) => {
        $(pub(crate) const $name: Text = Text { zh: $zh, en: $en };)+

        #[cfg(test)]
        const ALL: &[(&str, Text)] = &[$((stringify!($name), $name)),+];
    };
}

words! {
    NOT_WRITTEN: "文件未能写出", "the document could not be written";
    CALENDAR: "督导与导师履职期限", "Supervision and mentoring deadlines";
    CLAUSE: "条款", "Clause";
    DUE_RANGE: "各种读法下的期限", "Due under the other readings";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_both_languages() {
        for (name, text) in ALL {
            assert!(!text.zh.trim().is_empty() && !text.en.trim().is_empty(), "{name}");
            assert!(
                text.en.is_ascii() || text.en.contains(['–', '·', '’', '×', '—']),
                "{name}"
            );
        }
    }
}

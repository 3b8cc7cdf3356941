//! Every fixed word of the program, in Chinese and English. Sentences about findings, faults and warnings are the
//! library's.

mod faults;
mod options;
mod page;
mod refusals;

use std::fmt::Display;

use hongyan::message::{Lang, Text};

pub(crate) use faults::*;
pub(crate) use options::*;
pub(crate) use page::*;
pub(crate) use refusals::*;

const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

/// Something said of a place, a file or an option.
pub(crate) fn placed(lang: Lang, place: &impl Display, what: &str) -> String {
    match lang {
        Lang::Zh => format!("{place}：{what}"),
        Lang::En => format!("{place}: {what}"),
    }
}

/// What stands between the items of a list.
pub(crate) fn comma(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "、" } else { ", " }
}

/// A number with its English noun.
fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

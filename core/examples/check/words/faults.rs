use hongyan::facts::{Faults, Source};
use hongyan::message::{Lang, Text};
use hongyan::warning::Warning;

use super::{counted, placed, text};
use crate::Refusal;

pub(crate) const NO_TABLE: Text = text(
    "文件夹中没有可读取的文件（.csv、.xlsx 等）",
    "there is no file in this folder that can be read (.csv, .xlsx, ...)",
);

/// Every fault, one a line, and what can be done.
pub(crate) fn faults(lang: Lang, faults: &Faults) -> Refusal {
    let mut lines: Vec<String> = faults.iter().map(|one| one.text(lang)).collect();
    let count = lines.len();
    let can_skip = faults.iter().any(|fault| fault.row.is_some());
    lines.push(match (lang, can_skip) {
        (Lang::Zh, true) => format!("{count} 处错误，未核查；用 --on-error skip 可略去有错误的行"),
        (Lang::Zh, false) => format!("{count} 处错误，未核查"),
        (Lang::En, true) => {
            format!("{}; nothing was checked (--on-error skip leaves faulty rows out)", counted(count, "fault"))
        }
        (Lang::En, false) => format!("{}; nothing was checked", counted(count, "fault")),
    });
    Refusal(lines)
}

/// A place in a file, with the name of its column.
pub(crate) fn place(lang: Lang, source: &Source, column: Option<&str>) -> String {
    let mut parts = Vec::new();
    parts.extend(source.file.clone());
    parts.extend(source.row.map(|row| match lang {
        Lang::Zh => format!("第 {row} 行"),
        Lang::En => format!("row {row}"),
    }));
    let name = column.unwrap_or_default();
    match (&source.column, lang) {
        (Some(letter), Lang::Zh) => parts.push(format!("{letter} 列 {name}")),
        (Some(letter), Lang::En) => parts.push(format!("column {letter} {name}")),
        (None, _) => parts.extend(column.map(str::to_owned)),
    }
    let parts: Vec<&str> = parts.iter().map(|part| part.trim_end()).collect();
    parts.join(if lang == Lang::Zh { "，" } else { ", " })
}

/// Files of a folder that are no tables.
pub(crate) fn not_read(lang: Lang, names: &[String]) -> String {
    match lang {
        Lang::Zh => format!("未读取：{}", names.join("、")),
        Lang::En => format!("not read: {}", names.join(", ")),
    }
}

pub(crate) fn left_out(lang: Lang, faults: usize) -> String {
    match lang {
        Lang::Zh => format!("{faults} 处错误，所在的行已略去"),
        Lang::En => format!("{}; the faulty rows were left out", counted(faults, "fault")),
    }
}

/// A warning with the place of the file, if it came from one, for that in the tables.
pub(crate) fn warning(lang: Lang, warning: &Warning<'_>, source: Option<&Source>) -> String {
    let Some(source) = source.filter(|_| warning.row.is_some()) else {
        return warning.message().text(lang);
    };
    let mut bare = warning.clone();
    bare.row = None;
    let text = bare.message().text(lang);
    let text = text.strip_prefix(warning.table.name()).unwrap_or(&text);
    placed(lang, &place(lang, source, None), text.trim_start_matches(['：', ':', ' ']))
}

use hongyan::facts::{Fault, Faults, Source};
use hongyan::message::Lang;
use hongyan::warning::Warning;

use super::{counted, placed};
use crate::Refusal;

// Causes stand in the report, which is the same whatever the language of the page: they are given in both.
pub(crate) const NOT_UTF8: &str = "not UTF-8 (不是 UTF-8 编码)";
pub(crate) const OPEN_QUOTE: &str = "a quotation mark is not closed (引号未闭合)";
pub(crate) const NO_HEADINGS: &str = "there is no row of headings (没有标题行)";
pub(crate) const NO_TABLE: &str = "there is no .csv file in this folder (文件夹中没有 .csv 文件)";
pub(crate) const NO_SUCH_INPUT: &str =
    "only a .json file or a folder of .csv files can be read so far (目前只能读取 .json 文件或装有 .csv 文件的文件夹)";

pub(crate) fn ragged(cells: usize, headings: usize) -> String {
    format!("{cells} cells under {headings} headings ({cells} 个单元格，{headings} 个标题)")
}

/// Every fault, one a line, and what can be done.
pub(crate) fn faults(lang: Lang, faults: &Faults) -> Refusal {
    let mut lines: Vec<String> = faults.iter().map(|one| fault(lang, one)).collect();
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

/// A fault as a person finds it: in a file by row and letter, else by table and row.
pub(crate) fn fault(lang: Lang, fault: &Fault) -> String {
    let Some(source) = &fault.source else {
        return fault.text(lang);
    };
    // the place of the file stands for that in the tables
    let mut bare = fault.clone();
    bare.table = None;
    bare.row = None;
    bare.column = None;
    placed(lang, &place(lang, source, fault.column.as_deref()), &bare.text(lang))
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
        Lang::Zh => format!("未读取（不是 .csv 文件）：{}", names.join("、")),
        Lang::En => format!("not read (no .csv files): {}", names.join(", ")),
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

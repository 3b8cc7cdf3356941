//! Every fixed word of the program, in Chinese and English. Sentences about findings are the library's.

use std::fmt::Display;

use hongyan::facts::{Fault, Faults, Source, Table};
use hongyan::finding::Verdict;
use hongyan::message::{Lang, Text};
use hongyan::rules::{Rule, Subject};
use hongyan::warning::Warning;
use hongyan::{Day, Finding};

use crate::Refusal;
use crate::people::Role;

const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

// --- causes of faults: they stand in the report, which is the same in every language

pub(crate) const NOT_UTF8: &str = "not UTF-8 (不是 UTF-8 编码)";
pub(crate) const OPEN_QUOTE: &str = "a quotation mark is not closed (引号未闭合)";
pub(crate) const NO_HEADINGS: &str = "there is no row of headings (没有标题行)";
pub(crate) const NO_TABLE: &str = "there is no .csv file in this folder (文件夹中没有 .csv 文件)";
pub(crate) const NO_SUCH_INPUT: &str =
    "only a .json file or a folder of .csv files can be read so far (目前只能读取 .json 文件或装有 .csv 文件的文件夹)";

pub(crate) fn ragged(cells: usize, headings: usize) -> String {
    format!("{cells} cells under {headings} headings ({cells} 个单元格，{headings} 个标题)")
}

// --- options

pub(crate) const ABOUT: Text = text(
    "按两项规定核查记录：谁须在何时之前做什么，以及依据。不给 PATH 时核查随附的样例。",
    "Checks records against the two regulations: who must do what by when, and why. Without PATH the bundled sample is checked.",
);
pub(crate) const HELP_TEMPLATE: Text = text(
    "{about}\n\n用法：{usage}\n\n参数：\n{positionals}\n\n选项：\n{options}{after-help}",
    "{about}\n\nUsage: {usage}\n\nArguments:\n{positionals}\n\nOptions:\n{options}{after-help}",
);
pub(crate) const AFTER_HELP: Text = text(
    "FILE 为 - 时写到标准输出，此时标准输出不再有别的内容。\n退出码：0 = 已核查；1 = 符合 --fail-on；2 = 输入或用法有误。",
    "FILE `-` is standard output; nothing else goes there then.\nExit status: 0 = checked; 1 = --fail-on met; 2 = invalid input or usage.",
);

/// The help of an option.
pub(crate) fn option(id: &str) -> Option<Text> {
    Some(match id {
        "path" => text(
            "事实：一个 .json 文件，或装有 .csv 文件的文件夹（每表一个，如 sessions.csv）",
            "The facts: a .json file, or a folder of .csv files, one per table (sessions.csv, ...)",
        ),
        "as_of" => text(
            "所问之日，YYYY-MM-DD；给出 PATH 时必填",
            "The day asked about, YYYY-MM-DD; required with PATH",
        ),
        "policy" => text(
            "政策：TOML 或 JSON 文件，或预设名 plain、civil_code",
            "The policy: a TOML or JSON file, or a profile: plain, civil_code",
        ),
        "rules" => text("只问这项义务；可重复", "Ask about this rule only; may be repeated"),
        "json" => text(
            "把报告（或 --explain 的说明）写成 JSON",
            "Write the report, or with --explain the explanation, as JSON",
        ),
        "csv" => text("把全部结论写成表格", "Write all findings as a table"),
        "facts" => text(
            "把所读懂的事实写成 JSON",
            "Write what was understood of the input as JSON",
        ),
        "on_error" => text(
            "有错误的行：raise = 拒绝全部输入（默认），skip = 略去并列出",
            "Faulty rows: raise = refuse the input (default), skip = leave them out and list them",
        ),
        "lang" => text("语言；默认随系统", "Language; by default that of the system"),
        "explain" => text(
            "说明一项结论，如 'commendation?mentor=M&year=2025'",
            "Explain one finding, such as 'commendation?mentor=M&year=2025'",
        ),
        "fail_on" => text(
            "如有此结论则退出码为 1：compliant、breach、pending、excused、not_applicable、undetermined",
            "Exit with 1 if any finding is: compliant, breach, pending, excused, not_applicable, undetermined",
        ),
        "help" => text("显示本说明", "Print this help"),
        "version" => text("显示版本", "Print the version"),
        _ => return None,
    })
}

// --- refusals

pub(crate) const TWO_TO_STDOUT: Text = text(
    "只有一项输出可以写到标准输出（-）",
    "only one output can go to standard output (-)",
);
pub(crate) const AS_OF_NEEDED: Text = text(
    "给出 PATH 时须以 --as-of YYYY-MM-DD 说明所问之日",
    "--as-of YYYY-MM-DD, the day asked about, is required with PATH",
);

/// Something wrong with a file or an option.
pub(crate) fn placed(lang: Lang, place: &impl Display, what: &str) -> String {
    match lang {
        Lang::Zh => format!("{place}：{what}"),
        Lang::En => format!("{place}: {what}"),
    }
}

pub(crate) fn unreadable(lang: Lang, file: &impl Display, error: &impl Display) -> Refusal {
    let what = text("无法读取", "cannot be read").get(lang);
    Refusal::from(placed(lang, file, &placed(lang, &what, &error.to_string())))
}

pub(crate) fn unwritable(lang: Lang, file: &impl Display, error: &impl Display) -> Refusal {
    let what = text("无法写入", "cannot be written").get(lang);
    Refusal::from(placed(lang, file, &placed(lang, &what, &error.to_string())))
}

pub(crate) fn not_utf8(lang: Lang, option: &str, value: &str) -> Refusal {
    let what = text("不是 UTF-8 编码", "is not UTF-8").get(lang);
    Refusal::from(placed(lang, &option, &format!("`{value}` {what}")))
}

pub(crate) fn unknown_rule(lang: Lang, name: &str) -> Refusal {
    let known = Rule::ALL.map(Rule::name);
    Refusal::from(match lang {
        Lang::Zh => format!("没有 `{name}` 这项义务；可用：{}", known.join("、")),
        Lang::En => format!("there is no rule `{name}`; the rules are {}", known.join(", ")),
    })
}

/// What is wrong with the keys of `--explain`.
pub(crate) fn subject(lang: Lang, error: &impl Display) -> Refusal {
    let what = text("不能指明一项结论", "names no finding").get(lang);
    Refusal::from(placed(lang, &"--explain", &placed(lang, &what, &error.to_string())))
}

pub(crate) fn no_subject(lang: Lang, subject: Subject<'_>, as_of: Day) -> Refusal {
    let rule = subject.rule();
    let what = match lang {
        Lang::Zh => format!("{as_of} 没有这样的 {rule} 结论（{subject}）"),
        Lang::En => format!("on {as_of} nothing is found by {rule} of {subject}"),
    };
    Refusal::from(placed(lang, &"--explain", &what))
}

/// Every fault, one a line, and what can be done.
pub(crate) fn faults(lang: Lang, faults: &Faults) -> Refusal {
    let mut lines: Vec<String> = faults.iter().map(|one| fault(lang, one)).collect();
    let count = lines.len();
    let can_skip = faults.iter().any(|fault| fault.row.is_some());
    lines.push(match (lang, can_skip) {
        (Lang::Zh, true) => format!("{count} 处错误，未核查；用 --on-error skip 可略去有错误的行"),
        (Lang::Zh, false) => format!("{count} 处错误，未核查"),
        (Lang::En, true) => format!(
            "{}; nothing was checked (--on-error skip leaves faulty rows out)",
            counted(count, "fault")
        ),
        (Lang::En, false) => format!("{}; nothing was checked", counted(count, "fault")),
    });
    Refusal(lines)
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
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

/// A table as a person says it.
pub(crate) fn table(table: Table) -> Text {
    match table {
        Table::Engagements => text("任职", "engagements"),
        Table::Sessions => text("督导", "sessions"),
        Table::Excuses => text("事由", "excuses"),
        Table::Plans => text("计划", "plans"),
        Table::Mentors => text("导师", "mentors"),
        Table::Appointments => text("聘任", "appointments"),
        Table::Guidance => text("指导", "guidance"),
        Table::Evaluations => text("考核", "evaluations"),
        Table::Violations => text("违法", "violations"),
        _ => text(table.name(), table.name()),
    }
}

// --- the page

pub(crate) const POLICY: Text = text("政策", "policy");
pub(crate) const FACTS: Text = text("事实", "facts");
pub(crate) const SAMPLE: Text = text("随附样例（纯属虚构）", "bundled sample, all of it fictional");
pub(crate) const TOTAL: Text = text("合计", "total");
pub(crate) const CONTESTED: Text = text("有争议", "contested");
pub(crate) const STILL_POSSIBLE: Text = text("仍可完成，按期限先后", "Can still be done, soonest first");
pub(crate) const NO_DEADLINE: Text = text("未定期限", "no deadline");
pub(crate) const SKIPPED: Text = text("因缺表而未核查", "Not checked for want of tables");
pub(crate) const WARNINGS: Text = text("提醒：所用之行有可疑之处", "Warnings: rows that were used but look odd");
pub(crate) const FAULTS: Text = text("错误：所在的行已略去", "Faults: their rows were left out");
pub(crate) const SEE_ALL: Text = text(
    "全部结论：--csv 结论.csv 或 --json 报告.json",
    "all findings: --csv findings.csv or --json report.json",
);

pub(crate) fn asked(lang: Lang, day: Day) -> String {
    match lang {
        Lang::Zh => format!("截至 {day} 的情况"),
        Lang::En => format!("as of {day}"),
    }
}

pub(crate) fn policy(lang: Lang, profile: Option<&str>, is_default: bool) -> String {
    match (lang, profile) {
        (Lang::Zh, Some(name)) if is_default => format!("{name}（默认值）"),
        (Lang::En, Some(name)) if is_default => format!("{name} (the defaults)"),
        (Lang::Zh, name) => format!("{}；与默认值不同之处：", name.unwrap_or("自定")),
        (Lang::En, name) => format!("{}; other than the defaults:", name.unwrap_or("own")),
    }
}

pub(crate) fn join(lang: Lang, items: &[String]) -> String {
    items.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// The verdict as the head of a column.
pub(crate) fn column(verdict: Verdict) -> Text {
    match verdict {
        Verdict::NotApplicable => text("不适用", "n/a"),
        Verdict::Undetermined => text("无法判定", "undet."),
        other => other.word(),
    }
}

pub(crate) fn titled(lang: Lang, title: &str, count: usize) -> String {
    match lang {
        Lang::Zh => format!("{title}（{count}）"),
        Lang::En => {
            let (first, rest) = title.split_at_checked(1).unwrap_or((title, ""));
            format!("{}{rest} ({count})", first.to_uppercase())
        }
    }
}

pub(crate) fn more(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 项"),
        Lang::En => format!("and {count} more"),
    }
}

pub(crate) fn until(lang: Lang, margin: Option<i32>) -> String {
    match (lang, margin) {
        (_, None) => String::new(),
        (Lang::Zh, Some(0)) => "今天".to_owned(),
        (Lang::En, Some(0)) => "today".to_owned(),
        (Lang::Zh, Some(days)) => format!("剩 {days} 天"),
        (Lang::En, Some(1)) => "1 day".to_owned(),
        (Lang::En, Some(days)) => format!("{days} days"),
    }
}

/// Days late: done late, or still open.
pub(crate) fn late(lang: Lang, finding: &Finding<'_>) -> String {
    let Some(days) = finding.margin_days.and_then(i32::checked_neg).filter(|days| *days > 0) else {
        return String::new();
    };
    match (lang, finding.settled_on) {
        (Lang::Zh, Some(_)) => format!("迟 {days} 天"),
        (Lang::Zh, None) => format!("已过 {days} 天"),
        (Lang::En, Some(_)) => format!("{days} d late"),
        (Lang::En, None) => format!("{days} d ago"),
    }
}

pub(crate) fn commendations_kept(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 项表彰资格至今保有，无须办理"),
        Lang::En => format!(
            "besides, {} held so far; nothing is to be done",
            counted(count, "commendation")
        ),
    }
}

fn role(role: Role) -> Text {
    match role {
        Role::Worker => text("社工", "worker"),
        Role::Supervisor => text("督导者", "supervisor"),
        Role::Mentor => text("导师", "mentor"),
    }
}

/// How many breaches someone has, and how many of them were never made good.
pub(crate) fn person(lang: Lang, of: Role, all: usize, open: usize) -> String {
    let role = role(of).get(lang);
    match lang {
        Lang::Zh => format!("{role}  违规 {all}，其中未补 {open}"),
        Lang::En => format!("{role}  {all} in breach, {open} of them not settled"),
    }
}

pub(crate) fn others(lang: Lang, of: Role, names: &[String]) -> String {
    let role = role(of).get(lang);
    let count = names.len();
    let names = join(lang, names);
    match lang {
        Lang::Zh => format!("其余{role} {count} 人：{names}"),
        Lang::En => format!("{count} more {role}s: {names}"),
    }
}

pub(crate) fn contested(lang: Lang, readings: &[String]) -> String {
    match (lang, readings.is_empty()) {
        (Lang::Zh, false) => format!("有争议：若 {}，结论不同", readings.join(" 或 ")),
        (Lang::Zh, true) => "有争议：几种读法并用时结论不同".to_owned(),
        (Lang::En, false) => format!("contested: another verdict under {}", readings.join(" or ")),
        (Lang::En, true) => "contested: another verdict under several readings together".to_owned(),
    }
}

pub(crate) fn missing(lang: Lang, rule: Rule, tables: &[String]) -> String {
    let title = rule.title().get(lang);
    match lang {
        Lang::Zh => format!("{title}：缺 {}", tables.join("、")),
        Lang::En => format!("{title}: needs {}", tables.join(", ")),
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
    placed(
        lang,
        &place(lang, source, None),
        text.trim_start_matches(['：', ':', ' ']),
    )
}

pub(crate) fn see_why(lang: Lang, query: &str) -> String {
    match lang {
        Lang::Zh => format!("问其缘由：--explain '{query}'"),
        Lang::En => format!("why one is as it is: --explain '{query}'"),
    }
}

use std::fmt::Display;

use hongyan::Day;
use hongyan::message::{Lang, Text};
use hongyan::rules::{Rule, Subject};

use super::{placed, text};
use crate::Refusal;

pub(crate) const TWO_TO_STDOUT: Text =
    text("只有一项输出可以写到标准输出（-）", "only one output can go to standard output (-)");
pub(crate) const AS_OF_NEEDED: Text = text(
    "给出 PATH 时须以 --as-of YYYY-MM-DD 说明所问之日",
    "--as-of YYYY-MM-DD, the day asked about, is required with PATH",
);

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

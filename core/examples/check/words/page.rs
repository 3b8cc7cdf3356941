use hongyan::facts::Table;
use hongyan::finding::Verdict;
use hongyan::message::{Lang, Text};
use hongyan::rules::Rule;
use hongyan::{Day, Finding};

use super::{counted, text};
use crate::people::Role;

pub(crate) const POLICY: Text = text("政策", "policy");
pub(crate) const FACTS: Text = text("事实", "facts");
pub(crate) const SAMPLE: Text = text("随附样例（纯属虚构）", "bundled sample, all of it fictional");
pub(crate) const TOTAL: Text = text("合计", "total");
pub(crate) const CONTESTED: Text = text("有争议", "contested");
pub(crate) const STILL_POSSIBLE: Text = text("仍可完成，按期限先后", "Can still be done, soonest first");
pub(crate) const BREACHES: Text = text("违规，按人", "Breaches, by person");
pub(crate) const NO_DEADLINE: Text = text("未定期限", "no deadline");
pub(crate) const UNDETERMINED: Text = text("无法判定", "Undetermined");
pub(crate) const SKIPPED: Text = text("因缺表而未核查", "Not checked for want of tables");
pub(crate) const WARNINGS: Text = text("提醒：所用之行有可疑之处", "Warnings: rows that were used but look odd");
pub(crate) const FAULTS: Text = text("错误：所在的行已略去", "Faults: their rows were left out");
pub(crate) const SEE_ALL: Text =
    text("全部结论：--csv 结论.csv 或 --json 报告.json", "all findings: --csv findings.csv or --json report.json");

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
        Lang::En => format!("{title} ({count})"),
    }
}

pub(crate) fn more(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 项"),
        Lang::En => format!("and {count} more"),
    }
}

pub(crate) fn until(lang: Lang, days: i32) -> String {
    match (lang, days) {
        (Lang::Zh, 0) => "今天截止".to_owned(),
        (Lang::En, 0) => "today".to_owned(),
        (Lang::Zh, days) => format!("还有 {days} 天"),
        (Lang::En, 1) => "in 1 day".to_owned(),
        (Lang::En, days) => format!("in {days} days"),
    }
}

/// Days late: until it was done all the same, else until the day asked about.
pub(crate) fn late(lang: Lang, finding: &Finding<'_>) -> String {
    let Some(days) = finding.margin_days.and_then(i32::checked_neg).filter(|days| *days > 0) else {
        return String::new();
    };
    let resumed = finding.stretches.first().and_then(|stretch| stretch.resumed_on);
    match (lang, finding.settled_on.or(resumed)) {
        (Lang::Zh, Some(_)) => format!("迟 {days} 天"),
        (Lang::Zh, None) => format!("已过 {days} 天"),
        (Lang::En, Some(_)) => format!("{days} d late"),
        (Lang::En, None) => format!("{days} d ago"),
    }
}

pub(crate) fn commendations_kept(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 项表彰资格至今保有，无须办理"),
        Lang::En => format!("besides, {} held so far; nothing is to be done", counted(count, "commendation")),
    }
}

fn role(role: Role) -> Text {
    match role {
        Role::Worker => text("社工", "worker"),
        Role::Supervisor => text("督导者", "supervisor"),
        Role::Mentor => text("导师", "mentor"),
    }
}

/// How many breaches someone has, and how many of them were met late.
pub(crate) fn person(lang: Lang, of: Role, all: usize, settled: usize) -> (String, String) {
    let role = role(of).get(lang).to_owned();
    let counts = match (lang, settled) {
        (Lang::Zh, 0) => format!("违规 {all}"),
        (Lang::Zh, _) => format!("违规 {all}，其中 {settled} 项事后已补"),
        (Lang::En, 0) => format!("{all} in breach"),
        (Lang::En, _) => format!("{all} in breach, {settled} of them settled late"),
    };
    (role, counts)
}

/// Before those who are not shown one by one.
pub(crate) fn others(lang: Lang, of: Role, count: usize) -> String {
    let role = role(of).get(lang);
    match lang {
        Lang::Zh => format!("其余{role} {count} 人："),
        Lang::En => format!("{count} more {role}{}: ", if count == 1 { "" } else { "s" }),
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

pub(crate) fn see_why(lang: Lang, query: &str) -> String {
    match lang {
        Lang::Zh => format!("问其缘由：--explain '{query}'"),
        Lang::En => format!("why one is as it is: --explain '{query}'"),
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

/// Where the page on the sample stands.
pub(crate) fn sample_page(lang: Lang, to: &std::path::Path) -> String {
    match lang {
        Lang::Zh => format!("网页报告：{}", to.display()),
        Lang::En => format!("as a page: {}", to.display()),
    }
}

//! The words of the coded columns, Chinese and English. All take texts folded by [`super::text::folded`].

mod forms;
mod lines;
mod status;

pub(super) use forms::{form, is_mode};
pub(super) use lines::{is_note, is_total};
pub(super) use status::{Status, remark, status};

use super::text::without_brackets;
use crate::facts::{ContentSource, PlanKind};

fn among(text: &str, words: &[&str]) -> bool {
    words.contains(&text)
}

/// Yes or no.
pub(super) fn flag(text: &str) -> Option<bool> {
    let yes = [
        "是", "√", "✓", "✔", "☑", "有", "对", "真", "具备", "符合", "达标", "满足", "具有", "合格", "true", "yes", "y",
        "t", "1", "●", "■",
    ];
    let no = [
        "否",
        "×",
        "✗",
        "✘",
        "✕",
        "☒",
        "x",
        "无",
        "错",
        "假",
        "不是",
        "没有",
        "不具备",
        "不符合",
        "不达标",
        "未达标",
        "不满足",
        "不具有",
        "不合格",
        "false",
        "no",
        "n",
        "f",
        "0",
    ];
    if among(text, &yes) {
        Some(true)
    } else if among(text, &no) {
        Some(false)
    } else {
        None
    }
}

/// A word for what is not known.
pub(super) fn is_unknown(text: &str) -> bool {
    is_stroke(text)
        || among(
            text,
            &[
                "不详",
                "未知",
                "待定",
                "待核",
                "待核实",
                "待确认",
                "不清楚",
                "不明",
                "unknown",
                "n/a",
                "na",
                "null",
                "none",
                "tbd",
                "?",
            ],
        )
}

/// A stroke in place of an entry.
pub(super) fn is_stroke(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| "-—–―/\\_一\u{2212}".contains(c))
}

/// A quick look before [`is_nothing`].
pub(super) fn may_be_nothing(text: &str) -> bool {
    text.chars()
        .next()
        .is_none_or(|c| "-—–―/\\_一\u{2212}无没空暂nN".contains(c) || super::text::is_space(c) || c >= '\u{ff00}')
}

/// Nothing is entered on purpose.
pub(super) fn is_nothing(text: &str) -> bool {
    is_stroke(text) || among(text, &["无", "没有", "空", "暂无", "none", "null", "n/a", "na", "nil"])
}

/// There is no end.
pub(super) fn is_no_end(text: &str) -> bool {
    is_nothing(text)
        || among(
            text,
            &[
                "至今",
                "在职",
                "在岗",
                "在任",
                "在聘",
                "现任",
                "长期",
                "无期限",
                "今",
                "迄今",
                "present",
                "current",
                "ongoing",
                "now",
                "tonow",
                "todate",
                "active",
            ],
        )
}

/// A record was not handed in.
pub(super) fn is_not_submitted(text: &str) -> bool {
    is_nothing(text)
        || among(
            text,
            &[
                "未交",
                "未提交",
                "未上交",
                "没交",
                "没提交",
                "没有提交",
                "尚未提交",
                "待提交",
                "待补",
                "待补交",
                "待交",
                "缺交",
                "欠交",
                "否",
                "×",
                "✗",
                "✘",
                "x",
                "未",
                "暂未提交",
                "notsubmitted",
                "missing",
                "no",
                "notyet",
                "pending",
                "outstanding",
                "false",
                "n",
            ],
        )
}

/// A decision was not made.
pub(super) fn is_undecided(text: &str) -> bool {
    is_nothing(text)
        || among(
            text,
            &[
                "未撤销",
                "未决定",
                "未作出",
                "待定",
                "待决定",
                "未处理",
                "处理中",
                "尚未决定",
                "否",
                "pending",
                "undecided",
                "no",
            ],
        )
}

/// A record was handed in, who knows when.
pub(super) fn is_submitted(text: &str) -> bool {
    among(
        text,
        &[
            "是",
            "√",
            "✓",
            "✔",
            "☑",
            "已交",
            "已提交",
            "已上交",
            "有",
            "完成",
            "已完成",
            "按时提交",
            "yes",
            "y",
            "true",
            "submitted",
            "done",
        ],
    )
}

/// The kind of a plan.
pub(super) fn kind(text: &str) -> Option<PlanKind> {
    let (outside, _) = without_brackets(text);
    let word = ["督导计划", "计划书", "计划", "plan", "督导"]
        .iter()
        .fold(outside.as_str(), |word, end| word.strip_suffix(end).filter(|rest| !rest.is_empty()).unwrap_or(word));
    match word {
        "月度" | "月" | "每月" | "按月" | "月份" | "当月" | "monthly" | "month" => Some(PlanKind::Monthly),
        "周期" | "项目周期" | "服务周期" | "全周期" | "整体" | "总体" | "总" | "项目" | "督导周期" | "cycle"
        | "projectcycle" | "whole" => Some(PlanKind::Cycle),
        _ => None,
    }
}

/// The group a mentor comes from, if it is one of the listed ones.
pub(super) fn category(text: &str) -> Option<&'static str> {
    Some(match text {
        "知名专家" | "专家" | "专家学者" | "行业专家" | "创业专家" | "expert" | "experts" | "well-knownexpert" => {
            "expert"
        }
        "重庆英才" | "英才" | "重庆英才计划" | "人才" | "重庆英才计划入选者" | "talent" | "chongqingtalent" => {
            "talent"
        }
        "政协委员" | "区政协委员" | "市政协委员" | "cppcc_member" | "cppccmember" | "cppcc" => {
            "cppcc_member"
        }
        "高校教师" | "高校老师" | "大学教师" | "大学老师" | "高校教授" | "university_teacher" | "universityteacher" => {
            "university_teacher"
        }
        _ => return None,
    })
}

/// Where the content of a session came from.
pub(super) fn content_source(text: &str) -> Option<ContentSource> {
    Some(match text {
        "督导记录表" | "记录表" | "记录单" | "表格" | "社工填写" | "社工" | "社工记录表" | "record_form"
        | "recordform" | "form" => ContentSource::RecordForm,
        "督导" | "督导者" | "督导提出" | "督导者提出" | "督导老师" | "督导员" | "supervisor" => {
            ContentSource::Supervisor
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::text::folded;

    #[test]
    fn kinds_and_others() {
        for word in ["月度", "月计划", "月度计划", "monthly", "月度督导计划"] {
            assert_eq!(kind(&folded(word)), Some(PlanKind::Monthly), "{word}");
        }
        for word in ["周期", "周期计划", "周期督导计划", "cycle", "项目周期计划", "Cycle plan"] {
            assert_eq!(kind(&folded(word)), Some(PlanKind::Cycle), "{word}");
        }
        assert_eq!(kind("年度计划"), None);
        assert_eq!(category("知名专家"), Some("expert"));
        assert_eq!(flag("√"), Some(true));
        assert_eq!(flag("无"), Some(false));
        assert!(is_no_end("至今") && is_no_end("—") && is_not_submitted("未交") && is_not_submitted("/"));
    }
}

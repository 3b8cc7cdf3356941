//! The words of the coded columns, Chinese and English. All take texts folded by [`super::text::folded`].

use super::text::without_brackets;
use crate::facts::{ContentSource, Form, PlanKind};

fn among(text: &str, words: &[&str]) -> bool {
    words.contains(&text)
}

const MODES: [&str; 22] = [
    "腾讯会议",
    "线上线下",
    "线上",
    "线下",
    "电话",
    "微信",
    "视频",
    "网络",
    "远程",
    "面对面",
    "面谈",
    "当面",
    "钉钉",
    "qq",
    "邮件",
    "inperson",
    "facetoface",
    "online",
    "offline",
    "phone",
    "wechat",
    "video",
];

/// Whether a word tells how people met, not in which form.
pub(super) fn is_mode(text: &str) -> bool {
    let text = text.trim_end_matches("督导").trim_end_matches("会议");
    among(text, &MODES) || MODES.iter().any(|mode| mode.trim_end_matches("会议") == text)
}

/// A form of supervision.
pub(super) fn form(text: &str) -> Option<Form> {
    let (outside, _) = without_brackets(text);
    let mut word = without_ordinal(&outside).to_owned();
    if let Some(form) = form_word(&word) {
        return Some(form);
    }
    for mode in MODES {
        if let Some(rest) = word.strip_prefix(mode) {
            word = rest.trim_start_matches(['-', '—', ':', '·']).to_owned();
        }
    }
    form_word(&word)
}

fn form_word(word: &str) -> Option<Form> {
    let bare = ["形式", "方式", "辅导", "督导", "supervision", "session"]
        .iter()
        .fold(word, |word, end| word.strip_suffix(end).filter(|rest| !rest.is_empty()).unwrap_or(word));
    let bare = bare.strip_prefix("督导").filter(|rest| !rest.is_empty()).unwrap_or(bare);
    let bare = bare.trim_end_matches(['-', '_']);
    Some(match bare {
        "个别" | "个人" | "个督" | "一对一" | "1对1" | "1v1" | "1vs1" | "1:1" | "个体" | "单独" | "individual"
        | "one-to-one" | "oneonone" | "one-on-one" | "onetoone" | "1on1" | "1-on-1" => Form::Individual,
        "团体" | "小组" | "集体" | "团督" | "组督" | "group" => Form::Group,
        "朋辈" | "同辈" | "同侪" | "同伴" | "peer" => Form::Peer,
        "现场" | "实地" | "现场跟进" | "onsite" | "on-site" | "on_site" | "field" | "fieldvisit" => {
            Form::OnSite
        }
        "会议" | "例会" | "meeting" => Form::Meeting,
        "培训" | "专业培训" | "集中培训" | "training" => Form::Training,
        _ => return None,
    })
}

/// `第3次个体督导` without its ordinal.
fn without_ordinal(text: &str) -> &str {
    let Some(rest) = text.strip_prefix('第') else {
        return text;
    };
    match rest.split_once(['次', '期', '场']) {
        Some((number, rest)) if number.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c)) => {
            rest
        }
        _ => text,
    }
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

/// What a status says about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Held,
    NotHeld,
    /// It speaks of a change without saying whether the event took place.
    Unclear,
    /// It says nothing about that.
    Silent,
}

const NOT_HELD: [&str; 30] = [
    "已取消",
    "取消",
    "未开展",
    "改期",
    "已改期",
    "未举行",
    "未进行",
    "延期",
    "已延期",
    "推迟",
    "顺延",
    "未督导",
    "未实施",
    "未完成",
    "未执行",
    "待开展",
    "待进行",
    "未开始",
    "计划中",
    "筹备中",
    "作废",
    "中止",
    "未指导",
    "cancelled",
    "canceled",
    "postponed",
    "rescheduled",
    "notheld",
    "scheduled",
    "planned",
];

/// A column for the status: the whole cell is one.
pub(super) fn status(text: &str) -> Status {
    let (outside, _) = without_brackets(text);
    if begins_or_ends(&outside) || among(&outside, &["否", "×", "no", "x", "✗", "✘"]) {
        Status::NotHeld
    } else if among(
        &outside,
        &[
            "已完成",
            "完成",
            "已开展",
            "正常",
            "是",
            "√",
            "✓",
            "✔",
            "已举行",
            "已督导",
            "已结束",
            "按时完成",
            "completed",
            "done",
            "held",
            "yes",
            "ok",
        ],
    ) {
        Status::Held
    } else {
        remark(text)
    }
}

/// A column for remarks: a status may be among them.
pub(super) fn remark(text: &str) -> Status {
    const CLEAR: [&str; 8] = ["取消", "未开展", "未举行", "改期", "延期", "cancelled", "canceled", "postponed"];
    if !CLEAR.iter().any(|word| text.contains(word)) {
        Status::Silent
    } else if begins_or_ends(text) && !negated(text) {
        Status::NotHeld
    } else {
        Status::Unclear
    }
}

fn begins_or_ends(text: &str) -> bool {
    let text = text.trim_end_matches(['。', '.', '!', '了']);
    NOT_HELD.iter().any(|word| {
        text == *word
            || text.ends_with(word)
            || text.strip_prefix(word).is_some_and(|rest| {
                rest.starts_with(|c: char| !c.is_alphanumeric()) || rest.starts_with(['至', '到', '因', '由', '于'])
            })
    })
}

fn negated(text: &str) -> bool {
    ["未取消", "不取消", "没有取消", "无取消", "未改期", "未延期", "notcancelled"]
        .iter()
        .any(|word| text.contains(word))
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

/// A row that sums others up.
pub(super) fn is_total(text: &str) -> bool {
    let (outside, _) = without_brackets(text);
    let text = outside.trim_end_matches([':', '：', '数']);
    among(
        text,
        &["合计", "总计", "小计", "共计", "总和", "汇总", "本月合计", "累计", "total", "subtotal", "grandtotal", "sum"],
    ) || (text.ends_with("合计") || text.ends_with("小计") || text.ends_with("总计")) && text.chars().count() <= 8
}

/// A line for signatures or notes below the rows.
pub(super) fn is_note(text: &str) -> bool {
    let signs = [
        "填表人",
        "制表人",
        "制表",
        "审核人",
        "审核",
        "负责人",
        "签字",
        "签名",
        "盖章",
        "单位(盖章)",
        "单位负责人",
        "督导签名",
        "督导签字",
        "填报人",
        "填报单位",
        "填报日期",
        "经办人",
        "项目负责人",
        "社工签名",
        "预览",
        "preparedby",
        "approvedby",
        "signature",
        "reviewedby",
    ];
    let notes = ["注", "备注", "说明", "填表说明", "note", "notes", "remark", "数据来源"];
    let head = text.split([':', '：']).next().unwrap_or(text);
    let labelled = text.len() > head.len();
    labelled && (signs.contains(&head) || notes.contains(&head))
        || text.starts_with("注:")
        || (head == text
            && ["签字", "签名", "盖章"].iter().any(|sign| text.ends_with(sign) && text.chars().count() <= 8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::text::folded;

    #[test]
    fn forms() {
        for (form_, words) in [
            (
                Form::Individual,
                "个别 个人 个督 一对一 1对1 1V1 个体 个别督导 第1次个体督导 individual 个别督导（线上） 线上个别督导 Individual_supervision 督导个别",
            ),
            (Form::Group, "团体 小组 集体 团督 小组督导 团体督导 group 线上团督"),
            (Form::Peer, "朋辈 同辈 同侪 朋辈督导 peer"),
            (Form::Meeting, "会议 督导会议 meeting"),
            (Form::OnSite, "现场 实地 现场督导 on_site On-site"),
            (Form::Training, "培训 专业培训 training"),
        ] {
            for word in words.split(' ') {
                assert_eq!(form(&folded(word)), Some(form_), "{word}");
            }
        }
        for word in ["线上", "电话", "微信", "", "督导", "个别、团体", "1V2督导", "其他"] {
            assert_eq!(form(&folded(word)), None, "{word}");
        }
        assert!(is_mode("线上") && is_mode("腾讯会议") && is_mode("电话督导") && !is_mode("个别"));
    }

    #[test]
    fn statuses() {
        for word in ["已取消", "取消", "未开展", "改期", "取消(督导生病)", "改期至4月2日", "因雨取消", "Cancelled"]
        {
            assert_eq!(status(&folded(word)), Status::NotHeld, "{word}");
            assert_eq!(remark(&folded(word)), Status::NotHeld, "{word}");
        }
        assert_eq!(remark("原定3月5日,因雨取消,改为3月8日"), Status::Unclear);
        assert_eq!(remark("按时提交"), Status::Silent);
        assert_eq!(remark("未取消"), Status::Unclear);
        assert_eq!(status("已完成"), Status::Held);
        assert_eq!(status("否"), Status::NotHeld);
    }

    #[test]
    fn totals_and_notes() {
        for text in ["合计", "总计:", "本月合计", "小计", "total"] {
            assert!(is_total(&folded(text)), "{text}");
        }
        for text in ["填表人:张三", "注:以上为实有", "备注:无", "负责人签字", "审核人："] {
            assert!(is_note(&folded(text)), "{text}");
        }
        for text in ["张三", "3月5日", "项目", "备注"] {
            assert!(!is_total(&folded(text)) && !is_note(&folded(text)), "{text}");
        }
    }

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

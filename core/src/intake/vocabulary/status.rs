//! Whether an event took place, by its status or a remark.

use super::among;
use crate::intake::text::without_brackets;

/// What a status says about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) enum Status {
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
pub(in crate::intake) fn status(text: &str) -> Status {
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
pub(in crate::intake) fn remark(text: &str) -> Status {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::text::folded;

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
}

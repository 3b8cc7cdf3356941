//! Rows that are no data: totals, signatures, notes.

use super::among;
use crate::intake::text::without_brackets;

/// A row that sums others up.
pub(in crate::intake) fn is_total(text: &str) -> bool {
    let (outside, _) = without_brackets(text);
    let text = outside.trim_end_matches([':', '：', '数']);
    among(
        text,
        &["合计", "总计", "小计", "共计", "总和", "汇总", "本月合计", "累计", "total", "subtotal", "grandtotal", "sum"],
    ) || (text.ends_with("合计") || text.ends_with("小计") || text.ends_with("总计")) && text.chars().count() <= 8
}

/// A line for signatures or notes below the rows.
pub(in crate::intake) fn is_note(text: &str) -> bool {
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
}

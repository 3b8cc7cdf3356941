//! Forms of supervision, and the ways of meeting that are none.

use super::among;
use crate::facts::Form;
use crate::intake::text::without_brackets;

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
pub(in crate::intake) fn is_mode(text: &str) -> bool {
    let text = text.trim_end_matches("督导").trim_end_matches("会议");
    among(text, &MODES) || MODES.iter().any(|mode| mode.trim_end_matches("会议") == text)
}

/// A form of supervision.
pub(in crate::intake) fn form(text: &str) -> Option<Form> {
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
}

//! Names of people in a cell: one, several, or nobody in particular.

use super::text::{half_width, is_han, is_space, tidy};

/// Why a cell names nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unnamed {
    /// `张三等5人`, `全体社工`, `5人`.
    NoNames,
    /// Spaces could part names or stand within one.
    Unclear,
    /// A remark in brackets says that the person was not there.
    Absent,
    /// `张三和李四` could be two names or one.
    Joined,
}

const COMPOUND: [&str; 16] = [
    "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "夏侯", "长孙", "宇文",
    "端木", "百里",
];

/// Whether a text is a single name that needs no tidying: the common case.
pub(super) fn is_plain(text: &str) -> bool {
    let plain = |c: char| is_han(c) || c.is_ascii_alphanumeric();
    !text.is_empty()
        && text.chars().all(|c| {
            plain(c) && !matches!(c, '等' | '全' | '体' | '人' | '位' | '名' | '各' | '所' | '和' | '与' | '及' | '跟')
        })
}

/// The name with its inner spaces and its interpuncts made uniform. The text is one name.
pub(super) fn one(text: &str) -> String {
    let text = tidy(text);
    let chars: Vec<char> = text.chars().collect();
    let mut name = String::with_capacity(text.len());
    let near = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| is_han(*c));
    for (at, c) in chars.iter().enumerate() {
        let between = near(at.checked_sub(1)) && near(at.checked_add(1));
        match c {
            '•' | '・' | '‧' | '.' | '･' | '∙' | '⋅' | '·' if between => name.push('·'),
            ' ' if near(at.checked_sub(1)) || near(at.checked_add(1)) => {}
            _ => name.push(*c),
        }
    }
    name
}

/// The names in a cell, in order, each once.
pub(super) fn several(text: &str) -> Result<Vec<String>, Unnamed> {
    if super::vocabulary::may_be_nothing(text) && super::vocabulary::is_nothing(&super::text::folded(text)) {
        return Err(Unnamed::NoNames);
    }
    if is_plain(text) {
        return Ok(vec![text.to_owned()]);
    }
    let mut names: Vec<String> = Vec::new();
    for part in text.split(is_separator) {
        let part = tidy(part);
        if part.is_empty() {
            continue;
        }
        if is_collective(&part) {
            return Err(Unnamed::NoNames);
        }
        if is_absent(&part) {
            return Err(Unnamed::Absent);
        }
        if is_joined(&part) {
            return Err(Unnamed::Joined);
        }
        let part = without_role(part);
        for name in by_spaces(&part)? {
            let name = one(&name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    if names.is_empty() {
        return Err(Unnamed::NoNames);
    }
    Ok(names)
}

fn is_separator(c: char) -> bool {
    matches!(half_width(c), '、' | ',' | ';' | '/' | '\n' | '\r' | '\t' | '，' | '；' | '|' | '。')
}

/// Spaces part Han names of two or more characters; within a short name they are letter-spacing.
fn by_spaces(part: &str) -> Result<Vec<String>, Unnamed> {
    let words: Vec<&str> = part.split(is_space).filter(|word| !word.is_empty()).collect();
    let all_han = part.chars().all(|c| is_han(c) || is_space(c) || matches!(c, '·' | '•' | '・' | '‧'));
    if words.len() < 2 || !all_han {
        return Ok(vec![part.to_owned()]);
    }
    let lengths: Vec<usize> = words.iter().map(|word| word.chars().count()).collect();
    match (words.as_slice(), lengths.as_slice()) {
        (_, lengths) if lengths.iter().all(|length| *length >= 2) => Ok(words.into_iter().map(str::to_owned).collect()),
        // 张 三, 王 小明, 司 马 光
        ([..], [1, 1] | [1, 2] | [1, 1, 1]) => Ok(vec![words.concat()]),
        ([surname, _], [2, 1]) if COMPOUND.contains(surname) => Ok(vec![words.concat()]),
        _ => Err(Unnamed::Unclear),
    }
}

/// A count or a group in place of names.
fn is_collective(part: &str) -> bool {
    let text: String = part.chars().filter(|c| !is_space(*c)).collect();
    let counted = |text: &str| {
        let text = text.trim_start_matches(['共', '约', '等']);
        let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百两".contains(c);
        let rest = text.trim_start_matches(digit);
        let rest_of = |unit: &str| rest.trim_start_matches(['多', '余']).strip_prefix(unit).map(str::to_owned);
        let workers = ["社工", "同工", "员工", "成员", "学员", "人", "工作"];
        rest.len() < text.len()
            && ["人", "名", "位", "个"]
                .iter()
                .filter_map(|unit| rest_of(unit))
                .any(|after| after.is_empty() || workers.iter().any(|word| after.starts_with(word)))
    };
    let groups = ["全体", "全员", "所有", "各社工", "各位", "全部", "大家", "everyone", "allworkers", "allstaff"];
    let lower = text.to_lowercase();
    groups.iter().any(|group| lower.starts_with(group))
        || counted(&text)
        || text.ends_with('等')
        || text.split('等').skip(1).any(|rest| rest.is_empty() || counted(rest))
        || text.chars().all(|c| !c.is_alphanumeric())
}

fn is_absent(part: &str) -> bool {
    let (_, remarks) = super::text::without_brackets(part);
    let absent = ["请假", "缺席", "未到", "未参加", "病假", "事假", "absent"];
    remarks.iter().any(|remark| absent.iter().any(|word| remark.contains(word)))
}

/// Whether a word between Han names may join two of them.
fn is_joined(part: &str) -> bool {
    let han = |text: &str| text.chars().count() >= 2 && text.chars().all(is_han);
    let joins = |join: char| part.split_once(join).is_some_and(|(one, other)| han(one) && han(other));
    ['和', '与', '及', '跟'].into_iter().any(joins)
}

/// The name without the part that a person had, such as `(组长)`. Other remarks in brackets may part two people of one
/// name, and stay.
fn without_role(part: String) -> String {
    const ROLES: [&str; 14] = [
        "组长",
        "副组长",
        "主持",
        "主持人",
        "记录",
        "记录人",
        "记录员",
        "实习",
        "实习生",
        "社工",
        "督导",
        "负责人",
        "主管",
        "汇报人",
    ];
    match super::text::without_brackets(&part) {
        (name, roles) if !name.trim().is_empty() && !roles.is_empty() => {
            if roles.iter().all(|role| ROLES.contains(&role.trim())) { tidy(&name) } else { part }
        }
        _ => part,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted() {
        for (text, expected) in [
            ("张三", vec!["张三"]),
            ("张 三", vec!["张三"]),
            ("张　三", vec!["张三"]),
            ("张三、李四，王五;赵六；钱七/孙八", vec!["张三", "李四", "王五", "赵六", "钱七", "孙八"]),
            ("张三 李四", vec!["张三", "李四"]),
            ("张三\n李四", vec!["张三", "李四"]),
            ("张三、张三", vec!["张三"]),
            ("阿依古丽•买买提", vec!["阿依古丽·买买提"]),
            ("阿依古丽.买买提、张 三", vec!["阿依古丽·买买提", "张三"]),
            ("Mary  Smith, Ｂｏｂ", vec!["Mary Smith", "Bob"]),
            ("欧阳 修", vec!["欧阳修"]),
            ("王\u{200b}小明", vec!["王小明"]),
            ("W001", vec!["W001"]),
            ("张三（组长）、李四。", vec!["张三", "李四"]),
            ("张三（大）", vec!["张三(大)"]),
            ("和珅、张和", vec!["和珅", "张和"]),
        ] {
            assert_eq!(several(text), Ok(expected.into_iter().map(str::to_owned).collect()), "{text}");
        }
    }

    #[test]
    fn a_count_names_nobody() {
        for text in ["张三等5人", "张三、李四等五人", "全体社工", "5人", "共34位社工", "—", "/", "所有社工", "张三等"]
        {
            assert_eq!(several(text), Err(Unnamed::NoNames), "{text}");
        }
        assert_eq!(several("张 三 李四"), Err(Unnamed::Unclear));
        assert_eq!(several("张三和李四"), Err(Unnamed::Joined));
        assert_eq!(several("张三（请假）"), Err(Unnamed::Absent));
    }
}

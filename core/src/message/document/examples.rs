use crate::facts::{ContentSource, Table};
use crate::message::Text;

const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

const fn same(text: &'static str) -> Text {
    Text { zh: text, en: text }
}

/// M3's groups, as a person says them.
pub(crate) const CATEGORIES: [Text; 4] = [
    text("知名专家", "expert"),
    text("重庆英才", "talent"),
    text("政协委员", "cppcc_member"),
    text("高校教师", "university_teacher"),
];

/// Where the content of a session came from, as a person says it.
pub(crate) const fn content_source(source: ContentSource) -> Text {
    match source {
        ContentSource::RecordForm => text("督导记录表", "record_form"),
        ContentSource::Supervisor => text("督导者", "supervisor"),
    }
}

/// The value of a column in the example row of a template; none where a cell stays empty or a choice is taken.
pub(crate) fn example(table: Table, column: &str) -> Option<Text> {
    Some(match (table, column) {
        (_, "project") => text("示例项目", "Example project"),
        (_, "worker") => text("张示例", "Example worker"),
        (_, "supervisor") => text("李示例", "Example supervisor"),
        (_, "mentor") => text("王示例", "Example mentor"),
        (_, "session") => same("SL-0001"),
        (_, "start") => same("2024-03-01"),
        (_, "ended_on") => same("2024-03-05"),
        (_, "record_submitted_on") => same("2024-03-08"),
        (_, "minutes") => same("60"),
        (_, "venue") => text("示例社区活动室", "Example community room"),
        (_, "month") => same("2024-03"),
        (_, "reason") => text("年休假", "annual leave"),
        (Table::Plans, "kind") => text("月度督导计划", "monthly plan"),
        (_, "made_on") => same("2024-03-04"),
        (_, "category") => CATEGORIES.first().copied()?,
        (_, "appointed_on") => same("2023-07-25"),
        (_, "issued_by") => text("示例单位", "Example office"),
        (_, "guided_on") => same("2023-09-12"),
        (_, "student") => text("赵示例", "Example student"),
        (_, "year") => same("2023"),
        (_, "evaluated_on") => same("2024-01-18"),
        (_, "found_on") => same("2024-05-10"),
        (_, "revoked_on") => same("2024-06-03"),
        _ => return None,
    })
}

use crate::facts::{Column, Table};
use crate::message::Text;

const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

impl Table {
    /// The table as a person calls it.
    ///
    /// ```
    /// use hongyan::facts::Table;
    /// use hongyan::message::Lang;
    ///
    /// assert_eq!(Table::Appointments.word().get(Lang::Zh), "导师聘任");
    /// ```
    #[must_use]
    pub const fn word(self) -> Text {
        match self {
            Table::Engagements => text("任职记录", "Engagements"),
            Table::Sessions => text("督导记录", "Sessions"),
            Table::Excuses => text("豁免事由", "Excuses"),
            Table::Plans => text("督导计划", "Plans"),
            Table::Mentors => text("导师名册", "Mentors"),
            Table::Appointments => text("导师聘任", "Appointments"),
            Table::Guidance => text("导师指导", "Guidance"),
            Table::Evaluations => text("年度考核", "Evaluations"),
            Table::Violations => text("违法与撤销", "Violations"),
        }
    }

    /// What one row of it is.
    pub(crate) const fn row_word(self) -> Text {
        match self {
            Table::Engagements => {
                text("一位社工在一个项目上的一段任职，一行一段", "A worker’s time on a project, one row for each")
            }
            Table::Sessions => text("一场督导，每位参加的社工各一行", "A session, one row for each worker attending"),
            Table::Excuses => text("某社工某月督导次数不足的登记事由", "A recorded reason for a worker’s month"),
            Table::Plans => {
                text("督导所制订的周期计划或月度计划", "A plan that a supervisor made, for the cycle or a month")
            }
            Table::Mentors => text("一位导师及其条件", "A mentor and the conditions known"),
            Table::Appointments => text("一份聘书", "A certificate"),
            Table::Guidance => text("一次指导", "Guidance given once"),
            Table::Evaluations => text("一次年度考核", "One yearly evaluation"),
            Table::Violations => text("一次违法行为及其撤销决定", "A violation of the law and its decision"),
        }
    }
}

/// The heading of a column, in words that are read back as that column.
pub(crate) fn heading(table: Table, column: &Column) -> Text {
    match (table, column.name) {
        (_, "project") => text("项目名称", "Project"),
        (_, "worker") => text("社工姓名", "Worker"),
        (_, "supervisor") => text("督导姓名", "Supervisor"),
        (_, "mentor") => text("导师姓名", "Mentor"),
        (_, "session") => text("督导编号", "Session"),
        (_, "form") => text("督导形式", "Form"),
        (_, "ended_on") => text("督导日期", "Ended on"),
        (_, "record_submitted_on") => text("记录提交日期", "Record submitted on"),
        (_, "minutes") => text("时长（分钟）", "Minutes"),
        (_, "venue") => text("督导地点", "Venue"),
        (_, "content_source") => text("内容来源", "Content source"),
        (_, "start") => text("开始日期", "Start"),
        (_, "end") => text("结束日期", "End"),
        (Table::Plans, "month") => text("计划月份", "Month"),
        (_, "month") => text("月份", "Month"),
        (_, "reason") => text("事由", "Reason"),
        (_, "kind") => text("计划类型", "Kind"),
        (_, "made_on") => text("制订日期", "Made on"),
        (_, "category") => text("导师类别", "Category"),
        (_, "responsibility") => text("责任心", "Responsibility"),
        (_, "experience") => text("指导经验", "Experience"),
        (_, "commitment") => text("参与意愿", "Commitment"),
        (_, "appointed_on") => text("聘任日期", "Appointed on"),
        (_, "ends_on") => text("聘期止", "Ends on"),
        (_, "issued_by") => text("颁发单位", "Issued by"),
        (_, "guided_on") => text("指导日期", "Guided on"),
        (_, "student") => text("学生姓名", "Student"),
        (_, "year") => text("考核年度", "Year"),
        (_, "evaluated_on") => text("考核日期", "Evaluated on"),
        (_, "found_on") => text("发现日期", "Found on"),
        (_, "revoked_on") => text("撤销日期", "Revoked on"),
        (_, other) => text(other, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_heading_of_its_own() {
        for table in Table::ALL {
            let headings: Vec<Text> = table.columns().iter().map(|column| heading(table, column)).collect();
            for (place, one) in headings.iter().enumerate() {
                assert!(!one.zh.is_ascii(), "{one:?}");
                assert!(!headings[..place].contains(one), "{one:?}");
            }
        }
    }
}

//! What names and titles say about the table of a sheet.

use super::text::folded;
use crate::facts::{PlanKind, Table};

const WORDS: [(Table, &[&str]); 9] = [
    (
        Table::Engagements,
        &[
            "任职",
            "名册",
            "花名册",
            "人员配置",
            "在岗",
            "岗位",
            "入职",
            "人员名单",
            "人员信息",
            "engagement",
            "roster",
            "staff",
        ],
    ),
    (
        Table::Sessions,
        &[
            "督导记录",
            "督导台账",
            "督导日记",
            "督导登记",
            "督导情况",
            "督导明细",
            "session",
            "supervisionrecord",
            "supervisionlog",
        ],
    ),
    (Table::Excuses, &["请假", "豁免", "免督导", "事由", "excuse", "leave"]),
    (Table::Plans, &["计划", "plan"]),
    (Table::Mentors, &["导师名单", "导师信息", "导师名册", "导师库", "导师花名册", "导师基本", "导师", "mentor"]),
    (Table::Appointments, &["聘任", "聘书", "受聘", "appointment", "certificate"]),
    (Table::Guidance, &["指导记录", "指导台账", "指导情况", "指导登记", "辅导记录", "指导", "guidance"]),
    (Table::Evaluations, &["考核", "评估", "evaluation"]),
    (Table::Violations, &["违法", "违规", "撤销", "violation", "revocation"]),
];

/// How strongly a name speaks for a table: the length of the longest word that it has.
pub(super) fn strength(name: &str, table: Table) -> usize {
    let name = folded(name);
    let words = WORDS.iter().find(|(of, _)| *of == table).map(|(_, words)| *words);
    let found = words.unwrap_or_default().iter().filter(|word| name.contains(**word));
    found.map(|word| word.chars().count().min(4)).max().unwrap_or(0)
}

/// The table whose name this is, exactly.
pub(super) fn exact(name: &str) -> Option<Table> {
    Table::from_name(&folded(name))
}

/// The kind of plan that a name or title speaks of.
pub(super) fn kind(name: &str) -> Option<PlanKind> {
    let name = folded(name);
    let monthly = ["月度", "月计划", "每月", "monthly"].iter().any(|word| name.contains(word));
    let cycle = ["周期", "总计划", "整体计划", "cycle"].iter().any(|word| name.contains(word));
    match (monthly, cycle) {
        (true, false) => Some(PlanKind::Monthly),
        (false, true) => Some(PlanKind::Cycle),
        _ => None,
    }
}

/// Whether a sheet is for lists or explanations.
pub(super) fn is_aside(name: &str) -> bool {
    let name = folded(name);
    let words = [
        "说明",
        "选项",
        "字典",
        "下拉",
        "列表",
        "码表",
        "参数",
        "模板说明",
        "填表",
        "lists",
        "list",
        "options",
        "readme",
        "help",
        "lookup",
    ];
    words.iter().any(|word| name == *word || name.ends_with(word))
}

/// The name of a file without its folder and its ending.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

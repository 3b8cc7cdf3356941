//! The words of documents: titles, headings, notes.

mod examples;
mod tables;

pub(crate) use examples::{CATEGORIES, content_source, example};
pub(crate) use tables::heading;

use super::Text;
pub(crate) use super::readings::reading;

macro_rules! words {
    ($($name:ident: $zh:literal, $en:literal;)+) => {
        $(pub(crate) const $name: Text = Text { zh: $zh, en: $en };)+

        #[cfg(test)]
        const WORDS: &[(&str, Text)] = &[$((stringify!($name), $name)),+];
    };
}

words! {
    NOT_WRITTEN: "文件未能写出", "the document could not be written";
    TEMPLATE: "督导与导师台账填写模板", "Tables of supervision and mentoring, to be filled in";
    REQUIRED: "必填", "Required";
    OPTIONAL: "可不填", "May be left empty";
    CHOOSE: "从列表中选择", "Choose from the list";
    DATE_HINT: "日期，如 2024-03-05", "A date such as 2024-03-05";
    MONTH_HINT: "月份，如 2024-03", "A month such as 2024-03";
    FINDINGS: "全部结论", "Findings";
    INSTRUMENTS_SHORT: "所依文件", "Instruments";
    RATE_NOTE: "按期率的算法", "How it is counted";
    DUTIES_OF: "统计对象", "Counted by";
    NAME: "名称", "Name";
    KIND_OF_NOTE: "类别", "Kind";
    CALENDAR: "督导与导师履职期限", "Supervision and mentoring deadlines";
    TITLE: "督导与导师履职检查报告", "Report on supervision and mentoring duties";
    INSTRUMENTS: "依据沙坪坝区“毕业季红岩社工计划”督导管理制度（试行）和创业导师队伍建设管理办法（试行）",
        "Under the supervision system and the mentor measure of the Hongyan social-work programme, Shapingba District (on trial)";
    SKIP: "跳到正文", "Skip to the content";
    CONTENTS: "目录", "Contents";

    // sections
    ASKED: "检查范围", "What was asked";
    SUMMARY: "总览", "Summary";
    TODO: "期限：谁须在何时前办理何事", "Deadlines: who must do what by when";
    BREACHES: "违规事项", "Breaches";
    UNDECIDED: "无法判定的事项", "What cannot be decided";
    CONTESTED: "有争议的结论", "Contested verdicts";
    PICTURE: "逐月与逐人图示", "Month by month, person by person";
    RATES: "完成率", "Rates";
    TREND: "历次趋势", "Trend";
    NOTES: "数据提示与错误", "Warnings and faults";
    POLICY: "政策与读法", "Policy and readings";
    REGISTER: "条款清单", "Clause register";

    // short names of sections for the navigation
    CONTESTED_NAV: "争议", "Contested";
    TODO_SHORT: "期限", "Deadlines";
    PICTURE_SHORT: "图示", "Charts";
    NOTES_SHORT: "提示", "Warnings";
    POLICY_SHORT: "读法", "Readings";
    REGISTER_SHORT: "条款", "Clauses";

    // headings
    CLAUSE: "条款", "Clause";
    DUTY: "职责", "Duty";
    PROJECT: "项目", "Project";
    SUPERVISOR: "督导", "Supervisor";
    MONTH: "月份", "Month";
    WORKER: "社工", "Worker";
    MENTOR: "导师", "Mentor";
    STUDENT: "学生", "Student";
    SESSION: "场次", "Session";
    APPOINTED_ON: "聘任日期", "Appointed on";
    GUIDED_ON: "指导日期", "Guided on";
    FOUND_ON: "发现日期", "Found on";
    YEAR: "年度", "Year";
    VERDICT: "结论", "Verdict";
    FORCE: "约束力", "Force";
    DUE_ON: "期限", "Due on";
    SETTLED_ON: "完成日期", "Met on";
    MARGIN: "余日", "Margin in days";
    DAYS_LEFT: "剩余天数", "Days left";
    DAYS_LATE: "逾期天数", "Days late";
    HOLDS_UNTIL: "结论有效至", "Stands until";
    IS_CONTESTED: "有争议", "Contested";
    DUE_EARLIEST: "最早期限", "Earliest due";
    DUE_LATEST: "最晚期限", "Latest due";
    READINGS: "改变结论的读法", "Readings that flip it";
    SENTENCE: "说明", "In words";
    WHO: "责任人", "Who";
    DUE_RANGE: "各种读法下的期限", "Due under the other readings";
    TABLE: "数据表", "Table";
    ROW: "行", "Row";
    COLUMN: "列", "Column";
    VALUE: "值", "Value";
    FILE: "文件", "File";
    SHEET: "工作表", "Sheet";
    CODE: "代码", "Code";
    MEANING: "含义", "Meaning";
    BASIS: "依据", "Basis";
    SETTLED_BY: "已由此确定", "Settled by";
    COVERAGE: "覆盖方式", "How it is covered";
    STANDING: "任职状态", "Standing";
    FIRST_DAY: "任期起", "First day";
    LAST_DAY: "任期止", "Last day";
    COMMENDABLE: "当年表彰资格", "Commendation this year";
    RATE: "按期率", "Rate in time";
    ALL: "合计", "All";
    WARNING: "提示", "Warning";
    FAULT: "错误", "Fault";

    // counts
    IN_TIME: "按期", "in time";
    LATE: "逾期完成", "late";
    MISSED: "未达标", "missed";
    PENDING: "待办", "pending";
    EXCUSED: "有因豁免", "excused";
    UNDETERMINED: "无法判定", "undetermined";
    NO_DUTY: "不适用", "no duty";
    CONTESTED_SHORT: "有争议", "contested";

    // notes
    AS_OF: "所问之日", "Day asked about";
    FACTS: "所据数据", "Facts";
    ALL_RULES: "全部十一项", "all eleven";
    RULES_ASKED: "所查职责", "Duties asked about";
    POLICY_USED: "所用政策", "Policy";
    POLICY_DEFAULT: "全部取默认值", "every value is the default";
    POLICY_CHANGED: "项与默认值不同", "values differ from the default";
    POLICY_EDITIONS: "个先后施行的版本", "editions that follow each other";
    SKIPPED: "缺少数据表，未能检查：", "Not asked, since tables are absent:";
    PARTIAL: "本报告只保留了部分结论，图示与完成率仅据所保留者计算，不代表全部。",
        "The report keeps only some findings; charts and rates count those alone and do not stand for all.";
    SUMMARY_NOTE: "按期率 = 按期 ÷（按期 + 逾期完成 + 未达标），向下取整。待办、有因豁免、不适用和无法判定的不计入。",
        "Rate in time = in time ÷ (in time + late + missed), rounded down. Pending, excused, undetermined and duties that do not exist are left out.";
    SHARE_IN_TIME: "项已到期的职责中，按期完成的比例", "duties are over; this share was met in time";
    TODO_NOTE: "截至所问之日尚未完成、仍可按期完成的事项，按期限先后排列。期限当日仍算按期。",
        "What is not done on the day asked about and can still be done in time, by its last day. The last day itself is in time.";
    TODO_WEEK: "七天之内", "Within seven days";
    TODO_MONTH: "三十天之内", "Within thirty days";
    TODO_LATER: "三十天之后", "Later";
    TODO_OPEN: "无须办理，只是结论待定", "Nothing to do; the verdict is only open";
    TODO_NONE: "没有待办事项。", "Nothing is to be done.";
    OFFICE: "主管部门", "the office";
    BREACHES_NOTE: "每项职责之下，期限最近的排在最前。约束力为“提示”的，其期限或数字是政策的假定，不是条文原文。",
        "Under each duty the latest come first. Where the force is “advisory”, the number is the policy’s assumption and not the clause’s own.";
    BREACHES_NONE: "没有违规事项。", "There is no breach.";
    CONTESTED_NOTE: "条文可作不止一种理解。下列结论在所列读法下会改变；报告所用的读法见“政策与读法”。",
        "The text admits more than one meaning. Under the reading named, these verdicts would be others; the readings used stand under “Policy and readings”.";
    CONTESTED_NONE: "没有结论因读法而改变。", "No verdict depends on a reading.";
    CONTESTED_IF: "若理解为：", "If it is read as:";
    CONTESTED_ANY: "只有几种读法同时改变时", "Only where several readings change together";
    NOW: "现行读法：", "now:";
    FLIPS: "个结论会改变", "verdicts would change";
    HEAT: "每位社工逐月的督导与记录", "Supervision and records, worker by month";
    HEAT_NOTE: "一格是一位社工在一个项目的一个月：当月督导次数与当月各场督导的记录。有多种情形时显示最需处理的一种。",
        "One cell is a worker’s month on a project: its supervision and the records of its sessions. Of several states the one that most needs attention is shown.";
    HEAT_MORE: "位社工在项目上的记录未画出；所画为违规最多者。", "further workers on projects are not drawn; those with most breaches are.";
    HEAT_MONTHS: "只画出最近的月份，此前的月数：", "Only the latest months are drawn; months before them:";
    TIMELINE: "导师的任期与指导", "Mentors: terms and guidance";
    TIMELINE_NOTE: "横条为任期，竖线为一次指导，斜线段为连续未指导而超过期限的时段。",
        "A bar is a term, a tick is guidance, a hatched stretch went without guidance past its deadline.";
    TIMELINE_MORE: "位导师未画出。", "further mentors are not drawn.";
    TERM: "任期", "term";
    GUIDANCE: "指导", "guidance";
    STRETCH: "超期未指导", "without guidance too long";
    VIOLATION: "违法被发现", "violation found";
    REVOKED: "资格撤销", "standing revoked";
    FOLDED: "（已收起；打印前展开即可列出）", "(folded; open it before printing to list it)";
    NOT_SHOWN: "此处未列出：", "Not shown here:";
    ALL_IN: "全部见", "all of them stand in";
    MORE: "全部见同一报告的 XLSX 或 CSV 文件", "all of them stand in the XLSX or CSV file of this report";
    MORE_NOTES: "全部见同一报告的 XLSX 文件", "all of them stand in the XLSX file of this report";
    NOTES_NOTE: "提示所指的行仍被采用；有错误的行未被采用。行号从 1 起：有来源文件的按文件计，否则按数据表计。",
        "Rows with a warning are used; rows with a fault are left out. Rows are counted from 1: in the file that is named, else within their table.";
    NOTES_NONE: "没有提示，也没有错误。", "There is neither a warning nor a fault.";
    FAULTS_TOP: "处数据有误，所在的行未被采用", "faults: the rows concerned were left out";
    POLICY_NOTE: "“条文”：数字出自条文；“读法”：条文可作数解，所取为其一；“假定”：条文没有数字而判定需要一个。",
        "“Text”: the clause gives the number. “Reading”: the clause admits several meanings and one is taken. “Assumed”: the clause gives no number and one is needed.";
    EDITION: "版本", "Edition";
    CHANGED: "非默认", "not the default";
    KEYS_READING: "读法", "Readings";
    KEYS_TEXT: "条文中的数字", "Numbers of the text";
    KEYS_ASSUMED: "假定", "Assumptions";
    OTHERWISE: "也可取", "It may also be";
    BASIS_TEXT: "条文", "text";
    BASIS_READING: "读法", "reading";
    BASIS_ASSUMED: "假定", "assumed";
    REGISTER_NOTE: "三份文件的每一条都在此列出；文字为转述，不是原文。", "Every statement of the three documents is listed, in other words than its own.";
    NOTICE: "通知", "Notice";
    SYSTEM: "督导管理制度", "Supervision system";
    MEASURE: "导师队伍建设管理办法", "Mentor measure";
    COVERED_RULES: "由规则判定", "judged by rules";
    COVERED_VOCABULARY: "作为用语", "kept as vocabulary";
    COVERED_DATA: "作为数据", "kept as data";
    COVERED_NOT: "无法由记录判定", "records cannot show it";
    FORCE_SHALL: "须", "shall";
    FORCE_NEED: "需", "has to";
    FORCE_OUGHT: "应", "ought to";
    FORCE_PRINCIPLE: "原则上", "in principle";
    FORCE_STATEMENT: "陈述", "statement";
    FORCE_MAY: "可", "may";
    FORCE_AIM: "目的", "aim";
    STATUS_REVOKED: "已撤销", "revoked";
    STATUS_IN_TERM: "任期内", "in term";
    STATUS_EXPIRED: "已届满", "expired";
    STATUS_NOT_YET: "尚未开始", "not yet";
    STATUS_NEVER: "未受聘", "never appointed";
    YES: "是", "yes";
    NO: "否", "no";
    FILTER: "筛选", "Filter";
    FILTER_HINT: "输入姓名、项目或月份", "a name, a project or a month";
    SHOWN: "条显示", "shown";
    SCROLLS: "可横向滚动", "scrolls sideways";
    MADE_BY: "由 hongyan 生成", "Made by hongyan";
    COUNT: "条", "items";
    OTHER: "其他", "other";
    WITHHELD: "（隐去）", "(withheld)";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_both_languages() {
        for (name, text) in WORDS {
            assert!(!text.zh.trim().is_empty() && !text.en.trim().is_empty(), "{name}");
            assert!(!text.en.contains(|c| matches!(c, '\u{3000}'..='\u{9fff}')), "{name}");
            assert!(text.zh.contains(|c| matches!(c, '\u{3000}'..='\u{9fff}')), "{name}");
        }
    }
}

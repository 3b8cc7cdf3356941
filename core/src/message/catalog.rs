use super::Text;

/// Code, Chinese, English. `{name}` stands for a parameter.
pub(super) type Templates = [(&'static str, &'static str, &'static str)];

/// The sentence with this code; without one the code stands for itself.
pub(super) fn template(templates: &Templates, code: &'static str) -> Text {
    let found = templates.iter().find(|(known, ..)| *known == code);
    found.map_or(Text { zh: code, en: code }, |(_, zh, en)| Text { zh, en })
}

/// What is said of facts, policies and findings.
pub(super) const TEMPLATES: &Templates = &[
    // faults
    ("fault.because", "{place}`{value}`：{cause}", "{place}`{value}`: {cause}"),
    ("fault.because_whole", "{place}理由：{cause}", "{place}{cause}"),
    ("fault.unknown_table", "{place}没有这样的表", "{place}there is no such table"),
    ("fault.repeated_name", "{place}出现多次", "{place}the name stands more than once"),
    ("fault.unknown_heading", "{place}表中没有这一列", "{place}the table has no such column"),
    (
        "fault.unknown_column",
        "{place}表中没有这一列，其值为 `{value}`",
        "{place}the table has no such column; its value is `{value}`",
    ),
    ("fault.missing_table_column", "{place}缺少必需的列", "{place}the column is required and missing in every row"),
    ("fault.missing_value", "{place}缺少必填的值", "{place}a value is required"),
    (
        "fault.expected",
        "{place}`{value}` 不合要求，应为：{expected}",
        "{place}`{value}` is not what is expected: {expected}",
    ),
    (
        "fault.wrong_shape",
        "{place}`{value}` 的类型不对，应为：{cause}",
        "{place}`{value}` has the wrong type; expected: {cause}",
    ),
    ("fault.bad_date", "{place}`{value}` 不是{expected}", "{place}`{value}` is not {expected}"),
    (
        "fault.ambiguous_date",
        "{place}`{value}` 可作多种日期理解{cause}",
        "{place}`{value}` can be read as more than one date{cause}",
    ),
    (
        "fault.date_out_of_range",
        "{place}`{value}` 的年份不在 1900 至 2200 之间",
        "{place}the year of `{value}` is not within 1900 to 2200",
    ),
    ("fault.bad_value", "{place}不接受 `{value}`", "{place}`{value}` is not admitted"),
    (
        "fault.end_before_start",
        "{place}`{value}` 早于 {start_column} 的 {start}",
        "{place}`{value}` lies before {start_column}, {start}",
    ),
    (
        "fault.duplicate_key",
        "{place}`{value}` 出现多次而内容不同",
        "{place}`{value}` stands more than once with different content",
    ),
    (
        "fault.ambiguous_heading",
        "{place}有多列可作此列理解{cause}",
        "{place}more than one heading could be this column{cause}",
    ),
    ("fault.error_cell", "{place}单元格显示错误 `{value}`", "{place}the cell shows the error `{value}`"),
    ("fault.unreadable", "{place}无法读取：{cause}", "{place}cannot be read: {cause}"),
    ("fault.limit", "超出限度 {limit}", "exceeds the limit {limit}"),
    ("fault.too_large", "{place}超出限度{cause}", "{place}exceeds a limit{cause}"),
    ("fault.more", "……另有 {count} 处", "... and {count} more"),
    (
        "fault.instant",
        "这是时刻，不是日期：同一时刻在不同时区可能是不同的日子；请给出 YYYY-MM-DD 文本",
        "an instant is no date, for on which day it lies depends on the time zone; give a text YYYY-MM-DD",
    ),
    ("option.expected", "应为：{expected}", "expected: {expected}"),
    ("option.unknown", "没有这样的选项", "there is no such option"),
    // policy errors
    ("policy.unknown_key", "{key}：没有这样的键", "{key}: there is no such key"),
    (
        "policy.wrong_type",
        "{key}：`{value}` 的类型不对，应为：{expected}",
        "{key}: `{value}` has the wrong type; expected: {expected}",
    ),
    (
        "policy.bad_value",
        "{key}：不接受 `{value}`，应为：{expected}",
        "{key}: `{value}` is not admitted; expected: {expected}",
    ),
    (
        "policy.bad_edition",
        "{key}：`{value}` 不合版本要求：{expected}",
        "{key}: `{value}` does not fit the list of editions: {expected}",
    ),
    (
        "policy.wrong_shape",
        "`{value}` 的类型不对，应为：{expected}",
        "`{value}` has the wrong type; expected: {expected}",
    ),
    ("policy.edition_lacks", "{key}：缺少{expected}", "{key}: missing; expected: {expected}"),
    ("policy.unreadable", "无法读取：{value}", "cannot be read: {value}"),
    // warnings
    (
        "warning.repeated_row",
        "{place}与前面一行各列完全相同，只计一次",
        "{place}equal to an earlier row in every column; it counts once",
    ),
    (
        "warning.record_precedes_session",
        "{place}记录日期 {submitted_on} 早于督导日期 {ended_on}",
        "{place}the record is dated {submitted_on}, before its session on {ended_on}",
    ),
    (
        "warning.session_of_unknown_engagement",
        "{place}{worker} 在 {project} 没有任职记录",
        "{place}{worker} has no engagement on {project}",
    ),
    (
        "warning.session_outside_engagement",
        "{place}{ended_on} 不在 {worker} 于 {project} 的任职期内",
        "{place}{ended_on} lies in no engagement of {worker} on {project}",
    ),
    (
        "warning.supervisor_is_worker",
        "{place}{worker} 既是督导者又是受督导者",
        "{place}{worker} is both supervisor and worker",
    ),
    (
        "warning.guidance_before_appointment",
        "{place}{guided_on} 早于 {mentor} 的首次聘任",
        "{place}{guided_on} lies before the first appointment of {mentor}",
    ),
    (
        "warning.overlapping_appointments",
        "{place}{appointed_on} 仍在 {mentor} 前一聘期之内",
        "{place}{appointed_on} lies in an earlier term of {mentor}",
    ),
    (
        "warning.event_after_as_of",
        "{place}{day} 晚于所问之日 {as_of}，视为尚未发生",
        "{place}{day} is after {as_of}, the day asked about; it has not happened yet",
    ),
    ("warning.engagements_inferred", "任职记录由督导记录推定", "engagements were inferred from sessions"),
    // what a report that was read says
    ("told.placed", "{place}{told}", "{place}{told}"),
    ("told.whole", "{told}", "{told}"),
    ("report.unreadable", "无法读取报告：{cause}", "the report cannot be read: {cause}"),
    ("report.unfit", "报告不自洽，{place}{cause}", "the report does not fit together: {place}{cause}"),
    (
        "report.foreign",
        "报告出自 {name}，格式版本 {schema}，本程序不能读取",
        "the report is one of {name} in version {schema} of its format, which cannot be read here",
    ),
    ("report.policy", "报告中的政策：{cause}", "the policy of the report: {cause}"),
    // rule 1
    (
        "frequency.met",
        "{worker} 在 {project} 的 {month} 督导次数已足，{settled_on} 达到",
        "{worker} on {project} had the supervision asked for in {month}, complete on {settled_on}",
    ),
    (
        "frequency.nothing_asked",
        "按本政策，{month} 不要求督导次数（{worker}，{project}）",
        "the policy asks for no supervision in {month} ({worker}, {project})",
    ),
    (
        "frequency.missing",
        "{worker} 在 {project} 的 {month} 督导次数不足：{missing}，最迟应于 {due_on} 完成",
        "{worker} on {project} lacked supervision in {month}: {missing}; it could be held until {due_on}",
    ),
    (
        "frequency.pending",
        "{worker} 在 {project} 的 {month} 尚缺：{missing}，最迟 {due_on} 仍可完成",
        "{worker} on {project} still lacks for {month}: {missing}; it can be held until {due_on}",
    ),
    (
        "frequency.excused",
        "{worker} 在 {project} 的 {month} 督导次数不足（{missing}），有登记的事由",
        "{worker} on {project} lacks supervision in {month} ({missing}), with a recorded reason",
    ),
    (
        "frequency.partial",
        "{worker} 在 {project} 的 {month} 未满整月，不作要求",
        "{worker} was engaged on {project} for part of {month} only; nothing is asked",
    ),
    ("frequency.tally", "{form} {held}/{required}", "{form} {held} of {required}"),
    // rule 2
    (
        "record.in_time",
        "{worker} 于 {settled_on} 提交 {session} 的督导记录，期限 {due_on}",
        "{worker} handed in the record of {session} on {settled_on}; it was due on {due_on}",
    ),
    (
        "record.late",
        "{worker} 于 {settled_on} 才提交 {session} 的督导记录，期限 {due_on}，迟 {late}",
        "{worker} handed in the record of {session} on {settled_on}, {late} late; it was due on {due_on}",
    ),
    (
        "record.pending",
        "{worker} 最迟须于 {due_on} 提交 {session} 的督导记录",
        "{worker} has until {due_on} to hand in the record of {session}",
    ),
    (
        "record.missing",
        "{worker} 未提交 {session} 的督导记录，期限 {due_on} 已过 {late}",
        "{worker} has not handed in the record of {session}; it was due on {due_on}, {late} ago",
    ),
    (
        "record.not_owed",
        "{session} 的形式无须提交督导记录（{worker}）",
        "{session} is of a form that owes no record ({worker})",
    ),
    (
        "record.precedes",
        "{worker} 的记录日期早于 {session} 的督导日期，无法判定",
        "the record of {worker} is dated before {session} itself; that decides nothing",
    ),
    (
        "record.calendar_unknown",
        "{worker} 提交 {session} 督导记录的期限（约 {due_on}）落在放假安排未知的年份，无法判定",
        "the record of {session} by {worker} was due about {due_on}, in a year whose rest days are not known",
    ),
    // rules 3 and 4
    (
        "cycle.in_time",
        "{supervisor} 于 {settled_on} 制订 {project} 的周期督导计划，期限 {due_on}",
        "{supervisor} made the cycle plan of {project} on {settled_on}; it was due on {due_on}",
    ),
    (
        "cycle.late",
        "{supervisor} 于 {settled_on} 才制订 {project} 的周期督导计划，期限 {due_on}，迟 {late}",
        "{supervisor} made the cycle plan of {project} on {settled_on}, {late} late; it was due on {due_on}",
    ),
    (
        "cycle.pending",
        "{supervisor} 最迟应于 {due_on} 制订 {project} 的周期督导计划",
        "{supervisor} has until {due_on} to make the cycle plan of {project}",
    ),
    (
        "cycle.missing",
        "{supervisor} 未制订 {project} 的周期督导计划，期限 {due_on} 已过 {late}",
        "{supervisor} has made no cycle plan for {project}; it was due on {due_on}, {late} ago",
    ),
    (
        "cycle.successor",
        "{supervisor} 中途接手 {project}，无须另订周期督导计划",
        "{supervisor} took over {project} when it was running and owes no cycle plan",
    ),
    (
        "monthly.in_time",
        "{supervisor} 于 {settled_on} 制订 {project} {month} 的督导计划，期限 {due_on}",
        "{supervisor} made the plan of {project} for {month} on {settled_on}; it was due on {due_on}",
    ),
    (
        "monthly.late",
        "{supervisor} 于 {settled_on} 才制订 {project} {month} 的督导计划，期限 {due_on}，迟 {late}",
        "{supervisor} made the plan of {project} for {month} on {settled_on}, {late} late; it was due on {due_on}",
    ),
    (
        "monthly.pending",
        "{supervisor} 最迟应于 {due_on} 制订 {project} {month} 的督导计划",
        "{supervisor} has until {due_on} to make the plan of {project} for {month}",
    ),
    (
        "monthly.missing",
        "{supervisor} 未制订 {project} {month} 的督导计划，期限 {due_on} 已过 {late}",
        "{supervisor} has made no plan of {project} for {month}; it was due on {due_on}, {late} ago",
    ),
    // rule 5
    ("eligibility.met", "{mentor} 符合导师条件", "{mentor} meets the conditions of a mentor"),
    (
        "eligibility.failed",
        "{mentor} 不符合导师条件：{failed}",
        "{mentor} does not meet the conditions of a mentor: {failed}",
    ),
    (
        "eligibility.unknown",
        "{mentor} 的导师条件无法判定，缺少：{unknown}",
        "whether {mentor} meets the conditions of a mentor is not known: {unknown}",
    ),
    // rule 6
    ("term.in_term", "{mentor} 于 {guided_on} 的指导在任期之内", "{mentor} guided on {guided_on} within a term"),
    (
        "term.never_appointed",
        "{mentor} 于 {guided_on} 进行指导，但从未受聘",
        "{mentor} guided on {guided_on} without ever having been appointed",
    ),
    (
        "term.before_term",
        "{mentor} 于 {guided_on} 的指导早于首次聘任",
        "{mentor} guided on {guided_on}, before the first appointment",
    ),
    (
        "term.after_term",
        "{mentor} 于 {guided_on} 的指导在任期届满之后",
        "{mentor} guided on {guided_on}, after the term was over",
    ),
    (
        "term.revoked",
        "{mentor} 于 {guided_on} 的指导在资格撤销之后",
        "{mentor} guided on {guided_on}, after the standing was revoked",
    ),
    // rule 7
    (
        "guidance.met",
        "{mentor}（{appointed_on} 聘任）{year}首次指导为 {settled_on}，期限 {due_on}",
        "{mentor}, appointed on {appointed_on}, guided in {year} first on {settled_on}; it could be done until {due_on}",
    ),
    (
        "guidance.pending",
        "{mentor}（{appointed_on} 聘任）{year}尚未指导，最迟 {due_on} 仍可完成",
        "{mentor}, appointed on {appointed_on}, has not yet guided in {year}; it can be done until {due_on}",
    ),
    (
        "guidance.missing",
        "{mentor}（{appointed_on} 聘任）{year}没有指导，该年度于 {due_on} 结束",
        "{mentor}, appointed on {appointed_on}, did not guide in {year}, which ended on {due_on}",
    ),
    (
        "guidance.partial",
        "{mentor}（{appointed_on} 聘任）{year}不满一年，不作要求",
        "{year} of {mentor}, appointed on {appointed_on}, is not a whole one; nothing is asked",
    ),
    // rule 8
    (
        "inactivity.resumed",
        "{mentor}（{appointed_on} 聘任）自 {after} 起连续未指导，期限 {due_on} 已过，{resumed_on} 才恢复；共 {count} 段",
        "{mentor}, appointed on {appointed_on}, gave no guidance from {after} past {due_on} and resumed on {resumed_on}; stretches missed: {count}",
    ),
    (
        "inactivity.not_resumed",
        "{mentor}（{appointed_on} 聘任）自 {after} 起连续未指导，期限 {due_on} 已过，至今未恢复；共 {count} 段",
        "{mentor}, appointed on {appointed_on}, has given no guidance since {after}; the deadline was {due_on}; stretches missed: {count}",
    ),
    (
        "inactivity.running",
        "{mentor}（{appointed_on} 聘任）最迟须于 {due_on} 再次指导",
        "{mentor}, appointed on {appointed_on}, has until {due_on} to guide again",
    ),
    (
        "inactivity.none",
        "{mentor}（{appointed_on} 聘任）没有连续未指导满期的情形",
        "{mentor}, appointed on {appointed_on}, has missed no stretch",
    ),
    // rule 9
    (
        "evaluation.in_time",
        "{mentor} {year} 年度考核于 {settled_on} 完成，期限 {due_on}",
        "{mentor} was evaluated for {year} on {settled_on}; it was due on {due_on}",
    ),
    (
        "evaluation.late",
        "{mentor} {year} 年度考核于 {settled_on} 才完成，期限 {due_on}，迟 {late}",
        "{mentor} was evaluated for {year} on {settled_on}, {late} late; it was due on {due_on}",
    ),
    (
        "evaluation.pending",
        "{mentor} {year} 年度考核最迟应于 {due_on} 完成",
        "{mentor} is to be evaluated for {year} by {due_on}",
    ),
    (
        "evaluation.missing",
        "{mentor} {year} 年度未考核，期限 {due_on} 已过 {late}",
        "{mentor} has not been evaluated for {year}; it was due on {due_on}, {late} ago",
    ),
    // rule 10
    (
        "commendation.inactive",
        "{mentor} 因连续未指导失去 {year} 年度表彰资格",
        "{mentor} loses the commendation of {year} by months without guidance",
    ),
    (
        "commendation.revoked",
        "{mentor} 因资格撤销失去 {year} 年度表彰资格",
        "{mentor} loses the commendation of {year} by a revocation",
    ),
    (
        "commendation.both",
        "{mentor} 因连续未指导和资格撤销失去 {year} 年度表彰资格",
        "{mentor} loses the commendation of {year} by months without guidance and by a revocation",
    ),
    (
        "commendation.pending",
        "{mentor} 至今保有 {year} 年度表彰资格，该年度任期至 {due_on}；如无新指导，此结论至 {holds_until} 有效",
        "{mentor} so far keeps the commendation of {year}, whose term days run to {due_on}; without new guidance this stands through {holds_until}",
    ),
    ("commendation.kept", "{mentor} 保有 {year} 年度表彰资格", "{mentor} keeps the commendation of {year}"),
    // rule 11
    (
        "revocation.decided",
        "{mentor} 于 {found_on} 被发现的违法行为，已于 {settled_on} 撤销资格",
        "the violation of {mentor} found on {found_on} was decided by revocation on {settled_on}",
    ),
    (
        "revocation.pending",
        "{mentor} 于 {found_on} 被发现的违法行为尚未作出撤销决定",
        "the violation of {mentor} found on {found_on} is not decided yet",
    ),
];

#[cfg(test)]
mod tests {
    use super::super::{catalog_diff, catalog_explain};
    use super::*;

    fn all() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
        let templates = TEMPLATES.iter().chain(catalog_explain::TEMPLATES).chain(catalog_diff::TEMPLATES);
        #[cfg(feature = "intake")]
        let templates = templates.chain(super::super::intake::TEMPLATES);
        templates
    }

    fn holes(text: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            text.split('{').skip(1).map(|part| part.split_once('}').expect("a closed hole").0).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn both_languages_say_the_same() {
        for (code, zh, en) in all() {
            assert_eq!(holes(zh), holes(en), "{code}");
            assert!(
                !zh.is_ascii() || ["form", "told"].iter().any(|word| holes(zh).contains(word)),
                "{code} has no Chinese"
            );
            assert!(!en.ends_with('.'), "{code}");
            assert_eq!(all().filter(|(other, ..)| other == code).count(), 1, "{code} stands twice");
        }
    }
}

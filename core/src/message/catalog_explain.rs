/// The sentences of explanations: code, Chinese, English.
pub(super) const TEMPLATES: &[(&str, &str, &str)] = &[
    // facts
    (
        "why.unseen",
        "{day} 晚于所问之日，视为尚未发生",
        "{day} is after the day asked about and has not happened yet",
    ),
    ("why.engaged", "任职 {from} 至 {to}", "engaged from {from} to {to}"),
    ("why.engaged_open", "{from} 起任职，未结束", "engaged since {from}"),
    (
        "why.engaged_elsewhen",
        "自 {from} 起的任职不在本月",
        "the engagement from {from} does not touch the month",
    ),
    ("why.other_project", "{form}，属于其他项目", "{form} on another project"),
    ("why.not_engaged", "{day} 不在任职期内", "{day} is no engaged day"),
    ("why.session_counts", "{day} 的{form}，计入", "{form} on {day} counts"),
    ("why.form_counts_not", "{form}不计入", "{form} counts for nothing here"),
    ("why.excuse", "登记事由：{reason}", "a recorded reason: {reason}"),
    (
        "why.owes_no_record",
        "{day} 的{form}无须提交记录",
        "{form} on {day} owes no record",
    ),
    (
        "why.record_precedes",
        "{day} 的{form}，记录日期 {submitted_on} 早于督导，不算提交",
        "{form} on {day}; the record is dated {submitted_on}, before it, and does not count",
    ),
    (
        "why.record_unseen",
        "{day} 的{form}，{submitted_on} 的提交尚未发生",
        "{form} on {day}; the submission on {submitted_on} has not happened yet",
    ),
    (
        "why.record_submitted",
        "{day} 的{form}，{submitted_on} 提交记录",
        "{form} on {day}; the record was handed in on {submitted_on}",
    ),
    (
        "why.record_not_submitted",
        "{day} 的{form}，未提交记录",
        "{form} on {day}; no record was handed in",
    ),
    (
        "why.first_under_supervisor",
        "该督导名下最早的任职，{day}",
        "the first engagement under the supervisor, {day}",
    ),
    (
        "why.first_on_project",
        "该项目最早的任职，{day}",
        "the first engagement on the project, {day}",
    ),
    (
        "why.later_under_supervisor",
        "较晚的任职，{day}",
        "a later engagement, {day}",
    ),
    (
        "why.plan_counts",
        "{day} 制订，最早的一份",
        "made on {day}, the earliest",
    ),
    (
        "why.plan_later",
        "{day} 制订，不是最早的一份",
        "made on {day}, not the earliest",
    ),
    (
        "why.mentor",
        "登记的条件与类别",
        "the conditions and the group as recorded",
    ),
    ("why.other_appointment", "另一次聘任", "another appointment"),
    ("why.term", "任期 {from} 至 {to}", "a term from {from} to {to}"),
    (
        "why.term_cut",
        "任期 {from} 至 {to}，因撤销提前结束",
        "a term from {from} to {to}, ended early by a revocation",
    ),
    (
        "why.revocation_cuts",
        "{day} 撤销资格，任期止于前一天",
        "revoked on {day}; the term ends the day before",
    ),
    (
        "why.revocation_cuts_not",
        "{day} 的撤销不影响所涉任期",
        "the revocation on {day} cuts none of the terms in question",
    ),
    ("why.guidance_day", "{day} 的指导", "the guidance on {day}"),
    (
        "why.guidance_within",
        "{day} 在 {from} 至 {to} 之内",
        "{day} lies within {from} to {to}",
    ),
    (
        "why.guidance_outside",
        "{day} 不在 {from} 至 {to} 之内",
        "{day} lies outside {from} to {to}",
    ),
    (
        "why.evaluation_counts",
        "{day} 考核，最早的一次",
        "evaluated on {day}, the earliest",
    ),
    (
        "why.evaluation_later",
        "{day} 考核，不是最早的一次",
        "evaluated on {day}, not the earliest",
    ),
    ("why.decided", "{day} 作出撤销决定", "decided on {day}"),
    (
        "why.decision_unseen",
        "{day} 的撤销决定尚未发生",
        "the decision of {day} has not happened yet",
    ),
    ("why.not_decided", "没有撤销决定", "no decision is recorded"),
    // steps
    (
        "step.engaged_days",
        "{month} 的任职日为 {from} 至 {to}",
        "the engaged days of {month} run from {from} to {to}",
    ),
    (
        "step.partial_month",
        "任职未满整月，按现行读法不考核",
        "the month is engaged in part only; in this reading it is not judged",
    ),
    (
        "step.required",
        "每月要求个别督导 {individual} 次、团体督导 {group} 次",
        "asked for each month: individual {individual}, group {group}",
    ),
    ("step.tally", "{form} {held}/{required}", "{form}: {held} of {required}"),
    (
        "step.count_days",
        "自 {from} 起算 {days}，当日不计，至 {to}",
        "{days} from {from}, that day not counted: {to}",
    ),
    (
        "step.count_days_from_first",
        "自 {from} 起算 {days}，当日计入，至 {to}",
        "{days} from {from}, that day counted: {to}",
    ),
    (
        "step.not_rolled",
        "末日遇休息日不顺延（{reading}）：{to}",
        "a last day off is not moved ({reading}): {to}",
    ),
    ("step.rest_day", "{from} 为休息日，顺延", "{from} is a day off; go on"),
    (
        "step.holiday",
        "{from} 为{name}假期，顺延",
        "{from} is a public holiday ({name}); go on",
    ),
    (
        "step.workday",
        "{to} 为工作日，即期限末日",
        "{to} is a workday and the last day",
    ),
    (
        "step.calendar_unknown",
        "{from} 起须看放假安排未知的年份，仅按周末推算为 {to}",
        "from {from} on a year is looked at whose rest days are not known; by weekends alone: {to}",
    ),
    (
        "step.successor",
        "项目始于 {from}，该督导 {to} 才接手",
        "the project began on {from}; this supervisor came on {to}",
    ),
    (
        "step.add_months",
        "自 {from} 起 {months}，至 {to}",
        "{months} from {from}: {to}",
    ),
    (
        "step.month_start",
        "自当月首个任职日 {from} 起算 {days}，至 {to}",
        "{days} from the month's first engaged day, {from}, that day counted: {to}",
    ),
    ("step.month_end", "当月月底：{to}", "the end of the month: {to}"),
    ("step.condition_holds", "{condition}：具备", "{condition}: holds"),
    (
        "step.condition_fails",
        "{condition}：不具备",
        "{condition}: does not hold",
    ),
    ("step.condition_unknown", "{condition}：不详", "{condition}: not known"),
    ("step.category", "所属类别：{category}", "group: {category}"),
    (
        "step.term_years",
        "聘期 {years} 年，{from} 至对应日 {to}",
        "{years} years from {from} to the corresponding day: {to}",
    ),
    (
        "step.term_years_day_before",
        "聘期 {years} 年，{from} 至对应日的前一天 {to}",
        "{years} years from {from} to the eve of the corresponding day: {to}",
    ),
    (
        "step.term_printed",
        "聘书载明 {from} 至 {to}",
        "printed on the certificate: {from} to {to}",
    ),
    (
        "step.term_cut",
        "{from} 起的任期因撤销止于 {to}",
        "the term from {from} was cut by a revocation and ended on {to}",
    ),
    (
        "step.year",
        "第 {year} 年度：{from} 至 {to}",
        "year {year}: {from} to {to}",
    ),
    (
        "step.year_partial",
        "第 {year} 年度：{from} 至 {to}，不满一年",
        "year {year}: {from} to {to}, not a whole one",
    ),
    (
        "step.watched",
        "考察期间：{from} 至 {to}",
        "the days watched: {from} to {to}",
    ),
    (
        "step.stretch_missed",
        "自 {from} 起 {months}，至 {to} 未指导，{resumed_on} 恢复",
        "{months} from {from}: {to} passed without guidance; resumed on {resumed_on}",
    ),
    (
        "step.stretch_missed_open",
        "自 {from} 起 {months}，至 {to} 未指导，尚未恢复",
        "{months} from {from}: {to} passed without guidance and it has not resumed",
    ),
    (
        "step.stretch_kept",
        "自 {from} 起 {months} 至 {to}，{resumed_on} 已指导",
        "{months} from {from}: {to}; guided on {resumed_on}",
    ),
    (
        "step.stretch_beyond",
        "自 {from} 起 {months} 至 {to}，已超出考察期间",
        "{months} from {from}: {to}, beyond the days watched",
    ),
    (
        "step.stretch_running",
        "自 {from} 起 {months} 至 {to}，期间未满",
        "{months} from {from}: {to}, still running",
    ),
    (
        "step.lapse_effect",
        "失去表彰资格的年度按 {effect} 计",
        "which years are lost is read as {effect}",
    ),
    (
        "step.revoked_in_year",
        "{from} 撤销资格，失去 {year} 年度",
        "revoked on {from}: {year} is lost",
    ),
    (
        "step.after_year",
        "{year} 年年末 {from} 起 {months}，至 {to}",
        "{months} from the end of {year}, {from}: {to}",
    ),
    ("step.no_deadline", "条文未规定期限", "the text sets no deadline"),
    (
        "step.met_before_due",
        "{from} 完成，期限 {to}，余 {days}",
        "met on {from}; due on {to}: {days} to spare",
    ),
    (
        "step.met_after_due",
        "{from} 才完成，期限 {to}，迟 {days}",
        "met on {from}; due on {to}: {days} late",
    ),
    (
        "step.still_open",
        "至所问之日 {from} 未完成，期限 {to}，尚余 {days}",
        "not met on {from}; due on {to}: {days} left",
    ),
    (
        "step.over",
        "至 {from} 未完成，期限 {to}，已过 {days}",
        "not met by {from}; due on {to}: {days} over",
    ),
    // remedies
    ("remedy.hold", "于 {by} 前开展{forms}", "hold by {by}: {forms}"),
    ("remedy.hand_in", "于 {by} 前提交督导记录", "hand in the record by {by}"),
    ("remedy.make_plan", "于 {by} 前制订计划", "make the plan by {by}"),
    ("remedy.guide", "于 {by} 前开展指导", "guide by {by}"),
    (
        "remedy.keep_guiding",
        "至 {by} 保有资格；须在此前继续指导，避免连续未指导期满",
        "it is kept through {by}; guide before a stretch without guidance runs out",
    ),
    ("remedy.evaluate", "于 {by} 前完成考核", "evaluate by {by}"),
    (
        "remedy.decide",
        "由委员会作出决定；条文未规定期限",
        "the committee decides; the text sets no deadline",
    ),
    (
        "remedy.correct_record",
        "核对并更正记录日期",
        "check the date of the record and correct it",
    ),
    (
        "remedy.add_rest_days",
        "待该年放假安排公布后补入 rest_days",
        "add that year's rest days to the policy once they are published",
    ),
    ("remedy.supply", "补充：{unknown}", "supply: {unknown}"),
    (
        "remedy.record_excuse",
        "月份已过，无法补足；如有正当事由，可登记后豁免（原则上）",
        "the month is over; a recorded reason would excuse it, since the clause says in principle",
    ),
    (
        "remedy.not_eligible",
        "条件不具备，无可补救",
        "nothing can: a condition does not hold",
    ),
    (
        "remedy.outside_term",
        "任期之外的指导无可补救",
        "nothing can: the day lies outside every term",
    ),
    ("remedy.late", "已经逾期完成，无可补救", "nothing can: it was met late"),
    ("remedy.over", "期限已过，无可补救", "nothing can: the last day is over"),
];

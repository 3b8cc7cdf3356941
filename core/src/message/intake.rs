//! Sentences of the intake: why cells, sheets and files are refused, and what the intake report says.

/// Code, Chinese, English. `{name}` stands for a parameter.
pub(super) const TEMPLATES: &[(&str, &str, &str)] = &[
    // files
    ("intake.too_large", "超出限度 {limit}", "exceeds the limit {limit}"),
    (
        "intake.unreadable",
        "读取程序报告：{cause}",
        "the reader of this format says: {cause}",
    ),
    (
        "intake.password",
        "文件有密码保护，请先去除密码",
        "the file is protected by a password; remove it first",
    ),
    (
        "intake.broken",
        "文件已损坏或并非其扩展名所示的格式",
        "the file is damaged or not of the format that its name says",
    ),
    (
        "intake.false_count",
        "文件声明的文本数量与其大小不符",
        "the file claims more texts than its size can hold",
    ),
    (
        "intake.nested",
        "压缩包内还有压缩包，不予展开",
        "a zip within a zip is not unpacked",
    ),
    ("intake.empty", "文件是空的", "the file is empty"),
    (
        "intake.encoding",
        "无法识别文本编码",
        "the encoding of the text is not known",
    ),
    ("intake.binary", "不是文本文件", "this is no text"),
    (
        "intake.nothing",
        "没有找到任何可识别的表",
        "no table was recognised in any file",
    ),
    (
        "intake.file.other",
        "不是数据文件，未读取",
        "no data file; it was not read",
    ),
    // sheets
    ("intake.sheet.by_name", "按名称识别", "recognised by its name"),
    (
        "intake.sheet.by_headings",
        "按表头识别为 {table}",
        "recognised as {table} by its headings",
    ),
    (
        "intake.sheet.form",
        "按表单读取，一表一条记录",
        "read as a form that holds one record",
    ),
    (
        "intake.sheet.told",
        "按对照表的指示忽略",
        "ignored, as the mapping says",
    ),
    ("intake.sheet.empty", "没有内容", "it holds nothing"),
    (
        "intake.sheet.aside",
        "按名称判断为说明或选项列表",
        "by its name it holds explanations or lists to choose from",
    ),
    ("intake.sheet.unknown", "没有可识别的表头", "no heading was recognised"),
    (
        "intake.sheet.incomplete",
        "看似 {table} 表，但缺少必需的列：{missing}；可用对照表指明表头",
        "it looks like a table of {table}, but required columns are missing: {missing}; a mapping can name the headings",
    ),
    (
        "intake.sheet.rivals",
        "可作多种表理解：{tables}；可用对照表指明",
        "it could be more than one table: {tables}; a mapping can say which",
    ),
    (
        "intake.sheet.constant",
        "表上方 {cell} 处写明 {field} 为 `{value}`，适用于各行",
        "{cell} above the table gives {field} as `{value}` for all its rows",
    ),
    (
        "intake.sheet.made_sessions",
        "表中没有督导编号，按文件、工作表和行号编定",
        "the sheet has no session ids; they are made from file, sheet and row",
    ),
    (
        "intake.heading.ambiguous",
        "多个表头可作同一列理解：{headings}；可用对照表指明",
        "several headings could be the same column: {headings}; a mapping can say which",
    ),
    (
        "intake.form.incomplete",
        "看似一张 {table} 表单，但缺少：{missing}",
        "it looks like a form of {table}, but it lacks {missing}",
    ),
    (
        "intake.form.twice",
        "表单中有项目出现多次：{headings}",
        "items stand more than once in the form: {headings}",
    ),
    // columns
    ("intake.column.idle", "已知但不需要的列", "known, and not needed"),
    ("intake.column.unknown", "表头未能识别", "the heading is not known"),
    ("intake.column.no_heading", "没有表头", "it has no heading"),
    (
        "intake.column.content",
        "按内容判断不是所需的列",
        "by its cells it is not the column that its heading may be",
    ),
    (
        "intake.column.weaker",
        "另有更可靠的列",
        "a better column stands beside it",
    ),
    (
        "intake.column.weak",
        "依据较弱，因没有更可靠的列而采用",
        "weaker evidence, used because no better column stands",
    ),
    // rows that are none
    ("intake.skip.total", "合计行", "totals"),
    ("intake.skip.note", "签名或备注行", "signatures or notes"),
    ("intake.skip.heading", "重复的表头", "a repeated heading"),
    ("intake.skip.title", "标题行", "a title"),
    (
        "intake.skip.blank",
        "所需的各列均为空",
        "all columns that are read are empty",
    ),
    (
        "intake.skip.not_held",
        "状态表明未开展",
        "its status says that it did not take place",
    ),
    (
        "intake.skip.same_mentor",
        "同一导师的信息已读取",
        "the same mentor was read already",
    ),
    // cells
    ("intake.value.error", "单元格显示错误值", "the cell shows an error"),
    (
        "intake.value.uncomputed",
        "公式未经计算，文件中没有结果",
        "the formula was never computed; the file holds no value",
    ),
    ("intake.value.no_names", "没有写明具体姓名", "it names nobody"),
    (
        "intake.value.unclear_names",
        "无法判断空格是分隔姓名还是姓名内部的空格",
        "spaces may part names or stand within them",
    ),
    (
        "intake.value.one_name",
        "此处应只有一个姓名",
        "one name is expected here",
    ),
    (
        "intake.value.absent",
        "写有未到场的人",
        "it lists people who were absent",
    ),
    (
        "intake.value.mode",
        "这是方式（线上、电话等），不是督导形式",
        "this tells how people met, not the form of supervision",
    ),
    (
        "intake.value.unit",
        "没有写明单位，无法判断是分钟还是小时",
        "no unit is given; minutes or hours",
    ),
    (
        "intake.value.status",
        "备注提到取消或改期，无法判断是否开展",
        "the remark speaks of a change; whether it took place is not certain",
    ),
    // dates
    ("intake.date.not_one", "不是日期", "not a date"),
    ("intake.date.no_such_day", "没有这一天", "there is no such day"),
    ("intake.date.no_day", "缺少日", "the day is missing"),
    (
        "intake.date.day_needed",
        "需要填写提交的日期",
        "the day of submission is needed",
    ),
    (
        "intake.date.implausible",
        "作为日期的数字应在 2023 至 2035 年之间",
        "as a date, a bare number should lie within 2023 to 2035",
    ),
    (
        "intake.date.false_leap_day",
        "序列号 60 是不存在的 1900-02-29",
        "serial 60 is 1900-02-29, a day that never was",
    ),
    ("intake.date.backwards", "结束早于开始", "its end lies before its start"),
    (
        "intake.date.out_of_range",
        "年份不在 1900 至 2200 之间",
        "the year is not within 1900 to 2200",
    ),
    (
        "intake.date.no_year",
        "没有年份，可作多种日期理解",
        "it has no year, so it can be read as more than one date",
    ),
    (
        "intake.date.short_year",
        "年份不足四位，可作多种日期理解",
        "its year has two digits, so it can be read as more than one date",
    ),
    (
        "intake.date.year_last",
        "年份在后，月和日的先后不明",
        "the year comes last, so the order of month and day is not certain",
    ),
    (
        "intake.date.republic",
        "三位数的年份，可能是民国纪年",
        "a year of three digits may count from 1912",
    ),
    (
        "intake.date.decimal",
        "数字形式的年月：2024.1 可能是 1 月，也可能是 10 月",
        "a number such as 2024.1 may be January or October",
    ),
    (
        "intake.date.range",
        "此处应为一天，不是一段日期",
        "one day is expected here, not a range",
    ),
    ("intake.date.several", "有多个日期", "there is more than one date"),
    // readings
    ("intake.reading.date", "书写的日期", "a date as written"),
    ("intake.reading.serial", "日期序列号", "the serial number of a date"),
    ("intake.reading.month", "书写的月份", "a month as written"),
    (
        "intake.reading.range",
        "一段日期，取最后一天",
        "a range of days; its last day",
    ),
    (
        "intake.reading.default_year",
        "没有年份，采用给定的年份",
        "no year; the given one was taken",
    ),
    ("intake.reading.term", "聘期", "a term"),
    ("intake.reading.word", "词语", "a word"),
    ("intake.reading.mapped", "按对照表", "as the mapping says"),
    (
        "intake.reading.name",
        "姓名中的空格和符号已统一",
        "spaces and signs within the name were made uniform",
    ),
    (
        "intake.reading.several",
        "一格多人，分为多行",
        "several names; one row each",
    ),
    ("intake.reading.minutes", "时长", "a length of time"),
    ("intake.reading.nothing", "视为未填", "taken as not filled in"),
    ("intake.reading.no_end", "视为没有结束日期", "taken as having no end"),
    ("intake.reading.not_submitted", "视为尚未提交", "taken as not handed in"),
    ("intake.reading.undecided", "视为尚未作出决定", "taken as not decided"),
    // the report
    ("intake.report.file", "文件 {file}：{format}", "file {file}: {format}"),
    (
        "intake.report.sheet",
        "{place} → {tables}：读取 {read} 行，得到 {given} 条",
        "{place} -> {tables}: {read} rows read, {given} rows given",
    ),
    ("intake.report.sheet_ignored", "{place}：未读取", "{place}: not read"),
    (
        "intake.report.column",
        "{column} 列「{heading}」→ {field} {why}",
        "column {column} `{heading}` -> {field} {why}",
    ),
    (
        "intake.report.column_ignored",
        "{column} 列「{heading}」未采用：{why}",
        "column {column} `{heading}` is ignored: {why}",
    ),
    (
        "intake.report.skipped",
        "略去 {count} 行（{why}）：第 {rows} 行，如 `{text}`",
        "{count} rows left out ({why}): {rows}; such as `{text}`",
    ),
    (
        "intake.report.reading",
        "{column} 列 {field}：`{text}` 读作 `{understood}`（{why}），共 {count} 处，首见第 {row} 行",
        "column {column}, {field}: `{text}` read as `{understood}` ({why}), {count} times, first in row {row}",
    ),
];

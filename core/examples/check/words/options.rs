use hongyan::message::Text;

use super::text;

pub(crate) const ABOUT: Text = text(
    "按两项规定核查记录：谁须在何时之前做什么，以及依据。不给 PATH 时核查随附的样例。",
    "Checks records against the two regulations: who must do what by when, and why. Without PATH the bundled sample is checked.",
);
pub(crate) const HELP_TEMPLATE: Text = text(
    "{about}\n\n用法：{usage}\n\n参数：\n{positionals}\n\n选项：\n{options}{after-help}",
    "{about}\n\nUsage: {usage}\n\nArguments:\n{positionals}\n\nOptions:\n{options}{after-help}",
);
pub(crate) const AFTER_HELP: Text = text(
    "FILE 为 - 时写到标准输出，此时标准输出不再有别的内容。\n退出码：0 = 已核查；1 = 符合 --fail-on；2 = 输入或用法有误。",
    "FILE `-` is standard output; nothing else goes there then.\nExit status: 0 = checked; 1 = --fail-on met; 2 = invalid input or usage.",
);

/// The help of an option.
pub(crate) fn option(id: &str) -> Option<Text> {
    Some(match id {
        "path" => text(
            "事实：.json 文件、工作簿、CSV 或压缩包，或装有这些文件的文件夹",
            "The facts: a .json file, a workbook, CSV or a zip, or a folder of these",
        ),
        "as_of" => {
            text("所问之日，YYYY-MM-DD；给出 PATH 时必填", "The day asked about, YYYY-MM-DD; required with PATH")
        }
        "policy" => text(
            "政策：TOML 或 JSON 文件，或预设名 plain、civil_code",
            "The policy: a TOML or JSON file, or a profile: plain, civil_code",
        ),
        "rules" => text("只问这项义务；可重复", "Ask about this rule only; may be repeated"),
        "json" => text(
            "把报告（或 --explain 的说明）写成 JSON",
            "Write the report, or with --explain the explanation, as JSON",
        ),
        "html" => text("把报告写成一个网页文件", "Write the report as a page to read and print"),
        "ics" => text("把待办期限写成日历", "Write the deadlines as a calendar"),
        "xlsx" => text("把报告写成工作簿", "Write the report as a workbook"),
        "csv" => text("把全部结论写成表格", "Write all findings as a table"),
        "facts" => text("把所读懂的事实写成 JSON", "Write what was understood of the input as JSON"),
        "on_error" => text(
            "有错误的行：raise = 拒绝全部输入（默认），skip = 略去并列出",
            "Faulty rows: raise = refuse the input (default), skip = leave them out and list them",
        ),
        "map" => text(
            "标题与取值的对照（TOML 或 JSON），用于无法自动识别之处",
            "A mapping of headings and values (TOML or JSON) for what is not recognised",
        ),
        "save_map" => text("把所用的对照写成 JSON", "Write the mapping that was found as JSON"),
        "default_year" => text("只有月日的日期所属的年份", "The year of dates that name a month and a day only"),
        "infer_engagements" => {
            text("没有任职表时由督导记录推定任职", "Infer engagements from sessions where no table of them is given")
        }
        "lang" => text("语言；默认随系统", "Language; by default that of the system"),
        "explain" => text(
            "说明一项结论，如 'commendation?mentor=M&year=2025'",
            "Explain one finding, such as 'commendation?mentor=M&year=2025'",
        ),
        "fail_on" => text(
            "如有此结论则退出码为 1：compliant、breach、pending、excused、not_applicable、undetermined",
            "Exit with 1 if any finding is: compliant, breach, pending, excused, not_applicable, undetermined",
        ),
        "help" => text("显示本说明", "Print this help"),
        "version" => text("显示版本", "Print the version"),
        _ => return None,
    })
}

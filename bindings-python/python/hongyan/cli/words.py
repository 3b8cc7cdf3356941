"""Every fixed word of the command, in Chinese and English.

Sentences about findings, faults and warnings are the library's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

from hongyan.types import Lang

Text: TypeAlias = Mapping[Lang, str]


def _text(zh: str, en: str) -> Text:
    return {"zh": zh, "en": en}


ABOUT: Final = _text(
    "按两项规定核查记录：谁须在何时之前做什么，以及依据。",
    "Checks records against two regulations: who must do what by when, and why.",
)
CHECK: Final = _text(
    "核查记录。PATH 为 .json 事实文件、工作簿、CSV、压缩包或装有这些文件的文件夹；也可逐表给出：sessions=督导.parquet。"
    "什么都不给时核查随附的样例。",
    "Check records. PATH is a .json facts file, a workbook, CSV, a zip, or a folder of these; or give tables one by "
    "one: sessions=sessions.parquet. Without any the bundled sample is checked.",
)
AFTER_CHECK: Final = _text(
    "FILE 为 - 时写到标准输出，此时标准输出不再有别的内容。"
    "退出码：0 = 已核查；1 = 符合 --fail-on；2 = 输入或用法有误。",
    "FILE - is standard output; nothing else goes there then. Exit status: 0 = checked; 1 = --fail-on met; 2 = invalid "
    "input or usage.",
)
EXPLAIN: Final = _text(
    "说明一项结论，如 'commendation?mentor=M&year=2025'。",
    "Explain one finding, such as 'commendation?mentor=M&year=2025'.",
)
POLICY_GROUP: Final = _text("政策：数字与读法。", "Policies: numbers and readings.")
DESCRIBE: Final = _text("列出政策的每一项及其依据。", "List every key of a policy and its basis.")
SHOW: Final = _text("把完整的政策写成 JSON。", "Print a policy in full, as JSON.")
VALIDATE: Final = _text("检查政策文件，列出全部错误。", "Check policy files and list every error.")
CLAUSES: Final = _text(
    "列出规定的每一条，以及本库如何对待。", "List every clause of the regulations and what becomes of it."
)
COMPLETION: Final = _text(
    '打印命令补全脚本，如 eval "$(hongyan completion bash)"。',
    'Print a script that completes commands in a shell, such as eval "$(hongyan completion bash)".',
)
OPTIONS: Final[Mapping[str, Text]] = {
    "as_of": _text("所问之日，YYYY-MM-DD；给出 PATH 时必填", "The day asked about, YYYY-MM-DD; required with PATH"),
    "policy": _text(
        "政策：TOML 或 JSON 文件，或预设名 plain、civil_code",
        "The policy: a TOML or JSON file, or a profile: plain, civil_code",
    ),
    "rules": _text("只问这项义务；可重复", "Ask about this rule only; may be repeated"),
    "table": _text(
        "一个表的文件（Parquet、CSV、工作簿）；可重复", "The file of a table (Parquet, CSV, workbook); may be repeated"
    ),
    "json": _text(
        "把报告（或 --explain 的说明）写成 JSON", "Write the report, or with --explain the explanation, as JSON"
    ),
    "html": _text("把报告写成一个网页文件", "Write the report as a page to read and print"),
    "ics": _text("把待办期限写成日历", "Write the deadlines as a calendar"),
    "xlsx": _text("把报告写成工作簿", "Write the report as a workbook"),
    "csv": _text("把全部结论写成表格", "Write all findings as a table"),
    "facts": _text("把所读懂的事实写成 JSON", "Write what was understood of the input as JSON"),
    "on_error": _text(
        "有错误的行：raise = 拒绝全部输入（默认），skip = 略去并列出",
        "Faulty rows: raise = refuse the input (default), skip = leave them out and list them",
    ),
    "map": _text(
        "标题与取值的对照（TOML 或 JSON），用于无法自动识别之处",
        "A mapping of headings and values (TOML or JSON) for what is not recognised",
    ),
    "save_map": _text("把所用的对照写成 JSON", "Write the mapping that was found as JSON"),
    "default_year": _text("只有月日的日期所属的年份", "The year of dates that name a month and a day only"),
    "infer_engagements": _text(
        "没有任职表时由督导记录推定任职", "Infer engagements from sessions where no table of them is given"
    ),
    "tz": _text(
        "带时刻的列所属的时区，如 Asia/Shanghai", "The zone whose days timestamps are read in, such as Asia/Shanghai"
    ),
    "trust_keys": _text("不查督导的键是否唯一", "Do not check that keys of sessions are unique"),
    "lang": _text("语言；默认随系统", "Language; by default that of the system"),
    "explain": _text(
        "说明一项结论，如 'commendation?mentor=M&year=2025'",
        "Explain one finding, such as 'commendation?mentor=M&year=2025'",
    ),
    "fail_on": _text(
        "如有此结论则退出码为 1：compliant、breach、pending、excused、not_applicable、undetermined",
        "Exit with 1 if any finding is: compliant, breach, pending, excused, not_applicable, undetermined",
    ),
    "help": _text("显示本说明", "Print this help"),
    "version": _text("显示版本", "Print the version"),
}

VERDICTS: Final[Mapping[str, Text]] = {
    "compliant": _text("合规", "compliant"),
    "breach": _text("违规", "breach"),
    "pending": _text("待办", "pending"),
    "excused": _text("免责", "excused"),
    "not_applicable": _text("不适用", "n/a"),
    "undetermined": _text("无法判定", "undet."),
    "contested": _text("有争议", "contested"),
}
FORCES: Final[Mapping[str, Text]] = {
    "in_principle": _text("原则上", "in principle"),
    "advisory": _text("指导性", "advisory"),
}
ROLES: Final[Mapping[str, Text]] = {
    "worker": _text("社工", "worker"),
    "supervisor": _text("督导者", "supervisor"),
    "mentor": _text("导师", "mentor"),
}
TABLES: Final[Mapping[str, Text]] = {
    "engagements": _text("任职", "engagements"),
    "sessions": _text("督导", "sessions"),
    "excuses": _text("事由", "excuses"),
    "plans": _text("计划", "plans"),
    "mentors": _text("导师", "mentors"),
    "appointments": _text("聘任", "appointments"),
    "guidance": _text("指导", "guidance"),
    "evaluations": _text("考核", "evaluations"),
    "violations": _text("违法", "violations"),
}
POLICY: Final = _text("政策", "policy")
FACTS: Final = _text("事实", "facts")
SAMPLE: Final = _text("随附样例（纯属虚构）", "bundled sample, all of it fictional")
TOTAL: Final = _text("合计", "total")
RULE: Final = _text("义务", "rule")
STILL_POSSIBLE: Final = _text("仍可完成，按期限先后", "Can still be done, soonest first")
NO_DEADLINE: Final = _text("未定期限", "no deadline")
BREACHES: Final = _text("违规，按人", "Breaches, by person")
UNDETERMINED: Final = _text("无法判定", "Undetermined")
SKIPPED: Final = _text("因缺表而未核查", "Not checked for want of tables")
WARNINGS: Final = _text("提醒：所用之行有可疑之处", "Warnings: rows that were used but look odd")
FAULTS: Final = _text("错误：所在的行已略去", "Faults: their rows were left out")
FAULTS_FOUND: Final = _text("输入有错误", "The input has faults")
PLACE: Final = _text("位置", "place")
WRONG: Final = _text("错误", "fault")
CODE: Final = _text("代码", "code")
SEE_ALL: Final = _text(
    "全部结论：--csv 结论.csv 或 --json 报告.json", "all findings: --csv findings.csv or --json report.json"
)
TWO_TO_STDOUT: Final = _text("只有一项输出可以写到标准输出（-）", "only one output can go to standard output (-)")
AS_OF_NEEDED: Final = _text(
    "给出 PATH 时须以 --as-of YYYY-MM-DD 说明所问之日",
    "--as-of YYYY-MM-DD, the day asked about, is required with PATH",
)
ONE_PATH: Final = _text(
    "只能给出一个 PATH；各表须写明名称，如 sessions=督导.csv",
    "give one PATH, or name every table: sessions=sessions.csv",
)
OF_FILES: Final = _text(
    "只用于读取台账，不用于逐表给出的数据", "is for files as an office keeps them, not for tables by name"
)
OF_TABLES: Final = _text("只用于逐表给出的数据", "is for tables by name")
READING: Final = _text("读取", "reading")
CHECKING: Final = _text("核查", "checking")
TOO_MANY: Final = _text("结论过多，不逐项列出", "too many findings to be listed one by one")
KEY: Final = _text("项", "key")
VALUE: Final = _text("值", "value")
BASIS: Final = _text("依据", "basis")
ADMISSIBLE: Final = _text("可用的值", "admissible")
CLAUSE: Final = _text("条款", "clause")
SAYS: Final = _text("内容", "it says")
BECOMES: Final = _text("处理", "what becomes of it")
EDITION: Final = _text("版次", "edition")
VALID: Final = _text("无误", "valid")
OWN: Final = _text("自定", "own")


def placed(lang: Lang, place: str, what: str) -> str:
    """Something said of a place, a file or an option."""
    return f"{place}：{what}" if lang == "zh" else f"{place}: {what}"


def which_table(lang: Lang, file: str) -> str:
    """A file of which the name of its table is not known."""
    if lang == "zh":
        return placed(lang, file, f"各表须写明名称：sessions={file}")
    return placed(lang, file, f"name every table: sessions={file}")


def comma(lang: Lang) -> str:
    """What stands between the items of a list."""
    return "、" if lang == "zh" else ", "


def counted(count: int, noun: str) -> str:
    """A number with its English noun."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def titled(lang: Lang, title: str, count: int) -> str:
    """A heading with a count."""
    return f"{title}（{count}）" if lang == "zh" else f"{title} ({count})"


def asked(lang: Lang, day: str) -> str:
    """The day asked about."""
    return f"截至 {day} 的情况" if lang == "zh" else f"as of {day}"


def policy(lang: Lang, profile: str | None, *, is_default: bool) -> str:
    """Which policy was used."""
    name = profile or OWN[lang]
    if lang == "zh":
        return f"{name}（默认值）" if is_default else f"{name}；与默认值不同之处："
    return f"{name} (the defaults)" if is_default else f"{name}; other than the defaults:"


def more(lang: Lang, count: int) -> str:
    """How many were not shown."""
    return f"另有 {count} 项" if lang == "zh" else f"and {count} more"


def until(lang: Lang, days: int) -> str:
    """How long there is still time."""
    if lang == "zh":
        return "今天截止" if days == 0 else f"还有 {days} 天"
    return "today" if days == 0 else f"in {counted(days, 'day')}"


def late(lang: Lang, days: int, *, settled: bool) -> str:
    """Days late: until it was done all the same, else until the day asked about."""
    if lang == "zh":
        return f"迟 {days} 天" if settled else f"已过 {days} 天"
    return f"{days} d late" if settled else f"{days} d ago"


def commendations_kept(lang: Lang, count: int) -> str:
    """That nothing is to be done for them."""
    if lang == "zh":
        return f"另有 {count} 项表彰资格至今保有，无须办理"
    return f"besides, {counted(count, 'commendation')} held so far; nothing is to be done"


def person(lang: Lang, count: int, settled: int) -> str:
    """How many breaches someone has, and how many of them were met late."""
    if lang == "zh":
        return f"违规 {count}" + (f"，其中 {settled} 项事后已补" if settled else "")
    return f"{count} in breach" + (f", {settled} of them settled late" if settled else "")


def others(lang: Lang, role: str, count: int) -> str:
    """Before those who are not shown one by one."""
    name = ROLES[role][lang]
    return f"其余{name} {count} 人：" if lang == "zh" else f"{counted(count, 'more ' + name)}: "


def contested(lang: Lang, readings: list[str]) -> str:
    """The readings that would give another verdict."""
    if not readings:
        return (
            "有争议：几种读法并用时结论不同"
            if lang == "zh"
            else "contested: another verdict under several readings together"
        )
    if lang == "zh":
        return f"有争议：若 {' 或 '.join(readings)}，结论不同"
    return f"contested: another verdict under {' or '.join(readings)}"


def missing(lang: Lang, title: str, tables: list[str]) -> str:
    """Which tables a rule would need."""
    return f"{title}：缺 {'、'.join(tables)}" if lang == "zh" else f"{title}: needs {', '.join(tables)}"


def see_why(lang: Lang, query: str) -> str:
    """How to ask for an explanation."""
    return f"问其缘由：--explain '{query}'" if lang == "zh" else f"why one is as it is: --explain '{query}'"


def sample_page(lang: Lang, to: str) -> str:
    """Where the page on the sample stands."""
    return f"网页报告：{to}" if lang == "zh" else f"as a page: {to}"


def nothing_checked(lang: Lang, count: int, *, can_skip: bool) -> str:
    """How many faults there are, and what can be done."""
    if lang == "zh":
        return f"{count} 处错误，未核查" + ("；用 --on-error skip 可略去有错误的行" if can_skip else "")
    skip = " (--on-error skip leaves faulty rows out)" if can_skip else ""
    return f"{counted(count, 'fault')}; nothing was checked{skip}"


def left_out(lang: Lang, count: int) -> str:
    """That faulty rows were left out."""
    return (
        f"{count} 处错误，所在的行已略去"
        if lang == "zh"
        else f"{counted(count, 'fault')}; the faulty rows were left out"
    )


def not_read(lang: Lang, names: list[str]) -> str:
    """Files of a folder that are no tables."""
    return f"未读取：{'、'.join(names)}" if lang == "zh" else f"not read: {', '.join(names)}"


def unreadable(lang: Lang, file: str, why: str) -> str:
    """A file that cannot be read."""
    return placed(lang, file, placed(lang, "无法读取" if lang == "zh" else "cannot be read", why))


def unwritable(lang: Lang, file: str, why: str) -> str:
    """A file that cannot be written."""
    return placed(lang, file, placed(lang, "无法写入" if lang == "zh" else "cannot be written", why))


def unknown_rule(lang: Lang, name: str, known: list[str]) -> str:
    """A rule that there is not."""
    if lang == "zh":
        return f"没有 `{name}` 这项义务；可用：{'、'.join(known)}"
    return f"there is no rule `{name}`; the rules are {', '.join(known)}"


def no_finding(lang: Lang, why: str) -> str:
    """What is wrong with an explanation that was asked for."""
    return placed(lang, "--explain", placed(lang, "不能指明一项结论" if lang == "zh" else "names no finding", why))


def rows(lang: Lang, shown: int, total: int) -> str:
    """How many of all are shown."""
    return f"{shown} / {total} 行" if lang == "zh" else f"{shown} of {total} rows"

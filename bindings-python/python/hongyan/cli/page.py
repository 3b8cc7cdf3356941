"""The page a person reads: what was asked, the counts, who must do what by when, and what stands in doubt."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import hongyan
from hongyan import Policy, Report
from hongyan.cli import words
from hongyan.cli.ask import PROFILES, Input
from hongyan.cli.output import printable

if TYPE_CHECKING:
    from rich.console import Console

    from hongyan.types import Lang

Row = Mapping[str, Any]

SHOWN = 10
"""How many lines a list may have before it is cut."""
SHOWN_PEOPLE = 5
SHOWN_BREACHES = 3
SHOWN_NAMES = 40
LISTABLE = 200_000
"""Of more findings than these the page gives the counts alone."""
WIDTH = len("  S6.2.1  ")


def page(console: Console, given: Input, report: Report, lang: Lang) -> None:
    """Print the page."""
    Page(console, given, report, lang).print()


class Page:
    """What the page says of one report."""

    def __init__(self, console: Console, given: Input, report: Report, lang: Lang) -> None:
        self.console = console
        self.given = given
        self.report = report
        self.lang: Lang = lang
        self.titles: dict[str, str] = {row["rule"]: row["title"] for row in hongyan.rules(lang=lang).to_dicts()}
        self.keys: dict[str, list[str]] = {row["rule"]: row["keys"].split() for row in hongyan.rules().to_dicts()}
        counts = report.summary.values()
        listed = sum(of["breach"] + of["undetermined"] + of["pending"] for of in counts)
        self.is_short: bool = listed <= LISTABLE
        self.findings: list[dict[str, Any]] = self._findings() if self.is_short else []

    def _findings(self) -> list[dict[str, Any]]:
        rows = self.report.findings.to_dicts()
        for row, message in zip(rows, self.report.messages(self.lang), strict=True):
            row["message"] = printable(message)
        return rows

    def print(self) -> None:
        """Print it, section by section."""
        self.header()
        self.counts()
        if self.is_short:
            self.pending()
            self.breaches()
            undetermined = [row for row in self.findings if row["verdict"] == "undetermined"]
            self.listed(words.UNDETERMINED, undetermined, self.finding)
        else:
            self.heading(words.TOO_MANY[self.lang])
        skipped = [words.missing(self.lang, self.titles[rule], tables) for rule, tables in self.report.skipped.items()]
        self.listed(words.SKIPPED, skipped, self.plain)
        told = f"message_{self.lang}"
        self.listed(words.WARNINGS, [row[told] for row in self.report.warnings.to_dicts()], self.plain)
        self.listed(words.FAULTS, [row[told] for row in self.report.faults.to_dicts()], self.plain)
        self.hints()

    # lines

    def line(self, text: str, style: str | None = None) -> None:
        self.console.print(printable(text), style=style, soft_wrap=False)

    def heading(self, text: str) -> None:
        self.console.print()
        self.line(text, "bold")

    def item(self, first: str, text: str, style: str | None = None, first_style: str | None = "dim") -> None:
        """A text behind a first column; where it is broken it stays behind it."""
        from rich.cells import cell_len
        from rich.padding import Padding
        from rich.text import Text

        if not self.console.is_terminal:
            self.console.print(Text(first) + Text(text))
            return
        width = cell_len(first)
        lines = Text(text, style=style or "").wrap(self.console, max(self.console.width - width, 20))
        for place, part in enumerate(lines):
            if place == 0:
                self.console.print(Text.assemble((first, first_style or ""), part))
            else:
                self.console.print(Padding(part, (0, 0, 0, width)))

    def plain(self, text: str) -> None:
        self.item("  ", printable(text))

    def finding(self, row: Row, late: str = "") -> None:
        force = words.FORCES.get(row["force"])
        text = row["message"]
        if force is not None:
            text += f"（{force[self.lang]}）" if self.lang == "zh" else f" ({force[self.lang]})"
        self.item(f"  {row['clause']}".ljust(WIDTH) + late, text)
        if row["contested"]:
            readings = json.loads(row["detail"]).get("contested_by", [])
            self.item(" " * WIDTH, words.contested(self.lang, readings), "yellow")

    def listed(self, title: words.Text, rows: Sequence[Any], show: Callable[[Any], None]) -> None:
        if rows:
            self.heading(words.titled(self.lang, title[self.lang], len(rows)))
            for row in rows[:SHOWN]:
                show(row)
            self.more(len(rows), SHOWN)

    def more(self, count: int, shown: int) -> None:
        if count > shown:
            self.item("  ", words.more(self.lang, count - shown), "dim")

    # sections

    def header(self) -> None:
        from rich.cells import cell_len

        self.line(f"hongyan {hongyan.__version__}  {words.asked(self.lang, self.report.as_of.isoformat())}", "bold")
        names = (words.POLICY[self.lang], words.FACTS[self.lang])
        width = max(cell_len(name) for name in names) + 2
        policy, facts = (name + " " * (width - cell_len(name)) for name in names)
        differences = _differences(self.report.policy)
        profile = next((name for name in PROFILES if self.report.policy == Policy.from_dict({"profile": name})), None)
        self.item(policy, words.policy(self.lang, profile, is_default=not differences))
        for difference in differences:
            self.item(" " * width, printable(difference))
        self.item(facts, printable(self.given.name))
        if self.given.rows:
            rows = [f"{words.TABLES[table][self.lang]} {count}" for table, count in self.given.rows.items()]
            self.item(" " * width, words.comma(self.lang).join(rows))
        self.console.print()

    def counts(self) -> None:
        from rich.box import SIMPLE_HEAD
        from rich.table import Table

        table = Table(box=SIMPLE_HEAD, show_footer=True, pad_edge=False, header_style="dim", footer_style="bold")
        summary = self.report.summary
        table.add_column(words.RULE[self.lang], words.TOTAL[self.lang])
        for name, word in words.VERDICTS.items():
            total = sum(counts[name] for counts in summary.values())
            style = "red" if name == "breach" else "yellow" if name == "contested" else None
            table.add_column(word[self.lang], _number(total), justify="right", style=style, no_wrap=True)
        for rule, counts in summary.items():
            table.add_row(self.titles[rule], *(_number(counts[name]) for name in words.VERDICTS))
        self.console.print(table)

    def pending(self) -> None:
        pending = [row for row in self.findings if row["verdict"] == "pending"]
        # that a commendation is not lost so far asks nothing of anyone
        kept = [row for row in pending if row["rule"] == "commendation"]
        due = [row for row in pending if row["rule"] != "commendation" and row["due_on"] is not None]
        undated = [row for row in pending if row["rule"] != "commendation" and row["due_on"] is None]
        if not (kept or due or undated):
            return
        due.sort(key=lambda row: row["due_on"])
        self.heading(words.titled(self.lang, words.STILL_POSSIBLE[self.lang], len(due) + len(undated)))
        for day, of_day in itertools.groupby(due[:SHOWN], key=lambda row: row["due_on"]):
            rows = [*of_day]
            self.item(f"{day}  ", words.until(self.lang, rows[0]["margin_days"]), first_style="bold")
            for row in rows:
                self.finding(row)
        self.more(len(due), SHOWN)
        if undated:
            self.line(words.NO_DEADLINE[self.lang], "bold")
            for row in undated[:SHOWN]:
                self.finding(row)
            self.more(len(undated), SHOWN)
        if kept:
            self.line(words.commendations_kept(self.lang, len(kept)), "dim")

    def breaches(self) -> None:
        breaches = [row for row in self.findings if row["verdict"] == "breach"]
        if not breaches:
            return
        self.heading(words.titled(self.lang, words.BREACHES[self.lang], len(breaches)))
        for role in words.ROLES:
            of_role = [
                row for row in breaches if self.keys[row["rule"]].count(role) and _role(self.keys[row["rule"]]) == role
            ]
            by_name: dict[str, list[Row]] = {}
            for row in of_role:
                by_name.setdefault(str(row[role]), []).append(row)
            # what was never met weighs more than what was met late
            people = sorted(sorted(by_name.items()), key=lambda one: (_open(one[1]), len(one[1])), reverse=True)
            for name, rows in people[:SHOWN_PEOPLE]:
                self.person(role, name, rows)
            self.names(role, people[SHOWN_PEOPLE:])

    def person(self, role: str, name: str, rows: list[Row]) -> None:
        from rich.cells import cell_len

        rows = sorted(rows, key=lambda row: str(row["due_on"] or ""), reverse=True)
        rows.sort(key=lambda row: row["settled_on"] is not None)
        counts = words.person(self.lang, len(rows), len(rows) - _open(rows))
        self.item(f"{printable(name)}  ", f"{words.ROLES[role][self.lang]}  {counts}", "red", first_style="bold")
        late = [self.late(row) for row in rows[:SHOWN_BREACHES]]
        width = max(map(cell_len, late))
        for row, text in zip(rows, late, strict=False):
            self.finding(row, text + " " * (width - cell_len(text) + 2) if width else "")
        self.more(len(rows), SHOWN_BREACHES)

    def late(self, row: Row) -> str:
        if (row["margin_days"] or 0) >= 0:
            return ""
        stretches = json.loads(row["detail"] or "{}").get("stretches", [{}])
        settled = row["settled_on"] is not None or "resumed_on" in stretches[0]
        return words.late(self.lang, -row["margin_days"], settled=settled)

    def names(self, role: str, people: Sequence[tuple[str, list[Row]]]) -> None:
        if not people:
            return
        ordered = sorted(people, key=lambda one: -len(one[1]))
        named = [f"{printable(name)} {len(rows)}" for name, rows in ordered[:SHOWN_NAMES]]
        if len(ordered) > SHOWN_NAMES:
            named.append("...")
        self.item("", words.others(self.lang, role, len(people)) + words.comma(self.lang).join(named))

    def hints(self) -> None:
        self.console.print()
        self.line(words.SEE_ALL[self.lang], "dim")
        breach = next((row for row in self.findings if row["verdict"] == "breach"), None)
        if breach is not None:
            # a line that is never broken, to be copied
            text = printable(words.see_why(self.lang, self.query(breach)))
            self.console.print(text, style="dim", soft_wrap=True)

    def query(self, row: Row) -> str:
        """The finding as ``--explain`` asks for it."""
        pairs = (f"{key}={_encoded(str(row[key]))}" for key in self.keys[row["rule"]] if row[key] is not None)
        return f"{row['rule']}?{'&'.join(pairs)}"


def _encoded(value: str) -> str:
    # Han characters may stand as they are; only what would be misread is encoded
    misread = "%&=?#+'\" "
    return "".join(quote(char, safe="") if char in misread or ord(char) < 32 else char for char in value)


def _role(keys: Iterable[str]) -> str | None:
    return next((key for key in ("worker", "supervisor", "mentor") if key in keys), None)


def _open(rows: Iterable[Row]) -> int:
    return sum(row["settled_on"] is None for row in rows)


def _number(number: int) -> str:
    """A zero is a dash, so that the eye rests on what is there."""
    return str(number) if number else "-"


def _differences(policy: Policy) -> list[str]:
    """What it says otherwise than the defaults, one a line; an edition is named by its number."""
    usual = Policy().settled
    lines = []
    for row in policy.describe().to_dicts():
        cited = row["settled"]
        if row["value"] != row["default"] or (cited is not None and usual.get(row["key"]) != cited):
            edition = "" if row["edition"] is None else f"editions[{row['edition']}] "
            lines.append(f"{edition}{row['key']} = {row['value']}" + (f" ({cited})" if cited else ""))
    return lines

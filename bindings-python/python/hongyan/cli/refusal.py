"""Why nothing was asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hongyan import InputError
from hongyan.cli import words
from hongyan.cli.output import errors, note, printable

if TYPE_CHECKING:
    from hongyan.types import Lang

SHOWN = 20
"""How many faults a table on a terminal shows."""


class Refusal(Exception):
    """Lines for standard error, and the faults of an input."""

    def __init__(self, lines: Iterable[str] = (), *, lang: Lang, faults: InputError | None = None) -> None:
        self.lines: list[str] = list(lines)
        self.lang = lang
        self.faults = faults

    def __bool__(self) -> bool:
        return bool(self.lines) or self.faults is not None

    def add(self, other: Refusal) -> None:
        """Take up another refusal: all that is wrong is said together."""
        self.lines += other.lines
        self.faults = self.faults or other.faults

    def show(self) -> None:
        """Say it, faults as a table on a terminal and line by line elsewhere."""
        for line in self.lines:
            note(line)
        if self.faults is not None:
            _show(self.faults, self.lang)


def _show(error: InputError, lang: Lang) -> None:
    rows = error.faults.to_dicts()
    said = [row[f"message_{lang}"] for row in rows]
    console = errors()
    if console.is_terminal:
        from rich.table import Table

        # the place of a fault stands before what is wrong with it
        split = [text.partition("：" if lang == "zh" else ": ") for text in said[:SHOWN]]
        table = Table(title=words.FAULTS_FOUND[lang], title_justify="left", title_style="bold")
        table.add_column(words.PLACE[lang], style="cyan")
        table.add_column(words.WRONG[lang])
        table.add_column(words.CODE[lang], style="dim")
        for (place, sign, wrong), row in zip(split, rows[:SHOWN], strict=True):
            table.add_row(printable(place if sign else ""), printable(wrong or place), row["code"])
        console.print(table)
        if rest := error.total - min(len(rows), SHOWN):
            note("  " + words.more(lang, rest))
    else:
        for line in said:
            note(line)
        if rest := error.total - len(rows):
            note(words.more(lang, rest))
    can_skip = any(row["row"] is not None for row in rows)
    note(words.nothing_checked(lang, error.total, can_skip=can_skip))

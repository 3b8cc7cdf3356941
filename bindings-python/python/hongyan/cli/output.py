"""Bytes to files and to standard output, lines to standard error."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

WIDE = 10_000
"""Where nobody reads at a terminal, lines are not broken."""


def console(file: TextIO) -> Console:
    """A console whose colours and line breaks are for terminals only."""
    from hongyan.cli.plain import Plain

    is_terminal = file.isatty()
    return Plain(file=file, highlight=False, markup=False, emoji=False, width=None if is_terminal else WIDE)


def errors() -> Console:
    """The console of standard error."""
    return console(sys.stderr)


def printable(text: str) -> str:
    """A text that cannot move the cursor, turn the line round or hide a part of itself."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _moves(char) else char for char in text)


def _moves(char: str) -> bool:
    return char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp")


def note(line: str) -> None:
    """A line for standard error; if that is closed, nobody is left to hear of it."""
    with suppress(OSError, ValueError):
        print(printable(line), file=sys.stderr)


@contextmanager
def quietly() -> Iterator[None]:
    """Whoever closes the pipe has read enough: what is still written to standard output goes nowhere."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # the interpreter must not try to flush again
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Output:
    """Where the run has written."""

    def __init__(self) -> None:
        self.took_stdout: bool = False

    def write(self, to: str, content: str | bytes) -> None:
        """Write a file, or standard output as it is."""
        content = content.encode() if isinstance(content, str) else content
        if to == "-":
            self.took_stdout = True
            with quietly():
                sys.stdout.buffer.write(content)
                sys.stdout.buffer.flush()
        else:
            Path(to).write_bytes(content)

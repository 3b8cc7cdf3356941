"""Which language the command speaks."""

from __future__ import annotations

import locale
import os
from collections.abc import Sequence
from typing import cast

from hongyan.types import Lang


def language(args: Sequence[str]) -> Lang:
    """The language asked for, else that of the locale.

    It is looked for before the options are read, because what is wrong with them is said in it.
    """
    asked = None
    for place, arg in enumerate(args):
        if arg == "--lang":
            name = args[place + 1] if place + 1 < len(args) else ""
        elif arg.startswith("--lang="):
            name = arg.removeprefix("--lang=")
        else:
            continue
        asked = cast(Lang, name) if name in ("zh", "en") else asked
    return asked or ("zh" if _locale().lower().startswith(("zh", "chinese")) else "en")


def _locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value
    return locale.getlocale()[0] or ""

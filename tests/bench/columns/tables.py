"""The page of results."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

OURS = "hongyan"
PEERS = {"polars": "polars", "polars-streaming": "polars, streaming", "duckdb": "duckdb", "pandas": "pandas"}
# check: what it says, the peers' check beside it, how many times faster: sorted, shuffled
CHECKS = {
    "F1": ("frequency: breach rows", "F1", (15, 8)),
    "F1str": ("frequency, ids as text", "F1str", (4, 4)),
    "F2": ("record deadline: totals", "F2", None),
    "F2col": ("record deadline: two columns", "F2col", (1.2, 1.2)),
    "F2col_reused": ("the same into reused buffers", "F2col", (3, 3)),
    "F2col_contested": ("the same with contested", "F2col", (1, 1)),
    "F2findings": ("the same as findings with all columns", "F2col", None),
    "F3": ("mentor term: outside, in term", "F3", (8, 4)),
    "F4": ("inactivity: missed stretches", "F4", (8, 4)),
}
# under so many milliseconds: sorted, shuffled
DOORS = {"door": ("the door, every check", (500, 2000)), "door_trusted": ("the door, keys trusted", None)}
# the copy that reads what a check reads
COPIES = {"F1": "F1", "F2col": "F2col", "F2col_reused": "F2col", "F3": "F3", "F4": "F3"}
ROWS = {
    "F1": "sessions",
    "F1str": "sessions",
    "F2": "sessions",
    "F2col": "sessions",
    "F3": "guidance",
    "F4": "guidance",
}
# L per row at most so many times M per row: sorted, shuffled
LINEAR = (2, 5)
# MB beyond input and output
MEMORY, MEMORY_DOOR_SHUFFLED = 250, 600


def fastest(times, engine, check):
    """The better of an engine's two formulations."""
    return min(times[engine, name]["median_ms"] for name in (check, f"{check}_plain") if (engine, name) in times)


def plain(times, check):
    """The fastest peer that joins and sorts on the columns as they are. SQL is always plain."""
    names = [(engine, f"{check}_plain") for engine in ("polars", "polars-streaming")]
    found = [times[name]["median_ms"] for name in names if name in times]
    return min([*found, times["duckdb", check]["median_ms"]]) if found else None


def met(is_met):
    return "met" if is_met else "**missed**"


def milliseconds(value):
    return "" if value is None else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def row(cells):
    return "| " + " | ".join(cells) + " |"


def head(names, texts=1, last_is_text=True):
    """Texts to the left, numbers to the right."""
    numbers = len(names) - texts - last_is_text
    return [row(names), "|" + "---|" * texts + "--:|" * numbers + "---|" * last_is_text]


def ratios(times, order):
    """All engines, and the times of the fastest peer and the fastest plain one over ours."""
    at = ("sorted", "shuffled").index(order)
    lines = head(["check", OURS, *PEERS.values(), "fastest / ours", "plain / ours", "goal"])
    for check, (says, beside, goals) in CHECKS.items():
        ours = times.get((OURS, check), {}).get("median_ms")
        peers = [fastest(times, engine, beside) for engine in PEERS]
        if ours is None and check != beside:
            continue
        ratio = min(peers) / ours if ours else None
        unpacked = plain(times, beside)
        beside_plain = f"{unpacked / ours:.1f}" if ours and unpacked else ""
        goal = f"at least {goals[at]}x" if goals else "none"
        if ratio and goals:
            goal += f": {met(ratio >= goals[at])}"
            if unpacked and (ratio >= goals[at]) != (unpacked / ours >= goals[at]):
                goal += f", plain {met(unpacked / ours >= goals[at])}"
        shown = [milliseconds(value) if check == beside else "" for value in peers]
        lines.append(row([says, milliseconds(ours), *shown, f"{ratio:.1f}" if ratio else "", beside_plain, goal]))
    for check, (says, goals) in DOORS.items():
        ours = times.get((OURS, check), {}).get("median_ms")
        if ours is not None:
            goal = f"under {goals[at]} ms: {met(ours < goals[at])}" if goals else "none"
            lines.append(row([says, milliseconds(ours), *[""] * (len(PEERS) + 2), goal]))
    return lines


def throughput(times):
    """Input columns a second, beside a plain copy of them."""
    lines = head(
        ["check", "order", "columns MB", "copy ms", "copy GB/s", "ours ms", "ours GB/s", "ours / copy"], 2, False
    )
    for check, copy in COPIES.items():
        for order, found in times.items():
            copied = found["copy", copy]
            size, took = copied["counts"]["bytes"], copied["median_ms"]
            cells = [CHECKS[check][0], order, f"{size / 1e6:.1f}", milliseconds(took), f"{size / took / 1e6:.1f}"]
            ours = found.get((OURS, check), {}).get("median_ms")
            if ours is not None:
                cells += [milliseconds(ours), f"{size / ours / 1e6:.1f}", f"{took / ours:.2f}"]
            elif check != copy:
                continue
            lines.append(row(cells + [""] * (8 - len(cells))))
    return lines


def growth(times, times_m, metas):
    """What a row costs at L and at M."""
    lines = head(["check", "order", "M ns/row", "L ns/row", "L / M", "goal"], 2)
    for check, table in ROWS.items():
        for at, (order, found) in enumerate(times.items()):
            if (OURS, check) not in found:
                continue
            each = [
                timed[OURS, check]["median_ms"] * 1e6 / metas[size]["rows"][table]
                for size, timed in (("M", times_m[order]), ("L", found))
            ]
            ratio = each[1] / each[0]
            goal = f"at most {LINEAR[at]}x: {met(ratio <= LINEAR[at])}"
            lines.append(row([CHECKS[check][0], order, *(f"{value:.2f}" for value in each), f"{ratio:.1f}", goal]))
    return lines


def memory(times):
    """Peak beyond input and output, where the program said it."""
    lines = head(["check", "order", "MB", "goal"], 2)
    for check, (says, *_) in (CHECKS | DOORS).items():
        for order, found in times.items():
            extra = found.get((OURS, check), {}).get("extra_mb")
            if extra is not None:
                limit = MEMORY_DOOR_SHUFFLED if check == "door" and order == "shuffled" else MEMORY
                lines.append(row([says, order, f"{extra:.0f}", f"under {limit} MB: {met(extra < limit)}"]))
    return lines if len(lines) > 2 else []


def machine():
    model = "unknown processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory_gb:.0f} GiB"


def page(size, times, times_m, metas, engines, rounds, runs):
    rustc = subprocess.run(["rustc", "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.split(" (")[0]
    libraries = {OURS: OURS, "polars": "polars", "duckdb": "duckdb", "pandas": "pandas", "copy": "numpy"}
    named = [f"{name} {engines.versions[engine]}" for engine, name in libraries.items() if engine in engines.versions]
    versions = ", ".join([rustc, f"Python {sys.version.split()[0]}", *named])
    counts = [
        f"{count:,} {of}"
        for of, count in {
            "workers": metas[size]["workers"],
            "mentors": metas[size]["mentors"],
            **metas[size]["rows"],
        }.items()
    ]
    lines = [
        "# Columns: last results",
        "",
        f"Written by `tests/bench/columns/run`, {datetime.date.today()}. {machine()}. {versions}.",
        "",
        f"Size {size}: {', '.join(counts)}.",
        "",
        "Columns in memory, in each engine's own types; two threads; memory is kept by every allocator from run to run.",
        "Every engine in processes of its own, in turns:",
        f"median of {rounds} x {runs} runs in ms, after one whose counts all engines agree on. Only ratios mean",
        "anything across machines. A peer's time is that of its fastest formulation. These pack two ids, or an id and",
        "a day, into one key, and tell Polars that it ascends where it does; `plain` is the fastest that joins and sorts",
        "on the columns as they are, which is what one would write first. The goal is held against both.",
    ]
    for order, found in times.items():
        lines += ["", f"## {order.capitalize()} rows", "", *ratios(found, order)]
    lines += ["", "## Beside a plain copy of the same columns", "", *throughput(times)]
    if times_m:
        lines += ["", "## Cost of a row", "", *growth(times, times_m, metas)]
    if extra := memory(times):
        lines += ["", "## Memory beyond input and output", "", *extra]
    return "\n".join(lines) + "\n"

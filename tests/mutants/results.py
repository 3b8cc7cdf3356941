"""Holds the mutants that survived against those that are explained, and writes the table."""

import json
import os
import re
import sys
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import tree

HERE = Path("tests/mutants")
TABLE = HERE / "results.md"
LIST = "## Open\n"
KEPT = tree.OUT / "outcomes.json"
# not tried yet; nothing noticed them
LEFT, OPEN = "left", ("survived", "unreached")


def last() -> dict[str, str]:
    """What came out last time."""
    return json.loads(KEPT.read_text())


def keep(outcomes: dict[str, str]) -> None:
    """Whole at any time: a run may be broken off."""
    fresh = KEPT.with_suffix(".fresh")
    fresh.write_text(json.dumps(outcomes, indent=0))
    fresh.replace(KEPT)


def name_of(mutant: str) -> str:
    """Without the numbers of its line and column, which change with every edit."""
    return re.sub(r":\d+:\d+: ", ": ", mutant)


def module_of(mutant: str) -> str:
    return re.match(r"core/src/(\w+)", mutant)[1]


def explained() -> Counter:
    """How many survivors of each name change nothing."""
    survivors = tomllib.loads((HERE / "survivors.toml").read_text())["survivor"]
    names: Counter = Counter()
    for one in survivors:
        several = one.get("mutants") or [one["mutant"]] * one.get("times", 1)
        names.update(several)
    return names


def unexplained(outcomes: dict[str, str]) -> set[str]:
    """The mutants that nothing noticed, of whose name there are more than are explained."""
    missed = [name for name, outcome in outcomes.items() if outcome in OPEN]
    more = Counter(map(name_of, missed)) - explained()
    return {name for name in missed if name_of(name) in more}


def row_of(module: str, outcomes: dict[str, str], unchanging: Counter) -> tuple[list, Counter]:
    """What the table says of a module, and what nothing explains; prints the latter."""
    counts = Counter(outcomes.values())
    viable = len(outcomes) - counts["unviable"]
    missed = Counter(name_of(name) for name, outcome in outcomes.items() if outcome in OPEN)
    unexplained = missed - unchanging
    for name, times in sorted(unexplained.items()):
        print(f"survives, and nothing says why: {name}" + (f" ({times} times)" if times > 1 else ""))
    still = unexplained.total()
    row = [f"`{module}`", len(outcomes), viable, viable - missed.total(), missed.total() - still, still, date.today()]
    return row, unexplained


def share(row: list) -> float:
    """Of the mutants that could be caught, how many of a hundred are."""
    _, _, viable, caught, explained, *_ = row
    return 100 * int(caught) / max(1, int(viable) - int(explained))


def tell(outcomes: dict[str, str], rows: bool, minutes: float | None) -> None:
    """Prints what survived and, if asked to, writes the rows; ends the process."""
    modules = sorted({module_of(name) for name in outcomes})
    parts = {module: {name: one for name, one in outcomes.items() if module_of(name) == module} for module in modules}
    told = [row_of(module, part, explained()) for module, part in parts.items()]
    found = [row for row, _ in told]
    for row in found:
        print(f"{row[0]}: {row[3]} of {row[2]} caught ({share(row):.1f} %), {row[4]} explained, {row[5]} open")
    if rows:
        write(found, sum((names for _, names in told), Counter()), minutes)
    sys.exit(1 if any(row[5] for row in found) else 0)


def write(rows: list[list], names: Counter, minutes: float | None) -> None:
    """The rows of these modules and their open mutants in place of their old ones, and the sum of all."""
    text, _, listed = TABLE.read_text().partition(LIST)
    fresh = {row[0] for row in rows}
    still = [line for line in listed.splitlines() if line.startswith("- ") and f"`{module_of(line[3:])}`" not in fresh]
    still += [f"- `{name}`" + (f", {times} times" if times > 1 else "") for name, times in names.items()]
    head, ruler, old = re.match(r"(?s)(.*?)(\|---[^\n]*\n)(.*)", text).groups()
    kept = [[cell.strip() for cell in line.strip("|").split("|")] for line in old.splitlines() if line.startswith("| `")]
    table = sorted([row for row in kept if row[0] not in fresh] + [[*row[:6], f"{share(row):.1f}", row[6]] for row in rows])
    columns = list(zip(*table))
    total = ["all", *(sum(map(int, column)) for column in columns[1:6])]
    table.append([*total, f"{share(total):.1f}", max(map(str, columns[7]))])
    if minutes:
        took = f"`tests/mutants/run all` took {minutes:.0f} minutes on {os.cpu_count()} processors."
        head = re.sub(r"(?m)^.*`tests/mutants/run all`.*$", took, head)
    lines = "".join("| " + " | ".join(map(str, row)) + " |\n" for row in table)
    open_ones = f"\n{LIST}\n" + "".join(f"{line}\n" for line in sorted(still)) if still else ""
    TABLE.write_text(head + ruler + lines + open_ones)

"""Holds what cargo-mutants found against the survivors that are explained, and writes the row of a module."""

import json
import re
import sys
import tomllib
from datetime import date
from pathlib import Path

HERE = Path("tests/mutants")
TABLE = HERE / "results.md"
LEAST = 97.0


def name_of(mutant: dict) -> str:
    """A mutant without the numbers of its line and column, which change with every edit."""
    return re.sub(r":\d+:\d+: ", ": ", mutant["name"])


def main() -> None:
    check = sys.argv[1] == "--only-check"
    module, out = sys.argv[-2:]
    explained = {one["mutant"]: one["why"] for one in tomllib.loads((HERE / "survivors.toml").read_text())["survivor"]}
    outcomes = json.loads((Path(out) / "outcomes.json").read_text())["outcomes"]
    mutants = [(name_of(one["scenario"]["Mutant"]), one["summary"]) for one in outcomes if one["scenario"] != "Baseline"]
    viable = [(name, summary) for name, summary in mutants if summary != "Unviable"]
    # what never ends is noticed
    missed = sorted(name for name, summary in viable if summary == "MissedMutant")
    open_ones = [name for name in missed if name not in explained]
    for name in open_ones:
        print(f"survives, and nothing says why: {name}")
    caught = len(viable) - len(missed)
    equivalent = len(missed) - len(open_ones)
    percent = 100 * caught / max(1, len(viable) - equivalent)
    print(f"{module}: {caught} of {len(viable)} caught, {equivalent} explained, {len(open_ones)} open")
    if not check:
        row = f"| `{module}` | {len(mutants)} | {len(viable)} | {caught} | {equivalent} | {len(open_ones)} | {date.today()} |"
        lines = [line for line in TABLE.read_text().splitlines() if not line.startswith(f"| `{module}` |")]
        at = next(place for place, line in enumerate(lines) if line.startswith("|---")) + 1
        end = next((place for place in range(at, len(lines)) if not lines[place].startswith("|")), len(lines))
        lines[at:end] = sorted([*lines[at:end], row])
        TABLE.write_text("\n".join(lines) + "\n")
    sys.exit(1 if open_ones or percent < LEAST else 0)


main()

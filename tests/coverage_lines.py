"""Counts the covered lines of core, by module, from a report in LCOV's format."""

import re
import sys
from collections import defaultdict
from pathlib import Path

LEAST = 95.0
CORE = Path("core/src").resolve()
TABLE = Path("tests/coverage_lines.md")


def tests_from(text: str) -> int:
    """The number of the line on which a file's test module begins."""
    found = re.search(r"^#\[cfg\(test\)\]\n(?:#\[.*\]\n)?mod \w+ \{", text, re.MULTILINE)
    return text[: found.start()].count("\n") + 1 if found else sys.maxsize


def read(report: Path) -> dict[Path, dict[int, int]]:
    """How often each line of core's files ran; a line that several tests report has all of its runs."""
    files: dict[Path, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    lines: dict[int, int] | None = None
    end = 0
    for entry in report.read_text().splitlines():
        kind, _, rest = entry.partition(":")
        if kind == "SF":
            path = Path(rest)
            inside = path.is_relative_to(CORE) and path.stem != "tests"
            lines = files[path.relative_to(CORE)] if inside else None
            end = tests_from(path.read_text()) if inside else 0
        elif kind == "DA" and lines is not None:
            number, runs = rest.split(",")[:2]
            if int(number) < end:
                lines[int(number)] += int(runs)
    return files


def main() -> None:
    report, *asked = sys.argv[1:]
    files = read(Path(report))
    if asked[:1] == ["--missed"]:
        for path, lines in sorted(files.items()):
            missed = [number for number, runs in sorted(lines.items()) if runs == 0]
            if missed and (not asked[1:] or any(str(path).startswith(one) for one in asked[1:])):
                print(f"{path}: {len(missed)} of {len(lines)}: {missed}")
        return
    modules: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path, lines in files.items():
        counts = modules[path.parts[0].removesuffix(".rs")]
        counts[0] += len(lines)
        counts[1] += sum(runs > 0 for runs in lines.values())
    lines, covered = (sum(counts[place] for counts in modules.values()) for place in (0, 1))
    percent = 100 * covered / lines
    print(f"{covered} of {lines} lines, {percent:.1f} %")
    if percent < LEAST:
        sys.exit(f"fewer than {LEAST} % of core's lines are covered")
    if "--check" in asked:
        return
    rows = [f"| `{name}` | {all_} | {ran} | {100 * ran / all_:.1f} |" for name, (all_, ran) in sorted(modules.items())]
    head, _, notes = TABLE.read_text().partition("\n| module |") if TABLE.exists() else ("", "", "")
    notes = notes.partition("\n\n")[2]
    table = "\n".join(["| module | lines | covered | % |", "|---|---|---|---|", *rows, f"| all | {lines} | {covered} | {percent:.1f} |"])
    TABLE.write_text("\n".join([head.rstrip(), "", table, ""]) + ("\n" + notes if notes else ""))


main()

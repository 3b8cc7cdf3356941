"""Follows the calls of the judges through the assembly of the linked crate, and names each that can panic."""

import re
import sys
from pathlib import Path

PANIC = re.compile(
    r"panick?ing|panic_|rust_panic|begin_unwind|unwrap_failed|expect_failed|slice_index_fail|_fail(?:17h|E|\b)|"
    r"handle_alloc_error|capacity_overflow|abort"
)


def read(text: str) -> dict[str, set[str]]:
    """The symbols that each function names in a call, a jump or an address it takes."""
    functions: dict[str, set[str]] = {}
    starts = set(re.findall(r"^\s*\.type\s+([^,\s]+),\s*@function", text, re.MULTILINE))
    names: set[str] = set()
    for line in text.splitlines():
        label = re.match(r"^([A-Za-z_$.][\w$.]*):", line)
        if label and label[1] in starts:
            names = functions.setdefault(label[1], set())
        elif re.match(r"^\s*\.(?:section|globl|size)\b", line):
            # the directives of the next function name it
            names = set()
        for name in re.findall(r"[A-Za-z_$][\w$.]*(?=@PLT|@GOTPCREL)|(?<=\s)[A-Za-z_$][\w$.]*(?=\s*$|\()", line):
            names.add(name)
    return functions


def path_to(functions: dict[str, set[str]], root: str) -> tuple[list[str] | None, int]:
    """The first way from a function to a panic, if there is one, and how many functions it can reach."""
    seen = {root: [root]}
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if PANIC.search(one) and one != root:
            return seen[one], len(seen)
        for name in functions.get(one, ()):
            known = name in functions or PANIC.search(name)
            if known and name not in seen:
                seen[name] = [*seen[one], name]
                waiting.append(name)
    return None, len(seen)


def main() -> None:
    functions = read(Path(sys.argv[1]).read_text())
    roots = sorted(name for name in functions if re.match(r"^(judge|contest)_", name))
    if len(roots) != 23:
        sys.exit(f"23 judges are expected, not {len(roots)}: {roots}")
    if path_to(functions, "panics_on_purpose")[0] is None:
        sys.exit("the function that panics on purpose is not found to panic: the check does not work")
    failed = False
    for root in roots:
        path, reached = path_to(functions, root)
        print(f"{root}: {reached} functions" + (f", a panic by {' > '.join(path)}" if path else ""))
        failed |= path is not None
    sys.exit(1 if failed else 0)


main()

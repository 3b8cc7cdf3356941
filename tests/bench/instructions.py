"""Counts instructions of kernels and compares them with the committed ones; see `tests/bench/instructions`."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

COMMITTED = Path(__file__).with_suffix(".json")
FUNCTION = "*kernel_under_measure*"
PERCENT = 5


def said(*command):
    return subprocess.run(list(map(str, command)), check=True, stdout=subprocess.PIPE, text=True).stdout


def count(program, kernel, folder):
    """Instructions between entering and leaving the function, on one thread."""
    out = folder / f"{kernel}.out"
    command = ["valgrind", "--tool=callgrind", f"--toggle-collect={FUNCTION}", f"--callgrind-out-file={out}"]
    environment = dict(os.environ, RAYON_NUM_THREADS="1")
    ran = subprocess.run([*command, program, kernel], check=False, env=environment, capture_output=True, text=True)
    if ran.returncode != 0:
        sys.exit(f"{kernel}: the program failed\n{ran.stderr}")
    totals = re.search(r"^(?:totals|summary): (\d+)", out.read_text(), re.MULTILINE)
    instructions = int(totals.group(1)) if totals else 0
    if instructions == 0:
        sys.exit(f"{kernel}: nothing was counted; no function is named like `{FUNCTION}`, or it was inlined")
    return instructions


def compare(known, counted):
    """Prints every kernel; what is wrong comes back as sentences."""
    wrong = []
    width = max(map(len, [*counted, "kernel"]))
    print(f"{'kernel':{width}} {'committed':>14} {'now':>14} {'change':>9}")
    for kernel, now in counted.items():
        before = known.get(kernel)
        if before is None:
            wrong.append(f"{kernel}: no count is committed")
            print(f"{kernel:{width}} {'':>14} {now:>14,}")
            continue
        change = (now / before - 1) * 100
        print(f"{kernel:{width}} {before:>14,} {now:>14,} {change:>+8.2f}%")
        if change > PERCENT:
            wrong.append(f"{kernel}: {change:.1f} % more instructions than committed")
        elif change < -PERCENT:
            wrong.append(f"{kernel}: {-change:.1f} % fewer instructions than committed; record it, or it may come back")
    return wrong


def main(program, folder, arguments):
    record = "--record" in arguments
    chosen = [argument for argument in arguments if argument != "--record"]
    kernels = said(program, "list").split()
    if unknown := sorted(set(chosen) - set(kernels)):
        sys.exit(f"no such kernel: {', '.join(unknown)}; there are {', '.join(kernels)}")
    counted = {kernel: count(program, kernel, Path(folder)) for kernel in chosen or kernels}
    committed = json.loads(COMMITTED.read_text()) if COMMITTED.exists() else {"kernels": {}}
    known = committed["kernels"]
    wrong = compare(known, counted)
    if record:
        kept = {kernel: (known | counted)[kernel] for kernel in kernels if kernel in known | counted}
        versions = {"rustc": said("rustc", "--version").split()[1], "valgrind": said("valgrind", "--version").strip()}
        COMMITTED.write_text(json.dumps(versions | {"kernels": kept}, indent=2) + "\n")
        print(f"written: {COMMITTED.name}")
        return
    wrong += [f"{kernel}: committed, but the program has no such kernel" for kernel in known if kernel not in kernels]
    if wrong:
        rustc = said("rustc", "--version").split()[1]
        if committed.get("rustc", rustc) != rustc:
            print(f"the committed counts are of rustc {committed['rustc']}, this is {rustc}", file=sys.stderr)
        sys.exit("\n".join([*wrong, "if this is meant: tests/bench/instructions --record"]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])

"""Tries every mutant of some modules against the tests that come to it."""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import results
import tree

# what decides, by its place in core/src
MODULES = ["calendar", "columns", "contest", "facts", "finding", "live", "policy", "rules", "standing"]
# besides the units of the core
TESTS = ["accumulate", "agreement", "columns", "columns_edges", "columns_explain", "columns_faults", "contest", "diff"]
TESTS += ["door", "exhaustive", "explain", "live", "messages", "policy", "saved", "schemas", "vectors"]
# enough districts to notice, few enough to be quick
DISTRICTS = "200"
# tests that take fewer seconds than the first are asked together; those that take more than the second are asked
# about mutants that survived all others, with `--again`
SHORT, LONG = 0.3, 5
# what takes this many times as long as it should, or more memory than this, is noticed
PATIENCE, LEAST_SECONDS, KIBIBYTES = 10, 10, 8 << 20
JOBS = int(os.environ.get("HONGYAN_JOBS", os.cpu_count() or 1))


@dataclass
class Test:
    program: Path
    name: str
    seconds: float = 0
    reaches: set[int] = field(default_factory=set)

    def learn(self) -> None:
        """How long it takes, and which mutants it comes to."""
        with tempfile.NamedTemporaryFile() as reached:
            begun = time.monotonic()
            done = run([self], 0, None, {"HONGYAN_REACHED": reached.name})
            self.seconds = time.monotonic() - begun
            self.reaches = {int(line) for line in Path(reached.name).read_text().split()}
        if done.returncode:
            raise SystemExit(f"{self.program.name}: {self.name} fails without a mutant:\n{done.stdout.decode()}")


def run(tests: list[Test], mutant: int, limit: float | None, more: dict[str, str] | None = None):
    """Tests of one program, in one process that is this mutant."""
    program = tests[0].program
    command = [program, "--test-threads", "1", "--exact", *(test.name for test in tests)]
    return subprocess.run(
        ["sh", "-c", f'ulimit -v {KIBIBYTES}; exec "$@"', "sh", *command],
        cwd=tree.TREE / ("core" if program.name.startswith("hongyan-") else "tests"),
        env=os.environ | {"HONGYAN_MUTANT": str(mutant), "HONGYAN_DISTRICTS": DISTRICTS} | (more or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=limit,
    )


def tests_of(program: Path) -> list[Test]:
    """Its tests, which pass if there is no mutant."""
    listed = subprocess.run([program, "--list", "--format", "terse"], check=True, stdout=subprocess.PIPE, text=True)
    tests = [Test(program, line.removesuffix(": test")) for line in listed.stdout.splitlines() if line.endswith(": test")]
    for test in tests:
        test.learn()
    print(f"{program.name}: {len(tests)} tests, {sum(test.seconds for test in tests):.0f} s", flush=True)
    return tests


def asked(number: int, tests: list[Test]) -> list[list[Test]]:
    """The tests that come to a mutant, in the order in which they are asked: the short ones of a program together."""
    reaching = [test for test in tests if number in test.reaches]
    short = [test for test in reaching if test.seconds < SHORT]
    together = [list(group) for _, group in groupby(short, key=lambda test: test.program)]
    return sorted(together, key=seconds_of) + [[test] for test in reaching if test.seconds >= SHORT]


def seconds_of(tests: list[Test]) -> float:
    return sum(test.seconds for test in tests)


def judged(number: int, tests: list[Test]) -> str:
    """`unreached`, `survived`, `caught` or `timeout`, the last of which is caught as well."""
    groups = asked(number, tests)
    for group in groups:
        try:
            if run(group, number, max(LEAST_SECONDS, PATIENCE * seconds_of(group))).returncode:
                return "caught"
        except subprocess.TimeoutExpired:
            return "timeout"
    return "survived" if groups else "unreached"


def tried(mutants: list[dict], again: set[str]) -> dict[str, str]:
    """The outcome of each mutant by its name; if some are tried again, of these."""
    written, unviable = tree.woven(mutants)
    name_of = {number: mutant["name"] for number, mutant in enumerate(mutants, 1)}
    outcomes = {name_of[number]: "unviable" for number in unviable}
    tests = [test for program in tree.programs(TESTS) for test in tests_of(program)]
    longest = max(test.seconds for test in tests) if again else LONG
    tests = sorted((test for test in tests if test.seconds <= longest), key=lambda test: test.seconds)
    # one after the other within a program, so that short ones can be grouped
    tests.sort(key=lambda test: (test.seconds >= SHORT, test.program if test.seconds < SHORT else "", test.seconds))
    left = [number for number in sorted(written) if not again or name_of[number] in again]
    with ThreadPoolExecutor(JOBS) as pool:
        found = pool.map(lambda number: judged(number, tests), left)
        for done, (number, outcome) in enumerate(zip(left, found), 1):
            outcomes[name_of[number]] = outcome
            print(f"{done}/{len(left)} {outcome}: {name_of[number]}", flush=True)
    return outcomes


def listed(what: str, modules: list[str], base: str) -> list[dict]:
    globs = [f"core/src/{module}{ending}" for module in modules for ending in (".rs", "/**")]
    arguments = [part for glob in globs for part in ("-f", glob)]
    if what == "--diff":
        changes = subprocess.run(["git", "diff", base, "--", "core/src"], check=True, stdout=subprocess.PIPE).stdout
        (tree.OUT / "changes.diff").write_bytes(changes)
        arguments += ["--in-diff", str(tree.OUT / "changes.diff")]
    return tree.listed(arguments)


def main() -> None:
    begun = time.monotonic()
    what = sys.argv[1]
    modules = MODULES if what in ("all", "--again", "--diff") else sys.argv[1:]
    mutants = listed(what, modules, sys.argv[-1])
    before = results.last() if what == "--again" else {}
    again = {name for name, outcome in before.items() if outcome in results.OPEN}
    outcomes = before | tried(mutants, again) if mutants else {}
    minutes = (time.monotonic() - begun) / 60
    results.tell(outcomes, keep=what != "--diff", minutes=minutes if what == "all" else None)


main()

"""Tries every mutant of some modules against the tests that come to it."""

import math
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import results
import tree

# what decides, by its place in core/src, and what judges it besides the units of the core
CASES = ["vectors", "agreement", "contest", "exhaustive", "explain"]
DOORS = ["accumulate", "bounds", "columns", "columns_explain", "columns_faults", "diff", "door", "intake", "messages"]
DOORS += ["policy", "saved", "schemas"]
COLUMNS = ["accumulate", "accumulate_faults", "columns", "columns_edges", "columns_explain", "columns_faults"]
COLUMNS += ["columns_nation", "columns_report"]
JUDGES = {
    "calendar": [*CASES, "faults", "policy"],
    "columns": COLUMNS,
    "contest": [*CASES, "columns", "saved"],
    "facts": [*CASES, *DOORS, "bounds_memory", "faults", "live"],
    "finding": [*CASES, "messages", "saved"],
    "live": ["live"],
    "policy": [*CASES, "diff", "messages", "policy", "policy_brief", "schemas"],
    "rules": [*CASES, "columns", "columns_explain", "diff", "live", "messages", "saved", "subjects", "terms"],
    "standing": [*CASES, "saved"],
}
# of the random districts, enough to notice and few enough to be quick
ONE_IN = os.environ.get("HONGYAN_ONE_IN", "15")
# tests that take fewer seconds than the first are asked together; those that take more than the second are asked
# about mutants that survived all others, with `--again`, and those that take more than the last never
SHORT, LONG = 0.3, float(os.environ.get("HONGYAN_LONG", "4"))
LONGEST = float(os.environ.get("HONGYAN_LONGEST", "600"))
# no more tests than take so many seconds are asked about one mutant, those first that catch most in their time
ENOUGH = float(os.environ.get("HONGYAN_ENOUGH", "inf"))
# what takes this many times as long as it should, or more memory than this, is noticed; seconds are the processor's, for
# others may use the machine, too
PATIENCE, LEAST_SECONDS, KIBIBYTES = 10, 5, 8 << 20
# of tests that are asked together, by program, and of others: whether they caught the mutants that they were asked about
CAUGHT: dict[tuple[Path, str | bool], list[bool]] = defaultdict(list)
JOBS = int(os.environ.get("HONGYAN_JOBS", os.cpu_count() or 1))


@dataclass
class Test:
    program: Path
    name: str
    seconds: float = 0
    reaches: set[int] = field(default_factory=set)

    def learn(self, longest: float) -> None:
        """How long it takes, and which mutants it comes to; no more is learned of what takes longer than this."""
        with tempfile.NamedTemporaryFile() as reached:
            begun = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            done = run([self], 0, str(math.ceil(longest)), more={"HONGYAN_REACHED": reached.name})
            self.seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begun
            self.reaches = {int(line) for line in Path(reached.name).read_text().split()}
        if done.returncode == -signal.SIGXCPU:
            self.seconds = max(self.seconds, longest + 1)
        elif done.returncode:
            raise SystemExit(f"{self.program.name}: {self.name} fails without a mutant:\n{done.stdout.decode()}")


def run(tests: list[Test], mutant: int, limit: str = "unlimited", more: dict[str, str] | None = None):
    """Tests of one program, in one process that is this mutant, for so many seconds at most."""
    program = tests[0].program
    command = [program, "--test-threads", "1", "--exact", *(test.name for test in tests)]
    return subprocess.run(
        ["sh", "-c", f'ulimit -v {KIBIBYTES}; ulimit -St {limit}; exec "$@"', "sh", *command],
        cwd=tree.TREE / ("core" if program.name.startswith("hongyan-") else "tests"),
        env=os.environ | {"HONGYAN_MUTANT": str(mutant), "HONGYAN_ONE_IN": ONE_IN} | (more or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def tests_of(program: Path, longest: float) -> list[Test]:
    """Its tests that take no longer, which pass if there is no mutant."""
    listed = subprocess.run([program, "--list", "--format", "terse"], check=True, stdout=subprocess.PIPE, text=True)
    tests = [Test(program, line.removesuffix(": test")) for line in listed.stdout.splitlines() if line.endswith(": test")]
    for test in tests:
        test.learn(longest)
    print(f"{program.name}: {len(tests)} tests, {seconds_of(tests):.0f} s", flush=True)
    return [test for test in tests if test.seconds <= longest]


def asked(module: str, tests: list[Test], mutant: int | None = None) -> list[list[Test]]:
    """What judges a module, or the part of it that comes to a mutant, in order: the short tests of a program together."""
    judges = {"hongyan", *JUDGES[module]}
    chosen = [test for test in tests if test.program.name.rsplit("-", 1)[0] in judges]
    chosen = [test for test in chosen if mutant is None or mutant in test.reaches]
    short = [test for test in chosen if test.seconds < SHORT]
    together = [list(group) for _, group in groupby(short, key=lambda test: test.program)]
    return sorted(together + [[test] for test in chosen if test.seconds >= SHORT], key=seconds_of)


def seconds_of(tests: list[Test]) -> float:
    return sum(test.seconds for test in tests)


def caught_by(tests: list[Test]) -> list[bool]:
    return CAUGHT[tests[0].program, len(tests) == 1 and tests[0].name]


def cost(tests: list[Test]) -> float:
    """Seconds that they have taken for each mutant that they caught."""
    caught = caught_by(tests)
    return seconds_of(tests) * (len(caught) + 1) / (sum(caught) + 1)


def judged(mutant: int, groups: list[list[Test]]) -> str:
    """`unreached`, `survived`, `caught` or `timeout`, the last of which is caught as well."""
    spent = 0.0
    for group in sorted(groups, key=cost):
        if spent and spent + seconds_of(group) > ENOUGH:
            continue
        spent += seconds_of(group)
        limit = max(LEAST_SECONDS, math.ceil(PATIENCE * seconds_of(group)))
        code = run(group, mutant, str(limit)).returncode
        caught_by(group).append(code != 0)
        if code:
            return "timeout" if code == -signal.SIGXCPU else "caught"
    return "survived" if groups else "unreached"


def learned(modules: set[str], long: bool) -> list[Test]:
    """The tests that judge these modules, the shortest first, those of a program together."""
    programs = tree.programs(judges_of(modules))
    tests = [test for program in programs for test in tests_of(program, LONGEST if long else LONG)]
    if not tests:
        raise SystemExit("the tests were not built")
    return sorted(tests, key=lambda test: (test.seconds >= SHORT, test.seconds < SHORT and test.program, test.seconds))


def judges_of(modules: set[str]) -> list[str]:
    return sorted({test for module in modules for test in JUDGES[module]})


def tried(mutants: list[dict], outcomes: dict[str, str], left: set[str], long: bool) -> None:
    """Tries those that are left, with all tests or without the long ones. What has come out is kept at once."""
    names = {number: mutant["name"] for number, mutant in enumerate(mutants, 1)}
    modules = {number: results.module_of(name) for number, name in names.items()}
    written = tree.woven(mutants)
    outcomes |= {name: "unviable" for number, name in names.items() if number not in written}
    tests = learned(set(modules.values()), long)
    chosen = [number for number in sorted(written) if names[number] in left]
    # what is likely to survive takes longest and is known: it comes last
    unchanging = results.explained()
    chosen.sort(key=lambda number: results.name_of(names[number]) in unchanging)
    with ThreadPoolExecutor(JOBS) as pool:
        found = pool.map(lambda number: judged(number, asked(modules[number], tests, number)), chosen)
        for done, (number, outcome) in enumerate(zip(chosen, found), 1):
            noted(outcomes, names[number], outcome, f"{done}/{len(chosen)}")
    missed = results.unexplained(outcomes)
    for number in chosen if long else []:
        # what the compiler computes is another program for each mutant: only what nothing else has caught so far
        if written[number] and names[number] in missed:
            noted(outcomes, names[number], compiled(number, modules[number], tests), "compiled")


def compiled(number: int, module: str, tests: list[Test]) -> str:
    """The outcome of a mutant that the compiler computes, asked of the units of the core before others are built."""
    outcome = "unviable"
    for judges in ([], judges_of({module})):
        built = tree.programs(judges, compiled=number)
        chosen = [test for test in tests if test.program in built]
        outcome = judged(number, asked(module, chosen)) if built else "unviable"
        if outcome not in results.OPEN:
            break
    return outcome


def noted(outcomes: dict[str, str], name: str, outcome: str, how: str) -> None:
    outcomes[name] = outcome
    results.keep(outcomes)
    print(f"{how} {outcome}: {name}", flush=True)


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
    if what == "--diff":
        results.KEPT = tree.OUT / "outcomes_of_diff.json"
    before = results.last() if what == "--again" else {}
    modules = sorted(set(map(results.module_of, before))) if before else sys.argv[1:]
    mutants = listed(what, list(JUDGES) if what in ("all", "--diff") else modules, sys.argv[-1])
    # what a run that was broken off had not come to is left, and so is what has moved since
    outcomes = {mutant["name"]: before.get(mutant["name"], results.LEFT) for mutant in mutants}
    left = {name for name, outcome in outcomes.items() if outcome == results.LEFT} | results.unexplained(outcomes)
    if left:
        tried(mutants, outcomes, left, long=what == "--again")
    # a difference has few survivors: the long tests are asked about them at once
    survivors = results.unexplained(outcomes) if what == "--diff" else set()
    if survivors:
        tried(mutants, outcomes, survivors, long=True)
    minutes = (time.monotonic() - begun) / 60
    results.tell(outcomes, rows=what != "--diff", minutes=minutes if what == "all" else None)


main()

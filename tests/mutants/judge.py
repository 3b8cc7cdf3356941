"""Tries every mutant of some modules against the tests that come to it."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import tree
import results

# what decides, by its place in core/src
MODULES = ["calendar", "columns", "contest", "facts", "finding", "live", "policy", "rules", "standing"]
# besides the units of the core
TESTS = ["accumulate", "agreement", "columns", "columns_edges", "columns_faults", "contest", "door", "exhaustive"]
TESTS += ["explain", "live", "messages", "policy", "saved", "vectors"]
# enough districts to notice, few enough to be quick
DISTRICTS = "400"
# what takes this many times as long as it should, or more memory than this, is noticed
PATIENCE, LEAST_SECONDS, MEMORY = 10, 10, 8 << 30


@dataclass
class Program:
    path: Path
    seconds: float = 0
    reaches: set[int] = field(default_factory=set)

    def run(self, mutant: int, limit: float | None = None, reached: str | None = None) -> str:
        """`passed`, `failed` or `timeout`."""
        environment = os.environ | {"HONGYAN_MUTANT": str(mutant), "HONGYAN_DISTRICTS": DISTRICTS}
        if reached:
            environment["HONGYAN_REACHED"] = reached
        package = "core" if self.path.name.startswith("hongyan-") else "tests"
        try:
            done = subprocess.run(
                [self.path, "--test-threads", "1", "--quiet"],
                cwd=tree.TREE / package,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=limit,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
            )
        except subprocess.TimeoutExpired:
            return "timeout"
        if mutant == 0 and done.returncode:
            raise SystemExit(f"{self.path.name} fails without a mutant:\n{done.stdout.decode()}")
        return "failed" if done.returncode else "passed"

    def learn(self) -> None:
        """How long it takes, and which mutants it comes to."""
        with tempfile.NamedTemporaryFile() as reached:
            self.run(0, reached=reached.name)
            self.reaches = {int(line) for line in Path(reached.name).read_text().split()}
        begun = time.monotonic()
        self.run(0)
        self.seconds = time.monotonic() - begun


def judged(number: int, programs: list[Program]) -> str:
    """`unreached`, `survived`, `caught` or `timeout`, the last of which is caught as well."""
    outcome = "unreached"
    for program in programs:
        if number not in program.reaches:
            continue
        outcome = "survived"
        said = program.run(number, max(LEAST_SECONDS, PATIENCE * program.seconds))
        if said != "passed":
            return "caught" if said == "failed" else said
    return outcome


def tried(mutants: list[dict], again: set[str] | None) -> dict[str, str]:
    """The outcome of each mutant by its name; of those that are not tried again, none."""
    written, unviable = tree.woven(mutants)
    outcomes = {mutants[number - 1]["name"]: "unviable" for number in unviable}
    programs = [Program(path.resolve()) for path in tree.programs(TESTS).values()]
    for program in programs:
        program.learn()
        print(f"{program.path.name}: {program.seconds:.1f} s, comes to {len(program.reaches)}", flush=True)
    programs.sort(key=lambda program: program.seconds)
    left = [number for number in sorted(written) if again is None or mutants[number - 1]["name"] in again]
    for done, number in enumerate(left, 1):
        name = mutants[number - 1]["name"]
        begun = time.monotonic()
        outcomes[name] = judged(number, programs)
        print(f"{done}/{len(left)} {outcomes[name]} {time.monotonic() - begun:.1f} s: {name}", flush=True)
    return outcomes


def files_of(modules: list[str]) -> list[str]:
    return [part for module in modules for glob in (f"{module}.rs", f"{module}/**") for part in ("-f", f"core/src/{glob}")]


def main() -> None:
    begun = time.monotonic()
    asked = sys.argv[1:]
    modules = MODULES if asked[0] in ("all", "--again", "--diff") else asked
    arguments = files_of(modules)
    if asked[0] == "--diff":
        changes = subprocess.run(["git", "diff", asked[1], "--", "core/src"], check=True, stdout=subprocess.PIPE).stdout
        (tree.OUT / "changes.diff").write_bytes(changes)
        arguments += ["--in-diff", str(tree.OUT / "changes.diff")]
    mutants = tree.listed(arguments)
    before = results.last() if asked[0] == "--again" else {}
    again = {name for name, outcome in before.items() if outcome in results.OPEN} if before else None
    outcomes = before | tried(mutants, again) if mutants else {}
    results.tell(outcomes, keep=asked[0] != "--diff", minutes=(time.monotonic() - begun) / 60 if asked == ["all"] else None)


main()

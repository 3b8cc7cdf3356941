"""Every engine in processes of its own, in turns; counts must agree. See `tests/bench/columns/run`."""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import tables

HERE = Path(__file__).parent
OURS = "hongyan"
PEERS = ("polars", "polars-streaming", "duckdb", "pandas")
ORDERS = ("sorted", "shuffled")
# checks that answer one question have the same counts: F1, F1str and F1_plain, F2, F2col and F2col_reused
QUESTIONS = ("F1", "F2", "F3", "F4")


class Difference(Exception):
    """Two engines count differently."""


class Engines:
    """Runs engines on the same data and holds their counts against each other."""

    def __init__(self, data, program):
        self.data, self.program = data, program
        # a difference is told of the later one: we are held against the peers
        self.names = list(PEERS) + ([OURS] if program else [])
        self.versions = {}
        # by size and question: the counts and who gave them first
        self.known = {}

    def ask(self, engine, size, order, runs):
        """One process; its checks with their times."""
        command = [self.program] if engine == OURS else [sys.executable, HERE / "peer.py", engine]
        command += ["--dir", self.data / f"{size}-{order}", "--runs", runs]
        # the peers' allocators keep memory from one run to the next; so that nobody is measured on the kernel's
        # clearing of pages, ours does too
        keep = ":".join(f"glibc.malloc.{name}={1 << 34}" for name in ("mmap_threshold", "trim_threshold"))
        environment = dict(os.environ, RAYON_NUM_THREADS="2", GLIBC_TUNABLES=keep)
        answer = subprocess.run(list(map(str, command)), env=environment, check=True, stdout=subprocess.PIPE)
        found = json.loads(answer.stdout)
        self.versions[engine] = found["version"]
        for check, one in found["checks"].items():
            if engine != "copy" and one.get("counts"):
                self.agree(engine, size, order, check, one["counts"])
        times = ", ".join(f"{check} {one['median_ms']:.1f}" for check, one in found["checks"].items())
        print(f"  {size} {order} {engine}: {times}", file=sys.stderr, flush=True)
        return found["checks"]

    def agree(self, engine, size, order, check, counts):
        question = next(filter(check.startswith, QUESTIONS), check)
        who, expected = self.known.setdefault((size, question), (f"{engine}, {order}, {check}", counts))
        for key in sorted(expected.keys() | counts.keys()):
            if expected.get(key) != counts.get(key):
                raise Difference(
                    f"size {size}, {order} rows: {engine}, {check}, `{key}` is {counts.get(key)}; "
                    f"by {who} it is {expected.get(key)}"
                )

    def rounds(self, size, order, rounds, runs, names):
        """Every engine once a round, each round beginning with another, so that a drift meets all of them."""
        times = {}
        for turn in range(rounds):
            at = turn % len(names)
            for engine in names[at:] + names[:at]:
                for check, one in self.ask(engine, size, order, runs).items():
                    times.setdefault((engine, check), []).append(one)
        return {key: summary(list_) for key, list_ in times.items()}


def summary(rounds):
    """The median over rounds; what is not a time is the same in all of them, or the most."""
    found = {
        "median_ms": statistics.median(one["median_ms"] for one in rounds),
        "min_ms": min(one["min_ms"] for one in rounds),
        "counts": rounds[0].get("counts", {}),
    }
    if "extra_mb" in rounds[0]:
        found["extra_mb"] = max(one["extra_mb"] for one in rounds)
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--size", choices=("S", "M", "L"), required=True)
    parser.add_argument("--program", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    size = options.size
    rounds, runs = (1, 1) if options.quick else (options.rounds, options.runs)

    engines = Engines(options.data, options.program)
    try:
        # what is not the same answer is not worth timing
        for small in ("S", "M"):
            for order in ORDERS:
                for engine in engines.names:
                    engines.ask(engine, small, order, 1)
        times = {order: engines.rounds(size, order, rounds, runs, [*engines.names, "copy"]) for order in ORDERS}
        times_m = {}
        if options.program and size == "L":
            times_m = {order: engines.rounds("M", order, rounds, 5, [OURS]) for order in ORDERS}
    except Difference as difference:
        sys.exit(f"the counts differ: {difference}")

    metas = {name: json.loads((options.data / f"{name}-sorted" / "meta.json").read_text()) for name in {"M", size}}
    page = tables.page(size, times, times_m, metas, engines, rounds, runs)
    print(page)
    if options.program and not options.quick:
        HERE.with_suffix(".md").write_text(page)


if __name__ == "__main__":
    main()

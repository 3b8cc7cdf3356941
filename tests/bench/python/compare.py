"""Runs every engine in processes of its own, in turns, holds their counts against each other, and writes the page."""

import argparse
import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import parquet

HERE = Path(__file__).parent
RESULTS = HERE.with_suffix(".md")
SINGLE = "## Single calls"
ORDERS = ("sorted", "shuffled")
QUESTIONS = {
    "frequency": "supervision frequency, the months in breach",
    "status": "record deadline, the state of every row",
    "record": "record deadline, the findings in breach",
}
SOURCES = {
    "arrow": ("hongyan", "polars", "polars-streaming"),
    "parquet": ("hongyan", "hongyan-keys", "polars", "polars-streaming"),
}
# the Rust calls that make up the same answer
RUST = {"frequency": ("door_trusted", "F1"), "status": ("records",), "record": ("door_trusted", "F2findings")}
# from Arrow at most so many times the Rust call; from Parquet at most so many times Polars, which makes no findings
ARROW, PARQUET = 1.3, {"frequency": 0.5, "status": 1.5}
MEMORY_MIB, IMPORT_MS, SCALAR_NS, EVALUATE_US, WHEEL_MB = 1024, 60, 400, 60, 8


def environment():
    # the peers' allocators keep memory from one run to the next; so that nobody is measured on the kernel's clearing
    # of pages, the system's does too; it is not set where memory itself is measured
    keep = ":".join(f"glibc.malloc.{name}={1 << 34}" for name in ("mmap_threshold", "trim_threshold"))
    return dict(os.environ, RAYON_NUM_THREADS="2", POLARS_MAX_THREADS="2", GLIBC_TUNABLES=keep)


def asked(command, tuned=True):
    env = environment()
    if not tuned:
        del env["GLIBC_TUNABLES"]
    answer = subprocess.run(list(map(str, command)), env=env, check=True, stdout=subprocess.PIPE)
    return json.loads(answer.stdout)


class Bench:
    """All that was measured of one size."""

    def __init__(self, data, size, runs, program):
        self.data, self.size, self.runs, self.program = data, size, runs, program
        self.known = {}

    def folder(self, order, size=None):
        return self.data / f"{size or self.size}-{order}"

    def engine(self, engine, question, source, order, runs, size=None, tuned=True):
        command = [sys.executable, HERE / "engine.py", engine, question, source]
        found = asked([*command, "--dir", self.folder(order, size), "--runs", runs], tuned)
        who, counts = self.known.setdefault(
            (size or self.size, question), (f"{engine} from {source}, {order}", found["counts"])
        )
        if counts != found["counts"]:
            sys.exit(f"{question}, {order}: {engine} from {source} counts {found['counts']}; by {who} it is {counts}")
        print(f"  {order} {question} {source} {engine}: {found['median_ms']:.1f} ms", file=sys.stderr, flush=True)
        return found

    def rust(self, order):
        command = [self.program, "--dir", self.folder(order), "--runs", self.runs]
        checks = asked([*command, "--only", "door_trusted,F1,records,F2findings"])["checks"]
        return {name: one["median_ms"] for name, one in checks.items()}

    def order(self, order):
        found = {"rust": self.rust(order)}
        for question in QUESTIONS:
            for source in SOURCES:
                for engine in engines(question, source):
                    found[question, source, engine] = self.engine(engine, question, source, order, self.runs)
            for engine in engines(question, "parquet"):
                found[question, "memory", engine] = self.engine(engine, question, "parquet", order, 1, tuned=False)
        return found


def engines(question, source):
    """Who answers: where no key is looked at, it is not asked with keys either."""
    return [engine for engine in SOURCES[source] if (question, engine) != ("status", "hongyan-keys")]


def ratio(value, limit):
    if limit is None:
        return f"{value:.2f} |"
    return f"{value:.2f} | at most {limit}: {'met' if value <= limit else '**missed**'}"


def time(value):
    return f"{value:.1f}" if value < 100 else f"{value:.0f}"


def section(order, found):
    lines = [f"## {order.capitalize()} rows", ""]
    lines += [
        "From Arrow tables in memory, ids as integers, keys trusted. Rust: the door and the rule, the same columns.",
        "",
    ]
    lines += [
        "| rule | hongyan, Python | hongyan, Rust | Python / Rust | goal | polars | polars, streaming |",
        "|---|--:|--:|--:|---|--:|--:|",
    ]
    for question, title in QUESTIONS.items():
        ours, *peers = (found[question, "arrow", engine]["median_ms"] for engine in SOURCES["arrow"])
        rust = sum(found["rust"][name] for name in RUST[question])
        cells = (title, time(ours), time(rust), ratio(ours / rust, ARROW), *map(time, peers))
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "From Parquet, decoding included; Polars scans lazily.", ""]
    lines += [
        "| rule | hongyan | keys checked | polars | polars, streaming | hongyan / fastest | goal |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    for question, title in QUESTIONS.items():
        measured = [found.get((question, "parquet", engine)) for engine in SOURCES["parquet"]]
        ours, _, *peers = (one and one["median_ms"] for one in measured)
        told = (one and time(one["median_ms"]) or "" for one in measured)
        cells = (title, *told, ratio(ours / min(peers), PARQUET.get(question)))
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "The most memory of a process that asks once, from Parquet, in MiB, interpreter included.", ""]
    lines += ["| rule | hongyan | keys checked | polars | polars, streaming | goal |", "|---|--:|--:|--:|--:|---|"]
    for question, title in QUESTIONS.items():
        measured = [found.get((question, "memory", engine)) for engine in SOURCES["parquet"]]
        met = "met" if max(one["peak_mib"] for one in measured[:2] if one) <= MEMORY_MIB else "**missed**"
        told = (f"{one['peak_mib']:.0f}" if one else "" for one in measured)
        lines.append(f"| {title} | {' | '.join(told)} | at most {MEMORY_MIB}: {met} |")
    return [*lines, ""]


def single(wheel):
    small = asked([sys.executable, HERE / "small.py"])

    def row(what, value, unit, limit, beside=""):
        met = "met" if value <= limit else "**missed**"
        return f"| {what} | {value:.1f} {unit} | {beside} | at most {limit} {unit}: {met} |"

    date = f"`date + timedelta`: {small['date_ns']:.1f} ns"

    return [
        SINGLE,
        "",
        f"On {datetime.date.today()}, the best of many.",
        "",
        "| what | measured | Python itself, in the same run | goal |",
        "|---|--:|--:|---|",
        row(
            "`import hongyan`, more than a bare interpreter",
            small["import_ms"],
            "ms",
            IMPORT_MS,
            f"bare: {small['bare_ms']:.1f} ms",
        ),
        row("`record_due` of a `datetime.date`", small["scalar_ns"], "ns", SCALAR_NS, date),
        row("the same under a `Policy`", small["scalar_policy_ns"], "ns", SCALAR_NS, date),
        row(
            f"`evaluate` of one worker's year ({small['findings']} findings)",
            small["evaluate_us"],
            "us",
            EVALUATE_US,
            f"`json.loads` of its report: {small['loads_us']:.1f} us",
        ),
        row("the wheel", wheel.stat().st_size / 1e6, "MB", WHEEL_MB),
        "",
    ]


def processor():
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return f"{names[0] if names else 'an unnamed processor'}, {len(os.sched_getaffinity(0))} cores"


def page(bench, found, wheel):
    import hongyan
    import polars

    meta = json.loads((bench.folder("sorted") / "meta.json").read_text())
    rows = ", ".join(f"{meta['rows'][name]:,} {name}" for name in ("engagements", "sessions"))
    python = sys.version.split()[0]
    lines = [
        "# The Python package: last results",
        "",
        f"Written by `tests/bench/python/run`, {datetime.date.today()}. {processor()}. Python {python}, hongyan "
        f"{hongyan.__version__}, polars {polars.__version__}.",
        "",
        f"Size {bench.size}: {rows}. Two threads. Every engine in a process of its own; medians of {bench.runs} "
        "runs in ms, after one whose counts all engines agree on. Only ratios mean anything across machines.",
        "",
    ]
    for order in ORDERS:
        lines += section(order, found[order])
    return "\n".join([*lines, *single(wheel)])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--size", choices=("S", "M", "L"), required=True)
    parser.add_argument("--wheel", type=Path, required=True)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--single", action="store_true", help="measure single calls alone")
    options = parser.parse_args()
    if options.single:
        rest, _, _ = RESULTS.read_text().partition(SINGLE)
        RESULTS.write_text(rest + "\n".join(single(options.wheel)))
        return
    bench = Bench(options.data, options.size, 1 if options.quick else options.runs, options.program)
    for order in ORDERS:
        # what is not the same answer is not worth timing
        for size in sorted({"S", options.size}):
            parquet.write(bench.folder(order, size))
        for question in QUESTIONS:
            for source in SOURCES:
                for engine in engines(question, source):
                    bench.engine(engine, question, source, order, 1, size="S")
    found = {order: bench.order(order) for order in ORDERS}
    text = page(bench, found, options.wheel)
    print(text)
    if not options.quick:
        RESULTS.write_text(text)


if __name__ == "__main__":
    main()

"""One engine, one question, one source in a process of its own: a line of JSON with times, counts and memory."""

import argparse
import datetime
import json
import os
import statistics
import sys
import time
from pathlib import Path

THREADS = "2"
os.environ |= {"POLARS_MAX_THREADS": THREADS, "RAYON_NUM_THREADS": THREADS, "OMP_NUM_THREADS": THREADS}
sys.path.insert(0, str(Path(__file__).parents[1] / "columns"))

AS_OF = datetime.date(1970, 1, 1) + datetime.timedelta(20_103)
# the policies that make the rules the questions that the peers answer; see tests/src/nation/frames.rs
YEAR = {
    "supervision": {
        "effective_from": "2024-01-01",
        "effective_to": "2024-12-31",
        "frequency": {"partial_month": "every_month_touched"},
    }
}
EVER = {"supervision": {"effective_from": "1900-01-01"}}
QUESTIONS = {
    "frequency": ("supervision_frequency", YEAR),
    "record": ("record_deadline", EVER),
    "status": ("record_deadline", EVER),
}


def hongyan(question, source, folder, keys):
    """Ours."""
    import hongyan

    rule, policy = QUESTIONS[question]
    names = ("engagements", "sessions") if question == "frequency" else ("sessions",)
    if source == "arrow":
        import parquet
        from data import Nation

        nation = Nation(folder)
        given = {name: parquet.table(nation, name) for name in names}
    else:
        given = {name: str(folder / f"{name}.parquet") for name in names}

    def answer():
        if question == "status":
            # the two columns that the peers give
            return hongyan.record_status(given["sessions"], as_of=AS_OF, policy=policy, contested=False)
        return hongyan.check(as_of=AS_OF, policy=policy, rules=rule, keep="breach", trust_keys=not keys, **given)

    def count(report):
        if question == "status":
            verdicts = report.to_arrow()["verdict"].value_counts().to_pylist()
            found = {one["values"]: one["counts"] for one in verdicts}
            return {name: found[name] for name in ("compliant", "breach", "pending")}
        counts = report.summary[rule]
        names = ("breach",) if question == "frequency" else ("compliant", "breach", "pending")
        return {name: counts[name] for name in names}

    return answer, count


def polars(question, source, folder, engine):
    """Polars in one of its engines, by the formulations of the columnar benchmark."""
    import polars as pl
    import with_polars as peer
    from data import FORMS, Nation

    if source == "arrow":
        tables = peer.frames(Nation(folder), ("engagements", "sessions"))
    else:
        scan = {name: pl.scan_parquet(folder / f"{name}.parquet") for name in ("engagements", "sessions")}
        tables = scan | {"sessions": scan["sessions"].with_columns(form=pl.col("form").cast(pl.Enum(FORMS)))}
    if question == "status":

        def tally(found):
            on_time, late, overdue, pending = ((found["status"] == code).sum() for code in range(len(peer.STATUSES)))
            return {"compliant": on_time, "breach": late + overdue, "pending": pending}

        return lambda: peer.each(tables["sessions"], engine), tally
    if question == "record":

        def count(found):
            row = found.row(0, named=True)
            return {"compliant": row["on_time"], "breach": row["late"] + row["overdue"], "pending": row["pending"]}

        return lambda: peer.totals(tables["sessions"], engine), count
    frequency = peer.Frequency(tables["engagements"], tables["sessions"])
    return lambda: frequency.packed(engine), lambda found: {"breach": peer.count_missing(found)["rows"]}


def peak_mib():
    """The most memory that this process had; `getrusage` would count what the one that began it had."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("engine", choices=("hongyan", "hongyan-keys", "polars", "polars-streaming"))
    parser.add_argument("question", choices=QUESTIONS)
    parser.add_argument("source", choices=("arrow", "parquet"))
    parser.add_argument("--dir", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    what = (options.question, options.source, options.dir)
    if options.engine.startswith("polars"):
        answer, count = polars(*what, "streaming" if options.engine.endswith("streaming") else "in-memory")
    else:
        answer, count = hongyan(*what, options.engine.endswith("keys"))
    counts = {name: int(number) for name, number in count(answer()).items()}
    # of the first answer, as someone has it who asks once
    peak = peak_mib()
    times = []
    for _ in range(options.runs):
        begun = time.perf_counter()
        result = answer()
        times.append((time.perf_counter() - begun) * 1e3)
        del result
    print(json.dumps({"median_ms": statistics.median(times), "counts": counts, "peak_mib": peak}))


if __name__ == "__main__":
    main()

"""Time and shuffled bytes a row, with one executor and with two; writes `results.md`. Run by `spark/run --measure`."""

import datetime
import json
import os
import platform
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from data import AS_OF, nation

COPIES = 16
RUNS = 2
FOLDER = Path("data")
HERE = Path(__file__).parent
IDS = {"project": 1_000, "worker": 100_000, "supervisor": 10_000, "mentor": 100_000, "session": 10_000_000}
FAMILIES = {
    "worker": ("engagements", "sessions", "excuses"),
    "project": ("engagements", "plans"),
    "mentor": ("mentors", "appointments", "guidance", "evaluations", "violations"),
}


def written(folder):
    """Copies of size M beside each other, as Parquet: other people in each."""
    tables = nation(FOLDER / "M-shuffled")
    for name, table in tables.items():
        file = folder / f"{name}.parquet"
        if file.exists():
            continue
        parts = []
        for copy in range(COPIES):
            columns = [
                pa.compute.add(table[column], pa.scalar(copy * IDS[column], pa.int64())) if column in IDS else table[column]
                for column in table.column_names
            ]
            parts.append(pa.table(columns, names=table.column_names))
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.concat_tables(parts), file, row_group_size=500_000)
    return {name: pq.ParquetFile(folder / f"{name}.parquet").metadata.num_rows for name in tables}


def rest(spark, path):
    context = spark.sparkContext
    with urllib.request.urlopen(f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}/{path}") as answer:
        return json.load(answer)


def shuffled(spark, since):
    """Bytes and rows that stages wrote for exchanges, and the cores' time, since a stage."""
    stages = [stage for stage in rest(spark, "stages?status=complete") if stage["stageId"] > since]
    return {name: sum(stage[name] for stage in stages)
            for name in ("shuffleWriteBytes", "shuffleWriteRecords", "executorRunTime", "memoryBytesSpilled")}  # fmt: skip


def last_stage(spark):
    return max((stage["stageId"] for stage in rest(spark, "stages")), default=-1)


def timed(spark, work):
    """The best of some runs: seconds, and what was shuffled in it."""
    best = None
    for _ in range(RUNS):
        before, start = last_stage(spark), time.perf_counter()
        work()
        seconds = time.perf_counter() - start
        if best is None or seconds < best["seconds"]:
            # the status store is a moment late
            time.sleep(1)
            best = {"seconds": seconds, **shuffled(spark, before)}
    return best


def measured(executors):
    """All figures with so many executors, each of one core."""
    from pyspark.sql import SparkSession

    import hongyan.spark
    from hongyan.spark import _plan

    builder = SparkSession.builder.master(f"local-cluster[{executors},1,1024]").appName("hongyan")
    builder = builder.config("spark.ui.port", "4070").config("spark.driver.memory", "2g").config("spark.ui.showConsoleProgress", "false")
    spark = builder.config("spark.sql.shuffle.partitions", "8").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    folder = FOLDER / f"M-{COPIES}"
    tables = {file.stem: spark.read.parquet(str(file)) for file in sorted(folder.glob("*.parquet"))}
    supervision = {name: tables[name] for name in FAMILIES["worker"]}

    def check(given, **how):
        report = hongyan.spark.check(spark, as_of=AS_OF, on_error="skip", hot=None, **how, **given)
        report._answers.count()
        report.unpersist()

    def exchange():
        # the rows go through Spark's exchange and to Python, where nothing is done
        def passed(batches):
            for batch in batches:
                yield pa.RecordBatch.from_pydict({"rows": [batch.num_rows]})

        _plan.together(supervision, "worker", [], None).mapInArrow(passed, "rows bigint").agg({"rows": "sum"}).collect()

    # the first job of a session waits for its executors and for what the JVM compiles
    exchange()
    found = {
        "exchange": timed(spark, exchange),
        "rules 1 and 2": timed(spark, lambda: check(supervision)),
        "every rule": timed(spark, lambda: check(tables)),
        "sample of workers": timed(spark, lambda: _plan.heavy(tables["sessions"], 1_000_000)),
    }
    spark.stop()
    return found


def one_machine():
    """The same without Spark, on as many threads as the executors have cores."""
    import hongyan

    folder = FOLDER / f"M-{COPIES}"
    given = {name: str(folder / f"{name}.parquet") for name in FAMILIES["worker"]}
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        hongyan.check(as_of=AS_OF, **given)
        best = min(best, time.perf_counter() - start)
    return best


def page(rows, found, alone):
    import pyspark

    import hongyan

    sessions = rows["sessions"]
    supervised = sum(rows[name] for name in FAMILIES["worker"])
    every = sum(rows.values())
    of = {"sample of workers": sessions, "every rule": every}
    lines = [
        "# Spark, measured",
        "",
        "Written by `bindings-python/spark/run --measure`.",
        "",
        f"{datetime.date.today()}; hongyan {hongyan.__version__}, PySpark {pyspark.__version__}, pyarrow {pa.__version__}, "
        f"Python {platform.python_version()}; {os.cpu_count()} cores, one an executor; load {os.getloadavg()[0]:.1f} at the end.",
        f"{COPIES} copies of size M, shuffled, integer ids, from Parquet: {sessions:,} sessions, {every:,} rows in all.",
        f"Runs: {RUNS}, the best of each; `keep=\"problems\"`, 8 partitions.",
        "",
        "| what | seconds, 1 executor | seconds, 2 executors | s per million rows, 1 | 2 | shuffled bytes a row |",
        "|---|---|---|---|---|---|",
    ]
    for name in found[1]:
        one, two = found[1][name], found[2][name]
        count = of.get(name, supervised)
        bytes_a_row = one["shuffleWriteBytes"] / count
        lines.append(f"| {name} | {one['seconds']:.1f} | {two['seconds']:.1f} | {one['seconds'] / count * 1e6:.2f} | "
                     f"{two['seconds'] / count * 1e6:.2f} | {bytes_a_row:.1f} |")  # fmt: skip
    lines += ["", f"One call without Spark on the same files, {os.cpu_count()} threads: {alone:.1f} s for rules 1 and 2.", ""]
    return lines + on_paper(supervised, found)


def on_paper(supervised, found):
    """What these figures say of a cluster."""
    one = found[1]
    million = {name: one[name]["seconds"] / supervised * 1e6 for name in ("exchange", "rules 1 and 2")}
    judged = million["rules 1 and 2"] - million["exchange"]
    size = one["rules 1 and 2"]["shuffleWriteBytes"] / supervised
    cores, executors = 4, 20
    total = 1_000_000_000
    moved = total * size / 1e9
    network = moved / executors / 1.25
    seconds = million["rules 1 and 2"] * total / 1e6 / (executors * cores)
    return [
        "## A billion rows on 20 executors, on paper",
        "",
        f"20 executors of {cores} cores, 10 Gbit/s each, a billion rows of supervision:",
        "",
        f"- Cores: {million['rules 1 and 2']:.2f} s per million rows and core, of which the exchange and the way to Python are "
        f"{million['exchange']:.2f} and judging {judged:.2f}: {total / 1e6:,.0f} million rows over {executors * cores} cores are "
        f"{seconds:.0f} s.",
        f"- Network: {size:.1f} bytes a row are {moved:.0f} GB, {moved / executors:.1f} GB an executor: {network:.0f} s at line "
        "rate, beside the work and not after it.",
        "- Disk: the exchange is written and read once; at 500 MB/s an executor "
        f"{2 * moved / executors / 0.5:.0f} s, if memory does not hold it.",
        f"- Memory: with 250 bytes a row in Python, {executors * cores} tasks at a time and 2,000 partitions, each task holds "
        f"{total / 2000:,.0f} rows, {total / 2000 * 250 / 1e6:.0f} MB.",
        "",
        f"The limit is the exchange and the way of rows between the JVM and Python ({million['exchange'] / million['rules 1 and 2']:.0%} "
        "of the time), not the rules. Fewer bytes help: narrow tables (no `venue`, no `content_source`), integer ids, and "
        "[states](../docs/spark.md#a-month-at-a-time) of months that do not change. These figures were taken with executors that "
        "share one machine with the driver; a cluster that is busy with other work is slower.",
        "",
    ]  # fmt: skip


def main():
    if sys.argv[1:2] == ["--executors"]:
        print(json.dumps(measured(int(sys.argv[2]))))
        return
    rows = written(FOLDER / f"M-{COPIES}")
    found = {}
    for executors in (1, 2):
        # a session cannot change its cluster
        command = [sys.executable, __file__, "--executors", str(executors)]
        ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        found[executors] = json.loads(ran.stdout.splitlines()[-1])
        print(executors, json.dumps(found[executors]), flush=True)
    text = "\n".join(page(rows, found, one_machine()))
    (HERE / "results.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    import pyspark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    main()

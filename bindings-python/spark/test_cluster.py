"""What clusters do: executors die, and one key has most of the rows."""

import os
import signal
import threading
import time

import hongyan
import hongyan.spark
import pyarrow as pa
from data import AS_OF, as_bytes
from pyspark.sql import functions as F
from test_agreement import frames


def executors(spark):
    """The processes of the executors, as their Python workers see them."""

    def parents(batches):
        for batch in batches:
            # the parent of the daemon that forks workers
            with open(f"/proc/{os.getppid()}/stat") as stat:
                yield pa.RecordBatch.from_pydict({"pid": [int(stat.read().rpartition(")")[2].split()[1])] * batch.num_rows})

    found = set()
    while len(found) < 2:
        rows = spark.range(64).repartition(16).mapInArrow(parents, "pid bigint").distinct().collect()
        found |= {row["pid"] for row in rows}
    return found


def test_an_executor_that_dies_changes_nothing(spark, size_m):
    before = executors(spark)
    question = {"as_of": AS_OF, "keep": "all"}
    tables = frames(spark, size_m)
    report = hongyan.spark.check(spark, **question, on_error="skip", hot=None, partitions=24, **tables)
    answer = {}
    asking = threading.Thread(target=lambda: answer.update(findings=report.findings.toArrow()))
    asking.start()
    tracker, killed = spark.sparkContext.statusTracker(), None
    until = time.monotonic() + 300
    while killed is None and asking.is_alive() and time.monotonic() < until:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(stage and stage.numTasks >= 24 and 2 <= stage.numCompletedTasks < stage.numTasks - 8 for stage in stages):
            killed = before.pop()
            os.kill(killed, signal.SIGKILL)
        time.sleep(0.02)
    asking.join(300)
    assert killed and not asking.is_alive()
    expected = hongyan.check(**question, **size_m)
    assert as_bytes(answer["findings"]) == as_bytes(expected.findings, answer["findings"].schema)
    # what the dead one kept is computed again
    assert report.summary.toArrow().to_pylist() == expected.counts.to_dicts()
    assert executors(spark) != before | {killed}
    report.unpersist()


def test_one_worker_with_five_million_sessions(spark):
    count = 5_000_000
    day = F.date_add(F.lit("2024-01-01").cast("date"), (F.col("id") % 366).cast("int"))
    sessions = spark.range(count + 100_000).select(
        F.col("id").alias("session"),
        (F.col("id") % 3).alias("project"),
        F.when(F.col("id") < count, F.lit(1)).otherwise(2 + F.col("id") % 5_000).alias("worker"),
        (F.col("id") % 3).cast("tinyint").alias("form"),
        day.alias("ended_on"),
        F.when(F.col("id") % 25 > 0, F.date_add(day, (F.col("id") % 9).cast("int"))).alias("record_submitted_on"),
    )
    engagements = spark.range(5_002).select(
        (F.col("id") % 3).alias("project"), F.col("id").alias("worker"), F.lit("2023-11-15").cast("date").alias("start"))
    question = {"as_of": AS_OF, "keep": "problems"}
    found = hongyan.spark.check(spark, **question, engagements=engagements, sessions=sessions)
    states = found._answers.where("state is not null")
    # five parts, a few kB each, in the place of five million rows
    assert states.count() >= 5 and states.select(F.max(F.length("state"))).first()[0] < 20_000
    expected = hongyan.check(**question, engagements=engagements.toArrow(), sessions=sessions.toArrow())
    assert found.summary.toArrow().to_pylist() == expected.counts.to_dicts()
    table = found.findings.toArrow()
    assert len(table) > 300_000
    assert as_bytes(table) == as_bytes(expected.findings, table.schema)
    found.unpersist()

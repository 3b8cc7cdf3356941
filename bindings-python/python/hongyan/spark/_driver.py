"""From a question and DataFrames to a report of DataFrames."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import hongyan
from hongyan.spark import Report, _plan, _task

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    from hongyan.types import Lang, OnError

# faults that an exception shows
SHOWN = 1000


def check(
    spark: SparkSession,
    given: dict[str, DataFrame],
    asked: dict[str, Any],
    on_error: OnError,
    hot: int | None,
    partitions: int | None,
) -> Report:
    """As ``hongyan.spark.check`` says."""
    # refuses what is neither
    hongyan.check(as_of=asked["as_of"], on_error=on_error)
    shapes = _plan.shapes(spark, given) if given else {}
    probed = _plan.probe(shapes, **asked)
    unusable = [fault for fault in probed._without_rows()[0].to_dicts() if fault["row"] is None]
    structural = [fault for fault in unusable if not _is_moot(fault, given)]
    if structural and on_error == "raise":
        raise refusal(structural, len(structural), asked["lang"])
    usable = set(given) - {fault["table"] for fault in unusable}
    keep = asked["keep"]
    question = _task.Question(
        as_of=probed.as_of.isoformat(),
        policy=_plan.as_text(probed.policy),
        keep=keep if isinstance(keep, str) else tuple(keep),
        trust_keys=asked["trust_keys"],
        tz=asked["tz"],
    )
    rules = [*probed.summary, *probed.skipped]
    schema = _plan.answer_schema(probed, {name: shape for name, shape in shapes.items() if name in usable})
    answers, has_states = _plan.answers(spark, question, rules, given, usable, schema, hot, partitions)
    report = laid_out(spark, answers.persist(), probed, schema, structural, has_states)
    if on_error == "raise":
        refuse(report, asked["lang"])
    return report


def _is_moot(fault: dict[str, Any], given: dict[str, DataFrame]) -> bool:
    """A column may be missing where there is no row."""
    return fault["code"] == "missing_table_column" and bool(given[fault["table"]].isEmpty())


def laid_out(
    spark: SparkSession,
    answers: DataFrame,
    probed: hongyan.Report,
    schema: pa.Schema,
    structural: list[dict[str, Any]],
    has_states: bool,
) -> Report:
    """The DataFrames of a report."""
    from pyspark.sql import functions as F

    all_of_them = answers
    if has_states:
        states = answers.where(F.col(_task.STATE).isNotNull()).select(_task.STATE)
        join = partial(_task.joined, schema.serialize().to_pybytes())
        # a few states for each worker of whom there is too much
        all_of_them = answers.unionAll(states.repartition(1).mapInArrow(join, _plan.names(schema)))

    def of(name: str, source: DataFrame = answers) -> DataFrame:
        return source.where(F.col(name).isNotNull()).select(f"{name}.*")

    counted = of(_task.COUNT, all_of_them)
    order = list(probed.summary)
    names = [name for name in counted.columns if name != "rule"]
    zeros = spark.createDataFrame([(rule, *[0] * len(names)) for rule in order], counted.schema)
    place = F.array_position(F.array(*[F.lit(rule) for rule in order]).cast("array<string>"), F.col("rule"))
    sums = [F.sum(name).cast("bigint").alias(name) for name in names]
    summary = counted.unionByName(zeros).groupBy("rule").agg(*sums).orderBy(place)
    faults, fault_counts = of(_task.FAULT), of(_task.FAULTS)
    if structural:
        rows = [tuple(fault[name] for name in faults.columns) for fault in structural]
        faults = faults.unionByName(spark.createDataFrame(rows, faults.schema))
        fault_counts = fault_counts.unionByName(
            spark.createDataFrame([(fault["code"], 1) for fault in structural], fault_counts.schema)
        )
    return Report(
        findings=of(_task.FINDING, all_of_them),
        deadlines=of(_task.DEADLINE, all_of_them),
        summary=summary,
        standings=of(_task.STANDING),
        faults=faults,
        fault_counts=fault_counts.groupBy("code").agg(F.sum("faults").alias("faults")),
        warnings=of(_task.WARNING),
        skipped=probed.skipped,
        policy=probed.policy,
        as_of=probed.as_of,
        trusts_keys=probed.trusts_keys,
        _answers=answers,
    )


def refuse(report: Report, lang: Lang) -> None:
    """Raises if there are faults."""
    total = sum(row["faults"] for row in report.fault_counts.collect())
    if total:
        first = report.faults.orderBy(*_plan.row_order(), "column", "code").limit(SHOWN).toArrow()
        report.unpersist()
        raise refusal(first.to_pylist(), total, lang)


def refusal(faults: list[dict[str, Any]], total: int, lang: Lang) -> hongyan.InputError:
    """The exception with the first faults."""
    import pyarrow as pa

    text = pa.string()
    columns = ("table", "row", "column", "value", "code", "message_zh", "message_en")
    frame = hongyan.Frame._from_arrow(pa.Table.from_pylist(faults, pa.schema([(name, text) for name in columns])))
    sentences = [fault[f"message_{lang}"] for fault in faults]
    return hongyan.InputError(hongyan._hongyan._list(sentences, total, lang), frame, total)

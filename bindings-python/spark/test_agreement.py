"""Spark finds what one call finds, byte for byte once both are sorted."""

import tempfile

import hongyan
import hongyan.spark
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from data import AS_OF, as_bytes, lines
from hongyan.spark import _task


FILES = tempfile.TemporaryDirectory(prefix="hongyan-spark-")


def frames(spark, tables):
    """Tables as Spark has them: small ones from memory, others from files."""
    return {name: frame(spark, plain(table)) for name, table in tables.items()}


def frame(spark, table):
    if len(table) < 10_000:
        return spark.createDataFrame(table)
    folder = tempfile.mkdtemp(dir=FILES.name)
    for part in range(4):
        # several files are several tasks
        rows = table.slice(part * len(table) // 4, (part + 1) * len(table) // 4 - part * len(table) // 4)
        pq.write_table(rows, f"{folder}/{part}.parquet")
    return spark.read.parquet(folder)


def plain(table):
    """Texts as they are, for Spark reads no dictionaries."""
    kinds = [(field.name, field.type.value_type if pa.types.is_dictionary(field.type) else field.type)
             for field in table.schema]  # fmt: skip
    return table.cast(pa.schema(kinds))


def assert_alike(spark, tables, question, **how):
    found = hongyan.spark.check(spark, **question, **how, **frames(spark, tables))
    expected = hongyan.check(**question, **tables)
    for name in ("findings", "deadlines", "standings"):
        table = getattr(found, name).toArrow()
        assert as_bytes(table) == as_bytes(getattr(expected, name), table.schema), name
    # these stand in the order of the rules
    assert found.summary.toArrow().to_pylist() == expected.counts.to_dicts()
    assert (found.skipped, found.trusts_keys) == (expected.skipped, expected.trusts_keys)
    assert (found.policy, found.as_of) == (expected.policy, expected.as_of)
    counts = {row["code"]: row["faults"] for row in found.fault_counts.toArrow().to_pylist()}
    assert counts == expected.fault_counts
    faults, warnings = (frame.to_dicts() for frame in expected._without_rows())
    for ours, theirs in ((found.faults, faults), (found.warnings, warnings)):
        ours = ours.toArrow()
        rows = [_task._shown(row, {name: pa.table(table) for name, table in tables.items()}) for row in theirs]
        rows = [{name: row[name] for name in ours.column_names} for row in rows]
        assert lines(ours.to_pylist()) == lines(rows)
    found.unpersist()
    return expected


@pytest.mark.parametrize("policy", ["plain", "civil_code", {"supervision": {"frequency": {"scope": "per_worker"}}}])
@pytest.mark.parametrize("hot", [None, 12])
def test_the_sample(spark, sample, policy, hot):
    tables, as_of = sample
    expected = assert_alike(spark, tables, {"as_of": as_of, "policy": policy, "keep": "all"}, hot=hot)
    assert len(expected.summary) == 11 and expected.skipped == {}


@pytest.mark.parametrize("keep", ["problems", ["pending", "excused"]])
def test_what_is_kept(spark, sample, keep):
    tables, as_of = sample
    assert_alike(spark, tables, {"as_of": as_of, "keep": keep, "trust_keys": True}, hot=12)


@pytest.mark.parametrize("rules", ["supervision_frequency", ["record_deadline", "monthly_plan"], "commendation", []])
def test_some_rules(spark, sample, rules):
    tables, as_of = sample
    assert_alike(spark, tables, {"as_of": as_of, "rules": rules, "keep": "all"}, hot=12)


@pytest.mark.parametrize("names", [["sessions"], ["engagements", "plans"], ["plans"], ["engagements"],
                                   ["appointments", "guidance"], []])  # fmt: skip
def test_some_tables(spark, sample, names):
    tables, as_of = sample
    assert_alike(spark, {name: tables[name] for name in names}, {"as_of": as_of, "keep": "all"}, hot=12)


def test_empty_tables(spark, sample):
    tables, as_of = sample
    empty = {name: table.slice(0, 0) for name, table in tables.items()}
    assert_alike(spark, empty, {"as_of": as_of})
    assert_alike(spark, tables | {"sessions": empty["sessions"]}, {"as_of": as_of, "keep": "all"})


def test_size_m_with_every_rule(spark, size_m):
    expected = assert_alike(spark, size_m, {"as_of": AS_OF, "keep": "all"})
    assert len(expected.summary) == 11 and len(expected.findings) > 400_000
    assert expected.findings.to_arrow().schema.field("worker").type == pa.int64()


def test_size_m_in_few_tasks_and_many(spark, size_m):
    for partitions in (1, 23):
        assert_alike(spark, size_m, {"as_of": AS_OF, "policy": "civil_code"}, partitions=partitions, hot=60)


def test_integers_of_several_widths(spark, size_m):
    """A worker is the same as a `smallint` and as a `bigint`."""
    tables = {}
    for name, kind in (("engagements", pa.int16()), ("sessions", pa.int64()), ("excuses", pa.int32())):
        table = size_m[name]
        at = table.column_names.index("worker")
        tables[name] = table.set_column(at, "worker", table.column("worker").cast(kind))
    assert_alike(spark, tables, {"as_of": AS_OF}, hot=60)

"""What the driver lays out: which rows meet in which task, and what comes of them."""

from __future__ import annotations

import json
from functools import partial, reduce
from typing import TYPE_CHECKING, Any

import hongyan
from hongyan.spark import _task
from hongyan.spark._task import Question, Unit

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import Column, DataFrame, SparkSession

    from hongyan._hongyan import Report

# the tables in which rows of a worker, a project or a mentor stand; each table is told of where it is named first
TABLES = {
    "worker": ("engagements", "sessions", "excuses"),
    "project": ("engagements", "plans"),
    "mentor": ("mentors", "appointments", "guidance", "evaluations", "violations"),
}
# sampled rows by which a worker with too many is known
SAMPLED = 1000


def units() -> list[Unit]:
    """A worker's rows are judged without any others, and so are a project's and a mentor's."""
    found, told = [], set()
    keys = {row["rule"]: row["keys"].split() for row in hongyan.rules().to_dicts()}
    for key, tables in TABLES.items():
        rules = tuple(rule for rule, named in keys.items() if next(one for one in TABLES if one in named) == key)
        found.append(Unit(key, tables, rules, tuple(name for name in tables if name not in told)))
        told |= set(tables)
    return found


def shapes(spark: SparkSession, frames: dict[str, DataFrame]) -> dict[str, pa.Schema]:
    """The tables' columns as Arrow has them."""
    import pyarrow as pa
    from pyspark.sql.types import StructField, StructType

    all_of_them = StructType([StructField(name, frame.schema) for name, frame in frames.items()])
    schema = spark.createDataFrame([], all_of_them).toArrow().schema
    return {name: pa.schema(list(schema.field(name).type)) for name in frames}


def probe(shapes: dict[str, pa.Schema], **asked: Any) -> Report:
    """The question put to one row of nulls: what is wrong with it or with columns as such shows without a job."""
    import pyarrow as pa

    rows = {
        name: pa.Table.from_arrays([pa.nulls(1, field.type) for field in shape], names=shape.names)
        for name, shape in shapes.items()
    }
    return hongyan.check(**asked, on_error="skip", **rows)


# the columns of a finding that hold ids, and the tables whose ids these are
IDS = {
    "project": ("engagements", "sessions", "excuses", "plans"),
    "worker": TABLES["worker"],
    "session": ("sessions",),
    "supervisor": TABLES["project"],
    "mentor": TABLES["mentor"],
}


def answer_schema(found: Report, shapes: dict[str, pa.Schema]) -> pa.Schema:
    """One struct for each kind of thing that a task tells."""
    import pyarrow as pa

    def holds_integers(shape: pa.Schema, column: str) -> bool:
        return column in shape.names and pa.types.is_integer(shape.field(column).type)

    def plain(field: pa.Field) -> Any:
        # a report whose rows have no ids of a kind does not know of what type they are
        if field.name in IDS:
            given = [shapes[table] for table in IDS[field.name] if table in shapes]
            return pa.int64() if any(holds_integers(shape, field.name) for shape in given) else pa.string()
        kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        return pa.int64() if kind == pa.uint64() else kind

    def struct(table: Any) -> Any:
        return pa.struct([(field.name, plain(field)) for field in pa.table(table).schema])

    text = pa.string()
    finding = struct(found.findings)
    message = [("message_zh", text), ("message_en", text)]
    return pa.schema([
        (_task.FINDING, finding),
        (_task.DEADLINE, finding),
        (_task.FAULT, pa.struct([("table", text), ("row", text), ("column", text), ("value", text), ("code", text), *message])),
        (_task.WARNING, pa.struct([("code", text), ("table", text), ("row", text), *message])),
        (_task.STANDING, struct(found.standings)),
        (_task.COUNT, struct(found.counts)),
        (_task.FAULTS, pa.struct([("code", text), ("faults", pa.int64())])),
        (_task.STATE, pa.binary()),
    ])  # fmt: skip


NAMES = {"int64": "bigint", "int32": "int", "string": "string", "bool": "boolean", "date32[day]": "date",
         "binary": "binary"}  # fmt: skip


def ddl(kind: Any) -> str:
    """A type of Arrow as Spark SQL names it."""
    import pyarrow as pa

    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'`{field.name}`: {ddl(field.type)}' for field in kind)}>"
    return NAMES[str(kind)]


def answers(
    spark: SparkSession,
    question: Question,
    rules: list[str],
    frames: dict[str, DataFrame],
    usable: set[str],
    schema: pa.Schema,
    hot: int | None,
    partitions: int | None,
) -> tuple[DataFrame, bool]:
    """All that tasks tell, of every unit, and whether states are among it."""
    parts, dealt_out = [], False
    written = schema.serialize().to_pybytes()
    for unit in units():
        given = tuple(name for name in unit.tables if name in frames)
        told = tuple(name for name in unit.told if name in given)
        if not told:
            # others tell of these tables, and rules lack one
            continue
        asked = tuple(rule for rule in unit.rules if rule in rules)
        if unit.key == "project" and not asked:
            # then engagements need not meet plans
            given = told
        own = {name: frames[name] for name in given if name in usable}
        shares = heavy(own["sessions"], hot) if hot and "sessions" in own and unit.key == "worker" else []
        dealt_out = dealt_out or bool(shares)
        if own:
            judge = partial(_task.answer, question, Unit(unit.key, given, asked, told), written)
            parts.append(together(own, unit.key, shares, partitions).mapInArrow(judge, names(schema)))
    if not parts:
        return spark.createDataFrame([], names(schema)), False
    return reduce(lambda one, other: one.unionAll(other), parts), dealt_out


def names(schema: pa.Schema) -> str:
    """A schema as Spark SQL writes it."""
    return ", ".join(f"`{field.name}` {ddl(field.type)}" for field in schema)


def heavy(sessions: DataFrame, hot: int) -> list[tuple[Any, int, int]]:
    """Workers with more sessions than one task should hold, by a sample; the number of their first part, and how many.

    Whether one is in the list changes where rows go, and no finding.
    """
    from pyspark.sql import functions as F

    fraction = min(1.0, SAMPLED / hot)
    counted = sessions.select("worker").sample(fraction, seed=hot).groupBy("worker").count()
    rows = counted.where((F.col("count") > hot * fraction) & F.col("worker").isNotNull()).orderBy("worker").collect()
    shares, first = [], 0
    for row in rows:
        parts = 1 + int(row["count"] / (hot * fraction))
        shares.append((row["worker"], first, parts))
        first += parts
    return shares


def together(
    frames: dict[str, DataFrame], key: str, shares: list[tuple[Any, int, int]], partitions: int | None
) -> DataFrame:
    """The rows of several tables, those of one key in one task; of a key that is too hot, in several."""
    from pyspark.sql import functions as F

    mixed = []
    for name, frame in frames.items():
        # ids of any width hash alike
        kind = "bigint" if is_integer(frame, key) else "string"
        row = F.struct(*[frame[column] for column in frame.columns]).alias(name)
        keyed = frame.select(row, frame[key].cast(kind).alias("key"))
        # a row without a key is faulty wherever it is: they need not all meet
        place = F.when(F.col("key").isNull(), F.xxhash64(name)).otherwise(F.xxhash64("key"))
        if shares:
            wanted = frame.sparkSession.createDataFrame(shares, f"key {kind}, first int, parts int")
            keyed = keyed.join(F.broadcast(wanted), "key", "left")
            if name == "sessions":
                # sessions of one key stay together
                part = F.pmod(F.xxhash64("sessions.session"), F.col("parts")).cast("int")
            else:
                every = F.sequence(F.lit(0), F.col("parts") - 1)
                part = F.explode_outer(F.when(F.col("parts").isNotNull(), every))
            keyed = keyed.withColumn("part", part).withColumn("number", F.col("first") + F.col("part"))
            place = F.when(F.col("part").isNull(), place).otherwise(F.xxhash64("key", "part"))
        mixed.append(keyed.withColumn("place", place).drop("key", "first", "parts"))
    rows = reduce(lambda one, other: one.unionByName(other, allowMissingColumns=True), mixed)
    met = rows.repartition("place") if partitions is None else rows.repartition(partitions, "place")
    return met.drop("place")


def is_integer(frame: DataFrame, column: str) -> bool:
    """Whether ids are integers, of whatever width."""
    from pyspark.sql.types import IntegralType

    return isinstance(frame.schema[column].dataType, IntegralType)


def row_order() -> list[Column]:
    """In which order faults and warnings are shown."""
    from pyspark.sql import functions as F

    place = F.array_position(F.array(*[F.lit(name) for name in dict.fromkeys(name for names in TABLES.values() for name in names)]), F.col("table"))
    return [place, F.col("row")]


def as_text(policy: Any) -> str:
    """A policy as JSON."""
    return json.dumps(policy.to_dict(), ensure_ascii=False)

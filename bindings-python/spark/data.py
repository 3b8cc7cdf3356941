"""Tables to judge: a nation of 10,000 workers with every table filled, and what makes two answers comparable."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa

TYPES = {"u8": "u1", "i32": "<i4", "i64": "<i8"}
NULL = -(2**31)
DAYS = {"start", "end", "ended_on", "record_submitted_on", "appointed_on", "guided_on"}
AS_OF = "2025-01-15"


def nation(folder):
    """The tables of the program `nation` (`tests/src/bin/nation.rs`), and those that it leaves out."""
    tables = {}
    for file in sorted(Path(folder).glob("*.*.*")):
        table, name, kind = file.name.split(".")
        values = np.fromfile(file, dtype=TYPES[kind])
        if name in DAYS:
            empty = values == NULL
            column = pa.array(values, pa.int32(), mask=empty if empty.any() else None).cast(pa.date32())
        else:
            # Spark has no unsigned numbers
            column = pa.array(values.astype("i2") if kind == "u8" else values)
        tables.setdefault(table, {})[name] = column
    return {name: pa.table(columns) for name, columns in tables.items()} | others(tables)


def others(tables):
    """Excuses, plans, mentors, evaluations and violations, from the same seed on every machine."""
    chance = np.random.default_rng(8)
    projects, workers = (tables["engagements"][name].to_numpy() for name in ("project", "worker"))
    pairs = np.unique(np.stack([projects, tables["engagements"]["supervisor"].to_numpy()]), axis=1)
    mentors = np.unique(tables["appointments"]["mentor"].to_numpy())
    day = np.datetime64("2024-01-01")

    def within(count, days=365):
        return pa.array(day + chance.integers(0, days, count).astype("m8[D]")).cast(pa.date32())

    def maybe(values, likely):
        values = np.asarray(values)
        return pa.array(values, mask=chance.random(len(values)) > likely)

    excused = chance.choice(len(workers), 500, replace=False)
    excused = np.unique(np.stack([projects[excused], workers[excused]]), axis=1)
    months = np.array([f"2024-{month:02}" for month in range(1, 13)])
    cycle, monthly = len(pairs[0]), len(pairs[0]) * 6
    planned = np.concatenate([pairs, np.repeat(pairs, 6, axis=1)], axis=1)
    blamed = chance.choice(mentors, 60, replace=False)
    return {
        "excuses": pa.table({
            "project": excused[0], "worker": excused[1], "month": chance.choice(months, len(excused[0])),
            "reason": ["病假"] * len(excused[0]),
        }),
        "plans": pa.table({
            "project": planned[0], "supervisor": planned[1], "kind": ["cycle"] * cycle + ["monthly"] * monthly,
            "month": [None] * cycle + list(chance.choice(months, monthly)), "made_on": within(cycle + monthly),
        }),
        "mentors": pa.table({
            "mentor": mentors, "category": maybe(chance.choice(["expert", "talent", "其他"], len(mentors)), 0.9),
            **{name: maybe(chance.random(len(mentors)) < 0.97, 0.95)
               for name in ("responsibility", "experience", "commitment")},
        }),
        "evaluations": pa.table({
            "mentor": chance.choice(mentors, len(mentors)), "year": pa.array([2023] * len(mentors), pa.int32()),
            "evaluated_on": within(len(mentors), 120),
        }),
        "violations": pa.table({
            "mentor": blamed, "found_on": within(60), "revoked_on": pa.array(
                [None if at % 2 else "2024-12-01" for at in range(60)]).cast(pa.date32()),
        }),
    }  # fmt: skip


def as_bytes(table, schema=None):
    """A table's rows in order, as bytes: two tables of the same rows give the same."""
    table = pa.table(table)
    if schema is None:
        schema = pa.schema([(field.name, plain(field.type)) for field in table.schema])
    table = table.cast(schema).combine_chunks()
    table = table.sort_by([(name, "ascending") for name in table.column_names]).combine_chunks()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()


def plain(kind):
    """The type without dictionaries and large offsets."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return {pa.large_string(): pa.string(), pa.uint64(): pa.int64()}.get(kind, kind)


def lines(rows):
    """Dicts in order, a line of JSON each."""
    return sorted(json.dumps(row, ensure_ascii=False, default=str, sort_keys=True) for row in rows)

"""What a task does with the rows that an exchange brought together."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pyarrow as pa

    from hongyan._hongyan import Frame, Report
    from hongyan.types import Rule

# rows of an answer that go to Spark together
ROWS = 1 << 16
FREQUENCY: Final = "supervision_frequency"


@dataclass(frozen=True)
class Question:
    """What is asked, in a form that can be sent to executors: the policy, with its rest days, as JSON."""

    as_of: str
    policy: str
    keep: tuple[str, ...] | str
    trust_keys: bool
    tz: str | None

    def keywords(self) -> dict[str, Any]:
        """As ``hongyan.check`` takes it. Faulty rows are told by the driver, so that none hides another."""
        import hongyan

        keep = self.keep if isinstance(self.keep, str) else list(self.keep)
        policy = hongyan.Policy.from_json(self.policy)
        return {"as_of": self.as_of, "policy": policy, "keep": keep, "trust_keys": self.trust_keys, "tz": self.tz,
                "on_error": "skip"}  # fmt: skip


@dataclass(frozen=True)
class Unit:
    """What is judged together: tables by one key, the rules that look at nothing else, and the tables told of here."""

    key: str
    tables: tuple[str, ...]
    rules: tuple[Rule, ...]
    told: tuple[str, ...]


# columns of an answer, each a struct; a row has one of them
FINDING, DEADLINE, FAULT, WARNING, STANDING, COUNT, FAULTS, STATE = (
    "finding", "deadline", "fault", "warning", "standing", "count", "faults", "state",
)  # fmt: skip


def answer(question: Question, unit: Unit, schema: bytes, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Judges the rows of one task. Whoever is judged is judged here whole, so the rows' order does not matter."""
    import pyarrow as pa

    # as many threads as the task has cores, not as the machine
    os.environ.setdefault("RAYON_NUM_THREADS", os.environ.get("OMP_NUM_THREADS", "1"))
    out = Writer(pa.ipc.read_schema(pa.py_buffer(schema)))
    for part, (number, rows) in gathered(unit, batches).items():
        if part is None:
            yield from whole(question, unit, rows, out)
        else:
            yield from partial(question, unit, (part, number), rows, out)


def gathered(unit: Unit, batches: Iterable[pa.RecordBatch]) -> dict[int | None, tuple[int, dict[str, Any]]]:
    """The tables of the rows that came: under None what is judged whole; the first parts of workers, the second ones, ...

    Parts of one worker are never together, so keys are compared as they are everywhere. With each goes its least number,
    which no other has. Each row stands in the column of its table; a worker's rows may lie in several batches.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    found: dict[int | None, dict[str, list[Any]]] = {}
    numbers: dict[int | None, int] = {}
    types = {}
    for batch in batches:
        parts = batch.column("part") if "part" in batch.schema.names else None
        for part in [None] if parts is None else parts.unique().to_pylist():
            own = batch
            if parts is not None:
                own = batch.filter(pc.is_null(parts) if part is None else pc.equal(parts, part))
            if part is not None:
                least = pc.min(own.column("number")).as_py()
                numbers[part] = min(numbers.get(part, least), least)
            tables = found.setdefault(part, {name: [] for name in unit.tables})
            for field in batch.schema:
                if field.name in tables:
                    types[field.name] = pa.schema(list(field.type))
                    rows = own.column(field.name).drop_null()
                    if len(rows):
                        tables[field.name].append(pa.Table.from_arrays(rows.flatten(), schema=types[field.name]))
    # a table of which no row can be used is present, without any
    return {
        part: (numbers.get(part, 0), {
            name: pa.concat_tables(rows or [types[name].empty_table()]) if name in types else []
            for name, rows in tables.items()
        })
        for part, tables in found.items()
    }  # fmt: skip


def whole(question: Question, unit: Unit, given: dict[str, Any], out: Writer) -> Iterator[pa.RecordBatch]:
    """Everything about workers, projects or mentors whose rows are all here."""
    import hongyan

    report = hongyan.check(**question.keywords(), rules=list(unit.rules), **given)
    yield from found(report, out)
    if unit.key == "mentor":
        yield from out.frame(STANDING, report.standings)
    yield from told(question, unit.told, report, given, out)


def partial(
    question: Question, unit: Unit, which: tuple[int, int], given: dict[str, Any], out: Writer
) -> Iterator[pa.RecordBatch]:
    """Parts of workers' sessions, each with all that share a key; engagements and excuses are in every part.

    Records are judged by row, so they are judged here. For the frequency the parts are condensed to what they say of days.
    """
    import hongyan

    part, number = which
    is_first = part == 0
    rules = [rule for rule in unit.rules if rule != FREQUENCY]
    report = hongyan.check(**question.keywords(), rules=rules, **given)
    yield from found(report, out)
    yield from told(question, unit.told if is_first else ("sessions",), report, given, out)
    if FREQUENCY in unit.rules:
        own = given if is_first else {name: rows if name == "sessions" else [] for name, rows in given.items()}
        yield out.state(hongyan.accumulate(own, **question.keywords(), rules=FREQUENCY, first_batch=number))


def joined(schema: bytes, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Judges the frequency of workers whose sessions were dealt out."""
    import hongyan
    import pyarrow as pa

    states = [state for batch in batches for state in batch.column(0).to_pylist()]
    if states:
        out = Writer(pa.ipc.read_schema(pa.py_buffer(schema)))
        yield from found(hongyan.finish(hongyan.merge(states)), out)


def found(report: Report, out: Writer) -> Iterator[pa.RecordBatch]:
    """Findings, deadlines and counts."""
    yield from out.frame(FINDING, report.findings)
    yield from out.frame(DEADLINE, report.deadlines)
    yield from out.frame(COUNT, report.counts)


def told(
    question: Question, names: tuple[str, ...], report: Report, given: dict[str, Any], out: Writer
) -> Iterator[pa.RecordBatch]:
    """Faults and warnings of those tables that no other task tells of."""
    import hongyan

    warnings = report._without_rows()[1]
    if set(names) != set(given):
        # the other tables' faults are neither listed nor counted
        report = hongyan.check(**question.keywords(), rules=[], **{name: given[name] for name in names if name in given})
    faults = report._without_rows()[0]
    yield from out.rows(FAULT, [_shown(row, given) for row in faults.to_dicts()])
    yield from out.rows(FAULTS, [{"code": code, "faults": count} for code, count in report.fault_counts.items()])
    yield from out.rows(WARNING, [_shown(row, given) for row in warnings.to_dicts() if row["table"] in names])


def _shown(told: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """The row as it is, because rows have no numbers in Spark."""
    if told["row"] is not None:
        row = given[told["table"]].slice(told["row"], 1).to_pylist()[0]
        row = {name: value for name, value in row.items() if value is not None}
        told["row"] = json.dumps(row, ensure_ascii=False, default=str)
    return told


class Writer:
    """Batches of the answer's schema: one struct is given, the others are null."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema

    def frame(self, name: str, frame: Frame) -> Iterator[pa.RecordBatch]:
        """A table's rows as structs, in the types of the schema."""
        import pyarrow as pa

        fields = self.schema.field(name).type
        for batch in pa.RecordBatchReader.from_stream(frame):
            for start in range(0, batch.num_rows, ROWS):
                part = batch.slice(start, ROWS)
                columns = [part.column(field.name).cast(field.type) for field in fields]
                yield self._batch(name, pa.StructArray.from_arrays(columns, fields=list(fields)))

    def rows(self, name: str, rows: list[dict[str, Any]]) -> Iterator[pa.RecordBatch]:
        """Some dicts as structs."""
        import pyarrow as pa

        if rows:
            yield self._batch(name, pa.array(rows, self.schema.field(name).type))

    def state(self, state: bytes) -> pa.RecordBatch:
        """What is known of a part."""
        import pyarrow as pa

        return self._batch(STATE, pa.array([state], pa.binary()))

    def _batch(self, name: str, column: Any) -> pa.RecordBatch:
        import pyarrow as pa

        columns = [column if field.name == name else pa.nulls(len(column), field.type) for field in self.schema]
        return pa.RecordBatch.from_arrays(columns, schema=self.schema)

"""Random districts: frames and plain facts say the same, byte for byte."""

import json

import hongyan
import pyarrow as pa
import pytest
from district import district
from test_vectors import LIBRARIES, NAMES


def written(report):
    """The bytes that ``to_json`` would give."""
    return json.dumps(report, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("make", LIBRARIES, ids=NAMES)
@pytest.mark.parametrize("seed", range(4))
def test_frames_say_what_plain_facts_say(make, seed):
    facts = district(seed)
    for policy in (None, "civil_code", {"supervision": {"frequency": {"scope": "per_worker"}}}):
        for as_of in ("2024-03-15", "2025-06-30"):
            question = {"as_of": as_of, "policy": policy}
            expected = written(hongyan.evaluate(facts, **question))
            tables = {name: make(rows) for name, rows in facts.items()}
            assert hongyan.check(**question, keep="all", **tables).to_json() == expected


def test_shuffled_rows_give_the_same_findings():
    facts = district(7)
    backwards = {name: rows[::-1] for name, rows in facts.items()}
    found = [hongyan.check(as_of="2025-01-31", keep="all", **tables).findings.to_dicts() for tables in (facts, backwards)]
    assert found[0] == found[1]


def numbered(facts):
    """The same facts with integers for ids."""
    ids = {}

    def number(name):
        return None if name is None else ids.setdefault(name, len(ids) * 3 + 7)

    columns = ("project", "worker", "session", "supervisor", "mentor")
    return {
        table: [{key: number(value) if key in columns else value for key, value in row.items()} for row in rows]
        for table, rows in facts.items()
    }, {value: key for key, value in ids.items()}


@pytest.mark.parametrize("integer", [pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()])
def test_integers_stay_integers(integer):
    facts = district(3, workers=3)
    integers, names = numbered(facts)
    if integer == pa.uint8() and max(names) > 255:
        integers = {name: rows for name, rows in integers.items() if name != "sessions"}
        facts = {name: rows for name, rows in facts.items() if name != "sessions"}
    tables = {}
    for name, rows in integers.items():
        table = pa.Table.from_pylist(rows) if rows else []
        for at, field in enumerate(table.schema if rows else []):
            if field.name in ("project", "worker", "session", "supervisor", "mentor"):
                table = table.set_column(at, field.name, table.column(at).cast(integer))
        tables[name] = table
    found = hongyan.check(as_of="2025-01-31", keep="all", **tables)
    expected = hongyan.check(as_of="2025-01-31", keep="all", **facts)
    assert found.summary == expected.summary
    back = [
        {key: names[value] if key in ("project", "worker", "session", "supervisor", "mentor") and value is not None
         else value for key, value in row.items()}
        for row in found.findings.to_dicts()
    ]  # fmt: skip
    key = lambda row: json.dumps(row, default=str, sort_keys=True)  # noqa: E731
    assert sorted(back, key=key) == sorted(expected.findings.to_dicts(), key=key)
    assert found.findings.to_arrow().schema.field("mentor").type == pa.int64()
    assert [row["mentor"] for row in found.standings.to_dicts()] == sorted(row["mentor"] for row in found.standings.to_dicts())

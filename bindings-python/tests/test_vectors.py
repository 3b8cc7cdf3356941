"""Every case, through ``evaluate`` and through ``check`` from each frame library."""

import datetime
import json

import duckdb
import hongyan
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from vectors import DATES, TABLES, all_cases, asked, differences, within

CASES = all_cases()


def columns(rows):
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def typed(name, values):
    """A column as an analyst would have it: dates as dates. What is no date stays what it is."""
    if name in DATES:
        try:
            return [None if value is None else datetime.date.fromisoformat(value) for value in values]
        except (TypeError, ValueError):
            return values
    return values


def arrow(rows):
    return pa.table({name: pa.array(typed(name, values)) for name, values in columns(rows).items()})


def arrow_dictionaries(rows):
    table = arrow(rows)
    for at, field in enumerate(table.schema):
        if field.type == pa.string():
            table = table.set_column(at, field.name, table.column(at).dictionary_encode())
    return table


def arrow_chunks(rows):
    """Every row a batch, as a reader gives them."""
    table = arrow(rows)
    batches = [batch for row in range(len(table)) for batch in table.slice(row, 1).to_batches()]
    return pa.RecordBatchReader.from_batches(table.schema, batches)


def polars(rows):
    return pl.DataFrame({name: pl.Series(name, typed(name, values)) for name, values in columns(rows).items()})


def pandas(rows):
    """Texts as pandas has them; dates as datetime64, where all of them are given."""
    frame = pd.DataFrame({name: pd.Series(typed(name, values)) for name, values in columns(rows).items()})
    for name in frame.columns:
        if name in DATES and len(frame) and frame[name].map(lambda value: isinstance(value, datetime.date)).all():
            frame[name] = pd.to_datetime(frame[name])
        elif name == "form":
            frame[name] = frame[name].astype("category")
    return frame


def relation(rows):
    # a relation has at least one column
    return duckdb.from_arrow(arrow(rows)) if rows else []


LIBRARIES = [list, columns, arrow, arrow_dictionaries, arrow_chunks, polars, lambda rows: polars(rows).lazy(), pandas, relation]
NAMES = ["list", "dict", "pyarrow", "dictionaries", "reader", "polars", "lazy", "pandas", "duckdb"]


@pytest.mark.parametrize(("name", "case"), CASES, ids=[name for name, _ in CASES])
def test_evaluate(name, case):
    try:
        report = hongyan.evaluate(case["facts"], **asked(case))
    except hongyan.InputError as error:
        assert "faults" in case, f"refused: {error}"
        faults = error.faults.to_dicts()
        told = [
            {
                "table": fault["table"], "row": fault["row"], "column": fault["column"], "code": fault["code"],
                "message": {"zh": fault["message_zh"], "en": fault["message_en"]},
            }
            for fault in faults
        ]  # fmt: skip
        expected = [{key: one[key] for key in one if key != "value"} for one in case["faults"]]
        assert within(expected, told), told
        assert not case["expect"]
        return
    assert differences(case, report) == []


def frames(case, make):
    """The tables of a case as frames; none if a library could not hold them."""
    if not isinstance(case["facts"], dict):
        return None
    tables = {}
    for table, rows in case["facts"].items():
        if table not in TABLES or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            return None
        if not rows and make is not list:
            # without a row there is no column either
            tables[table] = []
            continue
        if not columns(rows):
            return None
        try:
            tables[table] = make(rows)
            if make is pandas:
                pa.Table.from_pandas(tables[table])
        except (pa.ArrowException, pl.exceptions.PolarsError, TypeError, OverflowError):
            # values of several types in one column: no frame, no matter
            return None
    return tables


@pytest.mark.parametrize("make", LIBRARIES, ids=NAMES)
def test_check(make):
    """The same bytes as from plain facts, or the same refusal."""
    judged = refused = 0
    for name, case in CASES:
        tables = frames(case, make)
        if tables is None:
            continue
        try:
            expected = hongyan.evaluate(case["facts"], **asked(case))
        except hongyan.InputError as error:
            with pytest.raises(hongyan.InputError) as raised:
                hongyan.check(**asked(case), keep="all", **tables)
            codes = {fault["code"] for fault in error.faults.to_dicts()}
            same = {fault["code"] for fault in raised.value.faults.to_dicts()} & codes
            assert same or make is not list, name
            refused += 1
            continue
        if "on_error" in case and make is not list:
            continue
        found = json.loads(hongyan.check(**asked(case), keep="all", **tables).to_json())
        if "on_error" in case:
            # a column of a list of one type tells its faults by type, so their order and words may differ
            expected["faults"] = found["faults"] = []
        assert found == expected, name
        judged += 1
    assert judged > 700, (judged, refused)

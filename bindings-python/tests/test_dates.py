"""Dates of single events: of one date, and of columns of every kind."""

import datetime
import re

import hongyan
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

DAYS = [datetime.date(2024, 9, 24), datetime.date(2024, 2, 29), None]
DUE = [datetime.date(2024, 10, 8), datetime.date(2024, 3, 7), None]


def test_scalars():
    day = datetime.date(2024, 2, 29)
    assert hongyan.record_due(day) == datetime.date(2024, 3, 7)
    assert hongyan.cycle_plan_due(day) == datetime.date(2024, 3, 29)
    assert hongyan.monthly_plan_due(day) == day
    assert hongyan.term_last_day(day) == datetime.date(2027, 2, 28)
    assert hongyan.term_last_day(day, datetime.date(2025, 1, 1)) == datetime.date(2025, 1, 1)
    assert hongyan.inactivity_deadline(day, datetime.date(2024, 8, 31)) == datetime.date(2025, 2, 28)
    assert hongyan.evaluation_due(day) == datetime.date(2025, 3, 31)
    assert hongyan.next_workday(datetime.date(2024, 10, 1)) == datetime.date(2024, 10, 8)
    assert hongyan.next_workday(datetime.date(2027, 1, 2)) is None


def test_a_due_date_is_that_of_the_finding():
    policy = hongyan.Policy("civil_code")
    for day in (datetime.date(2024, 1, 1) + datetime.timedelta(days) for days in range(0, 700, 13)):
        session = {"session": "s", "project": "p", "worker": "w", "form": "group", "ended_on": day}
        (finding,) = hongyan.evaluate({"sessions": [session]}, as_of="2026-06-30", policy=policy)["findings"]
        due = hongyan.record_due(day, policy=policy)
        assert due is None or due.isoformat() == finding["due_on"]


@pytest.mark.parametrize("unit", ["D", "s", "ms", "us", "ns"])
def test_numpy(unit):
    days = np.array(["2024-09-24", "2024-02-29", "NaT"], dtype=f"datetime64[{unit}]")
    found = hongyan.record_due(days, policy="civil_code")
    assert found.dtype == days.dtype
    assert found.astype("datetime64[D]").tolist() == DUE


def test_kinds():
    due = lambda days: hongyan.record_due(days, policy="civil_code")  # noqa: E731
    assert due(DAYS) == DUE
    found = due(pa.array(DAYS))
    assert isinstance(found, pa.Array) and found.to_pylist() == DUE
    found = due(pa.chunked_array([[DAYS[0]], DAYS[1:]]))
    assert isinstance(found, pa.ChunkedArray) and found.to_pylist() == DUE
    found = due(pl.Series("ended_on", DAYS))
    assert isinstance(found, pl.Series) and (found.name, found.dtype, found.to_list()) == ("ended_on", pl.Date, DUE)
    index = pd.Index([3, 5, 7])
    for series in (
        pd.Series(DAYS, index=index, name="ended_on"),
        pd.Series(pd.to_datetime(DAYS), index=index, name="ended_on"),
        pd.Series(DAYS, index=index, name="ended_on", dtype=pd.ArrowDtype(pa.date32())),
    ):
        found = due(series)
        assert isinstance(found, pd.Series) and found.dtype == series.dtype and found.name == "ended_on"
        assert found.index.equals(index)
        dates = [None if pd.isna(one) else getattr(one, "date", lambda one=one: one)() for one in found]
        assert dates == DUE
    assert due([]) == []
    assert due(tuple(DAYS)) == tuple(DUE)
    found = due(np.array(DAYS, dtype=object))
    assert found.dtype == object and found.tolist() == DUE
    found = due(pd.DatetimeIndex(DAYS, name="ended_on"))
    assert isinstance(found, pd.DatetimeIndex) and found.name == "ended_on"
    assert [None if pd.isna(one) else one.date() for one in found] == DUE


def test_what_is_no_column_of_dates():
    for given, said in (
        (["2024-09-24"], "not of texts"),
        (pd.Series(["2024-09-24"]), "not of texts"),
        ([datetime.datetime(2024, 9, 24, 8)], "row 0: `2024-09-24 08:00:00` is no date"),
        (np.array([["2024-09-24"]], dtype="datetime64[D]"), "one dimension, not 2"),
        (np.datetime64("2024-09-24"), "one dimension, not 0"),
        (np.array(["2024-09-24T08"], dtype="datetime64[h]"), "row 0"),
        (pl.Series([1.5]), "not of `Float64`"),
    ):
        with pytest.raises(TypeError, match=re.escape(said)):
            hongyan.record_due(given)
    # nanoseconds of 64 bits end in 2262
    with pytest.raises(OverflowError, match=re.escape("datetime64[ns]")):
        hongyan.term_last_day(np.array(["2261-09-24"], dtype="datetime64[ns]"))


def test_one_date_beside_a_column():
    after = datetime.date(2024, 8, 31)
    expected = [None if day is None else hongyan.inactivity_deadline(day, after) for day in DAYS]
    assert hongyan.inactivity_deadline(DAYS, after) == expected
    ends_on = datetime.date(2025, 1, 1)
    assert hongyan.term_last_day(pl.Series(DAYS), ends_on).to_list() == [None if day is None else ends_on for day in DAYS]


def test_two_columns():
    ends_on = [None, datetime.date(2025, 1, 1), None]
    assert hongyan.term_last_day(DAYS, ends_on) == [datetime.date(2027, 9, 24), datetime.date(2025, 1, 1), None]
    with pytest.raises(ValueError, match="equally long"):
        hongyan.term_last_day(DAYS, ends_on[:1])
    with pytest.raises(TypeError):
        hongyan.term_last_day(DAYS[0], "2024-01-01")


@pytest.mark.parametrize("value", [datetime.datetime(2024, 1, 1), "2024-01-01", 7, None, object()], ids=str)
def test_what_is_no_date(value):
    with pytest.raises(TypeError, match="date"):
        hongyan.record_due(value)


def test_what_is_no_column_of_dates():
    with pytest.raises(ValueError, match="row 1"):
        hongyan.record_due(pa.array([datetime.datetime(2024, 1, 1), datetime.datetime(2024, 1, 1, 9)]))
    with pytest.raises(TypeError, match="Int64"):
        hongyan.record_due(pa.array([1]))
    with pytest.raises(TypeError):
        hongyan.record_due(["2024-01-01"])

"""What frames may be, and what is said of those that are none."""

import datetime
import io
import pathlib
import pickle
from zoneinfo import ZoneInfo

import hongyan
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

DAY = datetime.date(2024, 9, 24)
AS_OF = datetime.date(2024, 10, 12)
ROW = {"session": "D1", "project": "磁器口", "worker": "周敏", "form": "group", "ended_on": DAY}


def check(**tables):
    return hongyan.check(as_of=AS_OF, keep="all", **tables)


def refused(**tables):
    """The faults of what is refused."""
    with pytest.raises(hongyan.InputError) as raised:
        check(**tables)
    return raised.value.faults.to_dicts()


def sessions(**columns):
    """A table of one session with some columns replaced."""
    return pa.table({name: [value] for name, value in ROW.items()} | columns)


@pytest.mark.parametrize(
    "dates",
    [
        pa.array([DAY], pa.date32()),
        pa.array([DAY], pa.date64()),
        *[pa.array([DAY]).cast(pa.timestamp(unit)) for unit in ("s", "ms", "us", "ns")],
        pa.array(["2024-09-24"]),
        pa.array(["2024-09-24"], pa.large_string()),
        pa.array(["2024-09-24"], pa.string_view()),
        pa.array(["2024-09-24"]).dictionary_encode(),
        pa.array([DAY]).dictionary_encode(),
    ],
    ids=lambda array: str(array.type),
)
def test_dates_of_every_type(dates):
    found = check(sessions=sessions(ended_on=dates)).findings.to_dicts()
    assert [row["due_on"] for row in found] == [datetime.date(2024, 10, 1)]


@pytest.mark.parametrize("keys", [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()])
def test_dictionaries_with_keys_of_every_type(keys):
    forms = pa.DictionaryArray.from_arrays(pa.array([1], keys), pa.array(["individual", "group"]))
    found = check(sessions=sessions(form=forms), engagements=[{"project": "磁器口", "worker": "周敏", "start": "2024-09-01"}])
    (month, *_) = [row for row in found.findings.to_dicts() if row["month"] == "2024-09"]
    assert '"form":"individual"' in month["detail"] and '"form":"group"' not in month["detail"]


@pytest.mark.parametrize("integer", ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"])
def test_forms_as_codes(integer):
    assert len(check(sessions=sessions(form=pa.array([1], getattr(pa, integer)()))).findings) == 1
    (fault,) = refused(sessions=sessions(form=pa.array([99], getattr(pa, integer)())))
    assert (fault["code"], fault["value"], fault["row"], fault["column"]) == ("bad_value", "99", 0, "form")


def test_a_time_of_day_is_no_date():
    times = pa.array([datetime.datetime(2024, 9, 24, 15, 30)])
    (fault,) = refused(sessions=sessions(ended_on=times))
    assert (fault["code"], fault["column"], fault["row"], fault["value"]) == ("bad_date", "ended_on", 0, "2024-09-24 15:30:00")
    assert "time of day" in fault["message_en"]


def test_instants_need_a_zone():
    instants = pa.array([datetime.datetime(2024, 9, 24, 16, 30)]).cast(pa.timestamp("us", "UTC"))
    (fault,) = refused(sessions=sessions(ended_on=instants))
    assert (fault["code"], fault["column"]) == ("wrong_type", "ended_on")
    assert "zone" in fault["message_en"] and "时区" in fault["message_zh"]
    # half past midnight in Chongqing
    found = hongyan.check(as_of=AS_OF, keep="all", tz="Asia/Shanghai", sessions=sessions(ended_on=instants))
    assert [row["due_on"] for row in found.findings.to_dicts()] == [datetime.date(2024, 10, 2)]
    with pytest.raises(ValueError, match="there is no zone `Chongqing`"):
        hongyan.check(as_of=AS_OF, tz="Chongqing", sessions=sessions())


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("worker", pa.array([1.5])),
        ("worker", pa.array([True])),
        ("worker", pa.array([DAY])),
        ("worker", pa.array([b"x"])),
        ("worker", pa.array([["x"]])),
        ("ended_on", pa.array([20_000])),
        ("ended_on", pa.array([datetime.time(9)])),
        ("form", pa.array([DAY])),
        ("minutes", pa.array(["90"])),
        ("venue", pa.array([7])),
    ],
    ids=str,
)
def test_wrong_types_name_table_and_column(column, values):
    (fault,) = refused(sessions=sessions(**{column: values}))
    assert (fault["table"], fault["column"], fault["code"]) == ("sessions", column, "wrong_type")
    assert fault["row"] is None and fault["value"]
    assert fault["message_en"].startswith(f"sessions, {column}: `")


def test_counts_may_be_whole_floats():
    assert len(check(sessions=sessions(minutes=pa.array([90.0]))).findings) == 1
    (fault,) = refused(sessions=sessions(minutes=pa.array([90.5])))
    assert (fault["row"], fault["column"], fault["value"]) == (0, "minutes", "90.5")


def test_missing_and_unknown_columns():
    table = sessions().drop_columns(["worker"]).append_column("wroker", pa.array(["周敏"]))
    faults = {(fault["column"], fault["code"]) for fault in refused(sessions=table)}
    assert faults == {("worker", "missing_table_column"), ("wroker", "unknown_column")}
    (fault,) = refused(sesions=sessions())
    assert (fault["table"], fault["code"]) == ("sesions", "unknown_table")


def test_all_null_and_no_rows():
    assert {fault["code"] for fault in refused(sessions=sessions(ended_on=pa.nulls(1)))} == {"missing_value"}
    assert {fault["code"] for fault in refused(sessions=sessions(ended_on=pa.nulls(1, pa.date32())))} == {"missing_value"}
    assert len(check(sessions=sessions(record_submitted_on=pa.nulls(1))).findings) == 1
    for empty in (sessions().slice(0, 0), pl.DataFrame(), pd.DataFrame(), [], {}, pa.table({})):
        report = check(sessions=empty)
        assert len(report.findings) == 0 and report.findings.to_arrow().num_rows == 0
        assert report.summary["record_deadline"]["breach"] == 0


def test_mixed_types():
    (fault,) = refused(sessions=[ROW, ROW | {"session": 2}])
    assert (fault["row"], fault["column"], fault["code"]) == (1, "session", "wrong_type")
    engagements = pa.table({"project": [1], "worker": [1], "start": [DAY]})
    faults = refused(sessions=sessions(), engagements=engagements)
    assert {(fault["table"], fault["column"]) for fault in faults} == {("sessions", "project"), ("sessions", "worker")}
    # dates as dates and as text may stand side by side
    assert len(check(sessions=[ROW, ROW | {"session": "D2", "ended_on": "2024-09-25"}]).findings) == 2


def test_rows_that_are_none():
    faults = refused(sessions=[ROW, "x", ROW | {"session": "D2", "ended_on": "2024-02-30"}, ROW | {"sesion": "D3"}])
    assert [(fault["row"], fault["column"], fault["code"]) for fault in faults] == [
        (1, None, "wrong_type"), (2, "ended_on", "bad_date"), (3, "sesion", "unknown_column"),
    ]  # fmt: skip
    for table in (7, "", object(), datetime.date):
        if isinstance(table, str):
            continue
        (fault,) = refused(sessions=table)
        assert (fault["table"], fault["code"]) == ("sessions", "wrong_type")


def test_datetimes_are_refused_by_name():
    when = datetime.datetime(2024, 9, 24)
    (fault,) = refused(sessions=[ROW | {"ended_on": when}])
    assert (fault["row"], fault["column"], fault["value"]) == (0, "ended_on", "2024-09-24 00:00:00")
    with pytest.raises(hongyan.InputError, match="2024-09-24 00:00:00"):
        hongyan.evaluate({"sessions": [ROW | {"ended_on": when}]}, as_of=AS_OF)
    for function in (check, lambda: hongyan.evaluate({}, as_of=when)):
        with pytest.raises(hongyan.InputError, match="as_of"):
            hongyan.check(as_of=when) if function is check else function()


def test_faults_are_counted():
    rows = [ROW | {"session": f"D{row}", "ended_on": "?"} for row in range(1500)]
    with pytest.raises(hongyan.InputError) as raised:
        check(sessions=rows)
    error = raised.value
    assert error.total == 1500 and len(error.faults) == 1000
    assert "... and 1490 more" in str(error) and len(str(error).splitlines()) == 11
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.total, again.faults.to_dicts()) == (str(error), 1500, error.faults.to_dicts())
    with pytest.raises(hongyan.InputError, match="不是"):
        hongyan.check(as_of=AS_OF, lang="zh", sessions=rows)


def test_skip_leaves_faulty_rows_out():
    rows = [ROW, ROW | {"session": "D2", "ended_on": datetime.datetime(2024, 9, 1)}, ROW | {"session": "D3", "x": 1}]
    report = hongyan.check(as_of=AS_OF, on_error="skip", keep="all", sessions=rows)
    assert [row["session"] for row in report.findings.to_dicts()] == ["D1"]
    assert [fault["row"] for fault in report.faults.to_dicts()] == [1, 2]


def test_dicts_of_columns():
    lists = {name: [value] for name, value in ROW.items()}
    expected = check(sessions=[ROW]).to_json()
    numpy = {name: np.array([value], dtype="datetime64[D]" if name == "ended_on" else None) for name, value in ROW.items()}
    nanoseconds = numpy | {"ended_on": numpy["ended_on"].astype("datetime64[ns]")}
    series = {name: pd.Series([value]) for name, value in ROW.items()}
    columns = {name: pl.Series([value]) for name, value in ROW.items()}
    for table in (lists, numpy, nanoseconds, series, columns, {name: pa.array(values) for name, values in lists.items()}):
        assert check(sessions=table).to_json() == expected
    (fault,) = refused(sessions=lists | {"worker": ["周敏", "王芳"]}) [:1]
    assert fault["code"] == "wrong_type" and "rows, as in the other columns" in fault["message_en"]
    times = numpy | {"ended_on": np.array(["2024-09-24T15:30"], dtype="datetime64[s]")}
    (fault,) = refused(sessions=times)
    assert fault["value"] == "2024-09-24 15:30:00"


def test_labels_of_pandas_are_not_columns():
    frame = pd.DataFrame([ROW, ROW | {"session": "D2"}])
    frame = frame[frame["session"] == "D2"]
    assert [row["session"] for row in check(sessions=frame).findings.to_dicts()] == ["D2"]
    assert len(check(sessions=frame.set_index("session")).findings) == 1


def test_slices_and_chunks():
    table = pa.concat_tables([pa.Table.from_pylist([ROW | {"session": f"D{row}"}]) for row in range(50)])
    expected = check(sessions=table.slice(7, 20).to_pylist()).to_json()
    assert check(sessions=table.slice(7, 20)).to_json() == expected
    assert check(sessions=table.combine_chunks().slice(7, 20)).to_json() == expected
    (batch,) = table.combine_chunks().slice(7, 20).to_batches()
    assert check(sessions=batch).to_json() == expected
    halves = [table.slice(7, 10).combine_chunks(), table.slice(17, 10).combine_chunks()]
    dictionaries = pa.concat_tables([
        half.set_column(2, "worker", half.column("worker").dictionary_encode()) for half in halves
    ])  # fmt: skip
    assert check(sessions=dictionaries).to_json() == expected


def test_frames_of_an_unreadable_stream_say_why():
    def fail():
        yield pa.record_batch([pa.array(["D1"])], ["session"])
        raise RuntimeError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema([("session", pa.string())]), fail())
    with pytest.raises(Exception, match="the disk is gone"):
        check(sessions=reader)


def test_parquet(tmp_path):
    table = pa.Table.from_pylist([ROW | {"session": f"D{row}", "record_submitted_on": DAY} for row in range(3000)])
    expected = check(sessions=table).to_json()
    for codec in ("none", "snappy", "zstd", "lz4", "gzip"):
        path = tmp_path / f"sessions {codec}.parquet"
        pq.write_table(table, path, compression=codec, row_group_size=700)
        assert check(sessions=path).to_json() == check(sessions=str(path)).to_json() == expected
    integers = table.set_column(0, "session", pa.array(range(3000)))
    pq.write_table(integers, tmp_path / "integers.parquet", row_group_size=999)
    assert check(sessions=tmp_path / "integers.parquet").findings.to_arrow() == check(sessions=integers).findings.to_arrow()
    pq.write_table(integers.append_column("wroker", integers["worker"]), tmp_path / "wrong.parquet")
    assert [fault["column"] for fault in refused(sessions=tmp_path / "wrong.parquet")] == ["wroker"]
    pq.write_table(table.slice(0, 0), tmp_path / "empty.parquet")
    assert len(check(sessions=tmp_path / "empty.parquet").findings) == 0


def test_paths_that_lead_nowhere(tmp_path):
    windows = pathlib.PureWindowsPath(r"C:\Users\office\sessions.parquet")
    for path in (tmp_path / "none.parquet", tmp_path / "none.csv", str(windows), windows):
        with pytest.raises(FileNotFoundError, match="sessions|none"):
            check(sessions=path)
    (tmp_path / "text.parquet").write_text("no parquet")
    with pytest.raises(ValueError, match=r"text\.parquet"):
        check(sessions=tmp_path / "text.parquet")


def test_csv(tmp_path):
    text = "session,project,worker,form,ended_on,minutes\nD1,磁器口,周敏,group,2024-09-24,90\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert check(sessions=tmp_path / "a.csv").to_json() == check(sessions=[ROW | {"minutes": 90}]).to_json()
    (tmp_path / "b.csv").write_text(text.replace("minutes", "minuets"), encoding="utf-8")
    assert [fault["column"] for fault in refused(sessions=tmp_path / "b.csv")] == ["minuets"]
    (tmp_path / "c.csv").write_text(text.replace("2024-09-24", "2024-02-30"), encoding="utf-8")
    (fault,) = refused(sessions=tmp_path / "c.csv")
    assert (fault["code"], fault["source_file"], fault["source_row"]) == ("bad_date", "c.csv", 2)


def test_lazy_frames_and_relations():
    import duckdb

    frame = pl.DataFrame([ROW])
    expected = check(sessions=[ROW]).to_json()
    assert check(sessions=frame.lazy()).to_json() == expected
    assert check(sessions=duckdb.sql("select * from frame")).to_json() == expected
    enum = frame.with_columns(pl.col("form").cast(pl.Enum(["individual", "group"])), pl.col("worker").cast(pl.Categorical))
    assert check(sessions=enum).to_json() == expected


def test_months():
    engagement = {"project": "磁器口", "worker": "周敏", "start": "2024-08-01"}
    expected = None
    for month in ("2024-08", datetime.date(2024, 8, 17)):
        excuses = [{"project": "磁器口", "worker": "周敏", "month": month, "reason": "病假"}]
        for table in (excuses, pa.Table.from_pylist(excuses)):
            report = check(sessions=[], engagements=[engagement], excuses=table)
            expected = expected or report.to_json()
            assert report.to_json() == expected
    assert report.summary["supervision_frequency"]["excused"] == 1


@pytest.mark.parametrize("codes", [[0, 1, None], np.array([0, 1, 5], dtype=np.uint8), pa.array([0, 1, None])], ids=str)
def test_codes_of_forms_in_a_column(codes):
    given = {"session": [1, 2, 3], "project": [1] * 3, "worker": [4] * 3, "ended_on": ["2024-03-05"] * 3, "form": codes}
    report = hongyan.check(as_of="2024-03-20", on_error="skip", rules="record_deadline", sessions=given)
    assert report.summary["record_deadline"]["breach"] == 2
    given["form"] = [0, 1, 9]
    with pytest.raises(hongyan.InputError, match="sessions, row 2, form: `9` is not what is expected"):
        hongyan.check(as_of="2024-03-20", sessions=given)


def mixed(**columns):
    """Two sessions as a frame of pandas, with columns that hold any objects."""
    rows = [ROW, ROW | {"session": "D2"}]
    frame = pd.DataFrame(rows)
    return frame.assign(**{name: pd.Series(values, dtype=object) for name, values in columns.items()})


@pytest.mark.parametrize(
    ("column", "values", "value", "code"),
    [
        ("session", ["a", 2], "2", "wrong_type"),
        ("form", ["group", 1], "1", "wrong_type"),
        ("ended_on", [DAY, "soon"], "soon", "bad_date"),
        ("worker", ["周敏", {"name": "何欣"}], "{'name': '何欣'}", "wrong_type"),
    ],
)
def test_a_column_of_pandas_that_mixes_types(column, values, value, code):
    frame = mixed(**{column: values})
    (fault,) = refused(sessions=frame)
    assert [fault[name] for name in ("table", "row", "column", "value", "code")] == ["sessions", 1, column, value, code]
    report = hongyan.check(as_of=AS_OF, on_error="skip", keep="all", sessions=frame)
    assert len(report.findings) == 1 and [fault["row"] for fault in report.faults.to_dicts()] == [1]
    with pytest.raises(hongyan.InputError, match=f"batch 3: sessions, row 1, {column}"):
        hongyan.accumulate({"sessions": frame}, as_of=AS_OF, first_batch=3)


def test_mixed_columns_beside_others():
    found = check(sessions=mixed(ended_on=[DAY, "2024-09-25"], venue=[pd.NA, "家"], supervisor=[float("nan"), "s"]))
    assert len(found.findings) == 2
    stamps = pd.to_datetime(["2024-09-23T17:00", "2024-09-23T17:00"]).tz_localize("UTC")
    frame = mixed(supervisor=["s", 5]).assign(ended_on=stamps)
    (fault,) = hongyan.check(as_of=AS_OF, on_error="skip", tz="Asia/Shanghai", sessions=frame).faults.to_dicts()
    assert (fault["row"], fault["column"]) == (1, "supervisor")
    # labels with a name are columns, others are none
    (fault,) = refused(sessions=mixed(worker=["周敏", 5]).set_index("session"))
    assert (fault["row"], fault["column"]) == (1, "worker")
    assert len(check(sessions=mixed(worker=[5, "周敏"])[lambda frame: frame.session == "D2"]).findings) == 1
    # ids are not looked at there
    assert len(hongyan.record_status(mixed(session=["a", 2]), as_of=AS_OF)) == 2


def test_columns_that_arrow_does_not_have():
    frame = mixed()
    frame.columns = ["session", "project", "worker", "form", "form"]
    assert ("form", "duplicate_key") in {(fault["column"], fault["code"]) for fault in refused(sessions=frame)}
    sparse = mixed().assign(minutes=pd.arrays.SparseArray([90, 60]))
    assert check(sessions=sparse).to_json() == check(sessions=mixed().assign(minutes=[90, 60])).to_json()
    wide = pl.DataFrame([ROW]).with_columns(minutes=pl.lit(90).cast(pl.Int128))
    assert check(sessions=wide).to_json() == check(sessions=[ROW | {"minutes": 90}]).to_json()
    (fault,) = refused(sessions=pl.DataFrame([ROW]).with_columns(session=pl.lit(2**100).cast(pl.Int128)))
    assert (fault["column"], fault["row"], fault["value"]) == ("session", 0, str(2**100))


def test_halves_of_letters():
    odd = "\ud800x"
    rows = [ROW | {"worker": odd}]
    for table in (rows, {name: [value] for name, value in rows[0].items()}, mixed(worker=[odd, "周敏"])):
        (fault,) = refused(sessions=table)
        assert (fault["table"], fault["row"], fault["column"]) == ("sessions", 0, "worker")
    (fault,) = refused(sessions=[ROW | {odd: 1}])
    assert fault["code"] == "unknown_column"
    with pytest.raises(hongyan.InputError, match="sessions, row 0, worker"):
        hongyan.evaluate({"sessions": rows}, as_of=AS_OF)


@pytest.mark.parametrize(
    "table",
    [7, (row for row in [ROW]), io.StringIO("session"), pd.Series([1]), pl.Series([1]), pa.array([1]), pa.chunked_array([[1]]), np.array([1])],
    ids=lambda table: type(table).__name__,
)
def test_what_is_no_table_is_told_what_is_one(table):
    for ask in (check, lambda sessions: hongyan.record_status(sessions, as_of=AS_OF)):
        with pytest.raises(hongyan.InputError, match="sessions: `.*a dict of columns, a list of dicts, or a path"):
            ask(sessions=table)


def test_what_is_no_column():
    for column in ({"D1"}, "D1", 5):
        with pytest.raises(hongyan.InputError, match="sessions, session: `.*expected: a column"):
            check(sessions={name: [value] for name, value in ROW.items()} | {"session": column})


def test_zones():
    stamps = sessions(ended_on=pa.array([datetime.datetime(2024, 9, 23, 17)], pa.timestamp("us", "UTC")))
    with pytest.raises(hongyan.InputError, match="tz="):
        check(sessions=stamps)
    expected = check(sessions=[ROW]).to_json()
    for zone in ("Asia/Shanghai", ZoneInfo("Asia/Shanghai")):
        assert hongyan.check(as_of=AS_OF, keep="all", tz=zone, sessions=stamps).to_json() == expected
    with pytest.raises(ValueError, match="there is no zone `5`"):
        hongyan.check(as_of=AS_OF, tz=5, sessions=stamps)


def test_all_that_is_wrong_is_told_together():
    with pytest.raises(hongyan.InputError) as raised:
        hongyan.check(as_of="2024-13-01", sessions=[ROW | {"form": "lunch"}], sesions=[])
    told = [(fault["table"], fault["column"]) for fault in raised.value.faults.to_dicts()]
    assert told == [(None, "as_of"), ("sesions", None), ("sessions", "form")] and raised.value.total == 3
    with pytest.raises(hongyan.InputError) as raised:
        hongyan.evaluate({"sessions": [ROW | {"form": "lunch"}]}, as_of="2024-13-01", on_error="skip")
    assert [fault["column"] for fault in raised.value.faults.to_dicts()] == ["as_of", "form"]


def test_rows_as_pandas_writes_them():
    frame = pd.DataFrame({
        "session": ["D1", "D2"], "project": "p", "worker": "w", "form": "group",
        "ended_on": pd.to_datetime(["2024-09-24", "2024-09-25"]),
        "record_submitted_on": pd.to_datetime([None, "2024-09-26"]),
        "minutes": [float("nan"), 90.0], "venue": pd.Series([pd.NA, "家"], dtype="string"),
    })  # fmt: skip
    rows = frame.to_dict("records")
    expected = check(sessions=frame).to_json()
    assert check(sessions=rows).to_json() == expected
    assert len(hongyan.evaluate({"sessions": rows}, as_of=AS_OF)["findings"]) == 2
    numpy = [ROW | {"ended_on": np.datetime64("2024-09-24", unit), "record_submitted_on": np.datetime64("NaT")} for unit in ("D", "ns")]
    assert check(sessions=numpy[:1]).to_json() == check(sessions=numpy[1:]).to_json() == check(sessions=[ROW]).to_json()
    for time in (pd.Timestamp("2024-09-24 15:30"), np.datetime64("2024-09-24T15:30", "ns"), pd.Timestamp("2024-09-24", tz="UTC")):
        (fault,) = refused(sessions=[ROW | {"ended_on": time}])
        assert (fault["row"], fault["column"]) == (0, "ended_on") and fault["value"].startswith("2024-09-24 ")
    mentor = {"mentor": "m", "category": "expert", "responsibility": True, "experience": True, "commitment": True}
    flags = mentor | {"experience": np.bool_(True), "commitment": np.bool_(True)}
    assert check(mentors=[flags]).to_json() == check(mentors=[mentor]).to_json()


def test_a_row_has_words_and_no_codes():
    for code in (1, np.int8(1)):
        (fault,) = refused(sessions=[ROW | {"form": code}])
        assert (fault["row"], fault["column"], fault["code"]) == (0, "form", "wrong_type")

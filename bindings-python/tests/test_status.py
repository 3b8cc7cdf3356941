"""The state of every record, a row for each: from tables of every kind, with and without ids."""

import hongyan
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from district import district

AS_OF = "2024-12-15"
FACTS = district(7)
SESSIONS = pa.Table.from_pylist(FACTS["sessions"])
DAYS = ("ended_on", "record_submitted_on")
for place, name in enumerate(SESSIONS.column_names):
    if name in DAYS:
        SESSIONS = SESSIONS.set_column(place, name, SESSIONS[name].cast(pa.date32()))
COLUMNS = ["form", "ended_on", "record_submitted_on"]
POLICIES = [None, "civil_code", {"supervision": {"record": {"within_days": 3, "forms": ["individual"]}}}]


def expected(policy):
    """By session and worker what the findings say."""
    found = hongyan.evaluate({"sessions": FACTS["sessions"]}, as_of=AS_OF, policy=policy, rules="record_deadline")
    return {
        tuple(one["subject"].values()): (one["verdict"], one.get("margin_days"), one["contested"])
        for one in found["findings"]
    }


@pytest.mark.parametrize("policy", POLICIES, ids=["default", "civil_code", "other"])
def test_it_is_what_the_findings_say(policy):
    status = hongyan.record_status(SESSIONS, as_of=AS_OF, policy=policy).to_dicts()
    wanted = expected(policy)
    assert len(status) == len(FACTS["sessions"]) and len(wanted) > 100
    for row, one in zip(FACTS["sessions"], status, strict=True):
        nothing = (None, None, False)
        assert tuple(one.values()) == wanted.get((row["session"], row["worker"]), nothing), row


def test_every_kind_of_table(tmp_path):
    pq.write_table(SESSIONS, tmp_path / "sessions.parquet", row_group_size=100)
    rows = [{name: row[name] for name in COLUMNS if row.get(name) is not None} for row in FACTS["sessions"]]
    whole = hongyan.record_status(SESSIONS, as_of=AS_OF)
    narrow = SESSIONS.select(COLUMNS)
    reader = pa.RecordBatchReader.from_batches(SESSIONS.schema, SESSIONS.to_batches(max_chunksize=64))
    given = [narrow, pl.from_arrow(narrow), pl.from_arrow(SESSIONS).lazy(), narrow.to_pandas(), rows, reader]
    for sessions in [*given, tmp_path / "sessions.parquet", str(tmp_path / "sessions.parquet")]:
        status = hongyan.record_status(sessions, as_of=AS_OF)
        assert status.to_arrow().equals(whole.to_arrow()), type(sessions)
    report = hongyan.check(as_of=AS_OF, rules="record_deadline", sessions=SESSIONS)
    assert report.records.to_arrow().equals(whole.to_arrow())
    assert whole.columns == ["verdict", "margin_days", "contested"]
    types = [pa.dictionary(pa.int8(), pa.string()), pa.int32(), pa.bool_()]
    assert whole.to_arrow().schema.types == types


def test_ids_are_not_looked_at():
    sessions = {"session": [1, 1], "worker": [None, 2.5], "form": ["group", "group"], "ended_on": ["2024-03-05"] * 2}
    status = hongyan.record_status(sessions, as_of="2024-03-20")
    assert [row["margin_days"] for row in status.to_dicts()] == [-8, -8]
    with pytest.raises(hongyan.InputError, match="worker"):
        hongyan.check(as_of="2024-03-20", sessions=sessions)


def test_faults(tmp_path):
    sessions = pd.DataFrame({"form": ["group", "lunch"], "ended_on": ["2024-03-05", "2024-03-05"]})
    with pytest.raises(hongyan.InputError, match="sessions, row 1, form: `lunch`"):
        hongyan.record_status(sessions, as_of="2024-03-20")
    status = hongyan.record_status(sessions, as_of="2024-03-20", on_error="skip")
    assert [row["verdict"] for row in status.to_dicts()] == ["breach", None]
    with pytest.raises(hongyan.InputError, match="sessions, ended_on"):
        hongyan.record_status(sessions[["form"]], as_of="2024-03-20")
    with pytest.raises(hongyan.InputError, match="hall"):
        hongyan.record_status(sessions.assign(hall="x"), as_of="2024-03-20")
    ids = pa.table({"session": [1, 2]})
    pq.write_table(ids, tmp_path / "ids.parquet")
    for nothing in (ids, ids.to_pydict(), tmp_path / "ids.parquet"):
        with pytest.raises(hongyan.InputError, match="sessions, form: .*\\n.*ended_on"):
            hongyan.record_status(nothing, as_of="2024-03-20")
        status = hongyan.record_status(nothing, as_of="2024-03-20", on_error="skip")
        assert [row["verdict"] for row in status.to_dicts()] == [None, None]
    zoned = pa.table({"form": ["group"], "ended_on": pa.array([0], pa.timestamp("s", "UTC"))})
    with pytest.raises(hongyan.InputError):
        hongyan.record_status(zoned, as_of="2024-03-20")
    assert len(hongyan.record_status(zoned, as_of="2024-03-20", tz="Asia/Shanghai")) == 1
    assert len(hongyan.record_status([], as_of="2024-03-20")) == 0
    with pytest.raises(hongyan.InputError, match="`int` has the wrong type"):
        hongyan.record_status(7, as_of="2024-03-20")


def test_rows_are_counted_over_all_parts(tmp_path):
    forms = ["group"] * 300_000
    forms[70_001] = forms[299_999] = "lunch"
    table = pa.table({"form": forms, "ended_on": pa.array([19_800] * 300_000, pa.date32()), "hall": ["x"] * 300_000})
    pq.write_table(table, tmp_path / "sessions.parquet", row_group_size=70_000)
    for sessions in (table, pa.Table.from_batches(table.to_batches(max_chunksize=1_000)), tmp_path / "sessions.parquet"):
        with pytest.raises(hongyan.InputError) as caught:
            hongyan.record_status(sessions, as_of="2024-03-20")
        faults = caught.value.faults.to_dicts()
        assert [(one["code"], one["column"], one["row"]) for one in faults] == [
            ("unknown_column", "hall", None),
            ("bad_value", "form", 70_001),
            ("bad_value", "form", 299_999),
        ]

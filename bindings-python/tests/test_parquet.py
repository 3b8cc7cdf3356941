"""Parquet in every layout that writers give it: the same as the table in memory, or an error that names the file."""

import datetime
import itertools
import random

import hongyan
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

AS_OF = "2024-12-15"
POLICY = {"supervision": {"effective_from": "2024-01-01"}}
FORMS = ["individual", "group"]


def sessions(rows, ids=pa.int64(), far=0, none=0.1):
    """Rows of which some have no record; `far` moves the ids of the last half."""
    rng = random.Random(rows)
    first = datetime.date(2024, 1, 1)
    ended = [first + datetime.timedelta(rng.randrange(300)) for _ in range(rows)]
    submitted = [None if rng.random() < none else day + datetime.timedelta(rng.randrange(12)) for day in ended]
    return pa.table({
        "session": pa.array([place + (far if place > rows // 2 else 0) for place in range(rows)], ids),
        "project": pa.array([rng.randrange(5) for _ in range(rows)], ids),
        "worker": pa.array([rng.randrange(40) for _ in range(rows)], ids),
        "form": [rng.choice(FORMS) for _ in range(rows)],
        "ended_on": pa.array(ended, pa.date32()),
        "record_submitted_on": pa.array(submitted, pa.date32()),
    })


def check(table, **options):
    return hongyan.check(as_of=AS_OF, policy=POLICY, rules="record_deadline", keep="all", sessions=table, **options)


LAYOUTS = [
    {"compression": codec, "use_dictionary": dictionary, "data_page_version": version, "row_group_size": size}
    for codec, dictionary, version, size in itertools.product(
        ("none", "snappy", "zstd"), (True, False, ["form", "ended_on"]), ("1.0", "2.0"), (37, 4_000)
    )
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: "-".join(map(str, layout.values())))
def test_every_layout_says_the_same(tmp_path, layout):
    table = sessions(1_500)
    pq.write_table(table, tmp_path / "sessions.parquet", data_page_size=512, **layout)
    assert check(tmp_path / "sessions.parquet").findings.to_arrow() == check(table).findings.to_arrow()
    status = hongyan.record_status(tmp_path / "sessions.parquet", as_of=AS_OF, policy=POLICY)
    assert status.to_arrow().equals(hongyan.record_status(table, as_of=AS_OF, policy=POLICY).to_arrow())


@pytest.mark.parametrize("ids", [pa.int32(), pa.int64(), pa.uint32(), pa.int16(), pa.string()], ids=str)
@pytest.mark.parametrize("far", [0, 20_000])
def test_every_type_of_id(tmp_path, ids, far):
    table = sessions(700, ids=pa.int64() if ids == pa.string() else ids, far=far)
    if ids == pa.string():
        table = table.set_column(0, "session", table["session"].cast(ids))
    pq.write_table(table, tmp_path / "sessions.parquet", row_group_size=100)
    assert check(tmp_path / "sessions.parquet").findings.to_arrow() == check(table).findings.to_arrow()


def test_ids_that_are_wide_in_one_row_group(tmp_path):
    table = sessions(300, far=1 << 40)
    pq.write_table(table, tmp_path / "sessions.parquet", row_group_size=50)
    found = check(tmp_path / "sessions.parquet").findings.to_arrow()
    assert found == check(table).findings.to_arrow()
    # not all of them are narrowed
    assert max(finding["subject"]["session"] for finding in check(tmp_path / "sessions.parquet").to_dict()["findings"]) > "9"


@pytest.mark.parametrize("none", [0, 0.02, 0.5, 1])
def test_rows_without_a_record(tmp_path, none):
    # more than are decoded at once
    table = sessions(70_000, none=none)
    for size in (1 << 20, 33_333):
        pq.write_table(table, tmp_path / "sessions.parquet", row_group_size=size)
        for contested in (True, False):
            ask = {"as_of": AS_OF, "policy": POLICY, "contested": contested}
            status = hongyan.record_status(tmp_path / "sessions.parquet", **ask).to_arrow()
            assert status.equals(hongyan.record_status(table, **ask).to_arrow())
            assert status.column_names == ["verdict", "margin_days", "contested"][: 3 if contested else 2]
        assert check(tmp_path / "sessions.parquet").summary == check(table).summary


def test_faults_are_told_by_row(tmp_path):
    table = sessions(900)
    days = table["ended_on"].to_pylist()
    days[123], days[777] = None, datetime.date(1200, 1, 1)
    forms = table["form"].to_pylist()
    forms[500] = "lunch"
    table = table.set_column(4, "ended_on", pa.array(days, pa.date32())).set_column(3, "form", pa.array(forms))
    pq.write_table(table, tmp_path / "sessions.parquet", row_group_size=100)
    faults = check(tmp_path / "sessions.parquet", on_error="skip").faults.to_dicts()
    assert faults == check(table, on_error="skip").faults.to_dicts()
    places = [(fault["row"], fault["column"]) for fault in faults]
    assert places == [(123, "ended_on"), (500, "form"), (777, "ended_on")]


def test_a_file_that_is_spoilt_is_named(tmp_path):
    pq.write_table(sessions(2_000), tmp_path / "whole.parquet", row_group_size=500, compression="snappy")
    whole = (tmp_path / "whole.parquet").read_bytes()
    spoilt = tmp_path / "spoilt.parquet"
    told, rng = 0, random.Random(4)
    for _ in range(200):
        broken = bytearray(whole)
        for _ in range(rng.randrange(1, 20)):
            broken[rng.randrange(4, len(broken) - 8)] ^= 1 << rng.randrange(8)
        spoilt.write_bytes(broken)
        for ask in (lambda: check(spoilt), lambda: hongyan.record_status(spoilt, as_of=AS_OF)):
            try:
                ask()
            except hongyan.InputError as error:
                # or what was read is no table of sessions
                if error.faults.to_dicts()[0]["code"] == "unreadable":
                    assert "spoilt.parquet" in str(error)
                    told += 1
    assert told > 20

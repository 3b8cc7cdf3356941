"""Tables that are files: every row in its place, every fault with its place in the file."""

import datetime
import io
import zipfile
from collections.abc import Mapping

import hongyan
import pandas as pd
import polars as pl
import pytest

AS_OF = "2024-10-12"
HEAD = "session,project,worker,form,ended_on,record_submitted_on\n"
FAULTY = HEAD + "D1,p,w,group,2024-09-03,2024-09-04\nD2,p,w,group,2024-09-31,\nD3,p,,group,2024-09-30,\n"
PLACES = [(1, "ended_on", "bad_date", 3, "E"), (2, "worker", "missing_value", 4, "C")]


def places(faults):
    return [tuple(fault[name] for name in ("row", "column", "code", "source_row", "source_column")) for fault in faults.to_dicts()]


def workbook(text):
    """A workbook of one sheet, as small as one can be."""
    rows = "".join(
        f'<row r="{at}">' + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in line.split(",")) + "</row>"
        for at, line in enumerate(text.splitlines(), 1)
    )
    main, package = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="sessions" sheetId="1" r:id="r"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.fixture(params=["csv", "xlsx"])
def faulty(request, tmp_path):
    path = tmp_path / f"m3.{request.param}"
    path.write_bytes(FAULTY.encode() if request.param == "csv" else workbook(FAULTY))
    return path


def test_skip_tells_every_fault(faulty):
    report = hongyan.check(as_of=AS_OF, sessions=faulty, on_error="skip", keep="all")
    assert places(report.faults) == PLACES and report.fault_counts == {"bad_date": 1, "missing_value": 1}
    assert [row["session"] for row in report.findings.to_dicts()] == ["D1"]
    assert [row["verdict"] for row in report.records.to_dicts()] == ["compliant", None, None]


def test_raise_tells_the_same(faulty):
    with pytest.raises(hongyan.InputError) as raised:
        hongyan.check(as_of=AS_OF, sessions=faulty)
    assert places(raised.value.faults) == PLACES and raised.value.total == 2
    with pytest.raises(hongyan.InputError, match="第 3 行"):
        hongyan.check(as_of=AS_OF, sessions=faulty, lang="zh")


def test_batches_tell_it(faulty):
    question = {"as_of": AS_OF, "rules": "record_deadline"}
    report = hongyan.finish(hongyan.accumulate({"sessions": faulty}, **question, on_error="skip"))
    assert [fault["row"] for fault in report.faults.to_dicts()] == [1, 2]
    assert report.fault_counts == {"bad_date": 1, "missing_value": 1}
    with pytest.raises(hongyan.InputError) as raised:
        hongyan.accumulate({"sessions": faulty}, **question, first_batch=7)
    assert places(raised.value.faults) == PLACES and raised.value.batch == 7


def test_record_status_has_a_row_for_each(faulty, tmp_path):
    found = hongyan.record_status(faulty, as_of=AS_OF, on_error="skip").to_dicts()
    # whose a record is does not matter there
    assert [row["verdict"] for row in found] == ["compliant", None, "breach"]
    (tmp_path / "few.csv").write_text("form,ended_on\ngroup,2024-09-03\ngroup,2024-09-03\npeer,2024-10-11\n")
    found = hongyan.record_status(tmp_path / "few.csv", as_of=AS_OF).to_dicts()
    assert [row["verdict"] for row in found] == ["breach", "breach", "pending"]


def test_keys_of_files_are_compared_once(tmp_path):
    row = "D{},p,w,group,2024-09-0{},\n"
    text = HEAD + row.format(1, 3) + row.format(1, 3) + row.format(2, 3) + row.format(2, 4)
    (tmp_path / "dup.csv").write_text(text)
    report = hongyan.check(as_of=AS_OF, sessions=tmp_path / "dup.csv", on_error="skip")
    assert [(row["code"], row["row"]) for row in report.warnings.to_dicts()] == [("repeated_row", 1)]
    assert [(fault["row"], fault["code"], fault["source_row"]) for fault in report.faults.to_dicts()] == [
        (2, "duplicate_key", 4), (3, "duplicate_key", 5),
    ]  # fmt: skip


def test_a_faulty_row_of_a_file_has_its_key(tmp_path):
    """A sound row that shares it is faulty, too, be it in another batch."""
    (tmp_path / "one.csv").write_text("mentor,appointed_on,ends_on\nm,2024-01-05,?\n")
    (tmp_path / "two.csv").write_text("mentor,appointed_on,ends_on\nm,2024-01-05,\n")
    batches = [{"appointments": tmp_path / name, "guidance": []} for name in ("one.csv", "two.csv")]
    report = hongyan.finish(hongyan.accumulate(batches, as_of="2024-06-01", on_error="skip", rules="mentor_inactivity"))
    assert report.fault_counts["duplicate_key"] == 2 and report.summary["mentor_inactivity"]["breach"] == 0


def test_several_names_in_a_cell(tmp_path):
    (tmp_path / "a.csv").write_text("项目名称,社工姓名,督导形式,督导日期\n磁器口,周敏、王芳,小组督导,2024年9月31日\n磁器口,何欣,个督,2024-10-10\n")
    report = hongyan.check(as_of=AS_OF, sessions=tmp_path / "a.csv", on_error="skip")
    assert report.summary["record_deadline"]["pending"] == 1
    # the cell is told of once, and gave two rows
    assert report.fault_counts == {"bad_date": 1} and len(report.records) == 3


def test_what_is_no_table(tmp_path):
    (tmp_path / "folder").mkdir()
    pl.DataFrame({"session": [1]}).write_parquet(tmp_path / "folder" / "sessions.parquet")
    (tmp_path / "text.parquet").write_text("no parquet")
    (tmp_path / "text.xlsx").write_text("no workbook")
    for name in ("folder", "text.parquet", "text.xlsx"):
        for ask in (lambda path: hongyan.check(as_of=AS_OF, sessions=path), lambda path: hongyan.record_status(path, as_of=AS_OF)):
            with pytest.raises(hongyan.InputError, match=name) as raised:
                ask(tmp_path / name)
            assert [fault["code"] for fault in raised.value.faults.to_dicts()] == ["unreadable"]
    for name in ("none.csv", "none.parquet"):
        with pytest.raises(FileNotFoundError) as raised:
            hongyan.check(as_of=AS_OF, sessions=tmp_path / name)
        assert str(raised.value) == f"[Errno 2] No such file or directory: {str(tmp_path / name)!r}"


def test_integers_beside_the_texts_of_a_file(tmp_path):
    (tmp_path / "a.csv").write_text(HEAD + "D1,7,8,group,2024-09-03,\n")
    pl.DataFrame({"project": [7], "worker": [8], "start": [datetime.date(2024, 1, 1)]}).write_parquet(tmp_path / "e.parquet")
    with pytest.raises(hongyan.InputError, match="project: `7` has the wrong type; expected: ids of the same type"):
        hongyan.check(as_of=AS_OF, sessions=tmp_path / "a.csv", engagements=tmp_path / "e.parquet")


def test_facts_are_a_mapping(faulty):
    facts = hongyan.read(faulty, on_error="skip")
    assert isinstance(facts, Mapping) and list(facts.keys()) == list(facts) == ["sessions"]
    (table,) = facts.values()
    assert [(name, len(table)) for name, table in facts.items()] == [("sessions", len(table))] == [("sessions", 1)]
    assert "sessions" in facts and 5 not in facts and facts.get(5) is None
    with pytest.raises(KeyError, match="plans"):
        facts["plans"]
    assert facts.get("plans") is None and facts.get("plans", 5) == 5 and len(facts.get("sessions")) == 1
    report = facts.check(as_of=AS_OF)
    assert places(report.faults) == PLACES
    assert [len(rows) for rows in report.split(facts["sessions"])] == [1, 0]
    assert list(pd.DataFrame(facts["sessions"].to_dicts())["session"]) == ["D1"]

"""The sample district, and reports that know their files."""

import datetime
import json

import hongyan
import pytest


@pytest.fixture(scope="module")
def sample():
    return hongyan.sample()


def test_one_meaning_by_rows_and_by_columns(sample):
    facts, as_of = sample
    assert as_of == datetime.date(2025, 12, 24)
    report = facts.check(as_of=as_of, keep="all")
    columns = hongyan.check(as_of=as_of, keep="all", **facts)
    rows = hongyan.evaluate(facts.to_dict(), as_of=as_of)
    assert report.findings.to_dicts() == columns.findings.to_dicts()
    assert report.to_dict()["findings"] == columns.to_dict()["findings"] == rows["findings"]
    assert report.summary == columns.summary == rows["summary"]


def test_warnings_name_their_files(sample):
    facts, as_of = sample
    warning = facts.check(as_of=as_of).warnings.to_dicts()[0]
    assert warning["source_file"] == f"{warning['table']}.csv" and warning["source_row"] > 1
    assert warning["message_en"].startswith(f"{warning['source_file']}, row {warning['source_row']}")
    without = hongyan.check(as_of=as_of, **facts).warnings.to_dicts()
    assert all(row["source_file"] is None for row in without)


def test_documents_show_the_trend_and_what_lies_beside():
    # more notes than a page lists
    rows = [
        {"session": at, "project": 1, "worker": 2, "form": "group", "ended_on": "2024-03-01", "supervisor": 2}
        for at in range(400)
    ]
    report = hongyan.check(as_of="2024-04-01", sessions=rows)
    page = report.to_html(lang="en", xlsx="report.xlsx", csv="findings.csv")
    assert 'id="trend"' in page and 'href="./report.xlsx"' in page and 'href="./findings.csv"' in page


def test_what_was_understood(sample):
    facts, as_of = sample
    understood = json.loads(facts.check(as_of=as_of).to_facts())
    assert understood["facts"] == facts.to_dict()
    assert understood["faults"] == [] and understood["warnings"]


def test_faults_of_rows_left_out_stay_with_the_report(tmp_path):
    head = "session,project,worker,form,ended_on\n"
    (tmp_path / "sessions.csv").write_text(head + "a,p,w,group,2024-03-01\nb,p,w,group,2024-03-99\n", encoding="utf-8")
    facts = hongyan.read(tmp_path, on_error="skip")
    report = facts.check(as_of="2024-04-01")
    [fault] = report.faults.to_dicts()
    assert (fault["row"], fault["source_row"], fault["source_column"]) == (1, 3, "E")
    with pytest.raises(hongyan.InputError):
        hongyan.read(tmp_path)


def test_a_folder_of_canonical_files_is_read_strictly(tmp_path):
    (tmp_path / "guidance.csv").write_text("mentor,guided_on,pupil\nm,2024-03-01,x\n", encoding="utf-8")
    with pytest.raises(hongyan.InputError) as error:
        hongyan.read(tmp_path)
    assert [fault["code"] for fault in error.value.faults.to_dicts()] == ["unknown_column"]


def test_registers():
    rules = hongyan.rules(lang="zh").to_dicts()
    assert len(rules) == 11 and rules[0]["tables"] == "engagements sessions"
    clauses = hongyan.clauses().to_dicts()
    named = {name for row in clauses if row["rules"] for name in row["rules"].split()}
    assert named == {row["rule"] for row in rules}
    assert all(row["rules"] or row["why"] for row in clauses)

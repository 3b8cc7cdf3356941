"""What a report gives: tables, documents, explanations, sentences."""

import csv
import datetime
import io
import json
import sys
import zipfile

import hongyan
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from district import district

AS_OF = datetime.date(2025, 1, 31)
FACTS = district(11)
COLUMNS = [
    "rule", "clause", "project", "worker", "session", "month", "supervisor", "mentor", "appointed_on", "guided_on",
    "found_on", "year", "verdict", "force", "due_on", "settled_on", "margin_days", "holds_until", "contested",
    "due_earliest", "due_latest", "reason", "detail",
]  # fmt: skip


@pytest.fixture(scope="module")
def report():
    return hongyan.check(as_of=AS_OF, keep="all", **FACTS)


@pytest.fixture(scope="module")
def plain():
    return hongyan.evaluate(FACTS, as_of=AS_OF)


def test_columns_of_the_contract(report):
    table = report.findings.to_arrow()
    assert report.findings.columns == table.column_names == COLUMNS
    word = pa.dictionary(pa.int8(), pa.string())
    types = {field.name: field.type for field in table.schema}
    assert {types[name] for name in ("rule", "clause", "verdict", "force", "reason")} == {word}
    dates = ("appointed_on", "guided_on", "found_on", "due_on", "settled_on", "holds_until", "due_earliest", "due_latest")
    assert {types[name] for name in dates} == {pa.date32()}
    assert types["contested"] == pa.bool_() and types["month"] == pa.string() and types["margin_days"] == pa.int32()


def test_findings_say_what_the_json_says(report, plain):
    rows = report.findings.to_dicts()
    assert len(rows) == len(plain["findings"]) == len(report.findings)
    text = lambda value: value.isoformat() if isinstance(value, datetime.date) else value  # noqa: E731
    for row, finding in zip(rows, plain["findings"], strict=True):
        assert {name: text(row[name]) for name in finding["subject"]} == finding["subject"]
        for name in ("rule", "clause", "verdict", "force", "due_on", "settled_on", "margin_days", "holds_until", "contested"):
            assert text(row[name]) == finding[name]
        earliest, latest = finding["due_range"] or (None, None)
        assert (text(row["due_earliest"]), text(row["due_latest"])) == (earliest, latest)
        assert json.loads(row["detail"]) == finding["detail"]
        assert row["reason"] == finding["detail"].get("reason")


def test_deadlines(report, plain):
    assert [row["due_on"].isoformat() for row in report.deadlines.to_dicts()] == [one["due_on"] for one in plain["deadlines"]]
    assert [json.loads(row["detail"]) for row in report.deadlines.to_dicts()] == [one["detail"] for one in plain["deadlines"]]


def test_the_rest(report, plain):
    assert report.summary == plain["summary"]
    counts = {row.pop("rule"): row for row in report.counts.to_dicts()}
    assert counts == plain["summary"]
    standings = [dict(row, first_day=str(row["first_day"]), last_day=str(row["last_day"])) for row in report.standings.to_dicts()]
    assert standings == [dict(one, first_day=str(one["first_day"]), last_day=str(one["last_day"])) for one in plain["standings"]]
    warnings = [{"code": row["code"], "table": row["table"], "row": row["row"], "message": {"zh": row["message_zh"], "en": row["message_en"]}} for row in report.warnings.to_dicts()]
    assert warnings == plain["warnings"]
    assert (len(report.faults), report.skipped, report.as_of, report.trusts_keys) == (0, {}, AS_OF, False)
    assert report.policy.to_dict() == plain["policy"]
    assert report.to_dict() == plain
    assert hongyan.check(as_of=AS_OF, trust_keys=True, **FACTS).trusts_keys
    assert hongyan.check(as_of=AS_OF).skipped["cycle_plan"] == ["engagements", "plans"]


def test_keep(report):
    rows = report.findings.to_dicts()
    kept = {
        "problems": lambda row: row["verdict"] in ("breach", "undetermined") or row["contested"],
        "breach": lambda row: row["verdict"] == "breach",
        ("pending", "excused"): lambda row: row["verdict"] in ("pending", "excused"),
    }
    for keep, wanted in kept.items():
        few = hongyan.check(as_of=AS_OF, keep=keep, **FACTS)
        assert few.findings.to_dicts() == [row for row in rows if wanted(row)]
        assert few.summary == report.summary and few.deadlines.to_dicts() == report.deadlines.to_dicts()
    assert hongyan.check(as_of=AS_OF, **FACTS).findings.to_dicts() == [row for row in rows if kept["problems"](row)]
    with pytest.raises(ValueError, match="there is no verdict `broken`"):
        hongyan.check(as_of=AS_OF, keep="broken")
    with pytest.raises(ValueError, match="there is no rule `lunch`"):
        hongyan.check(as_of=AS_OF, rules=["lunch"])
    assert list(hongyan.check(as_of=AS_OF, rules="revocation", **FACTS).summary) == ["revocation"]


def test_frames_of_every_library(report):
    frame = report.findings
    assert isinstance(frame.to_arrow(), pa.Table)
    polars = frame.to_polars()
    assert polars.schema["verdict"] == pl.Categorical and polars.schema["due_on"] == pl.Date
    assert polars.filter(pl.col("verdict") == "breach").height == sum(row["breach"] for row in report.counts.to_dicts())
    pandas = frame.to_pandas()
    assert isinstance(pandas["verdict"].dtype, pd.CategoricalDtype) and len(pandas) == len(frame)
    assert pandas["due_on"].dt.date.dropna().tolist() == [row["due_on"] for row in frame.to_dicts() if row["due_on"]]
    assert pandas["contested"].tolist() == [row["contested"] for row in frame.to_dicts()]
    assert pa.table(frame).num_rows == pl.DataFrame(frame).height == len(frame)
    html, text = frame._repr_html_(), repr(frame)
    assert html.startswith("<table>") and f"20 / {len(frame)}" in html and text.endswith(f"{len(frame)} rows")


def test_integers_of_pandas_are_whole_beside_nulls():
    row = {"session": 2**53 + 1, "project": 1, "worker": 2, "form": "group", "ended_on": "2024-09-24"}
    engagement = {"project": 1, "worker": 2, "start": "2024-01-01"}
    report = hongyan.check(as_of="2024-10-30", sessions=[row], engagements=[engagement])
    pandas = report.findings.to_pandas()
    assert pandas["session"].isna().any() and pandas["session"].dropna().tolist() == [2**53 + 1]
    sessions = pd.DataFrame([row])
    assert len(sessions.merge(pandas, on="session")) == 1


def test_a_row_of_pandas_is_explained(report):
    records = report.findings.to_dicts()
    pandas = report.findings.to_pandas()
    for at in range(0, len(records), 97):
        expected = report.explain(records[at])
        assert report.explain(pandas.iloc[at]) == expected
        assert report.explain(pandas.iloc[at].to_dict()) == expected
    # what other tools make of integers with nulls
    row = {"session": 7, "project": 1, "worker": 2, "form": "group", "ended_on": "2024-09-24"}
    report = hongyan.check(as_of="2024-10-30", sessions=[row])
    keys = {"rule": "record_deadline", "session": 7.0, "worker": 2.0, "month": float("nan"), "mentor": pd.NA}
    assert report.explain(keys) == report.explain(0)


def test_a_saved_report_that_keeps_problems_is_compared_by_them(tmp_path):
    facts, as_of = hongyan.sample()
    report, path = facts.check(as_of=as_of), tmp_path / "report.json"
    report.to_json(path)
    same = report.diff(hongyan.load_report(path))
    assert same["changes"] == [] and same["unchanged"] == len(report.findings)
    later = facts.check(as_of=as_of + datetime.timedelta(31)).diff(hongyan.load_report(path))
    assert later["changes"]
    for change in later["changes"]:
        assert not (change["left_out"] and change["established"])
        assert "facts" not in sum(change["causes"], []) or not change["established"]


def test_hostile_names_are_escaped():
    row = {"session": "<script>", "project": "p", "worker": "w&", "form": "group", "ended_on": "2024-03-05"}
    report = hongyan.check(as_of=AS_OF, sessions=[row])
    assert "<script>" not in report.findings._repr_html_() and "&lt;script&gt;" in report.findings._repr_html_()
    assert "<script>alert" not in report._repr_html_()


def test_documents(report, tmp_path):
    for lang in ("zh", "en", "both"):
        assert report.to_html(lang=lang).endswith("</html>")
    assert zipfile.is_zipfile(io.BytesIO(report.to_xlsx()))
    assert report.to_ics().count("BEGIN:VEVENT") == len(report.deadlines)
    rows = list(csv.reader(io.StringIO(report.to_csv().decode("utf-8-sig"))))
    assert rows[0] == COLUMNS and len(rows) == len(report.findings) + 1
    for name, bytes_ in (("html", report.to_html().encode()), ("xlsx", report.to_xlsx()), ("ics", report.to_ics().encode()),
                         ("csv", report.to_csv()), ("json", report.to_json().encode())):  # fmt: skip
        path = tmp_path / f"报告.{name}"
        assert getattr(report, f"to_{name}")(path) is None
        assert path.read_bytes() == bytes_
    with pytest.raises(OSError, match="none"):
        report.to_html(tmp_path / "none" / "report.html")
    with pytest.raises(ValueError, match="`zh`, `en` or `both`"):
        report.to_html(lang="de")


def test_documents_do_not_depend_on_what_is_kept(report):
    few = hongyan.check(as_of=AS_OF, keep="breach", **FACTS)
    assert few.to_html() == report.to_html() and few.to_xlsx() == report.to_xlsx()
    assert few.rates("project").to_dicts() == report.rates("project").to_dicts()


def test_notebook(report):
    page = report._repr_html_()
    assert page.startswith("<iframe srcdoc=") and page.count('"') == 6 and "&lt;svg" not in page and "<svg" in page
    assert repr(report).startswith("Report(as_of=2025-01-31, findings=")


def test_explain(report, plain):
    for row, finding in enumerate(plain["findings"]):
        if row % 7 == 0:
            why = report.explain(row)
            assert why["finding"] == finding
            assert set(why) == {"finding", "facts", "steps", "readings", "remedy"}
            assert report.explain(finding) == report.explain(report.findings.to_dicts()[row]) == why
    breach = next(one for one in plain["findings"] if one["verdict"] == "breach" and one["rule"] == "record_deadline")
    subject = breach["subject"]
    text = report.explain(f"record_deadline?session={subject['session']}&worker={subject['worker']}", lang="en")
    assert "S6.2.1" in text and breach["due_on"] in text
    with pytest.raises(ValueError, match="there is no rule `lunch`"):
        report.explain("lunch?mentor=x")
    with pytest.raises(ValueError, match="worker"):
        report.explain("record_deadline?session=x")
    with pytest.raises(KeyError, match="nothing is found"):
        report.explain("record_deadline?session=x&worker=y")
    with pytest.raises(IndexError):
        report.explain(10_000)


def test_messages(report):
    zh, en = report.messages("zh"), report.messages("en")
    assert len(zh) == len(en) == len(report.findings) and report.messages() == en and zh != en


def test_rates(report):
    for by in ("rule", "project", "supervisor", "month", "worker", "mentor"):
        rates = report.rates(by)
        assert rates.columns[0] == by and len(rates) > 0
    assert sum(row["in_time"] for row in report.rates("rule").to_dicts()) == sum(row["compliant"] for row in report.counts.to_dicts())
    with pytest.raises(ValueError, match="not by `venue`"):
        report.rates("venue")


def test_assert_no(report):
    with pytest.raises(AssertionError) as raised:
        report.assert_no("breach")
    assert len(str(raised.value).splitlines()) == 11
    with pytest.raises(AssertionError):
        hongyan.check(as_of=AS_OF, keep="pending", **FACTS).assert_no()
    hongyan.check(as_of=AS_OF, sessions=[]).assert_no("breach")
    report.assert_no("breach", rules=["revocation"])


@pytest.mark.parametrize("make", [list, pa.Table.from_pylist, pl.DataFrame, pd.DataFrame], ids=["list", "pyarrow", "polars", "pandas"])
def test_split(make):
    sessions = make(FACTS["sessions"])
    report = hongyan.check(as_of=AS_OF, engagements=FACTS["engagements"], sessions=sessions)
    valid, failed = report.split(sessions)
    assert type(valid) is type(failed) is type(sessions)
    assert len(valid) + len(failed) == len(FACTS["sessions"]) == len(report.records)
    counts = report.summary["record_deadline"]
    assert len(failed) == counts["breach"] + counts["undetermined"] and min(counts["breach"], counts["undetermined"]) > 0


def test_split_leaves_faulty_rows_out_of_the_valid_ones():
    row = FACTS["sessions"][0] | {"record_submitted_on": FACTS["sessions"][0]["ended_on"]}
    sessions = [row, row | {"session": "x", "form": "lunch"}]
    valid, failed = hongyan.check(as_of=AS_OF, on_error="skip", sessions=sessions).split(sessions)
    assert (valid, failed) == (sessions[:1], sessions[1:])


ROW = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-09-03"}


def test_split_knows_every_faulty_row():
    sessions = [ROW | {"session": f"D{row}", "ended_on": "?" if row < 1500 else "2024-10-10"} for row in range(1510)]
    report = hongyan.check(as_of="2024-10-12", on_error="skip", sessions=sessions)
    assert len(report.faults) == 1000
    assert [len(rows) for rows in report.split(sessions)] == [10, 1500]
    frame = pl.DataFrame([ROW | {"ended_on": "2024-10-10"}] * 3)
    for odd in (frame.with_columns(hall=1), frame.drop("form")):
        report = hongyan.check(as_of="2024-10-12", on_error="skip", sessions=odd)
        assert [len(rows) for rows in report.split(odd)] == [0, 3]


def test_split_by_verdict():
    days = {"in time": "2024-09-04", "late": "2024-09-20", "before": "2024-09-01", "late again": "2024-09-20", "none": None}
    sessions = [ROW | {"session": name.split()[0], "record_submitted_on": day} for name, day in days.items()]
    sessions += [ROW | {"session": "pending", "ended_on": "2024-10-10"}, ROW | {"session": "lesson", "form": "training"}]
    valid, failed = hongyan.check(as_of="2024-10-12", sessions=sessions).split(sessions)
    assert [row["session"] for row in valid] == ["in", "pending", "lesson"]
    # the fourth row repeats the second
    assert [row["session"] for row in failed] == ["late", "before", "late", "none"]


def test_split_of_every_kind_of_table():
    columns = {name: [value, value] for name, value in ROW.items()} | {"session": ["D1", "D2"], "form": ["group", "training"]}
    report = hongyan.check(as_of="2024-10-12", sessions=columns)
    valid, failed = report.split(columns)
    assert (valid["session"], failed["session"]) == (["D2"], ["D1"]) and list(valid) == list(columns)
    arrays = {name: np.array(values) for name, values in columns.items()}
    assert report.split(arrays)[0]["session"].tolist() == ["D2"]
    series = {name: pd.Series(values) for name, values in columns.items()}
    assert report.split(series)[1]["session"].tolist() == ["D1"]
    assert report.split(pl.DataFrame(columns).lazy())[0]["session"].to_list() == ["D2"]
    with pytest.raises(ValueError, match="the report has 2 sessions and the table 3 rows"):
        report.split(pl.DataFrame([ROW] * 3))
    with pytest.raises(TypeError, match="not their file"):
        report.split("sessions.csv")
    none = pd.DataFrame(columns).head(0)
    assert [list(rows.columns) for rows in hongyan.check(as_of="2024-10-12", sessions=none).split(none)] == [list(columns)] * 2


def test_split_of_dicts_needs_no_library(monkeypatch):
    columns = {name: [value] for name, value in ROW.items()}
    report = hongyan.check(as_of="2024-10-12", sessions=columns)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert report.split(columns)[1] == columns
    with pytest.raises(ImportError, match="pip install pyarrow"):
        report.split(report.findings)


def test_saved_reports(report, tmp_path):
    path = tmp_path / "report.json"
    report.to_json(path)
    saved = hongyan.load_report(path)
    assert saved.to_json() == report.to_json() and saved.to_csv() == report.to_csv()
    assert saved.findings.to_dicts() == report.findings.to_dicts()
    assert saved.deadlines.to_dicts() == report.deadlines.to_dicts()
    assert saved.findings.to_arrow().schema == report.findings.to_arrow().schema
    assert (saved.summary, saved.policy, saved.as_of) == (report.summary, report.policy, report.as_of)
    assert saved.messages("zh") == report.messages("zh") and saved.to_html().endswith("</html>")
    with pytest.raises(AssertionError):
        saved.assert_no("breach")
    for wanted in (lambda: saved.explain(0), lambda: saved.rates("rule"), lambda: saved.records):
        with pytest.raises(ValueError, match="facts"):
            wanted()
    path.write_text("{}")
    with pytest.raises(ValueError, match=r"report\.json"):
        hongyan.load_report(path)
    with pytest.raises(FileNotFoundError):
        hongyan.load_report(tmp_path / "none.json")


def test_progress():
    steps = []
    hongyan.check(as_of=AS_OF, progress=steps.append, sessions=[], engagements=[])
    assert steps == ["sessions", "engagements", "check"]

    def stop(step):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        hongyan.check(as_of=AS_OF, progress=stop, sessions=[])


def test_diff(report, tmp_path):
    later = hongyan.check(as_of="2025-02-28", keep="breach", policy="civil_code", **FACTS)
    diff = later.diff(report)
    assert diff["as_of"] == {"from": "2025-01-31", "to": "2025-02-28"}
    assert "supervision.record.last_day" in [change["key"] for change in diff["policy"]]
    assert diff["changes"] and all(change["established"] for change in diff["changes"])
    assert {cause for change in diff["changes"] for causes in change["causes"] for cause in causes} >= {"as_of"}
    assert report.diff(report)["changes"] == []
    report.to_json(tmp_path / "report.json")
    from_file = later.diff(hongyan.load_report(tmp_path / "report.json"))
    key = lambda change: (change["rule"], json.dumps(change["subject"], sort_keys=True))  # noqa: E731
    assert sorted(map(key, from_file["changes"])) == sorted(map(key, diff["changes"]))
    assert "explain" not in from_file

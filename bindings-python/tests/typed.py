"""How a program with types uses the package: checked by mypy and pyright, and run by pytest."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import hongyan
import polars as pl
from hongyan import Frame, InputError, Policy, Report


def ask(sessions: list[dict[str, Any]]) -> Report:
    policy: Policy = Policy("civil_code", mentor_term_years=5, supervision_record_forms=["group"])
    return hongyan.check(as_of=datetime.date(2024, 10, 12), policy=policy, rules=["record_deadline"], sessions=sessions)


def frames(rows: list[dict[str, Any]]) -> list[Report]:
    """What is a table for a type checker, too."""
    polars = pl.DataFrame(rows)
    given = [hongyan.check(as_of="2024-10-12", sessions=polars.lazy()), hongyan.check(as_of="2024-10-12", sessions=polars)]
    given.append(hongyan.check(as_of="2024-10-12", sessions={"session": polars["session"]}, on_error="skip"))
    return given


def use(report: Report, folder: Path) -> list[str]:
    findings: Frame = report.findings
    counts: dict[str, dict[str, int]] = report.summary
    page: str = report.to_html(lang="both")
    written: None = report.to_html(folder / "report.html")
    workbook: bytes = report.to_xlsx()
    why: dict[str, Any] = report.explain(0)
    text: str = report.explain(0, lang="zh")
    due: datetime.date | None = hongyan.record_due(datetime.date(2024, 9, 24), policy=report.policy)
    column: list[datetime.date] = hongyan.cycle_plan_due([datetime.date(2024, 9, 24)])
    faults: list[dict[str, Any]] = []
    try:
        hongyan.evaluate({"sessions": [{"session": 1}]}, as_of="2024-10-12")
    except InputError as error:
        faults = error.faults.to_dicts()
    known = (findings.columns, counts, page, written, workbook, why, text, due, column, faults)
    return [type(one).__name__ for one in known]


def test_use(tmp_path: Path) -> None:
    row = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": datetime.date(2024, 9, 24)}
    kinds = use(ask([row]), tmp_path)
    assert [len(report.findings) for report in frames([row])] == [1, 1, 0]
    assert kinds == ["list", "dict", "str", "NoneType", "bytes", "dict", "str", "date", "list", "list"]

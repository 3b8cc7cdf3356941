"""The cases of ``tests/vectors``, and how a report is held against them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "vectors"
KNOWN = {
    "name", "why", "as_of", "policy", "rules", "on_error", "facts", "expect", "expect_only", "faults", "warnings",
    "skipped", "summary", "standings", "deadlines",
}  # fmt: skip
TABLES = (
    "engagements", "sessions", "excuses", "plans", "mentors", "appointments", "guidance", "evaluations", "violations",
)  # fmt: skip
DATES = {
    "start", "end", "ended_on", "record_submitted_on", "made_on", "appointed_on", "ends_on", "guided_on",
    "evaluated_on", "found_on", "revoked_on",
}  # fmt: skip


def all_cases() -> list[tuple[str, dict[str, Any]]]:
    cases = []
    for file in sorted(FOLDER.glob("*.json")):
        for case in json.loads(file.read_text(encoding="utf-8")):
            assert set(case) <= KNOWN, f"{file.name}: {case['name']}"
            cases.append((f"{file.stem}: {case['name']}", case))
    assert len(cases) > 1000
    return cases


def asked(case: dict[str, Any]) -> dict[str, Any]:
    """The keywords of the question."""
    named = {"as_of", "policy", "rules", "on_error"}
    return {name: value for name, value in case.items() if name in named}


def within(expected: Any, found: Any) -> bool:
    """Objects as subsets, lists whole."""
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(key in found and within(expected[key], found[key]) for key in expected)
    if isinstance(expected, list):
        same = isinstance(found, list) and len(expected) == len(found)
        return same and all(map(within, expected, found))
    return type(expected) is type(found) and expected == found


def differences(case: dict[str, Any], report: dict[str, Any]) -> list[str]:
    """In what a report, as the contract's JSON, differs from what a case expects."""
    found = []
    by_subject = {(one["rule"], json.dumps(one["subject"], sort_keys=True)): one for one in report["findings"]}
    for expected in case["expect"]:
        one = by_subject.get((expected["rule"], json.dumps(expected["subject"], sort_keys=True)))
        if one is None or not within(expected, one):
            found.append(f"expected {expected}, found {one}")
    if case.get("expect_only") and len(report["findings"]) != len(case["expect"]):
        found.append(f"{len(report['findings'])} findings")
    for part in ("faults", "warnings", "skipped", "standings", "deadlines"):
        if part in case and not within(case[part], report[part]):
            found.append(f"{part}: {report[part]}")
    if "summary" in case and not within(case["summary"], report["summary"]):
        found.append(f"summary: {report['summary']}")
    return found

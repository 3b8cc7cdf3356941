"""Writes `tested.md`, the last run's results, from pytest's reports: `tested.py tested.xml...`."""

import datetime
import os
import platform
import sys
from pathlib import Path
from xml.etree import ElementTree

import hongyan
import pyarrow
import pyspark


def main(*reports):
    suites = [ElementTree.parse(report).getroot().find("testsuite") for report in reports]
    tests, failed, errors, skipped = (
        sum(int(suite.get(name)) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    lines = [
        "# Spark, tested",
        "",
        "Written by `bindings-python/spark/run`.",
        "",
        f"{datetime.date.today()}; hongyan {hongyan.__version__}, PySpark {pyspark.__version__}, pyarrow {pyarrow.__version__}, "
        f"Python {platform.python_version()}; `local-cluster[2,1,1024]` on {os.cpu_count()} cores. {tests} tests, "
        f"{failed} failed, {errors} errors, {skipped} skipped, {sum(float(suite.get('time')) for suite in suites):.0f} s.",
        "",
        "| test | seconds |",
        "|---|---|",
    ]
    for case in (case for suite in suites for case in suite.iter("testcase")):
        name = f"{case.get('classname').rpartition('.')[2]}: {case.get('name')}".replace("|", "\\|")
        lines.append(f"| {name} | {float(case.get('time')):.1f} |")
    (Path(__file__).parent / "tested.md").write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

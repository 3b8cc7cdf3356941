"""Writes `tested.md`, the last run's results, from pytest's report: `tested.py tested.xml`."""

import datetime
import os
import platform
import sys
from pathlib import Path
from xml.etree import ElementTree

import hongyan
import pyarrow
import pyspark


def main(report):
    suite = ElementTree.parse(report).getroot().find("testsuite")
    lines = [
        "# Spark, tested",
        "",
        "Written by `bindings-python/spark/run`.",
        "",
        f"{datetime.date.today()}; hongyan {hongyan.__version__}, PySpark {pyspark.__version__}, pyarrow {pyarrow.__version__}, "
        f"Python {platform.python_version()}; `local-cluster[2,1,1024]` on {os.cpu_count()} cores. {suite.get('tests')} tests, "
        f"{suite.get('failures')} failed, {suite.get('errors')} errors, {suite.get('skipped')} skipped, "
        f"{float(suite.get('time')):.0f} s.",
        "",
        "| test | seconds |",
        "|---|---|",
    ]
    for case in suite.iter("testcase"):
        name = f"{case.get('classname').rpartition('.')[2]}: {case.get('name')}".replace("|", "\\|")
        lines.append(f"| {name} | {float(case.get('time')):.1f} |")
    (Path(__file__).parent / "tested.md").write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Every block of code of these pages is run, page by page, in a folder of its own."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import hongyan
from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

# pages for which `bindings-python/spark/run` has an environment
ELSEWHERE = {"spark.md": "pyspark", "dask.md": "distributed"}
SCRIPTS = str(Path(sys.executable).parent)


def console(example):
    """Lines that begin with `$` are commands; each must end with status 0."""
    environment = dict(os.environ, PATH=os.pathsep.join([SCRIPTS, os.environ["PATH"]]))
    for line in example.parsed.splitlines():
        if line.startswith("$ "):
            command = ["bash", "-o", "pipefail", "-c", line.removeprefix("$ ")]
            ran = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8")
            if ran.returncode != 0:
                return f"{line}\nstatus {ran.returncode}\n{ran.stdout}{ran.stderr}"
    return None


def setup(namespace):
    """A folder with the sample as files, for pages that read some."""
    namespace["_home"], folder = os.getcwd(), tempfile.mkdtemp(prefix="hongyan-docs-")
    os.chdir(folder)
    namespace["_folder"] = folder
    facts, _ = hongyan.sample()
    district = Path("district")
    district.mkdir()
    for table in facts:
        frame = facts[table].to_polars()
        frame.write_csv(district / f"{table}.csv")
        if table in ("engagements", "sessions"):
            frame.write_parquet(f"{table}.parquet")


def teardown(namespace):
    """Back, without the folder."""
    os.chdir(namespace["_home"])
    shutil.rmtree(namespace["_folder"])


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), CodeBlockParser("console", console)],
    patterns=["*.md"],
    # its examples are those of the docstrings, which tests/test_docs.py runs
    excludes=["reference.md", *(page for page, library in ELSEWHERE.items() if not importlib.util.find_spec(library))],
    setup=setup,
    teardown=teardown,
).pytest()

"""One policy and one set of frames, eight threads."""

from concurrent.futures import ThreadPoolExecutor

import hongyan
import polars as pl
import pyarrow as pa
from district import district


def test_eight_threads_say_the_same():
    facts = district(5, workers=40)
    policy = hongyan.Policy("civil_code")
    arrow = {name: pa.Table.from_pylist(rows) if rows else [] for name, rows in facts.items()}
    polars = {name: pl.DataFrame(rows) if rows else [] for name, rows in facts.items()}
    shared = hongyan.check(as_of="2025-01-31", policy=policy, keep="all", **arrow)

    def ask(turn):
        if turn % 4 == 0:
            return hongyan.evaluate(facts, as_of="2025-01-31", policy=policy)
        if turn % 4 == 1:
            return shared.to_dict()
        tables = arrow if turn % 4 == 2 else polars
        return hongyan.check(as_of="2025-01-31", policy=policy, keep="all", **tables).to_dict()

    with ThreadPoolExecutor(8) as pool:
        first, *others = pool.map(ask, range(32))
    assert all(other == first for other in others)


def test_a_report_is_read_by_many_at_once():
    report = hongyan.check(as_of="2025-01-31", keep="all", **district(6))
    with ThreadPoolExecutor(8) as pool:
        pages = set(pool.map(lambda _: report.to_html(), range(16)))
        tables = list(pool.map(lambda _: report.findings.to_arrow(), range(16)))
    assert len(pages) == 1 and all(table.equals(tables[0]) for table in tables)

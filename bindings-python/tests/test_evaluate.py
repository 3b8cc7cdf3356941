"""What a report of plain objects leaves behind."""

import gc
import sys

import hongyan

AS_OF = "2025-01-31"


def texts(value):
    """Every text in plain objects, keys too."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value


def test_no_id_outlives_its_report():
    # no literals: these are held by the code
    ids = {name: "".join([name, "-", str(len(name))]) for name in ("session", "project", "worker")}
    long = "".join(["a session whose id is ", "longer than most of them are"])
    rows = [{**ids, "form": "group", "ended_on": "2024-09-24"}]
    rows.append({**ids, "session": long, "form": "group", "ended_on": "2024-09-25"})
    report = hongyan.evaluate({"sessions": rows}, as_of=AS_OF)
    found = {text for text in texts(report) if text in {ids["session"], long, ids["worker"]}}
    assert len(found) == 3
    del report
    gc.collect()
    others = {"".join(["nobody's ", str(number)]) for number in range(3)}
    assert [sys.getrefcount(text) for text in found] == [sys.getrefcount(text) for text in others]


def test_names_and_days_are_the_same_objects_in_every_report():
    def once():
        row = {"session": "s", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-09-24"}
        [finding] = hongyan.evaluate({"sessions": [row]}, as_of="2024-09-30")["findings"]
        return finding

    one, other = once(), once()
    assert one == other and one is not other
    assert all(one[name] is other[name] for name in ("verdict", "due_on"))

"""The questions of ``tests/everywhere`` put to ``evaluate`` and to ``check``: ``python everywhere.py QUESTIONS``.

A line of JSON for each surface and part: ``{surface, part, asked, refused, differing, first}``.
"""

import json
import sys

import hongyan
from test_vectors import arrow, columns, polars

FAULT = ("table", "row", "column", "value", "code")


def written(value):
    """The bytes that the core writes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def faults(error):
    """The faults of a refusal as the contract has them, but for ``value``, which is text in a table."""
    return [
        {**{name: row[name] for name in FAULT}, "message": {"zh": row["message_zh"], "en": row["message_en"]}}
        for row in error.faults.to_dicts()
    ]


def expected_faults(text):
    """The same of the core's JSON."""
    return [fault | {"value": shown(fault["value"])} for fault in json.loads(text)]


def shown(value, nested=False):
    """A value as a table of faults and a message show it."""
    match value:
        case None:
            return "null" if nested else None
        case str():
            return value
        case list():
            return f"[{', '.join(shown(one, nested=True) for one in value)}]"
        case dict():
            return f"{{{', '.join(f'{name}: {shown(one, nested=True)}' for name, one in value.items())}}}"
        case _:
            return written(value)


def keywords(question):
    return {name: question[name] for name in ("as_of", "policy", "rules", "on_error") if question[name] is not None}


def frames(facts, make):
    """Tables as frames. Without a row there is no column either: such a table is an empty list."""
    return {table: make(rows) if rows and columns(rows) else rows for table, rows in facts.items()}


def ask_evaluate(question):
    return written(hongyan.evaluate(question["facts"], **keywords(question)))


def ask_check(make):
    return lambda question: hongyan.check(**keywords(question), keep="all", **frames(question["facts"], make)).to_json()


def differs(question, ask):
    """Whether it was refused, and what is not as it should be."""
    try:
        said = ask(question)
    except hongyan.InputError as error:
        if "faults" not in question:
            return True, f"refused: {error}"
        told, expected = faults(error), expected_faults(question["faults"])
        return True, None if told == expected else f"{told}\n  not {expected}"
    if "faults" in question:
        return False, "not refused"
    return False, None if said == question["report"] else parting(said, question["report"])


def parting(ours, theirs):
    at = next((at for at, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    return f"…{ours[max(0, at - 80) : at + 80]}\n  not …{theirs[max(0, at - 80) : at + 80]}"


def main(path):
    surfaces = {
        "Python, `evaluate`": (ask_evaluate, lambda question: True),
        "Python, `check` of pyarrow": (ask_check(arrow), lambda question: question["columns"]),
        "Python, `check` of Polars": (ask_check(polars), lambda question: question["columns"]),
    }
    lines = {
        (surface, part): {"surface": surface, "part": part, "asked": 0, "refused": 0, "differing": 0, "first": []}
        for surface in surfaces
        for part in ("cases", "districts")
    }
    with open(path, encoding="utf-8") as questions:
        for text in questions:
            question = json.loads(text)
            part = "districts" if question["name"].startswith("district ") else "cases"
            for surface, (ask, can_be_asked) in surfaces.items():
                if not can_be_asked(question):
                    continue
                line = lines[surface, part]
                refused, difference = differs(question, ask)
                line["asked"] += 1
                line["refused"] += refused
                if difference is not None:
                    line["differing"] += 1
                    line["first"] = [*line["first"], f"{question['name']}: {difference}"][:5]
    for line in lines.values():
        print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])

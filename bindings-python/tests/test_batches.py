"""Batches end as one call does, in whatever order and tree they are brought together."""

import datetime
import json
import pickle
import random

import hongyan
import pyarrow as pa
import pytest
from district import district
from test_district import numbered
from test_vectors import arrow, columns
from vectors import all_cases, asked

# what rows of other batches would have to tell
UNTOLD = {"session_of_unknown_engagement", "session_outside_engagement"}


def dealt(facts, chance):
    """The rows of every table in batches, and whole in the order of the batches. Rows that share a key stay together."""
    batches = [{} for _ in range(chance.randrange(1, 6))]
    whole = {}
    for name, rows in facts.items():
        parts = [[] for _ in batches]
        places = {}
        for row in rows:
            key = {"sessions": ("session", "worker"), "guidance": ("mentor", "guided_on")}.get(name)
            drawn = chance.randrange(len(batches))
            together = repr([row.get(column) for column in key]) if key else None
            parts[places.setdefault(together, drawn) if key else drawn].append(row)
        whole[name] = [row for part in parts for row in part]
        sure = chance.randrange(len(batches))
        for at, (batch, part) in enumerate(zip(batches, parts, strict=True)):
            if part or at == sure or chance.random() < 0.5:
                batch[name] = part
    return batches, whole


def gathered(batches, question, chance):
    """The states of single batches, merged by a random tree."""
    states = []
    for at, batch in enumerate(batches):
        states.append(hongyan.accumulate(iter([batch]), **question, first_batch=at * 10))
    chance.shuffle(states)
    while len(states) > 1:
        few = [states.pop() for _ in range(min(len(states), chance.randrange(2, 4)))]
        states.insert(chance.randrange(len(states) + 1), hongyan.merge(few))
    return states[0]


def told(report, facts):
    """The contract's JSON without what batches cannot tell."""
    days = [(row.get("mentor"), str(row.get("guided_on"))) for row in facts.get("guidance", [])]
    untold = UNTOLD | ({"guidance_before_appointment"} if len(set(days)) < len(days) else set())
    whole = json.loads(report.to_json())
    whole["warnings"] = [warning for warning in whole["warnings"] if warning["code"] not in untold]
    return json.dumps(whole, ensure_ascii=False)


def assert_alike(facts, question, seed, make=lambda rows: rows):
    chance = random.Random(seed)
    batches, whole = dealt(facts, chance)
    frames = [{name: make(rows) for name, rows in batch.items()} for batch in batches]
    expected = hongyan.check(**question, **{name: make(rows) for name, rows in whole.items()})
    states = [gathered(frames, question, chance) for _ in range(2)]
    assert states[0] == states[1] == hongyan.merge(states[:1])
    found = hongyan.finish(states[0])
    assert told(found, whole) == told(expected, whole)
    assert found.findings.to_dicts() == expected.findings.to_dicts()
    assert found.deadlines.to_dicts() == expected.deadlines.to_dicts()
    assert found.standings.to_dicts() == expected.standings.to_dicts()


@pytest.mark.parametrize("keep", ["all", "problems", "breach"])
def test_the_sample(keep):
    facts, as_of = hongyan.sample()
    for policy in ("plain", "civil_code"):
        assert_alike(facts.to_dict(), {"as_of": as_of, "policy": policy, "keep": keep}, 1)


def test_every_case():
    alike = 0
    for _, case in all_cases():
        if "on_error" in case:
            continue
        try:
            hongyan.evaluate(case["facts"], **asked(case))
        except hongyan.InputError:
            continue
        assert_alike(case["facts"], asked(case) | {"keep": "all"}, alike)
        alike += 1
    assert alike > 700


@pytest.mark.parametrize("seed", range(12))
def test_random_districts(seed):
    facts = district(seed)
    policies = (None, "civil_code", {"supervision": {"frequency": {"scope": "per_worker", "individual_per_month": 2}}})
    for policy in policies:
        for as_of in ("2024-03-15", datetime.date(2025, 6, 30)):
            question = {"as_of": as_of, "policy": policy, "keep": "all"}
            assert_alike(facts, question, seed)
            assert_alike(facts, question, seed, lambda rows: arrow(rows) if rows else [])
            integers, _ = numbered(facts)
            assert_alike(integers, question, seed)


def test_batches_are_asked_for_one_after_another():
    facts, as_of = hongyan.sample()
    sessions = facts["sessions"].to_arrow()
    asked_for = []

    def months():
        for at in range(0, len(sessions), 100):
            asked_for.append(at)
            yield {"sessions": sessions.slice(at, 100)}

    state = hongyan.accumulate(months(), as_of=as_of, rules="record_deadline", keep="all")
    assert len(asked_for) == -(-len(sessions) // 100)
    one = hongyan.check(as_of=as_of, rules="record_deadline", keep="all", sessions=sessions)
    assert hongyan.finish(state).findings.to_dicts() == one.findings.to_dicts()


def test_what_a_report_of_batches_can_and_cannot_do(tmp_path):
    facts, as_of = hongyan.sample()
    tables = {name: facts[name] for name in facts}
    report = hongyan.finish(hongyan.accumulate(tables, as_of=as_of), lang="zh")
    assert report.as_of == as_of and report.policy == hongyan.Policy() and not report.trusts_keys
    whole = facts.check(as_of=as_of, lang="zh")
    assert (report.summary, report.skipped, report.messages()) == (whole.summary, whole.skipped, whole.messages())
    assert report.fault_counts == {} and len(report.faults) == 0
    assert report.to_csv() == whole.to_csv() and report.to_ics() == whole.to_ics()
    assert "<!doctype html>" in report.to_html().lower() and report.to_xlsx()[:2] == b"PK"
    assert "<iframe" in report._repr_html_() and "Report(as_of=" in repr(report)
    report.to_json(tmp_path / "report.json")
    assert hongyan.load_report(tmp_path / "report.json").to_json() == report.to_json()
    with pytest.raises(AssertionError):
        report.assert_no("breach")
    everything = [hongyan.finish(hongyan.accumulate(tables, as_of=day, keep="all")) for day in ("2025-06-30", as_of)]
    changes, known = everything[1].diff(everything[0]), facts.check(as_of=as_of).diff(facts.check(as_of="2025-06-30"))
    whom = ("rule", "subject", "change", "from", "to")
    assert [[one[key] for key in whom] for one in changes["changes"]] == [[one[key] for key in whom] for one in known["changes"]]
    for needs_rows in (lambda: report.explain(0), lambda: report.rates("rule"), lambda: report.records,
                       lambda: report.split(tables["sessions"])):  # fmt: skip
        with pytest.raises(ValueError, match="need facts, and a report of batches is without them"):
            needs_rows()


QUESTION = {"as_of": "2024-06-01", "rules": "record_deadline"}
ROW = {"session": "D1", "project": "p", "worker": "w", "form": "group", "ended_on": "2024-04-24"}


def test_a_faulty_batch_is_named():
    batches = [{"sessions": [ROW]}, {"sessions": [ROW | {"ended_on": "2024-02-30"}]}]
    with pytest.raises(hongyan.InputError, match=r"^batch 8: sessions, row 0, ended_on: `2024-02-30` is not") as raised:
        hongyan.accumulate(batches, **QUESTION, first_batch=7)
    assert (raised.value.batch, raised.value.total) == (8, 1)
    again = pickle.loads(pickle.dumps(raised.value))
    assert (str(again), again.batch) == (str(raised.value), 8)
    with pytest.raises(hongyan.InputError, match="there is no such table") as raised:
        hongyan.accumulate({"session": []}, **QUESTION)
    assert raised.value.batch == 0
    report = hongyan.finish(hongyan.accumulate(batches, **QUESTION, on_error="skip"))
    assert [(fault["row"], fault["code"]) for fault in report.faults.to_dicts()] == [(1, "bad_date")]
    assert report.fault_counts == {"bad_date": 1}


def test_ids_stay_of_one_kind():
    texts, integers = ({"sessions": [ROW | {"session": session}]} for session in ("1", 1))
    with pytest.raises(hongyan.InputError, match="batch 1: sessions, session: .*all integers or all texts"):
        hongyan.accumulate([texts, integers], **QUESTION)
    states = [hongyan.accumulate(batch, **QUESTION, first_batch=at) for at, batch in enumerate((texts, integers))]
    with pytest.raises(ValueError, match=r"states\[1\]: .* as integers and as texts"):
        hongyan.merge(states)


def test_keys_are_compared_over_batches():
    row = {"mentor": "m", "appointed_on": "2024-01-05"}
    batches = [{"appointments": [row]}, {"appointments": [row | {"ends_on": "2025-01-01"}]}]
    state = hongyan.accumulate(batches, as_of="2024-06-01")
    with pytest.raises(hongyan.InputError) as raised:
        hongyan.finish(state)
    assert [fault["row"] for fault in raised.value.faults.to_dicts()] == [0, 1]
    skipped = hongyan.finish(hongyan.accumulate(batches, as_of="2024-06-01", on_error="skip"))
    assert skipped.fault_counts == {"duplicate_key": 2}


def test_bytes_that_are_no_state():
    state = hongyan.accumulate({"sessions": [ROW]}, **QUESTION)
    assert hongyan.finish(bytearray(state)).summary == hongyan.finish(state).summary
    changed = bytearray(state)
    changed[20] ^= 1
    for bad, said in ((b"", "no saved"), (b"project,worker\n1,2", "no saved"), (state[:-1], "damaged"),
                      (bytes(changed), "damaged"), (state[:7] + b"\x09" + state[8:], "version 9")):  # fmt: skip
        with pytest.raises(ValueError, match=said):
            hongyan.finish(bad)
        with pytest.raises(ValueError, match=rf"states\[1\]: .*{said}"):
            hongyan.merge([state, bad])
    with pytest.raises(TypeError):
        hongyan.finish("text")


def test_states_that_do_not_go_together():
    def state(**other):
        return hongyan.accumulate({"sessions": [ROW]}, **(QUESTION | {"first_batch": 1} | other))

    one = hongyan.accumulate({"sessions": [ROW]}, **QUESTION)
    for other in ({"as_of": "2024-06-02"}, {"policy": "civil_code"}, {"rules": None}, {"keep": "all"},
                  {"on_error": "skip"}, {"trust_keys": True}):  # fmt: skip
        with pytest.raises(ValueError, match=r"states\[1\]: .*different questions"):
            hongyan.merge([one, state(**other)])
    with pytest.raises(ValueError, match=r"states\[1\]: batch 0 is in both"):
        hongyan.merge([one, one])
    with pytest.raises(ValueError, match="no states"):
        hongyan.merge([])
    assert hongyan.merge(iter([one])) == one


def test_numbers_of_batches_end():
    last = 2**32 - 1
    assert hongyan.accumulate({"sessions": [ROW]}, **QUESTION, first_batch=last)
    with pytest.raises(ValueError, match="end at 4294967295"):
        hongyan.accumulate([{"sessions": [ROW]}] * 2, **QUESTION, first_batch=last)
    for number in (-1, last + 1):
        with pytest.raises(OverflowError):
            hongyan.accumulate([], **QUESTION, first_batch=number)


@pytest.mark.parametrize("batches", [[[ROW]], [None], 5, [{"sessions": 5}]])
def test_what_is_no_batch(batches):
    with pytest.raises((TypeError, hongyan.InputError)):
        hongyan.accumulate(batches, **QUESTION)


def test_state_follows_subjects_not_rows():
    def sessions(first, count):
        rows = [ROW | {"session": first + at, "form": "individual", "record_submitted_on": "2024-04-25"}
                for at in range(count)]  # fmt: skip
        return {"sessions": pa.table(columns(rows))}

    small, large = (
        hongyan.accumulate([sessions(0, size), sessions(size, size)], as_of="2024-06-01") for size in (10, 5_000)
    )
    assert len(large) < len(small) + 20

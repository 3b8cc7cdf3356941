"""The policy as a class."""

import datetime
import inspect
import pickle

import hongyan
import pytest
from hongyan import Policy, PolicyError


def test_keywords_are_the_keys():
    keys = [row["key"] for row in Policy().describe().to_dicts()]
    names = [key.replace(".", "_") for key in keys]
    for function in (Policy, Policy.replace):
        parameters = [name for name in inspect.signature(function).parameters if name != "self"]
        assert parameters == ["profile", *names, "settled", "rest_days"]


def test_defaults():
    policy = Policy()
    assert policy == Policy.from_dict({}) == Policy("plain") == Policy(supervision_record_within_days=7)
    assert policy["supervision.record.within_days"] == 7
    assert policy["supervision"]["record"]["forms"] == ["individual", "group", "peer", "on_site"]
    assert policy.settled == {"supervision.record.first_day": "Civil Code art. 201(1)"}
    assert policy.editions is None
    with pytest.raises(KeyError, match="mentor.term.yaers"):
        policy["mentor.term.yaers"]


def test_a_value_that_changes_is_no_longer_settled():
    policy = Policy().replace(supervision_record_first_day="included")
    assert policy.settled == {}
    assert policy.replace(supervision_record_first_day="excluded") == Policy()
    cited = Policy(settled={"mentor.term.last_day": "M8"})
    assert cited.settled == {"mentor.term.last_day": "M8"}


@pytest.mark.parametrize(
    "policy",
    [
        Policy(),
        Policy("civil_code"),
        Policy("civil_code", mentor_term_years=5),
        Policy(supervision_effective_to=datetime.date(2026, 1, 31), settled={}),
        Policy(supervision_record_forms=["group"], rest_days={2030: {"holidays": ["2030-01-01"], "makeup_workdays": []}}),
        Policy.from_toml('[[editions]]\neffective_from = 2023-01-01\n[editions.policy]\nprofile = "civil_code"\n'),
        Policy.from_dict({"editions": [
            {"effective_from": "2023-01-01", "effective_to": "2023-12-31", "policy": {}},
            {"effective_from": "2024-01-01", "policy": {"mentor": {"term": {"years": 2}}}},
        ]}),
    ],
    ids=str,
)  # fmt: skip
def test_round_trips(policy):
    assert pickle.loads(pickle.dumps(policy)) == policy
    assert eval(repr(policy)) == policy
    assert Policy.from_dict(policy.to_dict()) == policy
    assert Policy.from_json(policy.to_json()) == policy
    assert hash(Policy.from_json(policy.to_json())) == hash(policy)
    assert len({policy, Policy.from_dict(policy.to_dict())}) == 1


def test_repr_is_short():
    assert repr(Policy()) == "Policy()"
    assert repr(Policy("civil_code", mentor_term_years=5)) == "Policy(profile='civil_code', mentor_term_years=5)"


def test_every_error_is_told():
    with pytest.raises(PolicyError) as raised:
        Policy.from_dict({"mentor": {"term": {"yaers": 3, "years": "three"}}, "supervision": {"record": {"within_days": 0}}})
    errors = {error["key"]: error["code"] for error in raised.value.errors}
    assert errors == {
        "mentor.term.yaers": "unknown_key",
        "mentor.term.years": "wrong_type",
        "supervision.record.within_days": "bad_value",
    }
    assert set(raised.value.errors[0]["message"]) == {"zh", "en"}
    assert len(str(raised.value).splitlines()) == 3
    assert pickle.loads(pickle.dumps(raised.value)).errors == raised.value.errors


def test_what_is_no_policy():
    with pytest.raises(TypeError, match="mentor_term_yaers"):
        Policy(mentor_term_yaers=3)
    with pytest.raises(PolicyError, match="profile"):
        hongyan.evaluate({}, as_of="2024-01-01", policy="office")
    with pytest.raises(PolicyError):
        hongyan.evaluate({}, as_of="2024-01-01", policy=7)
    with pytest.raises(PolicyError, match="settled"):
        Policy(settled={"mentor.term.years": "M5"})
    with pytest.raises(PolicyError):
        Policy(mentor_term_years=datetime.datetime(2024, 1, 1))


def test_describe_is_a_table():
    table = Policy(mentor_term_years=5).describe()
    row = next(row for row in table.to_dicts() if row["key"] == "mentor.term.years")
    assert (row["value"], row["default"], row["basis"], row["clause"]) == ("5", "3", "text", "M5")
    zh = Policy().describe(lang="zh").to_dicts()[0]["meaning"]
    assert any("\u4e00" <= sign <= "\u9fff" for sign in zh)
    assert table.to_polars().height == len(table) == 25


def test_what_is_given_is_the_callers_own():
    policy = Policy.from_dict({"rest_days": {"2030": {"holidays": ["2030-01-01"], "makeup_workdays": []}}})
    first = policy.to_dict()
    given = [
        first,
        policy["supervision"],
        policy["supervision.record.forms"],
        hongyan.evaluate({}, as_of="2024-01-01", policy=policy)["policy"],
    ]
    unchanged = [pickle.dumps(one) for one in given]
    first["supervision"]["record"]["forms"].append("lunch")
    first["rest_days"]["2030"]["holidays"].clear()
    first["mentor"].clear()
    again = [
        policy.to_dict(),
        policy["supervision"],
        policy["supervision.record.forms"],
        hongyan.evaluate({}, as_of="2024-01-01", policy=policy)["policy"],
    ]
    assert [pickle.dumps(one) for one in again] == unchanged
    assert Policy.from_dict(again[0]) == policy

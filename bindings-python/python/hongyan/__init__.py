"""How do the duties of two municipal regulations stand, and why?

``check`` takes tables (frames of any library that speaks Arrow, lists of dicts, files) and gives a :class:`Report`,
``evaluate`` takes and gives plain dicts, :class:`Policy` holds the numbers and readings; ``accumulate``, ``merge`` and
``finish`` are ``check`` for tables that come in batches.

>>> import datetime, hongyan
>>> sessions = [{"session": "D2024-0312", "project": "磁器口", "worker": "周敏", "form": "group",
...              "ended_on": datetime.date(2024, 9, 24)}]
>>> report = hongyan.check(as_of=datetime.date(2024, 10, 12), sessions=sessions)
>>> report.summary["record_deadline"]["breach"]
1
"""

from collections.abc import Mapping as _Mapping

from hongyan._dates import (
    cycle_plan_due,
    evaluation_due,
    inactivity_deadline,
    monthly_plan_due,
    next_workday,
    record_due,
    term_last_day,
)
from hongyan._errors import InputError, PolicyError
from hongyan._hongyan import (
    Facts,
    Frame,
    Policy,
    Report,
    __version__,
    accumulate,
    check,
    clauses,
    evaluate,
    finish,
    load_report,
    merge,
    read,
    record_status,
    rules,
    sample,
)

__all__ = [
    "Facts",
    "Frame",
    "InputError",
    "Policy",
    "PolicyError",
    "Report",
    "__version__",
    "accumulate",
    "check",
    "clauses",
    "cycle_plan_due",
    "evaluate",
    "evaluation_due",
    "finish",
    "inactivity_deadline",
    "load_report",
    "monthly_plan_due",
    "next_workday",
    "read",
    "record_due",
    "record_status",
    "rules",
    "sample",
    "term_last_day",
]

_Mapping.register(Facts)

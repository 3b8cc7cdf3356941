"""The regulation's dates for single events: of one ``datetime.date``, or of a whole column.

A column is anything that has dates in it: a list, a tuple, a NumPy array, a series of pandas or Polars, an index of
pandas, an array of pyarrow, anything else that speaks Arrow. What is null stays so. The result is of the same kind.
The policy's readings are heeded; whether a duty exists at all, only :func:`hongyan.check` decides.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, TypeVar, overload

from hongyan import _hongyan
from hongyan._columns import like

if TYPE_CHECKING:
    from hongyan.types import PolicyLike

Column = TypeVar("Column")


@overload
def record_due(ended_on: datetime.date, *, policy: PolicyLike | None = None) -> datetime.date | None: ...
@overload
def record_due(ended_on: Column, *, policy: PolicyLike | None = None) -> Column: ...
def record_due(ended_on: Any, *, policy: Any = None) -> Any:
    """S6.2.1: the last day for the record of a session that ended on this day.

    Args:
        ended_on: a ``datetime.date``, or a column of dates.
        policy: a :class:`Policy`, a dict or a profile's name; the defaults if none is given.

    Returns:
        A date, or a column of the same kind. ``None`` where the last day is rolled and looks at a year whose rest days
        are not known: never a guess.

    Raises:
        TypeError: if it is no date or column of dates; a ``datetime.datetime`` is none, nor is a text.
        ValueError: if a column of times has one that is not at midnight.

    >>> import datetime, hongyan
    >>> hongyan.record_due(datetime.date(2024, 9, 24))
    datetime.date(2024, 10, 1)
    >>> hongyan.record_due([datetime.date(2024, 9, 24), None], policy="civil_code")
    [datetime.date(2024, 10, 8), None]
    """
    result = _hongyan.record_due(ended_on, policy)
    return result if type(ended_on) is datetime.date else like(ended_on, result)


@overload
def cycle_plan_due(start: datetime.date, *, policy: PolicyLike | None = None) -> datetime.date: ...
@overload
def cycle_plan_due(start: Column, *, policy: PolicyLike | None = None) -> Column: ...
def cycle_plan_due(start: Any, *, policy: Any = None) -> Any:
    """S2.1: the last day for the cycle plan of a supervisor who starts on this day.

    Args:
        start: a ``datetime.date``, or a column of dates.
        policy: a :class:`Policy`, a dict or a profile's name; the defaults if none is given.

    Returns:
        A date, or a column of the same kind.

    Raises:
        TypeError: if it is no date or column of dates; a ``datetime.datetime`` is none, nor is a text.
        ValueError: if a column of times has one that is not at midnight.

    >>> import datetime, hongyan
    >>> hongyan.cycle_plan_due(datetime.date(2024, 1, 31))
    datetime.date(2024, 2, 29)
    """
    result = _hongyan.cycle_plan_due(start, policy)
    return result if type(start) is datetime.date else like(start, result)


@overload
def monthly_plan_due(first_engaged: datetime.date, *, policy: PolicyLike | None = None) -> datetime.date: ...
@overload
def monthly_plan_due(first_engaged: Column, *, policy: PolicyLike | None = None) -> Column: ...
def monthly_plan_due(first_engaged: Any, *, policy: Any = None) -> Any:
    """S2.2: the last day for the plan of the month whose first engaged day under the supervisor is this one.

    Args:
        first_engaged: a ``datetime.date``, or a column of dates.
        policy: a :class:`Policy`, a dict or a profile's name; the defaults if none is given.

    Returns:
        A date, or a column of the same kind.

    Raises:
        TypeError: if it is no date or column of dates; a ``datetime.datetime`` is none, nor is a text.
        ValueError: if a column of times has one that is not at midnight.

    >>> import datetime, hongyan
    >>> hongyan.monthly_plan_due(datetime.date(2024, 2, 1))
    datetime.date(2024, 2, 10)
    """
    result = _hongyan.monthly_plan_due(first_engaged, policy)
    return result if type(first_engaged) is datetime.date else like(first_engaged, result)


@overload
def evaluation_due(first_term_day: datetime.date, *, policy: PolicyLike | None = None) -> datetime.date: ...
@overload
def evaluation_due(first_term_day: Column, *, policy: PolicyLike | None = None) -> Column: ...
def evaluation_due(first_term_day: Any, *, policy: Any = None) -> Any:
    """M6: the last day for the evaluation of a mentor's calendar year, by the first term day in it.

    Args:
        first_term_day: a ``datetime.date``, or a column of dates.
        policy: a :class:`Policy`, a dict or a profile's name; the defaults if none is given.

    Returns:
        A date, or a column of the same kind.

    Raises:
        TypeError: if it is no date or column of dates; a ``datetime.datetime`` is none, nor is a text.
        ValueError: if a column of times has one that is not at midnight.

    >>> import datetime, hongyan
    >>> hongyan.evaluation_due(datetime.date(2024, 1, 1))
    datetime.date(2025, 3, 31)
    """
    result = _hongyan.evaluation_due(first_term_day, policy)
    return result if type(first_term_day) is datetime.date else like(first_term_day, result)


@overload
def next_workday(date: datetime.date, *, policy: PolicyLike | None = None) -> datetime.date | None: ...
@overload
def next_workday(date: Column, *, policy: PolicyLike | None = None) -> Column: ...
def next_workday(date: Any, *, policy: Any = None) -> Any:
    """The day itself if it is worked in mainland China, else the first workday after it.

    Args:
        date: a ``datetime.date``, or a column of dates.
        policy: a :class:`Policy`, a dict or a profile's name, whose ``rest_days`` are heeded; the defaults if none is
            given.

    Returns:
        A date, or a column of the same kind. ``None`` where a year is looked at whose rest days are not known.

    Raises:
        TypeError: if it is no date or column of dates; a ``datetime.datetime`` is none, nor is a text.
        ValueError: if a column of times has one that is not at midnight.

    >>> import datetime, hongyan
    >>> hongyan.next_workday(datetime.date(2024, 10, 1))
    datetime.date(2024, 10, 8)
    >>> hongyan.next_workday(datetime.date(2027, 1, 2)) is None  # the arrangement of 2027 is not published
    True
    """
    result = _hongyan.next_workday(date, policy)
    return result if type(date) is datetime.date else like(date, result)


@overload
def term_last_day(
    appointed_on: datetime.date, ends_on: datetime.date | None = None, *, policy: PolicyLike | None = None
) -> datetime.date: ...
@overload
def term_last_day(
    appointed_on: Column, ends_on: Column | datetime.date | None = None, *, policy: PolicyLike | None = None
) -> Column: ...
def term_last_day(appointed_on: Any, ends_on: Any = None, *, policy: Any = None) -> Any:
    """M5: the last day of an appointment's term, were it not for a revocation.

    Args:
        appointed_on: a ``datetime.date``, or a column of dates.
        ends_on: what the certificate has printed on it, if anything; beside a column one date, or a column equally long.
        policy: a :class:`Policy`, a dict or a profile's name; the defaults if none is given.

    Returns:
        A date, or a column of the same kind.

    Raises:
        TypeError: if one is no date or column of dates; a ``datetime.datetime`` is none, nor is a text.
        ValueError: if the columns are not equally long, or a column of times has one that is not at midnight.

    >>> import datetime, hongyan
    >>> hongyan.term_last_day(datetime.date(2024, 2, 29))
    datetime.date(2027, 2, 28)
    """
    result = _hongyan.term_last_day(appointed_on, ends_on, policy)
    return result if type(appointed_on) is datetime.date else like(appointed_on, result)


@overload
def inactivity_deadline(
    appointed_on: datetime.date, after: datetime.date, *, policy: PolicyLike | None = None
) -> datetime.date: ...
@overload
def inactivity_deadline(
    appointed_on: Column, after: Column | datetime.date, *, policy: PolicyLike | None = None
) -> Column: ...
def inactivity_deadline(appointed_on: Any, after: Any, *, policy: Any = None) -> Any:
    """M6: the last day on which guidance still saves a mentor, whose last guidance was on one day.

    Args:
        appointed_on: the day of the appointment, a ``datetime.date`` or a column of dates; it chooses the edition.
        after: the day of the last guidance, or of the appointment if there was none; beside a column one date, or a column
            equally long.
        policy: a :class:`Policy`, a dict or a profile's name; the defaults if none is given.

    Returns:
        A date, or a column of the same kind.

    Raises:
        TypeError: if one is no date or column of dates; a ``datetime.datetime`` is none, nor is a text.
        ValueError: if the columns are not equally long, or a column of times has one that is not at midnight.

    >>> import datetime, hongyan
    >>> hongyan.inactivity_deadline(datetime.date(2024, 1, 1), datetime.date(2024, 8, 31))
    datetime.date(2025, 2, 28)
    """
    result = _hongyan.inactivity_deadline(appointed_on, after, policy)
    return result if type(appointed_on) is datetime.date else like(appointed_on, result)

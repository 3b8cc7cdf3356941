"""Polars, lazy over memory, in either of its engines.

Most questions are asked twice. `plain`: joined on ids and months as one writes it. Else: two ids or an id and a day
packed into one 64-bit key, looked up bits for months, and no sorting of what is known to be sorted.
"""

import polars as pl
from data import FORMS, READ, STATUSES, days
from polars import col
from polars_frequency import Frequency, count_missing
from polars_mentors import Mentors, count_stretches, count_term

VERSION = pl.__version__
AS_OF_DAY = 20_103


def frames(nation, tables, text=False):
    """Tables as lazy frames; ids as numbers or as text."""
    found = {}
    for table in tables:
        columns = {}
        for name in READ[table]:
            if text and name in ("project", "worker"):
                columns[name] = pl.from_arrow(nation.names(table, name))
            elif name == "form":
                columns[name] = pl.Series(nation.column(table, name)).cat.to(pl.Enum(FORMS))
            elif name in ("project", "worker", "mentor"):
                columns[name] = pl.Series(nation.column(table, name))
            else:
                columns[name] = pl.from_arrow(days(nation.column(table, name)))
        found[table] = pl.DataFrame(columns).rechunk().lazy()
    return found


SUBMITTED, ENDED = col("record_submitted_on").to_physical(), col("ended_on").to_physical()
DAYS_LATE = SUBMITTED - ENDED - 7
OVERDUE = ENDED < AS_OF_DAY - 7


def totals(sessions, engine):
    """F2. What is not submitted is overdue or pending, what is submitted and not late in time."""
    found = sessions.select(
        rows=pl.len(),
        open=SUBMITTED.null_count(),
        late=(DAYS_LATE > 0).sum(),
        days_late=DAYS_LATE.clip(0).sum(),
        overdue=(SUBMITTED.is_null() & OVERDUE).sum(),
    )
    return found.select(
        "late",
        "days_late",
        "overdue",
        on_time=col("rows") - col("open") - col("late"),
        pending=col("open") - col("overdue"),
    ).collect(engine=engine)


def each(sessions, engine):
    """F2col: a code and the days late for every row."""
    on_time, late, overdue, pending = (pl.lit(code, pl.UInt8) for code in range(len(STATUSES)))
    status = pl.when(DAYS_LATE <= 0).then(on_time).when(DAYS_LATE > 0).then(late)
    status = status.when(OVERDUE).then(overdue).otherwise(pending)
    return sessions.select(status=status, days_late=DAYS_LATE.clip(0)).collect(engine=engine)


def count_each(rows):
    counts = dict(rows["status"].value_counts().iter_rows())
    late = rows["days_late"].cast(pl.Int64).sum()
    return {name: counts.get(code, 0) for code, name in enumerate(STATUSES)} | {"days_late": late}


def answers(nation, engine):
    tables = frames(nation, READ)
    sessions = tables["sessions"]
    numbers = Frequency(tables["engagements"], sessions)
    text = frames(nation, ("engagements", "sessions"), text=True)
    texts = Frequency(text["engagements"], text["sessions"])
    mentors = Mentors(tables["guidance"], tables["appointments"], nation.meta["order"] == "sorted")
    return {
        "F1": (lambda: numbers.packed(engine), count_missing),
        "F1_plain": (lambda: numbers.plain(engine), count_missing),
        "F1str": (lambda: texts.plain(engine), count_missing),
        "F2": (lambda: totals(sessions, engine), lambda found: found.row(0, named=True)),
        "F2col": (lambda: each(sessions, engine), count_each),
        "F3": (lambda: mentors.term(engine), count_term),
        "F3_plain": (lambda: mentors.term_plain(engine), count_term),
        "F4": (lambda: mentors.stretches(engine), count_stretches),
        "F4_plain": (lambda: mentors.stretches_plain(engine), count_stretches),
    }

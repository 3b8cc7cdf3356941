"""Polars: one integer of month bits for each engagement, one 64-bit key for each pair of ids, days as integers."""

from datetime import date, timedelta

import numpy as np
import polars as pl
from data import FORMS, READ, STATUSES, days
from polars import col

VERSION = pl.__version__
FIRST, LAST, AS_OF = date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 15)
EPOCH = date(1970, 1, 1)
FIRST_DAY, AS_OF_DAY = (FIRST - EPOCH).days, (AS_OF - EPOCH).days
# group supervision in the upper half of the month bits
GROUP_BITS = 1 << 16


def frames(nation, text=False):
    """Every table as a lazy frame over memory."""
    found = {}
    for table, names in READ.items():
        columns = {}
        for name in names:
            if text and name in ("project", "worker"):
                columns[name] = pl.from_arrow(nation.names(table, name))
            elif name == "form":
                columns[name] = pl.Series(nation.column(table, name)).cat.to(pl.Enum(FORMS))
            elif name in ("project", "worker", "mentor"):
                columns[name] = pl.Series(nation.column(table, name))
            else:
                columns[name] = pl.from_arrow(days(nation.column(table, name)))
        found[table] = pl.DataFrame(columns).rechunk().lazy()
        if text and table == "sessions":
            break
    return found


def month_table(value):
    """A number for each month, looked up by a day's month; 0 stands first for no month."""
    return lambda day: day.dt.month().replace_strict(
        list(range(13)), [0] + [value(month) for month in range(12)], return_dtype=pl.Int32
    )


def bit_of_day():
    """The bit of each (form, day) of 2024, to be looked up by place."""
    months = [(FIRST + timedelta(day)).month - 1 for day in range(366)]
    return pl.Series([1 << month for month in months] + [GROUP_BITS << month for month in months], dtype=pl.Int32)


BITS = bit_of_day()


class Frequency:
    """F1: which form is missing in which month."""

    def __init__(self, tables, key, same=()):
        self.engagements, self.sessions = tables["engagements"], tables["sessions"]
        self.key, self.same = key, same
        self.count = self.engagements.select(pl.len()).collect().item()

    def attended(self):
        place = col("form").to_physical().cast(pl.Int32) * 366 + col("ended_on").to_physical() - FIRST_DAY
        sessions = self.sessions.filter(col("form") != "peer", col("ended_on").is_between(FIRST, LAST))
        sessions = sessions.select(*self.key, *self.same, "ended_on", place=place)
        same = [col(name).alias(f"engaged_{name}") for name in self.same]
        engaged = self.engagements.with_row_index("row").select(*self.key, *same, "row", "start", "end")
        on = [key.meta.output_name() for key in self.key]
        return sessions.join(engaged, on=on).filter(
            *(col(name) == col(f"engaged_{name}") for name in self.same),
            col("ended_on") >= col("start"),
            col("end").is_null() | (col("ended_on") <= col("end")),
        )

    def bits(self, engine):
        bit = pl.lit(BITS).gather(col("place"))
        attended = self.attended().select("row", bit=bit).group_by("row").agg(bits=col("bit").bitwise_or())
        return self.missing(attended, engine)

    def slots(self, engine):
        """A flag for each engagement, form and month, set by numpy: the bits without grouping."""
        month = (col("ended_on").dt.month() - 1).cast(pl.UInt32)
        slot = col("row") * 28 + (col("form") == "group").cast(pl.UInt32) * 16 + month
        slots = self.attended().select(slot=slot).collect(engine=engine)["slot"].to_numpy()
        held = np.zeros((self.count, 28), bool)
        held.ravel()[slots] = True
        bits = held @ (1 << np.arange(28, dtype=np.int32))
        attended = pl.LazyFrame({"row": np.arange(self.count, dtype=np.uint32), "bits": bits.astype(np.int32)})
        return self.missing(attended, engine)

    def missing(self, attended, engine):
        from_, to = pl.max_horizontal("start", pl.lit(FIRST)), pl.min_horizontal(col("end").fill_null(LAST), pl.lit(LAST))
        since, until = month_table(lambda month: 0xFFF & ~((1 << month) - 1)), month_table(lambda month: (2 << month) - 1)
        touched = self.engagements.with_row_index("row").with_columns(from_=from_, to=to).filter(col("from_") <= col("to"))
        touched = touched.with_columns(touched=since(col("from_")) & until(col("to")))
        months = pl.LazyFrame(
            {"month": range(1, 13), "bit": [1 << month for month in range(12)]},
            schema={"month": pl.Int8, "bit": pl.Int32},
        )
        return (
            touched.join(attended, on="row", how="left")
            .with_columns(bits=col("bits").fill_null(0))
            .with_columns(alone=col("touched") & ~col("bits"), group=col("touched") & ~(col("bits") // GROUP_BITS))
            .filter((col("alone") | col("group")) != 0)
            .join(months, how="cross")
            .select(
                "project",
                "worker",
                "month",
                individual=(col("alone") & col("bit")) != 0,
                group=(col("group") & col("bit")) != 0,
            )
            .filter(col("individual") | col("group"))
            .collect(engine=engine)
        )


def count_missing(rows):
    worker = col("worker")
    worker = worker.str.slice(1) if rows["worker"].dtype == pl.String else worker
    return rows.select(
        rows=pl.len(),
        missing_individual=col("individual").sum(),
        missing_group=col("group").sum(),
        chk=(worker.cast(pl.Int64) * 13 + col("month")).sum(),
    ).row(0, named=True)


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
    code = (DAYS_LATE > 0).cast(pl.UInt8).fill_null(3 - OVERDUE.cast(pl.UInt8))
    return sessions.select(status=code, days_late=DAYS_LATE.clip(0)).collect(engine=engine)


def each_when(sessions, engine):
    literal = lambda x: pl.lit(x, pl.UInt8)
    code = pl.when(DAYS_LATE <= 0).then(literal(0)).when(DAYS_LATE > 0).then(literal(1)).when(OVERDUE).then(literal(2)).otherwise(literal(3))
    return sessions.select(status=code, days_late=DAYS_LATE.clip(0)).collect(engine=engine)


def count_each(rows):
    counts = dict(rows["status"].value_counts().iter_rows())
    late = rows["days_late"].cast(pl.Int64).sum()
    return {name: counts.get(code, 0) for code, name in enumerate(STATUSES)} | {"days_late": late}


def at(day):
    """Mentor and day in one number that sorts as both do."""
    return col("mentor").cast(pl.Int64) * 65536 + col(day).to_physical()


class Mentors:
    """F3 and F4, on one sorted key of mentor and day."""

    def __init__(self, tables, ordered):
        # what is known to be sorted is not sorted again
        self.order = (lambda frame: frame.set_sorted("at")) if ordered else (lambda frame: frame.sort("at"))
        self.guidance = tables["guidance"]
        self.appointments = tables["appointments"]
        self.terms = self.appointments.with_columns(last=col("appointed_on").dt.offset_by("3y"))

    def term(self, engine):
        terms = self.order(self.terms.select(at=at("appointed_on"), appointee="mentor", last="last"))
        guidance = self.order(self.guidance.select("mentor", "guided_on", at=at("guided_on")))
        inside = (col("appointee") == col("mentor")) & (col("guided_on") <= col("last"))
        outside = guidance.join_asof(terms, on="at").filter(~inside.fill_null(False)).select("mentor", "guided_on")
        active = self.terms.filter(col("appointed_on") <= AS_OF, col("last") >= AS_OF).select("mentor").unique()
        return pl.collect_all([outside, active], engine=engine)

    def term_by(self, engine):
        outside = (
            self.guidance.sort("guided_on")
            .join_asof(self.terms.sort("appointed_on"), left_on="guided_on", right_on="appointed_on", by="mentor", check_sortedness=False)
            .filter(col("last").is_null() | (col("guided_on") > col("last"))).select("mentor", "guided_on")
        )
        active = self.terms.filter(col("appointed_on") <= AS_OF, col("last") >= AS_OF).select("mentor").unique()
        return pl.collect_all([outside, active], engine=engine)

    def stretches(self, engine):
        """Only gaps of more than 181 days can be six months; few are left to be held against terms."""
        terms = self.terms.filter(col("appointed_on") <= AS_OF)
        terms = terms.select("mentor", "appointed_on", to=pl.min_horizontal("last", pl.lit(AS_OF)))
        guidance = self.order(self.guidance.select("mentor", "guided_on", at=at("guided_on")))
        first = self.order(terms.with_columns(at=at("appointed_on"))).join_asof(
            guidance.select("at", guided="mentor", next="guided_on"), on="at", strategy="forward"
        )
        same = col("guided") == col("mentor")
        first = first.select("mentor", "to", after="appointed_on", next=pl.when(same).then("next"))
        same = col("mentor").shift(-1) == col("mentor")
        gaps = guidance.select("mentor", after="guided_on", next=pl.when(same).then(col("guided_on").shift(-1)))
        gaps = gaps.filter(
            col("next").is_null() | (col("next").to_physical() - col("after").to_physical() > 181)
        ).join(terms, on="mentor")
        gaps = gaps.filter(col("after").is_between("appointed_on", "to")).select("mentor", "to", "after", "next")
        return (
            pl.concat([first, gaps])
            .with_columns(next=pl.min_horizontal("next", "to"))
            .filter(col("next").to_physical() - col("after").to_physical() > 181)
            .with_columns(missed_on=col("after").dt.offset_by("6mo"))
            .filter(col("next") > col("missed_on"))
            .select("mentor", "after", "missed_on")
            .collect(engine=engine)
        )


def count_term(found):
    outside, active = found
    return {"active": len(active), "outside": len(outside), "chk": outside["guided_on"].to_physical().cast(pl.Int64).sum()}


def count_stretches(rows):
    number = col("mentor").cast(pl.Int64) * 7 + col("missed_on").to_physical()
    return {"rows": len(rows), "chk": rows.select(number.sum()).item()}


def answers(nation, engine):
    tables = frames(nation)
    pair = [(col("worker").cast(pl.Int64) * 65536 + col("project")).alias("pair")]
    frequency, mentors = Frequency(tables, pair), Mentors(tables, nation.meta["order"] == "sorted")
    named = Frequency(frames(nation, text=True), [col("worker"), col("project")])
    named2 = Frequency(named.__dict__ and {"engagements": named.engagements, "sessions": named.sessions}, [col("worker")], ["project"])
    sessions = tables["sessions"]
    return {
        "F1": (lambda: frequency.bits(engine), count_missing),
        "F1slots": (lambda: frequency.slots(engine), count_missing),
        "F1two": (lambda: Frequency(tables, [col("worker"), col("project")]).bits(engine), count_missing),
        "F1str": (lambda: named.bits(engine), count_missing),
        "F1str2": (lambda: named2.bits(engine), count_missing),
        "F2": (lambda: totals(sessions, engine), lambda found: found.row(0, named=True)),
        "F2col": (lambda: each(sessions, engine), count_each),
        "F2colw": (lambda: each_when(sessions, engine), count_each),
        "F3": (lambda: mentors.term(engine), count_term),
        "F3by": (lambda: mentors.term_by(engine), count_term),
        "F4": (lambda: mentors.stretches(engine), count_stretches),
    }

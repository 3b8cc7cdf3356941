"""F1 in Polars: which form is missing in which month, by one number of month bits for each engagement."""

from datetime import date, timedelta

import polars as pl
from polars import col

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
FIRST_DAY = 19_723
# group supervision has the upper half of the bits
GROUP = 1 << 16


def bits_of_days():
    """The bit of each day of 2024, first as individual and then as group supervision."""
    months = [(FIRST + timedelta(day)).month - 1 for day in range(366)]
    return pl.Series([1 << month for month in months] + [GROUP << month for month in months], dtype=pl.Int32)


BITS = bits_of_days()


def by_month(day, value):
    """A number for the month of a day."""
    return day.dt.month().replace_strict(
        list(range(1, 13)), [value(month) for month in range(12)], return_dtype=pl.Int32
    )


class Frequency:
    def __init__(self, engagements, sessions):
        self.engagements, self.sessions = engagements.with_row_index("row"), sessions

    def packed(self, engine):
        """Joined on worker and project as one number."""
        pair = (col("worker").cast(pl.Int64) * 65_536 + col("project")).alias("pair")
        return self.missing([pair], engine)

    def plain(self, engine):
        return self.missing([col("worker"), col("project")], engine)

    def missing(self, ids, engine):
        place = col("form").to_physical().cast(pl.Int32) * 366 + col("ended_on").to_physical() - FIRST_DAY
        held = (
            self.sessions.filter(col("form") != "peer", col("ended_on").is_between(FIRST, LAST))
            .select(*ids, "ended_on", place=place)
            .join(self.engagements.select(*ids, "row", "start", "end"), on=[one.meta.output_name() for one in ids])
            .filter(col("ended_on") >= col("start"), col("end").is_null() | (col("ended_on") <= col("end")))
            .select("row", bit=pl.lit(BITS).gather(col("place")))
            .group_by("row")
            .agg(held=col("bit").bitwise_or())
        )
        first = pl.max_horizontal("start", pl.lit(FIRST))
        last = pl.min_horizontal(col("end").fill_null(LAST), pl.lit(LAST))
        since, until = (
            by_month(col("first"), lambda at: 0xFFF & (-1 << at)),
            by_month(col("last"), lambda at: (2 << at) - 1),
        )
        touched = self.engagements.with_columns(first=first, last=last).filter(col("first") <= col("last"))
        months = pl.LazyFrame(
            {"month": range(1, 13), "bit": [1 << month for month in range(12)]},
            schema={"month": pl.Int8, "bit": pl.Int32},
        )
        # months are rows only where one is missing
        return (
            touched.with_columns(touched=since & until)
            .join(held, on="row", how="left")
            .with_columns(held=col("held").fill_null(0))
            .with_columns(individual=col("touched") & ~col("held"), group=col("touched") & ~(col("held") // GROUP))
            .filter((col("individual") | col("group")) != 0)
            .join(months, how="cross")
            .select("project", "worker", "month", *((col(form) & col("bit")) != 0 for form in ("individual", "group")))
            .filter(col("individual") | col("group"))
            .collect(engine=engine)
        )


def count_missing(rows):
    worker = col("worker").str.slice(1) if rows["worker"].dtype == pl.String else col("worker")
    return rows.select(
        rows=pl.len(),
        missing_individual=col("individual").sum(),
        missing_group=col("group").sum(),
        chk=(worker.cast(pl.Int64) * 13 + col("month")).sum(),
    ).row(0, named=True)

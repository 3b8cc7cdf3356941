"""F3 and F4 in Polars."""

from datetime import date

import polars as pl
from polars import col

AS_OF = date(2025, 1, 15)


def at(day):
    """Mentor and day in one number that sorts as both do."""
    return (col("mentor").cast(pl.Int64) * 65_536 + col(day).to_physical()).alias("at")


def longer(after, until):
    """Six months are never shorter than 181 days: few rows are left for the calendar."""
    return col(until).to_physical() - col(after).to_physical() > 181


class Mentors:
    def __init__(self, guidance, appointments, is_sorted):
        self.guidance, self.appointments = guidance, appointments
        self.is_sorted = is_sorted
        self.terms = appointments.with_columns(last=col("appointed_on").dt.offset_by("3y"))

    def in_order(self, frame):
        return frame.set_sorted("at") if self.is_sorted else frame.sort("at")

    def term(self, engine):
        """The last appointment up to a day is the one whose term ends last."""
        terms = self.in_order(self.terms.select(at("appointed_on"), "last", appointed="mentor"))
        guidance = self.in_order(self.guidance.select("mentor", "guided_on", at("guided_on")))
        inside = (col("appointed") == col("mentor")) & (col("guided_on") <= col("last"))
        outside = guidance.join_asof(terms, on="at").filter(~inside.fill_null(False))
        return pl.collect_all([outside.select("mentor", "guided_on"), self.active()], engine=engine)

    def term_plain(self, engine):
        guidance = self.guidance.with_row_index("row")
        inside = guidance.join(self.terms, on="mentor").filter(col("guided_on").is_between("appointed_on", "last"))
        outside = guidance.join(inside.select("row"), on="row", how="anti")
        return pl.collect_all([outside.select("mentor", "guided_on"), self.active()], engine=engine)

    def active(self):
        return self.terms.filter(col("appointed_on") <= AS_OF, col("last") >= AS_OF).select("mentor").unique()

    def watched(self):
        terms = self.terms.filter(col("appointed_on") <= AS_OF)
        return terms.select("mentor", "appointed_on", to=pl.min_horizontal("last", pl.lit(AS_OF)))

    def stretches(self, engine):
        """Long gaps first, whatever the term; then the few that are left are held against terms."""
        terms = self.watched()
        guidance = self.in_order(self.guidance.select("mentor", "guided_on", at("guided_on")))
        appointed = self.in_order(terms.with_columns(at("appointed_on")))
        following = guidance.select("at", guided="mentor", next="guided_on")
        same = col("guided") == col("mentor")
        first = appointed.join_asof(following, on="at", strategy="forward")
        first = first.select("mentor", "to", after="appointed_on", next=pl.when(same).then("next"))
        same = col("mentor").shift(-1) == col("mentor")
        gaps = guidance.select("mentor", after="guided_on", next=pl.when(same).then(col("guided_on").shift(-1)))
        gaps = gaps.filter(col("next").is_null() | longer("after", "next")).join(terms, on="mentor")
        gaps = gaps.filter(col("after").is_between("appointed_on", "to"))
        found = pl.concat([first, gaps.select("mentor", "to", "after", "next")])
        return self.missed(found.with_columns(next=pl.min_horizontal("next", "to")), engine)

    def stretches_plain(self, engine):
        """Every term with its guidance, in order."""
        terms = self.watched().with_row_index("term")
        within = self.guidance.join(terms, on="mentor").filter(col("guided_on").is_between("appointed_on", "to"))
        points = [(terms, "appointed_on"), (within, "guided_on")]
        points = pl.concat([frame.select("term", "mentor", "to", after=day) for frame, day in points])
        same = col("term").shift(-1) == col("term")
        next_ = pl.when(same).then(col("after").shift(-1)).otherwise("to")
        return self.missed(points.sort("term", "after").with_columns(next=next_), engine)

    def missed(self, stretches, engine):
        return (
            stretches.filter(longer("after", "next"))
            .with_columns(missed_on=col("after").dt.offset_by("6mo"))
            .filter(col("next") > col("missed_on"))
            .select("mentor", "after", "missed_on")
            .collect(engine=engine)
        )


def count_term(found):
    outside, active = found
    days = outside["guided_on"].to_physical().cast(pl.Int64)
    return {"active": len(active), "outside": len(outside), "chk": days.sum()}


def count_stretches(rows):
    number = col("mentor").cast(pl.Int64) * 7 + col("missed_on").to_physical()
    return {"rows": len(rows), "chk": rows.select(number.sum()).item()}

"""The same check on Apache Spark: DataFrames in, DataFrames out, the same findings.

PySpark is imported when :func:`check` is called: ``pip install hongyan[spark]``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import datetime

    from pyspark.sql import DataFrame, SparkSession

    from hongyan._hongyan import Policy
    from hongyan.types import Date, Lang, OnError, PolicyLike, Rule, Verdict

__all__ = ["Report", "check"]


@dataclass(frozen=True, eq=False)
class Report:
    """What was found, as DataFrames: computed when an action asks for the first of them, then kept by Spark.

    Rows stand in no order; ``row`` of faults and warnings is the row itself as JSON, because rows have no numbers here.
    """

    findings: DataFrame
    """The findings that were kept, in the columns of the contract's table; ``detail`` is JSON."""
    deadlines: DataFrame
    """All pending findings with a due date, whatever was kept."""
    summary: DataFrame
    """Counts by rule and verdict, whatever was kept: one row for each rule that was asked and could be, zeros included."""
    standings: DataFrame
    """How every mentor stands."""
    faults: DataFrame
    """The faults of rows that were left out: ``table``, ``row``, ``column``, ``value``, ``code``, ``message_zh``,
    ``message_en``. A task with more than a thousand lists that many."""
    fault_counts: DataFrame
    """How many faults there are of each code, listed or not."""
    warnings: DataFrame
    """What looks odd in the facts: ``code``, ``table``, ``row``, ``message_zh``, ``message_en``. A task lists a thousand
    at most."""
    skipped: dict[str, list[str]]
    """The rules that could not be asked, each with the tables that are absent."""
    policy: Policy
    """The policy that was used."""
    as_of: datetime.date
    """The day that was asked about."""
    trusts_keys: bool
    """Whether keys of sessions were taken to be unique."""
    _answers: DataFrame = field(repr=False)

    def unpersist(self) -> None:
        """Lets go of what Spark keeps; asked again, it computes again."""
        self._answers.unpersist()


def check(
    spark: SparkSession,
    *,
    as_of: Date,
    policy: PolicyLike | None = None,
    rules: Rule | Sequence[Rule] | None = None,
    keep: Literal["problems", "all"] | Verdict | Sequence[Verdict] = "problems",
    on_error: OnError = "raise",
    trust_keys: bool = False,
    tz: str | None = None,
    lang: Lang = "en",
    hot: int | None = 1_000_000,
    partitions: int | None = None,
    engagements: DataFrame | None = None,
    sessions: DataFrame | None = None,
    excuses: DataFrame | None = None,
    plans: DataFrame | None = None,
    mentors: DataFrame | None = None,
    appointments: DataFrame | None = None,
    guidance: DataFrame | None = None,
    evaluations: DataFrame | None = None,
    violations: DataFrame | None = None,
) -> Report:
    """Judges tables that are DataFrames of Spark.

    One exchange brings the rows of a worker together, one those of a project, one those of a mentor; each task then calls
    :func:`hongyan.check` on its rows. Engagements take part in two of them if there are plans. Executors need this
    package, pyarrow and Python of one version with the driver.

    The question and the columns are checked at once. Under ``on_error="raise"`` the answer is computed at once too, and
    kept by Spark (``persist``), because faults come before results; under ``skip`` it is computed when the first of its
    DataFrames is asked for. If sessions are given, a sample of their workers is counted first. To the driver come
    counts, the first faults of what is refused, and the workers of ``hot``.

    Args:
        spark: the session that the DataFrames belong to, classic or Connect.
        as_of, policy, rules, keep, trust_keys, tz, lang: as for :func:`hongyan.check`; ``tz`` is needed for columns of
            ``TIMESTAMP``, which are instants.
        on_error: ``raise`` refuses tables with faults, ``skip`` leaves faulty rows out and tells of them in ``faults``.
        hot: a worker with more sessions than this is judged by several tasks, whose partial results are merged; None for
            never, which saves the sample.
        partitions: how many tasks an exchange feeds; if none is given, as Spark's configuration says
            (``spark.sql.shuffle.partitions``, joined by size if adaptive execution is on).
        engagements, sessions, excuses, plans, mentors, appointments, guidance, evaluations, violations: the tables. Ids
            are strings or integers (which stay integers); dates are ``DATE``, ``TIMESTAMP_NTZ`` at midnight or strings
            ``YYYY-MM-DD``; months are strings ``YYYY-MM`` or dates; forms are names or codes 0 to 5.

    Returns:
        A :class:`Report`. Its findings are those of :func:`hongyan.check`; they stand in no order.

    Raises:
        InputError: for faulty tables, with the first thousand faults; ``row`` is the row as JSON.
        PolicyError: for a faulty policy, with every error.
        ValueError: for a rule, verdict or zone that there is not, and for ``hot`` or ``partitions`` below 1.
    """
    from hongyan.spark import _driver

    tables = {"engagements": engagements, "sessions": sessions, "excuses": excuses, "plans": plans, "mentors": mentors,
              "appointments": appointments, "guidance": guidance, "evaluations": evaluations,
              "violations": violations}  # fmt: skip
    for name, number in (("hot", hot), ("partitions", partitions)):
        if number is not None and number < 1:
            raise ValueError(f"{name} is a whole number from 1 on, not `{number}`")
    asked: dict[str, Any] = {"as_of": as_of, "policy": policy, "rules": rules, "keep": keep, "trust_keys": trust_keys,
                             "tz": tz, "lang": lang}  # fmt: skip
    given = {name: table for name, table in tables.items() if table is not None}
    return _driver.check(spark, given, asked, on_error, hot, partitions)

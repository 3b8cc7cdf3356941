"""The types that signatures of this package use."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from hongyan._hongyan import Policy


class ArrowStream(Protocol):
    """A table that Arrow's stream interface gives: of pyarrow, Polars, pandas, DuckDB and others."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> object:
        """The table as a capsule."""


class ArrowArray(Protocol):
    """One batch or column that Arrow's interface gives."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]:
        """Schema and values as capsules."""


class Lazy(Protocol):
    """A table that is still to be computed, such as a lazy frame of Polars."""

    def collect(self) -> Any:
        """The table."""


class Row(Protocol):
    """A row of a frame, such as a series of pandas."""

    def to_dict(self) -> Any:
        """Its values by the names of their columns."""


Date: TypeAlias = datetime.date | str
"""A ``datetime.date``, or ``YYYY-MM-DD``."""
Form: TypeAlias = Literal["individual", "group", "peer", "on_site", "meeting", "training"]
"""A form of supervision."""
Rule: TypeAlias = Literal[
    "supervision_frequency", "record_deadline", "cycle_plan", "monthly_plan", "mentor_eligibility", "mentor_term",
    "annual_guidance", "mentor_inactivity", "annual_evaluation", "commendation", "revocation",
]  # fmt: skip
"""A duty of the regulation."""
Verdict: TypeAlias = Literal["compliant", "breach", "pending", "excused", "not_applicable", "undetermined"]
"""How a duty stands."""
Profile: TypeAlias = Literal["plain", "civil_code"]
"""A named set of values that a policy starts from."""
PolicyLike: TypeAlias = "Policy | Mapping[str, Any] | Profile"
"""A policy, a dict that is one, or a profile's name."""
OnError: TypeAlias = Literal["raise", "skip"]
"""What to do with faults."""
Lang: TypeAlias = Literal["zh", "en"]
"""A language of messages."""
Language: TypeAlias = Literal["zh", "en", "both"]
"""A language of documents."""
Path: TypeAlias = str | PathLike[str]
"""A file."""
TimeZone: TypeAlias = str | ZoneInfo
"""A zone of the IANA database, by its name or as :mod:`zoneinfo` has it."""
Table: TypeAlias = Path | ArrowStream | ArrowArray | Lazy | Sequence[Mapping[str, object]] | Mapping[str, Any]
"""A table in any form."""

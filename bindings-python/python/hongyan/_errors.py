"""The exceptions of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hongyan._hongyan import Frame


class InputError(ValueError):
    """Facts that were refused, with every fault found.

    The message shows the first faults and counts the others.

    >>> import hongyan
    >>> try:
    ...     hongyan.evaluate({"guidance": [{"mentor": "m", "guided_on": "2024-02-30"}]}, as_of="2024-03-01")
    ... except hongyan.InputError as error:
    ...     print(error)
    ...     print(error.faults.to_dicts()[0]["code"])
    guidance, row 0, guided_on: `2024-02-30` is not a date (YYYY-MM-DD)
    bad_date
    """

    __module__ = "hongyan"

    faults: Frame
    """The faults as a table: ``table``, ``row`` (counted from 0), ``column``, ``value``, ``code``, ``message_zh``,
    ``message_en``, and for files ``source_file``, ``source_sheet``, ``source_row`` (counted from 1), ``source_column``.
    Of millions of faults the first thousand are kept."""
    total: int
    """How many there are in all."""
    batch: int | None
    """The number of the batch that has them, if it is one of :func:`accumulate`; rows count within it."""

    def __init__(self, message: str, faults: Frame, total: int) -> None:
        super().__init__(message)
        self.faults = faults
        self.total = total
        self.batch = None

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (self.args[0], self.faults, self.total), {"batch": self.batch})

    def __str__(self) -> str:
        message = super().__str__()
        return message if self.batch is None else f"batch {self.batch}: {message}"


class PolicyError(ValueError):
    """A policy that was refused, with every error found.

    >>> import hongyan
    >>> try:
    ...     hongyan.Policy.from_dict({"mentor": {"term": {"yaers": 3}}})
    ... except hongyan.PolicyError as error:
    ...     print(error.errors[0]["key"], error.errors[0]["code"])
    mentor.term.yaers unknown_key
    """

    __module__ = "hongyan"

    errors: list[dict[str, Any]]
    """The errors: ``key`` (the full dotted name), ``value``, ``code`` and ``message`` (``zh`` and ``en``)."""

    def __init__(self, message: str, errors: list[dict[str, Any]]) -> None:
        super().__init__(message)
        self.errors = errors

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (str(self), self.errors))

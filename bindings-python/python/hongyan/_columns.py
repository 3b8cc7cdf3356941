"""Columns in, columns of the same kind out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hongyan._hongyan import Report


def library(value: object) -> str:
    """The library that a frame or a column belongs to."""
    return type(value).__module__.partition(".")[0]


def like(given: Any, result: Any) -> Any:
    """Days that Arrow describes, as the kind of column that was given."""
    match library(given):
        case "polars":
            import polars

            return polars.Series(result).alias(given.name)
        case "pandas":
            return _like_series(given, result)
        case "numpy":
            import numpy

            days = numpy.array(_dates(result), dtype="datetime64[D]")
            return days.astype(given.dtype) if given.dtype.kind == "M" else days
        case "pyarrow":
            import pyarrow

            days = pyarrow.array(result)
            is_chunked = isinstance(given, pyarrow.ChunkedArray)
            return pyarrow.chunked_array([days]) if is_chunked else days
    return _dates(result) if isinstance(given, (list, tuple)) else result


def _dates(result: Any) -> list[Any]:
    from hongyan._hongyan import _dates as dates

    return dates(result)


def _like_series(given: Any, result: Any) -> Any:
    import pandas

    dates = _dates(result)
    if given.dtype.kind == "M":
        return pandas.Series(dates, index=given.index, name=given.name, dtype=given.dtype)
    if isinstance(given.dtype, pandas.ArrowDtype):
        return pandas.Series(pandas.array(dates, dtype=given.dtype), index=given.index, name=given.name)
    return pandas.Series(dates, index=given.index, name=given.name, dtype=object)


def split(report: Report, sessions: Any) -> tuple[Any, Any]:
    """The rows whose record is in order so far, and the others."""
    failed = report._failed_rows()
    passed = [not one for one in failed]
    table = _table(sessions)
    rows = _rows(table)
    if rows != len(failed):
        raise ValueError(
            f"the report has {len(failed)} sessions and the table {rows} rows: give split the table that check was given"
        )
    return _chosen(table, passed), _chosen(table, failed)


def _table(sessions: Any) -> Any:
    """A table whose rows can be chosen."""
    if isinstance(sessions, (str, os.PathLike)):
        raise TypeError("split takes the rows, not their file: read it with a library of frames first")
    if isinstance(sessions, (list, tuple, dict)) or library(sessions) == "pandas":
        return sessions
    if library(sessions) == "polars":
        return sessions.collect() if hasattr(sessions, "collect") else sessions
    try:
        import pyarrow
    except ImportError as error:
        raise ImportError("pyarrow is not installed: `pip install pyarrow`") from error
    return pyarrow.table(sessions)


def _rows(table: Any) -> int:
    if isinstance(table, dict):
        return max(map(len, table.values()), default=0)
    return len(table)


def _chosen(table: Any, wanted: list[bool]) -> Any:
    """The rows, or the values of a column, that are wanted."""
    if isinstance(table, dict):
        return {name: _chosen(column, wanted) for name, column in table.items()}
    match library(table):
        case "pandas":
            return table.loc[wanted]
        case "polars":
            return table.filter(wanted)
        case "pyarrow":
            import pyarrow

            return table.filter(pyarrow.array(wanted, pyarrow.bool_()))
        case "numpy":
            import numpy

            return table[numpy.array(wanted, dtype=bool)]
    return [one for one, is_wanted in zip(table, wanted, strict=True) if is_wanted]

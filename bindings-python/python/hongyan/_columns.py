"""Columns in, columns of the same kind out."""

from __future__ import annotations

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
    """The rows whose record is in order, and those that are in breach or were left out."""
    failed = [row["verdict"] == "breach" for row in report.records.to_dicts()]
    for fault in report.faults.to_dicts():
        if fault["table"] == "sessions" and fault["row"] is not None:
            failed[fault["row"]] = True
    passed = [not one for one in failed]
    if isinstance(sessions, (list, tuple)):
        pairs = list(zip(sessions, failed, strict=True))
        return [row for row, one in pairs if not one], [row for row, one in pairs if one]
    match library(sessions):
        case "pandas":
            return sessions[passed], sessions[failed]
        case "polars":
            import polars

            frame = sessions.collect() if isinstance(sessions, polars.LazyFrame) else sessions
            return frame.filter(passed), frame.filter(failed)
    import pyarrow

    table = pyarrow.table(sessions)
    return table.filter(pyarrow.array(passed)), table.filter(pyarrow.array(failed))

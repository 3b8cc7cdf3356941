"""Columns in, columns of the same kind out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from hongyan import _hongyan

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
            return _like_array(given, result)
        case "pyarrow":
            import pyarrow

            days = pyarrow.array(result)
            is_chunked = isinstance(given, pyarrow.ChunkedArray)
            return pyarrow.chunked_array([days]) if is_chunked else days
    if isinstance(given, tuple):
        return tuple(_hongyan._dates(result))
    return _hongyan._dates(result) if isinstance(given, list) else result


def _days(result: Any) -> Any:
    """Days as NumPy has them."""
    import numpy

    return numpy.frombuffer(_hongyan._day_numbers(result), dtype="<i8").astype("datetime64[D]")


def _like_array(given: Any, result: Any) -> Any:
    import numpy

    if given.dtype.kind == "O":
        return numpy.array(_hongyan._dates(result), dtype=object)
    days = _days(result)
    if given.dtype.kind != "M":
        return days
    times = days.astype(given.dtype)
    # times of 64 bits end in 2262 if they count nanoseconds, and NumPy begins anew there
    if not ((times.astype(days.dtype) == days) | numpy.isnat(days)).all():
        raise OverflowError(f"a last day lies beyond what {given.dtype} can say")
    return times


def _like_series(given: Any, result: Any) -> Any:
    import pandas

    index = None if isinstance(given, pandas.Index) else given.index
    if given.dtype.kind == "M":
        series = pandas.Series(_days(result), index=index, name=given.name).astype(given.dtype)
    elif isinstance(given.dtype, pandas.ArrowDtype):
        days = pandas.array(_hongyan._dates(result), dtype=given.dtype)
        series = pandas.Series(days, index=index, name=given.name)
    else:
        series = pandas.Series(_hongyan._dates(result), index=index, name=given.name, dtype=object)
    return pandas.Index(series) if index is None else series


def to_pandas(table: Any) -> Any:
    """A table of pyarrow's as a frame whose types do not depend on whether there are nulls."""
    import pandas
    import pyarrow

    nullable = {pyarrow.bool_(): pandas.BooleanDtype()}
    for bits in (8, 16, 32, 64):
        nullable[getattr(pyarrow, f"int{bits}")()] = getattr(pandas, f"Int{bits}Dtype")()
        nullable[getattr(pyarrow, f"uint{bits}")()] = getattr(pandas, f"UInt{bits}Dtype")()
    return table.to_pandas(types_mapper=nullable.get, date_as_object=False)


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

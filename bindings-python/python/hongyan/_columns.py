"""Columns in, columns of the same kind out."""

from __future__ import annotations

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

"""A nation's tables in memory as Arrow, and as Parquet files: `parquet.py FOLDER` writes them beside the columns."""

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parents[1] / "columns"))

from data import FORMS, Nation, days

COLUMNS = {
    "engagements": ("project", "worker", "start", "end"),
    "sessions": ("session", "project", "worker", "form", "ended_on", "record_submitted_on"),
}
DAYS = ("start", "end", "ended_on", "record_submitted_on")


def table(nation, name):
    """One table; ids are integers, forms a dictionary."""
    columns = {}
    for column in COLUMNS[name]:
        values = nation.column(name, column)
        if column == "form":
            columns[column] = pa.DictionaryArray.from_arrays(pa.array(values.astype("i1")), pa.array(FORMS))
        else:
            columns[column] = days(values) if column in DAYS else pa.array(values)
    return pa.table(columns)


def write(folder):
    """Writes both tables, if they are not there yet."""
    for name in COLUMNS:
        file = Path(folder) / f"{name}.parquet"
        if not file.exists():
            partial = file.with_suffix(".partial")
            pq.write_table(table(Nation(folder), name), partial, row_group_size=1 << 20)
            partial.rename(file)


if __name__ == "__main__":
    write(sys.argv[1])

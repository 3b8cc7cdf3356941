"""A nation's columns from raw files; see `tests/src/nation/files.rs`."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa

TYPES = {"u8": "u1", "i32": "<i4", "i64": "<i8"}
NULL = np.int32(-(2**31))
FORMS = ["individual", "group", "peer"]
STATUSES = ["on_time", "late", "overdue", "pending"]
# what the four questions read
READ = {
    "engagements": ("project", "worker", "start", "end"),
    "sessions": ("project", "worker", "form", "ended_on", "record_submitted_on"),
    "appointments": ("mentor", "appointed_on"),
    "guidance": ("mentor", "guided_on"),
}


class Nation:
    """Columns as numpy arrays, read when asked for."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.meta = json.loads((self.folder / "meta.json").read_text())

    def column(self, table, name):
        (file,) = self.folder.glob(f"{table}.{name}.*")
        return np.fromfile(file, dtype=TYPES[file.suffix[1:]])

    def names(self, table, name):
        """The codes of an id column as text: `W0000123`, `P00012`."""
        letter, width, count = {"worker": ("W", 7, "workers"), "project": ("P", 5, "projects")}[name]
        texts = pa.array([f"{letter}{code:0{width}}" for code in range(self.meta[count])])
        return texts.take(pa.array(self.column(table, name)))


def days(column):
    """Days as Arrow dates with a validity mask."""
    empty = column == NULL
    return pa.array(column, pa.int32(), mask=empty if empty.any() else None).cast(pa.date32())

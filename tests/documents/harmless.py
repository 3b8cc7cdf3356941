"""Writes hostile.json once more with harmless names, in the same order: the twin whose page must be built alike."""

import json
import sys

KEPT = {"start", "end", "month", "form", "ended_on", "appointed_on", "guided_on", "found_on"}

with open(sys.argv[1], encoding="utf-8") as file:
    tables = json.load(file)
cells = [(column, value) for rows in tables.values() for row in rows for column, value in row.items()]
names = sorted({value for column, value in cells if column not in KEPT})
harmless = {name: f"甲{number:03}" for number, name in enumerate(names)}
twin = {}
for table, rows in tables.items():
    twin[table] = [
        {
            # a faulty row stays faulty
            (column if column.isidentifier() else "unknown"): value if column in KEPT else harmless[value]
            for column, value in row.items()
        }
        for row in rows
    ]
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(twin, file, ensure_ascii=False, indent=1)

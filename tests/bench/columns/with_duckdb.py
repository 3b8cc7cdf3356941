"""DuckDB: tables in its own memory, dates and enums, one integer of month bits for each engagement."""

import duckdb
import pyarrow as pa
from data import FORMS, READ, days

VERSION = duckdb.__version__
AS_OF = "DATE '2025-01-15'"
TERMS = "(SELECT mentor, appointed_on, (appointed_on + INTERVAL 3 YEAR)::DATE AS last FROM appointments)"


def load(connection, nation, text):
    """Every table; ids of engagements and sessions as numbers or, in tables of their own, as text."""
    suffix = "_text" if text else ""
    for table, names in READ.items():
        if text and table not in ("engagements", "sessions"):
            continue
        columns, selected = {}, []
        for name in names:
            column = nation.column(table, name)
            if text and name in ("project", "worker"):
                columns[name] = nation.names(table, name)
            elif name in ("project", "worker", "mentor"):
                columns[name] = pa.array(column)
            elif name == "form":
                columns[name] = pa.DictionaryArray.from_arrays(pa.array(column), pa.array(FORMS))
            else:
                columns[name] = days(column)
            selected.append(f"{name}::form_t AS form" if name == "form" else f'"{name}"')
        number = "row_number() OVER () AS number, " if table == "engagements" else ""
        connection.register("arrow", pa.table(columns))
        connection.execute(f"CREATE TABLE {table}{suffix} AS SELECT {number}{', '.join(selected)} FROM arrow")
        connection.unregister("arrow")


def frequency(suffix=""):
    """F1: which form is missing in which month."""
    return f"""
WITH touched AS (
  SELECT *, month(greatest(start, DATE '2024-01-01')) AS first,
    month(least(coalesce("end", DATE '2024-12-31'), DATE '2024-12-31')) AS last
  FROM engagements{suffix} WHERE start <= DATE '2024-12-31' AND ("end" IS NULL OR "end" >= DATE '2024-01-01')),
held AS (
  SELECT number,
    bit_or(1::INTEGER << (month(ended_on) - 1 + CASE WHEN form = 'group' THEN 16 ELSE 0 END)::INTEGER) AS bits
  FROM sessions{suffix} JOIN engagements{suffix} USING (project, worker)
  WHERE ended_on BETWEEN DATE '2024-01-01' AND DATE '2024-12-31' AND form <> 'peer'
    AND ended_on >= start AND ("end" IS NULL OR ended_on <= "end")
  GROUP BY number),
wanted AS (
  SELECT project, worker, coalesce(bits, 0) AS bits,
    (2 << (last - 1)::INTEGER) - (1 << (first - 1)::INTEGER) AS months
  FROM touched LEFT JOIN held USING (number)),
missing AS (
  SELECT project, worker, months & ~bits AS alone, months & ~(bits >> 16) AS together
  FROM wanted WHERE alone | together <> 0)
SELECT project, worker, month, (alone >> (month - 1)::INTEGER) & 1 = 1 AS individual,
  (together >> (month - 1)::INTEGER) & 1 = 1 AS "group"
FROM missing, range(1, 13) months(month) WHERE ((alone | together) >> (month - 1)::INTEGER) & 1 = 1"""


LATE = "record_submitted_on - ended_on - 7"
TOTALS = f"""
SELECT count(*) FILTER (late <= 0) AS on_time, count(*) FILTER (late > 0) AS late,
  coalesce(sum(late) FILTER (late > 0), 0)::BIGINT AS days_late,
  count(*) FILTER (late IS NULL AND ended_on < {AS_OF} - 7) AS overdue,
  count(*) FILTER (late IS NULL AND ended_on >= {AS_OF} - 7) AS pending
FROM (SELECT {LATE} AS late, ended_on FROM sessions)"""
EACH = f"""
CREATE OR REPLACE TEMP TABLE each AS
SELECT (CASE WHEN record_submitted_on <= ended_on + 7 THEN 0 WHEN record_submitted_on IS NOT NULL THEN 1
    WHEN ended_on < {AS_OF} - 7 THEN 2 ELSE 3 END)::UTINYINT AS status,
  greatest({LATE}, 0)::INTEGER AS days_late FROM sessions"""
OUTSIDE = f"""
SELECT g.mentor, g.guided_on FROM guidance g ANTI JOIN {TERMS} t
ON g.mentor = t.mentor AND g.guided_on BETWEEN t.appointed_on AND t.last"""
ACTIVE = f"SELECT DISTINCT mentor FROM {TERMS} WHERE {AS_OF} BETWEEN appointed_on AND last"
# only gaps of more than 181 days can be six months; few are left to be held against terms
STRETCHES = f"""
WITH terms AS (SELECT mentor, appointed_on, least(last, {AS_OF}) AS last FROM {TERMS} WHERE appointed_on <= {AS_OF}),
points AS (
  SELECT mentor, guided_on AS day FROM guidance
  UNION ALL SELECT DISTINCT mentor, DATE '1900-01-01' FROM terms
  UNION ALL SELECT DISTINCT mentor, DATE '2100-01-01' FROM terms),
gaps AS (
  SELECT mentor, day, lead(day) OVER (PARTITION BY mentor ORDER BY day) AS next FROM points QUALIFY next - day > 181),
within AS (
  SELECT mentor, greatest(appointed_on, day) AS after, least(next, last) AS until
  FROM gaps JOIN terms USING (mentor) WHERE appointed_on < next AND day <= last)
SELECT mentor, after, (after + INTERVAL 6 MONTH)::DATE AS missed_on
FROM within WHERE until > after + INTERVAL 6 MONTH"""

COUNT_MISSING = """
SELECT count(*) AS rows, count(*) FILTER (individual) AS missing_individual, count(*) FILTER ("group") AS missing_group,
  coalesce(sum({} * 13 + month), 0) AS chk FROM found"""
COUNT_EACH = """
SELECT count(*) FILTER (status = 0) AS on_time, count(*) FILTER (status = 1) AS late,
  count(*) FILTER (status = 2) AS overdue, count(*) FILTER (status = 3) AS pending,
  sum(days_late) AS days_late
FROM each"""
COUNT_TERM = "SELECT count(*) AS outside, coalesce(sum(guided_on - DATE '1970-01-01'), 0) AS chk FROM found"
COUNT_STRETCHES = """
SELECT count(*) AS rows, coalesce(sum(mentor::BIGINT * 7 + (missed_on - DATE '1970-01-01')), 0) AS chk FROM found"""


def answers(nation, threads):
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}; SET preserve_insertion_order = false")
    connection.execute(f"CREATE TYPE form_t AS ENUM {tuple(FORMS)}")
    load(connection, nation, text=False)
    load(connection, nation, text=True)

    def ask(*queries):
        return lambda: [connection.sql(query).to_arrow_table() for query in queries]

    def count(query, found=None):
        if found is not None:
            connection.register("found", found)
        (row,) = connection.sql(query).to_arrow_table().to_pylist()
        return row

    def count_missing(worker):
        return lambda found: count(COUNT_MISSING.format(worker), *found)

    def count_term(found):
        return count(COUNT_TERM, found[0]) | {"active": found[1].num_rows}

    return {
        "F1": (ask(frequency()), count_missing("worker::BIGINT")),
        "F1str": (ask(frequency("_text")), count_missing("worker[2:]::BIGINT")),
        "F2": (ask(TOTALS), lambda found: found[0].to_pylist()[0]),
        "F2col": (lambda: connection.execute(EACH), lambda _: count(COUNT_EACH)),
        "F3": (ask(OUTSIDE, ACTIVE), count_term),
        "F4": (ask(STRETCHES), lambda found: count(COUNT_STRETCHES, *found)),
    }

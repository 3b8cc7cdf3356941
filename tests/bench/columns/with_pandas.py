"""pandas, with numpy where pandas' own way is slower: merges on one key, flags set by place, sorted keys searched."""

import numpy as np
import pandas as pd
from data import FORMS, NULL, READ, STATUSES

VERSION = pd.__version__
FIRST, LAST, AS_OF = (np.datetime64(day, "s") for day in ("2024-01-01", "2024-12-31", "2025-01-15"))
SECONDS = 86_400
DAY = np.timedelta64(SECONDS, "s")
EPOCH = np.datetime64(0, "s")


def frame(nation, table, text=False):
    """A table with dates, categories and ids as numbers or text."""
    columns = {}
    for name in READ[table]:
        if text and name in ("project", "worker"):
            columns[name] = pd.Series(nation.names(table, name).to_pandas(), dtype="str")
            continue
        column = nation.column(table, name)
        if name == "form":
            columns[name] = pd.Categorical.from_codes(column.astype("i1"), FORMS)
        elif name in ("project", "worker", "mentor"):
            columns[name] = column
        else:
            date = column.astype("datetime64[D]").astype("datetime64[s]")
            date[column == NULL] = np.datetime64("NaT")
            columns[name] = date
    return pd.DataFrame(columns, copy=False)


def month_of_day():
    days = np.arange(FIRST, LAST + DAY, DAY)
    return (days.astype("datetime64[M]").astype(int) % 12).astype("i4")


MONTH = month_of_day()


def month(day):
    return MONTH[((day - FIRST) // DAY).astype("i4")]


def frequency(engagements, sessions, key):
    """F1: which form is missing in which month, by a flag for each engagement, month and form."""
    form, ended_on = sessions["form"].cat.codes.to_numpy(), sessions["ended_on"].to_numpy()
    used = np.flatnonzero((form < 2) & (ended_on >= FIRST) & (ended_on <= LAST))
    slot = month(ended_on[used]) * 2 + form[used]
    left = pd.DataFrame(key(sessions, used) | {"ended_on": ended_on[used], "slot": slot}, copy=False)
    end = engagements["end"].fillna(pd.Timestamp.max.as_unit("s")).to_numpy()
    start = engagements["start"].to_numpy()
    right = key(engagements, slice(None)) | {"start": start, "end": end, "row": np.arange(len(start), dtype="i4")}
    right = pd.DataFrame(right, copy=False)
    joined = left.merge(right, on=list(key(engagements, slice(0))))
    day = joined["ended_on"].to_numpy()
    inside = (day >= joined["start"].to_numpy()) & (day <= joined["end"].to_numpy())
    place = joined["row"].to_numpy() * 24 + joined["slot"].to_numpy()
    held = np.zeros((len(start), 12, 2), bool)
    held.ravel()[place[inside]] = True
    from_, to = np.maximum(start, FIRST), np.minimum(end, LAST)
    touches = from_ <= to
    # days outside the year are not looked up
    since, until = month(np.minimum(from_, LAST))[:, None], month(np.maximum(to, FIRST))[:, None]
    months = np.arange(12)
    wanted = touches[:, None] & (since <= months) & (months <= until)
    row, at = np.nonzero(wanted & ~held.all(axis=2))
    missing = ~held[row, at]
    found = {name: engagements[name].take(row).array for name in ("project", "worker")}
    return pd.DataFrame(found | {"month": at + 1, "individual": missing[:, 0], "group": missing[:, 1]})


def pair(table, rows):
    return {"pair": table["worker"].to_numpy()[rows].astype("i8") * 65_536 + table["project"].to_numpy()[rows]}


def both(table, rows):
    return {name: table[name].array[rows] for name in ("worker", "project")}


def count_missing(rows):
    worker = rows["worker"]
    worker = worker.astype("i8") if worker.dtype.kind == "i" else worker.str[1:].astype("i8")
    return {
        "rows": len(rows),
        "missing_individual": rows["individual"].sum(),
        "missing_group": rows["group"].sum(),
        "chk": (worker * 13 + rows["month"]).sum(),
    }


def lateness(sessions):
    """When each session ended, and how long after that its record came in."""
    ended_on = sessions["ended_on"].to_numpy()
    return ended_on, sessions["record_submitted_on"].to_numpy() - ended_on


def totals(sessions):
    """F2."""
    ended_on, took = lateness(sessions)
    late, empty = took > 7 * DAY, np.isnat(took)
    open_, overdue = np.count_nonzero(empty), np.count_nonzero(empty & (ended_on < AS_OF - 7 * DAY))
    count = np.count_nonzero(late)
    return {
        "on_time": len(took) - open_ - count,
        "late": count,
        "days_late": (took[late] // DAY - 7).sum(),
        "overdue": overdue,
        "pending": open_ - overdue,
    }


def each(sessions):
    """F2col: a category and the days late for every row."""
    ended_on, took = lateness(sessions)
    code = (took > 7 * DAY).view("i1")
    empty = np.flatnonzero(np.isnat(took))
    code[empty] = 3 - (ended_on[empty] < AS_OF - 7 * DAY).view("i1")
    status = pd.Categorical.from_codes(code, STATUSES, validate=False)
    # an empty duration is the smallest number
    days_late = (np.maximum(took.view("i8"), 7 * SECONDS) // SECONDS - 7).astype("i4")
    return pd.DataFrame({"status": status, "days_late": days_late}, copy=False)


def count_each(rows):
    return rows["status"].value_counts().to_dict() | {"days_late": rows["days_late"].sum()}


def terms(appointments):
    return appointments.assign(last=appointments["appointed_on"] + pd.DateOffset(years=3))


def key(mentor, day):
    """Mentor and day in one number that sorts as both do."""
    return mentor.to_numpy().astype("i8") * (1 << 34) + day.to_numpy().view("i8")


def ascending(guidance):
    keys = key(guidance["mentor"], guidance["guided_on"])
    return keys if (keys[1:] >= keys[:-1]).all() else np.sort(keys)


def unkey(keys):
    return (keys >> 34).astype("i4"), (keys & ((1 << 34) - 1)).view("M8[s]")


def term(guidance, appointments):
    """F3: each term covers a range of the sorted guidance."""
    held = terms(appointments)
    keys = ascending(guidance)
    # the difference of how many terms begin and end before a row
    inside = np.zeros(len(keys) + 1, "i4")
    np.add.at(inside, np.searchsorted(keys, key(held["mentor"], held["appointed_on"])), 1)
    np.subtract.at(inside, np.searchsorted(keys, key(held["mentor"], held["last"]), side="right"), 1)
    mentor, guided_on = unkey(keys[np.cumsum(inside[:-1]) == 0])
    active = held.loc[(held["appointed_on"] <= AS_OF) & (held["last"] >= AS_OF), "mentor"].unique()
    return pd.DataFrame({"mentor": mentor, "guided_on": guided_on}, copy=False), active


def stretches(guidance, appointments):
    """F4: only gaps of more than 181 days can be six months; few are left to be held against terms."""
    held = terms(appointments)
    held = held[held["appointed_on"] <= AS_OF]
    held = held.assign(last=held["last"].clip(upper=pd.Timestamp(AS_OF)))
    keys = ascending(guidance)
    long = np.flatnonzero(keys[1:] - keys[:-1] > 181 * SECONDS)
    (mentor, day), (next_mentor, next_day) = unkey(keys[long]), unkey(keys[long + 1])
    # beyond a mentor's last day nothing comes, and before the first there is nothing
    never = np.datetime64("2100-01-01", "s")
    last = pd.DataFrame({"mentor": mentor, "day": day, "next": np.where(mentor == next_mentor, next_day, never)})
    tail = pd.DataFrame(dict(zip(("mentor", "day"), unkey(keys[-1:])))).assign(next=never)
    gaps = pd.concat([last, tail]).merge(held, on="mentor")
    gaps = gaps[(gaps["day"] >= gaps["appointed_on"]) & (gaps["day"] <= gaps["last"])]
    # from each appointment to the first guidance on or after it
    place = np.searchsorted(keys, key(held["mentor"], held["appointed_on"]))
    next_mentor, next_day = unkey(keys[np.minimum(place, len(keys) - 1)])
    same = (place < len(keys)) & (next_mentor == held["mentor"].to_numpy())
    first = held.assign(day=held["appointed_on"], next=np.where(same, next_day, never))
    found = pd.concat([gaps, first], ignore_index=True)
    until = found["next"].where(found["next"] < found["last"], found["last"])
    near = until - found["day"] > pd.Timedelta(days=181)
    found, until = found[near], until[near]
    missed_on = found["day"] + pd.DateOffset(months=6)
    return found.assign(missed_on=missed_on).loc[until > missed_on, ["mentor", "day", "missed_on"]]


def count_term(found):
    outside, active = found
    return {"active": len(active), "outside": len(outside), "chk": ((outside["guided_on"] - EPOCH) // DAY).sum()}


def count_stretches(rows):
    return {"rows": len(rows), "chk": (rows["mentor"].astype("i8") * 7 + (rows["missed_on"] - EPOCH) // DAY).sum()}


def answers(nation):
    tables = {table: frame(nation, table) for table in READ}
    text = {table: frame(nation, table, text=True) for table in ("engagements", "sessions")}
    engagements, sessions = tables["engagements"], tables["sessions"]
    mentors = tables["guidance"], tables["appointments"]
    return {
        "F1": (lambda: frequency(engagements, sessions, pair), count_missing),
        "F1str": (lambda: frequency(text["engagements"], text["sessions"], both), count_missing),
        "F2": (lambda: totals(sessions), lambda found: found),
        "F2col": (lambda: each(sessions), count_each),
        "F3": (lambda: term(*mentors), count_term),
        "F4": (lambda: stretches(*mentors), count_stretches),
    }

"""The calendars as another program reads them. Usage: calendar.py DOCUMENTS"""

import datetime
import json
import sys

# this file has the name of a module of the standard library, which must be found before it
sys.path.append(sys.path.pop(0))

from pathlib import Path

import icalendar

DOCUMENTS = Path(sys.argv[1])
FAILED = False


def say(document, check, problem="", detail=""):
    global FAILED
    FAILED = FAILED or bool(problem)
    print("FAIL" if problem else "ok", document, check, str(problem or detail).replace("\n", " "), sep="\t", flush=True)


def report(name):
    with open(DOCUMENTS / f"{name}.json", encoding="utf-8") as file:
        return json.load(file)


def events(name):
    read = icalendar.Calendar.from_ical((DOCUMENTS / f"{name}.ics").read_bytes())
    return read, [one for one in read.walk() if one.name == "VEVENT"]


def key(event):
    return str(event["UID"])


def check(name, asked):
    raw = (DOCUMENTS / f"{name}.ics").read_bytes()
    long = [line for line in raw.split(b"\r\n") if len(line) > 75]
    say(name, "lines end and fold as RFC 5545 says", "" if not long and b"\n" not in raw.replace(b"\r\n", b"") else f"{len(long)} long")
    read, found = events(name)
    errors = [error for one in read.walk() for error in one.errors]
    needed = [part for part in ["VERSION", "PRODID"] if part not in read]
    say(name, "parses", errors or needed or ("" if read.to_ical() else "empty"), f"{len(found)} events")
    deadlines = asked["deadlines"]
    say(name, "one event a deadline", "" if len(found) == len(deadlines) else f"{len(found)}, {len(deadlines)} in the JSON", len(found))
    say(name, "UIDs are unique", "" if len(set(map(key, found))) == len(found) else "repeated")
    days = [one["DTSTART"].dt.isoformat() for one in found]
    say(name, "days are those of the JSON", "" if days == [one["due_on"] for one in deadlines] else "they differ")
    whole = [key(one) for one in found if isinstance(one["DTSTART"].dt, datetime.datetime)
             or one["DTEND"].dt - one["DTSTART"].dt != datetime.timedelta(days=1)]
    say(name, "all-day events", whole)
    nine = {datetime.timedelta(hours=-15), datetime.timedelta(days=-6, hours=-15)}
    alarms = {key(one): [alarm["TRIGGER"].dt for alarm in one.walk() if alarm.name == "VALARM"] for one in found}
    rules = {key(one): due["rule"] for one, due in zip(found, deadlines)}
    wrong = [uid for uid, when in alarms.items() if set(when) != (set() if rules[uid] == "commendation" else nine)]
    say(name, "alarms a week and a day before", wrong, f"{sum(map(len, alarms.values()))} alarms, none for commendations")
    asked_on = datetime.datetime.fromisoformat(asked["as_of"]).replace(tzinfo=datetime.timezone.utc)
    stamps = {one["DTSTAMP"].dt for one in found}
    say(name, "DTSTAMP is the day asked about", "" if stamps <= {asked_on} else stamps, asked["as_of"])
    known = {"UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP"}
    foreign = {part for one in found for part in one.keys()} - known
    say(name, "no property comes from a name", foreign)


for lang in ["zh", "en"]:
    check(lang, report(lang))
    check(f"later-{lang}", report("later"))
    check(f"hostile-{lang}", report("hostile"))
    same = (DOCUMENTS / f"{lang}.ics").read_bytes() == (DOCUMENTS / f"again-{lang}.ics").read_bytes()
    say(lang, "the same question gives the same bytes", "" if same else "they differ")
    # what both days ask for has one UID, and the later calendar a higher SEQUENCE
    subjects = lambda asked: [json.dumps([one["rule"], one["subject"]], sort_keys=True) for one in asked["deadlines"]]
    first = dict(zip(subjects(report(lang)), events(lang)[1]))
    later = dict(zip(subjects(report("later")), events(f"later-{lang}")[1]))
    shared = first.keys() & later.keys()
    moved = [subject for subject in shared if key(first[subject]) != key(later[subject])
             or first[subject]["SEQUENCE"] >= later[subject]["SEQUENCE"]]
    reused = {key(first[one]) for one in first.keys() - shared} & {key(later[one]) for one in later.keys() - shared}
    say(lang, "UIDs stay on a later day", moved or list(reused) or ("" if shared else "nothing in common"), f"{len(shared)} events in both")
# a UID has no language
uids = [list(map(key, events(lang)[1])) for lang in ["zh", "en"]]
say("zh, en", "UIDs are the same in both languages", "" if uids[0] == uids[1] else "they differ")
sys.exit(FAILED)

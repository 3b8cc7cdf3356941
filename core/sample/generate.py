#!/usr/bin/env python3
"""Write the sample district: nine CSV files and as_of.txt, next to this script.

Everything is made up: people, projects, places and events. The same bytes come out on every run and platform: the only
source of chance is Random.random() with a fixed seed, whose sequence Python keeps across versions.
Where the records depart from the regulations on purpose, a comment says how.
"""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

AS_OF = date(2025, 12, 24)
SEED = 20230725
HERE = Path(__file__).resolve().parent
DAY = timedelta(days=1)


def day(text):
    return date.fromisoformat(text)


# An office works neither on holidays nor on weekends that are not make-up workdays.
HOLIDAYS = """2023-09-29/2023-10-06 2024-01-01/2024-01-01 2024-02-10/2024-02-17 2024-04-04/2024-04-06
    2024-05-01/2024-05-05 2024-06-10/2024-06-10 2024-09-15/2024-09-17 2024-10-01/2024-10-07 2025-01-01/2025-01-01
    2025-01-28/2025-02-04 2025-04-04/2025-04-06 2025-05-01/2025-05-05 2025-05-31/2025-06-02 2025-10-01/2025-10-08"""
HOLIDAYS = [tuple(map(day, span.split("/"))) for span in HOLIDAYS.split()]
MAKEUP = """2023-10-07 2023-10-08 2024-02-04 2024-02-18 2024-04-07 2024-04-28 2024-05-11 2024-09-14 2024-09-29
    2024-10-12 2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11"""
MAKEUP = [day(text) for text in MAKEUP.split()]


def holiday(d):
    return any(first <= d <= last for first, last in HOLIDAYS)


def workday(d):
    return not holiday(d) and (d.weekday() < 5 or d in MAKEUP)


def roll(d, step):
    """The first workday from d on, forwards (DAY) or backwards (-DAY)."""
    while not workday(d):
        d += step
    return d


def months():
    """(month, first day, last day) from July 2023 to December 2025."""
    first = date(2023, 7, 1)
    while first <= AS_OF:
        following = (first + 31 * DAY).replace(day=1)
        yield f"{first:%Y-%m}", first, following - DAY
        first = following


def below(rng, n):
    return int(rng.random() * n)


def pick(rng, options):
    return options[below(rng, len(options))]


def pick_workday(rng, first, last):
    """A workday of [first, last], or None."""
    days = [first + i * DAY for i in range((last - first).days + 1)]
    days = [d for d in days if workday(d)]
    return pick(rng, days) if days else None


# code: name, room, (supervisor, from), ... A later supervisor takes over in mid-cycle; D changes in mid-month.
PROJECTS = {
    "A": ("桐花坡社区为老服务项目", "桐花坡社区活动室", ("蒋明远", "2023-07-01"), ("唐雨荷", "2024-10-01")),
    "B": ("双榕里儿童成长陪伴项目", "双榕里儿童之家", ("夏文博", "2023-08-01")),
    "C": ("柏树湾社区志愿者培育项目", "柏树湾社区服务中心", ("谢婉清", "2023-08-01")),
    "D": ("枫叶坪青少年服务项目", "枫叶坪青少年空间", ("韩立新", "2023-09-01"), ("袁素芬", "2025-03-17")),
    "E": ("清溪巷困境家庭支持项目", "清溪巷社工室", ("卢志刚", "2024-01-01")),
    "F": ("云阶里残障人士融合项目", "云阶里阳光驿站", ("谢婉清", "2024-03-01")),
    "G": ("石榴坝邻里互助项目", "石榴坝社区议事厅", ("江晓梅", "2024-07-15")),
    "H": ("书香桥社区文化项目", "书香桥社区书屋", ("邹永康", "2025-03-01")),
}

# project: worker, first day, last day (- = still there); ... C ended on 2025-07-31 and F on 2025-08-31.
ROSTER = """
A: 罗嘉宁 2023-07-01 -; 邓雅婷 2023-07-01 2025-06-30; 石依琳 2024-07-01 -; 付欣怡 2025-07-01 -
A: 冉子涵 2023-07-10 2024-06-21   # joined and left in mid-month
A: 简浩然 2024-07-01 2025-08-15   # left in mid-month
B: 田润泽 2023-08-01 2024-12-31; 秦若兰 2023-08-01 -; 向晓彤 2023-09-01 2024-01-31; 龚俊杰 2025-07-01 -
B: 谭明轩 2023-08-14 -            # joined in mid-month
B: 向晓彤 2024-05-06 -            # came back after a gap
B: 杨梓萱 2025-01-02 -            # joined on the first workday of the month: a partial month all the same
C: 汪诗涵 2023-08-01 2025-07-31; 曾宇航 2023-08-01 2024-07-31; 任可欣 2023-08-01 2025-07-31
C: 何沐阳 2024-07-01 2025-07-31
C: 崔志远 2024-03-11 2025-07-31   # joined in mid-month
D: 彭佳慧 2023-09-01 -; 邱天佑 2023-09-01 2025-06-30; 段承泽 2024-07-01 -; 黎思琪 2024-11-01 -
D: 廖静雯 2023-09-01 2024-10-18   # left in mid-month
D: 尹皓月 2025-07-07 -            # joined in mid-month
E: 熊雨桐 2024-01-01 -; 戴文韬 2024-01-01 2025-03-31; 陆诗雅 2024-01-01 -
E: 贺一鸣 2024-07-01 -; 尤佳音 2025-04-01 -; 傅晨曦 2025-09-01 -
F: 金晓蕾 2024-03-01 2025-08-31; 万俊熙 2024-03-01 2025-08-31; 葛睿哲 2025-01-01 2025-08-31
F: 姚瑾萱 2024-03-01 2024-12-13   # left in mid-month
G: 潘语嫣 2024-07-15 -; 范书恒 2024-07-15 -; 雷欣妍 2024-07-15 2025-10-31
G: 陶子墨 2024-09-01 -; 严佳怡 2025-07-01 -
G: 任可欣 2025-01-01 2025-07-31   # on two projects at once (C and G)
G: 祝凌霄 2025-11-17 -            # joined in mid-month
H: 牟清妍 2025-03-01 -; 钟瑞霖 2025-03-01 -; 伍思成 2025-07-01 -
H: 桂雨菲 2025-03-01 2025-09-12   # left in mid-month
H: 温若彤 2025-09-15 -            # joined in mid-month
H: 蓝皓宇 2025-07-01 2025-07-25   # joined and left within one month
"""


def roster():
    """(project code, worker, first day, last day or None), by project and first day."""
    rows = []
    for line in ROSTER.strip().splitlines():
        code, entries = line.split("#")[0].split(":")
        for worker, first, last in map(str.split, entries.split(";")):
            rows.append((code, worker, day(first), None if last == "-" else day(last)))
    return sorted(rows, key=lambda row: (row[0], row[2]))


def supervisor(code, d):
    return [name for name, since in PROJECTS[code][2:] if day(since) <= d][-1]


def engaged(code, d):
    return [w for c, w, first, last in roster() if c == code and first <= d and (last is None or d <= last)]


def engagements():
    """One row per worker, project and supervisor: a change of supervisor closes a row and opens the next."""
    for code, worker, first, last in roster():
        phases = PROJECTS[code][2:]
        starts = [day(since) for _, since in phases]
        for (name, _), since, following in zip(phases, starts, starts[1:] + [None]):
            end = following - DAY if following else None
            if (end and end < first) or (last and last < since):
                continue
            end = min((d for d in (end, last) if d), default=None)
            yield [PROJECTS[code][0], worker, max(first, since), end, name]


# Left out on purpose, without an excuse (project, worker, month, form). 任可欣 had individual supervision on only one of
# two projects (enough per worker, not per project); 秦若兰 and 段承泽 missed the group but met in a peer session.
LEFT_OUT = {("G", "任可欣", "2025-05", "individual"), ("B", "秦若兰", "2024-05", "group"),
            ("D", "段承泽", "2025-11", "group")}
REASONS = ["病假", "年休假", "参加市级业务培训", "抽调支援街道工作", "家中急事请假", "督导临时出差"]


def record_day(rng, held):
    """When the record of a session came in: mostly in time, some late, some never."""
    due = held + 7 * DAY
    late, chance = rng.random(), rng.random()
    if holiday(due) and late < 0.3:
        submitted = roll(due, DAY)  # due on a holiday, handed in on the first workday after: contested
    elif chance < 0.024:
        submitted = None  # never handed in
    elif chance < 0.066:
        submitted = roll(held + (8 + below(rng, 15)) * DAY, DAY)  # late
    else:
        submitted = max(held, roll(held + pick(rng, (0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7)) * DAY, -DAY))
    return submitted if submitted and submitted <= AS_OF else None


def events(rng):
    """(last day, project code, form, attendees), and an excuse row for some of those who missed a month's session."""
    held, excuses = [], []
    for month, first, last in months():
        for code in PROJECTS:
            everyone = [w for c, w, start, end in roster() if c == code and start <= last and (end or last) >= first]
            if not everyone:
                continue
            group_day = roll(first + (9 + below(rng, 13)) * DAY, DAY)
            group = []
            for worker in everyone:
                spans = [(s, e or last) for c, w, s, e in roster() if (c, w) == (code, worker)]
                start, end = [(max(s, first), min(e, last)) for s, e in spans if s <= last and e >= first][0]
                missed = []
                for form in ("individual", "group"):
                    on = group_day if form == "group" else pick_workday(rng, start, end)
                    skip = rng.random() < 0.017  # a month without this session
                    if (code, worker, month, form) in LEFT_OUT:
                        continue
                    if skip:
                        missed.append(form)
                    elif form == "individual" and on:
                        held.append((on, code, form, [worker]))
                    elif form == "group" and start <= on <= end:
                        group.append(worker)
                if missed and rng.random() < 0.45:  # about half of the gaps have a recorded reason
                    excuses.append([PROJECTS[code][0], worker, month, pick(rng, REASONS)])
            held.append((group_day, code, "group", group))
            other = {1: "meeting", 5: "peer", 7: "meeting", 11: "peer"}.get(first.month)
            other = "on_site" if first.month % 3 == 0 else other
            if other:
                on = roll(first + (4 + below(rng, 14)) * DAY, DAY)
                there = engaged(code, on)
                held.append((on, code, other, there[-2:] if other == "on_site" else there))
        if month[5:] in ("04", "10"):  # training for the whole district: one session, workers of every project
            on = roll(first + (14 + below(rng, 7)) * DAY, DAY)
            seen = []
            for code in PROJECTS:
                seen += [(code, w) for w in engaged(code, on) if w not in [s for _, s in seen]]
            held.append((on, "-", "training", seen))
    held.append((date(2024, 6, 26), "A", "individual", ["冉子涵"]))  # a hand-over talk, five days after the last day
    held = [e for e in held if e[0] <= AS_OF and e[3]]
    held.append((date(2025, 12, 29), "E", "individual", ["熊雨桐"]))  # entered ahead: it has not happened by as_of
    forms = ["individual", "group", "peer", "on_site", "meeting", "training"]
    held.sort(key=lambda e: (e[0], forms.index(e[2]), e[1]))  # stable, so colleagues stay in the order of the roster
    return held, excuses


def sessions(rng, held):
    rows, numbers = [], {}
    for on, code, form, attendees in held:
        numbers[on.year] = numbers.get(on.year, 0) + 1
        session = f"D{on.year}-{numbers[on.year]:04}"
        room = PROJECTS[code][1] if code in PROJECTS else None
        minutes = {"individual": (45, 60, 60, 90), "group": (90, 120), "on_site": (60, 90, 120)}.get(form, (120,))
        sources = ("record_form", "record_form", "supervisor", None) if form in ("individual", "group") else (None,)
        venues = {"individual": (room, room, "项目办公室", "线上"), "training": ("区社会工作服务总站培训室",),
                  "on_site": ("入户走访现场", "社区服务现场", "活动现场")}.get(form, (room,))
        common = [pick(rng, minutes), pick(rng, venues), pick(rng, sources)]
        for attendee in attendees:
            at, worker = attendee if form == "training" else (code, attendee)
            leader = None if form in ("peer", "training") else supervisor(at, on)
            record = record_day(rng, on) if form not in ("meeting", "training") else None  # these owe no record
            rows.append([session, PROJECTS[at][0], worker, form, on, record, leader, *common])
    return rows


def slips(rows):
    """Slips of the pen in sessions.csv, one of each kind."""

    def first(worker, month, form):
        return [r for r in rows if (r[2], f"{r[4]:%Y-%m}", r[3]) == (worker, month, form)][0]

    row = first("黎思琪", "2025-04", "individual")
    row[5] = roll(row[4] - 3 * DAY, -DAY)  # the form was filled in before the session: no record of it
    row = first("陆诗雅", "2024-08", "individual")
    row[6] = row[2]  # the worker's own name in the supervisor's column
    row = first("汪诗涵", "2024-11", "group")
    guest = ["曾宇航" if i == 2 else cell for i, cell in enumerate(row)]
    guest[1] = PROJECTS["F"][0]  # a former colleague sat in and is entered under a project that was never theirs
    rows.insert(rows.index(row) + 1, guest)
    row = first("潘语嫣", "2025-06", "individual")
    rows.insert(rows.index(row) + 1, list(row))  # the same row entered twice


# Days after the supervisor's start on the project; None = never made. A began before the notice, so nothing is owed.
CYCLE_PLANS = {("A", "蒋明远"): 6, ("B", "夏文博"): 13, ("C", "谢婉清"): 21, ("D", "韩立新"): 45,  # D: late
               ("D", "袁素芬"): 15, ("E", "卢志刚"): 8, ("F", "谢婉清"): None,  # a successor made one (D); F: missing
               ("G", "江晓梅"): 18, ("H", "邹永康"): 31}  # the successor on A has none; H: on the very last day


def plans(rng):
    rows = []
    for (code, name), after in CYCLE_PLANS.items():
        if after is not None:
            since = [day(s) for n, s in PROJECTS[code][2:] if n == name][0]
            rows.append([PROJECTS[code][0], name, "cycle", None, since + after * DAY])
    for code in PROJECTS:
        spans = [(start, end, name) for project, _, start, end, name in engagements() if project == PROJECTS[code][0]]
        for name, _ in PROJECTS[code][2:]:
            for month, first, last in months():
                days = [max(start, first) for start, end, n in spans
                        if n == name and start <= last and (end or last) >= first]
                if not days:
                    continue
                begin, chance = min(days), rng.random()
                if chance < 0.02:
                    continue  # no plan for this month
                if chance < 0.065:
                    made = roll(begin + (10 + below(rng, 9)) * DAY, DAY)  # after the first ten days: contested
                elif chance < 0.35 and begin == first and first > date(2024, 1, 1):
                    made = roll(first - (1 + below(rng, 5)) * DAY, -DAY)  # at the end of the month before
                else:
                    made = pick_workday(rng, begin, begin + 9 * DAY)
                rows.append([PROJECTS[code][0], name, "monthly", month, made])
    return sorted((r for r in rows if r[4] <= AS_OF), key=lambda r: r[4])


# mentor, category, responsibility, experience, commitment, then appointment/printed end ...
MENTORS = """
程国栋 expert true true true 2023-06-30
白慧敏 university_teacher true true true 2023-06-30
苏伯言 talent true true true 2023-06-30
丁雪松 cppcc_member true true true 2023-07-25
贾怀瑾 university_teacher true true true 2023-07-25
侯建平 expert true true true 2023-07-25
龙海峰 律师 true true true 2023-09-01                              # a category that is not in the list
顾若愚 expert true - true 2024-01-15                               # one condition unknown
孟晓岚 talent true true true 2022-08-15/2025-08-14 2025-09-01      # printed end, reappointed after a gap
钱思齐 university_teacher true true true 2024-02-29                # a leap day
郝云飞 expert true true true 2023-07-25                            # revoked in mid-term
毛静怡 cppcc_member true true true 2024-03-01                      # a violation found, not yet decided
康少华 expert true true true                                       # never appointed, but gives guidance
殷若水 talent true true true 2026-01-05                            # appointed after as_of
"""
REVOKED = {"郝云飞": ("2025-03-10", "2025-04-02")}
# Nobody guides between these two days. Six months from 2024-01-15 end on 2024-07-15, from 2024-02-29 on 2024-08-29.
GAPS = {
    "白慧敏": ("2024-01-15", "2024-07-12"),  # just under six months
    "苏伯言": ("2024-01-15", "2024-07-15"),  # exactly six months: still kept
    "丁雪松": ("2024-01-15", "2024-07-16"),  # one day over (but no six empty calendar months: contested)
    "侯建平": ("2024-06-18", "2025-08-05"),  # far over, and the second year of the term is empty
    "钱思齐": ("2024-02-29", "2024-08-29"),  # exactly six months from the day of appointment
}
EXTRA_GUIDANCE = {
    "顾若愚": ["2023-12-20"],  # before the appointment
    "孟晓岚": ["2023-03-16", "2025-08-22"],  # before the measure took effect; between two terms
    "郝云飞": ["2025-04-16"],  # after the revocation
    "康少华": ["2025-05-14", "2025-10-22"],  # without any appointment
}
STUDENTS = ["赵一帆", "许可儿", "沈知行", "孔令仪", "曹安然", "魏子昂", "吕清扬", "施念慈", "章若溪", "柳承志", None]


def mentors():
    """(mentor, category, responsibility, experience, commitment, [(appointed, printed end or None)])."""
    for line in MENTORS.strip().splitlines():
        name, *facts = line.split("#")[0].split()
        terms = [(*map(day, text.split("/")), None)[:2] for text in facts[4:]]
        yield [name, *(None if fact == "-" else fact for fact in facts[:4]), terms]


def appointments():
    rows = [[m[0], appointed, end, "区民政局"] for m in mentors() for appointed, end in m[5]]
    return sorted(rows, key=lambda r: r[1])


def guidance(rng):
    rows = []
    for mentor, *_, terms in mentors():
        days = set()
        for appointed, end in terms:
            end = min(end or AS_OF, AS_OF)
            if mentor in REVOKED:
                end = day(REVOKED[mentor][1]) - DAY
            d = max(appointed, date(2023, 6, 30)) + (14 + below(rng, 45)) * DAY
            while roll(d, DAY) <= end:
                days.add(roll(d, DAY))
                d += (24 + below(rng, 76)) * DAY
        if mentor in GAPS:
            before, after = map(day, GAPS[mentor])
            days = {d for d in days if not before <= d <= after} | {after}
            days |= {before} if before != terms[0][0] else set()
        days |= {day(text) for text in EXTRA_GUIDANCE.get(mentor, [])}
        rows += [[mentor, d, pick(rng, STUDENTS)] for d in sorted(days)]
    return sorted(rows, key=lambda r: r[1])


def evaluations():
    """The Bureau sits once a year; for 2025 it has only begun."""
    rows = []
    for year, sitting in ((2023, "2024-01-18"), (2024, "2025-02-20"), (2025, "2025-12-18")):
        for mentor, *_, terms in mentors():
            if not terms or terms[0][0].year > year or (year == 2025 and mentor not in ("程国栋", "白慧敏", "苏伯言")):
                continue
            if (mentor, year) == ("毛静怡", 2024):
                continue  # missing
            late = (mentor, year) == ("贾怀瑾", 2024)  # made up for after the end of March
            rows.append([mentor, year, day("2025-04-09" if late else sitting)])
    return sorted(rows, key=lambda r: r[2])


def violations():
    return [[mentor, *map(day, days)] for mentor, days in REVOKED.items()] + [["毛静怡", date(2025, 11, 20), None]]


def write(name, heading, rows):
    with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading.split())
        writer.writerows(rows)  # None is written as an empty cell, a date in ISO form


def main():
    held, excuses = events(Random(SEED))  # a generator for each table, so that one can change without the others
    rows = sessions(Random(SEED + 1), held)
    slips(rows)
    write("engagements", "project worker start end supervisor", engagements())
    columns = "session project worker form ended_on record_submitted_on supervisor minutes venue content_source"
    write("sessions", columns, rows)
    write("excuses", "project worker month reason", excuses)
    write("plans", "project supervisor kind month made_on", plans(Random(SEED + 5)))
    write("mentors", "mentor category responsibility experience commitment", [m[:5] for m in mentors()])
    write("appointments", "mentor appointed_on ends_on issued_by", appointments())
    write("guidance", "mentor guided_on student", guidance(Random(SEED + 3)))
    write("evaluations", "mentor year evaluated_on", evaluations())
    write("violations", "mentor found_on revoked_on", violations())
    (HERE / "as_of.txt").write_text(f"{AS_OF}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

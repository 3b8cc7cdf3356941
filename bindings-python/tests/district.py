"""Random districts from a seed, as plain facts."""

import datetime
import random

FORMS = ["individual", "group", "peer", "on_site", "meeting", "training"]


def district(seed, workers=12):
    """Facts of every table, some odd, none faulty."""
    chance = random.Random(seed)
    first = datetime.date(2023, 6, 1)

    def day(least=0, most=900):
        return (first + datetime.timedelta(chance.randrange(least, most))).isoformat()

    def maybe(value, likely=0.7):
        return value if chance.random() < likely else None

    projects = [f"项目{number}" for number in range(1 + workers // 4)]
    supervisors = [f"督导{number}" for number in range(3)]
    facts = {name: [] for name in ("engagements", "sessions", "excuses", "plans", "mentors", "appointments",
                                   "guidance", "evaluations", "violations")}  # fmt: skip
    for number in range(workers):
        worker, project, start = f"社工{number}", chance.choice(projects), day(0, 500)
        end = (datetime.date.fromisoformat(start) + datetime.timedelta(chance.randrange(20, 400))).isoformat()
        engagement = {"project": project, "worker": worker, "start": start, "end": maybe(end)}
        facts["engagements"].append(engagement | {"supervisor": maybe(chance.choice(supervisors))})
        for held in range(chance.randrange(30)):
            ended_on = day(0, 800)
            late = datetime.timedelta(chance.randrange(-1, 20))
            submitted = (datetime.date.fromisoformat(ended_on) + late).isoformat()
            facts["sessions"].append({
                "session": f"D{number}-{held}", "project": project, "worker": worker, "form": chance.choice(FORMS),
                "ended_on": ended_on, "record_submitted_on": maybe(submitted), "supervisor": chance.choice(supervisors),
                "minutes": maybe(chance.randrange(30, 180)), "venue": maybe("社区"),
                "content_source": maybe("supervisor"),
            })  # fmt: skip
        for month in chance.sample(range(1, 13), chance.randrange(3)):
            facts["excuses"].append({"project": project, "worker": worker, "month": f"2024-{month:02}", "reason": "病"})
    for project in projects:
        for supervisor in supervisors:
            facts["plans"].append({"project": project, "supervisor": supervisor, "kind": "cycle", "month": None,
                                   "made_on": day()})  # fmt: skip
            facts["plans"].append({"project": project, "supervisor": supervisor, "kind": "monthly", "month": "2024-05",
                                   "made_on": day()})  # fmt: skip
    for number in range(workers):
        mentor, appointed_on = f"导师{number}", day(0, 400)
        flag = lambda: chance.choice([True, True, True, False, None])  # noqa: E731
        facts["mentors"].append({"mentor": mentor, "category": maybe(chance.choice(["expert", "talent", "其他"])),
                                 "responsibility": flag(), "experience": flag(), "commitment": flag()})  # fmt: skip
        facts["appointments"].append({"mentor": mentor, "appointed_on": appointed_on,
                                      "ends_on": None, "issued_by": maybe("区人社局")})  # fmt: skip
        for _ in range(chance.randrange(8)):
            facts["guidance"].append({"mentor": mentor, "guided_on": day(), "student": maybe("学生")})
        facts["evaluations"].append({"mentor": mentor, "year": chance.choice([2023, 2024]), "evaluated_on": day()})
        if chance.random() < 0.2:
            facts["violations"].append({"mentor": mentor, "found_on": day(), "revoked_on": maybe(day(500, 900))})
    return facts

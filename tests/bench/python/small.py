"""Import time, and single decisions through Python; prints one line of JSON."""

import datetime
import json
import statistics
import subprocess
import sys
import time
import timeit

REPEATS = 15


def started(code):
    """The median ms of an interpreter that runs this and ends."""
    times = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-I", "-c", code], check=True)
        times.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(times)


def each(function, number):
    """The best seconds of a call, which noise of the machine only lengthens."""
    return min(timeit.repeat(function, number=number, repeat=REPEATS)) / number


def worker_year():
    """One worker's year on one project: 24 sessions with their records, one of them late."""
    sessions = []
    for month in range(1, 13):
        for form, day in (("individual", 5), ("group", 20)):
            ended_on = datetime.date(2024, month, day)
            late = 12 if (month, form) == (6, "group") else 3
            submitted_on = ended_on + datetime.timedelta(late)
            sessions.append(
                {
                    "session": f"{form}-{month}",
                    "project": "p",
                    "worker": "w",
                    "form": form,
                    "ended_on": ended_on.isoformat(),
                    "record_submitted_on": submitted_on.isoformat(),
                }
            )
    return {"engagements": [{"project": "p", "worker": "w", "start": "2024-01-01"}], "sessions": sessions}


def main():
    import hongyan

    ended_on, policy = datetime.date(2024, 9, 24), hongyan.Policy()
    facts, as_of = worker_year(), datetime.date(2025, 1, 31)
    rules = ["supervision_frequency", "record_deadline"]
    report = hongyan.evaluate(facts, as_of=as_of, policy=policy, rules=rules)
    breaches = [finding for finding in report["findings"] if finding["verdict"] == "breach"]
    # one record of June is late, and January has its last day still to go
    assert [finding["rule"] for finding in breaches] == ["record_deadline"], breaches
    text = json.dumps(report, ensure_ascii=False)
    bare = started("pass")
    print(
        json.dumps(
            {
                "bare_ms": bare,
                "import_ms": started("import hongyan") - bare,
                "scalar_ns": each(lambda: hongyan.record_due(ended_on), 100_000) * 1e9,
                "scalar_policy_ns": each(lambda: hongyan.record_due(ended_on, policy=policy), 100_000) * 1e9,
                "evaluate_us": each(lambda: hongyan.evaluate(facts, as_of=as_of, policy=policy, rules=rules), 500)
                * 1e6,
                # what Python itself takes for as much: a date, and plain objects from text
                "date_ns": each(lambda: ended_on + datetime.timedelta(weeks=1), 100_000) * 1e9,
                "loads_us": each(lambda: json.loads(text), 500) * 1e6,
                "findings": len(report["findings"]),
            }
        )
    )


if __name__ == "__main__":
    main()

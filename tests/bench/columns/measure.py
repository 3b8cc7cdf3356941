"""Runs what a peer answers and times it."""

import gc
import statistics
import time


def measure(answers, runs):
    """`answers`: by check a pair of functions, what is timed and how its result is counted."""
    checks = {}
    for check, (answer, count) in answers.items():
        counts = {key: int(value) for key, value in count(answer()).items()}
        times = []
        for _ in range(runs):
            gc.collect()
            begun = time.perf_counter()
            result = answer()
            times.append((time.perf_counter() - begun) * 1e3)
            del result
        checks[check] = {"median_ms": statistics.median(times), "min_ms": min(times), "counts": counts}
    return checks

"""One peer in a process of its own: `peer.py ENGINE --dir DIR --runs N` prints one line of JSON."""

import argparse
import json
import os

THREADS = 2
os.environ |= {"POLARS_MAX_THREADS": str(THREADS), "OMP_NUM_THREADS": str(THREADS)}
ENGINES = ("polars", "polars-streaming", "duckdb", "pandas", "copy")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("engine", choices=ENGINES)
    parser.add_argument("--dir", required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", help="checks, separated by commas")
    options = parser.parse_args()

    from data import Nation
    from measure import measure

    nation = Nation(options.dir)
    match options.engine:
        case "polars" | "polars-streaming":
            import with_polars as peer

            engine = "streaming" if options.engine.endswith("streaming") else "in-memory"
            answers = peer.answers(nation, engine)
        case "duckdb":
            import with_duckdb as peer

            answers = peer.answers(nation, THREADS)
        case "pandas":
            import with_pandas as peer

            answers = peer.answers(nation)
        case "copy":
            import with_copy as peer

            answers = peer.answers(nation, THREADS)
    if options.only:
        answers = {check: answers[check] for check in options.only.split(",")}
    found = {"engine": options.engine, "version": peer.VERSION, "checks": measure(answers, options.runs)}
    print(json.dumps(found))


if __name__ == "__main__":
    main()

"""The copy of the tree that all mutants are compiled into."""

import json
import os
import subprocess
from pathlib import Path

OUT = Path("target/mutants")
TREE = OUT / "tree"
WEAVER = OUT / "weaver/debug/mutants"
# `const fn`s ask as well; what the compiler computes is no mutant (src/question.rs)
ENVIRONMENT = os.environ | {"RUSTC_BOOTSTRAP": "hongyan", "CARGO_TARGET_DIR": str(OUT.resolve() / "build")}


def listed(arguments: list[str]) -> list[dict]:
    """The mutants, as cargo-mutants describes them."""
    command = ["cargo", "mutants", "--list", "--json", "--package", "hongyan", *arguments]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout or "[]")


def renew() -> None:
    """What git knows, as it stands; what is there already is not touched, so that cargo builds what is new."""
    files = subprocess.run(["git", "ls-files", "-z"], check=True, stdout=subprocess.PIPE, text=True).stdout.split("\0")
    wanted = {TREE / file for file in files if file and Path(file).is_file()}
    for path in TREE.rglob("*"):
        if path.is_file() and path not in wanted and path.name != "question.rs":
            path.unlink()
    for path in wanted:
        source = path.relative_to(TREE)
        # these are woven
        if source.is_relative_to("core/src") and source.suffix == ".rs":
            continue
        if not path.is_file() or path.read_bytes() != source.read_bytes():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source.read_bytes())


def woven(mutants: list[dict]) -> tuple[set[int], set[int]]:
    """Writes the mutants into the copy: the numbers of those that compile, and of those that do not."""
    renew()
    (OUT / "list.json").write_text(json.dumps(mutants))
    left_out: set[int] = set()
    while True:
        (OUT / "left_out.json").write_text(json.dumps(sorted(left_out)))
        subprocess.run([WEAVER, TREE, OUT / "list.json", OUT / "left_out.json", OUT / "places.json"], check=True)
        places = json.loads((OUT / "places.json").read_text())
        refused = refusals(places)
        if not refused:
            written = {place["mutant"] for place in places}
            return written, set(range(1, len(mutants) + 1)) - written
        print(f"{len(refused)} do not compile", flush=True)
        left_out |= refused


def refusals(places: list[dict]) -> set[int]:
    """The mutants that the compiler finds wrong, of those that it has come to."""
    found: set[int] = set()
    for message in cargo("check", "-p", "hongyan", "--lib", "--all-features"):
        if message.get("reason") != "compiler-message" or message["message"]["level"] != "error":
            continue
        spans = [(span["file_name"], span["byte_start"], span["byte_end"]) for span in message["message"]["spans"]]
        hit = {place["mutant"] for place in places for span in spans if overlaps(place, *span)}
        if spans and not hit:
            raise SystemExit("the copy does not compile, and no mutant is to blame:\n" + message["message"]["rendered"])
        found |= hit
    return found


def overlaps(place: dict, file: str, start: int, end: int) -> bool:
    return place["file"] == file and place["from"] < end and start < place["to"]


def cargo(*arguments: str) -> list[dict]:
    """What cargo says of the copy."""
    command = ["cargo", arguments[0], "--profile", "mutants", "--message-format", "json", "--quiet", *arguments[1:]]
    done = subprocess.run(command, cwd=TREE, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def programs(tests: list[str]) -> dict[str, Path]:
    """The units of the core and these tests, built: their names and where they are."""
    chosen = [part for test in tests for part in ("--test", test)]
    packages = ["-p", "hongyan", "-p", "hongyan-tests", "--all-features", "--lib"]
    built = cargo("test", "--no-run", *packages, *chosen)
    found = {
        one["target"]["name"]: Path(one["executable"])
        for one in built
        if one.get("reason") == "compiler-artifact" and one["executable"]
    }
    missing = {"hongyan", *tests} - found.keys()
    if missing:
        raise SystemExit(f"not built: {', '.join(sorted(missing))}")
    return found

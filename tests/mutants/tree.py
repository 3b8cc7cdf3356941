"""The copy of the tree that all mutants are compiled into."""

import hashlib
import json
import os
import re
import subprocess
from pathlib import Path

OUT = Path("target/mutants")
TREE = OUT / "tree"
MANIFEST = Path("tests/Cargo.toml")
WEAVER = OUT / "weaver/debug/mutants"
# `const fn`s ask as well; what the compiler computes is the mutant that it is compiled for (src/question.rs)
ENVIRONMENT = os.environ | {"RUSTC_BOOTSTRAP": "hongyan", "CARGO_TARGET_DIR": str(OUT.resolve() / "build")}


def listed(arguments: list[str]) -> list[dict]:
    """The mutants, as cargo-mutants describes them."""
    command = ["cargo", "mutants", "--list", "--json", "--package", "hongyan", *arguments]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout or "[]")


def renew() -> None:
    """What git knows, as it stands; what is there already is not touched, so that cargo builds what is new."""
    files = subprocess.run(["git", "ls-files", "-z"], check=True, stdout=subprocess.PIPE, text=True).stdout.split("\0")
    wanted = {TREE / file for file in files if file and Path(file).is_file() and not is_program(Path(file))}
    for path in TREE.rglob("*"):
        if path.is_file() and path not in wanted and path.name != "question.rs":
            path.unlink()
    for path in wanted:
        source = path.relative_to(TREE)
        # these are woven
        if source.is_relative_to("core/src") and source.suffix == ".rs":
            continue
        content = source.read_bytes()
        if source == MANIFEST:
            content = re.sub(rb"\[\[bin\]\]\n(.+\n)+", b"", content)
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def is_program(path: Path) -> bool:
    """Of the tests' package: cargo would build them with every test, and nobody asks them."""
    return path.is_relative_to(MANIFEST.parent / "src/bin")


def woven(mutants: list[dict]) -> dict[int, bool]:
    """Writes the mutants into the copy: the numbers of those that compile, and whether the compiler may compute them."""
    renew()
    (OUT / "list.json").write_text(json.dumps(mutants))
    # of the same sources, the same do not compile
    sources = [path.read_bytes() for path in sorted(Path("core/src").rglob("*.rs")) if path.name != "tests.rs"]
    state = hashlib.sha256(json.dumps(mutants).encode() + b"".join(sources)).hexdigest()
    left_out = OUT / f"left_out.{state[:16]}.json"
    refused = set(json.loads(left_out.read_text())) if left_out.is_file() else set()
    while True:
        left_out.write_text(json.dumps(sorted(refused)))
        subprocess.run([WEAVER, TREE, OUT / "list.json", left_out, OUT / "places.json"], check=True)
        places = json.loads((OUT / "places.json").read_text())
        wrong = refusals(places)
        if not wrong:
            return {place["mutant"]: place["constant"] for place in places}
        print(f"{len(wrong)} do not compile", flush=True)
        refused |= wrong


def refusals(places: list[dict]) -> set[int]:
    """The mutants that the compiler finds wrong, of those that it has come to."""
    errors = [
        one["message"]
        for one in cargo("check", "-p", "hongyan", "--lib", "--all-features")
        if one["reason"] == "compiler-message" and one["message"]["level"] == "error"
    ]
    spans = [outside(span) for error in errors for span in error["spans"]]
    found = {place["mutant"] for place in places for span in spans if overlaps(place, span)}
    # what else is wrong may follow from these
    if errors and not found:
        raise SystemExit("the copy does not compile, and no mutant is to blame:\n" + errors[0]["rendered"])
    return found


def outside(span: dict) -> dict:
    """Where a file says so, and not the macro that it calls."""
    return outside(span["expansion"]["span"]) if span["expansion"] else span


def overlaps(place: dict, span: dict) -> bool:
    return (
        place["file"] == span["file_name"] and place["from"] < span["byte_end"] and span["byte_start"] < place["to"]
    )


def cargo(*arguments: str, compiled: int = 0) -> list[dict]:
    """What cargo says of the copy, in which the compiler computes this mutant."""
    command = ["cargo", arguments[0], "--profile", "mutants", "--message-format", "json", "--quiet", *arguments[1:]]
    environment = ENVIRONMENT | {"HONGYAN_COMPILED": str(compiled)}
    done = subprocess.run(command, cwd=TREE, env=environment, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def programs(tests: list[str], compiled: int = 0) -> list[Path]:
    """The units of the core and these tests, built; none if they cannot be."""
    chosen = [part for test in tests for part in ("--test", test)]
    packages = ["-p", "hongyan", "-p", "hongyan-tests", "--all-features", "--lib"]
    built = cargo("test", "--no-run", *packages, *chosen, compiled=compiled)
    if not built or not built[-1].get("success"):
        messages = [one["message"] for one in built if one["reason"] == "compiler-message"]
        print("".join(one["rendered"] for one in messages if one["level"] == "error"))
        return []
    found = {
        one["target"]["name"]: Path(one["executable"])
        for one in built
        if one["reason"] == "compiler-artifact" and one["executable"] and one["profile"]["test"]
    }
    return [found["hongyan"], *(found[test] for test in tests)]

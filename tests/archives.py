"""What is inside the archives that would be published: `python3 tests/archives.py ARCHIVE...` (.crate, .tgz, .whl, .tar.gz).

Each has both licences, as they stand in the repository, a readme, what it needs, and nothing that is not expected: no
cases, no benchmarks, no build output.
"""

import fnmatch
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LICENCES = ("LICENSE-APACHE", "LICENSE-MIT")

# ending: (folder of the licences, needed, expected); * is any part of a path
KINDS = {
    ".crate": (
        "",
        ["Cargo.toml", "README.md", "src/lib.rs", "sample/sessions.csv"],
        ["Cargo.toml", "Cargo.toml.orig", "Cargo.lock", ".cargo_vcs_info.json", "README.md", "LICENSE-*", "src/*.rs",
         "src/render/html/*.css", "src/render/html/*.js", "sample/*.csv", "sample/as_of.txt"],
    ),
    ".tgz": (
        "",
        ["package.json", "README.md", "dist/core.wasm", "dist/evaluate.wasm", "dist/documents.wasm",
         "dist/types/index.d.ts", "dist/types/index.d.cts", "dist/esm/web.js", "dist/cjs/node.js"],
        ["package.json", "README.md", "LICENSE-*", "dist/*.wasm", "dist/esm/*.js", "dist/cjs/*.js", "dist/cjs/package.json",
         "dist/types/*.d.ts", "dist/types/*.d.cts"],
    ),
    ".whl": (
        "*.dist-info/licenses/",
        ["hongyan/__init__.py", "hongyan/_hongyan.pyi", "hongyan/py.typed"],
        ["hongyan/*.py", "hongyan/*.pyi", "hongyan/py.typed", "hongyan/_hongyan*.so", "hongyan/_hongyan*.pyd",
         "*.dist-info/*"],
    ),
    ".tar.gz": (
        "bindings-python/",
        ["PKG-INFO", "pyproject.toml", "Cargo.toml", "Cargo.lock", "core/src/lib.rs", "core/README.md",
         "bindings-python/README.md", "bindings-python/src/lib.rs"],
        ["PKG-INFO", "pyproject.toml", "Cargo.toml", "Cargo.lock", "README.md", "LICENSE-*", "core/Cargo.toml", "core/README.md",
         "core/LICENSE-*", "core/src/*.rs", "core/src/render/html/*.css", "core/src/render/html/*.js", "core/sample/*.csv",
         "core/sample/as_of.txt", "python/hongyan/*.py", "python/hongyan/*.pyi", "python/hongyan/py.typed",
         "bindings-python/src/*.rs", "bindings-python/Cargo.toml", "bindings-python/README.md", "bindings-python/LICENSE-*"],
    ),
}  # fmt: skip
NEVER = ["*/tests/*", "*__pycache__*", "*/target/*", "*node_modules*", "*/benches/*", "*sample-messy*"]


def contents(path):
    """The files by name, without the folder that holds them all in a tar."""
    if path.name.endswith(".whl"):
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    with tarfile.open(path) as archive:
        files = (member for member in archive.getmembers() if member.isfile())
        return {member.name.partition("/")[2]: archive.extractfile(member).read() for member in files}


def wrong(path):
    """Everything that is wrong with an archive."""
    ending = next((ending for ending in KINDS if path.name.endswith(ending)), None)
    if ending is None:
        return [f"what kind of archive is {path.name}?"]
    folder, needed, expected = KINDS[ending]
    files = contents(path)
    found = [f"{name} is missing" for name in needed if name not in files]
    for licence in LICENCES:
        there = fnmatch.filter(files, folder + licence)
        if len(there) != 1:
            found.append(f"{folder}{licence} is missing")
        elif files[there[0]] != (ROOT / licence).read_bytes():
            found.append(f"{there[0]} is not the repository's {licence}")
    for name in sorted(files):
        if not any(fnmatch.fnmatch(name, one) for one in expected) or any(fnmatch.fnmatch(name, one) for one in NEVER):
            found.append(f"{name} should not be there")
    if ending == ".whl":
        metadata = next(text for name, text in files.items() if name.endswith(".dist-info/METADATA")).decode()
        if "# hongyan for Python" not in metadata:
            found.append("the readme is not in METADATA")
    print(f"{path.name}: {len(files)} files, {path.stat().st_size:,} bytes")
    return found


def main(paths):
    assert paths, __doc__
    faults = [f"{path}: {fault}" for path in paths for fault in wrong(Path(path))]
    sys.exit("\n".join(faults) or None)


if __name__ == "__main__":
    main(sys.argv[1:])

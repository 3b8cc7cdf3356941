"""What the wheel and the source archive have, and how large they are."""

import sys
import tarfile
import zipfile
from pathlib import Path

LARGEST = 8_000_000


def main(folder: str) -> None:
    (wheel,) = Path(folder).glob("*.whl")
    (source,) = Path(folder).glob("*.tar.gz")
    size = wheel.stat().st_size
    print(f"{wheel.name}: {size:,} bytes; {source.name}: {source.stat().st_size:,} bytes")
    assert "-cp310-abi3-" in wheel.name, "one wheel is for every Python from 3.10 on"
    assert size < LARGEST, f"a wheel of more than {LARGEST:,} bytes"
    names = {name.partition("/")[2] for name in zipfile.ZipFile(wheel).namelist() if name.startswith("hongyan/")}
    compiled = {name for name in names if name.startswith("_hongyan.") and not name.endswith(".pyi")}
    assert len(compiled) == 1, compiled
    package = Path(__file__).parents[1] / "python" / "hongyan"
    python = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    python = {name for name in python if not name.endswith((".so", ".pyc"))}
    assert names - compiled == python, (names - compiled) ^ python
    with tarfile.open(source) as archive:
        files = {name.partition("/")[2] for name in archive.getnames()}
    needed = {
        "PKG-INFO", "pyproject.toml", "Cargo.toml", "Cargo.lock", "core/Cargo.toml", "core/src/lib.rs",
        "core/sample/sessions.csv", "bindings-python/Cargo.toml", "bindings-python/src/lib.rs", "bindings-python/README.md",
    }  # fmt: skip
    assert needed <= files, f"missing: {needed - files}"
    odd = {name for name in files if name.endswith(".so") or "/target/" in name or "__pycache__" in name}
    assert not odd, odd


if __name__ == "__main__":
    main(*sys.argv[1:])

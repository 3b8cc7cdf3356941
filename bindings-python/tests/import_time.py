"""How much longer `import hongyan` takes than Python alone; a figure to look at, not a test of this machine."""

import subprocess
import sys
import time


def fastest(code: str) -> float:
    def once() -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - start

    return min(once() for _ in range(15))


def main() -> None:
    bare, imported = fastest("pass"), fastest("import hongyan")
    print(f"import hongyan: {(imported - bare) * 1000:.0f} ms more than the {bare * 1000:.0f} ms of bare Python")
    code = "import hongyan, sys; print(*sorted({'numpy', 'pandas', 'polars', 'pyarrow', 'duckdb'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not loaded, f"imported with it: {loaded}"


if __name__ == "__main__":
    main()

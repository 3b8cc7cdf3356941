"""Holds the public names of the installed package, with their signatures, against ``interface.txt``.

``python bindings-python/tests/interface.py``; with ``--write`` it writes the file.
"""

import argparse
import ast
import difflib
import inspect
import sys
from pathlib import Path

import hongyan

HERE = Path(__file__).parents[1]
sys.path.insert(0, str(HERE / "docs"))

import reference  # noqa: E402

FILE = HERE / "interface.txt"


def of_functions(found, name, shown):
    """A line for each overload."""
    return [f"{shown.rpartition('.')[0]}.{one}" for one in found.get(name, [])]


def of_class(found, name):
    item = getattr(hongyan, name)
    bases = [base.__name__ for base in item.__bases__ if base is not object]
    lines = [f"class hongyan.{name}" + (f"({', '.join(bases)})" if bases else "")]
    annotated = inspect.get_annotations(item)
    lines += [f"hongyan.{name}.{attribute}: {kind}" for attribute, kind in sorted(annotated.items())]
    members = sorted(one.rpartition(".")[2] for one in found if one.startswith(f"{name}."))
    for member in members:
        if not member.startswith("_") or member in ("__new__", "__init__", "__getitem__", "__iter__", "__len__", "__contains__", "__arrow_c_stream__"):
            lines += of_functions(found, f"{name}.{member}", f"hongyan.{name}.{member}")
    return lines


def of_types():
    """The names of ``hongyan.types``, as they are written there."""
    body = ast.parse((reference.PACKAGE / "types.py").read_text(encoding="utf-8")).body
    lines = []
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            lines.append(f"class hongyan.types.{node.name}")
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and not target.id.startswith("_"):
            lines.append(f"hongyan.types.{ast.unparse(node)}")
    return lines


def interface():
    found = reference.signatures()
    lines = []
    for name in hongyan.__all__:
        if name == "__version__":
            lines.append("hongyan.__version__: str")
        elif inspect.isclass(getattr(hongyan, name)):
            lines += of_class(found, name)
        else:
            lines += of_functions(found, name, f"hongyan.{name}")
    return "\n".join(lines + of_types()) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true", help="write the file anew")
    if parser.parse_args().write:
        FILE.write_text(interface(), encoding="utf-8")
        return
    ours, theirs = FILE.read_text(encoding="utf-8").splitlines(), interface().splitlines()
    if ours != theirs:
        print("\n".join(difflib.unified_diff(ours, theirs, FILE.name, "installed", lineterm="")))
        sys.exit(
            "the public names of the package are not those of bindings-python/interface.txt: if that is meant, run\n"
            'bindings-python/tests/interface.py --write and look at CONTRIBUTING.md, "Changing the interface"'
        )
    print(f"{len(ours)} lines of public names")


if __name__ == "__main__":
    main()

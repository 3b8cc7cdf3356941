"""Writes `reference.md` from the docstrings of the installed package: `python docs/reference.py [--check]`."""

import argparse
import ast
import inspect
import sys
from pathlib import Path

import hongyan
import hongyan.spark

HERE = Path(__file__).parent
PACKAGE = Path(hongyan.__file__).parent
INTRODUCTION = """# Reference

Written by `docs/reference.py` from the docstrings of the package; what is wrong here is to be put right there.
"""


def signatures():
    """By name, the signatures that the stub and the modules give: a function has several if it is overloaded."""
    found = {}
    for file, module in (("_hongyan.pyi", ""), ("_dates.py", ""), ("_errors.py", ""), ("spark/__init__.py", "spark.")):
        body = ast.parse((PACKAGE / file).read_text(encoding="utf-8")).body
        # what a module wraps is told by the module
        for node in body:
            found.pop(module + getattr(node, "name", ""), None)
        for node in body:
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    note(found, f"{module}{node.name}.", inner)
            else:
                note(found, module, node)
    return found


def note(found, owner, node):
    if not isinstance(node, ast.FunctionDef):
        return
    decorators = [ast.unparse(one) for one in node.decorator_list]
    # an implementation behind overloads says nothing that they do not
    known = found.setdefault(owner + node.name, [])
    if known and "overload" not in decorators and node.name != "__new__":
        return
    if "property" in decorators:
        known.append(f"{node.name}: {ast.unparse(node.returns)}")
        return
    arguments = node.args
    if owner and not owner.islower():
        arguments.posonlyargs, arguments.args = without_self(arguments.posonlyargs), without_self(arguments.args)
    known.append(f"{node.name}({ast.unparse(arguments)}) -> {ast.unparse(node.returns)}")


def without_self(arguments):
    return [one for one in arguments if one.arg not in ("self", "cls")]


def wrapped(signature, name):
    """A long signature has an argument a line."""
    signature = signature.replace("__new__(", f"{name}(")
    if len(signature) <= 100:
        return signature
    call = ast.parse(f"def {signature}: ...").body[0]
    parts, arguments = [], call.args
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(plain) - len(arguments.defaults)) + arguments.defaults
    parts += [written(one, default) for one, default in zip(plain, defaults, strict=True)]
    if arguments.vararg or arguments.kwonlyargs:
        parts.append("*" + (arguments.vararg.arg if arguments.vararg else ""))
    parts += [written(one, default) for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]
    if arguments.kwarg:
        parts.append(f"**{arguments.kwarg.arg}")
    lines = "".join(f"    {part},\n" for part in parts)
    return f"{call.name}(\n{lines}) -> {ast.unparse(call.returns)}"


def written(argument, default):
    annotation = f": {ast.unparse(argument.annotation)}" if argument.annotation else ""
    return argument.arg + annotation + (f" = {ast.unparse(default)}" if default is not None else "")


def described(text):
    """A docstring as Markdown: sections as lists, examples as blocks, names in backticks."""
    lines, in_example, in_section = [], False, False
    for line in text.splitlines():
        is_example = line.startswith((">>>", "...")) or (in_example and line.strip() != "")
        if is_example != in_example:
            lines.append("```python" if is_example else "```")
            in_example = is_example
        if in_example:
            lines.append(line)
            continue
        line = line.replace("``", "`")
        for role in (":func:", ":class:", ":meth:"):
            line = line.replace(role, "")
        if line.rstrip(":") in ("Args", "Returns", "Raises") and line.endswith(":"):
            lines += [f"**{line.rstrip(':')}**", ""]
            in_section = True
        elif in_section and line.startswith("    "):
            inner = line[4:]
            name, colon, rest = inner.partition(": ")
            names = name.split(", ")
            if colon and not any(" " in one or "`" in one for one in names):
                lines.append(f"- {', '.join(f'`{one}`' for one in names)}: {rest}")
            elif inner.startswith("    "):
                lines.append(f"  {inner.strip()}")
            else:
                lines.append(inner)
        else:
            in_section = in_section and not line.strip()
            lines.append(line)
    if in_example:
        lines.append("```")
    return "\n".join(lines)


def entry(level, title, name, found, item):
    shown = "\n".join(wrapped(one, title.rpartition(".")[2]) for one in found.get(name, []))
    block = f"```text\n{shown}\n```\n\n" if shown else ""
    return f"{'#' * level} {title}\n\n{block}{described(inspect.getdoc(item) or '')}\n"


def page():
    """The page."""
    found = signatures()
    names = [name for name in hongyan.__all__ if name != "__version__"]
    classes = [name for name in names if inspect.isclass(getattr(hongyan, name))]
    parts = [INTRODUCTION, "## Functions\n"]
    parts += [entry(3, name, name, found, getattr(hongyan, name)) for name in names if name not in classes]
    for name in classes:
        item = getattr(hongyan, name)
        parts.append(entry(2, name, f"{name}.__new__", found, item))
        for member, value in sorted(vars(item).items()):
            if not member.startswith("_") and inspect.getdoc(value):
                parts.append(entry(3, f"{name}.{member}", f"{name}.{member}", found, value))
    parts.append("## hongyan.spark\n")
    parts.append(f"{inspect.getdoc(hongyan.spark).partition(chr(10) * 2)[2].replace(':func:', '')}\n")
    spark = hongyan.spark
    parts.append(entry(3, "hongyan.spark.check", "spark.check", found, spark.check))
    parts.append(entry(3, "hongyan.spark.Report", "", found, spark.Report))
    parts += [f"- `{name}`: {described(text)}" for name, text in attributes(PACKAGE / "spark" / "__init__.py", "Report")]
    parts.append("")
    parts.append(entry(4, "hongyan.spark.Report.unpersist", "spark.Report.unpersist", found, spark.Report.unpersist))
    return "\n".join(parts).rstrip() + "\n"


def attributes(file, name):
    """The attributes of a class, each with the sentences under it."""
    (body,) = [node.body for node in ast.parse(file.read_text(encoding="utf-8")).body if getattr(node, "name", "") == name]
    for one, below in zip(body, body[1:], strict=False):
        if isinstance(one, ast.AnnAssign) and isinstance(below, ast.Expr):
            yield one.target.id, " ".join(ast.literal_eval(below.value).split())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true", help="fail if the page is another")
    options = parser.parse_args()
    file = HERE / "reference.md"
    if options.check:
        if file.read_text(encoding="utf-8") != page():
            sys.exit("docs/reference.md is not what the docstrings give: run `python docs/reference.py`")
    else:
        file.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()

"""What the pages for analysts say of tables is what the door takes."""

import re
from pathlib import Path

import hongyan
import pytest

DOCS = Path(__file__).parents[1] / "docs"
ROWS = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|", (DOCS / "tables.md").read_text(encoding="utf-8"), re.MULTILINE)
TABLES = {table: re.findall(r"`(\w+\??)`", columns) for table, columns in ROWS if "," in columns}


def test_every_table_is_there():
    assert list(TABLES) == list(hongyan.sample()[0])


@pytest.mark.parametrize("table", TABLES)
def test_columns(table):
    facts, as_of = hongyan.sample()
    columns = [name.rstrip("?") for name in TABLES[table] if name != "monthly"]
    assert columns == facts[table].columns
    row = facts[table].to_dicts()[0]
    hongyan.check(as_of=as_of, **{table: [{name: row[name] for name in columns}]})
    for name in [name for name in TABLES[table] if name not in ("monthly",) and not name.endswith("?")]:
        with pytest.raises(hongyan.InputError):
            hongyan.check(as_of=as_of, **{table: [{key: value for key, value in row.items() if key != name}]})


def test_links_of_pages_lead_somewhere():
    for page in [*DOCS.glob("*.md"), DOCS.parent / "README.md"]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), (page.name, target)


def test_the_reference_names_every_public_item():
    text = (DOCS / "reference.md").read_text(encoding="utf-8")
    for name in hongyan.__all__:
        if name != "__version__":
            assert re.search(rf"^##+ {name}$", text, re.MULTILINE), name


def blocks(file):
    return re.findall(r"```python\n(.*?)```", file.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readmes_of_the_repository_run(name, capsys):
    [block] = blocks(DOCS.parents[1] / name)
    exec(block, {})
    assert capsys.readouterr().out.strip()


def test_the_readme_of_the_package_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    [block] = blocks(DOCS.parent / "README.md")
    # its one session is in breach, as the last line finds
    with pytest.raises(AssertionError, match="D2024-0924"):
        exec(block, {})
    assert (tmp_path / "report.html").exists()


LAW = "\n".join(page.read_text(encoding="utf-8") for page in (DOCS.parents[1] / "core" / "guide" / "law").glob("*.md"))


@pytest.mark.parametrize("clause", [row["clause"] for row in hongyan.clauses().to_dicts()])
def test_the_guide_goes_through_every_clause(clause):
    assert re.search(rf"(?<![\w.]){re.escape(clause)}(?!\.?\d)", LAW)


@pytest.mark.parametrize("key", hongyan.Policy().describe().to_dicts(), ids=lambda key: key["key"])
def test_the_guide_names_every_key_and_every_reading(key):
    assert f"`{key['key']}`" in LAW
    if key["basis"] == "reading":
        for value in key["admissible"].split(" | "):
            assert f"`{value}`" in LAW, value

"""From the options to a question, and its answer."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import hongyan
from hongyan import InputError, Policy, PolicyError, Report
from hongyan._hongyan import _mapping
from hongyan.cli import words
from hongyan.cli.output import console, note, printable
from hongyan.cli.refusal import Refusal

if TYPE_CHECKING:
    from hongyan.types import Lang, Verdict

T = TypeVar("T")

PROFILES = ("plain", "civil_code")
COLUMNAR = (".parquet", ".pq", ".parq")
"""Files that hold columns, of any size, and are read as such."""
LISTED: Final[tuple[Verdict, ...]] = ("breach", "undetermined", "pending")
"""What the page lists one by one."""


@dataclass(frozen=True)
class Options:
    """What was given on the command line."""

    paths: Sequence[str]
    as_of: str | None
    policy: str | None
    rules: Sequence[str]
    tables: Sequence[str]
    outputs: Mapping[str, str]
    on_error: Any
    map: str | None
    default_year: int | None
    infer_engagements: bool
    tz: str | None
    trust_keys: bool
    explain: str | None
    fail_on: str | None
    lang: Lang

    def asks_for_nothing(self) -> bool:
        """Whether the sample is checked and no output, explanation or status is asked for."""
        return not (self.paths or self.tables or self.outputs or self.explain or self.fail_on)


@dataclass
class Input:
    """What is to be checked, and how a person would name it."""

    name: str
    check: Callable[..., Report]
    rows: Mapping[str, int] = field(default_factory=dict)
    steps: int = 1
    mapping: Mapping[str, Any] | None = None
    keeps_all: bool = True


@dataclass(frozen=True)
class Answer:
    """A report, and the explanation that was asked for."""

    input: Input
    report: Report
    explanation: str | None


def answer(options: Options) -> Answer:
    """Read all that was given and ask; say all that is wrong with it, not the first alone."""
    lang = options.lang
    refusal = Refusal(lang=lang)
    if list(options.outputs.values()).count("-") > 1:
        raise Refusal([words.TWO_TO_STDOUT[lang]], lang=lang)
    if (options.paths or options.tables) and options.as_of is None:
        raise Refusal([words.AS_OF_NEEDED[lang]], lang=lang)
    named = _named(options)
    as_of = options.as_of if options.as_of is not None else hongyan.sample()[1]
    try:
        hongyan.check(as_of=as_of, lang=lang)
    except InputError as error:
        refusal.lines += [row[f"message_{lang}"] for row in error.faults.to_dicts()]
    policy = _kept(refusal, lambda: read_policy(options.policy, lang))
    known = [row["rule"] for row in hongyan.rules().to_dicts()]
    about = [options.explain.partition("?")[0]] if options.explain else []
    unknown = [name for name in (*options.rules, *about) if name not in known]
    refusal.lines += [words.unknown_rule(lang, name, known) for name in unknown]
    found = _kept(refusal, lambda: _input(options, named))
    if refusal or found is None or policy is None:
        raise refusal
    rules: Any = list(options.rules) or None
    with _Bar(found.steps, lang) as tell:
        try:
            report = found.check(as_of=as_of, policy=policy, rules=rules, lang=lang, tell=tell)
        except InputError as error:
            raise Refusal(lang=lang, faults=error) from error
        except (OSError, ValueError) as error:
            raise Refusal([_said(error, found.name, lang)], lang=lang) from error
    return Answer(found, report, _explanation(report, options))


def _kept(refusal: Refusal, read: Callable[[], T]) -> T | None:
    try:
        return read()
    except Refusal as other:
        refusal.add(other)
        return None


def _said(error: Exception, file: str, lang: Lang) -> str:
    if isinstance(error, OSError):
        return words.unreadable(lang, str(error.filename or file), error.strerror or str(error))
    return str(error)


def read_policy(given: str | None, lang: Lang) -> Policy:
    """A policy from a profile's name or a file."""
    if given is None:
        return Policy()
    if given in PROFILES:
        return Policy.from_dict({"profile": given})
    try:
        text = Path(given).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise Refusal([words.unreadable(lang, given, why or "")], lang=lang) from error
    ending = Path(given).suffix.lower()
    is_json = ending == ".json" or (ending != ".toml" and text.lstrip().startswith("{"))
    try:
        return Policy.from_json(text) if is_json else Policy.from_toml(text)
    except PolicyError as error:
        raise Refusal([words.placed(lang, given, one["message"][lang]) for one in error.errors], lang=lang) from error


def _named(options: Options) -> dict[str, str]:
    """Tables that were given one by one."""
    named: dict[str, str] = {}
    items = list(options.tables)
    others = []
    unclear: list[str] = []
    for path in options.paths:
        if re.match(r"[a-z_]+=", path) and not Path(path).exists():
            items.append(path)
        elif len(options.paths) > 1 or Path(path).suffix.lower() in COLUMNAR:
            if Path(path).stem not in words.TABLES:
                unclear.append(words.which_table(options.lang, path))
            items.append(f"{Path(path).stem}={path}")
        else:
            others.append(path)
    if unclear:
        raise Refusal(unclear, lang=options.lang)
    if items and others:
        raise Refusal([words.placed(options.lang, others[0], words.ONE_PATH[options.lang])], lang=options.lang)
    for item in items:
        table, sign, file = item.partition("=")
        if not sign or table in named:
            raise Refusal([words.placed(options.lang, item, words.ONE_PATH[options.lang])], lang=options.lang)
        named[table] = file
    folder = Path(options.paths[0]) if len(options.paths) == 1 and not items else None
    if folder is not None and folder.is_dir():
        files = sorted(file for file in folder.iterdir() if not file.name.startswith("."))
        if any(file.suffix.lower() in COLUMNAR for file in files):
            named = {file.stem: str(file) for file in files if file.suffix.lower() in (*COLUMNAR, ".csv", ".tsv")}
    return named


def _input(options: Options, named: Mapping[str, str]) -> Input:
    lang = options.lang
    if named:
        of_files = {
            "--map": options.map,
            "--default-year": options.default_year,
            "--infer-engagements": options.infer_engagements,
            "--save-map": options.outputs.get("save_map"),
        }
        idle, why = of_files, words.OF_FILES[lang]
    else:
        idle, why = {"--tz": options.tz, "--trust-keys": options.trust_keys}, words.OF_TABLES[lang]
    if given := [name for name, value in idle.items() if value]:
        raise Refusal([words.placed(lang, name, why) for name in given], lang=lang)
    return _tables(options, named) if named else _facts(options)


def _tables(options: Options, named: Mapping[str, str]) -> Input:
    # documents and pages of everything need all findings, the page only those that it lists
    keeps_all = any(name in options.outputs for name in ("json", "csv"))

    def check(*, tell: Callable[[str], object], **question: Any) -> Report:
        tables: dict[str, Any] = dict(named)
        return hongyan.check(
            **question,
            keep="all" if keeps_all else LISTED,
            on_error=options.on_error,
            trust_keys=options.trust_keys,
            tz=options.tz,
            progress=tell,
            **tables,
        )

    name = words.comma(options.lang).join(f"{table}={file}" for table, file in named.items())
    return Input(name, check, steps=len(named) + 1, keeps_all=keeps_all)


def _facts(options: Options) -> Input:
    lang = options.lang
    if not options.paths:
        facts, _ = hongyan.sample()
        name = words.SAMPLE[lang]
    else:
        name = options.paths[0]
        try:
            with _status(words.READING[lang], name):
                facts = hongyan.read(
                    name,
                    mapping=_given_mapping(options),
                    default_year=options.default_year,
                    infer_engagements=options.infer_engagements,
                    on_error=options.on_error,
                    lang=lang,
                )
        except InputError as error:
            raise Refusal(lang=lang, faults=error) from error
        except (OSError, ValueError) as error:
            raise Refusal([_said(error, name, lang)], lang=lang) from error
        _understood(name, facts, lang)

    def check(*, tell: Callable[[str], object], **question: Any) -> Report:
        tell("check")
        return facts.check(**question, keep="all")

    is_read = bool(facts.report["sheets"])
    rows = {table: len(facts[table]) for table in facts}
    return Input(name, check, rows=rows, mapping=facts.mapping if is_read else None)


def _understood(path: str, facts: hongyan.Facts, lang: Lang) -> None:
    """Say what was passed over, and how an office's files were understood."""
    folder = Path(path)
    if folder.is_dir():
        read = {file["file"] for file in facts.report["files"]}
        others = sorted(file.name for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
        if passed := [name for name in others if name not in read]:
            note(words.not_read(lang, passed))
    if facts.report["sheets"]:
        note(facts.text(lang).rstrip())


def _given_mapping(options: Options) -> dict[str, Any] | None:
    if options.map is None:
        return None
    try:
        text = Path(options.map).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise Refusal([words.unreadable(options.lang, options.map, why or "")], lang=options.lang) from error
    return _mapping(text, json=Path(options.map).suffix.lower() == ".json")


def _explanation(report: Report, options: Options) -> str | None:
    if options.explain is None:
        return None
    try:
        if "json" in options.outputs:
            found = report.explain(options.explain)
            return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"
        return printable(report.explain(options.explain, lang=options.lang).rstrip()) + "\n"
    except (ValueError, KeyError) as error:
        raise Refusal([words.no_finding(options.lang, str(error.args[0]))], lang=options.lang) from error


class _Bar(AbstractContextManager["Callable[[str], object]"]):
    """A bar on standard error, shown on a terminal while there is something to wait for."""

    def __init__(self, steps: int, lang: Lang) -> None:
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self.lang: Lang = lang
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        errors = console(sys.stderr)
        self.bar = Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal)
        self.task = self.bar.add_task("", total=steps)
        self.done = -1

    def __enter__(self) -> Callable[[str], object]:
        self.bar.start()
        return self.tell

    def __exit__(self, *raised: object) -> None:
        self.bar.stop()

    def tell(self, step: str) -> None:
        """Say what comes next."""
        self.done += 1
        name = words.TABLES[step][self.lang] if step in words.TABLES else words.CHECKING[self.lang]
        self.bar.update(self.task, description=name, completed=self.done)


def _status(what: str, name: str) -> AbstractContextManager[object]:
    errors = console(sys.stderr)
    return errors.status(f"{what} {printable(name)}") if errors.is_terminal else nullcontext()

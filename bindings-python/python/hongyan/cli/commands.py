"""The commands and their options."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import hongyan
from hongyan.cli import words
from hongyan.cli.ask import PROFILES, Answer, Options, answer, read_policy
from hongyan.cli.output import Output, console, note, printable, quietly
from hongyan.cli.refusal import Refusal

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from hongyan.types import Lang

MET = 1
"""Exit status where ``--fail-on`` is met."""
VERDICTS = ("compliant", "breach", "pending", "excused", "not_applicable", "undetermined")
NAMES_OF_HELP = ["-h", "--help"]
OUTPUTS = ("json", "html", "ics", "xlsx", "csv", "facts", "save_map")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class Quiet(click.Group):
    """Commands that end quietly if nobody reads on; click would end them as if they had failed."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named."""
        with quietly():
            return super().invoke(ctx)


def command(lang: Lang) -> click.Group:
    """The command with all that belongs to it, in one language."""
    settings = {"help_option_names": NAMES_OF_HELP, "max_content_width": 100}

    @click.group(cls=Quiet, help=words.ABOUT[lang], context_settings=settings)
    @click.version_option(
        hongyan.__version__, prog_name="hongyan", message="%(prog)s %(version)s", help=_help("version", lang)
    )
    def group() -> None:
        pass

    group.add_command(_check(lang))
    group.add_command(_explain(lang))
    group.add_command(_policy(lang))
    group.add_command(_clauses(lang))
    group.add_command(_completion(lang))
    for one in (group, *group.commands.values()):
        _translated(one, lang)
    return group


def _help(name: str, lang: Lang) -> str:
    return words.OPTIONS[name][lang]


def _translated(one: click.Command, lang: Lang) -> None:
    """``--help`` in the language of the rest."""
    if isinstance(one, click.Group):
        for inner in one.commands.values():
            _translated(inner, lang)
    # made once and kept by the command
    option = one.get_help_option(click.Context(one, help_option_names=NAMES_OF_HELP))
    if option is not None:
        option.help = _help("help", lang)


def _lang(lang: Lang) -> Decorator:
    # it has been looked for already
    choice = click.Choice(["zh", "en"])
    return click.option("--lang", type=choice, expose_value=False, help=_help("lang", lang))


def _rules(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    rows = hongyan.rules().to_dicts()
    return [CompletionItem(row["rule"], help=row["title"]) for row in rows if row["rule"].startswith(incomplete)]


def _file(name: str, lang: Lang) -> Decorator:
    return click.option(
        f"--{name.replace('_', '-')}", metavar="FILE", type=click.Path(allow_dash=True), help=_help(name, lang)
    )


def _asking(lang: Lang) -> Decorator:
    """What both ``check`` and ``explain`` take."""
    options: list[Decorator] = [
        click.argument("paths", metavar="[PATH|TABLE=FILE]...", nargs=-1, type=click.Path()),
        click.option("--as-of", metavar="DATE", help=_help("as_of", lang)),
        click.option("--policy", metavar="FILE|PROFILE", type=click.Path(), help=_help("policy", lang)),
        click.option("--table", "tables", metavar="TABLE=FILE", multiple=True, help=_help("table", lang)),
        _file("json", lang),
        click.option(
            "--on-error",
            metavar="raise|skip",
            type=click.Choice(["raise", "skip"]),
            default="raise",
            help=_help("on_error", lang),
        ),
        click.option("--map", metavar="FILE", type=click.Path(), help=_help("map", lang)),
        click.option(
            "--default-year", metavar="YEAR", type=click.IntRange(1900, 2200), help=_help("default_year", lang)
        ),
        click.option("--infer-engagements", is_flag=True, help=_help("infer_engagements", lang)),
        click.option("--tz", metavar="ZONE", help=_help("tz", lang)),
        click.option("--trust-keys", is_flag=True, help=_help("trust_keys", lang)),
        _lang(lang),
    ]

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def _options(lang: Lang, given: dict[str, Any]) -> Options:
    outputs = {name: given.pop(name) for name in OUTPUTS if name in given}
    written = {name: to for name, to in outputs.items() if to is not None}
    usual = {"rules": (), "explain": None, "fail_on": None}
    return Options(outputs=written, lang=lang, **{**usual, **given})


def _check(lang: Lang) -> click.Command:
    @click.command("check", help=words.CHECK[lang], epilog=words.AFTER_CHECK[lang])
    @_asking(lang)
    @click.option("--rule", "rules", metavar="NAME", multiple=True, shell_complete=_rules, help=_help("rules", lang))
    @_file("html", lang)
    @_file("ics", lang)
    @_file("xlsx", lang)
    @_file("csv", lang)
    @_file("facts", lang)
    @_file("save_map", lang)
    @click.option("--explain", metavar="RULE?KEY=VALUE&...", help=_help("explain", lang))
    @click.option("--fail-on", metavar="VERDICT", type=click.Choice(VERDICTS), help=_help("fail_on", lang))
    def check(**given: Any) -> int:
        return _run(_options(lang, given))

    return check


def _explain(lang: Lang) -> click.Command:
    @click.command("explain", help=words.EXPLAIN[lang])
    @click.argument("explain", metavar="RULE?KEY=VALUE&...")
    @_asking(lang)
    def explain(**given: Any) -> int:
        return _run(_options(lang, given))

    return explain


def _run(options: Options) -> int:
    found = answer(options)
    output = Output()
    _write(found, options, output)
    if not output.took_stdout:
        out = console(sys.stdout)
        with quietly():
            if found.explanation is not None:
                out.print(found.explanation, end="", soft_wrap=True)
            else:
                from hongyan.cli.page import page

                page(out, found.input, found.report, options.lang)
        if options.asks_for_nothing():
            # the sample is there to be looked at
            to = str(Path(tempfile.gettempdir()) / "hongyan-sample.html")
            _to(output, to, found.report.to_html(lang=options.lang), options.lang)
            with quietly():
                out.print(words.sample_page(options.lang, to), soft_wrap=True)
    elif faults := len(found.report.faults):
        note(words.left_out(options.lang, faults))
    total = sum(counts.get(options.fail_on or "", 0) for counts in found.report.summary.values())
    return MET if total else 0


def _to(output: Output, to: str, content: str | bytes, lang: Lang) -> None:
    try:
        output.write(to, content)
    except OSError as error:
        raise Refusal([words.unwritable(lang, to, error.strerror or str(error))], lang=lang) from error


def _write(found: Answer, options: Options, output: Output) -> None:
    """Write everything that was asked for."""
    report, outputs, lang = found.report, options.outputs, options.lang

    def beside(page: str, other: str | None) -> str | None:
        if other is None or "-" in (page, other) or Path(page).parent != Path(other).parent:
            return None
        return Path(other).name

    def html() -> str:
        page = outputs["html"]
        return report.to_html(lang=lang, xlsx=beside(page, outputs.get("xlsx")), csv=beside(page, outputs.get("csv")))

    mapping = found.input.mapping
    writers: dict[str, Callable[[], str | bytes]] = {
        "json": lambda: found.explanation if found.explanation is not None else report.to_json() + "\n",
        "html": html,
        "xlsx": lambda: report.to_xlsx(lang=lang),
        "ics": lambda: report.to_ics(lang=lang),
        "csv": lambda: report.to_csv(bom=False),
        "save_map": lambda: json.dumps(mapping, ensure_ascii=False) + "\n",
        "facts": lambda: report.to_facts() + "\n",
    }
    for name, write in writers.items():
        if name in outputs and not (name == "save_map" and mapping is None):
            _to(output, outputs[name], write(), lang)


def _policy(lang: Lang) -> click.Command:
    @click.group("policy", help=words.POLICY_GROUP[lang])
    def policy() -> None:
        pass

    given = click.argument("policy", metavar="[FILE|PROFILE]", required=False, type=click.Path())

    @policy.command("describe", help=words.DESCRIBE[lang])
    @given
    @_lang(lang)
    def describe(policy: str | None) -> None:
        from rich.table import Table

        rows = read_policy(policy, lang).describe(lang=lang).to_dicts()
        table = Table()
        has_editions = any(row["edition"] is not None for row in rows)
        if has_editions:
            table.add_column(words.EDITION[lang], justify="right")
        table.add_column(words.KEY[lang], overflow="fold")
        table.add_column(words.VALUE[lang], overflow="fold", style="bold")
        table.add_column(words.BASIS[lang], overflow="fold")
        table.add_column(words.ADMISSIBLE[lang], overflow="fold", style="dim")
        table.add_column(words.SAYS[lang], overflow="fold")
        for row in rows:
            basis = " ".join(part for part in (row["basis"], row["clause"]) if part)
            basis += f" ({row['settled']})" if row["settled"] else ""
            edition = [str(row["edition"])] if has_editions else []
            cells = (row["key"], row["value"], basis, row["admissible"], row["meaning"])
            table.add_row(*edition, *map(printable, cells))
        console(sys.stdout).print(table)

    @policy.command("show", help=words.SHOW[lang])
    @given
    @_lang(lang)
    def show(policy: str | None) -> None:
        found = read_policy(policy, lang)
        click.echo(json.dumps(json.loads(found.to_json()), ensure_ascii=False, indent=2))

    @policy.command("validate", help=words.VALIDATE[lang])
    @click.argument("policies", metavar=f"FILE|{'|'.join(PROFILES)}...", nargs=-1, required=True, type=click.Path())
    @_lang(lang)
    def validate(policies: tuple[str, ...]) -> None:
        refusal = Refusal(lang=lang)
        for policy in policies:
            try:
                read_policy(policy, lang)
                click.echo(words.placed(lang, policy, words.VALID[lang]))
            except Refusal as other:
                refusal.add(other)
        if refusal:
            raise refusal

    return policy


def _clauses(lang: Lang) -> click.Command:
    @click.command("clauses", help=words.CLAUSES[lang])
    @click.argument("clause", metavar="[ID]", required=False)
    @_lang(lang)
    def clauses(clause: str | None) -> None:
        from rich.table import Table

        rows = hongyan.clauses(lang=lang).to_dicts()
        if clause is not None:
            rows = [row for row in rows if row["clause"] == clause or row["clause"].startswith(f"{clause}.")]
            if not rows:
                raise click.BadParameter(clause, param_hint="ID")
        table = Table(show_lines=True)
        table.add_column(words.CLAUSE[lang], no_wrap=True, style="bold")
        table.add_column(words.SAYS[lang], overflow="fold", ratio=2)
        table.add_column(words.BECOMES[lang], overflow="fold", ratio=2)
        for row in rows:
            table.add_row(row["clause"], row["text"], row["rules"] or row["why"] or "")
        console(sys.stdout).print(table)

    return clauses


def _completion(lang: Lang) -> click.Command:
    @click.command("completion", help=words.COMPLETION[lang])
    @click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
    def completion(shell: str) -> None:
        from click.shell_completion import get_completion_class

        maker = get_completion_class(shell)
        assert maker is not None
        group = click.get_current_context().find_root().command
        click.echo(maker(group, {}, "hongyan", "_HONGYAN_COMPLETE").source())

    return completion

"""The command ``hongyan``.

It reads files, asks, and lays out what was found; what is decided stands in the compiled part.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]

INVALID = 2
"""Exit status of invalid input or usage."""
INTERRUPTED = 130


def main(args: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit status: 0 = ran, 1 = ``--fail-on`` met, 2 = invalid input or usage."""
    import click

    from hongyan.cli.commands import command
    from hongyan.cli.language import language
    from hongyan.cli.output import note, quietly
    from hongyan.cli.refusal import Refusal

    given = list(sys.argv[1:] if args is None else args)
    try:
        status = command(language(given)).main(given, prog_name="hongyan", standalone_mode=False)
        with quietly():
            sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except Refusal as refusal:
        refusal.show()
        status = INVALID
    except (click.Abort, KeyboardInterrupt):
        note("")
        status = INTERRUPTED
    sys.exit(status)

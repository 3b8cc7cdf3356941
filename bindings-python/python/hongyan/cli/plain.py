"""A console that ends as other programs do."""

from __future__ import annotations

from rich.console import Console


class Plain(Console):
    """A console that leaves it to its user what becomes of a closed pipe."""

    def on_broken_pipe(self) -> None:
        """Rich would end the program as if it had failed."""
        raise BrokenPipeError

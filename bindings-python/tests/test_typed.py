"""The program with types also runs."""

from typed import test_use

__all__ = ["test_use"]

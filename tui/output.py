"""Output of commands: results on stdout, one-line messages on stderr, without control characters."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import DepecheError
from core.sanitize import sanitize
from tui.i18n import localized


@dataclass(frozen=True, slots=True)
class Output:
    """Says things, or keeps them to itself."""

    quiet: bool = False
    verbose: bool = False

    def note(self, what: str, text: str) -> None:
        """Tell the user something that needs no action."""
        if not self.quiet:
            say(what, text)

    def detail(self, what: str, text: str) -> None:
        """Tell something that only `--verbose` asks for."""
        if self.verbose and not self.quiet:
            say(what, text)

    def warn(self, error: DepecheError) -> None:
        """Say what failed; `--quiet` does not keep that back."""
        say(error.what, error.problem)


def say(what: str, text: str) -> None:
    """Write one message line to stderr, in the language spoken."""
    print(f"depeche: {sanitize(what, 2000)}: {sanitize(localized(text), 2000)}", file=sys.stderr, flush=True)  # noqa: T201


def result(made: str | bytes) -> None:
    """Write a result to stdout, text in UTF-8 whatever the locale: a brief is a file in the making."""
    data = made if isinstance(made, bytes) else made.encode("utf-8", errors="replace")
    if hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(data.decode("utf-8", errors="replace"))


def table(rows: Sequence[tuple[str, ...]]) -> None:
    """Write rows to stdout in columns, each as wide as its longest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        result(line.rstrip() + "\n")


def close_pipe() -> None:
    """Forget a stdout whose reader has gone, so that the interpreter does not complain about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""The errors of core, each kind with its exit status.

A message has two parts, as the commands print them: WHAT it is about (a file, a pack, an option), and what
is wrong with it and what to do. The second is a template and its values, as in `core.messages`:

    raise InputError(name, "it holds more than {most:,} files, too many for a document", most=MAX_MEMBERS)
"""

import logging
from collections.abc import Callable

from core.messages import Message

# Without a configured log, core prints nothing.
logging.getLogger("core").addHandler(logging.NullHandler())

INTERRUPTED = 130
"""The exit status of a command that the user stopped, as shells give it for Ctrl-C."""
_CANCELLED = Message("cancelled")


def _message(problem: str, values: dict[str, object]) -> Message:
    return problem if isinstance(problem, Message) else Message(problem, **values)


class DepecheError(Exception):
    """An error that fits in one line to the user."""

    status: int = 1
    """The exit status of a command that ends with this error."""

    def __init__(self, what: str, problem: str, /, **values: object) -> None:
        message = _message(problem, values)
        super().__init__(what, message)
        self.what = what
        self.problem = message

    def __str__(self) -> str:
        return Message("{what}: {problem}", what=self.what, problem=self.problem)


class ProblemError(Exception):
    """A problem without its subject, which an outer error names."""

    def __init__(self, problem: str, /, **values: object) -> None:
        self.problem = _message(problem, values)
        super().__init__(self.problem)

    def __str__(self) -> str:
        return self.problem


class UsageError(DepecheError):
    """The call itself is wrong: an option that does not exist, two that exclude each other."""

    status = 2


class InputError(DepecheError):
    """An input that cannot be read, or holds nothing to read."""


class OutputError(DepecheError):
    """A result that cannot be written."""


class PackError(DepecheError):
    """A pack that cannot be downloaded, installed, exported or removed; the packs already there are as they were."""


class PackMissing(PackError):
    """No usable translation pack for a language that was asked for."""

    status = 3


class Cancelled(DepecheError):
    """The user stopped the work; nothing half done was left behind."""

    status = INTERRUPTED

    def __init__(self, what: str, problem: str = _CANCELLED, /, **values: object) -> None:
        super().__init__(what, problem, **values)


IsCancelled = Callable[[], bool]
"""Called many times a second; returns whether the work is no longer wanted, which then ends with `Cancelled`."""


def never() -> bool:
    """Never cancel."""
    return False

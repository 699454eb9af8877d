"""Reads inputs one by one and gathers results into batches of messages."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.errors import InputError

if TYPE_CHECKING:
    from core.article import Article
    from core.reading import Input

BATCH = 0.03
"""Seconds for which results are gathered before a message carries them: two frames."""


@dataclass(slots=True)
class MessageBatch:
    """Results on their way: the first goes at once, later ones in batches of `BATCH` seconds."""

    post: Callable[[list[Any]], object]
    results: list[Any] = field(default_factory=list)
    sent: float = 0.0

    def add(self, result: object) -> None:
        """Take one more."""
        self.results.append(result)
        self.send_due()

    def send_due(self) -> None:
        """Send what is there, if its time has come."""
        if self.results and time.monotonic() - self.sent > BATCH:
            self.send()

    def send(self) -> None:
        """Send what is there."""
        if self.results:
            self.post(self.results)
            self.results, self.sent = [], time.monotonic()


def read_input(entry: "Input | InputError") -> "Iterator[tuple[str, Article | None, str]]":
    """Read one input: the path and each article of it, or what is wrong with it."""
    from core.brief import segment

    if isinstance(entry, InputError):
        yield entry.what, None, entry.problem
        return
    if entry.path == "-" and sys.stdin is not None and sys.stdin.isatty():
        yield entry.path, None, "the keys come from this terminal; give the text in a file or a pipe"
        return
    try:
        for article in entry.articles():
            # Cut now, so that what is on the screen keeps its shape when the language is known.
            yield entry.path, segment(article), ""
    except InputError as error:
        yield entry.path, None, error.problem
    except Exception as error:  # noqa: BLE001 - one input's trouble must not end the reader
        yield entry.path, None, f"cannot be read: {type(error).__name__}: {error}"

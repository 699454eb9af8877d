"""Reading inputs: files, folders, addresses and pasted text; results go out in batches of messages."""

import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.article import Article
    from core.reading import Input
    from core.settings import Settings

_logger = logging.getLogger(__name__)

BATCH = 0.03
"""Seconds for which results are gathered before a message carries them: two frames."""


class Awaited(Message):
    """A message of which the next is sent only after the screen has handled it.

    Textual handles all messages in a queue before it responds to anything else. On a busy machine they would come
    faster than they are handled, and a key would wait for all of them.
    """

    handled = False
    """Whether the screen has handled it; set there."""


@dataclass(slots=True)
class MessageBatch:
    """Collects results: sends the first at once, later ones every `BATCH` seconds, once the ones before are handled."""

    make: Callable[[list[Any]], Message]
    """Returns a message with results; if it is `Awaited`, the next one waits for it."""
    post: Callable[[Message], object]
    results: list[Any] = field(default_factory=list)
    sent: float = 0.0
    last: Message | None = None

    def add(self, result: object) -> None:
        """Add a result."""
        self.results.append(result)
        self.send_due()

    def send_due(self) -> None:
        """Send the results if they are due."""
        pending = isinstance(self.last, Awaited) and not self.last.handled
        if self.results and not pending and time.monotonic() - self.sent > BATCH:
            self.send()

    def send(self) -> None:
        """Send the results."""
        if self.results:
            self.last = self.make(self.results)
            self.post(self.last)
            self.results, self.sent = [], time.monotonic()


class Read(NamedTuple):
    """The result of reading one input, or one of its articles."""

    path: str
    article: "Article | None"
    problem: str = ""
    """Why there is no article."""
    came: str = ""
    """Time of arrival, ISO 8601: when its file was written, its entry was first seen, or it was fetched."""


def read_input(entry: "Input | InputError") -> Iterator[Read]:
    """Read one input: its articles, or its error."""
    from core.segmentation import segment

    if isinstance(entry, InputError):
        yield Read(entry.what, None, entry.problem)
        return
    if entry.path == "-":  # also in a browser, where input comes through a pipe
        yield Read(entry.path, None, "the keys come from this terminal; give the text in a file or a pipe")
        return
    came = entry.came() or datetime.now(UTC).isoformat(timespec="seconds")
    try:
        for article in entry.articles():
            # Split into sentences now, so that the screen does not change when the language is known.
            yield Read(entry.path, segment(article), came=came)
    except InputError as error:
        yield Read(entry.path, None, error.problem)
    except Exception as error:
        _logger.exception("reading %s failed", entry.path)
        yield Read(entry.path, None, f"cannot be read: {type(error).__name__}: {error}")


class OpenWorker(Widget):
    """The worker that opens files, folders, addresses and pasted text."""

    DEFAULT_CSS = "OpenWorker { display: none; }"

    @dataclass
    class Opened(Awaited):
        """Inputs were read."""

        entries: list[Read]
        show: bool = True
        """Whether to show the first of them."""

    def __init__(self, settings: "Settings") -> None:
        super().__init__()
        self._settings = settings

    @work(thread=True, exit_on_error=False, group="opening", description="opening")
    def open(self, names: "Sequence[str]", folder: str = "", *, show: bool = True) -> None:
        """Read the inputs that some names refer to, or files that arrived in a folder; show the first, or none."""
        from core.reading import arrived, discover

        find = partial(arrived, root=folder) if folder else discover
        chosen = self._settings
        found = find(names, offline=chosen.offline, follow=chosen.follow, encoding=chosen.encoding)
        self._send(chain.from_iterable(map(read_input, found)), show=show)

    @work(thread=True, exit_on_error=False, group="opening", description="opening")
    def take(self, text: str) -> None:
        """Read a text that was pasted."""
        from core.reading.sandbox_pool import articles
        from core.segmentation import segment

        data = text.encode("utf-8", "replace")
        # A unique name, so that two texts are two wires.
        name = f"pasted-{hashlib.sha256(data).hexdigest()[:8]}.txt"
        try:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            self._send(Read(name, segment(article), came=now) for article in articles(data, name))
        except InputError as error:
            self.post_message(self.Opened([Read(name, None, error.problem)]))

    def _send(self, entries: Iterator[Read], *, show: bool = True) -> None:
        worker = get_current_worker()

        def opened(results: list[Read]) -> Message:
            nonlocal show
            message = self.Opened(results, show)
            show = False
            return message

        batch = MessageBatch(opened, self.post_message)
        try:
            for entry in entries:
                if worker.is_cancelled:
                    return
                batch.add(entry)
        finally:
            batch.send()

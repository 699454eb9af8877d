"""Reads what the user opens inside the reader: files, folders, addresses, pasted text."""

import hashlib
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from tui.workers.inputs import MessageBatch, read_input

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.article import Article
    from core.settings import Settings


class OpenWorker(Widget):
    """The worker that opens files, folders, addresses and pasted text."""

    DEFAULT_CSS = "OpenWorker { display: none; }"

    @dataclass
    class Opened(Message):
        """What was read: (path, article or None, why not)."""

        entries: "list[tuple[str, Article | None, str]]"
        show: bool = True
        """Whether the first of it is to be shown."""

    def __init__(self, settings: "Settings") -> None:
        super().__init__()
        self._settings = settings

    @work(thread=True, exit_on_error=False, group="opening", description="opening")
    def open(self, names: "Sequence[str]", *, show: bool = True) -> None:
        """Read what some names stand for; the first of it is to be shown, or none."""
        from core.reading import discover

        found = discover(names, offline=self._settings.offline, follow=self._settings.follow)
        self._send(chain.from_iterable(map(read_input, found)), show=show)

    @work(thread=True, exit_on_error=False, group="opening", description="opening")
    def take(self, text: str) -> None:
        """Read a text that was pasted."""
        from core.brief import segment
        from core.errors import InputError
        from core.reading.formats import articles

        data = text.encode("utf-8", "replace")
        # A name of its own, so that two texts are two wires.
        name = f"pasted-{hashlib.sha256(data).hexdigest()[:8]}.txt"
        try:
            self._send((name, segment(article), "") for article in articles(data, name))
        except InputError as error:
            self.post_message(self.Opened([(name, None, error.problem)]))

    def _send(self, entries: "Iterator[tuple[str, Article | None, str]]", *, show: bool = True) -> None:
        worker = get_current_worker()

        def post(results: "list[tuple[str, Article | None, str]]") -> None:
            nonlocal show
            self.post_message(self.Opened(results, show))
            show = False

        batch = MessageBatch(post)
        try:
            for entry in entries:
                if worker.is_cancelled:
                    return
                batch.add(entry)
        finally:
            batch.send()

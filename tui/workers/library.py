"""Writes to the library and queries it, one task after the other."""

import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

from textual import work
from textual.message import Message
from textual.widget import Widget

from core.errors import DepecheError, OutputError
from core.library import MarkChanges, Marks
from core.sanitize import sanitize
from tui.i18n import localized, n_
from tui.output import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from core.article import Article
    from core.brief import Brief
    from core.library.store import Library
    from core.settings import Settings

_REST = 0.3
"""Seconds on a sentence before the position is stored; scrolling past stores nothing."""
_RETRY = 5.0
"""Seconds until failed writes are tried again."""
_LAST = 5.0
"""Maximum seconds that quitting waits for pending writes, which take a few hundredths."""


class LibraryWorker(Widget):
    """Saves briefs, stars, marks, notes and reading positions; reports failed writes once, and tries them again."""

    DEFAULT_CSS = "LibraryWorker { display: none; }"

    @dataclass
    class Refused(Message):
        """The library cannot be used now; writes are pending."""

        problem: str

    @dataclass
    class Known(Message):
        """The stored marks of wires, by number."""

        marks: "list[tuple[int, Marks]]"

    def __init__(self, settings: "Settings") -> None:
        super().__init__()
        self._settings = settings
        self._waiting: deque[Callable[[Library], object]] = deque()
        self._working = threading.Lock()
        self._refused = self._away = False
        self._places: dict[int, tuple[Article, int]] = {}
        """Reading positions that are not written yet, by wire number."""
        self._rest: Timer | None = None

    def keep(self, brief: "Brief") -> None:
        """Put a brief into the library."""
        self._do(lambda library: library.add(brief))

    def mark(self, articles: "Sequence[Article]", **changes: Unpack[MarkChanges]) -> None:
        """Store the marks of wires, finished or not."""
        self._do(lambda library: library.mark_articles([(article, changes) for article in articles]))

    def reached(self, number: int, article: "Article", place: int) -> None:
        """Remember the current sentence of a wire once the user stays there."""
        self._places[number] = article, place
        if self._rest:
            self._rest.stop()
        self._rest = self.set_timer(_REST, self._keep_places)

    def _keep_places(self) -> None:
        places, self._places = [*self._places.values()], {}
        if places:
            self._do(
                lambda library: library.mark_articles(
                    [(article, MarkChanges(place=place)) for article, place in places]
                )
            )

    def look_up(self, articles: "Sequence[tuple[int, Article]]") -> None:
        """Look up the stored marks of wires."""

        def find(library: "Library") -> None:
            found = [(number, library.marks_of(article)) for number, article in articles]
            if known := [(number, marks) for number, marks in found if marks != Marks()]:
                self.post_message(self.Known(known))

        if self._settings.places.library.exists():
            self._do(find)

    def put_away(self) -> None:
        """Finish pending writes, after the screen and its workers are gone."""
        self._away = True
        self._keep_places()
        last = threading.Thread(target=self._write, daemon=True)
        last.start()
        last.join(_LAST)
        if left := len(self._waiting):
            say("library", n_("{n} change could not be saved", "{n} changes could not be saved", left))

    def _do(self, task: "Callable[[Library], object]") -> None:
        if self._settings.library.size:
            self._waiting.append(task)
            # Failed writes are retried by a timer, not with every key.
            if not (self._away or self._refused):
                self._work()

    @work(thread=True, exit_on_error=False, group="shelf", description="library")
    def _work(self) -> None:
        self._write()

    def _write(self) -> None:
        """Run the waiting tasks in order; a second caller finds them done."""
        from core.library.store import Library

        places, size = self._settings.places, self._settings.library.size
        with self._working:
            if not self._waiting:
                return
            try:
                with Library(places.library, self._warn, limit_bytes=size << 20) as library:
                    while self._waiting:
                        self._waiting[0](library)
                        self._waiting.popleft()
                self._refused = False
            except DepecheError as error:
                if not isinstance(error, OutputError):
                    # It would fail again: the brief no longer exists.
                    self._waiting.popleft()
                if not self._refused:
                    self.post_message(self.Refused(sanitize(localized(str(error)), 500)))
                self._refused = True
                if not self._away:
                    self.call_later(self.set_timer, _RETRY, self._work)

    def _warn(self, text: str) -> None:
        self.post_message(self.Refused(text))

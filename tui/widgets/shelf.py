"""Shelf: where the library is written and asked, out of sight and one thing after the other."""

import queue
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.widget import Widget

from core.errors import DepecheError, InputError
from core.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.article import Article
    from core.brief import Brief
    from core.library import Marks
    from core.library.store import Library
    from core.settings import Settings


class Shelf(Widget):
    """Keeps briefs, and what the reader says of them; tells once where it cannot."""

    DEFAULT_CSS = "Shelf { display: none; }"

    @dataclass
    class Refused(Message):
        """The library cannot be used; reading goes on without."""

        problem: str

    @dataclass
    class Known(Message):
        """These wires were here before: by their numbers, what was said of them."""

        marks: "list[tuple[int, Marks]]"

    def __init__(self, settings: "Settings") -> None:
        super().__init__()
        self._settings = settings
        self._waiting: queue.SimpleQueue[Callable[[Library], object]] = queue.SimpleQueue()
        self._busy = self._broken = False

    def keep(self, brief: "Brief", *, read: bool = False, starred: bool = False, note: str = "") -> None:
        """Put a brief into the library, with what was said of it meanwhile."""

        def put(library: "Library") -> None:
            key = library.add(brief)
            if read or starred or note:
                library.mark(key, read=read or None, starred=starred or None, note=note or None)

        self._do(put)

    def mark(
        self, article: "Article", *, read: bool | None = None, starred: bool | None = None, note: str | None = None
    ) -> None:
        """Keep what is said of a wire; of one that is not finished, it is kept when it is."""

        def put(library: "Library") -> None:
            from core.library.rows import key_of

            try:
                library.mark(key_of(article), read=read, starred=starred, note=note)
            except InputError:
                return

        self._do(put)

    def look_up(self, articles: "Sequence[tuple[int, Article]]") -> None:
        """Find what was said of wires another day."""

        def find(library: "Library") -> None:
            from core.library.rows import key_of

            known = []
            for number, article in articles:
                try:
                    known.append((number, library.marks(key_of(article))))
                except InputError:
                    continue
            if known:
                self.post_message(self.Known(known))

        if self._settings.places.library.exists():
            self._do(find)

    def _do(self, task: "Callable[[Library], object]") -> None:
        if self._settings.library.size and not self._broken:
            self._waiting.put(task)
            if not self._busy:
                self._busy = True
                self._work()

    @work(thread=True, exit_on_error=False, group="shelf", description="library")
    def _work(self) -> None:
        from core.library.store import Library

        places, size = self._settings.places, self._settings.library.size
        try:
            with Library(places.library, self._warn, limit_bytes=size << 20) as library:
                while not self._waiting.empty():
                    self._waiting.get()(library)
        except DepecheError as error:
            self._broken = True
            self.post_message(self.Refused(plain(error, 500)))
        finally:
            self.app.call_from_thread(self._rest)

    def _rest(self) -> None:
        self._busy = False
        if not self._waiting.empty() and not self._broken:
            self._busy = True
            self._work()

    def _warn(self, text: str) -> None:
        self.post_message(self.Refused(text))

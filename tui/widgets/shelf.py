"""Shelf: where finished briefs go into the library, out of sight and one after the other."""

import queue
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.widget import Widget

from core.errors import DepecheError
from core.plain import plain

if TYPE_CHECKING:
    from core.brief import Brief
    from core.settings import Settings


class Shelf(Widget):
    """Keeps briefs; says once where it cannot."""

    DEFAULT_CSS = "Shelf { display: none; }"

    @dataclass
    class Refused(Message):
        """The library cannot be used; reading goes on without."""

        problem: str

    def __init__(self, settings: "Settings") -> None:
        super().__init__()
        self._settings = settings
        self._waiting: queue.SimpleQueue[Brief] = queue.SimpleQueue()
        self._busy = self._broken = False

    def keep(self, brief: "Brief") -> None:
        """Put a brief into the library, as soon as those before it are there."""
        if self._settings.library.size and not self._broken:
            self._waiting.put(brief)
            if not self._busy:
                self._busy = True
                self._write()

    @work(thread=True, exit_on_error=False, group="shelf", description="library")
    def _write(self) -> None:
        from core.library.store import Library

        places, size = self._settings.places, self._settings.library.size
        try:
            with Library(places.library, self._warn, limit_bytes=size << 20) as library:
                while not self._waiting.empty():
                    library.add(self._waiting.get())
        except DepecheError as error:
            self._broken = True
            self.post_message(self.Refused(plain(error, 500)))
        finally:
            self.app.call_from_thread(self._rest)

    def _rest(self) -> None:
        self._busy = False
        if not self._waiting.empty() and not self._broken:
            self._busy = True
            self._write()

    def _warn(self, text: str) -> None:
        self.post_message(self.Refused(text))

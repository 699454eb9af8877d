"""Keeper: puts briefs into the library while they are made, and never stands in the way of that."""

from collections.abc import Callable

from core.errors import OutputError
from core.library.rows import Row
from core.library.store import PATIENCE, Library
from core.settings import Settings


class Keeper:
    """The library of one run. Where it cannot be used this is told, once, and the run goes on without it."""

    def __init__(self, settings: Settings, warn: Callable[[str], None], *, patience: float = PATIENCE) -> None:
        """Nothing is touched before the first row; `patience` is how many seconds to wait for other writers."""
        self._settings = settings
        self._warn = warn
        self._patience = patience
        self._library: Library | None = None
        self._refused = False

    def put(self, row: Row) -> None:
        """Keep what `rows.row` made of a brief, if a library is kept at all."""
        size = self._settings.library.size
        if self._refused or size == 0:
            return
        if self._library is None:
            path = self._settings.places.library
            self._library = Library(path, self._warn, limit_bytes=size << 20, patience=self._patience)
        try:
            self._library.put(row)
        except OutputError as error:
            self._refused = True
            self._warn(f"{error.problem}; this run goes on without it")

    def close(self) -> None:
        """Close the file."""
        if self._library:
            self._library.close()

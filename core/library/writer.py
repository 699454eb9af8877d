"""Storing briefs in the library: while they are made, without blocking that, or from JSON briefs."""

import contextlib
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from core.errors import InputError, OutputError
from core.export import from_json
from core.library import MarkChanges
from core.library.store import PATIENCE, Library
from core.library.tables import BriefRow
from core.messages import Message
from core.settings import Settings

_RETRY_EVERY: Final = 5.0
"""Seconds between two attempts while the library cannot be used."""
_MAX_WAITING: Final = 64 << 20
"""Maximum bytes of briefs that wait to be stored."""


def _nothing() -> None:
    """Do nothing: the default callback."""


class LibraryWriter:
    """Writes to the library for one run: retries what cannot be written at once, and reports what never could be."""

    def __init__(self, settings: Settings, warn: Callable[[str], None], *, patience: float = PATIENCE) -> None:
        """The file is opened at the first row; `patience` is the number of seconds to wait for other writers."""
        self._size = settings.library.size
        self._path = settings.places.library
        self._warn = warn
        self._patience = patience
        self._library: Library | None = None
        self._waiting: deque[tuple[BriefRow, Callable[[], None], MarkChanges]] = deque()
        self._bytes = self._dropped = 0
        self._problem = ""
        self._retry_at = 0.0
        self._ready: bool | None = None

    def put(self, row: BriefRow, kept: Callable[[], None] = _nothing, marks: MarkChanges | None = None) -> bool:
        """Store the row of a brief with its marks, unless the library is turned off; `kept` is called once it is.

        Returns False if rows still wait to be written.
        """
        if self._size == 0:
            return True
        self._waiting.append((row, kept, marks or MarkChanges()))
        self._bytes += _size(row)
        if not self._problem:
            self._flush(self._patience)
        elif time.monotonic() > self._retry_at:
            self._flush(0)
        while self._bytes > _MAX_WAITING:
            self._bytes -= _size(self._waiting.popleft()[0])
            self._dropped += 1
        return not self._waiting

    def ready(self) -> bool:
        """Whether the library can be written; the file is tried only once."""
        if self._ready is None:
            try:
                self._open_library().touch()
            except OutputError:
                self._ready = False
            else:
                self._ready = True
        return self._ready

    def close(self) -> None:
        """Write what waits, report the number of briefs that could not be stored, and close the file."""
        if self._waiting:
            self._flush(self._patience)
        if self._problem and (left := len(self._waiting) + self._dropped):
            message = Message(
                "{problem}; this run goes on without it: {n:,} briefs are not in it", problem=self._problem, n=left
            )
            self._warn(message)
            self._waiting.clear()
            self._dropped = 0
        if self._library:
            self._library.close()

    def _flush(self, patience: float) -> None:
        library = self._open_library()
        while self._waiting:
            row, kept, marks = self._waiting[0]
            try:
                library.put(row, patience=patience)
                if marks:
                    # A library that is too small may have let it go already.
                    with contextlib.suppress(InputError):
                        library.mark(row.key, **marks)
            except OutputError as error:
                self._problem = error.problem
                self._retry_at = time.monotonic() + _RETRY_EVERY
                return
            self._waiting.popleft()
            self._bytes -= _size(row)
            kept()
        self._problem = ""

    def _open_library(self) -> Library:
        if self._library is None:
            self._library = Library(self._path, self._warn, limit_bytes=self._size << 20, patience=self._patience)
        return self._library


def _size(row: BriefRow) -> int:
    return sum(len(value) for value in (*row.columns, *row.words) if isinstance(value, str | bytes))


def rebuild(library: Library, names: Sequence[Path]) -> Iterator[str | InputError]:
    """Add the JSON briefs in some folders or files; yield the key of each, or the error of a file that was skipped.

    A brief without a date counts as of the day on which its file was written. Raises OutputError.
    """
    for name in names:
        if not name.exists():
            yield InputError(str(name), "no such file or folder")
            continue
        for path in _json_files(name):
            try:
                brief = from_json(path.read_text(encoding="utf-8"), str(path))
                written = date.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ012 - the user's own day
            except OSError as error:
                yield InputError(str(path), "cannot be read: {reason}", reason=error.strerror or error)
            except UnicodeDecodeError:
                yield InputError(str(path), "this is no UTF-8")
            except InputError as error:
                yield error
            else:
                yield library.add(brief, came=written)


def _json_files(name: Path) -> Iterator[Path]:
    if not name.is_dir():
        yield name
        return
    for folder, folders, files in os.walk(name):
        folders[:] = sorted(entry for entry in folders if not entry.startswith("."))
        yield from (Path(folder, file) for file in sorted(files) if file.endswith(".json") and file[0] != ".")

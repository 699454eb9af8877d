"""Memory: translations remembered over all runs and processes, in one SQLite file.

Two kinds: a model's, found again only for the same pack, options and text; and a person's, found for the
same sentence and languages whatever the pack, which goes before. Looking up and storing never fail: without
a usable file there is no memory, and one warning. What a person does (correct, forget, import, clear)
raises OutputError if it cannot be done.
"""

import contextlib
import logging
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self, TypeVar

from core.errors import InputError, OutputError
from core.memory import (
    DEFAULT_LIMIT,
    Cleared,
    Pair,
    Remembered,
    Stats,
    Unit,
    corrections,
    line,
    normal,
    outputs,
    schema,
)
from core.memory.schema import MEMORY, save_corrections
from core.messages import Message
from core.sanitize import sanitize
from core.sqlite import BusyError, UnavailableError, without_copies
from core.sqlite.database import Database, Warn

_logger = logging.getLogger(__name__)

_WINDOW = 500
"""Sources a query: SQLite's oldest limit on parameters is 999."""
_READ_PATIENCE = 2.0
"""Readers wait for nobody, but for the recovery after a kill."""
_STORE_PATIENCE = 0.15
"""Translating goes on meanwhile, and cancelling must not wait; what is not stored now goes with the next batch."""
_HAND_PATIENCE = 15.0
_AGEING = 4096
"""Rows used again late that are gathered before they move, where nothing is stored."""
_FOUND = 64
"""Articles whose findings are written in one transaction."""
_KEPT_BACK = 20_000
"""Rows held for a busy file; beyond, the oldest are dropped and will be translated again."""

T = TypeVar("T")


class Memory:
    """The memory in one file. Nothing is touched before the first call; safe over threads, forks and spawns."""

    def __init__(self, path: Path, *, limit_bytes: int = DEFAULT_LIMIT, warn: Warn = lambda _: None) -> None:
        self._path = path
        self._limit = limit_bytes
        self._warn = warn
        self._warned = False
        self._reading = Database(path, MEMORY, warn, mend=save_corrections)
        self._writing = Database(path, MEMORY, warn, mend=save_corrections)
        self._reads = self._writes = True
        self._rows: list[outputs.Row] = []
        self._ageing: list[int] = []
        self._findings: list[outputs.FoundRow] = []

    def look_up(self, key_base: str, pair: Pair, sources: Sequence[str]) -> list[Remembered | None]:
        """Return what is known of each source, a person's translation before the model's.

        `key_base` names all but the text that decides what the model makes of it: pack digest, beam, version
        of the pipeline, glossary. A few hundred sources a call are best.
        """
        found: dict[str, Remembered] = {}
        if not self._reads or not sources or not self._exists():
            return [None] * len(sources)
        try:
            for start in range(0, len(sources), _WINDOW):
                window = [*dict.fromkeys(sources[start : start + _WINDOW])]
                recalled, by_hand = self._reading.run(
                    lambda connection, window=window: (  # type: ignore[misc]
                        outputs.recall(connection, key_base, window, limit=self._limit),
                        corrections.recall(connection, pair, window),
                    ),
                    patience=_READ_PATIENCE,
                )
                found |= recalled.found | by_hand
                if recalled.ageing:
                    self._age(recalled.ageing)
        except BusyError:
            pass
        except UnavailableError as error:
            self._reads = False
            self._without(error)
        return [found.get(source) for source in sources]

    def store(self, key_base: str, pair: Pair, items: Iterable[tuple[str, Remembered]]) -> None:
        """Remember what a model made of sources, in one transaction; some hundred items a call are best.

        Where other processes write all the time, they wait for the next call or for `close`.
        """
        if self._writes:
            new = outputs.rows(key_base, pair, items)
            with self._writing.lock:
                self._rows += new
                del self._rows[:-_KEPT_BACK]
            self._flush(_STORE_PATIENCE)

    def finding(self, key: bytes) -> str | None:
        """Return what was kept as found in an article, under a key that names all that it follows from."""
        if not self._reads or not self._exists():
            return None
        try:
            return self._reading.run(lambda connection: outputs.recall_found(connection, key), patience=_READ_PATIENCE)
        except BusyError:
            return None
        except UnavailableError as error:
            self._reads = False
            self._without(error)
            return None

    def keep_finding(self, key: bytes, value: str) -> None:
        """Remember what was found in an article; written with those of others."""
        if self._writes:
            with self._writing.lock:
                self._findings.append(outputs.found_row(key, value))
                del self._findings[:-_KEPT_BACK]
                if len(self._findings) >= _FOUND:
                    self._flush(_STORE_PATIENCE)

    def correct(self, pair: Pair, source: str, translation: str, *, alternative: bool = False) -> str | None:
        """Remember a person's translation, for good; return the one it replaces, which undoes it.

        `alternative` says that the person did not write it, but chose it among what the model gave.
        Raises InputError for an empty text, OutputError when it cannot be written.
        """
        if not line(translation) or not normal(source):
            raise InputError("memory", "a correction needs a text")
        return self._by_hand(
            lambda connection: corrections.correct(connection, pair, source, translation, alternative=alternative)
        )

    def forget(self, pair: Pair, source: str) -> str | None:
        """Delete a person's translation of a source, and return it; raises OutputError."""
        return self._by_hand(lambda connection: corrections.remove(connection, pair, source))

    def add(self, units: Iterable[Unit]) -> int:
        """Take over units as a person's, all or none, the last of each source; return how many sources.

        Raises OutputError, and what `units` raises.
        """
        # Not by `_by_hand`: `units` can be read only once, so there is no second try after damage.
        with self._database() as database, database.session(patience=_HAND_PATIENCE) as connection:
            return corrections.put_all(connection, units)

    def units(self, *, model: bool = False) -> Iterator[Unit]:
        """Give what persons translated, by languages and source; with `model`, then what only models did.

        Raises OutputError when the file cannot be read to its end.
        """
        if self._exists():
            with self._database() as database, database.session(patience=_HAND_PATIENCE) as connection:
                yield from corrections.units(connection)
                if model:
                    yield from outputs.units(connection)

    def stats(self) -> Stats:
        """Count what is remembered; raises OutputError when the file cannot be read."""
        if not self._exists():
            return Stats(0, 0, 0, self._limit, ())
        return self._by_hand(lambda connection: schema.stats(connection, self._path, limit=self._limit))

    def clear(self, *, corrections: bool = False) -> Cleared:
        """Delete what models translated, and what persons did only if `corrections`, beyond recovery.

        Raises OutputError.
        """
        with self._writing.lock:
            self._rows.clear()
            self._findings.clear()
        if not self._exists():
            return Cleared(0, 0, held=not without_copies(self._path))
        return self._by_hand(lambda connection: schema.clear(connection, self._path, by_hand=corrections))

    def close(self) -> None:
        """Write what waits to be written, and close the file; a later call opens it again."""
        self._flush(_HAND_PATIENCE)
        self._reading.close()
        self._writing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _exists(self) -> bool:
        # Path.exists raises where a folder on the way is barred.
        return os.path.exists(self._path)

    def _age(self, ids: Sequence[int]) -> None:
        with self._writing.lock:
            self._ageing += ids
            if len(self._ageing) > _AGEING:
                self._flush(_STORE_PATIENCE)

    def _flush(self, patience: float) -> None:
        with self._writing.lock:
            if not self._writes or not (self._rows or self._ageing or self._findings):
                return
            try:
                self._writing.run(self._put, patience=patience)
            except BusyError:
                return
            except UnavailableError as error:
                self._writes = False
                self._without(error)
            self._rows.clear()
            self._ageing.clear()
            self._findings.clear()

    def _put(self, connection: sqlite3.Connection) -> None:
        outputs.put(connection, self._rows, self._ageing, limit=self._limit)
        outputs.put_found(connection, self._findings, limit=self._limit)

    def _by_hand(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with self._database() as database:
            return database.run(work, patience=_HAND_PATIENCE)

    @contextlib.contextmanager
    def _database(self) -> Iterator[Database]:
        """Give a connection for what a person does; what goes wrong with it is an OutputError."""
        database = Database(self._path, MEMORY, self._warn, durable=True, mend=save_corrections)
        try:
            yield database
        except UnavailableError as error:
            raise OutputError(
                "memory", "{path} cannot be used: {error}", path=sanitize(self._path), error=error
            ) from error
        finally:
            database.close()

    def _without(self, error: UnavailableError) -> None:
        """Say once that there is no memory, or none to write to."""
        if not self._warned:
            self._warned = True
            _logger.warning("%s cannot be used: %s", self._path, error)
            if self._reads:
                said = Message(
                    "{path} cannot be used: {error}; nothing new is remembered", path=sanitize(self._path), error=error
                )
            else:
                said = Message(
                    "{path} cannot be used: {error}; work goes on without it", path=sanitize(self._path), error=error
                )
            self._warn(said)

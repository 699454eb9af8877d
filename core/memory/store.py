"""Memory: translations remembered across runs and processes, in one SQLite file.

There are two kinds. A model's translation is found only for the same pack, options and text. A person's is found for
the same sentence and languages with any pack, and takes precedence. Lookup and storing never fail: while the file is
unusable, there is no memory, and one warning. What a person does (correct, forget, import, clear) raises OutputError
if it fails.
"""

import contextlib
import logging
import math
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from core.errors import InputError, OutputError
from core.memory import (
    DEFAULT_LIMIT,
    Cleared,
    MemoryStats,
    Pair,
    Remembered,
    TranslationUnit,
    corrections,
    outputs,
    tables,
)
from core.memory.tables import MEMORY
from core.messages import Message
from core.sanitize import sanitize
from core.sqlite import BusyError, UnavailableError, delete_copies
from core.sqlite.database import Database, Store, Warn

_logger = logging.getLogger(__name__)

_QUERY_SOURCES = 500
"""Sources in one query: old versions of SQLite allow 999 parameters."""
_READ_PATIENCE = 2.0
"""Seconds that a lookup waits: readers are blocked only by the recovery after a kill."""
_STORE_PATIENCE = 0.15
"""Seconds that storing waits: little, for it delays translation and cancelling. What is not stored now is stored with
the next batch."""
_HAND_PATIENCE = 15.0
"""Seconds that an action of a person waits."""
_CLOSE_PATIENCE = 3.0
"""Seconds that closing waits: a person waits for the end of the command, and what is lost is translated again."""
_RETRY_AFTER = 60.0
"""Seconds for which an unusable file is left alone: a full disk may be freed while a reader runs for weeks."""
_MAX_AGEING = 4096
"""Maximum old rows that were used again and wait to be moved to the end of the queue, if nothing else is stored."""
_FINDINGS_BATCH = 64
"""Articles whose findings are written in one transaction."""
_MAX_PENDING = 20_000
"""Maximum rows that wait for a busy file; beyond that the oldest are dropped, and will be translated again."""

T = TypeVar("T")


class Memory(Store):
    """The memory in one file, opened on the first call; safe across threads, forks and spawned processes."""

    def __init__(
        self, path: Path, *, limit_bytes: int = DEFAULT_LIMIT, warn: Warn = lambda _: None, read_only: bool = False
    ) -> None:
        """With `read_only`, translations by models are looked up, but none are stored."""
        super().__init__(path)
        self._limit = limit_bytes
        self._warn = warn
        self._warned = False
        self._reading = Database(path, MEMORY, warn, salvage=corrections.save_from)
        self._writing = Database(path, MEMORY, warn, salvage=corrections.save_from)
        self._read_from, self._write_from = 0.0, math.inf if read_only else 0.0
        """When the file may be tried again, by the monotonic clock."""
        self._rows: list[outputs.Row] = []
        self._ageing: list[int] = []
        self._findings: list[outputs.FindingRow] = []

    def look_up(self, key_base: str, pair: Pair, sources: Sequence[str]) -> list[Remembered | None]:
        """Return the stored translation of each source, a person's rather than the model's; None if there is none.

        `key_base` names all that determines the model's translation beside the text: pack digest, beam, version of the
        pipeline, glossary. A few hundred sources in a call are best.
        """
        found: dict[str, Remembered] = {}
        if time.monotonic() < self._read_from or not sources or not self._exists():
            return [None] * len(sources)
        try:
            for start in range(0, len(sources), _QUERY_SOURCES):
                window = [*dict.fromkeys(sources[start : start + _QUERY_SOURCES])]
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
            self._leave_unread(error)
        return [found.get(source) for source in sources]

    def store(self, key_base: str, pair: Pair, items: Iterable[tuple[str, Remembered]]) -> None:
        """Store translations by a model, in one transaction; some hundred items in a call are best.

        While other processes write, the items wait for the next call or for `close`.
        """
        if self._may_write():
            new = outputs.rows(key_base, pair, items)
            with self._writing.lock:
                self._rows += new
                del self._rows[:-_MAX_PENDING]
            self._flush(_STORE_PATIENCE)

    def finding(self, key: bytes) -> str | None:
        """Return the stored findings of an article; the key names all that they depend on."""
        if time.monotonic() < self._read_from or not self._exists():
            return None
        try:
            return self._reading.run(
                lambda connection: outputs.recall_finding(connection, key), patience=_READ_PATIENCE
            )
        except BusyError:
            return None
        except UnavailableError as error:
            self._leave_unread(error)
            return None

    def keep_finding(self, key: bytes, value: str) -> None:
        """Store the findings of an article; they are written in batches."""
        if self._may_write():
            with self._writing.lock:
                self._findings.append(outputs.finding_row(key, value))
                del self._findings[:-_MAX_PENDING]
                if len(self._findings) >= _FINDINGS_BATCH:
                    self._flush(_STORE_PATIENCE)

    def correct(self, pair: Pair, source: str, translation: str, *, alternative: bool = False) -> str | None:
        """Store a person's translation permanently; return the one it replaces, so that it can be undone.

        `alternative` means that the person chose it among the model's hypotheses instead of writing it.
        Raises InputError for an empty text, OutputError when it cannot be written.
        """
        if not corrections.one_line(translation) or not corrections.normalized(source):
            raise InputError("memory", "a correction needs a text")
        return self._by_hand(
            lambda connection: corrections.correct(connection, pair, source, translation, alternative=alternative)
        )

    def forget(self, pair: Pair, source: str) -> str | None:
        """Delete a person's translation of a source, and return it; raises OutputError."""
        return self._by_hand(lambda connection: corrections.remove(connection, pair, source))

    def add(self, units: Iterable[TranslationUnit]) -> int:
        """Store units as a person's translations, all or none, the last of each source; return the number of sources.

        Raises OutputError, and what `units` raises.
        """
        # Not by `_by_hand`: `units` can be read only once, so there is no second try after damage.
        with self._database() as database, database.session(patience=_HAND_PATIENCE) as connection:
            return corrections.put_all(connection, units)

    def units(self, *, model: bool = False) -> Iterator[TranslationUnit]:
        """Yield the translations by people, ordered by languages and source; with `model`, then those only by models.

        Raises OutputError when the file cannot be read to its end.
        """
        if self._exists():
            with self._database() as database, database.session(patience=_HAND_PATIENCE) as connection:
                yield from corrections.units(connection)
                if model:
                    yield from outputs.units(connection)

    def stats(self) -> MemoryStats:
        """Count what is remembered; raises OutputError when the file cannot be read."""
        if not self._exists():
            return MemoryStats(0, 0, 0, self._limit, ())
        return self._by_hand(lambda connection: tables.stats(connection, self._path, limit=self._limit))

    def clear(self, *, corrections: bool = False) -> Cleared:
        """Delete the models' translations, with `corrections` also those by people, beyond recovery.

        Raises OutputError.
        """
        with self._writing.lock:
            self._rows.clear()
            self._findings.clear()
        if not self._exists():
            return Cleared(0, 0, held=not delete_copies(self._path))
        return self._by_hand(lambda connection: tables.clear(connection, self._path, by_hand=corrections))

    def close(self) -> None:
        """Write what is pending, and close the file; a later call opens it again."""
        self._flush(_CLOSE_PATIENCE)
        self._reading.close()
        self._writing.close()

    def _age(self, ids: Sequence[int]) -> None:
        if self._may_write():
            with self._writing.lock:
                self._ageing += ids
                if len(self._ageing) > _MAX_AGEING:
                    self._flush(_STORE_PATIENCE)

    def _flush(self, patience: float) -> None:
        with self._writing.lock:
            if not self._may_write() or not (self._rows or self._ageing or self._findings):
                return
            try:
                self._writing.run(self._put, patience=patience)
            except BusyError:
                return
            except UnavailableError as error:
                self._write_from = time.monotonic() + _RETRY_AFTER
                path = sanitize(self._path)
                self._warn_once(
                    error, Message("{path} cannot be used: {error}; nothing new is remembered", path=path, error=error)
                )
            self._rows.clear()
            self._ageing.clear()
            self._findings.clear()

    def _put(self, connection: sqlite3.Connection) -> None:
        outputs.put(connection, self._rows, self._ageing, limit=self._limit)
        outputs.put_findings(connection, self._findings, limit=self._limit)

    def _by_hand(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with self._database() as database:
            return database.run(work, patience=_HAND_PATIENCE)

    @contextlib.contextmanager
    def _database(self) -> Iterator[Database]:
        """Yield a connection for an action of a person; its errors are raised as OutputError."""
        database = Database(self._path, MEMORY, self._warn, durable=True, salvage=corrections.save_from)
        try:
            yield database
        except UnavailableError as error:
            raise OutputError(
                "memory", "{path} cannot be used: {error}", path=sanitize(self._path), error=error
            ) from error
        finally:
            database.close()

    def _may_write(self) -> bool:
        return time.monotonic() >= self._write_from

    def _leave_unread(self, error: UnavailableError) -> None:
        """Do without the file for a while."""
        self._read_from = time.monotonic() + _RETRY_AFTER
        self._write_from = max(self._write_from, self._read_from)
        path = sanitize(self._path)
        self._warn_once(
            error, Message("{path} cannot be used: {error}; work goes on without it", path=path, error=error)
        )

    def _warn_once(self, error: UnavailableError, message: str) -> None:
        if not self._warned:
            self._warned = True
            _logger.warning("%s cannot be used: %s", self._path, error)
            self._warn(message)

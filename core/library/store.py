"""Library: the stored briefs, in one SQLite file that many processes may use at once."""

import os
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, TypeVar, Unpack

from core.article import Article
from core.brief import Brief
from core.conditions import Condition
from core.errors import InputError, OutputError
from core.library import Hit, LibraryStats, MarkChanges, Marks, tables
from core.library.search import SearchFilter, admitted, find
from core.library.tables import LIBRARY, MARK_COLUMNS, merge_words, save_briefs
from core.sanitize import sanitize
from core.settings import LibrarySettings
from core.sqlite import UnavailableError, erasing, transaction, used
from core.sqlite.database import Database, Store, Warn

_LIMIT: Final = LibrarySettings().size << 20
PATIENCE: Final = 15.0
"""Seconds to wait for other writers, by default."""
_PRUNED_SHARE: Final = 10
_DELETE_BATCH: Final = 256
"""Briefs deleted in one transaction."""
_SHORTEST_KEY: Final = 4

T = TypeVar("T")


class Library(Store):
    """The library in one file, opened on the first call; safe across threads, forks and processes.

    Every method may raise OutputError, if the file cannot be used. A damaged file is set aside with a warning, its
    intact briefs are saved, and work goes on.
    """

    def __init__(
        self, path: Path, warn: Warn = lambda _: None, *, limit_bytes: int = _LIMIT, patience: float = PATIENCE
    ) -> None:
        super().__init__(path)
        self._patience = patience
        self._limit = limit_bytes
        self._database = Database(path, LIBRARY, warn, salvage=save_briefs)

    def add(self, brief: Brief, *, came: date | None = None) -> str:
        """Store a brief as the latest, and return its key; one of the same text is replaced, and its marks are kept.

        `came` is the day on which it came in, today if None: it counts for briefs without a date of publication. If the
        library grows above its limit, the oldest briefs without a star or a note are deleted.
        """
        new = tables.row(brief, came or date.today())  # noqa: DTZ011 - the user's own day
        self.put(new)
        return new.key

    def put(self, new: tables.BriefRow, *, patience: float | None = None) -> None:
        """Store the row of a brief, made in this process or another; wait `patience` seconds for other writers."""

        def work(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                tables.write(connection, new, datetime.now(UTC).isoformat(timespec="seconds"))
            self._prune(connection)

        self._run(work, patience)

    def touch(self) -> None:
        """Raise OutputError unless the file can be written now."""

        def work(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                pass

        self._run(work, 0)

    def search(
        self,
        words: str,
        *,
        language: str | None = None,
        outlet: str | None = None,
        byline: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int = 50,
    ) -> list[Hit]:
        """Return the briefs that hold all the words, in either language, the best first.

        The last word is a prefix; words in quotes are a phrase; AND, OR, NOT and brackets join words; accents and case
        do not matter. Without words, it returns the latest briefs. Days are those of publication, else those on which
        the briefs came in. Raises UsageError for words that are only to be left out.
        """
        if not self._exists():
            return []
        wanted = SearchFilter(language, outlet, since, until, byline)
        return self._run(lambda connection: find(connection, words, wanted, limit))

    def admitted(self, condition: Condition, limit: int = 50) -> list[Hit]:
        """Return the briefs that a condition admits, the latest first."""
        return self._run(lambda connection: admitted(connection, condition, limit)) if self._exists() else []

    def brief(self, key: str) -> Brief:
        """Return a brief by its key or a prefix of it; raises InputError if there is none."""

        def get(connection: sqlite3.Connection) -> Brief:
            full = self._full_key(connection, key)
            return tables.stored_brief(
                connection.execute("SELECT brief FROM briefs WHERE key = ?", (full,)).fetchone()[0]
            )

        return self._run_on_existing(key, get)

    def mark(self, key: str, **changes: Unpack[MarkChanges]) -> Marks:
        """Change marks of a brief, and return all of them; marks that are not named keep their values.

        Raises InputError if there is no such brief.
        """

        def put(connection: sqlite3.Connection) -> Marks:
            with transaction(connection):
                return _set_marks(connection, self._full_key(connection, key), {**changes})

        return self._run_on_existing(key, put)

    def marks(self, key: str) -> Marks:
        """Return the marks of a brief; raises InputError if there is no such brief."""
        return self._run_on_existing(key, lambda connection: _marks_of(connection, self._full_key(connection, key)))

    def mark_articles(self, articles: Iterable[tuple[Article, MarkChanges]]) -> None:
        """Change marks of articles, all or none; their briefs need not be stored."""

        def put(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                for article, changes in articles:
                    _set_marks(connection, tables.key_of(article), {**changes})

        self._run(put)

    def marks_of(self, article: Article) -> Marks:
        """Return the marks of an article, whether its brief is stored or not."""
        return (
            self._run(lambda connection: _marks_of(connection, tables.key_of(article))) if self._exists() else Marks()
        )

    def remove(self, *keys: str) -> bool:
        """Delete briefs and their marks, all or none, beyond recovery.

        Returns False if another process is using the file: the deleted text can then still be read in it, until a brief
        is removed while no other process uses it. Raises InputError if there is no such brief.
        """

        def delete(connection: sqlite3.Connection) -> bool:
            with erasing(connection, self._path):
                for key in keys:
                    full = self._full_key(connection, key)
                    tables.remove(connection, full)
                    connection.execute("DELETE FROM marks WHERE key = ?", (full,))
            return LIBRARY.scrub(connection, self._path)

        return self._run_on_existing(keys[0], delete)

    def stats(self) -> LibraryStats:
        """Count the briefs and the bytes."""
        if not self._exists():
            return LibraryStats(0, 0, 0, self._limit)
        query = "SELECT (SELECT count(*) FROM briefs), (SELECT count(*) FROM marks WHERE starred)"
        briefs, starred = self._run(lambda connection: connection.execute(query).fetchone())
        size = sum(
            os.path.getsize(f"{self._path}{end}") for end in ("", "-wal") if os.path.exists(f"{self._path}{end}")
        )
        return LibraryStats(briefs, starred, size, self._limit)

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        self._database.close()

    def _run(self, work: Callable[[sqlite3.Connection], T], patience: float | None = None) -> T:
        try:
            return self._database.run(work, patience=self._patience if patience is None else patience)
        except UnavailableError as error:
            raise OutputError(
                "library", "{path} cannot be used: {error}", path=sanitize(self._path), error=error
            ) from error

    def _run_on_existing(self, key: str, work: Callable[[sqlite3.Connection], T]) -> T:
        if not self._exists():
            raise InputError(
                "library", "no brief has the key {key}; nothing is in the library yet", key=sanitize(key, 40)
            )
        return self._run(work)

    def _full_key(self, connection: sqlite3.Connection, key: str) -> str:
        wanted = key.strip().lower()
        short = len(wanted) < _SHORTEST_KEY or not wanted.isalnum()
        query = "SELECT key FROM briefs WHERE key >= ? AND key < ? LIMIT 2"
        found = [] if short else connection.execute(query, (wanted, wanted + "g")).fetchall()
        if len(found) > 1:
            begins = sanitize(key, 40)
            raise InputError(
                "library", "several briefs have a key that begins with {begins}; give more of it", begins=begins
            )
        if not found:
            raise InputError("library", "no brief has the key {key}; see: depeche search WORDS", key=sanitize(key, 40))
        full: str = found[0][0]
        return full

    def _prune(self, connection: sqlite3.Connection) -> None:
        """While the file is too large, delete the oldest tenth of the briefs."""
        while used(connection) > self._limit:
            remaining = max(1, connection.execute("SELECT count(*) FROM briefs").fetchone()[0] // _PRUNED_SHARE)
            while remaining > 0 and (deleted := _remove_oldest(connection, min(remaining, _DELETE_BATCH))):
                remaining -= deleted
            merge_words(connection)
            if remaining > 0:  # All that is left is starred, or has a note.
                break


def _remove_oldest(connection: sqlite3.Connection, limit: int) -> int:
    with transaction(connection):
        gone = connection.execute(
            """SELECT key FROM briefs LEFT JOIN marks USING (key)
                WHERE NOT coalesce(starred, 0) AND coalesce(note, '') = '' ORDER BY id LIMIT ?""",
            (limit,),
        ).fetchall()
        for [key] in gone:
            tables.remove(connection, key)
            connection.execute("DELETE FROM marks WHERE key = ?", (key,))
        _delete_stray_marks(connection)
    return len(gone)


def _marks_of(connection: sqlite3.Connection, key: str) -> Marks:
    """Return the marks of the text with this key."""
    found = connection.execute(f"SELECT {', '.join(MARK_COLUMNS)} FROM marks WHERE key = ?", (key,)).fetchone()  # noqa: S608
    return Marks(bool(found[0]), bool(found[1]), found[2], bool(found[3]), found[4]) if found else Marks()


def _set_marks(connection: sqlite3.Connection, key: str, changes: dict[str, Any]) -> Marks:
    """Change some marks of a text, and return all of them; call it in a transaction."""
    marks = Marks(**(asdict(_marks_of(connection, key)) | changes))
    columns, places = ", ".join(MARK_COLUMNS), ", ".join("?" * len(MARK_COLUMNS))
    connection.execute(
        f"INSERT OR REPLACE INTO marks (key, {columns}) VALUES (?, {places})",  # noqa: S608
        (key, *asdict(marks).values()),
    )
    return marks


def _delete_stray_marks(connection: sqlite3.Connection) -> None:
    """Delete the reading state of texts that have no brief, star, mark or note; call it in a transaction."""
    connection.execute(
        """DELETE FROM marks WHERE NOT starred AND NOT marked AND note = ''
            AND key NOT IN (SELECT key FROM briefs)"""
    )

"""Whose a file is, what is in it, how one of an earlier version becomes one of this, and how a connection is set up."""

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.sqlite.recovery import UnavailableError

_CACHE_KIB: Final = 4096
_LOG_LIMIT: Final = 16 << 20
"""Bytes that the write-ahead log keeps on disk once it was copied into the file."""


@dataclass(frozen=True, slots=True)
class Schema:
    """What one kind of file is."""

    application_id: int
    """Says that a SQLite file is this program's, and of this kind: four letters in its head."""
    migrations: tuple[tuple[str, ...], ...]
    """One step a version: `migrations[n]` leads from `PRAGMA user_version` n to n + 1. Steps are only ever added."""

    def prepare(self, connection: sqlite3.Connection, *, durable: bool) -> None:
        """Set up a fresh connection, and the tables if they are not there or not of this version.

        `durable` waits for the disk at each commit, so that not even a power cut loses it; else a power cut may
        lose the last commits, and nothing more. Raises UnavailableError for the file of a newer version or of
        another program, which stays as it is.
        """
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        # What is deleted is overwritten, and what is sorted stays out of the system's folder for temporary files.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        version = self.recognise(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA journal_size_limit = {_LOG_LIMIT}")
        connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        if version < len(self.migrations):
            with transaction(connection):
                for step in self.migrations[self.recognise(connection) :]:
                    for statement in step:
                        connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {self.application_id}")
                connection.execute(f"PRAGMA user_version = {len(self.migrations)}")

    def recognise(self, connection: sqlite3.Connection) -> int:
        """Return the version of a file of this kind, 0 where it is empty; raises UnavailableError for any other."""
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        application: int = connection.execute("PRAGMA application_id").fetchone()[0]
        tables: int = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application != self.application_id and (tables or version):
            raise UnavailableError("the file belongs to another program")
        if version > len(self.migrations):
            raise UnavailableError("the file was written by a newer depeche; update this one")
        return version


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """Write all of it or nothing."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # After some errors (a full disk) SQLite has rolled back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def used(connection: sqlite3.Connection) -> int:
    """Return the bytes in use: pages that pruning freed are filled again before the file grows."""
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    total: int = (pages - free) * size
    return total

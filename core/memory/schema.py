"""The tables, how a file of an earlier version becomes one of this, and how a connection is set up."""

import contextlib
import sqlite3
from collections.abc import Iterator
from typing import Final

from core.memory.faults import UnavailableError

APPLICATION_ID: Final = 0x44504D31
"""`DPM1`: says that a SQLite file is this program's."""

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        # A queue in the order of use: ids only grow, a row used again late moves to the end, and pruning cuts
        # whole pages off the head. No clock is asked, so none can go wrong; nor is there a column to keep up.
        """CREATE TABLE outputs (
            id INTEGER PRIMARY KEY,
            key BLOB NOT NULL UNIQUE,
            source_language TEXT NOT NULL,
            target_language TEXT NOT NULL,
            source TEXT NOT NULL,
            translation TEXT NOT NULL,
            score BLOB,
            truncated INTEGER NOT NULL,
            extra TEXT,
            seal INTEGER NOT NULL
        )""",
        """CREATE TABLE corrections (
            key BLOB PRIMARY KEY,
            source_language TEXT NOT NULL,
            target_language TEXT NOT NULL,
            source TEXT NOT NULL,
            translation TEXT NOT NULL,
            seal INTEGER NOT NULL
        ) WITHOUT ROWID""",
    ),
)
"""One step a version: `MIGRATIONS[n]` leads from `PRAGMA user_version` n to n + 1. Steps are only ever added."""

_CACHE_KIB: Final = 4096
_LOG_LIMIT: Final = 16 << 20
"""Bytes that the write-ahead log keeps on disk once it was copied into the file."""


def prepare(connection: sqlite3.Connection, *, durable: bool) -> None:
    """Set up a fresh connection, and the tables if they are not there or not of this version.

    `durable` waits for the disk at each commit, so that not even a power cut loses it; else a power cut may
    lose the last commits, and nothing more. Raises UnavailableError for the file of a newer version or of
    another program, which stays as it is.
    """
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    version = _version(connection)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA journal_size_limit = {_LOG_LIMIT}")
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    if version < len(MIGRATIONS):
        with transaction(connection):
            for step in MIGRATIONS[_version(connection) :]:
                for statement in step:
                    connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


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


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    tables: int = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and (tables or version):
        raise UnavailableError("the file belongs to another program")
    if version > len(MIGRATIONS):
        raise UnavailableError("the file was written by a newer depeche; update this one")
    return version

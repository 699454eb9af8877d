"""One SQLite file that many processes share, with recovery from damage.

A `Schema` identifies a kind of file, migrates older versions and sets up connections. This module also classifies
SQLite's errors and sets damaged files aside. `core.sqlite.database.Database` is the file; the memory, the library, the
feeds and journals are built on it.
"""

import contextlib
import errno
import glob
import itertools
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.errors import ProblemError
from core.messages import verbatim

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FORBIDDEN = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}
"""Of a full disk; the second where there is no room for the index of the write-ahead log."""
_FULL_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class UnavailableError(ProblemError):
    """The file cannot be used, and why; nothing was changed."""


class BusyError(UnavailableError):
    """Another process is writing; a later attempt can succeed."""


class DamagedError(Exception):
    """A row was changed by damage."""


FAULTS = (sqlite3.Error, OSError, DamagedError)
"""All exceptions that the file can cause."""


def is_damage(error: Exception) -> bool:
    """Whether the file is damaged and must be replaced by a new one."""
    if isinstance(error, DamagedError):
        return True
    if not isinstance(error, sqlite3.Error):
        return False
    text = str(error)
    # Text that is no UTF-8, and missing tables, have no error code of their own.
    return _code(error) in _DAMAGE or text.startswith(("Could not decode to UTF-8", "no such table", "no such column"))


def unavailable(error: Exception) -> UnavailableError:
    """Turn an exception of the file into an UnavailableError with a reason for the user, or into a BusyError."""
    if isinstance(error, sqlite3.Error):
        code = _code(error)
        if code in _BUSY:
            return BusyError("another process is writing to it")
        if _is_full(error):
            return UnavailableError("the disk is full")
        if code in _FORBIDDEN:
            return UnavailableError("it cannot be opened or written")
        return UnavailableError(verbatim(str(error)))
    if isinstance(error, TimeoutError):
        return BusyError("another process is opening it")
    if isinstance(error, OSError) and error.errno in _FULL_DISK:
        return UnavailableError("the disk is full")
    return UnavailableError(verbatim((error.strerror if isinstance(error, OSError) else None) or str(error)))


def is_full(error: BaseException) -> bool:
    """Whether a full disk caused an error, directly or through other errors."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno in _FULL_DISK:
            return True
        if isinstance(cause, sqlite3.Error) and _is_full(cause):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def _is_full(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", None) in _FULL


def _code(error: sqlite3.Error) -> int | None:
    """Return the primary result code, which is the low byte of an extended one."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


Identity = tuple[int, int]
"""Device and inode: they identify a file whatever its name."""

_LOG_ENDINGS = ("-wal", "-shm")


def identity(path: Path) -> Identity | None:
    """Return the identity of the file at a path; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def size_of(path: Path) -> int:
    """Return the bytes on disk, those of the write-ahead log included."""
    total = 0
    for ending in ("", "-wal"):
        with contextlib.suppress(OSError):
            total += Path(f"{path}{ending}").stat().st_size
    return total


def set_aside(path: Path) -> Path:
    """Rename a damaged file, with its log, to the first free `NAME.damaged-N`; call it under the lock.

    The log is renamed first, so that it is never taken for the log of the new file. Processes that still have the old
    file open notice by its identity. Raises OSError.
    """
    for number in itertools.count(1):
        new_path = path.with_name(f"{path.name}.damaged-{number}")
        if not any(os.path.lexists(f"{new_path}{ending}") for ending in ("", *_LOG_ENDINGS)):
            break
    for ending in (*_LOG_ENDINGS, ""):
        with contextlib.suppress(FileNotFoundError):
            Path(f"{path}{ending}").rename(f"{new_path}{ending}")
    return new_path


def open_damaged(path: Path) -> sqlite3.Connection:
    """Open a file that was set aside, to save its intact rows; a truncated file can be read up to its end."""
    connection = sqlite3.connect(path, isolation_level=None)
    # Without this, SQLite opens no file that is shorter than its header says.
    connection.execute("PRAGMA writable_schema = ON")
    return connection


def delete_copies(path: Path) -> bool:
    """Delete the copies that were set aside as damaged; return whether none is left."""
    deleted = True
    for copy in path.parent.glob(f"{glob.escape(path.name)}.damaged-*"):
        try:
            copy.unlink(missing_ok=True)
        except OSError:
            deleted = False
    return deleted


_DUE: Final = ".scrub"
"""Ending of the empty file beside a file that has to be scrubbed."""


def scrub_due(path: Path) -> Path:
    """Return the path of the mark that a file has to be scrubbed, which outlives a kill."""
    return path.with_name(path.name + _DUE)


@contextlib.contextmanager
def erasing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Run the block, which deletes rows that must not be readable any more, in a transaction; then call `scrub`.

    After a kill in between, whoever opens the file next does the rest.
    """
    with transaction(connection):
        # On a full disk there is no mark; deleting may still succeed.
        with contextlib.suppress(OSError):
            os.close(os.open(scrub_due(path), os.O_CREAT | os.O_WRONLY, 0o600))
        yield


_CACHE_KIB: Final = 1024
"""Of each open file: more makes nothing quicker here, and a watch would grow by it for days."""
_LOG_LIMIT: Final = 16 << 20
"""Bytes to which the write-ahead log is truncated once it was copied into the file."""


@dataclass(frozen=True, slots=True)
class Schema:
    """One kind of file: its id, its tables and their migrations."""

    application_id: int
    """Marks a SQLite file as one of this program, and of this kind: four letters in its header."""
    migrations: tuple[tuple[str, ...], ...]
    """One step for each version: `migrations[n]` migrates from `PRAGMA user_version` n to n + 1. Steps are only
    added."""

    merge: Callable[[sqlite3.Connection], object] | None = None
    """Takes deleted text out of an index that keeps it."""

    def scrub(self, connection: sqlite3.Connection, path: Path, patience: float = 1.0) -> bool:
        """Make deleted rows unreadable: rewrite the file, empty its log, and delete the copies that were set aside.

        Returns False if that is impossible because another process is reading or writing for longer than `patience`
        seconds; the next process that opens the file tries again.
        """
        try:
            connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
            if self.merge:
                self.merge(connection)
            connection.execute("VACUUM")
            emptied = not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.OperationalError:
            emptied = False
        done = delete_copies(path) and emptied
        if done:
            with contextlib.suppress(OSError):
                scrub_due(path).unlink(missing_ok=True)
        return done

    def prepare(self, connection: sqlite3.Connection, *, durable: bool) -> None:
        """Set up a new connection, and create or migrate the tables.

        `durable` waits for the disk at each commit, so that a power cut loses nothing; without it, a power cut may lose
        the last commits. Raises UnavailableError for a file of a newer version or of another program, which is left
        unchanged.
        """
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        # Overwrite what is deleted, and keep sorted data out of the system's folder for temporary files.
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
        """Return the version of a file of this kind, 0 if it is empty; raises UnavailableError for any other."""
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
    """Run the block in a transaction: all of its changes are written, or none."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # After some errors (a full disk) SQLite has rolled back already.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def used(connection: sqlite3.Connection) -> int:
    """Return the bytes in use, without free pages, which are used again before the file grows."""
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    total: int = (pages - free) * size
    return total

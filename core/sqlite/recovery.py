"""What SQLite's errors mean, and setting a damaged file aside."""

import contextlib
import errno
import glob
import itertools
import os
import sqlite3
from pathlib import Path

from core.errors import ProblemError
from core.messages import foreign

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_BARRED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_FULL_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class UnavailableError(ProblemError):
    """The file cannot be used, and why; what it would have done is not done."""


class BusyError(UnavailableError):
    """Another process is writing; later it will go."""


class DamagedError(Exception):
    """A row is not as it was written."""


FAULTS = (sqlite3.Error, OSError, DamagedError)
"""All that the file itself can raise."""


def is_damage(error: Exception) -> bool:
    """Whether the file is broken, so that only a fresh one helps."""
    if isinstance(error, DamagedError):
        return True
    if not isinstance(error, sqlite3.Error):
        return False
    text = str(error)
    # Letters that are no UTF-8, and a schema that lacks its tables, carry no code of their own.
    return _code(error) in _DAMAGE or text.startswith(("Could not decode to UTF-8", "no such table", "no such column"))


def unavailable(error: Exception) -> UnavailableError:
    """Turn what the file raised into the reason to tell, or into BusyError."""
    if isinstance(error, sqlite3.Error):
        code = _code(error)
        if code in _BUSY:
            return BusyError("another process is writing to it")
        if code == sqlite3.SQLITE_FULL:
            return UnavailableError("the disk is full")
        if code in _BARRED:
            return UnavailableError("it cannot be opened or written")
        return UnavailableError(foreign(str(error)))
    if isinstance(error, TimeoutError):
        return BusyError("another process is opening it")
    if isinstance(error, OSError) and error.errno in _FULL_DISK:
        return UnavailableError("the disk is full")
    return UnavailableError(foreign((error.strerror if isinstance(error, OSError) else None) or str(error)))


def is_full(error: BaseException) -> bool:
    """Whether a full disk is what an error came of, at once or by others."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno in _FULL_DISK:
            return True
        if isinstance(cause, sqlite3.Error) and _code(cause) == sqlite3.SQLITE_FULL:
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def _code(error: sqlite3.Error) -> int | None:
    """Return the primary result code; the extended ones keep it in their low byte."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


Identity = tuple[int, int]
"""Device and inode: which file it is, whatever it is called."""

_LOG_ENDINGS = ("-wal", "-shm")


def identity(path: Path) -> Identity | None:
    """Return which file stands at a path, or None where there is none."""
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

    The log goes first: left behind without its file for an instant, it could never be taken for that of the
    fresh one. Processes that still have the old file open notice by its identity. Raises OSError.
    """
    for number in itertools.count(1):
        goal = path.with_name(f"{path.name}.damaged-{number}")
        if not any(os.path.lexists(f"{goal}{ending}") for ending in ("", *_LOG_ENDINGS)):
            break
    for ending in (*_LOG_ENDINGS, ""):
        with contextlib.suppress(FileNotFoundError):
            Path(f"{path}{ending}").rename(f"{goal}{ending}")
    return goal


def open_damaged(path: Path) -> sqlite3.Connection:
    """Open a file that was set aside, to save what is whole in it; one that was cut off too, up to the cut."""
    connection = sqlite3.connect(path, isolation_level=None)
    # Else SQLite opens no file that is shorter than its head says.
    connection.execute("PRAGMA writable_schema = ON")
    return connection


def scrub(connection: sqlite3.Connection, path: Path) -> bool:
    """Leave nothing readable of what was deleted: the file is written anew, its log emptied, set-aside copies go.

    Returns False where another process reads at this moment, so that it cannot be done.
    """
    try:
        connection.execute("PRAGMA busy_timeout = 1000")
        connection.execute("VACUUM")
        emptied = not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        emptied = False
    return without_copies(path) and emptied


def without_copies(path: Path) -> bool:
    """Delete the copies that were set aside as damaged; return whether none is left."""
    gone = True
    for copy in path.parent.glob(f"{glob.escape(path.name)}.damaged-*"):
        try:
            copy.unlink(missing_ok=True)
        except OSError:
            gone = False
    return gone

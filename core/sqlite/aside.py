"""The file as a file: which one it is, how large, setting a damaged one aside, erasing what was deleted."""

import contextlib
import glob
import itertools
import os
import sqlite3
from pathlib import Path

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

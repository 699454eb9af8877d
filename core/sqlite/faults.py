"""What goes wrong with the file: damage, which a fresh file mends, and what can only be waited out or told."""

import errno
import sqlite3

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


def _code(error: sqlite3.Error) -> int | None:
    """Return the primary result code; the extended ones keep it in their low byte."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF

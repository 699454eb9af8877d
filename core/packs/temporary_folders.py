"""Temporary folders for installing packs: locking, cleaning up, and moving a finished pack to its place.

Unfinished packs are in folders `.tmp-…` beside the packs. A pack that is being replaced is called `.replaced-NAME`
between two renames; `PackStore` finds it under that name too.
"""

import contextlib
import errno
import os
import shutil
import struct
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from core.errors import Cancelled, DepecheError, IsCancelled, PackError
from core.home import close_tree, make_folder, open_private
from core.messages import Message, verbatim
from core.packs.metadata import BadPackError
from core.sanitize import sanitize
from core.settings import Places

WORK = ".tmp-"
REPLACED = ".replaced-"

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}
# All exceptions that zipfile raises for a damaged or hostile archive.
DAMAGED = (
    zipfile.BadZipFile,
    EOFError,
    zlib.error,
    NotImplementedError,
    UnicodeError,
    struct.error,
    OverflowError,
)
_POLL = 0.1
"""Seconds between two attempts to get a lock that another process holds."""


def megabytes(size: int) -> str:
    """Format a number of bytes in megabytes, rounded up."""
    return f"{-(-size // 1_000_000)} MB"


def no_space(what: str, where: Path, need: int | None) -> PackError:
    """Return the error for a full disk; `need` is the number of bytes that the whole work takes, if it is known."""
    amount = Message(" ({amount} MB needed)", amount=-(-need // 1_000_000)) if need else ""
    return PackError(
        what,
        "no space left for it in {where}{amount}; free some, or set DEPECHE_HOME to a larger disk",
        where=where,
        amount=amount,
    )


@contextlib.contextmanager
def writing(what: str, where: Path, need: int | None = None) -> Iterator[None]:
    """Raise errors of files within the block as one PackError that says what to do."""
    try:
        yield
    except DepecheError:
        raise
    except BadPackError as error:
        raise PackError(what, error.problem) from error
    except DAMAGED as error:
        raise PackError(what, "not a whole archive: {error}", error=sanitize(error)) from error
    except MemoryError as error:
        raise PackError(what, "not enough memory; close something and try again") from error
    except OSError as error:
        if error.errno in _DISK_FULL:
            raise no_space(what, where, need) from error
        if error.errno in _FORBIDDEN:
            place = error.filename or where
            raise PackError(
                what,
                "{place} cannot be written ({reason}); set DEPECHE_HOME to a folder that can",
                place=sanitize(place),
                reason=error.strerror,
            ) from error
        raise PackError(what, verbatim(sanitize(error.strerror or error))) from error


@contextlib.contextmanager
def packs_locked(places: Places, cancelled: IsCancelled) -> Iterator[None]:
    """Lock the packs' folder against other processes; the system releases the lock if this process is killed."""
    make_folder(places.packs)
    with open(places.packs / ".lock", "a+b", opener=open_private) as file:
        while not _try_lock(file.fileno()):
            if cancelled():
                raise Cancelled(str(places.packs), "cancelled while another installation was running")
            time.sleep(_POLL)
        yield


def new_work(places: Places) -> Path:
    """Make an empty temporary folder beside the packs; only under the lock."""
    return Path(tempfile.mkdtemp(prefix=WORK, dir=places.packs))


def sweep(places: Places) -> None:
    """Delete the remains of a killed run, and restore a pack that was being replaced; only under the lock."""
    for path in places.packs.iterdir():
        if path.name.startswith(WORK):
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith(REPLACED):
            goal = path.with_name(path.name.removeprefix(REPLACED))
            if goal.exists():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.rename(goal)


def put_in_place(finished: Path, goal: Path) -> None:
    """Rename a finished folder to `goal`, replacing a pack of that name."""
    old = goal.with_name(REPLACED + goal.name)
    close_tree(finished)
    if goal.exists():
        goal.rename(old)
    try:
        finished.rename(goal)
    except OSError:
        if old.exists():
            old.rename(goal)
        raise
    shutil.rmtree(old, ignore_errors=True)
    _flush_folder(goal.parent)


def _flush_folder(folder: Path) -> None:
    """Flush a rename to disk; Windows neither needs nor allows it."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True

"""A lock over all processes, for the moments in which the file is opened or exchanged."""

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from core.home import open_private

_POLL = 0.005
"""Seconds between two tries."""


@contextlib.contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold `path`'s lock; the system frees that of a process that is killed.

    SQLite's own locks do not cover a file that is renamed. Raises TimeoutError after `patience` seconds,
    OSError where there can be no lock.
    """
    until = time.monotonic() + patience
    with open(path.with_name(path.name + ".lock"), "ab", opener=open_private) as file:
        while not _try(file.fileno()):
            if time.monotonic() > until:
                raise TimeoutError(str(path))
            time.sleep(_POLL)
        yield


def _try(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True

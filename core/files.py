"""Files that other processes use too: atomic writing, and locking."""

import contextlib
import hashlib
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from core.errors import OutputError
from core.home import FILE, open_private

DRAFT: Final = ".depeche-"
"""Prefix of the names of temporary files beside their place."""
_MAX_NAME: Final = 255 - 24
"""Maximum bytes of a file name to which `.docx`, `~12` or `.reason.txt` can still be added."""


def path_with_room(relative: str) -> str:
    """Return a path whose name leaves room for an ending; a longer name is cut and gets a hash."""
    folder, name = os.path.split(relative)
    letters = os.fsencode(name)
    if len(letters) <= _MAX_NAME:
        return relative
    number = hashlib.blake2b(letters, digest_size=4).hexdigest()
    return os.path.join(folder, f"{letters[: _MAX_NAME - len(number) - 1].decode('utf-8', 'ignore')}~{number}")


def write_whole(path: Path, contents: str | bytes, drafts: Path | None = None, *, private: bool = False) -> None:
    """Write a file through a temporary one and a rename; make its folder. Raises OutputError.

    The temporary file is beside it, or in the folder `drafts` on the same disk. A kill may leave it there. A file that
    is replaced keeps its permissions; a new one gets the usual ones, or with `private` only its owner may read it. A
    device or a pipe is written to, except where there is a folder for drafts: there it is replaced.
    """
    name = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if drafts is None and is_special(path):
            path.write_bytes(contents if isinstance(contents, bytes) else contents.encode("utf-8"))
            return
        with tempfile.NamedTemporaryFile(dir=drafts or path.parent, prefix=DRAFT, delete=False) as file:
            name = file.name
            file.write(contents if isinstance(contents, bytes) else contents.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
            # Only its owner may read a temporary file.
            set_mode(file.fileno(), name, _mode_of(path) or (FILE if private else 0o666 & ~umask()))
        os.replace(name, path)
    except OSError as error:
        if name:
            with contextlib.suppress(OSError):
                os.unlink(name)
        raise OutputError(str(path), "cannot be written: {reason}", reason=error.strerror or error) from error


def set_mode(descriptor: int, name: str, mode: int) -> None:
    """Set the permissions of an open file. Raises OSError.

    The file is identified by its descriptor, where the system can do that: whoever may write in its folder could
    meanwhile have replaced the name by a link to any file of this user.
    """
    if sys.platform == "win32":
        os.chmod(name, mode)
    else:
        os.fchmod(descriptor, mode)


def is_special(path: Path) -> bool:
    """Whether a path is a device, a pipe or a socket, or a link to one: it is written to, never replaced."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _mode_of(path: Path) -> int:
    """Return the permissions of a file; 0 if there is none."""
    try:
        status = os.lstat(path)
    except OSError:
        return 0
    return status.st_mode & 0o777 if stat.S_ISREG(status.st_mode) else 0


_MASK: Final = re.compile(rb"^Umask:\s*([0-7]+)", re.MULTILINE)


def umask() -> int:
    """Return the umask: the permissions that new files do not get.

    Linux tells it. Elsewhere it can only be read by setting it, and files that other threads create at that moment are
    open to everybody.
    """
    with contextlib.suppress(OSError):
        if found := _MASK.search(Path("/proc/self/status").read_bytes()):
            return int(found[1], 8)
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


_POLL = 0.005
"""Seconds between two attempts to get the lock."""


@contextlib.contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock of `path`; the system releases the lock of a process that is killed.

    SQLite's own locks do not cover a file that is renamed. Raises TimeoutError after `patience` seconds, and OSError if
    the lock file cannot be opened.
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

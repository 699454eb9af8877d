"""The program's own folder, which only its owner may access, since it shows what a journalist reads.

Another user with access could hold a lock by opening its file, or see from the list of files when something was read.
"""

import contextlib
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from core.messages import Message

FOLDER, FILE = 0o700, 0o600
DRAFTS: Final = "drafts"
_OTHERS: Final = 0o077
_FOLDERS: Final = ("packs", "languages", "journals", "shipped", "downloads", DRAFTS)
_FILE_PREFIXES: Final = (
    "memory.db",
    "library.db",
    "feeds.db",
    "settings.toml",
    "depeche.log",
    "glossary.tsv",
    "firefox-models.json",
    ".",
)
"""Prefixes of the names of the files in the folder."""
_WITHOUT_TEXT: Final = ("settings.toml", "packs", "languages", "shipped", "downloads")


def make_folder(folder: Path) -> None:
    """Make a folder and its missing parents, accessible only to their owner. Raises OSError."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for parent in reversed(missing):
        parent.mkdir(FOLDER, exist_ok=True)
    if not missing and not folder.is_dir():
        raise NotADirectoryError(20, "Not a directory", str(folder))


def new_draft(home: Path, prefix: str, suffix: str = "") -> Path:
    """Make an empty temporary file in the program's folder, never in the system's.

    The next start deletes what a crash leaves there. Raises OSError.
    """
    folder = home / DRAFTS
    make_folder(folder)
    descriptor, name = tempfile.mkstemp(suffix, f"{prefix}{os.getpid()}-", folder)
    os.close(descriptor)
    return Path(name)


@contextlib.contextmanager
def own_temporary(home: Path) -> Iterator[Path]:
    """Put all temporary files, also of libraries and child processes, into a folder that is deleted afterwards.

    Raises OSError.
    """
    drafts = home / DRAFTS
    make_folder(drafts)
    before, environment = tempfile.tempdir, os.environ.get("TMPDIR")
    with tempfile.TemporaryDirectory(
        prefix=f"temporary-{os.getpid()}-", dir=drafts, ignore_cleanup_errors=True
    ) as name:
        tempfile.tempdir = os.environ["TMPDIR"] = name
        try:
            yield Path(name)
        finally:
            tempfile.tempdir = before
            if environment is None:
                del os.environ["TMPDIR"]
            else:
                os.environ["TMPDIR"] = environment


def sweep_drafts(home: Path) -> None:
    """Delete the temporary files of processes that have ended."""
    with contextlib.suppress(OSError):
        for path in (home / DRAFTS).iterdir():
            owner = re.search(r"-(\d+)-[^-]*$", path.name)
            if owner is None or not _is_running(int(owner[1])):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        return True  # a signal would end it; open files cannot be deleted there anyway
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def open_private(path: str | Path, flags: int) -> int:
    """An `opener` for `open`: open a file that only its owner may access; remove the permissions of others."""
    descriptor = os.open(path, flags | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), FILE)
    if sys.platform != "win32":
        status = os.fstat(descriptor)
        if status.st_mode & _OTHERS and status.st_uid == os.geteuid():
            os.fchmod(descriptor, FILE)
    return descriptor


def open_without_waiting(path: str | Path, flags: int) -> int:
    """An `opener` for `open`: open without blocking; opening a pipe would wait for a writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))


def close_to_others(home: Path) -> bool:
    """Remove the permissions of others on the program's folder; return whether they could read texts in it.

    A folder that also contains other files, or belongs to another user, keeps its mode: only the program's files are
    changed.
    """
    if sys.platform == "win32":
        return False
    try:
        status = home.stat()
        if status.st_uid != os.geteuid() or not status.st_mode & _OTHERS:
            return False
        names = os.listdir(home)
    except OSError:
        return False
    files = [name for name in names if name in _FOLDERS or name.startswith(_FILE_PREFIXES)]
    closed = False
    for name in files:
        closed = (close_tree(home / name) > 0 and name not in _WITHOUT_TEXT) or closed
    if len(files) == len(names) and not status.st_mode & stat.S_ISVTX:
        _remove_permissions(str(home))
    return closed


def danger(home: Path) -> Message | None:
    """Return what is wrong if another user could change what is in the program's folder; None if none could.

    That is so if the folder belongs to another user, or if everybody may write in it. Root may use any user's folder.
    """
    if sys.platform == "win32":
        return None
    try:
        status = home.stat()
    except OSError:
        return None
    is_ours = os.geteuid() in (0, status.st_uid)
    if is_ours and not status.st_mode & stat.S_IWOTH:
        return None
    return Message("other users can read and change what is kept there; set DEPECHE_HOME to a folder of your own")


def close_tree(path: Path) -> int:
    """Remove the permissions of others on a file or folder and all below it; return the number of paths changed."""
    return sum(_remove_permissions(inner) for inner in _below(path))


def _below(path: Path) -> Iterator[str]:
    yield str(path)
    for folder, folders, files in os.walk(path):
        yield from (os.path.join(folder, name) for name in (*folders, *files))


def _remove_permissions(path: str) -> bool:
    with contextlib.suppress(OSError):
        status = os.lstat(path)
        if status.st_mode & _OTHERS and status.st_uid == os.geteuid() and not stat.S_ISLNK(status.st_mode):
            os.chmod(path, FOLDER if stat.S_ISDIR(status.st_mode) else FILE)
            return True
    return False

"""The program's own folder: its owner's alone, since what a journalist reads is nobody else's business.

A lock that others may open could be held by any of them, and one who may list the folder sees when what was read.
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

FOLDER, FILE = 0o700, 0o600
DRAFTS: Final = "drafts"
_OTHERS: Final = 0o077
_FOLDERS: Final = ("packs", "languages", "journals", "shipped", "downloads", DRAFTS)
_FILES: Final = ("memory.db", "library.db", "feeds.db", "settings.toml", "depeche.log", ".")
"""What is in the folder begins with one of these names."""
_NOBODYS_SECRET: Final = ("settings.toml", "packs", "languages", "shipped", "downloads")


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are not there, for their owner alone. Raises OSError."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(FOLDER, exist_ok=True)
    if not missing and not folder.is_dir():
        raise NotADirectoryError(20, "Not a directory", str(folder))


def new_draft(home: Path, prefix: str, suffix: str = "") -> Path:
    """Make an empty file for what is needed for a while: among the program's own, never in the system's folder.

    What a crash leaves there the next start clears away. Raises OSError.
    """
    folder = home / DRAFTS
    make_folder(folder)
    descriptor, name = tempfile.mkstemp(suffix, f"{prefix}{os.getpid()}-", folder)
    os.close(descriptor)
    return Path(name)


@contextlib.contextmanager
def own_temporary(home: Path) -> Iterator[Path]:
    """Have all temporary files, other people's code's and those of processes started meanwhile, in a folder of its own.

    It is gone afterwards. Raises OSError.
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
    """Clear away what processes left there that are no more."""
    with contextlib.suppress(OSError):
        for path in (home / DRAFTS).iterdir():
            owner = re.search(r"-(\d+)-[^-]*$", path.name)
            if owner is None or not _runs(int(owner[1])):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    if sys.platform == "win32":
        return True  # a signal would end it; a file that is open cannot be deleted there
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def open_private(path: str | Path, flags: int) -> int:
    """Open a file for its owner alone, as `open` takes it for `opener`; one that was open to others no longer is."""
    descriptor = os.open(path, flags | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), FILE)
    if sys.platform != "win32":
        status = os.fstat(descriptor)
        if status.st_mode & _OTHERS and status.st_uid == os.geteuid():
            os.fchmod(descriptor, FILE)
    return descriptor


def close_to_others(home: Path) -> bool:
    """Let none but its owner read the program's folder; return whether others could read what is of text in it.

    A folder that holds other things too, or that is another's, keeps its mode: only what is the program's is closed.
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
    own = [name for name in names if name in _FOLDERS or name.startswith(_FILES)]
    closed = False
    for name in own:
        closed = (close_tree(home / name) > 0 and name not in _NOBODYS_SECRET) or closed
    if len(own) == len(names) and not status.st_mode & stat.S_ISVTX:
        _close(str(home))
    return closed


def close_tree(path: Path) -> int:
    """Let none but its owner read a file or a folder and all below it; return how many of them others could."""
    return sum(_close(one) for one in _below(path))


def _below(path: Path) -> Iterator[str]:
    yield str(path)
    for folder, folders, files in os.walk(path):
        yield from (os.path.join(folder, name) for name in (*folders, *files))


def _close(path: str) -> bool:
    with contextlib.suppress(OSError):
        status = os.lstat(path)
        if status.st_mode & _OTHERS and status.st_uid == os.geteuid() and not stat.S_ISLNK(status.st_mode):
            os.chmod(path, FOLDER if stat.S_ISDIR(status.st_mode) else FILE)
            return True
    return False

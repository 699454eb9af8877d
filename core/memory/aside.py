"""Setting a damaged file aside, and saving from it what a person wrote."""

import contextlib
import itertools
import os
import sqlite3
from pathlib import Path

from core.memory import corrections
from core.memory.corrections import Row

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


def salvage(damaged: Path) -> list[Row]:
    """Return the corrections of a damaged file that are whole, as far as they can be reached."""
    rows: list[Row] = []
    with (
        contextlib.suppress(sqlite3.Error, OSError),
        contextlib.closing(sqlite3.connect(damaged, isolation_level=None)) as connection,
    ):
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        # Forwards up to the first broken page, then backwards down to the last one.
        for order in ("ASC", "DESC"):
            with contextlib.suppress(sqlite3.Error):
                rows.extend(filter(corrections.is_whole, connection.execute(corrections.ALL_BY_KEY + order)))
    return list(dict.fromkeys(rows))

"""Where files go that cannot be read, each with the reason beside it."""

import contextlib
import os
import shutil
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from core import __version__
from core.errors import OutputError
from core.files import fitting, write_whole
from core.sanitize import sanitize


def quarantine(path: str, relative: str, folder: Path, reason: str) -> Path:
    """Move a file into the quarantine folder, and write `NAME.reason.txt` beside it; return where it went.

    A file of the same name that is there already stays: the new one is called `NAME~2` and so on. Raises
    OutputError where the file cannot be moved.
    """
    for number in count(1):
        goal = folder / (relative if number == 1 else f"{fitting(relative)}~{number}")
        if not os.path.lexists(goal):
            break
    now = datetime.now(UTC).isoformat(timespec="seconds")
    note = goal.with_name(f"{fitting(goal.name)}.reason.txt")
    # The reason first: a file without one would be a riddle.
    text = f"{sanitize(reason, 2000)}\n\nfile: {sanitize(path, 2000)}\ntime: {now}\n"
    write_whole(note, f"{text}by: depeche {__version__}\n")
    try:
        shutil.move(path, goal)
    except OSError as error:
        with contextlib.suppress(OSError):
            note.unlink()
        raise OutputError(
            path, "cannot be moved to {folder}: {reason}", folder=folder, reason=error.strerror or error
        ) from error
    return goal

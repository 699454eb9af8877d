"""Saving: a brief into a folder, under a name that is still free."""

import os
from pathlib import Path, PurePath

from core.errors import OutputError
from core.files import write_whole
from core.sanitize import sanitize

_ENOUGH = 1000
"""Names to try."""


def save(made: bytes, named: str, folder: Path, suffix: str) -> Path:
    """Write a brief to `<stem of named><suffix>` in a folder, whole or not at all, and return the file.

    A file of that name with other content is left alone: the next of `-2`, `-3`, … is taken. One with the
    same content is what was wanted. Raises OutputError.
    """
    stem = _stem(named)
    for number in range(1, _ENOUGH):
        path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        try:
            # The name is taken first: nobody else can then have it between the look and the writing.
            folder.mkdir(parents=True, exist_ok=True)
            path.open("x").close()
        except FileExistsError:
            if _holds(path, made):
                return path
        except OSError as error:
            raise OutputError(sanitize(path), f"cannot be written: {error.strerror or error}") from error
        else:
            try:
                write_whole(path, made)
            except OutputError:
                path.unlink(missing_ok=True)
                raise
            return path
    raise OutputError(sanitize(folder), f"holds too many briefs named {stem}")


def _stem(named: str) -> str:
    stem = sanitize(PurePath(named).stem, 100).replace(os.sep, " ").strip(" .")
    return "stdin" if named == "-" else stem or "wire"


def _holds(path: Path, made: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(made) and path.read_bytes() == made
    except OSError:
        return False

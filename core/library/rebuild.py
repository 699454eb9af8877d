"""Filling a library from JSON briefs, such as `depeche batch -f json` writes."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from core.errors import InputError
from core.export import from_json
from core.library.store import Library


def rebuild(library: Library, names: Sequence[Path]) -> Iterator[str | InputError]:
    """Take over the JSON briefs in some folders, or files; give the key of each, or why a file was passed over.

    A brief that names no day counts as of the day its file was written. Raises OutputError.
    """
    for name in names:
        if not name.exists():
            yield InputError(str(name), "no such file or folder")
            continue
        for path in _json_files(name):
            try:
                brief = from_json(path.read_text(encoding="utf-8"), str(path))
                written = date.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ012 - the user's own day
            except OSError as error:
                yield InputError(str(path), "cannot be read: {reason}", reason=error.strerror or error)
            except UnicodeDecodeError:
                yield InputError(str(path), "this is no UTF-8")
            except InputError as error:
                yield error
            else:
                yield library.add(brief, came=written)


def _json_files(name: Path) -> Iterator[Path]:
    if not name.is_dir():
        yield name
        return
    for folder, folders, files in os.walk(name):
        folders[:] = sorted(entry for entry in folders if not entry.startswith("."))
        yield from (Path(folder, file) for file in sorted(files) if file.endswith(".json") and file[0] != ".")

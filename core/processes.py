"""Child processes of Python: what they import, and that it is never code from the current folder.

Python puts the current folder first on the import path of a child started with `-m` or `-c`, as those of
`multiprocessing` and of Dask are. A folder of wires may hold a `typing.py` that somebody else wrote.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_SAFE_PATH: Final = "PYTHONSAFEPATH"
_BESIDE_MODULES: Final = (".libs", ".dist-info")
"""Endings of folders that hold a module's libraries, and its version."""


def python_command(*arguments: str) -> list[str]:
    """Return the command that runs this Python with arguments, the current folder off its import path."""
    return [sys.executable, "-P", *arguments]


def protect_children() -> None:
    """Keep the current folder off the import path of every Python process that is started from now on.

    It sets `PYTHONSAFEPATH` in this process's environment, which children by `multiprocessing` and Dask inherit; the
    import path of this process is not changed. Call it before such children are started; calling it twice does no harm.
    """
    os.environ[_SAFE_PATH] = "1"


def import_folders() -> Iterator[str]:
    """Yield all folders, and single files, that this Python, the program and their libraries are imported from.

    Where an installer keeps one copy of each library and puts links to it on the import path, that is where the links
    lead; other links, such as those of a source folder to somebody's documents, are not followed.
    """
    yield from (str(Path(__file__).parents[1]), sys.prefix, sys.base_prefix, sys.exec_prefix, *sys.path)
    for folder in sys.path:
        with contextlib.suppress(OSError):
            yield from _linked_modules(folder)


def _linked_modules(folder: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        inside = os.path.join(entry.path, "__init__.py")
        if entry.name.endswith((".py", ".so")):
            inside = entry.path
        elif entry.name.endswith(_BESIDE_MODULES):
            inside = next((file.path for file in os.scandir(entry.path)), inside)
        if os.path.islink(inside) or (entry.is_symlink() and os.path.exists(inside)):
            real = os.path.realpath(inside)
            yield real if inside == entry.path else os.path.dirname(real)

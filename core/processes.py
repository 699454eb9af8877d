"""Child processes of Python, started so that they never import code from the current folder.

Python puts the current folder first on the import path of a child started with `-m` or `-c`, as those of
`multiprocessing` and of Dask are. A folder of wires may hold a `typing.py` that somebody else wrote.
"""

import os
import sys
from typing import Final

_SAFE_PATH: Final = "PYTHONSAFEPATH"


def python_command(*arguments: str) -> list[str]:
    """Return the command that runs this Python with arguments, the current folder off its import path."""
    return [sys.executable, "-P", *arguments]


def protect_children() -> None:
    """Keep the current folder off the import path of every Python process started from here on.

    It sets `PYTHONSAFEPATH` for this process, since `multiprocessing` and Dask take a child's environment from there;
    this process itself is not changed. Call it before starting children by their means; twice does no harm.
    """
    os.environ[_SAFE_PATH] = "1"

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
    """Keep the current folder off the import path of every Python process that is started from now on.

    It sets `PYTHONSAFEPATH` in this process's environment, which children by `multiprocessing` and Dask inherit; the
    import path of this process is not changed. Call it before such children are started; calling it twice does no harm.
    """
    os.environ[_SAFE_PATH] = "1"

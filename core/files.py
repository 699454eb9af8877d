"""Results to files: whole, or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path

from core.errors import OutputError


def write_whole(path: Path, made: str | bytes, drafts: Path | None = None) -> None:
    """Write a file through a temporary one, making its folder; raise OutputError where that fails.

    The temporary file stands beside it, or in the folder `drafts` of the same disk. A kill may leave it there.
    """
    name = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=drafts or path.parent, prefix=".depeche-", delete=False) as file:
            name = file.name
            file.write(made if isinstance(made, bytes) else made.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is for its owner alone; a result has the mode of any new file.
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
        os.replace(name, path)
    except OSError as error:
        if name:
            with contextlib.suppress(OSError):
                os.unlink(name)
        raise OutputError(str(path), "cannot be written: {reason}", reason=error.strerror or error) from error

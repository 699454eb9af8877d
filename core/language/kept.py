"""Tables that are slow to make, kept as files that the next process maps into its memory at once."""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.home import make_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np

    Tables = Mapping[str, np.ndarray[Any, Any]]


_IN_MEMORY = "/dev/shm"  # noqa: S108 - no file of ours has a name in it
_read_only = False


def keep_nothing() -> None:
    """Let this process write no tables: it makes those that are not there, each time.

    What libraries unpack meanwhile goes into the system's memory, where it has a folder for that.
    """
    global _read_only  # noqa: PLW0603 - of the process, as its command line is
    _read_only = True
    if os.access(_IN_MEMORY, os.W_OK | os.X_OK):
        tempfile.tempdir = os.environ["TMPDIR"] = _IN_MEMORY


def kept(folder: Path | None, names: "Sequence[str]", make: "Callable[[], Tables]") -> "Tables":
    """Return the tables called `names` from `folder`; those that `make` gives, and keep them, where they are not there.

    `folder` is named for what its tables are made of: its neighbours are of other versions, and go. Without a
    folder, or where it cannot be written, nothing is kept.
    """
    if folder is None:
        return make()
    try:
        return _load(folder, names)
    except (OSError, ValueError, EOFError):  # none yet, or cut short by a crash
        found = make()
    if _read_only:
        return found
    with suppress(OSError):  # a full disk, a folder that is read only: slower, and as good
        _keep(folder, found)
    return found


def _load(folder: Path, names: "Sequence[str]") -> "Tables":
    import numpy as np

    # Mapped, not read: only what a text touches comes from the disk. A pickle would not be opened.
    return {name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in names}


def _keep(folder: Path, tables: "Tables") -> None:
    import numpy as np

    make_folder(folder.parent)
    work = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
    try:
        for name, table in tables.items():
            np.save(work / f"{name}.npy", table, allow_pickle=False)
        for other in folder.parent.iterdir():
            if not other.name.startswith("."):
                shutil.rmtree(other, ignore_errors=True)
        os.rename(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)

"""What has arrived in a folder, and is complete."""

import os
import time
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

Stamp = tuple[int, int, int]
"""Size, time of the last change, inode."""

SETTLE: Final = 2.0
"""Seconds that a file must stay as it is to count as complete."""
UNFINISHED: Final = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".swp", "~")
"""How programs call what they have not finished; the file counts under the name it is given in the end."""
_EMPTY_FACTOR: Final = 10
"""A file without content is most likely one that is about to get some."""


class Arrivals:
    """Looks at a folder, and says which files are new or changed, and complete: the same for a while."""

    def __init__(
        self, folder: str, settle: float, without: tuple[Path, ...] = (), clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`settle` is how many seconds a file must stay as it is; folders in `without` are not looked into."""
        self._folder = folder
        self._settle = settle
        self._without = {os.path.realpath(path) for path in without}
        self._clock = clock
        # Of each path with its stamp, the hash alone, in order: there may be hundreds of thousands, for weeks, and a
        # set would take ten times as much. It has 64 bits and a key of this process, so that nobody can make two that
        # are the same.
        self._taken = array("q")
        self._changing: dict[str, tuple[Stamp, float]] = {}

    def pass_over(self) -> None:
        """Take all that is there as known."""
        self._taken = array("q", sorted(map(hash, self._files())))

    @property
    def waiting(self) -> bool:
        """Whether there are files that may become complete by waiting."""
        return bool(self._changing)

    def look(self) -> list[str]:
        """Return the paths of files that are complete now, each once for as long as it stays as it is."""
        now, there = self._clock(), array("q")
        changing, complete = {}, []
        for path, stamp in self._files():
            known = hash((path, stamp))
            place = bisect_left(self._taken, known)
            if place < len(self._taken) and self._taken[place] == known:
                there.append(known)
                continue
            before, since = self._changing.get(path, (stamp, now))
            if before != stamp:
                since = now
            if now - since >= self._settle * (1 if stamp[0] else _EMPTY_FACTOR):
                there.append(known)
                complete.append(path)
            else:
                changing[path] = stamp, since
        self._taken = array("q", sorted(there))
        self._changing = changing
        return complete

    def _files(self) -> Iterator[tuple[str, Stamp]]:
        for folder, folders, files in os.walk(self._folder):
            folders[:] = sorted(
                name
                for name in folders
                if name[0] != "." and os.path.realpath(os.path.join(folder, name)) not in self._without
            )
            for name in sorted(files):
                if name[0] == "." or name.lower().endswith(UNFINISHED):
                    continue
                path = os.path.join(folder, name)
                try:
                    status = os.stat(path)
                except OSError:
                    continue
                yield path, (status.st_size, status.st_mtime_ns, status.st_ino)

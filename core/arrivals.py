"""Finds the files that have arrived in a folder and are complete."""

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
"""Seconds that a file must be unchanged to count as complete."""
UNFINISHED: Final = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".swp", "~")
"""Endings of unfinished files of other programs; such a file is ignored until it is renamed."""
_EMPTY_FILE_FACTOR: Final = 10
"""Factor on that time for empty files: they are probably about to be written."""


class Arrivals:
    """Scans a folder for files that are new or changed, and complete: unchanged for a while."""

    def __init__(
        self, folder: str, settle: float, without: tuple[Path, ...] = (), clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`settle` is the number of seconds that a file must be unchanged; folders in `without` are ignored."""
        self._folder = folder
        self._settle = settle
        self._without = {os.path.realpath(path) for path in without}
        self._clock = clock
        # Only the sorted hashes of paths with their stamps: there may be hundreds of thousands for weeks, and a set
        # would take ten times the memory. The 64-bit hashes are keyed per process, so collisions cannot be made.
        self._seen = array("q")
        self._changing: dict[str, tuple[Stamp, float]] = {}

    def pass_over(self) -> None:
        """Ignore all files that are in the folder now, unless they change."""
        self._seen = array("q", sorted(map(hash, self._files())))

    @property
    def waiting(self) -> bool:
        """Whether there are files that are not complete yet."""
        return bool(self._changing)

    def look(self) -> list[str]:
        """Return the paths of files that have become complete; a file is returned again only after a change."""
        now, seen = self._clock(), array("q")
        changing, complete = {}, []
        for path, stamp in self._files():
            known = hash((path, stamp))
            place = bisect_left(self._seen, known)
            if place < len(self._seen) and self._seen[place] == known:
                seen.append(known)
                continue
            before, since = self._changing.get(path, (stamp, now))
            if before != stamp:
                since = now
            if now - since >= self._settle * (1 if stamp[0] else _EMPTY_FILE_FACTOR):
                seen.append(known)
                complete.append(path)
            else:
                changing[path] = stamp, since
        self._seen = array("q", sorted(seen))
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

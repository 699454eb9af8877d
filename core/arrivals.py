"""Finds the files that have arrived in a folder and are complete."""

import os
import time
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import compress
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
_MANY: Final = 1000
"""Number of new files from which they are sorted in at once, and not one by one."""


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
        # The hashes of paths, sorted, and those of their stamps: there may be hundreds of thousands for weeks, and a
        # dictionary would take ten times the memory. The 64-bit hashes are keyed per process, so collisions cannot be
        # made.
        self._paths, self._stamps = array("q"), array("q")
        self._changing: dict[str, tuple[Stamp, float]] = {}

    def pass_over(self) -> None:
        """Ignore all files that are in the folder now, unless they change."""
        self._paths, self._stamps = array("q"), array("q")
        self._remember([(hash(path), hash(stamp)) for path, stamp in self._walk(self._folder)])

    @property
    def waiting(self) -> bool:
        """Whether there are files that are not complete yet."""
        return bool(self._changing)

    def look(self, changed: Iterable[str] | None = None) -> list[str]:
        """Return the paths of files that have become complete; a file is returned again only after a change.

        Only the files and folders in `changed` are scanned, if it is given, and the files that were not complete: that
        takes no longer in a folder of a million files.
        """
        now = self._clock()
        whole = changed is None
        some = {} if changed is None else dict(self._among({*changed, *self._changing}))
        present = bytearray(len(self._paths)) if whole else None
        changing, complete, fresh = {}, [], []
        for path, stamp in self._walk(self._folder) if whole else some.items():
            place = self._place(key := hash(path))
            if place is not None and present is not None:
                present[place] = True
            if place is not None and self._stamps[place] == hash(stamp):
                continue
            before, since = self._changing.get(path, (stamp, now))
            if before != stamp:
                since = now
            if now - since >= self._settle * (1 if stamp[0] else _EMPTY_FILE_FACTOR):
                fresh.append((key, hash(stamp)))
                complete.append(path)
            else:
                changing[path] = stamp, since
        if present is None:
            for path in {*(changed or ())} - some.keys():
                self._forget(path)
        elif not all(present):
            self._paths = array("q", compress(self._paths, present))
            self._stamps = array("q", compress(self._stamps, present))
        self._remember(fresh)
        self._changing = changing
        return complete

    def _place(self, key: int) -> int | None:
        """Return the index of the hash of a path that is known; None for others."""
        place = bisect_left(self._paths, key)
        return place if place < len(self._paths) and self._paths[place] == key else None

    def _forget(self, path: str) -> None:
        """Let a file that is gone count as new when it comes back."""
        if (place := self._place(hash(path))) is not None:
            del self._paths[place], self._stamps[place]

    def _remember(self, fresh: list[tuple[int, int]]) -> None:
        if len(fresh) > _MANY:
            known = dict(zip(self._paths, self._stamps, strict=True)) | dict(fresh)
            self._paths = array("q", sorted(known))
            self._stamps = array("q", map(known.__getitem__, self._paths))
            return
        for key, stamp in fresh:
            if (place := self._place(key)) is not None:
                self._stamps[place] = stamp
                continue
            place = bisect_left(self._paths, key)
            self._paths.insert(place, key)
            self._stamps.insert(place, stamp)

    def _among(self, paths: set[str]) -> Iterator[tuple[str, Stamp]]:
        """Yield those files that are among some paths, or in a folder among them, as a scan of everything would."""
        for path in sorted(paths):
            if not self._reaches(path):
                continue
            if not os.path.isdir(path):
                yield from self._file(path)
            elif path == self._folder or (not os.path.islink(path) and self._enters(path)):
                yield from self._walk(path)

    def _reaches(self, path: str) -> bool:
        """Whether a scan of everything goes into the folder of a path."""
        folder = os.path.dirname(path)
        inside = folder.removeprefix(self._folder).strip(os.sep)
        folder = self._folder
        for name in inside.split(os.sep) if inside else ():
            folder = os.path.join(folder, name)
            if os.path.islink(folder) or not self._enters(folder):
                return False
        return True

    def _enters(self, folder: str) -> bool:
        return os.path.basename(folder)[0] != "." and os.path.realpath(folder) not in self._without

    def _walk(self, start: str) -> Iterator[tuple[str, Stamp]]:
        for folder, folders, files in os.walk(start):
            folders[:] = sorted(name for name in folders if self._enters(os.path.join(folder, name)))
            for name in sorted(files):
                yield from self._file(os.path.join(folder, name))

    def _file(self, path: str) -> Iterator[tuple[str, Stamp]]:
        name = os.path.basename(path)
        if name[:1] in ("", ".") or name.lower().endswith(UNFINISHED):
            return
        try:
            status = os.stat(path)
        except OSError:
            return
        yield path, (status.st_size, status.st_mtime_ns, status.st_ino)

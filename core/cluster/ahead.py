"""Entries read ahead of the workers, and cut into shares that grow at the beginning and shrink at the end."""

from collections import deque
from collections.abc import Iterable
from typing import Final

from core.batch.values import Entry

_FIRST: Final = 48
"""Sentences of the first share: every worker soon has something to do."""
_LARGEST: Final = 192
"""Sentences of a share at most: some ten seconds' work of one thread."""
_SMALLEST: Final = 8
"""Sentences of a share at the end: below, handing it out takes longer than to wait for it."""
_SHARES: Final = 2
"""Shares for each worker that are read ahead; and into how many what is left is cut for each, once all is read. So the
last share of a worker is small, and none works long after the others (guided self-scheduling; Polychronopoulos and
Kuck, 1987)."""
_MOST: Final = 60_000
"""Sentences read ahead at most, whatever the number of workers: some hundred megabytes."""


class Ahead:
    """Reads entries when it is told to, and hands them out in shares."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._stream = iter(entries)
        self._read: deque[Entry] = deque()
        self._sentences = 0
        self._size = _FIRST
        self._ended = False

    def __bool__(self) -> bool:
        """Whether something was read that is not handed out."""
        return bool(self._read)

    def wants(self, workers: int) -> bool:
        """Whether there is more to be read before it is asked for, with so many workers."""
        return not self._ended and self._sentences < min(_MOST, _SHARES * _LARGEST * workers)

    def read(self) -> None:
        """Read one more entry, if there is one."""
        if (entry := next(self._stream, None)) is None:
            self._ended = True
            return
        self._read.append(entry)
        self._sentences += _weight(entry)

    def share(self, workers: int) -> tuple[Entry, ...]:
        """Return the next share, empty where there is no entry left; reads only as far as the share needs."""
        while self._sentences < self._size and not self._ended:
            self.read()
        size = self._size
        if self._ended:
            size = min(size, max(_SMALLEST, self._sentences // (_SHARES * workers)))
        self._size = min(_LARGEST, self._size + _FIRST // 4)
        taken: list[Entry] = []
        while self._read and size > 0:
            taken.append(self._read.popleft())
            weight = _weight(taken[-1])
            self._sentences -= weight
            size -= weight
        return tuple(taken)

    def drop(self) -> None:
        """Forget what was read and not handed out: somebody stopped."""
        self._ended = True
        self._read.clear()
        self._sentences = 0


def _weight(entry: Entry) -> int:
    """An article without a sentence is work all the same."""
    return max(1, len(entry.article.sentences))

"""Readers: inputs read ahead of their turn in processes of their own, where reading is what takes the time.

A text is read in a millisecond, a long PDF in seconds and an address when its server answers; while one process does
that, and translates, the engine waits for it.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Final, Self

from core import log
from core.article import Article
from core.errors import InputError
from core.processes import protect_children
from core.reading import Input

Read = tuple[list[tuple[Input, Article]], InputError | None]
"""The articles of an input, and what ended it before its end, if anything did."""

_AHEAD: Final = 2
"""Inputs for each process that are read ahead."""
_LARGEST: Final = 8 << 20
"""Bytes of an input that is read in one go elsewhere: a larger one, a mailbox of thousands say, is read here, piece by
piece, as memory asks for."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An input that is to be read."""

    input: Input
    key: str
    """Its name wherever the user stands."""
    data: bytes | None
    """What is in it; None for what is fetched."""
    sha256: str
    """Of the data."""


class Readers:
    """Reads inputs in so many processes; in this one, each in its turn, where that is one."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def read(self, inputs: Iterable[Opened]) -> Iterator[tuple[Opened, Iterator[tuple[Input, Article]]]]:
        """Give each input and what is in it, in order, raising InputError where it cannot be read."""
        waiting: deque[tuple[Opened, Future[Read] | None]] = deque()
        for opened in inputs:
            waiting.append((opened, self._submitted(opened) if self._elsewhere(opened) else None))
            if len(waiting) > (_AHEAD * self._jobs if self._jobs > 1 else 0):
                yield self._given(*waiting.popleft())
        while waiting:
            yield self._given(*waiting.popleft())

    def _elsewhere(self, opened: Opened) -> bool:
        # Other kinds of input hold what cannot travel, such as a database.
        return self._jobs > 1 and type(opened.input) is Input and len(opened.data or b"") <= _LARGEST

    def _submitted(self, opened: Opened) -> Future[Read]:
        if self._pool is None:
            protect_children()
            # Not forked: the engine's threads, and their locks, are in this one.
            self._pool = ProcessPoolExecutor(self._jobs, get_context("spawn"), _stand_ready, (log.options(),))
        try:
            return self._pool.submit(_read, opened.input, opened.data)
        except BrokenProcessPool:
            self._pool = None
            return self._submitted(opened)

    def _given(self, opened: Opened, future: Future[Read] | None) -> tuple[Opened, Iterator[tuple[Input, Article]]]:
        return opened, self._result(opened, future) if future else opened.input.numbered(opened.data)

    def _result(self, opened: Opened, future: Future[Read]) -> Iterator[tuple[Input, Article]]:
        try:
            articles, error = future.result()
        except BrokenProcessPool:
            # One of those under way brought its process down, and all others with it: each is tried once more.
            try:
                articles, error = self._submitted(opened).result()
            except BrokenProcessPool as died:
                raise InputError(
                    opened.input.path,
                    "the process that read it died; it may be too large for the memory of this machine",
                ) from died
        yield from articles
        if error:
            raise error


def _read(found: Input, data: bytes | None) -> Read:
    articles = []
    try:
        # One by one: what was read before an error counts.
        for article in found.numbered(data):
            articles.append(article)  # noqa: PERF402
    except InputError as error:
        return articles, error
    return articles, None


def _stand_ready(logged: log.LogOptions | None) -> None:
    """Leave Ctrl-C, which goes to all processes of a terminal, to the parent; and end when that is gone."""
    if logged:
        log.begin(logged)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)

"""Processes that read inputs ahead, so that the engine does not wait for slow inputs.

Reading a text takes a millisecond, a long PDF seconds, and an address as long as its server takes. In a single process
the engine would wait for that.
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
from core.processes import be_unattended, protect_children
from core.reading import Input

Read = tuple[list[tuple[Input, Article]], InputError | None]
"""The articles of an input, and the error that ended the reading early, if any."""

_READ_AHEAD: Final = 2
"""Inputs that are read ahead for each process."""
_MAX_SENT: Final = 8 << 20
"""Maximum bytes of an input that another process reads as a whole; a larger one, such as a mailbox of thousands, is
read in this process article by article, to save memory."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An input that is to be read."""

    input: Input
    key: str
    """Its absolute path or address."""
    data: bytes | None
    """Its bytes; None for an address, which is fetched later."""
    sha256: str
    """Of the data."""


class ReadAhead:
    """Reads inputs in `jobs` processes; with 1, in this process, in turn."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        be_unattended()
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def read(self, inputs: Iterable[Opened]) -> Iterator[tuple[Opened, Iterator[tuple[Input, Article]]]]:
        """Yield each input with its articles, in order; iterating those raises InputError if it cannot be read."""
        waiting: deque[tuple[Opened, Future[Read] | None]] = deque()
        for opened in inputs:
            waiting.append((opened, self._submit(opened) if self._in_subprocess(opened) else None))
            if len(waiting) > (_READ_AHEAD * self._jobs if self._jobs > 1 else 0):
                yield self._with_articles(*waiting.popleft())
        while waiting:
            yield self._with_articles(*waiting.popleft())

    def _in_subprocess(self, opened: Opened) -> bool:
        # Other kinds of input cannot be pickled: they hold a database or the like.
        return self._jobs > 1 and type(opened.input) is Input and len(opened.data or b"") <= _MAX_SENT

    def _submit(self, opened: Opened) -> Future[Read]:
        if self._pool is None:
            protect_children()
            # Spawned, not forked: this process has the engine's threads and their locks.
            self._pool = ProcessPoolExecutor(self._jobs, get_context("spawn"), _init_process, (log.options(),))
        try:
            return self._pool.submit(_read, opened.input, opened.data)
        except BrokenProcessPool:
            self._pool = None
            return self._submit(opened)

    def _with_articles(
        self, opened: Opened, future: Future[Read] | None
    ) -> tuple[Opened, Iterator[tuple[Input, Article]]]:
        return opened, self._result(opened, future) if future else opened.input.numbered(opened.data)

    def _result(self, opened: Opened, future: Future[Read]) -> Iterator[tuple[Input, Article]]:
        try:
            articles, error = future.result()
        except BrokenProcessPool:
            # One of the running inputs killed its process, which fails all others too: each is tried once more.
            try:
                articles, error = self._submit(opened).result()
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
        # One by one: the articles before an error are kept.
        for article in found.numbered(data):
            articles.append(article)  # noqa: PERF402
    except InputError as error:
        return articles, error
    return articles, None


def _init_process(logged: log.LogOptions | None) -> None:
    """Leave Ctrl-C, which all processes of a terminal receive, to the parent; exit when the parent ends."""
    be_unattended()
    if logged:
        log.begin(logged)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)

"""A stream of sentences through the engines, kept full, and given back in order.

Sentences are taken in windows, sorted by length, packed into batches of so many pieces, decoded by workers of
one thread each. A reader asks for a small first window, and sees the first sentence at once; each next one is
four times as large, so that a long run keeps the workers full. What a sentence becomes does not depend on the
sentences that travel with it (see `_CLASSES`), so a run that was stopped and went on gives the same bytes.
"""

import bisect
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from core.errors import Cancelled
from core.translation.engine import Engine, Hypothesis, Pieces, joined

BATCH_PIECES = 1536
"""Pieces in a batch, padding included: below 1,000 the workers idle, above 1,500 nothing is gained."""
BATCH_SENTENCES = 32
"""Sentences in a batch, at most: the scores of the next piece take four bytes for each hypothesis of each of them and
each piece of the vocabulary, several times over: 7 MB a sentence with both workers. Larger batches are no faster."""
FIRST_WINDOW = 64
LAST_WINDOW = 512
"""Sentences sorted and packed together, at first and at most. Windows of 4, 8, 16, … cost 30 % more processor time
over 400 sentences than one window of all; these cost under 3 %."""
_GROWTH = 4
_POLL = 0.016
"""Seconds between two looks at a batch under way, so that cancelling needs not wait for its end. At a quarter of it
looking took a twentieth of a core, which the engine lacked."""
_CLASSES = (3, 7, 15)
"""Lengths, in pieces before the end mark, at which CTranslate2's vector kernels (4, 8 or 16 floats wide) begin.
Padding a sentence below one of them to a length above it changes its rounding, and now and then a word; padding
within a class was measured to change nothing, to the last bit. So a batch never mixes two classes."""


Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Job:
    """One text and the engine to put it through; with no engine, the hypothesis is known and only waits its turn."""

    text: str
    engine: Engine | None = None
    known: Hypothesis | None = None


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A part of a job, short enough for the model."""

    engine: Engine
    pieces: Pieces
    seats: list[tuple[int, int]]
    """The jobs it is a part of, by place, and which part: what stands twice in a window is decoded once."""


def windows(items: Iterable[Item], first: int) -> Iterator[list[Item]]:
    """Give the items in lists: `first` of them, then four times as many, and so on up to `LAST_WINDOW`."""
    stream, size = iter(items), first
    while window := list(islice(stream, size)):
        yield window
        size = min(_GROWTH * size, LAST_WINDOW)


def never() -> bool:
    """Say that nobody cancelled."""
    return False


class Stream:
    """Runs jobs through their engines."""

    def __init__(self, workers: int, *, batch_pieces: int = BATCH_PIECES) -> None:
        self._workers = workers
        self._batch_pieces = batch_pieces

    def run(
        self, jobs: Iterable[Job], cancelled: Callable[[], bool] = never, *, first_window: int = FIRST_WINDOW
    ) -> Iterator[Hypothesis]:
        """Give the hypothesis of each job, in order, as soon as it is there; reads ahead by a window or two.

        Raises Cancelled soon after `cancelled` says so; what is being decoded then ends unseen.
        """
        open_jobs: dict[int, list[Hypothesis | None]] = {}
        """By place: the parts of each job that was taken and not yet given back."""
        due = 0
        flying: deque[tuple[list[_Chunk], list[Any]]] = deque()
        batches = self._batches(jobs, open_jobs, first_window)
        while True:
            while len(flying) <= self._workers and (batch := next(batches, None)):
                flying.append((batch, batch[0].engine.submit([chunk.pieces for chunk in batch])))
            if flying:
                for chunk, result in zip(*flying.popleft(), strict=True):
                    _wait(result, cancelled)
                    hypothesis = chunk.engine.read(result.result(), chunk.pieces)
                    for place, part in chunk.seats:
                        open_jobs[place][part] = hypothesis
            elif not open_jobs:
                return
            while (parts := open_jobs.get(due)) is not None and None not in parts:
                yield joined([part for part in parts if part])
                del open_jobs[due]
                due += 1

    def _batches(
        self, jobs: Iterable[Job], open_jobs: dict[int, list[Hypothesis | None]], size: int
    ) -> Iterator[list[_Chunk]]:
        """Pack the jobs, a window at a time, into batches of one engine and like lengths, the longest first."""
        start = 0
        for window in windows(jobs, size):
            by_kind: dict[tuple[int, int], list[_Chunk]] = defaultdict(list)
            seen: dict[tuple[int, tuple[str, ...]], _Chunk] = {}
            for place, job in enumerate(window, start):
                chunks = job.engine.chunks(job.text) if job.engine else []
                open_jobs[place] = [None] * len(chunks) or [job.known or Hypothesis(job.text, None)]
                for part, pieces in enumerate(chunks):
                    key = id(job.engine), tuple(pieces)
                    if key not in seen:
                        seen[key] = _Chunk(job.engine, pieces, [])  # type: ignore[arg-type]
                        by_kind[id(job.engine), bisect.bisect(_CLASSES, len(pieces))].append(seen[key])
                    seen[key].seats.append((place, part))
            # Where a window does not fill a batch for each worker, they share it evenly.
            share = -(-sum(len(chunk.pieces) for chunks in by_kind.values() for chunk in chunks) // self._workers)
            for kind in sorted(by_kind, key=lambda kind: -kind[1]):
                yield from _packed(by_kind[kind], max(1, min(self._batch_pieces, share)))
            start += len(window)


def _packed(chunks: list[_Chunk], limit: int) -> Iterator[list[_Chunk]]:
    batch: list[_Chunk] = []
    for chunk in sorted(chunks, key=lambda chunk: -len(chunk.pieces)):
        if batch and (len(batch) == BATCH_SENTENCES or (len(batch) + 1) * len(batch[0].pieces) > limit):
            yield batch
            batch = []
        batch.append(chunk)
    yield batch


def _wait(result: Any, cancelled: Callable[[], bool]) -> None:
    while not result.done():
        if cancelled():
            raise Cancelled("translation")
        time.sleep(_POLL)

"""A stream of texts through the engines that each needs, kept full, and given back in order.

Texts are read ahead of the one that is due: a few at first, for a reader who waits for the first sentence, then more
and more, so that an engine always has enough to fill its workers.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from core.packs.progress import never
from core.translation.engines.base import READ_AHEAD, Engine, Hypothesis, Session

_GROWTH = 4

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Job:
    """One text and the engine to put it through; with no engine it only waits its turn."""

    text: str
    engine: Engine | None = None


def windows(items: Iterable[Item], first: int) -> Iterator[list[Item]]:
    """Give the items in lists: `first` of them, then four times as many, and so on up to `READ_AHEAD`."""
    stream, size = iter(items), first
    while window := list(islice(stream, size)):
        yield window
        size = min(_GROWTH * size, READ_AHEAD)


def run(jobs: Iterable[Job], cancelled: Callable[[], bool] = never, *, eager: int = 0) -> Iterator[Hypothesis]:
    """Give the hypothesis of each job, in order, as soon as it is there.

    The first `eager` are wanted as soon as can be, and little is read beyond them before they are there; with 0 nobody
    waits for the first one. Raises Cancelled soon after `cancelled` says so; what is being decoded then ends unseen.
    """
    stream = iter(jobs)
    sessions: dict[int, Session] = {}
    waiting: deque[Session | Hypothesis] = deque()
    ahead = eager or READ_AHEAD
    given = 0
    try:
        while True:
            for job in islice(stream, ahead - len(waiting)):
                if job.engine is None:
                    waiting.append(Hypothesis.untranslated(job.text))
                    continue
                if id(job.engine) not in sessions:
                    sessions[id(job.engine)] = job.engine.open_session(eager=eager)
                session = sessions[id(job.engine)]
                session.put(job.text)
                waiting.append(session)
            if not waiting:
                return
            due = waiting.popleft()
            yield due.take(cancelled) if isinstance(due, Session) else due
            given += 1
            if given >= ahead:
                ahead = min(_GROWTH * ahead, READ_AHEAD)
    finally:
        for session in sessions.values():
            session.close()

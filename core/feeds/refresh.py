"""Many feeds asked at the same time, a few at once; the slow and the broken hold nobody up."""

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from core.errors import Cancelled, InputError
from core.feeds.ask import Answer, Known, ask

_logger = logging.getLogger(__name__)

THREADS = 6
LIMIT = 60.0
"""Seconds for one feed, whatever its server does."""
_TICK = 0.1
"""Seconds between two looks at the clock and at `cancelled`."""


def answers(feeds: Iterable[Known], cancelled: Callable[[], bool]) -> Iterator[tuple[Known, Answer | InputError]]:
    """Give what feeds answer, as they answer.

    Raises Cancelled when `cancelled` says so. The threads are never waited for: one that is still busy when its
    time is up, or when the caller goes away, ends with its request and is not heard.
    """
    waiting, running = deque(feeds), dict[int, tuple[Known, float]]()
    results: queue.SimpleQueue[tuple[int, Answer | InputError]] = queue.SimpleQueue()

    def work(feed: Known) -> None:
        try:
            results.put((feed.number, ask(feed)))
        except InputError as error:
            results.put((feed.number, error))
        except Exception as error:
            _logger.exception("refreshing %s failed", feed.address)
            results.put(
                (
                    feed.number,
                    InputError(feed.address, "cannot be read: {kind}: {error}", kind=type(error).__name__, error=error),
                )
            )

    while waiting or running:
        if cancelled():
            raise Cancelled("feeds", "cancelled; what was refreshed is kept")
        while waiting and len(running) < THREADS:
            feed = waiting.popleft()
            running[feed.number] = feed, time.monotonic() + LIMIT
            threading.Thread(target=work, args=(feed,), name=f"feed {feed.number}", daemon=True).start()
        try:
            number, result = results.get(timeout=_TICK)
        except queue.Empty:
            for number, (feed, end) in list(running.items()):
                if time.monotonic() > end:
                    del running[number]
                    yield (
                        feed,
                        InputError(feed.address, "not done in {most:.0f} seconds; it is left for now", most=LIMIT),
                    )
            continue
        if number in running:  # else its time was up
            yield running.pop(number)[0], result

"""How long work takes compared with a plain loop on the same processor, so that no machine is too slow."""

import time
from collections.abc import Callable


def loops(work: Callable[[], object], tries: int = 3) -> float:
    """Return how many times as long as the loop below `work` takes, by processor time, in the best of some tries.

    The loop takes about a fiftieth of a second on a processor of 2023.
    """
    return min(_seconds(work) / _seconds(_loop) for _ in range(tries))


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _loop() -> int:
    total = 0
    for number in range(800_000):
        total += number & 7
    return total

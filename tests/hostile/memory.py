"""How much memory a program takes, all of its processes together."""

import contextlib
import os
import threading
from pathlib import Path

EVERY = 0.05
"""Seconds between two looks."""
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def tree(process: int) -> list[int]:
    """A process and all that it started, and they."""
    found, waiting = [], [process]
    while waiting:
        found.append(pid := waiting.pop())
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{pid}/task"):
                waiting += map(int, Path(f"/proc/{pid}/task/{task}/children").read_text("ascii").split())
    return found


def share(process: int) -> int:
    """Bytes of a process: what it shares with others is counted in parts (PSS); 0 if it has ended."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    return 0


def resident(process: int) -> int:
    """Bytes of a process, what it shares with others in full: never less than its share, and known much sooner."""
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * _PAGE
    return 0


class Weighed:
    """Watches the memory of a tree of processes, and records the highest sum since it was last asked.

    Sums of up to `allowed` bytes may be given too high, since an exact one takes long, and stops the process meanwhile.
    """

    def __init__(self, process: int, allowed: int = 0) -> None:
        self._process, self._allowed = process, allowed
        self._most: tuple[int, ...] = ()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def taken(self) -> tuple[int, ...]:
        """Return the bytes of each process when their sum was highest, and forget them."""
        most, self._most = self._most, ()
        return most

    def end(self) -> None:
        """Stop watching."""
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(EVERY):
            processes = tree(self._process)
            sizes = tuple(map(resident, processes))
            if sum(sizes) > max(sum(self._most), self._allowed):
                sizes = tuple(map(share, processes))
            if sum(sizes) > sum(self._most):
                self._most = sizes

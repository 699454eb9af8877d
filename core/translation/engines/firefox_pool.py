"""The processes that translate with one model of Firefox Translations, and the threads that feed them."""

import heapq
import itertools
import threading
from collections import deque
from typing import Final

from core.errors import DepecheError, PackMissing
from core.messages import verbatim
from core.packs import Pack
from core.packs.firefox import NICE, DeadError, FirefoxProcess
from core.packs.metadata import BadPackError, FirefoxFiles
from core.packs.pack import digest_of
from core.sanitize import sanitize

_AHEAD: Final = 2
"""Sentences that a process has at most: the one it is at, and the one after."""
_CRASHES: Final = 2
"""How often the process that is at a sentence may crash."""
_DEATHS: Final = 6
"""How often it may be ended from outside, as by a system that lacks memory, or in a row before it has the model."""
_GRACE: Final = 0.1
"""Seconds that a process may take to finish a sentence nobody wants any more; then it is ended."""


class Task:
    """One text in the hands of the processes."""

    __slots__ = ("crashes", "deaths", "done", "dropped", "error", "said", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.done = threading.Event()
        self.said: str | None = None
        """None once it is done: every try ended a process."""
        self.error: DepecheError | None = None
        self.crashes = 0
        self.deaths = 0
        self.dropped = False

    def finish(self, said: str | None = None, error: DepecheError | None = None) -> None:
        """Say what came of it, to whoever waits."""
        self.said, self.error = said, error
        self.done.set()


class Pool:
    """The processes of one model, each with a thread that feeds it, and the texts that wait, by their rank."""

    def __init__(self, pack: Pack, files: FirefoxFiles, digest: str, size: int) -> None:
        self._pack, self._files, self._digest, self._size = pack, files, digest, size
        self._changed = threading.Condition()
        self._waiting: list[tuple[tuple[int, int], int, Task]] = []
        self._numbers = itertools.count()
        self._threads = 0
        self._idle = 0
        self._running: dict[FirefoxProcess, deque[Task]] = {}
        self._closed = False
        self.nice = NICE
        """How far the processes that are started from now on stand back."""

    def add(self, task: Task, rank: tuple[int, int]) -> None:
        """Take a text on; the lowest rank goes first."""
        with self._changed:
            heapq.heappush(self._waiting, (rank, next(self._numbers), task))
            if len(self._waiting) > self._idle and self._threads < self._size:
                self._threads += 1
                self._idle += 1
                threading.Thread(target=self._feed, name="firefox", daemon=True).start()
            self._changed.notify()

    def drop(self, tasks: list[Task]) -> None:
        """Give texts up: those that wait are forgotten, and a process that is long at one is ended."""
        with self._changed:
            for task in tasks:
                task.dropped = True
            busy = any(flying and flying[0].dropped for flying in self._running.values())
        if busy:
            timer = threading.Timer(_GRACE, self._end_dropped)
            timer.daemon = True
            timer.start()

    def _end_dropped(self) -> None:
        with self._changed:
            for process, flying in self._running.items():
                if flying and flying[0].dropped:
                    process.kill()

    def close(self) -> None:
        """End every process at once."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            for process in self._running:
                process.kill()

    def pids(self) -> list[int]:
        """Return the processes that run."""
        with self._changed:
            return [process.pid for process in self._running]

    def _feed(self) -> None:
        """Keep one process busy, and in the place of one that died start another, until the pool is closed."""
        flying: deque[Task] = deque()
        with self._changed:
            self._idle -= 1
            self._fill(flying)
        while self._take(flying):
            try:
                process = self._started(flying)
            except DepecheError as error:
                self._fail(flying, error)
                continue
            try:
                self._converse(process, flying)
            except DeadError:
                with self._changed:
                    del self._running[process]
                self._blame(flying, crashed=process.end(hung_up=True))
            else:
                process.end()

    def _started(self, flying: deque[Task]) -> FirefoxProcess:
        """Return a process that has loaded the very model that the pack had when it was checked."""
        for _ in range(_DEATHS):
            process = None
            try:
                process = FirefoxProcess(self._pack.path, self._files, self.nice)
                digests = process.loaded()
                same = digest_of(self._pack.path, {self._files.roles[role]: digests[role] for role in digests})
            except DeadError:
                if process:
                    process.end()
                continue
            except (BadPackError, OSError) as error:
                if process:
                    process.end()
                raise unusable(self._pack, error) from None
            if same != self._digest:
                process.end()
                raise PackMissing(self._pack.name, "exchanged by another program at this moment; run this again")
            with self._changed:
                self._running[process] = flying
                if self._closed:
                    process.kill()
            return process
        raise PackMissing(
            self._pack.name, "its engine ends while it loads the model; {repair}", repair=self._pack.repair
        )

    def _converse(self, process: FirefoxProcess, flying: deque[Task]) -> None:
        for task in flying:
            process.send(task.text)
        while flying:
            said = process.receive()
            with self._changed:
                task = flying.popleft()
            task.finish(said)
            before = len(flying)
            if not self._take(flying):
                return
            for new in itertools.islice(flying, before, None):
                process.send(new.text)

    def _take(self, flying: deque[Task]) -> bool:
        """Fill up what a process is given; wait where there is nothing. False when the pool is closed."""
        with self._changed:
            self._fill(flying)
            while not flying and not self._closed:
                self._idle += 1
                self._changed.wait()
                self._idle -= 1
                self._fill(flying)
            return not self._closed

    def _fill(self, flying: deque[Task]) -> None:
        while self._waiting and len(flying) < _AHEAD:
            # The second one only where no other process would be idle for it.
            if not self._waiting[0][2].dropped and flying and len(self._waiting) <= self._idle:
                return
            task = heapq.heappop(self._waiting)[2]
            if not task.dropped:
                flying.append(task)

    def _blame(self, flying: deque[Task], *, crashed: bool) -> None:
        """Blame the text that a process was at when it ended: it is tried again, but not for ever."""
        with self._changed:
            if not flying or self._closed:
                return
            first = flying[0]
            first.crashes += crashed
            first.deaths += 1
            if not (first.dropped or first.crashes >= _CRASHES or first.deaths >= _DEATHS):
                return
            flying.popleft()
        first.finish()

    def _fail(self, flying: deque[Task], error: DepecheError) -> None:
        with self._changed:
            failed = list(flying)
            flying.clear()
        for task in failed:
            task.finish(error=error)


def unusable(pack: Pack, error: Exception) -> PackMissing:
    """Return what is said of a pack that cannot be opened, and how it is mended."""
    problem = error.problem if isinstance(error, BadPackError) else verbatim(sanitize(error))
    return PackMissing(pack.name, "{problem}; {repair}", problem=problem, repair=pack.repair)

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

_MAX_IN_FLIGHT: Final = 2
"""Maximum sentences sent to a process: the one it translates, and the next one."""
_MAX_CRASHES: Final = 2
"""Crashes of the process after which its sentence is given up."""
_MAX_DEATHS: Final = 6
"""Ends of the process, by a crash or from outside (as for lack of memory), after which its sentence is given up; also
the number of attempts to start it in a row."""
_GRACE: Final = 0.1
"""Seconds that a process has to finish a sentence that was dropped; then it is killed."""


class Task:
    """One text to translate, and its state."""

    __slots__ = ("crashes", "deaths", "done", "dropped", "error", "text", "translation")

    def __init__(self, text: str) -> None:
        self.text = text
        self.done = threading.Event()
        self.translation: str | None = None
        """The translation; None in a finished task means that every attempt ended the process."""
        self.error: DepecheError | None = None
        self.crashes = 0
        self.deaths = 0
        self.dropped = False

    def finish(self, translation: str | None = None, error: DepecheError | None = None) -> None:
        """Set the result, and wake the thread that waits for it."""
        self.translation, self.error = translation, error
        self.done.set()


class Pool:
    """The processes of one model, each with a thread that feeds it, and the waiting texts by priority."""

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
        """Niceness of the processes that are started from now on."""

    def add(self, task: Task, priority: tuple[int, int]) -> None:
        """Queue a text; the lowest priority value goes first."""
        with self._changed:
            heapq.heappush(self._waiting, (priority, next(self._numbers), task))
            if len(self._waiting) > self._idle and self._threads < self._size:
                self._threads += 1
                self._idle += 1
                threading.Thread(target=self._feed, name="firefox", daemon=True).start()
            self._changed.notify()

    def drop(self, tasks: list[Task]) -> None:
        """Drop texts: those that wait are skipped, and a process that takes too long on one is killed."""
        with self._changed:
            for task in tasks:
                task.dropped = True
            busy = any(in_flight and in_flight[0].dropped for in_flight in self._running.values())
        if busy:
            timer = threading.Timer(_GRACE, self._end_dropped)
            timer.daemon = True
            timer.start()

    def _end_dropped(self) -> None:
        with self._changed:
            for process, in_flight in self._running.items():
                if in_flight and in_flight[0].dropped:
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
        """Keep one process busy, and start another if it dies, until the pool is closed."""
        in_flight: deque[Task] = deque()
        with self._changed:
            self._idle -= 1
            self._fill(in_flight)
        while self._take(in_flight):
            try:
                process = self._start_process(in_flight)
            except DepecheError as error:
                self._fail(in_flight, error)
                continue
            try:
                self._translate_with(process, in_flight)
            except DeadError:
                with self._changed:
                    del self._running[process]
                self._count_end(in_flight, crashed=process.end(hung_up=True))
            else:
                process.end()

    def _start_process(self, in_flight: deque[Task]) -> FirefoxProcess:
        """Start a process and check that it has loaded the same model that the pack had when it was checked."""
        for _ in range(_MAX_DEATHS):
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
                self._running[process] = in_flight
                if self._closed:
                    process.kill()
            return process
        raise PackMissing(
            self._pack.name, "its engine ends while it loads the model; {repair}", repair=self._pack.repair
        )

    def _translate_with(self, process: FirefoxProcess, in_flight: deque[Task]) -> None:
        for task in in_flight:
            process.send(task.text)
        while in_flight:
            translation = process.receive()
            with self._changed:
                task = in_flight.popleft()
            task.finish(translation)
            before = len(in_flight)
            if not self._take(in_flight):
                return
            for new in itertools.islice(in_flight, before, None):
                process.send(new.text)

    def _take(self, in_flight: deque[Task]) -> bool:
        """Fill up the sentences of a process; wait while there are none. Return False when the pool is closed."""
        with self._changed:
            self._fill(in_flight)
            while not in_flight and not self._closed:
                self._idle += 1
                self._changed.wait()
                self._idle -= 1
                self._fill(in_flight)
            return not self._closed

    def _fill(self, in_flight: deque[Task]) -> None:
        while self._waiting and len(in_flight) < _MAX_IN_FLIGHT:
            # Take a second one only if no idle process could take it.
            if not self._waiting[0][2].dropped and in_flight and len(self._waiting) <= self._idle:
                return
            task = heapq.heappop(self._waiting)[2]
            if not task.dropped:
                in_flight.append(task)

    def _count_end(self, in_flight: deque[Task], *, crashed: bool) -> None:
        """Count the end of a process against the text it was translating; the text is retried up to the limits."""
        with self._changed:
            if not in_flight or self._closed:
                return
            first = in_flight[0]
            first.crashes += crashed
            first.deaths += 1
            if not (first.dropped or first.crashes >= _MAX_CRASHES or first.deaths >= _MAX_DEATHS):
                return
            in_flight.popleft()
        first.finish()

    def _fail(self, in_flight: deque[Task], error: DepecheError) -> None:
        with self._changed:
            failed = list(in_flight)
            in_flight.clear()
        for task in failed:
            task.finish(error=error)


def unusable(pack: Pack, error: Exception) -> PackMissing:
    """Return the error for a pack that cannot be opened, with how to repair it."""
    problem = error.problem if isinstance(error, BadPackError) else verbatim(sanitize(error))
    return PackMissing(pack.name, "{problem}; {repair}", problem=problem, repair=pack.repair)

"""The engine for models of Firefox Translations: text in, text out, in processes of its own.

`fxtranslate` takes one sentence at a time and holds the interpreter meanwhile, so there is a process for each core.
They are started when there is work for them, and started anew when one dies; what it was at is tried once more. The
engine gives no scores, no second hypothesis and no alignment.
"""

import heapq
import itertools
import threading
import weakref
from collections import deque
from typing import TYPE_CHECKING, Final

from core.errors import Cancelled, DepecheError, PackMissing
from core.messages import foreign
from core.packs import Pack
from core.packs.firefox import DeadError, FirefoxProcess, missing_engine, runs_here
from core.packs.metadata import BadPackError, FirefoxFiles, firefox_files
from core.packs.pack import digest_of
from core.sanitize import sanitize
from core.translation.engines import base
from core.translation.engines.base import Engine, Hypothesis, Session, parted, readable
from core.translation.engines.batches import joined

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

MAX_PIECES: Final = 128
"""Pieces of a sentence translated in one go: Firefox breaks longer ones too, and the models saw few."""
_AHEAD: Final = 2
"""Sentences that a process has at most: the one it is at, and the one after."""
_CRASHES: Final = 2
"""How often the process that is at a sentence may crash."""
_DEATHS: Final = 6
"""How often it may be ended from outside, as by a system that lacks memory, or in a row before it has the model."""
_POLL: Final = 0.016
"""Seconds between two looks whether the work is still wanted."""
_GRACE: Final = 0.1
"""Seconds that a process may take to finish a sentence nobody wants any more; then it is ended."""


class _Task:
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
        self.said, self.error = said, error
        self.done.set()


class _Pool:
    """The processes of one model, each with a thread that feeds it, and the texts that wait, by their rank."""

    def __init__(self, pack: Pack, files: FirefoxFiles, digest: str, size: int) -> None:
        self._pack, self._files, self._digest, self._size = pack, files, digest, size
        self._changed = threading.Condition()
        self._waiting: list[tuple[tuple[int, int], int, _Task]] = []
        self._numbers = itertools.count()
        self._threads = 0
        self._idle = 0
        self._running: dict[FirefoxProcess, deque[_Task]] = {}
        self._closed = False

    def add(self, task: _Task, rank: tuple[int, int]) -> None:
        """Take a text on; the lowest rank goes first."""
        with self._changed:
            heapq.heappush(self._waiting, (rank, next(self._numbers), task))
            if len(self._waiting) > self._idle and self._threads < self._size:
                self._threads += 1
                self._idle += 1
                threading.Thread(target=self._feed, name="firefox", daemon=True).start()
            self._changed.notify()

    def drop(self, tasks: list[_Task]) -> None:
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
        flying: deque[_Task] = deque()
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

    def _started(self, flying: deque[_Task]) -> FirefoxProcess:
        """Return a process that has loaded the very model that the pack had when it was checked."""
        for _ in range(_DEATHS):
            process = None
            try:
                process = FirefoxProcess(self._pack.path, self._files)
                digests = process.loaded()
                same = digest_of(self._pack.path, {self._files.roles[role]: digests[role] for role in digests})
            except DeadError:
                if process:
                    process.end()
                continue
            except (BadPackError, OSError) as error:
                if process:
                    process.end()
                raise _unusable(self._pack, error) from None
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

    def _converse(self, process: FirefoxProcess, flying: deque[_Task]) -> None:
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

    def _take(self, flying: deque[_Task]) -> bool:
        """Fill up what a process is given; wait where there is nothing. False when the pool is closed."""
        with self._changed:
            self._fill(flying)
            while not flying and not self._closed:
                self._idle += 1
                self._changed.wait()
                self._idle -= 1
                self._fill(flying)
            return not self._closed

    def _fill(self, flying: deque[_Task]) -> None:
        while self._waiting and len(flying) < _AHEAD:
            # The second one only where no other process would be idle for it.
            if not self._waiting[0][2].dropped and flying and len(self._waiting) <= self._idle:
                return
            task = heapq.heappop(self._waiting)[2]
            if not task.dropped:
                flying.append(task)

    def _blame(self, flying: deque[_Task], *, crashed: bool) -> None:
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

    def _fail(self, flying: deque[_Task], error: DepecheError) -> None:
        with self._changed:
            failed = list(flying)
            flying.clear()
        for task in failed:
            task.finish(error=error)


class _FirefoxSession(Session):
    """Gives texts to the processes as they come, and takes the translations in their order."""

    def __init__(self, engine: "FirefoxEngine", rank: tuple[int, int]) -> None:
        self._engine = engine
        self._rank = rank
        self._texts: deque[tuple[str, list[_Task]]] = deque()
        self._known: dict[str, _Task] = {}
        """What is under way: a text that comes twice meanwhile is translated once."""

    def put(self, text: str) -> None:
        """Give a text to the processes, in as many parts as its length asks for."""
        tasks = []
        for part in self._engine.parts(text):
            if (task := self._known.get(part)) is None:
                task = self._known[part] = _Task(part)
                self._engine.pool.add(task, self._rank)
            tasks.append(task)
        self._texts.append((text, tasks))

    def take(self, cancelled: base.Cancelled) -> Hypothesis:
        """Return the earliest text's translation, and wait for it."""
        text, tasks = self._texts[0]
        for task in tasks:
            while not task.done.wait(_POLL):
                if cancelled():
                    raise Cancelled("translation")
            if task.error:
                raise task.error
        if cancelled():
            raise Cancelled("translation")
        self._texts.popleft()
        for task in tasks:
            self._known.pop(task.text, None)
        if not tasks:
            return Hypothesis.untranslated(text)
        said = [task.said for task in tasks]
        if None in said:
            return Hypothesis.untranslated(text, failed=True)
        return joined([Hypothesis(part) for part in said if part is not None])

    def close(self) -> None:
        """Give up what was put in and not taken."""
        tasks = [task for _, some in self._texts for task in some if not task.done.is_set()]
        self._texts.clear()
        if tasks:
            self._engine.pool.drop(tasks)


class FirefoxEngine(Engine):
    """Translates with one pack of Firefox Translations; it has no abilities beside that.

    The pack is verified, and the processes are started, when there is something to translate: every method may raise
    PackMissing then.
    """

    abilities = frozenset()

    def __init__(self, pack: Pack, *, workers: int = 1) -> None:
        """Prepare to translate in up to `workers` processes."""
        self.pack: Pack = pack
        self.workers = workers
        self._lock = threading.Lock()
        self._opened: tuple[_Pool, SentencePieceProcessor] | None = None
        self._digest: str | None = None
        self._sessions = itertools.count()

    @property
    def pair(self) -> tuple[str, str]:
        """Source and target language."""
        return self.pack.source, self.pack.target

    @property
    def name(self) -> str:
        """The pack's name."""
        return self.pack.name

    @property
    def digest(self) -> str:
        """The pack's digest as it was when first asked for: what is put on disk meanwhile is not what translates."""
        if self._digest is None:
            self._digest = self.pack.digest()
        return self._digest

    @property
    def loaded(self) -> bool:
        """Whether there are processes that have the model in memory."""
        return self._opened is not None and bool(self._opened[0].pids())

    def load(self) -> None:
        """Verify the pack, and start a process by translating a word."""
        self.translate_one("a")

    @property
    def pool(self) -> _Pool:
        """The processes."""
        return self._open()[0]

    def open_session(self, *, eager: int = 0) -> Session:
        """Start a run. One that somebody waits for goes before the others, and the newest of those first."""
        number = next(self._sessions)
        return _FirefoxSession(self, (0, -number) if eager else (1, number))

    def parts(self, text: str) -> list[str]:
        """Cut a text into what the model takes at once: one part, nearly always; none where no model can read it."""
        if not readable(text):
            return []
        # A piece has a byte at least.
        if len(text.encode(errors="replace")) < MAX_PIECES:
            return [text]
        count = self._count
        return [text] if count(text) <= MAX_PIECES else list(parted(text, count, MAX_PIECES))

    def _count(self, text: str) -> int:
        return len(self._open()[1].encode(text))

    def _open(self) -> "tuple[_Pool, SentencePieceProcessor]":
        with self._lock:
            if self._opened is None:
                self._opened = self._opened_now()
            return self._opened

    def _opened_now(self) -> "tuple[_Pool, SentencePieceProcessor]":
        from sentencepiece import SentencePieceProcessor

        if not runs_here():
            raise missing_engine(self.pack.name)
        digest = self.digest
        self.pack.check()
        try:
            files = firefox_files(self.pack.path)
            vocabulary = SentencePieceProcessor(model_proto=(self.pack.path / files.source_vocabulary).read_bytes())
        except (OSError, RuntimeError, BadPackError) as error:
            raise _unusable(self.pack, error) from None
        pool = _Pool(self.pack, files, digest, self.workers)
        weakref.finalize(self, pool.close)
        return pool, vocabulary


def _unusable(pack: Pack, error: Exception) -> PackMissing:
    problem = error.problem if isinstance(error, BadPackError) else foreign(sanitize(error))
    return PackMissing(pack.name, "{problem}; {repair}", problem=problem, repair=pack.repair)

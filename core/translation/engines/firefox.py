"""The engine for models of Firefox Translations: text in, text out, in processes of its own.

`fxtranslate` takes one sentence at a time and holds the interpreter meanwhile, so there is a process for each core.
They are started when there is work for them, and started anew when one dies; what it was at is tried once more. The
engine gives no scores, no second hypothesis and no alignment.
"""

import itertools
import weakref
from collections import deque
from typing import TYPE_CHECKING, Final

from core.errors import Cancelled
from core.packs import Pack
from core.packs.firefox import NICE, missing_engine, runs_here
from core.packs.metadata import BadPackError, firefox_files
from core.translation import engines
from core.translation.engines import Hypothesis, PackEngine, Session, readable, split_long
from core.translation.engines.batches import joined
from core.translation.engines.firefox_pool import Pool, Task, unusable

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

MAX_PIECES: Final = 128
"""Pieces of a sentence translated in one go: Firefox breaks longer ones too, and the models saw few."""
_READERS: Final = 15
"""Niceness of processes beside a reader: they take what its screen leaves, which is nearly all."""
_POLL: Final = 0.016
"""Seconds between two looks whether the work is still wanted."""


class _FirefoxSession(Session):
    """Gives texts to the processes as they come, and takes the translations in their order."""

    def __init__(self, engine: "FirefoxEngine", rank: tuple[int, int]) -> None:
        self._engine = engine
        self._rank = rank
        self._texts: deque[tuple[str, list[Task]]] = deque()
        self._known: dict[str, Task] = {}
        """What is under way: a text that comes twice meanwhile is translated once."""

    def put(self, text: str) -> None:
        """Give a text to the processes, in as many parts as its length asks for."""
        tasks = []
        for part in self._engine.parts(text):
            if (task := self._known.get(part)) is None:
                task = self._known[part] = Task(part)
                self._engine.pool.add(task, self._rank)
            tasks.append(task)
        self._texts.append((text, tasks))

    def take(self, cancelled: engines.Cancelled) -> Hypothesis:
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


class FirefoxEngine(PackEngine):
    """Translates with one pack of Firefox Translations; it has no abilities beside that.

    The pack is verified, and the processes are started, when there is something to translate: every method may raise
    PackMissing then.
    """

    abilities = frozenset()

    def __init__(self, pack: Pack, *, workers: int = 1) -> None:
        """Prepare to translate in up to `workers` processes."""
        super().__init__(pack, workers=workers)
        self._opened: tuple[Pool, SentencePieceProcessor] | None = None
        self._sessions = itertools.count()
        self._nice = NICE

    @property
    def loaded(self) -> bool:
        """Whether there are processes that have the model in memory."""
        return self._opened is not None and bool(self._opened[0].pids())

    def load(self) -> None:
        """Verify the pack, and start a process by translating a word."""
        self.translate_one("a")

    def stand_back(self) -> None:
        """Let the processes that are not started yet yield to the keys and the screen of a reader."""
        self._nice = _READERS
        if self._opened:
            self._opened[0].nice = _READERS

    @property
    def pool(self) -> Pool:
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
        return [text] if count(text) <= MAX_PIECES else list(split_long(text, count, MAX_PIECES))

    def _count(self, text: str) -> int:
        return len(self._open()[1].encode(text))

    def _open(self) -> "tuple[Pool, SentencePieceProcessor]":
        with self._lock:
            if self._opened is None:
                self._opened = self._opened_now()
            return self._opened

    def _opened_now(self) -> "tuple[Pool, SentencePieceProcessor]":
        from sentencepiece import SentencePieceProcessor

        if not runs_here():
            raise missing_engine(self.pack.name)
        digest = self.digest
        self.pack.check()
        try:
            files = firefox_files(self.pack.path)
            vocabulary = SentencePieceProcessor(model_proto=(self.pack.path / files.source_vocabulary).read_bytes())
        except (OSError, RuntimeError, BadPackError) as error:
            raise unusable(self.pack, error) from None
        pool = Pool(self.pack, files, digest, self.workers)
        pool.nice = self._nice
        weakref.finalize(self, pool.close)
        return pool, vocabulary

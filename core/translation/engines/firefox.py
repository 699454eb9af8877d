"""The engine for models of Firefox Translations: text in, text out, in processes of its own.

`fxtranslate` takes one sentence at a time and holds the interpreter meanwhile, so there is a process for each core.
The processes are started when there is work for them. One that dies is restarted, and its sentence is retried once. The
engine gives no scores, no n-best hypotheses and no alignment.
"""

import itertools
import weakref
from collections import deque
from typing import TYPE_CHECKING, Final

from core.errors import Cancelled, IsCancelled
from core.packs import Pack
from core.packs.firefox import NICE, missing_engine, runs_here
from core.packs.metadata import BadPackError, firefox_files
from core.translation.engines import Hypothesis, PackEngine, Session, readable, split_long
from core.translation.engines.batches import join_parts
from core.translation.engines.firefox_pool import Pool, Task, unusable

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

MAX_PIECES: Final = 128
"""Maximum pieces of a sentence translated at once: Firefox splits longer ones too, and the models saw few in
training."""
_NICE_BESIDE_READER: Final = 15
"""Niceness of processes while a reader is open: they take the time that its screen does not need, which is most."""
_POLL: Final = 0.016
"""Seconds between two checks whether the work was cancelled."""


class _FirefoxSession(Session):
    """Gives texts to the processes as they come, and takes the translations in their order."""

    def __init__(self, engine: "FirefoxEngine", priority: tuple[int, int]) -> None:
        self._engine = engine
        self._priority = priority
        self._texts: deque[tuple[str, list[Task]]] = deque()
        self._pending: dict[str, Task] = {}
        """Tasks that are not taken yet, by their text, so that a repeated text is translated once."""

    def put(self, text: str) -> None:
        """Give a text to the processes, in as many parts as its length requires."""
        tasks = []
        for part in self._engine.parts(text):
            if (task := self._pending.get(part)) is None:
                task = self._pending[part] = Task(part)
                self._engine.pool.add(task, self._priority)
            tasks.append(task)
        self._texts.append((text, tasks))

    def take(self, cancelled: IsCancelled) -> Hypothesis:
        """Return the earliest text's translation; blocks until it is there."""
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
            self._pending.pop(task.text, None)
        if not tasks:
            return Hypothesis.untranslated(text)
        translations = [task.translation for task in tasks]
        if None in translations:
            return Hypothesis.untranslated(text, failed=True)
        return join_parts([Hypothesis(part) for part in translations if part is not None])

    def close(self) -> None:
        """Discard the texts that were put in and not taken."""
        tasks = [task for _, some in self._texts for task in some if not task.done.is_set()]
        self._texts.clear()
        if tasks:
            self._engine.pool.drop(tasks)


class FirefoxEngine(PackEngine):
    """Translates with one pack of Firefox Translations; it has no other abilities.

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
        """Start further processes at a lower priority, below a reader's screen and keys."""
        self._nice = _NICE_BESIDE_READER
        if self._opened:
            self._opened[0].nice = _NICE_BESIDE_READER

    @property
    def pool(self) -> Pool:
        """The processes."""
        return self._open()[0]

    def open_session(self, *, eager: int = 0) -> Session:
        """Start a run. Eager sessions go before the others, the newest of them first."""
        number = next(self._sessions)
        return _FirefoxSession(self, (0, -number) if eager else (1, number))

    def parts(self, text: str) -> list[str]:
        """Split a text into parts that the model takes at once: nearly always one; none if no model can read it."""
        if not readable(text):
            return []
        # A piece has at least one byte.
        if len(text.encode(errors="replace")) < MAX_PIECES:
            return [text]
        count = self._count
        return [text] if count(text) <= MAX_PIECES else list(split_long(text, count, MAX_PIECES))

    def _count(self, text: str) -> int:
        return len(self._open()[1].encode(text))

    def _open(self) -> "tuple[Pool, SentencePieceProcessor]":
        with self._lock:
            if self._opened is None:
                self._opened = self._open_pool()
            return self._opened

    def _open_pool(self) -> "tuple[Pool, SentencePieceProcessor]":
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

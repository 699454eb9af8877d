"""Translator: sentences of any language to the target language, remembered or through the pack each needs."""

import os
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.article import UNKNOWN, Origin
from core.errors import PackMissing
from core.memory import Remembered
from core.packs import Pack
from core.settings import TranslationSettings
from core.translation.engine import Engine, Hypothesis
from core.translation.stream import FIRST_WINDOW, Job, Stream, never, windows

if TYPE_CHECKING:
    from core.memory.store import Memory

PIPELINE = "1"
"""Goes up when the same model would give another text for the same sentence: older memories then do not count."""
_STORE = 256
"""Translations written to the memory in one transaction."""

ProvidePack = Callable[[str, str], Pack]
"""Give the pack for a source and a target language, getting it if need be; raise PackMissing where there is none."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A language that nothing here translates, and why."""

    language: str
    reason: PackMissing


@dataclass(frozen=True, slots=True)
class Translation:
    """What became of one sentence."""

    text: str
    score: float | None
    """The model's mean log-probability a token; None where no model was asked."""
    origin: Origin
    truncated: bool = False
    """Whether the model did not come to an end."""


class Translator:
    """Opens a pack when a sentence first needs it, and keeps it: one loaded model a pair and process."""

    def __init__(self, settings: TranslationSettings, provide: ProvidePack, memory: "Memory | None" = None) -> None:
        self._settings = settings
        self._provide = provide
        self._memory = memory
        self._workers = settings.threads or os.cpu_count() or 1
        self._stream = Stream(self._workers)
        self._engines: dict[str, Engine | Missing] = {}
        self._lock = threading.Lock()

    def route(self, language: str) -> Engine | Missing | None:
        """Return the engine for a language, what is missing, or None where there is nothing to translate.

        What is missing is asked for once; `forget_missing` lets it be asked for again.
        """
        if language in (self._settings.target, UNKNOWN):
            return None
        with self._lock:
            if language not in self._engines:
                try:
                    pack = self._provide(language, self._settings.target)
                    self._engines[language] = Engine(
                        pack, beam=self._settings.beam, workers=self._workers, device=self._settings.device
                    )
                except PackMissing as error:
                    self._engines[language] = Missing(language, error)
            return self._engines[language]

    def forget_missing(self) -> None:
        """Ask again for packs that were missing: one may have been installed since."""
        with self._lock:
            self._engines = {code: found for code, found in self._engines.items() if isinstance(found, Engine)}

    def translate(
        self,
        sentences: Iterable[tuple[str, str]],
        cancelled: Callable[[], bool] = never,
        *,
        first_window: int = FIRST_WINDOW,
    ) -> Iterator[Translation]:
        """Translate (language, text) pairs, in order, as a stream; what no engine takes comes back as it is.

        Raises Cancelled when `cancelled` says so, and PackMissing for a pack that turns out to be damaged.
        """
        waiting: deque[_Sentence] = deque()

        def jobs() -> Iterator[Job]:
            for window in windows(sentences, first_window):
                for sentence in self._recalled([_Sentence(*pair) for pair in window]):
                    waiting.append(sentence)
                    known = sentence.known
                    yield Job(
                        sentence.text,
                        sentence.engine if known is None else None,
                        Hypothesis(known.translation, known.score, known.truncated) if known else None,
                    )

        learnt = _Learnt(self._memory, self._settings.target)
        try:
            for hypothesis in self._stream.run(jobs(), cancelled, first_window=first_window):
                sentence = waiting.popleft()
                origin: Origin = "source" if hypothesis.score is None else "model"
                if sentence.known:
                    origin = sentence.known.origin
                elif sentence.engine and origin == "model":
                    learnt.add(sentence, hypothesis)
                yield Translation(hypothesis.text, hypothesis.score, origin, hypothesis.truncated)
        finally:
            learnt.store()

    def close(self) -> None:
        """Write what is still to be remembered, and let go of the memory's file."""
        if self._memory:
            self._memory.close()

    def _recalled(self, window: list["_Sentence"]) -> list["_Sentence"]:
        """Give each sentence of a window its engine, and what the memory knows of it."""
        by_engine: dict[Engine, list[_Sentence]] = defaultdict(list)
        for sentence in window:
            engine = self.route(sentence.language)
            if isinstance(engine, Engine):
                sentence.engine = engine
                by_engine[engine].append(sentence)
        if self._memory:
            for engine, some in by_engine.items():
                pair = (some[0].language, self._settings.target)
                found = self._memory.look_up(_key(engine), pair, [sentence.text for sentence in some])
                for sentence, known in zip(some, found, strict=True):
                    sentence.known = known
        return window


@dataclass(slots=True)
class _Sentence:
    """One sentence on its way."""

    language: str
    text: str
    engine: Engine | None = None
    known: Remembered | None = None


class _Learnt:
    """New translations, gathered for the memory."""

    def __init__(self, memory: "Memory | None", target: str) -> None:
        self._memory = memory
        self._target = target
        self._items: dict[tuple[str, str], list[tuple[str, Remembered]]] = defaultdict(list)
        self._count = 0

    def add(self, sentence: _Sentence, made: Hypothesis) -> None:
        if self._memory and sentence.engine:
            remembered = Remembered(made.text, made.score, made.truncated)
            self._items[_key(sentence.engine), sentence.language].append((sentence.text, remembered))
            self._count += 1
            if self._count >= _STORE:
                self.store()

    def store(self) -> None:
        for (key, language), items in self._items.items():
            if self._memory:
                self._memory.store(key, (language, self._target), items)
        self._items.clear()
        self._count = 0


def _key(engine: Engine) -> str:
    return f"{engine.key}/pipeline={PIPELINE}"

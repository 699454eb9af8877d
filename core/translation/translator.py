"""Translator: sentences of any language to the target language, remembered or through the pack each needs."""

import os
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.article import UNKNOWN, Flag
from core.errors import PackMissing
from core.memory import Remembered
from core.packs import Pack
from core.settings import TranslationSettings
from core.translation.engine import Engine, Hypothesis
from core.translation.finish import Translation, finish
from core.translation.mending import Prepared, prepare
from core.translation.stream import FIRST_WINDOW, Job, Stream, never, windows
from core.translation.terms import Glossary

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


class Translator:
    """Opens a pack when a sentence first needs it, and keeps it: one loaded model a pair and process."""

    def __init__(self, settings: TranslationSettings, provide: ProvidePack, memory: "Memory | None" = None) -> None:
        """Raise UsageError where the settings name a glossary that cannot be read."""
        self._settings = settings
        self._provide = provide
        self._memory = memory
        self._glossary = Glossary.load(settings.glossary) if settings.glossary else None
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
                    yield sentence.job()

        learnt = _Learnt(self._memory, self._settings.target, self._key)
        try:
            for hypothesis in self._stream.run(jobs(), cancelled, first_window=first_window):
                sentence = waiting.popleft()
                made = self._finished(sentence, hypothesis)
                if sentence.known is None and made.score is not None:
                    learnt.add(sentence, made)
                yield made
        finally:
            learnt.store()

    def close(self) -> None:
        """Write what is still to be remembered, and let go of the memory's file."""
        if self._memory:
            self._memory.close()

    def _key(self, engine: Engine) -> str:
        """Return all that determines what becomes of a sentence, beside the sentence."""
        return f"{engine.key}/pipeline={PIPELINE}/glossary={self._glossary.digest if self._glossary else ''}"

    def _finished(self, sentence: "_Sentence", hypothesis: Hypothesis) -> Translation:
        known = sentence.known
        if known is not None:
            extra = known.extra or {}
            doubts = tuple(Flag(kind, detail) for kind, detail in extra.get("doubts", ()))
            origin = extra.get("origin", known.origin)
            return Translation(known.translation, known.score, origin, known.truncated, doubts)
        if sentence.engine is None or sentence.prepared is None:
            return Translation(sentence.text, None, "source")
        return finish(sentence.text, sentence.language, sentence.prepared, hypothesis, sentence.engine, self._glossary)

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
                found = self._memory.look_up(self._key(engine), pair, [sentence.text for sentence in some])
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
    prepared: Prepared | None = None

    def job(self) -> Job:
        """Return what the stream has to do for it."""
        if self.engine is None or self.known is not None:
            return Job(self.text)
        self.prepared = prepare(self.text, self.language)
        return Job(self.prepared.text, self.engine)


class _Learnt:
    """New translations, gathered for the memory."""

    def __init__(self, memory: "Memory | None", target: str, key: Callable[[Engine], str]) -> None:
        self._memory = memory
        self._target = target
        self._key = key
        self._items: dict[tuple[str, str], list[tuple[str, Remembered]]] = defaultdict(list)
        self._count = 0

    def add(self, sentence: _Sentence, made: Translation) -> None:
        if self._memory and sentence.engine:
            extra: dict[str, Any] = {}
            if made.doubts:
                extra["doubts"] = [[doubt.kind, doubt.detail] for doubt in made.doubts]
            if made.origin != "model":
                extra["origin"] = made.origin
            remembered = Remembered(made.text, made.score, made.truncated, extra or None)
            self._items[self._key(sentence.engine), sentence.language].append((sentence.text, remembered))
            self._count += 1
            if self._count >= _STORE:
                self.store()

    def store(self) -> None:
        for (key, language), items in self._items.items():
            if self._memory:
                self._memory.store(key, (language, self._target), items)
        self._items.clear()
        self._count = 0

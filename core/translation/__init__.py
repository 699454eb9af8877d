"""Sentences of any language to the target language, remembered or through the packs each needs."""

import logging
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core import fingerprint
from core.errors import OutputError
from core.memory import Remembered
from core.packs.progress import never
from core.settings import TranslationSettings
from core.translation.alignment import Alignment, align
from core.translation.engines import Engine, Hypothesis
from core.translation.postprocess import MemoryBuffer, Translation, postprocess_hypothesis, recalled
from core.translation.preprocessing import Prepared, prepare
from core.translation.routes import PIVOT, Missing, ProvidePack, Route, Routes, TranslationJob, run, windows
from core.translation.terminology.glossary import Glossary

if TYPE_CHECKING:
    from pathlib import Path

    from core.memory.store import Memory

__all__ = ["Alignment", "Engine", "Missing", "ProvidePack", "Route", "Translation", "Translator"]


_logger = logging.getLogger(__name__)

_FIRST_LOOKUP = 64
"""Sentences looked up in the memory together at first; the engine then has work while the next ones are read."""


class Translator:
    """Translates streams of sentences. One for a process: it keeps the engines loaded."""

    def __init__(self, settings: TranslationSettings, provide: ProvidePack, memory: "Memory | None" = None) -> None:
        """Raise UsageError where the settings name a glossary that cannot be read."""
        self._target = settings.target
        self._memory = memory
        self._source = settings.source
        self.glossary = self._loaded(settings.glossary)
        self._routes = Routes(settings, provide)

    @property
    def glossary_digest(self) -> str | None:
        """The SHA-256 of the terms that are forced, in hex; None without a glossary."""
        return self.glossary.digest if self.glossary else None

    def use_glossary(self, path: "Path | None") -> None:
        """Force the terms of another file, or of none, from the next sentence on; raises UsageError."""
        self.glossary = self._loaded(path)

    def _loaded(self, path: "Path | None") -> Glossary | None:
        return Glossary.load(path, self._target, self._source) if path else None

    def route(self, language: str) -> Route | Missing | None:
        """Return the engines for a language, what is missing, or None where there is nothing to translate.

        What is missing is asked for once; `forget_missing` lets it be asked for again.
        """
        return self._routes.find(language)

    @property
    def decoded(self) -> int:
        """Sentences that models have translated so far, those not yet given included; any thread may ask."""
        return self._routes.decoded

    def forget_missing(self) -> None:
        """Ask again for packs that were missing: one may have been installed since."""
        self._routes.forget_missing()

    def translate(
        self,
        sentences: Iterable[tuple[str, str]],
        cancelled: Callable[[], bool] = never,
        *,
        eager: int = 0,
    ) -> Iterator[Translation]:
        """Translate (language, text) pairs, in order, as a stream; what no engine takes comes back as it is.

        Raises Cancelled when `cancelled` says so, and PackMissing for a pack that turns out to be damaged.
        """
        flow: Iterator[_Sentence] = (self._begun(language, text) for language, text in sentences)
        # Into English, one hop always does.
        for hop in range(1 if self._target == PIVOT else 2):
            flow = self._hop(flow, hop, cancelled, eager)
        for sentence in flow:
            yield sentence.made or Translation(sentence.text, None, "source")

    def remembered(self, sentences: Iterable[tuple[str, str]]) -> list[Translation] | None:
        """Return what `translate` would give of (language, text) pairs, if the memory has all of it; else None.

        No model is loaded.
        """
        waiting = [self._begun(language, text) for language, text in sentences]
        for hop in range(2):
            for window in windows(waiting, _FIRST_LOOKUP):
                for sentence in window:
                    sentence.enter(hop)
                self._recall(window)
                for sentence in window:
                    if sentence.engine and sentence.job().text and sentence.known is None:
                        return None
                    if sentence.engine:
                        made = self._finished(sentence, sentence.engine, Hypothesis.untranslated(sentence.given))
                        sentence.made = made if sentence.made is None else through(sentence.made, made)
        return [sentence.made or Translation(sentence.text, None, "source") for sentence in waiting]

    def recall(self, engine: Engine, text: str) -> Remembered | None:
        """Return what the memory has of a text that an engine of a route would translate."""
        return self._memory.look_up(self.key(engine), engine.pair, [text])[0] if self._memory else None

    def hypotheses(self, language: str, text: str, count: int) -> list[Translation]:
        """Return up to `count` translations of one sentence, the likeliest first, and wait for them.

        Mending may make two of them one. What was corrected by hand is not asked for. Empty where no engine takes
        the language.
        """
        route = self.route(language)
        if not isinstance(route, Route):
            return []
        *before, engine = route.hops
        for first in before:
            text = first.translate_one(prepare(text, *first.pair).text).text
        prepared = prepare(text, *engine.pair)
        glossary = self.glossary if not before else None
        said = engine.hypotheses(prepared.text, count) if prepared.text else []
        return [postprocess_hypothesis(text, engine.pair[0], prepared, one, engine, glossary) for one in said]

    def align(self, language: str, text: str, translation: str) -> Alignment | None:
        """Return which words of a sentence each word of its translation came from, whoever made it.

        One pass through the model: a tenth of a second or so. None where there is no direct pack, or the sentence
        is too long for one pass.
        """
        route = self.route(language)
        if not isinstance(route, Route) or len(route.hops) > 1:
            return None
        given = prepare(text, language, literal=True).text
        attention = route.hops[0].attend(given, translation) if given else None
        if attention is None:
            return None
        return align(text, attention.source, translation, attention.target, attention.weights)

    def correct(self, language: str, text: str, translation: str | None, *, alternative: bool = False) -> str | None:
        """Remember a person's translation of a sentence, for good; with None, forget it. Return the one before.

        `alternative` says that it was chosen among what the model gave.
        Raises InputError for an empty text, and OutputError where it cannot be written or there is no memory.
        """
        if self._memory is None:
            raise OutputError("memory", "this run remembers nothing; start without --no-memory")
        pair = language, self._target
        if translation is None:
            return self._memory.forget(pair, text)
        return self._memory.correct(pair, text, translation, alternative=alternative)

    def close(self) -> None:
        """Write what is still to be remembered, and let go of the memory's file."""
        if self._memory:
            self._memory.close()

    def _begun(self, language: str, text: str) -> "_Sentence":
        route = self.route(language)
        return _Sentence(language, text, route.hops if isinstance(route, Route) else ())

    def _hop(
        self, flow: Iterable["_Sentence"], hop: int, cancelled: Callable[[], bool], eager: int
    ) -> Iterator["_Sentence"]:
        """Send each sentence through its engine of this hop, if it has one, and give it on in its turn."""
        waiting: deque[_Sentence] = deque()

        def jobs() -> Iterator[TranslationJob]:
            for window in windows(flow, eager or _FIRST_LOOKUP):
                for sentence in window:
                    sentence.enter(hop)
                self._recall(window)
                for sentence in window:
                    waiting.append(sentence)
                    yield sentence.job()

        buffer = MemoryBuffer(self._memory)
        debugged = _logger.isEnabledFor(logging.DEBUG)
        try:
            for hypothesis in run(jobs(), cancelled, eager=eager):
                sentence = waiting.popleft()
                if sentence.engine:
                    made = self._finished(sentence, sentence.engine, hypothesis, cancelled)
                    if debugged:
                        how = "remembered" if sentence.known else "translated"
                        said = {"text": f"{sentence.given} → {made.text}"}
                        _logger.debug("%s by %s, score %s", how, sentence.engine.name, made.score, extra=said)
                    if sentence.known is None and hypothesis.translated:
                        buffer.add(self.key(sentence.engine), sentence.engine.pair, sentence.given, made)
                    sentence.made = made if sentence.made is None else through(sentence.made, made)
                yield sentence
        finally:
            buffer.store()

    def key(self, engine: Engine) -> str:
        """Return all that determines what becomes of a sentence, beside the sentence."""
        return fingerprint.of_translation(engine.fingerprint, self.glossary_digest)

    def _finished(
        self, sentence: "_Sentence", engine: Engine, hypothesis: Hypothesis, cancelled: Callable[[], bool] = never
    ) -> Translation:
        if sentence.known is not None:
            return recalled(sentence.known)
        if sentence.prepared is None:
            return Translation(sentence.given, None, "source")
        # A glossary names terms of the two ends: between them there is none.
        glossary = self.glossary if len(sentence.hops) == 1 else None
        return postprocess_hypothesis(
            sentence.given, engine.pair[0], sentence.prepared, hypothesis, engine, glossary, cancelled
        )

    def _recall(self, window: list["_Sentence"]) -> None:
        """Ask the memory for the sentences of a window, all of one engine at once."""
        if not self._memory:
            return
        by_engine: dict[Engine, list[_Sentence]] = defaultdict(list)
        for sentence in window:
            if sentence.engine:
                by_engine[sentence.engine].append(sentence)
        for engine, some in by_engine.items():
            found = self._memory.look_up(self.key(engine), engine.pair, [sentence.given for sentence in some])
            for sentence, known in zip(some, found, strict=True):
                sentence.known = known


@dataclass(slots=True)
class _Sentence:
    """One sentence on its way."""

    language: str
    text: str
    hops: tuple[Engine, ...]
    made: Translation | None = None
    """What the hops so far made of it."""
    engine: Engine | None = None
    """That of the hop it is on."""
    given: str = ""
    """The text that this hop translates."""
    known: Remembered | None = None
    prepared: Prepared | None = None

    def enter(self, hop: int) -> None:
        """Begin a hop."""
        self.engine = self.hops[hop] if hop < len(self.hops) else None
        self.given = self.made.text if self.made else self.text
        self.known = self.prepared = None

    def job(self) -> TranslationJob:
        """Return what the stream has to do for it now."""
        if self.engine is None or self.known is not None:
            return TranslationJob(self.given)
        self.prepared = prepare(self.given, *self.engine.pair)
        return TranslationJob(self.prepared.text, self.engine)


def through(first: Translation, second: Translation) -> Translation:
    """Join two hops: as sure as the weaker one, with the doubts of both."""
    scores = [one.score for one in (first, second) if one.score is not None]
    return replace(
        second,
        score=min(scores, default=None),
        truncated=first.truncated or second.truncated,
        doubts=first.doubts + second.doubts,
    )

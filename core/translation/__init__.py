"""Translates sentences of any language to the target language, from the memory or with the packs that each needs."""

import logging
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from core import fingerprint
from core.article import EngineInfo, Language
from core.errors import IsCancelled, OutputError, never
from core.memory import Remembered
from core.settings import TranslationSettings
from core.translation.alignment import Alignment, align
from core.translation.engines import Ability, Engine, Hypothesis
from core.translation.postprocess import MemoryBuffer, Translation, postprocess_hypothesis, recalled
from core.translation.preprocessing import prepare
from core.translation.routes import (
    PIVOT,
    Missing,
    ProvidePack,
    Route,
    RoutedSentence,
    Routes,
    SharedTranslation,
    TranslationJob,
    nothing,
    translate_jobs,
    windows,
)
from core.translation.terminology.glossary import Glossary

if TYPE_CHECKING:
    from pathlib import Path

    from core.memory.store import Memory

__all__ = ["Alignment", "Engine", "Missing", "ProvidePack", "Route", "Translation", "Translator"]


_logger = logging.getLogger(__name__)

_FIRST_LOOKUP = 64
"""Sentences in the first lookup in the memory: few, so that the engine has work while the next ones are read."""


class Translator:
    """Translates streams of sentences. Make one per process: it keeps the engines loaded."""

    def __init__(self, settings: TranslationSettings, provide: ProvidePack, memory: "Memory | None" = None) -> None:
        """Raise UsageError if the settings name a glossary that cannot be read."""
        self._target, self._beam = settings.target, settings.beam
        self._memory = memory
        self._source = settings.source
        self.glossary = self._load_glossary(settings.glossary)
        self._routes = Routes(settings, provide)

    @property
    def glossary_digest(self) -> str | None:
        """The SHA-256 of the terms that are forced, in hex; None without a glossary."""
        return self.glossary.digest if self.glossary else None

    def use_glossary(self, path: "Path | None") -> None:
        """Use the terms of another file, or of none, from the next sentence on; raises UsageError."""
        self.glossary = self._load_glossary(path)

    def _load_glossary(self, path: "Path | None") -> Glossary | None:
        return Glossary.load(path, self._target, self._source) if path else None

    def route(self, language: str) -> Route | Missing | None:
        """Return the engines for a language, what is missing, or None if there is nothing to translate.

        A missing pack is looked for only once; after `forget_missing` it is looked for again.
        """
        return self._routes.find(language)

    def engine_info(self, language: Language | None) -> EngineInfo:
        """Return what translates an article in a language, in enough detail to reproduce it."""
        route = self.route(language.code) if language else None
        if not isinstance(route, Route):
            return EngineInfo(None, None, self._beam, target=self._target)
        return EngineInfo(
            route.pack, route.digest, self._beam, route.pivot, target=self._target, glossary=self.glossary_digest
        )

    @property
    def decoded(self) -> int:
        """Number of sentences that models have translated so far, those not yet yielded included; thread-safe."""
        return self._routes.decoded

    def forget_missing(self) -> None:
        """Look again for packs that were missing: one may have been installed since."""
        self._routes.forget_missing()

    def translate(
        self,
        sentences: Iterable[tuple[str, str]],
        cancelled: IsCancelled = never,
        *,
        eager: int = 0,
        meanwhile: Callable[[], None] = nothing,
    ) -> Iterator[Translation]:
        """Translate (language, text) pairs, in order, as a stream; what no engine translates is unchanged.

        `meanwhile` is called once, while an engine decodes the first texts; never if all are remembered. Raises
        Cancelled when `cancelled` says so, and PackMissing for a pack that turns out to be damaged.
        """
        stream: Iterator[RoutedSentence] = (self._to_sentence(language, text) for language, text in sentences)
        # Into English, one hop is always enough.
        for hop in range(1 if self._target == PIVOT else 2):
            stream = self._hop(stream, hop, cancelled, eager, nothing if hop else meanwhile)
        for sentence in stream:
            yield sentence.translation or Translation(sentence.text, None, "source")

    def remembered(self, sentences: Iterable[tuple[str, str]]) -> list[Translation] | None:
        """Return what `translate` would yield for (language, text) pairs, if the memory has all of them; else None.

        No model is loaded.
        """
        waiting = [self._to_sentence(language, text) for language, text in sentences]
        for hop in range(2):
            for window in windows(waiting, _FIRST_LOOKUP):
                for sentence in window:
                    sentence.start_hop(hop)
                self._recall(window)
                for sentence in window:
                    if sentence.engine and sentence.job().text and sentence.remembered_as is None:
                        return None
                    if sentence.engine:
                        translation = self._postprocess(
                            sentence, sentence.engine, Hypothesis.untranslated(sentence.input)
                        )
                        sentence.finish_hop(translation)
        return [sentence.translation or Translation(sentence.text, None, "source") for sentence in waiting]

    def recall(self, engine: Engine, text: str) -> Remembered | None:
        """Return what the memory has of a text that an engine of a route would translate."""
        return self._memory.look_up(self.key(engine), engine.pair, [text])[0] if self._memory else None

    def hypotheses(self, language: str, text: str, count: int) -> list[Translation]:
        """Return up to `count` translations of one sentence, the likeliest first; blocks until they are there.

        Two of them may become the same by post-editing. Corrections by hand are not looked up. Empty if no engine
        translates the language.
        """
        route = self.route(language)
        if not isinstance(route, Route):
            return []
        *before, engine = route.hops
        for first in before:
            text = self._through(first, text)
        prepared = prepare(text, *engine.pair)
        glossary = self.glossary if not before else None
        able = prepared.text and Ability.N_BEST in engine.abilities
        found = engine.hypotheses(prepared.text, count) if able else []
        return [
            postprocess_hypothesis(text, engine.pair[0], prepared, hypothesis, engine, glossary) for hypothesis in found
        ]

    @staticmethod
    def _through(engine: Engine, text: str) -> str:
        """Return the translation of a text by the first of two engines."""
        prepared = prepare(text, *engine.pair)
        hypothesis = engine.translate_one(prepared.text) if prepared.text else Hypothesis.untranslated(text)
        return postprocess_hypothesis(text, engine.pair[0], prepared, hypothesis, engine).text

    def align(self, language: str, text: str, translation: str) -> Alignment | None:
        """Return which words of a sentence each word of its translation came from; a person may have translated it.

        It takes one pass through the model, about a tenth of a second. None if there is no direct pack, its engine
        cannot align, or the sentence is too long for one pass.
        """
        route = self.route(language)
        if not isinstance(route, Route) or len(route.hops) > 1:
            return None
        [engine] = route.hops
        prepared = prepare(text, language, literal=True).text
        able = prepared and Ability.ALIGNMENT in engine.abilities
        attention = engine.attend(prepared, translation) if able else None
        if attention is None:
            return None
        return align(text, attention.source, translation, attention.target, attention.weights)

    def correct(self, language: str, text: str, translation: str | None, *, alternative: bool = False) -> str | None:
        """Store a person's translation of a sentence permanently, or with None remove it; return the previous one.

        `alternative` says that the person chose it among the model's hypotheses. Raises InputError for an empty text,
        and OutputError if it cannot be written or there is no memory.
        """
        if self._memory is None:
            raise OutputError("memory", "this run remembers nothing; start without --no-memory")
        pair = language, self._target
        if translation is None:
            return self._memory.forget(pair, text)
        return self._memory.correct(pair, text, translation, alternative=alternative)

    def close(self) -> None:
        """Write the translations that are not stored yet, and close the memory's file."""
        if self._memory:
            self._memory.close()

    def _to_sentence(self, language: str, text: str) -> RoutedSentence:
        route = self.route(language)
        return RoutedSentence(language, text, route.hops if isinstance(route, Route) else ())

    def _hop(
        self,
        stream: Iterable[RoutedSentence],
        hop: int,
        cancelled: IsCancelled,
        eager: int,
        meanwhile: Callable[[], None],
    ) -> Iterator[RoutedSentence]:
        """Translate each sentence with its engine of this hop, if it has one; yield the sentences in their order."""
        waiting: deque[RoutedSentence] = deque()
        shared: dict[tuple[int, str], SharedTranslation] = {}

        def jobs() -> Iterator[TranslationJob]:
            for window in windows(stream, eager or _FIRST_LOOKUP):
                for sentence in window:
                    sentence.start_hop(hop)
                    sentence.share(shared)
                self._recall([sentence for sentence in window if not sentence.repeated])
                for sentence in window:
                    waiting.append(sentence)
                    yield sentence.job()

        buffer = MemoryBuffer(self._memory)
        debug = _logger.isEnabledFor(logging.DEBUG)
        try:
            for hypothesis in translate_jobs(jobs(), cancelled, eager=eager, meanwhile=meanwhile):
                sentence = waiting.popleft()
                if sentence.repeated and sentence.shared.translation:
                    sentence.finish_hop(sentence.shared.translation)
                elif sentence.engine:
                    translation = self._postprocess(sentence, sentence.engine, hypothesis, cancelled)
                    sentence.shared.translation = translation
                    if debug:
                        how = "remembered" if sentence.remembered_as else "translated"
                        wire_text = {"text": f"{sentence.input} → {translation.text}"}
                        _logger.debug(
                            "%s by %s, score %s", how, sentence.engine.name, translation.score, extra=wire_text
                        )
                    if sentence.remembered_as is None and hypothesis.translated:
                        buffer.add(self.key(sentence.engine), sentence.engine.pair, sentence.input, translation)
                    sentence.finish_hop(translation)
                yield sentence
        finally:
            buffer.store()

    def key(self, engine: Engine) -> str:
        """Return the memory key of an engine: all that determines a translation beside the sentence."""
        return fingerprint.of_translation(engine.fingerprint, self.glossary_digest)

    def _postprocess(
        self, sentence: RoutedSentence, engine: Engine, hypothesis: Hypothesis, cancelled: IsCancelled = never
    ) -> Translation:
        if sentence.remembered_as is not None:
            return recalled(sentence.remembered_as)
        if sentence.prepared is None:
            return Translation(sentence.input, None, "source")
        # A glossary has terms of the first and the last language; it does not apply between.
        glossary = self.glossary if len(sentence.hops) == 1 else None
        return postprocess_hypothesis(
            sentence.input, engine.pair[0], sentence.prepared, hypothesis, engine, glossary, cancelled
        )

    def _recall(self, window: list[RoutedSentence]) -> None:
        """Look up the sentences of a window in the memory, with one query for each engine."""
        if not self._memory:
            return
        by_engine: dict[Engine, list[RoutedSentence]] = defaultdict(list)
        for sentence in window:
            if sentence.engine:
                by_engine[sentence.engine].append(sentence)
        for engine, some in by_engine.items():
            found = self._memory.look_up(self.key(engine), engine.pair, [sentence.input for sentence in some])
            for sentence, remembered_as in zip(some, found, strict=True):
                sentence.remembered_as = remembered_as

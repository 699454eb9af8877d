"""Routes: the packs that translate from a language to the target, one or two, and how sentences go through them."""

import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TypeVar

from core.article import UNKNOWN
from core.errors import IsCancelled, PackMissing, never
from core.memory import Remembered
from core.packs import Pack
from core.settings import TranslationSettings
from core.translation.engines import READ_AHEAD, Engine, Hypothesis, Session
from core.translation.engines.ctranslate2 import CTranslate2Engine
from core.translation.postprocess import Translation
from core.translation.preprocessing import Prepared, prepare

_logger = logging.getLogger(__name__)

PIVOT = "en"
"""The pivot language, used where there is no direct pack: nearly every language has packs from and to it."""

ProvidePack = Callable[[str, str], Pack]
"""Return the pack for a source and a target language, downloading it if needed; raises PackMissing if there is none."""


@dataclass(frozen=True, slots=True)
class Route:
    """The engines that a sentence goes through, one after the other."""

    hops: tuple[Engine, ...]

    @property
    def pack(self) -> str:
        """The packs' names."""
        return " + ".join(engine.name for engine in self.hops)

    @property
    def digest(self) -> str:
        """The packs' digests."""
        return " + ".join(engine.digest for engine in self.hops)

    @property
    def pivot(self) -> str | None:
        """The pivot language, if there is one."""
        return PIVOT if len(self.hops) > 1 else None


@dataclass(frozen=True, slots=True)
class Missing:
    """A language for which there is no route, and why."""

    language: str
    reason: PackMissing


class Routes:
    """Finds and caches each language's route; there is one engine for each pack in a process."""

    def __init__(self, settings: TranslationSettings, provide: ProvidePack) -> None:
        self._settings = settings
        self._provide = provide
        self._engines: dict[tuple[str, str], Engine] = {}
        self._routes: dict[str, Route | Missing] = {}
        self._lock = threading.Lock()

    def find(self, language: str) -> Route | Missing | None:
        """Return a language's route, what is missing, or None if there is nothing to translate."""
        if language in (self._settings.target, UNKNOWN):
            return None
        with self._lock:
            if language not in self._routes:
                self._routes[language] = self._find_route(language, self._settings.target)
            return self._routes[language]

    @property
    def decoded(self) -> int:
        """Texts that the engines have decoded so far."""
        return sum(engine.decoded for engine in list(self._engines.values()))

    def forget_missing(self) -> None:
        """Look again for packs that were missing, and in place of those that were removed since.

        One may have been installed meanwhile, or replaced by a newer one.
        """
        with self._lock:
            self._engines = {
                pair: engine
                for pair, engine in self._engines.items()
                if engine.pack is None or engine.pack.path.exists()
            }
            left = {id(engine) for engine in self._engines.values()}
            self._routes = {
                code: found
                for code, found in self._routes.items()
                if isinstance(found, Route) and all(id(engine) in left for engine in found.hops)
            }

    def _find_route(self, source: str, target: str) -> Route | Missing:
        try:
            return Route((self._engine(source, target),))
        except PackMissing as direct:
            if PIVOT in (source, target):
                return Missing(source, direct)
            try:
                return Route((self._engine(source, PIVOT), self._engine(PIVOT, target)))
            except PackMissing as pivot:
                return Missing(source, pivot)

    def _engine(self, source: str, target: str) -> Engine:
        if (source, target) not in self._engines:
            pack = self._provide(source, target)
            _logger.debug("%s-%s goes through the pack %s", source, target, pack.name)
            self._engines[source, target] = engine_of(pack, self._settings)
        return self._engines[source, target]


def engine_of(pack: Pack, settings: TranslationSettings, beam: int | None = None) -> Engine:
    """Return a new engine for a pack; `beam` overrides the settings' beam size."""
    if pack.engine == "firefox":
        from core.translation.engines.firefox import FirefoxEngine

        return FirefoxEngine(pack, workers=workers(settings))
    return CTranslate2Engine(pack, beam=beam or settings.beam, workers=workers(settings), device=settings.device)


def workers(settings: TranslationSettings) -> int:
    """Return the number of batches that an engine decodes at a time."""
    return settings.threads or os.cpu_count() or 1


_GROWTH = 4

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class TranslationJob:
    """One text and the engine that translates it; without an engine it is passed through, in order."""

    text: str
    engine: Engine | None = None


def windows(items: Iterable[Item], first: int) -> Iterator[list[Item]]:
    """Yield the items in lists: `first` of them, then four times as many, and so on up to `READ_AHEAD`."""
    stream, size = iter(items), first
    while window := list(islice(stream, size)):
        yield window
        size = min(_GROWTH * size, READ_AHEAD)


def nothing() -> None:
    """Do nothing meanwhile."""


def translate_jobs(
    jobs: Iterable[TranslationJob],
    cancelled: IsCancelled = never,
    *,
    eager: int = 0,
    meanwhile: Callable[[], None] = nothing,
) -> Iterator[Hypothesis]:
    """Yield the hypothesis of each job, in order, as soon as it is ready.

    The first `eager` jobs are translated as soon as possible, and few others are read before they are ready; 0 gives
    the best throughput. `meanwhile` is called once, while the first texts are being decoded. Raises Cancelled soon
    after `cancelled` says so; the results of running batches are discarded.
    """
    stream = iter(jobs)
    sessions: dict[int, Session] = {}
    waiting: deque[Session | Hypothesis] = deque()
    ahead = eager or READ_AHEAD
    given, begun = 0, False
    try:
        while True:
            wanted = ahead - len(waiting)
            for job in islice(stream, wanted):
                wanted -= 1
                if job.engine is None:
                    waiting.append(Hypothesis.untranslated(job.text))
                    continue
                if id(job.engine) not in sessions:
                    sessions[id(job.engine)] = job.engine.open_session(eager=eager)
                session = sessions[id(job.engine)]
                session.put(job.text)
                waiting.append(session)
            if not waiting:
                return
            if wanted:
                for session in sessions.values():
                    session.end()
            if sessions and not begun:
                begun = True
                for session in sessions.values():
                    session.start()
                meanwhile()
            due = waiting.popleft()
            yield due.take(cancelled) if isinstance(due, Session) else due
            given += 1
            if given >= ahead:
                ahead = min(_GROWTH * ahead, READ_AHEAD)
    finally:
        for session in sessions.values():
            session.close()


_MAX_SHARED = 4096
"""Maximum texts of a stream whose translations are kept for other sentences with the same text."""


@dataclass(slots=True)
class SharedTranslation:
    """What one engine makes of one text, for all sentences of a stream that have it."""

    translation: Translation | None = None
    """None until the first of them is translated; the others come after it."""


@dataclass(slots=True)
class RoutedSentence:
    """The state of one sentence while it goes through its hops."""

    language: str
    text: str
    hops: tuple[Engine, ...]
    translation: Translation | None = None
    """The result of the hops so far; None before the first."""
    engine: Engine | None = None
    """The engine of the current hop; None if it has no such hop."""
    input: str = ""
    """The input text of the current hop."""
    remembered_as: Remembered | None = None
    prepared: Prepared | None = None
    shared: SharedTranslation = field(default_factory=SharedTranslation)
    repeated: bool = False
    """Whether an earlier sentence has the same input and engine, and so the same translation."""

    def start_hop(self, hop: int) -> None:
        """Make a hop the current one."""
        self.engine = self.hops[hop] if hop < len(self.hops) else None
        self.input = self.translation.text if self.translation else self.text
        self.remembered_as = self.prepared = None

    def share(self, known: dict[tuple[int, str], SharedTranslation]) -> None:
        """Share the current hop's result with the sentences in `known` that have the same input and engine."""
        found = known.get((id(self.engine), self.input)) if self.engine else None
        self.repeated, self.shared = found is not None, found or SharedTranslation()
        if self.engine and not self.repeated:
            if len(known) >= _MAX_SHARED:
                del known[next(iter(known))]
            known[id(self.engine), self.input] = self.shared

    def finish_hop(self, translation: Translation) -> None:
        """Add the result of the current hop to that of the hops before."""
        self.translation = translation if self.translation is None else join_hops(self.translation, translation)

    def job(self) -> TranslationJob:
        """Return the job for the current hop; one without an engine where nothing is left to translate."""
        if self.engine is None or self.remembered_as is not None or self.repeated:
            return TranslationJob(self.input)
        self.prepared = prepare(self.input, *self.engine.pair)
        return TranslationJob(self.prepared.text, self.engine)


def join_hops(first: Translation, second: Translation) -> Translation:
    """Join two hops: as sure as the weaker one, with the doubts of both."""
    scores = [translation.score for translation in (first, second) if translation.score is not None]
    return replace(
        second,
        score=min(scores, default=None),
        truncated=first.truncated or second.truncated,
        doubts=first.doubts + second.doubts,
    )

"""Sentences of any language to the target language: which pack each needs, and the one stream through them."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.article import UNKNOWN
from core.errors import PackMissing
from core.packs import Pack, open_model
from core.settings import TranslationSettings
from core.translation.engine import Engine, Hypothesis
from core.translation.stream import Job, Stream, never

ProvidePack = Callable[[str, str], Pack]
"""Give the pack for a source and a target language, getting it if need be; raise PackMissing where there is none."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A language that nothing here translates, and why."""

    language: str
    reason: PackMissing


class Translator:
    """Opens a pack when a sentence first needs it, and keeps it: one loaded model a pair and process."""

    def __init__(self, settings: TranslationSettings, provide: ProvidePack) -> None:
        self._settings = settings
        self._provide = provide
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
                    model = open_model(pack, workers=self._workers, device=self._settings.device)
                    self._engines[language] = Engine(model, beam=self._settings.beam)
                except PackMissing as error:
                    self._engines[language] = Missing(language, error)
            return self._engines[language]

    def forget_missing(self) -> None:
        """Ask again for packs that were missing: one may have been installed since."""
        with self._lock:
            self._engines = {code: found for code, found in self._engines.items() if isinstance(found, Engine)}

    def translate(
        self, sentences: Iterable[tuple[str, str]], cancelled: Callable[[], bool] = never
    ) -> Iterator[Hypothesis]:
        """Translate (language, text) pairs, in order, as a stream; what no engine takes comes back as it is.

        Raises Cancelled when `cancelled` says so.
        """
        return self._stream.run((self._job(language, text) for language, text in sentences), cancelled)

    def _job(self, language: str, text: str) -> Job:
        engine = self.route(language)
        return Job(text, engine if isinstance(engine, Engine) else None)

"""Reads and translates the wires.

The workers are threads that only post messages; the screen decides what to do about them. Heavy modules and models are
loaded when first needed.
"""

import contextlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from core.errors import Cancelled, DepecheError, IsCancelled, PackMissing
from core.pack_source import NotInstalledError
from tui.workers.open import Awaited, MessageBatch, Read, read_input

if TYPE_CHECKING:
    from core.article import Article, Sentence
    from core.brief import Brief, Briefer
    from core.pack_source import Offer, PackSource
    from core.settings import Settings
    from core.summary import Summary

_logger = logging.getLogger(__name__)

_NICE = 10
"""The niceness of the engine's threads: with as many threads as cores, keys would have to wait."""
_LAST = 0.1
"""Seconds that quitting waits for a cancelled worker, which checks every few milliseconds."""
_BREATH = 0.004
"""Seconds that the background work pauses between two wires: it holds Python's lock, which keys need too."""


_LINUX = sys.platform == "linux"


def lower_priority() -> None:
    """Lower the priority of this thread, and of those that it starts.

    On Linux each thread has its own niceness; elsewhere it is that of the process, and is not changed.
    """
    if _LINUX:
        with contextlib.suppress(OSError):
            os.nice(_NICE)


class TranslationWorker(Widget):
    """The workers that read and translate."""

    DEFAULT_CSS = "TranslationWorker { display: none; }"

    @dataclass
    class InputsRead(Awaited):
        """Inputs were found, and read or failed."""

        entries: list[Read]
        last: bool = False
        """Whether there will be no more."""

    @dataclass
    class Prepared(Awaited):
        """Some wires were prepared: languages and sentences."""

        articles: "list[tuple[int, Article]]"

    @dataclass
    class Translated(Awaited):
        """More sentences of a wire are done."""

        number: int
        sentences: "list[Sentence]"

    class Titled(Message):
        """The requested headlines are done, as far as possible."""

    @dataclass
    class Finished(Message):
        """A wire is done."""

        number: int
        brief: "Brief"

    @dataclass
    class NoPack(Message):
        """A wire's language has no pack, or none that works."""

        number: int
        pair: str
        """Such as `es-en`."""
        problem: str
        """What is wrong with the installed pack; empty if there is none."""
        offer: "Offer | None"
        summary: "Summary | None" = None
        """Of the source, which needs no pack."""

    @dataclass
    class Failed(Message):
        """A wire cannot be translated."""

        number: int
        problem: str

    @dataclass
    class Warned(Message):
        """The memory does not work; translation continues without it."""

        text: str

    def __init__(self, settings: "Settings", inputs: Sequence[str], packs: "PackSource") -> None:
        super().__init__()
        self._settings = settings
        self._inputs = inputs
        self._packs = packs
        self._lock = threading.Lock()
        self._made: Briefer | None = None
        self._articles: dict[int, Article] = {}
        self._look_again = threading.Event()
        self._idle = threading.Event()
        self._idle.set()

    @work(thread=True, exclusive=True, exit_on_error=False, group="reading", description="reading")
    def read(self) -> None:
        """Find and read the inputs, then detect their languages."""
        from core.inputs import discover

        worker = get_current_worker()
        articles: list[Article | None] = []
        with self._gathered(self.InputsRead) as batch:
            for entry in discover(self._inputs, self._settings):
                if worker.is_cancelled:
                    return
                for result in read_input(entry):
                    articles.append(result.article)
                    batch.add(result)
        self.post_message(self.InputsRead([], last=True))
        with self._gathered(self.Prepared) as batch:
            for number, article in enumerate(articles):
                if worker.is_cancelled:
                    return
                if article is not None:
                    batch.add((number, self._prepare(number, article)))
                    time.sleep(_BREATH)

    @work(thread=True, exclusive=True, exit_on_error=False, group="translation", description="translation")
    def translate(self, number: int, article: "Article", done: "dict[str, Sentence]") -> None:
        """Translate the missing sentences of a wire, and finish it."""
        worker = get_current_worker()
        self._idle.clear()
        try:
            self._translate(number, article, done, lambda: worker.is_cancelled)
        except Cancelled:
            return
        except DepecheError as error:
            self.post_message(self.Failed(number, str(error)))
        except Exception as error:
            _logger.exception("translating %s failed", article.source.path)
            self.post_message(self.Failed(number, f"{type(error).__name__}: {error}"))
        finally:
            self._idle.set()

    @work(thread=True, exclusive=True, exit_on_error=False, group="translation", description="headlines")
    def title(self, wires: "Sequence[tuple[int, Article]]") -> None:
        """Translate only the headlines of some wires."""
        from tui.wire import head_of

        worker = get_current_worker()
        self._idle.clear()
        try:
            briefer = self.briefer()
            prepared = [(number, self._prepare(number, article)) for number, article in wires]
            self.post_message(self.Prepared(prepared))
            self._load(briefer, [article for _, article in prepared])
            numbers, heads = {}, []
            for number, article in prepared:
                if not briefer.missing(article):
                    names = {sentence.id for sentence in head_of(article)}
                    heads.append(article.only(names))
                    numbers[id(heads[-1])] = number
            for head, sentence in briefer.translate_many(heads, lambda: worker.is_cancelled):
                self.post_message(self.Translated(numbers[id(head)], [sentence]))
        except Cancelled:
            return
        except Exception:
            _logger.exception("translating headlines failed")
        finally:
            self._idle.set()
        if not worker.is_cancelled:
            self.post_message(self.Titled())

    def put_away(self) -> None:
        """Save the latest translations to memory; waits only briefly."""
        self._idle.wait(_LAST)
        if self._made:
            self._made.translator.close()

    def look_again(self) -> None:
        """Look for missing packs again before the next wire."""
        self._look_again.set()

    def _translate(self, number: int, article: "Article", done: "dict[str, Sentence]", cancelled: IsCancelled) -> None:
        briefer = self.briefer()
        if self._look_again.is_set():
            self._look_again.clear()
            briefer.forget_missing()
        article = self._prepare(number, article)
        self.post_message(self.Prepared([(number, article)]))
        if missing := briefer.missing(article):
            self._no_pack(number, article, missing.reason)
            return
        if cancelled():
            raise Cancelled(article.source.path)
        brief = briefer.remembered(article)
        if brief is None:
            self._load(briefer, [article])
            brief = self._followed(briefer, number, article, done, cancelled)
        self.post_message(self.Finished(number, brief))

    def _followed(
        self,
        briefer: "Briefer",
        number: int,
        article: "Article",
        done: "dict[str, Sentence]",
        cancelled: IsCancelled,
    ) -> "Brief":
        from core.brief import Brief

        with self._gathered(lambda sentences: self.Translated(number, sentences)) as batch:

            def waiting() -> bool:
                # Called every few milliseconds while the engine computes: time to send results.
                batch.send_due()
                return cancelled()

            for result in briefer.follow(article, done, waiting):
                if isinstance(result, Brief):
                    return result
                batch.add(result)
                # If a sentence occurs many times, the other results come without a check for cancellation.
                if cancelled():
                    raise Cancelled(article.source.path)
        raise Cancelled(article.source.path)

    def _no_pack(self, number: int, article: "Article", reason: PackMissing) -> None:
        from core.summary import summarise

        source, _, target = reason.what.partition("-")
        # The user must see a download and be able to cancel it: another widget does it.
        here = not isinstance(reason, NotInstalledError)
        offer = None if here else self._packs.offer(source, target)
        summary = summarise(article, self._settings.summary)
        self.post_message(self.NoPack(number, reason.what, str(reason) if here else "", offer, summary))

    @staticmethod
    def _load(briefer: "Briefer", articles: "Sequence[Article]") -> None:
        """Load the models in a thread of low priority, which the engine's threads and processes inherit.

        The memory can be used meanwhile.
        """
        codes = {article.language.code for article in articles if article.language}
        hops = {engine for code in codes for engine in getattr(briefer.translator.route(code), "hops", ())}
        waiting = [engine for engine in hops if not engine.loaded]
        for engine in hops:
            engine.stand_back()

        def load() -> None:
            lower_priority()
            try:
                for engine in waiting:
                    engine.load()
            except Exception:
                _logger.warning("the model could not be loaded ahead", exc_info=True)

        if waiting and _LINUX:
            threading.Thread(target=load, daemon=True).start()

    def briefer(self) -> "Briefer":
        """Return the pipeline, created on first use, in any thread."""
        from core.brief import Briefer

        with self._lock:
            if self._made is None:
                self._made = Briefer(self._settings, self._packs.installed, self._warn)
                glossary = self._made.translator.glossary
                if glossary and (shortened := glossary.shortened):
                    self._warn(shortened)
            return self._made

    def _warn(self, text: str) -> None:
        self.post_message(self.Warned(text))

    def _prepare(self, number: int, article: "Article") -> "Article":
        briefer = self.briefer()
        with self._lock:
            if number not in self._articles:
                self._articles[number] = briefer.prepare(article)
            return self._articles[number]

    @contextmanager
    def _gathered(self, message: Callable[[list[Any]], Message]) -> "Iterator[MessageBatch]":
        """Yield a batch that is sent now and then, and at the end even after an error."""
        batch = MessageBatch(message, self.post_message)
        try:
            yield batch
        finally:
            batch.send()

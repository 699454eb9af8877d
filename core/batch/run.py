"""Batch: one run over many inputs, as a stream of events."""

import contextlib
import errno
import logging
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from core.batch import Done, Event, Failed, Job, Notice, PassedOver, WorkItem
from core.batch.journal import Journal, Record, digest_of_bytes
from core.batch.producer import Failure, Fingerprint, Producer, Product
from core.batch.select import Selection
from core.brief import Briefer
from core.errors import InputError, OutputError
from core.files import write_whole
from core.library.writer import LibraryWriter
from core.messages import Message
from core.settings import Settings

if TYPE_CHECKING:
    from core.library import MarkChanges

_logger = logging.getLogger(__name__)

ProduceBriefs = Callable[[Iterable[WorkItem], Callable[[], bool]], Iterator[Product | Failure]]
"""Turns entries into products: a `Producer` in this process, or a cluster. The function returns whether the run is
cancelled."""

_MAX_QUEUED: Final = 64
"""Maximum events and products that wait to be written, to bound the memory used."""
_POLL: Final = 0.1
_FAREWELL: Final = 0.1
"""Seconds to wait for the engine's thread if the process is about to end: a batch of sentences takes many seconds."""
_PERSISTENT_ERRORS: Final = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO}
"""Errors that would occur for the next file too."""


def keeps_library(job: Job, settings: Settings) -> bool:
    """Whether a job stores its briefs in the library."""
    return settings.library.size > 0 and not job.dry


class Batch:
    """One run. The engine works in a separate thread, so that it never waits for the disk."""

    def __init__(self, job: Job, briefer: Briefer, producer: ProduceBriefs | None = None) -> None:
        self._job = job
        self._briefer = briefer
        library = keeps_library(job, briefer.settings)
        self._producer = producer or Producer(briefer, job.formats, library=library, template=job.template)
        self._library = LibraryWriter(briefer.settings, self._warn)
        self._leaving = False
        self._cancelled = threading.Event()
        self._events: queue.Queue[Event | Product | Failure | BaseException | None] = queue.Queue(_MAX_QUEUED)
        self._fingerprint = Fingerprint(briefer, job.template)
        self._warnings: list[str] = []

    def cancel(self, *, leaving: bool = False) -> None:
        """End at once and leave the articles in progress to another run; thread-safe.

        With `leaving`, the caller ends the process soon: the run does not wait for the engine's thread, which goes on
        until then.
        """
        self._leaving = leaving
        self._cancelled.set()
        with contextlib.suppress(queue.Full):  # where it is full, nobody waits
            self._events.put_nowait(None)

    @property
    def decoded(self) -> int:
        """Number of sentences that models have translated; 0 if it is unknown, as on a cluster."""
        return self._briefer.translator.decoded

    def run(self) -> Iterator[Event]:
        """Do the job, and yield the events as they happen.

        Raises OutputError if the output folder cannot be written (finished articles are kept), and PackMissing
        for a damaged pack.
        """
        places = self._briefer.settings.places
        private = self._briefer.settings.private
        with Journal(self._job.output, places.journals, self._warn, dry=self._job.dry, private=private) as journal:
            selection = Selection(self._job, self._briefer, journal, self._put, self._library.ready)
            worker = threading.Thread(target=self._work, args=(selection,), name="batch", daemon=True)
            worker.start()
            try:
                while (event := self._events.get()) is not None and not self._cancelled.is_set():
                    yield from self._notices()
                    if isinstance(event, BaseException):
                        raise event
                    if isinstance(event, Product):
                        yield from self._write(event, journal)
                    elif isinstance(event, Failure):
                        journal.failed(event.target, event.reason)
                        _logger.info("%s failed", event.path, extra={"text": event.reason})
                        yield Failed(event.path, InputError(event.path, event.reason))
                    else:
                        yield event
                self._library.close()
                yield from self._notices()
            finally:
                self._cancelled.set()
                worker.join(_FAREWELL if self._leaving else None)
                self._library.close()
                if not worker.is_alive():
                    self._briefer.translator.close()

    def _work(self, selection: Selection) -> None:
        """Read, translate and make the products; runs in the worker thread."""
        failure: list[BaseException] = []

        def entries() -> Iterator[WorkItem]:
            try:
                yield from selection.entries(self._cancelled.is_set)
            except Exception as error:
                _logger.info("reading ended early", exc_info=True)
                failure.append(error)

        try:
            if self._job.dry:
                for entry in entries():
                    self._put(_dry_event(entry))
            else:
                for product in self._producer(entries(), self._cancelled.is_set):
                    self._put(product)
        except BaseException as error:
            _logger.info("the batch ended early", exc_info=True)
            failure.append(error)
        self._put(failure[0] if failure else None)

    def _put(self, event: Event | Product | Failure | BaseException | None) -> None:
        while not self._cancelled.is_set():
            try:
                self._events.put(event, timeout=_POLL)
            except queue.Full:
                continue
            return

    def _write(self, product: Product, journal: Journal) -> Iterator[Event]:
        if self._job.rules and "mute" in product.acts:
            yield PassedOver(product.path, Message("muted by a rule of the settings"))
            return
        fingerprint, formats = self._fingerprint.of(product.languages), dict.fromkeys(self._job.formats)
        before = journal.record(product.target)
        promised = {
            name: digest_of_bytes(data) for name, (_, data) in zip(self._job.formats, product.files, strict=True)
        }
        unkept = bool(before and before.unkept)
        if before and (before.sha256, before.fingerprint) == (product.sha256, fingerprint):
            formats |= dict.fromkeys(before.formats)
            promised = {**before.promised, **promised}
        acted = product.acts if self._job.rules else ()
        marks: MarkChanges = {"starred": True} if "star" in acted else {}
        if "mark" in acted:
            marks["marked"] = True
        # Before the files are written: existing files count as done.
        kept = (
            self._library.put(product.row, partial(journal.kept, product.target), marks) if product.row else not unkept
        )
        record = Record(
            product.target, product.sha256, product.languages, fingerprint, tuple(formats), promised, not kept
        )
        journal.promise(record)
        try:
            for suffix, data in product.files:
                write_whole(self._job.output / f"{product.target}{suffix}", data, journal.drafts)
        except OutputError as error:
            if isinstance(error.__cause__, OSError) and error.__cause__.errno in _PERSISTENT_ERRORS:
                raise
            journal.failed(product.target, error.problem)
            yield Failed(product.path, error)
            return
        figures = product.words, product.sentences, product.doubts
        yield Done(product.path, product.target, product.language, *figures, acted, product.watches)

    def _warn(self, text: str) -> None:
        self._warnings.append(text)

    def _notices(self) -> Iterator[Event]:
        while self._warnings:
            yield Notice("batch", self._warnings.pop(0))


def _dry_event(entry: WorkItem) -> Done:
    """Return the event with which a dry run reports an article that would be done."""
    article = entry.article
    language = article.language.code if article.language else ""
    return Done(entry.path, entry.target, language, len(article.text.split()), len(article.sentences), 0)

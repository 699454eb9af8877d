"""Selects the articles to process, as a stream; articles that are done already are skipped."""

import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from core.article import UNKNOWN, Article
from core.batch import Event, Failed, Job, Kept, NoPack, Notice, PassedOver, WorkItem
from core.batch.journal import Journal, Record, digest_of_file
from core.batch.producer import Fingerprint
from core.batch.read_ahead import Opened, ReadAhead
from core.brief import Briefer
from core.conditions import Wording, acts
from core.errors import DepecheError, InputError, never
from core.export import FORMATS
from core.inputs import discover
from core.library.tables import day_of
from core.messages import Message
from core.reading import Input, arrived

_logger = logging.getLogger(__name__)

_STDIN = "-"


class Selection:
    """Yields the entries of a job, and reports all other articles as events."""

    def __init__(
        self,
        job: Job,
        briefer: Briefer,
        journal: Journal,
        report: Callable[[Event], None],
        library_ready: Callable[[], bool] = never,
    ) -> None:
        """`library_ready` returns whether the library can store the briefs that it does not have yet."""
        self._job = job
        self._briefer = briefer
        self._journal = journal
        self._report = report
        self._library_ready = library_ready
        self._fingerprint = Fingerprint(briefer, job.template)
        self._missing_reported: set[str] = set()
        self._selected = 0
        self._output = os.path.realpath(job.output)

    def entries(self, stopped: Callable[[], bool]) -> Iterator[WorkItem]:
        """Yield the entries until `stopped` returns true. Raises OutputError for the journal."""
        with ReadAhead(self._job.jobs) as read_ahead:
            for opened, articles in read_ahead.read(self._inputs_to_read(stopped)):
                if self._limit_reached or stopped():
                    return
                yield from self._entries_of(opened, articles, stopped)

    def _inputs_to_read(self, stopped: Callable[[], bool]) -> Iterator[Opened]:
        """Yield the inputs to read, and report the others."""
        for found in self._inputs():
            if self._limit_reached or stopped():
                return
            if isinstance(found, InputError):
                self._report(Failed(found.what, found))
            elif not self._is_own_output(found) and (opened := self._open_input(found)):
                yield opened

    def _inputs(self) -> Iterator[Input | InputError]:
        settings, root = self._briefer.settings, self._job.root
        if root is None:
            return discover(self._job.names, settings)
        return arrived(
            self._job.names, root, offline=settings.offline, follow=settings.follow, encoding=settings.encoding
        )

    def _is_own_output(self, found: Input) -> bool:
        """Whether an input is a brief of this batch: the output folder may be within an input folder."""
        path = os.path.realpath(found.path)
        if found.remote or not path.startswith(os.path.join(self._output, "")):
            return False
        if path.endswith(found.relative) and self._output.startswith(path.removesuffix(found.relative)):
            return True
        name = path.removeprefix(os.path.join(self._output, ""))
        return any(
            name.endswith(form.suffix) and self._journal.knows(name.removesuffix(form.suffix))
            for form in FORMATS.values()
        )

    @property
    def _limit_reached(self) -> bool:
        return self._job.limit is not None and self._selected >= self._job.limit

    def _open_input(self, found: Input) -> Opened | None:
        """Return an input with its bytes, if it is a file; None if it is done already or cannot be read."""
        key = found.path if found.remote or found.path == _STDIN else os.path.abspath(found.path)
        if found.remote:
            return Opened(found, key, None, "")
        try:
            data = found.data()
        except InputError as error:
            self._fail(found, key, error)
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        if records := self._current_records(key, sha256):
            for record in records:
                self._report(Kept(found.path, record.target))
            return None
        return Opened(found, key, data, sha256)

    def _entries_of(
        self, opened: Opened, found: Iterator[tuple[Input, Article]], stopped: Callable[[], bool]
    ) -> Iterator[WorkItem]:
        articles = 0
        try:
            for numbered, article in found:
                articles += 1
                if self._limit_reached or stopped():
                    return
                yield from self._article(numbered, opened.key, article)
            if opened.data is not None:
                self._journal.read(opened.key, opened.sha256, articles)
        except InputError as error:
            self._fail(opened.input, opened.key, error)
        except DepecheError:
            raise
        except Exception as error:
            _logger.exception("reading %s failed", opened.input.path)
            failed = InputError(
                opened.input.path, "failed inside ({kind}: {error})", kind=type(error).__name__, error=error
            )
            self._fail(opened.input, opened.key, failed)

    def _fail(self, found: Input, key: str, error: InputError) -> None:
        self._journal.failed(self._journal.claim(key, found.relative), error.problem)
        self._report(Failed(found.path, error))

    def _article(self, found: Input, key: str, article: Article) -> Iterator[WorkItem]:
        if article.source.note:
            self._report(Notice(found.path, article.source.note))
        if self._job.since and (day := _day(article, found)) and day < self._job.since:
            self._report(PassedOver(found.path, Message("of {day}", day=day)))
            return
        article = self._briefer.prepare(article)
        code = article.language.code if article.language else UNKNOWN
        if self._job.language not in (None, code):
            self._report(PassedOver(found.path, Message("language {code}", code=code)))
            return
        early = [rule for rule in self._briefer.settings.rules if not rule.needs_translation]
        if self._job.rules and "mute" in acts(early, Wording.of(article)):
            self._report(PassedOver(found.path, Message("muted by a rule of the settings")))
            return
        target = self._journal.claim(key, found.relative)
        record = self._journal.record(target)
        if record and record.sha256 == article.source.sha256 and self._is_current(record):
            self._report(Kept(found.path, target))
            return
        if record:
            self._report_changed(record)
        self._report_missing_pack(article, code)
        self._selected += 1
        yield WorkItem(found.path, key, target, article)

    def _current_records(self, key: str, sha256: str) -> list[Record]:
        """Return the records of an input if it is done and up to date; else an empty list."""
        records = self._journal.finished(key, sha256)
        return records if all(map(self._is_current, records)) else []

    def _is_current(self, record: Record) -> bool:
        """Whether a record is up to date: the same brief would result, and its files are unchanged."""
        if (
            self._job.again
            or not set(self._job.formats) <= set(record.formats)
            or self._fingerprint.of(record.languages) != record.fingerprint
            or (record.unkept and self._library_ready())
        ):
            return False
        return all(self._is_intact(record, name) for name in self._job.formats)

    def _report_changed(self, record: Record) -> None:
        for name in self._job.formats:
            path = self._path(record, name)
            if name in record.formats and not self._is_intact(record, name) and os.path.lexists(path):
                self._report(Notice(str(path), Message("was changed or cut since it was written; it is made again")))

    def _is_intact(self, record: Record, name: str) -> bool:
        """Whether the file of a format exists unchanged since it was written."""
        promise, path = record.promised.get(name), self._path(record, name)
        try:
            # A pipe, or a link to a device, would never end.
            if not path.is_file():
                return False
            if promise is None:
                return path.stat().st_size > 0
            with path.open("rb") as file:
                return digest_of_file(file) == promise
        except OSError:
            return False

    def _path(self, record: Record, name: str) -> Path:
        return self._job.output / f"{record.target}{FORMATS[name].suffix}"

    def _report_missing_pack(self, article: Article, language: str) -> None:
        if language not in self._missing_reported and (missing := self._briefer.missing(article)):
            self._missing_reported.add(language)
            self._report(NoPack(missing))


def _day(article: Article, found: Input) -> date | None:
    """Return the day of an article: of its publication, else of its file's time; None if neither is known."""
    if day := day_of(article.source.published):
        return day
    try:
        return datetime.fromtimestamp(os.stat(found.path).st_mtime, UTC).astimezone().date()
    except OSError:
        return None

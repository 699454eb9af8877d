"""Turns articles into the bytes of their files, in this process, in another one or on another machine.

A fingerprint identifies all that determines a brief beside the article: the same fingerprint gives the same bytes.
"""

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from core import fingerprint
from core.article import UNKNOWN
from core.batch import WorkItem
from core.brief import Brief, Briefer
from core.conditions import Wording, acts
from core.errors import DepecheError, IsCancelled
from core.export import formats, templated
from core.library.tables import BriefRow, row
from core.messages import Message
from core.translation import Missing


class Fingerprint:
    """Computes the fingerprints of one run. They depend on the languages in an article, since each has its pack."""

    def __init__(self, briefer: Briefer, template: Path | None = None) -> None:
        self._briefer = briefer
        settings = briefer.settings
        asked = settings.translation
        self._base = [
            asked.source,
            asked.target,
            asked.beam,
            briefer.translator.glossary_digest,
            asdict(settings.summary),
        ]
        if settings.encoding:
            self._base.append(settings.encoding)
        if template:
            self._base.append(templated(template).template)

    def of(self, languages: Iterable[str]) -> str:
        """Return the fingerprint for articles in these languages; it loads no model."""
        packs = ((language, self._pack(language)) for language in sorted(set(languages)))
        return fingerprint.of_brief(self._base, packs)

    def _pack(self, language: str) -> str | None:
        route = self._briefer.translator.route(language)
        return None if route is None else "missing" if isinstance(route, Missing) else route.digest


def languages_of(brief: Brief) -> list[str]:
    """Return the languages in a brief's article, those of its paragraphs and its own, sorted."""
    article = brief.article
    languages = {article.language.code} if article.language else set()
    return sorted({paragraph.language for paragraph in article.paragraphs} | languages)


_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Product:
    """The result for one article, in plain values that can be sent to another process."""

    path: str
    target: str
    sha256: str
    """Of the input's bytes."""
    language: str
    languages: tuple[str, ...]
    words: int
    sentences: int
    doubts: int
    files: tuple[tuple[str, bytes], ...]
    """Each file's ending and bytes."""
    row: BriefRow | None
    """The row for the library; None if it is turned off."""
    acts: tuple[str, ...] = ()
    """Actions of the settings' rules on it."""
    watches: tuple[str, ...] = ()
    """Names of the watches that match it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that failed, and why."""

    path: str
    target: str
    reason: str


class Producer:
    """Turns entries into products, in order; translates sentences of several articles in one batch."""

    def __init__(self, briefer: Briefer, names: Sequence[str], *, library: bool, template: Path | None = None) -> None:
        """Raise UsageError if the file is no template, or its format is not among the names."""
        self._briefer = briefer
        self._formats = formats(names, template)
        self._library = library

    def __call__(self, entries: Iterable[WorkItem], cancelled: IsCancelled) -> Iterator[Product | Failure]:
        """Yield the result of each entry. Raises Cancelled, and PackMissing for a damaged pack."""
        waiting: deque[WorkItem] = deque()

        def articles() -> Iterator[object]:
            for entry in entries:
                waiting.append(entry)
                yield entry.article

        for result in self._briefer.attempts(articles(), cancelled):  # type: ignore[arg-type]
            entry = waiting.popleft()
            try:
                yield _failure(entry, result) if isinstance(result, Exception) else self._product(entry, result)
            except Exception as error:
                _logger.exception("writing %s failed", entry.path)
                yield _failure(entry, error)

    def _product(self, entry: WorkItem, brief: Brief) -> Product:
        article, settings = brief.article, self._briefer.settings
        wording = Wording.of(article)
        return Product(
            entry.path,
            entry.target,
            article.source.sha256,
            article.language.code if article.language else UNKNOWN,
            tuple(languages_of(brief)),
            len(article.text.split()),
            len(article.sentences),
            sum(bool(sentence.flags) for sentence in article.sentences),
            tuple((form.suffix, form.write(brief)) for form in self._formats),
            row(brief, date.today()) if self._library else None,  # noqa: DTZ011 - the user's own day
            tuple(sorted(acts(settings.rules, wording))),
            tuple(watch.name for watch in settings.watches if watch.condition.admits(wording)),
        )


def _failure(entry: WorkItem, error: Exception) -> Failure:
    if isinstance(error, DepecheError):
        return Failure(entry.path, entry.target, str(error))
    failed = Message("failed inside ({kind}: {error})", kind=type(error).__name__, error=error)
    return Failure(entry.path, entry.target, failed)

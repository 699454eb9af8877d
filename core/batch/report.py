"""The results of a batch as a whole: its numbers, also as JSON, and documents over all its articles.

The documents are made from the articles' JSON briefs, so they include those of earlier runs.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from core import __version__
from core.batch import Done, Event, Failed, Job, Kept, PassedOver
from core.brief import Brief
from core.digest import default_budget, digest
from core.errors import InputError, UsageError
from core.export import collection, digest_to_json, digest_to_markdown, formats, from_json
from core.files import write_whole
from core.messages import fields
from core.settings import SummarySettings

SCHEMA = "depeche.batch/1"


@dataclass(slots=True)
class Totals:
    """Counts the events of a batch."""

    done: int = 0
    kept: int = 0
    passed_over: int = 0
    words: int = 0
    sentences: int = 0
    doubts: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    watches: Counter[str] = field(default_factory=Counter)
    """Number of articles that each watch of the settings matched."""
    failures: list[Failed] = field(default_factory=list)

    def add(self, event: Event) -> None:
        """Count one event."""
        match event:
            case Done():
                self.done += 1
                self.words += event.words
                self.sentences += event.sentences
                self.doubts += event.doubts
                self.languages[event.language] += 1
                self.watches.update(event.watches)
            case Kept():
                self.kept += 1
            case PassedOver():
                self.passed_over += 1
            case Failed():
                self.failures.append(event)

    @property
    def seen(self) -> int:
        """Number of articles with a result of any kind."""
        return self.done + self.kept + self.passed_over + len(self.failures)


def to_report(totals: Totals, job: Job, seconds: float, *, interrupted: bool) -> str:
    """Return a batch's report as JSON, schema `depeche.batch/1`."""
    values = {
        "schema": SCHEMA,
        "version": __version__,
        "output": str(job.output),
        "formats": list(job.formats),
        "interrupted": interrupted,
        "seconds": round(seconds, 2),
        "articles": {
            "done": totals.done,
            "kept": totals.kept,
            "failed": len(totals.failures),
            "passed_over": totals.passed_over,
        },
        "words": totals.words,
        "words_per_second": round(totals.words / seconds, 1) if seconds > 0 else None,
        "sentences": totals.sentences,
        "doubtful_sentences": totals.doubts,
        "languages": dict(sorted(totals.languages.items())),
        "watches": dict(sorted(totals.watches.items())),
        "failures": [
            {
                "path": failure.path,
                "what": failure.error.what,
                "reason": failure.error.problem,
                **fields(failure.error.problem),
            }
            for failure in totals.failures
        ],
    }
    return json.dumps(values, indent=1) + "\n"


NEEDS: Final = "json"
"""The format that a batch must write for such documents."""
_DIGESTS: Final = {".md": digest_to_markdown, ".json": digest_to_json}


@dataclass(frozen=True, slots=True)
class CombinedDocument:
    """One document over all articles."""

    path: Path
    make: Callable[[Sequence[Brief]], str | bytes]

    def write(self, output: Path, targets: Iterable[str]) -> None:
        """Write the document over the briefs of these targets in an output folder, ordered by name.

        Raises InputError for a brief that was changed or deleted meanwhile, and OutputError.
        """
        write_whole(self.path, self.make(list(_briefs(output, targets))))


def documents(
    names: Sequence[str], template: Path | None, collected: Path | None, digested: Path | None
) -> list[CombinedDocument]:
    """Return the documents to write: a collection with a table of contents, and a digest, each if its path is given.

    Raises UsageError for a path whose ending is no known format.
    """
    found = []
    if collected:
        form = formats((*names, collection(collected).name), template)[-1]
        found.append(CombinedDocument(collected, form.collect))
    if digested:
        if digested.suffix.lower() not in _DIGESTS:
            raise UsageError(
                str(digested), "is a digest; its name must end in {endings}", endings=" or ".join(_DIGESTS)
            )
        writer = _DIGESTS[digested.suffix.lower()]
        found.append(CombinedDocument(digested, lambda briefs: writer(digest(briefs, _budget(briefs[0])))))
    return found


def _budget(brief: Brief) -> SummarySettings:
    return default_budget(brief.budget or SummarySettings())


def _briefs(output: Path, targets: Iterable[str]) -> Iterator[Brief]:
    for target in sorted(targets):
        path = output / f"{target}.{NEEDS}"
        try:
            yield from_json(path.read_text(encoding="utf-8"), str(path))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(str(path), "was changed or deleted meanwhile; run the batch again") from error

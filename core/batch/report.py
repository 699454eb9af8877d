"""What became of a batch, in numbers: for the table at its end, and as JSON."""

import json
from collections import Counter
from dataclasses import dataclass, field

from core import __version__
from core.batch.values import Done, Event, Failed, Job, Kept, PassedOver
from core.messages import fields

SCHEMA = "depeche.batch/1"


@dataclass(slots=True)
class Totals:
    """Counts what a batch tells."""

    done: int = 0
    kept: int = 0
    passed_over: int = 0
    words: int = 0
    sentences: int = 0
    doubts: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    watches: Counter[str] = field(default_factory=Counter)
    """Articles that each watch of the settings found."""
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
        """Articles of which something became."""
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
            {"path": one.path, "what": one.error.what, "reason": one.error.problem, **fields(one.error.problem)}
            for one in totals.failures
        ],
    }
    return json.dumps(values, indent=1) + "\n"

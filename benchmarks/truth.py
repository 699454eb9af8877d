"""Measure whether flags are where a person found errors, and only there.

The set (`sets/truth.jsonl`): 314 sentences of wires written for it, thick with idioms and the language of courts,
markets and sport. Each was read beside its translation (of the default pack by itself at beam 3 for the first 209, of
the program for the others) and judged: 0 right, 1 clumsy, 2 misleading, 3 embarrassing in print; from 2 on with the
wrong words and the French they come from. What the program says today may differ: an error whose wrong words are gone
is not counted, and of the right sentences only those said as before may be flagged falsely.
"""

import json
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from core.article import Sentence
from core.brief import Briefer
from core.reading.text import read_text

OWN = Path(__file__).parent / "sets" / "truth.jsonl"


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence that a person judged."""

    source: str
    read: str
    severity: int
    wrong: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()

    @property
    def words(self) -> set[str]:
        """The longer words of the errors, in both languages."""
        return {word for text in (*self.wrong, *self.origin) for word in text.lower().split() if len(word) > 3}


def rows(path: Path | None) -> list[Read]:
    """Read a set, by default the one that ships.

    Your own set may also have one row for each error, with `id`, `src`, `mt`, `sev`, `en` and `fr`.
    """
    found: dict[object, Read] = {}
    for number, line in enumerate((path or OWN).read_text(encoding="utf-8").splitlines()):
        judgement = json.loads(line)
        if "src" not in judgement:
            found[number] = Read(
                judgement["source"],
                judgement["read"],
                judgement["severity"],
                tuple(judgement.get("wrong", ())),
                tuple(judgement.get("from", ())),
            )
            continue
        before = found.get(judgement["id"], Read(judgement["src"], judgement["mt"], 0))
        wrong, origin = (
            tuple(filter(None, [judgement.get(side)])) if judgement["sev"] > 1 else () for side in ("en", "fr")
        )
        found[judgement["id"]] = Read(
            before.source,
            before.read,
            max(before.severity, judgement["sev"]),
            before.wrong + wrong,
            before.origin + origin,
        )
    return list(found.values())


def measure(briefer: Briefer, read: list[Read]) -> dict[str, Any]:
    """Measure how many misleading sentences are flagged, how many flags name the words, and how many are false."""
    articles = (read_text(sentence.source.encode("utf-8"), "read.txt") for sentence in read)
    results = [brief.article.sentences for brief in briefer.briefs(articles)]
    pairs = list(zip(read, results, strict=True))
    left = [
        (sentence, now)
        for sentence, now in pairs
        if sentence.severity > 1 and any(w in _text(now) for w in sentence.wrong)
    ]
    right = [(sentence, now) for sentence, now in pairs if sentence.severity == 0 and _text(now) == sentence.read]
    clumsy = [(sentence, now) for sentence, now in pairs if sentence.severity == 1]
    worst = [(sentence, now) for sentence, now in left if sentence.severity == 3]
    pointed = [sentence for sentence, now in left if any(word in _details(now) for word in sentence.words)]
    flagged, hinted, false = (sum(bool(_flags(now)) for _, now in some) for some in (left, clumsy, right))
    sure = [(_confidence(now), sentence.severity) for sentence, now in (*left, *right)]
    wrong, good = [p for p, severity in sure if severity], [p for p, severity in sure if not severity]
    return {
        "serious": len(left),
        "right": len(right),
        "recall": flagged / len(left),
        "critical_recall": sum(bool(_flags(now)) for _, now in worst) / len(worst),
        "pointed": len(pointed) / len(left),
        "false": false / len(right),
        "precision": (flagged + hinted) / max(1, flagged + hinted + false),
        "auc": sum((a < b) + (a == b) / 2 for a, b in product(wrong, good)) / len(wrong) / len(good),
    }


def _text(sentences: tuple[Sentence, ...]) -> str:
    return " ".join(sentence.translation or "" for sentence in sentences)


def _flags(sentences: tuple[Sentence, ...]) -> list[str]:
    return [flag.detail for sentence in sentences for flag in sentence.flags]


def _details(sentences: tuple[Sentence, ...]) -> str:
    return " ".join(_flags(sentences)).lower()


def _confidence(sentences: tuple[Sentence, ...]) -> float:
    return min((sentence.confidence for sentence in sentences if sentence.confidence is not None), default=1.0)

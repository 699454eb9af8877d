"""Measure how well text is cut into sentences: boundaries inside paragraphs that are found again."""

from pathlib import Path

from benchmarks.pairs import PAIRS
from core.segmentation import sentence_spans

_SET = Path(__file__).with_name("sets") / "sentences.txt"
_JOINED = 4
"""Sentences of the pairs that are joined into one paragraph."""


def measure(path: Path | None = None, language: str = "fr") -> dict[str, float]:
    """Measure precision, recall, F1 and the share of paragraphs without a fault.

    The file has a sentence a line and an empty line between paragraphs; without one, it is our pairs, four at a time,
    and difficult paragraphs of our own.
    """
    paragraphs = [part.splitlines() for part in (path or _SET).read_text(encoding="utf-8").strip().split("\n\n")]
    if path is None:
        plain = [source for source, _ in PAIRS]
        paragraphs += [plain[start : start + _JOINED] for start in range(0, len(plain), _JOINED)]
    right = found = expected = faultless = 0
    for sentences in paragraphs:
        text = " ".join(sentences)
        ends = {end for _, end in sentence_spans(text, language)} - {len(text)}
        gold = {len(" ".join(sentences[:count])) for count in range(1, len(sentences))}
        right, found, expected = right + len(ends & gold), found + len(ends), expected + len(gold)
        faultless += ends == gold
    return {
        "paragraphs": len(paragraphs),
        "precision": right / found,
        "recall": right / expected,
        "f1": 2 * right / (found + expected),
        "faultless": faultless / len(paragraphs),
    }

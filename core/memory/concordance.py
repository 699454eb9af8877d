"""Concordance: where words stand in what is remembered, in source or translation, spelt right or nearly so."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

from core.lang.letters import fold
from core.memory import Unit

LIMIT = 20
LEAST = 80.0
"""Of 100: below, what is found shares letters and no meaning (« maire » and « mairie » have 80, « marine » 73)."""

_PIECE = 3
"""Letters."""


@dataclass(frozen=True, slots=True)
class Match:
    """A remembered sentence in which the words were found."""

    unit: Unit
    score: float
    """From 0 to 100: how alike the words and what stands there are, case and accents aside; 100 is word for word."""


def search(units: Iterable[Unit], words: str, *, limit: int = LIMIT, least: float = LEAST) -> list[Match]:
    """Return the best matches for some words, best first; of equal ones, a person's go before a model's.

    The words need not stand together: a sentence that has each of them somewhere has a score too, the mean of theirs.
    """
    wanted = _folded(words)
    if not any(map(str.isalnum, wanted)):
        return []
    pieces = [_pieces(word) for word in wanted.split()]
    best: list[tuple[float, bool, int, Match]] = []
    for number, unit in enumerate(units):
        floor = max(least, best[0][0]) if len(best) == limit else least
        score = max(_score(wanted, pieces, _folded(text), floor) for text in (unit.source, unit.translation))
        if score >= floor:
            item = (score, unit.origin == "memory", -number, Match(unit, round(score, 1)))
            (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, item)
    return [match for *_, match in sorted(best, reverse=True)]


def _folded(text: str) -> str:
    return fold(" ".join(text.replace("’", "'").split()))


def _pieces(word: str) -> list[str]:
    """Return the parts of a word of which one at least is whole where it is misspelt a little."""
    return [word[at : at + _PIECE] for at in range(0, max(1, len(word) - _PIECE + 1), _PIECE)]


def _score(wanted: str, pieces: list[list[str]], text: str, least: float) -> float:
    if f" {wanted} " in f" {text} ":
        return 100.0
    # Most texts have nothing of the words: this says so a hundred times sooner than a comparison.
    near = sum(any(piece in text for piece in parts) for parts in pieces)
    if least >= 100 or near < max(1, len(pieces) - 1):
        return 0.0
    from rapidfuzz import fuzz

    # A text that is shorter than the words would be looked for in them, and found.
    together = fuzz.partial_ratio(wanted, text, score_cutoff=least) if len(text) >= len(wanted) else 0.0
    if len(pieces) == 1 or len(text) <= len(wanted):
        return together
    apart = sum(fuzz.partial_ratio(part, text) for part in wanted.split()) / len(pieces)
    return max(together, apart - 1)

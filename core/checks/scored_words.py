"""Words and their scores, from what a model says of the pieces."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.packs.metadata import SPACE
from core.translation.engines import TokenScores

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d.,]*")


class ScoredWord(NamedTuple):
    """A word of a text, with its score."""

    text: str
    first: bool
    """Whether the text begins with it."""
    score: float
    """The log-probabilities of its pieces, summed: 0 is certain."""


def scored_words(scores: TokenScores) -> Iterator[ScoredWord]:
    """Give the words of a text, an elision parted from its noun; a piece that two words share counts for both."""
    text = "".join(scores.pieces).replace(SPACE, " ")
    ends: list[int] = []
    for piece in scores.pieces:
        ends.append((ends[-1] if ends else 0) + len(piece))
    at, first = 0, True
    for match in _WORD.finditer(text):
        while ends[at] <= match.start():
            at += 1
        score, place = 0.0, at
        while place < len(ends) and ends[place] - len(scores.pieces[place]) < match.end():
            if any(map(str.isalnum, scores.pieces[place])):
                score += scores.log_probs[place]
            place += 1
        yield ScoredWord(match[0], first, score)
        first = False


def words_of(text: str) -> list[str]:
    """Cut a text into the same words."""
    return _WORD.findall(text)

"""LexRank (Erkan and Radev 2004): the sentences that many others resemble, ranked as sumy ranks them.

sumy compares each pair of sentences in Python, and importing it takes longer than a whole run from memory; the same
similarities are one matrix product here. `tests/core/summary` holds the ranking against sumy's own.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

_SIMILAR = 0.1
"""Cosine above which two sentences are linked; sumy's."""
_SETTLED = 0.1
"""Change of the ranks, as a Euclidean length, at which the iteration ends; sumy's."""


def lexrank(sentences: Sequence[Sequence[str]]) -> list[float]:
    """Return a score for each sentence, given as its stemmed words; all 0 where no two share a word.

    Time and memory grow with the square of the number of sentences: 1,000 take well under a second.
    """
    count = len(sentences)
    weights = _weights(sentences)
    norms = np.linalg.norm(weights, axis=1)
    weights = weights / np.where(norms > 0, norms, 1)[:, None]
    links = (weights @ weights.T > _SIMILAR).astype(float)
    links /= np.maximum(links.sum(axis=1), 1)[:, None]
    ranks = np.full(count, 1 / count)
    change = 1.0
    while change > _SETTLED:
        following = links.T @ ranks
        length = np.linalg.norm(following)
        if length == 0:
            return [0.0] * count
        following /= length
        change = float(np.linalg.norm(following - ranks))
        ranks = following
    return [float(rank) for rank in ranks]


def _weights(sentences: Sequence[Sequence[str]]) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Return the words' weights, a row a sentence: how often in it, times how rare in the text."""
    counts = [Counter(words) for words in sentences]
    places = {word: place for place, word in enumerate(dict.fromkeys(word for one in counts for word in one))}
    weights = np.zeros((len(counts), len(places)))
    for row, one in enumerate(counts):
        most = max(one.values(), default=1)
        for word, times in one.items():
            weights[row, places[word]] = times / most
    found_in = np.count_nonzero(weights, axis=0)
    # As sumy has it: a word of all sentences but one weighs nothing, one of all of them a little.
    return np.asarray(weights * np.log(len(counts) / (1 + found_in)))

"""LexRank, TextRank, reduction and LSA: the scores that sumy 0.13 gives, without its loops over pairs in Python.

Each takes the sentences' stems and returns one score a sentence, equal to sumy's to rounding error; the tests
hold them against sumy's own classes. At 1,000 sentences sumy takes 7-24, 5, 11 and 4 seconds.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Row = tuple[NDArray[np.intp], Numbers]

Stems = Sequence[str]

_THRESHOLD = 0.1
"""LexRank: sentences less alike than this are not linked (sumy's, after Erkan and Radev 2004)."""
_LEXRANK_STEP = 0.1
_TEXTRANK_STEP = 1e-4
"""The walk over the graph ends when a step is no longer than this (both sumy's)."""
_DAMPING = 0.85
_NO_DIVISION_BY_ZERO = 1e-7
_SMOOTH = 0.4
"""LSA: the weight of a word that a sentence does not have (sumy's)."""


def lexrank(sentences: Sequence[Stems]) -> list[float]:
    """Centrality among the sentences whose tf-idf cosine is above 0.1; NaN where no word tells them apart."""
    import numpy as np

    found = Counter(stem for sentence in sentences for stem in set(sentence))
    idf = {stem: math.log(len(sentences) / (1 + count)) for stem, count in found.items()}
    vectors = []
    for sentence in sentences:
        counts = Counter(sentence)
        most = max(counts.values(), default=1)
        vector = {stem: count / most * idf[stem] for stem, count in counts.items()}
        norm = math.sqrt(sum(weight * weight for weight in vector.values()))
        vectors.append({stem: weight / norm for stem, weight in vector.items()} if norm else {})
    linked = [np.flatnonzero(row > _THRESHOLD) for row in _products(vectors)]
    graph = _Graph([(columns, np.ones(len(columns))) for columns in linked])
    rank = np.full(len(vectors), 1 / len(vectors))
    step = 1.0
    while step > _LEXRANK_STEP:
        following = graph.times(rank / np.maximum(graph.totals, 1))
        with np.errstate(invalid="ignore"):
            following /= np.linalg.norm(following)
        step = float(np.linalg.norm(following - rank))
        rank = following
    return [float(one) for one in rank]


def textrank(sentences: Sequence[Stems]) -> list[float]:
    """PageRank over the words that sentences share, by the logarithms of their lengths (Mihalcea, Tarau 2004)."""
    import numpy as np

    graph = _Graph([*_shared_words(sentences, one_word=lambda shared: shared)])
    count = len(sentences)
    rank = np.full(count, 1 / count)
    step = 1.0
    while step > _TEXTRANK_STEP:
        passed_on = graph.times(rank / (graph.totals + _NO_DIVISION_BY_ZERO))
        following = (1 - _DAMPING) / count * rank.sum() + _DAMPING * passed_on
        step = float(np.linalg.norm(following - rank))
        rank = following
    return [float(one) for one in rank]


def reduction(sentences: Sequence[Stems]) -> list[float]:
    """What a sentence shares with all the others together (A. Fish, github.com/adamfabish/Reduction)."""
    rows = _shared_words(sentences, one_word=lambda shared: 0 * shared)
    return [float(weights[columns != place].sum()) for place, (columns, weights) in enumerate(rows)]


def lsa(sentences: Sequence[Stems]) -> list[float]:
    """Steinberger and Ježek's latent semantic score, as sumy computes it.

    sumy keeps every dimension of the decomposition; what it then calls the rank of a sentence, the root of
    Σ σ²v², is exactly the length of the sentence's column of weights. No decomposition is needed for that.
    """
    vocabulary = len({stem for sentence in sentences for stem in sentence})
    ranks = []
    for sentence in sentences:
        counts = Counter(sentence)
        most = max(counts.values(), default=0)
        squares = sum((_SMOOTH + (1 - _SMOOTH) * count / most) ** 2 for count in counts.values())
        ranks.append(math.sqrt(squares + (vocabulary - len(counts)) * _SMOOTH**2) if most else 0.0)
    return ranks


class _Graph:
    """A symmetric matrix of which only the cells that are not 0 are kept."""

    def __init__(self, rows: Sequence["Row"]) -> None:
        import numpy as np

        self._columns = np.concatenate([columns for columns, _ in rows])
        self._weights = np.concatenate([weights for _, weights in rows])
        self._owners = np.repeat(np.arange(len(rows)), [len(columns) for columns, _ in rows])
        self._size = len(rows)
        self.totals = np.bincount(self._owners, self._weights, self._size).astype(float)
        """The sum of each row (of none at all, bincount would make integers)."""

    def times(self, vector: "Numbers") -> "Numbers":
        """Multiply by a vector."""
        import numpy as np

        return np.bincount(self._owners, self._weights * vector[self._columns], self._size).astype(float)


def _shared_words(sentences: Sequence[Stems], one_word: Callable[["Numbers"], "Numbers"]) -> Iterator["Row"]:
    """Give the links of each sentence: pairs of equal words, by the logarithms of both lengths.

    Two sentences of one word have no such norm; `one_word` says what counts then.
    """
    import numpy as np

    logs = np.log(np.maximum([len(sentence) for sentence in sentences], 1))
    for row, log in zip(_products([Counter(sentence) for sentence in sentences]), logs, strict=True):
        columns = np.flatnonzero(row)
        shared, norms = row[columns], logs[columns] + log
        yield columns, np.where(norms > 0, shared / np.where(norms > 0, norms, 1), one_word(shared))


def _products(vectors: Sequence[Mapping[str, float]]) -> Iterator["Numbers"]:
    """Give the scalar products of each sentence with all of them, itself included, a row at a time."""
    import numpy as np

    holders: dict[str, list[int]] = defaultdict(list)
    values: dict[str, list[float]] = defaultdict(list)
    for place, vector in enumerate(vectors):
        for stem, value in vector.items():
            holders[stem].append(place)
            values[stem].append(value)
    index = {stem: (np.array(holders[stem]), np.array(values[stem], float)) for stem in holders}
    for vector in vectors:
        row = np.zeros(len(vectors))
        for stem, value in vector.items():
            places, others = index[stem]
            row[places] += value * others
        yield row
